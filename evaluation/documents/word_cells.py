"""The cells of tables in Word documents, written as XML: cell by cell it would take ten times longer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple, TypeAlias, cast

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Row
from docx.shared import Length

from evaluation.documents.paper import clean
from evaluation.documents.word_styles import TABLE_BULLET, TABLE_TEXT, style_id

_SHORT = 600
"""Letters in a cell up to which its row is not divided between two pages."""


class Marked(NamedTuple):
    """A line that begins with a mark in a character style of its own: the symbol of a grade, then its word."""

    mark: str
    style: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"


class Bullet(NamedTuple):
    """A line that is an entry of a list."""

    text: str

    def __str__(self) -> str:
        return self.text


Line: TypeAlias = str | Marked | Bullet
Cell: TypeAlias = Line | Sequence[Line]
"""What stands in a cell: one line, or several."""


def row(values: Sequence[Cell], widths: Sequence[Length], header: bool = False) -> CT_Row:
    """A row with a paragraph for each line. A short row stays on one page."""
    letters = max(sum(len(str(line)) for line in several(value)) for value in values)
    whole = "<w:cantSplit/>" if letters <= _SHORT else ""
    again = "<w:tblHeader/>" if header else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width.twips}"/></w:tcPr>{_lines(value)}</w:tc>'
        for value, width in zip(values, widths, strict=True)
    )
    return cast(CT_Row, parse_xml(f"<w:tr {nsdecls('w')}><w:trPr>{whole}{again}</w:trPr>{cells}</w:tr>"))


def several(value: Cell) -> Sequence[Line]:
    """A cell's lines."""
    return [value] if isinstance(value, (str, Marked, Bullet)) else value


def _lines(value: Cell) -> str:
    """A cell's paragraphs as XML."""
    return "".join(f"<w:p>{_style(each)}{_runs(each)}</w:p>" for each in several(value) or [""])


def _style(line: Line) -> str:
    style = TABLE_BULLET if isinstance(line, Bullet) else TABLE_TEXT
    return f'<w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>'


def _runs(line: Line) -> str:
    if not isinstance(line, Marked):
        return f"<w:r>{_text(str(line))}</w:r>"
    look = f'<w:rPr><w:rStyle w:val="{escape(style_id(line.style))}"/></w:rPr>'
    return f"<w:r>{look}{_text(line.mark)}</w:r><w:r>{_text(f' {line.text}')}</w:r>"


def _text(text: str) -> str:
    """What a run says as XML: its line ends and tabs stay."""
    lines = (
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
        for line in clean(text).split("\n")
    )
    return "<w:br/>".join(lines)
