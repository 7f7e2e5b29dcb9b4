"""What is known of an action, as it is laid before somebody who reviews or audits it; and what a form refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import streamlit as st

from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.evidence.records import EVIDENCE_KINDS, Evidence
from evaluation.plan.actions import counting_evidence, evidence_of
from evaluation.plan.records import PROGRESS, Action, PlanRecord
from evaluation.records import day
from evaluation.school import School
from pages.parts import plan_choice, screen

_DONE = "_finished"


def agreed(action: Action) -> None:
    """Who does it, by when, what would show that it worked; the first dates beside the new ones."""
    st.markdown("  \n".join([f"**Who:** {screen.plain(action.owner)}", f"**When:** {dates(action)}"]))
    for label, words in (("How we will know", action.success_measure), ("What will prove it", action.proof)):
        if words:
            st.markdown(f"**{label}:** {screen.plain(words)}")


def dates(action: Action) -> str:
    """From when to when, and the days as first agreed where they were others."""
    spans = ((action.starts_on, action.due_on), (action.first_starts_on, action.first_due_on))
    now, first = (" to ".join(day(on) for on in span if on) for span in spans)
    return now if first == now else f"{now} (first agreed: {first})"


def updates(record: PlanRecord, action: Action) -> None:
    """What its owner has said of it, the latest first."""
    said = sorted((each for each in record.updates if each.action_id == action.id), key=lambda each: each.on)
    st.markdown("**What its owner says**" if said else "**What its owner says:** nothing yet")
    for each in reversed(said):
        words = " ".join(filter(None, (each.progress, each.changed_for_pupils)))
        told = f": {screen.plain(words)}" if words else ""
        st.markdown(f"- {day(each.on)}, {screen.plain(each.by)}, **{PROGRESS[each.state]}**{told}")


def evidence(record: PlanRecord, action: Action, register: Mapping[str, Evidence]) -> None:
    """The evidence linked to it or named in its updates: what counts, and apart from it what was there before."""
    named = evidence_of(action, record.updates, register)
    if named and not action.agreed:
        st.markdown("**Evidence**")
        _listed(named)
        return
    counting = counting_evidence(action, named)
    start = f", which began on {day(action.starts_on)}" if action.starts_on else ""
    if not named:
        st.markdown("**Evidence:** none is linked to it or named by its owner")
    if counting:
        st.markdown(f"**Evidence that counts:** dated after the start of the action{start}")
        _listed(counting)
    if before := [piece for piece in named if piece not in counting]:
        st.markdown(":material/block: **Was there before, so it does not count**")
        _listed(before)


def register(school: School) -> dict[str, Evidence]:
    """The evidence register by id, with its links to what is confidential where that stands on this screen."""
    if plan_choice.confided(school):
        return school.plans.evidence(in_confidence=True)
    return screen.built(school, school.plans.evidence, "evidence by id")


def choose_evidence(
    label: str,
    record: PlanRecord,
    action: Action,
    register: Mapping[str, Evidence],
    key: str,
    chosen: Collection[str] = (),
) -> list[str]:
    """The evidence that somebody bases their view on: only what counts is offered, what belongs to the action first."""
    named = {piece.id for piece in evidence_of(action, record.updates, register)}
    offered = {piece.id: piece for piece in counting_evidence(action, register.values())}
    found = st.multiselect(
        label,
        sorted(offered, key=lambda each: (each not in named, offered[each].title)),
        [each for each in chosen if each in offered],
        format_func=lambda each: f"{offered[each].title} ({day(offered[each].describes_on)})",
        key=key,
        placeholder="Only what is dated after its start"
        if offered
        else "Nothing in the register is dated after its start",
        disabled=not offered,
        select_all=False,
        filter_mode="contains",
    )
    return list(found)


def attempt(place: str, act: Callable[[], object], words: str = "Saved") -> bool:
    """Do it and say so; or keep what is wrong, to be said at its field at the next run. True when it was done."""
    try:
        act()
    except EvaluationError as problem:
        st.session_state[_refused(place)] = problem.fields if isinstance(problem, FormRefused) else {"": str(problem)}
        return False
    st.session_state.pop(_refused(place), None)
    screen.saved(words)
    return True


def forget(place: str) -> None:
    """What was refused at a place is given up."""
    st.session_state.pop(_refused(place), None)


def problems(place: str) -> Mapping[str, str]:
    """What was refused at a place, by field."""
    found: Mapping[str, str] = st.session_state.get(_refused(place), {})
    return found


def say_rest(place: str, at_fields: Collection[str]) -> None:
    """At the button: what was refused and has no field of its own here."""
    if rest := [words for field, words in problems(place).items() if field not in at_fields]:
        st.error("  \n".join(screen.plain(words) for words in rest), icon=":material/error:")


def move_on(first: str | None) -> None:
    """Before the expanders: where one was finished in the last run, close it and open the first that still waits."""
    if done := st.session_state.pop(_DONE, None):
        st.session_state[done] = False
        if first:
            st.session_state[first] = True


def finished(expander: str) -> None:
    """What is in this expander is saved: see `move_on`."""
    st.session_state[_DONE] = expander


def _refused(place: str) -> str:
    return f"_refused {place}"


def _listed(pieces: Collection[Evidence]) -> None:
    lines = []
    for piece in pieces:
        shows = f": {screen.plain(piece.shows)}" if piece.shows else ""
        kept = f" (kept: {screen.plain(piece.where_kept)})" if piece.where_kept else ""
        lines.append(
            f"- {day(piece.describes_on)}, {EVIDENCE_KINDS[piece.kind].lower()}, "
            f"{screen.plain(piece.title)}{shows}{kept}"
        )
    st.markdown("\n".join(lines))
