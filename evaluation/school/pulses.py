"""The pulse: how leaders feel about an outcome. Answers are kept without identity.

What is kept of an answer: a random-looking id, the wave, and the steps chosen. No name, no time, and no entry in the
record of changes. That somebody has answered, so that nobody answers twice, is kept apart, as a keyed hash of wave and
e-mail address with a random salt for each pulse, until somebody answers the next wave; of the last wave it stays.
Both tables are written anew in the order of ids and hashes with every answer, and what is deleted is overwritten, so
that neither they nor one copy of the store made by this product keep the order in which answers came.

What this protects against: whoever looks through the screens, exports, the record of changes, the tables or one copy
made in Settings cannot tell who answered what, nor when. What it does not:

- The salt is in the same store, so whoever holds it can find out *whether* a person they can name has answered in the
  latest answered wave.
- Whoever compares copies made just before and just after somebody answered may find *what*.
- So may somebody with skill and the files of the store in use: its write-ahead log (`-wal`) can hold earlier states,
  and the disk and its backups too.
- Four of five who know each other's answers know the fifth's. Without sign-in everybody answers at the same computer,
  so nobody can know who has answered, and one person can be the four; the screen says so.

Keep the store and its copies with as few people as may see everything.

Since nothing is recorded, `Door.revision` does not grow with an answer: do not cache `answered` by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pandas as pd

from evaluation.access import Ability
from evaluation.details import date_problem, require
from evaluation.errors import EvaluationError
from evaluation.plan import pulse as rules
from evaluation.plan.pulse import QUESTIONS, Field, Wave
from evaluation.plan.records import Answer, Pulse, PulseSheet
from evaluation.school import plan_guard as guard
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.store import pulses as stored


class Pulses:
    """Short rounds of questions after an outcome, and again 2, 6 and 12 weeks later.

    Heads, leaders and contributors answer; governors see what is shown. The pulse of an inspection under embargo is
    for those who may know.
    """

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Pulse]:
        """Every pulse that the viewer may know of, the latest outcome first; empty for reviewers from outside."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return []
        hidden = guard.embargoed(self._group)
        hidden -= guard.knows(self._group, hidden)
        every = stored.every(self._group.reading(), self._group.school_id)
        return [pulse for pulse in every if pulse.inspection_id not in hidden]

    def open_for(
        self, outcome_on: date, *, inspection_id: str | None = None, evaluation_id: str | None = None
    ) -> Pulse:
        """Open a pulse about an outcome of that day; the one that is there, with its day moved, where there is one.

        Of an inspection or of a locked self-evaluation. Raises FormRefused, also where nobody could be asked any more,
        NotAllowed, EvaluationError, also where the day would move after somebody has answered.
        """
        pulse = Pulse(uuid4().hex, outcome_on, inspection_id, evaluation_id)
        with self._group.writing(Ability.PLAN) as write:
            earliest = self._outcome(pulse)
            for each in stored.every(self._group.reading(), self._group.school_id):
                if (each.inspection_id, each.evaluation_id) == (inspection_id, evaluation_id):
                    if each.outcome_on == outcome_on:
                        return each
                    if self._sheets(each):
                        raise EvaluationError("Somebody has answered already, so the day stays as it is.")
                    pulse = replace(pulse, id=each.id)
            today = date.today()
            problem = date_problem(outcome_on, "The day of the outcome", earliest, today)
            require({"outcome_on": problem or rules.late_problem(pulse, today)})
            stored.add(write, pulse)
            return pulse

    def open_wave(self, pulse_id: str) -> Wave | None:
        """The wave that can be answered today, if any."""
        return rules.open_wave(self._one(pulse_id), date.today())

    @property
    def knows_who(self) -> bool:
        """Whether somebody is signed in, so that answering twice can be noticed."""
        return bool(self._group.viewer.email)

    def may_answer(self) -> bool:
        """Whether the viewer is one of the leaders who are asked."""
        return self._group.viewer.may(Ability.REPORT)

    def answered(self, pulse_id: str, wave_id: str) -> bool:
        """Whether the viewer has answered this wave. False without sign-in: then nobody can know."""
        email = self._group.viewer.email
        pulse = self._one(pulse_id)
        return bool(email) and stored.has_answered(self._group.reading(), pulse.id, wave_id, email)

    def answer(self, pulse_id: str, wave_id: str, answers: Mapping[str, Answer], draft_id: str) -> bool:
        """Keep the viewer's answers by question id; True unless they are kept already (a second press).

        `draft_id` comes from the screen, one for each sheet; it is not kept. What is sent cannot be changed or taken
        back, because nobody can tell whose it was. Raises FormRefused by question, EvaluationError where the wave is
        not open or the viewer has answered, NotAllowed.
        """
        email = self._group.viewer.email
        with self._group.writing(Ability.REPORT) as write:
            pulse, store = self._one(pulse_id), self._group.reading()
            given = {question.id: answers[question.id] for question in QUESTIONS if question.id in answers}
            sheet = PulseSheet(stored.sheet_id(store, pulse_id, draft_id), pulse_id, wave_id, given)
            if stored.has_sheet(store, sheet):
                return False
            rules.check_sheet(sheet, pulse, date.today())
            if email and stored.has_answered(store, pulse_id, wave_id, email):
                raise EvaluationError(
                    "You have answered these questions already. Nobody can tell which answers are yours."
                )
            stored.add_sheet(write, sheet, email)
            return True

    def distribution(self, pulse_id: str) -> pd.DataFrame:
        """How many chose each step, wave by wave: see `plan.pulse.distribution`. Under embargo the reading is noted."""
        return rules.distribution(*self._read(pulse_id), date.today())

    def not_shown(self, pulse_id: str) -> list[str]:
        """What the distribution leaves out and why, in sentences. Under embargo the reading is noted."""
        return rules.not_shown(*self._read(pulse_id), date.today())

    def quadrant(self, pulse_id: str, wave: Wave) -> list[Field]:
        """Fair against need to improve in one wave: see `plan.pulse.quadrant`. Under embargo the reading is noted."""
        return rules.quadrant(*self._read(pulse_id), wave, date.today())

    def _one(self, pulse_id: str) -> Pulse:
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        every = stored.every(self._group.reading(), self._group.school_id)
        pulse = next((each for each in every if each.id == pulse_id), None)
        if pulse is None:
            raise EvaluationError("These questions are no longer here. Choose others from the list.")
        guard.require_known(self._group, [pulse.inspection_id])
        return pulse

    def _read(self, pulse_id: str) -> tuple[Pulse, list[PulseSheet]]:
        """A pulse and its sheets, noted where its inspection is under embargo."""
        pulse = self._one(pulse_id)
        guard.note(self._group, guard.embargoed(self._group) & {pulse.inspection_id})
        return pulse, self._sheets(pulse)

    def _sheets(self, pulse: Pulse) -> list[PulseSheet]:
        return stored.sheets(self._group.reading(), pulse.id)

    def _outcome(self, pulse: Pulse) -> date:
        """The earliest day of the outcome that a pulse is about. Raises EvaluationError where there is none yet."""
        if pulse.inspection_id:
            guard.require_known(self._group, [pulse.inspection_id])
            inspection = Inspections(self._group).one(pulse.inspection_id)
            if inspection.stage in ("notified", "on_site"):
                raise EvaluationError("This inspection has no outcome yet. Ask once leaders have heard it.")
            return inspection.started_on
        evaluation = SelfEvaluations(self._group).one(pulse.evaluation_id or "")
        if not evaluation.locked:
            raise EvaluationError("This self-evaluation is still open. Lock it first: then it has an outcome.")
        return evaluation.held_on
