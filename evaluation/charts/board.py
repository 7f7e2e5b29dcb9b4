"""Rows over grade words: the ground on which the dumbbell and the strip are drawn.

Each row has its name above a track with one dot for each grade, so that a long name has the whole
width and a phone shows the same chart as a projector.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from evaluation.charts.chart import safe, wrapped
from evaluation.charts.palette import INK, Mode
from evaluation.charts.template import SIZE, SMALL, blank, size

LINE = 20
LETTERS = 46  # across a phone
_TRACK, _GAP, _KEY = 26, 14, 30
_HEADING, _SIDE = 13, 10  # so that five grades of a phone neither touch nor leave the figure


_Text = tuple[float, float, str, str, int]
"""x, y, text, position and size; what is smaller than usual is quieter too."""


@dataclass(frozen=True)
class Row:
    """One row: its name, a quieter line under it or "", the words at the right, and its scale's words, lowest first."""

    name: str
    under: str
    right: str
    grades: tuple[str, ...]


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
    texts: list[_Text] = []
    dots: list[tuple[float, float]] = []
    tracks: dict[int, float] = {}
    y = 0.0
    for grades in dict.fromkeys(row.grades for row in rows):
        words = [wrapped(grade, 12) for grade in grades]
        head = LINE * max(map(len, words))
        for place, lines in enumerate(words):
            texts.append((across(place, len(grades)), y + head, "<br>".join(lines), "top center", _HEADING))
        y += head + _GAP
        for number, row in enumerate(rows):
            if row.grades != grades:
                continue
            name = wrapped(row.name, max(20, LETTERS - len(row.right)))
            under = wrapped(row.under, LETTERS) if row.under else []
            label = [f"<b>{line}</b>" for line in name]
            texts.append((0, y, "<br>".join(label), "bottom right", SIZE))
            texts.append((1, y, safe(row.right), "bottom left", SIZE))
            y += LINE * len(name)
            if under:
                texts.append((0, y, "<br>".join(under), "bottom right", SMALL))
                y += LINE * len(under)
            tracks[number] = y + _TRACK / 2
            dots += [(across(place, len(grades)), tracks[number]) for place in range(len(grades))]
            y += _TRACK + _GAP
        y += _GAP
    figure = blank(mode)
    figure.update_layout(margin={"l": _SIDE, "r": _SIDE})
    size(figure, y + _KEY + LINE * key.count("<br>"))
    texts.append((0, y, key, "bottom right", SIZE))
    _draw(figure, texts, dots, rows, tracks, mode)
    return Board(figure, tuple(tracks[number] for number in range(len(rows))))


def _draw(
    figure: go.Figure,
    texts: Iterable[_Text],
    dots: Sequence[tuple[float, float]],
    rows: Sequence[Row],
    tracks: dict[int, float],
    mode: Mode,
) -> None:
    ink = INK[mode]
    line_x: list[float | None] = []
    line_y: list[float | None] = []
    for number, row in enumerate(rows):
        count = len(row.grades)
        line_x += [across(0, count), across(count - 1, count), None]
        line_y += [tracks[number], tracks[number], None]
    figure.add_scatter(x=line_x, y=line_y, mode="lines", line={"color": ink.grid, "width": 2}, hoverinfo="skip")
    figure.add_scatter(
        x=[x for x, _ in dots],
        y=[y for _, y in dots],
        mode="markers",
        marker={"color": ink.grid, "size": 7},
        hoverinfo="skip",
    )
    xs, ys, words, positions, sizes = zip(*texts, strict=True)
    figure.add_scatter(
        x=xs,
        y=ys,
        text=words,
        mode="text",
        textposition=positions,
        textfont={
            "size": sizes,
            "color": [ink.text if size == SIZE else ink.muted for size in sizes],
        },
        cliponaxis=False,
        hoverinfo="skip",
    )
