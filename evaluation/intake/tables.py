"""The bytes of a file into a table: a header, and rows that are parsed when they are asked for.

Everything that makes a file something other than a whole table of schools is refused here, in words
that say what the file is and what to do.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evaluation.errors import FileRefused, Problem
from evaluation.intake.archive import LARGEST, is_workbook, is_zip, unpacked
from evaluation.intake.layouts import KEY, is_header, plain
from evaluation.intake.workbook import workbook_lines

_LISTED = 20
_AGAIN = "Download the file again from Ofsted's page on GOV.UK and choose it here without opening it first."
_BROKEN_QUOTE = (
    "a quotation mark here is not closed, or the text inside it runs on too long. "
    "The file is cut off or was changed after it was published."
)


class Row(NamedTuple):
    """Where one row stands in the file (lines count from 1), and what its URN cell says."""

    first_line: int
    last_line: int
    key: str


@dataclass(frozen=True)
class Table:
    """A table whose rows stay text until `cells` is called.

    `header` holds the headings as in the file, without spaces around or running; every row has as
    many cells as the header.
    """

    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    lines: tuple[str, ...]

    def cells(self, row: Row) -> list[str]:
        """The cells of a row, without spaces around them."""
        reader = csv.reader(self.lines[row.first_line - 1 : row.last_line], strict=True)
        return [cell.strip() for cell in next(reader)]


def read_table(content: bytes) -> Table:
    """The bytes of a CSV file, a workbook, or a zip file with one of them into a Table of at least one row.

    Lines before the one with a URN cell are skipped, empty rows too. Raises FileRefused for anything
    that is not a whole table with a URN column.
    """
    lines = _lines(content)
    found = _csv_rows(lines)
    header, header_line = _header(found)
    place = [plain(name) for name in header].index(KEY)
    rows, problems, short = [], [], False
    for first, last, cells in found:
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip() for cell in cells):
            continue
        rows.append(Row(first, last, cells[place].strip() if place < len(cells) else ""))
        short = len(cells) < len(header)
        if len(cells) != len(header):
            problems.append(Problem(first, "", f"{len(cells)} cells, where the header has {len(header)}."))
    if short and len(problems) == 1:
        raise FileRefused(f"This file is cut off: its last row is not whole. {_AGAIN}", problems)
    if problems:
        count = "One row does" if len(problems) == 1 else f"{len(problems)} rows do"
        raise FileRefused(f"{count} not fit the header, so cells may have slipped. {_AGAIN}", problems[:_LISTED])
    if not rows:
        raise FileRefused(f"This file has a header but no schools under it. {_AGAIN}")
    return Table(header, header_line, tuple(rows), lines)


def _header(rows: Iterator[tuple[int, int, list[str]]]) -> tuple[tuple[str, ...], int]:
    widest = 0
    for first, _, cells in rows:
        names = [" ".join(cell.split()) for cell in cells]
        if is_header(names):
            while not names[-1]:
                names.pop()
            return tuple(names), first
        widest = max(widest, len(cells))
    if widest < 2:
        raise FileRefused(
            "This is not a table: no line has more than one cell between commas. "
            "Choose Ofsted's management information, as downloaded from GOV.UK."
        )
    raise FileRefused(
        "This table has no “URN” column, so its rows cannot be matched to schools. "
        "Choose Ofsted's management information, as downloaded from GOV.UK."
    )


def _csv_rows(lines: tuple[str, ...]) -> Iterator[tuple[int, int, list[str]]]:
    """First line, last line and cells of each row. Raises FileRefused where a quotation mark breaks the table.

    A cell over csv's size limit comes from an open quotation mark: no real cell is that long.
    """
    reader = csv.reader(lines, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRefused(f"This file is not whole. {_AGAIN}", [Problem(first, "", _BROKEN_QUOTE)]) from None
        yield first, reader.line_num, cells


def _lines(content: bytes) -> tuple[str, ...]:
    _refuse_large(content)
    if is_zip(content) and not is_workbook(content):
        content = unpacked(content)
        if is_zip(content) and not is_workbook(content):
            raise FileRefused("This zip file holds another zip file. Unpack it and choose the CSV file or workbook.")
    if is_zip(content):
        return workbook_lines(content)
    return tuple(io.StringIO(_text(content), newline=""))


def _text(content: bytes) -> str:
    """The file's text: UTF-8 if it has a byte order mark or decodes strictly, else Windows-1252."""
    _refuse_other_files(content)
    text = _decoded(content)
    start = text.lstrip()[:1]
    if not start:
        raise FileRefused(f"This file is empty. {_AGAIN}")
    if start == "<":
        raise FileRefused(
            "This is a web page, not the file: the download gave an error page or a link's page. "
            "Open Ofsted's page on GOV.UK, download the CSV file itself and choose that."
        )
    return text


def _decoded(content: bytes) -> str:
    marked = content.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
    problem = Problem(line, "", "here are bytes that belong to no letter.")
    raise FileRefused(f"This file is not readable text, and no readable workbook either. {_AGAIN}", [problem])


def _refuse_large(content: bytes) -> None:
    if len(content) > LARGEST:
        raise FileRefused(
            f"This file is larger than {LARGEST // 1024**2} MB; Ofsted's file of every school in England is about "
            "20 MB. Choose Ofsted's management information."
        )


def _refuse_other_files(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(
            "This is an old Excel workbook (.xls), or one with a password. Open it in Excel, go to the sheet with the "
            "schools and save it as “CSV UTF-8”."
        )
    if content.startswith(b"%PDF"):
        raise FileRefused(
            "This is a PDF document. Choose Ofsted's management information, "
            "as downloaded from GOV.UK; an inspection from a report can be entered by hand."
        )
    if b"\0" in content:
        unicode_text = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        raise FileRefused(
            "This file holds characters (NUL) that no CSV file should hold: it is saved as “Unicode text”. "
            "Open it in Excel and save it as “CSV UTF-8”."
            if unicode_text
            else "This is no readable workbook, and no CSV file either: it holds characters (NUL) that no text "
            f"has. It is damaged, or something else under this name. {_AGAIN}",
            [Problem(content.count(b"\n", 0, content.index(b"\0")) + 1, "", "the first such character is here.")],
        )
