"""The strands and standards that something can be about: an action, a piece of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evaluation.evidence.records import StandardRef, StrandRef
from evaluation.frameworks import DEFAULT, Framework, Strand
from evaluation.school import School


def names(school: School) -> dict[StrandRef, str]:
    """The strands to choose from, by (framework id, strand id): the default's, and those judged so far."""
    found: dict[StrandRef, str] = {}
    for framework, strand in _used(school):
        found.setdefault((framework.id, strand.id), f"{strand.name} ({framework.short_name})")
    return found


def standards(school: School) -> dict[StandardRef, tuple[StrandRef, str]]:
    """The standards of these strands, by (framework id, standard id): their strand, and their words."""
    found: dict[StandardRef, tuple[StrandRef, str]] = {}
    for framework, strand in _used(school):
        for standard in strand.standards:
            number = f"{standard.number}. " if standard.number else ""
            words = (framework.id, strand.id), f"{number}{standard.text}"
            found.setdefault((framework.id, standard.id), words)
    return found


def _used(school: School) -> Iterator[tuple[Framework, Strand]]:
    used = {DEFAULT, *(evaluation.framework.id for evaluation in school.self_evaluations.all())}
    for framework in school.self_evaluations.frameworks(date.today()):
        if framework.id in used and framework.in_force(date.today()):
            for strand in school.self_evaluations.strands_of(framework):
                yield framework, strand
