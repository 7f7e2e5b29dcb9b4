"""Charts that a leadership team can read: with colour or without, in light and dark, with any names."""

from __future__ import annotations

import itertools
import json
import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import streamlit
from PIL import ImageFont

from evaluation.charts import Chart, dumbbell, heatmap, steps, strip
from evaluation.charts.chart import changes, key, safe, wrapped
from evaluation.charts.palette import (
    COLOURS,
    INK,
    MODES,
    NOT_JUDGED,
    STATES,
    STRENGTH_LOOKS,
    Mode,
    contrast,
    grade_style,
    short_word,
)
from evaluation.comparison import compare
from evaluation.evidence.freshness import STRENGTHS
from evaluation.plan.actions import State
from evaluation.progress import history, panels, standing
from tests import sample
from tests.sample import CARD, OLD, OURS, OURS_NEXT, inspection, session

LIBRARY = sample.library()
DAY = date(2026, 10, 13)
PHONE = 358
"""Pixels of content across a phone."""
SCALES = [(mode, scale_id) for mode in MODES for scale_id in COLOURS[mode]]

MACHADO_2009 = {
    "full colour": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""What remains of linear red, green and blue at full severity (Machado, Oliveira and Fernandes 2009)."""

XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, seen_with: str) -> np.ndarray:
    """A colour in CIELAB (D65) as seen with a colour vision."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(np.array(MACHADO_2009[seen_with]) @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", MACHADO_2009)
@pytest.mark.parametrize("mode", MODES)
def test_any_two_colours_of_a_scale_differ_for_every_colour_vision(mode: Mode, vision: str) -> None:
    scales = {scale_id: (colours, 20 if scale_id else 16) for scale_id, colours in COLOURS[mode].items()}
    scales["states of actions"] = tuple(colours[mode] for _, colours in STATES.values()), 17
    scales["the two sides"] = (INK[mode].ours, INK[mode].theirs), 30
    for name, (colours, apart) in scales.items():
        for one, other in itertools.combinations(colours, 2):
            assert np.linalg.norm(lab(one, vision) - lab(other, vision)) > apart, (name, one, other)


@pytest.mark.parametrize(("mode", "scale_id"), SCALES)
def test_without_colour_neighbouring_grades_differ_in_lightness(mode: Mode, scale_id: str) -> None:
    for one, other in itertools.pairwise(COLOURS[mode][scale_id]):
        assert abs(lab(one, "full colour")[0] - lab(other, "full colour")[0]) > 11, (one, other)
        for vision in MACHADO_2009:
            assert np.linalg.norm(lab(one, vision) - lab(other, vision)) > 20, (one, other, vision)


@pytest.mark.parametrize("mode", MODES)
def test_every_state_and_strength_has_a_symbol_of_its_own_and_stands_out_from_the_page(mode: Mode) -> None:
    assert len({glyph for glyph, _ in STATES.values()}) == len(State)
    assert all(contrast(colours[mode], INK[mode].page) >= 3 for _, colours in STATES.values())
    assert list(STRENGTH_LOOKS) == list(STRENGTHS)
    assert len({glyph for glyph, _ in STRENGTH_LOOKS.values()}) == len(STRENGTHS)
    grades = {grade_style(scale_id, place, mode).glyph for scale_id in COLOURS[mode] for place in range(8)}
    assert NOT_JUDGED not in grades


@pytest.mark.parametrize("mode", MODES)
def test_the_page_has_the_colours_that_the_charts_were_made_for(mode: Mode) -> None:
    theme = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    ink, colours = INK[mode], theme[mode]
    assert colours["backgroundColor"].upper() == ink.page
    assert contrast(colours["textColor"], ink.page) >= 7
    states = [looks[mode] for _, looks in STATES.values()]
    assert [colour.upper() for colour in colours["chartCategoricalColors"]] == [ink.ours, ink.theirs, *states]


@pytest.mark.parametrize(("mode", "scale_id"), SCALES)
def test_marks_stand_out_from_the_page_and_text_from_its_cell(mode: Mode, scale_id: str) -> None:
    for place, colour in enumerate(COLOURS[mode][scale_id]):
        assert contrast(colour, INK[mode].page) >= 3, colour
        assert contrast(grade_style(scale_id, place, mode).text, colour) >= 4.5, colour


@pytest.mark.parametrize("mode", MODES)
def test_words_and_the_two_sides_stand_out_from_the_page(mode: Mode) -> None:
    ink = INK[mode]
    assert min(contrast(colour, ink.page) for colour in (ink.text, ink.muted, ink.ours, ink.theirs)) >= 4.5


@pytest.mark.parametrize(("mode", "scale_id"), SCALES)
def test_without_colour_each_grade_of_a_scale_still_has_its_own_shape(mode: Mode, scale_id: str) -> None:
    looks = [grade_style(scale_id, place, mode) for place in range(len(COLOURS[mode][scale_id]))]
    assert len({look.glyph for look in looks}) == len({look.symbol for look in looks}) == len(looks)


def test_a_school_s_own_long_scale_has_a_look_for_every_grade() -> None:
    assert grade_style("our-own", 25, "light").colour.startswith("#")


def test_short_words_fit_a_cell() -> None:
    names = [name for _, name in (*sample.REPORT_CARD, *sample.FOUR_GRADES, *sample.MET)]
    assert all(len(short_word(name)) <= 13 for name in (*names, "An exceedingly long grade", "Unbreakablelongword"))


# ------------------------------------------------------------------ the charts

LONG = "Personal development, behaviour, attitudes & the well-being of <every> pupil in our school"


def texts(chart: Chart) -> str:
    """Every text that a figure shows."""
    assert chart.figure is not None
    return json.dumps(json.loads(chart.figure.to_json()), ensure_ascii=False)


def compared() -> Chart:
    ours = session(
        date(2026, 3, 1),
        {"teaching": "strong_standard", "attendance": "needs_attention", "send": "exceptional", "safety": "met"},
    )
    findings = {
        "teaching": "expected_standard",
        "attendance_behaviour": "needs_attention",
        "safety": "met",
        "money": None,
    }
    return dumbbell(compare(inspection(date(2026, 4, 21), findings), ours, LIBRARY), "light")


def long_history(sessions: int) -> pd.DataFrame:
    grades = itertools.cycle(["needs_attention", "expected_standard", None, "strong_standard"])
    days = [date(2006 + n // 3, 1 + 4 * (n % 3), 1) for n in range(sessions)]
    return history([session(d, {"teaching": next(grades), "send": next(grades)}) for d in days], [], LIBRARY)


def test_the_dumbbell_draws_only_what_can_be_compared_and_lists_the_rest() -> None:
    chart = compared()
    shown = texts(chart)
    assert "one step higher" in shown and "part of Attendance and behaviour" in shown
    assert "SEND" not in shown
    differences = dict(zip(chart.table["Our strand"], chart.table["Difference"], strict=True))
    assert differences["Teaching"] == "one step higher" and differences["Attendance"] == "same"
    assert "partly cover" in differences["SEND"]


def test_the_dumbbell_places_both_grades_over_the_words_of_their_scale() -> None:
    theirs, ours = compared().figure.data[-2:]
    assert list(ours.x) == [0.7, 0.3, 0.75]
    assert list(theirs.x) == [0.5, 0.3, 0.75]
    assert list(ours.y) == list(theirs.y)


def test_when_nothing_can_be_compared_there_is_a_table_and_no_figure() -> None:
    old = inspection(date(2026, 4, 21), {"quality": "good"}, OLD)
    chart = dumbbell(compare(old, session(date(2026, 3, 1), {"teaching": "exceptional"}), LIBRARY), "dark")
    assert chart.figure is None
    assert list(chart.table["Difference"]) == ["The grades are on different scales."]


def test_the_dumbbell_s_title_promises_our_grades_only_where_there_are_some() -> None:
    findings = inspection(date(2026, 5, 12), {"teaching": "exceptional"})
    ours = session(date(2026, 3, 1), {"teaching": "exceptional"})
    beside, alone = (dumbbell(compare(findings, one, LIBRARY), "light") for one in (ours, None))
    assert beside.title == "Our grades beside the inspection of 12 May 2026"
    assert alone.title == "What inspectors found on 12 May 2026" and alone.figure is None


@pytest.mark.parametrize("make", [lambda: strip(stand(), "light", DAY), compared], ids=["strip", "dumbbell"])
def test_on_a_phone_the_grade_headings_neither_leave_the_figure_nor_touch(make) -> None:
    figure = make().figure
    words = next(trace for trace in figure.data if trace.mode == "text")
    margin = figure.layout.margin
    ends: dict[float, float] = {}
    for x, y, text, position, size in zip(
        words.x, words.y, words.text, words.textposition, words.textfont.size, strict=True
    ):
        if position == "top center":
            half = max(map(font(size).getlength, text.split("<br>"))) / 2
            middle = margin.l + x * (PHONE - margin.l - margin.r)
            assert middle - half >= 4 + ends.get(y, 0) and middle + half <= PHONE, text
            ends[y] = middle + half
    assert ends


def font(size: int) -> ImageFont.FreeTypeFont:
    """The app's own letters."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    letters = ImageFont.truetype(next(media.glob("SourceSansVF-Upright*")), size)
    letters.set_variation_by_axes([400])
    return letters


def test_the_dumbbell_s_alternative_says_what_both_said() -> None:
    assert "Teaching: we said Strong standard, inspectors Expected standard." in compared().alt


def stand(**changed: object) -> pd.DataFrame:
    row = {
        "strand": "Teaching",
        "scale_id": "ofsted-report-card",
        "grades": tuple(name for _, name in sample.REPORT_CARD),
        "chosen": "Strong standard",
        "supported": "Needs attention",
        "direction": "improve",
        "evidence": None,
    }
    return pd.DataFrame([row | changed], dtype=object)


def test_the_strip_shows_the_chosen_grade_filled_and_the_supported_one_as_a_ring() -> None:
    chart = strip(stand(), "light", DAY)
    supported, chosen = chart.figure.data[-2:]
    assert (list(supported.x), supported.marker.symbol) == ([0.3], "circle-open")
    assert (list(chosen.x), list(chosen.marker.symbol)) == ([0.7], ["square"])
    assert "to improve" in texts(chart)
    assert "our grade (each grade has its own shape)" in texts(chart) and "what the marks support" in texts(chart)
    assert chart.title == "Where we stood on 13 October 2026"
    assert chart.alt == "Teaching: Strong standard, where the marks support Needs attention."


@pytest.mark.parametrize("mode", MODES)
def test_the_weaker_the_evidence_the_fainter_the_fill_and_the_words_say_it_too(mode: Mode) -> None:
    look = grade_style("ofsted-report-card", 3, mode)
    shares = []
    for strength in STRENGTHS:
        chart = strip(stand(evidence=strength), mode, DAY)
        marker = chart.figure.data[-1].marker
        assert list(marker.line.color) == [look.colour]
        shares.append(contrast(marker.color[0], INK[mode].page))
        assert "Evidence:" in texts(chart)
        assert "Evidence:" in chart.alt
        assert list(chart.table["Evidence"]) == [str(strength)]
    assert shares == sorted(shares)
    assert chart.figure.data[-1].marker.color[0] == look.colour


def test_a_strand_that_is_not_judged_has_no_marker_and_says_so() -> None:
    chart = strip(stand(chosen=None, supported=None, direction=None), "light", DAY)
    assert not len(chart.figure.data[-1].x)
    assert "not judged yet" in texts(chart)
    assert chart.table["Our grade"][0] == "Not judged"
    assert chart.reading == "Of 1 strand, 1 not judged."


def test_the_strip_takes_what_standing_returns() -> None:
    rows = standing(session(date(2026, 3, 1), {"teaching": "exceptional", "safety": None}), LIBRARY, {})
    assert len(strip(rows, "dark", DAY).table) == 2
    assert strip(rows.iloc[:0], "dark", DAY).figure is None


def test_the_line_is_not_drawn_across_a_change_of_edition() -> None:
    sessions = [
        session(date(2025, 11, 20), {"teaching": "needs_attention"}),
        session(date(2026, 3, 5), {"teaching": "expected_standard"}),
        session(date(2026, 10, 2), {"teaching": "strong_standard"}, OURS_NEXT, is_open=True),
    ]
    (block,) = panels(history(sessions, [], LIBRARY), LIBRARY)
    (chart,) = steps(block, "light")
    line = next(trace for trace in chart.figure.data if trace.line.shape == "hv")
    assert list(line.y) == [1, 2, None, 3]
    assert "New edition: Our strands 2026" in texts(chart)
    assert list(chart.figure.data[-1].marker.symbol) == ["circle", "circle", "circle-open"]


def reading(*sessions, strand: str) -> str:
    """What the chart of a strand says of it."""
    charts = [chart for block in panels(history(sessions, [], LIBRARY), LIBRARY) for chart in steps(block, "light")]
    return next(chart.reading for chart in charts if chart.title == strand)


NOVEMBER, APRIL, OCTOBER = date(2025, 11, 20), date(2026, 4, 20), date(2026, 10, 13)


@pytest.mark.parametrize(
    ("grades", "says"),
    [
        (
            ("expected_standard", "strong_standard", "expected_standard"),
            "SEND is at Expected standard; it was at Strong standard in April 2026 "
            "and at Expected standard in November 2025.",
        ),
        (
            ("expected_standard", "needs_attention", "strong_standard"),
            "SEND is at Strong standard; it was at Needs attention in April 2026 "
            "and at Expected standard in November 2025.",
        ),
        (
            ("expected_standard", "expected_standard", "strong_standard"),
            "SEND is at Strong standard, up from Expected standard in April 2026.",
        ),
        (
            ("strong_standard", "expected_standard", "expected_standard"),
            "SEND is at Expected standard, down from Strong standard in November 2025.",
        ),
        (("exceptional",) * 3, "SEND is at Exceptional, as it was in November 2025."),
        (("exceptional", None, "exceptional"), "SEND is at Exceptional, as it was in November 2025."),
        (
            ("exceptional", "strong_standard", None),
            "SEND was at Strong standard in April 2026; it was not judged on 13 October 2026.",
        ),
        ((None, None, "exceptional"), "SEND is at Exceptional, its first grade on this scale."),
    ],
)
def test_a_step_chart_says_where_the_strand_is_and_where_it_was_and_when(grades, says) -> None:
    days = (NOVEMBER, APRIL, OCTOBER)
    assert (
        reading(*(session(on, {"send": grade}) for on, grade in zip(days, grades, strict=True)), strand="SEND") == says
    )


def test_a_line_needs_a_second_self_evaluation_only_where_its_framework_has_one() -> None:
    old = session(NOVEMBER, {"quality": "good"}, OLD)
    one = reading(old, session(APRIL, {"send": "exceptional"}), strand="SEND")
    assert one == "SEND is at Exceptional; a line needs a second self-evaluation."
    first_under_next = session(OCTOBER, {"send": "exceptional"}, OURS_NEXT)
    assert reading(session(APRIL, {"send": "exceptional"}), first_under_next, strand="SEND") == (
        "SEND is at Exceptional, the first since the framework changed."
    )


def test_the_axis_of_a_step_chart_is_the_grade_words_lowest_at_the_bottom() -> None:
    (block,) = panels(history([session(date(2025, 11, 20), {"teaching": "exceptional"})], [], LIBRARY), LIBRARY)
    axis = steps(block, "light")[0].figure.layout.yaxis
    words = [text.replace("<br>", " ") for text in axis.ticktext]
    assert words == [name for _, name in sample.REPORT_CARD]
    assert axis.range[0] < axis.range[1]


def test_inspections_are_a_diamond_where_comparable_and_otherwise_a_labelled_line() -> None:
    records = history(
        [session(date(2025, 11, 20), {"teaching": "exceptional"})],
        [
            inspection(date(2022, 5, 1), {"quality": "good"}, OLD),
            inspection(date(2026, 1, 8), {"teaching": "exceptional"}, CARD),
        ],
        LIBRARY,
    )
    (block,) = panels(records, LIBRARY)
    chart = steps(block, "light")[0]
    diamonds = next(trace for trace in chart.figure.data if trace.marker.symbol == "diamond-open")
    assert list(diamonds.y) == [4]
    assert "Inspection, not comparable" in texts(chart)
    assert "Old areas, 2022:" in texts(chart)
    assert list(chart.table["Grade"]) == ["Not comparable", "Exceptional", "Exceptional"]


def test_the_heat_map_outlines_what_is_not_judged_and_never_colours_it() -> None:
    records = history([session(date(2026, 3, 1), {"teaching": "exceptional", "send": None})], [], LIBRARY)
    chart = heatmap(records, "light")
    cells = [trace for trace in chart.figure.data if trace.type == "bar"]
    assert [list(trace.marker.color) for trace in cells] == [[grade_style("ofsted-report-card", 4, "light").colour]]
    assert "not judged" in texts(chart)
    assert list(chart.table["Grade"]) == ["Exceptional", "Not judged"]
    assert chart.reading == "1 self-evaluation under Our strands 2025; 1 grade not judged."


def test_every_cell_of_the_heat_map_holds_a_symbol_and_the_newest_hold_words_too() -> None:
    few = texts(heatmap(long_history(3), "light"))
    assert "◆</span><br>Attention" in few and "■</span><br>Strong" in few
    many = heatmap(long_history(60), "light")
    bars = [trace for trace in many.figure.data if trace.type == "bar"]
    assert sum(len(bar.x) for bar in bars) == 90
    assert max(len(bar.x) for bar in bars) <= 2 * 20


def test_frameworks_have_their_own_blocks_in_the_heat_map() -> None:
    records = history(
        [
            session(date(2025, 3, 1), {"quality": "good"}, OLD),
            session(date(2026, 3, 1), {"teaching": "exceptional"}, OURS),
        ],
        [],
        LIBRARY,
    )
    chart = heatmap(records, "light")
    shown = texts(chart)
    assert shown.index("Our strands 2025") < shown.index("Old areas")
    assert chart.reading == "1 self-evaluation under Our strands 2025 and 1 under Old areas; every strand is judged."


@pytest.mark.parametrize(("older", "newer"), [(2, 1), (14, 6)], ids=["with words", "with symbols"])
def test_where_the_edition_changes_the_heat_map_has_a_gap_and_each_edition_s_name(older: int, newer: int) -> None:
    sessions = [session(date(2025, 11, 1 + n), {"teaching": "exceptional"}) for n in range(older)]
    sessions += [session(date(2026, 10, 1 + n), {"teaching": "exceptional"}, OURS_NEXT) for n in range(newer)]
    chart = heatmap(history(sessions, [], LIBRARY), "light")
    assert "<b>Our strands 2025</b>" in texts(chart) and "<b>Our strands 2026</b>" in texts(chart)
    bar = [trace for trace in chart.figure.data if trace.type == "bar"][-1]
    steps_between = np.diff(sorted(bar.x))
    assert (steps_between > steps_between.min() + 0.02).sum() == 1
    assert max(bar.x) + bar.width / 2 <= 1
    lines = [trace for trace in chart.figure.data if trace.type == "scatter" and trace.mode == "lines"]
    rule = next(trace for trace in lines if trace.line.width == 2)
    assert list(rule.x).count(None) == 2
    assert chart.reading.startswith(f"{newer} self-evaluation")
    assert f"and {older} under Our strands 2025;" in chart.reading


@pytest.mark.parametrize("newer", ["1111", "0111", "0011", "0001", "0100", "0010"])
def test_a_long_name_of_an_edition_stays_inside_the_heat_map(newer: str) -> None:
    keys = [OURS_NEXT if digit == "1" else OURS for digit in newer]
    records = history(
        [session(date(2026, 11, 1 + n), {"teaching": "exceptional"}, k) for n, k in enumerate(keys)], [], LIBRARY
    )
    records["framework_name"] = records["framework_name"].replace(
        "Our strands 2026", "Our own strands as agreed with governors, second edition"
    )
    words = heatmap(records, "light").figure.data[-1]
    for x, text, position in zip(words.x, words.text, words.textposition, strict=True):
        if "governors" in text or "edition" in text:
            room = 1 - x if position == "bottom right" else x
            assert len(text) - len("<b></b>") <= 46 * room


def test_without_a_self_evaluation_the_heat_map_says_so() -> None:
    chart = heatmap(history([], [], LIBRARY), "light")
    assert chart.figure is None and chart.reading == "There is no self-evaluation with grades yet."


def test_names_from_data_are_shown_as_typed_and_never_cut() -> None:
    lines = wrapped(LONG, 30)
    assert "<" not in "".join(lines) and "&lt;every&gt;" in " ".join(lines)
    assert " ".join(lines) == safe(LONG)
    shown = texts(strip(stand(strand=LONG), "light", DAY))
    assert "&lt;every&gt;" in shown and "<every>" not in shown


def test_rows_never_overlap_however_long_their_names() -> None:
    rows = pd.concat([stand(strand=LONG), stand(), stand(strand=LONG * 2)], ignore_index=True)
    figure = strip(rows, "light", DAY).figure
    tracks = list(figure.data[-1].y)
    assert all(later - earlier >= 46 for earlier, later in itertools.pairwise(tracks))
    assert figure.layout.height > max(tracks)


@pytest.mark.parametrize("mode", MODES)
def test_every_chart_says_what_it_shows_and_has_words_and_a_table(mode: Mode) -> None:
    records = long_history(4)
    (block,) = panels(records, LIBRARY)
    for chart in (strip(stand(), mode, DAY), heatmap(records, mode), *steps(block, mode), compared()):
        assert chart.title and chart.alt
        assert chart.reading.endswith(".") and "\n" not in chart.reading
        assert not any("_" in str(column) for column in chart.table.columns)
        assert "strong_standard" not in chart.table.to_csv()
        assert chart.figure.layout.template.layout.font.family == "Source Sans, sans-serif"
        assert chart.figure.layout.template.layout.paper_bgcolor == "rgba(0,0,0,0)"


def test_a_long_way_is_told_by_its_beginning_and_its_end() -> None:
    days = [date(2006 + n, 1, 1) for n in range(20)]
    told = changes([(on, "Good" if n % 2 else "Inadequate") for n, on in enumerate(days)])
    assert told.startswith("Inadequate from Jan 2006, 15 more changes, ")
    assert told.endswith("Good from Jan 2025")


def test_a_key_breaks_into_lines_that_fit_a_phone() -> None:
    assert key([("●", "#000000", "a" * 20)] * 3).count("<br>") == 2
