"""Which two days are looked at, and the setting behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from evaluation.visible.days import ShownDay, TwoDays
from evaluation.visible.records import WEEKDAYS, WEEKS, DaySetting
from evaluation.visible.words import listed
from pages.parts import address, screen, visible_practice
from pages.parts.at_fields import AtFields

AHEAD = timedelta(days=366)

WAYS = {"coming": "The next two days", "typical": "A typical week", "dates": "Two other dates"}
"""The ways to say which days are looked at, as in the address (`?days=`)."""


def choose(school: School) -> tuple[ShownDay, ...]:
    """The days looked at, as chosen; what is true of them stands under the choice. Empty where there are none."""
    coming = screen.built(school, school.visible.coming, "coming", date.today())
    with st.container(horizontal=True, vertical_alignment="center"):
        way = address.choose("days", "Which days", WAYS, "coming")
        if way == "typical":
            found = _typical(school)
        elif way == "dates":
            found = _dates(school, coming)
        else:
            found = school.visible.dated(coming.days)
        with st.popover("The two days", icon=":material/event:", type="tertiary"):
            setting(school)
    _said(school, found, coming if way == "coming" else None)
    return found


def words(days: Sequence[ShownDay]) -> str:
    """The days by name: "Tuesday and Wednesday", "Tuesday 1 and Wednesday 2 December 2026"."""
    months = {f"{each.on:%B %Y}" for each in days if each.on}
    if len(months) != 1:
        return listed([each.name for each in days])
    return f"{listed([f'{each.on:%A} {each.on.day}' for each in days if each.on])} {months.pop()}"


def two_weeks(school: School) -> bool:
    """Whether some practice is in one of two weeks only."""
    return any(slot.week for practice in visible_practice.practices(school) for slot in practice.slots)


def _typical(school: School) -> tuple[ShownDay, ...]:
    """The two days of an ordinary week, of week A or B where practice tells them apart."""
    if not two_weeks(school):
        return school.visible.typical(None)
    week = address.choose("week", "Week", {each: f"Week {each}" for each in WEEKS}, WEEKS[0])
    return school.visible.typical(next(each for each in WEEKS if each == week))


def _dates(school: School, coming: TwoDays) -> tuple[ShownDay, ...]:
    """Two real dates of the year around today."""
    today = date.today()
    usual = coming.days or (today, today + timedelta(days=1))
    chosen = [
        st.date_input(
            label,
            usual[place],
            min_value=today - AHEAD,
            max_value=today + AHEAD,
            format=screen.DATE_FORMAT,
            key=f"visible-date-{place}",
            persist_state="session",
            width=160,
        )
        for place, label in enumerate(("One day", "The other"))
    ]
    return school.visible.dated([on for on in chosen if on])


def _said(school: School, days: Sequence[ShownDay], coming: TwoDays | None) -> None:
    """Which days these are, in which week, and why they are not the usual ones."""
    if not days:
        st.info(screen.plain(coming.why) if coming else "Choose a day.", icon=":material/event_busy:")
        return
    dated = days[0].on is not None
    weeks = {each.week for each in days if each.week}
    parts = [f"**{words(days)}**"]
    parts += [f"week {next(iter(weeks))}"] if len(weeks) == 1 and dated else []
    if coming and coming.call_on:
        parts.append(f"the call would come on {coming.call_on:%A} {day(coming.call_on)}")
    lines = [", ".join(parts) + "."]
    lines += [screen.plain(coming.why)] if coming and coming.why else []
    if dated:
        if not coming:
            lines += _other_rule(school, days)
        lines.append("Trips, days off and week A or B count." if weeks else "Trips and days off count.")
        if not weeks and two_weeks(school):
            lines.append("Week A and B are not told apart until a Monday of a week A is set under “The two days”.")
    else:
        lines.append("Weekly days off count; trips do not.")
    st.markdown(f":small[{' '.join(lines)}]")


def _other_rule(school: School, days: Sequence[ShownDay]) -> list[str]:
    """Where the week of the first date has two other days by the rule, which and why."""
    on = [each.on for each in days if each.on]
    week = school.visible.week(on[0])
    if not week.why or tuple(on) == week.days:
        return []
    return [screen.plain(week.why)]


def setting(school: School) -> None:
    """On which days of a week inspectors come, with the source; the head changes it."""
    now = school.visible.days()
    confirmed = f"confirmed on {day(now.confirmed_on)}" if now.confirmed_on else "not confirmed"
    st.write(
        f"Normally {WEEKDAYS[now.first]} and {WEEKDAYS[now.second]}, after a call on the first day of the week. "
        "A bank holiday or a holiday of your own moves them: they stay the same working days of their week."
    )
    st.caption(f"Source, {confirmed}: {screen.plain(now.source)}")
    if school.viewer.may(Ability.RUN_SCHOOL):
        _form(school, now)
    elif now.week_a_on:
        st.caption(f"Week A: that of {day(now.week_a_on)}.")


def _form(school: School, now: DaySetting) -> None:
    wrong = AtFields()
    with st.form("two-days", enter_to_submit=False, border=False):
        left, right = st.columns(2)
        weekdays = list(WEEKDAYS)
        first, second = (
            place.selectbox(label, weekdays, weekdays.index(value), format_func=lambda number: WEEKDAYS[number])
            for place, label, value in ((left, "First day", now.first), (right, "Second day", now.second))
        )
        wrong.under("first", at=left)
        wrong.under("second", at=right)
        week_a_on = left.date_input(
            "A Monday of a week A",
            now.week_a_on,
            format=screen.DATE_FORMAT,
            help="Only where your timetable has two weeks. Weeks in which the school is closed are not counted.",
        )
        confirmed_on = right.date_input(
            "Confirmed on", now.confirmed_on, max_value=date.today(), format=screen.DATE_FORMAT
        )
        wrong.under("week_a_on", at=left)
        wrong.under("confirmed_on", at=right)
        source = st.text_area("Where it is written", now.source, height=68)
        wrong.under("source")
        pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
    if pressed:
        told = replace(
            now, first=first, second=second, week_a_on=week_a_on, confirmed_on=confirmed_on, source=source or ""
        )
        try:
            school.visible.set_days(told)
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            screen.saved("The two days are set. Saved")
            st.rerun()
