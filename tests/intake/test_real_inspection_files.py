"""Ofsted's own files, where they are at hand. Counts are of the files as published."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest

from evaluation.errors import FileRefused
from evaluation.intake import merge, read_inspections


def read(folder, name, library):
    return read_inspections((folder / name).read_bytes(), name, library)


@pytest.mark.parametrize(
    ("name", "schools", "kinds"),
    [
        ("mi_2025-08-31_trafford_bury.csv", 175, {"graded": 343, "ungraded": 73}),
        ("mi_2026-02-28_leeds_first40.csv", 40, {"report_card": 1, "graded": 20, "ungraded": 23}),
    ],
)
def test_every_row_is_read_and_nothing_is_lost(real_inspections, library, name, schools, kinds):
    file = read(real_inspections, name, library)
    found = list(file.schools.values())
    assert (len(found), file.refused, [school.refused for school in found if school.refused]) == (schools, (), [])
    assert Counter(inspection.kind for school in found for inspection in school.inspections) == kinds


def test_the_first_report_card_stands_beside_the_inspection_before_it(real_inspections, library):
    school = read(real_inspections, "mi_2026-02-28_leeds_first40.csv", library).school(107848)
    card, before = school.inspections
    assert (card.kind, card.started_on, before.kind, before.started_on) == (
        "report_card",
        date(2026, 1, 6),
        "graded",
        date(2022, 1, 13),
    )
    assert {finding.strand_id: finding.grade for finding in card.findings} == {
        "safeguarding": "met",
        "inclusion": "needs_attention",
        "curriculum_teaching": "needs_attention",
        "achievement": "expected_standard",
        "attendance_behaviour": "needs_attention",
        "personal_development_wellbeing": "needs_attention",
        "leadership_governance": "needs_attention",
        "early_years": "expected_standard",
        "sixth_form": None,
    }
    assert {finding.grade for finding in before.findings} == {"good", "effective", None}


def test_every_grade_of_a_workbook_of_all_england_is_counted(real_inspections, library):
    """That of 2015 is counted in `tests/test_distribution.py`, out of the store."""
    counts = [4539, 12179, 4006, 580]
    file = read(real_inspections, "2013-05-31_mi_schools.zip", library)
    schools = list(file.schools.values())
    assert "2013 to 2015" in file.layout
    assert (len(schools), file.refused, [s.refused for s in schools if s.refused]) == (sum(counts), (), [])
    latest = [school.inspections[0].finding("overall_effectiveness").grade for school in schools]
    three = {"requires_improvement": "three", "satisfactory": "three"}
    found = Counter(three.get(grade, grade) for grade in latest)
    assert [found[grade] for grade in ("outstanding", "good", "three", "inadequate")] == counts
    assert all(school.inspections[0].report_url.endswith(str(school.details.urn)) for school in schools)


def test_the_five_year_file_gives_each_inspection_once(real_inspections, library):
    name = "five_year_independent_hackney_manchester.csv"
    file = read(real_inspections, name, library)
    with (real_inspections / name).open(encoding="cp1252", newline="") as lines:
        rows = list(csv.DictReader(list(lines)[2:]))
    published = {(int(row["URN"]), row["Published date"]) for row in rows if row["Published date"]}
    schools = list(file.schools.values())
    assert (len(schools), [s.refused for s in schools if s.refused]) == (47, [])
    for kind in ("graded", "independent_standards"):
        assert sum(i.kind == kind for school in schools for i in school.inspections) == len(published)
    contradicted = [i.id for school in schools for i in school.inspections if "in one row" in i.outcome]
    assert contradicted == ["urn-141680-2018-12-17-independent_standards"]


def test_what_is_no_file_of_ofsteds_is_refused(real_inspections, library):
    for name in ("2023-04-27_trafford_schools.csv", "column_map.csv"):
        with pytest.raises(FileRefused):
            read(real_inspections, name, library)


def test_a_schools_inspections_from_files_twelve_years_apart_join(real_inspections, library):
    older = read(real_inspections, "2015-02-28_mi_schools.xlsx", library)
    newer = read(real_inspections, "mi_2025-08-31_trafford_bury.csv", library)
    joined, differing = 0, []
    for urn in set(older.schools) & set(newer.schools):
        result = merge(older.school(urn).inspections, newer.school(urn).inspections)
        joined += len(result.known) + len(result.completed)
        differing += result.differing
    assert joined > 50
    assert [(pair.stored, pair.found) for pair in differing] == []
