"""Where actions come from, and what has none yet. A cause is kept by ids; what it is about is read from there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from evaluation.evidence.records import StrandRef
from evaluation.plan.records import Action, Cause, CauseKind
from evaluation.records import Inspection, Point, SelfEvaluation

NO_CAUSE = "No cause given"

_NEEDS: dict[CauseKind, tuple[str, ...]] = {
    "standard": ("evaluation_id", "strand_id", "standard_id"),
    "recommendation": ("inspection_id", "point_id"),
    "finding": ("inspection_id", "strand_id"),
    "contradiction": ("words",),
}

_KEYS = {**_NEEDS, "contradiction": ("inspection_id", "evaluation_id", "strand_id", "words")}
"""What tells causes of a kind apart: the same words may come from two inspections."""

_SAFEGUARDING = frozenset({("independent-school-standards", "part_3"), ("independent-school-standards", "part_4")})
"""The independent school standards name no strand so: welfare, health and safety, and checks on adults, are it."""


@dataclass(frozen=True)
class Origin:
    """What an action is about: the strands of the action and of its cause, and whether it is about safeguarding."""

    strands: frozenset[StrandRef]
    safeguarding: bool


class Gap(NamedTuple):
    """A recommendation without an agreed action. `draft` is True where one has been begun."""

    inspection: Inspection
    point: Point
    draft: bool


def cause_key(cause: Cause) -> str:
    """A text that is the same for the same cause, to find the actions that come from it."""
    return " ".join((cause.kind, *(getattr(cause, name) or "" for name in _KEYS[cause.kind])))


def cause_problem(cause: Cause | None) -> str | None:
    """What is wrong with a cause: a kind that is unknown, or one that does not say which. None is no cause."""
    if cause is None or (cause.kind in _NEEDS and all(getattr(cause, name) for name in _NEEDS[cause.kind])):
        return None
    return "Where it comes from cannot be found. Start again from the standard, finding or recommendation."


def origins(
    actions: Iterable[Action], inspections: Iterable[Inspection], evaluations: Iterable[SelfEvaluation]
) -> dict[str, Origin]:
    """What each action is about, by its id.

    It is about safeguarding when one of its strands is, or when the action, its cause or the recommendation behind
    it speaks of it: too many are safer than too few.
    """
    by_inspection, by_evaluation = {i.id: i for i in inspections}, {e.id: e for e in evaluations}
    found = {}
    for action in actions:
        cause = action.cause or Cause("contradiction")
        inspection = by_inspection.get(cause.inspection_id or "")
        evaluation = by_evaluation.get(cause.evaluation_id or "")
        points = inspection.points if inspection else ()
        point = next((each for each in points if each.id == cause.point_id), None)
        strand_id = cause.strand_id or (point and point.strand_id)
        source = inspection or evaluation
        strands = {action.strand} if action.strand else set()
        if source and strand_id:
            strands.add((source.framework.id, strand_id))
        said = (action.what, action.why, cause.words, strand_id or "", point.text if point else "")
        about = any(is_safeguarding(strand) for strand in strands) or any("safeguard" in s.casefold() for s in said)
        found[action.id] = Origin(frozenset(strands), about)
    return found


def is_safeguarding(strand: StrandRef) -> bool:
    """Whether a strand is about safeguarding."""
    return "safeguard" in strand[1] or strand in _SAFEGUARDING


def recommendations_without_action(inspections: Iterable[Inspection], actions: Iterable[Action]) -> list[Gap]:
    """The recommendations that no agreed action comes from, in the order of the inspections and their points."""
    agreed = {
        cause_key(action.cause): action.agreed for action in sorted(actions, key=lambda a: a.agreed) if action.cause
    }
    gaps = []
    for inspection in inspections:
        for point in inspection.points:
            key = cause_key(Cause("recommendation", inspection_id=inspection.id, point_id=point.id))
            if point.kind == "recommendation" and not agreed.get(key):
                gaps.append(Gap(inspection, point, key in agreed))
    return gaps
