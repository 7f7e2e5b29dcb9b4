"""A self-evaluation as a leader works through it: what is said now, what was said last time, what marks support.

What was said last time is never counted as said now: it is unconfirmed until it is confirmed or changed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from evaluation.frameworks import Framework, Scale, Strand
from evaluation.grading import Support, support
from evaluation.records import Judgement, Mark, SelfEvaluation, SessionRecord


class Status(StrEnum):
    """Where a strand stands in a session. The value is the word on screen."""

    UNTOUCHED = "Not judged yet"
    CONFIRMED = "Confirmed"
    CHANGED = "Changed"
    FIRST = "Judged for the first time"


@dataclass(frozen=True)
class StrandState:
    """One strand in a session.

    `judgement` is what is said now (empty when nothing is), `last` what was said in the session before
    it, or None. `marks` and `last_marks` go by standard id.
    """

    strand: Strand
    scale: Scale | None
    judgement: Judgement
    last: Judgement | None
    marks: dict[str, Mark]
    last_marks: dict[str, Mark]
    support: Support

    @property
    def status(self) -> Status:
        """Confirmed is the same grade said again, changed another one."""
        if self.judgement.grade is None:
            return Status.UNTOUCHED
        if self.last is None or self.last.grade is None:
            return Status.FIRST
        return Status.CONFIRMED if self.judgement.grade == self.last.grade else Status.CHANGED

    @property
    def unconfirmed_marks(self) -> dict[str, Mark]:
        """Last time's marks on standards that are not judged now."""
        return {standard: mark for standard, mark in self.last_marks.items() if standard not in self.marks}

    def beyond_support(self) -> str | None:
        """Why the chosen grade does not fit the marks, in a sentence; None when it does or nothing is known."""
        if (
            self.scale is None
            or self.judgement.grade is None
            or self.support.highest is None
            or not self.support.judged
        ):
            return None
        chosen, order = self.judgement.grade, self.scale.order
        highest, lowest = self.support.highest, self.support.lowest or self.support.highest
        if order[chosen] > order[highest]:
            return f"The grade chosen is above {self.scale.name_of(highest)}, the highest that the marks still allow."
        if order[chosen] < order[lowest]:
            return f"The grade chosen is below {self.scale.name_of(lowest)}, which the marks already support."
        return None


@dataclass(frozen=True)
class Session:
    """One self-evaluation with its framework and every strand's state, in the framework's order."""

    evaluation: SelfEvaluation
    framework: Framework
    previous: SelfEvaluation | None
    strands: tuple[StrandState, ...]

    def strand(self, strand_id: str) -> StrandState:
        """One strand's state. Raises KeyError when it is not part of this self-evaluation."""
        for state in self.strands:
            if state.strand.id == strand_id:
                return state
        raise KeyError(strand_id)

    @property
    def counts(self) -> dict[Status, int]:
        """How many strands are in each status; statuses with none are 0."""
        found = Counter(state.status for state in self.strands)
        return {status: found[status] for status in Status}

    @property
    def judged(self) -> int:
        """How many strands have a grade in this session."""
        return len(self.strands) - self.counts[Status.UNTOUCHED]

    def summary(self) -> str:
        """The counts in a sentence: "2 confirmed, 1 changed, 3 not judged yet"."""
        words = [f"{count} {status.value.lower()}" for status, count in self.counts.items() if count]
        return ", ".join(reversed(words))


def build(record: SessionRecord, previous: SessionRecord | None, framework: Framework) -> Session:
    """A session from what is stored. `previous` must be of the same framework and version, or None."""
    states = []
    for strand_id in record.evaluation.strands:
        strand = framework.strand(strand_id)
        own = {standard.id for standard in strand.standards}
        marks = {key: mark for key, mark in record.marks.items() if key in own}
        last_marks = {key: mark for key, mark in previous.marks.items() if key in own} if previous else {}
        scale = framework.scale(strand_id)
        states.append(
            StrandState(
                strand=strand,
                scale=scale,
                judgement=record.judgements.get(strand_id, Judgement(strand_id)),
                last=previous.judgements.get(strand_id) if previous else None,
                marks=marks,
                last_marks=last_marks,
                support=support(strand, scale, marks),
            )
        )
    return Session(record.evaluation, framework, previous.evaluation if previous else None, tuple(states))
