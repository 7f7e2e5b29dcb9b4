"""What of the action plans may be seen: nothing that tells what an inspection under embargo found."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from evaluation.access import Ability, NotAllowed, Role
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.plan import actions as rules
from evaluation.plan.causes import Origin, origins
from evaluation.plan.records import Action, Plan, PlanRecord
from evaluation.school.group import Group
from evaluation.school.inspections import everything, may_know_of
from evaluation.store import confidence, self_evaluations
from evaluation.store import plans as stored
from evaluation.store.self_evaluations import ChangedMeanwhile

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PLACE = "Action plan"
GONE = "This plan is no longer here. Choose another from the list."
ACTION_GONE = "This action is no longer here: someone removed it."
OUTSIDE = "Something confidential in this plan lies outside these days."

_Changed = TypeVar("_Changed", bound="DataclassInstance")


def embargoed(group: Group) -> set[str]:
    """The ids of inspections under embargo, those too that were removed while they were."""
    return confidence.embargoed(group.reading(), group.school_id)


def whole(group: Group) -> list[PlanRecord]:
    """Every plan with all that is in it. Only for rooms that ask the guard themselves."""
    return stored.records(group.reading(), group.school_id)


def seen(group: Group, records: Iterable[PlanRecord], in_confidence: bool) -> list[PlanRecord]:
    """What the viewer may see of some plans: see `without`. In confidence, what they may know stays; that is noted."""
    if not group.viewer.may(Ability.SEE_EVERYTHING):
        return []
    found, hidden = shared(group, records), embargoed(group)
    if in_confidence:
        known = knows(group, hidden.intersection(*[set().union(*map(sources, found))]))
        note(group, known)
        hidden -= known
    return [kept for record in found if (kept := without(record, hidden))]


def without(record: PlanRecord, hidden: Collection[str]) -> PlanRecord | None:
    """A plan without the actions that follow from some inspections; None where it is the plan of one of these.

    Where an action is left out the audits are too: they speak of the plan as a whole.
    """
    if record.plan.inspection_id in hidden:
        return None
    ids = {action.id for action in record.actions if source(action) not in hidden}
    if len(ids) == len(record.actions):
        return record
    return replace(
        record,
        actions=tuple(action for action in record.actions if action.id in ids),
        updates=tuple(update for update in record.updates if update.action_id in ids),
        reviews=tuple(review for review in record.reviews if review.action_id in ids),
        audits=(),
    )


def shared(group: Group, records: Iterable[PlanRecord]) -> list[PlanRecord]:
    """Plans without the drafts that tell what a self-evaluation found that the viewer does not see until it is locked.

    A draft copies the words of what it comes from; once it is agreed its words are the plan's own and stand there.
    """
    if group.viewer.may(Ability.SEE_DRAFTS):
        return list(records)
    every = self_evaluations.every(group.reading(), group.school_id)
    settled = {None, *(evaluation.id for evaluation in every if evaluation.locked)}
    return [
        replace(record, actions=tuple(a for a in record.actions if a.agreed or _evaluation(a) in settled))
        for record in records
    ]


def _evaluation(action: Action) -> str | None:
    return action.cause.evaluation_id if action.cause else None


def confidential(group: Group) -> set[str]:
    """The inspections under embargo from which something in the plans follows; none for reviewers from outside."""
    if not group.viewer.may(Ability.SEE_EVERYTHING):
        return set()
    return {source for record in whole(group) for source in sources(record)} & embargoed(group)


def check_plan(group: Group, plan: Plan, actions: Collection[Action]) -> None:
    """Raise FormRefused when a plan cannot be right; of what is under embargo no day is named."""
    hidden = embargoed(group)
    rules.check_plan(plan, [action for action in actions if source(action) not in hidden])
    try:
        rules.check_plan(plan, actions)
    except FormRefused as refused:
        raise FormRefused(dict.fromkeys(refused.fields, OUTSIDE)) from None


def source(action: Action) -> str | None:
    """The inspection that an action comes from, if one."""
    return action.cause.inspection_id if action.cause else None


def sources(record: PlanRecord) -> set[str]:
    """The inspections that a plan and its actions come from."""
    named = {record.plan.inspection_id, *map(source, record.actions)}
    return {inspection_id for inspection_id in named if inspection_id}


def knows(group: Group, inspection_ids: Iterable[str]) -> set[str]:
    """Those of some inspections that the viewer may know. What was removed under embargo is for the head only."""
    here = {inspection.id: inspection for inspection in everything(group)}
    head = group.viewer.role is Role.HEAD
    return {i for i in inspection_ids if (may_know_of(group, here[i]) if i in here else head)}


def require_known(group: Group, inspection_ids: Iterable[str | None]) -> None:
    """Raise NotAllowed where one of some inspections is under embargo and the viewer may not know it."""
    confidential = {i for i in inspection_ids if i} & embargoed(group)
    if confidential - knows(group, confidential):
        raise NotAllowed(
            "This follows from an inspection that is confidential until it is published. "
            "The headteacher can put you on the list of those who may know."
        )


def note(group: Group, inspection_ids: Iterable[str]) -> None:
    """Note that the viewer read what follows from these inspections."""
    here = {inspection.id for inspection in everything(group)}
    for inspection_id in sorted(here.intersection(inspection_ids)):
        confidence.note_reading(group.store, group.school_id, inspection_id, group.viewer.who, PLACE)


def plan_to_change(group: Group, plan_id: str) -> PlanRecord:
    """A plan with all that is in it. The caller asks `require_known`. Raises EvaluationError when it is gone."""
    found = next((record for record in whole(group) if record.plan.id == plan_id), None)
    if found is None:
        raise EvaluationError(GONE)
    return found


def action_to_change(group: Group, action_id: str) -> tuple[PlanRecord, Action]:
    """An action and its whole plan, for those who may know where it comes from. Raises NotAllowed, EvaluationError."""
    for record in whole(group):
        for action in record.actions:
            if action.id == action_id:
                require_known(group, (record.plan.inspection_id, source(action)))
                return record, action
    raise EvaluationError(ACTION_GONE)


def every_origin(group: Group, actions: Iterable[Action]) -> dict[str, Origin]:
    """What each action is about, by its id. Only for rooms that ask the guard themselves."""
    return origins(actions, everything(group), self_evaluations.every(group.reading(), group.school_id))


def merged(mine: _Changed, shown: _Changed, stored_now: _Changed) -> _Changed:
    """What a person changed, on top of what is stored by now. Raises ChangedMeanwhile where both changed a field."""
    changed: dict[str, Any] = {}
    for each in fields(mine):
        new, was, there = (getattr(action, each.name) for action in (mine, shown, stored_now))
        if new == was:
            continue
        if there not in (was, new):
            raise ChangedMeanwhile(
                "This has been changed in another window since it was shown here. What is stored now is shown; "
                "look at it, then say yours again."
            )
        changed[each.name] = new
    return replace(stored_now, **changed)
