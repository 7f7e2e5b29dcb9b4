"""Evidence on a phone: added from any page in seconds, with a photo, found again, and its file only ever downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from evaluation.access import LOCAL_HEAD
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.school import Door, School
from tests.browser.chromium import drawn, settled
from tests.browser.server import Server
from tests.evidence.file_samples import JPEG, PDF

pytestmark = pytest.mark.browser

THUMB = 40
PIECE = Evidence("notes", "Notes of a visit", "document", date.today())


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


def form(page: Page) -> Locator:
    page.get_by_role("button", name="Add evidence").first.click()
    return page.get_by_role("dialog")


def added(school: School, title: str) -> Evidence:
    return next(piece for piece in school.evidence.all() if piece.title == title)


def test_evidence_is_added_from_another_page_with_a_photo_and_found_by_search(
    phone: Page, server: Server, school: School
) -> None:
    phone.goto(f"{server.url}/progress")
    button = phone.get_by_role("button", name="Add evidence")
    expect(button).to_be_visible()
    size = button.bounding_box()
    assert size and size["height"] >= THUMB and size["width"] >= THUMB
    dialog = form(phone)
    save = dialog.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_in_viewport()
    dialog.get_by_role("textbox", name="What it is").fill("Display of kestrels")
    dialog.get_by_text("More: a photo or file").click()
    dialog.locator("input[type=file]").set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": JPEG})
    expect(dialog.get_by_text("IMG_1.jpg")).to_be_visible()
    save.click()
    expect(phone.get_by_text("Evidence kept. Saved at")).to_be_visible()
    expect(dialog).to_be_hidden()
    expect(phone.get_by_role("heading", level=1, name="Progress")).to_be_visible()
    kept = added(school, "Display of kestrels")
    assert kept.file and school.evidence.content(kept.id) == JPEG
    phone.goto(f"{server.url}/search")
    phone.get_by_role("searchbox", name="Find").fill("kestrel")
    expect(phone.get_by_text("Display of kestrels")).to_be_visible()
    expect(phone).to_have_url(f"{server.url}/search?words=kestrel")
    phone.get_by_role("link", name="Open the evidence").click()
    expect(phone.get_by_text("Display of kestrels ·").first).to_be_visible()


def test_what_is_typed_waits_when_the_form_is_closed_by_a_slip_of_the_thumb(phone: Page, server: Server) -> None:
    phone.goto(f"{server.url}/progress")
    form(phone).get_by_role("textbox", name="What it is").fill("Half a thought")
    phone.mouse.click(4, 830)
    expect(phone.get_by_role("dialog")).to_be_hidden()
    settled(phone)
    expect(form(phone).get_by_role("textbox", name="What it is")).to_have_value("Half a thought")


def test_beside_a_standard_the_form_opens_inside_the_session(phone: Page, server: Server, school: School) -> None:
    framework = school.self_evaluations.frameworks(date.today())[0]
    opened = school.self_evaluations.open(framework.key, date.today())
    phone.goto(f"{server.url}/session?evaluation={opened}&way=standards")
    drawn(phone).get_by_role("button", name="Add evidence").nth(1).click()
    dialog = phone.get_by_role("dialog")
    expect(dialog.get_by_text("Linked to the standard")).to_be_visible()
    dialog.get_by_role("textbox", name="What it is").fill("Timetable of subjects")
    dialog.get_by_role("button", name="Save", exact=True).dblclick()
    expect(phone.get_by_role("link", name="1 piece of evidence").first).to_be_visible()
    settled(phone)
    assert len([piece for piece in school.evidence.all() if piece.title == "Timetable of subjects"]) == 1
    assert added(school, "Timetable of subjects").standards


def test_a_kept_file_is_downloaded_and_never_shown_as_a_page(phone: Page, server: Server, school: School) -> None:
    page_like = b"a,b\n<script>document.title = 'run'</script>,1\n"
    for number, (name, content) in enumerate({"x.csv": page_like, "report.pdf": PDF}.items()):
        school.evidence.save(replace(PIECE, id=f"f{number}", file=KeptFile(f"../../{name}", 0, "")), content)
        phone.goto(f"{server.url}/evidence?piece=f{number}")
        with (
            phone.expect_response(lambda answer: "/media/" in answer.url) as answered,
            phone.expect_download() as given,
        ):
            phone.get_by_role("button", name=name).click()
        headers = answered.value.headers
        assert headers["content-disposition"].startswith("attachment")
        assert "html" not in headers.get("content-type", "")
        assert given.value.suggested_filename == name
        assert Path(given.value.path()).read_bytes() == content
        assert phone.title() != "run"
