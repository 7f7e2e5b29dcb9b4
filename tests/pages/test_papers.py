"""Word documents on Take away: the days of a meeting, what the paper will ask, and for whom the presses are there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.documents.governors_paper import Meeting, next_by
from evaluation.documents.governors_paper.content import read_paper
from evaluation.school import School
from pages.parts import entry
from tests.pages.conftest import said

HELD = date(2026, 10, 13)


def presses(page: AppTest) -> dict[str, bool]:
    """Whether each press that makes a document is switched off, by its words."""
    return {each.proto.label: each.proto.disabled for each in page.get("download_button")}


def test_the_paper_says_beforehand_what_it_will_ask_and_refuses_days_in_the_wrong_order(
    go: Callable[..., AppTest], demo: School
) -> None:
    page = go("take_away", about="papers")
    assert presses(page) == {"Download the paper for governors": False}
    on = date.today()
    expected = read_paper(demo, Meeting(on, HELD, next_by(on, HELD))).questions
    words = said(page).replace("\\", "")
    assert expected and all(each.text in words and each.because in words for each in expected)
    last = next(each for each in page.date_input if each.label == "Last meeting")
    assert last.value == HELD
    last.set_value(on + timedelta(days=9)).run()
    assert presses(page) == {"Download the paper for governors": True} and len(page.error) == 1


def test_the_summary_is_of_the_self_evaluation_that_is_chosen(go: Callable[..., AppTest]) -> None:
    page = go("take_away", about="papers", paper="sef")
    assert presses(page) == {"Download the self-evaluation summary": False}


@pytest.mark.parametrize(("role", "number"), [(Role.GOVERNOR, 1), (Role.REVIEWER, 0)])
def test_a_governor_makes_the_paper_and_people_from_outside_do_not(
    go: Callable[..., AppTest], demo: School, monkeypatch: pytest.MonkeyPatch, role: Role, number: int
) -> None:
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer("Somebody", role, "somebody@school.example"))
    assert len(presses(go("take_away", about="papers"))) == number
