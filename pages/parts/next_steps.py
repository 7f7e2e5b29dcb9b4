"""What comes next after an inspection: each step with its day, and what happens if nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.next_steps import DISCLAIMER, Due, State
from evaluation.records import day
from evaluation.school import School
from pages.parts import screen
from pages.parts.at_fields import AtFields
from pages.parts.words import count

BADGES: Mapping[State, tuple[str, Literal["green", "blue", "red", "gray", "orange"]]] = {
    State.DONE: (":material/check:", "green"),
    State.DUE: (":material/event:", "blue"),
    State.OVERDUE: (":material/event_busy:", "red"),
    State.PASSED: (":material/history:", "gray"),
    State.OPEN: (":material/event_available:", "blue"),
    State.WAITING: (":material/hourglass_empty:", "gray"),
    State.NOT_KNOWN: (":material/help:", "orange"),
}
OVER = (State.DONE, State.PASSED)


def show(school: School, inspection_id: str) -> None:
    """The steps still to come, those that are over, the ladder; and noting a day."""
    steps = school.clock.steps(inspection_id)
    rungs = school.clock.ladder(inspection_id)
    on_ladder = {rung.step.id for rung in rungs}
    if not steps:
        st.write("For this kind of inspection there are no set steps. What you plan next is yours to decide.")
        return
    st.caption(f":material/info: {DISCLAIMER}")
    _later_one(school, inspection_id)
    if not school.clock.holidays() and any(due.length.counts_school_days and due.due_on for due in steps):
        st.info(
            "No school holidays are entered, so days that leave them out come too early here.", icon=":material/event:"
        )
        _settings_link(school)
    for due in steps:
        if due.state not in OVER and due.due_on:
            _step(due)
    if later := [d for d in steps if d.state not in OVER and not d.due_on and d.step.id not in on_ladder]:
        st.markdown("### Without a day yet")
        for due in later:
            with st.expander(f"{due.step.name}: {_when(due)[:1].lower()}{_when(due)[1:]}"):
                _details(due)
    if over := [due for due in steps if due.state in OVER]:
        with st.expander(f"Done or passed: {count(len(over), 'step')}", icon=":material/history:"):
            for due in over:
                _step(due)
    if school.viewer.may(Ability.RECORD_INSPECTIONS):
        _note_a_day(school, inspection_id)
    if rungs:
        st.markdown("### What happens if nothing changes")
        for number, rung in enumerate(rungs, start=1):
            _step(rung, f"{number}. ")
    _settings_link(school)


def _later_one(school: School, inspection_id: str) -> None:
    """Say that another inspection has come since, so that these steps are of the past."""
    inspections = school.inspections.all()
    this = next(each for each in inspections if each.id == inspection_id)
    since = [
        i for i in inspections if i.started_on > this.started_on and i.kind in ("graded", "report_card", this.kind)
    ]
    if since:
        st.info(f"The inspection of {day(since[0].started_on)} came after it: what is below is of the past.")


def _settings_link(school: School) -> None:
    if school.viewer.may(Ability.RUN_SCHOOL):
        st.page_link(
            "pages/settings.py",
            label="Set your own lengths and school holidays",
            icon=":material/tune:",
            query_params={"part": "lengths"},
        )


def _step(due: Due, place: str = "") -> None:
    """One step: when, what, and how sure that is."""
    step = due.step
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{place}{step.name}**")
            icon, colour = BADGES[due.state]
            st.badge(due.state.value, icon=icon, color=colour)
        st.markdown(_when(due))
        _details(due)


def _details(due: Due) -> None:
    """What happens, how long it takes, where that is written, and whether it was confirmed."""
    step = due.step
    st.write(step.what)
    sure = f"confirmed on {day(due.confirmed_on)}" if due.confirmed_on else "**not confirmed: check it**"
    whose = "your own length" if due.own else "length"
    note = f" {step.note}" if step.note else ""
    st.caption(f"{whose.capitalize()}: {due.length.words}, {sure}. Source: {screen.plain(due.source)}.{note}")


def _when(due: Due) -> str:
    if due.state is State.DONE:
        return f"Done on {day(due.done_on)}" if due.done_on else "Done"
    if due.due_on is None and due.expected_on:
        return f"Waits for: {due.waits_for}. If that comes when it is due: {due.step.date_is} {day(due.expected_on)}"
    if due.due_on is None:
        return f"Waits for: {due.waits_for}" if due.waits_for else "No day is known"
    left = ""
    if due.days_left is not None:
        days = count(abs(due.days_left), "working day")
        left = f" ({days} {'over' if due.days_left < 0 else 'left'})" if due.days_left else " (today)"
    return f"{due.step.date_is.capitalize()} **{day(due.due_on)}**{left}"


def _note_a_day(school: School, inspection_id: str) -> None:
    """The day of something that is no stage: parents told, a notice received."""
    names = {event.id: event.name for event in school.clock.events()}
    noted = school.confidence.events(inspection_id)
    for event, on in noted.items():
        if event in names:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"- {names[event]}: {day(on)}")
                st.button(
                    "Take back",
                    key=f"unnote-{event}",
                    type="tertiary",
                    on_click=_take_back,
                    args=(school, inspection_id, event),
                )
    with st.popover("Note a day", icon=":material/event:"):
        fields = AtFields()
        event = st.selectbox("What happened", list(names), format_func=lambda key: names[key], key="event")
        fields.under("event")
        on = st.date_input("On", date.today(), format=screen.DATE_FORMAT, key="event-on", required=True)
        fields.under("on")
        if st.button("Note it", type="primary"):
            try:
                school.clock.note_event(inspection_id, event, on)
            except EvaluationError as problem:
                fields.refuse(problem)
            else:
                screen.saved("Noted")
                st.rerun()
    if refused := st.session_state.pop("_note-refused", None):
        screen.show_refusal(refused)


def _take_back(school: School, inspection_id: str, event: str) -> None:
    try:
        school.clock.note_event(inspection_id, event, None)
    except EvaluationError as problem:
        st.session_state["_note-refused"] = problem
    else:
        screen.saved("Taken back")
