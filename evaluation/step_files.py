"""The files of what comes next after an inspection, read into checked values.

`data/next-steps.yaml` holds the steps and the events they are counted from, `data/ladders.yaml` what happens
if nothing changes. A file is either accepted whole or refused with every problem it has, each with its line.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field

from evaluation.errors import Problem
from evaluation.frameworks import DATA, InspectionKind
from evaluation.frameworks.document import Document, records_in, text_in
from evaluation.frameworks.model import Record, Slug, Text
from evaluation.working_days import Closure, add_working_days

LONGEST = 999
"""The largest number that a length can have, in any unit."""

Category = Literal["special_measures", "significant_improvement"]
LegalKind = Literal["maintained", "academy", "independent"]


class Outcome(StrEnum):
    """What an inspection found, as far as it decides what comes next. It is no grade and has no order."""

    NONE_KNOWN = "none_known"
    NO_CONCERN = "no_concern"
    NEEDS_ATTENTION = "needs_attention"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    CATEGORY_OF_CONCERN = "category_of_concern"
    STANDARDS_NOT_MET = "standards_not_met"


class Length(Record):
    """How long a step takes. `number` is None where nobody here knows, and for a unit that needs none."""

    number: Annotated[int, Field(ge=0, le=LONGEST)] | None
    unit: Literal["working_days", "school_days", "calendar_days", "weeks", "months", "school_years", "each_term"]

    @property
    def counts_school_days(self) -> bool:
        """Whether the school's own holidays are left out of the count."""
        return self.unit == "school_days"

    @property
    def words(self) -> str:
        """The length as people say it: "5 working days", "4 years", "each term", "not known"."""
        if self.unit == "each_term":
            return "each term"
        if self.number is None:
            return "not known"
        if self.number == 0:
            return "to the end of the school year" if self.unit == "school_years" else "the same day"
        years = self.unit == "months" and self.number % 12 == 0
        number = self.number // 12 if years else self.number
        unit = "years" if years else self.unit.replace("_", " ")
        unit = "working days" if self.counts_school_days else unit
        words = f"{number} {unit.removesuffix('s') if number == 1 else unit}"
        return f"{words}, school holidays not counted" if self.counts_school_days else words

    def after(self, start: date, closures: Sequence[Closure]) -> date | None:
        """The day so long after the start, None where that is not known. A school year ends on 31 August."""
        if self.number is None or self.unit == "each_term":
            return None
        if self.unit in ("working_days", "school_days"):
            return add_working_days(start, self.number, closures if self.counts_school_days else ())
        if self.unit == "months":
            year, month = divmod(start.year * 12 + start.month - 1 + self.number, 12)
            return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
        if self.unit == "school_years":
            return date(start.year + (start.month > 8) + self.number, 8, 31)
        return start + timedelta(days=self.number * (7 if self.unit == "weeks" else 1))


class Event(Record):
    """Something that happens on a day the school can enter. With a day for it, `after` has happened too."""

    id: Slug
    name: Text
    after: Slug | None = None


class Applies(Record):
    """Which schools, outcomes (none given: any), inspections and category a step is for."""

    schools: tuple[LegalKind, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = ()
    inspections: tuple[InspectionKind, ...] = ()
    category: Category | None = None


class Step(Record):
    """One thing that comes next, counted from an event.

    `date_is` says what its day means: somebody acts "by" it, something is possible "until" it or "from" it, or
    happens "about" then. Without `confirmed_on` the length is not confirmed.
    """

    id: Slug
    name: Text
    what: Text
    applies: Applies
    counted_from: Slug = Field(alias="from")
    leads_to: Slug | None = None
    length: Length
    date_is: Literal["by", "until", "from", "about"] = "by"
    source: Text
    confirmed_on: date | None = None
    note: Text | None = None


class NextSteps(Record):
    """The file of steps, and the events that they are counted from."""

    events: tuple[Event, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)


class Ladder(Record):
    """What happens if nothing changes, for some schools and one outcome: ids of steps and rungs, in order."""

    id: Slug
    name: Text
    schools: tuple[LegalKind, ...] = Field(min_length=1)
    outcome: Outcome
    rungs: tuple[Slug, ...] = Field(min_length=1)


class Ladders(Record):
    """The file of ladders. `rungs` are those that are no step of the clock."""

    rungs: tuple[Step, ...] = ()
    ladders: tuple[Ladder, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def shipped_steps() -> NextSteps:
    """The steps that come with the product, read once. Raises FileRefused when the file has been damaged."""
    return read_next_steps((DATA / "next-steps.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def shipped_ladders() -> Ladders:
    """The ladders that come with the product, read once. Raises FileRefused when the file has been damaged."""
    return read_ladders((DATA / "ladders.yaml").read_text("utf-8"), shipped_steps())


def read_next_steps(text: str) -> NextSteps:
    """The text of a file of steps, checked. Raises FileRefused with every problem, by line and field."""
    document = Document(text)
    problems = [*document.repeated(document.data, ("events",)), *document.repeated(document.data, ("steps",))]
    known: set[str | None] = {None}
    for place, event in records_in(document.data, "events"):
        if (after := text_in(event, "after")) not in known:
            problems.append(document.problem(("events", place, "after"), f"“{after}” is no event above this one."))
        known.add(text_in(event, "id"))
    problems += _step_problems(document, "steps", known)
    return document.build(NextSteps, "next-steps.yaml", problems)


def read_ladders(text: str, steps: NextSteps) -> Ladders:
    """The text of a file of ladders, checked against the steps. Raises FileRefused with every problem."""
    document = Document(text)
    problems = [*document.repeated(document.data, ("rungs",)), *document.repeated(document.data, ("ladders",))]
    problems += _step_problems(document, "rungs", {None, *(event.id for event in steps.events)})
    taken = {step.id for step in steps.steps}
    for place, rung in records_in(document.data, "rungs"):
        if (rung_id := text_in(rung, "id")) in taken:
            problems.append(document.problem(("rungs", place, "id"), f"“{rung_id}” is a step already."))
    known = taken | {text_in(rung, "id") for _, rung in records_in(document.data, "rungs")}
    for place, found in records_in(document.data, "ladders"):
        names = found.get("rungs")
        for row, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str) and name not in known:
                problems.append(document.problem(("ladders", place, "rungs", row), f"“{name}” is no step or rung."))
    return document.build(Ladders, "ladders.yaml", problems)


def _step_problems(document: Document, name: str, events: set[str | None]) -> Iterator[Problem]:
    for place, step in records_in(document.data, name):
        for field in ("from", "leads_to"):
            if (event := text_in(step, field)) not in events:
                yield document.problem((name, place, field), f"“{event}” is not one of the events.")
