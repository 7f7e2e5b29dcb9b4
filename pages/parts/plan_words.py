"""How an action is written on screen: its state, who and when, one row in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from textwrap import shorten
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from evaluation.charts.chart import each
from evaluation.charts.palette import STATES
from evaluation.plan.actions import State
from evaluation.plan.records import PRIORITIES, Action, Progress
from evaluation.records import day
from pages.parts import screen

BADGES: Mapping[State, str] = {
    State.DRAFT: "gray",
    State.AGREED: "gray",
    State.ON_TRACK: "blue",
    State.SLIPPING: "orange",
    State.STUCK: "red",
    State.DONE_CLAIMED: "green",
}
"""A colour near the chart's, behind the chart's own symbol and the words, which say it without colour."""

LONGEST = 160


def state_badge(state: State) -> str:
    """How an action stands."""
    return f":{BADGES[state]}-badge[{STATES[state][0]} {state}]"


def doubt_badge(doubt: str) -> str:
    """What a midway review says against an action, in the words of `views.doubt`."""
    return f":orange-badge[:material/visibility: {doubt.capitalize()}]"


def state_of(progress: Progress) -> State:
    """The state that an owner's word makes."""
    return State[progress.upper()]


def badges(state: State, overdue: bool, priority: str, doubt: str = "") -> str:
    """How an action stands, what a midway review says against it, that it is overdue, and that it is for now."""
    found = [state_badge(state), *([doubt_badge(doubt)] if doubt else [])]
    if overdue:
        found.append(":red-badge[:material/event_busy: Overdue]")
    if priority == PRIORITIES["now"] and (state is not State.DONE_CLAIMED or doubt):
        found.append(":violet-badge[:material/bolt: Now]")
    return " ".join(found)


def rows(actions: pd.DataFrame, place: str, *, plan_named: bool = False, say: Iterable[str] = ()) -> None:
    """The rows of `views.table`, one below the other, each leading to its action. `place` tells lists apart.

    `plan_named` also names its plan. `say` are the ids of those on which the viewer reports: from their rows it is
    one press.
    """
    for row in each(actions):
        with st.container(border=True, gap="xsmall"):
            link(row["action_id"], row["what"], place)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                shown = badges(State(row["state"]), row["overdue"], row["priority"], row["doubt"])
                st.markdown(f"{screen.plain(_facts(row, plan_named))} {shown}", width="content")
                if row["action_id"] in say and st.button(
                    "Say how it goes", key=f"say {place} {row['action_id']}", icon=":material/edit_note:"
                ):
                    st.switch_page("pages/plan.py", query_params={"action": row["action_id"], "say": "now"})


def cards(actions: pd.DataFrame, place: str) -> None:
    """The rows of `views.table` in a narrow column, under a heading that says how they stand."""
    for row in each(actions):
        with st.container(border=True, gap="xsmall"):
            link(row["action_id"], row["what"], place)
            due_on = _date(row["due_on"])
            st.caption(f"{screen.plain(row['owner'] or 'Nobody yet')}, {_due(due_on)}")
            if row["doubt"]:
                st.markdown(doubt_badge(row["doubt"]))
            if row["overdue"]:
                st.badge("Overdue", icon=":material/event_busy:", color="red")


def link(action_id: str, what: str, place: str) -> None:
    """The words of an action, leading to it."""
    words = shorten(what, LONGEST, placeholder=" …")
    if st.button(f"**{screen.plain(words)}**", key=f"open-{place}-{action_id}", type="tertiary", wrap=True):
        open_action(action_id)


def open_action(action_id: str) -> NoReturn:
    """Go to an action."""
    st.switch_page("pages/plan.py", query_params={"action": action_id})


def days_of(action: Action) -> str:
    """From when to when, and the days as first agreed where they were others."""
    if action.starts_on is None and action.due_on is None:
        return "No days yet"
    now = _span(action.starts_on, action.due_on)
    first = (action.first_starts_on, action.first_due_on)
    if first in ((action.starts_on, action.due_on), (None, None)):
        return now
    return f"{now} (first agreed: {_span(*first)})"


def _span(starts_on: date | None, due_on: date | None) -> str:
    return f"{day(starts_on) if starts_on else 'no first day yet'} to {day(due_on) if due_on else 'no day yet'}"


def _facts(row: Mapping[str, Any], plan_named: bool) -> str:
    """ "Jo Patel, from 2 December 2026, due 3 March 2027 (first agreed: 1 February 2027) · A recommendation"."""
    starts_on, due_on, first = (_date(row[name]) for name in ("starts_on", "due_on", "first_due_on"))
    when = _due(due_on)
    if first and due_on and first != due_on:
        when += f" (first agreed: {day(first)})"
    if starts_on and starts_on > date.today():
        when = f"from {day(starts_on)}, {when}"
    facts = [f"{row['owner'] or 'Nobody yet'}, {when}", row["cause"]]
    return " · ".join([*facts, row["plan"]] if plan_named else facts)


def _due(on: date | None) -> str:
    return f"due {day(on)}" if on else "no day yet"


def _date(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) and not pd.isna(value) else None
