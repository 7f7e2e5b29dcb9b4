"""A school's own workbook or CSV file into rows of text, merged cells carried down."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple, TypeVar
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from evaluation.details import tidy
from evaluation.errors import FileRefused, Problem
from evaluation.intake.archive import check_workbook, is_workbook, is_zip
from evaluation.intake.tables import _text as text_of

LARGEST = 10 * 1024 * 1024
"""Bytes of a file. A plan of a hundred actions has about 50 KB, a large school's timetable about 1 MB."""

HEADER_WITHIN = 40

_WIDEST = 100
_EMPTY_TO_THE_END = 1000
_MOST_MERGED = 5000
_DELIMITERS = ",;\t"
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""What stands in a number format without being a code: quoted and escaped letters, colours, places."""

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Wanted:
    """What a table is looked for: what it is called ("plan"), how its columns are recognised, and what to say.

    `guess` gives the columns that it recognises in a row of cells. `again` says which file to choose instead of one
    that is refused. No such table has more than `most_rows`.
    """

    what: str
    guess: Callable[[Sequence[str]], Mapping[Any, int]]
    again: str
    most_rows: int


class Row(NamedTuple):
    """A row and its line in the file, from 1.

    `carried` are the columns whose cell is merged with the one above, which it repeats. `spans` says that the
    row's one filled cell reaches over others.
    """

    line: int
    cells: tuple[str, ...]
    carried: frozenset[int] = frozenset()
    spans: bool = False


def sheets_of(content: bytes, wanted: Wanted) -> dict[str, list[Row]]:
    """The rows of each visible sheet of a workbook by its title, or those of a CSV file under "".

    A formula counts as the value stored with it; none is worked out. Raises FileRefused.
    """
    if len(content) > LARGEST:
        size = LARGEST // 1024**2
        raise FileRefused(f"This file is larger than {size} MB, which no {wanted.what} is. {wanted.again}")
    try:
        if is_zip(content):
            return _workbook(content, wanted)
        text = text_of(content)
    except FileRefused as refused:  # its first sentence says what the file is, the others are for official files
        what = str(refused).split(". ")[0].rstrip(".").replace("than Ofsted's do", f"than a {wanted.what} does")
        raise FileRefused(f"{what}. {wanted.again}", refused.problems) from refused
    return {"": list(_csv_rows(text, _delimiter(text, wanted), wanted))}


def _workbook(content: bytes, wanted: Wanted) -> dict[str, list[Row]]:
    if not is_workbook(content):
        raise FileRefused("This file is neither an Excel workbook nor a CSV file.")
    check_workbook(content)
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(content)) as parts:
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            visible: list[Any] = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            return {
                sheet.title: _with_merged(
                    list(_limited(_sheet_rows(sheet), wanted)), _merged(parts, sheet._worksheet_path)
                )
                for sheet in visible
            }
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise FileRefused(
            f"This workbook cannot be read ({type(error).__name__}): it is damaged, or not quite a workbook."
        ) from error


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    """The rows to the last filled one. The declared size is not believed."""
    sheet.reset_dimensions()
    waiting: list[Row] = []
    for line, cells in enumerate(sheet.iter_rows(max_col=_WIDEST), 1):
        waiting.append(Row(line, tuple(_cell(cell) for cell in cells)))
        if any(waiting[-1].cells):
            yield from waiting
            waiting = []
        elif len(waiting) > _EMPTY_TO_THE_END:
            return


def _cell(cell: Any) -> str:
    """A cell as it is seen: day/month/year, a month and year where that is all that shows, pounds as pounds."""
    value = cell.value
    if value is None:
        return ""
    shows = _NOT_CODE.sub("", cell.number_format or "").casefold()
    if isinstance(value, date | datetime):
        return f"{value:%B %Y}" if "m" in shows and "y" in shows and "d" not in shows else f"{value:%d/%m/%Y}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = float(value).is_integer()
        if "£" in (cell.number_format or ""):
            return f"£{value:,.0f}" if whole else f"£{value:,.2f}"
        return str(int(value)) if whole else str(value)
    return tidy(re.sub("_x000[dD]_", "", str(value)))


def _merged(parts: zipfile.ZipFile, path: str) -> list[tuple[int, int, int, int]]:
    """The merged cells of a sheet, which openpyxl does not tell of one that it reads row by row."""
    found: list[tuple[int, int, int, int]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "mergeCell" and len(found) < _MOST_MERGED:
            left, top, right, bottom = range_boundaries(attributes["ref"])
            if left and top and right and bottom:
                found.append((left, top, right, bottom))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    with parts.open(path.lstrip("/")) as stream:
        parser.ParseFile(stream)
    return found


def _with_merged(rows: list[Row], merged: list[tuple[int, int, int, int]]) -> list[Row]:
    for left, top, right, bottom in merged:
        for line in range(top, min(bottom, len(rows)) + 1):
            row, first = rows[line - 1], rows[top - 1].cells
            if left > len(first) or not first[left - 1]:
                continue
            if line > top:
                cells = [*row.cells, *[""] * (left - len(row.cells))]
                cells[left - 1] = first[left - 1]
                row = row._replace(cells=tuple(cells), carried=row.carried | {left - 1})
            rows[line - 1] = row._replace(spans=row.spans or right > left)
    return [row._replace(spans=row.spans and sum(map(bool, row.cells)) == 1) for row in rows]


def _delimiter(text: str, wanted: Wanted) -> str:
    """The delimiter with which most columns of one of the first rows are recognised, then with most of them."""

    def likely(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), HEADER_WITHIN))
        except csv.Error:
            return 0, 0
        return max((len(wanted.guess(row[:_WIDEST])), len(row)) for row in rows)

    return max(_DELIMITERS, key=likely)


def _csv_rows(text: str, delimiter: str, wanted: Wanted) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in _limited(reader, wanted):
            yield Row(line, tuple(tidy(cell) for cell in cells))
            line = reader.line_num + 1
    except csv.Error:
        why = "a quotation mark from here on is not closed, or stands within a cell that has none around it."
        raise FileRefused(f"This file is not whole. {wanted.again}", [Problem(line, "", why)]) from None


def _limited(rows: Iterable[_Found], wanted: Wanted) -> Iterator[_Found]:
    for number, row in enumerate(rows):
        if number >= wanted.most_rows:
            many = f"{wanted.most_rows:,} rows, which no {wanted.what} has"
            raise FileRefused(f"This table has more than {many}. {wanted.again}")
        yield row
