"""The file in which leaders fill in a self-evaluation offline: its sheets, headings, words, and what it hides.

`documents.session_template` writes it, `intake.session_template` reads it back; both go by what stands here.

Every place that a leader can fill in is a `Slot`. A hidden sheet holds, for each slot, the value that was exported and
its version: the number of the last entry in the record of changes about it, 0 where there is none. So two things can
be told apart when the file comes back: what a leader changed in it, and what somebody changed here meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from evaluation.frameworks import Scale
from evaluation.records import Direction, Mark

FORMAT = "1"
"""Grows when a file of an earlier make could be misread."""
SIGN = "School self-evaluation, to be filled in offline"
"""What cell A1 of the hidden sheet says, by which it is found under any name; B1 holds the format."""

START, STRANDS, STANDARDS, HIDDEN, LISTS = "Start here", "Strands", "Standards", "Do not change", "Lists"
"""The names of the sheets; the last two are hidden."""

STRAND, GRADE, WHY, DIRECTION = "Strand", "Grade", "Why", "Direction"
STANDARD, MARK, KEY = "Standard", "Mark", "Key"
"""The headings by which columns are found, wherever they stand. The column of keys is hidden."""

THEME, BAND, SHOWS, QUESTION, LAST = "Theme", "Grade band", "What would show it", "What it asks", "Last time"
CONTEXT = (THEME, BAND, SHOWS, QUESTION, LAST)
"""The headings of columns that are there to be read only."""

MARKS: Mapping[str, Mark] = {"Met": "met", "Partly": "partly", "Not yet": "not_met"}
DIRECTIONS: Mapping[str, Direction] = {"Improve": "improve", "Sustain": "sustain", "Watch": "watch"}
"""The words of the lists to choose from, as on screen; an empty cell is no mark, no direction."""

Field = Literal["value", "grade", "why", "direction"]


class Slot(NamedTuple):
    """One thing to fill in: the mark of a standard (field "value"), or a field of what is said of a strand."""

    thing: Literal["mark", "judgement"]
    part: str
    field: Field


class Exported(NamedTuple):
    """What stood in a slot when the file was made, "" for nothing, and the version of that."""

    value: str
    version: int


@dataclass(frozen=True)
class Identity:
    """Whose file it is: school and self-evaluation by id, the framework and its edition, and when it was made."""

    school_id: str
    evaluation_id: str
    framework_id: str
    framework_version: str
    made_at: str


LABELS = ("School", "Self-evaluation", "Framework", "Edition", "Made at")
"""What rows 2 to 6 of the hidden sheet are called, in the order of `Identity`; the values stand beside them."""
COLUMNS = ("Thing", "Part", "Field", "Value when exported", "Version")
"""The headings of the hidden table of slots."""


def grades_of(scale: Scale | None) -> dict[str, str]:
    """The grade ids of a scale by the words of its list, lowest first; empty without a scale."""
    return {grade.name: grade.id for grade in scale.grades} if scale else {}


def slots_of_strand(strand_id: str) -> tuple[Slot, ...]:
    """What there is to fill in of a strand itself."""
    return tuple(Slot("judgement", strand_id, field) for field in ("grade", "why", "direction"))


def slot_of_standard(standard_id: str) -> Slot:
    """What there is to fill in of a standard."""
    return Slot("mark", standard_id, "value")
