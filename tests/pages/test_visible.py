"""What could be seen, as the people of a school meet it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.school import School
from evaluation.school.visible import Visible
from evaluation.visible.days import TwoDays
from evaluation.visible.records import Away, DaySetting, Practice, Slot
from pages.parts import entry
from tests.pages.conftest import said

TIMETABLE = b"Day,Class,Subject,Teacher\nMonA:1,5A,Maths,Ms Elm\nTueB:2,5A,Maths,Ms Elm\nSun:1,5B,Art,Mr Ash\n"


def words(app: AppTest) -> str:
    return said(app).replace("\\", "")


def press(app: AppTest, label: str, nth: int = 0) -> AppTest:
    found = [each for each in app.button if each.label == label][nth].click().run()
    assert not found.exception, found.exception[0].message
    return found


def field(app: AppTest, kind: str, label: str):
    return next(each for each in app.get(kind) if each.label == label)


def empty(demo: School) -> None:
    for practice in demo.visible.practices():
        demo.visible.remove(practice.id)


def test_the_whole_is_said_in_counts_and_that_nothing_is_a_reason_to_move_a_lesson(go: Callable[..., AppTest]) -> None:
    page = go("visible", days="typical", week="A")
    shown = words(page)
    assert "This shows the typical week. Nothing here is a reason to move a lesson." in shown
    assert "**16 of 32 practices could be seen**: 6 of 7 strands, 21 of 32 standards, 7 of 12 subjects" in shown
    assert "%" not in shown
    labels = [each.label for each in page.expander]
    assert "Recruitment and retention: 0 of 1 practice, 0 of 1 standard" in labels


def test_week_b_shows_what_week_a_does_not(go: Callable[..., AppTest]) -> None:
    lists = [
        list(go("visible", days="typical", week=week, by="list").dataframe[0].value["Could be seen"]) for week in "AB"
    ]
    assert lists[0] != lists[1] and lists[0].count("Yes") == lists[1].count("Yes") == 16


@pytest.mark.parametrize(
    ("by", "says"),
    [("subject", "Subject by year group"), ("pupils", "It is counted once"), ("strand", "Strand by day")],
)
def test_each_way_to_look_has_its_address(go: Callable[..., AppTest], by: str, says: str) -> None:
    assert says in words(go("visible", by=by))


def test_the_next_two_days_say_when_the_call_would_come_and_that_trips_count(
    go: Callable[..., AppTest], demo: School
) -> None:
    coming = demo.visible.coming()
    shown = words(go("visible"))
    assert f"the call would come on {coming.call_on:%A}" in shown and "Trips, days off and week A or B count." in shown


def test_on_two_real_dates_a_trip_takes_its_year_groups_lessons_away(go: Callable[..., AppTest], demo: School) -> None:
    today = date.today()
    demo.visible.save(
        Practice("here", "On that day", slots=(Slot(today.isoweekday() if today.isoweekday() < 6 else 1),))
    )
    page = go("visible", days="dates", by="list")
    for place in (0, 1):
        page.date_input(key=f"visible-date-{place}").set_value(date(2026, 12, 2))
    table = page.run().dataframe[0].value.set_index("What")
    assert "A day at the museum of water" in table.loc["Science in Years 5 and 6", "When, or why not"]
    assert table.loc["Reading together", "Could be seen"] == "Yes"


def test_what_is_not_there_has_its_reason_and_its_evidence(go: Callable[..., AppTest]) -> None:
    page = go("visible", about="not_seen", days="typical", week="A")
    shown = words(page)
    assert "**Forest school** · Friday, 10:45 to 12:00" in shown
    assert "**Music with the visiting teacher** · Wednesday, 10:45 to 11:45 (week B)" in shown
    assert "Wednesday: only in week B." in shown
    assert "We say it is met, and nothing then shows it" in shown
    assert any(each.label.startswith("SEND: 1") for each in page.expander)


def test_until_something_is_described_the_page_says_what_to_do_first(go: Callable[..., AppTest], demo: School) -> None:
    empty(demo)
    page = go("visible")
    assert "First, what your school does" in words(page)
    assert [each.label for each in page.button if each.key and each.key.startswith("begin-")] == [
        "Describe one thing",
        "Bring in a timetable",
    ]
    page = press(page, "Bring in a timetable")
    assert page.get("file_uploader")
    assert "Nothing is described yet" in words(press(go("visible", about="seen"), "Describe one thing"))


def test_something_is_described_in_a_short_form(go: Callable[..., AppTest], demo: School) -> None:
    page = go("visible", about="practice")
    field(page, "text_input", "What it is").set_value("Reading to younger pupils")
    field(page, "multiselect", "Who does it").set_value(["Mr Finch"])
    page.get("button_group")[1].set_value([2, 4])
    page = press(page, "Save")
    kept = demo.visible.practices()[-1]
    assert (kept.what, kept.who, kept.groups) == ("Reading to younger pupils", ("Mr Finch",), ("all",))
    assert [slot.weekday for slot in kept.slots] == [2, 4]
    assert field(page, "text_input", "What it is").value == ""


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(go: Callable[..., AppTest], demo: School) -> None:
    page = go("visible", about="practice")
    before = len(demo.visible.practices())
    field(page, "text_input", "Subject, if it is one").set_value("Drama")
    page = press(page, "Save")
    assert "What it is is missing." in words(page) and len(demo.visible.practices()) == before
    assert field(page, "text_input", "Subject, if it is one").value == "Drama"


def look_at(app: AppTest, practice_id: str) -> AppTest:
    """The page with one practice open; AppTest keeps no expander open by itself."""
    app.session_state[f"practice-{practice_id}"] = True
    return app.run()


def test_a_practice_is_changed_and_removed(go: Callable[..., AppTest], demo: School) -> None:
    first = demo.visible.practices()[0]
    page = look_at(go("visible", about="practice"), first.id)
    page = look_at(press(page, "Change it"), first.id)
    page.text_input(key=f"what-change{first.id}").set_value("Phonics, every morning")
    page.session_state[f"practice-{first.id}"] = True
    page.button(key=f"save-change{first.id}").click().run()
    assert demo.visible.practices()[0].what == "Phonics, every morning"
    page = look_at(page, first.id)
    page.button(key=f"remove-{first.id}").click().run()
    assert first.id not in {each.id for each in demo.visible.practices()}


def test_what_two_people_change_at_once_is_said_and_not_written_over(go: Callable[..., AppTest], demo: School) -> None:
    first = demo.visible.practices()[0]
    page = look_at(go("visible", about="practice"), first.id)
    page = look_at(press(page, "Change it"), first.id)
    demo.visible.save(replace(first, what="Theirs"), first)
    page.text_input(key=f"what-change{first.id}").set_value("Ours")
    page.session_state[f"practice-{first.id}"] = True
    page.button(key=f"save-change{first.id}").click().run()
    page = look_at(page, first.id)
    assert "changed in another window" in words(page) and demo.visible.practices()[0].what == "Theirs"
    page = look_at(press(page, "Leave it as it was"), first.id)
    assert "Theirs" in [each.label for each in page.expander][1]
    assert "changed in another window" not in words(look_at(press(page, "Change it"), first.id))


def test_a_trip_is_added_and_taken_away(go: Callable[..., AppTest], demo: School) -> None:
    page = go("visible", about="away")
    page = press(page, "Save")
    assert {"What it is is missing.", "Say who is away: people, or year groups.", "The first day is missing."} <= set(
        words(page).replace(":red[:material/error: ", "").replace("]", "").split("\n")
    )
    field(page, "text_input", "What it is").set_value("Theatre")
    field(page, "multiselect", "Year groups that are away").set_value(["Year 2"])
    field(page, "date_input", "First day").set_value(date.today())
    page = press(page, "Save")
    theatre = next(each for each in demo.visible.away() if each.what == "Theatre")
    assert theatre == Away(theatre.id, "Theatre", (), ("Year 2",), date.today(), date.today())
    page.button(key=f"remove-{theatre.id}").click().run()
    assert "Theatre" not in {each.what for each in demo.visible.away()}


def test_a_timetable_is_looked_at_brought_in_and_taken_back(go: Callable[..., AppTest], demo: School) -> None:
    before = len(demo.visible.practices())
    page = go("visible", about="timetable")
    page.get("file_uploader")[0].set_value(("timetable.csv", TIMETABLE, "text/csv")).run()
    assert "1 practice would come in" in words(page)
    assert "names no day from Monday to Friday" in page.dataframe[1].value["Why"][0]
    assert len(demo.visible.practices()) == before
    page = press(page, "Bring in 1 practice")
    came = demo.visible.practices()[-1]
    assert (came.what, came.year_groups, came.strands) == ("Maths, 5A", ("Year 5",), ())
    page = press(page, "Yes, take this timetable back")
    assert len(demo.visible.practices()) == before


def test_what_is_no_timetable_is_refused_on_the_spot(go: Callable[..., AppTest]) -> None:
    page = go("visible", about="timetable")
    page.get("file_uploader")[0].set_value(("timetable.csv", b"%PDF-1.7", "text/csv")).run()
    assert not page.exception and "Choose the timetable as an Excel workbook" in words(page)


def test_the_head_sets_the_two_days_with_where_they_are_written(go: Callable[..., AppTest], demo: School) -> None:
    page = go("visible")
    assert "Source, not confirmed" in words(page)
    field(page, "selectbox", "First day").set_value(3)
    field(page, "selectbox", "Second day").set_value(4)
    field(page, "text_area", "Where it is written").set_value("Their letter")
    field(page, "date_input", "Confirmed on").set_value(date(2026, 11, 2))
    page = press(page, "Save")
    assert demo.visible.days() == DaySetting(3, 4, date(2026, 9, 7), "Their letter", date(2026, 11, 2))
    assert "Source, confirmed on 2 November 2026: Their letter" in words(page)


def test_a_week_without_two_days_left_says_why(go: Callable[..., AppTest], demo: School, monkeypatch) -> None:
    closed = TwoDays(date(2026, 12, 21), None, (), None, "The school is closed all that week (Christmas).")
    monkeypatch.setattr(Visible, "coming", lambda self: closed)
    assert "The school is closed all that week" in words(go("visible"))


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER, Role.CONTRIBUTOR])
def test_others_find_what_is_theirs(
    demo: School, app: AppTest, monkeypatch: pytest.MonkeyPatch, store_path: Path, role: Role
) -> None:
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer("Somebody", role))
    everything = ""
    for about in ("seen", "not_seen", "practice", "away", "timetable"):
        app.query_params["about"] = about
        page = app.switch_page("pages/visible.py").run()
        assert not page.exception, page.exception[0].message
        everything += words(page) + "".join(each.label for each in page.expander)
    assert not any(each.label == "Save" for each in page.button) or role is Role.CONTRIBUTOR
    if role is Role.REVIEWER:
        assert "nothing here for you" in everything and "Phonics" not in everything
        return
    assert "Phonics in four groups" in everything
    assert ("Mrs Quinn" in everything) == (role is Role.CONTRIBUTOR)
    assert bool(page.get("file_uploader")) == (role is Role.CONTRIBUTOR)
