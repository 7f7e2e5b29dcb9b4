"""For everyone: from the first run to the workbook by keys alone; bigger letters; the dark; less motion; the phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from evaluation.access import LOCAL_HEAD
from evaluation.school import Door
from tests.browser import axe
from tests.browser.chromium import drawn, settled
from tests.browser.server import Server
from tests.browser.test_screens import wider

pytestmark = pytest.mark.browser

MOST_TABS = 80
FOCUSED = """() => {
    const words = element => [...element.querySelectorAll('p')].map(p => p.innerText).join(' ') || element.innerText
    const here = document.activeElement
    if (here.matches('body, main')) return ''
    const named = here.getAttribute('aria-labelledby')
    const labels = named ? named.split(' ').map(id => document.getElementById(id)?.innerText) : []
    const said = here.getAttribute('aria-label') || labels.join(' ') || here.labels?.[0]?.innerText || words(here)
    const group = here.closest('[role=radiogroup], [role=group]')?.getAttribute('aria-label')
    return `${group ? group + ': ' : ''}${said || ''}`.replace(/\\s+/g, ' ').trim()
}"""
SEEN = """() => {
    const seen = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    for (let each = document.activeElement; each && each !== document.body; each = each.parentElement)
        if (seen(getComputedStyle(each))) return true
    return false
}"""


@pytest.fixture
def server(browser: Browser, tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "school.db") as running:
        yield running


def tab_to(page: Page, words: str, key: str = "Tab") -> None:
    """Go on by Tab until what has the focus is called so; each stop on the way shows that it has it."""
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        here = page.evaluate(FOCUSED)
        assert not here or page.evaluate(SEEN), f"nobody sees that “{here}” has the focus"
        if here == words or here.startswith(f"{words}: ") or here.endswith(f": {words}"):
            return
        passed.append(here)
    raise AssertionError(f"“{words}” is not reached by {key}; passed: {passed}")


def press(page: Page, words: str, key: str = "Enter") -> None:
    tab_to(page, words)
    page.keyboard.press(key)


def arrive(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    settled(page)


def test_from_the_first_run_to_the_workbook_by_keys_alone(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(server.url)
    arrive(page, "School self-evaluation")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    tab_to(page, "Name of the school")
    page.keyboard.type("St Hild's Primary School")
    tab_to(page, "Unique reference number (URN)")
    page.keyboard.type("123456")
    for label in ("Phase", "Type of school"):
        tab_to(page, label)
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("combobox", name=label)).not_to_have_value("")
    press(page, "Set up our school")
    arrive(page, "Home")
    page.keyboard.press("Control+Home")
    press(page, "Go to Self-evaluation")
    arrive(page, "Self-evaluation")
    press(page, "Start")
    arrive(page, "Self-evaluation of")
    tab_to(page, "Grade for Curriculum")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("main")).to_contain_text("1 of 6 strands judged")
    settled(page)
    tab_to(page, "Quick way", key="Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Finish and lock")).to_be_visible()
    settled(page)
    press(page, "Finish and lock")
    press(page, "Lock it")
    expect(page.get_by_role("main")).to_contain_text("Locked: read-only")
    settled(page)
    tab_to(page, "Take away", key="Shift+Tab")
    page.keyboard.press("Enter")
    arrive(page, "Take away")
    tab_to(page, "Download the Excel workbook")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "taken.xlsx")
    assert "Summary" in load_workbook(tmp_path / "taken.xlsx").sheetnames
    (school,) = Door.at(server.store, LOCAL_HEAD).schools()
    (held,) = Door.at(server.store, LOCAL_HEAD).school(school.id).self_evaluations.all()
    assert held.locked


def test_in_the_dark_at_twice_the_size_and_without_motion(browser: Browser, demo_server: Server) -> None:
    """A window of 1366 by 768 at 200 % shows 683 by 384."""
    context = browser.new_context(viewport={"width": 683, "height": 384}, color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    wrong = []
    for address in ("", "session?evaluation=demo-2026-10-13", "compare", "help"):
        page.goto(f"{demo_server.url}/{address}")
        page.locator("h1").first.wait_for()
        drawn(page)
        wrong += [f"/{address}: {fault}" for fault in axe.faults(page)]
        if by := wider(page):
            wrong.append(f"/{address}: {by} pixels run off the side")
    moving = "each => parseFloat(getComputedStyle(each).transitionDuration) > 0.01"
    moves = page.evaluate(f"[...document.querySelectorAll('main *')].filter({moving}).length")
    context.close()
    assert wrong == []
    assert moves == 0
