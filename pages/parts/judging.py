"""The controls of a self-evaluation session: a grade, a reason, a direction, marks. Each saves when it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from textwrap import shorten
from typing import Any, NamedTuple

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.frameworks import Scale, Standard
from evaluation.grading import Support
from evaluation.plan.records import Cause
from evaluation.records import DIRECTIONS, MARKS, Mark, day
from evaluation.school import School
from evaluation.session import Session, StrandState
from pages.parts import evidence_form, make_action, plan_choice, screen
from pages.parts.explain import meaning
from pages.parts.words import DIRECTION_WORDS, MARK_WORDS, count, grade_words

SAVED, REFUSED = "_saved", "_refused"
LAST_WORDS = 300
OPEN_BLOCKERS = 3


class Refusal(NamedTuple):
    """What kept a change of one strand from being saved, and the words that were typed, or ""."""

    problem: str
    typed: str


def saved_line(session: Session) -> None:
    """When the last change here was saved, and how saving works."""
    at = st.session_state.get(SAVED, {}).get(session.evaluation.id)
    words = f"Saved at {at:%H:%M:%S}" if at else "Each press is saved at once, words when you leave their box"
    st.caption(f":material/cloud_done: {words}")


def refusal(school: School, session: Session, state: StrandState) -> None:
    """Where something of this strand could not be saved: why, and what can be done with the words."""
    place = _place(session, state)
    refused = _refusals().get(place)
    if refused is None:
        return
    st.error(f"Not saved. {screen.plain(refused.problem)}", icon=":material/error:")
    with st.container(horizontal=True):
        if refused.typed:
            if state.judgement.why:
                st.caption(f"Stored now: “{screen.plain(shorten(state.judgement.why, LAST_WORDS, placeholder=' …'))}”")
            st.button(
                "Save my words",
                key=f"mine-{state.strand.id}",
                on_click=_save,
                args=(place, school.self_evaluations.judge, *place),
                kwargs={"why": refused.typed, "shown": state.judgement},
            )
        st.button(
            "Leave what is stored" if refused.typed else "Close",
            key=f"theirs-{state.strand.id}",
            on_click=_dismiss,
            args=(place,),
        )


def _dismiss(place: tuple[str, str]) -> None:
    _refusals().pop(place, None)


def _place(session: Session, state: StrandState) -> tuple[str, str]:
    return session.evaluation.id, state.strand.id


def _refusals() -> dict[tuple[str, str], Refusal]:
    found: dict[tuple[str, str], Refusal] = st.session_state.setdefault(REFUSED, {})
    return found


def _save(place: tuple[str, str], act: Callable[..., object], *arguments: object, **fields: Any) -> None:
    """Do it, and note when, or why not. Words that were refused stay until words of that strand are saved."""
    refused = _refusals()
    typed = fields.get("why", "")
    try:
        act(*arguments, **fields)
    except EvaluationError as problem:
        earlier = refused[place].typed if place in refused else ""
        refused[place] = Refusal(str(problem), typed or earlier)
    else:
        if typed or not (place in refused and refused[place].typed):
            refused.pop(place, None)
        st.session_state[SAVED] = {place[0]: datetime.now()}


def _save_field(school: School, session: Session, strand_id: str, field: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None:
        place = (session.evaluation.id, strand_id)
        shown = session.strand(strand_id).judgement
        _save(place, school.self_evaluations.judge, *place, shown=shown, **{field: value})


def _save_mark(school: School, session: Session, strand_id: str, standard_id: str, key: str) -> None:
    place = (session.evaluation.id, strand_id)
    _save(place, school.self_evaluations.mark, place[0], {standard_id: st.session_state[key]})


def grade_pills(school: School, session: Session, state: StrandState) -> None:
    """The grade words of the strand's scale in a row, lowest first."""
    scale = state.scale
    if scale is None:
        return
    key = f"grade-{session.evaluation.id}-{state.strand.id}"
    screen.follow(key, state.judgement.grade)
    st.pills(
        f"Grade for {state.strand.name}",
        [grade.id for grade in scale.grades],
        format_func=lambda grade: grade_words(scale, grade),
        required=True,
        key=key,
        on_change=_save_field,
        args=(school, session, state.strand.id, "grade", key),
        label_visibility="collapsed",
        wrap=True,
    )


def grade_ladder(school: School, session: Session, state: StrandState) -> None:
    """The grade words as a ladder, highest on top, each with what the marks say of it."""
    scale = state.scale
    if scale is None:
        return
    key = f"ladder-{session.evaluation.id}-{state.strand.id}"
    screen.follow(key, state.judgement.grade)
    rungs = [grade.id for grade in reversed(scale.grades)]
    st.radio(
        "Our grade",
        rungs,
        index=None,
        format_func=lambda grade: grade_words(scale, grade),
        captions=[_rung_words(scale, state.support, grade) for grade in rungs] if state.support.judged else None,
        key=key,
        on_change=_save_field,
        args=(school, session, state.strand.id, "grade", key),
    )


def why_control(school: School, session: Session, state: StrandState, *, line: bool) -> None:
    """Why, in one line or in a box."""
    key = f"{'line' if line else 'why'}-{session.evaluation.id}-{state.strand.id}"
    refused = _refusals().get(_place(session, state))
    if refused and refused.typed:
        st.session_state.setdefault(key, refused.typed)  # what could not be saved stays in its box
    else:
        screen.follow(key, state.judgement.why)
    arguments = (school, session, state.strand.id, "why", key)
    if line:
        st.text_input(
            f"Why, in a line: {state.strand.name}",
            placeholder="Why, in a line",
            label_visibility="collapsed",
            key=key,
            on_change=_save_field,
            args=arguments,
        )
    else:
        st.text_area("Why, in a line or two", height=110, key=key, on_change=_save_field, args=arguments)


def direction_control(school: School, session: Session, state: StrandState, *, quiet: bool = False) -> None:
    """The direction wanted."""
    key = f"direction-{session.evaluation.id}-{state.strand.id}"
    screen.follow(key, state.judgement.direction)
    st.pills(
        f"Direction for {state.strand.name}" if quiet else "Direction",
        DIRECTIONS,
        format_func=lambda direction: DIRECTION_WORDS[direction],
        required=True,
        key=key,
        on_change=_save_field,
        args=(school, session, state.strand.id, "direction", key),
        label_visibility="collapsed" if quiet else "visible",
        help=None if quiet else meaning("Direction"),
    )


def last_time(session: Session, state: StrandState) -> None:
    """What was said last time: shown, not counted."""
    if session.previous is None or state.last is None or state.last.grade is None:
        return
    said = f"Last time ({day(session.previous.held_on)}): **{grade_words(state.scale, state.last.grade)}**"
    if state.last.why:
        said += f". “{screen.plain(shorten(state.last.why, LAST_WORDS, placeholder=' …'))}”"
    st.caption(said)


def confirm(school: School, session: Session, state: StrandState) -> None:
    """The one press that says last time's judgement again."""
    if session.previous and state.last and state.last.grade and state.judgement.grade is None:
        st.button(
            "Still so: confirm",
            key=f"confirm-{state.strand.id}",
            icon=":material/check:",
            on_click=_save,
            args=(_place(session, state), school.self_evaluations.confirm, *_place(session, state)),
        )


def supported(state: StrandState) -> None:
    """What the marks support, in a sentence."""
    if state.scale and state.support.total:
        rule = ("Secure fit",) if state.scale.rule == "secure_fit" else ()
        st.markdown(_support_words(state.scale, state.support), help=meaning("Supported grade", "Standard", *rule))


def blockers(school: School, session: Session, state: StrandState) -> None:
    """The standards that keep the next grade out of reach, by name, each with the action that comes from it."""
    if state.scale and (words := blocked_words(state)):
        plans = plan_choice.records(school, confided=False)
        with st.expander(words, icon=":material/block:", expanded=len(state.support.blockers) <= OPEN_BLOCKERS):
            for standard in state.support.blockers:
                st.markdown(f"- {screen.plain(standard.text)} *({MARK_WORDS[state.marks[standard.id]].lower()})*")
                cause = Cause(
                    "standard",
                    evaluation_id=session.evaluation.id,
                    strand_id=state.strand.id,
                    standard_id=standard.id,
                )
                make_action.beside(school, cause, plans)


def blocked_words(state: StrandState) -> str:
    """How many standards block which grade: "2 standards block Strong standard"; "" when none does."""
    scale, support = state.scale, state.support
    if scale is None or not support.blocked or not support.blockers:
        return ""
    verb = "blocks" if len(support.blockers) == 1 else "block"
    return f"{count(len(support.blockers), 'standard')} {verb} {scale.name_of(support.blocked)}"


def disagreement(state: StrandState) -> None:
    """Where the grade chosen does not fit the marks, said plainly."""
    if beyond := state.beyond_support():
        st.warning(beyond, icon=":material/balance:")


def _rung_words(scale: Scale, support: Support, grade: str) -> str:
    order = scale.order
    if grade == support.grade:
        return "what the marks support"
    if support.highest and order[grade] > order[support.highest]:
        return "out of reach as marked"
    if support.lowest and order[grade] < order[support.lowest]:
        return "below what the marks support"
    return "still possible"


def _support_words(scale: Scale, support: Support) -> str:
    if not support.judged:
        return f"No standard is marked yet ({count(support.total, 'standard')}), so every grade is still possible."
    done = f"{support.judged} of {count(support.total, 'standard')} marked. "
    if support.grade and support.grade == support.highest:
        return f"{done}The marks support **{scale.name_of(support.grade)}**."
    possible = f"from {scale.name_of(support.lowest)} to {scale.name_of(support.highest)}"
    if support.grade:
        so_far = f"{done}The marks support **{scale.name_of(support.grade)}** so far"
        return f"{so_far}; up to {scale.name_of(support.highest)} is possible."
    if scale.rule == "best_fit":
        return f"{done}Still possible: {possible}. Between these, best fit leaves the choice to leaders."
    return f"{done}Not settled yet. Still possible: {possible}."


def standards(school: School, session: Session, state: StrandState, band: str) -> None:
    """The standards of one band, by theme, each with its mark and how many pieces of evidence are linked to it."""
    pieces = school.evidence.count_by_standard(session.framework.id)
    for theme in state.strand.themes:
        own = [standard for standard in state.strand.standards_of(band) if standard.theme == theme.id]
        if own:
            st.markdown(f"#### {screen.plain(theme.name)}")
        for standard in own:
            _standard(school, session, state, standard, pieces.get(standard.id, 0))


def _standard(school: School, session: Session, state: StrandState, standard: Standard, pieces: int) -> None:
    with st.container(border=True, gap="xsmall"):
        number = f"{standard.number}. " if standard.number else ""
        st.markdown(f"{number}{screen.plain(standard.text)}")
        hint = f"*Look for:* {screen.plain(standard.hint)}"
        if standard.warning:
            hint += f"  \n*Warning sign:* {screen.plain(standard.warning)}"
        st.caption(hint)
        last: Mark | None = state.last_marks.get(standard.id)
        key = f"mark-{session.evaluation.id}-{standard.id}"
        screen.follow(key, state.marks.get(standard.id))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.segmented_control(
                f"Mark: {standard.text}",
                [*MARKS, None],
                format_func=lambda mark: MARK_WORDS[mark],
                required=True,
                key=key,
                on_change=_save_mark,
                args=(school, session, state.strand.id, standard.id, key),
                label_visibility="collapsed",
            )
            if last:
                said_again = " (said again)" if state.marks.get(standard.id) == last else ""
                st.caption(f"Last time: {MARK_WORDS[last].lower()}{said_again}")
        evidence_form.beside_standard(school, (session.framework.id, standard.id), state.strand.id, pieces)


def when_saved(session: Session, state: StrandState) -> None:
    """When what is said of this strand was saved."""
    if state.judgement.saved_at and _place(session, state) not in _refusals():
        st.caption(f":material/cloud_done: Saved {state.judgement.saved_at.astimezone():%d/%m/%Y at %H:%M:%S}")


def repeat_marks(school: School, session: Session, state: StrandState) -> None:
    """One press that says last time's marks again, where nothing is marked now."""
    waiting = state.unconfirmed_marks
    if waiting:
        st.button(
            f"Still so: say {count(len(waiting), 'mark')} of last time again",
            key=f"again-{state.strand.id}",
            icon=":material/done_all:",
            on_click=_save,
            args=(_place(session, state), school.self_evaluations.mark, session.evaluation.id, waiting),
        )


def take_back(school: School, session: Session, state: StrandState) -> None:
    """Leave the strand not judged after all. Its marks stay."""
    if state.judgement.grade is not None:
        st.button(
            "Take the grade back",
            key=f"back-{state.strand.id}",
            type="tertiary",
            icon=":material/undo:",
            on_click=_save,
            args=(_place(session, state), school.self_evaluations.take_back, *_place(session, state)),
            help="The strand is not judged then. Grade, reason and direction go; the marks of its standards stay.",
        )
