"""The school's colour in a presentation: as it is in a surface, darkened where it must be read on white."""

from __future__ import annotations

import re

from evaluation.charts.palette import INK, contrast, mixed
from evaluation.errors import EvaluationError

READABLE = 4.5
"""Contrast of text with its ground (Web Content Accessibility Guidelines 2.2, 1.4.3)."""
_INK = INK["light"]


def checked(colour: str) -> str:
    """A colour as "#RRGGBB" in capitals. Raises EvaluationError."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise EvaluationError("The school's colour is written as # and six of the digits 0 to 9 and A to F.")
    return colour.upper()


def readable(colour: str) -> str:
    """The colour itself where it can be read on the page, else so much darker that it can."""
    shares = (1 - step / 20 for step in range(21))
    tries = (mixed(colour, _INK.text, share) for share in shares)
    return next(found for found in tries if contrast(found, _INK.page) >= READABLE)
