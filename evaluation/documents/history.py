"""What was judged over time: a block for each edition of each framework, and everything as one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.chart import listed
from evaluation.charts.palette import INK, grade_style
from evaluation.documents.content import OPEN, Content, Event, Graded
from evaluation.documents.native_charts import ROWS_HIGH, over_time
from evaluation.documents.paper import keep_together
from evaluation.documents.sheets import Value, add_sheet, finish, heading, sentence, table
from evaluation.frameworks import FrameworkKey, Scale
from evaluation.records import day

HISTORY, LIST = "History", "History list"
NOTHING = "There is no self-evaluation and no inspection yet."
NOTE = (
    "Each block is one edition of one framework. Grades of different frameworks are not the same things: "
    "do not read on from block to block."
)
_FIRST = {"Date": 13, "What": 22, "State": 13}
_WIDTH, _LEAST = 14, 10


def history(book: Workbook, content: Content) -> None:
    """Dates by strands in grade words, the latest first; a block for each edition of a framework, the newest first."""
    blocks: dict[FrameworkKey, list[Event]] = {}
    for event in content.events:
        blocks.setdefault(event.framework.key, []).append(event)
    most = max((len(_strands(events)) for events in blocks.values()), default=0)
    widths = [*_FIRST.values(), *([_WIDTH] * max(most, _LEAST))]
    ws = add_sheet(book, HISTORY, "History", content, widths)
    if not blocks:
        sentence(ws, 2, NOTHING, len(widths))
        return
    row = sentence(ws, 2, NOTE, len(widths))
    for events in blocks.values():
        first, row = row, _block(ws, row, events)
        keep_together(ws, first, row - 1)
    ws.freeze_panes = "C2"
    ws.print_title_rows = "1:1"


def history_list(book: Workbook, content: Content) -> None:
    """One row for each strand of each self-evaluation and each finding, to sort, filter or pivot."""
    columns = _FIRST | {"Framework": 26, "Edition": 12, "Strand": 36, "Grade": 26, "Scale": 26}
    ws = add_sheet(book, LIST, "History as one list", content, columns.values())
    if not content.events:
        sentence(ws, 2, NOTHING, len(columns))
        return
    note = "Every judgement and finding, the latest first. Compare grades within one scale only."
    header = sentence(ws, 2, note, len(columns))
    rows = [row for event in content.events for row in _list_rows(event)]
    last = table(ws, header, columns, rows) - 1
    finish(ws, header, len(columns), fixed=1, last=last)


def _block(ws: Worksheet, row: int, events: Sequence[Event]) -> int:
    framework, strands = events[0].framework, _strands(events)
    row = heading(ws, row, f"{framework.short_name}: {framework.name}, edition {framework.version}")
    titles = [*_FIRST, *(framework.strand(strand_id).name for strand_id in strands)]
    rows = [(e.on, e.what, e.state or None, *(e.said.get(strand_id) for strand_id in strands)) for e in events]
    row = table(ws, row, titles, rows)
    ours = [event for event in reversed(events) if event.ours]
    for scale in framework.scales:
        on_scale = [s for s in strands if framework.strand(s).scale == scale.id]
        if len(ours) > 1 and len(on_scale) > 1:
            row = _counts(ws, row + 1, ours, scale, on_scale)
    return row + 1


def _counts(ws: Worksheet, row: int, ours: Sequence[Event], scale: Scale, strands: Sequence[str]) -> int:
    """How many strands were at each grade in each self-evaluation, beside its chart; returns the next free row."""
    words = [grade.name for grade in scale.grades]
    counts: list[list[int]] = []
    for event in ours:
        said = [event.said[strand_id] for strand_id in strands if strand_id in event.said]
        tally = Counter(s.word if isinstance(s, Graded) else None for s in said)
        counts.append([*(tally[word] for word in words), tally[None]])
    header = heading(ws, row, f"How many strands were at each grade in our self-evaluations: {scale.name}")
    titles = ["Date", *words, "Not judged", "State"]
    end = table(ws, header, titles, [(e.on, *numbers, e.state) for e, numbers in zip(ours, counts, strict=True)])
    colours = [grade_style(scale.id, place, "light").colour for place in range(len(scale.grades))]
    title = f"Strands at each grade by date: {ours[0].framework.short_name}"
    still_open = [day(event.on) for event in ours if event.state == OPEN]
    title += f" ({listed(still_open)} still open)" if still_open else ""
    anchor = f"{get_column_letter(len(titles) + 1)}{header}"
    over_time(ws, anchor, title, header, counts, [*colours, INK["light"].grid])
    keep_together(ws, row, header + ROWS_HIGH)
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
