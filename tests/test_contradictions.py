"""What does not fit: each rule by a small school in which just that does not fit, and a school in which all does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.contradictions import (
    KINDS,
    Apart,
    Contradiction,
    Known,
    contradictions,
    current,
    is_high,
    is_low,
    of_kind,
    since_the_last_full,
)
from evaluation.evidence.freshness import HALF_LIVES
from evaluation.evidence.records import Evidence
from evaluation.plan.causes import Gap, origins
from evaluation.plan.records import Action, Cause, PlanRecord
from evaluation.records import Mark, Point, SessionRecord
from evaluation.terms import Term
from tests.plan.sample import PLAN, action, from_point, says, shows
from tests.sample import CARD, LETTER, OLD, OURS, inspection, library, session

LIBRARY = library()
TODAY = date(2026, 11, 27)
TERM = Term("Autumn term 2026", date(2026, 9, 1))
HELD = date(2026, 10, 13)
JUDGED = {"teaching": "expected_standard", "attendance": "expected_standard"}
DATA = Evidence("data", "Registers", "data", TODAY - timedelta(days=9), strands=((OURS.id, "attendance"),))
SURVEY = Evidence("survey", "Survey", "voice", TODAY - timedelta(days=9), "pupils", strands=((OURS.id, "attendance"),))


def known(**more: Any) -> Known:
    """A school in which everything fits: judged this term, nothing high, nothing found, nothing due."""
    return Known(**{"library": LIBRARY, "term": TERM, "half_lives": HALF_LIVES, "records": [judged(JUDGED)], **more})


def judged(grades: Mapping[str, str | None], marks: Mapping[str, Mark] | None = None, **more: Any) -> SessionRecord:
    return session(more.pop("held_on", HELD), grades, marks=marks, **more)


def found(school: Known) -> list[tuple[str, str]]:
    return [(each.kind, each.sentence) for each in contradictions(school, TODAY)]


def only(school: Known) -> Contradiction:
    (one,) = contradictions(school, TODAY)
    return one


def test_nothing_is_said_of_a_school_in_which_everything_fits() -> None:
    assert found(known()) == []


def test_nothing_is_said_of_a_school_that_has_nothing_yet() -> None:
    assert found(known(records=[])) == []


# ------------------------------------------------------------------ what we say of ourselves


def test_a_grade_above_what_the_marks_allow() -> None:
    grades = {**JUDGED, "teaching": "expected_standard"}
    one = only(known(records=[judged(grades, {"t.u1": "met", "t.e1": "not_met"})]))
    assert one.kind == "above_marks"
    assert one.sentence == "Teaching: we chose Expected standard, and the marks allow at most Needs attention."
    assert dict(one.place.query)["strand"] == "teaching"


def test_a_grade_that_the_marks_support_or_still_allow_is_no_contradiction() -> None:
    for marks in ({"t.u1": "met", "t.e1": "met"}, {"t.u1": "met"}, {}):
        assert found(known(records=[judged(JUDGED, marks)])) == []


HIGH = {**JUDGED, "attendance": "strong_standard"}


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([], "Strong standard rests on no evidence in the register."),
        (
            [replace(DATA, describes_on=date(2025, 1, 8))],
            "Strong standard rests on stale evidence only; the latest describes 8 January 2025.",
        ),
        ([DATA], "Strong standard rests on one side only: data."),
    ],
)
def test_a_high_grade_on_weak_evidence(pieces: list[Evidence], words: str) -> None:
    one = only(known(records=[judged(HIGH)], evidence=pieces))
    assert (one.kind, one.sentence) == ("weak_evidence", f"Attendance: {words}")
    assert one.place.page == "evidence"


def test_a_high_grade_on_several_sides_fits() -> None:
    assert found(known(records=[judged(HIGH)], evidence=[DATA, SURVEY])) == []


def test_strands_that_were_not_judged_since_the_term_began() -> None:
    last_term = judged(JUDGED, held_on=date(2026, 5, 1))
    assert found(known(records=[last_term])) == [
        (
            "not_judged",
            "Our strands 2025: no strand has been judged since the autumn term 2026 began on 1 September 2026.",
        )
    ]
    this_term = judged({"teaching": "expected_standard", "attendance": None})
    assert found(known(records=[this_term])) == [
        ("not_judged", "Attendance has not been judged since the autumn term 2026 began on 1 September 2026.")
    ]


def test_what_is_judged_in_an_open_self_evaluation_counts_as_judged_this_term() -> None:
    last_term = judged(JUDGED, held_on=date(2026, 5, 1))
    assert found(known(records=[judged(JUDGED, is_open=True), last_term])) == []


def test_what_stands_is_the_latest_locked_one_of_each_framework_in_force() -> None:
    records = [
        judged(JUDGED, held_on=date(2026, 11, 1), is_open=True),
        judged(JUDGED),
        judged(JUDGED, held_on=date(2026, 3, 1)),
    ]
    assert [each.evaluation.held_on for each in current(records, LIBRARY, TODAY)] == [HELD]
    ended = {OURS: LIBRARY.get(*OURS).model_copy(update={"in_force_to": date(2026, 8, 31)})}
    old = replace(LIBRARY, frameworks={**LIBRARY.frameworks, **ended})
    assert list(current(records, old, TODAY)) == []


def test_leaders_far_apart_are_said_without_names() -> None:
    apart = Apart("ours", "teaching", "Teaching", "One says Exceptional, one Needs attention: three steps apart.")
    one = only(known(apart=[apart]))
    assert one.sentence == "Teaching: One says Exceptional, one Needs attention: three steps apart."
    assert dict(one.place.query) == {"evaluation": "ours"}


# ------------------------------------------------------------------ what inspectors found

INSPECTED = inspection(date(2026, 6, 10), {"teaching": "strong_standard", "attendance_behaviour": "expected_standard"})


def test_a_self_evaluation_far_from_the_last_inspection() -> None:
    seen = inspection(date(2026, 6, 10), {"teaching": "exceptional"})
    one = only(known(inspections=[seen]))
    assert one.kind == "far_from_inspection"
    assert one.sentence == (
        "Teaching: we say Expected standard (13 October 2026), inspectors said Exceptional (10 June 2026): "
        "two steps lower."
    )


def test_one_step_from_the_inspection_and_other_scales_are_no_contradiction() -> None:
    assert found(known(inspections=[INSPECTED])) == []
    assert found(known(inspections=[inspection(date(2026, 6, 10), {"quality": "outstanding"}, OLD)])) == []


def test_an_older_inspection_is_not_asked_where_a_later_one_can_be_compared() -> None:
    older = inspection(date(2023, 6, 10), {"teaching": "exceptional"})
    assert found(known(inspections=[INSPECTED, older])) == []


def test_a_later_visit_to_one_strand_hides_nothing_that_was_found_of_the_others() -> None:
    visit = inspection(date(2026, 9, 20), {"attendance_behaviour": "expected_standard"}, kind="monitoring")
    card = inspection(date(2026, 6, 10), {"teaching": "exceptional", "attendance_behaviour": "exceptional"})
    found_kinds = [each.sentence.split(":")[0] for each in contradictions(known(inspections=[visit, card]), TODAY)]
    assert found_kinds == ["Teaching"]


LOW = inspection(date(2026, 6, 10), {"attendance_behaviour": "needs_attention"})


def plan(*actions: Action, **more: Any) -> dict[str, Any]:
    record = PlanRecord(PLAN, actions, **more)
    return {"plans": [record], "origins": origins(actions, [LOW], [])}


def test_a_low_finding_without_an_agreed_action() -> None:
    one = only(known(inspections=[LOW], **plan(action("calls", agreed=False))))
    assert one.kind == "no_action"
    assert one.sentence == (
        "Attendance and behaviour: inspectors said Needs attention (10 June 2026), and no agreed action is about it."
    )
    assert one.cause == Cause("finding", inspection_id=LOW.id, strand_id="attendance_behaviour")


def test_an_agreed_action_about_the_finding_its_strand_or_a_part_of_it_answers_it() -> None:
    from_finding = replace(action(), cause=Cause("finding", inspection_id=LOW.id, strand_id="attendance_behaviour"))
    for answer in (
        from_finding,
        replace(action(), strand=(CARD.id, "attendance_behaviour")),
        replace(action(), strand=(OURS.id, "attendance")),
    ):
        assert found(known(inspections=[LOW], **plan(answer))) == []
    overlapping = replace(action(), strand=(OURS.id, "send"))
    assert len(found(known(inspections=[LOW], **plan(overlapping)))) == 1


def test_an_action_that_was_due_before_inspectors_came_answers_nothing_they_found() -> None:
    before = {"starts_on": date(2025, 9, 1), "due_on": date(2026, 6, 1)}
    old = replace(action(), strand=(OURS.id, "attendance"), **before)
    kinds = [each.kind for each in contradictions(known(inspections=[LOW], **plan(old)), TODAY)]
    assert "no_action" in kinds


def test_a_recommendation_without_an_agreed_action() -> None:
    point = Point("p1", "recommendation", "Raise attendance in Year 9.")
    seen = replace(INSPECTED, points=(point,))
    gap = Gap(seen, point, False)
    one = only(known(inspections=[seen], gaps=[gap]))
    assert one.sentence == "“Raise attendance in Year 9.” was recommended (10 June 2026), and no action is agreed."
    begun = only(known(inspections=[seen], gaps=[gap._replace(draft=True)]))
    assert begun.sentence.endswith("and only a draft is begun.")


def test_what_was_found_before_the_last_full_inspection_is_history() -> None:
    before = replace(LOW, id="before", started_on=date(2022, 6, 10))
    after = replace(LOW, id="after", kind="monitoring", started_on=date(2026, 9, 10))
    assert since_the_last_full([after, INSPECTED, before]) == [after, INSPECTED]
    sentences = [sentence for _, sentence in found(known(inspections=[INSPECTED, before]))]
    assert sentences == []


# ------------------------------------------------------------------ what we said we would do


def test_an_action_past_its_day() -> None:
    late = action("calls", due_on=date(2026, 11, 20))
    one = only(known(**plan(late)))
    assert (one.kind, one.sentence) == ("past_due", "“Do calls” was due on 20 November 2026 and is not done.")
    assert dict(one.place.query)["action"] == "calls"


def test_an_action_said_to_be_done_with_nothing_to_show() -> None:
    made = action("calls")
    claimed = {"updates": (says(made, "done_claimed", date(2026, 11, 1)),)}
    one = only(known(**plan(made, **claimed)))
    assert one.kind == "nothing_to_show"
    before = shows(date(2026, 9, 30))
    assert (
        only(known(evidence=[replace(before, actions=("calls",))], **plan(made, **claimed))).kind == "nothing_to_show"
    )


def test_evidence_from_after_it_began_linked_or_named_shows_that_an_action_is_done() -> None:
    made, after = action("calls"), shows(date(2026, 10, 20))
    linked = known(
        evidence=[replace(after, actions=("calls",))],
        **plan(made, updates=(says(made, "done_claimed", date(2026, 11, 1)),)),
    )
    named = known(evidence=[after], **plan(made, updates=(says(made, "done_claimed", date(2026, 11, 1), (after.id,)),)))
    assert found(linked) == found(named) == []


# ------------------------------------------------------------------ laws


def test_kinds_come_in_their_order_and_apart() -> None:
    school = known(
        records=[judged(HIGH, held_on=date(2026, 5, 1))],
        inspections=[LOW],
        **plan(action("calls", due_on=date(2026, 11, 20))),
    )
    kinds = [each.kind for each in contradictions(school, TODAY)]
    assert kinds == sorted(kinds, key=list(KINDS).index)
    expected = ["weak_evidence", "far_from_inspection", "no_action", "past_due", "not_judged"]
    assert list(of_kind(contradictions(school, TODAY))) == expected


@pytest.mark.parametrize(
    ("scale_strand", "high", "low"),
    [
        (("card", "teaching"), {"strong_standard", "exceptional"}, {"urgent_improvement", "needs_attention"}),
        (("old", "quality"), {"good", "outstanding"}, {"inadequate", "requires_improvement"}),
        (("card", "safety"), {"met"}, {"not_met"}),
    ],
)
def test_high_and_low_are_the_halves_of_a_scale_without_its_middle(
    scale_strand: tuple[str, str], high: set[str], low: set[str]
) -> None:
    framework = LIBRARY.get(*{"card": CARD, "old": OLD}[scale_strand[0]])
    scale = framework.scale(scale_strand[1])
    assert scale is not None
    assert {grade.id for grade in scale.grades if is_high(scale, grade.id)} == high
    assert {grade.id for grade in scale.grades if is_low(scale, grade.id)} == low


@given(st.lists(st.integers(0, 1200), max_size=4), st.integers(0, 300))
def test_more_evidence_never_adds_a_contradiction(ages: list[int], age: int) -> None:
    pieces = [replace(DATA, id=f"{n}", describes_on=TODAY - timedelta(days=old)) for n, old in enumerate(ages)]
    more = replace(SURVEY, describes_on=TODAY - timedelta(days=age))
    before = found(known(records=[judged(HIGH)], evidence=pieces))
    after = found(known(records=[judged(HIGH)], evidence=[*pieces, more]))
    assert len(after) <= len(before)


def test_a_framework_without_grades_raises_nothing() -> None:
    letter = inspection(date(2026, 6, 10), {"all": None}, LETTER, "visit")
    assert found(known(inspections=[letter])) == []


def test_a_recommendation_that_an_action_answers_is_no_gap() -> None:
    made = from_point(action(), "p1")
    assert found(known(inspections=[INSPECTED], **plan(made))) == []
