"""One school's row into who it is and its inspections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from evaluation.errors import Problem
from evaluation.frameworks import Framework, Library
from evaluation.intake import layouts
from evaluation.intake.cells import Cells, given_grade
from evaluation.intake.layouts import NONE, Block, Headings, Layout
from evaluation.intake.merging import CLOSE, differing_strands, filled
from evaluation.records import PHASES, Finding, Inspection, SchoolDetails
from evaluation.records import day as in_words

_LAST_DAY = "The file gives the last day of this inspection, not the first."
_PUBLICATION_DAY = "The file gives no day of inspection: this is the day its report was published."
_BOTH = "The file says “{}” in one row and “{}” in another."
_LAST_OF_CIF = date(2019, 8, 31)
_LEFT_OUT = "so this inspection is left out"
_PHASES = {"PRU": "Alternative provision"}
_TYPES = (
    ("independent", "Independent school"),
    ("special", "Special school"),
    ("pupil referral unit", "Pupil referral unit"),
    ("voluntary aided", "Voluntary aided school"),
    ("voluntary controlled", "Voluntary controlled school"),
    ("foundation", "Foundation school"),
    ("community school", "Community school"),
    ("converter", "Academy converter"),
    ("sponsor led", "Academy sponsor led"),
    ("free school", "Free school"),
)
"""Words in the file's type to ours; the first that is found counts."""


@dataclass(frozen=True)
class SchoolInspections:
    """One school's row: who it is, its inspections newest first, and everything that could not be used."""

    details: SchoolDetails
    inspections: tuple[Inspection, ...]
    refused: tuple[Problem, ...]


def read_row(cells: Cells, layout: Layout, urn: int, file_name: str, library: Library) -> SchoolInspections:
    """A row's cells into a school's inspections. Whatever cannot be used is in `refused`; nothing is raised."""
    report_url = cells.link(layouts.WEB_LINK)
    found: dict[str, Inspection] = {}
    for block in layout.blocks:
        inspection = _inspection(block, cells, urn, report_url, file_name, library)
        if inspection is None:
            continue
        if inspection.id not in found:
            found[inspection.id] = inspection
        elif inspection.kind != "ungraded":  # an ungraded inspection that converted has the graded one's number
            cells.refuse(
                block.number or block.ended_on, "this inspection stands twice in the row; the second is left out."
            )
    newest_first = _newest_first(found.values())
    return SchoolInspections(_details(cells, urn, newest_first), newest_first, tuple(cells.refused))


def one_school(rows: list[SchoolInspections], library: Library) -> SchoolInspections:
    """The rows of one school as one: who it is by the first, its inspections once each.

    Where two rows say different things of one inspection, both are kept in words and neither as a grade.
    """
    found: dict[str, Inspection] = {}
    for row in rows:
        for inspection in row.inspections:
            first = found.setdefault(inspection.id, inspection)
            if first is not inspection:
                found[inspection.id] = _side_by_side(filled(first, inspection), inspection, library)
    refused = tuple(problem for row in rows for problem in row.refused)
    return SchoolInspections(rows[0].details, _newest_first(found.values()), refused)


def _side_by_side(first: Inspection, second: Inspection, library: Library) -> Inspection:
    findings = []
    for one in first.findings:
        other = second.finding(one.strand_id)
        if other and one.strand_id in differing_strands(first, second) and not one.words.startswith(_BOTH[:13]):
            both = _BOTH.format(_said(one, first, library), _said(other, second, library))
            findings.append(Finding(one.strand_id, None, both))
        else:
            findings.append(replace(one, elsewhere=()))
    outcome = first.outcome
    if second.outcome and second.outcome not in outcome:
        outcome = _BOTH.format(first.outcome, second.outcome)
    return replace(first, findings=tuple(findings), outcome=outcome)


def _said(finding: Finding, inspection: Inspection, library: Library) -> str:
    scale = library.get(*inspection.framework).scale(finding.strand_id)
    return scale.name_of(finding.grade) if scale and finding.grade else finding.words


def _newest_first(inspections: Iterable[Inspection]) -> tuple[Inspection, ...]:
    return tuple(sorted(inspections, key=lambda inspection: inspection.started_on, reverse=True))


def _details(cells: Cells, urn: int, inspections: tuple[Inspection, ...]) -> SchoolDetails:
    """The school as the file has it. A phase that is not one of ours stays as it is; a type becomes "Other".

    Early years: pupils under five, or its latest grades include them. A primary school's lowest age is
    given as five by some that have a Reception class.
    """
    phase = cells.text(layouts.PHASE)
    words = cells.text(layouts.SCHOOL_TYPE).casefold()
    lowest_age = cells.number(layouts.LOWEST_AGE)
    reception_age = 5 if phase == "Primary" else 4
    latest = next((i for i in inspections if i.findings), None)
    graded = {f.strand_id for f in latest.findings if f.grade} if latest else set()
    return SchoolDetails(
        id=f"urn-{urn}",
        name=cells.text(layouts.SCHOOL_NAME) or f"URN {urn}",
        urn=urn,
        phase=_PHASES.get(phase, next((ours for ours in PHASES if ours.casefold() == phase.casefold()), phase)),
        type=next((ours for word, ours in _TYPES if word in words), "Other"),
        early_years=(lowest_age is not None and lowest_age <= reception_age) or "early_years" in graded,
        sixth_form=cells.text(layouts.SIXTH_FORM).casefold() == "has a sixth form",
        trust=cells.text(layouts.TRUST),
        local_authority=cells.text(layouts.LOCAL_AUTHORITY),
    )


def _inspection(
    block: Block, cells: Cells, urn: int, report_url: str, file_name: str, library: Library
) -> Inspection | None:
    """The inspection of one block; None when it is absent, became another, or is refused (which `cells` notes)."""
    dated, note = _dated(block, cells)
    no_grade = all(given_grade(cells.grade(columns), None) for columns in block.strands.values())
    if no_grade and not cells.text(dated) and not cells.text(block.number):
        return None
    if no_grade and note == _PUBLICATION_DAY and given_grade(cells.raw(block.outcome), None):
        return None
    if cells.text(block.converted).casefold() == "yes":
        return None
    if not cells.text(dated):
        cells.refuse(dated, f"there is no date, {_LEFT_OUT}.")
    started = cells.day(dated, _LEFT_OUT)
    if started is None:
        return None
    if note == _PUBLICATION_DAY:
        framework = _before_publication(library, block, cells, started)
    else:
        framework = _in_force(library, block.frameworks, started)
    if framework is None:
        cells.refuse(dated, f"there is no framework here for {in_words(started)}, {_LEFT_OUT}.")
        return None
    number = cells.text(block.number) or None
    return Inspection(
        id=f"urn-{urn}-ofsted-{number.replace(' ', '-')}" if number else f"urn-{urn}-{started}-{block.kind}",
        kind=block.kind,
        framework=framework.key,
        started_on=started,
        published_on=cells.day(block.published_on),
        number=number,
        type_words=cells.text(block.type_words),
        outcome=cells.text(block.outcome),
        category=cells.category(block.category),
        urn_at_inspection=cells.number(block.urn),
        report_url=report_url,
        source=file_name,
        note=note,
        findings=_findings(block, framework, cells, started),
    )


def _dated(block: Block, cells: Cells) -> tuple[Headings, str]:
    """The column that dates the inspection, and what is to be said about it."""
    if block.ended_on and cells.has(block.ended_on) and not cells.text(block.started_on):
        return block.ended_on, _LAST_DAY
    if block.started_on or block.ended_on:
        return block.started_on or block.ended_on, ""
    return block.published_on, _PUBLICATION_DAY


def _before_publication(library: Library, block: Block, cells: Cells, published: date) -> Framework | None:
    """The newest framework begun by the day of publication that gives every grade the row gives.

    The inspection was weeks before. "Quality of education" 9 stands for one under the framework before 2019; and
    independent schools still got overall effectiveness when the version for state-funded schools had dropped it.
    """
    day = (
        min(published, _LAST_OF_CIF) if cells.raw(block.strands.get("quality_of_education", NONE)) == "9" else published
    )
    graded = {strand for strand, columns in block.strands.items() if not given_grade(cells.grade(columns), None)}
    begun = [f for f in library.frameworks.values() if f.id in block.frameworks and f.in_force_from <= day]
    fitting = [f for f in begun if graded <= {strand.id for strand in f.strands}]
    return max(fitting or begun, key=lambda f: f.in_force_from, default=None)


def _in_force(library: Library, framework_ids: tuple[str, ...], on: date) -> Framework | None:
    """The framework of these ids that is in force on a day, the newest if there are two."""
    found = [f for f in library.frameworks.values() if f.id in framework_ids and f.in_force(on)]
    return max(found, key=lambda f: f.in_force_from, default=None)


def _findings(block: Block, framework: Framework, cells: Cells, started: date) -> tuple[Finding, ...]:
    """What the block says of each strand, in the framework's order.

    A value under a heading that the framework does not grade is refused, unless it is one of the non-grades.
    """
    known = [strand.id for strand in framework.strands]
    found = {}
    for strand_id, column in block.strands.items():
        if not cells.has(column):
            continue
        text = cells.grade(column)
        scale = framework.scale(strand_id) if strand_id in known else None
        given = given_grade(text, scale)
        if given is None:
            grades = ", ".join(grade.name for grade in scale.grades) if scale else "none"
            message = f"“{text}” is left out. The grades of {framework.short_name} here: {grades}."
            cells.refuse(column, message)
        elif strand_id in known:
            judged = cells.day(block.judged_on.get(strand_id, NONE))
            other_day = given.grade and judged and abs(judged - started) > CLOSE
            words = f"Judged on {in_words(judged)}" if judged and other_day else given.words
            found[strand_id] = Finding(strand_id, given.grade, words)
    return tuple(found[strand_id] for strand_id in known if strand_id in found)
