"""What a cell of Ofsted's files says: dates, grades and the many ways of saying nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from evaluation.errors import Problem
from evaluation.frameworks import Scale
from evaluation.intake.layouts import Headings, plain
from evaluation.records import NOT_APPLICABLE
from evaluation.records import day as in_words

EARLIEST = date(1992, 1, 1)
"""Ofsted was set up in 1992."""

_NOTHING = {"", "null", "-"}
_NO_GRADE = {"0", "8", "9"}
NO_GRADE = "No grade in the file"
"""What a finding without a grade says when the file gives a code that is not one, or an empty cell."""

_NOT_GRADED_WORDS = {"not judged": "Not judged", "not applicable": NOT_APPLICABLE}
_FILE_GRADES: Mapping[str, frozenset[str]] = {
    "1": frozenset({"outstanding"}),
    "2": frozenset({"good"}),
    "3": frozenset({"requires_improvement", "satisfactory"}),
    "4": frozenset({"inadequate"}),
    "yes": frozenset({"effective"}),
    "no": frozenset({"not_effective"}),
}
"""The files' codes to grade ids; a scale has at most one of each. Grade 3 was called satisfactory until 2012."""

_CATEGORIES = {
    "SM": "Special measures",
    "SWK": "Serious weaknesses",
    "RSI": "Requires significant improvement",
    "NTI": "Notice to improve",
}


class Given(NamedTuple):
    """What a strand's cell says: a grade id without words, or no grade and the words that say so."""

    grade: str | None
    words: str


def given_grade(text: str, scale: Scale | None) -> Given | None:
    """A strand's cell on a scale; None when the words are neither a grade of the scale nor one of the non-grades."""
    word = plain(text)
    if word in _NOT_GRADED_WORDS:
        return Given(None, _NOT_GRADED_WORDS[word])
    if word in _NO_GRADE or word in _NOTHING:
        return Given(None, f"{NO_GRADE} ({text})" if text else NO_GRADE)
    for grade in scale.grades if scale else ():
        if word == plain(grade.name) or grade.id in _FILE_GRADES.get(word, ()):
            return Given(grade.id, "")
    return None


def _date(text: str) -> date | None:
    day_first = re.fullmatch(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})", text)
    year_first = re.fullmatch(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})", text)
    try:
        if day_first:
            return date(int(day_first[4]), int(day_first[3]), int(day_first[1]))
        if year_first:
            return date(int(year_first[1]), int(year_first[3]), int(year_first[4]))
    except ValueError:
        return None
    return None


@dataclass(frozen=True)
class Cells:
    """One row's cells by heading, and what of them had to be refused."""

    header: tuple[str, ...]
    columns: Mapping[str, int]
    values: list[str]
    line: int
    refused: list[Problem] = field(default_factory=list)

    def has(self, headings: Headings) -> bool:
        """Whether the file has a column with one of these headings."""
        return self._place(headings) is not None

    def grade(self, headings: Headings) -> str:
        """The cell of the first of these columns that says a grade, for files that keep old and new ones apart."""
        said = [self.raw((h,)) for h in headings if self.has((h,))]
        return next((text for text in said if not given_grade(text, None)), said[0] if said else "")

    def raw(self, headings: Headings) -> str:
        """The cell under the first of these headings that the file has, as it stands; "" without one."""
        place = self._place(headings)
        return "" if place is None else self.values[place]

    def text(self, headings: Headings) -> str:
        """The cell with single spaces, or "" where it says nothing."""
        text = " ".join(self.raw(headings).split())
        return "" if text.casefold() in _NOTHING else text

    def number(self, headings: Headings) -> int | None:
        """A whole number; None where there is none, or where it is refused."""
        text = self.text(headings)
        if not text or re.fullmatch(r"[0-9]{1,9}", text):
            return int(text) if text else None
        self.refuse(headings, f"“{text}” is not a number, so it is left out.")
        return None

    def category(self, headings: Headings) -> str:
        """A category of concern in words."""
        return _CATEGORIES.get(self.text(headings).upper(), self.text(headings))

    def link(self, headings: Headings) -> str:
        """A web address; anything else is refused."""
        text = self.text(headings)
        if not text or re.fullmatch(r"https?://\S+", text, re.IGNORECASE):
            return text
        self.refuse(headings, f"“{text}” is not a web address, so the link is left out.")
        return ""

    def day(self, headings: Headings, so: str = "so it is left out") -> date | None:
        """A date; None where there is none, or where it is refused because it cannot be right, with what follows."""
        text = self.text(headings)
        if not text:
            return None
        found = _date(text)
        if found is None:
            self.refuse(headings, f"“{text}” is not a date (day/month/year, such as 06/01/2026), {so}.")
        elif found > date.today():
            self.refuse(headings, f"{in_words(found)} is in the future, {so}.")
        elif found < EARLIEST:
            self.refuse(headings, f"{in_words(found)} is before Ofsted began in 1992, {so}.")
        else:
            return found
        return None

    def refuse(self, headings: Headings, message: str) -> None:
        """Note what is wrong with the cell under these headings."""
        place = self._place(headings)
        self.refused.append(Problem(self.line, headings[0] if place is None else self.header[place], message))

    def _place(self, headings: Headings) -> int | None:
        return next((self.columns[plain(h)] for h in headings if plain(h) in self.columns), None)
