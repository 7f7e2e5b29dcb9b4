"""The sheet with the schools in an Excel workbook, as the lines of a CSV file."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from evaluation.errors import FileRefused
from evaluation.intake.archive import check_workbook
from evaluation.intake.layouts import is_header, plain

DATA_SHEET = "provider level data"
"""What Ofsted calls it, in any letter case. It stands among other sheets, some of them hidden."""

_WIDEST = 400
_HEADER_WITHIN = 50
_EMPTY_TO_THE_END = 10_000
"""After so many empty rows running nothing follows: some workbooks declare a million rows for 21,000 schools."""

_LINK = re.compile(
    r'HYPERLINK\((?:CONCATENATE\()?"(https?://[^"\s]+)"(?:\s*[&,]\s*\$?([A-Z]{1,3})\$?([0-9]+))?', re.IGNORECASE
)

_Rows = list[list[str]]


def workbook_lines(content: bytes) -> tuple[str, ...]:
    """A workbook's sheet of schools as CSV, a line for each row of the sheet, so that lines are its row numbers.

    The sheet is `DATA_SHEET`, else the one with the widest header row. Its declared size is not believed.
    A formula counts as the value stored with it, HYPERLINK as the address it opens. Dates become
    dd/mm/yyyy. Cells right of the header are left out. Raises FileRefused.
    """
    check_workbook(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows, header = _sheet(content)
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise FileRefused(
            f"This workbook cannot be read ({type(error).__name__}): it is damaged, or not quite a workbook. Download "
            "it again, or open it in Excel, go to the sheet with the schools and save it as “CSV UTF-8”."
        ) from error
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows((row + [""] * (header - len(row)))[:header] for row in rows)
    return tuple(io.StringIO(text.getvalue(), newline=""))


def _sheet(content: bytes) -> tuple[_Rows, int]:
    """The rows of the sheet with the schools, and how many columns its header has."""
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    headers = {}
    for sheet in book.worksheets:
        for number, row in enumerate(_cells(sheet)):
            if is_header(row):
                headers[sheet.title] = len(row)
            if is_header(row) or number > _HEADER_WITHIN:
                break
    if not headers:
        raise FileRefused(
            "No sheet of this workbook has a “URN” column, so its rows cannot be matched to schools. "
            "Choose Ofsted's management information, as downloaded from GOV.UK."
        )
    named = [title for title in headers if plain(title) == DATA_SHEET]
    title = named[0] if named else max(headers, key=lambda title: headers[title])
    rows = _whole(_cells(book[title]))
    if any(cell.startswith("=") for row in rows for cell in row):
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for row, cached in zip(rows, _cells(values[title]), strict=False):
            for place, cell in enumerate(row):
                if cell.startswith("=") and place < len(cached) and cached[place]:
                    row[place] = cached[place]
    return rows, headers[title]


def _whole(rows: Iterator[list[str]]) -> _Rows:
    found: _Rows = []
    empty = 0
    for row in rows:
        found.append(row)
        empty = 0 if row else empty + 1
        if empty > _EMPTY_TO_THE_END:
            break
    return found[: len(found) - empty]


def _cells(sheet: Any) -> Iterator[list[str]]:
    """The rows of a sheet as text, without empty cells at their end."""
    sheet.reset_dimensions()
    once: dict[object, str] = {}
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = []
        for value in values[:_WIDEST]:
            key = (type(value), value)
            cells.append(once[key] if key in once else once.setdefault(key, _text(value)))
        if any(cell.startswith("=") for cell in cells):
            cells = [_address(cell, cells, number) for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _address(cell: str, cells: list[str], number: int) -> str:
    """Where a HYPERLINK formula leads: an address, or an address and another cell of the same row, if it has one."""
    link = _LINK.search(cell) if cell.startswith("=") else None
    if link is None:
        return cell
    address, column, row = link.groups()
    if column is None:
        return str(address)
    place = column_index_from_string(column.upper()) - 1
    if int(row) != number:
        return cell
    return f"{address}{cells[place]}" if place < len(cells) and cells[place] else ""
