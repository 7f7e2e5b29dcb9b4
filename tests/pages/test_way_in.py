"""First run, who may look, and what happens when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import LOCAL_HEAD
from evaluation.records import Finding, Inspection
from evaluation.school import Door
from tests.pages.conftest import ROOT, at_fields, said

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def fill_in(app: AppTest, **answers: str) -> AppTest:
    """The set-up form with these answers, sent."""
    labels = {"name": "Name of the school", "urn": "Unique reference number (URN)", "authority": "Local authority"}
    for field in app.text_input:
        for name, label in labels.items():
            if field.label == label and name in answers:
                field.set_value(answers[name])
    for choice in app.selectbox:
        if choice.label == "Phase" and "phase" in answers:
            choice.set_value(answers["phase"])
        if choice.label == "Type of school" and "type" in answers:
            choice.set_value(answers["type"])
    return press(app, "Set up our school")


def ticked(app: AppTest) -> list[str]:
    """The first steps that are done."""
    return [step for each in app.markdown for step in re.findall(r"check_circle: \*\*(.+)\*\*", each.value)]


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    return next(button for button in app.button if button.label == label).click().run()


def test_first_run_offers_two_doors_and_nothing_else(app: AppTest) -> None:
    assert app.title[0].value == "School self-evaluation"
    assert {button.label for button in app.button} == {"Open the demo school", "Set up our school"}


def test_the_demo_school_opens_with_one_press_and_says_so_on_every_screen(app: AppTest) -> None:
    press(app, "Open the demo school")
    assert app.title[0].value == "Home"
    for page in PAGES:
        if page in ("welcome", "session"):
            continue
        shown = app.switch_page(f"pages/{page}.py").run()
        assert not shown.exception, page
        assert "Demo school: invented, nothing here is real" in said(shown), page


def test_a_school_is_set_up_and_its_first_steps_are_shown(app: AppTest, store_path: Path) -> None:
    fill_in(app, name="St Hild's", urn=" 123 456 ", phase="Primary", type="Community school", authority="Wexmoor")
    assert app.title[0].value == "Home"
    assert ticked(app) == ["Set up our school"]
    (school,) = Door.at(store_path, LOCAL_HEAD).schools()
    assert (school.name, school.urn, school.phase, school.demo) == ("St Hild's", 123456, "Primary", False)


def test_the_first_steps_tick_themselves_off_and_go(app: AppTest, door: Door) -> None:
    fill_in(app, name="St Hild's", urn="123456", phase="Primary", type="Community school")
    school = door.school(door.schools()[0].id)
    framework = school.self_evaluations.frameworks(date.today())[0]
    opened = school.self_evaluations.open(framework.key, date.today())
    assert "Finish your self-evaluation" in said(app.run())
    school.self_evaluations.judge(opened, "attendance", grade="expected_standard")
    school.self_evaluations.finish(opened)
    assert ticked(app.run()) == ["Set up our school", "Hold a self-evaluation"]
    framework = school.inspections.frameworks(date(2025, 12, 1))[0]
    school.inspections.save(
        Inspection(
            "first",
            framework.inspection_kind or "graded",
            framework.key,
            date(2025, 12, 1),
            findings=(Finding("inclusion", words="All belong."),),
        )
    )
    assert "First steps" not in said(app.run())


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ({"urn": "123456", "phase": "Primary", "type": "Other"}, "The school's name is missing"),
        ({"name": "A", "urn": "12345", "phase": "Primary", "type": "Other"}, "The URN has six digits"),
        ({"name": "A", "urn": "abc", "phase": "Primary", "type": "Other"}, "The URN has six digits"),
        ({"name": "A", "urn": "123456", "type": "Other"}, "Choose a phase"),
        ({"name": "A", "urn": "123456", "phase": "Primary"}, "Choose a type of school"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_stored(
    app: AppTest, store_path: Path, answers: dict[str, str], complaint: str
) -> None:
    fill_in(app, **answers)
    assert at_fields(app).startswith(complaint)
    assert "1 thing to put right above" in app.error[0].value
    assert not Door.at(store_path, LOCAL_HEAD).schools()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_run_on_its_own_shows_nothing_to_anybody(
    page: str, demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("EVALUATION_STORE", str(demo_file))
    alone = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=20).run()
    assert not alone.exception
    assert len(alone.main.children) == 0
    assert len(alone.sidebar.children) == 0


@pytest.mark.parametrize("address", ["", "0.0.0.0", "192.168.1.4", "school.example.org"])
def test_listening_on_anything_but_this_computer_shows_a_wall_on_every_page(
    demo: object, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import streamlit as st

    real = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: address if name == "server.address" else real(name))
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
    for page in PAGES:
        shown = app.switch_page(f"pages/{page}.py").run()
        assert shown.title[0].value == "This page is not open here", page
        assert "Harrowmere" not in said(shown), page


@pytest.mark.parametrize("page", PAGES)
def test_without_a_school_every_page_points_to_the_way_in(app: AppTest, page: str) -> None:
    shown = app.switch_page(f"pages/{page}.py").run()
    assert not shown.exception
    way_in = ("Help",) if page == "help" else ("No school is set up yet", "School self-evaluation")
    assert shown.title[0].value in way_in


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_is_no_store_is_named_and_left_as_it_is(
    store_path: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_path.write_text("This is a shopping list, not a database.\n" * 40)
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
    shown = app.switch_page(f"pages/{page}.py").run()
    assert not shown.exception
    assert "is not a store of this product" in shown.error[0].value
    assert store_path.read_text().startswith("This is a shopping list")


def test_the_demo_school_can_be_left_and_removed(go: Callable[..., AppTest], store_path: Path) -> None:
    settings = go("settings")
    part = next(group for group in settings.get("button_group") if group.key == "part")
    part.set_value("demo").run()
    next(button for button in settings.button if button.key == "remove-demo").click().run()
    assert not Door.at(store_path, LOCAL_HEAD).schools()
    assert settings.title[0].value in ("No school is set up yet", "School self-evaluation")


def test_our_own_school_is_looked_at_before_the_demo_school(app: AppTest, store_path: Path) -> None:
    press(app, "Open the demo school")
    shown = app.switch_page("pages/welcome.py").run()
    fill_in(shown, name="St Hild's", urn="123456", phase="Primary", type="Community school")
    assert "St Hild's" in said(shown).replace("\\", "")
    fresh = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
    assert "St Hild's" in said(fresh).replace("\\", "")
    assert fresh.selectbox(key="school").options[0] == "St Hild's"


def test_starting_a_self_evaluation_stays_with_the_school_that_was_chosen(app: AppTest, store_path: Path) -> None:
    press(app, "Open the demo school")
    fill_in(
        app.switch_page("pages/welcome.py").run(),
        name="St Hild's",
        urn="123456",
        phase="Primary",
        type="Community school",
    )
    app.selectbox(key="school").set_value("demo").run()
    page = app.switch_page("pages/self_evaluations.py").run()
    press(page, "Start")
    assert page.title[0].value.startswith("Self-evaluation of ")
    assert page.selectbox(key="school").value == "demo"
    held = [len(Door.at(store_path, LOCAL_HEAD).school(key).self_evaluations.all()) for key in ("demo", "urn-123456")]
    assert held == [7, 0]
