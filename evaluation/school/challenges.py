"""Challenges that a school names, such as a falling roll, with what it does about each and how that goes."""

from __future__ import annotations

from datetime import date

from evaluation.indicators.records import Challenge, Followed
from evaluation.school.group import Group

SUGGESTED = (
    "Attendance",
    "Recruitment and retention",
    "Falling roll",
    "Rising need",
    "Budget",
    "Buildings",
)
"""Names to choose from; any other will do."""


class Challenges:
    """The challenges of one school. Only people of the school look here. Ids of what is new come from the screen."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Challenge]:
        """Those that go on first, by when they began; nothing for reviewers from outside."""
        return []

    def add(self, challenge: Challenge) -> bool:
        """Name a challenge; adding twice under one id keeps one. True when anything changed. Raises FormRefused."""
        raise NotImplementedError

    def change(self, challenge: Challenge, shown: Challenge | None = None) -> bool:
        """Change name, day, measures, strands or what is done. Fields left alone keep what was saved meanwhile.

        Raises FormRefused, ChangedMeanwhile where both changed the same field, NotAllowed.
        """
        raise NotImplementedError

    def note(self, challenge_id: str, followed: Followed) -> bool:
        """Add a dated note, or change the one of this id. Raises FormRefused, NotAllowed."""
        raise NotImplementedError

    def remove_note(self, challenge_id: str, note_id: str) -> bool:
        """Remove a note; True when it was here."""
        raise NotImplementedError

    def close(self, challenge_id: str, on: date | None) -> bool:
        """Close it on a day, or open it again with None. True when anything changed. Raises FormRefused."""
        raise NotImplementedError

    def remove(self, challenge_id: str) -> bool:
        """Remove a challenge with its notes; True when it was here."""
        raise NotImplementedError
