"""The small workbook inside each chart, which PowerPoint opens on "Edit data". Text in it is only text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

NAME = "Sheet1"


class Formula(NamedTuple):
    """A formula of our own (never a text from people), and what it gives now: None for an error."""

    text: str
    value: float | None


Cell = str | int | float | Formula | None


def sheet(rows: Sequence[Sequence[Cell]], on: datetime) -> bytes:
    """A workbook with these rows from cell A1; None leaves a cell empty. The same rows give the same bytes.

    Texts are written as texts even where they look like formulas, links or numbers.
    """
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties({"created": on})
    page = book.add_worksheet(NAME)
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, Formula):
                page.write_formula(row, column, value.text, None, "#N/A" if value.value is None else value.value)
            elif isinstance(value, str):
                page.write_string(row, column, value)
            elif value is not None:
                page.write_number(row, column, value)
    page.set_column(0, 0, max((len(str(cells[0])) for cells in rows if cells), default=10) + 2)
    book.close()
    return target.getvalue()


def column(place: int, first: int, last: int) -> str:
    """A range of one column, as charts refer to it; `place` from 0, rows from 1."""
    letter = xl_col_to_name(place)
    return f"{NAME}!${letter}${first}" + (f":${letter}${last}" if last != first else "")


def noon(on: date) -> datetime:
    """A day as a moment, for properties that ask for one."""
    return datetime.combine(on, time(12))
