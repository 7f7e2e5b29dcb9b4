"""The strands and standards that something can be about: an action, a piece of evidence."""

from __future__ import annotations

from evaluation.evidence.records import StandardRef, StrandRef
from evaluation.school import School
from evaluation.school.in_use import strands_in_use


def names(school: School) -> dict[StrandRef, str]:
    """The strands to choose from, by (framework id, strand id): the default's, and those judged so far."""
    found: dict[StrandRef, str] = {}
    for framework, strand in strands_in_use(school.self_evaluations):
        found.setdefault((framework.id, strand.id), f"{strand.name} ({framework.short_name})")
    return found


def standards(school: School) -> dict[StandardRef, tuple[StrandRef, str]]:
    """The standards of these strands, by (framework id, standard id): their strand, and their words."""
    found: dict[StandardRef, tuple[StrandRef, str]] = {}
    for framework, strand in strands_in_use(school.self_evaluations):
        for standard in strand.standards:
            number = f"{standard.number}. " if standard.number else ""
            words = (framework.id, strand.id), f"{number}{standard.text}"
            found.setdefault((framework.id, standard.id), words)
    return found
