"""A chart in words, for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.deck import Bars, Dots, Form, Lines, Slide, Stack
from evaluation.documents.slides.pages import missing
from evaluation.documents.slides.room import one_line
from evaluation.documents.slides.tables import words

LONGEST = 2000


def alternative(slide: Slide, form: Form, alone: bool) -> str:
    """The alternative of a chart: that of the slide where it is the only one and whole, else made from its numbers."""
    if alone and slide.chart is not None and slide.chart.alt:
        return _short(slide.chart.alt)
    match form:
        case Dots():
            scale = ", ".join(form.grades)
            rows = (
                f"{row}: " + ", ".join(f"{side} {_grade(form, places[n])}" for side, places in form.sides.items())
                for n, row in enumerate(form.rows)
            )
            return _short(f"Dots on the scale {scale}. {_joined(rows)}")
        case Stack():
            labels = (
                f"{label}: " + ", ".join(f"{name} {counts[n]}" for name, _, counts in form.parts if counts[n])
                for n, label in enumerate(form.labels)
            )
            return _short(f"Stacked bars. {_joined(labels)}")
        case Bars():
            values = (f"{label}: {value}" for label, value in zip(form.labels, form.values, strict=True))
            return _short(f"Bars, {form.unit}. {_joined(values)}")
        case Lines():
            lines = (
                f"{line.name}: "
                + ", ".join(
                    f"{label} {'no figure' if missing(value) else words(value)}"
                    for label, value in zip(form.labels, line.values, strict=True)
                )
                for line in form.lines
            )
            return _short(f"Lines, {form.measure}, {form.unit}. {_joined(lines)}")


def _grade(form: Dots, place: int | None) -> str:
    return "none" if place is None else form.grades[place]


def _joined(parts: Iterable[str]) -> str:
    return ". ".join(parts) + "."


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
