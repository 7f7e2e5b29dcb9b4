"""Readiness and Home on screen: what does not fit, how good the evidence is, who speaks; nothing for people outside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.evidence.records import Evidence
from evaluation.plan.records import Action, Plan
from evaluation.school import School
from pages.parts import entry
from tests.pages.conftest import said

TODAY = date.today()
ATTENDANCE = ("school-strands", "attendance")


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


@pytest.fixture
def overdue(demo: School) -> School:
    """The demo school with an action that was due yesterday."""
    demo.plans.save(Plan("ours", "Ours", TODAY - timedelta(days=60), TODAY + timedelta(days=60)))
    due = TODAY - timedelta(days=1)
    demo.plans.save_action(
        Action("late", "ours", "Call *every* family", owner="Jo", starts_on=TODAY - timedelta(days=30), due_on=due)
    )
    demo.plans.agree("late")
    return demo


def test_what_does_not_fit_stands_in_sentences_each_with_the_press_that_leads_to_it(overdue: School, go) -> None:
    app = go("readiness")
    words = said(app)
    assert "Past the day it was due" in words
    assert "Call \\*every\\* family" in words
    assert "Open the action" in links(app)
    assert "See what was found" in links(app)


def test_a_contradiction_goes_once_it_is_put_right(overdue: School, go) -> None:
    overdue.plans.save_action(
        Action("late", "ours", "Call", owner="Jo", starts_on=TODAY - timedelta(days=30), due_on=TODAY)
    )
    assert "Past the day it was due" not in said(go("readiness"))


def test_the_strength_of_evidence_stands_beside_each_grade_with_its_rule(demo: School, go) -> None:
    words = said(go("readiness", about="evidence"))
    labels = [each.label for each in go("readiness", about="evidence").expander]
    assert any("Attendance" in label and "pieces" in label for label in labels)
    assert "A piece is fresh up to its half" in words
    assert "What goes stale" in words


def test_the_head_changes_how_fast_evidence_ages(demo: School, go) -> None:
    app = go("readiness", about="evidence")
    app.number_input(key="half-data").set_value(45)
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    assert demo.readiness.half_life.all()["data"] == 45


def test_somebody_is_named_who_speaks_for_a_strand(demo: School, go) -> None:
    app = go("readiness", about="speak")
    assert "Speaks: **nobody yet**" in said(app)
    key = "school-strands-attendance"
    app.text_input(key=f"speaker-{key}").set_value("Ann Ode")
    app.text_input(key=f"stand-in-{key}").set_value("Bo Ray")
    form = f"speak-{key}"
    next(b for b in app.button if b.label == "Save" and b.form_id == form).click()
    app.run()
    card = next(each for each in demo.cards.all() if each.said.strand == ATTENDANCE)
    assert (card.said.speaker, card.said.stand_in) == ("Ann Ode", "Bo Ray")
    assert "Speaks: **Ann Ode**" in said(go("readiness", about="speak"))


def test_a_card_says_grade_why_evidence_what_comes_next_and_who_speaks(demo: School, go) -> None:
    words = said(go("readiness", about="cards"))
    for part in ("Expected standard", "Why", "What shows it", "What comes next", "Nobody speaks for it yet"):
        assert part in words


def test_home_shows_where_we_stand_what_does_not_fit_what_goes_stale_and_the_next_date(overdue: School, go) -> None:
    soon = Evidence("soon", "Registers", "data", TODAY - timedelta(days=110), strands=(ATTENDANCE,))
    overdue.evidence.save(soon)
    overdue.evidence.save(Evidence("now", "Survey", "voice", TODAY, "pupils", strands=(ATTENDANCE,)))
    words = said(go("home"))
    assert "**Attendance**:" in words
    assert "Fresh, from many sides" in words
    assert "What does not fit" in words
    assert "What goes stale" in words
    assert "The next date that matters" in words
    assert "1 action overdue" in words


def test_an_empty_school_is_told_what_comes_first(demo: School, go) -> None:
    for evaluation in demo.self_evaluations.all():
        demo.self_evaluations.unlock(evaluation.id, "To begin again")
        demo.self_evaluations.discard(evaluation.id)
    assert "Hold a first self-evaluation" in links(go("readiness"))
    for about in ("evidence", "speak", "cards"):
        assert "Go to Self-evaluation" in links(go("readiness", about=about))


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER])
def test_governors_read_no_names_and_people_from_outside_nothing(
    demo: School, go, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    card = next(each for each in demo.cards.all() if each.said.strand == ATTENDANCE).said
    demo.cards.save(type(card)(ATTENDANCE, "Ann Ode", "", "Bo Ray"))
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer("Somebody", role, "somebody@school.example"))
    for about in ("fit", "evidence", "speak", "cards"):
        app = go("readiness", about=about)
        assert "Ann Ode" not in said(app)
        assert not app.text_input
        if role is Role.REVIEWER:
            assert "nothing here for you" in said(app)
