"""A card for each strand: what the school wrote itself, and a draft where it wrote nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from evaluation.call.records import StrandCard
from evaluation.cards import Card, card
from evaluation.evidence.records import Evidence
from evaluation.plan.records import Action
from evaluation.records import Judgement, Mark, SelfEvaluation
from evaluation.session import Session, build
from tests.plan.sample import action
from tests.sample import OURS, library, session

TODAY = date(2026, 11, 27)
SAID = StrandCard((OURS.id, "teaching"))
PIECES = [Evidence(name, name, "data", TODAY - timedelta(days=days)) for name, days in (("A", 1), ("B", 2), ("C", 3))]


def held(why: str = "", marks: dict[str, Mark] | None = None, grade: str = "expected_standard") -> Session:
    record = session(date(2026, 10, 13), {"teaching": grade}, marks=marks)
    said = {"teaching": Judgement("teaching", grade, why)}
    return build(replace(record, judgements=said), None, library().get(*OURS))


def made(session_: Session, said: StrandCard = SAID, actions: tuple[Action, ...] = ()) -> Card:
    evaluation: SelfEvaluation = session_.evaluation
    return card(session_.framework, evaluation, session_.strands[0], said, PIECES, PIECES, actions)


def test_reasons_are_the_first_sentences_of_why() -> None:
    found = made(held("Books are kept, e.g. in Year 4. Visits agree. Mr. Lee saw it. A fourth."))
    assert found.reasons == ("Books are kept, e.g. in Year 4.", "Visits agree.", "Mr. Lee saw it.")
    assert "reasons" in found.drafted


def test_where_why_says_less_standards_that_are_met_follow_from_the_grade_down() -> None:
    assert made(held("Seen daily.", {"t.u1": "met", "t.e1": "met"})).reasons == ("Seen daily.", "t.e1", "t.u1")
    assert made(held("Seen daily.", {"t.u1": "met", "t.e1": "partly"})).reasons == ("Seen daily.", "t.u1")


def test_a_card_holds_two_pieces_of_evidence() -> None:
    assert [piece.title for piece in made(held()).evidence] == ["A", "B"]


def test_what_comes_next_are_the_actions_due_first_else_the_blockers() -> None:
    later, sooner = action("later", due_on=date(2027, 3, 1)), action("sooner", due_on=date(2027, 1, 8))
    assert made(held(), actions=(later, sooner)).next_steps == (
        "Do sooner, by 8 January 2027",
        "Do later, by 1 March 2027",
    )
    blocked = made(held(marks={"t.u1": "met", "t.e1": "not_met"}))
    assert blocked.next_steps == ("Towards Expected standard: t.e1",)


def test_what_the_school_wrote_itself_stands_in_place_of_the_draft() -> None:
    own = replace(SAID, reasons=("Our own words.",), next_steps="First.\n\nSecond.", evidence=("C",))
    found = made(held("Something else."), own)
    assert (found.reasons, found.next_steps) == (("Our own words.",), ("First.", "Second."))
    assert [piece.title for piece in found.evidence] == ["C"]
    assert found.drafted == frozenset()


def test_a_card_says_what_it_lacks() -> None:
    assert made(held()).missing == (
        "a reason",
        "what comes next",
        "somebody who speaks for it",
        "somebody who stands in",
    )
    whole = replace(SAID, speaker="Ann", stand_in="Bo", reasons=("Why.",), next_steps="Next.")
    assert made(held(), whole).missing == ()
