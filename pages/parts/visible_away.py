"""Trips and part-time: who is not there, on some dates or every week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.records import day
from evaluation.school import School
from evaluation.visible.records import WEEKDAYS, Away
from evaluation.visible.words import listed
from pages.parts import drafts, plan_seen, screen, visible_form, visible_practice

KINDS = {"dates": "On some dates", "weekly": "Every week"}
_FIELDS = ("what", "who", "year_groups", "weekday", "first_on", "last_on")


def show(school: School) -> None:
    """Who is away when, each to change or remove; and one more."""
    st.write(
        "A practice could not be seen while everybody who does it, or every year group it is for, is away. "
        "Somebody who stands in keeps it: name them with the practice. Weekly days off count in every week, trips on "
        "their dates."
    )
    may = school.viewer.may(Ability.DESCRIBE_PRACTICE)
    found = screen.built(school, school.visible.away, "away")
    if may:
        with st.expander("Add a trip or a day off", icon=":material/add:", expanded=not found):
            _new(school)
    elif not found:
        st.write("Nobody is said to be away.")
    for each in found:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{screen.plain(each.what)}** :small[{screen.plain(_when(each))}]")
            away = listed([*each.year_groups, *each.who])
            if away:
                st.caption(f"Away: {screen.plain(away)}")
            if may:
                _actions(school, each)


def _when(away: Away) -> str:
    if away.weekday is not None:
        return f"every {WEEKDAYS[away.weekday]}"
    if away.first_on is None or away.last_on is None:
        return ""
    return day(away.first_on) if away.first_on == away.last_on else f"{day(away.first_on)} to {day(away.last_on)}"


def _actions(school: School, away: Away) -> None:
    if _shown(away) in st.session_state:
        _change(school, away)
        return
    with st.container(horizontal=True):
        st.button(
            "Change it",
            key=f"change-{away.id}",
            icon=":material/edit:",
            on_click=lambda: st.session_state.update({_shown(away): away}),
        )
        screen.ask_first(
            "Remove it",
            "Remove this? It then counts as there.",
            partial(_remove, school, away),
            key=f"remove-{away.id}",
        )


def _new(school: School) -> None:
    draft = screen.draft_id("away")
    typed = _fields(school, Away(draft, ""), draft)
    plan_seen.say_rest(draft, _FIELDS)
    if _save_button(draft):
        if plan_seen.attempt(draft, partial(school.visible.save_away, typed)):
            drafts.forget(draft)
            screen.done_with("away")
        st.rerun()


def _change(school: School, away: Away) -> None:
    shown: Away = st.session_state[_shown(away)]
    place = f"change{away.id}"
    typed = _fields(school, shown, place)
    plan_seen.say_rest(place, _FIELDS)
    with st.container(horizontal=True):
        pressed = _save_button(place)
        left = st.button("Leave it as it was", key=f"leave-{place}")
    if left or (pressed and plan_seen.attempt(place, partial(school.visible.save_away, typed, shown))):
        st.session_state.pop(_shown(away), None)
        plan_seen.forget(place)
        drafts.forget(place)
    if left or pressed:
        st.rerun()


def _fields(school: School, shown: Away, place: str) -> Away:
    others = visible_practice.practices(school)
    what = st.text_input(
        "What it is", shown.what, key=f"what-{place}", placeholder="Trip to the fort; works Monday to Wednesday",
        persist_state="session",
    )  # fmt: skip
    _problem(place, "what")
    kind = st.segmented_control(
        "When",
        list(KINDS),
        default="weekly" if shown.weekday else "dates",
        format_func=lambda key: KINDS[key],
        required=True,
        key=f"kind-{place}",
        persist_state="session",
    )
    typed = replace(shown, what=what or "", weekday=None, first_on=None, last_on=None)
    typed = _weekday(typed, shown, place) if kind == "weekly" else _dates(typed, shown, place)
    left, right = st.columns(2)
    with left:
        years = visible_form.names(
            "Year groups that are away",
            visible_form.year_groups(school, others),
            shown.year_groups,
            f"years-{place}",
            "All of a year group",
        )
        _problem(place, "year_groups")
    with right:
        who = visible_form.names(
            "People who are away",
            visible_form.staff(others),
            shown.who,
            f"who-{place}",
            "As they are named in practice",
        )
        _problem(place, "who")
    return replace(typed, year_groups=years, who=who)


def _weekday(typed: Away, shown: Away, place: str) -> Away:
    weekday = st.pills(
        "Every week on",
        list(WEEKDAYS),
        default=shown.weekday,
        format_func=lambda number: WEEKDAYS[number],
        key=f"weekday-{place}",
        persist_state="session",
        wrap=True,
    )
    _problem(place, "weekday")
    return replace(typed, weekday=weekday or 0)


def _dates(typed: Away, shown: Away, place: str) -> Away:
    left, right = st.columns(2)
    with left:
        first = _day("First day", shown.first_on, f"first-{place}")
        _problem(place, "first_on")
    with right:
        last = _day("Last day, if it is another", shown.last_on, f"last-{place}")
        _problem(place, "last_on")
    return replace(typed, first_on=first, last_on=last or first)


def _day(label: str, value: date | None, key: str) -> date | None:
    found: date | None = st.date_input(label, value, format=screen.DATE_FORMAT, key=key, persist_state="session")
    return found


def _remove(school: School, away: Away) -> None:
    school.visible.remove_away(away.id)
    screen.saved("Removed")


def _problem(place: str, field: str) -> None:
    drafts.say_problem(plan_seen.problems(place), field)


def _save_button(place: str) -> bool:
    return st.button("Save", key=f"save-{place}", type="primary", icon=":material/save:")


def _shown(away: Away) -> str:
    return f"_changed away {away.id}"
