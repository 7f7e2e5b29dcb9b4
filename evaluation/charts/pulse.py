"""How leaders feel about an outcome: how many chose each step, wave by wave, and fair against need to improve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from evaluation.charts.chart import Chart, each, listed, safe, texts_at, wrapped
from evaluation.charts.palette import INK, Ink, Mode
from evaluation.charts.template import SIZE, SMALL, blank, size
from evaluation.plan.pulse import RATHER_NOT_SAY, Field

_LINE, _BAR, _GAP = 20, 16, 10
_LABELS = 0.39  # the share of the width for the words of the steps, so that the longest fits a phone
_NUMBER = 0.07  # and for the count after a bar
_CELL, _APART = 124, 6
_TOP = 4


def waves(counts: pd.DataFrame, mode: Mode) -> Chart:
    """One question: a row for each step, a column for each wave that is shown, a bar as long as its count.

    `counts` are the rows of `plan.pulse.distribution` of one question, at least of one wave. Nothing is averaged.
    """
    question = str(counts["question"].iloc[0])
    told = {str(name): _told(each(rows)) for name, rows in counts.groupby("wave", sort=False)}
    latest, words = list(told.items())[-1]
    return Chart(
        title=question,
        reading=f"{latest}, {words}.",
        alt=f"{question} " + " ".join(f"{wave}, {said}." for wave, said in told.items()),
        figure=_bars(counts, mode),
        table=_table(counts),
    )


def quadrant(fields: Sequence[Field], wave: str, mode: Mode) -> Chart:
    """Fair against need to improve in one wave, as four fields with how many see it so.

    `fields` is what `plan.pulse.quadrant` returns, not empty.
    """
    corners, others = fields[:4], fields[4:]
    told = listed([f"{field.name}: {field.count}" for field in corners])
    placed = sum(field.count for field in corners)
    beside = "".join(f", {field.name.lower()}: {field.count}" for field in others if field.count)
    everybody = sum(field.count for field in fields)
    return Chart(
        title=f"Was it fair, and do we need to improve? {wave}",
        reading=f"{everybody} leaders; {placed} stand in one of the four fields{beside}.",
        alt=f"{told}.",
        figure=_corners(corners, mode),
        table=pd.DataFrame(
            [(field.name, field.count, field.conversation) for field in fields],
            columns=["How they see it", "Leaders", "The conversation to have"],
        ),
    )


def _told(rows: Sequence[dict[str, Any]]) -> str:
    """What one wave says in words: "6 answered: 4 Mostly, 2 Completely; 1 rather not say"."""
    steps = [row for row in rows if row["answer_words"] != RATHER_NOT_SAY]
    apart = sum(row["count"] for row in rows) - sum(row["count"] for row in steps)
    said = listed([f"{row['count']} {row['answer_words']}" for row in steps if row["count"]])
    answered = f"{sum(row['count'] for row in steps)} answered: {said}"
    return f"{answered}; {apart} would rather not say" if apart else answered


def _table(counts: pd.DataFrame) -> pd.DataFrame:
    """A row for each answer and a column for each wave."""
    columns: dict[str, list[object]] = {"Answer": list(counts["answer_words"].drop_duplicates())}
    for wave, rows in counts.groupby("wave", sort=False):
        columns[str(wave)] = list(rows["count"])
    return pd.DataFrame(columns)


def _bars(counts: pd.DataFrame, mode: Mode) -> Any:
    ink = INK[mode]
    answers = list(counts["answer_words"].drop_duplicates())
    names = list(counts["wave"].drop_duplicates())
    wide, most = (1 - _LABELS) / len(names), max(1, int(counts["count"].max()))
    heads = [wrapped(name, 9 if len(names) > 2 else 20) for name in names]
    top = _TOP + _LINE * max(map(len, heads)) + _GAP
    rows = {
        words: top + place * (_BAR + _GAP) + (_GAP if words == RATHER_NOT_SAY else 0)
        for place, words in enumerate(answers)
    }
    texts = [(0.0, y + _BAR / 2, safe(words), "middle right", ink.text, SIZE) for words, y in rows.items()]
    bars: list[tuple[float, float, float, str, str]] = []
    for column, (name, head) in enumerate(zip(names, heads, strict=True)):
        left = _LABELS + column * wide
        texts.append((left, _TOP, "<br>".join(head), "bottom right", ink.muted, SMALL))
        for row in each(counts[counts["wave"] == name]):
            long = row["count"] / most * max(wide - _NUMBER - 0.02, 0.02)
            y = rows[row["answer_words"]] + _BAR / 2
            colour = ink.muted if row["answer_words"] == RATHER_NOT_SAY else ink.ours
            bars.append((left, long, y, colour, f"{name}: {row['count']} {row['answer_words']}"))
            texts.append(
                (
                    left + long,
                    y,
                    f"\u00a0{row['count']}",
                    "middle right",
                    ink.text if row["count"] else ink.muted,
                    SMALL,
                )
            )
    figure = blank(mode)
    figure.add_traces([_rectangles(bars), texts_at(texts)])
    size(figure, max(rows.values()) + _BAR + _GAP)
    return figure


def _rectangles(bars: Sequence[tuple[float, float, float, str, str]]) -> dict[str, Any]:
    lefts, longs, ys, colours, hovers = zip(*bars, strict=True)
    return {
        "type": "bar",
        "orientation": "h",
        "y": ys,
        "x": longs,
        "base": lefts,
        "width": _BAR,
        "marker": {"color": colours},
        "hovertext": [safe(words) for words in hovers],
        "hoverinfo": "text",
    }


def _corners(corners: Sequence[Field], mode: Mode) -> Any:
    """Fair to the right, need to improve on top: four fields, each with its count and its name in words."""
    ink: Ink = INK[mode]
    figure = blank(mode)
    texts = []
    for place, field in enumerate(corners):
        left, y = (0.5 if place % 2 == 0 else 0.0), (_CELL + _APART) * (place // 2)
        figure.add_shape(
            type="rect",
            x0=left + 0.005,
            x1=left + 0.495,
            y0=y,
            y1=y + _CELL,
            fillcolor=ink.shade if field.count else "rgba(0,0,0,0)",
            line={"color": ink.ours if field.count else ink.grid, "width": 1},
        )
        colour = ink.text if field.count else ink.muted
        name = wrapped(field.name, 19)
        texts.append((left + 0.25, y + 14, f"<b>{field.count}</b>", "bottom center", colour, 28))
        texts.append((left + 0.25, y + 58, "<br>".join(name), "bottom center", colour, SIZE))
    figure.add_trace(texts_at(texts))
    size(figure, 2 * _CELL + _APART + 2)
    return figure
