"""What there is to fill in of a self-evaluation: what is stored in each slot, its name, what is wrong with a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluation.frameworks import Framework, Strand
from evaluation.intake.session_format import (
    DIRECTION,
    DIRECTIONS,
    GRADE,
    MARK,
    MARKS,
    WHY,
    Slot,
    grades_of,
    slot_of_standard,
    slots_of_strand,
)
from evaluation.records import SessionRecord
from evaluation.school.self_evaluations import judgement_problems

NOTHING = "Nothing"
"""What stands for an empty slot."""
_FIELDS = {"value": MARK, "grade": GRADE, "why": WHY, "direction": DIRECTION}


class Names:
    """What slots and their values are called on screen, and what is wrong with a value."""

    def __init__(self, framework: Framework, strands: Sequence[Strand]) -> None:
        self._framework = framework
        self._strands = {strand.id: strand for strand in strands}
        self._standards = {standard.id: (strand, standard) for strand in strands for standard in strand.standards}

    def of(self, slot: Slot) -> tuple[str, str]:
        """The strand's name, and what of it: a standard's words or a field."""
        if slot.thing == "mark":
            strand, standard = self._standards[slot.part]
            return strand.name, standard.text
        return self._strands[slot.part].name, _FIELDS[slot.field]

    def words(self, slot: Slot, value: str) -> str:
        """A value in words, "Nothing" for none."""
        names: Mapping[str, str] = {}
        if slot.field == "value":
            names = MARKS
        elif slot.field == "direction":
            names = DIRECTIONS
        elif slot.field == "grade":
            names = grades_of(self._framework.scale(slot.part))
        return next((name for name, key in names.items() if key == value), value) or NOTHING

    def problem(self, slot: Slot, value: str) -> str:
        """What is wrong with a value, in the words of the screen where it is typed; "" where nothing is."""
        if slot.thing == "mark" or not value:
            return ""
        strand = self._strands[slot.part]
        given = {field: value if field == slot.field else None for field in ("grade", "why", "direction")}
        found = judgement_problems(strand, self._framework.scale(strand.id), **given)
        return found[slot.field] or ""


def values_of(record: SessionRecord, strands: Iterable[Strand]) -> dict[Slot, str]:
    """What is stored in every slot of these strands, "" for nothing."""
    return dict(_each_value(record, strands))


def _each_value(record: SessionRecord, strands: Iterable[Strand]) -> Iterator[tuple[Slot, str]]:
    for strand in strands:
        said = record.judgements.get(strand.id)
        for slot in slots_of_strand(strand.id):
            yield slot, (getattr(said, slot.field) if said else None) or ""
        for standard in strand.standards:
            yield slot_of_standard(standard.id), record.marks.get(standard.id) or ""
