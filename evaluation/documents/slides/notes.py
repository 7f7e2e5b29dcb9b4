"""What stands in the notes of a slide: the numbers behind it line by line, and where they come from."""

from __future__ import annotations

import pandas as pd

from evaluation.deck import Slide
from evaluation.documents.slides.room import one_line
from evaluation.documents.slides.tables import words

MOST_LINES = 200


def notes(slide: Slide) -> str:
    """The notes of a slide: its sentence in full, its table as text, its source."""
    parts = [one_line(slide.title)]
    if slide.chart is not None and slide.chart.reading:
        parts.append(one_line(slide.chart.reading))
    if slide.points:
        parts.append("\n".join(f"• {one_line(point)}" for point in slide.points))
    if not slide.table.empty:
        parts.append(table(slide.table))
    if slide.source:
        parts.append(sourced(slide))
    return "\n\n".join(filter(None, parts))


def sourced(slide: Slide) -> str:
    """Where a slide comes from, said to be that; "" where it does not say."""
    source = one_line(slide.source)
    return source if not source or source.lower().startswith("source") else f"Source: {source}"


def table(frame: pd.DataFrame) -> str:
    """A table as lines of text: the first column names the row, then each heading with its value."""
    headings = [one_line(str(heading)) for heading in frame.columns]
    found = []
    for row in frame.head(MOST_LINES).itertuples(index=False, name=None):
        first, *rest = map(words, row)
        said = "; ".join(f"{heading}: {value}" for heading, value in zip(headings[1:], rest, strict=True))
        found.append(f"{first} – {said}" if said else first)
    left = len(frame) - MOST_LINES
    if left > 0:
        found.append(f"and {left} more {'row' if left == 1 else 'rows'}")
    return "\n".join(["The numbers behind it:", *found])
