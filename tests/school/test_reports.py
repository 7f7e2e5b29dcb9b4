"""Reports through the one door: read, set beside what is here, and added to it without changing what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluation.access import NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.errors import FileRefused
from evaluation.frameworks import FrameworkKey
from evaluation.records import Finding, Inspection, Point
from evaluation.school import Door, School
from tests.intake.report_samples import CIF, pdf

KEY = FrameworkKey("ofsted-cif", "2015-09")
READ = Point("p1", "recommendation", "Teach spelling daily.", "teaching", sentence="Teach spelling daily.", page=2)
HERE = Inspection(
    "here",
    "graded",
    KEY,
    date(2016, 6, 30),
    published_on=date(2016, 9, 1),
    findings=(Finding("teaching", "good", "As told."), Finding("outcomes")),
    points=(Point("ours", "strength", "Pupils read daily."),),
)
FOUND = Inspection(
    "found",
    "graded",
    KEY,
    date(2016, 7, 1),
    ended_on=date(2016, 7, 2),
    published_on=date(2016, 9, 8),
    number="10009999",
    source="report.pdf",
    findings=(Finding("teaching", "requires_improvement"), Finding("outcomes", "good")),
    points=(READ,),
)


def test_reading_a_report_stores_nothing(school: School, door: Door) -> None:
    before = door.revision
    read = school.reports.read(pdf(CIF), "report.pdf")
    assert (read.kind, read.framework, read.urn.value) == ("graded", KEY, 999001)
    assert door.revision == before and school.inspections.all() == []


def test_a_report_of_another_school_is_refused(door: Door, school: School) -> None:
    other = door.set_up(replace(school.details, urn=999005, name="Elm Park School"))
    with pytest.raises(FileRefused, match="999001"):
        other.reports.read(pdf(CIF), "report.pdf")


def test_the_report_of_an_inspection_that_is_here_is_recognised_by_its_days_or_its_number(school: School) -> None:
    assert school.reports.same(FOUND) is None
    school.inspections.save(HERE)
    assert school.reports.same(FOUND).id == "here"
    assert (
        school.reports.same(replace(FOUND, started_on=FOUND.started_on + timedelta(days=30), published_on=None)) is None
    )
    school.inspections.save(replace(HERE, number="10009999"))
    assert school.reports.same(replace(FOUND, started_on=date(2017, 1, 1))).id == "here"


def test_what_is_accepted_is_added_and_other_grades_are_kept_beside_its_own(school: School) -> None:
    school.inspections.save(HERE)
    assert school.reports.add("here", FOUND)
    after = school.inspections.one("here")
    assert [p.id for p in after.points] == ["ours", "p1"]
    assert (after.number, after.ended_on, after.published_on) == ("10009999", FOUND.ended_on, HERE.published_on)
    assert after.finding("outcomes").grade == "good"
    teaching = after.finding("teaching")
    assert teaching.disputed and {each.source for each in teaching.elsewhere} == {"Entered by hand", "report.pdf"}
    assert not school.reports.add("here", FOUND)
    reasons = {change.reason for change in school.settings.changes() if change.thing == "point"}
    assert "From report.pdf" in reasons


def test_under_embargo_a_report_does_not_publish_and_only_those_who_may_know_add_to_it(
    school: School, store_path: Path
) -> None:
    school.inspections.save(replace(HERE, stage="final", published_on=None))
    assert school.reports.same(FOUND).withheld
    school.reports.add("here", FOUND)
    after = school.inspections.in_confidence("here", "What it found")
    assert (after.stage, after.published_on, len(after.points)) == ("final", None, 2)
    leader = Door.at(store_path, Viewer("Kit", Role.LEADER, "kit@example.org")).school(school.details.id)
    with pytest.raises(NotAllowed):
        leader.reports.add("here", FOUND)


def test_a_point_without_words_is_refused_and_nothing_is_added(school: School) -> None:
    school.inspections.save(HERE)
    with pytest.raises(FormRefused) as refused:
        school.reports.add("here", replace(FOUND, points=(READ, Point("p2", "issue", " "))))
    assert refused.value.fields.keys() == {"point p2"}
    assert school.inspections.one("here") == HERE
