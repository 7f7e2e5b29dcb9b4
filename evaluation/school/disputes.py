"""Findings of which sources give different grades: shown as no grade until somebody settles which is right."""

from __future__ import annotations

from dataclasses import replace

from evaluation.errors import EvaluationError
from evaluation.frameworks import Library, Scale
from evaluation.records import Elsewhere, Finding, Inspection


def shown(inspection: Inspection, library: Library) -> Inspection:
    """The inspection as it is read everywhere: a disputed finding has no grade, and its words say who says what.

    Its `elsewhere` then holds everything that is offered, what is stored first.
    """
    if not any(finding.disputed for finding in inspection.findings):
        return inspection
    framework = library.get(*inspection.framework)
    findings = (
        _undecided(inspection, finding, framework.scale(finding.strand_id)) if finding.disputed else finding
        for finding in inspection.findings
    )
    return replace(inspection, findings=tuple(findings))


def as_stored(offered: Finding, stored: Finding | None) -> Finding:
    """A finding to save, with what other sources say as it is stored. While disputed it changes by settling only."""
    if stored is None or not stored.disputed:
        return replace(offered, elsewhere=stored.elsewhere if stored else ())
    return stored


def settled(inspection: Inspection, strand_id: str, grade: str | None) -> Inspection:
    """The inspection with one of the grades that sources offer for a strand; the others are remembered as settled.

    Raises EvaluationError where there is nothing to settle, or nobody offers this grade.
    """
    finding = inspection.finding(strand_id)
    if finding is None or not finding.disputed:
        raise EvaluationError("Nothing is in dispute here (any more). Open the inspection again.")
    offers = _offers(inspection, finding)
    chosen = next((offer for offer in offers if offer.grade == grade), None)
    if chosen is None:
        raise EvaluationError("No source gives this grade. Choose one of those offered.")
    said = {other.source: other for other in finding.elsewhere}
    said |= {offer.source: offer for offer in offers if offer.grade != grade}
    elsewhere = tuple(replace(said[name], settled=said[name].grade != grade) for name in sorted(said))
    words = finding.words if grade == finding.grade else chosen.words
    decided = replace(finding, grade=grade, words=words, elsewhere=elsewhere)
    findings = tuple(decided if each is finding else each for each in inspection.findings)
    return replace(inspection, findings=findings)


def _offers(inspection: Inspection, finding: Finding) -> tuple[Elsewhere, ...]:
    """Who says what, as far as it is not settled: first those who say what is stored."""
    agreeing = tuple(other for other in finding.elsewhere if other.grade == finding.grade)
    own = agreeing or (Elsewhere(inspection.source, finding.grade, finding.words),)
    return (*own, *(other for other in finding.elsewhere if other.grade != finding.grade and not other.settled))


def _undecided(inspection: Inspection, finding: Finding, scale: Scale | None) -> Finding:
    offers = _offers(inspection, finding)
    said = "; ".join(f"{said_by(offer, scale)} ({offer.source})" for offer in offers)
    return replace(finding, grade=None, words=f"Sources differ: {said}.", elsewhere=offers)


def said_by(offer: Elsewhere, scale: Scale | None) -> str:
    """What a source says, in words."""
    return scale.name_of(offer.grade) if scale and offer.grade else offer.words or "No grade"
