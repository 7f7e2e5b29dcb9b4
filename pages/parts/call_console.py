"""The day of the call: clocks that go by themselves, and the list of what there is to do, live for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from itertools import groupby

import streamlit as st

from evaluation.access import Ability
from evaluation.call.checklist import Entry, Place
from evaluation.call.clock import done_count, eight_in_the_morning, left, minutes_to_ready
from evaluation.call.records import Call
from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from pages.parts import call_start, cards, plan_seen, screen
from pages.parts.words import count

CLOCK_SECONDS, LIST_SECONDS = 10, 5
"""How often the clocks and the list look again."""
PLACE, REFUSED = "console", "_refused-line"
WAYS: dict[Place, tuple[str, str, dict[str, str]]] = {
    "visible": ("What could be seen", "pages/visible.py", {}),
    "cards": ("The cards", "pages/the_call.py", {"about": "cards"}),
    "log": ("The log", "pages/the_call.py", {"about": "log"}),
    "take_away": ("The pack", "pages/take_away.py", {"about": "pack"}),
    "settings": ("Settings", "pages/settings.py", {}),
}
"""Where a line can lead: its words, its page, and what to ask for there."""


def show(school: School) -> None:
    """The console of what is open; else the way to open one."""
    call = school.calls.open_now()
    if call is None:
        call_start.show(school)
        return
    if call.rehearsal:
        st.info(
            "A rehearsal. It keeps the minutes until everything is done, and touches nothing else.",
            icon=":material/fitness_center:",
        )
    _clocks(school, call.id)
    _about(school, call)
    _list(school, call.id, names(school))


def names(school: School) -> list[str]:
    """Who could do something: those who own lines, speak for a strand, own an action, or sign in."""
    found = set(school.calls.names())
    for card in cards.all_cards(school):
        found |= {card.said.speaker, card.said.stand_in}
    found |= {action.owner for record in school.plans.records() for action in record.actions}
    if school.viewer.may(Ability.RUN_SCHOOL):
        found |= {person.name for person in screen.door().people.all() if person.active}
    return sorted(found - {""}, key=str.casefold)


@st.fragment(run_every=CLOCK_SECONDS)
def _clocks(school: School, call_id: str) -> None:
    """How long until the planning call and until eight; how far the list is."""
    call = _still_open(school, call_id)
    now = datetime.now()
    with st.container(horizontal=True, key="clocks"):
        if call.planning_call_at:
            at = call.planning_call_at
            st.metric(f"To the planning call, {at:%H:%M}", left(at, now), border=True, height="stretch")
        else:
            st.metric("To the planning call", "Not set", border=True, height="stretch")
        eight = eight_in_the_morning(call)
        st.metric(f"To eight on {eight:%A}", left(eight, now), border=True, height="stretch")
        minutes = minutes_to_ready(call)
        ready = f"{done_count(call)} of {len(call.lines)}" if minutes is None else f"After {minutes} min"
        st.metric("Done" if minutes is None else "All is done", ready, border=True, height="stretch")


def _about(school: School, call: Call) -> None:
    """When it rang and who comes when; setting the planning call, and putting the day away."""
    days = " and ".join(dict.fromkeys(f"{on:%A}" for on in (call.first_day, call.second_day)))
    began = "Began" if call.rehearsal else "The telephone rang"
    st.caption(
        f"{began} on {day(call.called_at.date())} at {call.called_at:%H:%M}. "
        f"Inspectors {'would come' if call.rehearsal else 'come'} on {days}, from {day(call.first_day)}."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("Planning call", icon=":material/schedule:"):
            _planning(school, call)
        if not call.rehearsal and call.inspection_id:
            st.page_link(
                "pages/inspection.py",
                label="The inspection",
                icon=":material/assignment:",
                query_params={"inspection": call.inspection_id, "about": "confidence"},
                width="content",
            )
        if call.rehearsal or school.viewer.may(Ability.RECORD_INSPECTIONS):
            screen.ask_first(
                "Put it away",
                "It stays as it is now, under “Rehearsals”."
                if call.rehearsal
                else "It stays as it is now, under “Earlier calls”. The log goes on.",
                partial(_end, school, call.id),
                key=f"end-{call.id}",
                icon=":material/archive:",
            )
        call_start.remove(school, call)
    plan_seen.say_rest(PLACE, ())


def _planning(school: School, call: Call) -> None:
    """The day and time of the planning call."""
    at = call.planning_call_at
    on = st.date_input(
        "On",
        at.date() if at else max(call.called_at.date(), min(date.today(), call.first_day)),
        min_value=call.called_at.date(),
        max_value=call.first_day,
        format=screen.DATE_FORMAT,
        key=f"planning-on-{call.id}",
        required=True,
    )
    when = st.time_input("At", at.time() if at else None, key=f"planning-at-{call.id}", step=300)
    if st.button("Set the clock", type="primary", icon=":material/save:", key=f"planning-{call.id}"):
        _plan(school, call.id, on, when)


def _plan(school: School, call_id: str, on: date, when: time | None) -> None:
    moment = datetime.combine(on, when) if when else None
    plan_seen.attempt(PLACE, partial(school.calls.plan_call, call_id, moment))
    st.rerun()


def _end(school: School, call_id: str) -> None:
    school.calls.end(call_id)
    screen.saved("Put away")


@st.fragment(run_every=LIST_SECONDS)
def _list(school: School, call_id: str, suggestions: Sequence[str]) -> None:
    """The lines by moment; what anybody does stands with everybody a few seconds later."""
    call = _still_open(school, call_id)
    if problem := st.session_state.get(REFUSED):
        screen.show_refusal(problem)
    entries = school.calls.entries(call)
    for moment, group in groupby(entries, key=lambda entry: entry.line.moment):
        lines = list(group)
        done = sum(entry.done for entry in lines)
        far = "all done" if done == len(lines) else f"{done} of {count(len(lines), 'line')} done"
        st.markdown(f"## {screen.plain(moment)} :gray[:small[{far}]]")
        for entry in lines:
            with st.container(border=True, key=f"line-{entry.line.id}", gap="xxsmall"):
                if entry.done:
                    _done(school, call, entry)
                else:
                    _to_do(school, call, entry, suggestions)


def _to_do(school: School, call: Call, entry: Entry, suggestions: Sequence[str]) -> None:
    line = entry.line
    words, hands = st.columns([7, 3], vertical_alignment="center", gap="small")
    with words, st.container(gap="xxsmall"):
        st.markdown(f"**{screen.plain(line.words)}**")
        st.caption(screen.plain(" ".join(filter(None, (line.note, line.origin or "Good practice.")))))
        if line.leads_to:
            label, page, query = WAYS[line.leads_to]
            st.page_link(page, label=label, icon=":material/arrow_forward:", query_params=query, width="content")
    with hands, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        _owner(school, call.id, entry, suggestions)
        st.button(
            "Done",
            icon=":material/check:",
            key=f"done-{call.id}-{line.id}",
            on_click=_act,
            args=(partial(school.calls.tick, call.id, line.id),),
        )


def _done(school: School, call: Call, entry: Entry) -> None:
    at, line = entry.check.done_at, entry.line
    if at is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        when = f"{at:%H:%M}" if at.date() == call.called_at.date() else f"{day(at.date())}, {at:%H:%M}"
        who = entry.check.owner or entry.check.done_by
        st.markdown(
            f":green[:material/check_circle:] {screen.plain(line.words)} :gray[{when}, {screen.plain(who)}]",
            width="stretch",
        )
        st.button(
            "Not yet",
            type="tertiary",
            icon=":material/undo:",
            key=f"undo-{call.id}-{line.id}",
            on_click=_act,
            args=(partial(school.calls.untick, call.id, line.id),),
        )


def _owner(school: School, call_id: str, entry: Entry, suggestions: Sequence[str]) -> None:
    """Who does it: a name that is known, or a new one."""
    owner, key = entry.check.owner, f"owner-{call_id}-{entry.line.id}"
    with st.popover(screen.plain(owner) or "Who?", icon=":material/person:", key=f"who-{call_id}-{entry.line.id}"):
        screen.follow(key, owner or None)
        st.selectbox(
            "Who does it",
            [*suggestions, *({owner} - {"", *suggestions})],
            None,
            key=key,
            accept_new_options=True,
            placeholder="Choose or type a name",
            on_change=_own,
            args=(school, call_id, entry.line.id, key),
        )


def _own(school: School, call_id: str, item: str, key: str) -> None:
    _act(partial(school.calls.own, call_id, item, st.session_state[key] or ""))


def _act(act: partial[bool]) -> None:
    """Do it; what is refused stands above the list until something else is done. The list itself says what is kept."""
    st.session_state.pop(REFUSED, None)
    try:
        act()
    except EvaluationError as problem:
        st.session_state[REFUSED] = problem


def _still_open(school: School, call_id: str) -> Call:
    """The call as it stands now; where it was put away or removed meanwhile, the whole page runs again."""
    screen.still_admitted()
    call = school.calls.open_now()
    if call is None or call.id != call_id:
        st.rerun()
    return call
