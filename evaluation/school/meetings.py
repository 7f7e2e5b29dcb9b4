"""Meetings in front of the projector: the orders of screens that a school keeps, and what was agreed.

What was agreed may hold names, so it is for those who see drafts: never for a screen that everybody looks at.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from evaluation.access import Ability
from evaluation.details import tidied
from evaluation.meetings import Agreement, ScreenOrder, check_agreement, check_order
from evaluation.plan import actions as rules
from evaluation.plan.audit import require_no_open_audit
from evaluation.plan.records import Action, Plan, PlanRecord
from evaluation.school import plan_guard as guard
from evaluation.school.group import Group
from evaluation.school.plans import Plans
from evaluation.store import Write
from evaluation.store import meetings as stored
from evaluation.store import plans as stored_plans


class Meetings:
    """Which screens a meeting shows, and what is agreed in it. Ids of what is new come from the screen."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def orders(self) -> list[ScreenOrder]:
        """The orders of screens that were chosen, by name."""
        return stored.orders(self._group.reading(), self._group.school_id)

    def save_order(self, order: ScreenOrder) -> bool:
        """Keep an order, new or changed; True when anything changed. Raises NotAllowed, FormRefused."""
        order = tidied(order)
        with self._group.writing(Ability.JUDGE) as write:
            check_order(order, self.orders())
            return stored.save_order(write, order)

    def remove_order(self, order_id: str) -> bool:
        """Remove an order; True when it was here. Raises NotAllowed."""
        with self._group.writing(Ability.JUDGE) as write:
            return stored.remove_order(write, order_id)

    def agreements(self) -> list[Agreement]:
        """What was agreed, the latest meeting first; nothing for those who see no drafts."""
        if not self._group.viewer.may(Ability.SEE_DRAFTS):
            return []
        return stored.agreements(self._group.reading(), self._group.school_id)

    def current_plan(self, on: date) -> Plan | None:
        """The plan that an action agreed on a day goes into: the latest that runs then, else the latest of all."""
        plans = Plans(self._group).all()
        return next((plan for plan in plans if plan.starts_on <= on <= plan.ends_on), next(iter(plans), None))

    def note(self, agreement: Agreement) -> bool:
        """Keep a note; saving twice under one id keeps one. Raises NotAllowed, FormRefused."""
        agreement = replace(tidied(agreement), action_id=None)
        check_agreement(agreement)
        with self._group.writing(Ability.JUDGE) as write:
            return stored.save_agreement(write, agreement)

    def begin_action(self, agreement: Agreement, owner: str = "", due_on: date | None = None) -> bool:
        """Keep an agreement and begin a draft action from it in the current plan; False where there is no plan.

        Without a plan it is kept as a note. A second press under one id changes nothing. Raises NotAllowed, FormRefused
        (also where the day lies outside the plan), EvaluationError while the plan's final audit is open.
        """
        agreement = tidied(agreement)
        check_agreement(agreement)
        with self._group.writing(Ability.PLAN) as write:
            here = {each.id: each for each in self.agreements()}.get(agreement.id)
            if here:
                return here.action_id is not None
            plan = self.current_plan(agreement.agreed_on)
            if plan:
                draft = Action(uuid4().hex, plan.id, agreement.words, owner=owner, due_on=due_on)
                agreement = replace(agreement, action_id=self._begun(write, draft))
            stored.save_agreement(write, agreement)
            return plan is not None

    def remove(self, agreement_id: str) -> bool:
        """Take an agreement back, with the draft that was begun from it; True when it was here.

        Of an action that is agreed by now only the line goes. Raises NotAllowed.
        """
        here = next((each for each in self.agreements() if each.id == agreement_id), None)
        draft = self._draft(here)
        with self._group.writing(Ability.PLAN if draft else Ability.JUDGE) as write:
            if draft:
                stored_plans.remove_action(write, draft.id)
            return stored.remove_agreement(write, agreement_id)

    def _begun(self, write: Write, draft: Action) -> str:
        """Store a draft in its plan, by the rules of `Plans.save_action`."""
        record = guard.plan_to_change(self._group, draft.plan_id)
        guard.require_known(self._group, [record.plan.inspection_id])
        require_no_open_audit(record)
        stored_plans.save_action(write, rules.revised(draft, None, record.plan, date.today()))
        return draft.id

    def _draft(self, agreement: Agreement | None) -> Action | None:
        """The action of an agreement while it is only a draft that nobody else has to know of."""
        if agreement is None or agreement.action_id is None:
            return None
        actions = (action for record in self._records() for action in record.actions)
        found = next((action for action in actions if action.id == agreement.action_id), None)
        return found if found and not found.agreed else None

    def _records(self) -> list[PlanRecord]:
        return Plans(self._group).records()
