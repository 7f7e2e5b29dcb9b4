"""Holding a self-evaluation on screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.frameworks import FrameworkKey
from evaluation.school import School
from tests.pages.conftest import at_fields, said

STRANDS = FrameworkKey("school-strands", "2025-11")


@pytest.fixture
def opened(demo: School) -> str:
    """A self-evaluation of today, just opened in the demo school."""
    return demo.self_evaluations.open(STRANDS, date.today())


def choose(app: AppTest, key: str, value: object) -> AppTest:
    """Press one option of a row of choices."""
    next(group for group in app.get("button_group") if group.key == key).set_value(value)
    return app.run()


def test_a_self_evaluation_is_started_for_a_date_and_a_framework(go: Callable[..., AppTest], demo: School) -> None:
    page = go("self_evaluations")
    assert page.selectbox(key="framework").options[0] == "School strands"
    next(button for button in page.button if button.label == "Start").click().run()
    assert page.title[0].value.startswith("Self-evaluation of ")
    assert demo.self_evaluations.all()[0].held_on == date.today()


def test_the_quick_way_saves_each_grade_line_and_direction_at_once(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    page = go("session", evaluation=opened)
    choose(page, f"grade-{opened}-curriculum", "strong_standard")
    page.text_input(key=f"line-{opened}-curriculum").set_value("Books show it.").run()
    choose(page, f"direction-{opened}-curriculum", "sustain")
    said_now = demo.self_evaluations.session(opened).strand("curriculum").judgement
    assert (said_now.grade, said_now.why, said_now.direction) == ("strong_standard", "Books show it.", "sustain")
    assert "Saved at" in said(page)


def test_last_time_is_shown_but_not_counted_until_confirmed(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    page = go("session", evaluation=opened)
    assert "Last time (13 October 2026)" in said(page)
    assert demo.self_evaluations.session(opened).judged == 0
    page.button(key="confirm-wellbeing").click().run()
    choose(page, "way", "summary")
    assert "1 confirmed" in said(page)
    assert "6 not judged yet" in said(page)


def test_marks_move_the_supported_grade_and_name_the_blocker(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    strand = demo.self_evaluations.session(opened).strand("attendance").strand
    lower = [*strand.standards_of("urgent_improvement"), *strand.standards_of("expected_standard")]
    demo.self_evaluations.mark(opened, {standard.id: "met" for standard in lower})
    page = choose(go("session", evaluation=opened), "way", "standards")
    choose(page, "strand", "attendance")
    assert "The marks support **Expected standard** so far" in said(page)
    blocker = strand.standards_of("expected_standard")[0]
    choose(page, f"mark-{opened}-{blocker.id}", "not_met")
    assert "The marks support **Needs attention**" in said(page)
    assert any("1 standard blocks Expected standard" in box.label for box in page.expander)
    assert blocker.text in said(page).replace("\\", "")


def test_leaving_a_standard_takes_its_mark_away(go: Callable[..., AppTest], demo: School, opened: str) -> None:
    demo.self_evaluations.mark(opened, {"curriculum.e1": "met"})
    page = choose(go("session", evaluation=opened), "way", "standards")
    choose(page, f"mark-{opened}-curriculum.e1", None)
    assert demo.self_evaluations.session(opened).strand("curriculum").marks == {}


def test_two_grades_can_be_read_side_by_side(go: Callable[..., AppTest], opened: str) -> None:
    page = choose(go("session", evaluation=opened), "way", "standards")
    page.toggle(key="beside-curriculum").set_value(True).run()
    headings = [m.value for m in page.markdown if m.value.startswith("### ")]
    assert headings == ["### Expected standard", "### Strong standard"]


def test_a_grade_above_what_the_marks_allow_is_said_plainly(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    demo.self_evaluations.mark(opened, {"curriculum.e1": "not_met"})
    page = choose(go("session", evaluation=opened), f"grade-{opened}-curriculum", "exceptional")
    assert any("above Needs attention" in warning.value for warning in page.warning)


def test_finishing_locks_and_unlocking_needs_a_reason(go: Callable[..., AppTest], demo: School, opened: str) -> None:
    demo.self_evaluations.judge(opened, "curriculum", grade="expected_standard")
    page = choose(go("session", evaluation=opened), "way", "summary")
    page.button(key="lock").click().run()
    assert demo.self_evaluations.session(opened).evaluation.locked
    assert not [group for group in page.get("button_group") if group.key.startswith("grade-")]
    page.button(key="unlock").click().run()
    assert at_fields(page) == "The reason for unlocking is missing."
    page.text_input(key="reason").set_value("A figure was wrong").run()
    page.button(key="unlock").click().run()
    assert not demo.self_evaluations.session(opened).evaluation.locked
    assert demo.settings.changes(1)[0].reason == "A figure was wrong"


def test_nothing_judged_cannot_be_locked(go: Callable[..., AppTest], demo: School, opened: str) -> None:
    page = choose(go("session", evaluation=opened), "way", "summary")
    page.button(key="lock").click().run()
    assert "No strand has a grade yet" in page.error[0].value.replace("\\", "")
    assert not demo.self_evaluations.session(opened).evaluation.locked


def test_throwing_away_asks_first_and_goes_back_to_the_list(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    page = choose(go("session", evaluation=opened), "way", "summary")
    page.button(key="discard").click().run()
    assert opened not in {evaluation.id for evaluation in demo.self_evaluations.all()}
    assert not page.exception
    assert page.title[0].value == "Self-evaluation"


def test_what_another_leader_locked_meanwhile_is_not_changed(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    demo.self_evaluations.judge(opened, "curriculum", grade="expected_standard")
    page = go("session", evaluation=opened)
    demo.self_evaluations.finish(opened)
    choose(page, f"grade-{opened}-curriculum", "exceptional")
    assert demo.self_evaluations.session(opened).strand("curriculum").judgement.grade == "expected_standard"
    assert not page.exception


def test_an_address_of_a_self_evaluation_that_is_gone_says_so(go: Callable[..., AppTest]) -> None:
    page = go("session", evaluation="nothing-like-it")
    assert "no longer here" in page.error[0].value
    assert not go("session").exception


def test_what_people_type_is_shown_as_typed_and_never_as_a_picture_or_a_link(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    nasty = "![x](http://example.org/x.png) <img src=x onerror=alert(1)> **bold** :red[red]"
    demo.self_evaluations.judge(opened, "curriculum", grade="expected_standard", why=nasty)
    page = choose(go("session", evaluation=opened), "way", "summary")
    shown = next(m.value for m in page.markdown if "onerror" in m.value)
    assert "\\!\\[x\\]\\(" in shown
    assert "\\<img" in shown
    assert "\\*\\*bold" in shown
    assert "\\:red\\[" in shown


def test_words_that_are_refused_stay_in_their_box_and_are_said_beside_it(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    page = go("session", evaluation=opened)
    box = page.text_input(key=f"line-{opened}-send")
    box.set_value("x" * 4100).run()
    assert "longer than 4000 letters (4100)" in page.error[0].value.replace("\\", "")
    assert page.text_input(key=f"line-{opened}-send").value == "x" * 4100
    choose(page, f"grade-{opened}-send", "expected_standard")
    assert page.text_input(key=f"line-{opened}-send").value == "x" * 4100
    page.text_input(key=f"line-{opened}-send").set_value("Short enough.").run()
    assert not page.error
    assert demo.self_evaluations.session(opened).strand("send").judgement.why == "Short enough."


def test_words_typed_in_another_window_meanwhile_are_not_written_over_unseen(
    go: Callable[..., AppTest], demo: School, opened: str
) -> None:
    page = go("session", evaluation=opened)
    demo.self_evaluations.judge(opened, "send", why="From the other window")
    page.text_input(key=f"line-{opened}-send").set_value("From this one").run()
    assert "changed in another window" in page.error[0].value
    assert "From the other window" in said(page)
    assert demo.self_evaluations.session(opened).strand("send").judgement.why == "From the other window"
    page.button(key="mine-send").click().run()
    assert not page.error
    assert demo.self_evaluations.session(opened).strand("send").judgement.why == "From this one"
