"""Every judgement of every self-evaluation at a glance: strand by date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, changes, day, each, key, listed, safe, wrapped
from evaluation.charts.palette import INK, Mode, grade_style, short_word
from evaluation.charts.template import SIZE, SMALL, blank, size
from evaluation.progress import SELF_EVALUATION

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
    rows = history[(history["source"] == SELF_EVALUATION) & history["scale_id"].notna()]
    bands = list(_bands(rows))
    empty = "There is no self-evaluation with grades yet."
    return Chart(
        title="Every grade we gave, strand by strand",
        reading=empty if rows.empty else _reading(rows),
        alt=" ".join(_alt(rows)) or empty,
        figure=_figure(bands, mode) if bands else None,
        table=_table(rows),
    )


def _reading(rows: pd.DataFrame) -> str:
    """How many self-evaluations there are under each framework, the newest first, and what is not judged."""
    counts = rows.groupby("framework_name")["source_id"].nunique()
    parts = [f"{counts[name]} under {name}" for name in dict.fromkeys(reversed(rows["framework_name"].to_list()))]
    noun = "self-evaluation" if parts[0].startswith("1 ") else "self-evaluations"
    missing = int(rows["grade"].isna().sum())
    judged = f"{missing} {'grade' if missing == 1 else 'grades'} not judged" if missing else "every strand is judged"
    return f"{listed(parts).replace(' under', f' {noun} under', 1)}; {judged}."


def _bands(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of a few self-evaluations of one framework at a time, newest first."""
    ids = rows["framework"].str.split("@").str[0]
    for framework_id in dict.fromkeys(reversed(ids.to_list())):
        block = rows[ids == framework_id]
        sources = list(dict.fromkeys(block["source_id"]))
        for shown in reversed(list(_chunks(sources))):
            yield block[block["source_id"].isin(shown)]


def _chunks(sources: list[str]) -> Iterator[list[str]]:
    """Oldest first: as few chunks as fit, of even length, and a last one short enough for words."""
    count = len(sources)
    newest = _NEWEST if count > 2 * _NEWEST else -(-count // 2) if count > _NEWEST else count
    older = count - newest
    size = -(-older // max(1, -(-older // _ACROSS)))
    for begin in range(0, older, max(size, 1)):
        yield sources[begin : min(begin + size, older)]
    yield sources[older:]


@dataclass
class _Layer:
    """Texts to draw, as arrays."""

    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    position: list[str] = field(default_factory=list)
    colour: list[str] = field(default_factory=list)
    size: list[int] = field(default_factory=list)

    def add(self, x: float, y: float, text: str, position: str, colour: str, size: int = SMALL) -> None:
        for values, value in zip(vars(self).values(), (x, y, text, position, colour, size), strict=True):
            values.append(value)


def _figure(bands: list[pd.DataFrame], mode: Mode) -> go.Figure:
    ink = INK[mode]
    figure, texts = blank(mode), _Layer()
    seen: dict[tuple[str, int], str] = {}
    y = 4.0
    for band in bands:
        y = _band(figure, texts, band, y, mode)
        graded = band[band["place"].notna()]
        seen |= dict(zip(zip(graded["scale_id"], graded["place"], strict=True), graded["grade_name"], strict=True))
    scales: dict[str, list[tuple[str, str, str]]] = {}
    for (scale_id, place), name in sorted(seen.items(), reverse=True):
        look = grade_style(scale_id, place, mode)
        scales.setdefault(scale_id, []).append((look.glyph, look.colour, name))
    words = "<br>".join([*map(key, scales.values()), key([("▯", ink.muted, "Not judged")])])
    texts.add(0, y, words, "bottom right", ink.text)
    figure.add_scatter(
        x=texts.x,
        y=texts.y,
        text=texts.text,
        mode="text",
        textposition=texts.position,
        textfont={"color": texts.colour, "size": texts.size},
        cliponaxis=False,
        hoverinfo="skip",
    )
    size(figure, y + _LINE * (words.count("<br>") + 1) + 8)
    return figure


def _band(figure: go.Figure, texts: _Layer, band: pd.DataFrame, y: float, mode: Mode) -> float:
    """Draw one block from `y` downwards. Returns where the next begins."""
    ink = INK[mode]
    sources, width = _columns(band)
    y = _heading(figure, texts, sources, width, y, mode)
    step = -(-len(sources) // _LABELS)
    for row in each(sources[::-1][::step]):
        words = f"{row['on']:%b}<br>{row['on']:%Y}" + ("<br>open" if row["open"] else "")
        texts.add(row["left"] + width / 2, y, words, "bottom center", ink.muted)
    y += _LINE * (3 if sources["open"].any() else 2) + 2
    newest_first = band.sort_values("on", ascending=False, kind="stable")
    tops = {}
    for strand_id, strand in dict(zip(newest_first["strand_id"], newest_first["strand"], strict=True)).items():
        lines = wrapped(strand, 44)
        texts.add(0, y, "<br>".join(lines), "bottom right", ink.text, SIZE)
        tops[strand_id] = y + _LINE * len(lines) + 2
        y = tops[strand_id] + _CELL + _GAP
    _cells(figure, texts, band, sources, width, tops, mode)
    return y + _GAP


def _columns(band: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    """A row for each self-evaluation with `run`, its edition's number, and `left`, where its cells begin; their width.

    Both are shares of the whole width. A few cells stay as wide as the newest are, and do not stretch.
    """
    sources = band.drop_duplicates("source_id").reset_index(drop=True)
    run = (sources["framework"] != sources["framework"].shift()).cumsum() - 1
    width = (1 - _BREAK * run.max()) / max(len(sources), _NEWEST)
    return sources.assign(run=run, left=sources.index * width + run * _BREAK), width


def _heading(figure: go.Figure, texts: _Layer, sources: pd.DataFrame, width: float, y: float, mode: Mode) -> float:
    """The framework's name; of several editions each by its own columns, which a rule spans. Returns where it ends."""
    ink = INK[mode]
    runs = [(own["left"].iloc[0], own["left"].iloc[-1] + width, own) for _, own in sources.groupby("run")]
    for left, right, own in runs:
        name = own["framework_name"].iloc[0]
        room = max(right, 1 - left) if len(name) > _LETTERS * (1 - left) else 1 - left
        x, position = (left, "bottom right") if room == 1 - left else (right, "bottom left")
        for line in wrapped(name, int(_LETTERS * room)):
            texts.add(x, y, f"<b>{line}</b>", position, ink.text, SIZE)
            y += _LINE
    if len(runs) == 1:
        return y
    rules = {"x": [x for left, right, _ in runs for x in (left, right, None)], "y": [y + 4, y + 4, None] * len(runs)}
    figure.add_scatter(**rules, mode="lines", line={"color": ink.muted, "width": 2}, hoverinfo="skip")
    return y + 8


def _cells(
    figure: go.Figure,
    texts: _Layer,
    band: pd.DataFrame,
    sources: pd.DataFrame,
    width: float,
    tops: dict[str, float],
    mode: Mode,
) -> None:
    """The cells as one trace of bars for the grades and one of outlines for what was not judged."""
    ink = INK[mode]
    inset = min(0.004, width * 0.08)
    left = band["source_id"].map(sources.set_index("source_id")["left"]) + inset
    top = band["strand_id"].map(tops)
    graded = band["place"].notna()
    looks = [grade_style(s, p, mode) for s, p in zip(band["scale_id"][graded], band["place"][graded], strict=True)]
    figure.add_bar(
        x=left[graded] + width / 2 - inset,
        y=[_CELL] * len(looks),
        base=top[graded],
        width=width - 2 * inset,
        marker={"color": [look.colour for look in looks], "line": {"width": 0}},
        hovertext=[_hover(row) for row in each(band[graded])],
        hoverinfo="text",
    )
    short = len(sources) <= _NEWEST
    for x, y, name, look in zip(left[graded], top[graded], band["grade_name"][graded], looks, strict=True):
        glyph = f'<span style="font-size:18px">{look.glyph}</span>'
        words = f"{glyph}<br>{safe(short_word(name))}" if short else glyph
        texts.add(x + width / 2 - inset, y + _CELL / 2, words, "middle center", look.text)
    right = left[~graded] + width - 2 * inset
    bottom = top[~graded] + _CELL
    outlines = zip(left[~graded], right, top[~graded], bottom, strict=True)
    xs, ys = [], []
    for x0, x1, y0, y1 in outlines:
        xs += [x0, x1, x1, x0, x0, None]
        ys += [y0, y0, y1, y1, y0, None]
    figure.add_scatter(x=xs, y=ys, mode="lines", line={"color": ink.muted, "width": 1, "dash": "dot"}, hoverinfo="skip")
    if short:
        for x0, x1, y0 in zip(left[~graded], right, top[~graded], strict=True):
            texts.add((x0 + x1) / 2, y0 + _CELL / 2, "not judged", "middle center", ink.muted)


def _hover(row: Mapping[str, Any]) -> str:
    strand, grade, on = (row[name] for name in ("strand", "grade_name", "on"))
    return "<br>".join([*wrapped(strand, 40), *wrapped(grade, 40), day(on)])


def _alt(rows: pd.DataFrame) -> Iterator[str]:
    for (name, strand), own in rows.groupby(["framework_name", "strand"], sort=False):
        yield f"{name}, {strand}: {changes(zip(own['on'], own['grade_name'], strict=True))}."


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
