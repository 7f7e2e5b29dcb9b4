"""Periods as people write them, and those to choose from."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from evaluation.indicators.records import TERMS, Measure, Period, census, school_year, term, to_date

HOW_TO_WRITE = (
    "Write a term as “Autumn 2025/26”, a school year as “2024/25”, a count on one day as “January 2026”, and a year "
    "to date as “to 23/05/2025”."
)

_MONTHS = {f"{date(2000, n, 1):%B}".casefold(): n for n in range(1, 13)}
_YEAR = re.compile(r"(20\d\d)\s*[/–-]\s*(20)?(\d\d)$")
_DAY = re.compile(r"to (\d{1,2})[/ ]([a-z]+|\d{1,2})[/ ](20\d\d)$")
_TERMS = {
    "aut": "Autumn",
    "autumn": "Autumn",
    "spr": "Spring",
    "spring": "Spring",
    "sum": "Summer",
    "summer": "Summer",
    "autumn and spring": "Autumn and spring",
}


def read_period(text: str) -> Period | None:
    """The period that a text says, in any of the ways of `HOW_TO_WRITE` and some near them; None where it says none."""
    words = " ".join(re.sub(r"\bterms?\b|,", " ", text.casefold().replace("&", "and")).split())
    for pattern in (
        rf"(?P<what>.*?) ?(?P<year>{_YEAR.pattern[:-1]})$",
        rf"(?P<year>{_YEAR.pattern[:-1]}) ?(?P<what>.*)$",
    ):
        if found := re.match(pattern, words):
            ends = _ends(found["year"])
            if ends and (name := found["what"].strip()) in ("", *_TERMS):
                return term(_TERMS[name], ends) if name else school_year(ends)
    if found := _DAY.search(words):
        return _to_day(*found.groups())
    if (found := re.match(r"([a-z]+) (20\d\d)(?: census)?$", words)) and (month := _month(found[1])):
        return census(int(found[2]), month)
    return None


def choices(measure: Measure, today: date, years: int = 6) -> tuple[Period, ...]:
    """The periods of a measure's kinds that have begun, of the last school years, the latest first.

    Counts on a day are those of the school census: January, May and October. A year to date ends on a day that
    somebody chooses, so none is here.
    """
    this = today.year + (today.month > 8)
    found: list[Period] = []
    for ends in range(this, this - years, -1):
        if "year" in measure.kinds:
            found.append(school_year(ends))
        if "term" in measure.kinds:
            found += [term(name, ends) for name in TERMS]
        if "day" in measure.kinds:
            found += [census(ends - 1, 10), census(ends, 1), census(ends, 5)]
    begun = [period for period in found if period.start <= today and (measure.begins or 0) <= year_of(period)]
    return tuple(sorted(begun, reverse=True))


def year_of(period: Period) -> int:
    """The school year that a period lies in, by the year in which that ends."""
    return period.end.year + (period.end.month > 8)


def line_of(period: Period) -> str:
    """What a period may share a line over time with, in words: autumn terms with autumn terms, never with years."""
    if period.kind == "term":
        return f"{period.label.rpartition(' ')[0]} terms"
    if period.kind == "day":
        return f"{period.start:%B} counts"
    if period.kind == "to_date":
        return f"Years to {period.end.day} {period.end:%B}"
    return "School years"


@lru_cache(maxsize=1024)
def labelled(kind: str, start: date, end: date) -> Period:
    """A stored period with its label. Raises ValueError where the days make no such period."""
    ends = end.year + (end.month > 8)
    found: list[Period] = []
    if kind == "year":
        found = [school_year(ends)]
    elif kind == "term":
        found = [term(name, ends) for name in TERMS]
    elif kind == "day":
        found = [census(start.year, start.month)]
    elif kind == "to_date":
        found = [to_date(end)]
    for period in found:
        if (period.start, period.end) == (start, end):
            return period
    raise ValueError(f"{start} to {end} is no period of the kind “{kind}”")


def _ends(text: str) -> int | None:
    found = _YEAR.match(text)
    if not found:
        return None
    begins, ends = int(found[1]), int(found[1][:2] + found[3])
    return ends if ends == begins + 1 else None


def _month(word: str) -> int | None:
    return next((n for name, n in _MONTHS.items() if len(word) > 2 and name.startswith(word)), None)


def _to_day(day: str, month: str, year: str) -> Period | None:
    number = int(month) if month.isdigit() else _month(month)
    try:
        return to_date(date(int(year), number or 0, int(day)))
    except ValueError:
        return None
