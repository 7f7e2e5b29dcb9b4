"""How fast each kind of evidence ages here: the product's starting values, and the school's own."""

from __future__ import annotations

from evaluation.access import Ability
from evaluation.details import require
from evaluation.evidence.freshness import HALF_LIVES, LONGEST, HalfLives
from evaluation.school.group import Group
from evaluation.store import cards as stored


class HalfLife:
    """The half-lives of evidence, in days by kind."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> HalfLives:
        """The half-life of every kind that holds here."""
        own = stored.half_lives(self._group.reading(), self._group.school_id)
        return {kind: own.get(kind, days) for kind, days in HALF_LIVES.items()}

    def set_all(self, days: HalfLives) -> bool:
        """Set the school's own half-lives; one that is the starting value takes the own away. Raises FormRefused."""
        require({kind: _problem(kind, number) for kind, number in days.items()})
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return any(
                [
                    stored.remove_half_life(write, kind)
                    if HALF_LIVES[kind] == number
                    else stored.set_half_life(write, kind, number)
                    for kind, number in days.items()
                ]
            )


def _problem(kind: str, days: int) -> str | None:
    if kind not in HALF_LIVES:
        return f"“{kind}” is no kind of evidence."
    return None if 1 <= days <= LONGEST else f"A half-life is from 1 to {LONGEST} days."
