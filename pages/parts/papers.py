"""Word documents to take away: the paper for governors, and the self-evaluation summary."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.details import FormRefused
from evaluation.documents.governors_paper.content import Meeting, checked, next_by, read_paper, since_default
from evaluation.governor_questions import Question
from evaluation.records import SelfEvaluation, day
from evaluation.school import School
from pages.parts import address, screen
from pages.parts.plan_take_away import file_name

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"governors": "Paper for governors", "sef": "Self-evaluation summary (SEF)"}


def show(school: School) -> None:
    """The two documents, for everybody but people from outside."""
    if not school.viewer.may(Ability.SEE_EVERYTHING):
        st.write(
            "These documents are made by the people of the school and its governors. What is shared with you is in "
            "the Excel workbook."
        )
        return
    kind = address.choose("paper", "Which document", KINDS, "governors")
    (_governors if kind == "governors" else _summary)(school)


def _governors(school: School) -> None:
    st.write(
        "Two pages for a meeting: what changed since the last one, where we stand beside the last inspection, up to "
        "three questions to ask with the reason for each, and which actions are overdue or due next."
    )
    held = [each for each in _held(school) if each.locked]
    meeting = _meeting(school)
    evaluation_id = _chosen(school, held, "It is about the self-evaluation of")
    wrong = _wrong(meeting)
    if wrong:
        screen.show_refusal(wrong)
    st.download_button(
        "Download the paper for governors",
        data=partial(_paper, school, meeting, evaluation_id),
        file_name=f"{file_name(school)} paper for governors {meeting.on:%Y-%m-%d}.docx",
        mime=WORD,
        icon=":material/description:",
        type="primary",
        disabled=wrong is not None,
        on_click="ignore",
        key="paper-make",
    )
    st.caption("Names of staff, drafts and what is confidential are left out. Change its look in Word’s styles.")
    screen.left_out(school)
    if not held:
        st.write("No self-evaluation is locked yet, so the paper says nothing of where we stand. Lock one first.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
    if wrong is None:
        build = partial(_questions, school, meeting, evaluation_id)
        _ask(screen.built(school, build, "questions for governors", meeting, evaluation_id))


def _meeting(school: School) -> Meeting:
    """The days of this meeting, the last one and the next: what is not chosen is worked out, and can be changed."""
    today, key = date.today(), f"paper-{school.details.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        on = _day("Day of the meeting", today, f"{key}-on")
        known = screen.built(school, partial(since_default, school, on), "last locked", on)
        since = _day(
            "Last meeting",
            known or on,
            f"{key}-since-{on}",
            "Everything from that day on is new. At first it is the day of the last self-evaluation that is locked.",
        )
        until = _day(
            "Look ahead to",
            next_by(on, min(since, on)),
            f"{key}-next-{on}",
            "Actions due by then are listed. At first the next meeting is taken to be as far off as the last one.",
        )
    return Meeting(on, since, until)


def _day(label: str, default: date, key: str, more: str | None = None) -> date:
    chosen = st.date_input(
        label, default, key=key, help=more, format=screen.DATE_FORMAT, width=180, persist_state="session"
    )
    return chosen if isinstance(chosen, date) else default


def _wrong(meeting: Meeting) -> FormRefused | None:
    try:
        checked(meeting)
    except FormRefused as problem:
        return problem
    return None


def _questions(school: School, meeting: Meeting, evaluation_id: str | None) -> tuple[Question, ...]:
    return read_paper(school, meeting, evaluation_id).questions


def _ask(found: tuple[Question, ...]) -> None:
    """The questions that the paper will hold, so that nobody is surprised by them in the meeting."""
    st.markdown("## What it asks")
    if not found:
        st.write("Nothing recorded here is late, contradicts itself or lacks evidence, so it asks nothing.")
    for place, question in enumerate(found, start=1):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{place}. {screen.plain(question.text)}**")
            st.caption(f"Why ask: {screen.plain(question.because)}")


def _summary(school: School) -> None:
    st.write(
        "A cover with what the grades mean, then one page for each strand: the grade and what the marks support, why, "
        "what is secure and what is not, the evidence, what inspectors said last, what we do and what we want next."
    )
    held = _held(school)
    if not held:
        st.write("There is no self-evaluation to sum up yet.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return
    evaluation_id = _chosen(school, held, "It sums up the self-evaluation of")
    chosen = next(each for each in held if each.id == evaluation_id)
    if not chosen.locked:
        st.info(
            "This one is still open. The document says on its first page that it is a draft.", icon=":material/edit:"
        )
    st.download_button(
        "Download the self-evaluation summary",
        data=partial(_sef, school, chosen.id),
        file_name=f"{file_name(school)} self-evaluation summary {chosen.held_on:%Y-%m-%d}.docx",
        mime=WORD,
        icon=":material/description:",
        type="primary",
        on_click="ignore",
        key="sef-make",
    )
    st.caption("No inspectorate requires it. Names of staff are left out. Change its look in Word’s styles.")
    screen.left_out(school)


def _held(school: School) -> list[SelfEvaluation]:
    found: list[SelfEvaluation] = screen.built(school, school.self_evaluations.all, "self-evaluations")
    return found


def _chosen(school: School, held: list[SelfEvaluation], label: str) -> str | None:
    """Which self-evaluation: the latest locked one, unless another is chosen."""
    if not held:
        return None
    here = {each.id: each for each in held}
    latest = next((key for key, each in here.items() if each.locked), next(iter(here)))
    address.settle("evaluation", here, latest)
    chosen = st.selectbox(
        label,
        list(here),
        format_func=lambda key: (
            f"{day(here[key].held_on)}, {school.library.get(*here[key].framework).short_name}"
            f"{'' if here[key].locked else ' (still open)'}"
        ),
        key="evaluation",
        width=420,
    )
    address.keep("evaluation", chosen)
    return chosen


def _paper(school: School, meeting: Meeting, evaluation_id: str | None) -> bytes:
    """The paper, made when the button is pressed."""
    from evaluation.documents.governors_paper import governors_paper

    return governors_paper(school, meeting, evaluation_id)


def _sef(school: School, evaluation_id: str) -> bytes:
    """The summary, made when the button is pressed."""
    from evaluation.documents.sef import sef

    return sef(school, evaluation_id)
