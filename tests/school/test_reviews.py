"""Nobody reviews or audits their own, whatever name they type, and what is signed stays as it was signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey
from evaluation.plan.audit import draw, seed_for
from evaluation.plan.records import AuditJudgement, AuditLook, Cause, MidwayReview
from evaluation.records import Finding, Inspection, day
from evaluation.school import Door, School
from evaluation.store import audits, open_store
from tests.school.plan_sample import (
    BEGAN,
    CALLS,
    ENDS,
    FROM_HEARD,
    GOVERNOR,
    HEAD,
    HEARD,
    LEADER,
    OTHER,
    OUTSIDER,
    OWNER,
    PLAN,
    TODAY,
    agreed,
    piece,
    says,
)

As = Callable[[Viewer], School]
LEADERS_OWN = replace(CALLS, id="walks", what="Walk", owner="Lee Leader", owner_email=LEADER.email)
REVIEW = MidwayReview("r", "calls", TODAY, "Kit Other", "slipping", "It began late.", evidence_ids=())


@pytest.fixture
def seen_by(demo: School, store_path) -> As:
    """The demo school with two agreed actions, as a viewer sees it."""
    agreed(demo, CALLS, LEADERS_OWN)
    demo.evidence.save(piece(BEGAN, "early"))
    demo.evidence.save(piece(BEGAN + timedelta(days=1), "late"))
    return lambda viewer: Door.at(store_path, viewer).school("demo")


@pytest.fixture
def done(seen_by: As) -> As:
    """With both said to be done."""
    for action in (CALLS, LEADERS_OWN):
        seen_by(HEAD).plans.say(says(action))
    return seen_by


def test_a_review_moves_the_date_and_the_first_dates_stay_beside_it(seen_by: As) -> None:
    school = seen_by(OTHER)
    assert school.reviews.opens_on("plan") <= TODAY
    new = ENDS - timedelta(days=3)
    review = replace(REVIEW, verdict="change_course", new_due_on=new, evidence_ids=("late",))
    assert [school.reviews.review(review), school.reviews.review(review)] == [True, False]
    record = seen_by(GOVERNOR).plans.record("plan")
    calls = next(action for action in record.actions if action.id == "calls")
    assert (calls.due_on, calls.first_due_on) == (new, ENDS)
    assert [kept.reviewer_email for kept in record.reviews] == [OTHER.email]
    with pytest.raises(EvaluationError, match="stays as it was said"):
        school.reviews.review(replace(review, verdict="on_track", new_due_on=None))


@pytest.mark.parametrize("name", ["Jo Patel", "J. Patel", "mrs patel"])
def test_a_review_in_an_owners_name_is_refused(seen_by: As, name: str) -> None:
    for viewer in (LOCAL_HEAD, OTHER):
        with pytest.raises(FormRefused, match="somebody else reviews it"):
            seen_by(viewer).reviews.review(replace(REVIEW, reviewer=name, reviewer_email="other@school.example"))


def test_an_owner_who_signed_in_reviews_nothing_of_their_own_under_another_name(seen_by: As) -> None:
    school = seen_by(LEADER)
    with pytest.raises(NotAllowed, match="You own this action"):
        school.reviews.review(replace(REVIEW, action_id="walks", reviewer="Ada Head"))
    assert school.reviews.review(replace(REVIEW, reviewer="Lee Leader"))


def test_who_hands_an_action_on_neither_reviews_nor_audits_it(done: As) -> None:
    school = done(LEADER)
    for before in (CALLS, LEADERS_OWN):
        shown = next(each for each in school.plans.record("plan").actions if each.id == before.id)
        taken = replace(shown, owner="Lee Leader", owner_email=LEADER.email)
        school.plans.save_action(taken, shown)
        school.plans.save_action(replace(taken, owner="Max Roe", owner_email="max@school.example"), taken)
    with pytest.raises(NotAllowed, match="have owned it"):
        school.reviews.review(replace(REVIEW, action_id="walks", reviewer="Lee Leader"))
    with pytest.raises(FormRefused, match="owned this action"):
        done(LOCAL_HEAD).reviews.review(replace(REVIEW, action_id="walks", reviewer="Lee Leader"))
    for name, email in (("Lee Leader", LEADER.email), ("Lee Leader", ""), ("Max Roe", "max@school.example")):
        with pytest.raises(FormRefused, match="somebody else audits"):
            school.reviews.open_audit("audit", "plan", name, email)
    assert done(OTHER).reviews.open_audit("audit", "plan", "Kit Other")
    for viewer in (LEADER, replace(LEADER, role=HEAD.role)):
        with pytest.raises(NotAllowed, match="hands the audit over"):
            done(viewer).reviews.hand_over("plan", "Ada Head", HEAD.email)


def test_who_said_that_it_is_done_does_not_audit_it(seen_by: As) -> None:
    for action in (CALLS, LEADERS_OWN):
        seen_by(HEAD).plans.say(says(action, by="Kit Other"))
    with pytest.raises(FormRefused, match="somebody else audits"):
        seen_by(HEAD).reviews.open_audit("audit", "plan", "Kit Other", OTHER.email)


def test_a_claim_after_a_review_of_the_same_day_counts(seen_by: As) -> None:
    school = seen_by(OTHER)
    school.plans.say(says(LEADERS_OWN))
    school.plans.say(says(CALLS))
    school.reviews.review(replace(REVIEW, reviewer="Kit Other"))
    assert "a midway review has said otherwise" in " ".join(school.reviews.not_yet("plan"))
    school.plans.say(says(CALLS, id="again"))
    assert school.reviews.not_yet("plan") == ()


def test_nobody_sees_the_draw_before_the_audit_is_open(done: As) -> None:
    with pytest.raises(EvaluationError, match="No audit of this plan is open"):
        done(HEAD).reviews.task("plan")
    done(HEAD).reviews.open_audit("audit", "plan", "Kit Other", OTHER.email)
    todo = done(HEAD).reviews.task("plan")
    assert [each.id for each in todo.sample] == sample(done(HEAD))
    assert set(todo.reasons.values()) == {"drawn"}


def test_the_inspection_of_a_plan_is_before_it_also_where_the_plan_began_earlier(done: As) -> None:
    key = FrameworkKey("school-strands", "2025-11")
    grade = "needs_attention"
    on = PLAN.starts_on + timedelta(days=5)
    found = Inspection("own", "peer_review", key, on, findings=(Finding("attendance", grade),))
    school = done(HEAD)
    school.inspections.save(found)
    other = done(OTHER)
    other.reviews.open_audit("audit", "plan", "Kit Other")
    audited(other)
    other.reviews.sign("plan", True, "All is done.")
    assert "Peer" not in " ".join(map(str, done(HEAD).reviews.before_and_after("plan", "audit")["source"]))
    school.plans.save(replace(PLAN, inspection_id="own"))
    assert day(on) in " ".join(map(str, done(HEAD).reviews.before_and_after("plan", "audit")["source"]))


def test_only_the_auditor_or_the_head_hands_over(done: As) -> None:
    done(HEAD).reviews.open_audit("audit", "plan", "Ada Head", HEAD.email)
    third = replace(OTHER, name="Uma Third", email="uma@school.example")
    with pytest.raises(NotAllowed, match="only they or the headteacher"):
        done(third).reviews.hand_over("plan", "Uma Third", third.email)
    assert done(HEAD).reviews.hand_over("plan", "Kit Other", OTHER.email)
    assert done(OTHER).reviews.hand_over("plan", "Ada Head", HEAD.email)


def test_evidence_from_before_the_start_does_not_count_in_a_review(seen_by: As) -> None:
    with pytest.raises(FormRefused, match="was there before"):
        seen_by(OTHER).reviews.review(replace(REVIEW, evidence_ids=("early", "late")))
    assert seen_by(HEAD).plans.record("plan").reviews == ()


def test_an_audit_opens_when_all_is_claimed_done_and_says_why_not(seen_by: As) -> None:
    assert any("Not done yet" in reason for reason in seen_by(GOVERNOR).reviews.not_yet("plan"))
    with pytest.raises(EvaluationError, match="Not done yet"):
        seen_by(HEAD).reviews.open_audit("audit", "plan", "Ann Smith")
    for action in (CALLS, LEADERS_OWN):
        seen_by(HEAD).plans.say(says(action))
    assert seen_by(HEAD).reviews.not_yet("plan") == ()


def sample(school: School) -> list[str]:
    """What is drawn, or will be once an audit is open."""
    record = school.plans.record("plan")
    return [action.id for action in draw(record.actions, seed_for(record))]


def other_than(school: School) -> Viewer:
    """Somebody who owns what was drawn."""
    return LEADER if "walks" in sample(school) else replace(OWNER, role=LEADER.role)


def audited(school: School) -> None:
    """All of the open audit, but for its signature."""
    todo = school.reviews.task("plan")
    for action in todo.sample:
        school.reviews.look("plan", AuditLook(action.id, True, "I saw it.", ("late",)))
    for framework_id, strand_id in todo.strands:
        edition = todo.editions[framework_id]
        scale = edition.scale(strand_id)
        assert scale is not None
        grade = scale.grades[-1].id
        school.reviews.judge("plan", AuditJudgement(framework_id, edition.version, strand_id, grade, "So."))


def test_nobody_audits_what_they_own_under_any_name(done: As) -> None:
    owner = other_than(done(HEAD))
    for name, email in ((owner.name, ""), (owner.name, owner.email), ("Ann Smith", owner.email)):
        with pytest.raises(FormRefused, match="somebody else audits"):
            done(OTHER).reviews.open_audit("audit", "plan", name, email)
    with pytest.raises(FormRefused, match="somebody else audits"):
        done(LOCAL_HEAD).reviews.open_audit("audit", "plan", owner.name, "made-up@school.example")
    assert done(owner).reviews.open_audit("audit", "plan", "Ann Smith")
    assert not done(owner).reviews.may_audit("plan")
    for act in (
        lambda: done(owner).reviews.look("plan", AuditLook(sample(done(HEAD))[0], True, "I saw it.")),
        lambda: done(owner).reviews.sign("plan", True, "All well."),
    ):
        with pytest.raises(NotAllowed, match="You own some of what was drawn"):
            act()
    assert done(OTHER).reviews.may_audit("plan")


def test_with_an_address_only_that_account_goes_on_with_an_audit_until_it_is_handed_over(done: As) -> None:
    assert done(HEAD).reviews.open_audit("audit", "plan", "Kit Other", OTHER.email)
    assert not done(HEAD).reviews.open_audit("audit", "plan", "Kit Other", OTHER.email)
    with pytest.raises(NotAllowed, match="Kit Other audits this plan"):
        done(HEAD).reviews.sign("plan", True, "All well.")
    audited(done(OTHER))
    before = sample(done(HEAD))
    assert done(HEAD).reviews.hand_over("plan", "Ada Head", HEAD.email)
    (audit,) = done(HEAD).reviews.audits("plan")
    assert (audit.looks, audit.judgements, sample(done(HEAD))) == ((), (), before)
    assert done(HEAD).reviews.may_audit("plan") and not done(OTHER).reviews.may_audit("plan")


def test_while_an_audit_is_open_its_actions_stay_as_they_are(done: As) -> None:
    head = done(HEAD)
    head.reviews.open_audit("audit", "plan", "Kit Other", OTHER.email)
    for act in (
        lambda: head.plans.save_action(replace(CALLS, id="new")),
        lambda: head.plans.save_action(replace(CALLS, what="Other")),
        lambda: head.plans.draft_from("plan", Cause("contradiction", words="It does not fit.")),
        lambda: done(OTHER).reviews.review(REVIEW),
    ):
        with pytest.raises(EvaluationError, match="audit of this plan is open"):
            act()
    assert head.plans.say(says(CALLS, id="more", progress="Still done."))


def test_a_signed_audit_is_never_changed_not_even_past_the_door(done: As, store_path) -> None:
    school = done(OTHER)
    school.reviews.open_audit("audit", "plan", "Kit Other")
    with pytest.raises(FormRefused, match="Not looked at yet"):
        school.reviews.sign("plan", True, "All well.")
    with pytest.raises(FormRefused, match="was there before"):
        school.reviews.look("plan", AuditLook(sample(school)[0], True, "I saw it.", ("early",)))
    audited(school)
    assert school.reviews.sign("plan", True, "All is done.")
    (signed,) = done(GOVERNOR).reviews.audits("plan")
    assert signed.signed_at and signed.ready and signed.auditor_email == OTHER.email
    assert signed.signed_by == OTHER.who and all(look.what and look.owner for look in signed.looks)
    for act in (
        lambda: school.reviews.sign("plan", False, "Not after all."),
        lambda: school.reviews.look("plan", AuditLook(signed.looks[0].action_id, False, "No.")),
        lambda: school.reviews.judge("plan", replace(signed.judgements[0], grade="urgent_improvement")),
        lambda: school.reviews.hand_over("plan", "Ada Head"),
    ):
        with pytest.raises(EvaluationError, match=r"open|signed"):
            act()
    with pytest.raises(EvaluationError, match="signed"), open_store(store_path).write("Somebody", "demo") as write:
        audits.save(write, replace(signed, why="Otherwise."))
    school.evidence.remove("late")
    assert done(HEAD).reviews.audits("plan") == (signed,)


@pytest.mark.parametrize("viewer", [GOVERNOR, OWNER, OUTSIDER])
def test_those_who_may_not_change_the_plan_neither_judge_nor_sign(done: As, viewer: Viewer) -> None:
    done(OTHER).reviews.open_audit("audit", "plan", "Kit Other")
    audited(done(OTHER))
    reviews = done(viewer).reviews
    assert not reviews.may_audit("plan")
    (before,) = done(HEAD).reviews.audits("plan")
    for act in (lambda: reviews.judge("plan", before.judgements[0]), lambda: reviews.sign("plan", True, "All well.")):
        with pytest.raises(NotAllowed, match=str(viewer.role)):
            act()
    assert done(HEAD).reviews.audits("plan") == (before,)
    done(OTHER).reviews.sign("plan", True, "All well.")
    with pytest.raises(NotAllowed):
        done(OUTSIDER).reviews.before_and_after("plan", "audit")


def test_before_and_after_are_shown_once_it_is_signed_and_not_before(done: As) -> None:
    school = done(OTHER)
    school.reviews.open_audit("audit", "plan", "Kit Other")
    audited(school)
    with pytest.raises(EvaluationError, match="once the audit is signed"):
        school.reviews.before_and_after("plan", "audit")
    school.reviews.sign("plan", True, "All is done.")
    frame = done(GOVERNOR).reviews.before_and_after("plan", "audit")
    assert set(frame["strand_id"]) == {"attendance"}
    before = [s for s in school.self_evaluations.all() if s.locked and s.held_on <= PLAN.starts_on]
    assert ("Self-evaluation" in " ".join(map(str, frame["source"]))) == any("attendance" in s.strands for s in before)


def test_who_may_not_know_all_of_a_plan_sees_neither_its_audit_nor_why_it_waits(done: As) -> None:
    head = done(HEAD)
    head.inspections.save(HEARD)
    head.plans.save_action(replace(CALLS, id="from", cause=FROM_HEARD))
    assert "confidential" in " ".join(done(OTHER).reviews.not_yet("plan"))
    assert "Still drafts" in " ".join(head.reviews.not_yet("plan"))
    assert done(OTHER).reviews.audits("plan") == ()
    for act in (
        lambda: done(OTHER).reviews.task("plan"),
        lambda: done(OTHER).reviews.open_audit("audit", "plan", "Kit Other"),
        lambda: done(OTHER).reviews.review(replace(REVIEW, action_id="from", reviewer="Kit Other")),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_audit_of_a_plan_that_is_gone_says_so(seen_by: As) -> None:
    with pytest.raises(EvaluationError, match="no longer here"):
        seen_by(HEAD).reviews.open_audit("audit", "nowhere", "Ann Smith")
