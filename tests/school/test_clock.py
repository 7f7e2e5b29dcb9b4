"""What comes next after an inspection, with the school's own holidays and lengths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from evaluation.access import NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.frameworks import FrameworkKey
from evaluation.next_steps import Due, OwnLength, State
from evaluation.records import Finding, Inspection, SchoolDetails, SchoolHoliday
from evaluation.school import Door, School

CARD = FrameworkKey("ofsted-report-card", "2025-11")
ENDED = date(2026, 1, 14)
HEARD = Inspection(
    "heard", "report_card", CARD, date(2026, 1, 13), ENDED, stage="provisional",
    findings=(Finding("inclusion", "urgent_improvement"),),
)  # fmt: skip
HALF_TERM = SchoolHoliday("half-term", "February half-term", date(2026, 2, 16), date(2026, 2, 20))


@pytest.fixture
def school(door: Door) -> School:
    made = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Academy converter"))
    made.inspections.save(HEARD)
    return made


def step(school: School, step_id: str) -> Due:
    return next(due for due in school.clock.steps("heard") if due.step.id == step_id)


def test_the_schools_own_holidays_move_what_is_not_counted_in_them(school: School) -> None:
    before = step(school, "publication").due_on
    school.clock.save_holiday(HALF_TERM)
    after = step(school, "publication").due_on
    assert (before, after) == (date(2026, 2, 25), date(2026, 3, 4))
    school.clock.remove_holiday("half-term")
    assert step(school, "publication").due_on == before


def test_a_schools_own_length_stands_with_its_source_until_it_is_taken_back(school: School) -> None:
    shipped = step(school, "draft")
    school.clock.set_length("draft", OwnLength(10, date(2026, 11, 20), "Letter of 20 November"))
    own = step(school, "draft")
    assert (own.due_on, own.source, own.own) == (date(2026, 1, 28), "Letter of 20 November", True)
    assert {s.id: length for s, length in school.clock.lengths()}["draft"].number == 10
    school.clock.reset_length("draft")
    assert step(school, "draft") == shipped


@pytest.mark.parametrize(
    ("step_id", "length", "field"),
    [
        ("draft", OwnLength(-1, None, "A letter"), "number"),
        ("draft", OwnLength(1000, None, "A letter"), "number"),
        ("draft", OwnLength(5, None, " "), "source"),
        ("draft", OwnLength(5, date.today() + timedelta(days=1), "A letter"), "confirmed_on"),
        ("lunch", OwnLength(5, None, "A letter"), "step"),
    ],
)
def test_a_length_that_cannot_be_right_is_refused(school: School, step_id: str, length: OwnLength, field: str) -> None:
    with pytest.raises(FormRefused) as refused:
        school.clock.set_length(step_id, length)
    assert set(refused.value.fields) == {field}
    assert not any(own for _, own in school.clock.lengths())


def test_a_holiday_that_ends_before_it_begins_or_lasts_for_ever_is_refused(school: School) -> None:
    for last_on in (date(2026, 2, 15), date(2027, 2, 15)):
        with pytest.raises(FormRefused, match="last day"):
            school.clock.save_holiday(replace(HALF_TERM, last_on=last_on))


def test_a_stage_reached_and_a_day_noted_settle_their_steps(school: School) -> None:
    assert step(school, "statement-academy").state is State.WAITING
    school.confidence.move("heard", "final", date(2026, 2, 2))
    assert step(school, "statement-academy").due_on == date(2026, 2, 16)
    school.clock.note_event("heard", "statement", date(2026, 2, 10))
    assert (step(school, "statement-academy").state, step(school, "draft").state) == (State.DONE, State.DONE)
    school.clock.note_event("heard", "statement", None)
    assert step(school, "statement-academy").state is not State.DONE


def test_only_the_day_that_a_notice_names_may_lie_ahead(school: School) -> None:
    tomorrow = date.today() + timedelta(days=1)
    assert school.clock.note_event("heard", "plan_due", tomorrow)
    for event, on in (("parents", tomorrow), ("published", date.today()), ("lunch", date.today())):
        with pytest.raises(FormRefused):
            school.clock.note_event("heard", event, on)


def test_who_may_not_know_the_outcome_does_not_learn_it_from_what_comes_next(school: School, door: Door) -> None:
    school.clock.note_event("heard", "statement", date(2026, 2, 10))
    leader = Door.at(door.place, Viewer("Lee", Role.LEADER, "lee@school.example")).school(school.details.id)
    for look in (leader.clock.steps, leader.clock.ladder):
        with pytest.raises(NotAllowed):
            look("heard")
    with pytest.raises(NotAllowed):
        leader.clock.note_event("heard", "statement", None)
    assert "statement" not in leader.confidence.events("heard")
    assert "statement" in school.confidence.events("heard")


def test_the_ladder_says_in_order_what_happens_if_nothing_changes(school: School) -> None:
    rungs = school.clock.ladder("heard")
    assert rungs
    assert all(rung.source for rung in rungs)
    school.inspections.save(replace(HEARD, id="fine", findings=(Finding("inclusion", "expected_standard"),)))
    assert school.clock.ladder("fine") == []


def test_a_peer_review_has_no_set_steps(school: School) -> None:
    visit = Inspection(
        "peers", "peer_review", FrameworkKey("visit-without-grades", "2020-09"), ENDED, outcome="A day well spent"
    )
    school.inspections.save(visit)
    assert school.clock.steps("peers") == [] == school.clock.ladder("peers")
