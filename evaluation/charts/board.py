"""Rows over grade words: the ground on which the dumbbell and the strip are drawn.

Each row has its name above a track with one dot for each grade, so that a long name has the whole
width and a phone shows the same chart as a projector.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from evaluation.charts.chart import safe, texts_at, wrapped
from evaluation.charts.palette import INK, Mode, grade_style
from evaluation.charts.template import SIZE, SMALL, blank, size

LINE = 20
LETTERS = 46  # across a phone
_TRACK, _GAP, _KEY = 26, 14, 30
_HEADING, _SIDE = 13, 10  # so that five grades of a phone neither touch nor leave the figure


@dataclass(frozen=True)
class Row:
    """One row: its name, a quieter line under it or "", the words at the right, and its scale's words, lowest first.

    `scale_id` says how the grades look, whose symbols stand over their words.
    """

    name: str
    under: str
    right: str
    grades: tuple[str, ...]
    scale_id: str = ""


@dataclass(frozen=True)
class Board:
    """A figure with names, words and tracks on it, and the height of each row's track in the order given."""

    figure: go.Figure
    tracks: tuple[float, ...]


def across(place: int, count: int) -> float:
    """Where the grade at `place` of `count` stands, from 0 to 1."""
    return (place + 0.5) / count


def board(rows: Sequence[Row], key: str, mode: Mode) -> Board:
    """Lay out rows, each scale under its own heading of grade words, with the key at the foot."""
    ink = INK[mode]
    texts: list[tuple[float, float, str, str, str, int]] = []
    dots: list[tuple[float, float]] = []
    tracks: dict[int, float] = {}
    y = 0.0
    for scale_id, grades in dict.fromkeys((row.scale_id, row.grades) for row in rows):
        words = [wrapped(grade, 12) for grade in grades]
        head = LINE * (1 + max(map(len, words)))
        for place, lines in enumerate(words):
            x, look = across(place, len(grades)), grade_style(scale_id, place, mode)
            texts.append((x, y + head - LINE * len(lines), look.glyph, "top center", look.colour, SIZE))
            texts.append((x, y + head, "<br>".join(lines), "top center", ink.muted, _HEADING))
        y += head + _GAP
        for number, row in enumerate(rows):
            if (row.scale_id, row.grades) != (scale_id, grades):
                continue
            name = wrapped(row.name, max(20, LETTERS - len(row.right)))
            under = wrapped(row.under, LETTERS) if row.under else []
            texts.append((0, y, "<br>".join(f"<b>{line}</b>" for line in name), "bottom right", ink.text, SIZE))
            texts.append((1, y, safe(row.right), "bottom left", ink.text, SIZE))
            y += LINE * len(name)
            if under:
                texts.append((0, y, "<br>".join(under), "bottom right", ink.muted, SMALL))
                y += LINE * len(under)
            tracks[number] = y + _TRACK / 2
            dots += [(across(place, len(grades)), tracks[number]) for place in range(len(grades))]
            y += _TRACK + _GAP
        y += _GAP
    texts.append((0, y, key, "bottom right", ink.text, SIZE))
    figure = blank(mode)
    figure.update_layout(margin={"l": _SIDE, "r": _SIDE})
    size(figure, y + _KEY + LINE * key.count("<br>"))
    figure.add_traces([_tracks(rows, tracks, ink.grid), _dots(dots, ink.grid), texts_at(texts)])
    return Board(figure, tuple(tracks[number] for number in range(len(rows))))


def _tracks(rows: Sequence[Row], tracks: Mapping[int, float], colour: str) -> dict[str, Any]:
    """A line behind the grades of each row, all as one trace."""
    x: list[float | None] = []
    y: list[float | None] = []
    for number, row in enumerate(rows):
        count = len(row.grades)
        x += [across(0, count), across(count - 1, count), None]
        y += [tracks[number], tracks[number], None]
    line = {"color": colour, "width": 2}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, "hoverinfo": "skip"}


def _dots(dots: Sequence[tuple[float, float]], colour: str) -> dict[str, Any]:
    x, y = zip(*dots, strict=True)
    marker = {"color": colour, "size": 7}
    return {"type": "scatter", "x": x, "y": y, "mode": "markers", "marker": marker, "hoverinfo": "skip"}
