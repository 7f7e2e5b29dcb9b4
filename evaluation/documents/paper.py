"""A workbook on paper: A4, one page wide, who and which page on each; and the texts that a file can hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Protocol

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.records import SchoolDetails, day

Paper = Literal["portrait", "landscape"]


class Made(Protocol):
    """What stands on every page of a workbook: whose it is, and when it was made."""

    @property
    def school(self) -> SchoolDetails:
        """The school."""

    @property
    def made_on(self) -> date:
        """The day."""


LINE = 15.0
"""Height in points of a row with one line."""
LONGEST = 32_767
"""Most UTF-16 units a cell can hold (Microsoft, "Excel specifications and limits")."""
_LONGEST_NAME = 80
"""A header holds 255 characters, with its codes and an "&" counted twice."""
_WIDE, _HIGH = 784.0, 470.0
"""Points of A4 landscape within the margins, less a header row."""
_DIGIT = 5.25
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """A text as a cell can hold it: no characters that XML forbids, Excel's own line ends, cut with “…” if too long."""
    text = _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST else units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def set_up(ws: Worksheet, content: Made, title: str, paper: Paper) -> None:
    """A4, one page wide, with the school's name and the title above, the day and page x of y below."""
    ws.page_setup.orientation = paper
    ws.page_setup.paperSize = ws.PAPERSIZE_A4
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    margins = ws.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    above, below = ws.oddHeader, ws.oddFooter
    assert above is not None and below is not None
    above.left.text, above.right.text = _plain(content.school.name[:_LONGEST_NAME]), _plain(title)
    invented = ". The school is invented." if content.school.demo else ""
    below.left.text, below.right.text = f"Made on {day(content.made_on)}{invented}", "Page &P of &N"


def keep_together(ws: Worksheet, first: int, last: int) -> None:
    """Begin a page at row `first` where rows to `last` fit a page but not the page begun: an estimate, landscape."""
    wide = sum(_DIGIT * column.width for column in ws.column_dimensions.values() if not column.hidden)
    page = _HIGH * max(1.0, wide / _WIDE)
    begun, used, own = {mark.id + 1 for mark in ws.row_breaks.brk}, 0.0, 0.0
    for row in range(1, last + 1):
        high = (ws.row_dimensions[row].height if row in ws.row_dimensions else None) or LINE
        own += high if row >= first else 0
        if row in begun or (row <= first and used + high > page):
            used = 0.0
        used += high
    if own <= page < used:
        ws.row_breaks.append(Break(id=first - 1))


def _plain(text: str) -> str:
    """A text in a page header, where “&” begins a code unless it stands twice."""
    return clean(text).replace("\n", " ").replace("&", "&&")
