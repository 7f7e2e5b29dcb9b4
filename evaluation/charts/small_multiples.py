"""Figures over time: one small panel for each measure and group, with England's beside it.

Panels of terms lie over the same years, and so do those of whole years, so that they are read across.

A panel holds one series only. Its line joins figures of like periods that follow each other (an autumn term and the
autumn term a year later), and breaks where one is missing. Other terms are small dots that no line joins, in a quiet
colour. England's line is dashed, has marks of its own and says its name; of other terms its latest is shown, and only
where it has none of the line's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, each, key, safe, wrapped
from evaluation.charts.figure_axes import along, middle, school_years, span, ticks
from evaluation.charts.figure_labels import labels, older
from evaluation.charts.figure_words import alt, long, national, reading, short, table, title
from evaluation.charts.palette import INK, Mode
from evaluation.charts.template import SMALL, template
from evaluation.indicators.records import GROUPS, Measure

_PLOT, _BELOW, _TICKS, _LINE = 150, 24, 34, 20
_ABOVE, _GUTTER = 24, 68
"""Pixels: the plot, its row for what is missing, the years under it, a line of the key; the room for labels."""
_TERM = pd.Timedelta(days=160)
_FOLLOWS = pd.Timedelta(days=540)
"""How far the middle of the next like period may be away and still follow on: a year, not two."""
_KINDS = {
    "term": "by term",
    "terms": "in autumn and spring",
    "year": "by year",
    "day": "on one day",
    "to_date": "in the year to date",
}
_SERIES = re.compile(r" \((daily data|school census)\)$")
"""How the name of a measure says of which series it is."""
GLYPHS = {"suppressed": "✕", "not applicable": "–", "not available": "○"}
OTHER = "□"
"""The mark of a period without a figure, by why there is none."""


@dataclass(frozen=True, eq=False)
class Measured:
    """One measure of one group, to be a panel.

    name     the measure, with its group where that is not all pupils: "Persistent absence, free school meals"
    unit     "%", "pupils", "ratio", "points", "FTE", "days", "£" or "score"
    better   "lower", "higher", or "" where neither is
    scale    panels with the same scale share their upright axis: the measure's id
    series   one row a period, oldest first, all of one series and one kind of period: start, end, label, kind, line
             (which rows a line may join), value (Float64), missing (str), source, national (Float64),
             national_source, no_national
    about    what is counted, in words
    """

    name: str
    unit: str
    better: str
    scale: str
    series: pd.DataFrame
    about: str = ""

    @property
    def help(self) -> str:
        """For whoever asks: what is counted, and which of England's figures is the same."""
        return " ".join(filter(None, (self.about, national(self.unit, self.series))))


def measured(measure: Measure, group_id: str, series: pd.DataFrame, *, under_series: bool = False) -> list[Measured]:
    """The panels of one measure and group: one for each kind of period that it has figures of, so that a term is
    never joined to a year. `series` is what `Numbers.series` returns. Under a heading that names the series
    (`under_series`) the panels do not name it again."""
    if series.empty:
        return []
    called = _SERIES.sub("", measure.name) if under_series else measure.name
    long_ones = (series["end"] - series["start"]) > _TERM
    apart = series["kind"].where(~((series["kind"] == "term") & long_ones), "terms")
    parts = {str(kind): part.reset_index(drop=True) for kind, part in series.groupby(apart, sort=False)}
    found = []
    for kind, part in parts.items():
        name = f"{called} {_KINDS[kind]}" if len(parts) > 1 else called
        if group_id:
            group = GROUPS[group_id].name
            name += (
                f", {group}"
                if group[:2].isupper() or group.startswith("English")
                else f", {group[0].lower()}{group[1:]}"
            )
        found.append(Measured(name, measure.unit, measure.better, measure.id, part, measure.definition))
    return found


def small_multiples(panels: Sequence[Measured], mode: Mode, *, narrow: bool = False) -> list[Chart]:
    """A chart for each panel that has a row, in the order given, for the page to lay side by side or in a column.

    All are of one height and one shape, apart from longer keys. `narrow` ones fit a column at the side of a page.
    """
    shown = [panel for panel in panels if len(panel.series)]
    if not shown:
        return []
    years = {
        rhythm: school_years(p.series for p in shown if _by_term(p) is rhythm) for rhythm in set(map(_by_term, shown))
    }
    scales = {scale: span(p.series for p in shown if p.scale == scale) for scale in {p.scale for p in shown}}
    return [
        Chart(
            title=title(panel.name, panel.unit, panel.series),
            reading=reading(panel.series, panel.better),
            alt=alt(panel.name, panel.unit, panel.series),
            figure=_figure(panel, years[_by_term(panel)], scales[panel.scale], mode, narrow),
            table=table(panel.unit, panel.series),
        )
        for panel in shown
    ]


def _figure(panel: Measured, years: range, limits: tuple[float, float], mode: Mode, narrow: bool) -> go.Figure:
    ink, rows = INK[mode], each(panel.series)
    for row in rows:
        row["on"] = middle(row)
    low, high = limits
    pixel = (high - low) / _PLOT
    ours = [row for row in rows if pd.notna(row["value"])]
    theirs = [row for row in rows if pd.notna(row["national"])]
    gone = [row for row in rows if pd.isna(row["value"]) and row["missing"]]
    lined, england = _on(ours, rows), _on(theirs, rows) or theirs[-1:]
    entries = [*_other_dots(rows, mode), *_gone(gone, mode)]
    if words := older(lined or ours, england, panel.unit):
        entries.append(("◇", ink.theirs, words))
    foot = key(entries, 28 if narrow else 44)
    under = _LINE * (foot.count("<br>") + 1)  # also where it is empty, so that panels are of one height
    total = _ABOVE + _PLOT + _BELOW + _TICKS + under
    return go.Figure(
        data=[
            _line(rows, "national", {"color": ink.theirs, "width": 2, "dash": "dash"}),
            _dots(england, "national", panel, {"symbol": "diamond-open", "color": ink.theirs, "line": {"width": 2}}),
            _line(rows, "value", {"color": ink.ours, "width": 3}),
            _dots(ours, "value", panel, {"symbol": "circle", "color": _shades(ours, panel, mode)}),
            {
                "type": "scatter",
                "x": [row["on"] for row in gone],
                "y": [low - pixel * _BELOW / 2] * len(gone),
                "text": [GLYPHS.get(row["missing"], OTHER) for row in gone],
                "mode": "text",
                "textfont": {"size": SMALL, "color": ink.text},
                "hovertext": [f"{safe(row['label'])}: {safe(row['missing'])}" for row in gone],
                "hoverinfo": "text",
                "cliponaxis": False,
            },
        ],
        layout={
            "template": template(mode),
            "height": total,
            "margin": {"l": 8, "r": _GUTTER, "t": _ABOVE, "b": _TICKS + under},
            "xaxis": along(years, ink.grid, 2 if narrow else 5),
            "yaxis": {
                "range": [low - pixel * _BELOW, high],
                "tickvals": (round_ones := ticks(low, high, 1 if panel.unit == "£" else 0.1)),
                "ticktext": [
                    short(tick, panel.unit, whole=all(one == round(one) for one in round_ones))
                    for tick in round_ones
                ],
                "tickfont": {"color": ink.muted},
                "automargin": True,
            },
            "annotations": labels(lined or ours, england, panel.unit, pixel, mode),
            "title": {
                "text": foot, "font": {"size": SMALL}, "xref": "container", "yref": "container",
                "x": 0, "y": under / total, "xanchor": "left", "yanchor": "top", "pad": {"l": 8},
            },
        },
    )  # fmt: skip


_Rows = Sequence[dict[str, Any]]


def _main(rows: _Rows) -> str:
    """The line that a panel draws: the one that its latest period belongs to."""
    return str(rows[-1]["line"])


def _on(some: _Rows, rows: _Rows) -> list[dict[str, Any]]:
    """Those of some rows that the panel's line joins."""
    return [row for row in some if row["line"] == _main(rows)]


def _shades(rows: _Rows, panel: Measured, mode: Mode) -> list[str]:
    """Our colour for what the line joins, a quiet one for what it does not."""
    main = str(panel.series["line"].iloc[-1])
    return [INK[mode].ours if row["line"] == main else INK[mode].muted for row in rows]


def _line(rows: _Rows, column: str, line: dict[str, Any]) -> dict[str, Any]:
    """The line of the panel, which breaks at every period without a figure, and where one is left out."""
    x: list[object] = []
    y: list[object] = []
    before: dict[str, Any] | None = None
    for row in (row for row in rows if row["line"] == _main(rows)):
        if before is not None and row["on"] - before["on"] > _FOLLOWS:
            x.append(before["on"])
            y.append(None)
        x.append(row["on"])
        y.append(float(row[column]) if pd.notna(row[column]) else None)
        before = row
    return {
        "type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, "connectgaps": False, "hoverinfo": "skip",
    }  # fmt: skip


def _other_dots(rows: _Rows, mode: Mode) -> Iterator[tuple[str, str, str]]:
    """The key of small dots, where some periods are not of the panel's line."""
    if any(row["line"] != _main(rows) for row in rows):
        yield "●", INK[mode].ours, _main(rows)
        yield "•", INK[mode].muted, "other terms" if rows[-1]["kind"] == "term" else "other days"


def _gone(rows: _Rows, mode: Mode) -> Iterator[tuple[str, str, str]]:
    """The key of periods without a figure, by why."""
    for why in dict.fromkeys(row["missing"] for row in rows):
        yield GLYPHS.get(why, OTHER), INK[mode].text, why


def _dots(rows: _Rows, column: str, panel: Measured, marker: dict[str, Any]) -> dict[str, Any]:
    who, source = ("England", "national_source") if column == "national" else ("Ours", "source")
    main = str(panel.series["line"].iloc[-1])
    large, small = (12, 8) if column == "national" else (10, 5)
    return {
        "type": "scatter",
        "x": [row["on"] for row in rows],
        "y": [float(row[column]) for row in rows],
        "mode": "markers",
        "marker": {"size": [large if row["line"] == main else small for row in rows], "opacity": 1, **marker},
        "hovertext": ["<br>".join(_pointed_at(row, f"{who}: {long(row[column], panel.unit)}", source)) for row in rows],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _by_term(panel: Measured) -> bool:
    """Whether its periods are single terms, which need more room than years do."""
    return bool(((panel.series["kind"] == "term") & (panel.series["end"] - panel.series["start"] < _TERM)).any())


def _pointed_at(row: dict[str, Any], figure: str, source: str) -> list[str]:
    return [safe(row["label"]), safe(figure), *wrapped(row[source], 44)]
