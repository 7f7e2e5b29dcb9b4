"""A school's own development plan in Excel or CSV: found, matched, and brought in with every refusal named."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.details import NAME_LENGTH, TEXT_LENGTH
from evaluation.errors import FileRefused
from evaluation.intake.plan_columns import FIELDS, guess_columns
from evaluation.intake.plan_days import named_day
from evaluation.intake.plan_rows import PlanRows, actions_from
from evaluation.intake.plan_table import read_plan_table
from evaluation.intake.table_sheets import LARGEST
from evaluation.plan.actions import revised
from evaluation.plan.records import Plan
from tests import sample
from tests.intake.conftest import workbook_bytes, zip_bytes
from tests.intake.test_workbooks import rewritten

PLAN = Plan("sdp", "School development plan", date(2026, 9, 1), date(2027, 7, 31))
FRAMEWORK = sample.library().get(*sample.OURS)
HEADER = ["Objective", "Action", "Lead", "Start date", "By when", "Success criteria", "Evidence", "Cost", "Priority"]
ROW = ["Readers", "Train staff", "Ms Elm", "01/09/2026", "18/12/2026", "All pass", "Notes", "£500", "High"]


def csv_of(*rows: list[str], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def brought_in(content: bytes, plan: Plan = PLAN, sheet: str | None = None) -> PlanRows:
    table = read_plan_table(content, "plan", sheet)
    return actions_from(table, guess_columns(table.header), plan, FRAMEWORK)


def due(text: str, header: str = "By when") -> tuple[date | None, tuple[str, ...]]:
    """The due day that a cell gives, and what is said about it."""
    rows = brought_in(csv_of(["Action", header], ["Train staff", text]))
    (action,) = rows.actions
    return (action.due_on if header == "By when" else action.starts_on), tuple(map(str, rows.remarks))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_comes_in_whatever_its_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    row = [*ROW[:1], "Café, reading; and “talk”", *ROW[2:]]
    rows = brought_in(csv_of(["School plan 2026"], [], HEADER, row, delimiter=delimiter, encoding=encoding))
    (action,) = rows.actions
    assert rows.refused == rows.remarks == ()
    assert (action.what, action.why, action.owner) == ("Café, reading; and “talk”", "Readers", "Ms Elm")
    assert (action.starts_on, action.due_on) == (date(2026, 9, 1), date(2026, 12, 18))
    assert (action.success_measure, action.proof, action.cost) == ("All pass", "Notes", "£500")
    assert action.priority == "now" and action.plan_id == "sdp" and not action.agreed


def test_a_workbook_comes_in_as_it_is_seen() -> None:
    book = openpyxl.Workbook()
    ws = book.active
    ws.append(["Oak School: development plan"])
    ws.merge_cells("A1:E1")
    ws.append([])
    ws.append(["Objective", "Actions", "Who", "By when", "Cost (£)"])
    ws.append(["Better\nreaders", "Train staff\n- phonics\n- spelling", "Ms Elm", date(2026, 12, 18), 1250])
    ws.append([None, "Buy books", "Mr Ash", date(2027, 3, 1), 99.5])
    ws.merge_cells("A4:A5")
    ws["D5"].number_format = "mmm\\-yy"
    ws["E4"].number_format = "[$£-809]#,##0"
    rows = brought_in(saved(book))
    first, second = rows.actions
    assert first.what == "Train staff\n- phonics\n- spelling" and first.why == second.why == "Better\nreaders"
    assert first.due_on == date(2026, 12, 18)
    assert second.due_on == date(2027, 3, 31)
    assert (first.cost, second.cost) == ("£1,250", "99.5")
    assert [str(remark) for remark in rows.remarks] == [
        "Line 5, By when: “March 2027” is taken as the last day, 31 March 2027."
    ]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_heading_in_two_rows_is_read_from_the_lower_one() -> None:
    book = openpyxl.Workbook()
    ws = book.active
    ws.append(["Action", "Lead", "When", None, "Success criteria"])
    ws.append([None, None, "Start", "End", None])
    ws.append(["Train staff", "Ms Elm", date(2026, 9, 1), date(2026, 12, 18), "All pass"])
    for merged in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        ws.merge_cells(merged)
    (action,) = brought_in(saved(book)).actions
    assert (action.starts_on, action.due_on) == (date(2026, 9, 1), date(2026, 12, 18))


def test_rows_of_one_merged_action_are_one_action() -> None:
    book = openpyxl.Workbook()
    ws = book.active
    ws.append(["Action", "Success criteria", "Lead"])
    ws.append(["Train staff", "All trained", "Ms Elm"])
    ws.append([None, "All pass"])
    ws.append(["Buy books", "Read", "Mr Ash"])
    ws.merge_cells("A2:A3")
    ws.merge_cells("C2:C3")
    first, second = brought_in(saved(book)).actions
    assert (first.success_measure, first.owner) == ("All trained\nAll pass", "Ms Elm")
    assert second.what == "Buy books"


def test_the_likeliest_visible_sheet_is_taken_and_another_can_be_chosen() -> None:
    content = workbook_bytes(
        {
            "Cover": [["Oak School"]],
            "Staff": [["Name", "Room"], ["Ms Elm", "1"]],
            "Plan": [HEADER, ROW],
            "Old plan": [HEADER, ROW, [*ROW[:1], "Old", *ROW[2:]]],
        },
        hidden=["Old plan"],
    )
    table = read_plan_table(content, "plan.xlsx")
    assert (table.sheet, table.sheets) == ("Plan", ("Staff", "Plan"))
    assert read_plan_table(content, "plan.xlsx", "Staff").header == ("Name", "Room")
    with pytest.raises(FileRefused, match="no table on the sheet “Cover”"):
        read_plan_table(content, "plan.xlsx", "Cover")


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "Key Action|Person(s) Responsible|Deadline|Success Criteria|Resources / Cost",
            "what owner due_on success cost",
        ),
        ("Objective|Tasks|By whom|Timescale|Intended outcomes|Monitoring", "why what owner due_on success proof"),
        ("What?|Why?|Who?|Start|End|Impact|Budget|Staff time", "what why owner starts_on due_on success cost time"),
        ("Area|Target|Lead|When|Evidence of impact|Priority", "strand what owner due_on proof priority"),
        ("Ref|RAG|Notes", "- - -"),
        ("Actions to be taken|LED BY|To be completed by|How will we know?", "what owner due_on success"),
    ],
)
def test_usual_headings_are_recognised(headings: str, fields: str) -> None:
    found = {place: name for name, place in guess_columns(headings.split("|")).items()}
    said = [found.get(place, "-").removesuffix("_measure") for place in range(len(headings.split("|")))]
    assert " ".join(said) == fields


@pytest.mark.parametrize(
    "text",
    ["18/12/2026", "18.12.26", "18-12-2026", "2026-12-18", "18 Dec 2026", "18th December 2026", "Fri 18 December 26",
     "by 18/12/26", "December 18, 2026"],
)  # fmt: skip
def test_a_plain_date_is_read_without_a_word(text: str) -> None:
    assert due(text) == (date(2026, 12, 18), ())


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Autumn 2026", date(2026, 12, 31)),
        ("End of autumn term 2026", date(2026, 12, 31)),
        ("Autumn 1 2026", date(2026, 10, 31)),
        ("Spring term 2027", date(2027, 3, 31)),
        ("Spring 2026/27", date(2027, 3, 31)),
        ("Summer", date(2027, 7, 31)),
        ("Dec 2026", date(2026, 12, 31)),
        ("Dec-26", date(2026, 12, 31)),
        ("February 2027", date(2027, 2, 28)),
        ("by Easter", None),
        ("July", date(2027, 7, 31)),
        ("18 December", date(2026, 12, 18)),
        ("Sept 2026 – July 2027", date(2027, 7, 31)),
        ("Ongoing", None),
        ("31/02/2027", None),
        ("12/18/2026", None),
        ("Half-termly", None),
        ("18/12/2028", None),
        ("Autumn 2028", None),
        ("Spring 2026/29", None),
    ],
)
def test_a_month_or_term_is_its_last_day_and_that_is_said(text: str, on: date | None) -> None:
    found, (said,) = due(text)
    assert found == on and "Line 2, By when" in said
    assert f"“{text}”" in said or "2028 is not within the plan (from 1 September 2026 to 31 July 2027)" in said


def test_where_it_starts_a_month_or_term_is_its_first_day() -> None:
    assert due("Autumn 2026", "Start")[0] == date(2026, 9, 1)
    assert due("Dec 2026", "Start")[0] == date(2026, 12, 1)


def test_a_span_gives_both_days_where_no_column_says_when_it_starts() -> None:
    (action,) = brought_in(csv_of(["Action", "Timescale"], ["Train staff", "Sept 2026 - Dec 2026"])).actions
    assert (action.starts_on, action.due_on) == (date(2026, 9, 1), date(2026, 12, 31))


def test_a_span_that_began_before_the_plan_gives_the_day_it_is_due() -> None:
    rows = brought_in(csv_of(["Action", "Timescale"], ["Train staff", "Jan 2026 - Dec 2026"]))
    assert [(a.starts_on, a.due_on) for a in rows.actions] == [(None, date(2026, 12, 31))]
    assert "1 January 2026 is not within the plan" in str(rows.remarks[1])


def test_a_day_without_a_year_counts_only_where_the_plan_has_one_of_it() -> None:
    assert named_day("1 October", "due", PLAN).on == date(2026, 10, 1)
    assert named_day("1 October", "due", replace(PLAN, ends_on=date(2028, 7, 31))) is None
    assert named_day("Autumn", "due", replace(PLAN, ends_on=date(2028, 7, 31))) is None


def test_a_term_in_which_the_plan_ends_is_due_when_the_plan_ends() -> None:
    plan = replace(PLAN, starts_on=date(2026, 9, 14), ends_on=date(2027, 7, 20))
    assert named_day("Summer 2027", "due", plan).on == date(2027, 7, 20)
    assert named_day("September", "start", plan).on == date(2026, 9, 14)


def test_days_that_cannot_be_meant_are_said() -> None:
    rows = brought_in(csv_of(["Action", "Start", "End"], ["A", "01/12/2026", "01/10/2026"], ["B", "", "01/10/2062"]))
    assert [(a.starts_on, a.due_on) for a in rows.actions] == [(None, date(2026, 10, 1)), (None, None)]
    assert [(r.line, r.field) for r in rows.remarks] == [(2, "Start"), (3, "End")]


def test_rows_are_refused_by_line_and_column_and_never_cut() -> None:
    rows = brought_in(
        csv_of(
            ["Action", "Lead", "By when"],
            ["", "Ms Elm", "01/10/2026"],
            ["Train\nstaff", "x" * (NAME_LENGTH + 1), ""],
            ["y" * (TEXT_LENGTH + 1), "", ""],
            ["Train staff", "\x07", ""],
            ["Train staff", "Ms Elm", "Oct 2026"],
            ["train  staff", "Mr Ash", "31/10/2026"],
        )
    )
    assert [(p.line, p.field) for p in rows.refused] == [
        (2, "Action"),
        (3, "Lead"),
        (5, "Action"),
        (6, "Lead"),
        (8, "Action"),
    ]
    assert "Line 7 has the same" in rows.refused[-1].message
    assert [action.owner for action in rows.actions] == ["Ms Elm"]


def test_cells_moved_by_a_comma_refuse_their_row_only() -> None:
    rows = brought_in(b"Action,Lead,Cost\nTrain staff,Ms Elm,1,000\nBuy books,Mr Ash,5,\n")
    assert [p.line for p in rows.refused] == [2] and [a.what for a in rows.actions] == ["Buy books"]


def test_a_heading_row_gives_its_strand_or_priority_to_the_rows_below() -> None:
    rows = brought_in(
        csv_of(
            ["Area", "Action", "Lead"],
            ["Priority 1: TRIPS  and visits", "", ""],
            ["", "Plan a trip", "Ms Elm"],
            ["Teaching", "Train staff", "Mr Ash"],
            ["Money", "Save", "Mr Ash"],
            ["", "Objective 2 – be kind", ""],
            ["", "Be kind", "All"],
            ["High priority", "", ""],
            ["Area", "Action", "Lead"],
            ["", "Mend the roof", "Mr Oak"],
            ["", "", "Mr Elm"],
        )
    )
    ours = FRAMEWORK.id
    assert [(a.what, a.strand, a.priority) for a in rows.actions] == [
        ("Plan a trip", (ours, "trips"), "next"),
        ("Train staff", (ours, "teaching"), "next"),
        ("Save", None, "next"),
        ("Be kind", None, "next"),
        ("Mend the roof", None, "now"),
    ]
    assert [(r.line, r.field) for r in rows.remarks] == [(2, ""), (5, "Area"), (6, ""), (8, "")]
    assert [r.line for r in rows.refused] == [11]


def test_a_merged_line_over_the_table_is_a_heading_and_a_lone_action_is_none() -> None:
    book = openpyxl.Workbook()
    ws = book.active
    for row in (["Action", "Lead"], ["Being kind"], ["Train staff", "Ms Elm"], ["Buy books"]):
        ws.append(row)
    ws.merge_cells("A2:B2")
    rows = brought_in(saved(book))
    assert [action.what for action in rows.actions] == ["Train staff", "Buy books"]
    assert [remark.line for remark in rows.remarks] == [2]


def test_a_priority_that_is_no_urgency_is_said() -> None:
    rows = brought_in(csv_of(["Action", "Priority"], ["A", "1"], ["B", "Low"], ["C", ""]))
    assert [a.priority for a in rows.actions] == ["next", "later", "next"]
    assert [r.line for r in rows.remarks] == [2]


def test_columns_that_hold_something_and_that_nothing_takes_are_named() -> None:
    rows = brought_in(csv_of(["Action", "RAG", "Lead", "Notes", "Ref"], ["Train staff", "Green", "Jo", "", "4"]))
    assert rows.unused == ("RAG", "Ref") and rows.remarks == ()


def test_the_same_row_has_the_same_id_in_every_file_and_another_plan_has_others() -> None:
    as_csv = brought_in(csv_of(HEADER, ROW))
    as_workbook = brought_in(workbook_bytes({"SDP": [["Plan"], HEADER, [*ROW[:4], date(2026, 12, 18), *ROW[5:]]]}))
    assert as_csv.actions == as_workbook.actions
    assert brought_in(csv_of(HEADER, ROW), replace(PLAN, id="other")).actions[0].id != as_csv.actions[0].id


def test_what_looks_like_a_formula_stays_text_and_a_formula_is_never_worked_out() -> None:
    assert brought_in(csv_of(["Action", "Lead"], ["=1+1", "+44"])).actions[0].what == "=1+1"
    book = workbook_bytes({"SDP": [["Action", "Lead"], ["=1+1", "Ms Elm"]]})
    assert [p.line for p in brought_in(book).refused] == [2]
    stored = rewritten(
        book,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    assert brought_in(stored).actions[0].what == "2"


def test_without_a_column_for_what_is_done_every_row_waits() -> None:
    table = read_plan_table(csv_of(["A1", "B1"], ["x", "y"]), "plan.csv")
    rows = actions_from(table, {}, PLAN, FRAMEWORK)
    assert rows.actions == () and "Choose the column" in str(rows.refused[0])


BOOK = workbook_bytes({"SDP": [HEADER, ROW]})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"Just words", "no table"),
        (csv_of(HEADER), "no table"),
        (workbook_bytes({"A": [["x"]]}), "no table"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("Action\tLead".encode("utf-16"), "NUL"),
        (b'Action,Lead\nTrain,"Ms Elm', "not whole"),
        (b"x" * (LARGEST + 1), "larger than 10 MB"),
        (b"Action,Lead\n" + b"a,b\n" * 5001, "5,000 rows"),
        (BOOK[:-300], "damaged"),
        (zip_bytes({"word/document.xml": b"<x/>"}), "neither an Excel workbook"),
        (zip_bytes({"xl/workbook.xml": b"<x"}), "cannot be read"),
        (zip_bytes({"content.xml": b"x"}), "neither .xlsx nor CSV"),
        (rewritten(BOOK, "xl/styles.xml", lambda xml: xml + bytes(101 * 1024**2)), "than a plan does"),
    ],
    ids=range(16),
)
def test_what_is_no_plan_is_refused_in_words_for_a_plan(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says) as refused:
        read_plan_table(content, "plan.xlsx")
    assert "Ofsted" not in str(refused.value) and "workbook (.xlsx) or a CSV file" in str(refused.value)


CELL = st.one_of(
    st.sampled_from(
        [
            "",
            "Action",
            "Lead",
            "By when",
            "Teaching",
            "Ongoing",
            "Autumn 2026",
            "May 2026 - Dec 2026",
            "1/2",
            "Priority 1: x",
            "High",
        ]
    ),
    st.text(max_size=30),
)


@given(st.lists(st.lists(CELL, max_size=7), max_size=12), st.sampled_from(",;\t"))
def test_any_table_gives_actions_or_named_refusals_and_twice_the_same(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    content = text.getvalue().encode("utf-8", "replace")
    try:
        table = read_plan_table(content, "plan.csv")
    except FileRefused as refused:
        assert str(refused)
        return
    everything = {name: n for n, name in enumerate(FIELDS) if n < len(table.header)}
    for columns in (guess_columns(table.header), everything):
        found = actions_from(table, columns, PLAN, FRAMEWORK)
        assert found == actions_from(table, columns, PLAN, FRAMEWORK)
        assert len({action.id for action in found.actions}) == len(found.actions)
        assert all(revised(action, None, PLAN, PLAN.ends_on) == action for action in found.actions)
        assert all(problem.line and problem.message for problem in (*found.refused, *found.remarks))
        if "what" in columns:
            headings = {remark.line for remark in found.remarks if not remark.field}
            left_out = {problem.line for problem in found.refused}
            assert len(found.actions) + len(headings | left_out) == len(table.rows) + len(table.refused)


@settings(max_examples=150)
@given(st.floats(0, 1), st.binary(max_size=30), st.sampled_from([BOOK, csv_of(HEADER, ROW)]))
def test_a_mangled_file_is_refused_or_read(where: float, put: bytes, seed: bytes) -> None:
    place = int(where * len(seed))
    try:
        brought_in(seed[:place] + put + seed[place + len(put) :])
    except FileRefused as refused:
        assert str(refused)


@given(st.text(max_size=40), st.dates(), st.dates())
def test_any_words_name_a_day_or_none(text: str, one: date, other: date) -> None:
    plan = replace(PLAN, starts_on=min(one, other), ends_on=max(one, other))
    named_day(text, "due", plan)
    named_day(f"{text} 1 May", "start", plan)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_back_from_each_spelling(on: date) -> None:
    for spelling in ("%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%Y-%m-%d", "%A %d %b %Y", "%B %d, %Y"):
        named = named_day(f"{on:{spelling}}", "due", PLAN)
        assert named and (named.on, named.how) == (on, "")
