"""Beside other schools: what a leader meets on the page of one inspection."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.frameworks import FrameworkKey
from evaluation.records import Finding, Inspection, SchoolDetails
from evaluation.store import inspections, open_store, schools
from tests.pages.conftest import said

EIF = FrameworkKey("ofsted-eif", "2019-09")
DAY = date(2023, 5, 10)


def fill(path: Path, others: int, stage: str = "published", later: int = 0) -> None:
    """Our school, and others of its authority graded Outstanding, of which some were inspected a day later."""
    store = open_store(path)
    for number in range(others + 1):
        details = SchoolDetails(
            f"urn-{100001 + number}", f"School {number}", 100001 + number, "Primary", "Free school",
            local_authority="St. Helen's & *Shire*",
        )  # fmt: skip
        grade, day = ("outstanding" if number else "good"), DAY + timedelta(days=number > others - later)
        findings = (Finding("quality_of_education", grade), Finding("behaviour_attitudes", grade))
        inspection = Inspection(f"i-{number}", "graded", EIF, day, findings=findings)
        if number == 0:
            inspection = Inspection(f"i-{number}", "graded", EIF, day, stage=stage, findings=findings)  # type: ignore[arg-type]
        with store.write("Test", details.id) as write:
            schools.save(write, details)
            inspections.save(write, details.id, inspection)


def opened(app: AppTest) -> AppTest:
    """Our inspection, set beside other schools."""
    app.run()
    for name, value in {"school": "urn-100001", "inspection": "i-0", "about": "nationally"}.items():
        app.query_params[name] = value
    app.run()
    for name, value in {"inspection": "i-0", "about": "nationally"}.items():
        app.query_params[name] = value
    page = app.switch_page("pages/inspection.py").run()
    assert not page.exception, page.exception[0].message
    return page


def test_each_strand_has_its_counts_in_words_a_chart_and_a_table(store_path: Path, app: AppTest) -> None:
    fill(store_path, others=6)
    page = opened(app)
    words = said(page).replace("\\", "")
    assert "Quality of education: Good" in words and "Behaviour and attitudes: Good" in words
    assert (
        "Of 7 schools here, 6 were graded Outstanding, 1 Good, none Requires improvement and none Inadequate." in words
    )
    charts = page.get("plotly_chart")
    assert len(charts) == len(page.dataframe) == 2
    assert "Of 7 schools in St. Helen's & *Shire*, 6 were graded Outstanding" in charts[0].proto.alt
    assert "This store holds 7 schools of 1 local authority. Each counts once, ours too" in words


def test_a_leader_can_ask_how_it_was_on_the_day_of_the_inspection(store_path: Path, app: AppTest) -> None:
    fill(store_path, others=12, later=6)
    page = opened(app)
    assert "Of 13 schools here" in said(page) and "began by 11 May 2023" in said(page).replace("\\", "")
    (choice,) = [each for each in page.get("button_group") if each.key == "as-at"]
    assert choice.options == ["By the latest inspection here, 11 May 2023", "When we were inspected, 10 May 2023"]
    page = choice.set_value("then").run()
    assert "Of 7 schools here" in said(page) and "began by 10 May 2023" in said(page).replace("\\", "")


def test_a_school_alone_is_told_how_to_bring_in_many(store_path: Path, app: AppTest) -> None:
    fill(store_path, others=0)
    page = opened(app)
    assert "too few schools here" in said(page)
    assert not page.get("plotly_chart")
    assert [link.proto.label for link in page.get("page_link")][-1] == "Bring in many schools"


def test_with_too_few_inspections_like_ours_one_sentence_says_which_file_to_bring_in(
    store_path: Path, app: AppTest
) -> None:
    fill(store_path, others=0)
    store = open_store(store_path)
    for number in range(6):
        details = SchoolDetails(f"urn-{100101 + number}", f"Other {number}", 100101 + number, "Primary", "Free school")
        with store.write("Test", details.id) as write:
            schools.save(write, details)
    page = opened(app)
    words = said(page).replace("\\", "")
    assert words.count("too few schools") == 1 and "file “Management information: state-funded schools”" in words
    assert not page.get("plotly_chart") and not page.dataframe
    assert "Bring in many schools" in [link.proto.label for link in page.get("page_link")]


@pytest.mark.parametrize("stage", ["final", "draft"])
def test_what_is_confidential_is_not_set_beside_other_schools(store_path: Path, app: AppTest, stage: str) -> None:
    fill(store_path, others=6, stage=stage)
    page = opened(app)
    assert "Once it is published, it can be set beside other schools here." in said(page).replace("\\", "")
    assert not page.get("plotly_chart")
