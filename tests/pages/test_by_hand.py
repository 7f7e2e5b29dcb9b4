"""Entering an inspection by hand, and what must not wait: as a leader meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.frameworks import FrameworkKey
from evaluation.records import Finding, Inspection, Point
from evaluation.school import School
from tests.pages.conftest import said

TODAY = date.today()
CARD = FrameworkKey("ofsted-report-card", "2025-11")
GATE = Point("gate", "recommendation", "Check every gate.", "safeguarding", serious=True)
SERIOUS = Inspection(
    "serious",
    "report_card",
    CARD,
    TODAY - timedelta(days=20),
    published_on=TODAY - timedelta(days=1),
    findings=(Finding("safeguarding", "met", "Checks are complete."),),
    points=(GATE,),
)
Go = Callable[..., AppTest]


def control(page: AppTest, kind: str, start: str) -> Any:
    """The control of this kind whose key starts with these words."""
    return next(each for each in page.get(kind) if (each.key or "").startswith(start))


def press(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == label).click().run()


def plainly(page: AppTest) -> str:
    return said(page).replace("\\", "")


@pytest.fixture
def form(go: Go) -> AppTest:
    """The form, with a day of publication, confirmed."""
    return published(go("inspections"))


def published(page: AppTest) -> AppTest:
    """Say that it is published today."""
    control(page, "selectbox", "stage-").set_value("published").run()
    control(page, "date_input", "published_on-").set_value(TODAY)
    return control(page, "checkbox", "confirmed-").check().run()


def entered(school: School) -> list[Inspection]:
    return [i for i in school.inspections.all() if i.withheld or i.source == "Entered by hand"]


def test_an_inspection_is_entered_by_hand_with_grades_words_and_points(form: AppTest, demo: School) -> None:
    grade = next(g for g in form.get("button_group") if "-inclusion-" in (g.key or ""))
    grade.set_value("strong_standard")
    next(t for t in form.text_area if "-inclusion-" in (t.key or "")).set_value("Leaders know every pupil.")
    press(form, "Add a strength, recommendation or issue")
    next(t for t in form.text_area if t.label == "In words").set_value("Check every gate.")
    press(form, "Add another point")
    words = [t for t in form.text_area if t.label == "In words"]
    assert [t.value for t in words] == ["Check every gate.", ""]
    words[1].set_value("Pupils read daily.")
    control(form, "checkbox", f"serious-{words[0].key.removeprefix('text-')}").check()
    press(form, "Save this inspection")
    assert not form.exception
    (new,) = entered(demo)
    assert new.finding("inclusion") == Finding("inclusion", "strong_standard", "Leaders know every pupil.")
    assert [(p.text, p.kind, p.serious) for p in new.points] == [
        ("Check every gate.", "recommendation", True),
        ("Pupils read daily.", "recommendation", False),
    ]


def test_a_refusal_is_said_at_the_field_and_nothing_that_was_typed_is_lost(go: Go, demo: School) -> None:
    page = go("inspections")
    control(page, "selectbox", "stage-").set_value("published").run()
    press(page, "Add a strength, recommendation or issue")
    next(t for t in page.text_area if "-inclusion-" in (t.key or "")).set_value("Leaders know every pupil.")
    press(page, "Save this inspection")
    assert "Confirm that the report is published" in plainly(page)
    control(page, "checkbox", "confirmed-").check()
    press(page, "Save this inspection")
    assert "Say when it was published" in plainly(page) and "The text is missing." in plainly(page)
    assert "2 things to put right above" in page.error[0].value
    assert next(t for t in page.text_area if "-inclusion-" in (t.key or "")).value == "Leaders know every pupil."
    control(page, "date_input", "published_on-").set_value(TODAY)
    press(page, "Remove")
    press(page, "Save this inspection")
    assert not page.exception and len(entered(demo)) == 1


def test_an_empty_inspection_is_refused_with_the_reason(form: AppTest, demo: School) -> None:
    press(form, "Save this inspection")
    assert "Nothing was found yet" in form.error[0].value.replace("\\", "")
    assert entered(demo) == []


def test_one_that_is_not_published_yet_stays_confidential_and_the_form_says_so(go: Go, demo: School) -> None:
    page = go("inspections")
    control(page, "selectbox", "stage-").set_value("provisional").run()
    assert "stays confidential here until it is published" in plainly(page)
    next(g for g in page.get("button_group") if "-inclusion-" in (g.key or "")).set_value("strong_standard")
    press(page, "Save this inspection")
    (new,) = entered(demo)
    assert (new.stage, new.withheld) == ("provisional", True)
    assert demo.confidence.events(new.id)["provisional"] == TODAY


def test_grades_typed_under_one_framework_are_still_there_after_a_look_at_another(form: AppTest) -> None:
    grade = next(g for g in form.get("button_group") if "-inclusion-" in (g.key or ""))
    grade.set_value("strong_standard")
    form.run()
    box = control(form, "selectbox", "framework-")
    first = box.value
    box.set_value(FrameworkKey("visit-without-grades", "2020-09")).run()
    control(form, "selectbox", "framework-").set_value(first).run()
    assert next(g for g in form.get("button_group") if "-inclusion-" in (g.key or "")).value == "strong_standard"


def test_points_are_added_to_an_inspection_that_is_here_and_its_facts_stay(go: Go, demo: School) -> None:
    demo.inspections.save(SERIOUS)
    page = go("inspection", inspection="serious", about="found")
    press(page, "Edit, add words and points")
    press(page, "Add another point")
    [t for t in page.text_area if t.label == "In words"][1].set_value("Pupils read daily.")
    page.button(key="save-serious").click().run()
    assert not page.exception
    after = demo.inspections.one("serious")
    assert [p.text for p in after.points] == ["Check every gate.", "Pupils read daily."]
    assert (after.findings, after.published_on, after.points[0]) == (SERIOUS.findings, SERIOUS.published_on, GATE)
    assert "Pupils read daily." in plainly(page)


def test_leaving_the_form_leaves_the_inspection_as_it_was(go: Go, demo: School) -> None:
    demo.inspections.save(SERIOUS)
    page = go("inspection", inspection="serious", about="found")
    press(page, "Edit, add words and points")
    next(t for t in page.text_area if t.label == "In words").set_value("Nothing.")
    press(page, "Leave it as it was")
    assert demo.inspections.one("serious") == SERIOUS
    press(page, "Edit, add words and points")
    assert next(t for t in page.text_area if t.label == "In words").value == "Check every gate."


@pytest.mark.parametrize(
    "page",
    ["home", "self_evaluations", "session", "inspections", "compare", "progress", "evidence", "take_away", "settings"],
)
def test_what_must_not_wait_stands_on_every_page(go: Go, demo: School, page: str) -> None:
    demo.inspections.save(SERIOUS)
    demo.immediate.assign("serious", "gate", "Jo Patel", TODAY)
    assert "Check every gate" in plainly(go(page)) and "Jo Patel, by" in plainly(go(page))


def test_it_asks_for_an_owner_and_a_day_on_the_spot_until_it_is_done(go: Go, demo: School) -> None:
    demo.inspections.save(SERIOUS)
    page = go("home")
    assert "needs an owner and a date within the week" in plainly(page)
    press(page, "Save")
    assert "Who does it is missing." in page.error[0].value.replace("\\", "")
    control(page, "text_input", "owner-banner-").set_value("Jo Patel")
    control(page, "date_input", "due-banner-").set_value(TODAY + timedelta(days=2))
    press(page, "Save")
    assert "Jo Patel, by" in plainly(page) and not page.error
    page = go("inspection", inspection="serious", about="found")
    control(page, "button", "done-action-").click().run()
    assert "Done on" in plainly(page)
    assert "Immediate action" not in plainly(go("home"))


def test_no_more_than_three_stand_in_full_and_the_rest_are_counted(go: Go, demo: School) -> None:
    points = tuple(Point(f"p{n}", "issue", f"Issue number {n}.", serious=True) for n in range(5))
    demo.inspections.save(Inspection("serious", "report_card", CARD, TODAY, published_on=TODAY, points=points))
    page = go("home")
    assert any(box.label == "and 2 more" for box in page.expander)


def test_under_embargo_the_banner_names_only_the_inspection(go: Go, demo: School) -> None:
    secret = Inspection("secret", "report_card", CARD, TODAY, stage="draft", points=(GATE,))
    demo.inspections.save(secret)
    words = plainly(go("home"))
    assert "confidential until published" in words and "gate" not in words
    assert "Check every gate." in plainly(go("inspection", inspection="secret", about="found"))


def test_the_framework_offered_first_is_the_one_in_force_on_the_first_day(go: Go) -> None:
    page = go("inspections")
    control(page, "date_input", "started_on-").set_value(date(2018, 3, 6)).run()
    assert control(page, "selectbox", "framework-").value == FrameworkKey("ofsted-cif", "2015-09")
