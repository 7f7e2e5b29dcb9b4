"""A new headteacher's whole way, by what can be read on the screen, from the first page to the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import settled
from tests.browser.server import Server
from tests.intake.conftest import OEIF, REPORT_CARD, REPORT_CARD_2026, WHO, csv_bytes

pytestmark = pytest.mark.browser

NAME = "Chloë Street Primary School"
STRANDS = ("Curriculum", "Inclusion", "SEND", "Disadvantaged pupils", "Wellbeing", "Attendance")
BEFORE_THE_REPORT_CARD = date(2025, 12, 1)
COUNT_PRESSES = "window.presses = 0; addEventListener('pointerdown', () => { window.presses += 1 }, true)"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "school.db") as running:
        yield running


def test_a_new_head_goes_the_whole_way(page: Page, server: Server, tmp_path: Path) -> None:
    page.add_init_script(COUNT_PRESSES)
    page.goto(server.url)
    set_up_the_school(page)
    bring_in_inspections(page, ofsted_file(tmp_path))
    start_a_self_evaluation(page, BEFORE_THE_REPORT_CARD)
    judge_six_strands_the_quick_way(page)
    see_what_blocks_a_grade(page)
    finish_and_lock(page, "6 judged for the first time")
    compare_with_the_report_card(page)
    go_to(page, "Progress")
    expect(main(page)).to_contain_text("This is the first self-evaluation. After the next one")
    start_a_self_evaluation(page, date.today())
    confirm_one_and_change_one(page)
    finish_and_lock(page, "1 confirmed", "1 changed", "4 not judged yet")
    go_to(page, "Progress")
    expect(main(page)).to_contain_text("Curriculum stayed at Expected standard.")
    expect(main(page)).to_contain_text("Inclusion rose from Expected standard to Strong standard.")
    take_the_workbook_away(page, tmp_path)


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def go_to(page: Page, title: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def ofsted_file(folder: Path) -> Path:
    """A file of 2026: our row with a report card and an older graded inspection, and another school's."""
    other = {"URN": "999002", "School name": "Another School"}
    path = folder / "Management information.csv"
    path.write_bytes(csv_bytes(REPORT_CARD_2026, [WHO | other, WHO | REPORT_CARD | OEIF]))
    return path


def set_up_the_school(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="School self-evaluation")).to_be_visible()
    page.get_by_role("textbox", name="Name of the school").fill(NAME)
    page.get_by_role("textbox", name="Unique reference number").fill(WHO["URN"])
    choose(page, "Phase", "Primary")
    choose(page, "Type of school", "Voluntary aided school")
    page.get_by_text("Early years (nursery").click()
    page.get_by_role("button", name="Set up our school").click()
    expect(page.get_by_role("heading", level=1, name="Home")).to_be_visible()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text("Your school is set up")).to_be_visible()


def ofsteds_file(page: Page) -> Locator:
    """Where the file of our own school goes: the page has other places for files."""
    return page.get_by_label("Ofsted's file", exact=True).locator("input[type=file]")


def bring_in_inspections(page: Page, file: Path) -> None:
    go_to(page, "Inspections")
    ofsteds_file(page).set_input_files(file)
    expect(main(page)).to_contain_text("2 inspections would be added")
    expect(main(page)).to_contain_text("13 January 2026")
    page.get_by_role("button", name="Add 2 inspections").click()
    expect(page.get_by_text("2 inspections added")).to_be_visible()
    page.reload()
    settled(page)
    page.get_by_text("Bring in from Ofsted's published file").click()
    ofsteds_file(page).set_input_files(file)
    expect(main(page)).to_contain_text("Nothing new in this file.")
    expect(page.get_by_role("button", name="Add 2 inspections")).to_have_count(0)
    expect(main(page)).to_contain_text("21 January 2025")


def start_a_self_evaluation(page: Page, held_on: date) -> None:
    go_to(page, "Self-evaluation")
    start = page.get_by_role("button", name="Start", exact=True)
    if not start.is_visible():
        page.get_by_text("Start a self-evaluation").click()
    for part, number in (("day", held_on.day), ("month", held_on.month), ("year", held_on.year)):
        page.get_by_role("spinbutton", name=f"{part}, Date of the session").click()
        page.keyboard.type(str(number).zfill(2))
    page.keyboard.press("Escape")
    settled(page)
    expect(page.get_by_role("combobox", name="Framework")).to_have_value("School strands")
    start.click()
    held = f"{held_on.day} {held_on:%B %Y}"
    expect(page.get_by_role("heading", level=1, name=f"Self-evaluation of {held}")).to_be_visible()
    expect(main(page)).to_contain_text("0 of 6 strands judged")


def grade(page: Page, strand: str, word: str) -> Locator:
    return page.get_by_role("radiogroup", name=f"Grade for {strand}").get_by_role("radio", name=word)


def way(page: Page, name: str) -> None:
    page.get_by_role("radiogroup", name="How to work").get_by_text(name).click()


def judge_six_strands_the_quick_way(page: Page) -> None:
    before = page.evaluate("presses")
    for number, strand in enumerate(STRANDS, 1):
        page.get_by_role("radiogroup", name=f"Grade for {strand}").get_by_text("Expected standard").click()
        page.get_by_role("textbox", name=f"Why, in a line: {strand}").click()
        page.keyboard.type(f"Seen in every class: {strand}.")
        expect(main(page)).to_contain_text(f"{number} of 6 strands judged")
    page.keyboard.press("Tab")
    assert page.evaluate("presses") - before <= 12
    expect(main(page)).to_contain_text("Saved at")
    page.reload()
    for strand in STRANDS:
        expect(grade(page, strand, "Expected standard")).to_be_checked()
        expect(page.get_by_role("textbox", name=f"Why, in a line: {strand}")).to_have_value(
            f"Seen in every class: {strand}."
        )


def see_what_blocks_a_grade(page: Page) -> None:
    way(page, "By standard")
    expect(main(page)).to_contain_text("No standard is marked yet")
    first = page.get_by_role("radiogroup", name="Mark: ").first
    standard = (first.get_attribute("aria-label") or "").removeprefix("Mark: ")
    first.get_by_text("Not yet").click()
    expect(main(page)).to_contain_text("1 standard blocks Expected standard")
    blockers = page.get_by_role("listitem").filter(has_text="(not yet)")
    expect(blockers).to_have_text(f"{standard} (not yet)")
    expect(main(page)).to_contain_text("Still possible: from Urgent improvement to Needs attention")
    expect(main(page)).to_contain_text("The grade chosen is above Needs attention")
    expect(main(page)).to_contain_text("Saved at")


def finish_and_lock(page: Page, *counts: str) -> None:
    way(page, "Summary")
    for words in counts:
        expect(main(page)).to_contain_text(words)
    page.get_by_role("button", name="Finish and lock").click()
    page.get_by_role("button", name="Lock it").click()
    expect(main(page)).to_contain_text("Locked: read-only")


def compare_with_the_report_card(page: Page) -> None:
    go_to(page, "Compare")
    expect(page.get_by_role("heading", name=re.compile("Our grades beside the inspection of 13 Jan"))).to_be_visible()
    expect(
        page.get_by_role("figure", name="Inclusion: we said Expected standard, inspectors Needs attention.")
    ).to_be_visible()
    expect(main(page)).to_contain_text("strands that can be compared")


def confirm_one_and_change_one(page: Page) -> None:
    expect(main(page).get_by_text("Last time (1 December 2025): ● Expected standard")).to_have_count(len(STRANDS))
    expect(page.get_by_role("radio", checked=True).and_(page.get_by_label("Expected standard"))).to_have_count(0)
    page.get_by_role("button", name="Still so: confirm").first.click()
    expect(main(page)).to_contain_text("1 of 6 strands judged")
    expect(grade(page, "Curriculum", "Expected standard")).to_be_checked()
    expect(page.get_by_role("textbox", name="Why, in a line: Curriculum")).to_have_value(
        "Seen in every class: Curriculum."
    )
    page.get_by_role("radiogroup", name="Grade for Inclusion").get_by_text("Strong standard").click()
    expect(main(page)).to_contain_text("2 of 6 strands judged")


def take_the_workbook_away(page: Page, folder: Path) -> None:
    go_to(page, "Take away")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the Excel workbook").click()
    path = folder / "taken.xlsx"
    download.value.save_as(path)
    book = load_workbook(path)
    assert len(table(book["Inspections"])) == 2
    summary = {row["Strand"]: row["Grade"] for row in table(book["Summary"]) if row["Strand"] in STRANDS}
    assert summary == dict.fromkeys(STRANDS, "Not judged") | {
        "Curriculum": "Expected standard",
        "Inclusion": "Strong standard",
    }
    history = [row for row in table(book["History list"]) if row["What"] == "Self-evaluation"]
    assert len(history) == 2 * len(STRANDS)


def table(sheet: object) -> list[dict[str, object]]:
    """The rows under the first row of headings, each by heading."""
    rows = list(sheet.iter_rows(values_only=True))  # type: ignore[attr-defined]
    top = next(place for place, row in enumerate(rows) if sum(cell is not None for cell in row) > 3)
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :] if sum(c is not None for c in row) > 3]
