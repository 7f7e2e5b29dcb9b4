"""The file of telling people about an inspection, `data/telling-people.yaml`, read into checked values."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from evaluation.frameworks import DATA
from evaluation.frameworks.document import Document
from evaluation.frameworks.model import Record, Slug, Text
from evaluation.sourced import Sourced


class Item(Sourced):
    """One line of the checklist.

    `before_publication` marks what may be done under embargo. `event` is the event that ticking it settles.
    """

    group: Text
    words: Text
    before_publication: bool = False
    event: Slug | None = None


class Section(Sourced):
    """One section of the page for the head in the hours after."""

    heading: Text
    lines: tuple[Text, ...] = Field(min_length=1)


class TellingPeople(Record):
    """The checklist, in the order in which people are told, and the hours after."""

    checklist: tuple[Item, ...] = Field(min_length=1)
    hours_after: tuple[Section, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def shipped_telling() -> TellingPeople:
    """What comes with the product, read once. Raises FileRefused when the file has been damaged."""
    return read_telling((DATA / "telling-people.yaml").read_text("utf-8"))


def read_telling(text: str) -> TellingPeople:
    """The text of such a file, checked. Raises FileRefused with every problem, by line and field."""
    document = Document(text)
    problems = [*document.repeated(document.data, ("checklist",)), *document.repeated(document.data, ("hours_after",))]
    return document.build(TellingPeople, "telling-people.yaml", problems)
