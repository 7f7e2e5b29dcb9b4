"""The words of the product: each explained once, and found by the words that people look for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from evaluation.glossary import shipped_glossary
from pages.parts.entry import MENU

PAGES = {name for section in MENU.values() for name in section}


def test_each_word_is_explained_once_and_met_on_pages_that_there_are() -> None:
    words = shipped_glossary().words
    names = [each.word.casefold() for each in words]
    assert len(names) == len(set(names))
    assert {page for each in words for page in each.pages} <= PAGES
    groups = [each.group for each in words]
    together = [group for before, group in pairwise(["", *groups]) if before != group]
    assert len(together) == len(set(groups)), "words of one group stand together"


@pytest.mark.parametrize(
    ("asked", "first"),
    [("secure fit", "Secure fit"), ("CONFIDENTIAL", "Embargo"), ("sdp", "Action"), ("evaluation area", "Strand")],
)
def test_a_word_is_found_by_what_people_call_it(asked: str, first: str) -> None:
    assert shipped_glossary().about(asked)[0].word == first


def test_what_is_not_explained_finds_nothing_and_nothing_asked_finds_all() -> None:
    assert shipped_glossary().about("timetabling zebra") == ()
    assert shipped_glossary().about(" ") == shipped_glossary().words
