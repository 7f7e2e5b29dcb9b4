"""The workbook in which leaders fill in a self-evaluation away from the app, and bring it back.

One sheet for strands, one for standards; what is to be filled in has a blue frame and is open, all else is locked
without a password. Two hidden sheets hold the lists to choose from, and whose file it is with every value as it was
exported: see `intake.session_format`, by which it is read back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.palette import INK
from evaluation.details import TEXT_LENGTH
from evaluation.documents.paper import clean
from evaluation.documents.sheets import BOLD, Value, add_sheet, finish, head, put, sentence, widen, write_row
from evaluation.documents.standing import band_name
from evaluation.frameworks import Scale
from evaluation.intake.session_format import (
    BAND,
    COLUMNS,
    DIRECTION,
    DIRECTIONS,
    FORMAT,
    GRADE,
    HIDDEN,
    KEY,
    LABELS,
    LAST,
    LISTS,
    MARK,
    MARKS,
    QUESTION,
    SHOWS,
    SIGN,
    STANDARD,
    STANDARDS,
    START,
    STRAND,
    STRANDS,
    THEME,
    WHY,
    Identity,
    grades_of,
)
from evaluation.records import SchoolDetails, day
from evaluation.school import School
from evaluation.school.session_tables import ToFillIn
from evaluation.session import Session, StrandState

_INK = INK["light"]
_ROOM = 48
"""Points of height that invite to a reason of some lines."""
_SIDE = Side(style="thin", color=_INK.ours[1:])
_FRAME = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_OPEN = Protection(locked=False)
_HOW = (
    "Fill in the cells with a blue frame, on the sheets “Strands” and “Standards”. Everything else is locked, so "
    "that the file can be read back.",
    "Where a cell has a list, choose from it: click the cell, then the small arrow beside it. To leave something not "
    "judged, empty the cell with the Delete key.",
    "A reason (“Why”) is free text, up to 4,000 letters. Reasons are given for a strand, not for a single standard.",
    "You need not fill in everything. What you do not touch changes nothing, even where somebody has changed it in the "
    "app meanwhile.",
    "Save the file as an Excel workbook (.xlsx). Excel and LibreOffice both do.",
    "In the app, open the same self-evaluation, go to “Work offline” and choose the file. You see every difference "
    "before anything is stored, and can take it back afterwards.",
    "Name no pupils. One person at a time should fill in a copy; several copies can be brought in one after the other.",
)


@dataclass(frozen=True)
class _Made:
    school: SchoolDetails
    made_on: date


def session_template(school: School, evaluation_id: str) -> bytes:
    """The file of one open self-evaluation as the bytes of an .xlsx file, with what is said so far in it.

    Sheets: Start here, Strands, Standards; hidden: Lists, Do not change. It holds no formulas and no macros. Raises
    NotAllowed for who may not judge, EvaluationLocked, EvaluationError where it is not here.
    """
    content = school.session_tables.to_fill_in(evaluation_id)
    made = _Made(school.details, date.today())
    book = Workbook()
    book.remove(book.worksheets[0])
    _start(book, made, content.session)
    strands, standards = _strands(book, made, content.session), _standards(book, made, content.session)
    lists = _lists(book, content.session)
    _choose(strands, standards, lists, content.session)
    _hidden(book, school, content)
    for ws in book.worksheets:
        ws.protection.sheet = True
        ws.protection.formatColumns = ws.protection.formatRows = ws.protection.autoFilter = False  # False: allowed
    book.security = WorkbookProtection(lockStructure=True)
    name = clean(school.details.name)
    book.properties.title = f"{name}: self-evaluation to fill in"
    book.properties.creator = book.properties.lastModifiedBy = name
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _start(book: Workbook, made: _Made, session: Session) -> None:
    """What this is and how it is done, upright."""
    ws = add_sheet(book, START, "Self-evaluation to fill in", made, (4, 92), "portrait")
    row = sentence(ws, 2, made.school.name, 2, BOLD)
    row = sentence(ws, row, f"{_which(session)} Made on {day(made.made_on)}.", 2)
    row += 1
    for number, words in enumerate(_HOW, start=1):
        put(ws, row, 1, f"{number}.")
        row = sentence(ws, row, words, 2, first=2)


def _strands(book: Workbook, made: _Made, session: Session) -> Worksheet:
    """One row a strand; grade, why and direction are open."""
    columns = {STRAND: 24, QUESTION: 38, LAST: 18, GRADE: 20, WHY: 60, DIRECTION: 13, KEY: 10}
    rows: list[Sequence[Value]] = [
        (
            state.strand.name, state.strand.question, _last(state),
            state.scale.name_of(state.judgement.grade) if state.scale and state.judgement.grade else None,
            state.judgement.why or None, _word(DIRECTIONS, state.judgement.direction), state.strand.id,
        )
        for state in session.strands
    ]  # fmt: skip
    note = f"{_which(session)} “{LAST}” is the grade of the self-evaluation before it, where there is one."
    ws, first = _sheet(book, made, STRANDS, "Strands", note, columns, rows)
    for number, state in enumerate(session.strands, start=first):
        _open(ws, number, list(columns), (GRADE, WHY, DIRECTION) if state.scale else (WHY, DIRECTION))
        ws.row_dimensions[number].height = max(_ROOM, ws.row_dimensions[number].height or 0)
    return ws


def _standards(book: Workbook, made: _Made, session: Session) -> Worksheet:
    """One row a standard; its mark is open."""
    columns = {STRAND: 20, THEME: 20, BAND: 20, STANDARD: 58, SHOWS: 42, LAST: 11, MARK: 12, KEY: 10}
    rows: list[Sequence[Value]] = [
        (
            state.strand.name, state.strand.theme_name(standard.theme),
            band_name(state.strand, state.scale, standard.band), standard.text, standard.hint,
            _word(MARKS, state.last_marks.get(standard.id)), _word(MARKS, state.marks.get(standard.id)), standard.id,
        )
        for state in session.strands for standard in state.strand.standards
    ]  # fmt: skip
    note = f"{_which(session)} “Met” where something does not arise at your school; say so in the strand's reason."
    ws, first = _sheet(book, made, STANDARDS, "Standards", note, columns, rows)
    for number in range(first, first + len(rows)):
        _open(ws, number, list(columns), (MARK,))
    return ws


def _sheet(
    book: Workbook,
    made: _Made,
    name: str,
    title: str,
    note: str,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[Value]],
) -> tuple[Worksheet, int]:
    """A sheet of one table whose last column, the keys, is hidden; and the number of its first row."""
    ws = add_sheet(book, name, title, made, columns.values())
    header = sentence(ws, 2, note, len(columns) - 1)
    widen(ws, rows)
    head(ws, header, list(columns))
    for number, row in enumerate(rows, start=header + 1):
        write_row(ws, number, row)
    ws.column_dimensions[get_column_letter(len(columns))].hidden = True
    finish(ws, header, len(columns) - 1, fixed=1, last=header + max(1, len(rows)))
    return ws, header + 1


def _open(ws: Worksheet, row: int, titles: list[str], open_titles: Sequence[str]) -> None:
    for title in open_titles:
        cell = ws.cell(row, titles.index(title) + 1)
        cell.protection, cell.border = _OPEN, _FRAME


def _lists(book: Workbook, session: Session) -> dict[str, str]:
    """The hidden sheet of lists to choose from; where each is: by "Mark", "Direction", and the scales' ids."""
    lists: dict[str, list[str]] = {MARK: list(MARKS), DIRECTION: list(DIRECTIONS)}
    lists |= {scale.id: list(grades_of(scale)) for scale in _scales(session)}
    ws = book.create_sheet(LISTS)
    ws.sheet_state = "hidden"
    places = {}
    for column, (name, words) in enumerate(lists.items(), start=1):
        for row, word in enumerate((name, *words), start=1):
            put(ws, row, column, word)
        letter = get_column_letter(column)
        places[name] = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(words) + 1}"
    return places


def _choose(strands: Worksheet, standards: Worksheet, lists: Mapping[str, str], session: Session) -> None:
    """The lists on the cells, with what is said where something else is typed; and the longest reason."""
    first = _first_row(strands)
    rows = list(enumerate(session.strands, start=first))
    for scale in _scales(session):
        words = "Choose one of the grades of this strand's scale, or empty the cell."
        own = [number for number, state in rows if state.scale and state.scale.id == scale.id]
        _add(strands, _list_of(lists[scale.id], words), GRADE, own)
    every = [number for number, _ in rows]
    _add(strands, _list_of(lists[DIRECTION], "Choose Improve, Sustain or Watch, or empty the cell."), DIRECTION, every)
    length = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(TEXT_LENGTH), allow_blank=True)
    length.errorTitle, length.error = "Too long", f"A reason has at most {TEXT_LENGTH:,} letters. Shorten it."
    length.showErrorMessage = True
    _add(strands, length, WHY, every)
    number_of = sum(len(state.strand.standards) for state in session.strands)
    first = _first_row(standards)
    words = "Choose Met, Partly or Not yet, or empty the cell."
    _add(standards, _list_of(lists[MARK], words), MARK, list(range(first, first + number_of)))


def _list_of(place: str, words: str) -> DataValidation:
    found = DataValidation("list", formula1=place, allow_blank=True)
    found.errorTitle, found.error, found.showErrorMessage = "Not on the list", words, True
    return found


def _add(ws: Worksheet, validation: DataValidation, title: str, rows: Sequence[int]) -> None:
    header = ws[_first_row(ws) - 1]
    letter = next(cell.column_letter for cell in header if cell.value == title)
    for row in rows:
        validation.add(f"{letter}{row}")
    if rows:
        ws.add_data_validation(validation)


def _first_row(ws: Worksheet) -> int:
    """The row under a sheet's header, which is the first that scrolls."""
    return int(ws[ws.freeze_panes or "A1"].row)


def _hidden(book: Workbook, school: School, content: ToFillIn) -> None:
    """The hidden sheet: whose file it is, and every slot as it was exported with its version. All of it text."""
    ws = book.create_sheet(HIDDEN)
    ws.sheet_state = "hidden"
    evaluation = content.session.evaluation
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    whose = Identity(school.details.id, evaluation.id, *evaluation.framework, made_at)
    facts = [(SIGN, FORMAT), *zip(LABELS, vars(whose).values(), strict=True)]
    table = [(*slot, exported.value, str(exported.version)) for slot, exported in content.slots.items()]
    for row, values in enumerate([*facts, COLUMNS, *table], start=1):
        for column, value in enumerate(values, start=1):
            put(ws, row, column, value)


def _which(session: Session) -> str:
    evaluation, framework = session.evaluation, session.framework
    return f"Self-evaluation of {day(evaluation.held_on)} against {framework.name} (edition {framework.version})."


def _last(state: StrandState) -> str | None:
    grade = state.last.grade if state.last else None
    return state.scale.name_of(grade) if state.scale and grade else None


def _scales(session: Session) -> list[Scale]:
    """The scales of its strands, each once."""
    return list({state.scale.id: state.scale for state in session.strands if state.scale}.values())


def _word(words: Mapping[str, str], value: str | None) -> str | None:
    return next((word for word, key in words.items() if key == value), None)
