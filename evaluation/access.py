"""Who may see and change what: the one guard. Pages, charts, exports and the command line go through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation.errors import EvaluationError


class Role(StrEnum):
    """What a person is to the school."""

    HEAD = "head"
    LEADER = "leader"
    CONTRIBUTOR = "contributor"
    GOVERNOR = "governor"
    REVIEWER = "reviewer"


class Ability(StrEnum):
    """What a person may do. The value completes the sentence "Your role does not allow you to …"."""

    SEE = "see this school"
    JUDGE = "mark standards and judge strands"
    LOCK = "lock or unlock a self-evaluation"
    KEEP_EVIDENCE = "add or change evidence"
    RECORD_INSPECTIONS = "bring in or change inspections"
    RUN_SCHOOL = "change the school's settings"


_MAY: Mapping[Role, frozenset[Ability]] = {
    Role.HEAD: frozenset(Ability),
    Role.LEADER: frozenset(Ability) - {Ability.RUN_SCHOOL},
    Role.CONTRIBUTOR: frozenset({Ability.SEE, Ability.JUDGE, Ability.KEEP_EVIDENCE}),
    Role.GOVERNOR: frozenset({Ability.SEE}),
    Role.REVIEWER: frozenset({Ability.SEE}),
}


@dataclass(frozen=True)
class Viewer:
    """The person looking."""

    name: str
    role: Role

    def may(self, ability: Ability) -> bool:
        """Whether the guard lets this person do it."""
        return ability in _MAY[self.role]

    def require(self, ability: Ability) -> None:
        """Raise NotAllowed unless the guard lets this person do it."""
        if not self.may(ability):
            raise NotAllowed(f"Your role ({self.role}) does not allow you to {ability}. Ask the headteacher.")


class NotAllowed(EvaluationError):
    """The viewer's role does not allow what was asked. Nothing was shown or changed."""


LOCAL_HEAD = Viewer("This computer", Role.HEAD)
"""Whoever sits at the one computer that the app listens on: no sign-in, everything allowed."""
