"""One school's row into who it is and its inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from evaluation.errors import Problem
from evaluation.frameworks import Framework, Library
from evaluation.intake import layouts
from evaluation.intake.cells import Cells, given_grade, written
from evaluation.intake.layouts import NONE, Block, Layout
from evaluation.records import PHASES, Finding, Inspection, SchoolDetails

CLOSE = timedelta(days=5)
"""How far apart two files may date the same inspection: older files give its last day, later ones its first."""

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
            cells.refuse(block.number, "this inspection stands twice in the row; the second is left out.")
    newest_first = tuple(sorted(found.values(), key=lambda inspection: inspection.started_on, reverse=True))
    return SchoolInspections(_details(cells, urn, newest_first), newest_first, tuple(cells.refused))


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
    started_cell = cells.text(block.started_on)
    grades = [given_grade(cells.raw(column), None) for column in block.strands.values()]
    if not started_cell and not cells.text(block.number) and all(grades):
        return None
    if cells.text(block.converted).casefold() == "yes":
        return None
    if not started_cell:
        cells.refuse(block.started_on, f"there is no date, {_LEFT_OUT}.")
    started = cells.day(block.started_on, _LEFT_OUT)
    if started is None:
        return None
    framework = _in_force(library, block.frameworks, started)
    if framework is None:
        cells.refuse(block.started_on, f"there is no framework here for {written(started)}, {_LEFT_OUT}.")
        return None
    number = cells.text(block.number) or None
    return Inspection(
        id=f"urn-{urn}-ofsted-{number}" if number else f"urn-{urn}-{started}-{block.kind}",
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
        findings=_findings(block, framework, cells, started),
    )


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
        scale = framework.scale(strand_id) if strand_id in known else None
        given = given_grade(cells.raw(column), scale)
        if given is None:
            grades = ", ".join(grade.name for grade in scale.grades) if scale else "none"
            message = f"“{cells.raw(column)}” is left out. The grades of {framework.short_name} here: {grades}."
            cells.refuse(column, message)
        elif strand_id in known:
            judged = cells.day(block.judged_on.get(strand_id, NONE))
            other_day = given.grade and judged and abs(judged - started) > CLOSE
            words = f"Judged on {written(judged)}" if judged and other_day else given.words
            found[strand_id] = Finding(strand_id, given.grade, words)
    return tuple(found[strand_id] for strand_id in known if strand_id in found)
