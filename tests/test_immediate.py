"""What must not wait: what counts as serious, and how it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.frameworks import FrameworkKey, shipped
from evaluation.immediate import State, immediate, is_serious
from evaluation.records import Finding, ImmediateAction, Inspection, Point
from tests.sample import CARD, library

TODAY = date(2026, 11, 20)
FRAMEWORKS = library().frameworks
VISIT = FrameworkKey("visit-without-grades", "2020-09")
INSPECTION = Inspection(
    "one",
    "graded",
    CARD,
    date(2026, 11, 10),
    findings=(Finding("teaching", "strong_standard"), Finding("safety", "not_met", serious=True)),
    points=(
        Point("p1", "strength", "Pupils read daily."),
        Point("p2", "recommendation", "Check every gate.", "safety", serious=True),
    ),
)
ACTION = ImmediateAction("one", "p2", "Jo Patel", TODAY)


def stands(*actions: ImmediateAction, inspection: Inspection = INSPECTION) -> dict[str, State]:
    return {each.about: each.state for each in immediate([inspection], actions, FRAMEWORKS, TODAY)}


def test_what_is_serious_needs_an_owner_and_a_date_and_nothing_else_is_listed() -> None:
    found = immediate([INSPECTION], [], FRAMEWORKS, TODAY)
    assert [(each.about, each.words, each.strand, each.state) for each in found] == [
        ("finding safety", "Not met", "Safety", State.NEEDS),
        ("p2", "Check every gate.", "Safety", State.NEEDS),
    ]


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (ACTION, State.OPEN),
        (replace(ACTION, due_on=TODAY - timedelta(days=1)), State.OVERDUE),
        (replace(ACTION, owner=""), State.NEEDS),
        (replace(ACTION, due_on=None), State.NEEDS),
        (replace(ACTION, settled="done", settled_on=TODAY), State.SETTLED),
        (replace(ACTION, owner="", due_on=None, settled="referred", settled_on=TODAY), State.SETTLED),
    ],
)
def test_an_action_is_open_overdue_from_the_day_after_or_settled(action: ImmediateAction, state: State) -> None:
    assert stands(action)["p2"] is state


def test_what_is_no_longer_marked_as_serious_goes_with_its_action() -> None:
    assert "p2" not in stands(ACTION, inspection=replace(INSPECTION, points=()))


def test_what_is_withheld_says_nothing() -> None:
    assert stands(ACTION, inspection=replace(INSPECTION, findings=(), points=(), withheld=True)) == {}


def test_only_a_concern_that_goes_as_far_as_it_can_is_serious_by_itself() -> None:
    visit = shipped().get(*VISIT)
    serious = [step.name for step in visit.escalations if is_serious(Finding("barriers", None, "", step.id), visit)]
    assert serious == ["Refer now"]
    assert not is_serious(Finding("safety", "not_met"), FRAMEWORKS[CARD])


@given(st.lists(st.integers(-30, 6), max_size=8))
def test_the_most_pressing_comes_first(days: list[int]) -> None:
    points = tuple(Point(f"p{n}", "issue", "It.", serious=True) for n in range(len(days) + 1))
    actions = [ImmediateAction("one", f"p{n}", "Jo", TODAY + timedelta(days=ahead)) for n, ahead in enumerate(days)]
    found = immediate([replace(INSPECTION, findings=(), points=points)], actions, FRAMEWORKS, TODAY)
    assert found[0].action is None
    due = [each.action.due_on for each in found[1:] if each.action and each.action.due_on]
    assert due == sorted(due) and len(due) == len(days)
