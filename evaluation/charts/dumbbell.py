"""Our grade and the inspectors', strand by strand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.board import Row, across, board
from evaluation.charts.chart import Chart, each, key, safe
from evaluation.charts.palette import INK, Mode
from evaluation.comparison import Comparison, gap_words
from evaluation.frameworks import Scale
from evaluation.records import day

_HEADINGS = {
    "strand": "Our strand",
    "our_grade_name": "Our grade",
    "why": "Why",
    "relation_words": "How they relate",
    "area": "Inspectors' area",
    "their_grade_name": "Inspectors' grade",
    "words": "Inspectors' words",
}


def dumbbell(comparison: Comparison, mode: Mode) -> Chart:
    """A circle for our grade and a diamond for the inspectors', on the words of the scale that both are on.

    Pairs that cannot be compared are in the table only; without any that can, there is no figure.
    """
    rows = comparison.rows
    drawn = rows[rows["comparable"]]
    on = day(comparison.inspection.started_on)
    return Chart(
        title=f"Our grades beside the inspection of {on}" if comparison.session else f"What inspectors found on {on}",
        reading=comparison.reading,
        alt=_alt(drawn, comparison.reading),
        figure=None if drawn.empty else _figure(drawn, comparison.scales, mode),
        table=_table(rows),
    )


def _figure(drawn: pd.DataFrame, scales: Mapping[str, Scale], mode: Mode) -> go.Figure:
    ink = INK[mode]
    words = [tuple(grade.name for grade in scales[scale_id].grades) for scale_id in drawn["scale_id"]]
    rows = [
        Row(
            name=row["strand"],
            under=_under(row),
            right=gap_words(row["gap"]),
            grades=grades,
            scale_id=row["scale_id"],
        )
        for row, grades in zip(each(drawn), words, strict=True)
    ]
    entries = [("●", ink.ours, "our grade"), ("◇", ink.theirs, "inspectors' grade")]
    ground = board(rows, key(entries), mode)
    ours = [across(g.index(name), len(g)) for g, name in zip(words, drawn["our_grade_name"], strict=True)]
    theirs = [across(g.index(name), len(g)) for g, name in zip(words, drawn["their_grade_name"], strict=True)]
    figure, tracks = ground.figure, ground.tracks
    figure.add_scatter(
        x=[x for pair in zip(ours, theirs, strict=True) for x in (*pair, None)],
        y=[y for track in tracks for y in (track, track, None)],
        mode="lines",
        line={"color": ink.muted, "width": 4},
        hoverinfo="skip",
    )
    looks = (
        (theirs, {"symbol": "diamond-open", "size": 21, "color": ink.theirs, "line": {"width": 3}}, "their_grade_name"),
        (ours, {"symbol": "circle", "size": 13, "color": ink.ours}, "our_grade_name"),
    )
    for x, marker, column in looks:
        who = "We said" if column == "our_grade_name" else "Inspectors said"
        figure.add_scatter(
            x=x,
            y=tracks,
            mode="markers",
            marker=marker,
            hovertext=[f"{safe(s)}<br>{who}: {safe(g)}" for s, g in zip(drawn["strand"], drawn[column], strict=True)],
            hoverinfo="text",
        )
    return figure


def _under(row: Mapping[str, Any]) -> str:
    """How the strand relates to the inspectors' area, where that is not plain from its name."""
    same = row["relation"] == "same" and row["strand"] == row["area"]
    return "" if same else f"{row['relation_words']} {row['area']}"


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows[list(_HEADINGS)].rename(columns=_HEADINGS).fillna("")
    return table.assign(
        Difference=[
            gap_words(g) if can else why
            for g, can, why in zip(rows["gap"], rows["comparable"], rows["reason"], strict=True)
        ]
    )


def _alt(drawn: pd.DataFrame, reading: str) -> str:
    told = [f"{r['strand']}: we said {r['our_grade_name']}, inspectors {r['their_grade_name']}." for r in each(drawn)]
    return " ".join([reading, *told])
