"""Figures as plain values: what is measured, of whom, when, from where; and the challenges that a school names.

A figure is about one measure of one series, one group of pupils and one period. Two figures that differ in any of
these are never joined by a line or set beside each other as if they were the same.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Unit = Literal["%", "pupils", "ratio", "points", "FTE", "days", "£", "score"]
Better = Literal["lower", "higher", ""]
"""Which way is better; "" where neither is (such as how many pupils have a special need)."""

PeriodKind = Literal["term", "year", "day", "to_date"]
Origin = Literal["typed", "pasted", "file"]
ORIGINS: dict[Origin, str] = {"typed": "Typed", "pasted": "Pasted", "file": "From a published file"}

SUPPRESSED = "suppressed"
MISSING: dict[str, str] = {
    SUPPRESSED: "Suppressed: so few pupils or staff that a figure could tell of one of them",
    "not applicable": "Not applicable: there is nobody, or nothing, to count",
    "not available": "Not available: it was not collected, or not given",
    "not given": "Not applicable or not available: the published table writes NA for both",
    "not published": "Not published for this school",
    "no entries": "No entries: nobody was entered",
    "new school": "A new school: there is no figure yet",
    "low coverage": "Too few of the pupils have the earlier results that it needs",
    "low reliability": "Left out because it would not be reliable",
    "rounds to nothing": "Rounds to nothing, but is not nothing",
}
"""Why there is no figure: each kind by what it means. None of them is 0, and nothing is filled in."""


@dataclass(frozen=True)
class Group:
    """A group of pupils; the id "" is all pupils."""

    id: str
    name: str


GROUPS: dict[str, Group] = {
    group_id: Group(group_id, name)
    for group_id, name in {
        "": "All pupils",
        "fsm": "Free school meals",
        "not_fsm": "No free school meals",
        "disadvantaged": "Disadvantaged",
        "not_disadvantaged": "Not disadvantaged",
        "ehcp": "EHC plan",
        "sen_support": "SEN support",
        "no_sen": "No special needs",
        "girls": "Girls",
        "boys": "Boys",
        "eal": "English as an additional language",
    }.items()
}
"""The groups of pupils in the order in which they are shown."""


@dataclass(frozen=True)
class Measure:
    """Something that is counted, defined in our own words.

    series    figures of different series are never mixed ("Absence, daily data" is not "Absence, school census")
    topics    what it stands beside: themes, and ids of strands; see `evaluation.indicators.topics`
    phases    phases of school that it is about; () for all
    groups    ids of the groups of pupils that it is counted for
    kinds     the kinds of period that it is counted for, the usual one first
    begins    the first school year that it can be of, by the year in which it ends; None where any
    not_published  school years for which there is none, by the year in which they end
    highest   the most that it can be, where there is a most; the least is `lowest`, None where it may be below 0
    note      what else to know, with how sure it is
    """

    id: str
    name: str
    definition: str
    unit: Unit
    better: Better
    series: str
    topics: tuple[str, ...]
    source: str
    phases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ("",)
    kinds: tuple[PeriodKind, ...] = ("year",)
    lowest: float | None = 0
    highest: float | None = None
    begins: int | None = None
    not_published: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, order=True)
class Period:
    """When a figure is of: from `start` to `end`, both included. Sorts by when it ends, then by when it starts.

    A term stands for its whole stretch of the calendar (autumn September to December, spring January to March,
    summer April to August): schools begin and end on different days of it. A "day" is a count on one day, known by
    its month (the January census). "to_date" begins with the school year.
    """

    end: date
    start: date
    kind: PeriodKind
    label: str = ""

    @property
    def key(self) -> tuple[PeriodKind, date, date]:
        """What makes two periods the same. The label is words only."""
        return self.kind, self.start, self.end


def school_year(ends: int) -> Period:
    """The school year that ends in a year: 2025 is September 2024 to August 2025, "2024/25"."""
    return Period(date(ends, 8, 31), date(ends - 1, 9, 1), "year", year_label(ends))


def year_label(ends: int) -> str:
    """A school year as it is written: "2024/25" for the one that ends in 2025."""
    return f"{ends - 1}/{ends % 100:02}"


TERMS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "Autumn": ((9, 1), (12, 31)),
    "Spring": ((1, 1), (3, 31)),
    "Summer": ((4, 1), (8, 31)),
    "Autumn and spring": ((9, 1), (3, 31)),
}
"""A term, or two, by first and last month and day."""


def term(name: str, ends: int) -> Period:
    """A term of the school year that ends in a year: `term("Autumn", 2026)` is "Autumn 2025/26"."""
    first, last = TERMS[name]
    start = date(ends - (first[0] >= 9), *first)
    return Period(date(ends - (last[0] >= 9), *last), start, "term", f"{name} {year_label(ends)}")


def census(year: int, month: int) -> Period:
    """A count on one day of a month: `census(2026, 1)` is "January 2026"."""
    start = date(year, month, 1)
    return Period(date(year, month, calendar.monthrange(year, month)[1]), start, "day", f"{start:%B %Y}")


def to_date(end: date) -> Period:
    """From the beginning of the school year to a day."""
    start = date(end.year - (end.month < 9), 9, 1)
    return Period(end, start, "to_date", f"{year_label(start.year + 1)} to {end.day} {end:%B %Y}")


@dataclass(frozen=True)
class Figure:
    """One number of one measure, group and period, or why there is none.

    `value` is None exactly where `missing` is set, to a key of MISSING. `cohort` is how many pupils it is about, where
    that is known. `id` is made of the school, measure, group and period (`figure_id`): there is one figure of each.
    """

    id: str
    measure_id: str
    group: str
    period: Period
    value: float | None
    missing: str = ""
    source: str = ""
    origin: Origin = "typed"
    cohort: int | None = None
    at: datetime | None = None
    by: str = ""

    @property
    def same(self) -> tuple[object, ...]:
        """What makes two figures be about the same thing."""
        return self.measure_id, self.group, self.period.key


def figure_id(school_id: str, measure_id: str, group: str, period: Period) -> str:
    """The id of a school's figure of one measure, group and period. No spaces in it."""
    return f"{school_id}:{measure_id}:{group or 'all'}:{period.kind}:{period.start}:{period.end}"


ReferenceOrigin = Literal["shipped", "typed", "file"]


@dataclass(frozen=True)
class Reference:
    """A national figure of one measure, group and period, for one phase of school ("" for all phases together).

    `population` says of whom it is. `confirmed_on` is when it was read in its source, `check_by` when to look again.
    """

    measure_id: str
    group: str
    phase: str
    period: Period
    value: float
    publication: str
    source_ref: str = ""
    note: str = ""
    population: str = ""
    confirmed_on: date | None = None
    check_by: date | None = None
    origin: ReferenceOrigin = "shipped"

    @property
    def same(self) -> tuple[object, ...]:
        """What makes two national figures be about the same thing."""
        return self.measure_id, self.group, self.phase, self.period.key


StrandRef = tuple[str, str]
"""A strand as (framework id, strand id), whichever edition."""


@dataclass(frozen=True)
class Followed:
    """A dated note on how it goes with a challenge. `id` comes from the screen, so that pressing twice adds one."""

    id: str
    on: date
    note: str
    by: str = ""


@dataclass(frozen=True)
class Challenge:
    """Something that the school has to live with and works on, such as a falling roll, with what it does about it.

    `since` is when it began, `closed_on` None while it goes on. `followed` are notes, the oldest first.
    """

    id: str
    name: str
    since: date
    doing: str = ""
    measure_ids: tuple[str, ...] = ()
    strands: tuple[StrandRef, ...] = ()
    closed_on: date | None = None
    followed: tuple[Followed, ...] = ()
