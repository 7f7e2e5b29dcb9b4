"""The show in a browser: keys and a clicker's keys, nothing to scroll on an old projector, the menu out of sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import drawn
from tests.browser.server import Server

pytestmark = pytest.mark.browser

HIDDEN = """() => {
    const main = document.querySelector('[data-testid=stMain]')
    const figure = document.querySelector('.st-key-show-figure .main-svg').getBoundingClientRect()
    const source = document.querySelector('.st-key-show-source').getBoundingClientRect()
    return {
        scroll: main.scrollHeight - main.clientHeight, across: main.scrollWidth - main.clientWidth,
        covered: figure.bottom > source.top + 1, narrow: figure.width < 0.9 * main.clientWidth,
    }
}"""


def test_a_clicker_goes_through_the_show_and_every_screen_fits_the_projector(page: Page, demo_server: Server) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"{demo_server.url}/present?show=usual&at=0&back=compare")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Harrowmere Primary School (demo)")
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()
    for key, words in (
        ("PageDown", "Of seven strands, one is at Strong standard"),
        ("ArrowRight", "Recruitment and retention asks most of us now."),
        ("PageDown", "Since 21 April 2026"),
        ("PageUp", "Recruitment and retention asks most of us now."),
    ):
        expect(page.get_by_role("button", name="Leave")).to_be_visible()  # the presses stand there, and their keys
        drawn(page).keyboard.press(key)
        expect(heading).to_contain_text(words)
    for size in ((1024, 768), (1920, 1080)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.reload()
        expect(heading).to_have_text("Recruitment and retention asks most of us now.")
        drawn(page)
        page.wait_for_timeout(500)  # the figure takes its new size
        assert page.evaluate(HIDDEN) == {"scroll": 0, "across": 0, "covered": False, "narrow": False}
    page.keyboard.press("Escape")
    expect(heading).to_have_text("Compare")
