"""The shared look of a workbook's sheets: titles, sentences, tables, print set-up; and text that stays text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.palette import INK
from evaluation.documents.content import Content, Graded, day

Value = str | int | date | Graded | None

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
BAND = PatternFill("solid", fgColor=_INK.grid[1:])
_RULE = Border(bottom=Side(style="thin", color=_INK.grid[1:]))
_WRAP = Alignment(vertical="top", wrap_text=True)
_CENTRE = Alignment(vertical="center", wrap_text=True)
_OVERFLOW = Alignment(vertical="center")

_LINE = 15.0
_MOST_LINES = 27
"""Excel's rows are at most 409 points high."""
_WIDEST = 120
LONGEST = 32_767
"""Most UTF-16 units a cell can hold (Microsoft, "Excel specifications and limits")."""
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Column(NamedTuple):
    """A table's column; its width in digits, as Excel measures it."""

    title: str
    width: float


def clean(text: str) -> str:
    """A text as a cell can hold it: no characters that XML forbids, Excel's own line ends, cut with “…” if too long."""
    text = _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST else units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def put(ws: Worksheet, row: int, column: int, value: Value, font: Font = BODY, alignment: Alignment = _WRAP) -> Cell:
    """Write one cell. Text is written as text even where it looks like a formula, an error or a number."""
    cell = ws.cell(row, column)
    assert isinstance(cell, Cell)
    cell.font, cell.alignment = font, alignment
    if isinstance(value, Graded):
        style = value.style
        cell.font = Font(name=_FACE, size=11, bold=True, color=style.text[1:])
        cell.fill = PatternFill("solid", fgColor=style.colour[1:])
        cell.number_format = f'"{style.glyph} "@'
        value = value.word
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
        cell.alignment = Alignment(horizontal="left", vertical=alignment.vertical)
    else:
        cell.value = value
    return cell


def add_sheet(
    book: Workbook, name: str, title: str, content: Content, widths: Sequence[float], paper: Literal["portrait", "landscape"] = "landscape"
) -> Worksheet:
    """A sheet with its title in row 1, ready for A4: one page wide, the school's name above, page x of y below."""
    ws: Worksheet = book.create_sheet(name)
    for place, width in enumerate(widths, start=1):
        ws.column_dimensions[get_column_letter(place)].width = width
    put(ws, 1, 1, title, TITLE, _OVERFLOW)
    ws.row_dimensions[1].height = 30
    ws.sheet_view.showGridLines = False
    ws.page_setup.orientation = paper
    ws.page_setup.paperSize = ws.PAPERSIZE_A4
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    margins = ws.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    ws.oddHeader.left.text = _plain(textwrap.shorten(content.school.name, 100, placeholder=" …") or content.school.name[:100])
    ws.oddHeader.right.text = _plain(title)
    ws.oddFooter.left.text = f"Made on {day(content.made_on)}" + (". The school is invented." if content.school.demo else "")
    ws.oddFooter.right.text = "Page &P of &N"
    return ws


def sentence(ws: Worksheet, row: int, text: str, columns: int, font: Font = BODY, first: int = 1) -> int:
    """A text over several columns, as high as it needs; returns the next row."""
    cell = put(ws, row, first, text, font)
    if columns > first:
        ws.merge_cells(start_row=row, end_row=row, start_column=first, end_column=columns)
    width = sum(ws.column_dimensions[get_column_letter(c)].width for c in range(first, columns + 1))
    ws.row_dimensions[row].height = _LINE * min(_MOST_LINES, lines(str(cell.value or ""), width)) + 3
    return row + 1


def heading(ws: Worksheet, row: int, text: str) -> int:
    """A heading on one line; returns the next row."""
    put(ws, row, 1, text, HEADING, _OVERFLOW)
    ws.row_dimensions[row].height = 24
    return row + 1


def table(ws: Worksheet, top: int, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    """A header row and its rows; columns are widened where a text would be higher than a row can be. Returns the next row."""
    head(ws, top, columns)
    rows = list(rows)
    for place in range(len(columns)):
        letter = get_column_letter(place + 1)
        width = ws.column_dimensions[letter].width
        longest = max((lines(value, width) for row in rows if isinstance(value := row[place], str)), default=0)
        if longest > _MOST_LINES:
            ws.column_dimensions[letter].width = min(_WIDEST, width * longest / _MOST_LINES + 2)
    for number, row in enumerate(rows, start=top + 1):
        write_row(ws, number, row)
    return top + 1 + len(rows)


def head(ws: Worksheet, row: int, columns: Sequence[Column]) -> None:
    """A table's header row."""
    for place, column in enumerate(columns, start=1):
        put(ws, row, place, column.title, _HEAD, _CENTRE).fill = _HEAD_FILL
    _fit(ws, row, [column.title for column in columns], spare=5)


def write_row(ws: Worksheet, row: int, values: Sequence[Value]) -> None:
    """One row of a table, as high as its longest text."""
    for place, value in enumerate(values, start=1):
        put(ws, row, place, value).border = _RULE
    _fit(ws, row, values)


def overflow(ws: Worksheet, row: int, values: Sequence[Value], columns: int, font: Font | None, fill: PatternFill) -> None:
    """A shaded row inside a table whose text runs on over the empty cells beside it."""
    for column in range(1, columns + 1):
        value = values[column - 1] if column <= len(values) else None
        put(ws, row, column, value, font or BODY, _OVERFLOW).fill = fill
    ws.row_dimensions[row].height = _LINE + 3


def finish(ws: Worksheet, header: int, columns: int, *, fixed: int, last: int | None = None) -> None:
    """Freeze and repeat all down to the header row and the first `fixed` columns; filter down to `last`, where given."""
    ws.freeze_panes = ws.cell(header + 1, fixed + 1).coordinate
    ws.print_title_rows = f"{header}:{header}"
    if last is not None and last > header:
        ws.auto_filter.ref = f"A{header}:{get_column_letter(columns)}{last}"


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: an estimate on the high side, since a file cannot measure letters."""
    wide = sum(1.3 if letter.isupper() or letter in "mw@%" else 2 if letter > "\u2e80" else 0.95 for letter in text)
    limit = max(1, int((width - 1) * len(text) / wide)) if text else 1
    return sum(max(1, len(textwrap.wrap(paragraph, limit))) for paragraph in text.split("\n"))


def _fit(ws: Worksheet, row: int, values: Sequence[Value], spare: float = 0) -> None:
    most = 1
    for place, value in enumerate(values, start=1):
        text = f"● {value.word}" if isinstance(value, Graded) else value
        if isinstance(text, str):
            bold = 1 if isinstance(value, Graded) else 0
            most = max(most, lines(text, ws.column_dimensions[get_column_letter(place)].width - spare - bold))
    ws.row_dimensions[row].height = _LINE * min(_MOST_LINES, most) + 3


def _plain(text: str) -> str:
    """A text in a page header, where “&” begins a code unless it stands twice."""
    return clean(text).replace("\n", " ").replace("&", "&&")
