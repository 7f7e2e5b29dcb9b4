"""Headline figures over time, each with the national figure of the same measure and period where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from evaluation.charts.chart import Chart, each
from evaluation.charts.palette import Mode
from evaluation.deck import drawing
from evaluation.deck.slide import Line, Lines, Slide
from evaluation.indicators.records import Measure
from evaluation.school.room import Room

_PERIODS = 8
_FOLLOWS = pd.Timedelta(days=540)
"""How far on the next like period may begin and still follow: a year, not two."""
GAP = "…"
"""The label of a time of which there is nothing, so that no line runs across it."""


def slides(room: Room, mode: Mode) -> Iterator[Slide]:
    """A slide for each headline figure that the school has over time."""
    for measure, rows in room.numbers():
        yield _slide(measure, rows.tail(_PERIODS), mode)


def _slide(measure: Measure, rows: pd.DataFrame, mode: Mode) -> Slide:
    found = each(rows)
    drawn = _with_gaps(found)
    labels = tuple(row["label"] if row else GAP for row in drawn)
    lines = [Line("Our school", tuple(_value(row["value"]) if row else None for row in drawn))]
    if rows["national"].notna().any():
        theirs = tuple(_value(row["national"]) if row else None for row in drawn)
        lines.append(Line("England", theirs, national=True))
    form = Lines(measure.name, measure.unit, labels, tuple(lines))
    told = [
        (row["label"], drawing.number(value, measure.unit))
        for row in found
        if (value := _value(row["value"])) is not None
    ]
    title = _title(measure, told, [v for row in found if (v := _value(row["value"])) is not None])
    table = pd.DataFrame(
        {
            "Period": [row["label"] for row in found],
            "Our school": [drawing.number(v, measure.unit) if v is not None else m for v, m in _shown(found)],
            "England": [
                drawing.number(v, measure.unit) if (v := _value(r["national"])) is not None else "" for r in found
            ],
            "Source": [row["source"] for row in found],
        }
    )
    nationals = list(dict.fromkeys(row["national_source"] for row in found if row["national_source"]))
    sources = list(dict.fromkeys(row["source"] for row in found if row["source"]))
    source = f"Source: {'; '.join(sources) or 'not given'}. {f'England: {nationals[-1]}.' if nationals else ''}".strip()
    alt = " ".join(f"{label}: {value}." for label, value in told)
    chart = Chart(measure.name, title, alt, drawing.lines(form, mode), table)
    return Slide(f"number:{measure.id}", f"Number: {measure.name}", title, source, table, chart, (form,))


def _with_gaps(found: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    """The rows, with None where more than a year lies between two of them."""
    drawn: list[dict[str, Any] | None] = []
    for row in found:
        if drawn and (last := drawn[-1]) and row["start"] - last["start"] > _FOLLOWS:
            drawn.append(None)
        drawn.append(row)
    return drawn


def _value(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]


def _shown(found: list[dict[str, object]]) -> list[tuple[float | None, str]]:
    """Each figure, or why there is none."""
    return [(_value(row["value"]), str(row["missing"])) for row in found]


def _title(measure: Measure, told: list[tuple[str, str]], values: list[float]) -> str:
    (before, was), (now, is_) = told[-2:]
    if was == is_:
        return f"{measure.name} stayed at {is_} from {before} to {now}."
    verb = "rose" if values[-1] > values[-2] else "fell"
    return f"{measure.name} {verb} from {was} in {before} to {is_} in {now}."
