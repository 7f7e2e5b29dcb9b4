"""How a figure is written on screen."""

from __future__ import annotations

from evaluation.charts.figure_words import long
from evaluation.indicators.records import Figure, Measure

UNITS = {"%": "in %", "£": "in £", "ratio": "pupils for each teacher", "FTE": "full-time equivalents"}
"""A unit beside the field that a figure is typed into; others are their own words."""


def value_words(measure: Measure, figure: Figure) -> str:
    """A figure with its unit, or why there is none."""
    return long(figure.value, measure.unit) if figure.value is not None else figure.missing
