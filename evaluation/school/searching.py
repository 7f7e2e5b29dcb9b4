"""Words found in everything that a person may see.

Each part is asked of the room that guards it, so that nothing is found here that is not seen there: what an inspection
under embargo found, and what follows from it, is not searched for anybody, and neither is the log of an inspection.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.frameworks import Framework
from evaluation.places import place
from evaluation.plan.records import Action, PlanRecord
from evaluation.records import POINT_KINDS, Inspection, SelfEvaluation
from evaluation.school.challenges import Challenges
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.in_use import strands_in_use
from evaluation.school.inspections import Inspections
from evaluation.school.plans import Plans
from evaluation.school.questions import Questions
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.school.visible import Visible
from evaluation.search import Entry, Found, find

HITS = 60
"""So many hits of a kind are enough: who gets more asks for another word."""


class Search:
    """Words found in everything that the viewer may see."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def find(self, words: str, limit: int = HITS) -> Found:
        """What holds every one of these words, at most `limit` of a kind; see `evaluation.search`."""
        return find(words, self.index(), limit)

    def index(self) -> tuple[Entry, ...]:
        """Everything that can be found, for a screen that searches more than once."""
        return (
            *self._evidence(),
            *self._reasons(),
            *self._actions(),
            *self._inspections(),
            *self._practices(),
            *self._challenges(),
            *self._standards(),
        )

    def left_out(self) -> tuple[str, ...]:
        """What is not searched because it is confidential, in sentences; none where nothing is."""
        said = Questions(self._group).left_out(), Plans(self._group).left_out()
        return tuple(words for words in said if words)

    def _evidence(self) -> Iterator[Entry]:
        for piece in EvidenceRegister(self._group).all():
            text = _joined(piece.shows, piece.where_kept, piece.file.name if piece.file else "")
            leads = place("evidence", "Open the evidence", piece=piece.id)
            yield Entry("evidence", piece.title, text, "", piece.describes_on, leads)

    def _reasons(self) -> Iterator[Entry]:
        for record in SelfEvaluations(self._group).records():
            evaluation = record.evaluation
            framework = self._group.library.frameworks.get(evaluation.framework)
            for judgement in record.judgements.values():
                if judgement.why:
                    strand = _strand_name(framework, judgement.strand_id)
                    context = f"{strand}, self-evaluation"
                    leads = place("session", "Open the self-evaluation", **_at(evaluation, judgement.strand_id))
                    yield Entry("reason", "", judgement.why, context, evaluation.held_on, leads)

    def _actions(self) -> Iterator[Entry]:
        for record in Plans(self._group).records():
            for action in record.actions:
                yield from _of_action(record, action)

    def _inspections(self) -> Iterator[Entry]:
        inspections = Inspections(self._group)
        for inspection in inspections.all():
            if not inspection.withheld:
                framework = self._group.library.frameworks.get(inspection.framework)
                yield from _of_inspection(inspections.relevant(inspection), framework)

    def _practices(self) -> Iterator[Entry]:
        for practice in Visible(self._group).practices():
            text = _joined(practice.subject, *practice.year_groups, *practice.who)
            leads = place("visible", "Open our practice", about="practice")
            yield Entry("practice", practice.what, text, "", None, leads)

    def _challenges(self) -> Iterator[Entry]:
        leads = place("numbers", "Open the challenges", about="challenges")
        for challenge in Challenges(self._group).all():
            yield Entry("challenge", challenge.name, challenge.doing, "", challenge.since, leads)
            for followed in challenge.followed:
                yield Entry("challenge", "", followed.note, f"Note: {challenge.name}", followed.on, leads)

    def _standards(self) -> Iterator[Entry]:
        evaluations = SelfEvaluations(self._group)
        opened = {each.framework: each for each in reversed(evaluations.all()) if not each.locked}
        for framework, strand in strands_in_use(evaluations):
            evaluation = opened.get(framework.key)
            leads = place("self_evaluations", "Self-evaluations")
            if evaluation and strand.id in evaluation.strands:
                leads = place("session", "Open it in the self-evaluation", **_at(evaluation, strand.id))
            for standard in strand.standards:
                text = _joined(standard.hint, standard.warning or "")
                context = f"{strand.name}, {framework.short_name}"
                yield Entry("standard", standard.text, text, context, None, leads)


def _of_action(record: PlanRecord, action: Action) -> Iterator[Entry]:
    """An action, and what was said of it in updates and midway reviews."""
    leads = place("plan", "Open the action", action=action.id)
    steps = (milestone.what for milestone in action.milestones)
    text = _joined(action.why, action.success_measure, action.proof, *steps)
    yield Entry("action", action.what, text, record.plan.name, action.starts_on, leads)
    for update in record.updates:
        if update.action_id == action.id:
            said = _joined(update.progress, update.changed_for_pupils)
            yield Entry("action", "", said, f"Update: {action.what}", update.on, leads)
    for review in record.reviews:
        if review.action_id == action.id:
            yield Entry("action", "", review.reason, f"Midway review: {action.what}", review.on, leads)


def _of_inspection(inspection: Inspection, framework: Framework | None) -> Iterator[Entry]:
    """An inspection with its outcome and note, what it said of each strand, and its points."""
    what, on = inspection.kind_name, inspection.started_on
    leads = place("inspection", "Open the inspection", inspection=inspection.id, about="found")
    text = _joined(inspection.outcome, inspection.category, inspection.type_words, inspection.note)
    yield Entry("inspection", what, text, "", on, leads)
    for finding in inspection.findings:
        if finding.words:
            context = f"{_strand_name(framework, finding.strand_id)}, {what}"
            yield Entry("inspection", "", finding.words, context, on, leads)
    for point in inspection.points:
        strand = f", {_strand_name(framework, point.strand_id)}" if point.strand_id else ""
        said = _joined(point.text, point.sentence if point.sentence != point.text else "")
        yield Entry("inspection", "", said, f"{POINT_KINDS[point.kind]}{strand}, {what}", on, leads)


def _at(evaluation: SelfEvaluation, strand_id: str) -> dict[str, str]:
    """The query of a self-evaluation; of an open one with the strand to work on."""
    if evaluation.locked:
        return {"evaluation": evaluation.id}
    return {"evaluation": evaluation.id, "way": "standards", "strand": strand_id}


def _strand_name(framework: Framework | None, strand_id: str) -> str:
    names = {strand.id: strand.name for strand in framework.strands} if framework else {}
    return names.get(strand_id, strand_id)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
