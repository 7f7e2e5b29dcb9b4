"""One strand over time, in steps between the words of its scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, changes, each, key, safe, wrapped
from evaluation.charts.palette import INK, Mode
from evaluation.charts.spans import DONE, GOING_ON, Span, height, rows, stretched, traces
from evaluation.charts.template import SMALL, template
from evaluation.progress import Block, Panel
from evaluation.records import day

_ROW, _LINE, _TICKS = 46, 20, 50
_SHORT = pd.Timedelta(days=200)


def steps(block: Block, mode: Mode, actions: Mapping[str, Sequence[Span]] | None = None) -> list[Chart]:
    """One chart for each strand of a block, all over the same time, for the page to lay side by side or in a column.

    `actions`, by strand id, are drawn under the axis of time: see `spans`.
    """
    shown = actions or {}
    return [_chart(panel, shown.get(panel.strand_id, ()), mode) for panel in stretched(block, shown).panels]


_Rows = Sequence[Mapping[str, Any]]
"""A panel's points or marks by column."""


def _chart(panel: Panel, actions: Sequence[Span], mode: Mode) -> Chart:
    points, marks = each(panel.points), each(panel.marks)
    related = [mark for mark in marks if not pd.isna(mark["place"])]
    apart = [mark for mark in marks if pd.isna(mark["place"])]
    told = [f"{panel.strand}: {changes((point['on'], point['grade_name']) for point in points)}."]
    told += [f"{day(mark['on'])}: {mark['words']}, {mark['grade_name']}." for mark in related]
    if apart:
        told.append(f"{len(apart)} {'inspection is' if len(apart) == 1 else 'inspections are'} not comparable.")
    told += [f"{words}, {day(on)}." for on, words in panel.breaks] + [f"{words}." for *_, words in panel.elsewhere]
    told += [f"Action {action.words}." for action in actions]
    return Chart(
        title=panel.strand,
        reading=_reading(panel, points),
        alt=" ".join(told),
        figure=_figure(panel, points, related, apart, actions, mode),
        table=_table(points, marks, actions),
    )


def _figure(
    panel: Panel, points: _Rows, related: _Rows, apart: _Rows, actions: Sequence[Span], mode: Mode
) -> go.Figure:
    ink = INK[mode]
    count = len(panel.grades)
    pad = max((panel.last - panel.first) * 0.05, pd.Timedelta(days=45))
    above = [
        [line for part in words.replace(": ", ":\n").splitlines() for line in wrapped(part, 40)]
        for *_, words in panel.elsewhere
    ]
    top = 8 + _LINE * sum(map(len, above))
    entries = [*_entries(panel, points, related, apart, mode), *_action_entries(actions, ink.text)]
    foot = key(entries, 40) if entries else ""
    foot_height = _LINE * (foot.count("<br>") + 1) if foot else 0
    under = height(actions)
    years = (panel.last - panel.first).days > 4 * 365
    ticks = _TICKS - 12 if years else _TICKS
    grades = [wrapped(grade, 12) for grade in panel.grades]
    row = max(_ROW, 4 + _LINE * max(map(len, grades)))
    plot = row * count + (ticks + under if under else 0)
    bottom = foot_height + (12 if under else ticks)
    high = top + plot + bottom
    shapes, annotations = _shade(panel, above, pad, mode)
    x, y = _broken(points)
    inspected = [(mark["on"], mark["words"]) for mark in apart]
    # Everything at once: each later add or update makes Plotly check the figure again.
    return go.Figure(
        data=[
            _lines(inspected, count - 0.4, ink.theirs, "dot"),
            _lines(panel.breaks, count - 0.4, ink.text, "dash"),
            {
                "type": "scatter",
                "x": x,
                "y": y,
                "mode": "lines",
                "line": {"shape": "hv", "color": ink.ours, "width": 3},
                "connectgaps": False,
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "x": [mark["on"] for mark in related],
                "y": [mark["place"] for mark in related],
                "mode": "markers",
                "marker": {"symbol": "diamond-open", "size": 19, "color": ink.theirs, "line": {"width": 3}},
                "hovertext": [
                    "<br>".join([f"{day(mark['on'])}: {safe(mark['grade_name'])}", *wrapped(mark["words"], 40)])
                    for mark in related
                ],
                "hoverinfo": "text",
            },
            {
                "type": "scatter",
                "x": [point["on"] for point in points],
                "y": [point["place"] for point in points],
                "mode": "markers",
                "marker": {
                    "symbol": ["circle-open" if point["open"] else "circle" for point in points],
                    "size": 11 if len(points) <= 20 else 7,
                    "color": ink.ours,
                    "line": {"width": 3, "color": ink.ours},
                },
                "hovertext": [
                    "<br>".join([day(p["on"]), safe(p["grade_name"]), *(["still open"] if p["open"] else [])])
                    for p in points
                ],
                "hoverinfo": "text",
            },
            *traces(actions, mode),
        ],
        layout={
            "template": template(mode),
            "height": high,
            "margin": {"l": 8, "r": 8, "t": top, "b": bottom},
            "yaxis": {
                "range": [-0.5, count - 0.4],
                "domain": [1 - row * count / plot, 1],
                "tickvals": list(range(count)),
                "ticktext": ["<br>".join(lines) for lines in grades],
                "automargin": True,
            },
            "yaxis2": {"range": [under, 0], "domain": [0, under / plot], "visible": False},
            "xaxis": {
                "range": [panel.first - pad, panel.last + pad],
                "tickformat": "%Y" if years else "%b<br>%Y",
                **({"dtick": "M1"} if panel.last - panel.first + 2 * pad < _SHORT else {"nticks": 6}),
                "tickangle": 0,
                "showgrid": False,
            },
            "shapes": shapes,
            "annotations": annotations,
            # A title, because only a title can be placed by the edge of the figure; the heading is the page's.
            "title": {
                "text": foot,
                "font": {"size": SMALL},
                "xref": "container",
                "yref": "container",
                "x": 0,
                "y": foot_height / high,
                "xanchor": "left",
                "yanchor": "top",
                "pad": {"l": 8},
            },
        },
    )


def _shade(
    panel: Panel, above: list[list[str]], pad: pd.Timedelta, mode: Mode
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The time under other frameworks as shapes, and its words, above the plot on lines of their own."""
    shapes, annotations = [], []
    lines = 0
    for (begin, end, _), words in zip(panel.elsewhere, above, strict=True):
        early = end <= panel.points["on"].iloc[0]
        x0, x1 = (begin - pad, end) if early else (begin, end + pad)
        shapes.append(
            {
                "type": "rect", "x0": x0, "x1": x1, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
                "line": {"width": 0}, "fillcolor": INK[mode].shade,
            }
        )  # fmt: skip
        side = "left" if early else "right"
        annotations.append(
            {
                "text": "<br>".join(words), "x": 0 if early else 1, "xref": "paper", "y": 1, "yref": "paper",
                "yshift": lines * _LINE, "xanchor": side, "yanchor": "bottom", "align": side, "showarrow": False,
                "font": {"size": SMALL, "color": INK[mode].muted},
            }
        )  # fmt: skip
        lines += len(words)
    return shapes, annotations


def _lines(events: Sequence[tuple[pd.Timestamp, str]], top: float, colour: str, dash: str) -> dict[str, Any]:
    """Upright lines with words to point at, all as one trace."""
    return {
        "type": "scatter",
        "x": [x for on, _ in events for x in (on, on, None)],
        "y": [-0.5, top, None] * len(events),
        "mode": "lines",
        "line": {"color": colour, "width": 2, "dash": dash},
        "hovertext": [text for _, words in events for text in (safe(words), safe(words), "")],
        "hoverinfo": "text",
    }


def _broken(points: _Rows) -> tuple[list[object], list[object]]:
    """The line's x and y, with a gap wherever the edition changes."""
    x: list[object] = []
    y: list[object] = []
    edition = None
    for row in points:
        if edition not in (None, row["edition"]):
            x.append(row["on"])
            y.append(None)
        x.append(row["on"])
        y.append(row["place"])
        edition = row["edition"]
    return x, y


def _entries(panel: Panel, points: _Rows, related: _Rows, apart: _Rows, mode: Mode) -> Iterator[tuple[str, str, str]]:
    """The key: only what is on this panel, and nothing where there is only our own line."""
    ink = INK[mode]
    still_open = any(point["open"] for point in points)
    if related or apart or panel.breaks or still_open:
        yield "●", ink.ours, "our grade"
    if still_open:
        yield "○", ink.ours, "still open"
    if related:
        yield "◇", ink.theirs, "inspectors' grade"
    if apart:
        yield "┊", ink.theirs, "Inspection, not comparable"
    for _, words in panel.breaks:
        yield "╎", ink.text, words


def _action_entries(actions: Sequence[Span], colour: str) -> Iterator[tuple[str, str, str]]:
    if any(action.done for action in actions):
        yield "┣┫", colour, f"action, {DONE}"
    if any(not action.done for action in actions):
        yield "┣▶", colour, f"action, {GOING_ON}"


def _reading(panel: Panel, points: _Rows) -> str:
    """Where the strand is, and where it was: before it last changed, and at first where that was another grade."""
    latest = points[-1]
    if panel.since:
        return f"{panel.strand} was at {_then(latest)}; {panel.since}."
    now = f"{panel.strand} is at {latest['grade_name']}"
    if latest["open"]:
        now += " in the self-evaluation that is still open"
    if panel.held < 2:
        return f"{now}; a line needs a second self-evaluation."
    if len(points) < 2:
        return f"{now}, its first grade on this scale."
    same = [point for point in points if point["edition"] == latest["edition"]]
    if len(same) < 2:
        return f"{now}, the first since the framework changed."
    first, others = same[0], [point for point in same if point["place"] != latest["place"]]
    if not others:
        return f"{now}, as it was in {first['on']:%B %Y}."
    before = others[-1]
    if before["place"] != first["place"]:
        return f"{now}; it was at {_then(before)} and at {_then(first)}."
    return f"{now}, {'up' if latest['place'] > before['place'] else 'down'} from {_then(before)}."


def _then(point: Mapping[str, Any]) -> str:
    return f"{point['grade_name']} in {point['on']:%B %Y}"


def _table(points: _Rows, marks: _Rows, actions: Sequence[Span]) -> pd.DataFrame:
    found: list[tuple[date, str, str, str]] = rows(actions)
    for point in points:
        note = point["framework_name"] + (", still open" if point["open"] else "")
        found.append((point["on"].date(), "Our self-evaluation", point["grade_name"], note))
    for mark in marks:
        grade: str = "Not comparable" if pd.isna(mark["place"]) else mark["grade_name"]
        found.append((mark["on"].date(), "Inspection", grade, mark["words"]))
    found.sort(key=lambda row: row[0])
    return pd.DataFrame(found, columns=["Date", "Who", "Grade", "Note"])
