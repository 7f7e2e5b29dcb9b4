"""Dates as reports write them: "8–9 November 2016", "30 June and 1 July 2022", "Tuesday 6 January 2026"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from evaluation.intake.cells import EARLIEST

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?[0-9]{1,2}(?:st|nd|rd|th)?"
_AND = r" ?(?:,|–|—|-|&|to|and) ?"
_ONE = rf"{_DAY}(?: ?{_MONTH})?(?: [0-9]{{4}})?"
_WORDS = re.compile(rf"\b{_ONE}(?:{_AND}{_ONE}){{0,5}}\b", re.IGNORECASE)
_FIGURE = r"\b([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\b"
_FIGURES = re.compile(rf"{_FIGURE}(?:{_AND}{_FIGURE})?")
_PART = re.compile(rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)?(?: ?({_MONTH}))?(?: ([0-9]{{4}}))?(?![0-9])", re.IGNORECASE)
_LONGEST = timedelta(days=60)
"""An inspection that paused and came back spans weeks, never more."""


class Days(NamedTuple):
    """The first and last day of what a text dates, the same where it names one, and where in the text that stands."""

    first: date
    last: date
    start: int
    end: int


def first_days(text: str) -> Days | None:
    """The first date, or run of dates, in a text with single spaces. A date that cannot be is passed over."""
    runs = [(match, _in_words(match[0])) for match in _WORDS.finditer(text)]
    runs += [(match, _in_figures(match[0])) for match in _FIGURES.finditer(text)]
    found = [Days(*_span(days), match.start(), match.end()) for match, days in runs if days]
    return min(found, key=lambda days: days.start, default=None)


def _span(days: list[date]) -> tuple[date, date]:
    if days == sorted(days) and days[-1] - days[0] <= _LONGEST:
        return days[0], days[-1]
    return days[-1], days[-1]


def _in_words(run: str) -> list[date] | None:
    """Days in front of a month belong to it, and months in front of a year to that year."""
    days: list[date] = []
    month: int | None = None
    year: int | None = None
    for day, month_name, year_figures in reversed(_PART.findall(run)):
        year = int(year_figures) if year_figures else year
        month = _MONTHS[month_name.casefold()] if month_name else month
        if month and year:
            made = _made(year, month, int(day))
            if made is None:
                return None
            days.insert(0, made)
    return days


def _in_figures(run: str) -> list[date] | None:
    found = [_made(int(year), int(month), int(day)) for day, month, year in re.findall(_FIGURE, run)]
    days = [made for made in found if made]
    return days if len(days) == len(found) else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if EARLIEST <= made <= date.today() else None
