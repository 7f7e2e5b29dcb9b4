"""What a file that was filled in offline says, slot by slot, and what of it cannot be used, by sheet and row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from evaluation.frameworks import Framework, Strand
from evaluation.intake.session_format import (
    CONTEXT,
    DIRECTION,
    DIRECTIONS,
    GRADE,
    KEY,
    MARK,
    MARKS,
    STANDARD,
    STANDARDS,
    STRAND,
    STRANDS,
    WHY,
    Slot,
    grades_of,
    slot_of_standard,
    slots_of_strand,
)
from evaluation.intake.session_template import Cell, SessionFile, Sheet

_HEADER_WITHIN = 40
_FIELDS = {MARK: "value", GRADE: "grade", WHY: "why", DIRECTION: "direction"}
_KNOWN = frozenset({STRAND, STANDARD, KEY, *_FIELDS})


class CellProblem(NamedTuple):
    """What cannot be used, and where: a row of a sheet from 1, or 0 where it is about the whole sheet."""

    sheet: str
    row: int
    message: str

    def __str__(self) -> str:
        return f"{self.sheet} row {self.row}: {self.message}" if self.row else f"{self.sheet}: {self.message}"


class Said(NamedTuple):
    """What a slot holds in the file: an id, the words of a reason as they stand, or "" for nothing."""

    value: str
    sheet: str
    row: int


@dataclass
class SaidInFile:
    """What is said by slot, and what was found on the way.

    `missing` are the slots that the file has no cell for any more: what is stored of them stays.
    `unused` are columns that hold something and are not read.
    """

    said: dict[Slot, Said] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    missing: tuple[Slot, ...] = ()
    unused: list[str] = field(default_factory=list)


class _Table(NamedTuple):
    """A sheet with a header row (from 1) and the place of each heading in it, from 0."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]


class _Part(NamedTuple):
    """What a row is about: the words of its standard or strand, its slots, and the words each may hold."""

    name: str
    slots: Mapping[str, Slot]
    choices: Mapping[str, Mapping[str, str]]


def said_in(file: SessionFile, framework: Framework, strands: Sequence[Strand]) -> SaidInFile:
    """Everything that the file says of these strands of a framework, and of their standards."""
    found, touched = SaidInFile(), set[Slot]()
    tables = [table for sheet in file.sheets if (table := _table(sheet))]
    of_standards = [table for table in tables if {STANDARD, MARK} <= table.columns.keys()]
    of_strands = [table for table in tables if STANDARD not in table.columns and STRAND in table.columns]
    for name, sheets, title, parts in (
        (STRANDS, of_strands, STRAND, _strands(framework, strands)),
        (STANDARDS, of_standards, STANDARD, _standards(strands)),
    ):
        if not sheets and parts:
            found.problems.append(CellProblem(name, 0, "this sheet was not found, so nothing of it is brought in."))
        for other in sheets[1:]:
            words = f"it looks like a second “{sheets[0].sheet.title}”, so it was left out."
            found.problems.append(CellProblem(other.sheet.title, 0, words))
        for table in sheets[:1]:
            touched |= _read(table, title, parts, found)
    wanted = [slot for each in strands for slot in slots_of_strand(each.id)]
    wanted += [slot_of_standard(standard.id) for each in strands for standard in each.standards]
    found.missing = tuple(slot for slot in wanted if slot not in touched)
    return found


def _strands(framework: Framework, strands: Iterable[Strand]) -> dict[str, _Part]:
    return {
        each.id: _Part(
            each.name,
            {slot.field: slot for slot in slots_of_strand(each.id)},
            {"grade": grades_of(framework.scale(each.id)), "direction": dict(DIRECTIONS)},
        )
        for each in strands
    }


def _standards(strands: Iterable[Strand]) -> dict[str, _Part]:
    return {
        standard.id: _Part(standard.text, {"value": slot_of_standard(standard.id)}, {"value": dict(MARKS)})
        for each in strands
        for standard in each.standards
    }


def _table(sheet: Sheet) -> _Table | None:
    """The table of a sheet: its header is the row, near the top, with most of our headings; None without two."""
    best: _Table | None = None
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN], start=1):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            heading = next((each for each in _KNOWN if _plain(each) == _plain(cell.text)), None)
            if heading:
                columns.setdefault(heading, place)
        if len(columns) >= 2 and columns.keys() & _FIELDS.keys() and (not best or len(columns) > len(best.columns)):
            best = _Table(sheet, number, columns)
    return best


def _read(table: _Table, title: str, parts: Mapping[str, _Part], found: SaidInFile) -> set[Slot]:
    """Read the rows below a header into `found`; returns the slots that the table has a cell for."""
    by_words = {words: key for key, words in _once({key: _plain(part.name) for key, part in parts.items()}).items()}
    rows_of: dict[str, int] = {}
    touched: set[Slot] = set()
    name = table.sheet.title
    for number, row in enumerate(table.sheet.rows[table.header :], start=table.header + 1):
        if not any(cell.text for cell in row):
            continue
        key, problem = _whose(table, row, title, parts, by_words)
        part = parts.get(key)
        if part is None:
            if problem or any(_at(table, row, heading).text for heading in _FIELDS):
                found.problems.append(CellProblem(name, number, problem or _unknown(title)))
            continue
        slots = {h: part.slots[f] for h, f in _FIELDS.items() if f in part.slots and h in table.columns}
        touched |= set(slots.values())
        for heading, slot in slots.items():
            value, wrong = _value(_at(table, row, heading), heading, part.choices.get(slot.field))
            if key in rows_of:
                before = found.said.get(slot)
                if before is None or before.value != value:
                    found.said.pop(slot, None)
                    wrong = f"it says otherwise than row {rows_of[key]}, which is about the same {title.lower()}."
            if wrong:
                found.problems.append(CellProblem(name, number, wrong))
            elif key not in rows_of:
                found.said[slot] = Said(value, name, number)
        rows_of.setdefault(key, number)
    _extra_columns(table, found)
    return touched


def _whose(
    table: _Table, row: Sequence[Cell], title: str, parts: Mapping[str, _Part], by_words: Mapping[str, str]
) -> tuple[str, str]:
    """Which part a row is about, by its hidden key and else by its words; and why it cannot be told, where both differ.

    Where only some columns were sorted or moved up, a key stands beside the words of another.
    """
    key, words = _at(table, row, KEY).text, _plain(_at(table, row, title).text)
    of_words = by_words.get(words, "")
    if key not in parts:
        return of_words, ""
    if of_words and of_words != key:
        return "", (
            f"the {title.lower()} and its hidden key do not belong together, so this row was left out. Were only some "
            "columns sorted, or cells moved up? Undo that in the file and choose it again."
        )
    return key, ""


def _value(cell: Cell, heading: str, choices: Mapping[str, str] | None) -> tuple[str, str]:
    """What a cell says, as an id or as its words, and what is wrong with it."""
    if cell.wrong:
        return "", f"“{heading}” holds {cell.wrong}. Type the words instead."
    if choices is None:
        return cell.text if cell.text.strip() else "", ""
    word = _plain(cell.text)
    if not word:
        return "", ""
    if not choices:
        return "", f"“{cell.text.strip()}”: this strand has no grades. Leave the cell empty."
    chosen = next((key for name, key in choices.items() if _plain(name) == word), None)
    if chosen is None:
        shown = f"“{' '.join(cell.text.split())[:60]}”"
        where = "is not on this scale" if heading == GRADE else f"is not one of the words under “{heading}”"
        return "", f"{shown} {where}; choose one of {', '.join(choices)}, or leave it empty."
    return chosen, ""


def _extra_columns(table: _Table, found: SaidInFile) -> None:
    """Note which columns are not read although they hold something, and those that stand there twice."""
    header, below = table.sheet.rows[table.header - 1], table.sheet.rows[table.header :]
    for place in range(max((len(row) for row in (header, *below)), default=0)):
        heading = header[place].text if place < len(header) else ""
        known = next((each for each in (*_KNOWN, *CONTEXT) if _plain(each) == _plain(heading)), None)
        if known in _FIELDS and table.columns[known] != place:
            words = f"there are two columns “{known}”; the first one was read."
            found.problems.append(CellProblem(table.sheet.title, table.header, words))
        elif known is None and any(place < len(row) and row[place].text for row in below):
            named = f"“{' '.join(heading.split())[:60]}”" if heading else f"column {get_column_letter(place + 1)}"
            found.unused.append(f"{table.sheet.title}: {named}")


def _unknown(title: str) -> str:
    return f"this {title.lower()} is not part of the self-evaluation, so the row was left out."


def _at(table: _Table, row: Sequence[Cell], heading: str) -> Cell:
    place = table.columns.get(heading)
    return row[place] if place is not None and place < len(row) else Cell()


def _once(names: Mapping[str, str]) -> dict[str, str]:
    """Those of some names that stand only once."""
    counts = Counter(names.values())
    return {key: name for key, name in names.items() if counts[name] == 1}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
