"""Practice as plain values: what a school does, when in the week, with whom, and which pupils it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from evaluation.evidence.records import StandardRef, StrandRef

Week = Literal["A", "B"]
WEEKS: tuple[Week, ...] = ("A", "B")

WEEKDAYS: dict[int, str] = {1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday"}
"""Days of the school week by their ISO number."""

PupilGroup = Literal["all", "send", "disadvantaged", "social_care", "eal", "young_carers", "other_barriers"]
PUPIL_GROUPS: dict[PupilGroup, str] = {
    "all": "All pupils of the class",
    "send": "Pupils with SEND",
    "disadvantaged": "Disadvantaged pupils",
    "social_care": "Pupils known to social care",
    "eal": "Pupils with English as an additional language",
    "young_carers": "Young carers",
    "other_barriers": "Pupils with other barriers",
}


@dataclass(frozen=True, order=True)
class Slot:
    """A time in the week: its day by ISO number, from when to when where that is known, in week A, B or (None) both."""

    weekday: int
    starts_at: time | None = None
    ends_at: time | None = None
    week: Week | None = None


@dataclass(frozen=True)
class Practice:
    """Something that the school does, typically: a lesson, a club, a morning check.

    It shows in strands and standards, is to be seen at its `slots`, is done by `who` (names or roles), in
    `year_groups` as the school calls them ("Year 3"), and reaches `groups` of pupils.
    """

    id: str
    what: str
    subject: str = ""
    slots: tuple[Slot, ...] = ()
    who: tuple[str, ...] = ()
    year_groups: tuple[str, ...] = ()
    groups: tuple[PupilGroup, ...] = ("all",)
    strands: tuple[StrandRef, ...] = ()
    standards: tuple[StandardRef, ...] = ()


@dataclass(frozen=True)
class Away:
    """Who is not there: people or year groups, from a day to a day (a trip), or every week on a weekday (part-time).

    Either `first_on` and `last_on` are given, both included, or `weekday` (ISO number).
    """

    id: str
    what: str
    who: tuple[str, ...] = ()
    year_groups: tuple[str, ...] = ()
    first_on: date | None = None
    last_on: date | None = None
    weekday: int | None = None


@dataclass(frozen=True)
class DaySetting:
    """On which days of a week inspectors come, by ISO number; a bank holiday moves them.

    `week_a_on` is a Monday of a week A where the school has a timetable of two weeks. `source` and `confirmed_on`
    say where the days were read, and when.
    """

    first: int = 2
    second: int = 3
    week_a_on: date | None = None
    source: str = ""
    confirmed_on: date | None = None
