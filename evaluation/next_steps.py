"""What comes next after an inspection, and by when: steps by kind of school and outcome.

Information, not legal advice. `evaluation.step_files` reads the steps and where each comes from; `clock` and
`ladder` date them for one inspection, with the school's own holidays and the lengths it has set itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evaluation.frameworks import Framework, InspectionKind
from evaluation.records import Inspection, SchoolDetails
from evaluation.step_files import (
    LONGEST,
    Applies,
    Category,
    Length,
    Outcome,
    Step,
    shipped_ladders,
    shipped_steps,
)
from evaluation.working_days import Closure, working_days_between

__all__ = [
    "DISCLAIMER",
    "LONGEST",
    "Due",
    "Length",
    "Outcome",
    "OwnLength",
    "SchoolKind",
    "State",
    "Step",
    "category_of",
    "clock",
    "ladder",
    "outcome_of",
    "school_kind",
    "steps_for",
]

DISCLAIMER = (
    "This is information, not legal advice: before you rely on a date or a duty, "
    "ask your trust, your local authority or a solicitor."
)


class SchoolKind(StrEnum):
    """What kind of school it is in law. STATE is a state school whose type does not say which of the two it is."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    INDEPENDENT = "independent"
    STATE = "state"


class State(StrEnum):
    """How it stands with a step. The value is the word on screen.

    Once its day is over a step is open where it is possible "from" then, and passed otherwise. It is overdue only
    where somebody acts "by" it and the length is confirmed: a rule that nobody has checked accuses nobody.
    """

    DONE = "Done"
    DUE = "Due"
    OVERDUE = "Overdue"
    PASSED = "Passed"
    OPEN = "Open"
    WAITING = "Waiting"
    NOT_KNOWN = "Not known"


_CATEGORIES: Mapping[str, Category | None] = {
    "special measures": "special_measures",
    "serious weakness": "significant_improvement",
    "significant improvement": "significant_improvement",
    "notice to improve": None,
}
_CONCERN = frozenset({"urgent_improvement", "inadequate", "not_met", "not_effective"})
_UNOFFICIAL: frozenset[InspectionKind] = frozenset({"visit", "peer_review"})
_BEFORE_PUBLICATION = frozenset({"ended", "provisional", "draft"})
"""What is counted from here is over once the report is published, unless its day still lies ahead."""
_MAINTAINED = frozenset(
    {
        "Community school",
        "Voluntary aided school",
        "Voluntary controlled school",
        "Foundation school",
        "Pupil referral unit",
    }
)
_ACADEMIES = frozenset({"Academy converter", "Academy sponsor led", "Free school"})


@dataclass(frozen=True)
class OwnLength:
    """A school's own number for a step, in the step's unit, from 0 to LONGEST, with its source."""

    number: int
    confirmed_on: date | None
    source: str


@dataclass(frozen=True)
class Due:
    """A step with its day, for one inspection as it stands today.

    `due_on` is None where the event has not happened or no length is known; `waits_for` then says what for, and
    `expected_on` is its day if what it waits for comes when that is itself expected.
    `done_on` is the day it was done, where that was entered. `days_left` counts working days as the step
    does, negative when overdue. `length`, `source` and `confirmed_on` are the school's own where `own`.
    """

    step: Step
    state: State
    due_on: date | None
    done_on: date | None
    expected_on: date | None
    waits_for: str
    days_left: int | None
    length: Length
    source: str
    confirmed_on: date | None
    own: bool


def school_kind(school: SchoolDetails) -> SchoolKind:
    """What a school's type and trust say of its kind."""
    if school.type == "Independent school":
        return SchoolKind.INDEPENDENT
    if school.type in _ACADEMIES or (school.trust.strip() and school.type not in _MAINTAINED):
        return SchoolKind.ACADEMY
    return SchoolKind.MAINTAINED if school.type in _MAINTAINED else SchoolKind.STATE


def category_of(inspection: Inspection) -> Category | None:
    """The category of concern that the inspection's own words name, None where they name none of the two."""
    found = _category_words(inspection)
    return _CATEGORIES[found] if found else None


def outcome_of(inspection: Inspection, framework: Framework) -> Outcome:
    """What an inspection found. A visit or a review by peers has no outcome in this sense.

    A grade of urgent improvement or inadequate, or safeguarding not met or not effective, is a category of
    concern (Ofsted, School monitoring operating guide, 2025). Which of the two it is, only words can say.
    """
    grades = {finding.grade for finding in inspection.findings if finding.grade}
    if inspection.kind in _UNOFFICIAL:
        return Outcome.NONE_KNOWN
    if framework.inspection_kind == "independent_standards":
        words = inspection.outcome.casefold()
        if "not_met" in grades or "did not meet all" in words:
            return Outcome.STANDARDS_NOT_MET
        return Outcome.NO_CONCERN if grades or "all standards met" in words else Outcome.NONE_KNOWN
    if grades & _CONCERN or _category_words(inspection):
        return Outcome.CATEGORY_OF_CONCERN
    for grade in (Outcome.NEEDS_ATTENTION, Outcome.REQUIRES_IMPROVEMENT):
        if grade.value in grades:
            return grade
    return Outcome.NO_CONCERN if grades else Outcome.NONE_KNOWN


def clock(
    inspection: Inspection,
    framework: Framework,
    school: SchoolDetails,
    events: Mapping[str, date],
    closures: Sequence[Closure],
    lengths: Mapping[str, OwnLength],
    today: date,
) -> list[Due]:
    """Every step that applies, by date, those without a date last in the order of the file.

    `events` maps the ids of the file's events to their days, as far as they are known; ids that the file does
    not have are passed over. `lengths` holds the school's own lengths by step id.
    """
    now = _Situation(inspection, framework, school, events, closures, lengths, today)
    found = [now.due(step) for step in shipped_steps().steps if now.applies(step.applies)]
    return sorted(found, key=lambda due: due.due_on or date.max)


def ladder(
    inspection: Inspection,
    framework: Framework,
    school: SchoolDetails,
    events: Mapping[str, date],
    closures: Sequence[Closure],
    lengths: Mapping[str, OwnLength],
    today: date,
) -> list[Due]:
    """What happens if nothing changes, in the ladder's order; empty where none is known. Takes what `clock` takes."""
    now = _Situation(inspection, framework, school, events, closures, lengths, today)
    file = shipped_ladders()
    steps = {step.id: step for step in (*shipped_steps().steps, *file.rungs)}
    rungs = [
        steps[rung]
        for each in file.ladders
        if each.outcome == now.outcome and now.suits(each.schools)
        for rung in each.rungs
    ]
    return [now.due(rung) for rung in rungs if now.applies(rung.applies)]


def steps_for(school: SchoolDetails) -> list[Step]:
    """The steps that a school of this kind can ever meet, in the file's order."""
    return [step for step in shipped_steps().steps if _suits(school_kind(school), step.applies.schools)]


def _suits(kind: SchoolKind, schools: Iterable[str]) -> bool:
    wanted = {"maintained", "academy"} if kind is SchoolKind.STATE else {kind.value}
    return not wanted.isdisjoint(schools)


@dataclass(frozen=True)
class _Situation:
    """One inspection of one school as it stands today, with all that dates its steps."""

    inspection: Inspection
    framework: Framework
    school: SchoolDetails
    events: Mapping[str, date]
    closures: Sequence[Closure]
    lengths: Mapping[str, OwnLength]
    today: date

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.inspection, self.framework)

    def suits(self, schools: Iterable[str]) -> bool:
        """Whether the school is one of these kinds, as far as that is known."""
        independent = self.framework.inspection_kind == "independent_standards"
        return _suits(SchoolKind.INDEPENDENT if independent else school_kind(self.school), schools)

    def applies(self, to: Applies) -> bool:
        """Whether a step is for this inspection. One for a category stays in while nobody has named the category."""
        kind, category = self.inspection.kind, category_of(self.inspection)
        return (
            kind not in _UNOFFICIAL
            and self.suits(to.schools)
            and (not to.outcomes or self.outcome in to.outcomes)
            and (not to.inspections or kind in to.inspections)
            and (to.category is None or category is None or category == to.category)
        )

    def due(self, step: Step) -> Due:
        """The step with its day and how it stands."""
        own = self.lengths.get(step.id)
        length = Length(number=own.number, unit=step.length.unit) if own else step.length
        confirmed_on = own.confirmed_on if own else step.confirmed_on
        start, waits_for = self._start(step)
        due_on = length.after(start, self.closures) if start else None
        if step.leads_to and self._happened(step.leads_to):
            state, waits_for = State.DONE, ""
        elif step.counted_from in _BEFORE_PUBLICATION and self._happened("published") and not self._ahead(due_on):
            state, waits_for = State.PASSED, ""
        elif waits_for:
            state = State.WAITING
        elif due_on is None:
            state, waits_for = State.NOT_KNOWN, self._unknown(step, start)
        elif due_on >= self.today:
            state = State.DUE
        elif step.date_is == "from":
            state = State.OPEN
        else:
            state = State.OVERDUE if step.date_is == "by" and confirmed_on else State.PASSED
        days_left = None
        if due_on and state in (State.DUE, State.OVERDUE):
            closures = self.closures if length.counts_school_days else ()
            days_left = working_days_between(self.today, due_on, closures)
        return Due(
            step=step,
            state=state,
            due_on=due_on,
            done_on=self._day(step.leads_to) if step.leads_to else None,
            expected_on=self._expected(step, length) if state is State.WAITING else None,
            waits_for=waits_for,
            days_left=days_left,
            length=length,
            source=own.source if own else step.source,
            confirmed_on=confirmed_on,
            own=own is not None,
        )

    def _start(self, step: Step) -> tuple[date | None, str]:
        """The day from which a step is counted, if one is known, and what it still waits for."""
        if step.applies.category and category_of(self.inspection) is None:
            return None, "the report's words on which category it is"
        start = self.events.get(step.counted_from)
        return start, "" if start or self._happened(step.counted_from) else _event_name(step.counted_from)

    def _ahead(self, due_on: date | None) -> bool:
        return due_on is not None and due_on >= self.today

    def _expected(self, step: Step, length: Length) -> date | None:
        """The step's day, if the event it waits for comes when the step that leads to it is due."""
        leading = [s for s in shipped_steps().steps if s.leads_to == step.counted_from and self.applies(s.applies)]
        days = [due.due_on or due.expected_on for due in map(self.due, leading)]
        known = [on for on in days if on]
        if not known or (step.applies.category and category_of(self.inspection) is None):
            return None
        return length.after(max(known), self.closures)

    def _unknown(self, step: Step, start: date | None) -> str:
        """What would have to be known to date a step that waits for nothing else."""
        if start is None:
            return f"the day for “{_event_name(step.counted_from)}”, which nobody has entered"
        if step.length.unit == "each_term":
            return "the inspectorate, which does not say the day beforehand"
        return "a length: none is known here, and you can set your own"

    def _day(self, event_id: str) -> date | None:
        """The day on which an event happened, None where it has not yet or the day was not entered."""
        on = self.events.get(event_id)
        return on if on and on <= self.today else None

    def _happened(self, event_id: str) -> bool:
        """Whether an event has happened, itself or by one that comes after it. What is published is no question."""
        if event_id == "published" and not self.inspection.embargoed:
            return True
        later = (event.id for event in shipped_steps().events if event.after == event_id)
        return self._day(event_id) is not None or any(self._happened(each) for each in later)


def _category_words(inspection: Inspection) -> str | None:
    """The name of a category in an inspection's words; None too where they say that it is in none."""
    words = inspection.category.casefold()
    if re.search(r"\b(no|not|none|never|left|removed)\b", words):
        return None
    return next((name for name in _CATEGORIES if name in words), None)


def _event_name(event_id: str) -> str:
    return next(event.name for event in shipped_steps().events if event.id == event_id)
