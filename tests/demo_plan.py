"""A plan of the demo school, so far on that its midway review is open, and one of which all is said to be done."""

from __future__ import annotations

from datetime import date, timedelta

from evaluation.evidence.records import Evidence
from evaluation.plan.records import Action, Cause, Plan, Progress, Update
from evaluation.school import School

PLAN = "demo-plan"
INSPECTION = "demo-inspection-2026-05-12"
STARTS, ENDS = date.today() - timedelta(days=200), date.today() + timedelta(days=100)
ACTIONS = {
    "calls": ("Call home on the first day of every absence", "Jo Patel", "point-2", None),
    "send": ("Find out which support for SEND helps most", "Ann Ode", "point-3", None),
    "checks": (
        "Repeat the safeguarding training for every adult",
        "Sam Lee",
        None,
        ("ofsted-report-card", "safeguarding"),
    ),
}
BEFORE, AFTER = "demo-plan-before", "demo-plan-after"


def begun(school: School) -> None:
    """The plan with three agreed actions, and evidence from before and after the start of the first."""
    school.plans.save(Plan(PLAN, "After the inspection", STARTS, ENDS, INSPECTION))
    for action_id, (what, owner, point, strand) in ACTIONS.items():
        cause = Cause("recommendation", inspection_id=INSPECTION, point_id=point) if point else None
        measure = "Absence is followed up the same day, in every class."
        action = Action(
            action_id,
            PLAN,
            what,
            cause,
            owner=owner,
            starts_on=STARTS,
            due_on=ENDS,
            success_measure=measure,
            strand=strand,
        )
        school.plans.save_action(action)
        school.plans.agree(action_id)
    for evidence_id, title, days in ((BEFORE, "Register of last year", -30), (AFTER, "Log of the calls", 60)):
        school.evidence.save(Evidence(evidence_id, title, "document", STARTS + timedelta(days=days)))
    says(school, "calls", "on_track", days_ago=90, evidence=(BEFORE, AFTER))


def done(school: School) -> None:
    """The plan with every action said to be done."""
    begun(school)
    for action_id in ACTIONS:
        says(school, action_id, "done_claimed", days_ago=1)


def says(school: School, action_id: str, state: Progress, *, days_ago: int, evidence: tuple[str, ...] = ()) -> None:
    """An update of an action by its owner."""
    on = date.today() - timedelta(days=days_ago)
    words = "Every family is called before ten."
    school.plans.say(Update(f"{action_id}-{state}", action_id, on, ACTIONS[action_id][1], state, words, "", evidence))
