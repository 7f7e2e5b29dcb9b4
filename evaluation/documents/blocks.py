"""What a page says as values, and how much room it takes: so that a page can be made to fit before it is written.

Nothing here knows where a word processor will break a page, or with which font. Heights are estimated from the sizes
in `REPORT` and the letters of a wide font, which office programs take where Calibri is missing: with Calibri there is
room to spare.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypeVar

from docx.document import Document as WordDocument

from evaluation.documents.paper import clean
from evaluation.documents.word import paragraph, table
from evaluation.documents.word_cells import Bullet, Cell, Line, several
from evaluation.documents.word_styles import BOLD, REPORT, REPORT_HIGH, REPORT_WIDE, TABLE_TEXT

_POINTS = 72 / 2.54
PAGE = REPORT_HIGH * _POINTS
"""Points between the margins of a page."""
_LINE = 1.21
"""A line's height in sizes of its letters, near that of Calibri, which stands higher than wide fonts."""
_CELL = 2 * 85 / 20
_ROW = 2 * 40 / 20 + 1
"""Points that a cell's margins take from its width, and a row's from the page's height."""
_INDENT = 24.0
_BOLD = 1.12
_WIDTHS = {letter: width for letters, width in (
    (" ijl.,:;'’‘|!I", 0.32), ("tfr()[]-/“”\"", 0.42), ("mwMW@%—…★■●◆▼▲OQ", 0.95), ("↑→", 0.84),
) for letter in letters}  # fmt: skip
"""How wide letters are in sizes, in DejaVu Sans; others see `_em`."""

Level = TypeVar("Level")


@dataclass(frozen=True)
class Text:
    """A paragraph in a style."""

    style: str
    text: str


@dataclass(frozen=True)
class Rows:
    """A table: its titles, rows, widths in centimetres, words for those who do not see it, whether rows have names."""

    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    about: str
    named: bool = True


Block = Text | Rows


def put(document: WordDocument, blocks: Iterable[Block]) -> None:
    """Write blocks at the end of a document; a paragraph that says nothing is passed over."""
    for block in blocks:
        if isinstance(block, Rows):
            table(document, block.titles, block.rows, block.widths, block.about, named=block.named)
        elif block.text:
            paragraph(document, block.text, block.style)


def first_that_fits(levels: Sequence[Level], write: Callable[[Level], Sequence[Block]], room: float) -> Sequence[Block]:
    """What is written at the first of some levels, the fullest first, that fits a room in points; else the last."""
    for level in levels:
        blocks = write(level)
        if height(blocks) <= room:
            break
    return blocks


def height(blocks: Sequence[Block]) -> float:
    """The points that blocks take below each other."""
    found = [block for block in blocks if isinstance(block, Rows) or block.text]
    free = sum(
        max(_after(one), REPORT[other.style].before if isinstance(other, Text) else 0) for one, other in pairwise(found)
    )
    return free + sum(map(_own, found))


def cut(text: str, most: int) -> str:
    """A text on one line with at most so many letters, cut between words where it is longer, and marked with “…”."""
    text = " ".join(clean(text).split())
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    between = kept.rfind(" ")
    return f"{kept[: between if between > most * 0.6 else None].rstrip(' ,;:.')}…"


def first(entries: Sequence[str], most: int, more: str = "more, see the workbook") -> list[str]:
    """The first of some entries, and how many others there are."""
    left = len(entries) - most
    return [*entries[:most], *([f"and {left} {more}"] if left > 0 else [])]


def _after(block: Block) -> float:
    return 0 if isinstance(block, Rows) else REPORT[block.style].after


def _own(block: Block) -> float:
    if isinstance(block, Text):
        size = REPORT[block.style].size
        wide = REPORT_WIDE * _POINTS - (_INDENT if block.style.startswith("List") else 0)
        bold = _BOLD if block.style in BOLD else 1
        return _lines(block.text, size * bold, wide) * size * _LINE
    return _row(block, block.titles, bold=len(block.titles)) + sum(_row(block, row, block.named) for row in block.rows)


def _row(block: Rows, cells: Sequence[Cell], bold: int) -> float:
    """A row's height, its first `bold` cells in bold letters."""
    size = REPORT[TABLE_TEXT].size
    lines = (
        sum(_of_line(line, size * (_BOLD if place < bold else 1), width) for line in several(cell))
        for place, (cell, width) in enumerate(zip(cells, block.widths, strict=True))
    )
    return max(lines, default=1) * size * _LINE + _ROW


def _of_line(line: Line, size: float, width: float) -> int:
    indent = _INDENT if isinstance(line, Bullet) else 0
    return _lines(str(line), size, width * _POINTS - _CELL - indent)


def _lines(text: str, size: float, wide: float) -> int:
    """How many lines a text takes in a width in points: word by word, long words broken."""
    lines, space = 0, _em(" ") * size
    for part in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in part.split(" "):
            long = sum(map(_em, word)) * size
            if used and used + space + long > wide:
                lines, used = lines + 1, 0.0
            while long > wide:
                lines, long = lines + 1, long - wide
            used += (space if used else 0) + long
    return lines


@cache
def _em(letter: str) -> float:
    """A letter's width in sizes."""
    if width := _WIDTHS.get(letter):
        return width
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.73 if letter.isupper() else 0.615
