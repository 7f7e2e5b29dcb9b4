"""An entry of the log needs something said or promised; a new text of the draft keeps what was said of the old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as some

from evaluation.call import draft
from evaluation.call import log as rules
from evaluation.call.records import DraftSentence, LogEntry
from evaluation.details import FormRefused
from evaluation.evidence.records import Evidence
from evaluation.records import Inspection
from tests.sample import CARD

NOW = datetime(2026, 11, 17, 11, 0)
HELD = Inspection("i", "report_card", CARD, date(2026, 11, 17), stage="on_site")
SAID = LogEntry("a", "i", datetime(2026, 11, 17, 10, 20), "HMI with Jo Patel", "Reading", "Heard readers in Year 2")
STRAND = ("card", "teaching")


def kept(entry: LogEntry, before: LogEntry | None = None) -> LogEntry:
    return rules.checked(entry, before, HELD, {STRAND}, {"walk"}, NOW)


def test_what_was_said_is_enough_and_so_is_a_promise() -> None:
    assert kept(replace(SAID, who="", line_of_enquiry=""))
    assert kept(replace(SAID, said_or_seen=" ", promise="Send the plan "))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"said_or_seen": " "}, "said_or_seen"),
        ({"said_or_seen": "x" * 4001}, "said_or_seen"),
        ({"at": NOW + timedelta(minutes=1)}, "at"),
        ({"at": NOW + timedelta(days=1)}, "at"),
        ({"at": NOW - timedelta(days=40)}, "at"),
        ({"strand": ("card", "sport")}, "strand"),
        ({"evidence_ids": ("gone",)}, "evidence_ids"),
        ({"who": "a\x07b"}, "who"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(changed: dict[str, object], field: str) -> None:
    with pytest.raises(FormRefused) as refused:
        kept(replace(SAID, **changed))  # type: ignore[arg-type]
    assert field in refused.value.fields


def test_what_an_entry_has_kept_stays_though_it_is_gone_from_the_lists() -> None:
    before = replace(SAID, strand=("old", "quality"), evidence_ids=("gone",), promise="Send it")
    assert kept(replace(before, said_or_seen="Heard readers"), before).evidence_ids == ("gone",)


def test_the_day_a_promise_was_kept_comes_from_nowhere_but_its_own_press() -> None:
    promised = replace(SAID, promise="Send the plan")
    assert kept(replace(promised, promise_kept_on=date(2026, 11, 17))).promise_kept_on is None
    done = rules.kept_promise(promised, NOW.date(), NOW.date())
    assert kept(replace(done, promise_kept_on=None), done).promise_kept_on == NOW.date()
    assert kept(replace(done, promise=""), done).promise_kept_on is None
    for wrong in (NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=1)):
        with pytest.raises(FormRefused):
            rules.kept_promise(promised, wrong, NOW.date())
    with pytest.raises(FormRefused, match="Nothing was promised"):
        rules.kept_promise(SAID, NOW.date(), NOW.date())


def test_promises_stand_on_the_list_until_they_are_kept_the_first_first() -> None:
    later = replace(SAID, id="b", at=NOW, promise="Show the rota")
    first = replace(SAID, id="c", promise="Send the plan")
    kept_one = replace(first, id="d", promise_kept_on=NOW.date())
    assert [entry.id for entry in rules.to_keep([later, SAID, kept_one, first])] == ["c", "b"]


def ids() -> Iterator[str]:
    return (f"new {number}" for number in count())


def test_a_sentence_that_is_there_again_keeps_what_was_said_of_it_wherever_it_stands() -> None:
    before = [
        DraftSentence("1", "i", 0, "Pupils read."),
        DraftSentence("2", "i", 1, "They sing.", "not_accurate", "They hum."),
        DraftSentence("3", "i", 2, "They run.", "unclear"),
    ]
    fresh = ids()
    found = draft.renewal(before, ["They sing.", "Pupils read daily."], "i", lambda: next(fresh))
    assert found.sentences == (
        replace(before[1], place=0),
        DraftSentence("new 0", "i", 1, "Pupils read daily."),
    )
    assert (found.stay, found.new, found.said_and_gone) == (1, 1, 1)


def test_a_reworded_sentence_keeps_its_comment_and_is_judged_anew() -> None:
    said = DraftSentence("1", "i", 0, "Books do not fit the pupils who read them.", "not_accurate", "They do.", ("a",))
    found = draft.renewal([said], ["They sing.", "Books now fit the pupils who read them."], "i", lambda: "new")
    assert found.sentences[1] == replace(said, place=1, text="Books now fit the pupils who read them.", verdict=None)
    assert (found.stay, found.reworded, found.new, found.said_and_gone) == (0, 1, 1, 0)


@given(some.lists(some.sampled_from("abcd")), some.lists(some.sampled_from("abcd")))
def test_a_new_text_is_always_whole_in_order_and_under_ids_of_its_own(old: list[str], new: list[str]) -> None:
    before = [DraftSentence(f"{place}", "i", place, text, comment="So.") for place, text in enumerate(old)]
    fresh = ids()
    found = draft.renewal(before, new, "i", lambda: next(fresh))
    assert [(s.place, s.text) for s in found.sentences] == list(enumerate(new))
    assert len({s.id for s in found.sentences}) == len(new)
    assert found.stay + found.reworded + found.said_and_gone == len(old)
    again = draft.renewal(found.sentences, new, "i", lambda: next(fresh))
    assert again.sentences == found.sentences


def test_comments_say_the_sentence_what_is_right_and_what_that_rests_on_and_name_nobody() -> None:
    sentences = [
        DraftSentence("1", "i", 0, "Pupils read.", "accurate"),
        DraftSentence("2", "i", 1, "Books do not fit.", "not_accurate", "They do now.", ("a", "gone"), ("walk",)),
        DraftSentence("3", "i", 2, "Leaders hope.", "unclear"),
    ]
    walk = Evidence("walk", "A walk through Year 2", "observation", date(2026, 11, 9))
    text = draft.comments(sentences, {"a": SAID}, {"walk": walk})
    assert text == (
        "The draft says: “Books do not fit.”\n"
        "Not as it was: They do now.\n"
        "This rests on: our note of 17 November 2026, 10:20 “Heard readers in Year 2”; "
        "A walk through Year 2, 9 November 2026\n\n"
        "The draft says: “Leaders hope.”\n"
        "Unclear: [say what is right]"
    )
    assert "Patel" not in text


@pytest.mark.parametrize(("text", "sentences"), [("", []), ("• ", []), ("x" * 100_001, ["x"]), ("y", ["y"] * 1001)])
def test_what_is_no_draft_is_refused(text: str, sentences: list[str]) -> None:
    with pytest.raises(FormRefused):
        draft.check_text(text, sentences)
