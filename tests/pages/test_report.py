"""Reading a report as a leader meets it: value beside sentence, and nothing stored that was not accepted."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.frameworks import FrameworkKey
from evaluation.records import Finding, Inspection, SchoolDetails
from evaluation.school import Door, School
from tests.intake.report_samples import CIF, SCHOOL, URN, pdf
from tests.pages.conftest import said


@pytest.fixture
def school(door: Door) -> School:
    return door.set_up(SchoolDetails("", SCHOOL, URN, "Primary", "Community school", early_years=True))


@pytest.fixture
def page(school: School, app: AppTest) -> AppTest:
    """Inspections, with the report chosen."""
    return read(app.run().switch_page("pages/inspections.py").run())


def read(page: AppTest) -> AppTest:
    uploader = next(each for each in page.get("file_uploader") if each.key == "report")
    uploader.upload("report.pdf", pdf(CIF), "application/pdf").run()
    assert not page.exception
    return page


def decide(page: AppTest, start: str, decision: str) -> None:
    for each in page.get("button_group"):
        if (each.key or "").startswith(f"decide-{start}"):
            each.set_value(decision)
    page.run()


def publish(page: AppTest) -> None:
    report = next(each.key for each in page.get("button_group") if (each.key or "").startswith("decide-started_on-"))
    draft = report.removeprefix("decide-started_on-")
    page.date_input(key=f"published_on-{draft}").set_value(date(2016, 9, 1))
    page.run()


def keep(page: AppTest) -> AppTest:
    return page.button(key="keep-report").click().run()


def test_each_value_stands_beside_the_words_it_came_from_and_nothing_is_stored(page: AppTest, school: School) -> None:
    words = said(page).replace("\\", "")
    assert "Page 1: “" in words and "The report, page" in words
    assert page.button(key="keep-report").disabled
    assert "not decided yet: left out" in words
    assert school.inspections.all() == []


def test_only_what_is_accepted_is_kept_as_it_was_changed(page: AppTest, school: School) -> None:
    decide(page, "kind", "accept")
    decide(page, "started_on", "accept")
    decide(page, "teaching", "accept")
    decide(page, "outcomes", "drop")
    decide(page, "recommendation-1-", "accept")
    decide(page, "recommendation-2-", "drop")
    first = next(t for t in page.text_area if "-recommendation-1-" in (t.key or ""))
    first.set_value("In our words.")
    next(c for c in page.checkbox if "-recommendation-1-" in (c.key or "")).check()
    publish(page)
    keep(page)
    assert not page.exception and not page.error
    (stored,) = school.inspections.all()
    assert [finding.strand_id for finding in stored.findings] == ["teaching"]
    ((text, serious, sentence),) = [(p.text, p.serious, p.sentence) for p in stored.points]
    assert (text, serious) == ("In our words.", True) and len(sentence) > 10
    assert (stored.source, stored.number, stored.ended_on) == ("report.pdf", None, None)


def test_an_old_report_is_kept_as_published_though_nobody_knows_the_day(page: AppTest, school: School) -> None:
    while waiting := [b for b in page.button if b.label.startswith("I have read these")]:
        waiting[0].click().run()
    keep(page)
    (stored,) = school.inspections.all()
    assert (stored.stage, stored.published_on, stored.withheld) == ("published", None, False)


def test_a_report_of_an_inspection_that_is_here_is_added_to_it(school: School, app: AppTest) -> None:
    here = Inspection(
        "here",
        "graded",
        FrameworkKey("ofsted-cif", "2015-09"),
        date(2016, 6, 30),
        published_on=date(2016, 9, 1),
        findings=(Finding("teaching", "inadequate", "As told."),),
    )
    school.inspections.save(here)
    page = read(app.run().switch_page("pages/inspections.py").run())
    assert "This inspection is here already" in said(page)
    for start in ("kind", "started_on", "teaching", "recommendation-1-"):
        decide(page, start, "accept")
    keep(page)
    (after,) = school.inspections.all()
    assert len(after.points) == 1 and after.finding("teaching").disputed


def test_a_file_that_is_no_report_is_refused_on_the_spot(school: School, app: AppTest) -> None:
    page = app.run().switch_page("pages/inspections.py").run()
    uploader = next(each for each in page.get("file_uploader") if each.key == "report")
    uploader.upload("wrong.pdf", b"<html>404</html>", "application/pdf").run()
    assert "not a PDF" in page.error[0].value
