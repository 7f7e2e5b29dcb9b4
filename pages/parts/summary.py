"""The end of a self-evaluation: what was said and what is unconfirmed, locking, unlocking, and what the grades mean."""

from __future__ import annotations

from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.records import day
from evaluation.school import School
from evaluation.session import Session, StrandState
from pages.parts import judging, leaders, screen, sharing
from pages.parts.at_fields import AtFields
from pages.parts.explain import meaning
from pages.parts.words import MARK_WORDS, RULE_WORDS, STATUS_COLOURS, STATUS_ICONS, band_words, grade_words


def show(school: School, session: Session) -> None:
    """What was said, what is unconfirmed, and the press that locks it or opens it again."""
    st.markdown(f"**{session.summary()}.**")
    if session.previous:
        st.caption(
            f"Beside the self-evaluation of {day(session.previous.held_on)}. "
            "What was said then counts only when confirmed."
        )
    leaders.first(school, session)
    for state in session.strands:
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                name = screen.plain(state.strand.name)
                st.markdown(f"**{name}**: {grade_words(state.scale, state.judgement.grade)}", width="content")
                st.badge(state.status.value, icon=STATUS_ICONS[state.status], color=STATUS_COLOURS[state.status])
            facts = [f"Last time: {grade_words(state.scale, state.last.grade)}"] if state.last else []
            if state.support.total:
                supported = grade_words(state.scale, state.support.grade) if state.support.grade else "not settled"
                facts.append(f"Marks support: {supported} ({state.support.judged} of {state.support.total} marked)")
            if state.judgement.direction:
                facts.append(f"Direction: {state.judgement.direction}")
            st.caption(" · ".join(facts))
            if state.judgement.why:
                st.write(screen.plain(state.judgement.why))
            judging.disagreement(state)
            if session.evaluation.locked:
                _marks(session, state)
    sharing.toggle(school, school.self_evaluations, session.evaluation.id)
    if not school.viewer.may(Ability.LOCK):
        return
    if session.evaluation.locked:
        _unlock(school, session)
    else:
        _finish(school, session)


def _marks(session: Session, state: StrandState) -> None:
    """Every standard with its mark, to read."""
    if state.scale is None or not state.support.total:
        return
    with st.expander(
        "Standards and marks", key=f"marks-{session.evaluation.id}-{state.strand.id}", on_change="rerun"
    ) as box:
        if box.open:
            for grade in state.scale.grades:
                own = state.strand.standards_of(grade.id)
                if own:
                    st.markdown(f"**{band_words(state.scale, grade.id)}**")
                for standard in own:
                    mark = state.marks.get(standard.id)
                    words = MARK_WORDS[mark] if mark else "Not judged"
                    st.markdown(f"- **{words}**: {screen.plain(standard.text)}")


def _finish(school: School, session: Session) -> None:
    """Lock it, or throw it away."""
    open_strands = [state.strand.name for state in session.strands if state.judgement.grade is None]
    with st.container(horizontal=True):
        with st.popover("Finish and lock", icon=":material/lock:", type="primary"):
            if open_strands:
                st.write(f"Not judged, and shown so: {screen.plain(', '.join(open_strands))}.")
            st.write("A locked self-evaluation is read-only. It can be unlocked with a reason, which is recorded.")
            if st.button("Lock it", type="primary", key="lock"):
                try:
                    school.self_evaluations.finish(session.evaluation.id)
                except EvaluationError as problem:
                    screen.show_refusal(problem)
                else:
                    screen.saved("Locked")
                    st.rerun()
        screen.ask_first(
            "Throw it away",
            "Remove this self-evaluation with everything said in it? This cannot be undone.",
            partial(_discard, school, session),
            key="discard",
        )


def _discard(school: School, session: Session) -> None:
    school.self_evaluations.discard(session.evaluation.id)
    screen.saved("Removed")
    st.switch_page("pages/self_evaluations.py")


def _unlock(school: School, session: Session) -> None:
    """Open a locked self-evaluation again, for a reason."""
    with st.popover("Unlock", icon=":material/lock_open:"):
        reason = st.text_input("Why does it have to change?", key="reason")
        wrong = AtFields()
        wrong.under("reason")
        if st.button("Unlock it", key="unlock", type="primary"):
            try:
                school.self_evaluations.unlock(session.evaluation.id, reason or "")
            except EvaluationError as problem:
                wrong.refuse(problem)
            else:
                screen.saved("Unlocked, with the reason kept")
                st.rerun()


def meanings(framework: Framework) -> None:
    """Each scale's words and rule, where they come from, and what has not been verified."""
    for scale in framework.scales:
        st.markdown(f"**{screen.plain(scale.name)}**. {RULE_WORDS[scale.rule]}")
        for grade in reversed(scale.grades):
            st.markdown(f"- **{grade_words(scale, grade.id)}**: {screen.plain(grade.meaning)}")
    st.markdown(meaning("Standard", "Direction"))
    breakdown = "our own" if framework.breakdown == "ours" else "the publisher’s"
    st.caption(f"Themes and standards: {breakdown}. Confirmed on {day(framework.confirmed_on)}.")
    for doubt in framework.unverified:
        st.caption(f"Not verified: {screen.plain(doubt)}")
