"""What must not wait: at the top of every page until it is done or referred, and in full beside its inspection."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from textwrap import shorten
from typing import Literal

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.immediate import WITHIN, Immediate, State
from evaluation.records import Inspection, day
from evaluation.school import School
from evaluation.school.immediate import Standing
from pages.parts import screen
from pages.parts.words import count

IN_FULL = 3
LONGEST = 120
REFUSED = "_immediate-refused"


def banner(school: School) -> None:
    """What is not settled yet, at most three in full, the rest behind one press."""
    with suppress(EvaluationError):  # the page itself says what is wrong with the store
        key = ("immediate", school.viewer.email, date.today())
        standing = screen.built(school, school.immediate.standing, *key)
        if not standing:
            return
        with st.container(border=True, gap="xsmall", key="must-not-wait"):
            for number, each in enumerate(standing[:IN_FULL]):
                _in_banner(school, each, ask=number == 0)
            if rest := standing[IN_FULL:]:
                with st.expander(f"and {len(rest)} more"):
                    for each in rest:
                        _in_banner(school, each, ask=False)


def _in_banner(school: School, standing: Standing, *, ask: bool) -> None:
    """One line; under the most pressing one, the form that asks for its owner and day."""
    each = standing.immediate
    place = f"banner-{each.inspection.id}-{each.about}"
    with st.container(horizontal=True, wrap=False, gap="small"):
        st.markdown(f"{_badge(each)} **{screen.plain(_what(each))}**{screen.plain(_who_and_when(each))}")
        st.page_link(
            "pages/inspection.py",
            label="Open",
            icon=":material/arrow_forward:",
            query_params={"inspection": each.inspection.id, "about": "found"},
        )
    if ask and standing.may_act and each.state is State.NEEDS:
        _assign(school, each, place)
    _refusal(place)


def _what(each: Immediate) -> str:
    """What it is about; under embargo only which inspection it comes from."""
    on = day(each.inspection.started_on)
    if each.inspection.withheld:
        return f"From the inspection of {on}, confidential until published"
    strand = f"{each.strand}: " if each.strand else ""
    return f"{strand}{shorten(each.words, LONGEST, placeholder=' …').removesuffix('.')}"


def _who_and_when(each: Immediate) -> str:
    """Who does it by when, as far as the viewer may read it: ": Jo Patel, by 24 November 2026"."""
    action = each.action
    if each.state is State.NEEDS or action is None or action.due_on is None:
        return f": {State.NEEDS}"
    due = f"{'was due' if each.state is State.OVERDUE else 'by'} {day(action.due_on)}"
    return f": {', '.join(filter(None, (action.owner, due)))}"


def _badge(each: Immediate) -> str:
    words = "Immediate action, overdue" if each.state is State.OVERDUE else "Immediate action"
    return f":{'orange' if each.state is State.OPEN else 'red'}-badge[:material/priority_high: {words}]"


def of_inspection(school: School, inspection: Inspection) -> None:
    """Everything serious in an inspection as the viewer may read it, settled or not, with what can be done about it."""
    found = school.immediate.of(inspection)
    if not found:
        return
    st.markdown(f"### {count(len(found), 'immediate action')}")
    changing = school.viewer.may(Ability.RECORD_INSPECTIONS)
    for each in found:
        place = f"action-{inspection.id}-{each.about}"
        with st.container(border=True, gap="xsmall"):
            if each.strand:
                st.markdown(f"**{screen.plain(each.strand)}**")
            st.write(screen.plain(each.words))
            if each.state is State.SETTLED:
                _settled(school, each, place, changing)
                continue
            st.markdown(f"{_badge(each)} {screen.plain(_who_and_when(each).removeprefix(': '))}")
            if changing:
                with st.container(horizontal=True, gap="small"):
                    with st.popover("Owner and day", icon=":material/person:"):
                        _assign(school, each, place)
                    _settling(school, each, place, "done")
                    _settling(school, each, place, "referred")
            _refusal(place)


def _settled(school: School, each: Immediate, place: str, changing: bool) -> None:
    action = each.action
    if action is None or action.settled_on is None:
        return
    to = f" to {action.referred_to}" if action.referred_to else ""
    words = (
        f"Done on {day(action.settled_on)}" if action.settled == "done" else f"Referred{to} on {day(action.settled_on)}"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/check_circle: {screen.plain(words)}")
        if changing:
            st.button(
                "It is not settled after all",
                key=f"reopen-{place}",
                type="tertiary",
                icon=":material/undo:",
                on_click=_reopen,
                args=(school, each, place),
            )


def _settling(school: School, each: Immediate, place: str, how: Literal["done", "referred"]) -> None:
    """Done, or referred to whom; and when."""
    label, icon = ("It is done", "check") if how == "done" else ("It is referred", "forward")
    with st.popover(label, icon=f":material/{icon}:"):
        to = ""
        if how == "referred":
            to = st.text_input("To whom", key=f"to-{place}", placeholder="The local authority designated officer") or ""
        on = st.date_input(
            "On",
            date.today(),
            max_value=date.today(),
            format=screen.DATE_FORMAT,
            key=f"{how}-on-{place}",
            required=True,
        )
        st.button(
            "Save", key=f"{how}-{place}", type="primary", on_click=_settle, args=(school, each, place, how, on, to)
        )


def _assign(school: School, each: Immediate, place: str) -> None:
    """Who does it, by when: within the week."""
    action, today = each.action, date.today()
    with (
        st.form(f"assign-{place}", enter_to_submit=False, border=False),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        st.text_input(
            "Who does it",
            action.owner if action else "",
            key=f"owner-{place}",
            placeholder="Who does it: name or role",
            label_visibility="collapsed",
            width=280,
        )
        st.markdown("by", width="content")
        st.date_input(
            "By when, within a week",
            None,
            min_value=today,
            max_value=today + WITHIN,
            format=screen.DATE_FORMAT,
            key=f"due-{place}",
            label_visibility="collapsed",
            width=170,
        )
        st.form_submit_button("Save", icon=":material/save:", on_click=_assigned, args=(school, each, place))


def _assigned(school: School, each: Immediate, place: str) -> None:
    owner, due_on = st.session_state[f"owner-{place}"], st.session_state[f"due-{place}"]
    _try(place, lambda: school.immediate.assign(each.inspection.id, each.about, owner or "", due_on))


def _settle(
    school: School, each: Immediate, place: str, how: Literal["done", "referred"], on: date | None, to: str
) -> None:
    _try(place, lambda: school.immediate.settle(each.inspection.id, each.about, how, on, to))


def _reopen(school: School, each: Immediate, place: str) -> None:
    _try(place, lambda: school.immediate.reopen(each.inspection.id, each.about))


def _try(place: str, act: Callable[[], object]) -> None:
    try:
        act()
    except EvaluationError as problem:
        st.session_state[REFUSED] = (place, problem)
    else:
        screen.saved()


def _refusal(place: str) -> None:
    where, problem = st.session_state.get(REFUSED, ("", None))
    if where == place:
        del st.session_state[REFUSED]
        screen.show_refusal(problem)
