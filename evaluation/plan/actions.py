"""The life of an action: a draft, agreed once it is known who and when, then what its owner says of it.

The rules are the product's own. How an action stands is a word, never a number or a share of the work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from evaluation.details import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.plan.causes import cause_problem
from evaluation.plan.owners import is_name
from evaluation.plan.records import (
    PRIORITIES,
    PROGRESS,
    Action,
    AuditLook,
    MidwayReview,
    Milestone,
    Plan,
    PlanRecord,
    Update,
)
from evaluation.records import day

WHO_AND_WHEN = {"owner": "Who does it", "starts_on": "The day it begins", "due_on": "The day it is due"}
"""What it takes to agree an action. Without its first day nobody could tell later what was there before."""


GONE = "Some of this evidence is no longer in the register. Choose again."

Said = TypeVar("Said", Update, MidwayReview)


class State(StrEnum):
    """How an action stands, in the order of a board. The value is the word on screen."""

    DRAFT = "Draft"
    AGREED = "Agreed, no update yet"
    ON_TRACK = "On track"
    SLIPPING = "Slipping"
    STUCK = "Stuck"
    DONE_CLAIMED = "Done, as its owner says"


@dataclass(frozen=True)
class Standing:
    """How an action stands on a day.

    `overdue` is True from the day after it was due until its owner says that it is done. `update` is the latest,
    `review` the latest midway review unless an update came after it.
    """

    state: State
    overdue: bool = False
    update: Update | None = None
    review: MidwayReview | None = None

    @property
    def done(self) -> bool:
        """Whether its owner says that it is done and no midway review has since said otherwise."""
        return self.state is State.DONE_CLAIMED and (self.review is None or self.review.verdict == "on_track")


def check_plan(plan: Plan, actions: Iterable[Action]) -> None:
    """Raise FormRefused when a plan cannot be right. `actions` are its own, which must lie within its dates."""
    dates = [on for a in actions for on in (a.starts_on, a.first_starts_on, a.due_on) if on]
    first, last = min(dates, default=date.max), max(dates, default=date.min)
    midway = plan.midway_on and date_problem(plan.midway_on, "The midway review", plan.starts_on, plan.ends_on)
    ends = f"The plan ends before it begins, on {day(plan.starts_on)}." if plan.ends_on < plan.starts_on else None
    require(
        {
            "name": text_problem(plan.name, "The plan's name", NAME_LENGTH),
            "starts_on": f"An action begins or is due on {day(first)}, before that."
            if first < plan.starts_on
            else None,
            "ends_on": ends or (f"An action goes on until {day(last)}, after that." if last > plan.ends_on else None),
            "midway_on": midway or None,
        }
    )


def missing_to_agree(action: Action) -> tuple[str, ...]:
    """The fields of `WHO_AND_WHEN` that are still empty. An action is a draft until none is."""
    return tuple(
        name for name in WHO_AND_WHEN if not (is_name(action.owner) if name == "owner" else getattr(action, name))
    )


def agree(action: Action, at: datetime) -> Action:
    """The action as agreed, its dates kept as the first ones; one that is agreed stays as it is.

    Raises FormRefused that names what is missing.
    """
    if action.agreed:
        return action
    require({name: f"{WHO_AND_WHEN[name]} is missing." for name in missing_to_agree(action)})
    require({"due_on": _backwards(action)})
    return replace(action, agreed_at=at, first_starts_on=action.starts_on, first_due_on=action.due_on)


def revised(action: Action, before: Action | None, plan: Plan, today: date) -> Action:
    """What to keep of an action as somebody typed it; `before` is the one that was kept, None for a new one.

    Agreement and first dates come from `before` and from nowhere else. Raises FormRefused: an agreed action keeps
    an owner, both dates and its cause, and does not begin earlier than was first agreed, because that would make
    evidence count that was there before. Dates lie within the plan: to go beyond, move the plan's end first.
    """
    agreed = before is not None and before.agreed
    action = replace(
        tidied(action),
        plan_id=plan.id,
        agreed_at=before.agreed_at if before else None,
        first_starts_on=before.first_starts_on if before else None,
        first_due_on=before.first_due_on if before else None,
        milestones=tuple(tidied(milestone) for milestone in action.milestones),
    )
    earliest = action.first_starts_on or plan.starts_on
    missing = {
        name: f"{WHO_AND_WHEN[name]} is missing. An agreed action keeps who and when."
        for name in (missing_to_agree(action) if agreed else ())
    }
    changed_cause = before is not None and agreed and before.cause is not None and action.cause != before.cause
    found = {
        "what": text_problem(action.what, "What is to be done", TEXT_LENGTH),
        "why": text_problem(action.why, "Why", TEXT_LENGTH, needed=False),
        "cause": "An agreed action keeps where it comes from." if changed_cause else cause_problem(action.cause),
        "owner": text_problem(action.owner, WHO_AND_WHEN["owner"], NAME_LENGTH, needed=False),
        "owner_email": text_problem(action.owner_email, "The owner's e-mail address", NAME_LENGTH, needed=False),
        "starts_on": _day_problem(action, "starts_on", earliest, plan.ends_on),
        "due_on": _backwards(action) or _day_problem(action, "due_on", plan.starts_on, plan.ends_on),
        "success_measure": text_problem(action.success_measure, "The success measure", TEXT_LENGTH, needed=False),
        "proof": text_problem(action.proof, "What will prove it", TEXT_LENGTH, needed=False),
        "cost": text_problem(action.cost, "The cost", LINE_LENGTH, needed=False),
        "time": text_problem(action.time, "The time it takes", LINE_LENGTH, needed=False),
        "priority": None if action.priority in PRIORITIES else "Choose a priority.",
        "milestones": next((wrong for m in action.milestones if (wrong := _milestone_problem(m, plan, today))), None),
    }
    require({**found, **missing})
    return action


def check_removal(action: Action) -> None:
    """Raise EvaluationError for an agreed action: a plan must not look done because something is gone from it."""
    if action.agreed:
        raise EvaluationError(
            f"“{action.what}” is agreed, so it stays in the plan. If it is no longer needed, say so in an update."
        )


def check_update(update: Update, action: Action, evidence: Collection[str], today: date) -> None:
    """Raise FormRefused when an update of an action cannot be kept. `evidence` holds the ids in the register.

    It may name any evidence, also what shows how things were before; what counts is `counting_evidence`.
    """
    if action.agreed_at is None or action.starts_on is None:
        require({"action_id": "This action is still a draft. Agree it first: who does it, and when."})
        return
    before_start = update.state == "done_claimed" and update.on < action.starts_on
    earliest = min(action.agreed_at.date(), action.starts_on)
    require(
        {
            "on": date_problem(update.on, "The date", earliest, today)
            or (f"It only begins on {day(action.starts_on)}, so it is not done yet." if before_start else None),
            "by": text_problem(update.by, "Who says so", NAME_LENGTH),
            "state": None if update.state in PROGRESS else "Choose how it goes.",
            "progress": text_problem(update.progress, "Progress", TEXT_LENGTH, needed=False),
            "changed_for_pupils": text_problem(
                update.changed_for_pupils, "What changed for pupils", TEXT_LENGTH, needed=False
            ),
            "evidence_ids": None if set(update.evidence_ids) <= set(evidence) else GONE,
        }
    )


def standing(
    action: Action,
    updates: Iterable[Update],
    reviews: Iterable[MidwayReview],
    today: date,
    saved: Mapping[tuple[str, str], int] | None = None,
) -> Standing:
    """How an action stands: its latest update wins, and a midway review of a later day stands beside it.

    Of one day the one that was saved last counts, by `saved` (see `PlanRecord`); where that is not known, the review.
    Both are given in the order in which they were saved; those of other actions are passed over.
    """
    if not action.agreed:
        return Standing(State.DRAFT)
    update, review = _latest(updates, action), _latest(reviews, action)
    state = State[update.state.upper()] if update else State.AGREED
    overdue = action.due_on is not None and action.due_on < today and state is not State.DONE_CLAIMED
    beside = review if review and not (update and _after(update, review, saved or {})) else None
    return Standing(state, overdue, update, beside)


def standings(record: PlanRecord, today: date) -> dict[str, Standing]:
    """How each action of a plan stands, by its id."""
    said = record.updates, record.reviews
    return {action.id: standing(action, *said, today, record.saved) for action in record.actions}


def evidence_of(
    action: Action, said: Iterable[Update | MidwayReview | AuditLook], register: Mapping[str, Evidence]
) -> tuple[Evidence, ...]:
    """The evidence that belongs to an action, by the day it describes: linked to it, or named in what was said of it.

    What was said of other actions is passed over.
    """
    ids = {i for each in said if each.action_id == action.id for i in each.evidence_ids}
    found = (piece for piece in register.values() if piece.id in ids or action.id in piece.actions)
    return tuple(sorted(found, key=lambda piece: (piece.describes_on, piece.title)))


def counting_evidence(action: Action, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The evidence that may show whether an agreed action works: what describes a day after the one it began.

    Evidence that was there before does not prove it. The first day itself does not count either: what was seen
    on it shows how things were when nothing had been done yet.
    """
    starts_on = action.starts_on
    if not action.agreed or starts_on is None:
        return ()
    return tuple(piece for piece in evidence if piece.describes_on > starts_on)


def evidence_problem(action: Action, evidence_ids: Iterable[str], register: Mapping[str, Evidence]) -> str | None:
    """What is wrong with evidence named in a review or an audit: gone, or of a time before the action began."""
    named = [register.get(evidence_id) for evidence_id in evidence_ids]
    found = [piece for piece in named if piece is not None]
    if len(found) < len(named):
        return GONE
    counting = counting_evidence(action, found)
    early = [f"“{piece.title}” ({day(piece.describes_on)})" for piece in found if piece not in counting]
    if early and action.starts_on:
        return (
            f"Evidence that was there before does not prove the action, which began on {day(action.starts_on)}. "
            f"Leave out {', '.join(early)}."
        )
    return None


def _after(update: Update, review: MidwayReview, saved: Mapping[tuple[str, str], int]) -> bool:
    """Whether an update of an action comes after a midway review of it."""
    first, last = (saved.get((each.action_id, each.id), 0) for each in (review, update))
    return (update.on, last) > (review.on, first)


def _latest(said: Iterable[Said], action: Action) -> Said | None:
    """The last of the latest day."""
    ours = sorted((each for each in said if each.action_id == action.id), key=lambda each: each.on)
    return ours[-1] if ours else None


def _backwards(action: Action) -> str | None:
    if action.starts_on and action.due_on and action.due_on < action.starts_on:
        return f"It is due on {day(action.due_on)}, before it begins on {day(action.starts_on)}."
    return None


def _day_problem(action: Action, name: str, earliest: date, latest: date) -> str | None:
    on: date | None = getattr(action, name)
    return date_problem(on, WHO_AND_WHEN[name], earliest, latest) if on else None


def _milestone_problem(milestone: Milestone, plan: Plan, today: date) -> str | None:
    reached = milestone.reached_on
    return (
        text_problem(milestone.what, "The milestone", LINE_LENGTH)
        or date_problem(milestone.due_on, f"The milestone “{milestone.what}”", plan.starts_on, plan.ends_on)
        or (date_problem(reached, "The day it was reached", plan.starts_on, today) if reached else None)
    )
