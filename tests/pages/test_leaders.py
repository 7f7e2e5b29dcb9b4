"""Saying one's own of a strand on screen, blind, and then looking at what all of us say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.frameworks import FrameworkKey
from evaluation.school import Door, School
from pages.parts import entry
from tests.pages.conftest import said

STRANDS = FrameworkKey("school-strands", "2025-11")
LOCKED = "demo-2026-10-13"
ADA, BEN, CLEO = (Viewer(n, Role.LEADER, f"{n.lower()}@school.example") for n in ("Ada", "Ben", "Cleo"))
GOVERNOR = Viewer("Gail", Role.GOVERNOR, "gail@school.example")
SECRET = "Heron *class* writes little."


@pytest.fixture
def opened(demo: School) -> str:
    """A self-evaluation of today, just opened in the demo school."""
    return demo.self_evaluations.open(STRANDS, date.today())


@pytest.fixture
def ben(demo: School, store_path: Path) -> School:
    """The demo school, as a leader elsewhere sees it."""
    return Door.at(store_path, BEN).school("demo")


@pytest.fixture
def as_ada(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app is used by somebody who has signed in."""
    monkeypatch.setattr(entry, "LOCAL_HEAD", ADA)


def words(app: AppTest) -> str:
    return said(app).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


@pytest.fixture
def as_governor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app is used by a governor."""
    monkeypatch.setattr(entry, "LOCAL_HEAD", GOVERNOR)


@dataclass
class Line:
    """The line of one strand, opened: it stays so whatever is said in it."""

    app: AppTest
    key: str

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception, self.app.exception[0].message

    @property
    def words(self) -> str:
        return words(self.app)

    @property
    def labels(self) -> set[str]:
        return {button.label for button in self.app.button}

    def press(self, label: str) -> None:
        press(self.app, label)

    def field(self, name: str) -> Any:
        """A control of the form, whatever the draft of the moment is called."""
        controls = (*self.app.text_input, *self.app.get("button_group"))
        return next(each for each in controls if re.fullmatch(f"{name}-[0-9a-f]{{32}}", str(each.key)))

    def say(self, grade: str | None, why: str = "", name: str = "") -> None:
        for field, value in (("name", name), ("grade", grade), ("why", why)):
            if value:
                self.field(field).set_value(value)
        self.press("Keep mine")


Go = Callable[..., AppTest]
Unfold = Callable[..., Line]


@pytest.fixture
def unfold(go: Callable[..., AppTest]) -> Callable[..., Line]:
    """Open the line of SEND in a self-evaluation."""

    def opened_line(evaluation: str, **query: str) -> Line:
        line = Line(go("session", evaluation=evaluation, **query), f"leaders-{evaluation}-send")
        line.app.session_state[line.key] = True
        line.run()
        return line

    return opened_line


def test_a_school_that_does_not_use_it_sees_one_closed_line_a_strand(go: Go, opened: str) -> None:
    page = go("session", evaluation=opened)
    lines = [box for box in page.expander if box.label.startswith("What each of us says")]
    assert [box.label for box in lines] == ["What each of us says"] * 7
    assert "Keep mine" not in {button.label for button in page.button}
    assert "Talk about these first" not in words(go("session", evaluation=opened, way="summary"))


@pytest.mark.parametrize("way", ["quick", "standards"])
def test_one_computer_goes_round_and_shows_nothing_until_it_is_asked_for(unfold: Unfold, opened: str, way: str) -> None:
    line = unfold(opened, way=way, strand="send")
    line.say("strong_standard", SECRET, "Mira")
    assert not any(line.field(name).value for name in ("name", "grade", "why"))
    line.say("needs_attention", "Reviews are late.", "Ned")
    assert "Said so far: Mira, Ned." in line.words
    assert SECRET not in line.words and "steps apart" not in line.words
    assert any(box.label == "What each of us says · 2 have said theirs" for box in line.app.expander)
    line.press("Show what we said")
    assert "One says Strong standard, one Needs attention: two steps apart." in line.words
    assert "| ■ Strong standard | ■ |" in line.words and "| ● Expected standard |  |" in line.words
    assert f"■ Strong standard: {SECRET}" in line.words and "Mira" not in line.words
    line.app.toggle(key="named-send").set_value(True)
    line.run()
    assert "**Mira** ■ Strong standard" in line.words
    line.press("Hide it again")
    assert SECRET not in line.words


def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(unfold: Unfold, demo: School, opened: str) -> None:
    line = unfold(opened)
    line.say(None, "Because.")
    assert "Your name is missing." in line.words and "Choose a grade." in line.words
    assert line.field("why").value == "Because."
    line.say("strong_standard", name="Mira")
    assert "is missing" not in line.words
    (said_now,) = demo.leaders.shown(opened, ["send"])["send"].said
    assert (said_now.name, said_now.grade, said_now.why) == ("Mira", "strong_standard", "Because.")


def test_whoever_has_said_theirs_of_one_strand_need_not_type_their_name_at_the_next(
    unfold: Unfold, demo: School, opened: str
) -> None:
    demo.leaders.say(opened, "curriculum", "strong_standard", name="Mira")
    line = unfold(opened)
    line.field("chosen").set_value("Mira")
    line.say("expected_standard")
    assert demo.leaders.shown(opened)["send"].names == ("Mira",)
    assert "chosen" not in {str(group.key).split("-")[0] for group in line.app.get("button_group")}


def test_on_one_computer_what_somebody_said_can_be_taken_back(unfold: Unfold, demo: School, opened: str) -> None:
    demo.leaders.say(opened, "send", "strong_standard", name="Mira")
    unfold(opened).press("Yes, take it back")
    assert demo.leaders.shown(opened)["send"].count == 0


def test_who_has_signed_in_says_theirs_without_a_name_before_they_may_look(
    as_ada: None, unfold: Unfold, ben: School, opened: str
) -> None:
    ben.leaders.say(opened, "send", "strong_standard", SECRET)
    line = unfold(opened)
    assert "What each of us says · 1 has said theirs" in {box.label for box in line.app.expander}
    assert "Show what we said" not in line.labels and SECRET not in line.words
    assert "Your name" not in {box.label for box in line.app.text_input}
    line.say("needs_attention", "Reviews are late.")
    assert "Yours is kept" in line.words
    assert "Reviews are late." not in line.words and SECRET not in line.words
    line.press("Show what we said")
    assert SECRET in line.words and "two steps apart" in line.words


def test_who_has_signed_in_says_theirs_anew_or_takes_it_back(
    as_ada: None, unfold: Unfold, ben: School, opened: str
) -> None:
    line = unfold(opened)
    line.say("needs_attention")
    line.press("Say mine anew")
    line.press("Leave it as it is")
    assert "Yours is kept" in line.words
    line.press("Say mine anew")
    line.say("expected_standard")
    assert "Yours is kept" in line.words
    assert ben.leaders.shown(opened)["send"].count == 1
    line.press("Yes, take mine back")
    assert ben.leaders.shown(opened)["send"].count == 0 and "Keep mine" in line.labels


def test_the_summary_names_what_to_talk_about_first_and_what_is_not_shown_yet(
    as_ada: None, go: Go, store_path: Path, ben: School, opened: str
) -> None:
    ada = Door.at(store_path, ADA).school("demo")
    for strand, hers, his in (
        ("curriculum", "expected_standard", "strong_standard"),
        ("send", "needs_attention", "strong_standard"),
        ("wellbeing", "strong_standard", "strong_standard"),
    ):
        ada.leaders.say(opened, strand, hers)
        ben.leaders.say(opened, strand, his)
    for leader, said_there in ((ben, SECRET), (Door.at(store_path, CLEO).school("demo"), "")):
        leader.leaders.say(opened, "attendance", "strong_standard", said_there)
    page = go("session", evaluation=opened, way="summary")
    assert "On 4 strands two of us or more have said theirs." in words(page) and "apart" not in words(page)
    page = press(page, "Show where we differ")
    shown = words(page)
    send, curriculum = (shown.index(f"**{name}**: One says Strong") for name in ("SEND", "Curriculum"))
    assert 0 < shown.index("Talk about these first") < send < curriculum
    assert "1 strand more, once you have said yours there." in shown
    assert "**Wellbeing**: Both" not in shown and SECRET not in shown
    assert "steps apart" not in words(press(page, "Hide it again"))


def test_the_summary_of_one_computer_shows_nothing_before_it_is_asked_for(go: Go, demo: School, opened: str) -> None:
    for name, grade in (("Mira", "strong_standard"), ("Ned", "needs_attention")):
        demo.leaders.say(opened, "send", grade, name=name)
    page = go("session", evaluation=opened, way="summary")
    assert "steps apart" not in words(page)
    assert "**SEND**: One says Strong standard, one Needs attention: two steps apart." in words(
        press(page, "Show where we differ")
    )


def test_where_leaders_agree_the_summary_says_so(
    as_ada: None, go: Go, store_path: Path, ben: School, opened: str
) -> None:
    for leader in (Door.at(store_path, ADA).school("demo"), ben):
        leader.leaders.say(opened, "send", "strong_standard")
    page = press(go("session", evaluation=opened, way="summary"), "Show where we differ")
    assert "On 1 strand two of us or more have said theirs, and all agree." in words(page)


def test_once_it_is_locked_leaders_read_what_each_said_and_names_only_when_asked(go: Go) -> None:
    page = go("session", evaluation=LOCKED)
    assert "Where leaders did not agree at first" in words(page)
    assert "two steps apart" in words(page) and "key assistant is away" not in words(page)
    page.session_state[f"leaders-{LOCKED}"] = True
    page.run()
    assert "◆ Needs attention: Support stops when a key assistant is away." in words(page)
    assert "Nadia Frost" not in words(page)
    page.toggle(key=f"named-{LOCKED}").set_value(True).run()
    assert "**Nadia Frost** ◆ Needs attention" in words(page)


def test_governors_read_a_locked_self_evaluation_without_any_of_it(as_governor: None, go: Go) -> None:
    page = go("session", evaluation=LOCKED)
    assert "Expected standard" in words(page)
    assert "did not agree" not in words(page) and not [box for box in page.expander if "each of us" in box.label]


def test_the_list_of_changes_does_not_give_away_what_is_still_blind(go: Go, demo: School, opened: str) -> None:
    demo.leaders.say(opened, "send", "strong_standard", SECRET, "Mira")
    page = words(go("settings", part="changes"))
    assert "SEND, what Mira says" in page and "Not shown until the self-evaluation is locked" in page
    assert SECRET not in page
