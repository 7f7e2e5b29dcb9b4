"""A self-evaluation as a leader works through it: what was said last time is never what is said now."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.records import Mark, SessionRecord
from evaluation.session import Session, Status, build
from tests import sample
from tests.sample import session

LIBRARY = sample.library()
GRADES = [grade for grade, _ in sample.REPORT_CARD]
LAST_YEAR, NOW = date(2025, 3, 1), date(2026, 3, 1)


def built(record: SessionRecord, previous: SessionRecord | None = None) -> Session:
    return build(record, previous, LIBRARY.get(*record.evaluation.framework))


def test_a_strand_is_untouched_confirmed_changed_or_judged_for_the_first_time() -> None:
    last = session(
        LAST_YEAR,
        {"teaching": "exceptional", "attendance": "strong_standard", "send": "needs_attention", "trips": None},
    )
    now = session(
        NOW,
        {
            "teaching": None,
            "attendance": "strong_standard",
            "send": "expected_standard",
            "trips": "exceptional",
            "safety": "met",
        },
    )
    found = built(now, last)
    assert {state.strand.id: state.status for state in found.strands} == {
        "teaching": Status.UNTOUCHED,
        "attendance": Status.CONFIRMED,
        "send": Status.CHANGED,
        "trips": Status.FIRST,
        "safety": Status.FIRST,
    }
    assert found.strand("teaching").last.grade == "exceptional", "last time's stands beside it"
    assert found.previous == last.evaluation
    assert found.summary() == "2 judged for the first time, 1 changed, 1 confirmed, 1 not judged yet"


@given(st.lists(st.tuples(st.sampled_from([None, *GRADES]), st.sampled_from([None, *GRADES])), min_size=4, max_size=4))
def test_what_was_said_last_time_never_counts_as_said_now(pairs: list[tuple[str | None, str | None]]) -> None:
    strands = ("teaching", "attendance", "send", "trips")
    last = session(LAST_YEAR, dict(zip(strands, (old for old, _ in pairs), strict=True)))
    now = session(NOW, dict(zip(strands, (new for _, new in pairs), strict=True)))
    found = built(now, last)
    assert found.judged == built(now).judged == sum(new is not None for _, new in pairs)
    assert sum(found.counts.values()) == len(strands)
    assert [state.judgement.grade for state in found.strands] == [new for _, new in pairs]


def test_last_times_marks_support_nothing_until_they_are_confirmed() -> None:
    last = session(LAST_YEAR, {"teaching": "expected_standard"}, marks={"t.u1": "met", "t.e1": "met"})
    now = session(NOW, {"teaching": None}, marks={"t.u1": "partly"})
    state = built(now, last).strand("teaching")
    assert state.unconfirmed_marks == {"t.e1": "met"}
    assert (state.marks, state.support.judged, state.support.grade) == ({"t.u1": "partly"}, 1, "needs_attention")


def test_a_strand_says_only_what_was_marked_under_it() -> None:
    record = session(NOW, {"teaching": None, "send": None}, marks={"t.e1": "met", "elsewhere.1": "met"})
    found = built(record)
    assert (found.strand("teaching").marks, found.strand("send").marks) == ({"t.e1": "met"}, {})


ALL_MET: dict[str, Mark] = {"t.u1": "met", "t.e1": "met"}


@pytest.mark.parametrize(
    ("grade", "marks", "words"),
    [
        ("strong_standard", {"t.e1": "not_met"}, "above Needs attention, the highest that the marks still allow"),
        ("needs_attention", ALL_MET, "below Expected standard, which the marks already support"),
        ("strong_standard", ALL_MET, "above Expected standard"),
        ("expected_standard", ALL_MET, None),
        ("needs_attention", {"t.e1": "not_met"}, None),
        ("exceptional", {}, None),
        (None, ALL_MET, None),
    ],
)
def test_a_grade_that_does_not_fit_the_marks_is_said_and_never_changed(grade, marks, words) -> None:
    state = built(session(NOW, {"teaching": grade}, marks=marks)).strand("teaching")
    said = state.beyond_support()
    assert (said is None) if words is None else (said is not None and words in said)
    assert state.judgement.grade == grade


def test_a_strand_without_standards_has_nothing_to_fit() -> None:
    assert built(session(NOW, {"send": "exceptional"})).strand("send").beyond_support() is None
