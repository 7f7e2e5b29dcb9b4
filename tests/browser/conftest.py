"""What browser tests need: a server on a store of its own, a page in Chromium, and a small file of Ofsted's shape."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect

from tests.browser.chromium import chromium, executable
from tests.browser.server import Server

LAPTOP: ViewportSize = {"width": 1366, "height": 768}
WAIT_MS = 15_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for a file of tests. One for all would leave its event loop running under the tests that follow."""
    path = executable()
    if not path:
        pytest.skip("no browser is here: install Chromium, Chrome or Edge, or name one in EVALUATION_BROWSER")
    with chromium(path) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page as a new visitor sees it: no cookies, a laptop's size."""
    expect.set_options(timeout=WAIT_MS)
    context = browser.new_context(viewport=LAPTOP, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def demo_server(browser: Browser, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on a copy of the demo school, for tests that change nothing."""
    store = tmp_path_factory.mktemp("demo-server") / "school.db"
    shutil.copy(demo_file, store)
    with Server(store) as server:
        yield server


@pytest.fixture
def own_store(demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the demo school that a test may change."""
    store = tmp_path / "school.db"
    shutil.copy(demo_file, store)
    return store


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a test fails, what was on the screen and in the server's log stands beside the failure."""
    report = yield
    used = getattr(item, "funcargs", {})
    page = used.get("page")
    if report.when == "call" and report.failed and page is not None:
        try:
            report.sections.append((f"On the screen: {page.url}", page.locator("body").aria_snapshot()))
        except Error as error:
            report.sections.append(("On the screen", str(error)))
        logs = [server.log for server in used.values() if isinstance(server, Server)]
        report.sections.extend(("Log of the server", log) for log in logs)
    return report
