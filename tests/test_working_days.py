"""Working days in England: bank holidays, the school's own holidays, and the laws of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.working_days import Closure, add_working_days, bank_holiday, is_working_day, working_days_between

DAYS = st.dates(date(2005, 1, 1), date(2060, 12, 31))
NUMBERS = st.integers(0, 400)
CLOSURES = st.lists(
    st.builds(
        lambda first_on, length: Closure("Holiday", first_on, first_on + timedelta(days=length)),
        DAYS,
        st.integers(0, 45),
    ),
    max_size=6,
)
HALF_TERM = Closure("February half-term", date(2026, 2, 16), date(2026, 2, 20))


@pytest.mark.parametrize(
    "on",
    [
        date(2022, 6, 2),  # spring bank holiday, moved for the jubilee
        date(2022, 6, 3),  # Platinum Jubilee
        date(2022, 9, 19),  # state funeral
        date(2023, 5, 8),  # coronation
        date(2012, 6, 5),  # Diamond Jubilee
        date(2020, 5, 8),  # early May, moved for VE Day
        date(2022, 12, 27),  # instead of Sunday's Christmas Day
        date(2026, 12, 28),  # instead of Saturday's Boxing Day
        date(2026, 4, 6),  # Easter Monday, no holiday in Scotland
    ],
)
def test_england_s_bank_holidays_are_known_with_the_one_off_ones(on: date) -> None:
    assert bank_holiday(on)
    assert not is_working_day(on, [])


@pytest.mark.parametrize("on", [date(2020, 5, 4), date(2022, 5, 30), date(2026, 1, 2), date(2026, 3, 17)])
def test_days_that_were_moved_or_are_holidays_elsewhere_are_working_days(on: date) -> None:
    assert bank_holiday(on) is None
    assert is_working_day(on, [])


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # Christmas: Wed 17, then 18, 19, 22, 23, 24; not 25 and 26; 29, 30, 31; not 1 January; Fri 2
        (date(2025, 12, 17), 5, date(2025, 12, 24)),
        (date(2025, 12, 17), 6, date(2025, 12, 29)),
        (date(2025, 12, 17), 9, date(2026, 1, 2)),
        (date(2025, 12, 24), 1, date(2025, 12, 29)),
        # Easter: Thu 2 April; not Good Friday 3 and Easter Monday 6; Tue 7
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 3, 30), 5, date(2026, 4, 8)),
        # May: Mon 4 and Mon 25 are bank holidays
        (date(2026, 5, 1), 1, date(2026, 5, 5)),
        (date(2026, 5, 1), 15, date(2026, 5, 26)),
        # from a Saturday, Monday is the first working day
        (date(2026, 1, 17), 1, date(2026, 1, 19)),
        (date(2026, 1, 17), 0, date(2026, 1, 17)),
    ],
)
def test_working_days_are_counted_as_by_hand(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days, []) == end


def test_the_school_s_holidays_are_left_out_where_they_are_given() -> None:
    friday = date(2026, 2, 13)
    assert add_working_days(friday, 1, []) == date(2026, 2, 16)
    assert add_working_days(friday, 1, [HALF_TERM]) == date(2026, 2, 23)
    assert working_days_between(friday, date(2026, 2, 23), []) == 6
    assert working_days_between(friday, date(2026, 2, 23), [HALF_TERM]) == 1


def test_a_holiday_typed_the_wrong_way_round_closes_nothing() -> None:
    assert is_working_day(date(2026, 2, 18), [Closure("Half-term", date(2026, 2, 20), date(2026, 2, 16))])


def test_counting_backwards_or_past_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 1, 14), -1, [])
    with pytest.raises(ValueError, match="end of the calendar"):
        add_working_days(date(2026, 1, 14), 10**7, [])
    with pytest.raises(ValueError, match="end of the calendar"):
        add_working_days(date(2026, 1, 14), 1, [Closure("Closed", date(2026, 1, 1), date.max)])


@given(DAYS, NUMBERS, CLOSURES)
def test_what_was_added_is_what_lies_between(start: date, days: int, closures: list[Closure]) -> None:
    assert working_days_between(start, add_working_days(start, days, closures), closures) == days


@given(DAYS, st.integers(1, 400), CLOSURES)
def test_the_day_found_is_a_working_day_after_the_start(start: date, days: int, closures: list[Closure]) -> None:
    end = add_working_days(start, days, closures)
    assert end > start
    assert is_working_day(end, closures)
    assert end.weekday() < 5 and bank_holiday(end) is None
    assert not any(closure.first_on <= end <= closure.last_on for closure in closures)


@given(DAYS, st.integers(0, 60), CLOSURES)
def test_counting_day_by_day_comes_to_the_same(start: date, days: int, closures: list[Closure]) -> None:
    on, left = start, days
    while left:
        on += timedelta(days=1)
        left -= is_working_day(on, closures)
    assert add_working_days(start, days, closures) == on


@given(DAYS, NUMBERS, NUMBERS, CLOSURES)
def test_in_two_goes_or_in_one_is_the_same(start: date, first: int, then: int, closures: list[Closure]) -> None:
    halfway = add_working_days(start, first, closures)
    assert add_working_days(halfway, then, closures) == add_working_days(start, first + then, closures)


@given(DAYS, NUMBERS, CLOSURES, CLOSURES)
def test_more_holidays_never_bring_the_day_forward(
    start: date, days: int, closures: list[Closure], more: list[Closure]
) -> None:
    assert add_working_days(start, days, [*closures, *more]) >= add_working_days(start, days, closures)


@given(DAYS, DAYS, DAYS, CLOSURES)
def test_what_lies_between_adds_up_in_any_order(a: date, b: date, c: date, closures: list[Closure]) -> None:
    assert working_days_between(a, b, closures) == -working_days_between(b, a, closures)
    assert working_days_between(a, b, closures) + working_days_between(b, c, closures) == working_days_between(
        a, c, closures
    )
