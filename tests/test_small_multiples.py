"""Small multiples of figures: like with like on one line, gaps left open, England dashed and named, words that fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from evaluation.charts.palette import INK
from evaluation.charts.small_multiples import measured, small_multiples
from evaluation.indicators.measures import measure
from evaluation.indicators.records import Figure, Period, Reference, census, school_year, term, to_date
from evaluation.indicators.series import series

ABSENCE = measure("persistent_daily")

Row = tuple[Period, float | str, float | None]
"""A period, our figure or why there is none, and England's."""


def rows(*given: Row, of: str = "persistent_daily", group: str = "") -> pd.DataFrame:
    figures = [
        Figure(str(place), of, group, period, *((None, said) if isinstance(said, str) else (said, "")), "Registers")
        for place, (period, said, _) in enumerate(given)
    ]
    england = [Reference(of, group, "", period, value, "DfE") for period, _, value in given if value is not None]
    return series(figures, england, measure(of), group, ("Primary", ""), date(2026, 11, 27))


def traces(frame: pd.DataFrame, of: str = "persistent_daily") -> dict[str, Sequence[float | None]]:
    """The heights of the panel's four traces."""
    (chart,) = small_multiples(measured(measure(of), "", frame), "light")
    assert chart.figure is not None
    names = ("national line", "national", "line", "ours", "gone")
    return dict(zip(names, (list(trace.y) for trace in chart.figure.data), strict=True))


def test_a_line_joins_autumn_with_autumn_and_leaves_other_terms_as_dots() -> None:
    frame = rows(
        (term("Autumn", 2025), 20.1, 19.1), (term("Spring", 2025), 21.4, None), (term("Autumn", 2026), 18.9, 19.5)
    )
    drawn = traces(frame)
    assert drawn["line"] == [20.1, 18.9]
    assert drawn["ours"] == [20.1, 21.4, 18.9]
    assert drawn["national line"] == [19.1, 19.5]


def test_a_suppressed_figure_leaves_a_gap_with_a_mark_and_a_word() -> None:
    frame = rows(
        (school_year(2024), 20.0, None), (school_year(2025), "suppressed", 18.7), (school_year(2026), 18.0, None)
    )
    drawn = traces(frame)
    assert drawn["line"] == [20.0, None, 18.0]
    assert len(drawn["gone"]) == 1
    (chart,) = small_multiples(measured(ABSENCE, "", frame), "light")
    assert chart.figure is not None
    assert "suppressed" in chart.figure.layout.title.text
    assert list(chart.table["Ours"]) == ["20.0%", "suppressed", "18.0%"]


def test_of_other_terms_englands_latest_stands_only_where_the_line_has_none() -> None:
    summer, autumn, again = term("Summer", 2025), term("Autumn", 2026), term("Summer", 2026)
    drawn = traces(rows((summer, 22.0, 21.9), (autumn, 21.0, 19.5), (again, 17.6, None)))
    assert drawn["national"] == [21.9]
    drawn = traces(rows((summer, 22.0, None), (autumn, 21.0, 19.5), (again, 17.6, None)))
    assert (drawn["national"], drawn["national line"]) == ([19.5], [None, None])


def test_why_no_figure_of_england_stands_beside_ours_is_told_to_whoever_asks() -> None:
    (panel,) = measured(ABSENCE, "", rows((school_year(2025), 20.7, 18.7), (school_year(2026), 18.9, None)))
    assert "no national figure for 2025/26" in panel.help and "2024/25: England 18.7%, ours 20.7%" in panel.help
    assert ABSENCE.definition in panel.help
    (bare,) = measured(ABSENCE, "", panel.series, under_series=True)
    assert (panel.name, bare.name) == ("Persistent absence (daily data)", "Persistent absence")
    (chart,) = small_multiples([panel], "light")
    assert "no national figure" in chart.table["England's source"].iloc[-1]


def test_a_small_step_is_not_drawn_as_a_great_one() -> None:
    (chart,) = small_multiples(measured(ABSENCE, "", rows((school_year(2026), 2.2, 2.3))), "light")
    assert chart.figure is not None
    axis = chart.figure.layout.yaxis
    assert len(set(axis.ticktext)) == len(axis.ticktext) >= 2
    assert axis.range[1] - axis.range[0] > 0.5


def test_years_without_a_row_are_no_line() -> None:
    drawn = traces(rows((school_year(2019), 65.0, 65.0), (school_year(2023), 60.0, 60.0), of="ks2_rwm"), "ks2_rwm")
    assert drawn["line"] == [65.0, None, 60.0]
    assert drawn["national line"] == [65.0, None, 60.0]


def test_terms_years_and_a_year_to_date_are_never_on_one_panel() -> None:
    frame = rows(
        (school_year(2025), 20.7, 18.7), (term("Autumn", 2026), 18.9, 19.5), (to_date(date(2026, 11, 13)), 17.0, None)
    )
    kinds = [set(panel.series["kind"]) for panel in measured(ABSENCE, "", frame)]
    assert sorted(map(sorted, kinds)) == [["term"], ["to_date"], ["year"]]


def test_the_title_is_the_sentence_that_the_panel_shows() -> None:
    frame = rows(
        (term("Autumn", 2025), 20.1, None), (term("Summer", 2025), 25.0, None), (term("Autumn", 2026), 18.9, 19.47)
    )
    (chart,) = small_multiples(measured(ABSENCE, "fsm", frame), "light")
    assert chart.title == (
        "Persistent absence (daily data), free school meals, fell from 20.1% to 18.9%; England 19.5%"
    )
    assert chart.reading == "Autumn 2024/25 to Autumn 2025/26 · lower is better"
    assert "Autumn 2025/26: 18.9%, England 19.5%" in chart.alt


@pytest.mark.parametrize(
    ("ours", "title"),
    [
        ((412.0,), "Pupils on roll: 412"),
        ((1412.0, 1412.0), "Pupils on roll stayed at 1,412"),
        ((400.0, 412.0), "Pupils on roll rose from 400 to 412"),
        ((400.0, "suppressed"), "Pupils on roll: 400; January 2026 suppressed"),
        (("not available",), "Pupils on roll: not available"),
    ],
)
def test_titles_say_no_more_than_is_known(ours: tuple[float | str, ...], title: str) -> None:
    first = 2027 - len(ours)
    frame = rows(*((census(first + place, 1), said, None) for place, said in enumerate(ours)), of="roll")
    (chart,) = small_multiples(measured(measure("roll"), "", frame), "light")
    assert chart.title == title
    assert "better" not in chart.reading  # neither more nor fewer pupils is


def test_groups_of_one_measure_share_their_scale_and_their_years() -> None:
    low, high = rows((school_year(2024), 10.0, None)), rows((school_year(2026), 40.0, None), group="fsm")
    panels = [*measured(ABSENCE, "", low), *measured(ABSENCE, "fsm", high)]
    one, other = (chart.figure for chart in small_multiples(panels, "light"))
    assert one is not None
    assert other is not None
    assert one.layout.yaxis.range == other.layout.yaxis.range
    assert one.layout.xaxis.range == other.layout.xaxis.range


@pytest.mark.parametrize("gap", [0.0, 0.1, 1.0, 5.0])
def test_our_label_and_englands_never_collide(gap: float) -> None:
    frame = rows((school_year(2025), 30.0, None), (school_year(2026), 20.0, 20.0 + gap))
    (chart,) = small_multiples(measured(ABSENCE, "", frame), "light")
    assert chart.figure is not None
    layout = chart.figure.layout
    low, high = layout.yaxis.range
    pixel = (high - low) / (layout.height - layout.margin.t - layout.margin.b)
    ours, england = (each for each in layout.annotations if each.xanchor == "left")
    assert "England" in england.text
    places = [each.y / pixel + each.yshift for each in (ours, england)]
    assert abs(places[0] - places[1]) >= 30


@pytest.mark.parametrize(("england", "side"), [(72.0, "top"), (70.0, "bottom")])
def test_our_first_label_stands_on_the_side_that_englands_mark_is_not(england: float, side: str) -> None:
    frame = rows((school_year(2025), 71.0, england), (school_year(2026), 71.0, None))
    (chart,) = small_multiples(measured(ABSENCE, "", frame), "light")
    assert chart.figure is not None
    (first,) = (each for each in chart.figure.layout.annotations if each.xanchor == "center")
    assert first.yanchor == side


def test_englands_line_is_told_apart_without_colour() -> None:
    frame = rows((school_year(2025), 30.0, 19.0), (school_year(2026), 20.0, 18.0))
    for mode in ("light", "dark"):
        (chart,) = small_multiples(measured(ABSENCE, "", frame), mode)
        assert chart.figure is not None
        line, marks, ours, _, _ = chart.figure.data
        assert (line.line.dash, ours.line.dash) == ("dash", None)
        assert marks.marker.symbol == "diamond-open"
        assert (line.line.color, ours.line.color) == (INK[mode].theirs, INK[mode].ours)


def test_in_a_narrow_column_years_do_not_run_into_each_other() -> None:
    panels = measured(ABSENCE, "", rows(*((school_year(year), 20.0, None) for year in range(2020, 2027))))
    (wide,), (narrow,) = small_multiples(panels, "light"), small_multiples(panels, "light", narrow=True)
    assert wide.figure is not None
    assert narrow.figure is not None
    assert len(narrow.figure.layout.xaxis.ticktext) <= 2 < len(wide.figure.layout.xaxis.ticktext)


def test_nothing_without_figures() -> None:
    assert small_multiples(measured(ABSENCE, "", rows()), "light") == []
