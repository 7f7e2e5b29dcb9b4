"""The cover: whose it is, what it rests on, what is where, and what the grades mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.documents.content import Content, graded
from evaluation.documents.sheets import (
    BOLD,
    LINK,
    QUIET,
    Value,
    add_sheet,
    finish,
    heading,
    put,
    sentence,
    table,
    write_row,
)
from evaluation.frameworks import OURS, Framework, Scale
from evaluation.records import day

COVER, FRAMEWORKS = "Cover", "Frameworks"
NOTICE = (
    "The school made this for its own improvement. No inspectorate requires this workbook, or a self-evaluation "
    "in this form. Standards and meanings of grades are in the product's own words unless it says otherwise."
)
INVENTED = "This school is invented, to look round with. Nothing in this workbook is about a real school."


class Contents(NamedTuple):
    """A line of the table of contents: a sheet, what it shows, and how much it holds."""

    sheet: str
    about: str
    holds: str


def cover(book: Workbook, content: Content, sheets: Iterable[Contents]) -> None:
    """The first sheet, upright: A labels, B and C text."""
    school = content.school
    ws = add_sheet(book, COVER, "Self-evaluation summary", content, (24, 24, 50), "portrait")
    row = sentence(ws, 2, school.name, 3, BOLD)
    if school.demo:
        row = sentence(ws, row, INVENTED, 3, BOLD)
    if content.left_out:
        row = sentence(ws, row, content.left_out, 3, BOLD)
    row = _facts(
        ws, row, [("Made on", content.made_on), ("URN", school.urn), ("Phase", school.phase), ("Type", school.type)]
    )
    row = _session(ws, row + 1, content)
    row = heading(ws, row + 1, "What is in each sheet")
    for entry in sheets:
        write_row(ws, row, (entry.sheet, entry.holds, entry.about))
        cell = put(ws, row, 1, entry.sheet, LINK)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(entry.sheet)}!A1")
        row += 1
    row = sentence(ws, row, "Where a text is longer than its row can show, its cell still holds all of it.", 3, QUIET)
    ws.row_breaks.append(Break(id=row))
    row = heading(ws, row + 1, "What the grades mean")
    for scale, where in _scales(content).items():
        row = sentence(ws, row, f"{scale.name}, the best first. Used in: {', '.join(where)}.", 3, QUIET)
        row = (
            table(
                ws,
                row,
                ("Symbol", "Grade", "What it means"),
                [_meaning(scale, grade.id) for grade in reversed(scale.grades)],
            )
            + 1
        )
    if not content.frameworks:
        row = sentence(ws, row, "No framework has been used yet.", 3) + 1
    sentence(ws, row, NOTICE, 3, BOLD)
    ws.freeze_panes = "A2"
    ws.print_title_rows = "1:1"


def frameworks(book: Workbook, content: Content) -> None:
    """Where the grades come from: one row for each thing not verified of each framework used, or one without any."""
    columns = {
        "Framework": 30, "Edition": 11, "In force from": 13, "To": 13,
        "Areas and grades by": 24, "Standards worded by": 22, "Confirmed on": 13,
        "Not verified against the publisher's own document": 70,
    }  # fmt: skip
    ws = add_sheet(book, FRAMEWORKS, "The frameworks behind the grades", content, columns.values())
    note = "Grades of different frameworks are not the same things, and nothing in this workbook converts them."
    row = sentence(ws, 2, note, len(columns))
    rows: list[Sequence[Value]] = []
    for framework in content.frameworks:
        facts = (
            framework.name, framework.version, framework.in_force_from, framework.in_force_to,
            publisher(framework), _wording(framework), framework.confirmed_on,
        )  # fmt: skip
        rows += [(*facts, doubt) for doubt in framework.unverified or ("Nothing is noted.",)]
    last = table(ws, row, columns, rows) - 1
    finish(ws, row, len(columns), fixed=1, last=last)


def publisher(framework: Framework) -> str:
    """Who publishes the areas and grades."""
    return "The makers of this product, not an inspectorate" if framework.publisher == OURS else framework.publisher


def _session(ws: Worksheet, row: int, content: Content) -> int:
    row = heading(ws, row, "The self-evaluation in this workbook")
    session = content.session
    if session is None:
        return sentence(ws, row, "The school has not held a self-evaluation here yet.", 3)
    framework, locked = session.framework, session.evaluation.locked_at
    facts: list[tuple[str, Value]] = [
        ("Held on", session.evaluation.held_on),
        ("State", f"Locked on {day(locked.date())}" if locked else "Open: not locked yet, so it may still change"),
        ("Judged", session.summary()),
        ("Framework", f"{framework.name} (edition {framework.version})"),
        ("About it", framework.description),
        ("Areas and grades by", publisher(framework)),
        ("Standards worded by", _wording(framework)),
        ("Confirmed on", framework.confirmed_on),
    ]
    row = _facts(ws, row, facts)
    for place, doubt in enumerate(framework.unverified):
        put(ws, row, 1, "Not verified" if place == 0 else None, QUIET)
        row = sentence(ws, row, doubt, 3, first=2)
    return row


def _facts(ws: Worksheet, row: int, facts: Iterable[tuple[str, Value]]) -> int:
    for label, value in facts:
        if value is None:
            continue
        put(ws, row, 1, label, QUIET)
        if isinstance(value, str):
            row = sentence(ws, row, value, 3, first=2)
        else:
            put(ws, row, 2, value)
            row += 1
    return row


def _wording(framework: Framework) -> str:
    return "The makers of this product" if framework.breakdown == "ours" else publisher(framework)


def _scales(content: Content) -> dict[Scale, list[str]]:
    """The scales of the frameworks used, each with the frameworks' short names."""
    found: dict[str, tuple[Scale, list[str]]] = {}
    for framework in content.frameworks:
        for scale in framework.scales:
            found.setdefault(scale.id, (scale, []))[1].append(framework.short_name)
    return dict(found.values())


def _meaning(scale: Scale, grade_id: str) -> Sequence[Value]:
    grade = graded(scale, grade_id, "")
    return (grade.style.glyph if not isinstance(grade, str) else "", grade, scale.grade(grade_id).meaning)
