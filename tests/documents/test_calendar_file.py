"""The calendar file: what two calendar libraries read of it, and that any text comes through."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.details import tidy
from evaluation.documents.calendar_file import calendar_file
from evaluation.plan.records import Action, Milestone

icalendar = pytest.importorskip("icalendar", reason="the library icalendar reads the files back (tests/requirements)")

MADE = datetime(2026, 9, 1, 13, 30, 5, 77, tzinfo=timezone(timedelta(hours=1)))
ACTION = Action(
    "a1",
    "sdp",
    "Train staff in reading; phonics, spelling",
    owner="Ms Elm",
    owner_email="elm@school.example",
    due_on=date(2026, 12, 18),
    success_measure="Every lesson\nuses the scheme",
    milestones=(
        Milestone("m1", "Scheme chosen", date(2026, 10, 2), reached_on=date(2026, 9, 30)),
        Milestone("m2", "All trained", date(2026, 11, 6)),
    ),
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=400)


def read(*actions: Action, school: str = "Oak & Ash School"):
    return icalendar.Calendar.from_ical(calendar_file(actions, school, MADE))


def test_each_due_day_and_milestone_is_one_all_day_event_by_day() -> None:
    calendar = read(ACTION, Action("a2", "sdp", "No day yet"))
    assert [(str(e["SUMMARY"]), e.start, e.end) for e in calendar.events] == [
        ("Milestone reached: Scheme chosen", date(2026, 10, 2), date(2026, 10, 3)),
        ("Milestone: All trained", date(2026, 11, 6), date(2026, 11, 7)),
        ("Due: Train staff in reading; phonics, spelling", date(2026, 12, 18), date(2026, 12, 19)),
    ]
    assert {event.DTSTAMP for event in calendar.events} == {datetime(2026, 9, 1, 12, 30, 5, tzinfo=UTC)}
    assert str(calendar["X-WR-CALNAME"]) == "Oak & Ash School: action plan"
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]


def test_the_reminder_comes_a_week_before_in_the_morning_and_not_for_what_is_reached() -> None:
    reached, step, due = read(ACTION).events
    assert not reached.walk("VALARM")
    for event in (step, due):
        (alarm,) = event.walk("VALARM")
        at = datetime.combine(event.start, datetime.min.time()) + alarm["TRIGGER"].dt
        assert (event.start - at.date(), at.hour) == (timedelta(days=7), 9)


def test_it_says_who_and_how_one_will_know_and_holds_no_address() -> None:
    due = read(ACTION).events[-1]
    assert str(due["DESCRIPTION"]).split("\n") == [
        "Train staff in reading; phonics, spelling",
        "Owner: Ms Elm",
        "How we will know that it worked: Every lesson",
        "uses the scheme",
        "Oak & Ash School",
    ]
    assert b"elm@school" not in calendar_file([ACTION], "Oak", MADE)


def test_a_later_file_has_the_same_events_and_no_two_share_an_id() -> None:
    other = Action("a1", "another plan", "Same", due_on=date(2026, 12, 18), milestones=ACTION.milestones)
    first = [str(event["UID"]) for event in read(ACTION, other).events]
    moved = Action("a1", "sdp", "Now called otherwise", due_on=date(2027, 3, 1))
    assert len(set(first)) == 6
    assert str(read(moved).events[0]["UID"]) == str(read(ACTION).events[-1]["UID"])


def test_a_calendar_of_no_days_and_one_of_the_last_day_are_read() -> None:
    assert read().events == []
    assert read(Action("a", "p", "w", due_on=date.max)).events[0].start == date.max


@given(TEXTS, TEXTS, TEXTS, st.dates())
def test_any_text_survives_the_calendar(what: str, owner: str, school: str, on: date) -> None:
    content = calendar_file([Action("a", "p", what, owner=owner, due_on=on)], school, MADE)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    content.decode()
    (event,) = icalendar.Calendar.from_ical(content).events
    assert not event.errors and event.start == on
    said = "\n".join(part for part in (what, f"Owner: {owner}" if owner else "", school) if part)
    assert str(event["DESCRIPTION"]) == _kept(said)
    if len(what) < 190:
        assert str(event["SUMMARY"]) == _kept("Due: " + " ".join(tidy(what).split()))


@given(TEXTS, TEXTS)
def test_a_second_library_reads_the_same(what: str, owner: str) -> None:
    vobject = pytest.importorskip("vobject", reason="the library vobject is not installed")
    action = Action("a", "p", what, owner=owner, due_on=date(2026, 12, 18), milestones=ACTION.milestones)
    content = calendar_file([action], "Oak", MADE)
    ours = sorted(str(event["DESCRIPTION"]) for event in icalendar.Calendar.from_ical(content).events)
    theirs = vobject.readOne(content.decode()).vevent_list
    assert sorted(event.description.value for event in theirs) == ours
    assert {event.dtstart.value for event in theirs} == {date(2026, 10, 2), date(2026, 11, 6), date(2026, 12, 18)}


def _kept(text: str) -> str:
    """A text without the control characters that neither a calendar nor a screen can show."""
    bad = {*range(32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF} - {9, 10}
    return "".join(letter for letter in tidy(text) if ord(letter) not in bad)
