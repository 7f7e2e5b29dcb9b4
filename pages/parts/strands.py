"""The strands that something can be about: an action, a piece of evidence."""

from __future__ import annotations

from datetime import date

from evaluation.frameworks import DEFAULT
from evaluation.school import School


def names(school: School) -> dict[tuple[str, str], str]:
    """The strands to choose from, by (framework id, strand id): the default's, and those judged so far."""
    found: dict[tuple[str, str], str] = {}
    used = {DEFAULT, *(evaluation.framework.id for evaluation in school.self_evaluations.all())}
    for framework in school.self_evaluations.frameworks(date.today()):
        if framework.id in used and framework.in_force(date.today()):
            for strand in school.self_evaluations.strands_of(framework):
                found.setdefault((framework.id, strand.id), f"{strand.name} ({framework.short_name})")
    return found
