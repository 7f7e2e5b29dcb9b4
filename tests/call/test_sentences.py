"""A draft into its sentences, and what each may rest on: no word lost, no sentence cut in half."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from evaluation.call.sentences import split
from evaluation.call.ties import suggested

PIECES = some.sampled_from(
    ["Mrs", "e.g.", "A.", "school", "The", "pupils.", "read!", "“Why?”", "\n", "\n\n", "• ", "- ", "3.5", "1.", "(see"]
)


@given(some.one_of(some.text(), some.lists(PIECES).map(" ".join)))
@example("The end.\n• One\n• Two")
def test_no_word_is_lost_made_or_moved(text: str) -> None:
    assert re.findall(r"\w+", " ".join(split(text))) == re.findall(r"\w+", text)


@given(some.lists(PIECES).map(" ".join))
def test_no_sentence_is_empty_or_holds_a_line_break(text: str) -> None:
    assert all(sentence.strip() and "\n" not in sentence for sentence in split(text))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Pupils read daily. They enjoy it.", ["Pupils read daily.", "They enjoy it."]),
        ("Mrs. Smith leads well. She listens.", ["Mrs. Smith leads well.", "She listens."]),
        ("Some subjects, e.g. History, are new. So is Art.", ["Some subjects, e.g. History, are new.", "So is Art."]),
        ("The head, J. K. Patel, is new. She listens.", ["The head, J. K. Patel, is new.", "She listens."]),
        ("“Why?” is asked often. Pupils say “We love it.” Staff agree.",
         ["“Why?” is asked often.", "Pupils say “We love it.”", "Staff agree."]),
        ("Attendance is 93.5 per cent. It rose.", ["Attendance is 93.5 per cent.", "It rose."]),
        ("The school must:\n• raise attendance\n• teach reading well\n\nNext steps",
         ["The school must:", "raise attendance", "teach reading well", "Next steps"]),
        ("1. Pupils read daily. They enjoy it.", ["1. Pupils read daily.", "They enjoy it."]),
        ("Leaders know their school well and\nact on it. Governors ask the right\nquestions of them, as they should.",
         ["Leaders know their school well and act on it.",
          "Governors ask the right questions of them, as they should."]),
        ("Safeguarding\nThe arrangements for safeguarding are effective, as leaders know each child.",
         ["Safeguarding", "The arrangements for safeguarding are effective, as leaders know each child."]),
        ("In this school I am safe. So am I. We all are.", ["In this school I am safe.", "So am I.", "We all are."]),
        ("", []),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, sentences: list[str]) -> None:
    assert list(split(text)) == sentences


def test_a_tie_is_suggested_where_rare_words_are_shared_and_the_closest_comes_first() -> None:
    log = {
        "phonics": "Inspector heard weaker readers in Year 2; phonics books did not match the sounds they know.",
        "lunch": "Talked with pupils at lunch about bullying and kindness.",
        "phonics talk": "Asked how phonics is checked.",
    }
    sentence = "Books that weaker readers take home do not match the phonics sounds they know."
    assert suggested(sentence, log) == ("phonics",)
    assert suggested("Pupils feel safe from bullying at lunch; kindness is everywhere.", log) == ("lunch",)
    assert suggested("Pupils and teachers work in the school.", log) == ()


@given(some.text(), some.dictionaries(some.text(max_size=3), some.text()), some.integers(0, 4))
def test_only_what_is_there_is_suggested_once_and_no_more_than_asked(
    sentence: str, log: dict[str, str], most: int
) -> None:
    found = suggested(sentence, log, most)
    assert len(found) == len(set(found)) <= most and set(found) <= set(log)
