"""A school's action plans: from what was found to what gets better.

An action tells what was found when its cause, or its plan, belongs to an inspection. While that inspection is under
embargo the action is left out everywhere, for everybody, except where somebody who may know asks `in_confidence`;
that is noted. A draft from a self-evaluation that is not locked is left out for those who may not see it yet.
Reviewers from outside see no plans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import uuid4

from evaluation.access import Ability, NotAllowed
from evaluation.details import require, tidied
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.plan import actions as rules
from evaluation.plan.audit import require_no_open_audit
from evaluation.plan.causes import Gap, Origin, cause_key, cause_problem, recommendations_without_action
from evaluation.plan.owners import owns
from evaluation.plan.records import Account, Action, Cause, Plan, PlanRecord, Update
from evaluation.plan.views import chosen
from evaluation.school import plan_guard as guard
from evaluation.school.disputes import shown as settled_only
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections, everything, known
from evaluation.school.plan_causes import CauseWords, check_account, drafted, words_of
from evaluation.store import now
from evaluation.store import plans as stored

LEFT_OUT = "Some actions are left out: what they follow from is confidential until published."
DRAFTS_LEFT_OUT = "Some drafts are left out: they follow from a self-evaluation that is not locked."
STAYS = "It follows from what is confidential, so it keeps where it comes from until that is published."


class Plans:
    """What a school does about what was found: plans, their actions, and what owners say of them.

    Ids of what is new come from the screen, so that a double press saves once.
    """

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self, *, in_confidence: bool = False) -> list[Plan]:
        """Every plan, the latest beginning first; see `records`."""
        return [record.plan for record in self.records(in_confidence=in_confidence)]

    def records(self, *, in_confidence: bool = False) -> list[PlanRecord]:
        """Every plan with everything said in it, the latest beginning first; empty for reviewers from outside.

        Under embargo actions, and the whole plan of such an inspection, are left out; the audits of a plan of which
        something is left out are too.
        """
        return guard.seen(self._group, guard.whole(self._group), in_confidence)

    def record(self, plan_id: str, *, in_confidence: bool = False) -> PlanRecord:
        """One plan with everything said in it. Raises EvaluationError when it is not here (any more), NotAllowed."""
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        whole = guard.plan_to_change(self._group, plan_id)
        found = guard.seen(self._group, [whole], in_confidence)
        if not found:
            raise NotAllowed("This plan is confidential until what it follows from is published.")
        return found[0]

    def left_out(self) -> str:
        """What says that something is left out of `records`, and why; "" if nothing."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return ""
        whole = guard.whole(self._group)
        drafts = DRAFTS_LEFT_OUT if guard.shared(self._group, whole) != whole else ""
        return " ".join(filter(None, (LEFT_OUT if guard.confidential(self._group) else "", drafts)))

    def may_know(self) -> bool:
        """Whether something is under embargo that the viewer may read with `in_confidence`."""
        return bool(guard.knows(self._group, guard.confidential(self._group)))

    def save(self, plan: Plan, shown: Plan | None = None) -> bool:
        """Save a plan, new or changed; True when anything changed.

        `shown` is the plan as it was before the person: see `save_action`. Raises FormRefused, ChangedMeanwhile,
        NotAllowed, EvaluationError where it was removed meanwhile.
        """
        plan = tidied(plan)
        with self._group.writing(Ability.PLAN) as write:
            before = next((each for each in guard.whole(self._group) if each.plan.id == plan.id), None)
            if shown and before is None:
                raise EvaluationError(guard.GONE)
            was = before.plan.inspection_id if before else None
            guard.require_known(self._group, (was, plan.inspection_id))
            if shown and before:
                plan = guard.merged(plan, shown, before.plan)
            here = {None, *(inspection.id for inspection in everything(self._group))}
            kept = was in guard.embargoed(self._group) and plan.inspection_id != was
            gone = plan.inspection_id not in here and plan.inspection_id != was
            require({"inspection_id": STAYS if kept else "This inspection is no longer here." if gone else None})
            guard.check_plan(self._group, plan, before.actions if before else ())
            return stored.save(write, plan)

    def remove(self, plan_id: str) -> bool:
        """Remove a plan with its drafts; True when it was here. Refused while it has agreed actions."""
        with self._group.writing(Ability.PLAN) as write:
            record = next((each for each in guard.whole(self._group) if each.plan.id == plan_id), None)
            if record is None:
                return False
            guard.require_known(self._group, guard.sources(record))
            if any(action.agreed for action in record.actions):
                raise EvaluationError(f"“{record.plan.name}” has agreed actions, so it stays.")
            return stored.remove(write, plan_id)

    def save_action(self, action: Action, shown: Action | None = None) -> bool:
        """Save an action, new or changed; True when anything changed. Milestones are saved with it.

        `shown` is the action as it was before the person: fields they left alone keep what somebody else has saved
        meanwhile. Agreement comes only from `agree`. Raises FormRefused, ChangedMeanwhile where both changed the same
        field, NotAllowed, EvaluationError while the final audit is open.
        """
        require({"cause": cause_problem(action.cause)})
        with self._group.writing(Ability.PLAN) as write:
            record = guard.plan_to_change(self._group, action.plan_id)
            before = self._before(action, record)
            if shown and before is None:
                raise EvaluationError(guard.ACTION_GONE)
            if shown and before:
                action = guard.merged(tidied(action), shown, before)
            was = guard.source(before) if before else None
            guard.require_known(self._group, (record.plan.inspection_id, was, guard.source(action)))
            if action.cause != (before.cause if before else None):
                kept = was in guard.embargoed(self._group)
                gone = action.cause and words_of(self._group, action.cause, ()).gone
                require({"cause": STAYS if kept else "Where it comes from is no longer here." if gone else None})
            kept_action = rules.revised(action, before, record.plan, date.today())
            if kept_action == before:
                return False
            require_no_open_audit(record)
            return stored.save_action(write, kept_action)

    def agree(self, action_id: str) -> bool:
        """Agree an action; True when it was a draft. Raises FormRefused that names what is missing."""
        with self._group.writing(Ability.PLAN) as write:
            _, action = guard.action_to_change(self._group, action_id)
            if action.agreed:
                return False
            return stored.save_action(write, rules.agree(action, now()))

    def remove_action(self, action_id: str) -> bool:
        """Remove a draft; True when it was here. Raises EvaluationError for an agreed action."""
        with self._group.writing(Ability.PLAN) as write:
            if not any(action.id == action_id for record in guard.whole(self._group) for action in record.actions):
                return False
            _, action = guard.action_to_change(self._group, action_id)
            rules.check_removal(action)
            return stored.remove_action(write, action_id)

    def draft_from(self, plan_id: str, cause: Cause) -> Action:
        """A draft that carries its cause, stored; the one that is there where the plan has one from this cause.

        What, why and strand are filled from the words of the cause. Raises NotAllowed, EvaluationError.
        """
        require({"cause": cause_problem(cause)})
        with self._group.writing(Ability.PLAN) as write:
            record = guard.plan_to_change(self._group, plan_id)
            guard.require_known(self._group, (record.plan.inspection_id, cause.inspection_id))
            for action in record.actions:
                if action.cause and cause_key(action.cause) == cause_key(cause):
                    guard.require_known(self._group, [guard.source(action)])
                    return action
            require_no_open_audit(record)
            draft = rules.revised(drafted(self._group, uuid4().hex, plan_id, cause), None, record.plan, date.today())
            stored.save_action(write, draft)
            return draft

    def say(self, update: Update) -> bool:
        """Keep what an owner says of an action; True unless it is kept already. Contributors only of what they own.

        Raises FormRefused, NotAllowed.
        """
        update = tidied(update)
        with self._group.writing(Ability.REPORT) as write:
            _, action = guard.action_to_change(self._group, update.action_id)
            self._require_report(action)
            if not self._group.viewer.may(Ability.PLAN):
                update = replace(update, by=self._group.viewer.name)
            rules.check_update(update, action, self.evidence(), date.today())
            return stored.add_update(write, update)

    def reach(self, action_id: str, milestone_id: str, on: date | None) -> bool:
        """Say on which day a milestone was reached, or with None that it was not; True when that changed anything.

        Contributors only of what they own. Raises FormRefused, NotAllowed.
        """
        with self._group.writing(Ability.REPORT) as write:
            record, action = guard.action_to_change(self._group, action_id)
            self._require_report(action)
            if milestone_id not in {milestone.id for milestone in action.milestones}:
                raise EvaluationError("This milestone is no longer here.")
            steps = (replace(m, reached_on=on) if m.id == milestone_id else m for m in action.milestones)
            changed = replace(action, milestones=tuple(steps))
            return stored.save_action(write, rules.revised(changed, action, record.plan, date.today()))

    def may_report(self, action: Action) -> bool:
        """Whether the viewer may report on this action."""
        viewer = self._group.viewer
        own = viewer.may(Ability.REPORT) and owns(action, viewer.name, viewer.email)
        return viewer.may(Ability.PLAN) or own

    def my_actions(self, owner: tuple[str, str] | None = None, *, in_confidence: bool = False) -> list[PlanRecord]:
        """The plans with only the actions of an owner (name, e-mail), else of the viewer; plans without are left out.

        Without sign-in nobody knows who looks, so ask for the owner.
        """
        whose = owner or (self._group.viewer.name, self._group.viewer.email)
        records = self.records(in_confidence=in_confidence)
        about = self.origins(records)
        return [mine for record in records if (mine := chosen(record, about, owner=whose)).actions]

    def origins(self, records: Iterable[PlanRecord]) -> dict[str, Origin]:
        """What each action of some records is about, by its id."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return {}
        return guard.every_origin(self._group, (action for record in records for action in record.actions))

    def evidence(self, *, in_confidence: bool = False) -> dict[str, Evidence]:
        """The evidence register by id; in confidence with its links to what is under embargo."""
        return {piece.id: piece for piece in EvidenceRegister(self._group).all(in_confidence=in_confidence)}

    def cause_words(self, cause: Cause, *, in_confidence: bool = False) -> CauseWords:
        """What a cause says and where it stands; without its words under embargo. Raises NotAllowed."""
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        hidden = guard.embargoed(self._group) & {cause.inspection_id}
        if in_confidence and hidden:
            guard.require_known(self._group, hidden)
            guard.note(self._group, {str(cause.inspection_id)})
            hidden = set()
        return words_of(self._group, cause, hidden)

    def gaps(self, *, in_confidence: bool = False) -> list[Gap]:
        """The recommendations without an agreed action, of the latest inspection first.

        Of an inspection under embargo only in confidence, for those who may know; that is noted.
        """
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return []
        hidden = guard.embargoed(self._group)
        if in_confidence:
            read = guard.knows(self._group, hidden)
            guard.note(self._group, read)
            hidden -= read
        inspections = [
            settled_only(each, self._group.library) for each in everything(self._group) if each.id not in hidden
        ]
        actions = [action for record in guard.whole(self._group) for action in record.actions]
        return recommendations_without_action(inspections, actions)

    def accounts(self, inspection_id: str) -> list[Account]:
        """What led to the recommendations, as the people who were there tell it; for those who may know.

        Under embargo the reading is noted. Raises NotAllowed, EvaluationError.
        """
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        Inspections(self._group).in_confidence(inspection_id, guard.PLACE)
        return stored.accounts(self._group.reading(), inspection_id)

    def account(self, inspection_id: str, point_id: str) -> Account:
        """What led to one recommendation; an empty one where nobody has told it yet. Raises as `accounts`."""
        self.accounts(inspection_id)
        return self._told(inspection_id, point_id)

    def save_account(self, account: Account, shown: Account | None = None) -> bool:
        """Save what led to a recommendation; True when anything changed.

        `shown` is what `account` gave when the person began: see `save_action`. Raises FormRefused, ChangedMeanwhile,
        NotAllowed.
        """
        account = tidied(account)
        with self._group.writing(Ability.PLAN) as write:
            inspection = known(self._group, account.inspection_id)
            if account.point_id not in {point.id for point in inspection.points}:
                raise EvaluationError("This recommendation is no longer here, so nothing was saved.")
            if shown:
                account = guard.merged(account, shown, self._told(account.inspection_id, account.point_id))
            check_account(account, date.today())
            return stored.save_account(write, account)

    def _told(self, inspection_id: str, point_id: str) -> Account:
        told = stored.accounts(self._group.reading(), inspection_id)
        return next((each for each in told if each.point_id == point_id), Account(inspection_id, point_id))

    def _before(self, action: Action, record: PlanRecord) -> Action | None:
        """The action as it is stored. Raises EvaluationError where it is in another plan."""
        for other in guard.whole(self._group):
            for each in other.actions:
                if each.id == action.id and other.plan.id != record.plan.id:
                    raise EvaluationError("This action is in another plan and stays there.")
        return next((each for each in record.actions if each.id == action.id), None)

    def _require_report(self, action: Action) -> None:
        if not self.may_report(action):
            raise NotAllowed("You report on the actions that you own. Somebody else owns this one.")
