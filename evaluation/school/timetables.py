"""A timetable that a school's system exports: looked at first, then brought in as practice, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.access import Ability
from evaluation.errors import EvaluationError, Problem
from evaluation.evidence.records import StrandRef
from evaluation.intake.table_file import Table
from evaluation.intake.timetable_rows import TimetableRows, practices_from, year_words
from evaluation.intake.timetable_table import FIELDS, Field, guess_columns, read_timetable
from evaluation.school.group import Group
from evaluation.store import practices as stored
from evaluation.visible.records import Practice

COLUMNS = FIELDS
"""What a column can say, in words for the screen."""


@dataclass(frozen=True)
class TimetableChoices:
    """What a leader says of a timetable: its columns by field, the year groups its words mean ("" for none), and the
    strands that these lessons speak to."""

    columns: Mapping[Field, int]
    years: Mapping[str, str]
    strands: tuple[StrandRef, ...] = ()


@dataclass(frozen=True)
class TimetablePreview:
    """What a timetable holds, before anything is stored.

    new       practices that would come in, in file order, made of the `lessons` of the file
    known     practices that are here already, just so
    moved     practices that are here at other times; they stay as they are
    refused   rows that cannot come in, by line
    remarks   cells that were read in a way a leader should see first
    unused    headings of columns that hold something and are not brought in
    """

    new: tuple[Practice, ...]
    known: tuple[Practice, ...]
    moved: tuple[Practice, ...]
    lessons: int
    refused: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class TimetableImport:
    """One timetable that was brought in and can be taken back. `practices` is how many of it are still here."""

    id: str
    file_name: str
    at: str
    who: str
    practices: int


@dataclass(frozen=True)
class TimetableUndone:
    """What taking back a timetable did: practices removed, and what stayed because somebody has changed it since."""

    removed: int
    stayed: tuple[str, ...]


class Timetables:
    """Timetables from Excel and CSV files."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def read(self, content: bytes, file_name: str, sheet: str | None = None) -> Table:
        """The table in a workbook (.xlsx) or CSV file. Stores nothing. Raises FileRefused, NotAllowed."""
        self._group.viewer.require(Ability.DESCRIBE_PRACTICE)
        return read_timetable(content, file_name, sheet)

    def guess(self, table: Table) -> dict[Field, int]:
        """Which column is which, as far as it is recognised, to be set right on screen."""
        return guess_columns(table.header)

    def years(self, table: Table, columns: Mapping[Field, int]) -> dict[str, str]:
        """The words that say a year group, each with the one that it seems to mean, to be set right on screen."""
        return year_words(table, columns)

    def preview(self, table: Table, choices: TimetableChoices) -> TimetablePreview:
        """What a timetable would bring in. Stores nothing. Raises NotAllowed."""
        self._group.viewer.require(Ability.DESCRIBE_PRACTICE)
        return self._sorted(practices_from(table, choices.columns, choices.years, choices.strands, self._school))

    def bring_in(self, import_id: str, table: Table, choices: TimetableChoices) -> TimetablePreview:
        """Store what is new in a timetable, all or none. `new` in the result is what came in.

        `import_id` comes from the screen; with it the timetable is taken back. On a second press nothing is new.
        Raises NotAllowed, EvaluationError.
        """
        with self._group.writing(Ability.DESCRIBE_PRACTICE, "A timetable brought in") as write:
            preview = self.preview(table, choices)
            if preview.new:
                if any(row["id"] == import_id for row in self._rows()):
                    raise EvaluationError("This timetable has been brought in already. Choose the file again.")
                stored.start_import(write, import_id, table.file_name)
                for practice in preview.new:
                    stored.save(write, practice, import_id)
                stored.finish_import(write, import_id)
            return preview

    def imports(self) -> list[TimetableImport]:
        """The timetables that can be taken back, the latest first; none for people who may not describe practice."""
        may = self._group.viewer.may(Ability.DESCRIBE_PRACTICE)
        return [TimetableImport(**row) for row in self._rows()] if may else []

    def undo(self, import_id: str) -> TimetableUndone:
        """Take a timetable back: what nobody has changed since. Raises NotAllowed, EvaluationError."""
        with self._group.writing(Ability.DESCRIBE_PRACTICE, "A timetable taken back") as write:
            if import_id not in {row["id"] for row in self._rows()}:
                raise EvaluationError("This timetable is not here, or has been taken back already.")
            removed, stayed = stored.undo_import(write, import_id)
            return TimetableUndone(removed, tuple(stayed))

    @property
    def _school(self) -> str:
        return self._group.school_id

    def _rows(self) -> list[dict[str, Any]]:
        return stored.imports(self._group.reading(), self._school)

    def _sorted(self, rows: TimetableRows) -> TimetablePreview:
        here = {practice.id: practice for practice in stored.every(self._group.reading(), self._school)}
        new = tuple(each for each in rows.practices if each.id not in here)
        known = [each for each in rows.practices if each.id in here]
        same = tuple(each for each in known if each.slots == here[each.id].slots)
        moved = tuple(each for each in known if each.slots != here[each.id].slots)
        return TimetablePreview(new, same, moved, rows.lessons, rows.refused, rows.remarks, rows.unused)
