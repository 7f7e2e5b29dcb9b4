"""How good evidence is: more or fresher evidence never weakens, and the words say what was counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.evidence.freshness import (
    FRESHNESS,
    HALF_LIVES,
    STRENGTHS,
    Freshness,
    Strength,
    basis,
    best,
    going_stale,
    rule,
    stale_from,
    state_of,
    words,
)
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence, EvidenceKind, Voice

TODAY = date(2026, 11, 27)


def piece(kind: EvidenceKind, age: int, voice: Voice | None = None, name: str = "") -> Evidence:
    on = TODAY - timedelta(days=age)
    return Evidence(name or f"{kind}-{age}-{voice}", name or kind, kind, on, voice)


pieces = st.builds(piece, st.sampled_from(list(EVIDENCE_KINDS)), st.integers(0, 1500), st.sampled_from([None, *VOICES]))
many = st.lists(pieces, max_size=8)


def place(strength: Strength) -> int:
    return STRENGTHS.index(strength)


def test_every_kind_has_a_half_life_to_begin_with() -> None:
    assert set(HALF_LIVES) == set(EVIDENCE_KINDS)


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (0, Freshness.FRESH),
        (60, Freshness.FRESH),
        (61, Freshness.AGEING),
        (120, Freshness.AGEING),
        (121, Freshness.STALE),
    ],
)
def test_a_piece_is_fresh_for_one_half_life_and_ageing_for_a_second(age: int, state: Freshness) -> None:
    assert state_of(piece("data", age), HALF_LIVES, TODAY) is state


@pytest.mark.parametrize(
    ("found", "strength"),
    [
        ([], Strength.NONE),
        ([piece("data", 500)], Strength.STALE),
        ([piece("data", 10)], Strength.ONE_SIDE),
        ([piece("data", 10), piece("data", 20)], Strength.ONE_SIDE),
        ([piece("data", 10), piece("work", 20)], Strength.SEVERAL),
        ([piece("voice", 10, "pupils"), piece("voice", 20, "staff")], Strength.SEVERAL),
        ([piece("data", 10), piece("voice", 20, "pupils")], Strength.MANY),
        ([piece("data", 100), piece("voice", 200, "pupils")], Strength.SEVERAL),
        ([piece("data", 500), piece("voice", 20, "pupils")], Strength.ONE_SIDE),
        ([piece("data", 10), piece("outside_view", 20)], Strength.MANY),
    ],
)
def test_strength_by_hand(found: list[Evidence], strength: Strength) -> None:
    assert basis(found, HALF_LIVES, TODAY).strength is strength


@given(many, pieces)
def test_one_more_piece_never_weakens(found: list[Evidence], more: Evidence) -> None:
    before, after = basis(found, HALF_LIVES, TODAY), basis([*found, more], HALF_LIVES, TODAY)
    assert place(after.strength) >= place(before.strength)
    assert FRESHNESS.index(after.freshness) >= FRESHNESS.index(before.freshness)


@given(many, st.data())
def test_a_later_date_never_weakens(found: list[Evidence], data: st.DataObject) -> None:
    fresher = [
        replace(each, describes_on=min(TODAY, each.describes_on + timedelta(days=data.draw(st.integers(0, 900)))))
        for each in found
    ]
    assert place(basis(fresher, HALF_LIVES, TODAY).strength) >= place(basis(found, HALF_LIVES, TODAY).strength)


@given(many, st.sampled_from(list(EVIDENCE_KINDS)), st.integers(0, 900))
def test_a_longer_half_life_never_weakens(found: list[Evidence], kind: EvidenceKind, days: int) -> None:
    longer = {**HALF_LIVES, kind: HALF_LIVES[kind] + days}
    assert place(basis(found, longer, TODAY).strength) >= place(basis(found, HALF_LIVES, TODAY).strength)


@given(many, st.integers(0, 2000))
def test_time_alone_never_strengthens(found: list[Evidence], later: int) -> None:
    then = basis(found, HALF_LIVES, TODAY + timedelta(days=later))
    assert place(then.strength) <= place(basis(found, HALF_LIVES, TODAY).strength)


@given(many, st.permutations(range(8)))
def test_the_order_of_pieces_says_nothing(found: list[Evidence], order: list[int]) -> None:
    mixed = [found[n] for n in order if n < len(found)]
    assert basis(mixed, HALF_LIVES, TODAY) == basis(found, HALF_LIVES, TODAY)


@given(many, st.integers(1, 900))
def test_the_forecast_names_what_is_stale_then_and_is_not_now(found: list[Evidence], days: int) -> None:
    by = TODAY + timedelta(days=days)
    going = [each for _, each in going_stale(found, HALF_LIVES, TODAY, by)]
    for each in found:
        now, then = state_of(each, HALF_LIVES, TODAY), state_of(each, HALF_LIVES, by)
        assert (each in going) == (now is not Freshness.STALE and then is Freshness.STALE)


@given(pieces)
def test_the_first_stale_day_is_the_day_after_two_half_lives(each: Evidence) -> None:
    on = stale_from(each, HALF_LIVES)
    assert state_of(each, HALF_LIVES, on) is Freshness.STALE
    assert state_of(each, HALF_LIVES, on - timedelta(days=1)) is Freshness.AGEING


def test_the_best_are_the_least_faded_of_different_kinds() -> None:
    data, work, survey = piece("data", 30), piece("work", 20), piece("voice", 10, "pupils")
    older_survey, stale = piece("voice", 20, "staff"), piece("data", 400)
    found = [data, stale, older_survey, work, survey]
    assert best(found, HALF_LIVES, TODAY) == (survey,)
    assert best(found, HALF_LIVES, TODAY, 2) == (survey, work)
    assert best(found, HALF_LIVES, TODAY, 9) == (survey, work, data, older_survey)


@given(many, st.integers(1, 5))
def test_the_best_are_never_stale(found: list[Evidence], most: int) -> None:
    chosen = best(found, HALF_LIVES, TODAY, most)
    assert len(chosen) <= most
    assert all(state_of(each, HALF_LIVES, TODAY) is not Freshness.STALE for each in chosen)


def test_a_basis_in_words() -> None:
    assert words(basis([], HALF_LIVES, TODAY)) == "No evidence"
    assert words(basis([piece("data", 999)], HALF_LIVES, TODAY)) == "Only stale evidence: 1 piece"
    found = [piece("data", 5), piece("voice", 9, "pupils"), piece("data", 999)]
    assert words(basis(found, HALF_LIVES, TODAY)) == "Fresh, from many sides: 3 pieces, 2 kinds, 2 voices, 1 stale"
    assert (
        words(basis([piece("data", 100)], HALF_LIVES, TODAY)) == "From one side only (ageing): 1 piece, 1 kind, 1 voice"
    )


def test_the_rule_names_the_half_lives_that_hold_here() -> None:
    said = rule({**HALF_LIVES, "data": 45}, EVIDENCE_KINDS)
    assert "data 45" in said
    assert "no inspectorate sets any" in said
