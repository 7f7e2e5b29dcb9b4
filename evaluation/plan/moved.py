"""Which standards have another mark since an action began. That they moved does not say that the action moved them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from evaluation.comparison import COMPARABLE, related
from evaluation.evidence.records import StrandRef
from evaluation.frameworks import FrameworkKey, Library
from evaluation.plan.records import Action
from evaluation.records import Mark, SessionRecord, day

NOT_BECAUSE = "That a standard moved does not say that the action moved it."


class StandardMoved(NamedTuple):
    """A standard by its text, and its mark before an action began and now."""

    standard: str
    then: Mark
    now: Mark


@dataclass(frozen=True)
class MovedSince:
    """The standards that have another mark, and a note that says what that rests on or why there are none."""

    standards: tuple[StandardMoved, ...]
    note: str


def concerns(strands: Iterable[StrandRef], key: FrameworkKey, strand_id: str, library: Library) -> bool:
    """Whether something about these strands is about a strand of an edition: the same, a part of it or around it.

    Actions cross from framework to framework, grades do not. What merely overlaps is another thing.
    """
    for framework_id, theirs in strands:
        if (framework_id, theirs) == (key.id, strand_id):
            return True
        for other in library.frameworks:
            if other.id == framework_id and any(
                found.strand_id == theirs and found.relation in COMPARABLE
                for found in related(key, strand_id, other, library)
            ):
                return True
    return False


def moved_since(
    action: Action, strands: Iterable[StrandRef], records: Iterable[SessionRecord], library: Library
) -> MovedSince:
    """Standards of an action's strands that are marked otherwise than before it began.

    `strands` are those of its `Origin`. The last locked self-evaluation held up to the action's first day is set
    beside the latest locked one held after it of the same framework and edition. Only what was marked both times can
    have moved: "not judged" is not a mark. Raises FrameworkUnknown.
    """
    begins, strands = action.starts_on, tuple(strands)
    if begins is None or not strands:
        return MovedSince((), "It has no first day yet." if begins is None else "It is about no strand of a framework.")
    about: list[tuple[SessionRecord, tuple[str, ...]]] = []
    for record in sorted(records, key=_order):
        evaluation = record.evaluation
        ours = tuple(s for s in evaluation.strands if concerns(strands, evaluation.framework, s, library))
        if evaluation.locked and ours:
            about.append((record, ours))
    earlier = [each for each in about if each[0].evaluation.held_on <= begins]
    if not earlier:
        return MovedSince((), "No locked self-evaluation of its strand is from before it began.")
    before, ours = earlier[-1]
    held, key = before.evaluation.held_on, before.evaluation.framework
    later = [each for each, _ in about if each.evaluation.held_on > begins and each.evaluation.framework == key]
    if not later:
        edition = library.get(*key).short_name
        return MovedSince(
            (), f"No self-evaluation under {edition} is locked since it began. The one before is of {day(held)}."
        )
    now = later[-1]
    moved = tuple(
        StandardMoved(standard.text, then, after)
        for strand_id in ours
        for standard in library.get(*key).strand(strand_id).standards
        if (then := before.marks.get(standard.id)) and (after := now.marks.get(standard.id)) and then != after
    )
    note = f"From the self-evaluation of {day(held)} to the one of {day(now.evaluation.held_on)}."
    return MovedSince(moved, f"{note} {NOT_BECAUSE if moved else 'No standard marked both times has another mark.'}")


def _order(record: SessionRecord) -> tuple[date, object]:
    return record.evaluation.held_on, record.evaluation.opened_at
