"""The file of the call's checklist, `data/the-call.yaml`, read into checked values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from evaluation.call.records import Call, Check
from evaluation.frameworks import DATA
from evaluation.frameworks.document import Document, records_in, text_in
from evaluation.frameworks.model import Record, Text
from evaluation.sourced import Sourced

GONE = "No longer on the list"

Place = Literal["visible", "cards", "log", "take_away", "settings"]
"""What of the product a line can lead to."""


class Line(Sourced):
    """One line of the checklist: by when, and what is true once it is done."""

    moment: Text
    words: Text
    leads_to: Place | None = None


class Checklist(Record):
    """The lines in the order of the day; lines of one moment stand together."""

    lines: tuple[Line, ...] = Field(min_length=1)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the lines, in order."""
        return tuple(line.id for line in self.lines)


@dataclass(frozen=True)
class Entry:
    """A line of a call, and how it stands with it."""

    line: Line
    check: Check

    @property
    def done(self) -> bool:
        """Whether it is ticked."""
        return self.check.done_at is not None


def entries(call: Call, checklist: Checklist) -> tuple[Entry, ...]:
    """The lines a call began with, in their order today. One that is gone from the file stays, under its id."""
    known = {line.id: line for line in checklist.lines}
    still = [known[each] for each in checklist.ids if each in call.lines]
    gone = [Line(id=each, moment=GONE, words=each.replace("-", " ")) for each in call.lines if each not in known]
    return tuple(Entry(line, call.checks.get(line.id, Check())) for line in (*still, *gone))


@lru_cache(maxsize=1)
def shipped_checklist() -> Checklist:
    """The checklist that is here, read once. Raises FileRefused when it cannot be used, with every problem."""
    return read_checklist((DATA / "the-call.yaml").read_text("utf-8"))


def read_checklist(text: str) -> Checklist:
    """The text of such a file, checked. Raises FileRefused with every problem, by line and field."""
    document = Document(text)
    problems = [*document.repeated(document.data, ("lines",))]
    seen: list[str] = []
    for place, line in records_in(document.data, "lines"):
        moment = text_in(line, "moment")
        if moment and moment in seen[:-1]:
            words = f"the lines of “{moment}” do not stand together. Put this one with them."
            problems.append(document.problem(("lines", place, "moment"), words))
        elif moment and moment not in seen:
            seen.append(moment)
    return document.build(Checklist, "the-call.yaml", problems)
