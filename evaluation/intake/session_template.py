"""A self-evaluation that was filled in offline, read back: whose it is, what is said, and what cannot be used, by row.

The file comes from people and from their spreadsheet programs, so nothing about it is believed: sheets and columns are
found by their headings, rows by their hidden key and else by their words, and a cell counts as what it shows.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from openpyxl import load_workbook

from evaluation.errors import FileRefused
from evaluation.intake.archive import check_workbook, is_workbook, is_zip
from evaluation.intake.session_format import COLUMNS, FORMAT, LABELS, SIGN, Exported, Identity, Slot

LARGEST = 10 * 1024 * 1024
"""Bytes of a file. One of a framework with a hundred standards has about 40 KB."""
_MOST_ROWS, _WIDEST = 5000, 60
_EMPTY_TO_THE_END = 1000
_FIELDS = {("mark", "value"), ("judgement", "grade"), ("judgement", "why"), ("judgement", "direction")}
AGAIN = "Choose the file that you downloaded under “Work offline” and filled in, saved as an Excel workbook (.xlsx)."


class Cell(NamedTuple):
    """A cell as it shows; `wrong` says what it is where that is no text: "a formula", "an error"."""

    text: str = ""
    wrong: str = ""


class Sheet(NamedTuple):
    """A sheet's title and its rows from row 1 to the last filled one."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class SessionFile:
    """A file that was filled in: whose it is, what was exported, and its sheets as they are now, hidden ones apart."""

    file_name: str
    identity: Identity
    exported: Mapping[Slot, Exported]
    sheets: tuple[Sheet, ...]


def open_session_file(content: bytes, file_name: str) -> SessionFile:
    """The file, not yet understood: see `session_rows.said_in`. Raises FileRefused."""
    if len(content) > LARGEST:
        raise FileRefused(f"This file is larger than {LARGEST // 1024**2} MB, which none of these is. {AGAIN}")
    try:
        if not is_zip(content) or not is_workbook(content):
            raise FileRefused("This is not an Excel workbook.")
        check_workbook(content)
    except FileRefused as refused:  # the first sentence says what the file is, the others are for official files
        what = str(refused).split(". ")[0].rstrip(".").replace("than Ofsted's do", "than one of these does")
        raise FileRefused(f"{what}. {AGAIN}") from refused
    sheets = _sheets(content)
    hidden = next((sheet for sheet in sheets if _text(sheet, 1, 1) == SIGN), None)
    if hidden is None:
        raise FileRefused(
            "This file does not say which self-evaluation it belongs to: the hidden sheet that it was made with is not "
            "in it. Download a new one under “Work offline”, copy your entries into it, and bring that in."
        )
    if _text(hidden, 1, 2) != FORMAT:
        raise FileRefused(
            "This file was made by another version of this product. Download a new one under “Work offline” and copy "
            "your entries into it."
        )
    identity = Identity(*(_text(hidden, row, 2) for row in range(2, 2 + len(LABELS))))
    exported = dict(_exported(hidden.rows[2 + len(LABELS) :]))
    return SessionFile(file_name, identity, exported, tuple(sheet for sheet in sheets if sheet is not hidden))


def _sheets(content: bytes) -> list[Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            return [Sheet(sheet.title, tuple(_rows(sheet))) for sheet in book.worksheets]
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise FileRefused(
            f"This workbook cannot be read ({type(error).__name__}): it is damaged, or not quite a workbook. {AGAIN}"
        ) from error


def _rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    """The rows to the last filled one. The declared size is not believed."""
    sheet.reset_dimensions()
    waiting: list[tuple[Cell, ...]] = []
    for number, cells in enumerate(islice(sheet.iter_rows(max_col=_WIDEST), _MOST_ROWS + 1)):
        if number >= _MOST_ROWS:
            raise FileRefused(
                f"A sheet of this file has more than {_MOST_ROWS:,} rows, which none of these has. {AGAIN}"
            )
        waiting.append(tuple(_cell(cell) for cell in cells))
        if any(cell.text for cell in waiting[-1]):
            yield from waiting
            waiting = []
        elif len(waiting) > _EMPTY_TO_THE_END:
            return


def _cell(cell: Any) -> Cell:
    """A cell as it shows: a date as day/month/year, a whole number without a point. A formula is not worked out."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return Cell()
    if kind == "f":
        return Cell(str(value), "a formula")
    if kind == "e":
        return Cell(str(value), f"an error ({value})")
    if isinstance(value, bool):
        return Cell(str(value).upper())
    if isinstance(value, datetime | date):
        return Cell(f"{value:%d/%m/%Y}")
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)))
    return Cell(str(value))


def _exported(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Slot, Exported]]:
    """The hidden table below its headings. A row that was tampered with is left out, as if it had not been exported."""
    for row in rows:
        texts = [cell.text for cell in row[: len(COLUMNS)]]
        texts += [""] * (len(COLUMNS) - len(texts))
        thing, part, field, value, version = texts
        if (thing, field) in _FIELDS and re.fullmatch("[0-9]{1,18}", version):
            yield Slot(thing, part, field), Exported(value, int(version))  # type: ignore[arg-type]


def _text(sheet: Sheet, row: int, column: int) -> str:
    """The text of a cell, counted from 1; "" beyond what is filled."""
    if row > len(sheet.rows) or column > len(sheet.rows[row - 1]):
        return ""
    return sheet.rows[row - 1][column - 1].text
