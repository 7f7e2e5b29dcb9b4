"""Challenges that a school names, such as a falling roll, with what it does about each and how that goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evaluation.access import Ability
from evaluation.details import (
    NAME_LENGTH,
    TEXT_LENGTH,
    FormRefused,
    date_problem,
    require,
    text_problem,
    tidied,
)
from evaluation.errors import EvaluationError
from evaluation.indicators.measures import measures
from evaluation.indicators.records import Challenge, Followed
from evaluation.school.group import Group
from evaluation.school.plan_guard import merged
from evaluation.store import Write
from evaluation.store import challenges as stored

SUGGESTED = (
    "Attendance",
    "Recruitment and retention",
    "Falling roll",
    "Rising need",
    "Budget",
    "Buildings",
)
"""Names to choose from; any other will do."""

GONE = "This challenge is no longer here: someone removed it."
EARLIEST = date(1990, 1, 1)


class Challenges:
    """The challenges of one school. Only people of the school look here. Ids of what is new come from the screen."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Challenge]:
        """Those that go on first, by when they began; nothing for reviewers from outside."""
        found = stored.every(self._group.reading(), self._group.school_id)
        return found if self._group.viewer.may(Ability.SEE_EVERYTHING) else []

    def add(self, challenge: Challenge) -> bool:
        """Name a challenge; adding twice under one id keeps one. True when anything changed. Raises FormRefused."""
        challenge = replace(tidied(challenge), followed=())
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            if any(each.id == challenge.id for each in self._here(write)):
                return False
            self._check(challenge, None)
            return stored.save(write, challenge)

    def change(self, challenge: Challenge, shown: Challenge | None = None) -> bool:
        """Change name, day, measures, strands or what is done. Fields left alone keep what was saved meanwhile.

        Notes and the day of closing are changed by `note` and `close`. Raises FormRefused, ChangedMeanwhile where both
        changed the same field, NotAllowed.
        """
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            here = self._one(write, challenge.id)
            mine = replace(tidied(challenge), followed=here.followed, closed_on=here.closed_on)
            if shown:
                before = replace(shown, followed=here.followed, closed_on=here.closed_on)
                mine = merged(mine, before, here)
            self._check(mine, here)
            return stored.save(write, mine)

    def note(self, challenge_id: str, followed: Followed) -> bool:
        """Add a dated note, or change the one of this id. Raises FormRefused, EvaluationError, NotAllowed."""
        followed = tidied(followed)
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            since = self._one(write, challenge_id).since
            require(
                {
                    "note": text_problem(followed.note, "The note", TEXT_LENGTH),
                    "on": date_problem(followed.on, "The day", since, date.today()),
                }
            )
            return stored.save_note(write, challenge_id, followed)

    def remove_note(self, challenge_id: str, note_id: str) -> bool:
        """Remove a note; True when it was here."""
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            self._one(write, challenge_id)
            return stored.remove_note(write, challenge_id, note_id)

    def close(self, challenge_id: str, on: date | None) -> bool:
        """Close it on a day, or open it again with None. True when anything changed. Raises FormRefused."""
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            here = self._one(write, challenge_id)
            require({"closed_on": date_problem(on, "The day", here.since, date.today()) if on else None})
            return stored.save(write, replace(here, closed_on=on))

    def remove(self, challenge_id: str) -> bool:
        """Remove a challenge with its notes; True when it was here."""
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            return stored.remove(write, challenge_id)

    def _here(self, write: Write) -> list[Challenge]:
        return stored.every(write, self._group.school_id)

    def _one(self, write: Write, challenge_id: str) -> Challenge:
        found = next((each for each in self._here(write) if each.id == challenge_id), None)
        if found is None:
            raise EvaluationError(GONE)
        return found

    def _check(self, challenge: Challenge, before: Challenge | None) -> None:
        """Raise FormRefused by field. A strand that was linked before may stay, though its framework is gone."""
        strands = {(f.id, strand.id) for f in self._group.library.frameworks.values() for strand in f.strands}
        new_strands = {*challenge.strands} - {*(before.strands if before else ())}
        new_measures = {*challenge.measure_ids} - {*(before.measure_ids if before else ())}
        if not challenge.id or " " in challenge.id:
            raise FormRefused({"name": "This challenge has no id. Begin it again."})
        require(
            {
                "name": text_problem(challenge.name, "The name", NAME_LENGTH),
                "doing": text_problem(challenge.doing, "What you do about it", TEXT_LENGTH, needed=False),
                "since": date_problem(challenge.since, "Since when", EARLIEST, date.today()),
                "measure_ids": None if new_measures <= measures().keys() else "A measure is not known. Choose again.",
                "strands": None if new_strands <= strands else "A strand is no longer here. Choose again.",
            }
        )
