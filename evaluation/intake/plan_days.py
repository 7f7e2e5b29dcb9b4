"""The many ways in which a development plan names a day: dates, months and terms into days.

Where a month or term stands, the action begins on its first day and is due on its last. Schools set their own
term dates; here autumn runs from 1 September to 31 December, spring from 1 January to 31 March, summer from
1 April to 31 July. That is this product's reading and no official rule, so whoever imports is told of each. Of a month
or term in which the plan begins or ends, the days within the plan count.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evaluation.plan.records import Plan
from evaluation.records import day as in_words

Edge = Literal["start", "due"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november")
_TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}
_HALVES = {
    ("autumn", "1"): (9, 10),
    ("autumn", "2"): (11, 12),
    ("spring", "1"): (1, 2),
    ("spring", "2"): (3, 3),
    ("summer", "1"): (4, 5),
    ("summer", "2"): (6, 7),
}
"""First and last month of each term and half term."""

_MONTH = rf"(?P<month>{'|'.join((*_FULL, 'december', 'sept', *_MONTHS))})"
_YEAR = r"(?P<year>20[0-9]{2}|[0-9]{2})"
_SCHOOL_YEAR = rf"{_YEAR}(?:\s?[/-]\s?(?P<next>(?:20)?[0-9]{{2}}))?"
_NUMBERS = re.compile(rf"(?P<day>[0-9]{{1,2}})[/.\-](?P<number>[0-9]{{1,2}})(?:[/.\-]{_YEAR})?")
_ISO = re.compile(r"(?P<year>20[0-9]{2})-(?P<number>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:[t ]00:00(?::00)?)?")
_DAY_MONTH = re.compile(rf"(?P<day>[0-9]{{1,2}})[ -]?{_MONTH}(?:[ -]?{_YEAR})?")
_MONTH_DAY = re.compile(rf"{_MONTH} (?P<day>[0-9]{{1,2}}) (?P<year>20[0-9]{{2}})")
_MONTH_YEAR = re.compile(rf"{_MONTH}(?:[ -]?{_SCHOOL_YEAR})?")
_TERM_YEAR = re.compile(
    rf"(?P<term>autumn|spring|summer)(?: term)?(?: ?(?P<half>[12])(?![0-9]))?(?: half)?(?: term)?(?: ?{_SCHOOL_YEAR})?"
)
_LEADING = re.compile(r"^(?:(?:by|from|until|before|end|start|beginning|of|the|in|mid|on)\b\s*)+")
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b")
_BETWEEN = re.compile(r"\s+(?:[-–—]|to|until)\s+|[–—]|\n")


@dataclass(frozen=True)
class Named:
    """The day that a cell names, and what a leader is to know of how it was read; "" for a plain date.

    `begins` is the first day of a span.
    """

    on: date
    how: str = ""
    begins: date | None = None


def named_day(text: str, edge: Edge, plan: Plan) -> Named | None:
    """The day named by a cell; None where it names none, such as "Ongoing".

    Of a span ("Sept 2026 – July 2027") the edge counts. A day without a year is taken where the plan has just one.
    """
    whole = _one(text, edge, plan)
    if whole is not None:
        return whole
    ends = _BETWEEN.split(text.strip())
    if len(ends) != 2:
        return None
    first, last = _one(ends[0], "start", plan), _one(ends[1], "due", plan)
    if first is None or last is None or first.on > last.on:
        return None
    if edge == "start":
        return Named(first.on, f"the first day of the span, {in_words(first.on)}")
    return Named(last.on, f"the last day of the span, {in_words(last.on)}", first.on)


def _one(text: str, edge: Edge, plan: Plan) -> Named | None:
    plainly = _WEEKDAY.sub("", " ".join(text.casefold().replace(",", " ").split()))
    plainly = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", " ".join(plainly.split())).strip(" .")
    plainly = _LEADING.sub("", plainly)
    for pattern in (_ISO, _NUMBERS, _DAY_MONTH, _MONTH_DAY):
        if match := pattern.fullmatch(plainly):
            return _exact(match.groupdict(), plan)
    for pattern in (_TERM_YEAR, _MONTH_YEAR):
        if match := pattern.fullmatch(plainly):
            return _edge_of(match.groupdict(), edge, plan)
    return None


def _exact(found: dict[str, str | None], plan: Plan) -> Named | None:
    number = found.get("number")
    month = int(number) if number else _month(found)
    day = int(found["day"] or 0)
    if found["year"]:
        on = _date(_full(found["year"]), month, day)
        return Named(on) if on else None
    fitting = [on for year in _years(plan) if (on := _date(year, month, day)) and plan.starts_on <= on <= plan.ends_on]
    return Named(fitting[0], f"{in_words(fitting[0])}, the only such day of the plan") if len(fitting) == 1 else None


def _edge_of(found: dict[str, str | None], edge: Edge, plan: Plan) -> Named | None:
    term, half = found.get("term"), found.get("half")
    first, last = (_HALVES[term, half] if half else _TERMS[term]) if term else (_month(found),) * 2
    if found["year"]:
        year = _full(found["year"])
        if found["next"]:
            if _full(found["next"]) != year + 1:
                return None
            year += last < 9
        years = [year]
    else:
        years = [y for y in _years(plan) if date(y, first, 1) <= plan.ends_on and _last(y, last) >= plan.starts_on]
    if len(years) != 1:
        return None
    begins, ends = date(years[0], first, 1), _last(years[0], last)
    if begins <= plan.ends_on and ends >= plan.starts_on:
        begins, ends = max(begins, plan.starts_on), min(ends, plan.ends_on)
    on = begins if edge == "start" else ends
    return Named(on, f"the {'first' if edge == 'start' else 'last'} day, {in_words(on)}")


def _month(found: dict[str, str | None]) -> int:
    return _MONTHS.index((found["month"] or "")[:3]) + 1


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _years(plan: Plan) -> range:
    return range(plan.starts_on.year, plan.ends_on.year + 1)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
