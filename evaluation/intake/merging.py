"""When files speak of one inspection: it becomes one, and where their grades differ both are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from evaluation.intake.cells import NO_GRADE
from evaluation.records import Elsewhere, Finding, Inspection

CLOSE = timedelta(days=5)
"""How far apart two files may date the same inspection: older files give its last day, later ones its first."""


@dataclass(frozen=True)
class Differing:
    """One inspection of which two sources say different things: the strands that differ, and whether the outcome does.

    Under two versions of a framework every graded strand differs, because grades are not compared across them.
    """

    stored: Inspection
    found: Inspection
    strands: tuple[str, ...]
    outcome: bool = False


@dataclass(frozen=True)
class Merge:
    """What the inspections found mean for those stored.

    new       inspections that are not here, each once
    known     stored ones that say all that was found
    completed stored ones with what they lacked filled in, and other grades kept beside theirs
    differing stored and found side by side; what is stored stays, and each is in `known` or `completed` too
    embargoed stored and found of those that are under embargo here: nothing is compared, filled in or published
    """

    new: tuple[Inspection, ...]
    known: tuple[Inspection, ...]
    completed: tuple[Inspection, ...]
    differing: tuple[Differing, ...]
    embargoed: tuple[tuple[Inspection, Inspection], ...]


def same_inspection(a: Inspection, b: Inspection) -> bool:
    """Whether two records of one school are of the same inspection.

    Two numbers decide alone. When either record has none: the same kind, at most five days apart
    (older files give the last day) or published on one day, and not under two different URNs.
    """
    if a.number and b.number:
        return a.number == b.number
    two_schools = len({a.urn_at_inspection, b.urn_at_inspection} - {None}) == 2
    one_report = a.published_on is not None and a.published_on == b.published_on
    return a.kind == b.kind and (one_report or abs(a.started_on - b.started_on) <= CLOSE) and not two_schools


def merge(stored: Sequence[Inspection], found: Sequence[Inspection]) -> Merge:
    """Inspections of one school from any number of files against those it has. Grades are never overwritten."""
    before = {inspection.id: inspection for inspection in stored}
    here = dict(before)
    touched: dict[str, None] = {}
    embargoed: dict[str, tuple[Inspection, Inspection]] = {}
    differing = []
    for inspection in found:
        twin = _twin(inspection, list(here.values()))
        if twin is None:
            here[inspection.id] = inspection
            continue
        if twin.embargoed:
            embargoed[twin.id] = twin, inspection
            continue
        touched[twin.id] = None
        strands, outcome = _in_dispute(twin, inspection), _other_words(twin.outcome, inspection.outcome)
        if strands or outcome:
            differing.append(Differing(twin, inspection, strands, outcome))
        here[twin.id] = filled(twin, inspection)
    return Merge(
        new=tuple(here[each] for each in here if each not in before),
        known=tuple(before[each] for each in touched if each in before and here[each] == before[each]),
        completed=tuple(here[each] for each in touched if each in before and here[each] != before[each]),
        differing=tuple(differing),
        embargoed=tuple(embargoed.values()),
    )


def differing_strands(a: Inspection, b: Inspection) -> tuple[str, ...]:
    """The strands of which two records of one inspection give different grades, or one a grade and one none.

    "No grade in the file" and a strand that a record does not have contradict nothing.
    """
    if a.framework != b.framework:
        return tuple(dict.fromkeys(f.strand_id for each in (a, b) for f in each.findings if f.grade))
    pairs = ((one, b.finding(one.strand_id)) for one in a.findings)
    return tuple(one.strand_id for one, other in pairs if other and _contradict(one, other))


def filled(stored: Inspection, found: Inspection) -> Inspection:
    """The stored record with what it lacks from another of the same inspection. Nothing it says is changed.

    Where the other gives another grade under the same framework, that is kept beside the stored one.
    """
    lacking = {
        name: getattr(found, name)
        for name in ("published_on", "number", "type_words", "outcome", "category", "urn_at_inspection", "report_url")
        if not getattr(stored, name) and getattr(found, name)
    }
    if stored.framework == found.framework:
        lacking["findings"] = _findings(stored, found)
    return replace(stored, **lacking)


def _findings(stored: Inspection, found: Inspection) -> tuple[Finding, ...]:
    kept = []
    for one in stored.findings:
        other = found.finding(one.strand_id)
        if other is None:
            kept.append(one)
        elif other.grade and _says_nothing(one):
            kept.append(_from_elsewhere(stored, found, other))
        else:
            kept.append(_beside(one, other, found.source))
    lacking = (other for other in found.findings if stored.finding(other.strand_id) is None)
    return (*kept, *(_from_elsewhere(stored, found, other) for other in lacking))


def _from_elsewhere(stored: Inspection, found: Inspection, finding: Finding) -> Finding:
    """A finding that the stored record lacks, with the source it is from."""
    if found.source == stored.source or not finding.grade or finding.elsewhere:
        return finding
    return replace(finding, elsewhere=(Elsewhere(found.source, finding.grade),))


def _beside(one: Finding, other: Finding, source: str) -> Finding:
    """The finding with another source's grade beside it; each source is kept once, in the order of their names."""
    said = {each.source: each for each in one.elsewhere}
    if _contradict(one, other) and not _settled(one, other):
        said[source] = Elsewhere(source, other.grade, "" if other.grade else other.words)
    said |= {each.source: each for each in other.elsewhere if each.source not in said}
    return replace(one, elsewhere=tuple(said[name] for name in sorted(said)))


def _contradict(one: Finding, other: Finding) -> bool:
    return one.grade != other.grade and not _says_nothing(one) and not _says_nothing(other)


def _settled(one: Finding, other: Finding) -> bool:
    """Whether somebody has decided against this grade, whichever file repeats it."""
    return any(each.settled and each.grade == other.grade for each in one.elsewhere)


def _in_dispute(stored: Inspection, found: Inspection) -> tuple[str, ...]:
    """`differing_strands` without those that somebody has settled."""
    pairs = {each: (stored.finding(each), found.finding(each)) for each in differing_strands(stored, found)}
    return tuple(each for each, (one, other) in pairs.items() if not (one and other and _settled(one, other)))


def _twin(inspection: Inspection, others: list[Inspection]) -> Inspection | None:
    """The record of the same inspection: by id or number before by date, and the nearest by date."""
    same = [other for other in others if other.id == inspection.id or same_inspection(other, inspection)]
    by_number = [other for other in same if other.id == inspection.id or (other.number and inspection.number)]
    return min(by_number or same, key=lambda other: abs(other.started_on - inspection.started_on), default=None)


def _other_words(a: str, b: str) -> bool:
    return bool(a and b) and a.casefold() != b.casefold()


def _says_nothing(finding: Finding) -> bool:
    return finding.grade is None and (not finding.words or finding.words.startswith(NO_GRADE))
