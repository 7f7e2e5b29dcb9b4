"""What a school's row in Ofsted's file becomes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.intake import read_inspections
from evaluation.intake.cells import given_grade


def only(content, library, urn=999001):
    return read_inspections(content, "ours.csv", library).school(urn)


def grades(inspection):
    return {finding.strand_id: finding.grade for finding in inspection.findings}


def test_a_report_card_keeps_every_grade_in_its_own_words(file_2026, blocks, library):
    (card,) = only(file_2026(blocks["report_card"]), library).inspections
    assert (card.kind, str(card.framework), card.started_on) == (
        "report_card",
        "ofsted-report-card@2025-11",
        date(2026, 1, 13),
    )
    assert grades(card) == {
        "safeguarding": "met",
        "inclusion": "needs_attention",
        "curriculum_teaching": "expected_standard",
        "achievement": "urgent_improvement",
        "attendance_behaviour": "strong_standard",
        "personal_development_wellbeing": "exceptional",
        "leadership_governance": "expected_standard",
        "early_years": "expected_standard",
        "sixth_form": None,
    }
    assert card.finding("sixth_form").words == "Not applicable"


def test_an_inspection_says_where_it_comes_from(file_2025, blocks, library):
    (graded,) = only(file_2025(blocks["graded"]), library).inspections
    assert (graded.id, graded.number, graded.source) == ("urn-999001-ofsted-10000001", "10000001", "ours.csv")
    assert (graded.published_on, graded.type_words) == (date(2022, 1, 10), "S5 Inspection")
    assert (graded.urn_at_inspection, graded.category) == (888001, "")
    assert graded.report_url == "http://reports.example/999001"


def test_a_school_has_its_inspections_newest_first(file_2025, blocks, library):
    school = only(file_2025(blocks["graded"] | blocks["previous"] | blocks["ungraded"]), library)
    assert [(i.kind, str(i.framework)) for i in school.inspections] == [
        ("ungraded", "ofsted-eif@2024-09"),
        ("graded", "ofsted-eif@2019-09"),
        ("graded", "ofsted-section-5@2005-09"),
    ]
    assert school.refused == ()


def test_grade_three_was_called_satisfactory_before_2012(file_2025, blocks, library):
    old = blocks["previous"]
    assert grades(only(file_2025(old), library).inspections[0])["overall_effectiveness"] == "satisfactory"
    new = old | {"Previous inspection start date": "18/11/2013"}
    assert grades(only(file_2025(new), library).inspections[0])["overall_effectiveness"] == "requires_improvement"


def test_what_is_no_grade_stays_no_grade_and_says_what_the_file_said(file_2025, blocks, library):
    (old,) = only(file_2025(blocks["previous"]), library).inspections
    assert (old.finding("early_years").grade, old.finding("early_years").words) == (None, "No grade in the file (8)")
    assert (old.finding("sixth_form").grade, old.finding("sixth_form").words) == (None, "No grade in the file (0)")
    assert old.category == "Special measures"


def test_a_strand_the_framework_does_not_have_is_not_invented(file_2025, blocks, library):
    (old,) = only(file_2025(blocks["previous"]), library).inspections
    assert set(grades(old)) == {"overall_effectiveness", "leadership_management", "early_years", "sixth_form"}


def test_overall_effectiveness_is_not_judged_where_that_framework_could_judge_it(file_2025, blocks, library):
    (graded,) = only(file_2025(blocks["graded"] | {"Overall effectiveness": "Not judged"}), library).inspections
    assert (graded.finding("overall_effectiveness").grade, graded.finding("overall_effectiveness").words) == (
        None,
        "Not judged",
    )


def test_from_september_2024_there_is_no_overall_effectiveness(file_2026, blocks, library):
    school = only(file_2026(blocks["oeif"]), library)
    (graded,) = school.inspections
    assert graded.finding("overall_effectiveness") is None
    assert graded.finding("safeguarding").grade == "not_effective"
    assert school.refused == ()


@pytest.mark.parametrize("value", ["5", "7", "Expected standard", "=1+1", "2.0"])
def test_a_value_that_is_no_grade_of_the_framework_is_refused_by_row_and_column(file_2025, blocks, library, value):
    row = blocks["graded"] | {"Quality of education": value}
    school = only(file_2025(row, before=["A title", "A note"]), library)
    (problem,) = school.refused
    assert (problem.line, problem.field) == (4, "Quality of education")
    assert value in problem.message
    assert school.inspections[0].finding("quality_of_education") is None
    assert school.inspections[0].finding("behaviour_attitudes").grade == "good"


def test_a_number_never_becomes_a_report_card_grade(file_2026, blocks, library):
    school = only(file_2026(blocks["report_card"] | {"Inclusion": "2", "Safeguarding standards": "Yes"}), library)
    assert [problem.field for problem in school.refused] == ["Safeguarding standards", "Inclusion"]
    assert school.inspections[0].finding("inclusion") is None


def test_a_grade_that_the_framework_of_the_day_did_not_give_is_refused(file_2025, blocks, library):
    school = only(file_2025(blocks["previous"] | {"Previous quality of education": "2"}), library)
    assert [problem.field for problem in school.refused] == ["Previous quality of education"]


@given(st.text(max_size=20))
def test_whatever_a_cell_says_it_is_a_grade_of_the_scale_or_none(library, text):
    for framework in library.frameworks.values():
        for scale in framework.scales:
            said = given_grade(text, scale)
            assert said is None or said.grade is None or said.grade in scale.order
            assert said is None or bool(said.grade) != bool(said.words)


def test_an_area_judged_on_another_day_says_so(file_2026, blocks, library):
    row = blocks["report_card"] | {"Inclusion - date of judgement": "14/05/2026"}
    row |= {"Achievement - date of judgement": "13/01/2026"}
    (card,) = only(file_2026(row), library).inspections
    assert card.finding("inclusion").words == "Judged on 14 May 2026"
    assert card.finding("achievement").words == ""


def test_an_ungraded_inspection_keeps_its_outcome_and_has_no_grades(file_2025, blocks, library):
    (ungraded,) = only(file_2025(blocks["ungraded"]), library).inspections
    assert (ungraded.kind, ungraded.outcome, ungraded.findings) == ("ungraded", "School remains Good", ())


def test_an_ungraded_inspection_that_became_graded_stands_once(file_2025, file_2026, blocks, library):
    converted = {"Did the latest ungraded inspection convert to a graded inspection?": "Yes"}
    school = only(file_2025(blocks["graded"] | blocks["ungraded"] | converted), library)
    assert [inspection.kind for inspection in school.inspections] == ["graded"]
    same_number = {"Latest ungraded inspection number": "10000001", "Date of latest ungraded inspection": "22/01/2025"}
    school = only(file_2026(blocks["oeif"] | same_number), library)
    assert [inspection.kind for inspection in school.inspections] == ["graded"]
    assert school.refused == ()


@pytest.mark.parametrize("nothing", ["NULL", "", " ", "-", "null"])
def test_a_block_of_nothing_is_no_inspection(file_2025, blocks, library, nothing):
    school = only(file_2025(dict.fromkeys(blocks["graded"], nothing)), library)
    assert (school.inspections, school.refused) == ((), ())


def test_an_inspection_without_a_number_still_has_an_id_that_lasts(file_2025, blocks, library):
    row = blocks["graded"] | {"Inspection number of latest graded inspection": "NULL"}
    (graded,) = only(file_2025(row), library).inspections
    assert (graded.id, graded.number) == ("urn-999001-2021-11-16-graded", None)


@pytest.mark.parametrize("typed", ["16/11/2021", "16-11-2021", "20211116", "2021-11-16", " 16/11/2021 "])
def test_dates_are_read_in_each_form_that_the_files_use(file_2025, blocks, library, typed):
    (graded,) = only(file_2025(blocks["graded"] | {"Inspection start date": typed}), library).inspections
    assert graded.started_on == date(2021, 11, 16)


TOMORROW = f"{date.today() + timedelta(days=2):%d/%m/%Y}"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31/02/2021", "not a date"),
        ("soon", "not a date"),
        ("01-02/2021", "not a date"),
        ("01/01/1991", "1992"),
        (TOMORROW, "future"),
        ("NULL", "no date"),
        ("01/06/1995", "no framework"),
    ],
)
def test_an_inspection_whose_date_cannot_be_right_is_refused_by_row(file_2025, blocks, library, typed, reason):
    school = only(file_2025(blocks["graded"] | blocks["previous"] | {"Inspection start date": typed}), library)
    (problem,) = school.refused
    assert (problem.line, problem.field) == (2, "Inspection start date")
    assert reason in problem.message
    assert "this inspection is left out" in problem.message
    assert [inspection.number for inspection in school.inspections] == ["ITS300001"]


def test_a_publication_date_that_cannot_be_right_costs_only_itself(file_2025, blocks, library):
    school = only(file_2025(blocks["graded"] | {"Publication date": TOMORROW}), library)
    assert school.inspections[0].published_on is None
    assert [problem.field for problem in school.refused] == ["Publication date"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://reports.example", "=HYPERLINK(1)"])
def test_only_web_addresses_become_links(file_2025, blocks, library, address):
    school = only(file_2025(blocks["graded"] | {"Web Link (opens in new window)": address}), library)
    assert school.inspections[0].report_url == ""
    assert [problem.field for problem in school.refused] == ["Web Link (opens in new window)"]


def test_the_school_is_known_by_name_phase_type_and_place(file_2025, library):
    details = only(file_2025({"Multi-academy trust name": "ANY TRUST"}), library).details
    assert (details.id, details.urn, details.name) == ("urn-999001", 999001, "Chloë Street Primary School")
    assert (details.phase, details.type) == ("Primary", "Voluntary aided school")
    assert (details.local_authority, details.trust) == ("Anyshire", "ANY TRUST")
    assert (details.early_years, details.sixth_form) == (True, False)


@pytest.mark.parametrize(
    ("in_the_file", "ours"),
    [
        ("Academy Special Converter", "Special school"),
        ("Academy Sponsor Led", "Academy sponsor led"),
        ("Academy Converter", "Academy converter"),
        ("Other Independent Special School", "Independent school"),
        ("Foundation Special School", "Special school"),
        ("Pupil Referral Unit", "Pupil referral unit"),
        ("City Technology College", "Other"),
    ],
)
def test_a_school_type_of_the_file_becomes_one_of_ours(file_2025, library, in_the_file, ours):
    assert only(file_2025({"Type of education": in_the_file}), library).details.type == ours


def test_a_secondary_school_has_early_years_only_if_they_were_graded(file_2025, blocks, library):
    secondary = {"Ofsted phase": "Secondary", "Statutory lowest age": "11", "Sixth form": "Has a sixth form"}
    details = only(file_2025(secondary), library).details
    assert (details.early_years, details.sixth_form) == (False, True)
    assert only(file_2025(secondary | blocks["graded"]), library).details.early_years


def test_a_pupil_referral_unit_is_alternative_provision(file_2025, library):
    assert only(file_2025({"Ofsted phase": "PRU"}), library).details.phase == "Alternative provision"
