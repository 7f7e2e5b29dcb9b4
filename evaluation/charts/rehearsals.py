"""Rehearsals of the call: a bar for each, as long as the minutes until everything was done, term by term."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pandas as pd

from evaluation.charts.chart import Chart, each, safe, texts_at
from evaluation.charts.palette import INK, Mode
from evaluation.charts.template import SIZE, SMALL, blank, size
from evaluation.records import day

_ROW, _BAR, _HEAD, _AXIS = 30, 16, 34, 30
_LEFT, _RIGHT = 0.26, 0.2
"""Shares of the width: for the day before a bar, and for the minutes after it."""
_STEPS = (5, 10, 15, 30, 60, 120, 240, 480, 960)
_MOST_TICKS = 5


def rehearsals(rows: pd.DataFrame, mode: Mode) -> Chart:
    """Each rehearsal under its term, the earliest first; `rows` are those of `call.rehearsals.table`, not empty.

    The axis counts minutes. One in which not everything was done has no bar, and says how far it came.
    """
    found = each(rows)
    return Chart(
        title="Minutes until everything was done",
        reading=_reading(found),
        alt=" ".join(f"{day(row['called_at'].date())}: {_told(row)}." for row in found),
        figure=_figure(found, mode),
        table=pd.DataFrame(
            {
                "Term": rows["term"],
                "Rehearsal": [f"{day(row['called_at'].date())}, {row['called_at']:%H:%M}" for row in found],
                "Minutes": rows["minutes"],
                "Done": [f"{row['done']} of {row['lines']}" for row in found],
            }
        ),
    )


def _told(row: Mapping[str, Any]) -> str:
    """How one went, in words."""
    if not pd.isna(row["minutes"]):
        return f"{row['minutes']} min"
    far = f"{row['done']} of {row['lines']}"
    return f"goes on, {far}" if row["going_on"] else f"not finished, {far}"


def _reading(found: list[dict[str, Any]]) -> str:
    done = [row for row in found if not pd.isna(row["minutes"])]
    if not done:
        return "Not everything was done in any rehearsal yet."
    if len(done) == 1:
        return f"One rehearsal in which everything was done: {done[0]['minutes']} minutes."
    first, last = done[0], done[-1]
    return (
        f"{len(done)} rehearsals in which everything was done: {first['minutes']} minutes on "
        f"{day(first['called_at'].date())}, {last['minutes']} on {day(last['called_at'].date())}."
    )


def _figure(found: list[dict[str, Any]], mode: Mode) -> Any:
    ink = INK[mode]
    longest = max((int(row["minutes"]) for row in found if not pd.isna(row["minutes"])), default=0)
    step = next((s for s in _STEPS if longest <= s * _MOST_TICKS), _STEPS[-1])
    end = max(step, -(-longest // step) * step)
    wide = 1 - _LEFT - _RIGHT
    texts: list[tuple[float, float, str, str, str, int]] = []
    bars: list[tuple[float, float, str]] = []
    figure = blank(mode)
    ticks = [_LEFT + minutes / end * wide for minutes in range(0, end + 1, step)]
    y = 0.0
    for term, rows in groupby(found, key=lambda row: row["term"]):
        texts.append((0, y + _HEAD / 2, f"<b>{safe(term)}</b>", "middle right", ink.text, SIZE))
        y += _HEAD
        top = y
        for row in rows:
            texts.append(
                (0, y + _ROW / 2, f"{row['called_at'].day} {row['called_at']:%b}", "middle right", ink.text, SIZE)
            )
            long = 0.0 if pd.isna(row["minutes"]) else int(row["minutes"]) / end * wide
            bars.append((long, y + _ROW / 2, f"{day(row['called_at'].date())}: {_told(row)}"))
            colour = ink.muted if pd.isna(row["minutes"]) else ink.text
            texts.append((_LEFT + long, y + _ROW / 2, f" {_told(row)}", "middle right", colour, SMALL))
            y += _ROW
        for x in ticks:
            line = {"color": ink.grid, "width": 1}
            figure.add_shape(type="line", x0=x, x1=x, y0=top, y1=y, line=line, layer="below")
    for minutes, x in zip(range(0, end + 1, step), ticks, strict=True):
        words = f"{minutes} min" if minutes == end else str(minutes)
        texts.append((x, y + _AXIS / 2, words, "middle center", ink.muted, SMALL))
    figure.add_traces([_rectangles(bars, ink.ours), texts_at(texts)])
    size(figure, y + _AXIS)
    return figure


def _rectangles(bars: list[tuple[float, float, str]], colour: str) -> dict[str, Any]:
    longs, ys, hovers = zip(*bars, strict=True)
    return {
        "type": "bar",
        "orientation": "h",
        "y": ys,
        "x": longs,
        "base": [_LEFT] * len(longs),
        "width": _BAR,
        "marker": {"color": colour},
        "hovertext": [safe(words) for words in hovers],
        "hoverinfo": "text",
    }
