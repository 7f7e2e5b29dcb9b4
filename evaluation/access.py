"""Who may see and change what: the one guard. Pages, charts, exports and the command line go through it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation.errors import EvaluationError
from evaluation.records import Confidant, Inspection, Role

__all__ = ["LOCAL_HEAD", "Ability", "NotAllowed", "Role", "Viewer", "may_know", "withheld"]


class Ability(StrEnum):
    """What a person may do. The value completes the sentence "Your role does not allow you to …"."""

    SEE = "see this school"
    SEE_DRAFTS = "see self-evaluations that are still open"
    SEE_EVERYTHING = "see what was not shared with people from outside"
    JUDGE = "mark standards and judge strands"
    LOCK = "lock or unlock a self-evaluation"
    KEEP_EVIDENCE = "add or change evidence"
    RECORD_INSPECTIONS = "bring in or change inspections"
    PLAN = "change the action plan"
    REPORT = "report on an action"
    DESCRIBE_PRACTICE = "describe what the school does, and when"
    LOG = "write the log of an inspection"
    RUN_SCHOOL = "change the school's settings"


_MAY: Mapping[Role, frozenset[Ability]] = {
    Role.HEAD: frozenset(Ability),
    Role.LEADER: frozenset(Ability) - {Ability.RUN_SCHOOL},
    Role.CONTRIBUTOR: frozenset(
        {
            Ability.SEE,
            Ability.SEE_DRAFTS,
            Ability.SEE_EVERYTHING,
            Ability.JUDGE,
            Ability.KEEP_EVIDENCE,
            Ability.REPORT,
            Ability.DESCRIBE_PRACTICE,
            Ability.LOG,
        }
    ),
    Role.GOVERNOR: frozenset({Ability.SEE, Ability.SEE_EVERYTHING}),
    Role.REVIEWER: frozenset({Ability.SEE}),
}


@dataclass(frozen=True)
class Viewer:
    """The person looking.

    `email` is what they signed in with; at the computer the app runs on nobody signs in. `only_school_id`
    limits them to one school of the store.
    """

    name: str
    role: Role
    email: str = ""
    only_school_id: str | None = None

    @property
    def who(self) -> str:
        """The name under which changes and readings are recorded."""
        return f"{self.name} ({self.email})" if self.email else self.name

    @property
    def takes_names(self) -> bool:
        """Whether a document made for them may name staff: not for governors, nor for people from outside."""
        return self.role not in (Role.GOVERNOR, Role.REVIEWER)

    def may(self, ability: Ability) -> bool:
        """Whether the guard lets this person do it."""
        return ability in _MAY[self.role]

    def may_enter(self, school_id: str) -> bool:
        """Whether the guard lets this person look at this school of the store."""
        return self.may(Ability.SEE) and self.only_school_id in (None, school_id)

    def require(self, ability: Ability) -> None:
        """Raise NotAllowed unless the guard lets this person do it."""
        if not self.may(ability):
            raise NotAllowed(f"Your role ({self.role}) does not allow you to {ability}. Ask the headteacher.")

    def require_all_schools(self) -> None:
        """Raise NotAllowed where the person is limited to one school: this touches the whole store."""
        if self.only_school_id is not None:
            raise NotAllowed("You look after one school, and this touches every school in the store.")


class NotAllowed(EvaluationError):
    """The viewer's role does not allow what was asked. Nothing was shown or changed."""


LOCAL_HEAD = Viewer("This computer", Role.HEAD)
"""Whoever sits at the one computer that the app listens on: no sign-in, everything allowed."""


def may_know(viewer: Viewer, inspection: Inspection, confidants: Iterable[Confidant]) -> bool:
    """Whether a person may know what an inspection found: anybody once it is published, else those on its list."""
    if not inspection.embargoed or viewer.role is Role.HEAD:
        return viewer.may(Ability.SEE)
    return any(
        viewer.role is Role.GOVERNOR
        if confidant.kind == "governors"
        else confidant.kind == "person" and bool(viewer.email) and confidant.email == viewer.email
        for confidant in confidants
    )


def withheld(inspection: Inspection) -> Inspection:
    """An inspection as everybody may see it: that it is, and when; under embargo nothing of what it said.

    The name of a file that it was read from may say it too, so that is left out as well.
    """
    if not inspection.embargoed:
        return inspection
    return Inspection(
        id=inspection.id,
        kind=inspection.kind,
        framework=inspection.framework,
        started_on=inspection.started_on,
        ended_on=inspection.ended_on,
        stage=inspection.stage,
        number=inspection.number,
        urn_at_inspection=inspection.urn_at_inspection,
        source="",
        withheld=True,
    )
