"""The form for one practice: what it is, when, who does it, which pupils it reaches, what it shows.

A time is some days with one beginning and end. What is described as it comes from a timetable may have many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from textwrap import shorten

import streamlit as st

from evaluation.school import School
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS, WEEKS, Practice, Slot, Week
from evaluation.visible.words import Pattern, distinct, patterns, year_order
from pages.parts import drafts, plan_seen, screen, strands

PRIMARY = ("Nursery", "Reception", *(f"Year {number}" for number in range(1, 7)))
SECONDARY = tuple(f"Year {number}" for number in range(7, 14))
_WEEKS = {"": "Every week"} | {letter: f"Week {letter}" for letter in WEEKS}
_LABEL_LENGTH = 110
_FIELDS = ("what", "subject", "slots", "who", "year_groups", "strands", "standards")


def new(school: School, others: Sequence[Practice]) -> None:
    """A practice that is not described yet."""
    draft = screen.draft_id("practice")
    typed = _fields(school, others, Practice(draft, ""), draft)
    plan_seen.say_rest(draft, _FIELDS)
    if _save_button(draft):
        if plan_seen.attempt(draft, partial(school.visible.save, typed), "Described. Saved"):
            _forget(draft)
            screen.done_with("practice")
        st.rerun()


def begin(practice: Practice) -> None:
    """Begin to change a practice, from what is shown of it now."""
    st.session_state[_shown(practice.id)] = practice
    st.rerun()


def changing(practice: Practice) -> bool:
    """Whether somebody here is changing this practice."""
    return _shown(practice.id) in st.session_state


def change(school: School, others: Sequence[Practice], practice: Practice) -> None:
    """A practice to change, from what was shown of it when that began; another may have changed it meanwhile."""
    shown: Practice = st.session_state[_shown(practice.id)]
    place = f"change{practice.id}"
    typed = _fields(school, others, shown, place)
    plan_seen.say_rest(place, _FIELDS)
    with st.container(horizontal=True):
        pressed = _save_button(place)
        left = st.button("Leave it as it was", key=f"leave-{place}")
    if left or (pressed and plan_seen.attempt(place, partial(school.visible.save, typed, shown))):
        st.session_state.pop(_shown(practice.id), None)
        plan_seen.forget(place)
        _forget(place)
    if left or pressed:
        st.rerun()


def names(label: str, known: Iterable[str], chosen: Sequence[str], key: str, hint: str) -> tuple[str, ...]:
    """Names to choose from those that are known, or to type; none twice."""
    options = distinct([*chosen, *known])
    typed = st.multiselect(
        label,
        options,
        list(chosen),
        key=key,
        placeholder=hint,
        accept_new_options=True,
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
    return tuple(typed)


def year_groups(school: School, others: Iterable[Practice]) -> list[str]:
    """The year groups to choose from: those that are named here, and those of the school's phase."""
    phase = school.details.phase
    usual = (*PRIMARY, *SECONDARY)
    if phase in ("Nursery", "Primary"):
        usual = PRIMARY
    elif phase in ("Secondary", "16 to 19"):
        usual = SECONDARY
    return sorted(distinct([*(year for each in others for year in each.year_groups), *usual]), key=year_order)


def staff(others: Iterable[Practice]) -> list[str]:
    """Everybody who is named in some practice."""
    return sorted(distinct(name for each in others for name in each.who))


def _fields(school: School, others: Sequence[Practice], shown: Practice, place: str) -> Practice:
    what, subject = st.columns([2, 1])
    with what:
        typed_what = _line("What it is", shown.what, place, "what", "Phonics, breakfast club, reviews with parents")
    with subject:
        typed_subject = _line("Subject, if it is one", shown.subject, place, "subject", "Science")
    slots = _times(shown, place)
    left, right = st.columns(2)
    with left:
        who = names("Who does it", staff(others), shown.who, f"who-{place}", "Names or roles; type new ones")
        _problem(place, "who")
        groups = st.multiselect(
            "Which pupils it reaches",
            list(PUPIL_GROUPS),
            list(shown.groups),
            format_func=lambda group: PUPIL_GROUPS[group],
            key=f"groups-{place}",
            persist_state="session",
            select_all=False,
            filter_mode="contains",
        )
    with right:
        years = names(
            "Year groups", year_groups(school, others), shown.year_groups, f"years-{place}", "Leave it for all"
        )
        _problem(place, "year_groups")
        known = strands.names(school)
        known |= {ref: ref[1] for ref in shown.strands if ref not in known}
        refs = st.multiselect(
            "Strands it speaks to",
            list(known),
            list(shown.strands),
            format_func=lambda ref: known[ref],
            key=f"strands-{place}",
            persist_state="session",
            select_all=False,
            filter_mode="contains",
        )
        _problem(place, "strands")
    standards = _standards(school, shown, refs, place)
    return replace(
        shown,
        what=typed_what,
        subject=typed_subject,
        slots=slots,
        who=who,
        year_groups=years,
        groups=tuple(groups) or ("all",),
        strands=tuple(refs),
        standards=tuple(standards),
    )


def _line(label: str, value: str, place: str, field: str, hint: str) -> str:
    typed = st.text_input(label, value, key=f"{field}-{place}", placeholder=hint, persist_state="session")
    _problem(place, field)
    return typed or ""


def _times(shown: Practice, place: str) -> tuple[Slot, ...]:
    """When it is: a line for each time, and one more by a press."""
    own = patterns(shown.slots)
    more = f"_times {place}"
    number = max(1, len(own)) + int(st.session_state.get(more, 0))
    slots: list[Slot] = []
    for place_of, pattern in enumerate([*own, *([Pattern(())] * (number - len(own)))]):
        slots += _time(pattern, f"{place_of}-{place}").slots()
    _problem(place, "slots")
    if st.button("Another time", key=f"more-{place}", icon=":material/add:", type="tertiary"):
        st.session_state[more] = int(st.session_state.get(more, 0)) + 1
        st.rerun()
    return tuple(slots)


def _time(pattern: Pattern, key: str) -> Pattern:
    """Days, from when, to when, in which week. Without a day it is no time."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weekdays = st.pills(
            "When",
            list(WEEKDAYS),
            selection_mode="multi",
            default=list(pattern.weekdays),
            format_func=lambda number: WEEKDAYS[number][:3],
            key=f"days-{key}",
            persist_state="session",
            wrap=True,
        )
        starts_at, ends_at = (
            st.time_input(label, value, key=f"{name}-{key}", step=300, width=110, persist_state="session")
            for label, name, value in (("From", "from", pattern.starts_at), ("To", "to", pattern.ends_at))
        )
        week = st.selectbox(
            "Week",
            list(_WEEKS),
            list(_WEEKS).index(pattern.week or ""),
            format_func=lambda letter: _WEEKS[letter],
            key=f"week-{key}",
            width=150,
            persist_state="session",
        )
    return Pattern(tuple(sorted(weekdays)), starts_at, ends_at, _letter(week))


def _letter(week: str) -> Week | None:
    return next((letter for letter in WEEKS if letter == week), None)


def _standards(school: School, shown: Practice, refs: Sequence[tuple[str, str]], place: str) -> list[tuple[str, str]]:
    """The standards it shows: those of the strands chosen, or all where none is."""
    known = strands.standards(school)
    words = {ref: shorten(text, _LABEL_LENGTH, placeholder=" …") for ref, (_, text) in known.items()}
    key = f"standards-{place}"
    linked = {*shown.standards, *st.session_state.get(key, ())}
    offered = [ref for ref, (home, _) in known.items() if home in refs or not refs]
    offered += sorted(linked - set(offered))
    found = st.multiselect(
        "Standards that somebody would see in it",
        offered,
        list(shown.standards),
        format_func=lambda ref: words.get(ref, ref[1]),
        key=key,
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
    _problem(place, "standards")
    return found


def _problem(place: str, field: str) -> None:
    drafts.say_problem(plan_seen.problems(place), field)


def _save_button(place: str) -> bool:
    return st.button("Save", key=f"save-{place}", type="primary", icon=":material/save:")


def _forget(place: str) -> None:
    drafts.forget(place)
    st.session_state.pop(f"_times {place}", None)


def _shown(practice_id: str) -> str:
    return f"_changed practice {practice_id}"
