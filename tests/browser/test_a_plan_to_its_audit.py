"""From a recommendation to a signed audit, by what can be read on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from evaluation.access import LOCAL_HEAD
from evaluation.plan.records import Plan
from evaluation.school import Door, School
from tests.browser.chromium import settled
from tests.browser.server import Server

pytestmark = pytest.mark.browser

TODAY = date.today()


@pytest.fixture
def school(own_store: Path) -> School:
    """The demo school with an empty plan that is past half of its time."""
    found = Door.at(own_store, LOCAL_HEAD).school("demo")
    found.plans.save(Plan("way", "The way", TODAY - timedelta(days=200), TODAY + timedelta(days=100)))
    return found


@pytest.fixture
def server(browser: Browser, own_store: Path, school: School) -> Iterator[Server]:
    with Server(own_store) as running:
        yield running


def test_a_recommendation_goes_all_the_way_to_a_signed_audit(page: Page, server: Server, school: School) -> None:
    at(page, server, "actions")
    make_it_an_action(page, school.plans.gaps()[0].point.text)
    agree_it(page)
    say_that_it_is_done(page)
    at(page, server, "review")
    review_it(page)
    at(page, server, "audit")
    audit_it(page)
    (audit,) = school.plans.record("way").audits
    assert audit.ready and audit.auditor == "Lou Day" and audit.signed_at


def at(page: Page, server: Server, about: str) -> None:
    page.goto(f"{server.url}/plan?plan=way&about={about}")
    expect(page.get_by_role("heading", level=1, name="Action plan")).to_be_visible()
    settled(page)


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def write(page: Page, label: str, words: str) -> None:
    box = page.get_by_role("textbox", name=label, exact=True)
    box.fill(words)
    box.blur()
    settled(page)


def choose_day(page: Page, label: str, on: date) -> None:
    for part, number in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.get_by_role("spinbutton", name=f"{part}, {label}").click()
        page.keyboard.type(str(number).zfill(2))
    page.keyboard.press("Escape")
    settled(page)


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_be_enabled()
    button.click()
    settled(page)


def make_it_an_action(page: Page, recommendation: str) -> None:
    expect(main(page)).to_contain_text("without an agreed action")
    expect(main(page).get_by_text(recommendation).first).to_be_visible()
    page.get_by_role("button", name="Make it an action").first.click()
    expect(page.get_by_role("heading", name=recommendation)).to_be_visible()
    settled(page)


def agree_it(page: Page) -> None:
    expect(main(page)).to_contain_text("To agree it, still missing")
    expect(page.get_by_role("button", name="Save and agree")).to_be_disabled()
    write(page, "Who does it", "Jo Patel")
    choose_day(page, "Begins", TODAY - timedelta(days=150))
    choose_day(page, "Due", TODAY + timedelta(days=30))
    press(page, "Save and agree")
    expect(main(page)).to_contain_text("Agreed, no update yet")


def say_that_it_is_done(page: Page) -> None:
    page.get_by_text("Say how it goes").first.click()
    page.get_by_text("It is done").click()
    write(page, "What was done", "Every family is called before ten.")
    press(page, "Save")
    expect(main(page)).to_contain_text("Done, as its owner says")


def review_it(page: Page) -> None:
    expect(main(page)).to_contain_text("0 of 1 agreed action reviewed")
    page.get_by_role("textbox", name="Who reviews it").fill("Mrs Patel")
    page.get_by_role("radiogroup", name="How it stands").get_by_text("On track").click()
    page.get_by_role("textbox", name="Why", exact=True).fill("Three weeks of calls, none missing.")
    press(page, "Save the review")
    expect(main(page)).to_contain_text("Jo Patel owns this action, so somebody else reviews it.")
    page.get_by_role("textbox", name="Who reviews it").fill("Kim Bo")
    press(page, "Save the review")
    expect(main(page)).to_contain_text("1 of 1 agreed action reviewed")


def audit_it(page: Page) -> None:
    write(page, "Who audits it", "Lou Day")
    press(page, "Open the final audit")
    expect(main(page)).to_contain_text("The final audit is open since")
    page.get_by_role("radiogroup", name="What you found").get_by_text("Done as claimed").click()
    write(page, "What you saw", "The log of the calls is complete.")
    press(page, "Save what you found")
    expect(main(page)).to_contain_text("Looked at: 1 of 1 action.")
    page.get_by_role("radiogroup", name=re.compile("^Grade for")).get_by_text("Expected standard").click()
    press(page, "Save the grade")
    expect(main(page)).to_contain_text("Judged afresh: 1 of 1 strand.")
    page.get_by_role("radiogroup", name="Is the school ready?").get_by_text("Ready", exact=True).click()
    page.get_by_role("textbox", name="Why", exact=True).last.fill("What was promised is done.")
    page.get_by_role("textbox", name="Why", exact=True).last.blur()
    settled(page)
    page.get_by_role("button", name="Sign the audit").click()
    press(page, "Yes, sign the audit")
    expect(main(page)).to_contain_text(re.compile(r"Audit signed on .*: ready"))
    expect(main(page)).to_contain_text("Before and after")
