"""Charts of what could be seen: counts in cells, for every reader, on a phone, and never in colours of grades."""

from __future__ import annotations

import pandas as pd
import pytest

from evaluation.charts.palette import COLOURS, INK, MODES, Mode, contrast, mixed, text_on
from evaluation.charts.visible import strands_by_day, subjects_by_year
from evaluation.visible.counts import cells, strand_days
from evaluation.visible.days import typical_days
from evaluation.visible.records import DaySetting
from evaluation.visible.seen import look
from tests.visible.test_seen import AWAY, LENS, PRIMARY, practice

SHOWN = look(PRIMARY, typical_days(DaySetting(), "A"), AWAY)


def words(chart) -> list[str]:
    return [str(text) for trace in chart.figure.data if trace.type == "scatter" for text in trace.text]


def test_each_cell_says_how_many_could_be_seen_of_how_many() -> None:
    chart = subjects_by_year(cells(SHOWN), "Tuesday and Wednesday", "light")
    assert chart.reading.startswith("On Tuesday and Wednesday something could be seen in 4 of 6 cells.")
    assert "Nothing could be seen of Art in Year 4 and Science in Year 4." in chart.alt
    assert [word for word in words(chart) if " of " in word] == [
        "0 of 1",
        "2 of 2",
        "1 of 1",
        "1 of 1",
        "1 of 1",
        "0 of 1",
    ]
    assert list(chart.table.columns) == ["Subject", "Year group", "Could be seen", "Of"] and len(chart.table) == 6


def test_strand_by_day_names_the_strands_that_are_not_there_on_the_two_days() -> None:
    chart = strands_by_day(strand_days(PRIMARY, AWAY, LENS, "A"), {2, 3}, "light")
    assert "None of Attendance is on Tuesday and Wednesday." in chart.reading
    assert "Teaching: Monday 1, Tuesday 2, Wednesday 1, Thursday 1, Friday 1." in chart.alt
    assert set(chart.table["Strand"]) == {"Teaching", "Attendance", "SEND"}


def test_without_practice_there_is_a_sentence_and_no_picture() -> None:
    days = strand_days([], [], LENS, None)
    for chart in (subjects_by_year(cells(()), "Tuesday", "light"), strands_by_day(days, {2}, "dark")):
        assert chart.figure is None and chart.reading == chart.alt and chart.table.empty


@pytest.mark.parametrize("mode", MODES)
def test_words_stand_out_from_their_cells_and_cells_from_the_page(mode: Mode) -> None:
    ink = INK[mode]
    graded = {colour for colours in COLOURS[mode].values() for colour in colours}
    for figure in (
        subjects_by_year(cells(SHOWN), "Tuesday", mode).figure,
        strands_by_day(strand_days(PRIMARY, AWAY, LENS, None), {2, 3}, mode).figure,
    ):
        for bars in (trace for trace in figure.data if trace.type == "bar"):
            fill, edge = bars.marker.color, bars.marker.line.color
            empty = fill == "rgba(0,0,0,0)"
            assert contrast(*((ink.muted, ink.page) if empty else (text_on(fill), fill))) >= 4.5
            assert contrast(edge, ink.page) >= 3
            assert not {fill, edge} & graded


def test_many_year_groups_have_short_heads_and_what_users_typed_stays_text() -> None:
    years = ", ".join(map(str, range(7, 14)))
    shown = look([practice("x", "Tue", "<b>Design</b> & technology", "", years)], typical_days(DaySetting(), None), [])
    said = words(subjects_by_year(cells(shown), "Tuesday", "light"))
    assert {"Y7", "Y13", "1/1"} <= set(said)
    assert any("&lt;b&gt;" in word for word in said) and not any("<b>" in word for word in said)


def test_a_mixed_colour_lies_between_the_two() -> None:
    assert mixed("#FFFFFF", "#000000", 0.5) == "#808080"
    assert mixed("#1F4E9E", "#FFFFFF", 1) == "#1F4E9E"


def test_the_frames_are_not_changed() -> None:
    frame = cells(SHOWN)
    before = frame.copy()
    subjects_by_year(frame, "Tuesday", "light")
    pd.testing.assert_frame_equal(frame, before)
