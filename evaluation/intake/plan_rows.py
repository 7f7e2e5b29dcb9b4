"""The rows of a development plan's table into drafts of actions; what is refused, and what was read how, by line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from evaluation.details import FormRefused
from evaluation.errors import Problem
from evaluation.frameworks import Framework
from evaluation.intake.plan_columns import FIELDS, Field
from evaluation.intake.plan_days import Edge, Named, named_day
from evaluation.intake.table_file import Table
from evaluation.intake.table_sheets import Row
from evaluation.plan.actions import revised
from evaluation.plan.records import PRIORITIES, Action, Plan, Priority
from evaluation.records import day as in_words

_URGENCY: Mapping[str, Priority] = {
    **dict.fromkeys(("now", "high", "h", "urgent", "immediate", "short term"), "now"),
    **dict.fromkeys(("next", "medium", "m", "medium term"), "next"),
    **dict.fromkeys(("later", "low", "l", "long term"), "later"),
}
"""Numbers are left out: "1" may be the most urgent, or the first aim of the plan."""

_MAY_HEAD: frozenset[Field] = frozenset({"what", "why", "strand", "priority"})
"""A row in which another field alone is filled is no heading: it is a row that does not say what is done."""

_NUMBERED = re.compile(
    r"(?:key |school |improvement |development )*(?:priority|objective|strand|section|area|theme|aim|goal)"
    r" ?[0-9]*\s*[:.–-]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PlanRows:
    """What a table means for a plan: drafts of actions in file order, none twice.

    `refused` are rows that do not come in. `remarks` are cells that were read in a way a leader should see first,
    or left out of a row that does come in. `unused` are the headings of columns that hold something and that no
    field takes.
    """

    actions: tuple[Action, ...]
    refused: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    unused: tuple[str, ...] = ()


def actions_from(table: Table, columns: Mapping[Field, int], plan: Plan, framework: Framework) -> PlanRows:
    """Each row that says what is done as a draft of the plan; `columns` are the table's columns by field.

    Rows that repeat a merged "what" belong to the action above and add to its cells. A row that is a heading gives
    its strand or priority to the rows below. An id is made of the plan, what is done and the due day, so that the
    same row has it again in the next file. Nothing is raised.
    """
    if "what" not in columns:
        return PlanRows((), (Problem(table.header_line, "", "Choose the column that says what is done."),), ())
    reading = _Reading(table, columns, plan, framework)
    for row in _whole_rows(table.rows, columns["what"]):
        reading.read(row)
    refused = sorted((*table.refused, *reading.refused), key=lambda problem: problem.line or 0)
    filled = {place for row in table.rows for place, cell in enumerate(row.cells) if cell}
    unused = tuple(table.header[place] for place in sorted(filled - set(columns.values())))
    found = tuple(action for _, action in reading.found.values())
    return PlanRows(found, tuple(refused), tuple(reading.remarks), unused)


@dataclass
class _Reading:
    """The rows as they are read, from the top: what is found, by id with its line, and what the last heading said."""

    table: Table
    columns: Mapping[Field, int]
    plan: Plan
    framework: Framework
    found: dict[str, tuple[int, Action]] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    strand: tuple[str, str] | None = None
    priority: Priority = "next"

    def read(self, row: Row) -> None:
        heading = self._heading(row)
        if heading:
            self._take_heading(row.line, heading)
            return
        noted = len(self.remarks)
        starts_on, due_on = self._days(row)
        action = Action(
            id="",
            plan_id=self.plan.id,
            what=self._cell(row, "what"),
            why=self._cell(row, "why"),
            owner=self._cell(row, "owner"),
            starts_on=starts_on,
            due_on=due_on,
            success_measure=self._cell(row, "success_measure"),
            proof=self._cell(row, "proof"),
            cost=self._cell(row, "cost"),
            time=self._cell(row, "time"),
            priority=self._priority(row),
            strand=self._strand(row),
        )
        wrong = self._wrong(action)
        if wrong:
            del self.remarks[noted:]
            self.refused += [self._problem(row, name, f"{why} The row is left out.") for name, why in wrong.items()]
            return
        action = replace(action, id=_id(action))
        self.found[action.id] = row.line, action

    def _wrong(self, action: Action) -> dict[Field, str]:
        """What keeps a draft out of the plan, by field: the rules of the plan, or that it is there already."""
        try:
            revised(action, None, self.plan, self.plan.ends_on)
        except FormRefused as refused:
            return {name: refused.fields[name] for name in FIELDS if name in refused.fields}
        if (same := self.found.get(_id(action))) is None:
            return {}
        return {"what": f"Line {same[0]} has the same for the same day. Word it otherwise if it is another action."}

    def _heading(self, row: Row) -> str:
        """The words of a row that is a heading and no action, else ""."""
        filled = [place for place, cell in enumerate(row.cells) if cell]
        if len(filled) != 1:
            return ""
        (place,) = filled
        text = row.cells[place]
        meant = {name for name, column in self.columns.items() if column == place}
        if meant - _MAY_HEAD:
            return ""
        says = self._strand_of(text) or _urgency(text) or _NUMBERED.match(text)
        return text if "what" not in meant or row.spans or says else ""

    def _take_heading(self, line: int, text: str) -> None:
        self.strand, urgency = self._strand_of(text), _urgency(text)
        self.priority = urgency or "next"
        if self.strand:
            what = "is taken as the strand of the rows below."
        elif urgency:
            what = f"is taken as the priority of the rows below: {PRIORITIES[urgency]}."
        else:
            what = "is taken as a heading, so it is not brought in."
        self.remarks.append(Problem(line, "", f"{_quoted(text)} {what}"))

    def _days(self, row: Row) -> tuple[date | None, date | None]:
        """When it starts and is due; a span under "by when" says both where no cell says when it starts."""
        start, due = self._day(row, "starts_on", "start"), self._day(row, "due_on", "due")
        starts_on, due_on = start.on if start else None, due.on if due else None
        if due and due.begins and not self._cell(row, "starts_on") and self._within(row, "due_on", due.begins):
            starts_on = due.begins
        if starts_on and due_on and starts_on > due_on:
            self._remark(row, "starts_on", f"{in_words(starts_on)} is after the day when it is due, so it is left out.")
            starts_on = None
        return starts_on, due_on

    def _day(self, row: Row, name: Field, edge: Edge) -> Named | None:
        """The day that a cell names; None with a remark where it names none, or one outside the plan."""
        text = self._cell(row, name)
        named = named_day(text, edge, self.plan) if text else None
        if text and not named:
            self._remark(row, name, f"{_quoted(text)} does not name one day, so the day is left out.")
        if named is None or not self._within(row, name, named.on):
            return None
        if named.how:
            self._remark(row, name, f"{_quoted(text)} is taken as {named.how}.")
        return named

    def _within(self, row: Row, name: Field, on: date) -> bool:
        first, last = self.plan.starts_on, self.plan.ends_on
        if not first <= on <= last:
            plan = f"the plan (from {in_words(first)} to {in_words(last)})"
            self._remark(row, name, f"{in_words(on)} is not within {plan}, so the day is left out.")
        return first <= on <= last

    def _strand(self, row: Row) -> tuple[str, str] | None:
        text = self._cell(row, "strand")
        found = self._strand_of(text)
        if text and not found:
            said = f"{_quoted(text)} is no strand of {self.framework.short_name}, so the strand is left out."
            self._remark(row, "strand", said)
        return found if text else self.strand

    def _strand_of(self, text: str) -> tuple[str, str] | None:
        names = {_plain(text), _plain(_NUMBERED.sub("", text, count=1))}
        found = (strand.id for strand in self.framework.strands if _plain(strand.name) in names)
        strand_id = next(found, None)
        return (self.framework.id, strand_id) if strand_id else None

    def _priority(self, row: Row) -> Priority:
        text = self._cell(row, "priority")
        found = _urgency(text)
        if text and not found:
            said = f"{_quoted(text)} says neither now, next nor later, so it is “{PRIORITIES['next']}”."
            self._remark(row, "priority", said)
        return found or ("next" if text else self.priority)

    def _cell(self, row: Row, name: Field) -> str:
        return row.cells[self.columns[name]] if name in self.columns else ""

    def _problem(self, row: Row, name: Field, message: str) -> Problem:
        return Problem(row.line, self.table.header[self.columns[name]], message)

    def _remark(self, row: Row, name: Field, message: str) -> None:
        self.remarks.append(self._problem(row, name, message))


def _whole_rows(rows: Iterable[Row], what: int) -> Iterator[Row]:
    """The rows, each with those that go on with its merged "what"; a row that repeats merged cells only is left out."""
    whole: Row | None = None
    for row in rows:
        own = {place for place, cell in enumerate(row.cells) if cell} - row.carried
        if not own:
            continue
        if whole and what in row.carried:
            joined = (
                "\n".join(filter(None, (cell, row.cells[n] if n in own else ""))) for n, cell in enumerate(whole.cells)
            )
            whole = whole._replace(cells=tuple(joined))
            continue
        if whole:
            yield whole
        whole = row
    if whole:
        yield whole


def _id(action: Action) -> str:
    what = " ".join(action.what.split()).casefold()
    said = f"{action.plan_id}\n{what}\n{action.due_on or ''}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _urgency(text: str) -> Priority | None:
    return _URGENCY.get(_plain(text).removesuffix(" priority"))


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("&", " and ")))


def _quoted(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short}”" if len(short) <= 80 else f"“{short[:79]}…”"
