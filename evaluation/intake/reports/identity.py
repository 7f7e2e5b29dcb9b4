"""Whose report it is, of which days, and under which number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from evaluation.errors import FileRefused
from evaluation.intake.layouts import plain
from evaluation.intake.reports.dates import Days, first_days
from evaluation.intake.reports.proposal import Proposed
from evaluation.intake.reports.text import Line, joined_lines
from evaluation.intake.reports.wording import (
    EARLIER,
    GENERIC,
    INSPECTED,
    NAME_ENDS,
    NAMES,
    NUMBER,
    PUBLISHED,
    URN,
)

_LONGEST_NAME = 120
_DATE_WITHIN = 90
_NAMED_WITHIN = 3

Pages = Sequence[Sequence[Line]]


def read_urn(pages: Pages, ours: int | None) -> Proposed[int] | None:
    """The unique reference number in the report: ours if it is among several, such as a predecessor's."""
    found = [Proposed(int(match[1]), match[0], page) for page, match in _matches(URN, pages)]
    return next((urn for urn in found if urn.value == ours), found[0] if found else None)


def read_number(pages: Pages) -> Proposed[str] | None:
    """The inspectorate's number of the inspection."""
    return next((Proposed(match[1], match[0], page) for page, match in _matches(NUMBER, pages)), None)


def read_days(pages: Pages) -> tuple[Proposed[date], Proposed[date]] | None:
    """The first and the last day of the inspection."""
    for pattern in INSPECTED:
        for page, days, sentence in _dated(pattern, pages):
            return Proposed(days.first, sentence, page), Proposed(days.last, sentence, page)
    return None


def read_published(pages: Pages) -> Proposed[date] | None:
    """The day on which the report says it was published."""
    return next((Proposed(days.first, sentence, page) for page, days, sentence in _dated(PUBLISHED, pages)), None)


def read_name(pages: Pages) -> Proposed[str] | None:
    """The school's name, from a line that says it is one, else from a line of the first page that ends as names do."""
    lines = [line for page in pages[:_NAMED_WITHIN] for line in page if len(line.text) <= _LONGEST_NAME]
    for pattern in NAMES:
        for line in lines:
            found = pattern.fullmatch(line.text)
            if found and found[1][0].isupper() and not found[1].endswith("."):
                return Proposed(found[1].strip(), line.text, line.page)
    for line in lines:
        name = line.text.split(",")[0]
        words = name.split()
        if line.page == 1 and len(words) > 1 and words[-1].casefold() in NAME_ENDS and _titled(words):
            return Proposed(name, line.text, line.page)
    return None


def check_school(
    found_urn: Proposed[int] | None, found_name: Proposed[str] | None, urn: int | None, school_name: str
) -> None:
    """Raises FileRefused for a report of another school: its URN differs, or, without one, its name does clearly."""
    named = f"“{found_name.value}”" if found_name else "another school"
    if urn and found_urn:
        if found_urn.value != urn:
            raise FileRefused(
                f"This report is of {named} (URN {found_urn.value}), and this school's URN is {urn}. Choose a report "
                "of this school. If it is of a school that became this one, enter that inspection by hand."
            )
    elif found_name and school_name and not _may_be_one(found_name.value, school_name):
        raise FileRefused(f"This report is of {named}, not of “{school_name}”. Choose a report of this school.")


def _matches(pattern: re.Pattern[str], pages: Pages) -> list[tuple[int, re.Match[str]]]:
    return [(page[0].page, match) for page in pages if page for match in pattern.finditer(joined_lines(page))]


def _dated(pattern: re.Pattern[str], pages: Pages) -> list[tuple[int, Days, str]]:
    """Where the pattern stands right before a date: the page, the days, and the words from one to the other."""
    found = []
    for page, match in _matches(pattern, pages):
        after = match.string[match.end() : match.end() + _DATE_WITHIN]
        days = first_days(after)
        if days and days.start == 0 and not EARLIER.search(match.string[: match.start()][-20:]):
            found.append((page, days, match[0] + after[: days.end]))
    return found


def _titled(words: Sequence[str]) -> bool:
    return all(word[0].isupper() for word in words if len(word) > 3) and words[0][0].isupper()


def _may_be_one(name: str, other: str) -> bool:
    """Whether two names may be of one school: a word that tells schools apart is in both, or one has no such word."""
    first, second = (set(re.findall(r"\w+", plain(text).replace("'", ""))) - GENERIC for text in (name, other))
    return bool(first & second) or not first or not second
