"""Every judgement of every self-evaluation at a glance: strand by date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, changes, key, listed, safe, wrapped
from evaluation.charts.palette import INK, NOT_JUDGED, GradeStyle, Ink, Mode, grade_style, short_word
from evaluation.charts.template import SIZE, SMALL, blank, size
from evaluation.progress import SELF_EVALUATION, Entry, entries, grouped
from evaluation.records import day

_NEWEST = 4  # so many cells across a phone can each hold a word
_ACROSS = 20  # so many can each hold a glyph
_LABELS = 7
_LETTERS = 46  # across a phone
_BREAK = 0.03  # of the width, between two editions
_LINE, _CELL, _GAP = 20, 48, 18


def heatmap(history: pd.DataFrame, mode: Mode) -> Chart:
    """A cell for each strand and self-evaluation, from what `progress.history` returns.

    There is a block for each framework, the newest first, and in it time runs to the right, with a gap
    where a new edition begins. The newest self-evaluations of a framework have their words in the
    cells; the ones before follow below with symbols. What was not judged is an empty outline.
    """
    shown = history[(history["source"] == SELF_EVALUATION) & history["scale_id"].notna()]
    rows = entries(shown)
    empty = "There is no self-evaluation with grades yet."
    return Chart(
        title="Every grade we gave, strand by strand",
        reading=_reading(rows) if rows else empty,
        alt=" ".join(_alt(rows)) or empty,
        figure=_figure(rows, mode) if rows else None,
        table=_table(shown),
    )


def _reading(rows: list[Entry]) -> str:
    """How many self-evaluations there are under each framework, the newest first, and what is not judged."""
    counts = Counter(name for name, _ in {(row.framework_name, row.source_id) for row in rows})
    parts = [f"{counts[name]} under {name}" for name in dict.fromkeys(row.framework_name for row in reversed(rows))]
    noun = "self-evaluation" if parts[0].startswith("1 ") else "self-evaluations"
    missing = sum(row.grade is None for row in rows)
    judged = f"{missing} {'grade' if missing == 1 else 'grades'} not judged" if missing else "every strand is judged"
    return f"{listed(parts).replace(' under', f' {noun} under', 1)}; {judged}."


def _bands(rows: list[Entry]) -> Iterator[list[Entry]]:
    """The rows of a few self-evaluations of one framework at a time, newest first."""
    blocks = grouped(rows, lambda row: row.framework_id)
    for framework_id in dict.fromkeys(row.framework_id for row in reversed(rows)):
        sources = grouped(blocks[framework_id], lambda row: row.source_id)
        for shown in reversed(list(_chunks(list(sources)))):
            yield [row for source_id in shown for row in sources[source_id]]


def _chunks(sources: list[str]) -> Iterator[list[str]]:
    """Oldest first: as few chunks as fit, of even length, and a last one short enough for words."""
    count = len(sources)
    newest = _NEWEST if count > 2 * _NEWEST else -(-count // 2) if count > _NEWEST else count
    older = count - newest
    size = -(-older // max(1, -(-older // _ACROSS)))
    for begin in range(0, older, max(size, 1)):
        yield sources[begin : min(begin + size, older)]
    yield sources[older:]


class _Text(NamedTuple):
    x: float
    y: float
    text: str
    position: str
    colour: str
    size: int = SMALL


@dataclass(frozen=True)
class _Drawing:
    """Traces and texts, gathered to be given to Plotly at once: each later add makes it check and copy them again.

    `looks` is how each grade looks, by (scale id, place).
    """

    ink: Ink
    looks: Mapping[tuple[str, int], GradeStyle]
    traces: list[dict[str, Any]] = field(default_factory=list)
    texts: list[_Text] = field(default_factory=list)


def _figure(rows: list[Entry], mode: Mode) -> go.Figure:
    names = {(row.scale_id, row.place): row.grade_name for row in rows if row.scale_id and row.place is not None}
    highest_first = sorted(names, reverse=True)
    drawing = _Drawing(INK[mode], {grade: grade_style(*grade, mode) for grade in highest_first})
    y = 4.0
    for band in _bands(rows):
        y = _band(drawing, band, y)
    scales: dict[str, list[tuple[str, str, str]]] = {}
    for grade in highest_first:
        look = drawing.looks[grade]
        scales.setdefault(grade[0], []).append((look.glyph, look.colour, names[grade]))
    words = "<br>".join([*map(key, scales.values()), key([(NOT_JUDGED, drawing.ink.muted, "Not judged")])])
    drawing.texts.append(_Text(0, y, words, "bottom right", drawing.ink.text))
    figure = blank(mode)
    figure.add_traces([*drawing.traces, _texts(drawing.texts)])
    size(figure, y + _LINE * (words.count("<br>") + 1) + 8)
    return figure


def _texts(texts: list[_Text]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [text.x for text in texts],
        "y": [text.y for text in texts],
        "text": [text.text for text in texts],
        "mode": "text",
        "textposition": [text.position for text in texts],
        "textfont": {"color": [text.colour for text in texts], "size": [text.size for text in texts]},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _band(drawing: _Drawing, band: list[Entry], y: float) -> float:
    """Draw one block from `y` downwards. Returns where the next begins."""
    columns, width = _columns(band)
    y = _heading(drawing, columns, width, y)
    step = -(-len(columns) // _LABELS)
    for row, _, left in columns[::-1][::step]:
        words = f"{row.on:%b}<br>{row.on:%Y}" + ("<br>open" if row.open else "")
        drawing.texts.append(_Text(left + width / 2, y, words, "bottom center", drawing.ink.muted))
    y += _LINE * (3 if any(column.row.open for column in columns) else 2) + 2
    newest_first = sorted(band, key=lambda row: row.on, reverse=True)
    tops = {}
    for strand_id, strand in {row.strand_id: row.strand for row in newest_first}.items():
        lines = wrapped(strand, 44)
        drawing.texts.append(_Text(0, y, "<br>".join(lines), "bottom right", drawing.ink.text, SIZE))
        tops[strand_id] = y + _LINE * len(lines) + 2
        y = tops[strand_id] + _CELL + _GAP
    lefts = {column.row.source_id: column.left for column in columns}
    short = len(columns) <= _NEWEST
    inset = min(0.004, width * 0.08)
    cells = [(row, lefts[row.source_id] + inset, tops[row.strand_id]) for row in band]
    _graded(drawing, [cell for cell in cells if cell[0].place is not None], width - 2 * inset, short)
    _outlined(drawing, [cell for cell in cells if cell[0].place is None], width - 2 * inset, short)
    return y + _GAP


class _Column(NamedTuple):
    """A self-evaluation: one of its rows, its edition's number, and where its cells begin, as a share of the width."""

    row: Entry
    run: int
    left: float


def _columns(band: list[Entry]) -> tuple[list[_Column], float]:
    """A column for each self-evaluation, and the width of its cells.

    A few cells stay as wide as the newest are, and do not stretch.
    """
    rows = [own[0] for own in grouped(band, lambda row: row.source_id).values()]
    changed = (before.framework != after.framework for before, after in pairwise(rows))
    runs = list(accumulate(changed, initial=0))
    width = (1 - _BREAK * runs[-1]) / max(len(rows), _NEWEST)
    places = enumerate(zip(rows, runs, strict=True))
    return [_Column(row, run, place * width + run * _BREAK) for place, (row, run) in places], width


def _heading(drawing: _Drawing, columns: list[_Column], width: float, y: float) -> float:
    """The framework's name; of several editions each by its own columns, which a rule spans. Returns where it ends."""
    runs = [list(own) for _, own in groupby(columns, lambda column: column.run)]
    spans = [(own[0].left, own[-1].left + width) for own in runs]
    for (left, right), own in zip(spans, runs, strict=True):
        name = own[0].row.framework_name
        room = max(right, 1 - left) if len(name) > _LETTERS * (1 - left) else 1 - left
        x, position = (left, "bottom right") if room == 1 - left else (right, "bottom left")
        for line in wrapped(name, int(_LETTERS * room)):
            drawing.texts.append(_Text(x, y, f"<b>{line}</b>", position, drawing.ink.text, SIZE))
            y += _LINE
    if len(runs) == 1:
        return y
    x_of_rules = [x for left, right in spans for x in (left, right, None)]
    drawing.traces.append(_rule(x_of_rules, [y + 4, y + 4, None] * len(runs), {"color": drawing.ink.muted, "width": 2}))
    return y + 8


_Cells = list[tuple[Entry, float, float]]
"""What was said, and the left and top of its cell."""


def _graded(drawing: _Drawing, cells: _Cells, width: float, short: bool) -> None:
    """Filled cells as one trace of bars, with a symbol each and a word where there is room."""
    looks = [drawing.looks[row.scale_id, row.place] for row, *_ in cells if row.scale_id and row.place is not None]
    drawing.traces.append(
        {
            "type": "bar",
            "x": [left + width / 2 for _, left, _ in cells],
            "y": [_CELL] * len(cells),
            "base": [top for *_, top in cells],
            "width": width,
            "marker": {"color": [look.colour for look in looks], "line": {"width": 0}},
            "hovertext": [_hover(row) for row, *_ in cells],
            "hoverinfo": "text",
        }
    )
    for (row, left, top), look in zip(cells, looks, strict=True):
        glyph = f'<span style="font-size:18px">{look.glyph}</span>'
        words = f"{glyph}<br>{safe(short_word(row.grade_name))}" if short else glyph
        drawing.texts.append(_Text(left + width / 2, top + _CELL / 2, words, "middle center", look.text))


def _outlined(drawing: _Drawing, cells: _Cells, width: float, short: bool) -> None:
    """What was not judged, as one trace of outlines."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for _, left, top in cells:
        xs += [left, left + width, left + width, left, left, None]
        ys += [top, top, top + _CELL, top + _CELL, top, None]
        if short:
            words = f"{NOT_JUDGED}<br>not judged", "middle center", drawing.ink.muted
            drawing.texts.append(_Text(left + width / 2, top + _CELL / 2, *words))
    drawing.traces.append(_rule(xs, ys, {"color": drawing.ink.muted, "width": 1, "dash": "dot"}))


def _rule(x: list[float | None], y: list[float | None], line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, "hoverinfo": "skip"}


def _hover(row: Entry) -> str:
    return "<br>".join([*wrapped(row.strand, 40), *wrapped(row.grade_name, 40), day(row.on)])


def _alt(rows: list[Entry]) -> Iterator[str]:
    for (name, strand), own in grouped(rows, lambda row: (row.framework_name, row.strand)).items():
        yield f"{name}, {strand}: {changes((row.on, row.grade_name) for row in own)}."


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": rows["on"].dt.date,
            "Framework": rows["framework_name"],
            "Strand": rows["strand"],
            "Grade": rows["grade_name"],
            "State": rows["open"].map({True: "Open", False: "Locked"}),
        }
    ).reset_index(drop=True)
