"""A table that a school keeps in Excel or CSV: its header, and rows with their line in the file.

What is looked for says how columns are recognised, so that a leader can set it right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from evaluation.errors import FileRefused, Problem
from evaluation.intake.table_sheets import HEADER_WITHIN, Row, Wanted, sheets_of

_SLIPPED = "it has more cells than the header. Put quotation marks around the cell that holds a comma."


@dataclass(frozen=True)
class Table:
    """The table of one sheet. `sheets` are all that have one, `sheet` is this one's; a CSV file has none, and "".

    A heading that is empty in the file is called by its column ("Column D"). Every row has as many cells as the
    header. `refused` are rows that do not fit it.
    """

    file_name: str
    sheet: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    refused: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()


def read_table(content: bytes, file_name: str, wanted: Wanted, sheet: str | None = None) -> Table:
    """The table in a workbook (.xlsx) or CSV file: that of the sheet asked for, else of the likeliest one.

    The header is the row, near the top, in which most columns are recognised; what stands above is left out, and
    so is a header that is repeated further down. Hidden sheets are not read. Raises FileRefused.
    """
    sheets = sheets_of(content, wanted).items()
    found = {title: table for title, rows in sheets if (table := _table(rows, file_name, title, wanted))}
    if not found:
        raise FileRefused(f"There is no table here: no header with rows under it. {wanted.again}")
    if sheet is not None and sheet not in found:
        raise FileRefused(f"There is no table on the sheet “{sheet}”. Choose another sheet.")
    chosen = sheet if sheet is not None else max(found, key=lambda title: _likely(found[title], wanted))
    return replace(found[chosen], sheets=tuple(title for title in found if title))


def _likely(table: Table, wanted: Wanted) -> tuple[int, int]:
    return len(wanted.guess(table.header)), len(table.rows)


def _table(rows: Sequence[Row], file_name: str, sheet: str, wanted: Wanted) -> Table | None:
    """The table in the rows of a sheet ("" for a CSV file); None without a header and something under it."""
    place = max(range(len(rows[:HEADER_WITHIN])), key=lambda n: _as_header(rows[n], wanted), default=0)
    below = [row for row in rows[place + 1 :] if any(row.cells)]
    if not below or _as_header(rows[place], wanted) == (False, 0):
        return None
    top = rows[place]
    width = _filled(top) if not sheet else max(map(_filled, (top, *below)))
    refused = tuple(Problem(row.line, "", _SLIPPED) for row in below if _filled(row) > width)
    headings = _fitted(top, width).cells
    kept = [_fitted(row, width) for row in below if _filled(row) <= width and _words(row.cells) != _words(top.cells)]
    if not kept and not refused:
        return None
    header = tuple(" ".join(text.split()) or f"Column {get_column_letter(n)}" for n, text in enumerate(headings, 1))
    return Table(file_name, sheet, header, top.line, tuple(kept), refused)


def _as_header(row: Row, wanted: Wanted) -> tuple[bool, int]:
    """How like a header a row is: whether it has several cells, then how many of them are recognised."""
    return sum(map(bool, row.cells)) > 1, len(wanted.guess(row.cells))


def _filled(row: Row) -> int:
    """The number of cells to the last filled one."""
    return max((n for n, cell in enumerate(row.cells, 1) if cell), default=0)


def _fitted(row: Row, width: int) -> Row:
    return row._replace(cells=(*row.cells, *[""] * width)[:width])


def _words(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in cells if cell]
