"""The pulse: what leaders feel, as counts of closed waves, never of fewer than five, never of one."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.plan.pulse import (
    ANSWERS,
    LEAST,
    QUESTIONS,
    WAVES,
    check_sheet,
    distribution,
    late_problem,
    not_shown,
    open_wave,
    quadrant,
)
from evaluation.plan.records import Answer, Pulse, PulseSheet
from tests.plan.sample import days

PULSE = Pulse("pulse", date(2026, 11, 2))
AFTER = date(2026, 11, 16)


def sheet(number: int, fair: Answer = "fourth", improve: Answer = "fifth", wave: str = "at_once") -> PulseSheet:
    answers: dict[str, Answer] = {question.id: "third" for question in QUESTIONS}
    return PulseSheet(f"s{number}", "pulse", wave, {**answers, "fair": fair, "improve": improve})


FIVE = [sheet(n) for n in range(5)]


def test_it_is_asked_at_once_and_after_2_6_and_12_weeks_for_two_weeks_each() -> None:
    assert [(wave.name, wave.opens(PULSE), wave.closes(PULSE)) for wave in WAVES] == [
        ("At once", date(2026, 11, 2), date(2026, 11, 15)),
        ("After 2 weeks", date(2026, 11, 16), date(2026, 11, 29)),
        ("After 6 weeks", date(2026, 12, 14), date(2026, 12, 27)),
        ("After 12 weeks", date(2027, 1, 25), date(2027, 2, 7)),
    ]


def test_each_question_has_five_steps_in_words_and_rather_not_say() -> None:
    for question in QUESTIONS:
        assert len({question.word(answer) for answer in ANSWERS}) == 6
    assert QUESTIONS[0].word("first") == "Not at all" and QUESTIONS[0].word("rather_not_say") == "Rather not say"


def test_a_sheet_is_taken_while_its_wave_is_open_with_every_question_answered() -> None:
    check_sheet(sheet(1), PULSE, date(2026, 11, 15))
    for today, wave in ((AFTER, "at_once"), (date(2026, 11, 1), "at_once"), (date(2026, 12, 1), "two_weeks")):
        with pytest.raises(EvaluationError, match="cannot be answered now"):
            check_sheet(sheet(1, wave=wave), PULSE, today)
    with pytest.raises(FormRefused) as caught:
        check_sheet(PulseSheet("s", "pulse", "at_once", {"fair": "first"}), PULSE, date(2026, 11, 2))
    assert list(caught.value.fields) == ["accurate", "improve", "believe", "my_part"]


def test_an_outcome_after_which_no_wave_is_left_cannot_be_asked_about() -> None:
    assert late_problem(PULSE, date(2027, 2, 7)) is None
    problem = late_problem(PULSE, date(2027, 2, 8))
    assert problem and "leaders could answer until 7 February 2027" in problem


def test_a_wave_without_any_sheet_does_not_read_as_if_somebody_had_answered() -> None:
    others = [PulseSheet("x", "another pulse", "at_once", FIVE[0].answers)]
    over = [f"{wave.name}: not asked, or nobody answered." for wave in WAVES]
    assert not_shown(PULSE, others, date(2027, 2, 8)) == over
    assert not_shown(PULSE, FIVE[:1], date(2027, 2, 8))[0] == "At once: fewer than five answers, so nothing is shown."


def test_counts_are_shown_by_step_once_the_wave_has_closed() -> None:
    assert distribution(PULSE, FIVE, date(2026, 11, 15)).empty
    found = distribution(PULSE, FIVE, AFTER)
    fair = found[found["question_id"] == "fair"]
    assert list(zip(fair["answer_words"], fair["count"], strict=True)) == [
        ("Not at all", 0), ("A little", 0), ("Partly", 0), ("Mostly", 5), ("Completely", 0), ("Rather not say", 0),
    ]  # fmt: skip
    assert set(found["wave"]) == {"At once"}


def test_four_answers_are_not_shown_and_rather_not_say_is_not_an_answer() -> None:
    assert distribution(PULSE, FIVE[:4], AFTER).empty
    quiet = [*FIVE[:4], sheet(4, "rather_not_say")]
    assert "fair" not in set(distribution(PULSE, quiet, AFTER)["question_id"])
    assert "improve" in set(distribution(PULSE, quiet, AFTER)["question_id"])
    assert quadrant(PULSE, quiet, WAVES[0], AFTER) == []
    assert not_shown(PULSE, quiet, AFTER) == [
        "At once: fewer than five answers to “Was it fair?”.",
        "After 2 weeks: open until 29 November 2026, and shown from the day after.",
    ]
    assert not_shown(PULSE, FIVE[:4], AFTER)[0] == "At once: fewer than five answers, so nothing is shown."


def test_the_quadrant_names_the_conversation_and_counts_the_middle_and_the_quiet_apart() -> None:
    sheets = [
        *FIVE[:2], sheet(2, "first", "fourth"), sheet(3, "fifth", "first"), sheet(4, "second", "second"),
        sheet(5, "third", "first"), sheet(6, "rather_not_say"),
    ]  # fmt: skip
    found = quadrant(PULSE, sheets, WAVES[0], AFTER)
    assert [(field.name, field.count) for field in found] == [
        ("Fair, and we need to improve", 2),
        ("Not fair, but we need to improve", 1),
        ("Fair, and little to improve", 1),
        ("Not fair, and little to improve", 1),
        ("In between", 1),
        ("Rather not say", 1),
    ]
    assert all(field.conversation.endswith(("?", ".")) for field in found[:4])
    assert quadrant(PULSE, sheets, WAVES[0], date(2026, 11, 15)) == []


one = st.builds(
    PulseSheet,
    st.uuids().map(str),
    st.just("pulse"),
    st.sampled_from([wave.id for wave in WAVES]),
    st.fixed_dictionaries({question.id: st.sampled_from(ANSWERS) for question in QUESTIONS}),
)


def seen(sheets: list[PulseSheet], today: date) -> pd.DataFrame:
    return distribution(PULSE, sheets, today)


@given(st.lists(one, max_size=40), st.integers(-5, 120))
def test_it_never_shows_fewer_than_five(sheets: list[PulseSheet], after: int) -> None:
    today = PULSE.outcome_on + days(after)
    found = seen(sheets, today)
    said = found[found["answer"] != "rather_not_say"].groupby(["question_id", "wave_id"])["count"].sum()
    assert (said >= LEAST).all()
    for wave in WAVES:
        fields = quadrant(PULSE, sheets, wave, today)
        assert not fields or sum(field.count for field in fields[:-1]) >= LEAST


@given(st.lists(st.tuples(st.integers(0, 100), one), max_size=40))
def test_what_is_shown_never_changes_by_an_answer(arriving: list[tuple[int, PulseSheet]]) -> None:
    kept: list[PulseSheet] = []
    for after, each in sorted(arriving, key=lambda pair: pair[0]):
        today = PULSE.outcome_on + days(after)
        before = seen(kept, today), [quadrant(PULSE, kept, wave, today) for wave in WAVES]
        try:
            check_sheet(each, PULSE, today)
        except EvaluationError:
            continue
        kept.append(each)
        assert open_wave(PULSE, today) is not None
        pd.testing.assert_frame_equal(before[0], seen(kept, today))
        assert before[1] == [quadrant(PULSE, kept, wave, today) for wave in WAVES]
