"""Our grade for one strand among other schools: a bar of counts for each group."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, key, safe, texts_at, wrapped
from evaluation.charts.palette import INK, GradeStyle, Mode, grade_style
from evaluation.charts.template import SIZE, SMALL, blank, size
from evaluation.distribution import Among, Spread

_LINE, _BAR, _GAP = 20, 24, 14
_LETTERS = 50  # across a phone, of small text
_ROOM = 0.07  # the share of a bar in which a symbol fits


def distribution(spread: Spread, mode: Mode) -> Chart:
    """A bar for each group of schools, as long as the others, parted by the shares of the grades, the highest first.

    Under each bar are the counts in words. The part with our grade has an outline, and its count says that
    it is ours.
    """
    sentences = [spread.sentence(group) for group in spread.groups]
    return Chart(
        title=spread.headline,
        reading=sentences[0] if sentences else "There are too few schools here to show.",
        alt=" ".join([f"{spread.headline}.", *sentences]),
        figure=_figure(spread, mode) if spread.groups else None,
        table=_table(spread),
    )


def _figure(spread: Spread, mode: Mode) -> go.Figure:
    ink = INK[mode]
    looks = {grade: grade_style(spread.scale.id, place, mode) for grade, place in spread.scale.order.items()}
    texts: list[tuple[float, float, str, str, str, int]] = []
    bars: list[float] = []
    y = 4.0
    for group in spread.groups:
        behind = f"{group.schools:,} schools"
        name = [f"<b>{line}</b>" for line in wrapped(group.name, 40 - len(behind))]
        texts.append((0, y, "<br>".join(name), "bottom right", ink.text, SIZE))
        texts.append((1, y, behind, "bottom left", ink.text, SIZE))
        y += _LINE * len(name) + 6
        bars.append(y)
        for left, share, grade in _parts(group):
            if share >= _ROOM:
                look = looks[grade]
                texts.append((left + share / 2, y + _BAR / 2, look.glyph, "middle center", look.text, SIZE))
        y += _BAR + 8
        words = _words(spread, group, looks)
        texts.append((0, y, words, "bottom right", ink.text, SMALL))
        y += _LINE * (words.count("<br>") + 1) + _GAP
    figure = blank(mode)
    figure.add_traces([_bars(spread, bars, looks, ink.page), _outline(spread, bars, ink.text), texts_at(texts)])
    size(figure, y)
    return figure


def _parts(group: Among) -> list[tuple[float, float, str]]:
    """Where each grade's part of a bar begins and how long it is, as shares, the highest grade first."""
    left, parts = 0.0, []
    for grade in reversed(list(group.counts)):
        share = group.counts[grade] / group.schools
        parts.append((left, share, grade))
        left += share
    return parts


def _words(spread: Spread, group: Among, looks: dict[str, GradeStyle]) -> str:
    """The counts under a bar, each with its grade's symbol, in lines that fit a phone."""
    return key(
        (
            (
                looks[grade.id].glyph,
                looks[grade.id].colour,
                f"{group.counts[grade.id]:,} {grade.name}" + (", like ours" if grade.id == spread.grade else ""),
            )
            for grade in reversed(spread.scale.grades)
        ),
        _LETTERS,
    )


def _bars(spread: Spread, tops: list[float], looks: dict[str, GradeStyle], page: str) -> dict[str, Any]:
    parts = [
        (top, *part, group) for top, group in zip(tops, spread.groups, strict=True) for part in _parts(group) if part[1]
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [top + _BAR / 2 for top, *_ in parts],
        "x": [share for _, _, share, *_ in parts],
        "base": [left for _, left, *_ in parts],
        "width": _BAR,
        "marker": {"color": [looks[grade].colour for *_, grade, _ in parts], "line": {"color": page, "width": 1}},
        "hovertext": [
            f"{safe(group.name)}: {group.counts[grade]:,} {safe(spread.scale.name_of(grade))}"
            for *_, grade, group in parts
        ],
        "hoverinfo": "text",
    }


def _outline(spread: Spread, tops: list[float], colour: str) -> dict[str, Any]:
    """A frame round our grade's part of each bar."""
    x: list[float | None] = []
    y: list[float | None] = []
    for top, group in zip(tops, spread.groups, strict=True):
        left, share = next((left, share) for left, share, grade in _parts(group) if grade == spread.grade)
        x += [left, left + share, left + share, left, left, None]
        y += [top - 3, top - 3, top + _BAR + 3, top + _BAR + 3, top - 3, None]
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": {"color": colour, "width": 3},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _table(spread: Spread) -> pd.DataFrame:
    """One row a group: the schools behind it, and the schools with each grade, the highest first."""
    names = {grade.id: grade.name for grade in reversed(spread.scale.grades)}
    rows = [
        {"Group": group.name, "Schools": group.schools} | {name: group.counts[grade] for grade, name in names.items()}
        for group in spread.groups
    ]
    return pd.DataFrame(rows, columns=["Group", "Schools", *names.values()])
