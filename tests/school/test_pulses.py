"""How leaders feel is asked without anybody being able to tell who answered what."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.plan.pulse import QUESTIONS, WAVES
from evaluation.plan.records import Pulse
from evaluation.records import Confidant
from evaluation.school import Door, School
from evaluation.store import open_store, pulses
from tests.school.plan_sample import GOVERNOR, HEAD, HEARD, LEADER, OTHER, OUTSIDER, OWNER, TODAY

As = Callable[[Viewer], School]
MOSTLY = {question.id: "fourth" for question in QUESTIONS}


@pytest.fixture
def seen_by(demo: School, store_path) -> As:
    """The demo school, as a viewer sees it."""
    return lambda viewer: Door.at(store_path, viewer).school("demo")


def opened(school: School, days_ago: int = 0) -> Pulse:
    session = next(s for s in school.self_evaluations.all() if s.locked)
    store, pulse = open_store(school.pulses._group.store.path), None
    with store.write("Ada", "demo") as write:
        pulse = Pulse("pulse", TODAY - timedelta(days=days_ago), evaluation_id=session.id)
        pulses.add(write, pulse)
    return pulse


def test_one_outcome_has_one_pulse_however_often_it_is_opened(seen_by: As) -> None:
    session = next(s for s in seen_by(HEAD).self_evaluations.all() if s.locked and s.held_on <= TODAY)
    first = seen_by(HEAD).pulses.open_for(TODAY, evaluation_id=session.id)
    assert seen_by(LEADER).pulses.open_for(TODAY, evaluation_id=session.id) == first
    assert seen_by(GOVERNOR).pulses.all() == [first]
    assert seen_by(OUTSIDER).pulses.all() == []
    with pytest.raises(NotAllowed):
        seen_by(GOVERNOR).pulses.open_for(TODAY, evaluation_id=session.id)
    inspection = seen_by(HEAD).inspections.all()[-1]
    with pytest.raises(FormRefused, match="outcome"):
        seen_by(HEAD).pulses.open_for(TODAY + timedelta(days=1), inspection_id=inspection.id)
    seen_by(HEAD).inspections.save(replace(HEARD, id="called", stage="notified"))
    with pytest.raises(EvaluationError, match="no outcome yet"):
        seen_by(HEAD).pulses.open_for(TODAY, inspection_id="called")


def test_everybody_answers_once_and_a_second_press_is_no_second_answer(seen_by: As) -> None:
    pulse = opened(seen_by(HEAD))
    asked = seen_by(LEADER).pulses
    assert asked.open_wave("pulse") == WAVES[0]
    assert not asked.answered("pulse", "at_once")
    assert asked.answer("pulse", "at_once", MOSTLY, "draft")
    assert not asked.answer("pulse", "at_once", MOSTLY, "draft")
    assert asked.answered("pulse", "at_once")
    with pytest.raises(EvaluationError, match="have answered"):
        asked.answer("pulse", "at_once", MOSTLY, "another draft")
    assert not seen_by(OTHER).pulses.answered("pulse", "at_once")
    assert len(pulses.sheets(open_store(asked._group.store.path), pulse.id)) == 1


def test_without_sign_in_several_answer_at_one_computer_and_nobody_knows_who(seen_by: As) -> None:
    opened(seen_by(HEAD))
    asked = seen_by(LOCAL_HEAD).pulses
    assert not asked.knows_who
    assert [asked.answer("pulse", "at_once", MOSTLY, draft) for draft in ("a", "b", "b")] == [True, True, False]
    assert not asked.answered("pulse", "at_once")


def test_an_answer_missing_or_out_of_time_is_refused_and_nothing_is_kept(seen_by: As) -> None:
    opened(seen_by(HEAD))
    asked = seen_by(LEADER).pulses
    with pytest.raises(FormRefused) as refused:
        asked.answer("pulse", "at_once", {"fair": "fourth", "accurate": "tenth"}, "draft")  # type: ignore[dict-item]
    assert set(refused.value.fields) == {"accurate", "improve", "believe", "my_part"}
    with pytest.raises(EvaluationError, match="cannot be answered now"):
        asked.answer("pulse", "six_weeks", MOSTLY, "draft")
    with pytest.raises(NotAllowed):
        seen_by(GOVERNOR).pulses.answer("pulse", "at_once", MOSTLY, "draft")
    assert not asked.answered("pulse", "at_once")


def everything_in(path: Path) -> list[tuple[str, tuple[object, ...]]]:
    with sqlite3.connect(path) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [(table, row) for table in tables for row in db.execute(f'SELECT * FROM "{table}"')]


def test_an_answer_leaves_nobodys_name_no_time_and_no_entry_in_the_record_of_changes(seen_by: As, store_path) -> None:
    opened(seen_by(HEAD))
    before, revision = everything_in(store_path), open_store(store_path).revision
    for viewer in (LEADER, OTHER, OWNER):
        seen_by(viewer).pulses.answer("pulse", "at_once", MOSTLY, f"draft of {viewer.email}")
    added = [row for row in everything_in(store_path) if row not in before]
    assert open_store(store_path).revision == revision
    assert {table for table, _ in added} == {"pulse_sheet", "pulse_answered"}
    for table, row in added:
        text = " ".join(map(str, row))
        assert not any(word in text for viewer in (LEADER, OTHER, OWNER) for word in (viewer.email, viewer.name))
        assert "draft" not in text and str(TODAY.year) not in row and TODAY.isoformat() not in text
        if table == "pulse_sheet":
            assert row[:2] == ("pulse", "at_once") and set(row[3]) <= set('{}", :abcdefghijklmnopqrstuvwxyz_')
    who = {row[2] for table, row in added if table == "pulse_answered"}
    sheets = {row[2] for table, row in added if table == "pulse_sheet"}
    assert len(who) == len(sheets) == 3 and not who & sheets


def test_the_tables_keep_no_order_of_arrival(seen_by: As, store_path) -> None:
    with sqlite3.connect(opened(seen_by(HEAD)) and store_path) as db:
        for table in ("pulse_sheet", "pulse_answered"):
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                db.execute(f"SELECT rowid FROM {table}")
    for number in range(6):
        viewer = Viewer(f"Leader {number}", Role.LEADER, f"l{number}@school.example")
        seen_by(viewer).pulses.answer("pulse", "at_once", MOSTLY, str(number))
    ids = [sheet.id for sheet in pulses.sheets(open_store(store_path), "pulse")]
    assert ids == sorted(ids)


def places(content: bytes, kept: list[str]) -> list[str]:
    """What is kept, in the order in which it lies in a file's bytes; each must be there once."""
    assert [content.count(each.encode()) for each in kept] == [1] * len(kept)
    return sorted(kept, key=lambda each: content.index(each.encode()))


def the_copy(head: School) -> bytes:
    return head.settings.copy_of_store()


def the_file_after_its_log(head: School) -> bytes:
    store = open_store(head.pulses._group.store.path)
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.path.read_bytes()


def a_copy_page_by_page(head: School) -> bytes:
    path = head.pulses._group.store.path
    with sqlite3.connect(path) as live, sqlite3.connect(path.with_name("twin.db")) as twin:
        live.backup(twin)
    return path.with_name("twin.db").read_bytes()


@pytest.mark.parametrize("taken", [the_copy, the_file_after_its_log, a_copy_page_by_page])
def test_the_bytes_of_the_store_match_no_person_with_an_answer(
    seen_by: As, store_path, taken: Callable[[School], bytes]
) -> None:
    """Both lie in the order of their own keyed hashes, so where one lies says nothing of the other nor of arrival."""
    opened(seen_by(HEAD))
    store, chance = open_store(store_path), random.Random(9)
    truth: dict[str, str] = {}
    for number in range(9):
        answers = {question.id: chance.choice(("first", "fifth", "rather_not_say")) for question in QUESTIONS}
        viewer = Viewer(f"Leader {number}", Role.LEADER, f"l{number}@school.example")
        seen_by(viewer).pulses.answer("pulse", "at_once", answers, f"draft {number}")
        hashes = {row["who"] for row in store.rows("SELECT who FROM pulse_answered")}
        truth[(hashes - set(truth)).pop()] = pulses.sheet_id(store, "pulse", f"draft {number}")
    content = taken(seen_by(HEAD))
    people, sheets = places(content, list(truth)), places(content, list(truth.values()))
    assert people == sorted(truth, reverse=True)
    assert sheets == sorted(truth.values(), reverse=True)


def test_who_answered_an_earlier_wave_is_forgotten_with_the_next(seen_by: As, store_path, monkeypatch) -> None:
    opened(seen_by(HEAD), days_ago=14)
    store = open_store(store_path)
    with store.write("", "demo") as write:
        for viewer in (LEADER, OWNER, HEAD):
            sheet = pulses.PulseSheet(f"old of {viewer.role}", "pulse", "at_once", MOSTLY)
            pulses.add_sheet(write, sheet, viewer.email)
    assert seen_by(LEADER).pulses.answered("pulse", "at_once")
    hashes = [row["who"].encode() for row in store.rows("SELECT who FROM pulse_answered")]
    assert len(hashes) == 3 and all(who in the_file_after_its_log(seen_by(HEAD)) for who in hashes)
    seen_by(OTHER).pulses.answer("pulse", "two_weeks", MOSTLY, "draft")
    assert not seen_by(LEADER).pulses.answered("pulse", "at_once")
    assert len(pulses.sheets(store, "pulse")) == 4
    assert not any(who in the_file_after_its_log(seen_by(HEAD)) for who in hashes)


def test_it_is_shown_once_closed_from_five_answers_on(seen_by: As, store_path) -> None:
    opened(seen_by(HEAD), days_ago=14)
    store = open_store(store_path)

    def add(numbers: range) -> None:
        with store.write("", "demo") as write:
            for number in numbers:
                pulses.add_sheet(write, pulses.PulseSheet(str(number), "pulse", "at_once", MOSTLY), "")

    governor = seen_by(GOVERNOR).pulses
    add(range(4))
    assert governor.distribution("pulse").empty
    assert governor.quadrant("pulse", WAVES[0]) == []
    assert any("fewer than five" in said for said in governor.not_shown("pulse"))
    add(range(4, 5))
    frame = governor.distribution("pulse")
    assert frame.loc[frame["answer"] == "fourth", "count"].tolist() == [5] * len(QUESTIONS)
    assert sum(field.count for field in governor.quadrant("pulse", WAVES[0])) == 5
    with pytest.raises(NotAllowed):
        seen_by(OUTSIDER).pulses.distribution("pulse")


def test_an_outcome_too_old_to_ask_about_is_refused_at_its_day(seen_by: As) -> None:
    head = seen_by(HEAD)
    head.inspections.save(replace(HEARD, started_on=TODAY - timedelta(days=300)))
    for days_ago, refused in ((98, True), (97, False)):
        if refused:
            with pytest.raises(FormRefused, match="too long ago to ask about") as caught:
                head.pulses.open_for(TODAY - timedelta(days=days_ago), inspection_id="heard")
            assert list(caught.value.fields) == ["outcome_on"] and head.pulses.all() == []
        else:
            pulse = head.pulses.open_for(TODAY - timedelta(days=days_ago), inspection_id="heard")
            assert head.pulses.open_wave(pulse.id) == WAVES[-1]


def test_the_day_can_be_moved_until_somebody_has_answered(seen_by: As) -> None:
    head = seen_by(HEAD)
    head.inspections.save(replace(HEARD, started_on=TODAY - timedelta(days=30)))
    first = head.pulses.open_for(TODAY - timedelta(days=30), inspection_id="heard")
    moved = head.pulses.open_for(TODAY, inspection_id="heard")
    assert moved == replace(first, outcome_on=TODAY) and head.pulses.all() == [moved]
    with pytest.raises(FormRefused):
        head.pulses.open_for(TODAY - timedelta(days=31), inspection_id="heard")
    head.pulses.answer(moved.id, "at_once", MOSTLY, "draft")
    with pytest.raises(EvaluationError, match="the day stays"):
        head.pulses.open_for(TODAY - timedelta(days=1), inspection_id="heard")
    assert head.pulses.open_for(TODAY, inspection_id="heard") == moved


@pytest.mark.parametrize(
    "read",
    [
        lambda pulses, pulse_id: pulses.distribution(pulse_id),
        lambda pulses, pulse_id: pulses.not_shown(pulse_id),
        lambda pulses, pulse_id: pulses.quadrant(pulse_id, WAVES[0]),
    ],
    ids=["distribution", "not_shown", "quadrant"],
)
def test_each_reading_of_answers_under_embargo_is_noted(seen_by: As, read) -> None:
    head = seen_by(HEAD)
    head.inspections.save(HEARD)
    pulse = head.pulses.open_for(TODAY, inspection_id="heard")
    head.confidence.let_know("heard", Confidant("c", "person", OTHER.email))
    assert head.confidence.readings("heard") == []
    read(seen_by(OTHER).pulses, pulse.id)
    assert [(noted.who, noted.place) for noted in head.confidence.readings("heard")] == [(OTHER.who, "Action plan")]


def test_under_embargo_only_those_who_may_know_are_asked(seen_by: As) -> None:
    head = seen_by(HEAD)
    head.inspections.save(HEARD)
    pulse = head.pulses.open_for(TODAY, inspection_id="heard")
    other = seen_by(OTHER).pulses
    assert other.all() == []
    for act in (
        lambda: other.answer(pulse.id, "at_once", MOSTLY, "draft"),
        lambda: other.distribution(pulse.id),
        lambda: other.open_for(TODAY, inspection_id="heard"),
    ):
        with pytest.raises(NotAllowed):
            act()
    head.confidence.let_know("heard", Confidant("c", "person", OTHER.email))
    assert other.answer(pulse.id, "at_once", MOSTLY, "draft")
    assert head.confidence.readings("heard") == []
