"""The slides on Take away: which sequence goes into the file, for whom it is there, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from evaluation import deck
from evaluation.access import Role, Viewer
from evaluation.meetings import ScreenOrder
from evaluation.records import SchoolDetails
from evaluation.school import Door, School
from pages.parts import entry, slides
from tests.pages.conftest import said

MAKE = "Download the slides"


def make(page: AppTest) -> list[bool]:
    """For each press that makes the slides whether it is switched off."""
    return [each.proto.disabled for each in page.get("download_button") if each.proto.label == MAKE]


def test_a_sequence_of_present_is_the_sequence_of_the_file(go: Callable[..., AppTest], demo: School) -> None:
    here = {slide.key: slide for slide in deck.slides(demo, "light", date.today())}
    first, second = list(here)[:2]
    demo.meetings.save_order(ScreenOrder("o", "Governors", (second, "gone", first)))
    page = go("take_away", about="slides", order="o")
    assert make(page) == [False]
    words = said(page).replace("\\", "")
    assert f"1. {here[second].title}" in words and f"2. {here[first].title}" in words
    assert "Names of people, drafts and what is confidential are left out" in words
    file = Presentation(BytesIO(slides._made(demo, (second, "gone", first), "#7A1F3D")))
    titles = [made.shapes.title.text_frame.text for made in file.slides]
    assert titles[1] == here[second].title and here[first].title in titles[2:]


def elsewhere(app: AppTest) -> AppTest:
    """The slides, in an app that has not been there."""
    app.query_params["about"] = "slides"
    page = app.run().switch_page("pages/take_away.py").run()
    assert not page.exception
    return page


def test_without_anything_to_show_it_says_where_to_begin(app: AppTest, door: Door) -> None:
    door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    page = elsewhere(app)
    assert make(page) == [] and "There is nothing to show yet" in said(page)


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER])
def test_governors_may_have_them_and_people_from_outside_are_told_where_theirs_is(
    role: Role, demo: School, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer(f"The {role}", role, f"{role}@school.example"))
    page = elsewhere(app)
    assert make(page) == ([False] if role is Role.GOVERNOR else [])
    assert ("Slides are made by the people of the school" in said(page)) is (role is Role.REVIEWER)
