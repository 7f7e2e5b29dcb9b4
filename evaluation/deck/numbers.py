"""Headline figures over time, each with the national figure of the same measure and period; and the challenges."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import Any

import pandas as pd

from evaluation.charts.chart import Chart, each, listed
from evaluation.charts.palette import Mode
from evaluation.comparison import in_words
from evaluation.deck import drawing
from evaluation.deck.slide import Line, Lines, Slide
from evaluation.indicators.records import Challenge, Measure
from evaluation.school.room import Room

_PERIODS, _MOST, _LONGEST = 8, 5, 150
_FIRST = ("persistent", "absence", "ks2", "ks4", "roll", "fsm", "pupil")
"""Which headlines come first, by how their ids begin. Of two series of the same the one that goes on longer is told."""
_FOLLOWS = pd.Timedelta(days=540)
"""How far on the next like period may begin and still follow: a year, not two."""
GAP = "…"
"""The label of a time of which there is nothing, so that no line runs across it."""


def slides(room: Room, mode: Mode) -> Iterator[Slide]:
    """A slide for each of a few headline figures that the school has over time, and one of its challenges."""
    for measure, rows in _headlines(room):
        yield _slide(measure, rows.tail(_PERIODS), mode)
    if challenges := room.challenges():
        yield _challenges(challenges)


def _headlines(room: Room) -> list[tuple[Measure, pd.DataFrame]]:
    found: dict[str, tuple[Measure, pd.DataFrame]] = {}
    for measure, rows in room.numbers():
        stem = measure.id.partition("_")[0]
        key = stem if stem in _FIRST[:2] else measure.id
        if key not in found or rows["end"].max() > found[key][1]["end"].max():
            found[key] = measure, rows
    order = {name: place for place, name in enumerate(_FIRST)}
    return sorted(found.values(), key=lambda one: order.get(one[0].id.partition("_")[0], len(order)))[:_MOST]


def _challenges(challenges: list[Challenge]) -> Slide:
    """What the school has to live with and what it does about it, in words."""
    names = [shorten(each.name, _LONGEST // 3, placeholder=" …") for each in challenges]
    noun = "One challenge goes on" if len(names) == 1 else f"{in_words(len(names)).capitalize()} challenges go on"
    shown = [*names[:3], f"{in_words(len(names) - 3)} more"] if len(names) > 4 else names
    points = [
        f"{name}: {shorten(each.doing, _LONGEST, placeholder=' …') or 'nothing is written yet'}"
        for name, each in zip(names, challenges, strict=True)
    ]
    if len(points) > _MOST:
        points = [*points[:_MOST], f"and {len(points) - _MOST} more"]
    table = pd.DataFrame(
        {
            "Challenge": [each.name for each in challenges],
            "Since": [each.since for each in challenges],
            "What we do about it": [each.doing for each in challenges],
        }
    )
    source = "Source: the challenges that the school has named. Names of people are left out."
    return Slide("challenges", "Challenges", f"{noun}: {listed(shown)}.", source, table, points=tuple(points))


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
    last = next(row for row in reversed(found) if _value(row["value"]) is not None)
    if (england := _value(last["national"])) is not None:
        title = f"{title[:-1]}; England's figure is {drawing.number(england, measure.unit)}."
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
    alt = " ".join(
        f"{label}: {ours or 'no figure'}{f', England {theirs}' if theirs else ''}."
        for label, ours, theirs in zip(table["Period"], table["Our school"], table["England"], strict=True)
    )
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
