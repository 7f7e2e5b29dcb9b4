"""What comes next after an inspection, by when; the school's own holidays and lengths behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, date_problem, days_ahead, require, text_problem, tidied, tidy
from evaluation.next_steps import LONGEST, Due, OwnLength, clock, ladder, steps_for
from evaluation.records import SchoolHoliday
from evaluation.school.confidence import Confidence
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections
from evaluation.stages import ORDER
from evaluation.step_files import Event, Step, shipped_steps
from evaluation.store import calendar, confidence
from evaluation.working_days import Closure

PLACE = "What comes next"
LONGEST_HOLIDAY = timedelta(days=70)
AHEAD = 3 * 366


class Clock:
    """Steps and days. They tell what an inspection found, so under embargo only those who may know see them."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._inspections = Inspections(group)

    def steps(self, inspection_id: str) -> list[Due]:
        """What comes next, by date: see `next_steps.clock`. Raises NotAllowed."""
        return self._dated(clock, inspection_id)

    def ladder(self, inspection_id: str) -> list[Due]:
        """What happens if nothing changes, in order: see `next_steps.ladder`. Raises NotAllowed."""
        return self._dated(ladder, inspection_id)

    def events(self) -> list[Event]:
        """The events whose day a school can note; a stage is reached by moving to it instead."""
        self._group.reading()
        return [event for event in shipped_steps().events if event.id not in ORDER and event.id != "ended"]

    def note_event(self, inspection_id: str, event: str, happened_on: date | None) -> bool:
        """Note the day of an event that is no stage; None when it has not happened after all.

        Raises NotAllowed, FormRefused where the event is unknown or its day cannot be.
        """
        inspection = self._inspections.in_confidence(inspection_id, PLACE)
        latest = days_ahead(AHEAD) if event == "plan_due" else date.today()
        known = event in {each.id for each in self.events()}
        require(
            {
                "event": None if known else "Choose what happened.",
                "on": date_problem(happened_on, "The day", inspection.started_on, latest) if happened_on else None,
            }
        )
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return confidence.set_event(write, inspection_id, event, happened_on)

    def holidays(self) -> list[SchoolHoliday]:
        """The school's own holidays, the earliest first."""
        return calendar.holidays(self._group.reading(), self._group.school_id)

    def save_holiday(self, holiday: SchoolHoliday) -> bool:
        """Add a holiday, both days included; True when anything changed. Raises FormRefused."""
        holiday = tidied(holiday)
        last = holiday.first_on + LONGEST_HOLIDAY
        require(
            {
                "name": text_problem(holiday.name, "The name", LINE_LENGTH),
                "first_on": date_problem(holiday.first_on, "The first day", date(2000, 1, 1), days_ahead(AHEAD)),
                "last_on": date_problem(holiday.last_on, "The last day", holiday.first_on, last),
            }
        )
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return calendar.save_holiday(write, self._group.school_id, holiday)

    def remove_holiday(self, holiday_id: str) -> bool:
        """Remove a holiday; True when it was here."""
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return calendar.remove_holiday(write, holiday_id)

    def lengths(self) -> list[tuple[Step, OwnLength | None]]:
        """The steps of a school of this kind whose length can be set, each with its own length, if it has one."""
        own = calendar.lengths(self._group.reading(), self._group.school_id)
        steps = (step for step in steps_for(self._group.details) if step.length.unit != "each_term")
        return [(step, own.get(step.id)) for step in steps]

    def set_length(self, step_id: str, length: OwnLength) -> bool:
        """Set the school's own length of a step, with where it was read and when. Raises FormRefused."""
        length = OwnLength(length.number, length.confirmed_on, tidy(length.source))
        known = step_id in {step.id for step, _ in self.lengths()}
        confirmed_on = length.confirmed_on
        require(
            {
                "step": None if known else "Choose a step.",
                "number": None if 0 <= length.number <= LONGEST else f"A length is from 0 to {LONGEST}.",
                "confirmed_on": date_problem(confirmed_on, "The day it was read", date(2000, 1, 1), date.today())
                if confirmed_on
                else None,
                "source": text_problem(length.source, "Where it is written", LINE_LENGTH),
            }
        )
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return calendar.set_length(write, self._group.school_id, step_id, length)

    def reset_length(self, step_id: str) -> bool:
        """Go back to the length that comes with the product; True when the school had its own."""
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return calendar.remove_length(write, self._group.school_id, step_id)

    def _dated(self, how: Callable[..., list[Due]], inspection_id: str) -> list[Due]:
        inspection = self._inspections.in_confidence(inspection_id, PLACE)
        return how(
            inspection,
            self._group.library.get(*inspection.framework),
            self._group.details,
            Confidence(self._group).events(inspection_id),
            [Closure(holiday.name, holiday.first_on, holiday.last_on) for holiday in self.holidays()],
            calendar.lengths(self._group.reading(), self._group.school_id),
            date.today(),
        )
