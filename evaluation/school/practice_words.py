"""What the record of changes holds of practice, of who is away and of the two days, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import time

from evaluation.frameworks import Framework, Library
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS, Slot, Week
from evaluation.visible.words import slot_words

THINGS = {
    "practice": "A practice since removed",
    "practice_import": "A timetable brought in",
    "away": "Trips and part-time",
    "day_setting": "The two days",
}
"""The tables, by what a change in them is filed under where nothing of that id is here."""

FIELDS = {
    "slots": "When",
    "who": "Who",
    "groups": "Pupils it reaches",
    "standards": "Standards",
    "first": "First day",
    "second": "Second day",
    "weekday": "Every week on",
    "week_a_on": "A Monday of a week A",
    "first_on": "First day",
    "last_on": "Last day",
}
"""Names of fields, in these tables."""


def in_words(field: str, value: str | None, library: Library) -> str | None:
    """A value as a person reads it; one that is plain already, or not what this product writes, stays as it is."""
    if value is None or field not in _WORDS:
        return value
    try:
        return _WORDS[field](json.loads(value), library)
    except (ValueError, TypeError, KeyError):
        return value


def _slots(rows: list[tuple[int, str | None, str | None, Week | None]], _: Library) -> str:
    return slot_words(Slot(weekday, _time(starts), _time(ends), week) for weekday, starts, ends, week in rows)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _strands(refs: list[list[str]], library: Library) -> str:
    names = {(f.id, strand.id): strand.name for f in _oldest_first(library) for strand in f.strands}
    return ", ".join(names.get((framework_id, key), key) for framework_id, key in refs)


def _standards(refs: list[list[str]], library: Library) -> str:
    texts = {(f.id, s.id): s.text for f in _oldest_first(library) for strand in f.strands for s in strand.standards}
    return " ".join(texts.get((framework_id, key), key) for framework_id, key in refs)


def _oldest_first(library: Library) -> list[Framework]:
    return sorted(library.frameworks.values(), key=lambda framework: framework.in_force_from)


_WORDS: Mapping[str, Callable[..., str]] = {
    "slots": _slots,
    "who": lambda names, _: "; ".join(names),
    "year_groups": lambda names, _: ", ".join(names),
    "groups": lambda groups, _: ", ".join(PUPIL_GROUPS[group] for group in groups),
    "strands": _strands,
    "standards": _standards,
    "first": lambda weekday, _: WEEKDAYS[weekday],
    "second": lambda weekday, _: WEEKDAYS[weekday],
    "weekday": lambda weekday, _: WEEKDAYS[weekday],
}
