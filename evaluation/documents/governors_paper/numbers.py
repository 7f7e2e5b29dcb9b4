"""The figures of attendance in a paper for governors: ours, and England's of the same measure and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from evaluation.charts.chart import each
from evaluation.charts.figure_words import long
from evaluation.documents.blocks import Block, Rows, Text, cut
from evaluation.indicators.records import Measure
from evaluation.school import School

TOPIC = "attendance"
MOST = 3
_OLDEST = timedelta(days=3 * 366)


class Headline(NamedTuple):
    """A measure, our latest figure with its period, and ours beside England's of the latest period that has both."""

    name: str
    latest: str
    beside: str
    source: str


def headlines(school: School, on: date) -> tuple[Headline, ...]:
    """The first measures of attendance of all pupils for which there is a figure of the last three years."""
    found = (
        _headline(measure, school.numbers.series(measure.id), on)
        for measure in school.numbers.measures()
        if TOPIC in measure.topics
    )
    return tuple(headline for headline in found if headline)[:MOST]


def _headline(measure: Measure, series: pd.DataFrame, on: date) -> Headline | None:
    rows = [row for row in each(series) if pd.notna(row["value"]) and on - _OLDEST <= row["end"].date() <= on]
    if not rows:
        return None
    latest = f"{long(rows[-1]['value'], measure.unit)} ({rows[-1]['label']})"
    both = [row for row in rows if pd.notna(row["national"])]
    if not both:
        return Headline(measure.name, latest, "England has none for our periods here", "")
    last = both[-1]
    ours, theirs = long(last["value"], measure.unit), long(last["national"], measure.unit)
    beside = f"ours {ours}, England {theirs} ({last['label']})"
    return Headline(measure.name, latest, beside, last["national_source"])


def numbers(found: Iterable[Headline]) -> Iterator[Block]:
    """The figures as a table with the sources of England's; nothing where there are none."""
    found = list(found)
    if not found:
        return
    yield Text("Heading 2", "Attendance in numbers")
    yield Rows(
        ("Measure, all pupils", "Ours, the latest", "Beside England, the latest same period"),
        tuple((one.name, one.latest, one.beside) for one in found),
        (5.4, 5.2, 6.4),
        "Measures of attendance: our latest figure, and ours beside England’s of the same period.",
    )
    sources = list(dict.fromkeys(one.source for one in found if one.source))
    if sources:
        yield Text("Caption", f"England: {'; '.join(cut(source, 150) for source in sources)}.")
