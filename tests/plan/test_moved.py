"""Which standards moved since an action began: two locked self-evaluations of one edition, and no claim of why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.frameworks import FrameworkKey
from evaluation.plan.moved import NOT_BECAUSE, concerns, moved_since
from evaluation.records import Mark, SessionRecord
from tests import sample
from tests.plan.sample import action
from tests.sample import CARD, OLD, OURS, OURS_NEXT, session

LIBRARY = sample.library()
TEACHING = [(OURS.id, "teaching")]
MADE = action()  # begins on 1 October 2026
BEFORE, AFTER = date(2026, 9, 20), date(2027, 3, 5)


def held(on: date, marks: dict[str, Mark], key: FrameworkKey = OURS, **how: bool) -> SessionRecord:
    return session(on, {"teaching": "expected_standard"}, key, marks=marks, **how)


def test_a_standard_with_another_mark_is_named_with_both() -> None:
    before, after = held(BEFORE, {"t.u1": "partly", "t.e1": "met"}), held(AFTER, {"t.u1": "met", "t.e1": "met"})
    found = moved_since(MADE, TEACHING, [after, before], LIBRARY)
    assert found.standards == (("t.u1", "partly", "met"),)
    assert found.note == f"From the self-evaluation of 20 September 2026 to the one of 5 March 2027. {NOT_BECAUSE}"


def test_one_that_went_down_is_named_too() -> None:
    found = moved_since(MADE, TEACHING, [held(BEFORE, {"t.e1": "met"}), held(AFTER, {"t.e1": "not_met"})], LIBRARY)
    assert found.standards == (("t.e1", "met", "not_met"),)


def test_what_was_not_judged_has_not_moved() -> None:
    found = moved_since(MADE, TEACHING, [held(BEFORE, {}), held(AFTER, {"t.e1": "met"})], LIBRARY)
    assert found.standards == () and "No standard marked both times" in found.note


def test_the_last_before_and_the_latest_after_count_and_open_ones_do_not() -> None:
    said: dict[date, Mark] = {date(2026, 5, 1): "met", BEFORE: "not_met", date(2026, 12, 1): "partly", AFTER: "met"}
    records = [held(on, {"t.e1": mark}) for on, mark in said.items()]
    records += [held(date(2026, 9, 30), {"t.e1": "met"}, is_open=True), held(date(2027, 4, 1), {}, is_open=True)]
    assert moved_since(MADE, TEACHING, records, LIBRARY).standards == (("t.e1", "not_met", "met"),)


def test_what_was_held_on_the_first_day_is_how_it_was_before() -> None:
    assert MADE.starts_on is not None
    records = [held(MADE.starts_on, {"t.e1": "partly"}), held(AFTER, {"t.e1": "met"})]
    assert moved_since(MADE, TEACHING, records, LIBRARY).standards == (("t.e1", "partly", "met"),)


def test_another_edition_is_not_set_beside_it() -> None:
    found = moved_since(
        MADE, TEACHING, [held(BEFORE, {"t.e1": "partly"}), held(AFTER, {"t.e1": "met"}, OURS_NEXT)], LIBRARY
    )
    assert found.standards == () and "No self-evaluation under Our strands 2025 is locked since" in found.note


def test_an_action_from_an_inspection_is_followed_to_our_strand_that_is_the_same() -> None:
    records = [held(BEFORE, {"t.e1": "partly"}), held(AFTER, {"t.e1": "met"})]
    assert moved_since(MADE, [(CARD.id, "teaching")], records, LIBRARY).standards
    assert not moved_since(MADE, [(CARD.id, "money")], records, LIBRARY).standards


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ((CARD.id, "attendance_behaviour"), "attendance", True),
        ((CARD.id, "attendance_behaviour"), "send", False),
        ((OLD.id, "quality"), "teaching", True),
        ((OURS.id, "send"), "send", True),
        (("gone", "send"), "send", False),
    ],
)
def test_actions_cross_to_strands_that_are_the_same_or_a_part_but_not_to_those_that_overlap(
    theirs: tuple[str, str], ours: str, expected: bool
) -> None:
    assert concerns([theirs], OURS, ours, LIBRARY) is expected


def test_where_there_is_nothing_to_set_beside_it_the_note_says_why() -> None:
    after = held(AFTER, {"t.e1": "met"})
    notes = [
        moved_since(replace(MADE, starts_on=None), TEACHING, [after], LIBRARY).note,
        moved_since(MADE, [], [after], LIBRARY).note,
        moved_since(MADE, TEACHING, [after], LIBRARY).note,
        moved_since(MADE, TEACHING, [held(BEFORE, {})], LIBRARY).note,
    ]
    assert len(set(notes)) == 4 and all(note.endswith(".") for note in notes)
