"""A table on a slide, as PowerPoint's own: quiet lines, text that can be read, as many rows as fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from evaluation.documents.slides.room import cut, height, one_line
from evaluation.documents.slides.template import CONTENT, FULL
from evaluation.records import day

SIZES = (16, 14)
"""Sizes of the text: the smaller one where it saves a slide."""
MOST_COLUMNS = 6
MOST_LINES, MOST_PAGES = 4, 4
NOTHING = "–"
_PAD, _GAP = 0.07, 0.12
_LETTER_WIDE = 0.56 / 72
"""Inches of a letter for each point of its size, some of them bold."""
_SHORT, _LONG = 17, 120
"""Letters of a text that is not broken ("21 September 2026"), and beyond which a column asks for no more."""
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style "No Style, No Grid"."""


@dataclass(frozen=True)
class TableRows:
    """Some rows of a table as texts below its headings, with the widths of the columns in inches."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    size: int


def words(value: Any) -> str:
    """A value of a table in words, on one line."""
    if isinstance(value, list | tuple | set):
        return ", ".join(words(each) for each in value) or NOTHING
    if value is None or pd.isna(value):
        return NOTHING
    if isinstance(value, pd.Timestamp | date):
        return day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return one_line(str(value)) or NOTHING


def in_pages(table: pd.DataFrame) -> list[TableRows]:
    """A table in as many parts as its rows need; its first columns where it has more than a slide can hold.

    What would take more than MOST_PAGES slides is left to the notes, and the last row says so.
    """
    tries = [_in_pages(table, size) for size in SIZES]
    fewest = min(map(len, tries))
    return next(found for found in tries if len(found) == fewest)


def _in_pages(table: pd.DataFrame, size: int) -> list[TableRows]:
    some = table.iloc[:, :MOST_COLUMNS]
    headings = tuple(one_line(str(heading)) for heading in some.columns)
    rows = [tuple(map(words, row)) for row in some.itertuples(index=False, name=None)]
    widths = _widths(headings, rows, size)
    rows = [tuple(cut(t, w - _GAP, size, MOST_LINES) for t, w in zip(row, widths, strict=True)) for row in rows]
    room = CONTENT.high - row_high(headings, widths, size)
    found: list[list[tuple[str, ...]]] = [[]]
    used = 0.0
    for row in rows:
        high = row_high(row, widths, size)
        if found[-1] and used + high > room:
            if len(found) == MOST_PAGES:
                break
            found.append([])
            used = 0.0
        found[-1].append(row)
        used += high
    if left := len(rows) - sum(map(len, found)):
        found[-1][-1] = (f"and {left + 1} more, in the notes", *[""] * (len(headings) - 1))
    return [TableRows(headings, widths, tuple(each), size) for each in found]


def row_high(row: tuple[str, ...], widths: tuple[float, ...], size: int) -> float:
    """How high a row is, in inches."""
    return max(height(text, wide - _GAP, size) for text, wide in zip(row, widths, strict=True)) + 2 * _PAD


def fill(placeholder: Any, part: TableRows, description: str) -> None:
    """Put the rows into a table placeholder."""
    frame = placeholder.insert_table(len(part.rows) + 1, len(part.headings))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN
    table.horz_banding, table.first_col = False, True
    for column, wide in zip(table.columns, part.widths, strict=True):
        column.width = Inches(wide)
    for number, row in enumerate((part.headings, *part.rows)):
        table.rows[number].height = Inches(row_high(row, part.widths, part.size))
        for place, text in enumerate(row):
            _write(table.cell(number, place), text, part.size, head=number == 0, first=place == 0)
    frame.width = Inches(sum(part.widths))
    frame.height = Inches(sum(row_high(row, part.widths, part.size) for row in (part.headings, *part.rows)))


def _write(cell: Any, text: str, size: int, head: bool, first: bool) -> None:
    cell.margin_left, cell.margin_right = Inches(0 if first else _GAP / 2), Inches(_GAP / 2)
    cell.margin_top = cell.margin_bottom = Inches(_PAD)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = text, Pt(size), head or first
    look = cell._tc.get_or_add_tcPr()
    for side in ("L", "R", "T"):
        look.append(parse_xml(f'<a:ln{side} {nsdecls("a")} w="0"><a:noFill/></a:ln{side}>'))
    scheme, wide = ("tx1", 19050) if head else ("bg2", 9525)
    look.append(
        parse_xml(f'<a:lnB {nsdecls("a")} w="{wide}"><a:solidFill><a:schemeClr val="{scheme}"/></a:solidFill></a:lnB>')
    )
    look.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))


def _widths(headings: tuple[str, ...], rows: list[tuple[str, ...]], size: int) -> tuple[float, ...]:
    """Widths after what stands in the columns, in inches: each has room for its longest word and for a short text
    without a break, long texts share the rest."""
    letter, leasts, wanted = size * _LETTER_WIDE, [], []
    for place, heading in enumerate(headings):
        texts = [heading, *(row[place] for row in rows)]
        longest = max(map(len, texts))
        word = max((len(word) for text in texts for word in text.split()), default=0)
        leasts.append(min(longest, max(word, _SHORT)))
        wanted.append(min(longest, _LONG) - min(leasts[-1], _LONG))
    spare = FULL - sum(each * letter + _GAP for each in leasts)
    if spare < 0:
        return tuple(FULL * each / sum(leasts) for each in leasts)
    asked = sum(wanted)
    shares = [each / asked if asked else 1 / len(leasts) for each in wanted]
    return tuple(least * letter + _GAP + spare * share for least, share in zip(leasts, shares, strict=True))
