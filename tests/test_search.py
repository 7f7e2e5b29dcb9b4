"""Search: every word, capitals and accents aside, phrases in quotes; titles first, then what is newer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import search
from evaluation.places import place
from evaluation.search import Entry, Found, Piece, find, fold

HERE = place("evidence", "Open", piece="1")


def entry(title: str = "", text: str = "", context: str = "", on: date | None = None, kind: str = "evidence") -> Entry:
    return Entry(kind, title, text, context, on, HERE)  # type: ignore[arg-type]


def titles(found: Found) -> list[str]:
    return [hit.entry.title for hits in found.hits.values() for hit in hits]


def hits(words: str, text: str) -> bool:
    return find(words, [entry(text=text)], 5).total == 1


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("phonics", "Daily PHONICS in Year 1"),
        ("year phonics", "Daily phonics in Year 1"),
        ("read", "Reading ages"),
        ("cafe", "Le Café"),
        ("café", "LE CAFE"),
        ("strasse", "Große Straße"),
        ('"year 1"', "Phonics in Year\n 1"),
        ("“year 1”", "in year 1"),
        ("pupils'", "pupils’ books"),
        ("95%", "95% came"),
        ("%", "95% came"),
        ("(see", "Books (see below)"),
        ("Y4", "y4, y5"),
        ('"open quote', "an open door and a quote"),
    ],
)
def test_words_are_found(words: str, text: str) -> None:
    assert hits(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("phonics maths", "Daily phonics"),
        ("read", "already spread"),
        ('"1 year"', "in year 1"),
        (".*", "anything"),
        ("a|b", "a b"),
    ],
)
def test_what_does_not_hold_every_word_is_not_found(words: str, text: str) -> None:
    assert not hits(words, text)


@pytest.mark.parametrize("words", ["", "   ", '""', "“ ”"])
def test_asking_for_nothing_finds_nothing(words: str) -> None:
    assert find(words, [entry("x", "y")], 5) == Found()


def test_titles_come_before_texts_and_the_newer_before_the_older_and_what_is_of_no_day_last() -> None:
    entries = [
        entry("c", "phonics", on=date(2026, 1, 1)),
        entry("phonics b", on=date(2024, 1, 1)),
        entry("d", "phonics"),
        entry("phonics a", on=date(2025, 1, 1)),
    ]
    assert titles(find("phonics", entries, 5)) == ["phonics a", "phonics b", "c", "d"]


def test_kinds_come_in_their_order_each_with_its_first_hits_and_how_many_there_are() -> None:
    entries = [
        entry(f"books {n}", on=date(2026, 1, n + 1), kind=kind) for kind in ("action", "evidence") for n in range(4)
    ]
    found = find("books", entries, 2)
    assert list(found.hits) == ["evidence", "action"]
    assert (found.counts, found.total) == ({"evidence": 4, "action": 4}, 8)
    assert titles(found) == ["books 3", "books 2", "books 3", "books 2"]


def test_what_it_belongs_to_helps_to_find_it_but_is_not_enough() -> None:
    reason = entry(text="Fridays are lower.", context="Attendance, self-evaluation of 13 October 2026")
    assert find("attendance fridays", [reason], 5).total == 1
    assert find("attendance", [reason], 5).total == 0


def test_the_excerpt_stands_around_the_first_word_found_and_marks_each() -> None:
    text = "word " * 100 + "the Café sells books " + "word " * 100
    (hit,) = find("cafe books", [entry(text=text)], 5).hits["evidence"]
    shown = "".join(piece.text for piece in hit.excerpt)
    assert shown.startswith("… word") and shown.endswith("word …") and "the Café sells books" in shown
    assert len(shown) <= search.EXCERPT + 4
    assert [piece.text for piece in hit.excerpt if piece.is_hit] == ["Café", "books"]


def test_near_the_end_of_a_text_nothing_is_left_out_that_there_is_room_for() -> None:
    (short,) = find("books", [entry(text="word " * 30 + "books")], 5).hits["evidence"]
    assert "".join(piece.text for piece in short.excerpt) == "word " * 30 + "books"
    (long,) = find("books", [entry(text="word " * 60 + "books")], 5).hits["evidence"]
    shown = "".join(piece.text for piece in long.excerpt)
    assert shown.startswith("… word") and shown.endswith(" books") and len(shown) > search.EXCERPT - 10


def test_a_short_text_is_shown_whole_and_the_title_is_marked_too() -> None:
    (hit,) = find("book", [entry("Book look", "Books\nare full.")], 5).hits["evidence"]
    assert hit.title == (Piece("Book", True), Piece(" look", False))
    assert hit.excerpt == (Piece("Books", True), Piece(" are full.", False))


@given(st.text(max_size=400), st.text(max_size=30))
def test_an_excerpt_is_cut_from_the_text_and_no_letter_is_added_or_lost_in_marking(text: str, words: str) -> None:
    patterns = [search._pattern(term) for term in search.asked(words)]
    assert "".join(piece.text for piece in search.marked(text, patterns)) == text
    shown = "".join(piece.text for piece in search.excerpt(text, patterns)).removeprefix("… ").removesuffix(" …")
    assert shown in " ".join(text.split())


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once_and_every_text_is_found_by_its_own_words(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    words = [word for word in text.split() if '"' not in word and "“" not in word and "”" not in word]
    if words and fold(words[0]):
        assert hits(words[0], f"… {words[0]}")
