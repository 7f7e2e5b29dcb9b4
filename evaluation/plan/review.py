"""The midway review: each action looked at again by somebody other than its owner.

The rules are the product's own. What a review says stays: a later one stands after it, none is rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from evaluation.details import NAME_LENGTH, TEXT_LENGTH, date_problem, require, text_problem
from evaluation.evidence.records import Evidence
from evaluation.plan.actions import evidence_problem
from evaluation.plan.owners import has_owned, is_name, owns
from evaluation.plan.records import VERDICTS, Action, MidwayReview, Plan, PlanRecord
from evaluation.records import day


def opens_on(plan: Plan) -> date:
    """The first day of the midway review: the chosen one, else the first on which half of the time is over."""
    half = timedelta(days=((plan.ends_on - plan.starts_on).days + 1) // 2)
    return plan.midway_on or plan.starts_on + half


def check_review(
    review: MidwayReview, action: Action, record: PlanRecord, evidence: Mapping[str, Evidence], today: date
) -> None:
    """Raise FormRefused when a midway review of an action of a plan cannot be kept. `evidence` is the register."""
    if not action.agreed:
        require({"action_id": "This action is still a draft. Only what is agreed is reviewed."})
    opens = opens_on(record.plan)
    if today < opens:
        require({"on": f"The midway review opens on {day(opens)}."})
    require(
        {
            "on": date_problem(review.on, "The day of the review", opens, today),
            "reviewer": _reviewer_problem(review, action, record),
            "verdict": None if review.verdict in VERDICTS else "Choose a verdict.",
            "reason": text_problem(review.reason, "The reason", TEXT_LENGTH),
            "new_due_on": _new_date_problem(review, action, record.plan, today),
            "evidence_ids": evidence_problem(action, review.evidence_ids, evidence),
        }
    )


def after_review(action: Action, review: MidwayReview) -> Action:
    """The action with the review's new date, if it has one. The dates as first agreed stay beside it."""
    return replace(action, due_on=review.new_due_on) if review.new_due_on else action


def _reviewer_problem(review: MidwayReview, action: Action, record: PlanRecord) -> str | None:
    missing = text_problem(review.reviewer, "Who reviews it", NAME_LENGTH)
    if missing or not is_name(review.reviewer):
        return missing or "Who reviews it is missing."
    if owns(action, review.reviewer, review.reviewer_email):
        return (
            f"{action.owner} owns this action, so somebody else reviews it. "
            "If these are two people, write out both names."
        )
    if has_owned(record, action, review.reviewer, review.reviewer_email):
        return f"{review.reviewer} owned this action or said that it is done, so somebody else reviews it."
    return None


def _new_date_problem(review: MidwayReview, action: Action, plan: Plan, today: date) -> str | None:
    new = review.new_due_on
    if new is None:
        return "To change course takes a new date." if review.verdict == "change_course" else None
    if review.verdict == "on_track":
        return "An action that is on track keeps its date."
    if new > plan.ends_on:
        return f"The plan ends on {day(plan.ends_on)}. Move its end first."
    earliest = max(today, action.starts_on or today)
    return f"The new date lies before {day(earliest)}." if new < earliest else None
