"""The way from the call to publication: which moves there are and what each needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.details import FormRefused
from evaluation.frameworks import FrameworkKey
from evaluation.records import STAGES, Inspection, Stage
from evaluation.stages import ORDER, WHAT, check_move, next_stage

CARD = FrameworkKey("ofsted-report-card", "2025-11")
TODAY = date(2026, 11, 21)
HEARD = Inspection(
    "one", "report_card", CARD, date(2026, 11, 17), date(2026, 11, 18), stage="provisional", source="Entered by hand"
)

stages = st.sampled_from(list(STAGES))


def moves(inspection: Inspection, to: Stage, **given: object) -> set[str]:
    """The fields that keep an inspection from moving; none when it may."""
    asked = {"confirmed": False, "reason": "", "today": TODAY, "on": TODAY} | given
    try:
        check_move(inspection, to, **asked)
    except FormRefused as refused:
        return set(refused.fields)
    return set()


def test_the_stages_stand_in_the_order_in_which_a_school_meets_them() -> None:
    walked: list[Stage] = ["notified"]
    while following := next_stage(walked[-1]):
        walked.append(following)
    assert walked == ["notified", "on_site", "provisional", "draft", "comments", "final", "published"]
    assert set(WHAT) == set(STAGES)


@given(stages, stages)
def test_every_stage_ahead_can_be_reached_in_one_move_because_a_day_can_be_forgotten(at: Stage, to: Stage) -> None:
    refused = moves(replace(HEARD, stage=at), to, confirmed=True, reason="A slip.")
    assert refused == ({"stage"} if at == to else set())


@given(stages)
def test_publishing_never_happens_without_a_confirmation(at: Stage) -> None:
    if at != "published":
        assert moves(replace(HEARD, stage=at), "published") == {"confirmed"}


@pytest.mark.parametrize("on", [None, TODAY + timedelta(days=1), HEARD.last_day - timedelta(days=1)])
def test_publishing_needs_a_day_that_is_neither_ahead_nor_before_the_last_day(on: date | None) -> None:
    assert moves(HEARD, "published", on=on, confirmed=True) == {"on"}


@given(stages, stages)
def test_going_back_takes_a_reason_and_no_day(at: Stage, to: Stage) -> None:
    if ORDER[to] < ORDER[at]:
        assert moves(replace(HEARD, stage=at), to, on=None) == {"reason"}
        assert moves(replace(HEARD, stage=at), to, on=None, reason="Pressed too soon.") == set()


def test_a_stage_that_does_not_exist_is_refused() -> None:
    assert moves(HEARD, "leaked") == {"stage"}  # type: ignore[arg-type]
