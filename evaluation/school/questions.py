"""The questions a leader asks of everything the school has: where do we stand, how does it compare, what moved."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evaluation.access import NotAllowed
from evaluation.comparison import Comparison, compare, session_before
from evaluation.distribution import AsAt, Distribution, again, obstacle, spreads
from evaluation.movement import Moved, moved
from evaluation.progress import Block, history, panels, standing
from evaluation.records import Inspection, SelfEvaluation, SessionRecord
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections
from evaluation.school.readiness import Readiness
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.store import distribution as stored


class Questions:
    """Answers computed from what is stored; none of them is stored."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._evaluations = SelfEvaluations(group)
        self._inspections = Inspections(group)
        self._readiness = Readiness(group)

    def standing(self, evaluation_id: str) -> pd.DataFrame:
        """Where we stand in a self-evaluation, on what evidence: see `progress.standing`. Raises EvaluationError."""
        evidence = {each.state.strand.id: each.basis.strength for each in self._readiness.strands(evaluation_id)}
        return standing(self._evaluations.record(evaluation_id), self._group.library, evidence)

    def beside(self, inspection_id: str) -> list[SelfEvaluation]:
        """The locked self-evaluations an inspection can be set beside, the rule's choice first.

        After it come the others held before the inspection, then those held later; each the latest first.
        """
        inspection = self._inspections.relevant(self._inspections.one(inspection_id))
        return [record.evaluation for record in self._beside(inspection, self._evaluations.records())]

    def compare(self, inspection_id: str, evaluation_id: str | None, *, in_confidence: bool = False) -> Comparison:
        """What we said in a self-evaluation (or None) beside what an inspection found.

        Under embargo only `in_confidence`, for those who may know; that is noted. Raises NotAllowed, EvaluationError.
        """
        session = self._evaluations.record(evaluation_id) if evaluation_id else None
        inspection = self._inspections.one(inspection_id)
        if inspection.withheld:
            if not in_confidence:
                raise NotAllowed("What this inspection found is confidential until it is published.")
            inspection = self._inspections.in_confidence(inspection_id, "Compare")
        return compare(self._inspections.relevant(inspection), session, self._group.library)

    def left_out(self) -> str:
        """A sentence that says how many inspections are left out, because they are under embargo; "" for none."""
        number = sum(inspection.withheld for inspection in self._inspections.all())
        if not number:
            return ""
        inspections = "One inspection is" if number == 1 else f"{number} inspections are"
        found = "it" if number == 1 else "they"
        return f"{inspections} left out: what {found} found is confidential until published."

    def comparisons(self) -> list[Comparison]:
        """Every inspection with the first of `beside`, or with None where there is none; the latest inspection first.

        Those under embargo are left out. Raises EvaluationError.
        """
        records, library = self._evaluations.records(), self._group.library
        return [
            compare(inspection, next(iter(self._beside(inspection, records)), None), library)
            for inspection in self._relevant()
        ]

    def history(self) -> pd.DataFrame:
        """Every judgement and finding over time: see `progress.history`."""
        return history(self._evaluations.records(), self._relevant(), self._group.library)

    def panels(self) -> tuple[Block, ...]:
        """The history as lines that may be drawn: see `progress.panels`."""
        return panels(self.history(), self._group.library)

    def moved(self) -> Moved:
        """What moved between the two latest locked self-evaluations; an open one waits until it is locked."""
        records = self._evaluations.records()
        locked = [record for record in records if record.evaluation.locked]
        if len(locked) == 1 and len(records) > 1:
            return Moved((), "One self-evaluation is locked. Once a second one is, what moved appears here.")
        return moved(locked or records, self._group.library)

    def distribution(self, inspection_id: str, as_at: AsAt = "now") -> Distribution:
        """How an inspection's grades stand among the schools in the store. Raises EvaluationError.

        "now" counts up to the latest inspection there is, "then" as things stood when ours began; where our school
        was inspected again, only "then" says anything. Only what is published counts, whoever asks.
        """
        ours = self._inspections.relevant(self._inspections.one(inspection_id))
        if reason := obstacle(ours, self._group.details):
            return Distribution(reason=reason)
        store, details = self._group.reading(), self._group.details
        about = stored.behind(store, ours)
        since = any(again(each, ours) for each in self._relevant())
        day = ours.started_on if since or as_at == "then" else about["latest"]
        strands = spreads(stored.counts(store, details, ours, day), ours, details, self._group.library)
        return Distribution(day, ours.started_on, **about, since=since, strands=strands)

    def _relevant(self) -> list[Inspection]:
        return [self._inspections.relevant(each) for each in self._inspections.all() if not each.withheld]

    def _beside(self, inspection: Inspection, records: Sequence[SessionRecord]) -> list[SessionRecord]:
        locked = [record for record in records if record.evaluation.locked]
        first = session_before(locked, inspection, self._group.library)
        rest = [record for record in locked if record is not first]
        rest.sort(key=lambda record: record.evaluation.held_on >= inspection.started_on)
        return [first, *rest] if first else rest
