"""Holding self-evaluations through the one door: each change is saved when made, recorded, and refused when wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from evaluation.access import LOCAL_HEAD
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey, FrameworkUnknown
from evaluation.records import Change
from evaluation.school import Door, School
from evaluation.session import Status
from evaluation.store.self_evaluations import ChangedMeanwhile, EvaluationLocked

STRANDS = FrameworkKey("school-strands", "2025-11")
TODAY = date.today()
LAST_TERM = TODAY - timedelta(days=120)


@pytest.fixture
def opened(school: School) -> str:
    return school.self_evaluations.open(STRANDS, TODAY)


def latest(school: School, count: int) -> list[Change]:
    return school.settings.changes(count)[::-1]


# ------------------------------------------------------------------ what a leader does


def test_opening_the_same_day_twice_is_one_self_evaluation_locked_or_not(school: School, opened: str) -> None:
    assert school.self_evaluations.open(STRANDS, TODAY) == opened
    school.self_evaluations.judge(opened, "send", grade="exceptional")
    school.self_evaluations.finish(opened)
    assert school.self_evaluations.open(STRANDS, TODAY) == opened
    assert [e.id for e in school.self_evaluations.all()] == [opened]
    other = school.self_evaluations.open(FrameworkKey("ofsted-report-card", "2026-09"), TODAY)
    assert other != opened


def test_judging_saves_what_is_given_and_leaves_the_rest(school: School, opened: str) -> None:
    room = school.self_evaluations
    assert room.judge(opened, "send", grade="expected_standard")
    assert room.judge(opened, "send", why="  Reviews are on time.  ")
    assert room.judge(opened, "send", direction="improve")
    said = room.session(opened).strand("send").judgement
    assert (said.grade, said.why, said.direction) == ("expected_standard", "Reviews are on time.", "improve")
    assert (said.saved_by, said.saved_at is not None) == (LOCAL_HEAD.name, True)
    assert room.judge(opened, "send", why="")
    assert room.session(opened).strand("send").judgement.why == ""
    assert room.take_back(opened, "send") and not room.take_back(opened, "send")
    assert room.session(opened).strand("send").status is Status.UNTOUCHED


def test_last_time_is_carried_over_only_when_it_is_confirmed(school: School) -> None:
    room = school.self_evaluations
    last = room.open(STRANDS, LAST_TERM)
    room.judge(last, "send", grade="strong_standard", why="Plans are kept.", direction="sustain")
    room.judge(last, "attendance", grade="needs_attention")
    room.mark(last, {"send.e1": "met"})
    room.finish(last)
    now = room.open(STRANDS, TODAY)
    session = room.session(now)
    assert (session.judged, session.strand("send").unconfirmed_marks) == (0, {"send.e1": "met"})
    assert room.confirm(now, "send") and not room.confirm(now, "send")
    room.judge(now, "attendance", grade="expected_standard")
    session = room.session(now)
    assert session.strand("send").judgement.why == "Plans are kept."
    assert [session.strand(s).status for s in ("send", "attendance")] == [Status.CONFIRMED, Status.CHANGED]
    with pytest.raises(EvaluationError, match="nothing to confirm"):
        room.confirm(now, "wellbeing")


def test_marks_are_saved_changed_and_taken_back(school: School, opened: str) -> None:
    room = school.self_evaluations
    assert room.mark(opened, {"send.e1": "met", "send.e2": "partly"}) == 2
    assert room.mark(opened, {"send.e1": "met", "send.e2": "not_met"}) == 1
    assert room.mark(opened, {"send.e1": None, "send.e3": None}) == 1
    assert room.record(opened).marks == {"send.e2": "not_met"}
    assert room.session(opened).strand("send").support.blockers[0].id == "send.e2"


def test_a_locked_self_evaluation_is_read_only_until_it_is_unlocked_with_a_reason(school: School, opened: str) -> None:
    room = school.self_evaluations
    with pytest.raises(EvaluationError, match="nothing to lock"):
        room.finish(opened)
    room.judge(opened, "send", grade="exceptional")
    assert room.finish(opened) and not room.finish(opened)
    before = school.settings.changes()
    for change in (
        lambda: room.judge(opened, "send", grade="strong_standard"),
        lambda: room.take_back(opened, "send"),
        lambda: room.mark(opened, {"send.e1": "met"}),
        lambda: room.discard(opened),
    ):
        with pytest.raises(EvaluationLocked, match="Unlock it first, with a reason"):
            change()
    for reason in ("", "  ", "x" * 4001, "\0"):
        with pytest.raises(FormRefused) as refused:
            room.unlock(opened, reason)
        assert refused.value.fields.keys() == {"reason"}
    assert school.settings.changes() == before
    assert room.unlock(opened, " The grade was a slip. ") and not room.unlock(opened, "Again.")
    assert room.judge(opened, "send", grade="strong_standard")


def test_an_open_self_evaluation_can_be_discarded_with_all_that_was_said_in_it(school: School, opened: str) -> None:
    room = school.self_evaluations
    room.judge(opened, "send", grade="exceptional")
    assert room.discard(opened)
    assert room.all() == [] and room.latest() is None
    for act in (room.session, room.record, room.discard, room.finish, lambda gone: room.judge(gone, "send", why="x")):
        with pytest.raises(EvaluationError, match="no longer here"):
            act(opened)
    assert school.questions.history().empty


def test_a_further_strand_counts_for_self_evaluations_opened_from_then_on(school: School) -> None:
    framework = school.library.get(*STRANDS)
    first = school.self_evaluations.open(STRANDS, LAST_TERM)
    assert school.settings.switch_strand(framework, "local_context", True)
    assert not school.settings.switch_strand(framework, "local_context", True)
    second = school.self_evaluations.open(STRANDS, TODAY)
    assert school.settings.switch_strand(framework, "local_context", False)
    strands = {e.id: e.strands for e in school.self_evaluations.all()}
    assert "local_context" not in strands[first] and "local_context" in strands[second]
    assert school.self_evaluations.judge(second, "local_context", grade="exceptional")
    with pytest.raises(FormRefused, match="not a strand of this self-evaluation"):
        school.self_evaluations.judge(first, "local_context", grade="exceptional")


def test_a_school_judges_the_provision_it_has(school: School) -> None:
    opened = school.self_evaluations.open(FrameworkKey("ofsted-report-card", "2026-09"), TODAY)
    (evaluation,) = (e for e in school.self_evaluations.all() if e.id == opened)
    assert "early_years" in evaluation.strands and "sixth_form" not in evaluation.strands


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"grade": "good"}, "grade"),
        ({"grade": ""}, "grade"),
        ({"why": "x" * 4001}, "why"),
        ({"why": "a\0b"}, "why"),
        ({"why": "half a letter \ud800"}, "why"),
        ({"direction": "up"}, "direction"),
        ({"grade": "exceptional", "why": "x" * 4001}, "why"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field_and_nothing_is_saved(school, opened, said, field) -> None:
    before = school.settings.changes()
    with pytest.raises(FormRefused) as refused:
        school.self_evaluations.judge(opened, "send", **said)
    assert refused.value.fields.keys() == {field}
    assert school.settings.changes() == before
    assert school.self_evaluations.session(opened).judged == 0


@pytest.mark.parametrize(
    "marks", [{"send.e1": "good"}, {"gone.e1": "met"}, {"send.e1": "met", "local_context.e1": "met"}], ids=str
)
def test_a_mark_or_standard_that_does_not_exist_keeps_the_others_from_being_saved_too(school, opened, marks) -> None:
    with pytest.raises(FormRefused, match="cannot be saved"):
        school.self_evaluations.mark(opened, marks)
    assert school.self_evaluations.record(opened).marks == {}


def test_a_session_cannot_lie_far_ahead_long_ago_or_use_what_is_not_made_for_it(school: School) -> None:
    for held_on in (TODAY + timedelta(days=32), date(1992, 8, 31)):
        with pytest.raises(FormRefused) as refused:
            school.self_evaluations.open(STRANDS, held_on)
        assert refused.value.fields.keys() == {"held_on"}
    with pytest.raises(FormRefused, match="not made for self-evaluation"):
        school.self_evaluations.open(FrameworkKey("visit-without-grades", "2020-09"), TODAY)
    with pytest.raises(FrameworkUnknown, match="no framework gone at version 1"):
        school.self_evaluations.open(FrameworkKey("gone", "1"), TODAY)
    assert school.self_evaluations.all() == []


# ------------------------------------------------------------------ the record of changes


def test_who_changed_what_from_what_to_what_and_when_can_be_read_back(school: School, opened: str) -> None:
    room = school.self_evaluations
    start = len(school.settings.changes())
    room.judge(opened, "send", grade="expected_standard")
    room.judge(opened, "send", grade="strong_standard", why="Seen in books.")
    room.mark(opened, {"send.e1": "partly"})
    room.mark(opened, {"send.e1": "met"})
    room.mark(opened, {"send.e1": None})
    room.finish(opened)
    room.unlock(opened, "A slip.")
    room.take_back(opened, "send")
    changes = latest(school, len(school.settings.changes()) - start)
    (locked,) = (c.new for c in changes if c.field == "locked_at" and c.new)
    send = f"{opened} send"
    assert [(c.thing, c.key, c.field, c.old, c.new, c.reason) for c in changes] == [
        ("judgement", send, "grade", None, "expected_standard", ""),
        ("judgement", send, "grade", "expected_standard", "strong_standard", ""),
        ("judgement", send, "why", "", "Seen in books.", ""),
        ("mark", f"{opened} send.e1", "value", None, "partly", ""),
        ("mark", f"{opened} send.e1", "value", "partly", "met", ""),
        ("mark", f"{opened} send.e1", "value", "met", None, ""),
        ("self_evaluation", opened, "locked_at", None, locked, ""),
        ("self_evaluation", opened, "locked_at", locked, None, "A slip."),
        ("judgement", send, "grade", "strong_standard", None, ""),
        ("judgement", send, "why", "Seen in books.", None, ""),
    ]
    assert {change.who for change in changes} == {LOCAL_HEAD.name}
    assert all(abs((change.at - changes[0].at).total_seconds()) < 600 and change.at.tzinfo for change in changes)


def test_saving_the_same_again_records_nothing(school: School, opened: str) -> None:
    room = school.self_evaluations

    def everything() -> list[object]:
        said = room.judge(opened, "send", grade="exceptional", why="So.", direction="watch")
        return [said, room.mark(opened, {"send.e1": "met"}), room.open(STRANDS, TODAY)]

    assert everything() == [True, 1, opened]
    before = school.settings.changes()
    assert everything() == [False, 0, opened]
    assert school.settings.changes() == before


# ------------------------------------------------------------------ a store changed by another hand


def by_hand(door: Door, statement: str) -> None:
    with closing(sqlite3.connect(door.place)) as db:
        assert db.execute(statement).rowcount == 1
        db.commit()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE judgement SET grade = 'superb' WHERE strand_id = 'send'", "the grade “superb” for SEND"),
        ("""UPDATE self_evaluation SET strands = '["send", "sport"]'""", "the strand “sport”"),
        ("UPDATE self_evaluation SET strands = '[\"send'", "cannot be read from the store"),
        ("UPDATE self_evaluation SET strands = '5'", "its strands are not a list"),
        ("UPDATE self_evaluation SET held_on = 'spring'", "The self-evaluation of spring cannot be read"),
        ("UPDATE self_evaluation SET locked_at = 'yes'", "cannot be read from the store"),
        ("UPDATE judgement SET saved_at = ''", "What was said of send cannot be read"),
        ("UPDATE self_evaluation SET framework_version = '1999'", "no framework school-strands at version 1999"),
    ],
)
def test_a_value_set_by_another_hand_is_named_wherever_it_is_met(school, door, opened, statement, named) -> None:
    school.self_evaluations.judge(opened, "send", grade="exceptional")
    by_hand(door, statement)
    ways = (
        lambda: school.self_evaluations.session(opened),
        lambda: school.self_evaluations.latest(),
        lambda: school.questions.standing(opened),
        lambda: school.questions.history(),
        lambda: school.questions.panels(),
    )
    for way in ways:
        with pytest.raises(EvaluationError, match=named) as caught:
            way()
        assert type(caught.value) is FrameworkUnknown or "put your last copy in its place" in str(caught.value)


def test_one_broken_self_evaluation_does_not_keep_another_from_being_opened(
    school: School, door: Door, opened: str
) -> None:
    other = school.self_evaluations.open(STRANDS, LAST_TERM)
    school.self_evaluations.judge(opened, "send", grade="exceptional")
    by_hand(door, "UPDATE judgement SET grade = 'superb'")
    held = f"The self-evaluation of {TODAY.day} {TODAY:%B %Y} holds"
    with pytest.raises(EvaluationError, match=held):
        school.questions.moved()
    assert school.self_evaluations.session(other).judged == 0
    assert len(school.questions.standing(other)) == 6
    assert school.self_evaluations.judge(opened, "send", grade="exceptional"), "judging again puts it right"
    assert school.questions.moved().note


def test_what_word_pastes_is_kept_with_its_lines(school: School) -> None:
    opened = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), date(2026, 3, 2))
    school.self_evaluations.judge(opened, "curriculum", why=" First line\x0bsecond\r\nthird ")
    assert school.self_evaluations.session(opened).strand("curriculum").judgement.why == "First line\nsecond\nthird"


def test_two_windows_do_not_write_over_each_other_unseen(school: School) -> None:
    opened = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), date(2026, 3, 2))
    judge, session = school.self_evaluations.judge, school.self_evaluations.session
    shown_in_both = session(opened).strand("send").judgement
    assert judge(opened, "send", why="From the first window", shown=shown_in_both)
    with pytest.raises(ChangedMeanwhile, match="changed in another window"):
        judge(opened, "send", why="From the second window", shown=shown_in_both)
    assert judge(opened, "send", grade="expected_standard", shown=shown_in_both)
    said = session(opened).strand("send").judgement
    assert (said.grade, said.why) == ("expected_standard", "From the first window")


def test_the_first_lock_is_remembered_when_it_is_unlocked_and_locked_again(school: School) -> None:
    opened = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), date(2026, 3, 2))
    school.self_evaluations.judge(opened, "send", grade="expected_standard")
    school.self_evaluations.finish(opened)
    first = school.self_evaluations.session(opened).evaluation.locked_at
    school.self_evaluations.unlock(opened, "A typo")
    assert school.self_evaluations.session(opened).evaluation.first_locked_at == first
    school.self_evaluations.finish(opened)
    assert school.self_evaluations.session(opened).evaluation.first_locked_at == first


def test_what_moved_waits_until_a_second_self_evaluation_is_locked(school: School) -> None:
    evaluations = school.self_evaluations
    first, second = (evaluations.open(FrameworkKey("school-strands", "2025-11"), date(2026, m, 2)) for m in (3, 6))
    evaluations.judge(first, "send", grade="needs_attention")
    evaluations.finish(first)
    evaluations.judge(second, "send", grade="expected_standard")
    assert not school.questions.moved().sentences
    evaluations.finish(second)
    assert "SEND rose from Needs attention to Expected standard." in school.questions.moved().sentences


def test_last_time_is_the_last_locked_one_before_of_the_same_framework_and_version(school: School) -> None:
    evaluations, strands = school.self_evaluations, FrameworkKey("school-strands", "2025-11")

    def hold(framework: FrameworkKey, day: date, strand: str, lock: bool = True) -> str:
        opened = evaluations.open(framework, day)
        evaluations.judge(opened, strand, grade="expected_standard")
        if lock:
            evaluations.finish(opened)
        return opened

    hold(strands, date(2025, 12, 1), "send")
    hold(strands, date(2026, 1, 5), "send")
    hold(strands, date(2026, 2, 2), "send", lock=False)
    hold(FrameworkKey("ofsted-report-card", "2025-11"), date(2026, 2, 3), "inclusion")
    now = hold(strands, date(2026, 3, 2), "send", lock=False)
    hold(strands, date(2026, 6, 1), "send")
    previous = evaluations.session(now).previous
    assert previous is not None and previous.held_on == date(2026, 1, 5)
