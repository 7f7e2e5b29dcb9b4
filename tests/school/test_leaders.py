"""What each leader says of a strand, through the one door: blind until one has said one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evaluation.access import NotAllowed, Role
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey
from evaluation.records import Person
from evaluation.school import Door, School
from evaluation.school.account import UNTIL_LOCKED
from evaluation.school.leaders import StrandSaid
from evaluation.store.self_evaluations import EvaluationLocked

STRANDS = FrameworkKey("school-strands", "2025-11")
ATTENTION, EXPECTED, STRONG = "needs_attention", "expected_standard", "strong_standard"
ADA, BEN, CLEO = (f"{name}@school.example" for name in ("ada", "ben", "cleo"))
SECRET = "Heron class writes little."

SignIn = Callable[[str], School]


@pytest.fixture
def opened(school: School) -> str:
    """An open self-evaluation of today."""
    return school.self_evaluations.open(STRANDS, date.today())


@pytest.fixture
def as_person(school: School, door: Door, store_path: Path) -> SignIn:
    """The school as somebody who has signed in sees it."""
    roles = {ADA: Role.HEAD, BEN: Role.LEADER, CLEO: Role.CONTRIBUTOR, "gail@school.example": Role.GOVERNOR}
    for email, role in {**roles, "rex@elsewhere.example": Role.REVIEWER}.items():
        door.people.add(Person(email, email.split("@")[0].title(), role))

    def sign_in(email: str) -> School:
        entrance = Door.for_person(store_path, email)
        assert entrance
        return entrance.school(school.details.id)

    return sign_in


def look(school: School, evaluation: str, strand: str = "send", *revealed: str) -> StrandSaid:
    return school.leaders.shown(evaluation, revealed)[strand]


def lock(school: School, evaluation: str) -> None:
    school.self_evaluations.judge(evaluation, "send", grade=EXPECTED)
    school.self_evaluations.finish(evaluation)


# ------------------------------------------------------------------ people who sign in


def test_who_has_not_said_theirs_sees_only_how_many_have(as_person: SignIn, opened: str) -> None:
    as_person(BEN).leaders.say(opened, "send", STRONG, SECRET)
    seen = look(as_person(ADA), opened)
    assert (seen.count, seen.mine, seen.spread, seen.said, seen.names) == (1, False, None, (), ())
    assert SECRET not in repr(as_person(ADA).leaders.shown(opened))


def test_who_has_said_theirs_sees_what_everybody_says_of_that_strand_and_of_no_other(
    as_person: SignIn, opened: str
) -> None:
    ada, ben = as_person(ADA), as_person(BEN)
    for strand in ("send", "curriculum"):
        ben.leaders.say(opened, strand, STRONG, SECRET)
    assert ada.leaders.say(opened, "send", ATTENTION, "Reviews are late.")
    seen = look(ada, opened)
    assert seen.mine and seen.spread and seen.spread.far_apart
    assert [(each.name, each.grade, each.why) for each in seen.said] == [
        ("Ben", STRONG, SECRET),
        ("Ada", ATTENTION, "Reviews are late."),
    ]
    assert look(ada, opened, "curriculum").spread is None


def test_asking_to_see_it_does_not_help_somebody_who_has_signed_in(as_person: SignIn, opened: str) -> None:
    as_person(BEN).leaders.say(opened, "send", STRONG, SECRET)
    assert look(as_person(ADA), opened, "send", "send").said == ()


def test_what_one_says_anew_takes_the_place_of_what_one_said(as_person: SignIn, opened: str) -> None:
    ada = as_person(ADA)
    ada.leaders.say(opened, "send", ATTENTION, "Reviews are late.")
    assert ada.leaders.say(opened, "send", EXPECTED, "Fewer are late.", name="not looked at")
    assert not ada.leaders.say(opened, "send", EXPECTED, " Fewer are late. ")
    (said,) = look(ada, opened).said
    assert (said.who, said.name, said.grade, said.why) == (ADA, "Ada", EXPECTED, "Fewer are late.")


def test_what_is_taken_back_is_gone_and_so_is_the_sight_of_the_others(as_person: SignIn, opened: str) -> None:
    ada = as_person(ADA)
    as_person(BEN).leaders.say(opened, "send", STRONG)
    ada.leaders.say(opened, "send", ATTENTION)
    assert ada.leaders.take_back(opened, "send") and not ada.leaders.take_back(opened, "send")
    seen = look(ada, opened)
    assert (seen.count, seen.mine, seen.said) == (1, False, ())


def test_once_it_is_locked_all_leaders_see_it_and_nobody_changes_it(as_person: SignIn, opened: str) -> None:
    ada, ben = as_person(ADA), as_person(BEN)
    ben.leaders.say(opened, "send", STRONG, SECRET)
    lock(ada, opened)
    assert [each.why for each in look(as_person(CLEO), opened).said] == [SECRET]
    for change in (lambda: ben.leaders.say(opened, "send", EXPECTED), lambda: ben.leaders.take_back(opened, "send")):
        with pytest.raises(EvaluationLocked):
            change()
    ada.self_evaluations.unlock(opened, "A figure was wrong.")
    assert look(as_person(CLEO), opened).said == ()


@pytest.mark.parametrize("email", ["gail@school.example", "rex@elsewhere.example"])
def test_governors_and_people_from_outside_see_nothing_of_it(as_person: SignIn, opened: str, email: str) -> None:
    ada = as_person(ADA)
    ada.leaders.say(opened, "send", STRONG)
    as_person(BEN).leaders.say(opened, "send", ATTENTION)
    lock(ada, opened)
    ada.self_evaluations.share(opened, True)
    theirs = as_person(email)
    assert theirs.self_evaluations.one(opened).locked
    assert theirs.leaders.shown(opened) == {} and theirs.leaders.spreads(opened) == []
    with pytest.raises(NotAllowed):
        theirs.leaders.say(opened, "send", STRONG)
    with pytest.raises(NotAllowed):
        theirs.leaders.take_back(opened, "send")


# ------------------------------------------------------------------ one computer, handed round


def test_on_one_computer_a_name_is_needed_and_what_was_said_waits_until_it_is_asked_for(
    school: School, opened: str
) -> None:
    for name, grade in (("Ned", STRONG), ("Mira", ATTENTION)):
        assert school.leaders.say(opened, "send", grade, name=name)
    seen = look(school, opened)
    assert (seen.count, seen.names, seen.spread, seen.said) == (2, ("Mira", "Ned"), None, ())
    shown = look(school, opened, "send", "send")
    assert [(each.name, each.grade) for each in shown.said] == [("Ned", STRONG), ("Mira", ATTENTION)]
    with pytest.raises(FormRefused, match="Your name is missing"):
        school.leaders.say(opened, "send", STRONG)


def test_a_name_in_other_letters_is_the_same_person_on_every_strand(school: School, opened: str) -> None:
    school.leaders.say(opened, "curriculum", STRONG, name="Mira  Holt ")
    school.leaders.say(opened, "send", STRONG, name="mira holt")
    school.leaders.say(opened, "send", EXPECTED, name="MIRA HOLT")
    assert [(each.who, each.grade) for each in look(school, opened, "send", "send").said] == [("Mira Holt", EXPECTED)]
    assert school.leaders.take_back(opened, "send", "Mira Holt")


def test_nobody_at_the_computer_says_something_as_somebody_who_signs_in(as_person, school: School, opened: str) -> None:
    as_person(ADA).leaders.say(opened, "send", STRONG)
    with pytest.raises(FormRefused, match="not your e-mail"):
        school.leaders.say(opened, "send", ATTENTION, name=ADA)
    assert [each.grade for each in look(as_person(ADA), opened).said] == [STRONG]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"grade": None}, {"grade"}),
        ({"grade": "met"}, {"grade"}),
        ({"strand_id": "sport"}, {"strand"}),
        ({"why": "x" * 301}, {"why"}),
        ({"why": "a\x07b", "name": "x" * 121, "grade": None}, {"why", "name", "grade"}),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field_and_changes_nothing(
    school: School, opened: str, door: Door, fields: dict[str, str], names: set[str]
) -> None:
    before = door.revision
    given = {"strand_id": "send", "grade": STRONG, "why": "", "name": "Ned", **fields}
    with pytest.raises(FormRefused) as refused:
        school.leaders.say(opened, **given)
    assert refused.value.fields.keys() == names and door.revision == before


# ------------------------------------------------------------------ what lies apart


def test_spreads_are_of_strands_of_which_two_have_spoken_and_that_the_viewer_may_see(
    as_person: SignIn, opened: str
) -> None:
    ada, ben, cleo = as_person(ADA), as_person(BEN), as_person(CLEO)
    ada.leaders.say(opened, "curriculum", STRONG)
    ada.leaders.say(opened, "send", STRONG)
    ben.leaders.say(opened, "send", ATTENTION)
    (spread,) = ada.leaders.spreads(opened)
    assert (spread.strand.id, spread.steps, spread.far_apart) == ("send", 2, True)
    assert "Ben" not in repr(spread) and spread.sentence().endswith("two steps apart.")
    assert cleo.leaders.spreads(opened) == []
    lock(ada, opened)
    assert cleo.leaders.spreads(opened) == [spread]


def test_on_one_computer_spreads_wait_until_they_are_asked_for(school: School, opened: str) -> None:
    for name, grade in (("Ned", STRONG), ("Mira", ATTENTION)):
        school.leaders.say(opened, "send", grade, name=name)
    assert school.leaders.spreads(opened) == []
    assert [each.strand.id for each in school.leaders.spreads(opened, ["send"])] == ["send"]


# ------------------------------------------------------------------ the record of changes


def test_the_record_says_that_and_when_somebody_said_theirs_and_what_only_once_it_is_locked(
    as_person: SignIn, opened: str
) -> None:
    ada, ben = as_person(ADA), as_person(BEN)
    ben.leaders.say(opened, "send", STRONG, SECRET)
    ben.leaders.say(opened, "send", ATTENTION, SECRET)
    ben.leaders.take_back(opened, "send")
    record = [row for row in ada.settings.account() if "what ben" in row["Of"]]
    assert {row["Who"] for row in record} == {f"Ben ({BEN})"}
    assert {row["Of"] for row in record} == {f"SEND, what {BEN} says"}
    values = {row[place] for row in record for place in ("From", "To")}
    assert values == {"", UNTIL_LOCKED} and SECRET not in repr(ada.settings.changes())
    lock(ada, opened)
    told = [(r["What"], r["From"], r["To"]) for r in ada.settings.account() if "what ben" in r["Of"]]
    assert ("Grade", "Strong standard", "Needs attention") in told and ("Reason given", "", SECRET) in told


def test_what_was_said_in_a_self_evaluation_thrown_away_stays_hidden(as_person: SignIn, opened: str) -> None:
    ada = as_person(ADA)
    as_person(BEN).leaders.say(opened, "send", STRONG, SECRET)
    ada.self_evaluations.discard(opened)
    assert SECRET not in repr((ada.settings.changes(), ada.settings.account()))
    with pytest.raises(EvaluationError, match="no longer here"):
        ada.leaders.shown(opened)


def test_a_school_cannot_reach_into_anothers_self_evaluation(school: School, door: Door, opened: str) -> None:
    school.leaders.say(opened, "send", STRONG, name="Ned")
    other = door.set_up(replace(school.details, urn=999002, name="Another"))
    for reach in (
        lambda: other.leaders.shown(opened),
        lambda: other.leaders.say(opened, "send", STRONG, name="Ned"),
        lambda: other.leaders.take_back(opened, "send", "Ned"),
    ):
        with pytest.raises(EvaluationError, match="no longer here"):
            reach()
