"""What could be seen, as a grid of counts: subject by year group, and strand by day of the week.

Cells say counts and are shaded in the ink of the page, not in colours of grades: that much can be seen is no judgement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, each, key, listed, safe, texts_at, wrapped
from evaluation.charts.palette import INK, Ink, Mode, mixed, text_on
from evaluation.charts.template import SIZE, SMALL, blank, size
from evaluation.visible.records import WEEKDAYS
from evaluation.visible.words import year_order

_LINE, _CELL, _GAP, _FOOT = 18, 38, 4, 10
_LABEL = 0.3
"""What the names of the rows take of the width."""
_LETTERS = 15
"""Of a row's name in one line, across a phone."""
_MANY = 5
"""More columns than this have short heads and smaller letters, to fit a phone."""
_MOST = 8
"""More than this do not fit a phone: they go in bands, one under the other."""
_PALE = 0.25

Tone = Literal["full", "pale", "none"]
_GLYPHS: Mapping[Tone, str] = {"full": "■", "pale": "▣", "none": "□"}


@dataclass(frozen=True)
class _Cell:
    """What a cell says, how it is shaded, and what is said of it under the pointer."""

    words: str
    tone: Tone
    hover: str


@dataclass(frozen=True)
class _Grid:
    """Rows by name, columns by name with their heads, cells by (row, column), and what each tone means."""

    rows: Sequence[str]
    columns: Mapping[str, str]
    cells: Mapping[tuple[str, str], _Cell]
    tones: Mapping[Tone, str]


def subjects_by_year(cells: pd.DataFrame, when: str, mode: Mode) -> Chart:
    """A cell for each subject and year group, from what `visible.counts.cells` returns. `when` names the days."""
    rows = each(cells)
    none = [f"{row['subject']} in {row['year_group']}" for row in rows if not row["seen"]]
    reading = (
        f"On {when} something could be seen in {len(rows) - len(none)} of {len(rows)} cells. "
        "A cell is a subject in a year group, with the practices that could be seen of those there are."
        if rows
        else "No practice has both a subject and a year group yet."
    )
    missing = f"Nothing could be seen of {listed(none)}." if none else ""
    return Chart(
        title="Subject by year group",
        reading=reading,
        alt=f"{reading} {missing}".strip(),
        figure=_figure(_subjects(rows), mode) if rows else None,
        table=cells.rename(
            columns={"subject": "Subject", "year_group": "Year group", "seen": "Could be seen", "of": "Of"}
        ),
    )


def strands_by_day(days: pd.DataFrame, marked: Collection[int], mode: Mode) -> Chart:
    """A cell for each strand and weekday of an ordinary week, from what `visible.counts.strand_days` returns.

    `marked` are the ISO weekdays of the days looked at. Strands without any practice are left out.
    """
    shown = days[days["of"] > 0]
    rows = each(shown)
    two = [WEEKDAYS[weekday] for weekday in sorted(marked) if weekday in WEEKDAYS]
    counts: dict[str, list[str]] = {}
    there: set[str] = set()
    for row in rows:
        weekday = WEEKDAYS[int(row["weekday"])]
        counts.setdefault(row["strand"], []).append(f"{weekday} {row['seen']}")
        if row["seen"] and weekday in two:
            there.add(row["strand"])
    without = [strand for strand in counts if strand not in there]
    reading = "Practices of each strand that could be seen on each day of an ordinary week. "
    if not rows:
        reading = "No practice speaks to a strand yet."
    elif without:
        reading += f"None of {listed(without)} is on {listed(two)}."
    else:
        reading += f"Each strand here has some on {listed(two)}."
    return Chart(
        title="Strand by day",
        reading=reading,
        alt=" ".join([reading, *(f"{strand}: {', '.join(found)}." for strand, found in counts.items())]),
        figure=_figure(_strands(rows, two), mode) if rows else None,
        table=pd.DataFrame(
            {
                "Strand": shown["strand"],
                "Day": shown["weekday"].map(WEEKDAYS),
                "Could be seen": shown["seen"],
                "Of": shown["of"],
            }
        ).reset_index(drop=True),
    )


def _subjects(rows: Sequence[dict[str, Any]]) -> _Grid:
    years = sorted({row["year_group"] for row in rows}, key=year_order)
    many = len(years) > _MANY
    found = {}
    for row in rows:
        seen, of = int(row["seen"]), int(row["of"])
        tone: Tone = "none" if not seen else "full" if seen == of else "pale"
        hover = f"{row['subject']}, {row['year_group']}: {seen} of {of}"
        found[row["subject"], row["year_group"]] = _Cell(f"{seen}/{of}" if many else f"{seen} of {of}", tone, hover)
    heads = {year: _short(year) if many else year for year in years}
    tones: dict[Tone, str] = {"full": "all could be seen", "pale": "some", "none": "none"}
    return _Grid(list(dict.fromkeys(row["subject"] for row in rows)), heads, found, tones)


def _strands(rows: Sequence[dict[str, Any]], two: Collection[str]) -> _Grid:
    found = {}
    for row in rows:
        weekday, seen = WEEKDAYS[int(row["weekday"])], int(row["seen"])
        tone: Tone = "none" if not seen else "full" if weekday in two else "pale"
        hover = f"{row['strand']}, {weekday}: {seen} of {row['of']}"
        found[row["strand"], weekday] = _Cell(str(seen), tone, hover)
    heads = {weekday: weekday[:3] for weekday in WEEKDAYS.values()}
    tones: dict[Tone, str] = {"full": f"on {listed(list(two))}", "pale": "on another day", "none": "nothing"}
    return _Grid(list(dict.fromkeys(row["strand"] for row in rows)), heads, found, tones)


def _short(year: str) -> str:
    """ "Y5" for "Year 5", "Rec." for "Reception"."""
    if year.startswith("Year ") and len(year) <= len("Year 13"):
        return year.replace("Year ", "Y")
    return year if len(year) <= 4 else f"{year[:3]}."


def _figure(grid: _Grid, mode: Mode) -> go.Figure:
    ink = INK[mode]
    names = list(grid.columns)
    across = -(-len(names) // -(-len(names) // _MOST))
    width = (1 - _LABEL) / across
    letters = SMALL - 2 if len(names) > _MANY else SMALL
    texts: list[tuple[float, float, str, str, str, int]] = []
    fills: dict[Tone, list[tuple[float, float, float, str]]] = {"full": [], "pale": [], "none": []}
    y = 0.0
    for first in range(0, len(names), across):
        middles = {name: _LABEL + width * (n + 0.5) for n, name in enumerate(names[first : first + across])}
        for name, middle in middles.items():
            texts.append((middle, y + _LINE / 2 + 2, safe(grid.columns[name]), "middle center", ink.text, letters))
        y += _LINE + 8
        for row in grid.rows:
            cells = {middle: grid.cells[row, name] for name, middle in middles.items() if (row, name) in grid.cells}
            if not cells:
                continue
            lines = wrapped(row, _LETTERS)
            height = max(_CELL, _LINE * len(lines) + 4)
            texts.append((0, y + height / 2, "<br>".join(lines), "middle right", ink.text, SMALL))
            for middle, cell in cells.items():
                fills[cell.tone].append((middle, y, height - _GAP, cell.hover))
                colour = _colour(cell.tone, ink)
                on = text_on(colour) if cell.tone != "none" else ink.muted
                texts.append((middle, y + (height - _GAP) / 2, cell.words, "middle center", on, letters))
            y += height
        y += _FOOT
    legend = key((_GLYPHS[tone], _edge(tone, ink), words) for tone, words in grid.tones.items() if fills[tone])
    texts.append((0, y, legend, "bottom right", ink.text, SIZE))
    figure = blank(mode)
    figure.add_traces([*(_cells(own, tone, width, ink) for tone, own in fills.items() if own), texts_at(texts)])
    size(figure, y + (_LINE + 4) * (legend.count("<br>") + 1))
    return figure


def _colour(tone: Tone, ink: Ink) -> str:
    """The fill of a cell, on which its words stand."""
    return {"full": ink.ours, "pale": mixed(ink.ours, ink.page, _PALE), "none": ink.page}[tone]


def _edge(tone: Tone, ink: Ink) -> str:
    """The line round a cell."""
    return ink.muted if tone == "none" else ink.ours


def _cells(cells: Sequence[tuple[float, float, float, str]], tone: Tone, width: float, ink: Ink) -> dict[str, Any]:
    """The cells of one tone as a trace of bars, each as (middle, top, height, what the pointer says)."""
    return {
        "type": "bar",
        "x": [middle for middle, *_ in cells],
        "y": [height for _, _, height, _ in cells],
        "base": [top for _, top, *_ in cells],
        "width": width * 0.94,
        "marker": {
            "color": "rgba(0,0,0,0)" if tone == "none" else _colour(tone, ink),
            "line": {"color": _edge(tone, ink), "width": 1},
        },
        "hovertext": [safe(hover) for *_, hover in cells],
        "hoverinfo": "text",
    }
