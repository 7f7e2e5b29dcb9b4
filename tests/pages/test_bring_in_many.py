"""Bringing in inspections on screen: of many schools with a preview, sources that differ, and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.intake import read_inspections
from evaluation.school import Door, imports
from tests.intake.conftest import GRADED, GRADED_2025, PREVIOUS, WHO, csv_bytes
from tests.pages.conftest import said

ROWS = [WHO | GRADED | PREVIOUS | {"URN": str(999001 + n), "Local authority": f"Shire {n % 2}"} for n in range(6)]
FILE = csv_bytes(GRADED_2025, [*ROWS, WHO | {"URN": "999099", "Ofsted phase": "NULL"}])
OTHER = csv_bytes(GRADED_2025, [ROWS[0] | {"Quality of education": "2"}])


@pytest.fixture
def page(door: Door, app: AppTest) -> AppTest:
    door.school_from_file(FILE, "ours.csv", 999001)
    return app.run().switch_page("pages/inspections.py").run()


def upload(page: AppTest, key: str, content: bytes) -> AppTest:
    uploader = next(u for u in page.get("file_uploader") if u.key == key)
    return uploader.upload("ours.csv", content, "text/csv").run()


def press(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == label).click().run()


def words(page: AppTest) -> str:
    assert not page.exception, page.exception[0].message
    return said(page).replace("\\", "")


def test_many_schools_are_previewed_brought_in_and_taken_back(page: AppTest, door: Door) -> None:
    shown = upload(page, "many-file", FILE)
    assert "7 schools" in words(shown)
    before = door.revision
    shown = press(shown, "Preview")
    counts = {row["What"]: row["How many"] for row in shown.dataframe[0].value.to_dict("records")}
    assert (counts["Schools that would be set up"], counts["Inspections that would be added"]) == (5, 12)
    refused = next(frame.value for frame in shown.dataframe if "Why" in frame.value)
    assert refused["Column"].tolist() == ["999099"] and "phase" in refused["Why"][0]
    assert door.revision == before
    shown = press(shown, "Bring in 7 schools")
    assert "12 inspections here because of it" in words(shown)
    assert (len(door.imports()), len(door.school("urn-999004").inspections.all())) == (1, 2)
    shown = press(shown, "Yes, undo this import")
    assert (door.imports(), door.school_with_urn(999004)) == ([], None)
    assert words(shown)


def test_the_file_is_read_once_from_the_choice_to_the_import(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def count(*given: Any) -> Any:
        read.append(given)
        return read_inspections(*given)

    monkeypatch.setattr(imports, "read_inspections", count)
    shown = press(press(upload(page, "many-file", FILE), "Preview"), "Bring in 7 schools")
    assert "12 inspections here because of it" in words(shown) and len(read) == 1
    assert "Schools set up" in shown.dataframe[0].value["What"].tolist()  # what it did stays until asked for more
    shown = press(shown, "Choose more schools from this file")
    assert "7 schools" in words(shown) and len(read) == 2


def test_a_school_that_came_along_is_chosen_and_opened(page: AppTest, door: Door) -> None:
    assert "came along" not in words(page)
    list(door.import_many(FILE, "ours.csv"))
    shown = page.run()
    assert "5 schools came along with an import.** Open one of them" in words(shown)
    box = next(box for box in shown.selectbox if box.key == "open-one")
    assert box.options[0] == "Chloë Street Primary School (999002)"
    assert "Choose a school first" in words(press(shown, "Open this school"))
    next(box for box in shown.selectbox if box.key == "open-one").set_value("urn-999004").run()
    shown = press(shown, "Open this school")
    assert shown.title[0].value == "Home" and shown.session_state["school"] == "urn-999004"
    assert [school.id for school in door.schools()] == ["urn-999001", "urn-999004"]
    shown = shown.switch_page("pages/inspections.py").run()
    assert "4 schools came along with an import.** Open one of them" in words(shown)
    assert "16 November 2021, Graded inspection" in words(shown)


def test_of_more_than_fifty_schools_one_is_opened_by_its_urn(page: AppTest, door: Door) -> None:
    many = [WHO | GRADED | {"URN": str(999101 + n)} for n in range(51)]
    list(door.import_many(csv_bytes(GRADED_2025, many), "many.csv"))
    shown = page.run()
    shown = press(shown, "Open this school")
    assert "No school with this URN is here" in words(shown)
    next(box for box in shown.text_input if box.key == "open-urn").set_value("999150").run()
    shown = press(shown, "Open this school")
    assert shown.session_state["school"] == "urn-999150"


def test_an_authority_is_chosen_from_those_in_the_file_and_wrong_urns_are_named(page: AppTest, door: Door) -> None:
    shown = upload(page, "many-file", FILE)
    way = next(radio for radio in shown.radio if radio.key == "many-way")
    shown = way.set_value("urns").run()
    shown = next(area for area in shown.text_area if area.key == "many-urns").set_value("999002, our school").run()
    assert "Not a URN: our, school" in words(shown)
    shown = next(radio for radio in shown.radio if radio.key == "many-way").set_value("authority").run()
    box = next(box for box in shown.selectbox if box.key == "many-authority")
    assert box.options == ["Anyshire", "Shire 0", "Shire 1"]
    shown = press(box.set_value("Shire 1").run(), "Preview")
    shown = press(shown, "Bring in 3 schools")
    assert words(shown) and door.imports()[0].inspections == 6


def test_grades_that_differ_are_shown_and_settled_on_the_inspections_page(page: AppTest, door: Door) -> None:
    shown = press(upload(page, "file", FILE), "Add 2 inspections")
    shown = upload(shown, "file", OTHER)
    assert "the file says something else" in words(shown)
    assert "Predecessor school (URN 888001)" in words(shown)
    shown = press(shown, "Keep what the file adds")
    assert "It gave 1 grade that differs from ours." in words(shown)
    inspections = door.school("urn-999001").inspections
    first = inspections.all()[0]
    assert first.finding("quality_of_education").disputed  # type: ignore[union-attr]
    shown.query_params["inspection"] = first.id
    shown = shown.switch_page("pages/inspection.py").run()
    assert "Sources differ: Requires improvement (ours.csv); Good (ours.csv)." in words(shown)
    shown = press(shown, "Yes, it is Good")
    assert "Sources differ" not in words(shown)
    assert "Settled: Good (ours.csv). Not taken: Requires improvement (ours.csv)." in words(shown)
    assert inspections.all()[0].finding("quality_of_education").grade == "good"  # type: ignore[union-attr]


def test_an_import_of_one_school_is_taken_back_on_screen(page: AppTest, store_path: Path, door: Door) -> None:
    shown = press(upload(page, "file", FILE), "Add 2 inspections")
    assert "2 inspections here because of it" in words(shown)
    press(shown, "Yes, undo this import")
    assert door.school("urn-999001").inspections.all() == []


def test_a_workbook_that_is_none_is_refused_as_one(page: AppTest) -> None:
    uploader = next(each for each in page.get("file_uploader") if each.key == "file")
    shown = uploader.upload("ours.xlsx", b"\x07\x00not a workbook\x00\x9d", "application/vnd.ms-excel").run()
    assert "This is no readable workbook" in words(shown) and "CSV UTF-8" not in words(shown)


def test_undoing_an_import_on_which_a_settlement_rests_says_so_and_the_page_names_both_sources(
    page: AppTest, door: Door
) -> None:
    inspections = door.school("urn-999001").inspections
    for content, name in ((FILE, "first.csv"), (OTHER, "other.csv")):
        inspections.bring_in(inspections.preview(content, name).changes, name)
    first = inspections.all()[0]
    inspections.settle(first.id, "quality_of_education", "good")
    shown = page.run()
    shown = next(b for b in shown.button if b.key == f"undo-{inspections.imports()[0].id}").click().run()
    assert not shown.exception
    (toast,) = shown.toast
    assert "1 stayed, because it was changed or settled since" in toast.value.replace("\\", "")
    shown.query_params["inspection"] = first.id
    shown = shown.switch_page("pages/inspection.py").run()
    assert "Settled: Good (other.csv). Not taken: Requires improvement (first.csv)." in words(shown)
