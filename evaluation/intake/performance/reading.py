"""One school's row, and those of England, out of a table of the DfE's, with every refusal named by row and column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evaluation.errors import FileRefused, Problem
from evaluation.indicators.measures import measure
from evaluation.indicators.periods import year_of
from evaluation.indicators.records import Measure, Period
from evaluation.indicators.values import Said, read_value, value_problem
from evaluation.intake.layouts import Headings, is_header, plain
from evaluation.intake.performance.layouts import Column, Layout, recognised
from evaluation.intake.performance.years import year_in_header
from evaluation.intake.tables import _lines as lines_of

HEADER_WITHIN = 20
WIDEST = 2000
"""Columns. The widest table of the DfE's has some 500."""

AGAIN = "Download the file again from the DfE's comparison of schools and choose it here without opening it first."


@dataclass(frozen=True)
class Cell:
    """What one column says of a school or of England: `said` is a value, or why there is none."""

    measure: Measure
    group: str
    said: Said
    heading: str
    cohort: int | None = None
    worked_out: str = ""


@dataclass(frozen=True)
class SchoolRow:
    """A row of the table: its line in the file, its URN or phase, and what its columns say."""

    line: int
    key: str
    cells: tuple[Cell, ...]
    cut_off: bool = False


@dataclass(frozen=True)
class PerformanceFile:
    """What was found in a table. `school` is None where it has no row of any of the URNs; `year` where it says none."""

    layout: Layout
    year: int | None
    school: SchoolRow | None
    england: tuple[SchoolRow, ...]
    schools: int
    refused: tuple[Problem, ...] = ()


@dataclass
class _Header:
    names: tuple[str, ...]
    places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {}
        for place, name in enumerate(self.names):
            self.places.setdefault(plain(name), place)

    def place(self, headings: Headings) -> int | None:
        return next((self.places[plain(h)] for h in headings if plain(h) in self.places), None)


def read_performance(content: bytes, urns: Sequence[int]) -> PerformanceFile:
    """A table of the DfE's: the row of the first of these URNs that it has, and the rows of England.

    The table is gone through once, and of other schools nothing is kept. Raises FileRefused for anything that is no
    such table, or is broken.
    """
    rows = _rows(content)
    header, layout = _header(rows)
    wanted = [str(urn) for urn in urns]
    found: dict[str, tuple[int, list[str]]] = {}
    england: dict[str, tuple[int, list[str]]] = {}
    schools, problems = 0, []
    key = header.places["urn"]
    for line, cells in rows:
        if (phase := layout.phase_of_england(cells)) is not None:
            england.setdefault(phase, (line, cells))
            continue
        urn = cells[key].strip() if key < len(cells) else ""
        schools += urn.isdigit()
        if urn in wanted:
            if urn in found and found[urn][1] != cells:
                problems.append(
                    Problem(line, "URN", f"{urn} is here twice, first on line {found[urn][0]}. That counts.")
                )
            found.setdefault(urn, (line, cells))
    if not schools:
        raise FileRefused(f"This table has a header but no schools under it. {AGAIN}")
    first = next((urn for urn in wanted if urn in found), None)
    school = _read(header, layout, *found[first], first, problems) if first else None
    nation = tuple(_read(header, layout, line, cells, phase, None) for phase, (line, cells) in england.items())
    year = year_in_header(header.names, layout)
    return PerformanceFile(layout, year, school, nation, schools, tuple(problems))


def not_of(cell: Cell, period: Period) -> str:
    """Why a cell's measure cannot be of a period, "" where it can: it began later, or is not published for it."""
    if cell.measure.begins and year_of(period) < cell.measure.begins:
        return f"{cell.measure.name} is another measure before {cell.measure.begins}."
    if year_of(period) in cell.measure.not_published and cell.said.value is not None:
        return f"{cell.measure.name} is not published for {period.label}."
    return ""


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The line and cells of each row that holds anything. Raises FileRefused."""
    try:
        lines = lines_of(content)
    except FileRefused as refused:  # its first sentence says what the file is, the others are for Ofsted's
        what = str(refused).split(". ")[0].rstrip(".").split(";")[0]
        raise FileRefused(f"{what}. {AGAIN}", refused.problems) from refused
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            why = "a quotation mark here is not closed, or the text inside it runs on too long."
            raise FileRefused(f"This file is not whole. {AGAIN}", [Problem(line, "", why)]) from None
        if any(cells):
            yield line, cells


def _header(rows: Iterator[tuple[int, list[str]]]) -> tuple[_Header, Layout]:
    for number, (line, cells) in enumerate(rows):
        if is_header(cells):
            if len(cells) > WIDEST:
                many = f"{len(cells):,} columns"
                raise FileRefused(f"This header has more columns than any table of the DfE's ({many}). {AGAIN}")
            header = _Header(tuple(" ".join(cell.split()) for cell in cells))
            layout = recognised(header.names)
            if isinstance(layout, str):
                raise FileRefused(layout, [Problem(line, "", "this is the header.")])
            return header, layout
        if number > HEADER_WITHIN:
            break
    raise FileRefused(f"This table has no “URN” column, so its rows cannot be matched to schools. {AGAIN}")


def _read(
    header: _Header, layout: Layout, line: int, cells: list[str], key: str, problems: list[Problem] | None
) -> SchoolRow:
    """A row's cells; what is wrong is added to `problems`, where there are any to add to."""
    wrong: list[Problem] = []
    found = [cell for column in layout.columns if (cell := _cell(header, column, cells, line, wrong))]
    if problems is not None:
        problems += wrong
        kept = tuple(found)
    else:
        england = {(c.measure_id, c.group) for c in layout.columns if c.national}
        kept = tuple(cell for cell in found if (cell.measure.id, cell.group) in england)
    last = max((header.place(column.headings) or 0 for column in layout.columns), default=0)
    return SchoolRow(line, key, kept, len(cells) <= last)


def _cell(header: _Header, column: Column, cells: list[str], line: int, wrong: list[Problem]) -> Cell | None:
    """What a column says in a row; None where it says nothing, where it is not there, or where it is refused."""
    if column.needs and header.place(column.needs) is None:
        return None
    what, place = measure(column.measure_id), header.place(column.headings)
    if place is None:
        return _worked_out(header, column, cells, line, wrong) if column.share_of else None
    said = read_value(_at(cells, place), what)
    if said.problem:
        wrong.append(Problem(line, header.names[place], said.problem))
        return None
    if not said.anything:
        return None
    cohort = _count(header, column.cohort, cells)
    told = column.nobody and header.place(column.nobody) is not None
    if said.value == 0 and told and not _count(header, column.nobody, cells):
        said = Said(missing="not applicable")
    return Cell(what, column.group, said, header.names[place], cohort)


def _worked_out(header: _Header, column: Column, cells: list[str], line: int, wrong: list[Problem]) -> Cell | None:
    """A share that the table gives only as two counts: so many of all."""
    assert column.share_of is not None
    part, whole = column.share_of
    what, place = measure(column.measure_id), header.place(part)
    if place is None:
        return None
    text = _at(cells, place).strip()
    heading = f"{part[0]} of {whole[0]}"
    some, everyone = _count(header, part, cells), _count(header, whole, cells)
    if some is None:
        said = read_value(text, what)
        return Cell(what, column.group, said, heading, everyone) if said.missing else None
    if not everyone:
        return None
    share = round(100 * some / everyone, 1)
    if problem := value_problem(share, what):
        wrong.append(Problem(line, heading, problem))
        return None
    return Cell(what, column.group, Said(share), heading, everyone, f"worked out from {some:,} of {everyone:,}")


def _count(header: _Header, headings: Headings, cells: list[str]) -> int | None:
    """A whole number of pupils in the first of these columns that there is; None where it says none."""
    place = header.place(headings) if headings else None
    text = _at(cells, place).replace(",", "").strip() if place is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _at(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
