"""The call on a laptop, and the log on telephones, with two people at it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from evaluation.access import LOCAL_HEAD
from evaluation.call.checklist import shipped_checklist
from evaluation.records import Inspection
from evaluation.school import Door, School
from tests.browser.chromium import settled
from tests.browser.conftest import LAPTOP, WAIT_MS
from tests.browser.server import Server
from tests.browser.test_screens import wider

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
Visit = Callable[[ViewportSize, str], Page]


@pytest.fixture
def server(browser: Browser, own_store: Path) -> Iterator[Server]:
    with Server(own_store) as running:
        yield running


@pytest.fixture
def school(own_store: Path) -> School:
    """The school as the store holds it, read and changed beside the running app."""
    return Door.at(own_store, LOCAL_HEAD).school("demo")


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """One more person, each in a browser of their own, at an address of the app."""
    contexts: list[BrowserContext] = []
    expect.set_options(timeout=WAIT_MS)

    def come(size: ViewportSize, address: str) -> Page:
        contexts.append(browser.new_context(viewport=size))
        contexts[-1].set_default_timeout(WAIT_MS)
        page = contexts[-1].new_page()
        page.goto(f"{server.url}/{address}")
        expect(page.get_by_role("heading", level=1, name="The call")).to_be_visible()
        return settled(page)

    yield come
    for context in contexts:
        context.close()


def test_from_we_have_had_the_call_to_all_is_done_and_another_laptop_sees_it_by_itself(
    visit: Visit, school: School
) -> None:
    lines = shipped_checklist().lines
    ours = visit(LAPTOP, "the_call")
    ours.get_by_role("button", name="We have had the call").dblclick()
    expect(ours.get_by_text("To eight on")).to_be_visible()
    settled(ours)
    theirs = visit(LAPTOP, "the_call")
    expect(theirs.get_by_text(f"0 of {len(lines)}", exact=True)).to_be_visible()
    for line in lines:
        done = ours.locator(f".st-key-line-{line.id}")
        done.get_by_role("button", name="Done").click()
        expect(done.get_by_role("button", name="Not yet")).to_be_visible()
    expect(ours.get_by_text("All is done")).to_be_visible()
    expect(theirs.get_by_text("All is done")).to_be_visible()
    expect(theirs.get_by_role("button", name="Not yet")).to_have_count(len(lines))
    (call,) = school.calls.all()
    assert [each.id for each in school.inspections.all() if each.stage == "notified"] == [call.inspection_id]
    assert all(call.checks[line].done_at for line in call.lines)


def test_a_name_that_is_being_typed_survives_what_others_do(visit: Visit, school: School) -> None:
    ours = visit(LAPTOP, "the_call")
    ours.get_by_role("button", name="Rehearse it").click()
    ours.get_by_role("button", name="Who?").first.click()
    name = ours.get_by_role("combobox", name="Who does it").first
    name.press_sequentially("Jo Pa")
    call = school.calls.open_now()
    assert call
    school.calls.tick(call.id, "chair")
    # Behind the open box everything else is hidden from assistive technology, so it is found by its place.
    expect(ours.locator(".st-key-line-chair button", has_text="Not yet")).to_be_visible()
    expect(name).to_have_value("Jo Pa")
    name.press_sequentially("tel")
    name.press("Enter")
    expect(ours.get_by_role("button", name="Jo Patel")).to_be_visible()
    assert school.calls.one(call.id).checks["notes"].owner == "Jo Patel"


def test_two_write_the_log_at_once_on_telephones_and_each_sees_the_others_entries(visit: Visit, school: School) -> None:
    framework = school.inspections.frameworks(date.today())[0].key
    school.inspections.save(Inspection("held", "report_card", framework, date.today(), stage="on_site"))
    address = "the_call?about=log&inspection=held"
    ours, theirs = visit(PHONE, address), visit(PHONE, address)
    expect(ours.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    said = ours.get_by_role("textbox", name="What was said or seen")
    ours.get_by_role("textbox", name="Who").fill("HMI with Jo")
    said.fill("Heard readers in Year 2")
    theirs.get_by_role("textbox", name="What was said or seen").fill("Asked about absence")
    theirs.get_by_role("textbox", name="A promise we made").fill("Send the letters")
    theirs.get_by_role("button", name="Save").dblclick()
    expect(ours.get_by_text("Asked about absence")).to_be_visible()
    expect(ours.get_by_text("Still to be kept: 1 promise")).to_be_visible()
    expect(said).to_have_value("Heard readers in Year 2")
    ours.get_by_role("button", name="Save").click()
    expect(theirs.get_by_text("Heard readers in Year 2")).to_be_visible()
    expect(said).to_have_value("")
    expect(ours.get_by_role("textbox", name="Who")).to_have_value("HMI with Jo")
    ours.get_by_role("button", name="Kept today").click()
    expect(theirs.get_by_text("Still to be kept")).to_have_count(0)
    assert wider(ours) == wider(theirs) == 0
    assert sorted(entry.said_or_seen for entry in school.log.read("held").entries) == [
        "Asked about absence",
        "Heard readers in Year 2",
    ]
