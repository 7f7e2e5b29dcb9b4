"""The axes of figures over time: school years along, the range of the figures up, a few round values on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

_LEAST = 0.25
"""The range of an upright axis, at least, as a share of the highest figure on it."""


def middle(row: dict[str, Any]) -> pd.Timestamp:
    """The middle of a row's period, where its mark stands."""
    start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
    return start + (end - start) / 2


def school_years(series: Iterable[pd.DataFrame]) -> range:
    """The school years, each by the calendar year that it begins in, that hold every row."""
    days = [pd.Timestamp(day) for each in series for column in ("start", "end") for day in each[column]]
    begins = [day.year if day.month >= 9 else day.year - 1 for day in days]
    return range(min(begins), max(begins) + 1)


def along(years: range, grid: str, most: int = 5) -> dict[str, Any]:
    """The axis of time: school years, at most so many of them named in their middles, a line where each begins."""
    step = -(-len(years) // most)
    named = [year for year in years if (years[-1] - year) % step == 0]
    return {
        "range": [f"{years[0]}-08-20", f"{years[-1] + 1}-09-01"],
        "tickvals": [f"{year + 1}-03-01" for year in named],
        "ticktext": [f"{year}/{(year + 1) % 100:02}" for year in named],
        "tickangle": 0,
        "showgrid": False,
        "minor": {
            "tickvals": [f"{year}-09-01" for year in [*years, years[-1] + 1]],
            "showgrid": True,
            "gridcolor": grid,
            "gridwidth": 1,
            "ticks": "",
        },
    }


def span(series: Iterable[pd.DataFrame]) -> tuple[float, float]:
    """The lowest and the highest to show, with room for labels; below 0 only where a figure is."""
    found = [
        float(value) for each in series for column in ("value", "national") for value in each[column] if pd.notna(value)
    ]
    if not found:
        return 0.0, 1.0
    low, high = min(found), max(found)
    apart = max(abs(high) * _LEAST - (high - low), 0) / 2  # a small step is not drawn as a great one
    room = (high - low) * 0.25 + apart or 1.0
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def ticks(low: float, high: float, least: float) -> list[float]:
    """Round values inside the range, at most five, no closer than the `least` difference that their words tell."""
    step = next(
        unit * 10.0**power
        for power in range(-6, 12)
        for unit in (1, 2, 5)
        if (high - low) / (unit * 10.0**power) <= 4 and unit * 10.0**power >= least * 0.999
    )
    first = -(-low // step) * step
    return [round(first + step * place, 6) for place in range(6) if first + step * place <= high]
