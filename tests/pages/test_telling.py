"""Telling people and the hours after, as a head meets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.records import Finding, Stage
from evaluation.school import School
from tests.pages.conftest import said

PUBLISHED = "demo-inspection-2026-05-12"


def words(app: AppTest) -> str:
    return said(app).replace("\\", "")


def at(demo: School, stage: Stage) -> str:
    """The demo's report card once more, at another stage."""
    published = demo.inspections.one(PUBLISHED)
    demo.inspections.save(replace(published, id=stage, stage=stage, published_on=None, points=()))
    return stage


def box(app: AppTest, label: str):
    return next(each for each in app.text_area if each.label == label)


def test_a_published_letter_is_finished_and_taken_away(go: Callable[..., AppTest], demo: School) -> None:
    page = go("inspection", inspection=PUBLISHED, about="telling")
    assert "What happens next: [Say what the school will do first" in words(page)
    assert not page.get("download_button")
    box(page, "What happens next").set_value("We begin with attendance.").run()
    assert [button.proto.label for button in page.get("download_button")] == [
        "Download as Word",
        "Download as web page",
    ]
    assert demo.telling.to_send(PUBLISHED)


def test_under_embargo_the_letter_is_written_and_not_offered(go: Callable[..., AppTest], demo: School) -> None:
    page = go("inspection", inspection=at(demo, "final"), about="telling")
    box(page, "What happens next").set_value("We begin.").run()
    assert "Prepare it now, send it then" in words(page) and not page.get("download_button")


def test_before_the_final_report_the_letter_says_what_it_waits_for(go: Callable[..., AppTest], demo: School) -> None:
    page = go("inspection", inspection=at(demo, "draft"), about="telling")
    assert "drafted from the final report" in words(page) and not page.text_area


def test_what_cannot_be_saved_is_said_and_stays_in_its_box(go: Callable[..., AppTest]) -> None:
    page = go("inspection", inspection=PUBLISHED, about="telling")
    box(page, "Thank you").set_value("x" * 20_001).run()
    assert "longer than 20000 letters" in words(page)
    assert len(box(page, "Thank you").value) == 20_001
    box(page, "Thank you").set_value("Thank you all.").run()
    assert "longer than" not in words(page)


def test_a_tick_is_saved_at_once_with_the_day(go: Callable[..., AppTest], demo: School) -> None:
    page = go("inspection", inspection=PUBLISHED, about="telling")
    line = next(each for each in page.checkbox if each.label.startswith("All staff"))
    line.check().run()
    entry = next(entry for entry in demo.telling.checklist(PUBLISHED) if entry.item.id == "staff")
    assert entry.done_on == date.today() and "1 of 21 done" in words(page)
    next(each for each in page.checkbox if each.label.startswith("All staff")).uncheck().run()
    assert "0 of 21 done" in words(page)


def test_lines_about_parents_wait_for_publication(go: Callable[..., AppTest], demo: School) -> None:
    page = go("inspection", inspection=at(demo, "final"), about="telling")
    lines = {each.label.replace("\\", ""): each.disabled for each in page.checkbox}
    assert lines["The letter and the report went to every parent and carer electronically"]
    assert not lines["Governors or trustees know the provisional outcome, in confidence"]


def test_the_hours_after_open_first_on_the_day_of_the_provisional_outcome(
    go: Callable[..., AppTest], demo: School
) -> None:
    page = go("inspection", inspection=at(demo, "provisional"))
    shown = words(page)
    assert "Who has to wait" in shown and "Education Support" in shown
    assert demo.confidence.readings("provisional") == []


@pytest.mark.parametrize("inspection", [PUBLISHED, "draft"])
def test_the_hours_after_stay_within_reach(go: Callable[..., AppTest], demo: School, inspection: str) -> None:
    at(demo, "draft")
    assert "Where support is to be had" in words(go("inspection", inspection=inspection, about="hours_after"))


def test_what_inspectors_wrote_stays_text_on_the_screen(go: Callable[..., AppTest], demo: School) -> None:
    found = replace(demo.inspections.one(PUBLISHED), outcome="", findings=(Finding("inclusion", None, "**b** <i>"),))
    demo.inspections.save(found)
    page = go("inspection", inspection=PUBLISHED, about="telling")
    assert "- Inclusion: **b** <i>." in box(page, "What was said").value
