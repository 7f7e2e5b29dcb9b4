"""A timetable through the door: looked at, brought in once, and taken back without what somebody has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.access import NotAllowed, Role, Viewer
from evaluation.errors import EvaluationError
from evaluation.school import Door, School
from evaluation.school.timetables import TimetableChoices
from evaluation.visible.records import Slot

FILE = b"Day,Class,Subject,Teacher\nMon,5A,Maths,Ms Elm\nTue,5A,Maths,Ms Elm\nWed,5B,Art,Mr Ash\nSun,5B,Choir,Mr Ash\n"
CURRICULUM = ("school-strands", "curriculum")


def bring_in(school: School, import_id: str, content: bytes = FILE):
    table = school.timetables.read(content, "timetable.csv")
    columns = school.timetables.guess(table)
    choices = TimetableChoices(columns, school.timetables.years(table, columns), (CURRICULUM,))
    return school.timetables.preview(table, choices), school.timetables.bring_in(import_id, table, choices)


def test_nothing_is_stored_before_the_press_and_twice_pressed_comes_in_once(school: School) -> None:
    table = school.timetables.read(FILE, "timetable.csv")
    choices = TimetableChoices(school.timetables.guess(table), {"5": "Year 5"})
    preview = school.timetables.preview(table, choices)
    assert [each.what for each in preview.new] == ["Maths, 5A", "Art, 5B"]
    assert preview.lessons == 3 and [problem.line for problem in preview.refused] == [5]
    assert school.visible.practices() == []
    assert school.timetables.bring_in("one", table, choices) == preview
    again = school.timetables.bring_in("one", table, choices)
    assert again.new == () and len(again.known) == 2
    assert len(school.visible.practices()) == 2 and len(school.timetables.imports()) == 1


def test_lessons_that_moved_are_said_and_stay_as_they_are(school: School) -> None:
    bring_in(school, "one")
    preview, _ = bring_in(school, "two", FILE.replace(b"Wed", b"Thu"))
    assert [each.what for each in preview.moved] == ["Art, 5B"] and preview.new == ()
    assert len(school.timetables.imports()) == 1


def test_taking_a_timetable_back_keeps_what_somebody_has_changed_since(school: School) -> None:
    bring_in(school, "one")
    maths, art = school.visible.practices()
    school.visible.save(replace(art, slots=(Slot(4),)), art)
    undone = school.timetables.undo("one")
    assert (undone.removed, undone.stayed) == (1, ("Art, 5B",))
    assert [each.id for each in school.visible.practices()] == [art.id]
    assert school.timetables.imports() == []
    with pytest.raises(EvaluationError, match="taken back already"):
        school.timetables.undo("one")
    assert maths.strands == (CURRICULUM,)


def test_two_schools_bring_in_the_same_file(school: School, door: Door) -> None:
    other = door.set_up(replace(school.details, urn=999002, name="Another"))
    bring_in(school, "one")
    bring_in(other, "two")
    assert len(school.visible.practices()) == len(other.visible.practices()) == 2


def test_governors_bring_nothing_in(school: School, store_path) -> None:
    theirs = Door.at(store_path, Viewer("A governor", Role.GOVERNOR)).school(school.details.id).timetables
    bring_in(school, "one")
    assert theirs.imports() == []
    for way in (lambda: theirs.read(FILE, "x.csv"), lambda: theirs.undo("one")):
        with pytest.raises(NotAllowed):
            way()
