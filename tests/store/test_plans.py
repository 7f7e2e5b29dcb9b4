"""What is said of a plan comes back as it was said, and what was said or signed is never written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from evaluation.errors import EvaluationError
from evaluation.plan.records import (
    Account,
    Action,
    Audit,
    AuditJudgement,
    AuditLook,
    Cause,
    MidwayReview,
    Milestone,
    Plan,
    PlanRecord,
    Update,
)
from evaluation.records import SchoolDetails
from evaluation.school import Door
from evaluation.store import Store, StoreError, Write, audits, open_store, plans
from tests.school.plan_sample import HEARD

OURS = "urn-999001"
ON, LATER = date(2026, 9, 1), date(2027, 7, 1)
AT = datetime(2026, 9, 1, 17, tzinfo=UTC)
PLAN = Plan("plan", "Our plan", ON, LATER, "heard", date(2027, 1, 10))
FULL = Action(
    "a1",
    "plan",
    "Read daily",
    Cause("contradiction", "heard", "p1", "session", "strand", "standard", "It does not fit."),
    "Because.",
    "Jo",
    "jo@school.example",
    ON,
    LATER,
    "They read.",
    "A visit",
    "£40",
    "An hour",
    "now",
    ("school-strands", "send"),
    AT,
    ON,
    LATER,
    (Milestone("m2", "Begin", ON, ON), Milestone("m1", "End", LATER)),
)
BARE = Action("a2", "plan", "Write it down")
UPDATES = tuple(Update(each, "a1", ON, "Jo", "stuck", "Slow.", "Little.", ("e1", "e2")) for each in ("u9", "u1"))
REVIEW = MidwayReview("r1", "a1", ON, "Ann", "change_course", "Slow.", LATER, ("e1",), "ann@school.example")
AUDIT = Audit(
    "audit",
    "plan",
    "Ann",
    "ann@school.example",
    4_000_000_000,
    ON,
    (AuditLook("a1", False, "Nothing.", ("e1",), "All the same."), AuditLook("a2", True, "Done.")),
    (AuditJudgement("school-strands", "2025-11", "send", "expected_standard", "So."),),
    False,
    "Not yet.",
)
RECORD = PlanRecord(PLAN, (FULL, BARE), UPDATES, (REVIEW,), (AUDIT,))


@pytest.fixture
def store(door: Door, store_path: Path) -> Store:
    """A school's store with one full plan."""
    door.set_up(SchoolDetails("", "Our school", 999001, "Primary", "Academy converter")).inspections.save(HEARD)
    store = open_store(store_path)
    with store.write("Ada", OURS) as write:
        fill(write)
    return store


def fill(write: Write) -> None:
    plans.save(write, PLAN)
    for action in RECORD.actions:
        plans.save_action(write, action)
    for update in UPDATES:
        plans.add_update(write, update)
    plans.add_review(write, REVIEW)
    audits.save(write, AUDIT)


def test_a_plan_comes_back_as_it_was_saved_and_updates_in_the_order_in_which_they_were(store: Store) -> None:
    assert [replace(record, saved={}) for record in plans.records(store, OURS)] == [RECORD]
    assert plans.records(store, "urn-999002") == []


def test_saving_the_same_again_changes_nothing_and_is_no_change(store: Store) -> None:
    before = store.revision
    with store.write("Ada", OURS) as write:
        assert not plans.save(write, PLAN)
        assert not any([plans.save_action(write, action) for action in RECORD.actions])
        assert not any([plans.add_update(write, update) for update in UPDATES])
        assert not plans.add_review(write, REVIEW)
        assert not audits.save(write, AUDIT)
    assert store.revision == before


def test_what_was_said_stays_as_it_was_said(store: Store) -> None:
    with pytest.raises(EvaluationError, match="stays as it was said"), store.write("Ada", OURS) as write:
        plans.add_update(write, replace(UPDATES[0], state="on_track"))
    with pytest.raises(EvaluationError, match="stays as it was said"), store.write("Ada", OURS) as write:
        plans.add_review(write, replace(REVIEW, verdict="on_track"))
    assert [replace(record, saved={}) for record in plans.records(store, OURS)] == [RECORD]


def test_a_signed_audit_is_never_written_again(store: Store) -> None:
    with store.write("Ada", OURS) as write:
        assert audits.save(write, replace(AUDIT, signed_at=AT))
    for changed in (AUDIT, replace(AUDIT, signed_at=AT, why="Ready after all."), replace(AUDIT, looks=())):
        with pytest.raises(EvaluationError, match="signed"), store.write("Ada", OURS) as write:
            audits.save(write, changed)
    assert plans.records(store, OURS)[0].audits == (replace(AUDIT, signed_at=AT),)


def test_a_plan_never_has_two_open_audits(store: Store) -> None:
    with pytest.raises(Exception, match="UNIQUE"), store.write("Ada", OURS) as write:
        audits.save(write, replace(AUDIT, id="other"))


def test_an_audit_handed_over_begins_afresh(store: Store) -> None:
    with store.write("Ada", OURS) as write:
        audits.save(write, replace(AUDIT, auditor="Bo", looks=(), judgements=(), ready=None, why=""))
    (audit,) = plans.records(store, OURS)[0].audits
    assert (audit.auditor, audit.looks, audit.judgements, audit.ready) == ("Bo", (), (), None)


def test_milestones_that_are_left_out_are_removed(store: Store) -> None:
    with store.write("Ada", OURS) as write:
        plans.save_action(write, replace(FULL, milestones=FULL.milestones[:1]))
    assert plans.records(store, OURS)[0].actions[0].milestones == FULL.milestones[:1]


def test_an_action_of_another_school_is_not_written_over(store: Store) -> None:
    with pytest.raises(StoreError, match="another school"), store.write("Ada", "urn-999002") as write:
        plans.save_action(write, replace(FULL, what="Ours now"))


def test_what_led_to_a_recommendation_comes_back(store: Store) -> None:
    told = Account("heard", "p1", ON, "The lead inspector", "She said it.", "We saw it too.")
    with store.write("Ada", OURS) as write:
        assert plans.save_account(write, told)
        assert not plans.save_account(write, told)
    assert plans.accounts(store, "heard") == [told]


def test_removing_a_plan_removes_all_that_was_said_in_it(store: Store) -> None:
    with store.write("Ada", OURS) as write:
        assert plans.remove(write, "plan")
    for table in ("action", "milestone", "action_update", "midway_review", "audit", "audit_look", "audit_judgement"):
        assert store.rows(f"SELECT * FROM {table}") == []


def test_what_follows_from_an_inspection_is_found_also_when_it_was_removed_since(store: Store) -> None:
    everything = {"plan", "a1", "a2", "audit"}
    assert plans.following_from(store, OURS, {"heard"}) == everything
    assert plans.following_from(store, OURS, {"other"}) == set()
    with store.write("Ada", OURS) as write:
        plans.remove(write, "plan")
    assert plans.following_from(store, OURS, {"heard"}) == everything
