"""Telling people through the one door: written by those who may know, sent only once it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.documents.letter import html, word
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey
from evaluation.records import Confidant, Finding, Inspection
from evaluation.school import Door, School

CARD = FrameworkKey("ofsted-report-card", "2025-11")
HELD, OUT = date(2026, 3, 3), date(2026, 4, 14)
FOUND = Inspection(
    "one",
    "report_card",
    CARD,
    HELD,
    stage="final",
    findings=(Finding("inclusion", "strong_standard"), Finding("sixth_form", None, "Not applicable")),
    report_url="https://example.org/r",
)
LEADER = Viewer("A leader", Role.LEADER, "leader@example.org")


@pytest.fixture
def final(school: School) -> School:
    """A school whose final report is here and not published."""
    school.inspections.save(FOUND)
    return school


def publish(school: School) -> None:
    school.confidence.move("one", "published", OUT, confirmed=True)


def text_of(school: School, part_id: str) -> str:
    return next(part.text for part in school.telling.letter("one").parts if part.id == part_id)


def seen_by(school: School, store_path: Path, viewer: Viewer) -> School:
    return Door.at(store_path, viewer).school(school.details.id)


def test_what_the_school_writes_is_kept_and_the_draft_again_leaves_it_as_drafted(final: School) -> None:
    drafted = text_of(final, "thanks")
    assert final.telling.save_part("one", "thanks", "Thank you all.\r\n")
    assert not final.telling.save_part("one", "thanks", "Thank you all.")
    assert text_of(final, "thanks") == "Thank you all."
    assert final.telling.save_part("one", "thanks", drafted)
    assert not any(part.edited for part in final.telling.letter("one").parts)


def test_an_emptied_part_stays_empty_and_is_left_out(final: School) -> None:
    final.telling.save_part("one", "thanks", " ")
    letter = final.telling.letter("one")
    assert "thanks" not in {part.id for part in letter.written}
    assert next(part for part in letter.parts if part.id == "thanks").edited


def test_starting_again_drops_what_was_written(final: School) -> None:
    final.telling.save_part("one", "thanks", "Thanks.")
    final.telling.save_part("one", "next", "We begin.")
    assert final.telling.start_again("one") and not final.telling.start_again("one")
    assert text_of(final, "next").startswith("[")


def test_nothing_for_parents_leaves_before_publication_and_then_both_files_do(final: School) -> None:
    final.telling.save_part("one", "next", "We begin with reading.")
    with pytest.raises(EvaluationError, match="Until the report is published"):
        final.telling.to_send("one")
    publish(final)
    letter = final.telling.to_send("one")
    assert b"We begin with reading." in html(letter) and word(letter).startswith(b"PK")


def test_a_letter_with_something_still_to_be_written_is_refused_and_says_which(final: School) -> None:
    publish(final)
    with pytest.raises(EvaluationError, match=r"What happens next \(\[Say what the school will do first"):
        final.telling.to_send("one")


def test_the_letter_waits_for_the_final_report(school: School) -> None:
    school.inspections.save(replace(FOUND, stage="comments"))
    with pytest.raises(EvaluationError, match=r"written from the final report.*“Comments sent”"):
        school.telling.letter("one")
    with pytest.raises(EvaluationError, match="written from the final report"):
        school.telling.save_part("one", "next", "We begin.")


def test_only_those_who_may_know_come_in_and_the_reading_is_noted(final: School, store_path: Path) -> None:
    leader = seen_by(final, store_path, LEADER)
    ways = (
        lambda: leader.telling.letter("one"),
        lambda: leader.telling.to_send("one"),
        lambda: leader.telling.save_part("one", "next", "We begin."),
        lambda: leader.telling.start_again("one"),
        lambda: leader.telling.checklist("one"),
        lambda: leader.telling.tick("one", "meetings-planned", date.today()),
        lambda: leader.telling.untick("one", "meetings-planned"),
    )
    for way in ways:
        with pytest.raises(NotAllowed, match="confidential until it is published"):
            way()
    final.confidence.let_know("one", Confidant("c", "person", LEADER.email))
    assert leader.telling.letter("one").parts
    assert ("A leader (leader@example.org)", "Letter to parents") in {
        (reading.who, reading.place) for reading in final.confidence.readings("one")
    }


@pytest.mark.parametrize(("part", "text"), [("thanks", "a\x07b"), ("thanks", "x" * 20_001)])
def test_what_cannot_be_kept_is_refused(final: School, part: str, text: str) -> None:
    with pytest.raises(FormRefused):
        final.telling.save_part("one", part, text)
    with pytest.raises(EvaluationError, match="no part “sport”"):
        final.telling.save_part("one", "sport", "Text")


def entry(school: School, item_id: str):
    return next(entry for entry in school.telling.checklist("one") if entry.item.id == item_id)


def test_a_tick_keeps_the_day_and_who_and_can_be_taken_back(final: School) -> None:
    publish(final)
    assert final.telling.tick("one", "staff", OUT)
    assert (entry(final, "staff").done_on, entry(final, "staff").who) == (OUT, LOCAL_HEAD.name)
    assert not final.telling.tick("one", "staff", OUT)
    assert final.telling.untick("one", "staff") and not final.telling.untick("one", "staff")
    assert entry(final, "staff").done_on is None


def test_before_publication_only_what_is_in_confidence_can_be_ticked(final: School) -> None:
    for each in final.telling.checklist("one"):
        if each.waits:
            with pytest.raises(EvaluationError, match="has to wait"):
                final.telling.tick("one", each.item.id, date.today())
        else:
            assert final.telling.tick("one", each.item.id, date.today())
    assert entry(final, "parents-electronic").waits and not entry(final, "governors-in-confidence").waits
    with pytest.raises(EvaluationError, match="no line"):
        final.telling.tick("one", "sport", date.today())


def test_nobody_was_told_before_publication_or_in_the_future(final: School) -> None:
    publish(final)
    for on in (OUT - timedelta(days=1), date.today() + timedelta(days=1)):
        with pytest.raises(FormRefused):
            final.telling.tick("one", "staff", on)


def test_telling_parents_settles_the_step_and_taking_it_back_opens_it_again(final: School) -> None:
    publish(final)
    final.telling.tick("one", "parents-electronic", OUT)
    assert final.confidence.events("one")["parents"] == OUT
    final.telling.untick("one", "parents-electronic")
    assert "parents" not in final.confidence.events("one")


def test_a_school_cannot_reach_into_anothers_letter(final: School, door: Door) -> None:
    other = door.set_up(replace(final.details, urn=999002, name="Another"))
    with pytest.raises(EvaluationError, match="no longer here"):
        other.telling.save_part("one", "thanks", "Not ours.")
