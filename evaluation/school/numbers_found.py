"""What a file or a pasted table holds of a school, beside what is here already, before anything is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from evaluation.errors import Problem
from evaluation.indicators.records import Figure, Period, Reference, figure_id
from evaluation.indicators.references import phases_of
from evaluation.indicators.values import kept
from evaluation.intake.performance.reading import PerformanceFile, SchoolRow, not_of
from evaluation.records import SchoolDetails


@dataclass(frozen=True)
class Differing:
    """A figure that is here already with another value, beside the one that was found."""

    here: Figure
    found: Figure


@dataclass(frozen=True)
class NumbersPreview:
    """What a file or a pasted table holds of this school, before anything is stored.

    name            the file's name, or "Pasted"
    what            what it was recognised as, in words
    year            the school year that it was read for, by the year in which it ends; None where none is needed
    suggested_year  what the file's columns or its name seem to say
    needs_year      whether somebody has yet to say which school year it is: ask, and preview again with it
    new             figures that would come in
    known           figures that are here already, just so
    differing       figures that are here with another value; they stay unless they are chosen
    references      national figures of the same measures and period that the file holds and that are not here
    refused         what cannot come in, by line and column
    """

    name: str
    what: str
    year: int | None
    suggested_year: int | None
    needs_year: bool
    new: tuple[Figure, ...]
    known: tuple[Figure, ...]
    differing: tuple[Differing, ...]
    references: tuple[Reference, ...]
    refused: tuple[Problem, ...]


@dataclass(frozen=True)
class NumbersImport:
    """One file or pasted table that can be taken back. `figures` is how many of it are still here."""

    id: str
    name: str
    at: str
    who: str
    figures: int


@dataclass(frozen=True)
class NumbersUndone:
    """What taking back did: figures removed, earlier values put back, and how many stayed: changed since."""

    removed: int
    restored: int
    stayed: int


@dataclass(frozen=True)
class Found:
    """What a file says of a school and of England for a school year, and what of it is refused."""

    figures: tuple[Figure, ...] = ()
    references: tuple[Reference, ...] = ()
    refused: tuple[Problem, ...] = ()


def of_file(file: PerformanceFile, name: str, year: int, school: SchoolDetails) -> Found:
    """What a file of this name says of a school for the school year that ends in a year."""
    period, problems = file.layout.period(year), list(file.refused)
    own = file.school
    if own is None:
        who = f"The school with URN {school.urn}" if school.urn else "This school has no URN, so it"
        problems.append(Problem(None, "URN", f"{who} is not among the {file.schools:,} schools in this file."))
    elif not own.cells:
        problems.append(Problem(own.line, "", "this row of yours ends before any figure that is read here."))
    elif own.cut_off:
        problems.append(
            Problem(own.line, "", "this row of yours ends early: of the columns after its end nothing is known.")
        )
    figures = _of_school(own, period, name, school, problems) if own else ()
    return Found(figures, _of_england(file, period, name, school), tuple(problems))


def differ(here: Figure, found: Figure) -> bool:
    """Whether two figures of the same thing do not say the same."""
    return (here.value, here.missing) != (found.value, found.missing)


def compared(
    name: str,
    what: str,
    found: Found,
    figures: Iterable[Figure],
    references: Iterable[Reference],
    year: int | None = None,
    suggested_year: int | None = None,
    needs_year: bool = False,
) -> NumbersPreview:
    """What was found beside the figures and the national figures that the school has."""
    here, national = {figure.id: figure for figure in figures}, {each.same for each in references}
    known = [each for each in found.figures if each.id in here]
    return NumbersPreview(
        name,
        what,
        year,
        suggested_year,
        needs_year,
        tuple(each for each in found.figures if each.id not in here),
        tuple(each for each in known if not differ(here[each.id], each)),
        tuple(Differing(here[each.id], each) for each in known if differ(here[each.id], each)),
        tuple(each for each in found.references if each.same not in national),
        found.refused,
    )


def to_store(
    preview: NumbersPreview, chosen: Collection[str], figures: Iterable[Figure], references: Iterable[Reference]
) -> tuple[list[Figure], list[Figure], list[Reference]]:
    """What a preview still brings to what is here by now: new figures, those to change, and national figures."""
    here, national = {figure.id: figure for figure in figures}, {each.same for each in references}
    found = (*preview.new, *preview.known, *(each.found for each in preview.differing))
    new = [each for each in found if each.id not in here]
    changed = [each for each in found if each.id in chosen and each.id in here and differ(here[each.id], each)]
    return new, changed, [each for each in preview.references if each.same not in national]


def _of_school(
    row: SchoolRow, period: Period, name: str, school: SchoolDetails, problems: list[Problem]
) -> tuple[Figure, ...]:
    """A school's figures in a row; what cannot be of the period is added to `problems`."""
    found = []
    predecessor = f", as URN {row.key}" if row.key != str(school.urn) else ""
    for cell in row.cells:
        if why := not_of(cell, period):
            problems.append(Problem(row.line, cell.heading, why))
            continue
        own = figure_id(school.id, cell.measure.id, cell.group, period)
        note = f" ({cell.worked_out})" if cell.worked_out else ""
        source = f"DfE, {name[:120]}: {cell.heading}{note}{predecessor}"
        said = cell.said.value, cell.said.missing
        found.append(
            kept(Figure(own, cell.measure.id, cell.group, period, *said, source, "file", cell.cohort), cell.measure)
        )
    return tuple(found)


def _of_england(file: PerformanceFile, period: Period, name: str, school: SchoolDetails) -> tuple[Reference, ...]:
    """The national figures in a file that are of schools such as this one."""
    phases = phases_of(school)
    return tuple(
        Reference(
            cell.measure.id,
            cell.group,
            row.key,
            period,
            cell.said.value,
            f"DfE, {name[:120]}: {cell.heading}, the row of England",
            population=file.layout.population.format(phase=row.key.casefold()),
            confirmed_on=date.today(),
            origin="file",
        )
        for row in file.england
        if row.key in phases
        for cell in row.cells
        if cell.said.value is not None and not not_of(cell, period)
    )
