"""Which slides of a file one Slide becomes: what does not fit on one goes on to the next, "(2 of 3)"."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from evaluation.deck import Bars, Dots, Form, Lines, Slide, Stack
from evaluation.documents.slides.room import LINE, POINTS, height, letters, one_line
from evaluation.documents.slides.strips import least
from evaluation.documents.slides.tables import TableRows, in_pages
from evaluation.documents.slides.template import BENEATH, BETWEEN, CONTENT, SMALLER, WORDS

MOST_ROWS = 10
"""Rows of dots on one slide, and labels of lying bars."""
MOST_CHARTS = 2
SPACE, INDENT = 10, 0.3
"""Points before a sentence and inches left of it, as the master has them."""
BENEATH_SIZE = 18


@dataclass(frozen=True)
class SomeBars(Bars):
    """Some of a chart's bars, on the scale of all of them, whose longest is `most`."""

    most: int = 0


@dataclass(frozen=True)
class SomeStack(Stack):
    """Some of a chart's stacks, on the scale of all of them, whose longest is `most`."""

    most: int = 0


@dataclass(frozen=True)
class Page:
    """One slide of the file: what it is part of, and which of its charts, sentences or rows it shows.

    `size` is the size of the sentences where the layout's own is too large, else 0, and `high` how
    high they are in inches where the layout's own place is too low, else 0. `which` is "(2 of 3)", else "".
    """

    slide: Slide
    forms: tuple[Form, ...] = ()
    points: tuple[str, ...] = ()
    rows: TableRows | None = None
    size: int = 0
    high: float = 0.0
    which: str = ""


def pages(slide: Slide) -> list[Page]:
    """The slides of the file that one message takes, at least one; each of several says which of them it is."""
    found = [
        *(Page(slide, forms) for forms in charts(slide.forms)),
        *(Page(slide, rows=rows) for rows in _table(slide)),
    ]
    points = tuple(text for each in slide.points if (text := one_line(each)))
    together = _together(found, points)
    if together:
        found = [together]
    else:
        found += [Page(slide, points=some, size=size) for some, size in _words(points)]
    found = found or [Page(slide)]
    if len(found) == 1:
        return found
    return [replace(page, which=f"({number} of {len(found)})") for number, page in enumerate(found, start=1)]


def _together(found: Sequence[Page], points: tuple[str, ...]) -> Page | None:
    """The charts with the sentences under them, where they fit on one slide."""
    if len(found) != 1 or not found[0].forms or not points:
        return None
    page = found[0]
    dotted = [form for form in page.forms if isinstance(form, Dots)]
    if not dotted:
        return replace(page, points=points) if _high(points, BENEATH_SIZE) <= BENEATH else None
    room = CONTENT.high - BETWEEN - least(dotted)
    for size in (SMALLER, BENEATH_SIZE):
        if (high := _high(points, size)) <= room:
            return replace(page, points=points, size=size, high=high)
    return None


def _table(slide: Slide) -> list[TableRows]:
    """The rows in pages, where a table says it better than a chart."""
    if any(map(drawn, slide.forms)) or slide.table.empty or (slide.points and slide.chart is None):
        return []
    return in_pages(slide.table)


# ------------------------------------------------------------------ charts


def drawn(form: Form) -> bool:
    """Whether a chart has anything in it."""
    match form:
        case Dots(rows=rows, grades=grades):
            return bool(rows and grades and any(place is not None for side in form.sides.values() for place in side))
        case Stack(labels=labels, parts=parts):
            return bool(labels) and any(any(counts) for _, _, counts in parts)
        case Bars(labels=labels):
            return bool(labels)
        case Lines():
            return any(not missing(value) for line in form.lines for value in line.values)


def missing(value: object) -> bool:
    """Whether there is no figure: None, or pandas' own ways of saying so."""
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def charts(forms: Sequence[Form]) -> list[tuple[Form, ...]]:
    """Charts by slide: strips of dots below each other as long as their rows fit, anything else two side by side."""
    found: list[list[Form]] = []
    for form in (part for whole in forms if drawn(whole) for part in _parts(whole)):
        here = found[-1] if found else []
        if here and type(here[0]) is type(form) and _fits([*here, form]):
            here.append(form)
        else:
            found.append([form])
    return [tuple(each) for each in found]


def _fits(forms: Sequence[Form]) -> bool:
    dots = [form for form in forms if isinstance(form, Dots)]
    if dots:
        return sum(weight(form) for form in dots) <= MOST_ROWS + 3.5
    return len(forms) <= MOST_CHARTS


def weight(form: Dots) -> float:
    """How much of a slide's height a strip of dots asks for, in rows: its own, its words above and its key below."""
    return len(form.rows) + 1.6 + (0.8 if len(form.sides) > 1 else 0)


def most(form: Bars | Stack) -> int:
    """The longest bar of a chart, or of all its parts where they stand on several slides."""
    if isinstance(form, SomeBars | SomeStack):
        return form.most
    if isinstance(form, Bars):
        return max(form.values)
    return max(map(sum, zip(*(counts for _, _, counts in form.parts), strict=True)))


def lying(form: Form, side_by_side: int = 1) -> bool:
    """Whether bars lie, because their labels would not fit beneath standing ones."""
    if not isinstance(form, Bars | Stack):
        return False
    room = (92 if side_by_side == 1 else 44) // max(1, len(form.labels))
    return max(map(len, form.labels)) > max(9, room)


def _parts(form: Form) -> Iterator[Form]:
    """A chart in as many as its rows need, about the same number in each."""
    total = 0
    if isinstance(form, Dots):
        total = len(form.rows)
    elif isinstance(form, Bars | Stack) and lying(form):
        total = len(form.labels)
    if total <= MOST_ROWS:
        yield form
        return
    number = -(-total // MOST_ROWS)
    edges = [total * place // number for place in range(number + 1)]
    for first, last in pairwise(edges):
        part = slice(first, last)
        match form:
            case Dots():
                yield replace(form, rows=form.rows[part], sides={k: v[part] for k, v in form.sides.items()})
            case Stack():
                rest = tuple((name, colour, counts[part]) for name, colour, counts in form.parts)
                yield SomeStack(form.labels[part], rest, most(form))
            case Bars():
                yield SomeBars(form.labels[part], form.values[part], form.unit, most(form))


# ------------------------------------------------------------------ words


def _high(points: Sequence[str], size: int) -> float:
    """How high sentences are below each other, in inches."""
    return sum(height(each, CONTENT.wide - INDENT, size) + SPACE / POINTS for each in points)


def _words(points: Sequence[str]) -> list[tuple[tuple[str, ...], int]]:
    """Sentences by slide with their size: the layout's own (0) where all fit on one slide, else smaller."""
    if not points:
        return []
    if _high(points, WORDS) <= CONTENT.high:
        return [(tuple(points), 0)]
    found: list[list[str]] = [[]]
    for point in (part for whole in points for part in _pieces(whole)):
        if found[-1] and _high([*found[-1], point], SMALLER) > CONTENT.high:
            found.append([])
        found[-1].append(point)
    return [(tuple(each), SMALLER) for each in found]


def _pieces(point: str) -> list[str]:
    """A sentence, or its parts where it alone would not fit on a slide."""
    if _high([point], SMALLER) <= CONTENT.high:
        return [point]
    found = textwrap.wrap(point, letters(CONTENT.wide - INDENT, SMALLER))
    most = int((CONTENT.high * POINTS - SPACE) / (SMALLER * LINE))
    return [" ".join(found[first : first + most]) for first in range(0, len(found), most)]
