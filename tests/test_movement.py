"""What is said to have moved since last time."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from evaluation.movement import moved
from tests import sample
from tests.sample import OLD, OURS_NEXT, session

LIBRARY = sample.library()
GRADES = [grade for grade, _ in sample.REPORT_CARD]

AUTUMN = session(date(2025, 11, 20), {"teaching": "needs_attention", "attendance": "expected_standard", "send": None})
SPRING = session(date(2026, 3, 5), {"teaching": "expected_standard", "attendance": "expected_standard", "send": None})
NEXT = session(date(2026, 10, 2), {"teaching": "strong_standard", "attendance": None}, OURS_NEXT)
BEFORE = session(date(2025, 3, 1), {"quality": "good"}, OLD)


def test_with_no_or_one_self_evaluation_moved_says_what_will_appear() -> None:
    assert moved([], LIBRARY).note.startswith("There is no self-evaluation yet.")
    one = moved([AUTUMN], LIBRARY)
    assert one.sentences == () and "first self-evaluation" in one.note


def test_moved_says_strand_by_strand_what_rose_fell_stayed_began_and_is_missing() -> None:
    later = session(
        date(2026, 3, 5),
        {
            "teaching": "expected_standard",
            "attendance": "needs_attention",
            "send": "strong_standard",
            "trips": None,
            "safety": "met",
        },
    )
    earlier = session(
        date(2025, 11, 20),
        {"teaching": "needs_attention", "attendance": "expected_standard", "trips": "exceptional", "safety": "met"},
    )
    assert moved([later, earlier], LIBRARY).sentences == (
        "Teaching rose from Needs attention to Expected standard.",
        "Attendance fell from Expected standard to Needs attention.",
        "SEND was judged for the first time: Strong standard.",
        "Trips & visits has not been judged this time.",
        "Safety stayed at Met.",
    )


def test_a_strand_judged_long_ago_is_not_called_new() -> None:
    third = session(date(2026, 6, 1), {"teaching": "expected_standard"})
    gap = session(date(2026, 3, 5), {"teaching": None})
    assert moved([AUTUMN, gap, third], LIBRARY).sentences == (
        "Teaching was not judged last time and is now at Expected standard.",
    )


def test_across_frameworks_nothing_is_said_to_have_moved_and_the_reason_is_given() -> None:
    found = moved([BEFORE, AUTUMN], LIBRARY)
    assert found.sentences == () and "not compared" in found.note and "Old areas" in found.note


def test_across_editions_nothing_is_said_to_have_risen() -> None:
    found = moved([SPRING, NEXT], LIBRARY)
    assert found.sentences == (
        "Teaching: Expected standard before, Strong standard now.",
        "Attendance has not been judged this time.",
    )
    assert "The framework changed in between" in found.note


def test_an_open_self_evaluation_is_said_to_be_open() -> None:
    still = session(date(2026, 3, 5), {"teaching": "expected_standard"}, is_open=True)
    assert moved([AUTUMN, still], LIBRARY).note.endswith("The later one is still open.")


@given(st.sampled_from(GRADES), st.sampled_from(GRADES))
def test_rose_and_fell_follow_the_order_of_the_scale(old: str, new: str) -> None:
    pair = [session(date(2025, 11, 20), {"teaching": old}), session(date(2026, 3, 5), {"teaching": new})]
    (sentence,) = moved(pair, LIBRARY).sentences
    steps = GRADES.index(new) - GRADES.index(old)
    assert ("rose" in sentence, "fell" in sentence, "stayed" in sentence) == (steps > 0, steps < 0, steps == 0)
