"""Home: where we stand, what moved, and what comes next."""

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.records import STAGES, day
from evaluation.school import School
from evaluation.session import Session
from pages.parts import figures, plan_home, screen
from pages.parts.words import count

school = screen.school("Home")
st.markdown(f"### {screen.plain(school.details.name)}")


def first_steps(inspected: bool) -> None:
    """What a school does first, in order; `inspected` where the first is done."""
    steps = [
        (
            "1. Your inspections are here" if inspected else "1. Bring in your inspections",
            "From Ofsted's published file, by your URN, from a report, or by hand.",
            "pages/inspections.py",
            "Go to Inspections",
        ),
        (
            "2. Hold a first self-evaluation",
            "With your leaders, ten minutes the quick way: one grade and one line a strand.",
            "pages/self_evaluations.py",
            "Go to Self-evaluation",
        ),
        (
            "3. See the two side by side",
            "Strand by strand, with the words of both. From the second self-evaluation on, you see what moved.",
            "pages/compare.py",
            "Go to Compare",
        ),
    ]
    for column, (title, words, page, label) in zip(st.columns(3), steps, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{title}**")
            st.write(words)
            st.page_link(page, label=label, icon=":material/arrow_forward:")


def where_we_stand(school: School, session: Session) -> None:
    """The latest self-evaluation by strand."""
    from evaluation.charts import strip

    evaluation, mode = session.evaluation, figures.mode()
    chart = screen.built(
        school,
        lambda: strip(school.questions.standing(evaluation.id), mode, evaluation.held_on),
        "strip",
        evaluation.id,
        mode,
    )
    figures.show(chart, "strip")
    st.page_link(
        "pages/session.py",
        label="Look at this self-evaluation",
        icon=":material/arrow_forward:",
        query_params={"evaluation": evaluation.id},
    )


def inspections(school: School) -> None:
    """The latest inspections, and the way to compare."""
    found = screen.built(school, school.inspections.all, "inspections")
    st.markdown("#### Inspections")
    for inspection in found[:3]:
        framework = school.library.get(*inspection.framework)
        st.markdown(f"- {day(inspection.started_on)}: {inspection.kind_name} ({screen.plain(framework.short_name)})")
    if found:
        st.page_link("pages/compare.py", label="Compare with what we said", icon=":material/arrow_forward:")
    elif school.viewer.may(Ability.RECORD_INSPECTIONS):
        st.page_link("pages/inspections.py", label="Bring in your inspections", icon=":material/arrow_forward:")
    else:
        st.write("No inspection is stored yet.")


def under_way(school: School) -> None:
    """Inspections that are not published yet, each with the way to what helps now."""
    for inspection in screen.built(school, school.inspections.all, "inspections"):
        if inspection.embargoed:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(
                    f"The inspection of **{day(inspection.started_on)}** is at “{STAGES[inspection.stage]}”, "
                    "confidential until it is published."
                )
                st.page_link(
                    "pages/inspection.py",
                    label="Open",
                    icon=":material/arrow_forward:",
                    query_params={"inspection": inspection.id},
                )


def still_open(school: School) -> None:
    """Self-evaluations that wait to be finished."""
    for evaluation in screen.built(school, school.self_evaluations.all, "self-evaluations"):
        if not evaluation.locked:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(f"The self-evaluation of **{day(evaluation.held_on)}** is open.")
                st.page_link(
                    "pages/session.py",
                    label="Go on",
                    icon=":material/arrow_forward:",
                    query_params={"evaluation": evaluation.id},
                )


try:
    latest = screen.built(school, school.self_evaluations.latest, "latest")
    under_way(school)
    still_open(school)
    if latest is None and not school.viewer.may(Ability.JUDGE):
        st.write(screen.nothing_yet(school.viewer))
        plan_home.show(school)
        inspections(school)
    elif latest is None:
        first_steps(bool(screen.built(school, school.inspections.all, "inspections")))
        plan_home.show(school)
    else:
        left, right = st.columns([3, 2], gap="large")
        with left:
            where_we_stand(school, latest)
        with right:
            figures.what_moved(school)
            st.page_link("pages/progress.py", label="Progress over time", icon=":material/arrow_forward:")
            plan_home.show(school)
            inspections(school)
            pieces = school.evidence.count()
            st.markdown("#### Evidence")
            st.markdown(f"{count(pieces, 'piece')} of evidence in the register.")
            st.page_link("pages/evidence.py", label="Evidence", icon=":material/arrow_forward:")
except EvaluationError as problem:
    screen.show_refusal(problem)
