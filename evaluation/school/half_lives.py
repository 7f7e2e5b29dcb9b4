"""How fast each kind of evidence ages here: the product's starting values, and the school's own."""

from __future__ import annotations

from typing import cast

from evaluation.access import Ability
from evaluation.details import require
from evaluation.evidence.freshness import HALF_LIVES, LONGEST, HalfLives
from evaluation.evidence.records import EvidenceKind
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

    def set(self, kind: str, days: int) -> bool:
        """Set the school's own half-life of a kind; the starting value takes its own away. Raises FormRefused."""
        require(
            {
                "kind": None if kind in HALF_LIVES else "Choose a kind of evidence.",
                "days": None if 1 <= days <= LONGEST else f"A half-life is from 1 to {LONGEST} days.",
            }
        )
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            if HALF_LIVES[cast(EvidenceKind, kind)] == days:
                return stored.remove_half_life(write, kind)
            return stored.set_half_life(write, kind, days)
