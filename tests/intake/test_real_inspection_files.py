"""Ofsted's own files, where they are at hand. Counts are of the files as published."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from evaluation.intake import read_inspections


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
