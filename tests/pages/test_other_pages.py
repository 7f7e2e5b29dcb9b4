"""Home, inspections, compare, progress, evidence, taking away and settings, as a leader meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.frameworks import FrameworkKey
from evaluation.school import Door, School
from tests.pages.conftest import at_fields, said

CHARTS = {"compare": 1, "progress": 8}


@pytest.mark.parametrize("page", CHARTS)
def test_every_chart_has_a_reading_a_table_and_words_for_those_who_do_not_see_it(
    go: Callable[..., AppTest], page: str
) -> None:
    shown = go(page)
    charts = shown.get("plotly_chart")
    assert len(charts) == CHARTS[page]
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    assert len(shown.dataframe) >= len(charts)


def test_home_says_where_we_stand_and_what_moved(go: Callable[..., AppTest]) -> None:
    shown = said(go("home")).replace("\\", "")
    assert "Where we stood on 13 October 2026" in shown
    assert "**Wellbeing**: ■ Strong standard · :material/trending_flat: Sustain" in shown
    assert "SEND fell from Strong standard to Expected standard." in shown


def test_compare_begins_with_the_last_self_evaluation_locked_before_the_inspection(go: Callable[..., AppTest]) -> None:
    page = go("compare")
    boxes = {box.label: box for box in page.selectbox}
    assert boxes["Inspection"].options[0].startswith("12 May 2026")
    assert boxes["Self-evaluation"].options[boxes["Self-evaluation"].index].startswith("21 April 2026")
    assert "4 the same as inspectors" in said(page)


def test_compare_warns_when_the_self_evaluation_came_after_the_inspection(go: Callable[..., AppTest]) -> None:
    page = go("compare")
    box = page.selectbox[1]
    box.select_index(next(n for n, name in enumerate(box.options) if name.startswith("13 October 2026"))).run()
    assert "held after the inspection began" in page.warning[0].value


def test_compare_says_why_an_ungraded_visit_cannot_be_compared(go: Callable[..., AppTest]) -> None:
    page = go("compare", inspection="demo-inspection-2025-06-10")
    assert "10 June 2025" in page.selectbox[0].options[page.selectbox[0].index]
    assert "Nothing in this self-evaluation can be compared" in said(page).replace("\\", "")
    assert not page.get("plotly_chart")


def test_progress_with_one_self_evaluation_says_what_will_appear(door: Door, app: AppTest) -> None:
    door.set_up(_details())
    school = door.school("urn-123456")
    only = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), date.today())
    school.self_evaluations.judge(only, "curriculum", grade="expected_standard")
    page = app.run().switch_page("pages/progress.py").run()
    assert not page.exception
    assert "After the next one" in said(page).replace("\\", "")


@pytest.mark.parametrize(
    "page", ["home", "self_evaluations", "inspections", "compare", "progress", "evidence", "take_away"]
)
def test_every_page_of_a_new_school_says_what_to_do(door: Door, app: AppTest, page: str) -> None:
    door.set_up(_details())
    shown = app.run().switch_page(f"pages/{page}.py").run()
    assert not shown.exception
    assert shown.get("page_link") or shown.button or shown.get("file_uploader")
    assert len(said(shown)) > 60


def test_a_wrong_file_is_refused_on_screen_and_nothing_is_stored(door: Door, app: AppTest) -> None:
    school = door.set_up(_details())
    page = app.run().switch_page("pages/inspections.py").run()
    page.get("file_uploader")[0].upload("wrong.csv", b"<!DOCTYPE html><html><body>404</body></html>", "text/csv").run()
    assert "web page" in page.error[0].value.replace("\\", "")
    assert not school.inspections.all()


def test_evidence_is_added_found_and_removed(go: Callable[..., AppTest], demo: School) -> None:
    page = go("evidence")
    page.button(key="add-evidence").click().run()
    field = next(t for t in page.text_input if t.label == "What it is")
    field.set_value("Reading ages, autumn")
    next(b for b in page.button if b.label == "Save").click().run()
    assert "Evidence kept. Saved at" in page.toast[0].value.replace("\\", "")
    added = next(e for e in demo.evidence.all() if e.title == "Reading ages, autumn")
    page.text_input(key="find").set_value("reading AGES").run()
    assert any("Reading ages" in box.label for box in page.expander)
    page.session_state[f"piece-{added.id}"] = True
    page.run()
    page.button(key=f"remove-{added.id}").click().run()
    assert added.id not in {e.id for e in demo.evidence.all()}


def test_evidence_without_a_name_is_refused(go: Callable[..., AppTest], demo: School) -> None:
    page = go("evidence")
    page.button(key="add-evidence").click().run()
    next(b for b in page.button if b.label == "Save").click().run()
    assert at_fields(page).startswith("“What it is” is missing")
    assert demo.evidence.count() == 18


def test_further_strands_are_switched_on_for_the_next_self_evaluation(go: Callable[..., AppTest], demo: School) -> None:
    page = part(go("settings"), "strands")
    page.toggle(key="strand-school-strands-local_context").set_value(True).run()
    opened = demo.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), date.today())
    assert "local_context" in demo.self_evaluations.session(opened).evaluation.strands
    assert "local_context" not in demo.self_evaluations.session("demo-2026-10-13").evaluation.strands


def test_a_broken_framework_file_is_explained_by_line_and_nothing_is_added(
    go: Callable[..., AppTest], demo: School
) -> None:
    page = part(go("settings"), "frameworks")
    page.get("file_uploader")[0].upload(
        "ours.yaml", b"id: ours\nversion: 2026\nname: Ours\nwat: 1\n", "text/yaml"
    ).run()
    assert "problems. Nothing was added." in page.error[0].value.replace("\\", "")
    assert "Line 4, wat: this field is not known here" in page.error[0].value.replace("\\", "")
    assert not demo.settings.own_frameworks()


def test_a_framework_of_our_own_is_added_and_offered(go: Callable[..., AppTest], demo_file: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "data/frameworks/school-strands@2025-11.yaml").read_text("utf-8")
    own = text.replace("id: school-strands", "id: our-own").replace("short_name: School strands", "short_name: Ours")
    page = part(go("settings"), "frameworks")
    page.get("file_uploader")[0].upload("ours.yaml", own.encode(), "text/yaml").run()
    assert not page.exception
    assert any("added by you" in box.label for box in page.expander)
    offered = page.switch_page("pages/self_evaluations.py").run().selectbox(key="framework").options
    assert "Ours" in offered


def test_who_changed_what_can_be_read_back(go: Callable[..., AppTest], demo: School) -> None:
    demo.self_evaluations.unlock("demo-2026-10-13", "To add a line")
    latest = part(go("settings"), "changes").markdown[1].value.replace("\\", "")
    assert latest.startswith("**Self-evaluation of 13 October 2026: Unlocked**")
    assert "This computer · To add a line" in latest


def test_what_people_typed_stays_text_in_the_record_of_changes(go: Callable[..., AppTest], demo: School) -> None:
    demo.self_evaluations.unlock("demo-2026-10-13", "![x](http://example.org/x.png) **bold**")
    shown = part(go("settings"), "changes").markdown[1].value
    assert "\\!\\[x\\]\\(http" in shown and "\\*\\*bold" in shown


def test_details_are_changed_and_a_missing_name_is_refused(go: Callable[..., AppTest], demo: School) -> None:
    page = go("settings")
    name = next(t for t in page.text_input if t.label == "Name of the school")
    name.set_value("")
    next(b for b in page.button if b.label == "Save").click().run()
    assert at_fields(page) == "The school's name is missing."
    next(t for t in page.text_input if t.label == "Name of the school").set_value("Harrowmere School (demo)")
    next(b for b in page.button if b.label == "Save").click().run()
    assert "Details saved at" in page.toast[0].value.replace("\\", "")


def part(page: AppTest, name: str) -> AppTest:
    """One part of Settings."""
    next(group for group in page.get("button_group") if group.key == "part").set_value(name)
    return page.run()


def _details():  # type: ignore[no-untyped-def]
    from evaluation.records import SchoolDetails

    return SchoolDetails("", "St Hild's", 123456, "Primary", "Community school", early_years=True)
