"""Ofsted's file of many schools, recognised by its header; each school's row is read when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evaluation.errors import FileRefused, Problem
from evaluation.frameworks import Library
from evaluation.intake.cells import Cells
from evaluation.intake.layouts import LAYOUTS, Layout
from evaluation.intake.rows import CLOSE, SchoolInspections, read_row
from evaluation.intake.tables import KEY, Row, Table, plain, read_table
from evaluation.records import Inspection


@dataclass(frozen=True)
class InspectionFile:
    """A file whose layout was recognised.

    `layout` is its name in words. `schools` looks a school up by its URN and parses its row only then.
    `refused` names the rows that belong to no school because their URN is not a number.
    """

    file_name: str
    layout: str
    schools: Mapping[int, SchoolInspections]
    refused: tuple[Problem, ...] = ()

    def school(self, urn: int) -> SchoolInspections:
        """The school with this URN. Raises FileRefused when the file does not hold it."""
        if urn in self.schools:
            return self.schools[urn]
        count = "one school" if len(self.schools) == 1 else f"{len(self.schools):,} schools"
        raise FileRefused(
            f"{self.file_name} holds {count}, but not URN {urn}. Check the number (a school that became an academy "
            "has a new one), or choose a file that covers your school."
        )


def read_inspections(content: bytes, file_name: str, library: Library) -> InspectionFile:
    """The bytes of one of Ofsted's CSV files into an InspectionFile.

    The layout is recognised by the header alone. Raises FileRefused, saying what the file is and what
    to do, when it is not a whole file in one of the layouts of `evaluation.intake.layouts`.
    """
    table = read_table(content)
    layout = _recognised(table)
    rows: dict[int, Row] = {}
    doubles, nameless = [], []
    for row in table.rows:
        line = row.first_line
        if not re.fullmatch(r"[0-9]{1,9}", row.key):
            nameless.append(Problem(line, "URN", f"“{row.key}” is not a school's number, so the row is left out."))
        elif (first := rows.setdefault(int(row.key), row)) is not row:
            doubles.append(Problem(line, "URN", f"{row.key} stands on line {first.first_line} already."))
    if doubles:
        raise FileRefused(
            "This file should have one row for each school, but a school has two and they may differ. Keep the "
            "right row, or download the file again from Ofsted's page on GOV.UK.",
            doubles,
        )
    if not rows:
        raise FileRefused("No row of this file has a school's URN. Download the file again from GOV.UK.", nameless)
    return InspectionFile(file_name, layout.name, _Schools(table, layout, rows, file_name, library), tuple(nameless))


def same_inspection(a: Inspection, b: Inspection) -> bool:
    """Whether two records of one school are of the same inspection.

    Two numbers decide alone. When either record has none: the same kind, first days at most five days
    apart (older files give the last day), and not under two different URNs.
    """
    if a.number and b.number:
        return a.number == b.number
    two_schools = len({a.urn_at_inspection, b.urn_at_inspection} - {None}) == 2
    return a.kind == b.kind and abs(a.started_on - b.started_on) <= CLOSE and not two_schools


def _recognised(table: Table) -> Layout:
    """The layout whose every column is in the header, once. Raises FileRefused."""
    names = [plain(name) for name in table.header]
    problems = []
    for layout in LAYOUTS:
        missing = [headings[0] for headings in layout.columns if not any(plain(h) in names for h in headings)]
        if not missing:
            _refuse_doubles(table, {KEY, *(plain(h) for headings in layout.columns for h in headings)})
            return layout
        shown = ", ".join(f"“{name}”" for name in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        problems.append(Problem(table.header_line, "", f"to be “{layout.name}” it lacks {shown}{more}."))
    raise FileRefused(
        "This table has a “URN” column, but it is not one of Ofsted's files that this version reads: the management "
        "information of state-funded schools since September 2024. Choose one of those, as downloaded from GOV.UK.",
        problems,
    )


def _refuse_doubles(table: Table, used: set[str]) -> None:
    names = [plain(name) for name in table.header]
    problems = [
        Problem(table.header_line, table.header[place], "this heading stands twice. Keep the right column.")
        for place, name in enumerate(names)
        if name in used and name in names[:place]
    ]
    if problems:
        raise FileRefused("This file has two columns with the same heading, and they may differ.", problems)


@dataclass(frozen=True, eq=False)
class _Schools(Mapping[int, SchoolInspections]):
    table: Table
    layout: Layout
    rows: Mapping[int, Row]
    file_name: str
    library: Library

    def __getitem__(self, urn: int) -> SchoolInspections:
        row = self.rows[urn]
        columns = {plain(name): place for place, name in enumerate(self.table.header)}
        cells = Cells(self.table.header, columns, self.table.cells(row), row.first_line)
        return read_row(cells, self.layout, urn, self.file_name, self.library)

    def __contains__(self, urn: object) -> bool:
        return urn in self.rows

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
