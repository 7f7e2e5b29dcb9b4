"""What the record of changes holds of figures and challenges, in words."""

from __future__ import annotations

from datetime import date

from evaluation.frameworks import Library
from evaluation.indicators.measures import measures
from evaluation.indicators.periods import labelled
from evaluation.indicators.records import GROUPS, MISSING, ORIGINS
from evaluation.school.change_words import moment
from evaluation.school.practice_words import in_words as practice_in_words

THINGS = {
    "figure": "A figure",
    "reference_figure": "A national figure",
    "number_import": "Figures brought in",
    "challenge": "A challenge since removed",
    "challenge_note": "A challenge since removed",
}
"""The tables, by what a change in them is filed under where nothing of that id is here."""

FIELDS = {
    "value": "Figure",
    "missing": "Why there is no figure",
    "cohort": "Pupils it is about",
    "origin": "How it came in",
    "publication": "Where it is published",
    "population": "Of whom it is",
    "source_ref": "Address",
    "check_by": "Look again by",
    "name": "Name",
    "since": "Since when",
    "doing": "What we do about it",
    "measures": "Measures",
    "closed_on": "Closed on",
    "noted_on": "Day",
    "note": "Note",
}
"""Names of fields, in these tables."""


def named(thing: str, key: str) -> str:
    """A figure by what its id says: "Figure: Overall absence (daily data), Autumn 2025/26"; "" for other things."""
    if thing not in ("figure", "reference_figure"):
        return ""
    try:
        _, measure_id, group, *phase, kind, start, end = key.split(":")
        period = labelled(kind, date.fromisoformat(start), date.fromisoformat(end)).label
    except ValueError:
        return ""
    what = measures()[measure_id].name if measure_id in measures() else measure_id
    pupils = GROUPS[group].name if group in GROUPS else ""
    whom = "".join(each for each in phase if each != "all")
    words = "National figure" if thing == "reference_figure" else "Figure"
    return f"{words}: {', '.join(part for part in (what, pupils, whom, period) if part)}"


def in_words(field: str, value: str | None, library: Library) -> str | None:
    """A value as a person reads it; one that is plain already stays as it is."""
    if value is None:
        return None
    if field == "missing":
        return MISSING.get(value, value).partition(":")[0]
    if field == "value":
        return value.removesuffix(".0")
    if field == "origin":
        return {str(key): name for key, name in ORIGINS.items()}.get(value, value)
    if field in ("since", "check_by"):
        return moment(value)
    if field == "measures":
        ids = [each.strip(' "') for each in value.strip("[]").split(",")]
        return ", ".join(measures()[each].name if each in measures() else each for each in ids if each)
    return practice_in_words(field, value, library) if field == "strands" else value
