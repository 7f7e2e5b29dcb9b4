"""Each era of Ofsted's files is known by its header, and its inspections by kind, framework and date."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.errors import FileRefused
from evaluation.intake import read_inspections
from tests.intake import eras
from tests.intake.conftest import csv_bytes, workbook_bytes


def csv_file(*rows, before=()):
    return csv_bytes(list(rows[0]), [{k: str(v) for k, v in row.items()} for row in rows], before=before)


def book(row, title="Provider level data"):
    return workbook_bytes({"Cover": [["A title"]], title: [list(row), list(row.values())]}, hidden=["Cover"])


def only(content, library):
    file = read_inspections(content, "ours", library)
    return file.school(999001)


def summary(school):
    return [(i.kind, str(i.framework), i.started_on) for i in school.inspections]


def grades(inspection):
    return {finding.strand_id: finding.grade for finding in inspection.findings}


def test_a_workbook_of_2013_gives_the_latest_and_the_previous_inspection(library):
    school = only(book(eras.WORKBOOK_2013, "PROVIDER LEVEL DATA"), library)
    assert summary(school) == [
        ("graded", "ofsted-section-5@2012-09", date(2013, 3, 1)),
        ("graded", "ofsted-section-5@2005-09", date(2010, 5, 5)),
    ]
    latest, previous = school.inspections
    assert grades(latest) == {
        "overall_effectiveness": "requires_improvement",
        "outcomes": "good",
        "teaching": "requires_improvement",
        "behaviour": "good",
        "leadership_management": "inadequate",
    }
    assert grades(previous) == {"overall_effectiveness": "satisfactory"}
    assert (latest.category, previous.category) == ("Special measures", "")
    assert latest.report_url == "http://reports.example/(urn)/999001"
    assert "the last day" in latest.note
    assert school.refused == ()
    assert (school.details.name, school.details.local_authority, school.details.type) == (
        "Chloë Street Primary School",
        "Anyshire",
        "Community school",
    )


def test_a_workbook_of_2015_keeps_eight_and_nine_from_being_grades(library):
    school = only(book(eras.WORKBOOK_2015), library)
    (latest,) = school.inspections
    assert (grades(latest)["outcomes"], grades(latest)["early_years"], grades(latest)["sixth_form"]) == (
        "outstanding",
        None,
        None,
    )
    assert latest.finding("early_years").words == "No grade in the file (8)"
    assert (latest.report_url, school.refused) == ("http://reports.example/ELS/999001", ())


@pytest.mark.parametrize("make", [book, csv_file], ids=["workbook", "csv"])
def test_files_of_2015_to_2018_are_read_as_workbook_or_csv(library, make):
    school = only(make(eras.CIF_2017), library)
    assert summary(school) == [
        ("ungraded", "ofsted-cif@2015-09", date(2018, 3, 14)),
        ("graded", "ofsted-cif@2015-09", date(2016, 11, 8)),
        ("graded", "ofsted-section-5@2012-09", date(2014, 2, 12)),
    ]
    ungraded, graded, _ = school.inspections
    assert (ungraded.outcome, ungraded.findings) == ("School remains Good", ())
    assert (graded.number, graded.urn_at_inspection, graded.note) == ("10000004", 888001, "")
    assert (grades(graded)["behaviour"], grades(graded)["safeguarding"], grades(graded)["sixth_form"]) == (
        "outstanding",
        "effective",
        None,
    )
    assert school.refused == ()


def test_a_file_of_2015_that_gives_only_the_last_day_says_so(library):
    row = {h: v for h, v in eras.CIF_2017.items() if "start date" not in h and h != "Inspection end date"}
    graded = only(csv_file(row | {"Inspection date (end)": "09/11/2016"}), library).inspections[1]
    assert (graded.started_on, "the last day" in graded.note) == (date(2016, 11, 9), True)


def test_files_of_2019_to_2024_are_read(library):
    school = only(csv_file(eras.EIF_2022), library)
    assert summary(school) == [
        ("ungraded", "ofsted-eif@2019-09", date(2024, 3, 12)),
        ("graded", "ofsted-eif@2019-09", date(2021, 11, 16)),
        ("graded", "ofsted-section-5@2012-09", date(2014, 2, 12)),
    ]
    assert school.refused == ()


def test_the_history_has_many_rows_a_school_and_brings_them_all(library):
    later = eras.HISTORY | {"Inspection number": "ITS400001", "Inspection start date": "05/03/2013"}
    school = only(csv_file(eras.HISTORY, later), library)
    assert [(i.number, str(i.framework)) for i in school.inspections] == [
        ("ITS400001", "ofsted-section-5@2012-09"),
        ("ITS300001", "ofsted-section-5@2005-09"),
    ]
    assert school.inspections[1].category == "Notice to improve"


def test_an_independent_school_has_its_grades_and_apart_from_them_what_was_said_of_the_standards(library):
    later = eras.FIVE_YEARS | {"As at date": "31/08/2022"}
    school = only(csv_file(eras.FIVE_YEARS, later, before=["A title", "A note"]), library)
    assert summary(school) == [
        ("graded", "ofsted-eif@2019-09", date(2022, 9, 21)),
        ("independent_standards", "independent-school-standards@2015-01", date(2022, 9, 21)),
    ]
    graded, standards = school.inspections
    assert grades(graded)["quality_of_education"] == "requires_improvement"
    assert (standards.outcome, standards.findings) == ("Did not meet all standards", ())
    assert "report was published" in graded.note
    assert school.refused == ()


@pytest.mark.parametrize("nothing", ["9", ""])
def test_no_word_on_the_standards_is_no_inspection_of_them(library, nothing):
    school = only(csv_file(eras.FIVE_YEARS | {"Independent school standards met": nothing}), library)
    assert [i.kind for i in school.inspections] == ["graded"]


def test_a_school_not_inspected_yet_has_no_inspection(library):
    blank = dict.fromkeys(list(eras.FIVE_YEARS)[6:], "") | {"Published date": ""}
    assert only(csv_file(eras.FIVE_YEARS | blank), library).inspections == ()


def test_rows_that_contradict_each_other_are_kept_side_by_side_and_give_no_grade(library):
    other = eras.FIVE_YEARS | {"Quality of education": "2", "Independent school standards met": "All standards Met"}
    graded, standards = only(csv_file(eras.FIVE_YEARS, other), library).inspections
    assert grades(graded)["quality_of_education"] is None
    assert graded.finding("quality_of_education").words == (
        "The file says “Requires improvement” in one row and “Good” in another."
    )
    assert "“Did not meet all standards” in one row and “All standards Met” in another" in standards.outcome


@pytest.mark.parametrize(
    ("published", "quality", "framework"),
    [
        ("14/10/2019", "9", "ofsted-cif@2015-09"),
        ("14/10/2019", "3", "ofsted-eif@2019-09"),
        ("10/10/2024", "3", "ofsted-eif@2019-09"),
    ],
)
def test_an_independent_schools_framework_is_the_one_that_gave_its_grades(library, published, quality, framework):
    row = eras.FIVE_YEARS | {"Published date": published, "Quality of education": quality}
    if quality == "9":
        row |= {"Personal development": "9", "Behaviour and attitudes": "9"}
    school = only(csv_file(row), library)
    assert str(school.inspections[0].framework) == framework
    assert grades(school.inspections[0])["overall_effectiveness"] == "requires_improvement"
    assert school.refused == ()


def choice(file_2025, library):
    rows = (
        {"URN": "999001", "Multi-academy trust name": "ANY TRUST "},
        {"URN": "999002", "Multi-academy trust name": "Any Trust", "Local authority": "Otherton"},
        {"URN": "999003"},
    )
    return read_inspections(file_2025(*rows), "ours.csv", library)


def test_schools_are_chosen_by_number_trust_or_authority_and_all_without_any(file_2025, library):
    file = choice(file_2025, library)
    assert file.choose() == [999001, 999002, 999003]
    assert file.choose(urns=[999003, 999001]) == [999001, 999003]
    assert file.choose(trust=" any  trust") == [999001, 999002]
    assert file.choose(authority="ANYSHIRE") == [999001, 999003]
    assert file.choose(trust="Any Trust", authority="Otherton") == [999002]


def test_a_name_that_no_school_has_is_refused_with_near_ones(file_2025, library):
    file = choice(file_2025, library)
    with pytest.raises(FileRefused, match=r"local authority “Anyshyre”. Did you mean: Anyshire\?"):
        file.choose(authority="Anyshyre")
    with pytest.raises(FileRefused, match="not URN 999009"):
        file.choose(urns=[999009])
    with pytest.raises(FileRefused, match="does not say which trust"):
        read_inspections(csv_file(eras.FIVE_YEARS), "ours.csv", library).choose(trust="Any Trust")
