"""What could be seen on the two days, how rehearsals of the call went, and the dates that come next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from evaluation.charts.chart import Chart, each, listed
from evaluation.charts.palette import INK, Mode, mixed
from evaluation.charts.rehearsals import rehearsals
from evaluation.comparison import in_words
from evaluation.deck import drawing
from evaluation.deck.slide import Bars, Slide, Stack
from evaluation.records import day
from evaluation.school.room import Room

_DATES, _REHEARSALS = 6, 8


def slides(room: Room, mode: Mode, on: date) -> Iterator[Slide]:
    """The slides about days; each only where there is something to say. `on` is today."""
    days, strands = room.seen()
    if strands["of"].sum():
        yield _seen(" and ".join(each.name for each in days), strands, mode, on)
    if len(rows := room.rehearsals()):
        yield _rehearsals(rows, mode, on)
    if ahead := room.dates(_DATES):
        first = ahead[0]
        title = f"{first.on:%A} {day(first.on)} is the next date that matters. {first.words}."
        points = tuple(f"{each.on:%a} {day(each.on)}: {each.words}" for each in ahead[1:])
        table = pd.DataFrame({"Day": [each.on for each in ahead], "What": [each.words for each in ahead]})
        source = f"Source: published inspections and agreed actions on {day(on)}. {room.left_out()}".strip()
        yield Slide("dates", "Dates that come next", title.replace("..", "."), source, table, points=points)


def _seen(days: str, strands: pd.DataFrame, mode: Mode, on: date) -> Slide:
    ink, rows = INK[mode], each(strands)
    could = tuple(int(row["seen"]) for row in rows)
    rest = tuple(int(row["of"]) - int(row["seen"]) for row in rows)
    form = Stack(
        tuple(row["strand"] for row in rows),
        (("could be seen", ink.ours, could), ("not on these days", mixed(ink.muted, ink.page, 0.4), rest)),
    )
    none = [row["strand"] for row in rows if not row["seen"]]
    some = len(rows) - len(none)
    title = f"On {days}, something could be seen of every strand."
    if none:
        of = f"{in_words(some)} of {in_words(len(rows))} strands"
        title = f"On {days}, something could be seen of {of}: not of {listed(none)}."
    table = pd.DataFrame({"Strand": strands["strand"], "Could be seen": strands["seen"], "Of": strands["of"]})
    alt = " ".join(f"{row['strand']}: {row['seen']} of {row['of']}." for row in rows)
    source = f"Source: practices as described by {day(on)}. How many there are says nothing of how good they are."
    chart = Chart(f"What could be seen on {days}", title, alt, drawing.stack(form, mode), table)
    return Slide("seen", "What could be seen on the two days", title, source, table, chart, (form,))


def _rehearsals(rows: pd.DataFrame, mode: Mode, on: date) -> Slide:
    chart = rehearsals(rows, mode)
    done = [row for row in each(rows) if not pd.isna(row["minutes"])][-_REHEARSALS:]
    source = f"Source: rehearsals of the call up to {day(on)}. Minutes show what is missing, not who is quick."
    if not done:
        return Slide("rehearsals", "Rehearsals of the call", chart.reading, source, chart.table)
    form = Bars(
        tuple(day(row["called_at"].date()) for row in done), tuple(int(row["minutes"]) for row in done), "minutes"
    )
    drawn = Chart(chart.title, chart.reading, chart.alt, drawing.bars(form, mode), chart.table)
    return Slide("rehearsals", "Rehearsals of the call", chart.reading, source, chart.table, drawn, (form,))
