"""Immediate actions through the one door: who gives them an owner, who reads what, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey
from evaluation.immediate import State
from evaluation.records import Confidant, Finding, Inspection, Point
from evaluation.school import Door, School

TODAY = date.today()
GATE = Point("gate", "recommendation", "Check every gate.", "safeguarding", serious=True)
DONE = Inspection(
    "seen",
    "report_card",
    FrameworkKey("ofsted-report-card", "2025-11"),
    TODAY - timedelta(days=10),
    published_on=TODAY - timedelta(days=1),
    findings=(Finding("safeguarding", "not_met", "Checks were missing.", serious=True),),
    points=(GATE,),
)
SECRET = replace(DONE, id="secret", stage="draft", published_on=None)
LEADER = Viewer("Sam", Role.LEADER, "sam@example.org")
Seen = Callable[[Viewer], School]


@pytest.fixture
def seen(school: School, store_path: Path) -> Seen:
    return lambda viewer: Door.at(store_path, viewer).school(school.details.id)


def states(school: School) -> dict[str, State]:
    return {each.immediate.about: each.immediate.state for each in school.immediate.standing()}


def test_it_stands_until_somebody_says_that_it_is_done_or_to_whom_it_was_referred(school: School) -> None:
    school.inspections.save(DONE)
    assert states(school) == {"finding safeguarding": State.NEEDS, "gate": State.NEEDS}
    assert school.immediate.assign("seen", "gate", " Jo Patel ", TODAY + timedelta(days=6))
    assert states(school)["gate"] is State.OPEN
    assert school.immediate.settle("seen", "gate", "done", TODAY)
    assert school.immediate.settle("seen", "finding safeguarding", "referred", TODAY, "The local authority")
    assert states(school) == {}
    settled = {each.about: each.action for each in school.immediate.of(school.inspections.one("seen"))}
    assert settled["finding safeguarding"].referred_to == "The local authority"
    assert settled["gate"].owner == "Jo Patel"
    assert school.immediate.reopen("seen", "gate")
    assert states(school) == {"gate": State.OPEN}


@pytest.mark.parametrize(
    ("owner", "due_on", "field"),
    [
        (" ", TODAY, "owner"),
        ("Jo", None, "due_on"),
        ("Jo", TODAY + timedelta(days=7), "due_on"),
        ("Jo", TODAY - timedelta(days=1), "due_on"),
    ],
)
def test_it_needs_an_owner_and_a_day_earlier_than_a_week_from_now(school: School, owner, due_on, field) -> None:
    school.inspections.save(DONE)
    with pytest.raises(FormRefused) as refused:
        school.immediate.assign("seen", "gate", owner, due_on)
    assert refused.value.fields.keys() == {field}
    assert states(school)["gate"] is State.NEEDS


@pytest.mark.parametrize(
    ("how", "on", "to", "field"),
    [
        ("done", TODAY + timedelta(days=1), "", "on"),
        ("done", DONE.started_on - timedelta(days=1), "", "on"),
        ("referred", TODAY, " ", "referred_to"),
        ("forgotten", TODAY, "", "how"),
    ],
)
def test_it_is_settled_on_a_day_that_has_come_and_referred_to_somebody(school: School, how, on, to, field) -> None:
    school.inspections.save(DONE)
    with pytest.raises(FormRefused) as refused:
        school.immediate.settle("seen", "gate", how, on, to)
    assert refused.value.fields.keys() == {field}
    assert states(school)["gate"] is State.NEEDS


def test_what_is_not_serious_after_all_is_let_go_and_stays_in_the_record_of_changes(school: School) -> None:
    school.inspections.save(DONE)
    school.immediate.assign("seen", "gate", "Jo Patel", TODAY)
    school.inspections.save(replace(DONE, findings=(), points=(replace(GATE, serious=False),)))
    assert states(school) == {}
    with pytest.raises(EvaluationError, match="no longer marked as serious"):
        school.immediate.settle("seen", "gate", "done", TODAY)
    owners = [(row["Of"], row["To"]) for row in school.settings.account() if row["What"] == "Owner"]
    assert ("Check every gate.", "Jo Patel") in owners


def test_under_embargo_no_page_says_what_it_is_about_but_its_own_does(school: School, seen: Seen) -> None:
    school.inspections.save(SECRET)
    school.confidence.let_know("secret", Confidant("c", "person", LEADER.email))
    school.immediate.assign("secret", "gate", "Jo Patel", TODAY)
    for viewer in (LOCAL_HEAD, LEADER):
        standing = seen(viewer).immediate.standing()
        assert len(standing) == 2 and "gate" not in str([each.immediate.words for each in standing])
        assert all(each.immediate.inspection.withheld and not each.immediate.strand for each in standing)
        assert all(each.may_act for each in standing)
        assert "Jo Patel" not in str(standing)
    for viewer in (Viewer("Kit", Role.LEADER, "kit@example.org"), Viewer("C", Role.CONTRIBUTOR)):
        assert seen(viewer).immediate.standing() == [], "that there is something serious says what was found"
    assert "gate" not in str(school.settings.account()) and "afeguarding" not in str(
        [row for row in school.settings.account() if row["What"] in ("Owner", "By when")]
    )
    theirs = seen(LEADER)
    shown = theirs.immediate.of(theirs.inspections.in_confidence("secret", "What it found"))
    assert "Check every gate." in {each.words for each in shown}
    assert theirs.immediate.of(theirs.inspections.one("secret")) == []


def test_who_may_not_know_it_may_not_act_on_it(school: School, seen: Seen) -> None:
    school.inspections.save(SECRET)
    acts: list[Callable[[School], object]] = [
        lambda theirs: theirs.immediate.assign("secret", "gate", "Jo", TODAY),
        lambda theirs: theirs.immediate.settle("secret", "gate", "done", TODAY),
        lambda theirs: theirs.immediate.reopen("secret", "gate"),
    ]
    for viewer in (Viewer("Kit", Role.LEADER, "kit@example.org"), Viewer("C", Role.CONTRIBUTOR)):
        for act in acts:
            with pytest.raises(NotAllowed):
                act(seen(viewer))


def test_governors_read_no_names_and_reviewers_see_nothing_of_it(school: School, seen: Seen) -> None:
    school.inspections.save(DONE)
    school.immediate.assign("seen", "gate", "Jo Patel", TODAY)
    governor = seen(Viewer("G", Role.GOVERNOR))
    assert states(governor)["gate"] is State.OPEN
    assert "Jo Patel" not in str(governor.immediate.standing())
    assert "Jo Patel" not in str(governor.immediate.of(governor.inspections.one("seen")))
    reviewer = seen(Viewer("R", Role.REVIEWER))
    assert reviewer.immediate.standing() == [] == reviewer.immediate.of(reviewer.inspections.one("seen"))
