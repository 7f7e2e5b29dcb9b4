"""National figures: which one is the same as a school's figure, why there is none, and when to look again.

Those that come with the product are in `data/reference_figures.csv`, a row each, with population, publication, source
and the day on which it was read. Totals of England (teachers, leavers) and indices that no school has (the
disadvantage gap index) are not among them: there is nothing of a school that they could stand beside.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from evaluation.errors import FileRefused, Problem
from evaluation.frameworks import DATA
from evaluation.indicators.measures import measures
from evaluation.indicators.periods import read_period, year_of
from evaluation.indicators.records import GROUPS, Measure, Period, Reference
from evaluation.records import PHASES, SchoolDetails, day

FILE = DATA / "reference_figures.csv"
STALE_AFTER = 13
"""Months. DfE's figures come out once a year, so that after thirteen months there ought to be a newer one."""

INDEPENDENT = "Independent"
"""Where a reference would have a phase of state schools: independent schools of every age."""


@lru_cache(maxsize=1)
def shipped() -> tuple[Reference, ...]:
    """The national figures that come with the product. Raises FileRefused, naming each line that is wrong."""
    found, problems = [], []
    with FILE.open(encoding="utf-8", newline="") as lines:
        for line, row in enumerate(csv.DictReader(lines), start=2):
            try:
                found.append(_reference(row))
            except (KeyError, ValueError) as error:
                problems.append(Problem(line, "", f"{error}."))
    if problems:
        raise FileRefused(f"{FILE.name} has been damaged.", problems)
    return tuple(found)


def _reference(row: dict[str, str]) -> Reference:
    period = read_period(row["period"])
    if period is None or row["measure"] not in measures() or row["group"] not in measures()[row["measure"]].groups:
        raise ValueError(f"“{row['period']}”, “{row['measure']}” or “{row['group']}” is not known")
    if row["phase"] not in ("", INDEPENDENT, *PHASES):
        raise ValueError(f"“{row['phase']}” is no phase")
    return Reference(
        row["measure"],
        row["group"],
        row["phase"],
        period,
        float(row["value"]),
        row["publication"],
        row["source_ref"],
        row["note"],
        row["population"],
        date.fromisoformat(row["confirmed_on"]),
        date.fromisoformat(row["check_by"]),
    )


def phases_of(school: SchoolDetails) -> tuple[str, ...]:
    """The phases whose national figure may stand beside a school's, its own first; "" is all state-funded schools."""
    return (INDEPENDENT,) if school.type == "Independent school" else (school.phase, "")


def same_as(
    references: Iterable[Reference], measure: Measure, group: str, period: Period, phases: Sequence[str]
) -> Reference | None:
    """The national figure of the same measure (so the same series), group and period; of the first phase that has one.

    Of several the first in the order given: put the school's own before those that come with the product.
    """
    same = [r for r in references if (r.measure_id, r.group, r.period.key) == (measure.id, group, period.key)]
    return next((r for phase in phases for r in same if r.phase == phase), None)


def why_none(
    references: Iterable[Reference], measure: Measure, group: str, period: Period, phases: Sequence[str]
) -> str:
    """Why no national figure stands beside a school's, in a sentence."""
    if period.kind == "year" and year_of(period) in measure.not_published:
        return f"Not available: {measure.name} is not published for {period.label}."
    found = list(references)
    ours = [r for r in found if r.measure_id == measure.id]
    if not ours:
        return _other_series(found, measure, period) or "We have no national figure of this measure."
    same_period = [r for r in ours if r.period.key == period.key]
    if not same_period:
        latest_first = sorted({r.period for r in ours if r.group == group}, reverse=True)
        labels = _listed([each.label for each in latest_first] or ["other groups only"])
        return _other_series(found, measure, period) or (
            f"We have no national figure for {period.label} (we have: {labels})."
        )
    if not any(r.group == group for r in same_period):
        groups = _listed([GROUPS[key].name.lower() for key in dict.fromkeys(r.group for r in same_period)])
        return f"The national figure for {period.label} is of another group of pupils ({groups})."
    whom = _listed(list(dict.fromkeys(r.population or r.phase for r in same_period if r.group == group)))
    return f"The national figure for {period.label} is of {whom}, not of schools such as yours."


def _other_series(references: list[Reference], measure: Measure, period: Period) -> str:
    """Where only another series has a figure of that period: that the two are never mixed."""
    stem = measure.id.partition("_")[0]
    others = (r.measure_id for r in references if r.period.key == period.key)
    twins = [measures()[key].series for key in others if key.partition("_")[0] == stem]
    found = next((series for series in twins if series != measure.series), None)
    return (
        f"The national figure for {period.label} is of another series ({found}); the two do not mix." if found else ""
    )


def stale(reference: Reference, on: date) -> bool:
    """Whether it is time to look for a newer figure: the day to check has passed, or it was read 13 months ago."""
    overdue = reference.check_by is not None and on > reference.check_by
    return overdue or (reference.confirmed_on is not None and on > _months_after(reference.confirmed_on, STALE_AFTER))


def source_words(reference: Reference, on: date) -> str:
    """Of whom a national figure is, where it is from, and how sure and how fresh it is."""
    parts = [reference.population, reference.publication, reference.note]
    if stale(reference, on):
        when = f"last read on {day(reference.confirmed_on)}" if reference.confirmed_on else "not read again since"
        parts.append(f"{when}: look for a newer one")
    return "; ".join(part for part in parts if part)


def _months_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, 28))


def _listed(words: Sequence[str]) -> str:
    most = 4
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
