"""Looking at a plan midway, and auditing it at its end: never by somebody who owns what is looked at.

The rules are in `evaluation.plan`. The door adds what it knows of who is signed in: nobody reviews or audits their
own under another name. At the one computer nobody signs in and an address proves nothing, so there names decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from evaluation.access import Ability, NotAllowed, Role
from evaluation.details import tidied, tidy
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.plan import audit as rules
from evaluation.plan import review as midway
from evaluation.plan.audit import Statement, Task
from evaluation.plan.outcome import Before, before_and_after
from evaluation.plan.owners import has_owned
from evaluation.plan.records import Action, Audit, AuditJudgement, AuditLook, MidwayReview, Plan, PlanRecord
from evaluation.records import day
from evaluation.school import plan_guard as guard
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections
from evaluation.school.plans import LEFT_OUT, Plans
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.store import audits as stored
from evaluation.store import now
from evaluation.store import plans as stored_plans


class Reviews:
    """The midway review and the final audit of a plan."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def opens_on(self, plan_id: str) -> date:
        """The first day of a plan's midway review."""
        return midway.opens_on(Plans(self._group).record(plan_id, in_confidence=True).plan)

    def review(self, review: MidwayReview) -> bool:
        """Keep a midway review of an action, with its new date; True unless it is kept already.

        `reviewer_email` is filled in here. Raises FormRefused, NotAllowed, EvaluationError.
        """
        review = tidied(review)
        review = replace(review, reviewer_email=self._address(review.reviewer))
        with self._group.writing(Ability.PLAN) as write:
            record, action = guard.action_to_change(self._group, review.action_id)
            record = self._with_owners(record)
            self._require_not_own(record, action)
            rules.require_no_open_audit(record)
            if not any((kept.action_id, kept.id) == (review.action_id, review.id) for kept in record.reviews):
                midway.check_review(review, action, record, Plans(self._group).evidence(), date.today())
                stored_plans.save_action(write, midway.after_review(action, review))
            return stored_plans.add_review(write, review)

    def not_yet(self, plan_id: str) -> tuple[str, ...]:
        """Why the final audit of a plan cannot open, in sentences; none when it can."""
        record = Plans(self._group).record(plan_id, in_confidence=True)
        if len(record.actions) < len(guard.plan_to_change(self._group, plan_id).actions):
            return (LEFT_OUT,)
        return rules.not_yet(self._with_owners(record), date.today())

    def audits(self, plan_id: str) -> tuple[Audit, ...]:
        """A plan's audits in the order in which they were opened; the last may be open. See `Plans.records`."""
        return Plans(self._group).record(plan_id, in_confidence=True).audits

    def task(self, plan_id: str, audit_id: str | None = None) -> Task:
        """What an audit of a plan has to do; without an id the open one.

        Raises EvaluationError where there is none: nobody sees a draw before the audit is open.
        """
        record = self._read(plan_id)
        named = next((each for each in record.audits if each.id == audit_id), None)
        audit = named if audit_id else rules.open_audit(record)
        if audit is None:
            raise EvaluationError("This audit is no longer here." if audit_id else "No audit of this plan is open.")
        return self._task(record, audit)

    def open_audit(self, audit_id: str, plan_id: str, auditor: str, auditor_email: str = "") -> bool:
        """Open the final audit; True unless this one is here already. Raises FormRefused, EvaluationError, NotAllowed.

        `audit_id` comes from the screen. With an e-mail address only the account of that address goes on with it.
        """
        auditor = tidy(auditor)
        with self._group.writing(Ability.PLAN) as write:
            record = self._whole(plan_id)
            if any(each.id == audit_id for each in record.audits):
                return False
            todo, email = self._task(record, None), self._address(auditor, auditor_email)
            return stored.save(write, rules.opened(audit_id, record, todo, auditor, email, date.today()))

    def may_audit(self, plan_id: str) -> bool:
        """Whether the viewer may look, judge and sign in the open audit of a plan."""
        if not self._group.viewer.may(Ability.PLAN):
            return False
        record = self._whole(plan_id)
        audit = rules.open_audit(record)
        return audit is not None and not self._not_the_auditor(audit, self._task(record, audit), record)

    def hand_over(self, plan_id: str, auditor: str, auditor_email: str = "") -> bool:
        """Hand the open audit to another auditor, who begins afresh on the same sample. Raises as `open_audit`.

        Only who audits now or the head, and nobody who owns some of what was drawn. What was found not done stays,
        to be looked at again.
        """
        auditor = tidy(auditor)
        with self._group.writing(Ability.PLAN) as write:
            audit, todo, record = self._open(plan_id)
            if refusal := self._not_to_hand_over(audit, todo, record):
                raise NotAllowed(refusal)
            email = self._address(auditor, auditor_email)
            return stored.save(write, rules.handed_over(audit, record, todo, auditor, email))

    def look(self, plan_id: str, look: AuditLook) -> bool:
        """Keep what the auditor saw of one action of the sample; True when anything changed. Raises FormRefused."""
        return self._audited(
            plan_id, lambda audit, todo, _: rules.with_look(audit, look, todo, Plans(self._group).evidence())
        )

    def judge(self, plan_id: str, judgement: AuditJudgement) -> bool:
        """Keep a strand judged afresh in the open audit; True when anything changed. Raises FormRefused."""
        return self._audited(plan_id, lambda audit, todo, _: rules.with_judgement(audit, judgement, todo))

    def sign(self, plan_id: str, ready: bool | None, why: str) -> bool:
        """Sign the open audit: ready or not, and why. Nothing in it changes afterwards. Raises FormRefused."""
        said = Statement(ready, tidy(why), self._group.viewer.who)
        return self._audited(
            plan_id,
            lambda audit, todo, record: rules.signed(audit, said, record, todo, Plans(self._group).evidence(), now()),
        )

    def before_and_after(self, plan_id: str, audit_id: str) -> pd.DataFrame:
        """What a signed audit judged beside the grades before the plan began: see `plan.outcome.before_and_after`.

        Before: of each strand the last locked self-evaluation and the last published inspection that graded it. The
        inspection that the plan belongs to is before, also where the plan began a few days earlier.
        """
        record = self._read(plan_id)
        audit = next((each for each in record.audits if each.id == audit_id), None)
        if audit is None:
            raise EvaluationError("This audit is no longer here.")
        return before_and_after(audit, list(self._before(audit, record.plan)), self._group.library)

    def _read(self, plan_id: str) -> PlanRecord:
        """A plan with its audits, for those who may know all of it; under embargo that is noted. Raises NotAllowed."""
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        record = self._whole(plan_id)
        guard.note(self._group, guard.sources(record) & guard.embargoed(self._group))
        return record

    def _whole(self, plan_id: str) -> PlanRecord:
        record = guard.plan_to_change(self._group, plan_id)
        guard.require_known(self._group, guard.sources(record))
        return self._with_owners(record)

    def _with_owners(self, record: PlanRecord) -> PlanRecord:
        return stored.with_owners(self._group.reading(), self._group.school_id, record)

    def _open(self, plan_id: str) -> tuple[Audit, Task, PlanRecord]:
        record = self._whole(plan_id)
        audit = rules.open_audit(record)
        if audit is None:
            raise EvaluationError("No audit of this plan is open. What is signed does not change.")
        return audit, self._task(record, audit), record

    def _audited(self, plan_id: str, change: Callable[[Audit, Task, PlanRecord], Audit]) -> bool:
        """Save what the auditor does in the open audit of a plan; True when anything changed."""
        with self._group.writing(Ability.PLAN) as write:
            audit, todo, record = self._open(plan_id)
            if refusal := self._not_the_auditor(audit, todo, record):
                raise NotAllowed(refusal)
            return stored.save(write, change(audit, todo, record))

    def _task(self, record: PlanRecord, audit: Audit | None) -> Task:
        editions = self._editions(audit.opened_on if audit else date.today())
        return rules.task(record, guard.every_origin(self._group, record.actions), editions, audit)

    def _editions(self, on: date) -> dict[str, Framework]:
        """By framework id the edition in force on a day, else the newest."""
        every = sorted(self._group.library.frameworks.values(), key=lambda f: (f.in_force(on), f.in_force_from))
        return {framework.id: framework for framework in every}

    def _address(self, name: str, given: str = "") -> str:
        """Of somebody who reviews or audits: the one given, else the viewer's if it is them; "" without sign-in."""
        viewer = self._group.viewer
        if not viewer.email:
            return ""
        return tidy(given).lower() or (viewer.email if name == viewer.name else "")

    def _require_not_own(self, record: PlanRecord, action: Action) -> None:
        """Raise NotAllowed where the viewer is signed in and owns it or has owned it: whatever name they type."""
        if self._owned(record, action):
            raise NotAllowed(
                "You own this action, have owned it or said that it is done, so somebody else looks at it, "
                "signed in as themselves."
            )

    def _owned(self, record: PlanRecord, *actions: Action) -> bool:
        """Whether the viewer is signed in and owns or has owned one of these."""
        viewer = self._group.viewer
        return bool(viewer.email) and any(has_owned(record, each, viewer.name, viewer.email) for each in actions)

    def _not_to_hand_over(self, audit: Audit, todo: Task, record: PlanRecord) -> str:
        """Why the viewer may not hand an audit over, or ""."""
        if self._owned(record, *todo.sample):
            return "You own some of what was drawn, or have owned it, so somebody else hands the audit over."
        head = self._group.viewer.role is Role.HEAD
        if not head and self._not_the_auditor(audit, todo, record):
            return f"{audit.auditor} audits this plan, so only they or the headteacher hand it over."
        return ""

    def _not_the_auditor(self, audit: Audit, todo: Task, record: PlanRecord) -> str:
        """Why the viewer may not go on with an audit, or ""."""
        viewer = self._group.viewer
        if not viewer.email or viewer.email == audit.auditor_email:
            return ""
        if audit.auditor_email:
            return f"{audit.auditor} audits this plan, so only they go on with it. It can be handed to somebody else."
        if self._owned(record, *todo.sample):
            return "You own some of what was drawn, or have owned it, so somebody else writes down what the audit saw."
        return ""

    def _before(self, audit: Audit, plan: Plan) -> Iterable[Before]:
        evaluations = [r for r in SelfEvaluations(self._group).records() if r.evaluation.locked]
        evaluations = [record for record in evaluations if record.evaluation.held_on <= plan.starts_on]
        every = Inspections(self._group).all()
        own = plan.inspection_id
        inspections = [i for i in every if not i.withheld and (i.started_on <= plan.starts_on or i.id == own)]
        for judged in audit.judgements:
            for record in evaluations:
                key, said = record.evaluation.framework, record.judgements.get(judged.strand_id)
                if key.id == judged.framework_id and said and said.grade:
                    on = record.evaluation.held_on
                    yield Before(key, judged.strand_id, said.grade, f"Self-evaluation of {day(on)}", on)
                    break
            for inspection in inspections:
                key, finding = inspection.framework, inspection.finding(judged.strand_id)
                if key.id == judged.framework_id and finding and finding.grade:
                    on, name = inspection.started_on, inspection.kind_name
                    yield Before(key, judged.strand_id, finding.grade, f"{name} of {day(on)}", on)
                    break
