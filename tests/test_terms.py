"""The terms of a school year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.terms import Term, term_of
from evaluation.working_days import Closure

CHRISTMAS = Closure("Christmas", date(2026, 12, 19), date(2027, 1, 4))
HALF_TERM = Closure("February half-term", date(2027, 2, 13), date(2027, 2, 21))
EASTER = Closure("Easter", date(2027, 3, 25), date(2027, 4, 11))


@pytest.mark.parametrize(
    ("on", "name", "first_on"),
    [
        (date(2026, 11, 27), "Autumn term 2026", date(2026, 9, 1)),
        (date(2027, 1, 1), "Spring term 2027", date(2027, 1, 1)),
        (date(2027, 4, 15), "Spring term 2027", date(2027, 1, 1)),
        (date(2027, 8, 31), "Summer term 2027", date(2027, 4, 16)),
    ],
)
def test_without_the_schools_holidays_terms_begin_on_usual_days(on: date, name: str, first_on: date) -> None:
    assert term_of(on) == Term(name, first_on)


def test_a_long_holiday_that_is_entered_says_when_the_term_begins() -> None:
    holidays = [CHRISTMAS, HALF_TERM, EASTER]
    assert term_of(date(2027, 1, 5), holidays) == Term("Spring term 2027", date(2027, 1, 5))
    assert term_of(date(2027, 4, 13), holidays) == Term("Summer term 2027", date(2027, 4, 12))


def test_a_holiday_belongs_to_the_term_before_it() -> None:
    assert term_of(date(2027, 1, 3), [CHRISTMAS]).name == "Autumn term 2026"
    assert term_of(date(2027, 4, 2), [EASTER]).name == "Spring term 2027"


def test_a_half_term_begins_no_term() -> None:
    assert term_of(date(2027, 2, 24), [CHRISTMAS, HALF_TERM]).first_on == date(2027, 1, 5)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
def test_terms_follow_one_another(on: date, later: int) -> None:
    first, then = term_of(on), term_of(on + timedelta(days=later))
    assert first.first_on <= on
    assert first.first_on <= then.first_on
