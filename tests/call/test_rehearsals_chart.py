"""Rehearsals drawn: minutes as bars under their terms, and no number where not everything was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from evaluation.call.records import Call, Check
from evaluation.call.rehearsals import table
from evaluation.charts import Chart, rehearsals
from evaluation.charts.palette import MODES, Mode

BEGAN = datetime(2025, 11, 12, 13, 0)
LINES = ("notes", "chair")


def held(began: datetime, *minutes: int, going_on: bool = False) -> Call:
    checks = {
        line: Check(done_at=began + timedelta(minutes=after)) for line, after in zip(LINES, minutes, strict=False)
    }
    ended = None if going_on else began + timedelta(hours=3)
    days = began.date() + timedelta(days=1), began.date() + timedelta(days=2)
    return Call(f"{began}", began, *days, rehearsal=True, ended_at=ended, lines=LINES, checks=checks)


HELD = [
    held(BEGAN, 40, 95),
    held(datetime(2026, 2, 3, 13), 20, 70),
    held(datetime(2026, 6, 18, 13), 30),
    held(datetime(2026, 10, 8, 13), going_on=True),
]


def drawn(calls: list[Call], mode: Mode = "light") -> Chart:
    return rehearsals(table(calls, ()), mode)


def bars(chart: Chart) -> list[float]:
    trace: Any = chart.figure.data[0]
    return [float(x) for x in trace.x]


def words(chart: Chart) -> list[str]:
    trace: Any = chart.figure.data[1]
    return [text.strip("\u00a0 ") for text in trace.text]


def test_a_bar_is_as_long_as_its_minutes_and_none_stands_where_not_everything_was_done() -> None:
    first, second, unfinished, going_on = bars(drawn(HELD))
    assert first / second == pytest.approx(95 / 70) and unfinished == going_on == 0


def test_it_says_in_words_what_it_shows() -> None:
    chart = drawn(HELD)
    assert chart.reading == (
        "2 rehearsals in which everything was done: 95 minutes on 12 November 2025, 70 on 3 February 2026."
    )
    assert chart.alt == (
        "12 November 2025: 95 min. 3 February 2026: 70 min. 18 June 2026: not finished, 1 of 2. "
        "8 October 2026: goes on, 0 of 2."
    )
    assert {"95 min", "70 min", "not finished, 1 of 2", "goes on, 0 of 2"} <= set(words(chart))


def test_the_axis_counts_minutes_and_each_term_stands_once() -> None:
    shown = words(drawn(HELD))
    assert {"0", "30", "60", "90", "120 min"} <= set(shown)
    assert [text for text in shown if "term" in text] == [
        "<b>Autumn term 2025</b>",
        "<b>Spring term 2026</b>",
        "<b>Summer term 2026</b>",
        "<b>Autumn term 2026</b>",
    ]


def test_the_table_holds_the_same_and_no_number_where_there_is_none() -> None:
    told = drawn(HELD).table
    assert list(told["Done"]) == ["2 of 2", "2 of 2", "1 of 2", "0 of 2"]
    assert list(told["Minutes"].dropna()) == [95, 70]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("calls", "reading"),
    [
        (HELD[2:], "Not everything was done in any rehearsal yet."),
        (HELD[:1], "One rehearsal in which everything was done: 95 minutes."),
        ([held(BEGAN, 0, 0)], "One rehearsal in which everything was done: 0 minutes."),
        ([held(BEGAN, 1, 7200)], "One rehearsal in which everything was done: 7200 minutes."),
    ],
)
def test_it_draws_whatever_was_held(calls: list[Call], reading: str, mode: Mode) -> None:
    chart = drawn(calls, mode)
    assert chart.reading == reading
    assert all(0 <= x <= 0.8 for x in bars(chart))


def test_a_rehearsal_that_is_repeated_on_one_day_stands_twice() -> None:
    again = replace(held(BEGAN + timedelta(hours=1), 5, 6), id="again")
    assert len(bars(drawn([HELD[0], again]))) == 2 and date(2025, 11, 12) == again.called_at.date()
