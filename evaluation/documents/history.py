"""What was judged over time: a block for each edition of each framework, and everything as one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.palette import INK, grade_style
from evaluation.documents.content import Content, Event, Graded, day
from evaluation.documents.native_charts import ROWS_HIGH, over_time
from evaluation.documents.sheets import Column, Value, add_sheet, finish, heading, sentence, table
from evaluation.frameworks import Framework, FrameworkKey, Scale

HISTORY, LIST = "History", "History list"
NOTHING = "There is no self-evaluation and no inspection yet."
_FIRST = (Column("Date", 13), Column("What", 22), Column("State", 9))
_WIDTH = 14


def history(book: Workbook, content: Content) -> None:
    """Dates by strands in grade words, the latest first, in a block for each edition of a framework, the newest first."""
    blocks: dict[FrameworkKey, list[Event]] = {}
    for event in content.events:
        blocks.setdefault(event.framework.key, []).append(event)
    most = max((len(_strands(events)) for events in blocks.values()), default=6)
    widths = [*(column.width for column in _FIRST), *([_WIDTH] * max(most, 6))]
    ws = add_sheet(book, HISTORY, "History", content, widths)
    if not blocks:
        sentence(ws, 2, NOTHING, len(widths))
        return
    note = "Each block is one edition of one framework. Grades of different frameworks are not the same things: read no line from block to block."
    row = sentence(ws, 2, note, len(widths))
    for events in blocks.values():
        if row > 3:
            ws.row_breaks.append(Break(id=row))
            row += 1
        row = _block(ws, row, events)
    ws.freeze_panes = "C2"
    ws.print_title_rows = "1:1"


def history_list(book: Workbook, content: Content) -> None:
    """One row for each strand of each self-evaluation and each finding, to sort, filter or pivot."""
    columns = (
        *_FIRST, Column("Framework", 26), Column("Edition", 11), Column("Strand", 34), Column("Grade", 22), Column("Scale", 26),
    )  # fmt: skip
    ws = add_sheet(book, LIST, "History as one list", content, [c.width for c in columns])
    if not content.events:
        sentence(ws, 2, NOTHING, len(columns))
        return
    header = sentence(ws, 2, "Every judgement and finding, the latest first. Compare grades within one scale only.", len(columns))
    rows = [row for event in content.events for row in _list_rows(event)]
    last = table(ws, header, columns, rows) - 1
    finish(ws, header, len(columns), fixed=1, last=last)


def _block(ws: Worksheet, row: int, events: Sequence[Event]) -> int:
    framework, strands = events[0].framework, _strands(events)
    row = heading(ws, row, f"{framework.short_name}: {framework.name}, edition {framework.version}")
    columns = [*_FIRST, *(Column(framework.strand(strand_id).name, _WIDTH) for strand_id in strands)]
    rows = [(e.on, e.what, e.state or None, *(e.said.get(strand_id) for strand_id in strands)) for e in events]
    row = table(ws, row, columns, rows)
    ours = [event for event in reversed(events) if event.ours]
    for scale in framework.scales:
        on_scale = [s for s in strands if framework.strand(s).scale == scale.id]
        if len(ours) > 1 and len(on_scale) > 1:
            row = _counts(ws, row + 1, ours, scale, on_scale, framework)
    return row + 1


def _counts(ws: Worksheet, row: int, ours: Sequence[Event], scale: Scale, strands: Sequence[str], framework: Framework) -> int:
    """How many strands were at each grade in each self-evaluation, with its chart beside it; returns the next free row."""
    words = [*(grade.name for grade in scale.grades), "Not judged"]
    counts: list[list[int]] = []
    for event in ours:
        said = [event.said[strand_id] for strand_id in strands if strand_id in event.said]
        tally = Counter(s.word if isinstance(s, Graded) else "Not judged" for s in said)
        counts.append([tally[word] for word in words])
    header = heading(ws, row, f"How many strands were at each grade in our self-evaluations: {scale.name}")
    columns = [Column("Date", 0), *(Column(word, 0) for word in words)]
    end = table(ws, header, columns, [(e.on, *numbers) for e, numbers in zip(ours, counts, strict=True)])
    colours = [grade_style(scale.id, place, "light").colour for place in range(len(scale.grades))]
    title = f"Strands at each grade, {framework.short_name}, {day(ours[0].on)} to {day(ours[-1].on)}"
    anchor = f"{get_column_letter(len(columns) + 2)}{header}"
    over_time(ws, anchor, title, header, counts, [*colours, INK["light"].grid])
    return max(end, header + ROWS_HIGH)


def _list_rows(event: Event) -> list[Sequence[Value]]:
    framework = event.framework
    rows: list[Sequence[Value]] = []
    for strand_id, said in event.said.items():
        scale = framework.scale(strand_id)
        where = (event.on, event.what, event.state or None, framework.short_name, framework.version)
        rows.append((*where, framework.strand(strand_id).name, said, scale.name if scale else None))
    return rows


def _strands(events: Sequence[Event]) -> list[str]:
    """The strands that any of the events says something of, in the framework's order."""
    said = {strand_id for event in events for strand_id in event.said}
    return [strand.id for strand in events[0].framework.strands if strand.id in said]
