"""Readiness through the door: the guard first, then what is stored; and what the head sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.call.records import StrandCard
from evaluation.contradictions import of_kind
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.evidence.freshness import HALF_LIVES, Strength
from evaluation.evidence.records import Evidence
from evaluation.plan.records import Action, Plan
from evaluation.records import SchoolHoliday
from evaluation.school import Door, School
from evaluation.store.self_evaluations import ChangedMeanwhile
from tests.school.plan_sample import HEARD, SECRET

TODAY = date.today()
ATTENDANCE = ("school-strands", "attendance")


def as_(store_path: Path, role: Role) -> School:
    viewer = Viewer(f"The {role}", role, f"{role}@school.example")
    return Door.at(store_path, viewer).school("demo")


def strength(school: School, strand_id: str) -> Strength:
    return next(each for each in school.readiness.strands() if each.state.strand.id == strand_id).basis.strength


def test_a_strand_stands_on_all_evidence_that_speaks_for_it(demo: School) -> None:
    register = demo.evidence.all()
    for each in demo.readiness.strands():
        standards = {("school-strands", standard.id) for standard in each.state.strand.standards}
        assert {piece.id for piece in register if (ATTENDANCE[0], each.state.strand.id) in piece.strands} <= {
            piece.id for piece in each.pieces
        }
        assert set(each.standards) == {standard_id for _, standard_id in standards}


def test_new_evidence_shows_at_once(demo: School) -> None:
    for piece in demo.evidence.all():
        demo.evidence.remove(piece.id)
    assert strength(demo, "attendance") is Strength.NONE
    demo.evidence.save(Evidence("a", "Registers", "data", TODAY, strands=(ATTENDANCE,)))
    assert strength(demo, "attendance") is Strength.ONE_SIDE
    demo.evidence.save(Evidence("b", "Survey", "voice", TODAY, "pupils", strands=(ATTENDANCE,)))
    assert strength(demo, "attendance") is Strength.MANY


def test_the_forecast_says_what_goes_stale_by_a_day_and_how_it_stands_then(demo: School) -> None:
    for piece in demo.evidence.all():
        demo.evidence.remove(piece.id)
    assert demo.readiness.fading(TODAY + timedelta(days=900)) == ()
    demo.evidence.save(Evidence("a", "Registers", "data", TODAY, strands=(ATTENDANCE,)))
    gone = TODAY + timedelta(days=2 * HALF_LIVES["data"] + 1)
    assert demo.readiness.fading(gone - timedelta(days=1)) == ()
    (fading,) = demo.readiness.fading(gone)
    assert [(on, piece.title) for on, piece in fading.going] == [(gone, "Registers")]
    assert fading.then is Strength.STALE


def test_the_head_sets_how_fast_evidence_ages_and_goes_back(demo: School, store_path: Path) -> None:
    demo.readiness.half_life.set_all({"data": 400})
    assert demo.readiness.half_life.all() == {**HALF_LIVES, "data": 400}
    assert not demo.readiness.half_life.set_all({"data": 400})
    demo.readiness.half_life.set_all({"data": HALF_LIVES["data"]})
    assert demo.readiness.half_life.all() == HALF_LIVES
    with pytest.raises(FormRefused):
        demo.readiness.half_life.set_all({"data": 0})
    with pytest.raises(NotAllowed):
        as_(store_path, Role.LEADER).readiness.half_life.set_all({"data": 30})


def test_what_does_not_fit_is_empty_for_people_from_outside(demo: School, store_path: Path) -> None:
    assert demo.readiness.contradictions()
    outside = as_(store_path, Role.REVIEWER)
    assert outside.readiness.contradictions() == ()
    assert outside.readiness.next_dates() == ()
    assert outside.cards.all() == ()


@pytest.mark.parametrize("role", Role)
def test_nothing_under_embargo_is_in_what_does_not_fit_in_dates_or_on_cards(
    demo: School, store_path: Path, role: Role
) -> None:
    demo.inspections.save(HEARD)
    demo.plans.save(Plan("secret", SECRET, TODAY, TODAY + timedelta(days=90), "heard"))
    school = as_(store_path, role)
    said = repr((school.readiness.contradictions(), school.readiness.next_dates(50), school.cards.all()))
    assert SECRET not in said
    assert "heard" not in said or school.inspections.one("heard").withheld


def test_an_overdue_action_and_its_next_date(demo: School) -> None:
    demo.plans.save(Plan("ours", "Ours", TODAY - timedelta(days=60), TODAY + timedelta(days=60)))
    for action_id, days in (("late", -1), ("coming", 5)):
        due = TODAY + timedelta(days=days)
        demo.plans.save_action(
            Action(action_id, "ours", action_id, owner="Jo", starts_on=TODAY - timedelta(days=30), due_on=due)
        )
        demo.plans.agree(action_id)
    late = of_kind(demo.readiness.contradictions())["past_due"]
    assert [dict(each.place.query)["action"] for each in late] == ["late"]
    first = demo.readiness.next_dates()[0]
    assert (first.words, first.on) in {
        ("Due: coming", TODAY + timedelta(days=5)),
        ("Midway review of “Ours”", TODAY),
        ("Midway review of “Ours”", TODAY + timedelta(days=1)),
    }
    assert [each.on for each in demo.readiness.next_dates(50)] == sorted(
        each.on for each in demo.readiness.next_dates(50)
    )


def test_the_schools_own_holidays_say_when_the_term_began(demo: School) -> None:
    demo.clock.save_holiday(SchoolHoliday("x", "Christmas", date(2026, 12, 19), date(2027, 1, 4)))
    assert demo.readiness.term(date(2027, 1, 20)).first_on == date(2027, 1, 5)


# ------------------------------------------------------------------ cards

CARD = StrandCard(ATTENDANCE, speaker="Ann Ode", stand_in="Bo Ray", reasons=("  It rose. ", "", "Calls help."))


def test_a_card_is_kept_tidied_and_read_back(demo: School) -> None:
    assert demo.cards.save(CARD)
    assert not demo.cards.save(CARD)
    found = next(each for each in demo.cards.all() if each.said.strand == ATTENDANCE)
    assert (found.said.speaker, found.said.stand_in) == ("Ann Ode", "Bo Ray")
    assert found.reasons == ("It rose.", "Calls help.")


def test_governors_read_no_names_on_cards(demo: School, store_path: Path) -> None:
    demo.cards.save(CARD)
    assert "Ann Ode" not in repr(as_(store_path, Role.GOVERNOR).cards.all())


def test_two_people_who_change_different_fields_of_a_card_both_keep_theirs(demo: School) -> None:
    demo.cards.save(CARD)
    shown = next(each.said for each in demo.cards.all() if each.said.strand == ATTENDANCE)
    demo.cards.save(replace(shown, next_steps="More calls."), shown)
    demo.cards.save(replace(shown, speaker="Cy Fox"), shown)
    now = next(each.said for each in demo.cards.all() if each.said.strand == ATTENDANCE)
    assert (now.speaker, now.next_steps) == ("Cy Fox", "More calls.")
    with pytest.raises(ChangedMeanwhile):
        demo.cards.save(replace(shown, speaker="Dee Lim"), shown)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(CARD, reasons=("a", "b", "c", "d")),
        replace(CARD, reasons=("x" * 301,)),
        replace(CARD, evidence=("gone",)),
        replace(CARD, speaker="x" * 200),
        replace(CARD, strand=("school-strands", "nothing")),
    ],
)
def test_a_card_that_cannot_be_kept_is_refused_and_nothing_is_saved(demo: School, wrong: StrandCard) -> None:
    before = repr(demo.cards.all())
    with pytest.raises(EvaluationError):
        demo.cards.save(wrong)
    assert repr(demo.cards.all()) == before


def test_only_those_who_plan_write_cards(demo: School, store_path: Path) -> None:
    for role in (Role.CONTRIBUTOR, Role.GOVERNOR, Role.REVIEWER):
        with pytest.raises(NotAllowed):
            as_(store_path, role).cards.save(CARD)
    assert as_(store_path, Role.LEADER).cards.save(CARD)


def test_cards_and_half_lives_can_be_read_back_in_the_record_of_changes(demo: School) -> None:
    demo.cards.save(CARD)
    demo.readiness.half_life.set_all({"data": 30})
    told = [(row["In"], row["Of"], row["What"], row["To"]) for row in demo.settings.account()]
    assert ("Strand cards", "Attendance", "Who speaks", "Ann Ode") in told
    assert ("Strand cards", "Attendance", "Reasons", "It rose. Calls help.") in told
    assert ("How fast evidence ages", "Data", "Days", "30") in told
    assert LOCAL_HEAD.name in {row["Who"] for row in demo.settings.account()}
