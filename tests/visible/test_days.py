"""The two days of a week: Tuesday and Wednesday, and what bank holidays and the school's own holidays do to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.visible.days import monday_of, next_days, real_days, two_days, typical_days, week_of
from evaluation.visible.records import DaySetting
from evaluation.working_days import Closure, is_working_day

USUAL = DaySetting()
HALF_TERM = Closure("Half-term", date(2026, 10, 26), date(2026, 10, 30))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("monday", "call", "days", "why"),
    [
        (date(2026, 11, 23), 23, (24, 25), ""),
        (
            date(2026, 5, 4),
            5,
            (6, 7),
            "Monday 4 May 2026 is a bank holiday (May Day), so the call would come on Tuesday and the two days are "
            "Wednesday and Thursday.",
        ),
        (date(2026, 3, 30), 30, (31, 1), ""),  # Good Friday takes nothing from Tuesday and Wednesday
    ],
)
def test_a_bank_holiday_before_them_moves_the_two_days_and_the_call(
    monday: date, call: int, days: tuple[int, int], why: str
) -> None:
    found = two_days(monday, USUAL, [])
    assert found.call_on and found.call_on.day == call
    assert tuple(on.day for on in found.days) == days
    assert found.why == why


def test_the_schools_own_holidays_move_them_too() -> None:
    found = two_days(date(2026, 11, 2), USUAL, [Closure("Half-term", date(2026, 10, 26), date(2026, 11, 3))])
    assert found.days == (date(2026, 11, 5), date(2026, 11, 6)) and found.call_on == date(2026, 11, 4)
    assert "Monday 2 November 2026 is a school holiday (Half-term) and Tuesday" in found.why


def test_a_week_that_is_closed_or_too_short_has_no_two_days_and_says_so() -> None:
    closed = two_days(date(2026, 10, 28), USUAL, [HALF_TERM])
    assert (closed.days, closed.call_on) == ((), None)
    assert closed.why == "The school is closed all that week (Half-term)."
    short = two_days(date(2026, 12, 21), USUAL, [Closure("Christmas", date(2026, 12, 23), date(2027, 1, 1))])
    assert short.days == ()
    assert short.why == (
        "Only Monday and Tuesday of that week are left (Christmas and Christmas Day): too few for two days."
    )


def test_where_the_days_are_set_to_begin_on_monday_no_call_comes_in_that_week() -> None:
    found = two_days(date(2026, 11, 23), DaySetting(1, 2), [])
    assert found.call_on is None and found.days == (date(2026, 11, 23), date(2026, 11, 24))


def test_the_next_two_days_are_this_weeks_until_the_second_is_over() -> None:
    assert next_days(date(2026, 10, 14), USUAL, []).monday == date(2026, 10, 12)
    assert next_days(date(2026, 10, 15), USUAL, []).monday == date(2026, 10, 19)
    assert next_days(date(2026, 10, 22), USUAL, [HALF_TERM]).monday == date(2026, 11, 2)


def test_weeks_a_and_b_alternate_and_a_closed_week_is_neither() -> None:
    a = date(2026, 10, 5)
    weeks = [week_of(a + timedelta(weeks=n), a, [HALF_TERM]) for n in range(-2, 6)]
    assert weeks == ["A", "B", "A", "B", "A", None, "B", "A"]
    assert week_of(date(2026, 10, 9), None, []) is None


def test_real_days_know_their_week_and_whether_the_school_is_closed() -> None:
    setting = DaySetting(week_a_on=date(2026, 5, 4))
    first, second = real_days([date(2026, 5, 5), date(2026, 5, 4)], setting, [])
    assert (first.weekday, first.week, first.closed) == (1, "A", "Monday 4 May 2026 is a bank holiday (May Day)")
    assert (second.name, second.closed) == ("Tuesday 5 May 2026", "")
    assert real_days([date(2026, 5, 9)], setting, [])[0].closed == "Saturday 9 May 2026 is no school day"
    assert [day.name for day in typical_days(setting, "B")] == ["Tuesday", "Wednesday"]


@given(DAYS, st.integers(1, 4), st.lists(st.tuples(DAYS, st.integers(0, 20)), max_size=4))
def test_the_days_are_working_days_of_that_week_in_order(on: date, first: int, spans: list[tuple[date, int]]) -> None:
    closures = [Closure("C", begins, begins + timedelta(days=length)) for begins, length in spans]
    found = two_days(on, DaySetting(first, first + 1), closures)
    assert all(is_working_day(each, closures) and monday_of(each) == monday_of(on) for each in found.days)
    assert len(found.days) in (0, 2) and sorted(found.days) == list(found.days)
    assert found.days or found.why
    if found.call_on:
        assert found.call_on < found.days[0]


@given(DAYS, DAYS)
def test_of_two_school_weeks_running_one_is_a_and_the_other_b(on: date, anchor: date) -> None:
    school_weeks = (week_of(on + timedelta(weeks=number), anchor, []) for number in range(4))
    two = [week for week in school_weeks if week][:2]
    assert sorted(two) == ["A", "B"]
