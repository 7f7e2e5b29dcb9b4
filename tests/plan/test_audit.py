"""The final audit: a drawn sample, looked at by somebody who owns none of it, and signed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.evidence.records import StrandRef
from evaluation.frameworks import Framework, FrameworkKey, shipped
from evaluation.plan import audit as rules
from evaluation.plan.causes import Origin, origins
from evaluation.plan.outcome import Before, before_and_after
from evaluation.plan.owners import owns
from evaluation.plan.records import Action, Audit, AuditJudgement, AuditLook, MidwayReview, PlanRecord
from tests.plan.sample import INSPECTION, PLAN, TODAY, action, all_done, days, from_point, says, shows

CARD = FrameworkKey("ofsted-report-card", "2026-09")
EDITIONS: dict[str, Framework] = {CARD.id: shipped().get(*CARD)}
ATTENDANCE: StrandRef = (CARD.id, "attendance_behaviour")
SAFE: StrandRef = (CARD.id, "safeguarding")
SIGNED = datetime(2027, 6, 20, 16)

CALLS = replace(action("calls"), strand=ATTENDANCE)
CHECKS = replace(action("checks", "Ann Ode"), strand=SAFE)
RECORD = all_done(CALLS, CHECKS)


def to_do(record: PlanRecord = RECORD, audit: Audit | None = None) -> rules.Task:
    return rules.task(record, origins(record.actions, [], []), EDITIONS, audit)


def begun(record: PlanRecord = RECORD) -> Audit:
    return rules.opened("audit", record, to_do(record), "Kim Bo", "kim@trust", TODAY)


def everything(sample: rules.Task, done: bool = True, grade: str = "expected_standard", safe: str = "met") -> Audit:
    """An audit in which all is looked at and judged."""
    audit = begun()
    for each in sample.sample:
        audit = rules.with_look(audit, AuditLook(each.id, done or each == CHECKS, "Seen."), sample, {})
    for framework_id, strand_id in sample.strands:
        said = safe if strand_id == "safeguarding" else grade
        audit = rules.with_judgement(audit, AuditJudgement(framework_id, CARD.version, strand_id, said), sample)
    return audit


def sign(
    audit: Audit, ready: bool | None, why: str, todo: rules.Task | None = None, record: PlanRecord = RECORD
) -> Audit:
    statement = rules.Statement(ready, why, "Kim Bo (kim@trust)")
    return rules.signed(audit, statement, record, todo or BOTH, {}, SIGNED)


BOTH = rules.Task((CALLS, CHECKS), (ATTENDANCE, SAFE), frozenset({"checks"}), EDITIONS, {})


def test_it_opens_when_every_agreed_action_is_said_to_be_done_and_no_draft_is_left() -> None:
    assert rules.not_yet(RECORD, TODAY) == ()
    assert rules.not_yet(PlanRecord(PLAN), TODAY) == ("No action of this plan is agreed yet.",)
    with_more = replace(RECORD, actions=(*RECORD.actions, action("new", agreed=False), action("open")))
    assert rules.not_yet(with_more, TODAY) == (
        "Still drafts, to be agreed or removed: “Do new”.",
        "Not done yet, as their owners say: “Do open”.",
    )


def test_a_claim_that_a_midway_review_doubts_is_said_again_first() -> None:
    review = MidwayReview("r", "calls", TODAY, "Sam Lee", "slipping", "Not daily.")
    assert rules.not_yet(replace(RECORD, reviews=(review,)), TODAY) == (
        "Said to be done, but a midway review has said otherwise since: “Do calls”.",
    )


def test_only_one_audit_is_open_and_until_it_is_signed_the_actions_stay_as_they_are() -> None:
    open_now = replace(RECORD, audits=(begun(),))
    assert rules.not_yet(open_now, TODAY) == ("An audit of this plan is open already.",)
    with pytest.raises(EvaluationError, match="once it is signed"):
        rules.require_no_open_audit(open_now)
    rules.require_no_open_audit(replace(RECORD, audits=(replace(begun(), signed_at=SIGNED),)))


def test_the_draw_is_a_third_rounded_up_and_can_be_repeated() -> None:
    ten = [action(f"a{n}") for n in range(10)]
    assert [each.id for each in rules.draw(ten, 7)] == ["a0", "a2", "a3", "a9"]
    assert [each.id for each in rules.draw(ten, 7, ["a1"])] == ["a0", "a1", "a2", "a3", "a9"]


many = st.lists(st.text("abcdef0123", min_size=1, max_size=6), unique=True, max_size=30)


@given(many, st.integers(0, 2**32 - 1), st.randoms(use_true_random=False), st.data())
def test_a_draw_has_a_third_and_all_that_must_be_in_it_whatever_the_order(
    ids: list[str], seed: int, mixed: random.Random, data: st.DataObject
) -> None:
    always = set(data.draw(st.lists(st.sampled_from(ids)))) if ids else set()
    actions = [action(each) for each in ids] + [action(f"{each} draft", agreed=False) for each in ids]
    drawn = rules.draw(actions, seed, always)
    assert {each.id for each in drawn} <= set(ids) and always <= {each.id for each in drawn}
    plain = rules.draw(actions, seed)
    assert len(plain) * 3 >= len(ids) > (len(plain) - 1) * 3 or not ids
    assert len(drawn) <= len(plain) + len(always)
    mixed.shuffle(actions)
    assert rules.draw(actions, seed, always) == drawn


def test_every_draw_has_each_action_in_it_for_some_seed() -> None:
    ten = [action(f"a{n}") for n in range(10)]
    assert {each.id for seed in range(40) for each in rules.draw(ten, seed)} == {each.id for each in ten}


def test_an_action_that_is_added_does_not_shuffle_the_others() -> None:
    nine = [action(f"a{n}") for n in range(9)]
    before = {each.id for each in rules.draw(nine, 3)}
    assert before - {each.id for each in rules.draw([*nine, action("new")], 3)} == set()


def test_asking_again_does_not_give_another_draw() -> None:
    seed = rules.seed_for(RECORD)
    assert seed == rules.seed_for(RECORD) == begun().seed
    after = replace(RECORD, audits=(replace(begun(), signed_at=SIGNED),))
    assert rules.seed_for(after) != seed


def test_safeguarding_is_always_drawn() -> None:
    plain = [action(f"a{n}") for n in range(9)]
    point = from_point(action("adults"), "p2")
    words = replace(action("words"), what="Train everyone in safeguarding")
    part_3 = replace(action("iss"), strand=("independent-school-standards", "part_3"))
    found = origins([*plain, point, words, part_3, CHECKS], [INSPECTION], [])
    assert {i for i, origin in found.items() if origin.safeguarding} == {"adults", "words", "iss", "checks"}
    record = all_done(*plain, point, words, part_3, CHECKS)
    sample = rules.task(record, found, EDITIONS).sample
    assert {"adults", "words", "iss", "checks"} <= {each.id for each in sample}


@pytest.mark.parametrize("name", ["", "—"])
def test_an_auditor_is_named(name: str) -> None:
    with pytest.raises(FormRefused, match="Who audits it is missing"):
        rules.check_auditor(RECORD, [], name)


def test_an_owner_of_what_was_drawn_is_refused_and_the_sample_stays() -> None:
    with pytest.raises(FormRefused, match=r"Ann Ode owns some of what was drawn.*“Do checks”"):
        rules.opened("audit", RECORD, to_do(), "Ann Ode", "", TODAY)
    unsampled = [each for each in RECORD.actions if each not in to_do().sample]
    for each in unsampled:
        rules.check_auditor(RECORD, to_do().sample, each.owner)


@given(st.lists(st.sampled_from(["Jo Patel", "Sam Lee", "Ann Ode"]), min_size=1, max_size=12), st.text(max_size=5))
def test_no_audit_is_opened_or_signed_by_an_owner_of_what_was_drawn(owners: list[str], plan_id: str) -> None:
    actions = [action(f"a{n}", owner) for n, owner in enumerate(owners)]
    record = replace(all_done(*actions), plan=replace(PLAN, id=plan_id))
    sample = to_do(record)
    for name in set(owners):
        try:
            audit = rules.opened("audit", record, sample, name, "", TODAY)
        except FormRefused:
            assert any(owns(each, name) for each in sample.sample)
            continue
        assert not any(owns(each, name) for each in sample.sample)
        stolen = replace(sample, sample=tuple(replace(each, owner=name) for each in sample.sample))
        with pytest.raises(FormRefused, match="owns some"):
            sign(audit, False, "Why.", stolen, record)


def test_another_auditor_begins_afresh_on_the_same_sample() -> None:
    audit = rules.handed_over(everything(BOTH), RECORD, BOTH, "Lu Wei", "lu@trust")
    assert (audit.auditor, audit.looks, audit.judgements, audit.seed) == ("Lu Wei", (), (), begun().seed)
    assert audit.also_owns == 0
    with pytest.raises(FormRefused):
        rules.handed_over(audit, RECORD, BOTH, "Jo Patel", "")


def test_what_was_found_not_done_stays_when_it_is_handed_over_until_it_is_looked_at_again() -> None:
    audit = rules.handed_over(everything(BOTH, done=False), RECORD, BOTH, "Lu Wei", "lu@trust")
    assert [(look.action_id, look.done, look.again) for look in audit.looks] == [("calls", False, True)]
    with pytest.raises(FormRefused, match="Not looked at yet: “Do calls”, “Do checks”"):
        sign(audit, False, "Why.")
    audit = rules.with_look(audit, replace(audit.looks[0], seen="Still not."), BOTH, {})
    assert [look.again for look in audit.looks] == [False]


def test_what_is_signed_is_asked_for_again() -> None:
    audit = rules.with_look(everything(BOTH), AuditLook("calls", True, "Seen.", ("e",)), BOTH, {"e": shows(TODAY)})
    with pytest.raises(FormRefused, match="“Do calls”: Some of this evidence is no longer in the register"):
        sign(audit, True, "Why.")
    stuck = replace(RECORD, updates=(*RECORD.updates, says(CALLS, "stuck", TODAY + days(1))))
    doubted = replace(RECORD, reviews=(MidwayReview("r", "calls", TODAY, "Sam Lee", "slipping", "Not daily."),))
    for record, words in ((stuck, "Not done yet"), (doubted, "a midway review has said otherwise")):
        with pytest.raises(FormRefused, match=words):
            sign(everything(BOTH), False, "Why.", record=record)


def test_a_signed_audit_keeps_each_action_as_it_was_looked_at_and_who_signed() -> None:
    audit = sign(everything(BOTH), True, "Why.")
    assert [(look.what, look.owner) for look in audit.looks] == [("Do calls", "Jo Patel"), ("Do checks", "Ann Ode")]
    assert audit.signed_by == "Kim Bo (kim@trust)"


def test_what_is_signed_not_ready_does_not_say_ready_all_the_same() -> None:
    said = AuditLook("calls", False, "Not on Fridays.", (), "The other four days make the difference.")
    audit = rules.with_look(everything(BOTH), said, BOTH, {})
    assert [look.ready_all_the_same for look in sign(audit, False, "Why.").looks] == ["", ""]
    assert [look.ready_all_the_same for look in sign(audit, True, "Why.").looks] == [said.ready_all_the_same, ""]


def test_an_auditor_who_owns_what_was_not_drawn_is_counted() -> None:
    actions = [replace(action(f"a{n}"), owner="Sam Lee") for n in range(9)]
    drawn = rules.draw(actions, rules.seed_for(PlanRecord(PLAN)))
    mine = next(each for each in actions if each not in drawn)
    record = all_done(*(replace(each, owner="Kim Bo") if each == mine else each for each in actions))
    assert begun(record).also_owns == 1


def test_the_strands_concerned_are_the_actions_own_or_their_causes_and_only_those_with_grades() -> None:
    ungraded = replace(action("visit"), strand=("visit-without-grades", "wellbeing"))
    found: dict[str, Origin] = origins([CALLS, ungraded], [], [])
    found["cause"] = Origin(frozenset({SAFE}), True)
    assert rules.strands_to_judge([CALLS, ungraded, action("cause")], found, EDITIONS) == (ATTENDANCE, SAFE)


def test_a_look_is_at_what_was_drawn_says_what_was_seen_and_takes_evidence_of_after_the_start() -> None:
    audit = begun()
    for look, field in (
        (AuditLook("another", True, "Seen."), "action_id"),
        (AuditLook("checks", False, " "), "seen"),
        (AuditLook("checks", True, "Seen.", ("e",)), "evidence_ids"),
    ):
        with pytest.raises(FormRefused) as caught:
            rules.with_look(audit, look, BOTH, {"e": shows(date(2026, 10, 1))})
        assert list(caught.value.fields) == [field]
    audit = rules.with_look(audit, AuditLook("checks", False, "Two gaps."), BOTH, {})
    audit = rules.with_look(audit, AuditLook("checks", True, "Closed.", ("e",)), BOTH, {"e": shows(TODAY)})
    assert [look.seen for look in audit.looks] == ["Closed."]


def test_a_judgement_is_of_a_strand_concerned_on_its_scale() -> None:
    good = AuditJudgement(*CARD, "safeguarding", "met")
    for wrong in (
        replace(good, strand_id="inclusion"),
        replace(good, framework_version="2025-11"),
        replace(good, grade="x"),
    ):
        with pytest.raises(FormRefused):
            rules.with_judgement(begun(), wrong, BOTH)
    assert rules.with_judgement(begun(), good, BOTH).judgements == (good,)


def test_it_is_signed_when_all_is_looked_at_and_judged_with_a_statement_and_why() -> None:
    with pytest.raises(FormRefused) as caught:
        sign(begun(), None, "")
    assert caught.value.fields == {
        "looks": "Not looked at yet: “Do calls”, “Do checks”.",
        "judgements": "Not judged afresh yet: Attendance and behaviour, Safeguarding.",
        "ready": "Choose ready or not ready.",
        "why": "Why is missing.",
    }
    audit = sign(everything(BOTH), True, " It works. ")
    assert (audit.ready, audit.why, audit.signed_at) == (True, "It works.", SIGNED)


def test_ready_with_an_exception_says_why_it_is_ready_all_the_same() -> None:
    audit = everything(BOTH, done=False)
    with pytest.raises(FormRefused, match=r"Say of each exception.*“Do calls”"):
        sign(audit, True, "Why.")
    assert sign(audit, False, "Why.").ready is False
    said = AuditLook("calls", False, "Not on Fridays.", (), "The other four days make the difference.")
    assert sign(rules.with_look(audit, said, BOTH, {}), True, "Why.").ready


def test_safeguarding_knows_no_exception() -> None:
    said = AuditLook("checks", False, "One adult unchecked.", (), "She leaves soon.")
    with pytest.raises(FormRefused, match="Safeguarding knows no exception"):
        sign(rules.with_look(everything(BOTH), said, BOTH, {}), True, "Why.")
    with pytest.raises(FormRefused, match="Safeguarding is judged at its lowest grade"):
        sign(everything(BOTH, safe="not_met"), True, "Why.")


@given(st.sampled_from(["look", "judgement", "sign", "hand over"]), st.booleans())
def test_a_signed_audit_never_changes(what: str, ready: bool) -> None:
    audit = sign(everything(BOTH), ready, "Why.")
    with pytest.raises(EvaluationError, match="Nothing in it changes"):
        if what == "look":
            rules.with_look(audit, AuditLook("calls", False, "No."), BOTH, {})
        elif what == "judgement":
            rules.with_judgement(audit, AuditJudgement(*CARD, "safeguarding", "met"), BOTH)
        elif what == "sign":
            sign(audit, not ready, "Other.")
        else:
            rules.handed_over(audit, RECORD, BOTH, "Lu Wei", "")


def test_the_sample_of_a_signed_audit_stays_when_actions_come_later() -> None:
    audit = sign(everything(BOTH), False, "Why.")
    later = replace(RECORD, actions=(*RECORD.actions, replace(action("z"), strand=SAFE)), audits=(audit,))
    assert to_do(later, audit).sample == (CALLS, CHECKS)


def test_what_an_audit_found_not_done_is_claimed_again_and_drawn_again() -> None:
    plain: list[Action] = [replace(action(f"a{n}"), owner="Sam Lee") for n in range(9)]
    found = Audit("first", "plan", "Kim Bo", "", 1, TODAY, (AuditLook("a4", False, "No."),), (), False, "No.", SIGNED)
    record = replace(all_done(*plain), audits=(found,))
    assert rules.not_yet(record, TODAY) == ("Found not done by an audit, and not said to be done since: “Do a4”.",)
    again = says(plain[4], "done_claimed", SIGNED.date() + days(1))
    record = replace(record, updates=(*record.updates, again))
    assert rules.not_yet(record, TODAY) == () and plain[4] in to_do(record).sample


def test_before_and_after_stand_side_by_side_within_one_edition_once_signed() -> None:
    before = [
        Before(CARD, "safeguarding", "not_met", "Inspection of 10 June 2026", date(2026, 6, 10)),
        Before(FrameworkKey(CARD.id, "2025-11"), "attendance_behaviour", "needs_attention", "Ours", date(2026, 5, 1)),
    ]
    audit = everything(BOTH)
    with pytest.raises(EvaluationError, match="once the audit is signed"):
        before_and_after(audit, before, shipped())
    found = before_and_after(sign(audit, True, "Why."), before, shipped())
    columns = ["strand", "before", "after", "comparable", "reason"]
    assert found[columns].values.tolist() == [
        ["Attendance and behaviour", "Needs attention", "Expected standard", False,
         "Not comparable: it was graded under another edition."],
        ["Safeguarding", "Not met", "Met", True, ""],
    ]  # fmt: skip
    alone = before_and_after(sign(audit, True, "Why."), [], shipped())
    assert set(alone["reason"]) == {"It had no grade before the plan began."} and alone["before"].isna().all()
