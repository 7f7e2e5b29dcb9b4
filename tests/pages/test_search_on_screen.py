"""Search on screen: one box, results by what they are, the words in the address, and what is not searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from evaluation.school import School
from tests.pages.conftest import said

Go = Callable[..., AppTest]


def kinds(page: AppTest) -> list[str]:
    return [each.value.removeprefix("## ") for each in page.markdown if each.value.startswith("## ")]


def test_words_in_the_address_are_found_and_grouped_by_what_they_are(go: Go) -> None:
    page = go("search", words="attendance")
    assert page.text_input(key="words").value == "attendance"
    assert kinds(page)[:2] == ["Evidence", "Self-evaluations"]
    assert ":yellow-background[Attendance]" in said(page)
    places = {link.proto.page for link in page.get("page_link")}
    assert {"evidence", "session"} <= places


def test_typing_searches(go: Go) -> None:
    page = go("search")
    assert "One box for everything that you may see" in said(page)
    page.text_input(key="words").set_value('"supply teachers"').run()
    assert "Evidence" in kinds(page)


def test_one_group_is_shown_by_itself_with_all_its_hits(go: Go) -> None:
    page = go("search", words="attendance")
    page = page.button(key="all-standard").click().run()
    assert kinds(page) == ["Standards"]
    group = next(each for each in page.get("button_group") if each.key == "search-kind")
    assert group.value == "standard"
    page.text_input(key="words").set_value("supply").run()
    assert "Evidence" in kinds(page)


def test_nothing_found_says_what_to_try(go: Go) -> None:
    assert "Nothing holds all of these words." in said(go("search", words="xylophone zebra"))


def test_what_is_not_searched_is_said_with_the_reason(go: Go) -> None:
    assert "Not searched: the log of an inspection" in said(go("search")).replace("\\", "")


def test_what_people_typed_and_asked_for_stays_text(go: Go, demo: School) -> None:
    piece = demo.evidence.all()[0]
    demo.evidence.save(replace(piece, title="![x](http://example.org/x.png) zebra]"), shown=piece)
    shown = said(go("search", words="zebra]"))
    assert "\\!\\[x\\]\\(http" in shown and ":yellow-background[zebra\\]]" in shown
