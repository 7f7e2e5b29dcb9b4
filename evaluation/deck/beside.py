"""What we said beside what inspectors found, in the latest inspection that is published."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evaluation.charts.chart import Chart, each
from evaluation.charts.palette import Mode
from evaluation.comparison import Comparison, gap_words
from evaluation.deck import drawing
from evaluation.deck.slide import Dots, Slide
from evaluation.records import day
from evaluation.school.room import Room

_MOST = 6


def slides(room: Room, mode: Mode) -> Iterator[Slide]:
    """The latest published inspection beside the self-evaluation before it; what it found where there was none."""
    comparison = room.comparison()
    if comparison is None:
        return
    inspection = comparison.inspection
    framework = room.library.get(*inspection.framework)
    source = (
        f"Source: {inspection.kind_name.lower()} of {day(inspection.started_on)}, published, {framework.short_name}"
    )
    if comparison.session:
        ours = comparison.session.evaluation
        source += f"; self-evaluation of {day(ours.held_on)}, {room.library.get(*ours.framework).short_name}"
    source = " ".join(filter(None, (f"{source}.", room.left_out())))
    drawn = comparison.rows[comparison.rows["comparable"]]
    slide = _words(comparison, source) if drawn.empty else _drawn(comparison, drawn, mode, source)
    yield slide


def _drawn(comparison: Comparison, drawn: pd.DataFrame, mode: Mode, source: str) -> Slide:
    forms = []
    for scale_id, rows in drawn.groupby("scale_id", sort=False):
        scale = comparison.scales[str(scale_id)]
        sides = {
            name: tuple(scale.order[grade] for grade in rows[column])
            for name, column in (("We said", "our_grade"), ("Inspectors said", "their_grade"))
        }
        names = tuple(_name(row) for row in each(rows))
        forms.append(Dots(scale.id, tuple(grade.name for grade in scale.grades), names, sides))
    left_out = len(comparison.rows) - len(drawn)
    points = (f"Not drawn: {left_out} that cannot be compared. The table says why.",) if left_out else ()
    title = comparison.reading.split(";")[0].rstrip(".") + "."
    alt = " ".join(
        f"{row['strand']}: we said {row['our_grade_name']}, inspectors {row['their_grade_name']}."
        for row in each(drawn)
    )
    table = _table(comparison)
    name = f"Beside the inspection of {day(comparison.inspection.started_on)}"
    chart = Chart(name, title, alt, drawing.dots(forms, mode), table)
    return Slide("inspection", "Beside the latest inspection", title, source, table, chart, tuple(forms), points)


def _name(row: dict[str, object]) -> str:
    plain = row["relation"] == "same" or row["strand"] == row["area"]
    return str(row["strand"]) if plain else f"{row['strand']} ({row['area']})"


def _table(comparison: Comparison) -> pd.DataFrame:
    rows = comparison.rows
    said = [
        gap_words(int(gap)) if can else why
        for gap, can, why in zip(rows["gap"], rows["comparable"], rows["reason"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Our strand": rows["strand"].fillna(""),
            "Our grade": rows["our_grade_name"].fillna(""),
            "Inspectors' area": rows["area"].fillna(""),
            "Inspectors' grade": rows["their_grade_name"].fillna(""),
            "Difference": said,
        }
    )


def _words(comparison: Comparison, source: str) -> Slide:
    """Where nothing can be compared: what inspectors found, in words."""
    rows = comparison.rows[comparison.rows["area"].notna()]
    found = dict.fromkeys(f"{row['area']}: {row['their_grade_name']}" for row in each(rows))
    points = list(found)[:_MOST] + ([f"and {len(found) - _MOST} more"] if len(found) > _MOST else [])
    on = day(comparison.inspection.started_on)
    title = f"What we said and what inspectors found on {on} cannot be compared grade by grade."
    if comparison.session is None:
        title = f"This is what inspectors found on {on}; no self-evaluation was locked before it."
    if comparison.notice:
        points = [comparison.notice, *points]
    return Slide("inspection", "Beside the latest inspection", title, source, _table(comparison), points=tuple(points))
