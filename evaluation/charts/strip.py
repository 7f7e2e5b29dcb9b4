"""Where we stand: the chosen and the supported grade of each strand, drawn with the strength of its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.board import Board, Row, across, board
from evaluation.charts.chart import Chart, each, key, listed, safe
from evaluation.charts.palette import INK, STRENGTH_LOOKS, Mode, grade_style, mixed
from evaluation.evidence.freshness import Strength
from evaluation.records import day

_DIRECTIONS = {"improve": "to improve", "sustain": "to sustain", "watch": "to watch"}


def strip(rows: pd.DataFrame, mode: Mode, on: date) -> Chart:
    """Each strand of the self-evaluation held `on` a day over the words of its scale.

    `rows` are those that `progress.standing` returns. The chosen grade is a filled marker in the colour
    and shape of the grade, the one that the marks support a ring. A strand that is not judged has no
    marker, and says so. The weaker its evidence, the fainter the fill; the outline stays, and the words say it too.
    """
    return Chart(
        title=f"Where we stood on {day(on)}",
        reading=_reading(rows),
        alt=" ".join(_sentence(row) for row in each(rows)) or "There are no strands with grades to show.",
        figure=None if rows.empty else _figure(rows, mode),
        table=pd.DataFrame(
            {
                "Strand": rows["strand"],
                "Our grade": [name or "Not judged" for name in rows["chosen"]],
                "What the marks support": [name or "Not settled" for name in rows["supported"]],
                "Direction": [_DIRECTIONS.get(d, "") for d in rows["direction"]],
                "Evidence": [str(strength or "") for strength in rows["evidence"]],
            }
        ),
    )


def _figure(rows: pd.DataFrame, mode: Mode) -> go.Figure:
    ink = INK[mode]
    laid = [Row(row["strand"], _seen(row), _right(row), row["grades"], row["scale_id"]) for row in each(rows)]
    entries = [
        ("●", ink.text, "our grade (each grade has its own shape)"),
        ("◯", ink.text, "what the marks support"),
        ("◍", ink.text, "the fainter, the weaker its evidence"),
    ]
    ground = board(laid, key(entries), mode)
    supported = list(_places(rows, "supported", ground))
    ground.figure.add_scatter(
        x=[x for _, x, *_ in supported],
        y=[y for _, _, y, *_ in supported],
        mode="markers",
        marker={"symbol": "circle-open", "size": 25, "color": ink.text, "line": {"width": 2}},
        hovertext=[f"The marks support: {words}" for *_, words, _ in supported],
        hoverinfo="text",
    )
    chosen = list(_places(rows, "chosen", ground))
    looks = [grade_style(scale, place, mode) for (scale, place), *_ in chosen]
    ground.figure.add_scatter(
        x=[x for _, x, *_ in chosen],
        y=[y for _, _, y, *_ in chosen],
        mode="markers",
        marker={
            "symbol": [look.symbol for look in looks],
            "size": 15,
            "color": [
                mixed(look.colour, ink.page, STRENGTH_LOOKS[strength][1] if strength else 1)
                for look, (*_, strength) in zip(looks, chosen, strict=True)
            ],
            "line": {"width": 2, "color": [look.colour for look in looks]},
        },
        hovertext=[f"We chose: {words}" for *_, words, _ in chosen],
        hoverinfo="text",
    )
    return ground.figure


def _places(
    rows: pd.DataFrame, column: str, ground: Board
) -> Iterator[tuple[tuple[str, int], float, float, str, Strength | None]]:
    """((scale id, place), x, y, words, strength of the evidence) of every grade there is in a column."""
    for row, track in zip(each(rows), ground.tracks, strict=True):
        if row[column]:
            place = row["grades"].index(row[column])
            yield (row["scale_id"], place), across(place, len(row["grades"])), track, safe(row[column]), row["evidence"]


def _right(row: Mapping[str, Any]) -> str:
    words = [] if row["chosen"] else ["not judged yet"]
    direction = _DIRECTIONS.get(row["direction"], "")
    return ", ".join([*words, direction] if direction else words)


def _under(row: Mapping[str, Any]) -> str:
    return f"Evidence: {_lower(row['evidence'])}" if row["evidence"] else ""


def _seen(row: Mapping[str, Any]) -> str:
    """The same, with its symbol."""
    return f"{STRENGTH_LOOKS[row['evidence']][0]} {_under(row)}" if row["evidence"] else ""


def _lower(strength: Strength) -> str:
    return "none" if strength is Strength.NONE else f"{strength[:1].lower()}{strength[1:]}"


def _sentence(row: Mapping[str, Any]) -> str:
    strand, chosen, supported = (row[name] for name in ("strand", "chosen", "supported"))
    evidence = f" {_under(row)}." if row["evidence"] else ""
    if not chosen:
        return f"{strand}: not judged.{evidence}"
    if supported and supported != chosen:
        return f"{strand}: {chosen}, where the marks support {supported}.{evidence}"
    return f"{strand}: {chosen}.{evidence}"


def _reading(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "There are no strands with grades to show."
    chosen = rows["chosen"].dropna()
    counts = chosen.value_counts(sort=False)
    order = dict.fromkeys(grade for grades in rows["grades"] for grade in reversed(grades))
    parts = [f"{counts[grade]} at {grade}" for grade in order if grade in counts]
    if len(chosen) < len(rows):
        parts.append(f"{len(rows) - len(chosen)} not judged")
    both = rows[rows["chosen"].notna() & rows["supported"].notna()]
    apart = int((both["chosen"] != both["supported"]).sum())
    sentence = f"Of {len(rows)} {'strand' if len(rows) == 1 else 'strands'}, {listed(parts)}"
    if apart:
        sentence += f"; in {apart} the grade we chose is not the one that the marks support"
    return sentence + "."
