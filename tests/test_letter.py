"""The letter to parents as it is drafted: what was found, in plain words, and nothing about earlier inspections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import FileRefused
from evaluation.frameworks import FrameworkKey, shipped
from evaluation.letter import Block, Letter, Part, blocks, draft
from evaluation.records import Elsewhere, Finding, Inspection, InspectionKind, Point, SchoolDetails
from evaluation.step_files import shipped_steps
from evaluation.telling_people import read_telling, shipped_telling

SCHOOL = SchoolDetails("urn-999001", "Elm & Ash School", 999001, "Primary", "Community school")
CARD = FrameworkKey("ofsted-report-card", "2026-09")
EIF = FrameworkKey("ofsted-eif", "2019-09")
STANDARDS = FrameworkKey("independent-school-standards", "2015-01")
VISIT = FrameworkKey("visit-without-grades", "2020-09")
TODAY = date(2026, 11, 20)


def inspection(kind: InspectionKind, framework: FrameworkKey, *findings: Finding, **fields) -> Inspection:
    given_fields = {"ended_on": date(2026, 10, 7), "findings": findings, "report_url": "https://example.org/r"} | fields
    return Inspection("one", kind, framework, date(2026, 10, 6), **given_fields)


def letter(found: Inspection) -> Letter:
    return draft(found, shipped().get(*found.framework), SCHOOL, TODAY)


def texts(found: Inspection) -> dict[str, str]:
    return {part.id: part.text for part in letter(found).parts}


REPORT_CARD = inspection(
    "report_card",
    CARD,
    Finding("safeguarding", "met"),
    Finding("inclusion", "exceptional", "Every pupil is known"),
    Finding("achievement", "strong_standard"),
    Finding("curriculum_teaching", "expected_standard"),
    Finding("attendance_behaviour", "needs_attention", "Too many\nmiss school."),
    Finding("leadership_governance", "urgent_improvement"),
    points=(
        Point("1", "strength", "Pupils read well"),
        Point("2", "recommendation", "Check what pupils remember"),
        Point("3", "issue", "Records are late"),
    ),
    outcome="Better than the last inspection",
    note="Between us: the last inspection was kinder.",
)


def test_each_area_of_a_report_card_stands_where_its_grade_puts_it_by_its_own_word() -> None:
    said = texts(REPORT_CARD)
    assert "- Inclusion: Exceptional. Every pupil is known.\n- Achievement: Strong standard." in said["strong"]
    assert "- Safeguarding: Met.\n- Curriculum and teaching: Expected standard." in said["meets"]
    assert "- Attendance and behaviour: Needs attention. Too many miss school." in said["improve"]
    assert "- Leadership and governance: Urgent improvement." in said["improve"]


def test_strengths_and_what_must_improve_are_taken_from_the_points() -> None:
    said = texts(REPORT_CARD)
    assert "- Pupils read well." in said["strong"]
    assert "- Check what pupils remember." in said["improve"] and "- Records are late." in said["improve"]
    assert said["improve"].endswith("We take this seriously and are acting on it.")


def test_parents_are_told_that_report_card_grades_cannot_be_compared_with_older_ones() -> None:
    assert "cannot be compared with those that Ofsted used before November 2025" in texts(REPORT_CARD)["grades"]
    assert texts(inspection("graded", EIF, Finding("personal_development", "good")))["grades"] == ""


def test_the_letter_says_nothing_of_an_earlier_inspection_and_keeps_notes_and_outcome_to_the_school() -> None:
    whole = "\n".join(texts(REPORT_CARD).values()).casefold()
    assert not any(word in whole for word in ("last inspection", "previous", "earlier", "kinder", "better than"))


def test_the_four_older_grades_are_named_by_their_own_words() -> None:
    said = texts(
        inspection(
            "graded",
            EIF,
            Finding("overall_effectiveness", "requires_improvement"),
            Finding("personal_development", "good"),
            Finding("early_years", "outstanding"),
            Finding("safeguarding", "effective"),
        )
    )
    assert "Personal development: Good." in said["strong"] and "Early years provision: Outstanding." in said["strong"]
    assert "Safeguarding: Effective." in said["meets"]
    assert "Overall effectiveness: Requires improvement." in said["improve"]
    assert "Inspectors may come back" in said["next"]


def test_independent_standards_are_met_or_not_met() -> None:
    said = texts(inspection("independent_standards", STANDARDS, Finding("part_1", "met"), Finding("part_3", "not_met")))
    assert "Inspectors checked our school against the Independent School Standards" in said["opening"]
    assert "Part 1: Quality of education provided: Met." in said["meets"] and said["strong"] == ""
    assert "Part 3: Welfare, health and safety of pupils: Not met." in said["improve"]
    assert "may ask the school for an action plan" in said["next"]


def test_a_visit_without_grades_tells_what_was_said() -> None:
    found = inspection("peer_review", VISIT, Finding("barriers", None, "Buses are late"), report_url="")
    assert [part.id for part in letter(found).written] == ["opening", "said", "next", "thanks", "signature"]
    assert "- Barriers to every pupil being in school: Buses are late." in texts(found)["said"]
    assert letter(found).subject == "The review of our school in October 2026"


def test_an_outcome_without_grades_is_left_to_the_schools_own_words() -> None:
    found = inspection("ungraded", EIF, outcome="School remains Good")
    (prompt,) = next(part for part in letter(found).parts if part.id == "outcome").prompts
    assert prompt == "[Say in your own words what was concluded. The record says: School remains Good.]"


def test_a_category_of_concern_is_owned() -> None:
    said = texts(replace(REPORT_CARD, category="Special measures"))
    assert said["improve"].startswith("The school is in a category of concern: Special measures.")


def test_a_grade_that_sources_disagree_on_is_not_told_until_it_is_settled() -> None:
    disputed = Finding("inclusion", "strong_standard", elsewhere=(Elsewhere("mi.csv", "exceptional"),))
    found = letter(inspection("report_card", CARD, disputed))
    assert "Strong standard." not in next(part.text for part in found.parts if part.id == "strong")
    assert "strong" in {part.id for part in found.unfinished}


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "on 6 October 2026."),
        (date(2026, 10, 7), "from 6 to 7 October 2026."),
        (date(2026, 11, 2), "from 6 October 2026 to 2 November 2026."),
    ],
)
def test_the_days_are_named(last: date | None, words: str) -> None:
    assert f"Ofsted inspected our school {words}" in texts(replace(REPORT_CARD, ended_on=last))["opening"]


def test_what_only_the_school_can_say_is_left_open_and_named() -> None:
    assert [part.name for part in letter(REPORT_CARD).unfinished] == ["What happens next"]
    assert "report" in {part.id for part in letter(replace(REPORT_CARD, report_url="")).unfinished}
    text = "We [Say who] look after pupils with needs [SEND] and [Say when"
    assert Part("next", "What happens next", text).prompts == ("[Say who]", "[Say when")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_inspectors_wrote_can_be_taken_as_it_is(words: str, point: str) -> None:
    found = inspection("report_card", CARD, Finding("inclusion", "needs_attention", words), points=(
        Point("1", "issue", point),
    ))  # fmt: skip
    assert [part.id for part in letter(found).unfinished] == ["next"]


def test_text_is_read_as_paragraphs_and_lists() -> None:
    assert list(blocks("One\nline\n- a\n- b\nafter\n\n\n•  c\n-no list")) == [
        Block(False, ("One", "line")),
        Block(True, ("a", "b")),
        Block(False, ("after",)),
        Block(True, ("c",)),
        Block(False, ("-no list",)),
    ]
    assert list(blocks(" \n\n ")) == []


def test_staff_are_told_before_parents_and_nothing_for_parents_is_done_before_publication() -> None:
    items = shipped_telling().checklist
    order = [item.id for item in items]
    assert order.index("staff") < order.index("governors") < order.index("parents-electronic")
    early = {item.group for item in items if item.before_publication}
    assert early == {"Before it is published"}
    assert {item.event for item in items if item.event} <= {event.id for event in shipped_steps().events}


def test_the_hours_after_names_support_and_no_number_to_ring() -> None:
    lines = [line for section in shipped_telling().hours_after for line in section.lines]
    assert any("Education Support" in line for line in lines) and any("union" in line for line in lines)
    assert not any(character.isdigit() for line in lines for character in line)


def test_a_file_that_does_not_fit_is_refused_by_line() -> None:
    with pytest.raises(FileRefused) as refused:
        read_telling(
            "checklist:\n  - {id: a, group: Staff, words: Told}\n  - {id: a, group: Staff, wrods: Told}\n"
            "hours_after:\n  - {id: b, heading: First, lines: []}\n"
        )
    assert {problem.line for problem in refused.value.problems} == {3, 4, 5}
