"""Every page on a projector, a laptop and a phone: nothing runs off, is only a picture, or troubles axe."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from evaluation.access import LOCAL_HEAD
from evaluation.school import Door
from tests.browser import axe
from tests.browser.chromium import drawn
from tests.browser.server import Server
from tests.demo_plan import begun

pytestmark = pytest.mark.browser

SIZES = ((1366, 768), (1920, 1080), (390, 844))
INSPECTION_PARTS = ("found", "confidence", "next", "nationally", "telling", "hours_after")
PAGES = (
    "",
    "self_evaluations",
    "session?evaluation=demo-2026-10-13",
    "session?evaluation={opened}",
    "session?evaluation={opened}&way=standards",
    "session?evaluation={opened}&way=summary",
    "inspections",
    *(f"inspection?inspection=demo-inspection-2026-05-12&about={about}" for about in INSPECTION_PARTS),
    "compare",
    "compare?inspection=demo-inspection-2025-06-10",
    "progress",
    "present",
    "present?show=usual&at=2",
    *(f"numbers?about={about}" for about in ("glance", "add", "challenges", "england")),
    "evidence",
    "evidence?piece=demo-evidence-07",
    "evidence?standard=school-strands/attendance.e1",
    "take_away",
    "take_away?about=pack",
    "take_away?about=slides",
    "take_away?about=papers",
    "readiness",
    "visible",
    *(f"visible?about=seen&by={by}" for by in ("subject", "pupils", "list")),
    *(f"visible?about=seen&days={days}" for days in ("typical", "dates")),
    *(f"visible?about={about}" for about in ("not_seen", "practice", "away", "timetable")),
    *(f"the_call?about={about}" for about in ("day", "cards", "log", "draft", "rehearsals")),
    "search",
    "search?words=attendance",
    "settings",
    "plan?plan=demo-plan",
    "plan?action=calls",
    *(f"plan?plan=demo-plan&about={about}" for about in ("review", "audit", "feel", "bring_in")),
    *(f"settings?part={part}" for part in ("strands", "frameworks", "lengths", "people", "changes", "copy", "demo")),
    "help",
    "welcome",
)
GO = """address => {
    history.pushState({}, '', '/' + address)
    dispatchEvent(new PopStateEvent('popstate', {state: {}}))
}"""
STARTS_MS = 300
"""Until the way to another page has reached the server."""
WIDER = """() => {
    const main = document.querySelector('[data-testid=stMain]')
    const page = document.documentElement
    return Math.max(page.scrollWidth - page.clientWidth, main.scrollWidth - main.clientWidth)
}"""
PICTURES_WITHOUT_WORDS = """() =>
    [...document.querySelectorAll('img, figure, [role=img], [role=figure], [data-testid=stPlotlyChart]')]
        .filter(picture => !picture.closest('[aria-hidden=true]'))
        .filter(picture => !(picture.getAttribute('alt') || picture.getAttribute('aria-label') || '').trim())
        .map(picture => picture.outerHTML.slice(0, 200))"""

SKIPPED_LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .map(heading => [Number(heading.tagName[1]), heading.innerText])
    .filter(([level], place, all) => level > (place ? all[place - 1][0] : 0) + 1)
    .map(([level, words]) => `h${level} ${words}`)"""


@pytest.fixture(scope="module")
def place(demo_server: Server) -> tuple[str, str]:
    """The running app's address, and an open self-evaluation in it."""
    school = Door.at(demo_server.store, LOCAL_HEAD).school("demo")
    framework = school.self_evaluations.frameworks(date.today())[0]
    opened = school.self_evaluations.open(framework.key, date.today())
    school.self_evaluations.mark(opened, {"curriculum.e1": "not_met", "curriculum.e2": "met"})
    school.self_evaluations.judge(opened, "curriculum", grade="strong_standard", why="Seen in every class.")
    begun(school)
    return demo_server.url, opened


def test_every_page_fits(page: Page, place: tuple[str, str]) -> None:
    """Each page is opened once, from the one before it as by the browser's own way back; the window then takes the
    other sizes, as one that is turned or moved does."""
    wrong = []
    url, opened = place
    page.goto(url)
    drawn(page)
    for address in PAGES:
        first, *others = SIZES
        page.set_viewport_size({"width": first[0], "height": first[1]})
        page.evaluate(GO, address.format(opened=opened))
        page.wait_for_timeout(STARTS_MS)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        faults = {
            "errors": drawn(page).get_by_test_id("stException").count(),
            "titles": abs(page.locator("h1").count() - 1),
            "pictures without words": page.evaluate(PICTURES_WITHOUT_WORDS),
            "headings that skip a level": page.evaluate(SKIPPED_LEVELS),
            "axe": axe.faults(page, menu=address == ""),
            first: wider(page),
        }
        for size in others:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            faults[size] = wider(page)
        wrong += [f"/{address}: {fault}: {found}" for fault, found in faults.items() if found]
    assert wrong == []


def wider(page: Page) -> int:
    """By how many pixels the page is wider than the window, once it has had time to adapt; 0 where it fits."""
    with suppress(TimeoutError):
        page.wait_for_function(f"({WIDER})() <= 0", timeout=2000)
    return max(0, int(page.evaluate(WIDER)))
