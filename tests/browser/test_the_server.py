"""The app as a process on the network: here only, on its own, and at every address from the first request on."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.chromium import drawn, settled
from tests.browser.server import Server

pytestmark = pytest.mark.browser

OPENED = "demo-2026-10-13"
INSPECTION = "demo-inspection-2024-02-27"
PAGES = {
    "": ("Home", "What moved since last time"),
    "self_evaluations": ("Self-evaluation", "Start a self-evaluation"),
    f"session?evaluation={OPENED}": ("Self-evaluation of 13 October 2026", "Locked: read-only"),
    "inspections": ("Inspections", "Bring in from Ofsted's published file"),
    f"compare?inspection={INSPECTION}": ("Compare", "Our grades beside the inspection of 27 Feb"),
    "plan": ("Action plan", "Start a plan"),
    "progress": ("Progress", "What moved since last time"),
    "evidence": ("Evidence", "18 of 18 pieces shown"),
    "take_away": ("Take away", "Download the Excel workbook"),
    "settings?part=copy": ("Settings", "Download a copy of everything"),
    "welcome": ("School self-evaluation", "Look round the demo school"),
}
LETTERS = """() => [...document.querySelectorAll('h1, [data-testid=stMarkdown] p, .main-svg text')]
    .map(words => getComputedStyle(words).fontFamily.split(',')[0].replaceAll('"', ''))"""
"""The kinds of letters of titles, text and charts."""
# Streamlit finds out where it is served from by asking below the page's own address first.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")
MENU = (
    "Home",
    "Search",
    "Self-evaluation",
    "Evidence",
    "Action plan",
    "Progress",
    "Numbers",
    "Readiness",
    "What could be seen",
    "The call",
    "Inspections",
    "Compare",
    "Present",
    "Take away",
    "Settings",
    "Help",
)


def other_address() -> str | None:
    """This computer's own address on a network, by asking which one a packet would leave from; none is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if found.startswith("127.") else found


def test_nobody_reaches_it_from_another_computer(demo_server: Server) -> None:
    address = other_address()
    if address is None:
        pytest.skip("this computer has no address but the loopback")
    with pytest.raises(ConnectionRefusedError), socket.create_connection((address, demo_server.port), timeout=5):
        pass
    with socket.create_connection(("localhost", demo_server.port), timeout=5):
        pass


def test_no_page_asks_another_computer_for_anything_or_complains(page: Page, demo_server: Server) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    letters: set[str] = set()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith(HARMLESS):
            complaints.append(f"{page.url}: {message.text} ({message.location['url']})")

    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda opened: asked.append(opened.url))
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    for address, (title, content) in PAGES.items():
        page.goto(f"{demo_server.url}/{address}")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        drawn(page)
        expect(page.get_by_role("main")).to_contain_text(content)
        assert asked_for(address) <= asked_for(page.url)
        letters |= set(page.evaluate(LETTERS))
    assert letters == {"Source Sans"} and page.evaluate("document.fonts.check('16px \"Source Sans\"')")
    sent = [url for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")]
    assert {urlsplit(url).netloc for url in sent} == {f"localhost:{demo_server.port}"}, sent
    assert complaints == []


def asked_for(address: str) -> set[tuple[str, str]]:
    """The names and values of an address's query."""
    return set(parse_qsl(urlsplit(address).query))


@pytest.mark.parametrize("address", ["", "home", f"session?evaluation={OPENED}", "settings?part=copy", "welcome"])
def test_any_address_may_be_the_first_one_asked_for(page: Page, own_store: Path, address: str) -> None:
    title, content = PAGES["" if address == "home" else address]
    with Server(own_store) as server:
        page.goto(f"{server.url}/{address}")
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
        settled(page)
        expect(page.get_by_role("main")).to_contain_text(content)
        assert asked_for(address) <= asked_for(page.url)
        menu = page.get_by_role("navigation").get_by_role("link")
        expect(menu).to_have_text([re.compile(f"{title}$") for title in MENU])
