"""The call's checklist: a file that a school may edit, and that is taken whole or refused by line."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

import pytest

from evaluation.call.checklist import GONE, entries, read_checklist, shipped_checklist
from evaluation.call.records import Call, Check
from evaluation.errors import FileRefused

GOOD = """lines:
  - {id: notes, moment: At once, words: Somebody writes}
  - {id: chair, moment: Within the hour, words: The chair knows, source: A page}
"""
MONDAY = date(2026, 11, 16)


def test_the_shipped_list_reads_in_the_order_of_the_day_and_stages_nothing() -> None:
    lines = shipped_checklist().lines
    moments = [moment for moment, _ in groupby(line.moment for line in lines)]
    assert moments == [
        "When the telephone rings",
        "Within the hour",
        "Before the planning call",
        "Before people go home",
        "Before eight in the morning",
    ]
    words = " ".join(f"{line.words} {line.note}" for line in lines).lower()
    for staged in ("rehearse pupils", "best books", "remove", "hide", "polish", "display work"):
        assert staged not in words


def test_each_line_says_where_it_is_from_and_how_sure_it_is() -> None:
    lines = {line.id: line for line in shipped_checklist().lines}
    assert "confirmed on 1 November 2026" in lines["nominee"].origin
    assert lines["planning-call"].origin.endswith("not confirmed: check it.")
    assert lines["chair"].origin == ""


def test_a_list_of_a_schools_own_is_read() -> None:
    assert read_checklist(GOOD).ids == ("notes", "chair")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace("id: chair", "id: notes"), 3, "used twice"),
        (GOOD.replace("words: The chair knows", "word: The chair knows"), 3, "not known here"),
        (GOOD.replace("source: A page", "leads_to: nowhere"), 3, "not allowed"),
        (GOOD + "  - {id: late, moment: At once, words: Late}\n", 4, "do not stand together"),
        ("lines: []\n", 1, "at least 1"),
    ],
)
def test_a_list_with_a_fault_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_checklist(text)
    assert any(problem.line == line and words in problem.message for problem in refused.value.problems)


def test_a_call_keeps_the_lines_it_began_with_whatever_becomes_of_the_file() -> None:
    call = Call(
        "c",
        datetime(2026, 11, 16, 9, 40),
        MONDAY,
        MONDAY,
        lines=("chair", "gone-by-now"),
        checks={"chair": Check("Jo", datetime(2026, 11, 16, 10))},
    )
    shown = entries(call, read_checklist(GOOD))
    assert [(entry.line.id, entry.done) for entry in shown] == [("chair", True), ("gone-by-now", False)]
    assert (shown[1].line.moment, shown[1].line.words) == (GONE, "gone by now")
