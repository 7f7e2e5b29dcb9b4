"""Which evidence speaks for which strand: what is linked to it or to its standards, and what crosses frameworks.

Evidence crosses from framework to framework, grades do not. What is linked to a strand that is the same as ours, or
part of it, speaks for ours; what only overlaps with it, or is about something wider, does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluation.evidence.records import Evidence, StandardRef, StrandRef
from evaluation.frameworks import Framework, Library


@dataclass(frozen=True)
class Reach:
    """The strands and standards, of whichever framework, whose evidence speaks for one strand."""

    strands: frozenset[StrandRef]
    standards: frozenset[StandardRef]

    def of(self, pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Those of some pieces that speak for the strand, in their order."""
        return tuple(
            piece
            for piece in pieces
            if not (self.strands.isdisjoint(piece.strands) and self.standards.isdisjoint(piece.standards))
        )


def reaches(framework: Framework, strand_ids: Iterable[str], library: Library) -> dict[str, Reach]:
    """The reach of each of some strands of a framework, by strand id."""
    newest = {each.id: each for each in sorted(library.frameworks.values(), key=lambda f: f.in_force_from)}
    standards = {
        (each.id, strand.id): frozenset((each.id, standard.id) for standard in strand.standards)
        for each in (*newest.values(), framework)
        for strand in each.strands
    }
    return {strand_id: _reach(framework, strand_id, library, standards) for strand_id in strand_ids}


def reach_of(library: Library, framework_id: str, strand_id: str) -> Reach:
    """The reach of one strand, by the newest edition that has it; of a strand that none has, only its own links."""
    editions = [f for f in library.frameworks.values() if f.id == framework_id]
    for framework in sorted(editions, key=lambda f: f.in_force_from, reverse=True):
        if any(strand.id == strand_id for strand in framework.strands):
            return reaches(framework, [strand_id], library)[strand_id]
    return Reach(frozenset({(framework_id, strand_id)}), frozenset())


def _reach(
    framework: Framework, strand_id: str, library: Library, standards: Mapping[StrandRef, frozenset[StandardRef]]
) -> Reach:
    strands = {(framework.id, strand_id)}
    for other in library.frameworks.values():
        if other.id != framework.id:
            strands |= {
                (other.id, relative.strand_id)
                for relative in library.relatives(framework.key, strand_id, other.key)
                if relative.relation in ("same", "contains")
            }
    return Reach(frozenset(strands), frozenset().union(*(standards.get(ref, frozenset()) for ref in strands)))


def of_standard(pieces: Iterable[Evidence], ref: StandardRef) -> tuple[Evidence, ...]:
    """Those of some pieces that are linked to one standard."""
    return tuple(piece for piece in pieces if ref in piece.standards)
