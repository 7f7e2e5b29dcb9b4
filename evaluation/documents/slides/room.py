"""How much text a box of a slide holds: sizes in points, boxes in inches. The estimate errs towards more lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from evaluation.documents.paper import clean

POINTS = 72
_LETTER = 0.53
"""Width of a letter of running text in Calibri as a share of its size, a little above the average."""
_BOLD = 1.1
"""How much wider bold letters are."""
LINE = 1.2
"""Height of a line as a share of the size of its letters."""


class Box(NamedTuple):
    """A place on a slide, in inches from its top left corner."""

    x: float
    y: float
    wide: float
    high: float


def one_line(text: str) -> str:
    """A text without line ends and without what a file cannot hold."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def letters(wide: float, size: float) -> int:
    """How many letters of a size stand in a line of this width."""
    return max(4, int(wide * POINTS / (size * _LETTER)))


def lines(text: str, wide: float, size: float) -> int:
    """How many lines a text takes."""
    return sum(len(textwrap.wrap(part, letters(wide, size))) or 1 for part in text.split("\n"))


def height(text: str, wide: float, size: float, spacing: float = 1.0) -> float:
    """How high a text is, in inches."""
    return lines(text, wide, size) * size * LINE * spacing / POINTS


def fitted(text: str, box: Box, sizes: Sequence[int], spacing: float = 1.0, *, bold: bool = False) -> tuple[str, int]:
    """A text with the largest of `sizes` in which it fits; cut with "…" where none is small enough."""
    text, wide = one_line(text), box.wide / (_BOLD if bold else 1)
    for size in sizes:
        if height(text, wide, size, spacing) <= box.high:
            return text, size
    smallest = sizes[-1]
    most = max(1, int(box.high * POINTS / (smallest * LINE * spacing)))
    return cut(text, wide, smallest, most), smallest


def cut(text: str, wide: float, size: float, most: int) -> str:
    """A text in at most so many lines, its end left out with "…" where it has more."""
    text = one_line(text)
    found = textwrap.wrap(text, letters(wide, size), max_lines=most, placeholder=" …")
    return " ".join(found)
