"""What could be seen on two days, checked against tables worked out by hand, and the laws behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.visible import counts
from evaluation.visible.days import ShownDay, real_days, two_days, typical_days
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS, WEEKS, Away, DaySetting, Practice, Slot
from evaluation.visible.seen import NO_TIME, Lens, look
from tests import sample

OURS = sample.OURS.id
LENS = Lens(OURS, sample.library().get(*sample.OURS).strands)
TEACHING, SEND, ATTENDANCE = ((OURS, strand) for strand in ("teaching", "send", "attendance"))
T_U1, T_E1 = (OURS, "t.u1"), (OURS, "t.e1")
NINE = time(9)


def practice(what: str, when: str, subject: str = "", who: str = "", years: str = "", **more: object) -> Practice:
    """A practice; `when` is like "Tue Wed:A", `who` and `years` are parted by commas."""
    slots = []
    for each in when.split():
        name, _, week = each.partition(":")
        weekday = next(number for number, full in WEEKDAYS.items() if full.startswith(name))
        slots.append(Slot(weekday, NINE, None, week or None))  # type: ignore[arg-type]
    names = tuple(name.strip() for name in who.split(",") if name.strip())
    years_named = tuple(f"Year {year.strip()}" for year in years.split(",") if year.strip())
    return Practice(what, what, subject, tuple(slots), names, years_named, **more)  # type: ignore[arg-type]


PRIMARY = (
    practice("Reading", "Mon Tue Wed Thu Fri", "English", "Ms Elm", "3", strands=(TEACHING,), standards=(T_U1,)),
    practice("Phonics", "Mon Tue", "English", "Mr Ash", "3, 4", groups=("send",), strands=(SEND,)),
    practice("Science 3", "Tue:A Thu:B", "Science", "Ms Elm", "3", strands=(TEACHING,)),
    practice("Science 4", "Wed:B", "Science", "Mr Ash", "4", standards=(T_E1,)),
    practice("Art", "Wed", "Art", "Mrs Fir", "4"),
    practice("Forest school", "Fri", "", "Mr Oak", "3, 4", groups=("all", "disadvantaged"), strands=(ATTENDANCE,)),
    practice("Choir", "Wed", "Music", "Mr Oak, Ms Elm", "4"),
    practice("Reviews", "", groups=("send",), strands=(SEND,)),
)
PART_TIME = Away("fir", "Does not work on Wednesdays", ("mrs  FIR",), weekday=3)
TRIP = Away("trip", "Trip to the fort", ("Mr Oak",), ("year 4",), date(2026, 12, 2), date(2026, 12, 2))
AWAY = (PART_TIME, TRIP)
"""Hand-worked below: a two-week timetable, a part-time teacher, and a trip of Year 4 on Wednesday 2 December 2026."""


def table(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def seen(shown: Sequence[object]) -> list[str]:
    return [each.practice.what for each in shown if each.could_be_seen]  # type: ignore[attr-defined]


def test_a_typical_week_a_cell_by_cell() -> None:
    shown = look(PRIMARY, typical_days(DaySetting(), "A"), AWAY)
    assert {each.practice.what: each.when or each.why for each in shown} == {
        "Reading": "Tuesday and Wednesday, 09:00",
        "Phonics": "Tuesday, 09:00",
        "Science 3": "Tuesday, 09:00",
        "Science 4": "Wednesday: only in week B",
        "Art": "Wednesday: Mrs Fir is away (Does not work on Wednesdays)",
        "Forest school": "Only on Friday",
        "Choir": "Wednesday, 09:00",
        "Reviews": NO_TIME,
    }
    assert table(counts.cells(shown), "subject", "year_group", "seen", "of") == [
        ("Art", "Year 4", 0, 1),
        ("English", "Year 3", 2, 2),
        ("English", "Year 4", 1, 1),
        ("Music", "Year 4", 1, 1),
        ("Science", "Year 3", 1, 1),
        ("Science", "Year 4", 0, 1),
    ]
    assert table(counts.by_subject(shown), "subject", "seen", "of") == [
        ("Art", 0, 1), ("English", 2, 2), ("Music", 1, 1), ("Science", 1, 2),
    ]  # fmt: skip
    assert table(counts.by_year_group(shown), "year_group", "seen", "of") == [("Year 3", 3, 4), ("Year 4", 2, 5)]
    assert table(counts.by_pupils(shown), "group", "seen", "of") == [
        ("all", 3, 6), ("send", 1, 2), ("disadvantaged", 0, 1), ("social_care", 0, 0), ("eal", 0, 0),
        ("young_carers", 0, 0), ("other_barriers", 0, 0),
    ]  # fmt: skip
    assert table(counts.by_strand(shown, LENS), "strand_id", "seen", "of", "standards_seen", "standards_of") == [
        ("teaching", 2, 3, 1, 2), ("attendance", 0, 1, 0, 0), ("send", 1, 2, 0, 0), ("trips", 0, 0, 0, 0),
        ("safety", 0, 0, 0, 0),
    ]  # fmt: skip
    assert table(counts.by_standard(shown, LENS), "standard_id", "seen", "of") == [("t.u1", 1, 1), ("t.e1", 0, 1)]
    assert table(counts.breadth(shown, LENS), "what", "seen", "of") == [
        ("practices", 4, 8), ("strands", 2, 3), ("standards", 1, 2), ("subjects", 3, 4), ("groups of pupils", 1, 2),
        ("year groups", 2, 2),
    ]  # fmt: skip


def test_the_day_of_the_trip_cell_by_cell() -> None:
    """Tuesday 1 and Wednesday 2 December 2026, in week B."""
    setting = DaySetting(week_a_on=date(2026, 11, 23))
    days = real_days(two_days(date(2026, 12, 2), setting, []).days, setting, [])
    assert [(day.on, day.week) for day in days] == [(date(2026, 12, 1), "B"), (date(2026, 12, 2), "B")]
    shown = look(PRIMARY, days, AWAY)
    assert {each.practice.what: each.when or each.why for each in shown} == {
        "Reading": "Tuesday and Wednesday, 09:00",
        "Phonics": "Tuesday, 09:00",
        "Science 3": "Tuesday 1 December 2026: only in week A",
        "Science 4": "Wednesday 2 December 2026: Year 4 is away (Trip to the fort)",
        "Art": "Wednesday 2 December 2026: Year 4 is away (Trip to the fort)",
        "Forest school": "Only on Friday",
        "Choir": "Wednesday 2 December 2026: Year 4 is away (Trip to the fort)",
        "Reviews": NO_TIME,
    }
    assert table(counts.cells(shown), "subject", "year_group", "seen", "of") == [
        ("Art", "Year 4", 0, 1),
        ("English", "Year 3", 2, 2),
        ("English", "Year 4", 1, 1),
        ("Music", "Year 4", 0, 1),
        ("Science", "Year 3", 0, 1),
        ("Science", "Year 4", 0, 1),
    ]


def test_a_bank_holiday_week_cell_by_cell() -> None:
    """Monday 4 May 2026 is a bank holiday, so the two days are Wednesday 6 and Thursday 7; no week is said."""
    days = real_days(two_days(date(2026, 5, 4), DaySetting(), []).days, DaySetting(), [])
    shown = look(PRIMARY, days, AWAY)
    assert {each.practice.what: each.when or each.why for each in shown} == {
        "Reading": "Wednesday and Thursday, 09:00",
        "Phonics": "Only on Monday and Tuesday",
        "Science 3": "Thursday, 09:00 (week B)",
        "Science 4": "Wednesday, 09:00 (week B)",
        "Art": "Wednesday 6 May 2026: Mrs Fir is away (Does not work on Wednesdays)",
        "Forest school": "Only on Friday",
        "Choir": "Wednesday, 09:00",
        "Reviews": NO_TIME,
    }
    assert table(counts.cells(shown), "subject", "year_group", "seen", "of") == [
        ("Art", "Year 4", 0, 1),
        ("English", "Year 3", 1, 2),
        ("English", "Year 4", 0, 1),
        ("Music", "Year 4", 1, 1),
        ("Science", "Year 3", 1, 1),
        ("Science", "Year 4", 1, 1),
    ]


def test_an_ordinary_week_strand_by_day() -> None:
    days = counts.strand_days(PRIMARY, AWAY, LENS, "A")
    rows = days[days["strand_id"].isin(["teaching", "send"])]
    assert {strand: list(own["seen"]) for strand, own in rows.groupby("strand_id")} == {
        "teaching": [1, 2, 1, 1, 1],
        "send": [1, 1, 0, 0, 0],
    }
    assert set(days["weekday"]) == set(WEEKDAYS) and set(rows["of"]) == {3, 2}


def test_a_lesson_of_two_year_groups_goes_on_with_the_one_that_is_not_on_a_trip() -> None:
    shown = look(
        [practice("Music", "Wed", "Music", "", "3, 4")], real_days([date(2026, 12, 2)], DaySetting(), []), AWAY
    )
    assert shown[0].could_be_seen
    assert table(counts.cells(shown), "year_group", "seen", "of") == [("Year 3", 1, 1), ("Year 4", 0, 1)]
    assert table(counts.by_year_group(shown), "year_group", "seen", "of") == [("Year 3", 1, 1), ("Year 4", 0, 1)]
    assert ("year groups", 1, 2) in table(counts.breadth(shown, LENS), "what", "seen", "of")


def test_somebody_standing_in_keeps_a_practice_and_the_last_one_away_takes_it() -> None:
    choir = PRIMARY[6]
    oak = Away("oak", "Training", ("Mr Oak",), weekday=3)
    elm = Away("elm", "Training", ("Ms Elm",), weekday=3)
    (kept,) = look([choir], typical_days(DaySetting(), None), [oak])
    (gone,) = look([choir], typical_days(DaySetting(), None), [oak, elm])
    assert kept.could_be_seen and not gone.could_be_seen
    assert gone.why == "Wednesday: Mr Oak and Ms Elm are away (Training)"


def test_without_names_no_reason_says_who_is_away() -> None:
    shown = look(PRIMARY, real_days([date(2026, 12, 2)], DaySetting(), []), AWAY, names=False)
    words = " ".join(each.why for each in shown)
    assert "Fir" not in words and "Oak" not in words and "fort" not in words
    art = look([replace(PRIMARY[4], year_groups=())], typical_days(DaySetting(), None), AWAY, names=False)
    assert art[0].why == "Wednesday: nobody who does it is there"


def test_nothing_is_to_be_seen_on_a_day_on_which_the_school_is_closed() -> None:
    shown = look(PRIMARY, real_days([date(2026, 5, 4)], DaySetting(), []), [])
    assert seen(shown) == []
    assert shown[0].why == "Monday 4 May 2026 is a bank holiday (May Day)"


@pytest.mark.parametrize("week", [None, "A", "B"])
def test_a_trip_does_not_count_in_a_typical_week(week: object) -> None:
    days = typical_days(DaySetting(), week)  # type: ignore[arg-type]
    assert look(PRIMARY, days, [TRIP]) == look(PRIMARY, days, [])


NAMES = st.sampled_from(["Ms Elm", "Mr Ash", "Mr Oak"])
YEARS = st.sampled_from(["Year 3", "Year 4", "Reception"])
SLOTS = st.builds(Slot, st.sampled_from(list(WEEKDAYS)), st.none(), st.none(), st.sampled_from([None, *WEEKS]))
PRACTICES = st.lists(
    st.builds(
        Practice,
        id=st.uuids().map(str),
        what=st.just("Something"),
        subject=st.sampled_from(["", "English", "english ", "Art"]),
        slots=st.lists(SLOTS, max_size=4).map(tuple),
        who=st.lists(NAMES, max_size=2, unique=True).map(tuple),
        year_groups=st.lists(YEARS, max_size=3, unique=True).map(tuple),
        groups=st.lists(st.sampled_from(list(PUPIL_GROUPS)), max_size=3, unique=True).map(tuple),
        strands=st.lists(st.sampled_from([TEACHING, SEND]), max_size=2, unique=True).map(tuple),
        standards=st.lists(st.sampled_from([T_U1, T_E1]), max_size=2, unique=True).map(tuple),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)
WEEKLY = st.builds(
    Away,
    id=st.just("weekly"),
    what=st.just("Off"),
    who=st.lists(NAMES, max_size=2).map(tuple),
    year_groups=st.lists(YEARS, max_size=2).map(tuple),
    weekday=st.sampled_from(list(WEEKDAYS)),
)
ABSENCES = st.lists(
    st.one_of(
        WEEKLY,
        st.builds(
            lambda away, on: replace(away, weekday=None, first_on=on, last_on=on),
            WEEKLY,
            st.dates(date(2026, 12, 1), date(2026, 12, 3)),
        ),
    ),
    max_size=3,
)
SHOWN_DAYS = st.one_of(
    st.builds(lambda week: typical_days(DaySetting(), week), st.sampled_from([None, *WEEKS])),
    st.just(real_days([date(2026, 12, 1), date(2026, 12, 2)], DaySetting(week_a_on=date(2026, 11, 23)), [])),
)


@given(PRACTICES, PRACTICES, SHOWN_DAYS, ABSENCES)
def test_another_practice_never_makes_less_visible(some, more, days, away) -> None:
    few, many = (counts.breadth(look(each, days, away), LENS) for each in (some, [*some, *more]))
    before = dict(table(few, "what", "seen"))
    after = dict(table(many, "what", "seen"))
    assert all(after[what] >= seen for what, seen in before.items())


@given(PRACTICES, SLOTS, SHOWN_DAYS, ABSENCES)
def test_another_time_never_makes_less_visible(some, slot, days, away) -> None:
    more = [replace(each, slots=(*each.slots, slot)) for each in some]
    for before, after in zip(look(some, days, away), look(more, days, away), strict=True):
        assert after.could_be_seen or not before.could_be_seen


@given(PRACTICES, SHOWN_DAYS, ABSENCES, ABSENCES)
def test_somebody_else_away_never_makes_more_visible(some, days, away, more) -> None:
    for before, after in zip(look(some, days, away), look(some, days, [*away, *more]), strict=True):
        assert before.could_be_seen or not after.could_be_seen


@given(PRACTICES)
def test_the_whole_week_shows_every_practice_that_has_a_time_when_nobody_is_away(some) -> None:
    shown = look(some, [ShownDay(weekday) for weekday in WEEKDAYS], [])
    assert [each.could_be_seen for each in shown] == [bool(each.slots) for each in some]
    assert all(each.why for each in shown if not each.could_be_seen)


@given(PRACTICES, SHOWN_DAYS, ABSENCES)
def test_counts_add_up(some, days, away) -> None:
    shown = look(some, days, away)
    subjects, years, cells = counts.by_subject(shown), counts.by_year_group(shown), counts.cells(shown)
    pupils = counts.by_pupils(shown)
    for column, part in (("seen", [each for each in shown if each.could_be_seen]), ("of", list(shown))):
        there = [each.year_groups if column == "seen" else each.practice.year_groups for each in part]
        assert subjects[column].sum() == sum(bool(each.practice.subject) for each in part)
        assert pupils[column].sum() == sum(len(each.practice.groups) for each in part)
        assert years[column].sum() == sum(map(len, there))
        in_cells = [own for each, own in zip(part, there, strict=True) if each.practice.subject]
        assert cells[column].sum() == sum(map(len, in_cells))
    for frame in (subjects, years, cells, pupils, counts.by_strand(shown, LENS)):
        assert (frame["seen"] <= frame["of"]).all()
