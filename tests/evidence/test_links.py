"""What evidence may be linked to, and which places are addresses that a press may open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.evidence import links
from evaluation.evidence.records import Evidence
from tests.sample import library

PIECE = Evidence("e", "A walk", "observation", date(2026, 3, 3))


def test_links_stand_in_order_and_none_twice_and_a_standard_brings_its_strand() -> None:
    linked = replace(
        PIECE,
        strands=(("our-strands", "send"), ("card", "money"), ("our-strands", "send")),
        standards=(("our-strands", "t.u1"), ("our-strands", "t.e1"), ("our-strands", "t.u1")),
        actions=("b", "a", "b"),
    )
    settled = links.settled(linked, library())
    assert settled.strands == (("card", "money"), ("our-strands", "send"), ("our-strands", "teaching"))
    assert settled.standards == (("our-strands", "t.e1"), ("our-strands", "t.u1"))
    assert settled.actions == ("a", "b")
    assert links.settled(settled, library()) == settled


@pytest.mark.parametrize(
    ("field", "link", "words"),
    [
        ("strands", ("our-strands", "magic"), "strand"),
        ("strands", ("nobody", "teaching"), "strand"),
        ("standards", ("card", "t.e1"), "standard"),
        ("actions", "gone", "action"),
    ],
)
def test_a_new_link_to_what_is_not_here_is_refused_and_an_old_one_may_stay(
    field: str, link: object, words: str
) -> None:
    linked = replace(PIECE, **{field: (link,)})
    problems = links.problems(linked, PIECE, library(), {"here"})
    assert [name for name, problem in problems.items() if problem] == [field]
    assert words in str(problems[field])
    assert not any(links.problems(linked, linked, library(), ()).values())


def test_links_to_what_is_here_are_right() -> None:
    linked = replace(PIECE, strands=(("card", "money"),), standards=(("our-strands", "t.e1"),), actions=("here",))
    assert not any(links.problems(linked, None, library(), {"here"}).values())


@pytest.mark.parametrize("place", ["https://example.org/a?b=c#d", "http://intranet/x", "https://[::1]:8080/x"])
def test_a_web_address_may_be_opened(place: str) -> None:
    assert links.web_address(place) == place


@pytest.mark.parametrize(
    "place",
    [
        "",
        "Shared drive, Teaching",
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "https://",
        "https:///x",
        "https://example.org/a b",
        "https://example.org/\u202ex",
        "https://exa\nmple.org",
        "https://[::1",
        "//example.org",
        "see https://example.org",
        'https://example.org/"x',
    ],
)
def test_anything_else_is_only_a_place_in_words(place: str) -> None:
    assert links.web_address(place) is None
