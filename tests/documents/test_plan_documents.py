"""The action plan to take away: what leaders typed, in full, as text, with the first dates beside the new ones."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from evaluation.access import NotAllowed, Role, Viewer
from evaluation.documents import workbook
from evaluation.documents.content import INSIDE, PlanContent, read
from evaluation.documents.plan import Written, plan_document, written
from evaluation.documents.plan_sheets import reviews
from evaluation.frameworks import FrameworkKey
from evaluation.intake.plan_columns import guess_columns
from evaluation.plan.causes import Gap
from evaluation.plan.moved import MovedSince, StandardMoved
from evaluation.plan.outcome import Before, before_and_after
from evaluation.plan.records import (
    Account,
    Action,
    Audit,
    AuditJudgement,
    AuditLook,
    Cause,
    MidwayReview,
    Milestone,
    Plan,
    PlanRecord,
    Update,
)
from evaluation.records import Inspection, Point, SchoolDetails
from evaluation.school import Door, School
from evaluation.school.plan_causes import CauseWords
from tests import sample
from tests.plan.sample import ENDS, INSPECTION, PLAN, TODAY, action, days, from_point, says, shows
from tests.sample import CARD, OURS

LIBRARY = sample.library()
SCHOOL = SchoolDetails("demo", "Elm & Ash <School>", None, "Primary", "Community school", demo=True)
REPORT_CARD = FrameworkKey("ofsted-report-card", "2026-09")
FORMULA = '=HYPERLINK("http://x","y")'
CALLS = replace(
    from_point(action("calls"), "p1"),
    what="Ring home & <b>ask</b>",
    why="Too many are away.",
    due_on=date(2027, 5, 1),
    success_measure=FORMULA,
    proof="The registers.",
    cost="£400",
    strand=(OURS.id, "attendance"),
    milestones=(Milestone("m", "Half of Year 9", date(2027, 1, 9), date(2027, 1, 8)),),
)
IDEA = Action("idea", "plan", "An idea")
UPDATES = (
    replace(says(CALLS, "slipping", TODAY - days(9), ("old", "new")), changed_for_pupils="More come on Mondays."),
    says(CALLS, "done_claimed"),
)
REVIEWS = (MidwayReview("r", "calls", TODAY - days(5), "Ann Ode", "change_course", "Too slow.", date(2027, 5, 1)),)
AUDIT = Audit(
    "a",
    "plan",
    "Max Roe",
    "",
    7,
    TODAY,
    (AuditLook("calls", False, "Half rings only.", ("new",), "The rest is booked."),),
    (AuditJudgement(*CARD, "teaching", "strong_standard"),),
    True,
    "Pupils are in school.",
    datetime(2027, 3, 1, 12),
)
RECORD = PlanRecord(PLAN, (IDEA, CALLS), UPDATES, REVIEWS, (AUDIT,))
CAUSE = CauseWords(
    "A recommendation", "Graded inspection of 10 June 2026", "Attendance", "Raise attendance in Year 9.",
    "Leaders should raise attendance.", 3, None, "inspected", "p1",
)  # fmt: skip
ACCOUNT = Account("inspected", "p1", date(2026, 6, 11), "the lead inspector", "Registers were empty.", "It is fair.")
PLANS = PlanContent((RECORD,), {"calls": CAUSE}, {("inspected", "p1"): ACCOUNT}, left_out="Some actions are left out.")
BEFORE = [Before(CARD, "teaching", "expected_standard", "Graded inspection", date(2026, 6, 10))]
CONTENT = Written(
    SCHOOL,
    LIBRARY,
    TODAY,
    RECORD,
    PLANS,
    {"old": shows(date(2026, 9, 1), "old"), "new": shows(TODAY - days(20), "new")},
    [Gap(INSPECTION, INSPECTION.points[1], True)],
    {"a": before_and_after(AUDIT, BEFORE, LIBRARY)},
    {"calls": MovedSince((StandardMoved("Pupils come.", "partly", "met"),), "From one to the other.")},
)


def opened(content: Written = CONTENT) -> Any:
    return Document(BytesIO(written(content)))


def rows(table: Any) -> dict[str, str]:
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def test_the_headings_lead_through_the_plan_and_no_paragraph_is_empty() -> None:
    found = [(p.style.name, p.text) for p in opened().paragraphs]
    assert [each for each in found if each[0].startswith("Heading")] == [
        ("Heading 1", "Action plan: After the inspection"),
        ("Heading 2", "At a glance"),
        ("Heading 2", "Actions"),
        ("Heading 3", "1. Ring home & <b>ask</b>"),
        ("Heading 3", "2. An idea"),
        ("Heading 2", "Recommendations without an agreed action"),
        ("Heading 2", "Final audit"),
        ("Heading 3", "Before and after"),
        ("Heading 2", "About this plan"),
    ]
    assert all(text.strip() for _, text in found)


def test_it_says_whose_it_is_when_it_was_made_what_is_left_out_and_how_things_stand() -> None:
    texts = [p.text for p in opened().paragraphs]
    assert texts[1:4] == [
        "Elm & Ash <School>. 1 September 2026 to 1 July 2027.",
        "Made on 1 March 2027.",
        "Some actions are left out.",
    ]
    assert "2 actions: 1 draft; 1 done, as its owner says." in texts


def test_an_action_is_told_from_its_cause_to_its_audit() -> None:
    calls = rows(opened().tables[0])
    assert list(calls) == [
        "Action 1", "Where it comes from", "What led to it, as the school tells it", "Why", "Who", "When", "Priority",
        "Strand", "Success measure", "What will prove it", "Cost and time", "Milestones", "Progress",
        "Evidence since it began", "Evidence from before, which does not prove it", "Midway review", "Final audit",
        "Standards that moved since",
    ]  # fmt: skip
    assert calls["Action 1"] == "Done, as its owner says"
    assert calls["Where it comes from"] == (
        "A recommendation, Graded inspection of 10 June 2026, Attendance\nRaise attendance in Year 9.\n"
        "In the report: “Leaders should raise attendance.” (page 3)"
    )
    assert calls["What led to it, as the school tells it"] == (
        "Met on 11 June 2026 with the lead inspector.\nSeen or said: Registers were empty.\n"
        "What leaders think: It is fair."
    )
    assert calls["Milestones"] == "Half of Year 9, 9 January 2027: reached on 8 January 2027"
    assert "What changed for pupils: More come on Mondays." in calls["Progress"]
    assert calls["Midway review"] == "24 February 2027, Ann Ode: Change course. Too slow. New date: 1 May 2027."
    assert "Not done as claimed. Half rings only. Ready all the same: The rest is booked." in calls["Final audit"]
    assert calls["Standards that moved since"].startswith("Pupils come. (Partly met, now Met)")


def test_the_first_dates_stand_beside_the_new_ones() -> None:
    assert rows(opened().tables[0])["When"] == (
        f"1 October 2026 to 1 May 2027\nFirst agreed: 1 October 2026 to {ENDS.day} July 2027"
    )


def test_evidence_from_before_the_start_is_kept_apart_from_what_counts() -> None:
    calls = rows(opened().tables[0])
    assert "Visit new" in calls["Evidence since it began"] and "Visit old" not in calls["Evidence since it began"]
    assert "Visit old" in calls["Evidence from before, which does not prove it"]


def test_a_draft_says_what_it_has_not_got_and_nothing_else() -> None:
    idea = rows(opened().tables[1])
    assert idea["Action 2"] == "Draft" and idea["Where it comes from"] == "No cause given"
    assert (idea["Who"], idea["When"]) == ("Nobody yet", "no first day yet, no day it is due yet")
    assert "Progress" not in idea and "Success measure" not in idea and "What will prove it" not in idea


def test_what_a_midway_review_doubts_is_counted_apart_and_said_beside_the_state() -> None:
    review = MidwayReview("later", "calls", TODAY, "Ann Ode", "slipping", "Not seen.")
    document = opened(replace(CONTENT, record=replace(RECORD, reviews=(review,))))
    assert rows(document.tables[0])["Action 1"] == "Done, as its owner says; midway review: slipping"
    assert "2 actions: 1 draft; 1 done, as its owner says, midway review: slipping." in [
        p.text for p in document.paragraphs
    ]


def test_recommendations_of_other_inspections_are_counted() -> None:
    other = Gap(replace(INSPECTION, id="other"), INSPECTION.points[0], False)
    plan = replace(RECORD, plan=replace(RECORD.plan, inspection_id=INSPECTION.id))
    texts = [p.text for p in opened(replace(CONTENT, record=plan, gaps=[*CONTENT.gaps, other])).paragraphs]
    assert "1 recommendation of another inspection has no agreed action." in texts


def test_the_workbook_has_the_milestones_and_says_of_each_recommendation_what_follows(school: School) -> None:
    (action,) = school.plans.records()[0].actions
    step = Milestone("m", "Half of Year 9", BEGAN + days(9))
    school.plans.save_action(replace(action, milestones=(step,)), action)
    book = sheets(school)
    (milestone,) = listed(book["Milestones"])
    assert (milestone["Action"], milestone["Milestone"]) == (action.what, "Half of Year 9")
    assert [p["Action"] for p in listed(book["Points"]) if p["What it is"] == "Recommendation"] == [
        action.what,
        "No action yet",
    ]


def test_words_under_embargo_are_not_in_it() -> None:
    hidden = replace(PLANS, causes={"calls": replace(CAUSE, text="", sentence="", point_id=None, withheld=True)})
    calls = rows(opened(replace(CONTENT, plans=hidden)).tables[0])
    assert "left out here" in calls["Where it comes from"]
    assert "What led to it, as the school tells it" not in calls


def test_a_recommendation_without_an_action_is_there_as_a_gap() -> None:
    (gap,) = [p.text for p in opened().paragraphs if p.text.startswith("Check every adult")]
    assert gap.endswith("(Graded inspection, 10 June 2026. A draft has been begun)")


def test_the_audit_s_statement_stands_with_before_and_after() -> None:
    document = opened()
    texts = [p.text for p in document.paragraphs]
    assert "Ready. Pupils are in school." in texts
    assert "Looked at, of 1 agreed action: “Ring home & <b>ask</b>”." in texts
    assert [cell.text for cell in document.tables[-1].rows[1].cells] == [
        "Teaching (Card 2025)",
        "Expected standard (Graded inspection, 10 June 2026)",
        "Strong standard",
    ]


def test_an_audit_that_is_not_signed_tells_nothing_of_what_it_saw() -> None:
    half = replace(RECORD, audits=(replace(AUDIT, signed_at=None),))
    document = opened(replace(CONTENT, record=half, outcomes={}))
    assert "is not signed yet" in " ".join(p.text for p in document.paragraphs)
    assert "Final audit" not in rows(document.tables[0])


def test_every_table_has_a_header_that_comes_again_on_each_page_and_words_for_those_who_hear_it() -> None:
    for table in opened().tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.style.name == "School Table"
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_it_is_upright_a4_in_british_english_with_the_schools_name() -> None:
    document = opened()
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == SCHOOL.name
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.core_properties.title == f"After the inspection – {SCHOOL.name}"


def test_a_plan_without_actions_says_so() -> None:
    empty = PlanRecord(PLAN)
    texts = [p.text for p in opened(Written(SCHOOL, LIBRARY, TODAY, empty, PlanContent((empty,)), {})).paragraphs]
    assert "There is no action yet." in texts and "Actions" not in texts


def test_what_looks_like_a_formula_or_a_tag_is_text() -> None:
    assert rows(opened().tables[0])["Success measure"] == FORMULA
    with zipfile.ZipFile(BytesIO(written(CONTENT))) as parts:
        assert not re.search(r"<w:(fldSimple|instrText|hyperlink)", parts.read("word/document.xml").decode())


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_the_file_opens(what: str, said: str) -> None:
    odd = replace(CALLS, what=what, why=said, owner=said)
    updates = (Update("u", "calls", TODAY, said, "on_track", what, said),)
    document = opened(replace(CONTENT, record=replace(RECORD, actions=(odd,), updates=updates)))
    assert len(document.tables) == 2


# ------------------------------------------------------------------ through the door, in the workbook

BEGAN = date.today() - days(30)
RUNS = Plan("p", "School development plan", BEGAN - days(1), BEGAN + days(200))


@pytest.fixture
def school(door: Door) -> School:
    """A school with an inspection, and a plan with an agreed action from its first recommendation."""
    made = door.set_up(replace(SCHOOL, id="", urn=123456, demo=False))
    made.inspections.save(replace(INSPECTION, framework=REPORT_CARD, started_on=BEGAN - days(9), published_on=BEGAN))
    made.evidence.save(shows(BEGAN + days(3), "new"))
    made.plans.save(RUNS)
    drafted = made.plans.draft_from("p", Cause("recommendation", inspection_id="inspected", point_id="p1"))
    who_and_when = {"owner": "Jo Patel", "starts_on": BEGAN, "due_on": BEGAN + days(100), "success_measure": FORMULA}
    made.plans.save_action(replace(drafted, **who_and_when), drafted)
    made.plans.agree(drafted.id)
    made.plans.say(Update("u", drafted.id, BEGAN + days(5), "Jo Patel", "slipping", "Slow.", "More come.", ("new",)))
    made.plans.save_account(Account("inspected", "p1", BEGAN, "the lead inspector", "Registers were empty.", "Fair."))
    return made


def sheets(school: School) -> Any:
    return load_workbook(BytesIO(workbook(school)))


def listed(ws: Any) -> list[dict[str, Any]]:
    """The rows under a sheet's filtered header, by column title."""
    header, *found = ws[ws.auto_filter.ref]
    return [dict(zip((c.value for c in header), (c.value for c in row), strict=True)) for row in found]


def test_the_workbook_has_the_plan_its_updates_and_what_led_to_each_recommendation(school: School) -> None:
    book = sheets(school)
    (plan,) = listed(book["Action plan"])
    assert plan["Action"] == "Raise attendance in Year 9." and plan["Success measure"] == FORMULA
    assert plan["Where it comes from"].startswith("A recommendation, Graded inspection")
    assert (plan["Who"], plan["How it stands"], plan["Counting evidence"]) == ("Jo Patel", "Slipping", 1)
    (update,) = listed(book["Updates"])
    assert (update["How it goes"], update["What changed for pupils"]) == ("Slipping", "More come.")
    first, second = listed(book["Accounts"])
    assert (first["Agreed action"], first["What was seen or said"]) == ("Yes", "Registers were empty.")
    assert (second["Agreed action"], second["Met on"]) == ("No", None)
    assert "Reviews" not in book.sheetnames, "a sheet with nothing in it is made only where it is asked for"
    asked = load_workbook(BytesIO(workbook(school, sheets=["Reviews"])))["Reviews"]
    assert listed(asked) == [] and "No review" in str(asked["A2"].value)


def test_the_plan_can_be_edited_in_the_workbook_with_a_list_of_priorities_and_comes_in_again(school: School) -> None:
    ws = sheets(school)["Action plan"]
    (choices,) = ws.data_validations.dataValidation
    assert choices.type == "list" and choices.formula1 == '"Now,Next,Later"'
    header = [cell.value for cell in ws[ws.auto_filter.ref][0]]
    (place,) = {str(reference).partition(":")[0].rstrip("0123456789") for reference in choices.sqref.ranges}
    assert ws[f"{place}{ws[ws.auto_filter.ref][0][0].row}"].value == "Priority"
    found = {name: header[column] for name, column in guess_columns(header).items()}
    assert found == {
        "what": "Action", "why": "Why", "owner": "Who", "starts_on": "Begins", "due_on": "Due", "proof": "Proof",
        "success_measure": "Success measure", "cost": "Cost", "time": "Time", "priority": "Priority",
        "strand": "Strand",
    }  # fmt: skip


def test_the_reviews_sheet_has_midway_verdicts_and_what_signed_audits_saw(school: School) -> None:
    content = replace(read(school, None), plans=PLANS, evidence=tuple(CONTENT.evidence.values()))
    book = Workbook()
    reviews(book, content)
    found = listed(book["Reviews"])
    assert [(row["What"], row["Verdict"]) for row in found] == [
        ("Midway review", "Change course"),
        ("Final audit", "Not done as claimed"),
        ("Final audit", "Ready"),
    ]
    assert "Visit new" in found[0]["Evidence since it began"] and "Visit old" not in found[0]["Evidence since it began"]


def test_under_embargo_neither_file_tells_what_was_found_and_both_say_so(
    school: School,
) -> None:
    secret = "The heron counted nine marbles."
    heard = Inspection(
        "heard", "report_card", REPORT_CARD, date.today(), stage="provisional",
        points=(Point("s", "recommendation", secret),),
    )  # fmt: skip
    school.inspections.save(heard)
    drafted = school.plans.draft_from("p", Cause("recommendation", inspection_id="heard", point_id="s"))
    school.plans.save_account(Account("heard", "s", seen_or_said=secret))
    assert secret in drafted.what
    for content in (workbook(school), plan_document(school, "p")):
        with zipfile.ZipFile(BytesIO(content)) as parts:
            everything = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
        assert secret not in everything and "heron" not in everything
        assert school.plans.left_out() and school.plans.left_out() in everything


def test_the_word_plan_reads_through_the_door(school: School) -> None:
    document = Document(BytesIO(plan_document(school, "p")))
    told = rows(document.tables[0])
    assert told["What led to it, as the school tells it"].endswith("What leaders think: Fair.")
    assert "Visit new" in told["Evidence since it began"]
    assert any(p.text.startswith("Check every adult") for p in document.paragraphs)


def test_people_from_outside_are_told_that_the_plan_is_not_for_them_and_get_none_of_it(
    school: School, door: Door
) -> None:
    reviewer = Door.at(door.place, Viewer("A reviewer", Role.REVIEWER)).school(school.details.id)
    ours = ("Action plan", "Milestones", "Updates", "Reviews", "Accounts")
    assert not set(ours) & set(sheets(reviewer).sheetnames)
    book = load_workbook(BytesIO(workbook(reviewer, sheets=["Points", *ours])))
    assert "Action" not in [cell.value for row in book["Points"].iter_rows(max_row=3) for cell in row]
    for name in ours:
        assert listed(book[name]) == [] and book[name]["A2"].value == INSIDE
    with pytest.raises(NotAllowed):
        plan_document(reviewer, "p")
