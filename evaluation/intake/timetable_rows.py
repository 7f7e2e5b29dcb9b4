"""The rows of a timetable into practice: lessons of one class in one subject with one teacher become one practice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from evaluation.details import FormRefused
from evaluation.errors import Problem
from evaluation.evidence.records import StrandRef
from evaluation.intake.table_file import Table
from evaluation.intake.table_sheets import Row
from evaluation.intake.timetable_table import Field
from evaluation.intake.timetable_times import days_in, times_in, week_in
from evaluation.visible.describing import described
from evaluation.visible.records import Practice, Slot
from evaluation.visible.words import distinct, plain, year_order

_APART = re.compile(r"\s*[;/&+\n]\s*|\s+and\s+")
"""What parts several teachers. A comma parts a surname from a first name."""

_YEARS_APART = re.compile(r"\s*[;/&+,\n]\s*|\s+and\s+")
_YEAR_OF_CLASS = re.compile(r"(?:year|yr|y)?\s*(?:1[0-3]|[1-9])(?!\d)|reception|rec\b|nursery", re.IGNORECASE)
_YEAR = re.compile(r"(?:nc\s*)?(?:years?|yrs?|y)?\s*(1[0-3]|[1-9])")
_EARLY = {"Reception": {"reception", "rec", "r", "yr", "year r", "eyfs", "0"}, "Nursery": {"nursery", "n", "n1", "n2"}}


@dataclass(frozen=True)
class TimetableRows:
    """What a timetable means: practices in file order, none twice, made of so many `lessons` (rows).

    `refused` are rows that do not come in. `remarks` are cells that were read in a way a leader should see first.
    `unused` are the headings of columns that hold something and that no field takes.
    """

    practices: tuple[Practice, ...]
    lessons: int
    refused: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    unused: tuple[str, ...] = ()


def year_words(table: Table, columns: Mapping[Field, int]) -> dict[str, str]:
    """The words that say a year group, each with the year group that it seems to mean, the youngest first.

    From the column of year groups; without one from the beginning of a class's name ("5A").
    """
    words = distinct(word for row in table.rows for word in _year_words(row, columns))
    found = {word: _year(word) for word in words}
    return dict(sorted(found.items(), key=lambda each: year_order(each[1])))


def practices_from(
    table: Table, columns: Mapping[Field, int], years: Mapping[str, str], strands: Sequence[StrandRef], owner: str
) -> TimetableRows:
    """The lessons of a table as practices; `columns` are its columns by field.

    `years` are year groups by the words of `year_words`, "" for none; `strands` are what these lessons speak to. An
    id is made of `owner` (the school) and of what makes a practice one, so that it has it again in the next file.
    Nothing is raised.
    """
    missing = _missing(columns)
    if missing:
        return TimetableRows((), 0, (Problem(table.header_line, "", missing),), ())
    called = {plain(word): name for word, name in years.items()}
    reading = _Reading(table, columns, called, tuple(strands), owner)
    for row in table.rows:
        if {place for place, cell in enumerate(row.cells) if cell} - row.carried:
            reading.read(row)
    refused = sorted((*table.refused, *reading.refused), key=lambda problem: problem.line or 0)
    filled = {place for row in table.rows for place, cell in enumerate(row.cells) if cell}
    unused = tuple(table.header[place] for place in sorted(filled - set(columns.values())))
    return TimetableRows(tuple(reading.found.values()), reading.lessons, tuple(refused), tuple(reading.remarks), unused)


def _missing(columns: Mapping[Field, int]) -> str:
    if "day" not in columns:
        return (
            "Choose the column that says the day of a lesson. "
            "A table with a column for each day of the week is not read."
        )
    if not columns.keys() & {"subject", "group", "what"}:
        return "Choose the column that says what it is: the subject, the class or what is done."
    return ""


@dataclass
class _Reading:
    """The rows as they are read, from the top: the practices found so far, by id."""

    table: Table
    columns: Mapping[Field, int]
    years: Mapping[str, str]
    strands: tuple[StrandRef, ...]
    owner: str
    found: dict[str, Practice] = field(default_factory=dict)
    lessons: int = 0
    refused: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def read(self, row: Row) -> None:
        slots = self._slots(row)
        if slots is None:
            return
        subject, group = self._cell(row, "subject"), self._cell(row, "group")
        what = self._cell(row, "what") or ", ".join(filter(None, (subject, group)))
        if not what:
            self._refuse(row, None, "It says neither subject nor class, so nobody could tell what it is.")
            return
        named = (self.years.get(plain(word), "") for word in _year_words(row, self.columns))
        practice = Practice(
            "",
            what,
            subject,
            slots,
            tuple(name for name in _APART.split(self._cell(row, "who")) if name),
            tuple(name for name in named if name),
            strands=self.strands,
        )
        try:
            practice = described(practice)
        except FormRefused as refused:
            self._refuse(row, None, str(refused))
            return
        self._keep(replace(practice, id=_id(self.owner, practice, group)))

    def _keep(self, practice: Practice) -> None:
        self.lessons += 1
        before = self.found.get(practice.id)
        slots = (*before.slots, *practice.slots) if before else practice.slots
        self.found[practice.id] = described(replace(before or practice, slots=slots))

    def _slots(self, row: Row) -> tuple[Slot, ...] | None:
        """The times of a row; None with a refusal where it names no day or no week that can be."""
        text = self._cell(row, "day")
        days = days_in(text)
        if not days:
            why = f"“{text}” names no day from Monday to Friday." if text else "The day is missing."
            self._refuse(row, "day", why)
            return None
        try:
            week = week_in(self._cell(row, "week"))
        except ValueError as problem:
            self._refuse(row, "week", f"{problem}.")
            return None
        starts_at, ends_at = self._times(row)
        return tuple(Slot(each.weekday, starts_at, ends_at, week or each.week) for each in days)

    def _times(self, row: Row) -> tuple[time | None, time | None]:
        text = self._cell(row, "starts_at")
        starts_at, ends_at = times_in(text)
        if "ends_at" in self.columns:
            ends_at = times_in(self._cell(row, "ends_at"))[0] or ends_at
        if text and starts_at is None:
            self._remark_once(row, "starts_at", "say no time of day, so times are left out.", text)
        if ends_at and (starts_at is None or ends_at <= starts_at):
            if starts_at:
                self._remark(
                    row, "ends_at", f"It ends at {ends_at:%H:%M}, not after it begins, so the end is left out."
                )
            ends_at = None
        return starts_at, ends_at

    def _cell(self, row: Row, name: Field) -> str:
        return row.cells[self.columns[name]] if name in self.columns else ""

    def _refuse(self, row: Row, name: Field | None, why: str) -> None:
        self.refused.append(Problem(row.line, self._heading(name), f"{why} The row is left out."))

    def _remark(self, row: Row, name: Field, words: str) -> None:
        self.remarks.append(Problem(row.line, self._heading(name), words))

    def _remark_once(self, row: Row, name: Field, words: str, example: str) -> None:
        """What holds for a whole column is said at the first row."""
        if not any(remark.message.endswith(words) for remark in self.remarks):
            self._remark(row, name, f"Words such as “{example}” {words}")

    def _heading(self, name: Field | None) -> str:
        return self.table.header[self.columns[name]] if name and name in self.columns else ""


def _year_words(row: Row, columns: Mapping[Field, int]) -> Iterator[str]:
    if "year_group" in columns:
        yield from (word for word in _YEARS_APART.split(row.cells[columns["year_group"]].strip()) if word)
    elif "group" in columns and (found := _YEAR_OF_CLASS.match(row.cells[columns["group"]].strip())):
        yield found[0]


def _year(word: str) -> str:
    plainly = plain(word)
    if match := _YEAR.fullmatch(plainly):
        return f"Year {match[1]}"
    return next((name for name, words in _EARLY.items() if plainly in words), word)


def _id(owner: str, practice: Practice, group: str) -> str:
    parts = (owner, practice.what, practice.subject, group, *practice.year_groups, "", *practice.who)
    return hashlib.sha256("\n".join(map(plain, parts)).encode()).hexdigest()[:32]
