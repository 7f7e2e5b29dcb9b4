"""Which strands a school works with now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evaluation.frameworks import DEFAULT, Framework, Strand
from evaluation.school.self_evaluations import SelfEvaluations


def strands_in_use(evaluations: SelfEvaluations) -> Iterator[tuple[Framework, Strand]]:
    """The strands that the school uses of frameworks in force: the default's, and those it has judged by."""
    today = date.today()
    used = {DEFAULT, *(evaluation.framework.id for evaluation in evaluations.all())}
    for framework in evaluations.frameworks(today):
        if framework.id in used and framework.in_force(today):
            for strand in evaluations.strands_of(framework):
                yield framework, strand
