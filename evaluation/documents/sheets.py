"""The shared look of a workbook's sheets: titles, sentences, tables, print set-up; and text that stays text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.palette import INK
from evaluation.documents.content import Graded
from evaluation.documents.paper import LINE, Made, Paper, clean, set_up

Value = str | int | float | date | Graded | None

_INK = INK["light"]
_FACE = "Calibri"
BODY = Font(name=_FACE, size=11, color=_INK.text[1:])
BOLD = Font(name=_FACE, size=11, color=_INK.text[1:], bold=True)
QUIET = Font(name=_FACE, size=11, color=_INK.muted[1:])
LINK = Font(name=_FACE, size=11, color=_INK.ours[1:], underline="single")
HEADING = Font(name=_FACE, size=13, color=_INK.text[1:], bold=True)
TITLE = Font(name=_FACE, size=18, color=_INK.text[1:], bold=True)
_HEAD = Font(name=_FACE, size=11, color=_INK.page[1:], bold=True)
_HEAD_FILL = PatternFill("solid", fgColor=_INK.text[1:])
_BAND_FILL = PatternFill("solid", fgColor=_INK.grid[1:])
_RULE = Border(bottom=Side(style="thin", color=_INK.grid[1:]))
_WHITE = Side(style="medium", color=_INK.page[1:])
_GAP = Border(left=_WHITE, right=_WHITE, top=_WHITE, bottom=_WHITE)
_WRAP = Alignment(vertical="top", wrap_text=True)
_CELL = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_HEAD_CELL = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_OVERFLOW = Alignment(vertical="center")

_INDENT, _BUTTON = 1.5, 3.0
"""What an indent and a filter button take from a column's width."""
_BOLD_TAKES = 0.9
_MOST_LINES = 27
"""Excel's rows are at most 409 points high."""
_WIDEST = 120
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheet programs would take for the number of a character (ECMA-376, ST_Xstring)."""


_looks: WeakKeyDictionary[Workbook, dict[tuple[object, ...], tuple[StyleArray, object]]] = WeakKeyDictionary()
"""The looks of cells that a workbook has already: to find one anew costs more than all the rest of writing a cell.

A look is known by which objects it is made of. They are kept with it, so that no other can take their place."""


def put(
    ws: Worksheet,
    row: int,
    column: int,
    value: Value,
    font: Font = BODY,
    alignment: Alignment = _WRAP,
    fill: PatternFill | None = None,
    border: Border | None = None,
) -> Cell:
    """Write one cell. Text is written as text even where it looks like a formula, an error or a number."""
    cell = ws.cell(row, column)
    assert isinstance(cell, Cell)
    kind = value.style if isinstance(value, Graded) else str if isinstance(value, str) else type(value)
    look = (id(font), id(alignment), id(fill), id(border), kind)
    assert ws.parent is not None
    known = _looks.setdefault(ws.parent, {})
    if look not in known:
        _dress(cell, value, font, alignment)
        if fill:
            cell.fill = fill
        if border:
            cell.border = border
        known[look] = copy(cell._style), (font, alignment, fill, border)  # type: ignore[attr-defined]
    cell._style = copy(known[look][0])  # type: ignore[attr-defined]
    if isinstance(value, Graded):
        value = value.word
    if isinstance(value, str):
        text = clean(value)
        cell.value = _CODE.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t", "\n")
    else:
        number_format = cell.number_format
        cell.value = value  # openpyxl gives a date a format of its own
        cell.number_format = number_format
    return cell


def _dress(cell: Cell, value: Value, font: Font, alignment: Alignment) -> None:
    cell.font, cell.alignment = font, alignment
    if isinstance(value, Graded):
        style = value.style
        cell.font = Font(name=_FACE, size=11, bold=True, color=style.text[1:])
        cell.fill = PatternFill("solid", fgColor=style.colour[1:])
        cell.number_format = f'"{style.glyph} "@'
    elif not isinstance(value, str):
        cell.alignment = Alignment(horizontal="left", vertical=alignment.vertical, indent=alignment.indent)
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"


def add_sheet(
    book: Workbook, name: str, title: str, content: Made, widths: Iterable[float], paper: Paper = "landscape"
) -> Worksheet:
    """A sheet with its title in row 1, ready for A4: one page wide, the school's name above, page x of y below.

    The widths of its columns are in digits, as Excel measures them.
    """
    ws: Worksheet = book.create_sheet(name)
    for place, width in enumerate(widths, start=1):
        ws.column_dimensions[get_column_letter(place)].width = width
    put(ws, 1, 1, title, TITLE, _OVERFLOW)
    ws.row_dimensions[1].height = 30
    ws.sheet_view.showGridLines = False
    set_up(ws, content, title, paper)
    return ws


def sentence(ws: Worksheet, row: int, text: str, columns: int, font: Font = BODY, first: int = 1) -> int:
    """A text over several columns, as high as it needs; returns the next row."""
    cell = put(ws, row, first, text, font)
    if columns > first:
        ws.merge_cells(start_row=row, end_row=row, start_column=first, end_column=columns)
    width = sum(ws.column_dimensions[get_column_letter(c)].width for c in range(first, columns + 1))
    ws.row_dimensions[row].height = LINE * min(_MOST_LINES, lines(str(cell.value or ""), width)) + 3
    return row + 1


def heading(ws: Worksheet, row: int, text: str) -> int:
    """A heading on one line; returns the next row."""
    put(ws, row, 1, text, HEADING, _OVERFLOW)
    ws.row_dimensions[row].height = 24
    return row + 1


def table(ws: Worksheet, top: int, titles: Iterable[str], rows: Iterable[Sequence[Value]]) -> int:
    """A header row and its rows; returns the next row."""
    rows = list(rows)
    widen(ws, rows)
    head(ws, top, list(titles))
    for number, row in enumerate(rows, start=top + 1):
        write_row(ws, number, row)
    return top + 1 + len(rows)


def listing(
    book: Workbook,
    content: Made,
    name: str,
    title: str,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[Value]],
    none: str,
    note: str = "",
) -> None:
    """A sheet of one list under a sentence, if any; where the list is empty a sentence that says so."""
    ws = add_sheet(book, name, title, content, columns.values())
    if not rows:
        sentence(ws, 2, none, len(columns))
        return
    header = sentence(ws, 2, note, len(columns)) if note else 2
    finish(ws, header, len(columns), fixed=2, last=table(ws, header, columns, rows) - 1)


def widen(ws: Worksheet, rows: Iterable[Sequence[Value]]) -> None:
    """Widen the columns in which a text would need more height than a row can have."""
    for place, values in enumerate(zip(*rows, strict=True), start=1):
        column = ws.column_dimensions[get_column_letter(place)]
        most = max((lines(value, column.width - _INDENT) for value in values if isinstance(value, str)), default=0)
        if most > _MOST_LINES:
            column.width = min(_WIDEST, column.width * most / _MOST_LINES + 2)


def head(ws: Worksheet, row: int, titles: Sequence[str]) -> None:
    """A table's header row."""
    for place, title in enumerate(titles, start=1):
        put(ws, row, place, title, _HEAD, _HEAD_CELL, _HEAD_FILL)
    _fit(ws, row, titles, spare=_BUTTON)


def write_row(ws: Worksheet, row: int, values: Sequence[Value]) -> None:
    """One row of a table, as high as its longest text."""
    for place, value in enumerate(values, start=1):
        put(ws, row, place, value, BODY, _CELL, border=_GAP if isinstance(value, Graded) else _RULE)
    _fit(ws, row, values)


def band(ws: Worksheet, row: int, values: Sequence[Value], columns: int, font: Font) -> None:
    """A shaded row inside a table, whose last text runs on over the empty cells beside it."""
    for column in range(1, columns + 1):
        value = values[column - 1] if column <= len(values) else None
        put(ws, row, column, value, font, _OVERFLOW, _BAND_FILL)
    ws.row_dimensions[row].height = LINE + 3


def finish(ws: Worksheet, header: int, columns: int, *, fixed: int, last: int) -> None:
    """Freeze all down to the header row and the first `fixed` columns, repeat it on paper, filter down to `last`."""
    ws.freeze_panes = ws.cell(header + 1, fixed + 1).coordinate
    ws.print_title_rows = f"{header}:{header}"
    ws.auto_filter.ref = f"A{header}:{get_column_letter(columns)}{last}"


@lru_cache(maxsize=8192)
def lines(text: str, width: float) -> int:
    """How many lines a text takes in so many digits' width: an estimate, a little high."""
    taken = sum(1.25 if letter.isupper() or letter in "mw@%" else 2 if letter > "\u2e80" else 0.8 for letter in text)
    limit = max(1, int(width * len(text) / taken)) if text else 1
    return sum(max(1, len(textwrap.wrap(paragraph, limit))) for paragraph in text.split("\n"))


def _fit(ws: Worksheet, row: int, values: Sequence[Value], spare: float = 0) -> None:
    most = 1
    for place, value in enumerate(values, start=1):
        width = ws.column_dimensions[get_column_letter(place)].width - _INDENT - spare
        if isinstance(value, Graded):
            most = max(most, lines(f"● {value.word}", width * _BOLD_TAKES))
        elif isinstance(value, str):
            most = max(most, lines(value, width))
    ws.row_dimensions[row].height = LINE * min(_MOST_LINES, most) + 3
