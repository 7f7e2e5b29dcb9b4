"""A school's timetable as its system exports it to Excel or CSV, a row for each lesson: the table and its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from evaluation.intake.headings import recognised
from evaluation.intake.table_file import Table, read_table
from evaluation.intake.table_sheets import Wanted

Field = Literal["day", "week", "starts_at", "ends_at", "subject", "group", "year_group", "who", "what"]
FIELDS: dict[Field, str] = {
    "day": "Day",
    "week": "Week A or B",
    "starts_at": "When it begins",
    "ends_at": "When it ends",
    "subject": "Subject",
    "group": "Class or group",
    "year_group": "Year group",
    "who": "Teacher",
    "what": "What it is",
}
"""What a column can say, in words for the screen. A room, for instance, is not brought in."""

_HEADINGS: tuple[tuple[Field, str], ...] = (
    ("week", "week|wk|week a b|week type|timetable week|cycle|week number|week letter"),
    ("day", "day|weekday|day of week|day name|day period|period name|timetable day|when|slot|period"),
    ("ends_at", "end|end time|finish|finish time|until|to|ends|time end"),
    ("starts_at", "start|start time|begin|time|from|starts|time start|period time|period|lesson time"),
    ("year_group", "year group|year|yr|nc year|ncy|national curriculum year|cohort|yeargroup"),
    ("group", "class|class name|group|group name|teaching group|set|form|classcode|class code|code|registration group"),
    ("subject", "subject|subject name|course|department|curriculum area|faculty|learning area"),
    ("who", "teacher|staff|staff name|teacher name|who|taught by|member of staff|lead|adult|tutor|main teacher"),
    ("what", "what|activity|lesson|description|event|title|practice|name"),
)


def guess_columns(header: Sequence[str]) -> dict[Field, int]:
    """The column of each field that is recognised, each column once: see `headings.recognised`."""
    return recognised(header, _HEADINGS)


TIMETABLE = Wanted(
    "timetable",
    guess_columns,
    "Choose the timetable as an Excel workbook (.xlsx) or a CSV file, with a row for each lesson and a column that "
    "says its day. A table with a column for each day of the week is not read.",
    20_000,
)


def read_timetable(content: bytes, file_name: str, sheet: str | None = None) -> Table:
    """The timetable in a workbook (.xlsx) or CSV file: see `table_file.read_table`. Raises FileRefused."""
    return read_table(content, file_name, TIMETABLE, sheet)
