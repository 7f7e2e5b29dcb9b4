"""The pack on screen: what is missing before it is made, which files come along, and for whom it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.documents.pack.content import read
from evaluation.documents.pack.missing import missing
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.records import SchoolDetails
from evaluation.school import Door, School
from pages.parts import entry
from tests.evidence.file_samples import JPEG, PDF
from tests.pages.conftest import said

STRAND = ("school-strands", "curriculum")
WALK = Evidence("walk", "A walk", "observation", date.today(), strands=(STRAND,), file=KeptFile("walk.pdf", 0, ""))
OLD = replace(WALK, id="old", title="An old one", describes_on=date(2020, 1, 8), file=KeptFile("old.jpg", 0, ""))
MAKE = "Make and download the pack"


@pytest.fixture
def with_files(demo: School) -> School:
    demo.evidence.save(WALK, PDF)
    demo.evidence.save(OLD, JPEG)
    return demo


def words(page: AppTest) -> str:
    return said(page).replace("\\", "")


def make(page: AppTest) -> list[bool]:
    """For each press that makes the pack whether it is switched off."""
    return [each.proto.disabled for each in page.get("download_button") if each.proto.label == MAKE]


def ticked(page: AppTest) -> set[str]:
    return {box.key.rpartition("-")[2] for box in page.checkbox if box.value}


def test_the_address_leads_to_the_pack_and_without_it_to_the_workbook(go: Callable[..., AppTest]) -> None:
    assert make(go("take_away", about="pack")) == [False]
    assert make(go("take_away", about="workbook")) == []


def test_everything_that_is_missing_is_listed_with_the_link_that_leads_there(
    go: Callable[..., AppTest], with_files: School
) -> None:
    page = go("take_away", about="pack")
    gaps = missing(read(with_files))
    assert gaps and all(gap.sentence in words(page) for gap in gaps)
    links = {link.proto.label for link in page.get("page_link")}
    assert {gap.place.words for gap in gaps if gap.place} <= links


def test_the_best_of_each_strand_is_ticked_at_first_and_all_or_none_take_one_press(
    go: Callable[..., AppTest], with_files: School
) -> None:
    page = go("take_away", about="pack")
    assert ticked(page) == {"walk"} and "**Files:** 1, together 1 kB." in words(page)
    page.button(key="pack-All").click().run()
    assert ticked(page) == {"walk", "old"} and "**Files:** 2, together" in words(page)
    page.button(key="pack-None").click().run()
    assert ticked(page) == set() and "**Files:** none." in words(page)
    page.button(key="pack-As suggested").click().run()
    assert ticked(page) == {"walk"}


def test_more_files_than_a_pack_holds_are_refused_before_the_press(
    go: Callable[..., AppTest], with_files: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = go("take_away", about="pack")
    monkeypatch.setattr("pages.parts.pack.MOST_BYTES", 10)
    page.run()
    assert make(page) == [True] and "at most 100 MB" in page.warning[0].value


def test_a_title_stays_text(go: Callable[..., AppTest], demo: School) -> None:
    demo.evidence.save(replace(WALK, title="![x](http://example.org/x.png)"), PDF)
    (box,) = go("take_away", about="pack").checkbox
    assert box.label.startswith("\\!\\[x\\]\\(http")


def test_a_new_school_may_make_one_too_and_is_told_what_is_missing(door: Door, app: AppTest) -> None:
    door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    app.query_params["about"] = "pack"
    page = app.run().switch_page("pages/take_away.py").run()
    assert not page.exception
    assert make(page) == [False] and "No self-evaluation has been held" in words(page)


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER])
def test_governors_get_it_without_names_and_people_from_outside_are_told_where_theirs_is(
    role: Role, with_files: School, store_path: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer(f"The {role}", role, f"{role}@school.example"))
    app.query_params["about"] = "pack"
    page = app.run().switch_page("pages/take_away.py").run()
    assert not page.exception
    if role is Role.GOVERNOR:
        assert make(page) == [False] and "Names of staff are left out." in words(page)
        assert "Say who speaks" not in {link.proto.label for link in page.get("page_link")}
    else:
        assert make(page) == [] and "What is shared with you is in the Excel workbook." in words(page)
