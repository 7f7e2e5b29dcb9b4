"""What the screen calls saved is kept: the page closed, the computer's power cut, a button pressed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from evaluation.access import LOCAL_HEAD
from evaluation.school import Door, School
from tests.browser.chromium import settled
from tests.browser.server import Server

pytestmark = pytest.mark.browser

LINE = "Pupils remember what they learned in spring."
SAVED = re.compile(r"Saved at \d")
NOTHING_SAVED_YET = "is saved at once"


@pytest.fixture
def server(browser: Browser, own_store: Path) -> Iterator[Server]:
    with Server(own_store) as running:
        yield running


@pytest.fixture
def school(own_store: Path) -> School:
    """The school as the store holds it, read beside the running app."""
    return Door.at(own_store, LOCAL_HEAD).school("demo")


@pytest.fixture
def opened(school: School) -> str:
    """An open self-evaluation of today; returns its id."""
    framework = school.self_evaluations.frameworks(date.today())[0]
    return school.self_evaluations.open(framework.key, date.today())


def show(page: Page, server: Server, opened: str, way: str = "Quick way") -> None:
    page.goto(f"{server.url}/session?evaluation={opened}")
    settled(page)
    ways = page.get_by_role("radiogroup", name="How to work")
    ways.get_by_text(way).click()
    expect(ways.get_by_role("radio", name=way)).to_be_checked()
    settled(page)


def grade(page: Page, word: str) -> Locator:
    return page.get_by_role("radiogroup", name="Grade for Curriculum").get_by_text(word)


def line(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Why, in a line: Curriculum")


def judge(page: Page, word: str, why: str) -> None:
    """Write a line and choose a grade, and wait until the screen says that each is saved."""
    expect(page.get_by_text(NOTHING_SAVED_YET)).to_be_visible()
    line(page).fill(why)
    line(page).press("Enter")
    expect(page.get_by_text(SAVED)).to_be_visible()
    grade(page, word).click()
    expect(page.get_by_text("1 of 7 strands judged")).to_be_visible()
    settled(page)


def expect_judged(page: Page, word: str, why: str) -> None:
    expect(page.get_by_role("radiogroup", name="Grade for Curriculum").get_by_role("radio", name=word)).to_be_checked()
    expect(line(page)).to_have_value(why)


def test_what_was_saved_survives_closing_the_page(page: Page, server: Server, opened: str) -> None:
    show(page, server, opened)
    judge(page, "Strong standard", LINE)
    other = page.context.new_page()
    page.close()
    show(other, server, opened)
    expect_judged(other, "Strong standard", LINE)


def test_what_was_saved_survives_a_killed_server(page: Page, server: Server, opened: str) -> None:
    show(page, server, opened)
    judge(page, "Strong standard", LINE)
    server.kill()
    server.start()
    page.reload()
    settled(page)
    expect_judged(page, "Strong standard", LINE)


def test_a_page_left_open_over_a_restart_goes_on_saving(
    page: Page, server: Server, opened: str, school: School
) -> None:
    show(page, server, opened)
    judge(page, "Strong standard", LINE)
    server.kill()
    server.start()
    expect(page.get_by_text(NOTHING_SAVED_YET)).to_be_visible()  # the new process has drawn the page
    expect_judged(page, "Strong standard", LINE)
    grade(page, "Expected standard").click()
    expect_judged(page, "Expected standard", LINE)
    expect(page.get_by_text(SAVED)).to_be_visible()
    said = school.self_evaluations.record(opened).judgements["curriculum"]
    assert (said.grade, said.why) == ("expected_standard", LINE)


def test_a_line_still_being_typed_is_saved_with_the_grade_clicked_next(
    page: Page, server: Server, opened: str, school: School
) -> None:
    show(page, server, opened)
    line(page).click()
    page.keyboard.type(LINE)
    grade(page, "Strong standard").click()
    expect(page.get_by_text("1 of 7 strands judged")).to_be_visible()
    settled(page)
    expect_judged(page, "Strong standard", LINE)
    said = school.self_evaluations.record(opened).judgements["curriculum"]
    assert (said.grade, said.why) == ("strong_standard", LINE)


def test_text_in_the_box_is_saved_with_the_grade_clicked_next(
    page: Page, server: Server, opened: str, school: School
) -> None:
    show(page, server, opened, "By standard")
    page.get_by_role("textbox", name="Why, in a line or two").click()
    page.keyboard.type(LINE)
    page.get_by_role("radiogroup", name="Our grade").get_by_text("Strong standard").click()
    expect(page.get_by_text("1 of 7 strands judged")).to_be_visible()
    settled(page)
    said = school.self_evaluations.record(opened).judgements["curriculum"]
    assert (said.grade, said.why) == ("strong_standard", LINE)


def test_start_pressed_twice_opens_one_self_evaluation(page: Page, server: Server, school: School) -> None:
    before = len(school.self_evaluations.all())
    page.goto(f"{server.url}/self_evaluations")
    page.get_by_text("Start a self-evaluation").click()
    page.get_by_role("button", name="Start", exact=True).dblclick()
    expect(page.get_by_role("heading", level=1, name="Self-evaluation of")).to_be_visible()
    settled(page)
    assert len(school.self_evaluations.all()) == before + 1


def test_save_pressed_twice_keeps_one_piece_of_evidence(page: Page, server: Server, school: School) -> None:
    before = school.evidence.count()
    page.goto(f"{server.url}/evidence")
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_role("textbox", name="What it is").fill("Books of Year 4")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.get_by_text("Books of Year 4 ·")).to_have_count(1)
    settled(page)
    assert school.evidence.count() == before + 1


def test_a_mark_clicked_twice_stays(page: Page, server: Server, opened: str, school: School) -> None:
    show(page, server, opened, "By standard")
    mark = page.get_by_role("radiogroup", name="Mark: ").first
    mark.get_by_text("Not yet").dblclick()
    expect(page.get_by_text(SAVED)).to_be_visible()
    settled(page)
    expect(mark.get_by_role("radio", name="Not yet")).to_be_checked()
    assert list(school.self_evaluations.record(opened).marks.values()) == ["not_met"]
