"""Our last self-evaluation before an inspection, beside what inspectors found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.comparison import (
    NO_SESSION,
    NOTICE,
    OFSTED_NOTICE,
    UNLINKED,
    Comparison,
    caution,
    compare,
    gap_words,
    session_before,
)
from evaluation.records import NOT_APPLICABLE, Finding
from tests import sample
from tests.sample import CARD, LETTER, OLD, OURS, OURS_NEXT, inspection, session

LIBRARY = sample.library()
GRADES = [grade for grade, _ in sample.REPORT_CARD]
INSPECTED = date(2026, 4, 21)


def row(comparison: Comparison, strand: str) -> pd.Series:
    return comparison.rows[comparison.rows["strand_id"] == strand].iloc[0]


def test_the_last_self_evaluation_before_the_inspection_is_used() -> None:
    sessions = [session(date(2026, 3, 1), {}), session(date(2025, 11, 1), {}), session(date(2026, 6, 1), {})]
    found = session_before(sessions, inspection(INSPECTED, {}), LIBRARY)
    assert found is sessions[0]


@pytest.mark.parametrize(
    "after_the_event",
    [
        session(date(2026, 4, 1), {}, is_open=True),
        session(date(2026, 4, 1), {}, locked_on=INSPECTED),
        session(date(2026, 4, 1), {}, locked_on=date(2026, 5, 1)),
        session(INSPECTED, {}),
    ],
    ids=["still open", "locked on the first day", "locked later", "held on the first day"],
)
def test_a_self_evaluation_that_was_not_finished_before_inspectors_came_does_not_count(after_the_event) -> None:
    assert session_before([after_the_event], inspection(INSPECTED, {}), LIBRARY) is None


def test_unlocking_to_mend_a_typo_does_not_pass_a_self_evaluation_over() -> None:
    mended = session(date(2026, 3, 1), {}, again_on=date(2026, 6, 2))
    found = session_before([session(date(2025, 11, 1), {}), mended], inspection(INSPECTED, {}), LIBRARY)
    assert found is mended


def test_where_only_the_last_locking_is_known_that_one_counts() -> None:
    def unknown(record):
        return replace(record, evaluation=replace(record.evaluation, first_locked_at=None))

    early, late = session(date(2026, 3, 1), {}), session(date(2026, 4, 1), {}, locked_on=INSPECTED)
    assert session_before([unknown(late)], inspection(INSPECTED, {}), LIBRARY) is None
    assert session_before([known := unknown(early)], inspection(INSPECTED, {}), LIBRARY) is known


def test_of_two_held_on_one_day_the_one_on_the_inspectors_scale_is_used() -> None:
    old, ours = session(date(2026, 3, 1), {}, OLD), session(date(2026, 3, 1), {}, OURS)
    for order in ([old, ours], [ours, old]):
        assert session_before(order, inspection(INSPECTED, {}, CARD), LIBRARY) is ours


@given(st.lists(st.integers(-400, 400), max_size=8))
def test_whatever_was_held_the_choice_lies_before_the_inspection_and_nothing_later_does(offsets: list[int]) -> None:
    sessions = [session(INSPECTED + timedelta(days=n), {}) for n in offsets]
    found = session_before(sessions, inspection(INSPECTED, {}), LIBRARY)
    before = [n for n in offsets if n < 0]
    assert (found.evaluation.held_on if found else None) == (INSPECTED + timedelta(max(before)) if before else None)


def test_a_gap_is_counted_in_steps_and_is_above_nothing_where_we_judged_ourselves_higher() -> None:
    ours = session(date(2026, 3, 1), {"teaching": "strong_standard", "attendance": "needs_attention"})
    found = compare(
        inspection(INSPECTED, {"teaching": "needs_attention", "attendance_behaviour": "expected_standard"}),
        ours,
        LIBRARY,
    )
    assert row(found, "teaching")["gap"] == 2
    assert row(found, "attendance")["gap"] == -1
    assert row(found, "attendance")["relation_words"] == "part of"
    assert gap_words(2) == "two steps higher" and gap_words(-1) == "one step lower" and gap_words(0) == "same"


@given(st.sampled_from(GRADES), st.sampled_from(GRADES))
def test_swapping_the_two_grades_turns_the_gap_round(ours: str, theirs: str) -> None:
    def gap(us: str, them: str) -> int:
        found = compare(inspection(INSPECTED, {"teaching": them}), session(date(2026, 3, 1), {"teaching": us}), LIBRARY)
        return int(row(found, "teaching")["gap"])

    assert gap(ours, theirs) == -gap(theirs, ours)
    assert (gap(ours, theirs) == 0) == (ours == theirs)


@pytest.mark.parametrize(
    ("strand", "our_grade", "framework", "findings", "reason"),
    [
        (
            "send",
            "strong_standard",
            CARD,
            {"attendance_behaviour": "expected_standard"},
            "partly cover the same ground",
        ),
        ("teaching", "strong_standard", OLD, {"quality": "good"}, "different scales"),
        ("teaching", "strong_standard", CARD, {"teaching": None}, "Inspectors gave no grade"),
        ("teaching", None, CARD, {"teaching": "expected_standard"}, "We had not judged"),
        ("teaching", None, CARD, {"teaching": None}, "Neither we nor inspectors"),
        ("trips", "strong_standard", CARD, {"teaching": "expected_standard"}, "Nothing in this inspection relates"),
        ("teaching", "strong_standard", LETTER, {"all": None}, "No crosswalk links"),
    ],
)
def test_what_cannot_be_compared_has_no_gap_and_says_why(strand, our_grade, framework, findings, reason) -> None:
    found = compare(inspection(INSPECTED, findings, framework), session(date(2026, 3, 1), {strand: our_grade}), LIBRARY)
    line = row(found, strand)
    assert not line["comparable"] and pd.isna(line["gap"])
    assert reason in line["reason"]


def test_every_strand_and_every_finding_has_a_row() -> None:
    ours = session(date(2026, 3, 1), {"teaching": "strong_standard", "trips": "strong_standard"})
    found = compare(inspection(INSPECTED, {"teaching": "exceptional", "money": "needs_attention"}), ours, LIBRARY)
    assert list(found.rows["strand"].fillna("-")) == ["Teaching", "Trips & visits", "-"]
    assert list(found.rows["area"].fillna("-")) == ["Teaching", "-", "Money"]
    assert found.rows["reason"].iloc[2] == "None of our strands relates to this area."


@pytest.mark.parametrize("framework", [LETTER, OLD])
def test_frameworks_that_no_crosswalk_links_stand_side_by_side_and_both_sides_say_so(framework) -> None:
    area = LIBRARY.get(*framework).strands[0].id
    ours = session(date(2026, 10, 1), {"teaching": "strong_standard"}, OURS_NEXT)
    found = compare(inspection(date(2026, 11, 1), {area: None}, framework), ours, LIBRARY)
    assert list(found.rows["reason"]) == [UNLINKED, UNLINKED]


@pytest.mark.parametrize(
    ("ours", "other", "linked"),
    [(OURS, CARD, True), (CARD, OURS, True), (OURS, OURS_NEXT, True), (OURS_NEXT, OLD, False), (OURS, LETTER, False)],
)
def test_two_frameworks_are_linked_by_a_crosswalk_in_either_direction_or_as_editions_of_one(ours, other, linked):
    assert LIBRARY.linked(ours, other) is linked


def test_what_does_not_apply_to_the_school_is_left_out() -> None:
    report = inspection(INSPECTED, {"teaching": "exceptional", "money": None})
    report = replace(report, findings=(*report.findings, Finding("safety", None, NOT_APPLICABLE)))
    found = compare(report, session(date(2026, 3, 1), {"teaching": "exceptional"}), LIBRARY)
    assert list(found.rows["area"]) == ["Teaching", "Money"]
    assert Finding("money").applies and Finding("money", "exceptional", NOT_APPLICABLE).applies


def test_an_inspection_under_a_later_edition_of_our_own_framework_can_be_compared() -> None:
    ours = session(date(2026, 3, 1), {"trips": "strong_standard"}, OURS)
    found = compare(inspection(INSPECTED, {"trips": "strong_standard"}, OURS_NEXT), ours, LIBRARY)
    assert row(found, "trips")["gap"] == 0


def test_without_a_self_evaluation_the_findings_stand_alone() -> None:
    found = compare(inspection(INSPECTED, {"teaching": "exceptional"}), None, LIBRARY)
    assert list(found.rows["their_grade_name"]) == ["Exceptional"]
    assert found.reading == "No self-evaluation was locked before this inspection began."
    assert list(found.rows["reason"]) == [NO_SESSION]
    assert found.notice == ""


ALL = {"teaching": "strong_standard", "attendance": "strong_standard", "safety": "met"}


@pytest.mark.parametrize(
    ("ours", "theirs", "reading"),
    [
        (
            ALL,
            {"teaching": "strong_standard", "attendance_behaviour": "expected_standard", "safety": "met"},
            "Of 3 strands that can be compared, we graded 2 the same as inspectors and 1 higher, by one step.",
        ),
        (
            ALL,
            {"teaching": "exceptional", "attendance_behaviour": "expected_standard", "safety": "met"},
            "Of 3 strands that can be compared, we graded 1 the same as inspectors, 1 higher, by one step "
            "and 1 lower, by one step.",
        ),
        (
            {"teaching": "exceptional", "attendance": "exceptional"},
            {"teaching": "strong_standard", "attendance_behaviour": "expected_standard"},
            "Of 2 strands that can be compared, we graded all higher than inspectors, by one or two steps.",
        ),
        (
            {"teaching": "exceptional"},
            {"teaching": "strong_standard"},
            "One strand can be compared: we graded it one step higher than inspectors.",
        ),
        (
            {"teaching": "exceptional", "trips": "exceptional"},
            {"teaching": "exceptional"},
            "One strand can be compared: we graded it the same as inspectors; "
            "1 more row of the table cannot be compared, and it says why.",
        ),
        (
            {"trips": "exceptional"},
            {"teaching": "exceptional"},
            "Nothing in this self-evaluation can be compared with this inspection; the table says why.",
        ),
    ],
)
def test_the_reading_counts_exactly(ours, theirs, reading) -> None:
    assert compare(inspection(INSPECTED, theirs), session(date(2026, 3, 1), ours), LIBRARY).reading == reading


def test_where_the_scales_differ_the_notice_says_that_grades_are_not_carried_across() -> None:
    old = inspection(INSPECTED, {"quality": "good"}, OLD)
    assert compare(old, session(date(2026, 3, 1), {"teaching": "exceptional"}), LIBRARY).notice == OFSTED_NOTICE
    card = inspection(INSPECTED, {"teaching": "exceptional"}, CARD)
    assert compare(card, session(date(2026, 3, 1), {"teaching": "exceptional"}), LIBRARY).notice == ""


def test_ofsted_is_not_quoted_about_scales_that_are_not_its_own() -> None:
    own = sample.framework(
        sample.FrameworkKey("own", "2025-01"),
        "Own",
        [sample.scale("own-scale", sample.MET)],
        [sample.strand("quality", "Quality", "own-scale")],
    )
    walk = sample.crosswalk(own.key, OLD, ("quality", "same", "quality"))
    library = sample.Library({**LIBRARY.frameworks, own.key: own}, (walk,))
    found = compare(
        inspection(INSPECTED, {"quality": "good"}, OLD), session(date(2026, 3, 1), {"quality": "met"}, own.key), library
    )
    assert found.notice == NOTICE


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        (session(date(2026, 3, 1), {}), ""),
        (None, ""),
        (session(date(2026, 3, 1), {}, locked_on=date(2026, 5, 2)), "was locked after it began, on 2 May 2026"),
        (session(date(2026, 3, 1), {}, locked_on=INSPECTED), "was locked after it began, on 21 April 2026"),
        (session(date(2026, 3, 1), {}, again_on=date(2026, 4, 2)), ""),
        (
            session(date(2026, 3, 1), {}, again_on=date(2026, 5, 2)),
            "It was unlocked and locked again on 2 May 2026, after the inspection began: "
            "what we said may have changed since.",
        ),
        (
            session(date(2026, 3, 1), {}, locked_on=date(2026, 5, 2), again_on=date(2026, 6, 3)),
            "was locked after it began, on 2 May 2026",
        ),
        (session(INSPECTED, {}), "was held after the inspection began"),
        (session(date(2026, 6, 1), {}), "was held after the inspection began"),
    ],
    ids=[
        *("in time", "none", "locked later", "locked on the first day", "locked again in time", "locked again later"),
        *("locked later and again", "held on the first day", "held later"),
    ],
)
def test_a_self_evaluation_that_may_have_known_what_inspectors_found_says_so(ours, words) -> None:
    said = caution(compare(inspection(INSPECTED, {"teaching": "exceptional"}), ours, LIBRARY))
    assert (words in said) if words else said == ""
