"""What the school does, described with a thumb, changed, and the way to what could be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evaluation.access import LOCAL_HEAD
from evaluation.school import Door, School
from tests.browser.chromium import settled
from tests.browser.server import Server

pytestmark = pytest.mark.browser

LESSONS = "Day,Class,Subject,Teacher\nMonA:1,5A,Maths,Ms Elm\nTueB:2,5A,Maths,Ms Elm\nSun:1,5B,Art,Mr Ash\n"


@pytest.fixture
def server(browser: Browser, own_store: Path) -> Iterator[Server]:
    with Server(own_store) as running:
        yield running


@pytest.fixture
def school(own_store: Path) -> School:
    """The school as the store holds it, read beside the running app."""
    return Door.at(own_store, LOCAL_HEAD).school("demo")


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_something_described_with_a_thumb_is_kept_once_and_removed(phone: Page, server: Server, school: School) -> None:
    before = len(school.visible.practices())
    phone.goto(f"{server.url}/visible?about=practice")
    settled(phone)
    phone.get_by_text("Describe something we do").click()
    phone.get_by_role("textbox", name="What it is").fill("Older pupils read to younger ones")
    for day in ("Tue", "Thu"):
        phone.get_by_role("button", name=day, exact=True).click()
    phone.get_by_role("button", name="Save", exact=True).dblclick()
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    settled(phone)
    assert len(school.visible.practices()) == before + 1
    phone.get_by_role("textbox", name="Find").fill("older pupils")
    phone.get_by_role("textbox", name="Find").press("Enter")
    mine = phone.get_by_text("Older pupils read to younger ones · Tuesday and Thursday")
    expect(mine).to_have_count(1)
    settled(phone)
    mine.click()
    phone.get_by_role("button", name="Remove this practice").click()
    phone.get_by_role("button", name="Yes, remove this practice").click()
    expect(phone.get_by_text("Removed at")).to_be_visible()
    settled(phone)
    assert len(school.visible.practices()) == before


def test_a_timetable_comes_in_at_one_press_however_often_it_is_pressed(
    phone: Page, server: Server, school: School, tmp_path: Path
) -> None:
    before = len(school.visible.practices())
    file = tmp_path / "timetable.csv"
    file.write_text(LESSONS, "utf-8")
    phone.goto(f"{server.url}/visible?about=timetable")
    settled(phone)
    phone.locator("input[type=file]").set_input_files(file)
    phone.get_by_role("button", name="Bring in 1 practice").dblclick()
    back = phone.get_by_role("button", name="Take this timetable back")
    expect(back).to_have_count(1)
    settled(phone)
    assert len(school.visible.practices()) == before + 1 and len(school.timetables.imports()) == 1
    back.click()
    phone.get_by_role("button", name="Yes, take this timetable back").click()
    expect(back).to_have_count(0)
    settled(phone)
    assert len(school.visible.practices()) == before
