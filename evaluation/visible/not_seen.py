"""What is true of the school but not to be seen on the days looked at, each with the best standing evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.evidence.records import Evidence, StandardRef, StrandRef
from evaluation.frameworks import Standard, Strand
from evaluation.records import Mark
from evaluation.visible.records import Practice
from evaluation.visible.seen import Lens, Shown

Best = Callable[[Sequence[Evidence]], Evidence | None]
"""Of some pieces of evidence the one to lay beside a claim, or None where there is none."""


@dataclass(frozen=True)
class UnseenPractice:
    """A practice that could not be seen, why, and the evidence that stands for it."""

    practice: Practice
    why: str
    evidence: Evidence | None


@dataclass(frozen=True)
class UnseenStandard:
    """A standard that is marked Met and that nothing to be seen shows.

    `elsewhere` are the practices that show it at other times.
    """

    strand: Strand
    standard: Standard
    elsewhere: tuple[Practice, ...]
    evidence: Evidence | None


@dataclass(frozen=True)
class NotSeen:
    """What is not to be seen on the days looked at; standards are of the framework with this id."""

    framework_id: str
    practices: tuple[UnseenPractice, ...]
    standards: tuple[UnseenStandard, ...]


def not_seen(
    shown: Sequence[Shown], lens: Lens, marks: Mapping[str, Mark], evidence: Iterable[Evidence], best: Best
) -> NotSeen:
    """Practices that could not be seen, in their order, and standards marked Met that none shows, in the lens's.

    `marks` are the latest self-evaluation's, by standard id; `best` chooses among the pieces that are linked to one
    of the standards, else among those linked to a strand.
    """
    register = _Register(evidence, best)
    unseen = []
    for each in shown:
        if not each.could_be_seen:
            through = [(lens.framework_id, strand_id) for strand_id in sorted(lens.strand_ids(each.practice))]
            piece = register.best(each.practice.standards, (*each.practice.strands, *through))
            unseen.append(UnseenPractice(each.practice, each.why, piece))
    visible = {ref for each in shown if each.could_be_seen for ref in each.practice.standards}
    elsewhere: dict[StandardRef, list[Practice]] = {}
    for each in shown:
        for ref in each.practice.standards:
            elsewhere.setdefault(ref, []).append(each.practice)
    standards = []
    for strand in lens.strands:
        for standard in strand.standards:
            ref = lens.framework_id, standard.id
            if marks.get(standard.id) == "met" and ref not in visible:
                piece = register.best((ref,), ((lens.framework_id, strand.id),))
                standards.append(UnseenStandard(strand, standard, tuple(elsewhere.get(ref, ())), piece))
    return NotSeen(lens.framework_id, tuple(unseen), tuple(standards))


class _Register:
    """Evidence by what it is linked to, so that it is gone through once."""

    def __init__(self, evidence: Iterable[Evidence], best: Best) -> None:
        self._best = best
        self._of_standard: dict[StandardRef, list[Evidence]] = {}
        self._of_strand: dict[StrandRef, list[Evidence]] = {}
        for piece in evidence:
            for standard in piece.standards:
                self._of_standard.setdefault(standard, []).append(piece)
            for strand in piece.strands:
                self._of_strand.setdefault(strand, []).append(piece)

    def best(self, standards: Iterable[StandardRef], strands: Iterable[StrandRef]) -> Evidence | None:
        of_standards = self._best(_linked(self._of_standard, standards))
        return of_standards or self._best(_linked(self._of_strand, strands))


def _linked(links: Mapping[StandardRef, list[Evidence]], refs: Iterable[StandardRef]) -> list[Evidence]:
    return list({piece.id: piece for ref in refs for piece in links.get(ref, ())}.values())
