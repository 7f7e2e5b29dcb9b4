"""What a school does about what was found: through the door the gates hold, whoever comes in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Account, Action, Cause, Milestone
from evaluation.records import Confidant, Finding, Inspection, Person, Point, day
from evaluation.school import Door, School
from evaluation.store import Store, Write, open_store
from evaluation.store.self_evaluations import ChangedMeanwhile
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
    SECRET,
    STARTS,
    TODAY,
    agreed,
    piece,
    says,
)

As = Callable[[Viewer], School]
STRANDS = FrameworkKey("school-strands", "2025-11")
PUBLISHED = Inspection(
    "told",
    "report_card",
    HEARD.framework,
    STARTS - timedelta(days=30),
    published_on=STARTS,
    findings=(Finding("inclusion", "needs_attention", "Too few are included."),),
    points=(
        Point("p1", "recommendation", "Raise attendance.", "attendance_behaviour", sentence="They must.", page=4),
        Point("p2", "strength", "They read."),
        Point("p3", "recommendation", "Raise it further. " * 40),
    ),
)
FROM_TOLD = Cause("recommendation", inspection_id="told", point_id="p1")


@pytest.fixture
def seen_by(demo: School, store_path) -> As:
    """The demo school with a plan, as a viewer sees it."""
    demo.plans.save(PLAN)
    return lambda viewer: Door.at(store_path, viewer).school("demo")


def actions(school: School, **how: bool) -> dict[str, Action]:
    return {action.id: action for record in school.plans.records(**how) for action in record.actions}


def test_an_action_is_not_agreed_without_who_and_when_whatever_the_screen_sends(seen_by: As) -> None:
    plans = seen_by(LEADER).plans
    plans.save_action(replace(CALLS, owner="-", starts_on=None))
    with pytest.raises(FormRefused) as refused:
        plans.agree("calls")
    assert set(refused.value.fields) == {"owner", "starts_on"}
    sneaked = replace(CALLS, agreed_at=datetime(2026, 1, 1, 12, tzinfo=UTC), first_starts_on=BEGAN, first_due_on=ENDS)
    plans.save_action(sneaked)
    assert not actions(seen_by(HEAD))["calls"].agreed
    assert plans.agree("calls")
    assert not plans.agree("calls")
    assert actions(seen_by(HEAD))["calls"].first_due_on == ENDS


def test_a_double_press_saves_one_action_and_one_update(seen_by: As) -> None:
    school = seen_by(LEADER)
    assert school.plans.save_action(CALLS)
    assert not school.plans.save_action(CALLS)
    school.plans.agree("calls")
    update = says(CALLS, "on_track", progress="Begun.")
    assert [school.plans.say(update), school.plans.say(update)] == [True, False]
    assert len(school.plans.record("plan").updates) == 1
    with pytest.raises(EvaluationError, match="stays as it was said"):
        school.plans.say(replace(update, progress="Not begun."))


def test_one_press_makes_a_draft_that_carries_its_cause_and_a_second_press_gives_the_same(seen_by: As) -> None:
    seen_by(HEAD).inspections.save(PUBLISHED)
    plans = seen_by(LEADER).plans
    draft = plans.draft_from("plan", FROM_TOLD)
    assert plans.draft_from("plan", FROM_TOLD) == draft == plans.record("plan").actions[0]
    assert (draft.what, draft.cause, draft.agreed) == ("Raise attendance.", FROM_TOLD, False)
    assert draft.why.startswith("The report card inspection of")
    assert draft.strand == ("ofsted-report-card", "attendance_behaviour")
    long = plans.draft_from("plan", replace(FROM_TOLD, point_id="p3"))
    assert long.what.endswith(" …") and ("Raise it further. " * 40).strip() in long.why
    finding = plans.draft_from("plan", Cause("finding", inspection_id="told", strand_id="inclusion"))
    assert finding.what.startswith("Inclusion: act on") and "Too few are included." in finding.why
    odd = plans.draft_from("plan", Cause("contradiction", words="We say good, the report does not."))
    assert "We say good" in odd.what


def test_a_standard_that_blocks_a_grade_becomes_a_draft(seen_by: As) -> None:
    school = seen_by(LEADER)
    session = school.self_evaluations.all()[0]
    framework = school.library.get(*session.framework)
    strand = next(s for s in framework.strands if s.id in session.strands and s.standards)
    cause = Cause("standard", evaluation_id=session.id, strand_id=strand.id, standard_id=strand.standards[0].id)
    draft = school.plans.draft_from("plan", cause)
    assert strand.standards[0].text[:100] in draft.what
    assert draft.strand == (framework.id, strand.id)
    words = seen_by(GOVERNOR).plans.cause_words(cause)
    assert words.withheld == (not session.locked)


def test_a_governor_meets_no_draft_that_tells_of_a_self_evaluation_still_open_and_is_told_so(seen_by: As) -> None:
    school = seen_by(LEADER)
    session = school.self_evaluations.all()[0]
    seen_by(HEAD).self_evaluations.unlock(session.id, "Looked at again.")
    framework = school.library.get(*session.framework)
    strand = next(s for s in framework.strands if s.id in session.strands and len(s.standards) > 1)
    cause = Cause("standard", evaluation_id=session.id, strand_id=strand.id, standard_id=strand.standards[0].id)
    draft = school.plans.draft_from("plan", cause)
    other = school.plans.draft_from("plan", replace(cause, standard_id=strand.standards[1].id))
    for seen in (seen_by(GOVERNOR).plans.records(), [seen_by(GOVERNOR).plans.record("plan")]):
        assert "Meet the standard" not in repr(seen) and "It held back" not in repr(seen)
    assert "not locked" in seen_by(GOVERNOR).plans.left_out()
    assert set(actions(seen_by(OWNER))) == {draft.id, other.id} and not seen_by(OWNER).plans.left_out()
    school.plans.save_action(replace(draft, what="Teach it again", owner="Jo", starts_on=BEGAN, due_on=ENDS), draft)
    school.plans.agree(draft.id)
    assert set(actions(seen_by(GOVERNOR))) == {draft.id}
    seen_by(HEAD).self_evaluations.finish(session.id)
    assert set(actions(seen_by(GOVERNOR))) == {draft.id, other.id} and not seen_by(GOVERNOR).plans.left_out()


def test_a_cause_says_where_it_stands_and_one_that_is_gone_says_so(seen_by: As) -> None:
    seen_by(HEAD).inspections.save(PUBLISHED)
    words = seen_by(GOVERNOR).plans.cause_words(FROM_TOLD)
    assert (words.text, words.sentence, words.page) == ("Raise attendance.", "They must.", 4)
    assert words.heading.startswith("Report card inspection of")
    gone = replace(FROM_TOLD, inspection_id="nowhere")
    assert seen_by(GOVERNOR).plans.cause_words(gone).gone
    with pytest.raises(EvaluationError, match="no longer here"):
        seen_by(LEADER).plans.draft_from("plan", gone)
    with pytest.raises(FormRefused, match="no longer here"):
        seen_by(LEADER).plans.save_action(replace(CALLS, cause=gone))


def test_a_recommendation_is_a_gap_until_an_action_from_it_is_agreed(seen_by: As) -> None:
    seen_by(HEAD).inspections.save(replace(PUBLISHED, points=PUBLISHED.points[:2]))
    plans = seen_by(LEADER).plans

    def gaps() -> list[tuple[str, bool]]:
        return [(gap.point.id, gap.draft) for gap in plans.gaps() if gap.inspection.id == "told"]

    assert gaps() == [("p1", False)]
    draft = plans.draft_from("plan", FROM_TOLD)
    assert gaps() == [("p1", True)]
    plans.save_action(replace(draft, owner="Jo", starts_on=BEGAN, due_on=ENDS))
    plans.agree(draft.id)
    assert gaps() == []


def test_an_agreed_action_is_neither_removed_nor_is_its_plan(seen_by: As) -> None:
    agreed(seen_by(HEAD), CALLS)
    plans = seen_by(HEAD).plans
    with pytest.raises(EvaluationError, match="stays in the plan"):
        plans.remove_action("calls")
    with pytest.raises(EvaluationError, match="has agreed actions"):
        plans.remove("plan")
    plans.save_action(replace(CALLS, id="draft"))
    assert plans.remove_action("draft")
    assert not plans.remove_action("draft")


def test_two_people_who_change_different_fields_keep_both_and_the_same_field_is_not_written_over(seen_by: As) -> None:
    agreed(seen_by(HEAD), CALLS)
    shown = actions(seen_by(LEADER))["calls"]
    seen_by(HEAD).plans.save_action(replace(shown, due_on=ENDS - timedelta(days=20)), shown)
    seen_by(LEADER).plans.save_action(replace(shown, what="Call at nine"), shown)
    now = actions(seen_by(LEADER))["calls"]
    assert (now.what, now.due_on, now.agreed) == ("Call at nine", ENDS - timedelta(days=20), True)
    with pytest.raises(ChangedMeanwhile):
        seen_by(LEADER).plans.save_action(replace(shown, due_on=ENDS - timedelta(days=5)), shown)
    assert actions(seen_by(LEADER))["calls"] == now
    seen_by(HEAD).plans.save_action(replace(CALLS, id="draft"))
    draft = actions(seen_by(HEAD))["draft"]
    seen_by(HEAD).plans.remove_action("draft")
    with pytest.raises(EvaluationError, match="removed"):
        seen_by(LEADER).plans.save_action(replace(draft, what="Still there"), draft)


def test_a_plan_keeps_what_somebody_else_changed_in_it_meanwhile(seen_by: As) -> None:
    half, sooner = TODAY, TODAY - timedelta(days=9)
    seen_by(HEAD).plans.save(replace(PLAN, name="Our plan"), PLAN)
    assert seen_by(LEADER).plans.save(replace(PLAN, midway_on=half), PLAN)
    assert seen_by(LEADER).plans.record("plan").plan == replace(PLAN, name="Our plan", midway_on=half)
    with pytest.raises(ChangedMeanwhile):
        seen_by(HEAD).plans.save(replace(PLAN, midway_on=sooner), PLAN)
    seen_by(HEAD).plans.remove("plan")
    with pytest.raises(EvaluationError, match="no longer here"):
        seen_by(LEADER).plans.save(replace(PLAN, midway_on=half), PLAN)


def test_an_action_stays_in_its_plan(seen_by: As) -> None:
    plans = seen_by(HEAD).plans
    plans.save_action(CALLS)
    plans.save(replace(PLAN, id="second", name="Another"))
    with pytest.raises(EvaluationError, match="another plan"):
        plans.save_action(replace(CALLS, plan_id="second"))


def test_a_contributor_reports_on_what_they_own_in_their_own_name_and_changes_nothing_else(seen_by: As) -> None:
    other = replace(CALLS, id="walks", owner="Sam Reed", owner_email="sam@school.example")
    mine = replace(CALLS, milestones=(Milestone("m", "Letters out", BEGAN),))
    agreed(seen_by(HEAD), mine, other)
    plans = seen_by(OWNER).plans
    assert [a.id for record in plans.my_actions() for a in record.actions] == ["calls"]
    plans.say(replace(says(mine, "slipping"), by="Somebody else"))
    assert plans.record("plan").updates[-1].by == "Jo Patel"
    assert plans.reach("calls", "m", TODAY)
    with pytest.raises(NotAllowed, match="Somebody else owns"):
        plans.say(says(other))
    with pytest.raises(NotAllowed, match="contributor"):
        plans.save_action(replace(CALLS, what="Mine"))
    assert not plans.may_report(other)


def test_evidence_that_is_gone_is_refused_in_an_update(seen_by: As) -> None:
    agreed(seen_by(HEAD), CALLS)
    with pytest.raises(FormRefused, match="no longer in the register"):
        seen_by(LEADER).plans.say(says(CALLS, evidence_ids=("nothing",)))
    seen_by(HEAD).evidence.save(piece(TODAY))
    assert seen_by(LEADER).plans.say(says(CALLS, evidence_ids=("seen",)))


def test_reviewers_from_outside_see_no_plans(seen_by: As) -> None:
    agreed(seen_by(HEAD), CALLS)
    plans = seen_by(OUTSIDER).plans
    assert (plans.all(), plans.records(), plans.gaps(), plans.my_actions(), plans.left_out()) == ([], [], [], [], "")
    for look in (
        lambda: plans.record("plan"),
        lambda: plans.accounts("told"),
        lambda: plans.cause_words(FROM_TOLD),
        lambda: seen_by(OUTSIDER).reviews.audits("plan"),
    ):
        with pytest.raises(NotAllowed):
            look()


@pytest.fixture
def confidential(seen_by: As) -> As:
    """With an inspection under embargo, a draft from it in the plan, and a plan of its own with an action."""
    head = seen_by(HEAD)
    head.inspections.save(HEARD)
    agreed(head, CALLS, replace(CALLS, id="from", cause=FROM_HEARD, what=SECRET, why=SECRET))
    head.plans.say(says(replace(CALLS, id="from"), "stuck", progress=SECRET))
    head.plans.save(replace(PLAN, id="own", name=SECRET, inspection_id="heard"))
    head.plans.save_action(replace(CALLS, id="inside", plan_id="own", what=SECRET))
    head.plans.save_account(Account("heard", "p1", TODAY, seen_or_said=SECRET))
    return seen_by


def test_under_embargo_nobody_meets_by_the_way_what_an_action_tells_and_it_says_so(confidential: As) -> None:
    for viewer in (LOCAL_HEAD, HEAD, LEADER, OWNER, GOVERNOR):
        school = confidential(viewer)
        seen = (school.plans.all(), school.plans.records(), school.plans.my_actions(("Jo Patel", "")))
        assert SECRET not in repr((*seen, school.plans.gaps(), school.plans.cause_words(FROM_HEARD)))
        assert list(actions(school)) == ["calls"]
        assert "confidential until published" in school.plans.left_out()
        with pytest.raises(NotAllowed):
            school.plans.record("own")


def test_those_who_may_know_ask_for_it_and_that_is_noted_once(confidential: As) -> None:
    confidential(HEAD).confidence.let_know("heard", Confidant("c", "person", LEADER.email))
    for _ in range(3):
        assert set(actions(confidential(LEADER), in_confidence=True)) == {"calls", "from", "inside"}
    assert confidential(LEADER).plans.may_know()
    assert confidential(LEADER).plans.cause_words(FROM_HEARD, in_confidence=True).text == SECRET
    assert confidential(LEADER).plans.account("heard", "p1").seen_or_said == SECRET
    read = [(r.who, r.place, r.times) for r in confidential(HEAD).confidence.readings("heard")]
    assert read == [("Lee Leader (lee@school.example)", "Action plan", 1)]
    for viewer in (OTHER, GOVERNOR):
        assert set(actions(confidential(viewer), in_confidence=True)) == {"calls"}
        assert not confidential(viewer).plans.may_know()
    assert len(confidential(HEAD).confidence.readings("heard")) == 1


def test_who_may_not_know_changes_nothing_that_follows_from_it(confidential: As) -> None:
    plans = confidential(OTHER).plans
    before = Door.at(confidential(HEAD).plans._group.store.path, HEAD).revision
    for act in (
        lambda: plans.save_action(replace(CALLS, id="from", what="Other")),
        lambda: plans.save_action(replace(CALLS, id="new", cause=FROM_HEARD)),
        lambda: plans.save_action(replace(CALLS, id="new", plan_id="own")),
        lambda: plans.agree("inside"),
        lambda: plans.remove_action("inside"),
        lambda: plans.draft_from("plan", FROM_HEARD),
        lambda: plans.say(says(replace(CALLS, id="from"), "stuck", id="other")),
        lambda: plans.save(replace(PLAN, id="own")),
        lambda: plans.save(replace(PLAN, id="new", inspection_id="heard")),
        lambda: plans.remove("own"),
        lambda: plans.accounts("heard"),
        lambda: plans.save_account(Account("heard", "p1", TODAY, seen_or_said="Mine")),
        lambda: plans.cause_words(FROM_HEARD, in_confidence=True),
        lambda: confidential(OTHER).reviews.task("plan"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Door.at(confidential(HEAD).plans._group.store.path, HEAD).revision == before


def test_guessed_words_never_give_what_another_inspection_said(confidential: As) -> None:
    head = confidential(HEAD)
    hidden = head.plans.draft_from("plan", Cause("contradiction", inspection_id="heard", words="The kite is late."))
    head.plans.save_action(replace(hidden, why=SECRET), hidden)
    guessed = Cause("contradiction", words="The kite is late.")
    mine = confidential(OTHER).plans.draft_from("plan", guessed)
    assert mine.id != hidden.id and SECRET not in repr(mine)
    assert confidential(OTHER).plans.draft_from("plan", guessed) == mine
    with pytest.raises(NotAllowed):
        confidential(OTHER).plans.draft_from("plan", replace(guessed, inspection_id="heard"))
    head.inspections.save(PUBLISHED)
    told = head.plans.draft_from("plan", replace(guessed, inspection_id="told"))
    assert told.id not in (mine.id, hidden.id)


def test_a_refusal_tells_neither_words_nor_days_of_what_is_confidential(confidential: As, store_path) -> None:
    head = confidential(HEAD)
    head.plans.save_action(replace(actions(head)["calls"], due_on=BEGAN))
    with pytest.raises(FormRefused, match="Something confidential") as refused:
        confidential(OTHER).plans.save(replace(PLAN, ends_on=TODAY))
    assert day(ENDS) not in str(refused.value)
    with open_store(store_path).write("Somebody", "demo") as write:
        write.db.execute("UPDATE action SET due_on = 'soon' WHERE id = 'from'")
        write.db.execute("UPDATE plan SET ends_on = 'soon' WHERE id = 'plan'")
    with pytest.raises(EvaluationError, match="cannot be read") as damaged:
        confidential(OTHER).plans.records()
    assert SECRET not in str(damaged.value)


def test_while_it_is_confidential_nothing_is_cut_loose_from_it(confidential: As) -> None:
    plans = confidential(HEAD).plans
    plans.save_action(replace(CALLS, id="draft", cause=FROM_HEARD, what=SECRET))
    for act in (
        lambda: plans.save(replace(PLAN, id="own", inspection_id=None)),
        lambda: plans.save_action(replace(CALLS, id="draft", cause=None, what=SECRET)),
    ):
        with pytest.raises(FormRefused, match="keeps where it comes from"):
            act()


def changes(school: School) -> str:
    return repr((school.settings.changes(), school.settings.account()))


def test_the_record_of_changes_never_shows_its_words_until_it_is_published(confidential: As) -> None:
    head = confidential(HEAD)
    plans = head.plans
    plans.remove_action("inside")
    plans.save_action(replace(CALLS, id="gone", cause=FROM_HEARD, what=SECRET))
    plans.remove_action("gone")
    assert SECRET not in changes(head)
    assert "Call home on the first day" in changes(head)
    plans.remove("own")
    assert SECRET not in changes(head)
    head.confidence.move("heard", "published", date.today(), confirmed=True)
    assert SECRET in changes(head)
    assert set(actions(confidential(GOVERNOR))) == {"calls", "from"}


def test_removed_under_embargo_the_inspection_takes_its_words_along_for_all_but_the_head(confidential: As) -> None:
    head = confidential(HEAD)
    head.confidence.let_know("heard", Confidant("c", "person", LEADER.email))
    head.inspections.remove("heard")
    assert SECRET not in changes(head)
    assert set(actions(confidential(LEADER), in_confidence=True)) == {"calls"}
    assert set(actions(head, in_confidence=True)) == {"calls", "from", "inside"}
    assert head.plans.remove_action("inside")


def test_the_meeting_behind_the_words_is_kept_with_its_recommendation(seen_by: As) -> None:
    seen_by(HEAD).inspections.save(PUBLISHED)
    plans = seen_by(LEADER).plans
    told = Account("told", "p1", STARTS, "The lead inspector", "She had seen four lessons.", "We agree.")
    assert plans.account("told", "p1") == Account("told", "p1")
    assert plans.save_account(told)
    assert not plans.save_account(told)
    assert seen_by(GOVERNOR).plans.accounts("told") == [told]
    for wrong in (replace(told, seen_or_said=""), replace(told, met_on=TODAY + timedelta(days=1))):
        with pytest.raises(FormRefused):
            plans.save_account(wrong)
    with pytest.raises(EvaluationError, match="no longer here"):
        plans.save_account(replace(told, point_id="p9"))


def test_two_who_tell_of_the_same_meeting_keep_what_each_told(seen_by: As) -> None:
    seen_by(HEAD).inspections.save(PUBLISHED)
    plans = seen_by(LEADER).plans
    empty = plans.account("told", "p1")
    plans.save_account(replace(empty, seen_or_said="Four lessons."), empty)
    seen_by(HEAD).plans.save_account(replace(empty, with_whom="The chair"), empty)
    assert plans.account("told", "p1") == Account("told", "p1", None, "The chair", "Four lessons.")
    with pytest.raises(ChangedMeanwhile):
        plans.save_account(replace(empty, seen_or_said="Five lessons."), empty)


CSV = b"Action,Lead,Start,By when\nRead daily,Jo,,\nCall home,Sam,,\n"


def brought_in(school: School, import_id: str = "import", content: bytes = CSV):
    table = school.plan_tables.read(content, "our plan.csv")
    columns = school.plan_tables.guess(table)
    assert len(school.plan_tables.preview("plan", table, columns, STRANDS).new) in (0, 2)
    return school.plan_tables.bring_in(import_id, "plan", table, columns, STRANDS)


def test_a_table_comes_in_as_drafts_and_a_second_time_brings_nothing(seen_by: As) -> None:
    school = seen_by(LEADER)
    assert {action.what for action in brought_in(school).new} == {"Read daily", "Call home"}
    assert {action.what for action in brought_in(school).known} == {"Read daily", "Call home"}
    assert brought_in(school, "again").new == ()
    assert [(i.id, i.file_name, i.drafts) for i in school.plan_tables.imports()] == [("import", "our plan.csv", 2)]
    assert not any(action.agreed for action in actions(school).values())


def test_a_table_taken_back_leaves_what_somebody_has_worked_on_since_and_says_what(seen_by: As) -> None:
    school = seen_by(LEADER)
    brought_in(school)
    read = next(action for action in actions(school).values() if action.what == "Read daily")
    school.plans.save_action(replace(read, owner="Jo Patel"), read)
    undone = school.plan_tables.undo("import")
    assert (undone.removed, undone.stayed) == (1, ("Read daily",))
    assert [action.what for action in actions(school).values()] == ["Read daily"]
    assert school.plan_tables.imports() == []
    with pytest.raises(EvaluationError, match="taken back already"):
        school.plan_tables.undo("import")


def test_a_column_that_nothing_takes_is_named_before_anything_comes_in(seen_by: As) -> None:
    tables = seen_by(LEADER).plan_tables
    table = tables.read(b"Action,Lead,RAG,Colour\nRead daily,Jo,Green,\n", "our plan.csv")
    assert tables.preview("plan", table, tables.guess(table), STRANDS).unused == ("RAG",)


def test_while_an_audit_is_open_no_table_comes_in(seen_by: As) -> None:
    head = seen_by(HEAD)
    agreed(head, CALLS)
    head.plans.say(says(CALLS))
    head.reviews.open_audit("audit", "plan", "Kit Other", OTHER.email)
    with pytest.raises(EvaluationError, match="audit of this plan is open"):
        brought_in(seen_by(LEADER))
    assert list(actions(head)) == ["calls"]


def test_a_table_of_what_is_confidential_is_neither_listed_nor_taken_back_by_others(confidential: As) -> None:
    head = confidential(HEAD)
    brought_in(head)
    read = next(action for action in actions(head).values() if action.what == "Read daily")
    head.plans.save_action(replace(read, what=SECRET, cause=FROM_HEARD), read)
    table = head.plan_tables.read(CSV, f"{SECRET}.csv")
    head.plan_tables.bring_in("secret", "own", table, head.plan_tables.guess(table), STRANDS)
    assert {each.id for each in head.plan_tables.imports()} == {"import", "secret"}
    for viewer in (OTHER, GOVERNOR):
        assert [each.id for each in confidential(viewer).plan_tables.imports()] == ["import"]
    with pytest.raises(NotAllowed):
        confidential(OTHER).plan_tables.undo("import")
    with pytest.raises(EvaluationError, match="not here"):
        confidential(OTHER).plan_tables.undo("secret")
    assert {each.id for each in head.plan_tables.imports()} == {"import", "secret"}


def test_somebody_switched_off_while_they_wait_for_the_store_writes_nothing(
    seen_by: As, store_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = Door.at(store_path, LOCAL_HEAD).people
    for email, role in ((HEAD.email, Role.HEAD), (LEADER.email, Role.LEADER)):
        people.add(Person(email, email, role))
    door = Door.for_person(store_path, LEADER.email)
    assert door
    plans, begin = door.school("demo").plans, Store.write

    def waits(store: Store, *how: str) -> AbstractContextManager[Write]:
        monkeypatch.setattr(Store, "write", begin)
        people.switch(LEADER.email, False)
        return begin(store, *how)

    monkeypatch.setattr(Store, "write", waits)
    with pytest.raises(NotAllowed, match="just been changed"):
        plans.save_action(CALLS)
    assert actions(seen_by(HEAD)) == {}


def test_the_record_of_changes_names_plans_and_actions_in_words(seen_by: As) -> None:
    head = seen_by(HEAD)
    agreed(head, CALLS)
    head.evidence.save(piece(TODAY))
    head.plans.say(says(CALLS, evidence_ids=("seen",)))
    rows = head.settings.account()
    said = {(row["In"], row["What"], row["To"]) for row in rows}
    name = "Action: Call home on the first day"
    assert (name, "How it goes", "Done, as its owner says") in said
    assert (name, "Evidence", piece(TODAY).title) in said
    assert ("Action plan: After the inspection", "Name", "After the inspection") in said
