"""What the figures of a projector stand on: a wide sheet with large letters, names at the left.

The charts of a page are made for a phone too, so each name stands above its row. Across a room nobody reads that: here
letters are larger, names stand beside their rows, and everything keeps to one screen. A sheet is drawn `WIDE` pixels
wide and at most `HIGH` high; the show enlarges it as a whole to what the projector has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from evaluation.charts.chart import safe, texts_at, wrapped
from evaluation.charts.palette import INK, Mode
from evaluation.charts.template import blank, size

WIDE, HIGH = 960, 430
LETTERS, SMALLER = 20, 17
LINE = 24
LEFT = 0.32
"""The share of the width that names take."""
_NAME = 30
"""Letters of a name in one line."""

Text = tuple[float, float, str, str, str, int]
"""x, y, text, position, colour, size."""


Point = tuple[float | None, float | None]


class Sheet:
    """A figure that grows downwards: texts and traces at x from 0 to 1 and y in pixels from the top."""

    def __init__(self, mode: Mode) -> None:
        self.mode: Mode = mode
        self.ink = INK[mode]
        self.y = 0.0
        self.texts: list[Text] = []
        self.traces: list[dict[str, Any]] = []

    def say(
        self,
        x: float,
        y: float,
        words: str,
        position: str = "middle center",
        *,
        colour: str = "",
        letters: int = LETTERS,
    ) -> None:
        """Words at a place; they must be safe already."""
        self.texts.append((x, y, words, position, colour or self.ink.text, letters))

    def name(self, y: float, words: str) -> None:
        """A row's name at the left, in one line or two."""
        lines = wrapped(words, _NAME)
        if len(lines) > 2:
            lines = [lines[0], f"{lines[1]} …"]
        self.say(0, y, "<br>".join(lines), "middle right", letters=LETTERS if len(lines) == 1 else SMALLER)

    def line(self, points: Iterable[Point], colour: str, width: int, dash: str = "") -> None:
        """A line through some points, broken where one is None."""
        x, y = zip(*points, strict=True)
        look = {"color": colour, "width": width} | ({"dash": dash} if dash else {})
        self.traces.append({"type": "scatter", "x": x, "y": y, "mode": "lines", "line": look, "hoverinfo": "skip"})

    def marks(self, places: Sequence[tuple[float, float, str]], marker: dict[str, Any]) -> None:
        """Markers at (x, y, what the pointer says)."""
        x, y, hover = zip(*places, strict=True)
        self.traces.append(
            {
                "type": "scatter",
                "x": x,
                "y": y,
                "mode": "markers",
                "marker": marker,
                "hovertext": [safe(words) for words in hover],
                "hoverinfo": "text",
                "cliponaxis": False,
            }
        )

    def bars(self, parts: Sequence[tuple[float, float, float, str, str]], width: float) -> None:
        """Bars that lie, each from x so long at y, in a colour, with what the pointer says."""
        base, long, y, colours, hover = zip(*parts, strict=True)
        self.traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": base,
                "x": long,
                "y": y,
                "width": width,
                "marker": {"color": colours, "line": {"color": self.ink.page, "width": 1}},
                "hovertext": [safe(words) for words in hover],
                "hoverinfo": "text",
            }
        )

    def key(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """A key as (character, colour, words), at the foot of what is drawn so far, in as many lines as it takes."""
        lines: list[list[str]] = [[]]
        used = 0
        for glyph, colour, words in entries:
            if used and used + len(words) + 4 > 88:
                lines.append([])
                used = 0
            lines[-1].append(f'<span style="color:{colour}">{glyph}</span> {safe(words)}')
            used += len(words) + 4
        for own in lines:
            self.say(0, self.y + LINE / 2, "     ".join(own), "middle right", letters=SMALLER)
            self.y += LINE

    def figure(self) -> go.Figure:
        """What was put on the sheet."""
        figure = blank(self.mode)
        figure.update_layout(margin={"l": 8, "r": 12})
        figure.add_traces([*self.traces, *([texts_at(self.texts)] if self.texts else [])])
        size(figure, self.y + 2)
        return figure


def row_height(rows: int, room: float, most: float = 58, least: float = 30) -> float:
    """How high each of some rows is, so that all of them fit the room."""
    return max(least, min(most, room / max(rows, 1)))
