"""A small plan to test with: three actions after an inspection, from September to July."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from evaluation.evidence.records import Evidence
from evaluation.plan.actions import agree
from evaluation.plan.records import Action, Cause, Plan, PlanRecord, Progress, Update
from evaluation.records import Inspection, Point
from tests.sample import CARD

STARTS, ENDS = date(2026, 9, 1), date(2027, 7, 1)
TODAY = date(2027, 3, 1)
AGREED = datetime(2026, 9, 1, 17)
PLAN = Plan("plan", "After the inspection", STARTS, ENDS, "inspected")

INSPECTION = Inspection(
    "inspected",
    "graded",
    CARD,
    date(2026, 6, 10),
    points=(
        Point("p1", "recommendation", "Raise attendance in Year 9.", "attendance_behaviour"),
        Point("p2", "recommendation", "Check every adult before they begin. This is a safeguarding duty."),
        Point("p3", "strength", "Pupils read daily."),
    ),
)


def action(action_id: str = "calls", owner: str = "Jo Patel", agreed: bool = True, due_on: date = ENDS) -> Action:
    """An action that begins on 1 October, agreed unless told otherwise."""
    starts_on = date(2026, 10, 1)
    made = Action(action_id, "plan", f"Do {action_id}", owner=owner, starts_on=starts_on, due_on=due_on)
    return agree(made, AGREED) if agreed else made


def from_point(made: Action, point_id: str) -> Action:
    """The action as one that comes from a recommendation of the inspection."""
    return replace(made, cause=Cause("recommendation", inspection_id="inspected", point_id=point_id))


def says(made: Action, state: Progress, on: date = TODAY, evidence_ids: tuple[str, ...] = ()) -> Update:
    """An update of an action by its owner."""
    return Update(f"{made.id} {on} {state}", made.id, on, made.owner, state, "Words.", "", evidence_ids)


def shows(on: date, evidence_id: str = "e") -> Evidence:
    """A piece of evidence that describes a day."""
    return Evidence(evidence_id, f"Visit {evidence_id}", "observation", on)


def all_done(*actions: Action) -> PlanRecord:
    """The plan with actions that are all said to be done."""
    return PlanRecord(PLAN, actions, tuple(says(each, "done_claimed") for each in actions if each.agreed))


def days(many: int) -> timedelta:
    """So many days."""
    return timedelta(days=many)
