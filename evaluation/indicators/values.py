"""What a cell or a field says as a figure: a number, or one of the many ways of saying that there is none.

A code for no figure never becomes a number, least of all 0.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from evaluation.details import LINE_LENGTH, require, text_problem
from evaluation.indicators.measures import measures
from evaluation.indicators.periods import year_of
from evaluation.indicators.records import GROUPS, MISSING, SUPPRESSED, Figure, Measure, Unit, year_label

SMALL = 6
"""A figure about fewer pupils than this is kept as suppressed. The DfE's own tables of key stage 2 say nothing of five
pupils or fewer; a share of so few tells of single children."""

COUNTS: frozenset[Unit] = frozenset({"pupils", "FTE", "£"})
"""Units that a small group does not make telling: how many there are, and pay, which only published tables have."""

MOST = 10_000_000

CODES = {
    "supp": SUPPRESSED,
    "c": SUPPRESSED,
    "z": "not applicable",
    "x": "not available",
    ":": "not available",
    "na": "not given",
    "n/a": "not given",
    "np": "not published",
    "ne": "no entries",
    "new": "new school",
    "lowcov": "low coverage",
    "u": "low reliability",
    "low": "rounds to nothing",
    "~": "rounds to nothing",
}
"""The codes of the DfE's tables, in small letters, and what each means: a key of MISSING."""

_NUMBER = re.compile(r"(£ ?)?([-−]?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)? ?(%)?")


class Said(NamedTuple):
    """What a text says: a value, or why there is none, or what is wrong with it. All empty for an empty text."""

    value: float | None = None
    missing: str = ""
    problem: str = ""

    @property
    def anything(self) -> bool:
        """Whether it says something."""
        return self.value is not None or bool(self.missing or self.problem)


def read_value(text: str, measure: Measure) -> Said:
    """What a text says of a measure."""
    words = " ".join(text.split())
    if not words:
        return Said()
    if missing := CODES.get(words.casefold()) or (words.casefold() if words.casefold() in MISSING else ""):
        return Said(missing=missing)
    found = _NUMBER.fullmatch(words)
    if not found:
        return Said(problem=f"“{words[:40]}” is neither a number nor a code for no figure, such as SUPP or z.")
    pounds, minus, whole, part, percent = found.groups()
    if (pounds and measure.unit != "£") or (percent and measure.unit != "%"):
        return Said(problem=f"“{words[:40]}” is in another unit than {measure.name}, which is in {measure.unit}.")
    value = float(f"{'-' if minus else ''}{whole.replace(',', '')}{part or ''}")
    problem = value_problem(value, measure)
    return Said(problem=problem) if problem else Said(value)


def value_problem(value: float, measure: Measure) -> str:
    """What is wrong with a number, "" where nothing is."""
    if not math.isfinite(value) or abs(value) > MOST:
        return f"{measure.name} is not a number that can be."
    if measure.lowest is not None and value < measure.lowest:
        return f"{value:g} is too little: {measure.name} is at least {measure.lowest:g}."
    if measure.highest is not None and value > measure.highest:
        return f"{value:g} is too much: {measure.name} is at most {measure.highest:g}."
    return ""


def kept(figure: Figure, measure: Measure) -> Figure:
    """A figure as it may be stored: of fewer pupils than `SMALL` without its value, so that it is written nowhere."""
    if figure.cohort is not None and figure.cohort < SMALL and measure.unit not in COUNTS and figure.value is not None:
        return replace(figure, value=None, missing=SUPPRESSED)
    return figure


def check(figure: Figure) -> Measure:
    """The measure of a figure that a person types or pastes. Raises FormRefused by field where it cannot be right."""
    measure = measures().get(figure.measure_id)
    if measure is None:
        require({"measure_id": "Choose what is measured."})
        raise AssertionError
    both = figure.value is not None and figure.missing
    value = value_problem(figure.value, measure) if figure.value is not None else ""
    require(
        {
            "group": None if figure.group in measure.groups else _group_problem(figure.group, measure),
            "period": period_problem(figure, measure) or None,
            "value": (
                "Give a number, or say why there is none: not both."
                if both
                else value or (None if figure.value is not None or figure.missing else "Give a number, or say why not.")
            )
            or None,
            "missing": None if figure.missing in ("", *MISSING) else "Choose why there is no figure.",
            "source": text_problem(figure.source, "Where the figure is from", LINE_LENGTH),
            "cohort": None
            if figure.cohort is None or 0 <= figure.cohort <= MOST
            else "The number of pupils is 0 or more.",
        }
    )
    return measure


def _group_problem(group: str, measure: Measure) -> str:
    name = GROUPS[group].name if group in GROUPS else group
    return f"{measure.name} is not counted for “{name}”."


def period_problem(figure: Figure, measure: Measure) -> str:
    """What is wrong with the period of a figure, "" where nothing is."""
    if figure.period.kind not in measure.kinds:
        return f"{measure.name} is given for {_kinds(measure)}. Choose such a period."
    if figure.period.start > date.today():
        return f"{figure.period.label} has not begun yet."
    if measure.begins and year_of(figure.period) < measure.begins:
        first = year_label(measure.begins)
        return f"{measure.name} begins with {first}: before, it was another measure."
    if year_of(figure.period) in measure.not_published and figure.value is not None:
        return f"{measure.name} is not published for {figure.period.label}."
    return ""


def _kinds(measure: Measure) -> str:
    words = {"term": "a term", "year": "a school year", "day": "a count on a day", "to_date": "a year to date"}
    return " or ".join(words[kind] for kind in measure.kinds)
