"""Take away: the Excel workbook, Word documents, the slides of a meeting, and the pack for a day's notice."""

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from pages.parts import address, screen
from pages.parts.plan_take_away import file_name

school = screen.school("Take away")


def workbook(school: School) -> None:
    """The workbook: about which self-evaluation, and the press that makes it."""
    st.write(
        "One Excel workbook for governors, trust or authority: a cover that says what the grades mean, "
        "the summary by strand, the standards with their marks, the history, the comparison with inspections, "
        "the action plan and the evidence. Charts are Excel's own, so you can restyle them. Text stays text."
    )
    evaluation_id = choose(school)
    if not (evaluation_id or school.inspections.all()):
        st.write("There is nothing to take away yet. Hold a self-evaluation or bring in an inspection first.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return
    st.download_button(
        "Download the Excel workbook",
        data=lambda: excel(school, evaluation_id),
        file_name=f"{file_name(school)} self-evaluation.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
    screen.left_out(school)
    st.caption("It is made from what is stored at the moment you press. What is still open is marked as open.")


def excel(school: School, evaluation_id: str | None) -> bytes:
    """The workbook, built when the button is pressed."""
    from evaluation.documents.workbook import workbook

    return workbook(school, evaluation_id)


def choose(school: School) -> str | None:
    """Which self-evaluation the summary is about: the latest locked one, unless another is chosen."""
    held = screen.built(school, school.self_evaluations.all, "self-evaluations")
    evaluations = {evaluation.id: evaluation for evaluation in held}
    if not evaluations:
        return None
    latest = next((key for key, evaluation in evaluations.items() if evaluation.locked), next(iter(evaluations)))
    address.settle("evaluation", evaluations, latest)
    chosen = st.selectbox(
        "The summary and the standards are about the self-evaluation of",
        list(evaluations),
        format_func=lambda key: (
            f"{day(evaluations[key].held_on)}, {school.library.get(*evaluations[key].framework).short_name}"
            f"{'' if evaluations[key].locked else ' (still open)'}"
        ),
        key="evaluation",
    )
    address.keep("evaluation", chosen)
    return chosen


def pack(school: School) -> None:
    """The pack; what it is made with is loaded only where it is asked for."""
    from pages.parts.pack import show

    show(school)


def papers(school: School) -> None:
    """The paper for governors and the self-evaluation summary."""
    from pages.parts.papers import show

    show(school)


def slides(school: School) -> None:
    """The slides of a meeting; what they are made with is loaded only where it is asked for."""
    from pages.parts.slides import show

    show(school)


PARTS = {
    "workbook": ("The Excel workbook", workbook),
    "papers": ("Word documents", papers),
    "slides": ("Slides", slides),
    "pack": ("The pack for a day's notice", pack),
}
"""The parts of the page, by what the address asks for."""

try:
    PARTS[address.part(PARTS, "workbook", label="What to take away")][1](school)
except EvaluationError as problem:
    screen.show_refusal(problem)
