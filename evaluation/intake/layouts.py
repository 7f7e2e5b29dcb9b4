"""What a shape of Ofsted's files is made of: which columns make one inspection, and which is which strand.

A further era is a further Layout, in `evaluation.intake.eras`. Headings are compared without regard to
letter case and spaces; where Ofsted has spelt one in several ways, all stand here, and the first one found is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from evaluation.frameworks import InspectionKind

Headings = tuple[str, ...]
NONE: Headings = ()

KEY = "urn"
"""The heading that marks the header row."""


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading as it is compared: no spaces around, single spaces, letter case ignored."""
    return " ".join(heading.replace("’", "'").split()).casefold()


def is_header(cells: list[str]) -> bool:
    """Whether a row is the header: a URN cell, and it is not alone."""
    return len(cells) > 1 and KEY in map(plain, cells)


@dataclass(frozen=True)
class Block:
    """The columns of one inspection in a school's row.

    `frameworks` are the ids whose version in force on the first day is used. An inspection is dated by its
    first day, where a file lacks that by its last, and where there is neither column by its publication.
    `strands` maps a strand id to its columns, for every framework the block may use (the first column
    with a grade counts); `judged_on` maps it to the column with that strand's own date. A block with
    "Yes" under `converted` became another inspection.
    """

    kind: InspectionKind
    frameworks: tuple[str, ...]
    number: Headings = NONE
    started_on: Headings = NONE
    ended_on: Headings = NONE
    published_on: Headings = NONE
    urn: Headings = NONE
    type_words: Headings = NONE
    category: Headings = NONE
    outcome: Headings = NONE
    converted: Headings = NONE
    strands: Mapping[str, Headings] = field(default_factory=dict)
    judged_on: Mapping[str, Headings] = field(default_factory=dict)

    @property
    def columns(self) -> list[Headings]:
        """Every column the block reads."""
        dates = (self.started_on, self.ended_on, self.published_on)
        own = (self.number, *dates, self.urn, self.type_words, self.category)
        all_of_them = [*own, self.outcome, self.converted, *self.strands.values(), *self.judged_on.values()]
        return [headings for headings in all_of_them if headings]


@dataclass(frozen=True)
class Layout:
    """One shape of file: a row a school, or many rows a school.

    It is recognised when every column of its blocks is there; with `known_by`, when those are, because
    its columns came and went from month to month or were not seen in a file.
    """

    name: str
    blocks: tuple[Block, ...]
    known_by: tuple[Headings, ...] = ()
    many_rows: bool = False

    @property
    def columns(self) -> list[Headings]:
        """Every column that is read for inspections, and the school's name."""
        return [SCHOOL_NAME, *(headings for block in self.blocks for headings in block.columns)]

    @property
    def needed(self) -> list[Headings]:
        """Every column without which the file is not this one."""
        return list(self.known_by) or self.columns


SCHOOL_NAME: Headings = ("School name", "schoolname", "Name")
PHASE: Headings = ("Ofsted phase", "Phase")
SCHOOL_TYPE: Headings = ("Type of education", "Type of school", "Provider type")
TRUST: Headings = ("Multi-academy trust name",)
LOCAL_AUTHORITY: Headings = ("Local authority", "Local Authority (Education)", "Local authority area")
LOWEST_AGE: Headings = ("Statutory lowest age",)
SIXTH_FORM: Headings = ("Sixth form",)
WEB_LINK: Headings = ("Web Link (opens in new window)", "Web link", "Report link")
