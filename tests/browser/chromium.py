"""The browser the tests look through: how it is launched, and when a page has come to rest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.run import find_browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AT_REST = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
DRAWN = """() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => chart.querySelector('.main-svg'))"""


def executable() -> str | None:
    """The browser named in EVALUATION_BROWSER, else the first known one, else None."""
    return os.environ.get("EVALUATION_BROWSER") or find_browser()


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A running browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def settled(page: Page) -> Page:
    """The page once its script has run to the end."""
    page.wait_for_selector(AT_REST, state="attached")
    return page


def drawn(page: Page) -> Page:
    """The page once its script has run and its charts and tables stand in place."""
    settled(page)
    page.wait_for_function(DRAWN)
    return page
