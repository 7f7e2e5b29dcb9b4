"""Ofsted's file of many schools, recognised by its header; each school's row is read when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from evaluation.errors import FileRefused, Problem
from evaluation.frameworks import Library
from evaluation.intake.cells import Cells
from evaluation.intake.eras import LAYOUTS
from evaluation.intake.layouts import KEY, LOCAL_AUTHORITY, TRUST, Headings, Layout, plain
from evaluation.intake.rows import SchoolInspections, one_school, read_row
from evaluation.intake.tables import Row, Table, read_table


@dataclass(frozen=True)
class InspectionFile:
    """A file whose layout was recognised.

    `layout` is its name in words. `schools` looks a school up by its URN and parses its row only then.
    `refused` names the rows that belong to no school because their URN is not a number.
    """

    file_name: str
    layout: str
    schools: Schools
    refused: tuple[Problem, ...] = ()

    def school(self, urn: int) -> SchoolInspections:
        """The school with this URN. Raises FileRefused when the file holds neither it nor a predecessor."""
        self._holds(urn)
        return self.schools[urn]

    def has_row(self, urn: int) -> bool:
        """Whether the school itself is in the file, and not only a predecessor of it."""
        return urn in self.schools.rows

    def trusts(self) -> list[str]:
        """The trusts whose schools are in the file, by the alphabet."""
        return sorted(set(self.schools.named(TRUST).values()))

    def authorities(self) -> list[str]:
        """The local authorities whose schools are in the file, by the alphabet."""
        return sorted(set(self.schools.named(LOCAL_AUTHORITY).values()))

    def _holds(self, urn: int) -> None:
        if urn in self.schools:
            return
        count = "one school" if len(self.schools) == 1 else f"{len(self.schools):,} schools"
        raise FileRefused(
            f"{self.file_name} holds {count}, but not URN {urn}. Check the number (a school that became an academy "
            "has a new one), or choose a file that covers your school."
        )

    def choose(
        self, urns: Collection[int] | None = None, trust: str | None = None, authority: str | None = None
    ) -> list[int]:
        """The URNs of the schools asked for, in the file's order; all of the file's when nothing is asked for.

        Names are compared without letter case and surrounding spaces; each condition narrows the choice.
        Raises FileRefused for a URN that is not in the file, and for a name that no school has, with near ones.
        """
        for urn in urns or ():
            self._holds(urn)
        chosen = [urn for urn in self.schools if urns is None or urn in urns]
        chosen += [urn for urn in urns or () if not self.has_row(urn)]
        for what, headings, name in (("trust", TRUST, trust), ("local authority", LOCAL_AUTHORITY, authority)):
            if name is None:
                continue
            names = self.schools.named(headings)
            if plain(name) not in map(plain, names.values()):
                raise FileRefused(_no_such(self.file_name, what, name, sorted(set(names.values()))))
            chosen = [urn for urn in chosen if plain(names.get(urn, "")) == plain(name)]
        return chosen


def read_inspections(
    content: bytes, file_name: str, library: Library, predecessors: Mapping[int, tuple[int, ...]] | None = None
) -> InspectionFile:
    """The bytes of one of Ofsted's files (CSV, workbook, or either in a zip file) into an InspectionFile.

    With `predecessors` by URN (see `evaluation.intake.links`) a school has their rows' inspections too.

    The layout is recognised by the header alone. Raises FileRefused, saying what the file is and what
    to do, when it is not a whole file in one of the layouts of `evaluation.intake.eras`.
    """
    table = read_table(content)
    layout = _recognised(table)
    rows: dict[int, list[Row]] = {}
    doubles, nameless = [], []
    for row in table.rows:
        line = row.first_line
        if not re.fullmatch(r"[0-9]{1,9}", row.key):
            nameless.append(Problem(line, "URN", f"“{row.key}” is not a school's number, so the row is left out."))
        else:
            rows.setdefault(int(row.key), []).append(row)
            if len(rows[int(row.key)]) > 1 and not layout.many_rows:
                first = rows[int(row.key)][0].first_line
                doubles.append(Problem(line, "URN", f"{row.key} stands on line {first} already."))
    if doubles:
        raise FileRefused(
            "This file should have one row for each school, but a school has two and they may differ. Keep the "
            "right row, or download the file again from Ofsted's page on GOV.UK.",
            doubles,
        )
    if not rows:
        raise FileRefused("No row of this file has a school's URN. Download the file again from GOV.UK.", nameless)
    schools = Schools(table, layout, rows, file_name, library, predecessors or {})
    return InspectionFile(file_name, layout.name, schools, tuple(nameless))


def _recognised(table: Table) -> Layout:
    """The layout whose every column is in the header, once. Raises FileRefused, naming the nearest layouts."""
    names = {plain(name) for name in table.header}
    lacking: dict[str, list[str]] = {}
    for layout in LAYOUTS:
        missing = [headings[0] for headings in layout.needed if names.isdisjoint(map(plain, headings))]
        if not missing:
            _refuse_doubles(table, {KEY, *(plain(h) for headings in layout.columns for h in headings)})
            return layout
        if len(missing) < len(layout.needed):
            lacking[layout.name] = missing
    problems = []
    for name, missing in sorted(lacking.items(), key=lambda item: len(item[1]))[:3]:
        shown = ", ".join(f"“{heading}”" for heading in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        problems.append(Problem(table.header_line, "", f"to be “{name}” it lacks {shown}{more}."))
    raise FileRefused(
        "This table has a “URN” column, but it is not one of Ofsted's files that this version reads: the management "
        "information of state-funded schools since 2013, the history of inspections from 2005 to 2015, and the "
        "five-year file of independent schools. Choose one of those, as downloaded from GOV.UK.",
        problems,
    )


def _no_such(file_name: str, what: str, name: str, names: list[str]) -> str:
    """That no school has this name, with the near ones."""
    if not names:
        return f"{file_name} does not say which {what} a school belongs to. Choose schools by their URN."
    by_plain = {plain(each): each for each in names}
    near = get_close_matches(plain(name), by_plain, n=5, cutoff=0.5)
    near += [each for each in by_plain if plain(name) in each and each not in near][: 5 - len(near)]
    listed = ", ".join(by_plain[each] for each in near)
    hint = f"Did you mean: {listed}?" if near else "Check the spelling; letter case does not matter."
    return f"No school in {file_name} has the {what} “{name}”. {hint}"


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
class Schools(Mapping[int, SchoolInspections]):
    """The schools of a file by URN, in its order; each is read when it is asked for.

    A school of which only predecessors are in the file can be asked for too; it has no name of its own then.
    """

    table: Table
    layout: Layout
    rows: Mapping[int, list[Row]]
    file_name: str
    library: Library
    predecessors: Mapping[int, tuple[int, ...]]

    def named(self, headings: Headings) -> dict[int, str]:
        """What stands under these headings, by URN; a school without it is left out."""
        names = {urn: self._cells(rows[-1]).text(headings) for urn, rows in self.rows.items()}
        return {urn: name for urn, name in names.items() if name}

    def __getitem__(self, urn: int) -> SchoolInspections:
        read = [self._read(row, urn) for row in self.rows.get(urn, ())]
        for before in self.predecessors.get(urn, ()):
            read += [_of_predecessor(self._read(row, urn), before) for row in self.rows.get(before, ())]
        if urn not in self.rows:
            read[0] = replace(read[0], details=replace(read[0].details, name=f"URN {urn}"))
        return one_school(read, self.library)

    def _read(self, row: Row, urn: int) -> SchoolInspections:
        return read_row(self._cells(row), self.layout, urn, self.file_name, self.library)

    def _cells(self, row: Row) -> Cells:
        return Cells(self.table.header, self._columns, self.table.cells(row), row.first_line)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {plain(name): place for place, name in enumerate(self.table.header)}

    def __contains__(self, urn: object) -> bool:
        return isinstance(urn, int) and (
            urn in self.rows or any(before in self.rows for before in self.predecessors.get(urn, ()))
        )

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _of_predecessor(read: SchoolInspections, urn: int) -> SchoolInspections:
    inspections = (replace(each, urn_at_inspection=each.urn_at_inspection or urn) for each in read.inspections)
    return replace(read, inspections=tuple(inspections))
