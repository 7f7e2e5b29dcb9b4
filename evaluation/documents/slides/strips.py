"""Where charts of dots stand on a slide: below each other, with rows of one height and names of one width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evaluation.deck import Dots
from evaluation.documents.slides.room import Box, letters, one_line

HEAD, KEY, FOOT = 0.56, 0.42, 0.05
"""Inches for the words of the grades above, and for the key of the sides below or what is left without it."""
_GAP = 0.2
TALLEST = 0.8
"""How high a row is at most."""
LOWEST = 0.42
"""How high a row is at least, where words share the slide."""
SIZES = (18, 16, 14, 12)
"""Sizes of the names of rows."""


class Strip(NamedTuple):
    """Where a chart of dots stands: its place, how wide the names of its rows are, whether it has the key."""

    box: Box
    names: float
    key: bool


def strips(forms: Sequence[Dots], room: Box) -> list[Strip]:
    """Charts of dots below each other: rows of one height, names of one width, one key where the sides are the same."""
    keys = _keys(forms)
    row = min(TALLEST, (room.high - _frames(keys)) / sum(len(form.rows) for form in forms))
    names = max(_names_wide(form, room) for form in forms)
    found, y = [], room.y
    for form, key in zip(forms, keys, strict=True):
        high = HEAD + (KEY if key else FOOT) + row * len(form.rows)
        found.append(Strip(room._replace(y=y, high=high), names, key))
        y += high + _GAP
    return found


def least(forms: Sequence[Dots]) -> float:
    """How high charts of dots are at least, in inches, where words share the slide."""
    return _frames(_keys(forms)) + LOWEST * sum(len(form.rows) for form in forms)


def _keys(forms: Sequence[Dots]) -> list[bool]:
    """For each chart whether it names its sides: not where the next one has the same."""
    return [
        len(form.sides) > 1 and (after is None or list(after.sides) != list(form.sides))
        for form, after in zip(forms, [*forms[1:], None], strict=True)
    ]


def _frames(keys: Sequence[bool]) -> float:
    return sum(HEAD + (KEY if key else FOOT) for key in keys) + _GAP * (len(keys) - 1)


def _names_wide(form: Dots, box: Box) -> float:
    """How wide the names of the rows are, in inches: as they need, and at most a third of the chart."""
    longest = max(len(one_line(row)) for row in form.rows)
    return min(0.36 * box.wide, max(1.2, longest * 1.1 * box.wide / letters(box.wide, SIZES[0]) + 0.25))
