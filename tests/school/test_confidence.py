"""What is under embargo stays with those who may know, until somebody publishes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer, may_know
from evaluation.details import FormRefused
from evaluation.frameworks import FrameworkKey
from evaluation.records import STAGES, Confidant, Finding, Inspection, Point
from evaluation.school import Door, School
from evaluation.stages import ORDER

CARD = FrameworkKey("ofsted-report-card", "2025-11")
YESTERDAY = date.today() - timedelta(days=1)
SECRET = "The heron counted nine marbles."
HEARD = Inspection(
    "heard",
    "report_card",
    CARD,
    YESTERDAY,
    stage="provisional",
    outcome=SECRET,
    category=SECRET,
    note=SECRET,
    findings=(Finding("inclusion", "needs_attention", SECRET),),
    points=(Point("p1", "recommendation", SECRET, sentence=SECRET),),
)
HEAD = Viewer("Ada Head", Role.HEAD, "head@school.example")
LEADER = Viewer("Lee Leader", Role.LEADER, "lee@school.example")
OTHER = Viewer("Kit Leader", Role.LEADER, "kit@school.example")
GOVERNOR = Viewer("Gil Governor", Role.GOVERNOR, "gil@school.example")

As = Callable[[Viewer], School]


@pytest.fixture
def seen_by(demo: School, store_path) -> As:
    """The demo school with an inspection under embargo, as a viewer sees it."""
    demo.inspections.save(HEARD)
    return lambda viewer: Door.at(store_path, viewer).school("demo")


def one(school: School) -> Inspection:
    return school.inspections.one("heard")


@pytest.mark.parametrize("viewer", [LOCAL_HEAD, HEAD, LEADER, GOVERNOR])
def test_everybody_sees_that_there_is_an_inspection_and_nobody_by_the_way_what_it_said(seen_by, viewer) -> None:
    shown = one(seen_by(viewer))
    assert (shown.kind, shown.started_on, shown.stage) == ("report_card", YESTERDAY, "provisional")
    assert shown.withheld
    assert SECRET not in repr(shown)
    assert "needs_attention" not in repr(shown)
    assert SECRET not in repr(seen_by(viewer).inspections.all())


def test_the_head_reads_it_and_others_only_from_the_list(seen_by: As) -> None:
    assert seen_by(HEAD).inspections.in_confidence("heard", "here") == HEARD
    for viewer in (LEADER, OTHER, GOVERNOR, Viewer("Rae", Role.REVIEWER, "rae@else.example")):
        assert not seen_by(viewer).inspections.may_know("heard")
        with pytest.raises(NotAllowed, match="confidential until it is published"):
            seen_by(viewer).inspections.in_confidence("heard", "here")


def test_a_leader_on_the_list_may_know_and_another_may_not(seen_by: As) -> None:
    seen_by(HEAD).confidence.let_know("heard", Confidant("c1", "person", LEADER.email, "In the final meeting"))
    assert seen_by(LEADER).inspections.in_confidence("heard", "here") == HEARD
    assert not seen_by(OTHER).inspections.may_know("heard")
    seen_by(HEAD).confidence.take_off("heard", "c1")
    assert not seen_by(LEADER).inspections.may_know("heard")


def test_all_governors_may_know_when_they_were_told_and_no_leader_with_them(seen_by: As) -> None:
    seen_by(HEAD).confidence.let_know("heard", Confidant("c1", "governors"))
    assert seen_by(GOVERNOR).inspections.may_know("heard")
    assert not seen_by(LEADER).inspections.may_know("heard")


def test_a_note_about_the_trust_lets_nobody_in(seen_by: As) -> None:
    seen_by(HEAD).confidence.let_know("heard", Confidant("c1", "trust_or_authority", note="Told on Wednesday"))
    seen_by(HEAD).confidence.let_know("heard", Confidant("c2", "support"))
    assert [c.note for c in seen_by(HEAD).confidence.confidants("heard")] == ["Told on Wednesday", ""]
    assert not any(seen_by(viewer).inspections.may_know("heard") for viewer in (LEADER, GOVERNOR))


def test_somebody_without_an_address_is_never_on_the_list_of_persons() -> None:
    nameless = Viewer("Somebody", Role.LEADER)
    assert not may_know(nameless, HEARD, [Confidant("c1", "person", ""), Confidant("c2", "support")])


def test_reading_it_is_noted_for_the_head_once_for_one_sitting(seen_by: As) -> None:
    seen_by(HEAD).confidence.let_know("heard", Confidant("c1", "person", LEADER.email))
    for _ in range(3):
        seen_by(LEADER).inspections.in_confidence("heard", "What it found")
    seen_by(LEADER).inspections.in_confidence("heard", "Compare")
    read = {(reading.who, reading.place, reading.times) for reading in seen_by(HEAD).confidence.readings("heard")}
    who = "Lee Leader (lee@school.example)"
    assert read == {(who, "What it found", 1), (who, "Compare", 1)}
    with pytest.raises(NotAllowed):
        seen_by(LEADER).confidence.readings("heard")


def test_those_who_may_not_know_can_neither_change_nor_remove_nor_move_it(seen_by: As) -> None:
    leader = seen_by(LEADER)
    for act in (
        lambda: leader.inspections.save(replace(HEARD, findings=())),
        lambda: leader.inspections.remove("heard"),
        lambda: leader.confidence.move("heard", "draft", date.today()),
        lambda: leader.confidence.move("heard", "published", date.today(), confirmed=True),
        lambda: leader.confidence.let_know("heard", Confidant("c1", "person", LEADER.email)),
        lambda: leader.confidence.confidants("heard"),
        lambda: leader.questions.compare("heard", None, in_confidence=True),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert seen_by(HEAD).inspections.in_confidence("heard", "here") == HEARD


def test_from_the_day_it_is_published_everybody_sees_it(seen_by: As) -> None:
    assert seen_by(HEAD).confidence.move("heard", "published", date.today(), confirmed=True)
    shown = one(seen_by(GOVERNOR))
    assert shown == replace(HEARD, stage="published", published_on=date.today())
    assert seen_by(GOVERNOR).inspections.in_confidence("heard", "here") == shown
    assert seen_by(HEAD).confidence.readings("heard") == []


def test_publishing_without_confirmation_changes_nothing(seen_by: As) -> None:
    with pytest.raises(FormRefused, match="Confirm"):
        seen_by(HEAD).confidence.move("heard", "published", date.today())
    assert one(seen_by(GOVERNOR)).withheld


def test_saving_it_again_never_publishes_it(seen_by: As) -> None:
    seen_by(HEAD).inspections.save(replace(HEARD, stage="published", published_on=date.today(), note="New."))
    assert one(seen_by(GOVERNOR)).withheld
    assert seen_by(HEAD).inspections.in_confidence("heard", "here").published_on is None


def test_published_by_mistake_it_can_go_back_with_a_reason_and_is_confidential_again(seen_by: As) -> None:
    head = seen_by(HEAD)
    head.confidence.move("heard", "published", date.today(), confirmed=True)
    with pytest.raises(FormRefused, match="reason"):
        head.confidence.move("heard", "final", None)
    head.confidence.move("heard", "final", None, reason="It is not on the website yet.")
    assert one(seen_by(GOVERNOR)).withheld
    assert "published" not in head.confidence.events("heard")
    assert any(change.reason == "It is not on the website yet." for change in head.settings.changes())


def test_each_stage_keeps_the_day_it_was_reached(seen_by: As) -> None:
    head = seen_by(HEAD)
    head.confidence.move("heard", "draft", YESTERDAY)
    head.confidence.move("heard", "comments", date.today())
    events = head.confidence.events("heard")
    assert (events["draft"], events["comments"], events["ended"]) == (YESTERDAY, date.today(), YESTERDAY)
    head.confidence.move("heard", "draft", None, reason="Not sent yet.")
    assert "comments" not in head.confidence.events("heard")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(walk=st.lists(st.tuples(st.sampled_from(list(STAGES)), st.booleans()), max_size=8))
def test_however_it_is_moved_about_it_is_withheld_exactly_until_it_was_published_on_purpose(
    seen_by: As, walk: list[tuple[str, bool]]
) -> None:
    head = seen_by(HEAD)
    head.inspections.remove("heard")
    head.inspections.save(HEARD)
    at = "provisional"
    for to, confirmed in walk:
        try:
            head.confidence.move("heard", to, date.today(), confirmed=confirmed, reason="So.")
        except FormRefused:
            assert to == at or (to == "published" and not confirmed)
        else:
            at = to
    shown = one(seen_by(GOVERNOR))
    assert (shown.stage, shown.withheld) == (at, at != "published")
    assert (SECRET in repr(shown)) == (at == "published")
    assert set(head.confidence.events("heard")) - {"started", "ended"} <= {s for s in STAGES if ORDER[s] <= ORDER[at]}


def test_the_record_of_changes_says_that_something_was_written_and_not_what(seen_by: As) -> None:
    head = seen_by(HEAD)
    head.inspections.save(replace(HEARD, points=()))
    about_it = [change for change in head.settings.changes() if change.key.startswith("heard")]
    for text in (repr(about_it), repr(head.settings.account(len(about_it)))):
        assert SECRET not in text
        assert "needs_attention" not in text and "Needs attention" not in text
        assert "Confidential until published" in text
    head.confidence.move("heard", "published", date.today(), confirmed=True)
    assert SECRET in repr(head.settings.account())


def test_removed_while_confidential_it_stays_confidential_in_the_record_of_changes(seen_by: As) -> None:
    head = seen_by(HEAD)
    head.inspections.remove("heard")
    assert SECRET not in repr(head.settings.changes())


def test_charts_comparisons_and_history_leave_it_out_and_say_so_even_to_the_head(seen_by: As) -> None:
    for viewer in (HEAD, GOVERNOR):
        questions = seen_by(viewer).questions
        assert "heard" not in set(questions.history()["source_id"])
        assert all(found.inspection.id != "heard" for found in questions.comparisons())
        assert questions.left_out() == "One inspection is left out: what it found is confidential until published."
        with pytest.raises(NotAllowed):
            questions.compare("heard", None)
    frame = seen_by(HEAD).questions.compare("heard", None, in_confidence=True).rows
    assert SECRET in set(frame["words"])
    assert [r.place for r in seen_by(HEAD).confidence.readings("heard")] == ["Compare"]


def test_the_first_day_may_lie_ahead_when_the_call_has_just_come(seen_by: As) -> None:
    tomorrow = date.today() + timedelta(days=1)
    called = Inspection("called", "report_card", CARD, tomorrow, stage="notified")
    assert seen_by(HEAD).inspections.save(called)
    with pytest.raises(FormRefused, match="first day"):
        seen_by(HEAD).inspections.save(replace(called, id="other", stage="provisional", outcome="Good news"))


def test_what_is_said_to_be_published_needs_its_day(seen_by: As) -> None:
    with pytest.raises(FormRefused, match="when it was published"):
        seen_by(HEAD).inspections.save(replace(HEARD, id="new", stage="published"))
