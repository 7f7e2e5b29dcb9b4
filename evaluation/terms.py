"""The terms of a school year in England, as far as the school's own holidays tell.

Terms begin on no common day. Without the school's holidays 1 September, 1 January and 16 April stand for them; where
a long holiday that the school has entered ends near one of these days, the term begins on the day after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from evaluation.working_days import Closure

_BEGINS = {"Spring": (1, 1), "Summer": (4, 16), "Autumn": (9, 1)}
_LONG = 10
"""Days of a holiday between two terms, at least; a half-term with its weekends has nine."""
_NEAR = timedelta(days=35)


@dataclass(frozen=True)
class Term:
    """A term: "Autumn term 2026", and the day it began."""

    name: str
    first_on: date


def term_of(on: date, closures: Iterable[Closure] = ()) -> Term:
    """The term a day lies in; a holiday belongs to the term before it. `closures` are the school's own holidays."""
    ends = [c.last_on for c in closures if (c.last_on - c.first_on).days + 1 >= _LONG]
    terms = (_term(name, year, ends) for year in (on.year - 1, on.year) for name in _BEGINS)
    return max((term for term in terms if term.first_on <= on), key=lambda term: term.first_on)


def _term(name: str, year: int, ends: Iterable[date]) -> Term:
    usual = date(year, *_BEGINS[name])
    near = [end + timedelta(days=1) for end in ends if abs(end + timedelta(days=1) - usual) <= _NEAR]
    return Term(f"{name} term {year}", min(near, key=lambda first: abs(first - usual), default=usual))
