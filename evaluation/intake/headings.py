"""Which column of a school's own table is which, by the headings that schools use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

Field = TypeVar("Field", bound=str)

_LONGEST_HEADING = 60


def recognised(header: Sequence[str], headings: Sequence[tuple[Field, str]]) -> dict[Field, int]:
    """The column of each field that is recognised, each column once: by its whole heading, then by words in it.

    `headings` are fields with their headings, parted by "|", the likelier first; a field may stand in several lines.
    """
    names = [plain_heading(heading) for heading in header]
    found: dict[Field, int] = {}
    for exactly in (True, False):
        for field, known in headings:
            if field in found:
                continue
            for heading in map(plain_heading, known.split("|")):
                free = (n for n, name in enumerate(names) if n not in found.values() and _is(heading, name, exactly))
                place = next(free, None)
                if place is not None:
                    found[field] = place
                    break
    return found


def plain_heading(heading: str) -> str:
    """A heading as it is compared: without case, signs and the s of a plural; "" for what is too long to be one."""
    if len(heading) > _LONGEST_HEADING:
        return ""
    words = re.sub(r"[^\w£]+", " ", heading.casefold().replace("(s)", "").replace("&", " and ")).split()
    return " ".join(word.rstrip("s") if len(word) > 2 else word for word in words)


def _is(heading: str, name: str, exactly: bool) -> bool:
    return heading == name if exactly else f" {heading} " in f" {name} "
