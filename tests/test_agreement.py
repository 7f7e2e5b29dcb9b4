"""How far leaders' own grades lie apart: counts and steps that anybody can check, and laws that always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.agreement import Spread, spread, talk_first
from evaluation.frameworks import Scale, shipped

CARD = shipped().get("ofsted-report-card", "2025-11")
STRAND, SAFEGUARDING = CARD.strand("inclusion"), CARD.strand("safeguarding")


def scale_of(strand_id: str) -> Scale:
    scale = CARD.scale(strand_id)
    assert scale
    return scale


FIVE, TWO = scale_of("inclusion"), scale_of("safeguarding")
URGENT, ATTENTION, EXPECTED, STRONG, EXCEPTIONAL = (grade.id for grade in FIVE.grades)
some_grades = st.lists(st.sampled_from([grade.id for grade in FIVE.grades]), max_size=12)


def of(*grades: str) -> Spread:
    return spread(STRAND, FIVE, grades)


@pytest.mark.parametrize(
    ("grades", "words"),
    [
        ([], "Nobody has said theirs yet."),
        ([STRONG], "One says Strong standard."),
        ([STRONG] * 2, "Both say Strong standard."),
        ([STRONG] * 4, "All four say Strong standard."),
        (
            [EXPECTED, ATTENTION, EXPECTED, EXPECTED],
            "Three say Expected standard, one Needs attention: one step apart.",
        ),
        ([ATTENTION, EXPECTED], "One says Expected standard, one Needs attention: one step apart."),
        (
            [URGENT, STRONG, EXPECTED, EXPECTED],
            "Two say Expected standard, one Strong standard, one Urgent improvement: three steps apart.",
        ),
        ([EXPECTED] * 11 + [STRONG], "11 say Expected standard, one Strong standard: one step apart."),
    ],
)
def test_a_spread_is_said_in_words_what_most_say_first(grades: list[str], words: str) -> None:
    assert of(*grades).sentence() == words


def test_two_steps_are_far_apart_and_one_is_not() -> None:
    assert not of(EXPECTED, STRONG).far_apart
    assert of(ATTENTION, STRONG).far_apart


def test_where_there_are_only_two_grades_one_step_is_far_apart() -> None:
    low, high = (grade.id for grade in TWO.grades)
    apart = spread(SAFEGUARDING, TWO, [high, low, high])
    assert apart.far_apart and apart.steps == 1
    assert apart.sentence() == "Two say Met, one Not met: as far apart as can be."
    assert not spread(SAFEGUARDING, TWO, [low, low]).far_apart


def test_a_grade_of_another_scale_is_refused() -> None:
    with pytest.raises(KeyError):
        of("met")


def test_what_is_far_apart_is_talked_about_first_and_what_is_agreed_not_at_all() -> None:
    one, two, three = of(EXPECTED, STRONG), of(ATTENTION, STRONG), of(URGENT, STRONG)
    agreed, alone = of(STRONG, STRONG), of(URGENT)
    assert talk_first([one, agreed, two, alone, three]) == [three, two, one]


def test_strands_of_two_scales_are_not_ranked_by_steps() -> None:
    safeguarding = spread(SAFEGUARDING, TWO, [grade.id for grade in TWO.grades])
    wide, near = of(URGENT, EXCEPTIONAL), of(EXPECTED, STRONG)
    assert talk_first([safeguarding, near, wide]) == [safeguarding, wide, near]
    assert talk_first([near, wide, safeguarding]) == [wide, safeguarding, near]


@given(some_grades, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(grades: list[str], chance) -> None:
    shuffled = grades.copy()
    chance.shuffle(shuffled)
    assert of(*shuffled) == of(*grades)
    assert of(*shuffled).sentence() == of(*grades).sentence()


@given(some_grades, st.data())
def test_somebody_who_agrees_with_somebody_changes_nothing_but_a_count(grades: list[str], data) -> None:
    before = of(*grades)
    if not grades:
        return
    after = of(*grades, data.draw(st.sampled_from(grades)))
    assert (after.steps, after.far_apart) == (before.steps, before.far_apart)
    assert after.leaders == before.leaders + 1


@given(some_grades, st.sampled_from([grade.id for grade in FIVE.grades]))
def test_another_person_never_brings_leaders_closer(grades: list[str], another: str) -> None:
    assert of(*grades, another).steps >= of(*grades).steps


@given(some_grades)
def test_everybody_counts_once_and_everybody_is_in_the_sentence(grades: list[str]) -> None:
    found = of(*grades)
    assert found.leaders == len(grades) == sum(found.counts)
    assert all(FIVE.name_of(grade) in found.sentence() for grade in grades)


@given(st.lists(some_grades, max_size=6))
def test_what_is_talked_about_is_never_closer_than_what_comes_after_it(strands: list[list[str]]) -> None:
    spreads = [of(*grades) for grades in strands]
    first = talk_first(spreads)
    assert [each.steps for each in first] == sorted((each.steps for each in spreads if each.steps), reverse=True)
