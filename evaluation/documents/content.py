"""What a workbook is made from, read once through the one door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from evaluation.access import Ability
from evaluation.charts.palette import GradeStyle, grade_style
from evaluation.comparison import Comparison
from evaluation.documents.everything import Everything
from evaluation.evidence.records import Evidence
from evaluation.frameworks import Framework, FrameworkKey, Library, Scale
from evaluation.plan.causes import Gap
from evaluation.plan.owners import without_names
from evaluation.plan.records import Account, Action, PlanRecord
from evaluation.progress import SELF_EVALUATION
from evaluation.records import Inspection, SchoolDetails, SessionRecord
from evaluation.records import count as count
from evaluation.school import School
from evaluation.school.plan_causes import CauseWords
from evaluation.session import Session
from evaluation.visible.records import Practice

OPEN = "Open"
CONFIDENTIAL = "Confidential until published"
INSIDE = "The action plan is for the people of the school, so it is left out here."


class Graded(NamedTuple):
    """A grade's word and how it looks."""

    word: str
    style: GradeStyle


class Event(NamedTuple):
    """One self-evaluation or inspection: `said` has a grade, or words for none, by strand id."""

    on: date
    what: str
    state: str
    ours: bool
    framework: Framework
    said: dict[str, Graded | str]


@dataclass(frozen=True)
class PlanContent:
    """Every plan with what its actions come from. `causes` go by action id, `accounts` by (inspection, point) id.

    `left_out` says what is left out because it is under embargo or not for this viewer, or is "".
    `shown` is False for those who see no plan.
    """

    records: tuple[PlanRecord, ...] = ()
    causes: Mapping[str, CauseWords] = field(default_factory=dict)
    accounts: Mapping[tuple[str, str], Account] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    left_out: str = ""
    shown: bool = True

    def account(self, action: Action) -> Account | None:
        """What led to the recommendation that an action comes from, as far as it is told and may be shown."""
        words = self.causes.get(action.id)
        if words is None or not words.inspection_id or not words.point_id:
            return None
        return self.accounts.get((words.inspection_id, words.point_id))


@dataclass(frozen=True)
class Content:
    """Everything a workbook shows. `session` is the self-evaluation that Cover, Summary and Standards are about.

    `left_out` says what is under embargo and therefore not in it, or is empty. `names` is whether staff may be named.
    `more` reads the rest through the door when a sheet asks for it.
    """

    school: SchoolDetails
    library: Library
    made_on: date
    session: Session | None
    records: tuple[SessionRecord, ...]
    inspections: tuple[Inspection, ...]
    comparisons: tuple[Comparison, ...]
    evidence: tuple[Evidence, ...]
    left_out: str
    more: Everything
    plans: PlanContent = PlanContent()
    practices: tuple[Practice, ...] = ()
    names: bool = False

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Self-evaluations and inspections, the latest first. Raises FrameworkUnknown."""
        found = [self._self_evaluation(record) for record in self.records]
        found += [self._inspection(inspection) for inspection in self.inspections]
        return tuple(sorted(found, key=lambda event: event.on, reverse=True))

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks used: that of `session` first, then those used last."""
        first = [self.session.framework] if self.session else []
        said = (event.framework for event in self.events if event.state != CONFIDENTIAL)
        used: dict[FrameworkKey, Framework] = {f.key: f for f in [*first, *said]}
        return tuple(used.values())

    def _self_evaluation(self, record: SessionRecord) -> Event:
        evaluation = record.evaluation
        framework = self.library.get(*evaluation.framework)
        said = {}
        for strand_id in evaluation.strands:
            judgement = record.judgements.get(strand_id)
            said[strand_id] = graded(framework.scale(strand_id), judgement.grade if judgement else None, "Not judged")
        state = "Locked" if evaluation.locked else OPEN
        return Event(evaluation.held_on, SELF_EVALUATION, state, True, framework, said)

    def _inspection(self, inspection: Inspection) -> Event:
        framework = self.library.get(*inspection.framework)
        said = {
            finding.strand_id: graded(framework.scale(finding.strand_id), finding.grade, "No grade given")
            for finding in inspection.findings
        }
        state = CONFIDENTIAL if inspection.withheld else ""
        return Event(inspection.started_on, inspection.kind_name, state, False, framework, said)


def read(school: School, evaluation_id: str | None) -> Content:
    """Read what a workbook of this school needs; without an id `session` is the latest locked one, else the latest.

    Raises NotAllowed, EvaluationError where that self-evaluation is not here.
    """
    evaluations = school.self_evaluations
    return Content(
        school=school.details,
        library=school.library,
        made_on=date.today(),
        session=evaluations.session(evaluation_id) if evaluation_id else evaluations.latest(),
        records=tuple(evaluations.records()),
        inspections=tuple(school.inspections.all()),
        comparisons=tuple(school.questions.comparisons()),
        evidence=tuple(school.evidence.all()),
        left_out=school.questions.left_out(),
        more=Everything(school),
        plans=read_plans(school),
        practices=tuple(school.visible.practices()),
        names=school.viewer.takes_names,
    )


def read_plans(school: School) -> PlanContent:
    """What of the plans may leave the product, for this viewer; nothing for reviewers from outside.

    For governors without names of staff.
    """
    if not school.viewer.may(Ability.SEE_EVERYTHING):
        return PlanContent(left_out=INSIDE, shown=False)
    records, names = tuple(school.plans.records()), school.viewer.takes_names
    actions = [action for record in records for action in record.actions]
    told = [
        account
        for inspection in school.inspections.all()
        if not inspection.embargoed
        for account in school.plans.accounts(inspection.id)
    ]
    return PlanContent(
        records if names else tuple(without_names(record) for record in records),
        {action.id: school.plans.cause_words(action.cause) for action in actions if action.cause},
        {
            (account.inspection_id, account.point_id): account if names else replace(account, with_whom="")
            for account in told
        },
        tuple(school.plans.gaps()),
        school.plans.left_out(),
    )


def graded(scale: Scale | None, grade: str | None, none: str) -> Graded | str:
    """A grade with its look; where there is none, the words for that."""
    if scale is None:
        return "No grades"
    if grade is None:
        return none
    return Graded(scale.name_of(grade), grade_style(scale.id, scale.order[grade], "light"))
