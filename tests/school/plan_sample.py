"""A plan at a school to test the door with: it began half a year ago and ends in half a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from evaluation.access import Role, Viewer
from evaluation.evidence.records import Evidence
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Action, Cause, Plan, Progress, Update
from evaluation.records import Inspection, Point
from evaluation.school import School

TODAY = date.today()
STARTS, ENDS = TODAY - timedelta(days=200), TODAY + timedelta(days=150)
BEGAN = STARTS + timedelta(days=10)
SECRET = "The heron counted nine marbles."

HEAD = Viewer("Ada Head", Role.HEAD, "ada@school.example")
LEADER = Viewer("Lee Leader", Role.LEADER, "lee@school.example")
OTHER = Viewer("Kit Other", Role.LEADER, "kit@school.example")
OWNER = Viewer("Jo Patel", Role.CONTRIBUTOR, "jo@school.example")
GOVERNOR = Viewer("Gil Governor", Role.GOVERNOR, "gil@school.example")
OUTSIDER = Viewer("Rae Reviewer", Role.REVIEWER, "rae@else.example")

PLAN = Plan("plan", "After the inspection", STARTS, ENDS)
HEARD = Inspection(
    "heard",
    "report_card",
    FrameworkKey("ofsted-report-card", "2025-11"),
    TODAY - timedelta(days=1),
    stage="provisional",
    outcome=SECRET,
    points=(Point("p1", "recommendation", SECRET, "inclusion", sentence=SECRET),),
)
FROM_HEARD = Cause("recommendation", inspection_id="heard", point_id="p1")
CALLS = Action(
    "calls",
    "plan",
    "Call home on the first day",
    owner="Jo Patel",
    owner_email="jo@school.example",
    starts_on=BEGAN,
    due_on=ENDS,
    strand=("school-strands", "attendance"),
)


def agreed(school: School, *actions: Action) -> None:
    """The plan with some actions, agreed."""
    school.plans.save(PLAN)
    for action in actions:
        school.plans.save_action(action)
        school.plans.agree(action.id)


def says(action: Action, state: Progress = "done_claimed", **more: object) -> Update:
    """What the owner of an action says of it today."""
    return replace(Update(f"{action.id} says {state}", action.id, TODAY, action.owner, state), **more)  # type: ignore[arg-type]


def piece(on: date, evidence_id: str = "seen") -> Evidence:
    """A piece of evidence that describes a day."""
    return Evidence(evidence_id, f"A walk on {on}", "observation", on)
