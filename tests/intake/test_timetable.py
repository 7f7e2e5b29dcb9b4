"""A school's timetable in Excel or CSV: lessons become practice, and every row that cannot is named."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import FileRefused
from evaluation.intake.timetable_rows import TimetableRows, practices_from, year_words
from evaluation.intake.timetable_table import FIELDS, guess_columns, read_timetable
from evaluation.intake.timetable_times import NamedDay, days_in, times_in, week_in
from evaluation.visible.describing import described
from evaluation.visible.records import Practice, Slot
from tests.intake.conftest import workbook_bytes
from tests.intake.test_plan_table import csv_of

HEADER = ["Day", "Start", "End", "Class", "Year", "Subject", "Teacher", "Room"]
CURRICULUM = (("school-strands", "curriculum"),)


def brought_in(content: bytes, strands=CURRICULUM, years: dict[str, str] | None = None) -> TimetableRows:
    table = read_timetable(content, "timetable")
    columns = guess_columns(table.header)
    return practices_from(table, columns, years or year_words(table, columns), strands, "demo")


def one(*cells: str, header: list[str] = HEADER) -> Practice:
    (found,) = brought_in(csv_of(header, list(cells))).practices
    return found


def test_lessons_of_one_class_in_one_subject_with_one_teacher_are_one_practice() -> None:
    rows = brought_in(
        csv_of(
            HEADER,
            ["Mon", "09:00", "10:00", "5A", "5", "Maths", "Ms Elm", "R1"],
            ["TUE", "09:00", "10:00", "5a", "5", "maths", "MS ELM", "R2"],
            ["Tuesday", "13:00", "14:00", "5A", "5", "Art", "Ms Elm", "R1"],
            ["Wed", "9.00", "10.00", "5B", "5", "Maths", "Mr Ash", "R3"],
        )
    )
    first, second, third = rows.practices
    assert (first.what, first.subject, first.who, first.year_groups) == ("Maths, 5A", "Maths", ("Ms Elm",), ("Year 5",))
    assert first.slots == (Slot(1, time(9), time(10)), Slot(2, time(9), time(10)))
    assert [second.what, third.what] == ["Art, 5A", "Maths, 5B"]
    assert (first.strands, first.groups, rows.lessons) == (CURRICULUM, ("all",), 4)
    assert (rows.refused, rows.remarks, rows.unused) == ((), (), ("Room",))


def test_a_workbook_with_times_and_a_title_above_comes_in_too() -> None:
    content = workbook_bytes(
        {
            "Notes": [["x"]],
            "Lessons": [["Oak School"], HEADER, ["Friday", time(9, 5), time(9, 55), "7x", 7, "PE", "JB"]],
        }
    )
    (found,) = brought_in(content).practices
    assert found.slots == (Slot(5, time(9, 5), time(9, 55)),) and found.year_groups == ("Year 7",)


@pytest.mark.parametrize(
    ("cell", "weekday", "week"),
    [
        ("Mon", 1, None), ("MONDAY", 1, None), ("Monday A", 1, "A"), ("A Monday", 1, "A"), ("Mon:1", 1, None),
        ("MonA:1", 1, "A"), ("MonB1", 1, "B"), ("1MonA", 1, "A"), ("2Mon:3", 1, "B"), ("3Mon", 1, None),
        ("Week B Tue P2", 2, "B"), ("Weds (A)", 3, "A"), ("Thursday week 2", 4, "B"), ("Fri P5", 5, None),
        ("WedB", 3, "B"), ("Th", 4, None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_exports_write_it(cell: str, weekday: int, week: str | None) -> None:
    assert days_in(cell) == (NamedDay(weekday, week),)  # type: ignore[arg-type]


def test_several_days_in_one_cell_are_several_times() -> None:
    assert [day.weekday for day in days_in("Mon, Wed & Fri")] == [1, 3, 5]
    assert (
        [day.weekday for day in days_in("Every day")] == [day.weekday for day in days_in("Mon-Fri")] == [1, 2, 3, 4, 5]
    )


@pytest.mark.parametrize("cell", ["", "Saturday", "Day 1", "Mon or so", "banana", "Mon, banana", "1"])
def test_what_names_no_school_day_names_none(cell: str) -> None:
    assert days_in(cell) == ()


def test_a_column_for_the_week_counts_before_the_day() -> None:
    header = ["Week", "Period", "Subject"]
    assert one("Week 2", "Mon:3", "Art", header=header).slots == (Slot(1, week="B"),)
    assert one("Both", "Mon:3", "Art", header=header).slots == (Slot(1),)
    assert [week_in(text) for text in ("A", "wk 1", "B week", "A/B", "")] == ["A", "A", "B", None, None]


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("09:00-09:50", (9, 0), (9, 50)), ("1:30pm", (13, 30), None), ("P1 (9.05 - 9.55)", (9, 5), (9, 55)),
        ("12:10am", (0, 10), None), ("3", None, None),
    ],
)  # fmt: skip
def test_times_are_read_from_the_cell_that_has_them(cell: str, first: object, last: object) -> None:
    assert times_in(cell) == tuple(time(*each) if each else None for each in (first, last))  # type: ignore[misc]


def test_a_period_without_a_time_of_day_is_said_once_and_the_lesson_comes_in() -> None:
    rows = brought_in(csv_of(["Day", "Period", "Subject"], ["Mon", "P1", "Art"], ["Tue", "P2", "Art"]))
    assert rows.practices[0].slots == (Slot(1), Slot(2))
    assert [str(remark) for remark in rows.remarks] == [
        "Line 2, Period: Words such as “P1” say no time of day, so times are left out."
    ]


def test_an_end_before_the_beginning_is_left_out_and_said() -> None:
    rows = brought_in(csv_of(HEADER, ["Mon", "10:00", "09:00", "5A", "5", "Maths", "Jo", ""]))
    assert rows.practices[0].slots == (Slot(1, time(10)),)
    assert "ends at 09:00" in str(rows.remarks[0])


def test_rows_that_cannot_be_used_are_named_by_line_and_why() -> None:
    rows = brought_in(
        csv_of(
            ["Day", "Week", "Class", "Subject"],
            ["Sat", "A", "5A", "Maths"],
            ["", "A", "5A", "Maths"],
            ["Mon", "C", "5A", "Maths"],
            ["Mon", "A", "", ""],
            ["Mon", "A", "5A", "M" * 200],
            ["Mon", "A", "5A", "Maths"],
        )
    )
    assert [(problem.line, problem.field) for problem in rows.refused] == [
        (2, "Day"), (3, "Day"), (4, "Week"), (5, ""), (6, ""),
    ]  # fmt: skip
    assert [practice.what for practice in rows.practices] == ["Maths, 5A"]


def test_a_leader_says_which_year_groups_the_words_mean() -> None:
    content = csv_of(
        ["Day", "Class", "Subject"], ["Mon", "10x/Ma1", "Maths"], ["Tue", "Rec", "Play"], ["Wed", "Owls", "Art"]
    )
    table = read_timetable(content, "timetable.csv")
    assert year_words(table, guess_columns(table.header)) == {"Rec": "Reception", "10": "Year 10"}
    found = brought_in(content, years={"10": "Fourth form", "Rec": ""}).practices
    assert [practice.year_groups for practice in found] == [("Fourth form",), (), ()]


@pytest.mark.parametrize(
    ("cell", "years"),
    [("Y5", ("Year 5",)), ("Years 3/4", ("Year 3", "Year 4")), ("R", ("Reception",)), ("Owls", ("Owls",)), ("", ())],
)
def test_year_groups_are_read_as_columns_write_them(cell: str, years: tuple[str, ...]) -> None:
    assert one("Mon", "", "", "x", cell, "Art", "", "").year_groups == years


def test_several_teachers_are_parted_and_a_comma_is_part_of_a_name() -> None:
    assert one("Mon", "", "", "5A", "5", "Art", "Elm, Jo; Mr Ash", "").who == ("Elm, Jo", "Mr Ash")


def test_the_same_lesson_has_the_same_id_in_every_file_and_another_school_has_others() -> None:
    row = ["Mon", "09:00", "10:00", "5A", "5", "Maths", "Ms Elm", "R1"]
    table = read_timetable(csv_of(HEADER, row), "a.csv")
    later = read_timetable(csv_of(HEADER, ["Fri", *row[1:]]), "b.csv")
    ids = [
        practices_from(each, guess_columns(each.header), {"5": "Year 5"}, (), owner).practices[0].id
        for each, owner in ((table, "ours"), (later, "ours"), (table, "theirs"))
    ]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("header", [["Class", "Mon", "Tue", "Wed"], ["Room", "Week"], ["Day", "Room"]])
def test_a_table_that_does_not_say_day_and_subject_in_columns_waits_for_a_choice(header: list[str]) -> None:
    rows = brought_in(csv_of(header, ["x"] * len(header)))
    assert rows.practices == () and "Choose the column" in str(rows.refused[0])


def test_what_is_no_timetable_is_refused_in_words_for_a_timetable() -> None:
    for content in (b"", b"%PDF-1.7", csv_of(HEADER)):
        with pytest.raises(FileRefused, match="Choose the timetable as an Excel workbook"):
            read_timetable(content, "timetable.pdf")


CELL = st.one_of(
    st.sampled_from(["", "Mon", "TueA:2", "Subject", "Day", "Art", "5A", "09:00", "10:00-09:00", "Week B", "Y5"]),
    st.text(max_size=20),
)


@given(st.lists(st.lists(CELL, max_size=7), max_size=10))
def test_any_table_gives_practice_that_can_be_kept_or_named_refusals(rows: list[list[str]]) -> None:
    try:
        table = read_timetable(csv_of(*rows, encoding="utf-8") if rows else b"", "timetable.csv")
    except (FileRefused, UnicodeEncodeError):
        return
    everything = {name: n for n, name in enumerate(FIELDS) if n < len(table.header)}
    for columns in (guess_columns(table.header), everything):
        found = practices_from(table, columns, year_words(table, columns), (), "demo")
        assert len({practice.id for practice in found.practices}) == len(found.practices)
        assert all(described(practice) == practice and practice.slots for practice in found.practices)
        assert all(problem.line and problem.message for problem in (*found.refused, *found.remarks))
        if "day" in columns and columns.keys() & {"subject", "group", "what"}:
            assert found.lessons + len({problem.line for problem in found.refused}) >= len(table.rows)
