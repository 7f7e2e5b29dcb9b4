"""PowerPoint's own charts of counts and figures: stacked parts, bars, lines. Editing their numbers redraws them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from evaluation.charts.palette import COLOURS, INK, text_on
from evaluation.deck import Bars, Lines, Stack
from evaluation.documents.slides.pages import lying, missing, most
from evaluation.documents.slides.parts import area, heading, rgb
from evaluation.documents.slides.room import POINTS, Box, letters, one_line
from evaluation.documents.slides.sheet import Cell, sheet

Put = Callable[[Any, Any], Any]
"""Makes a chart of a type from data where it belongs, and gives the shape that holds it."""

SIZE, SMALL = 16, 14
WHOLE = frozenset({"pupils", "days"})
"""Units that are counted: no axis of theirs has half a step."""
_INK = INK["light"]
_MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
)
_APART = 0.09
"""How far the ends of two lines are apart, as a share of the axis, for both figures to have room."""


def stack(put: Put, form: Stack, box: Box, on: datetime, number: int) -> Any:
    """Counts on top of each other, the first part at the bottom."""
    flat = lying(form, number)
    kind = XL_CHART_TYPE.BAR_STACKED if flat else XL_CHART_TYPE.COLUMN_STACKED
    frame, chart = _made(put, kind, form.labels, [(name, counts) for name, _, counts in form.parts], on)
    _categories(chart, form.labels, flat, box)
    longest = most(form)
    _no_values(chart, longest)
    least = math.ceil(longest * (1.3 * SMALL / (box.wide * 0.6 if flat else box.high * 0.8) / POINTS))
    counted = flat or len(form.labels) <= box.wide * 1.5
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 45
    for series, (_, colour, _) in zip(plot.series, form.parts, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour)
        series.format.line.color.rgb = rgb(_INK.page)
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = counted, f'[<{least}]"";0', False
        labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(SMALL), True, rgb(text_on(colour))
    _legend(chart, XL_LEGEND_POSITION.TOP if flat else XL_LEGEND_POSITION.RIGHT)
    return frame


def bars(put: Put, form: Bars, box: Box, on: datetime, number: int) -> Any:
    """One bar for each count, with the count at its end."""
    flat = lying(form, number)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if flat else XL_CHART_TYPE.COLUMN_CLUSTERED
    unit = one_line(form.unit) or "Number"
    frame, chart = _made(put, kind, form.labels, [(unit, form.values)], on)
    _categories(chart, form.labels, flat, box)
    _no_values(chart, most(form) * 1.12)
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 55, False
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_2
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = "#,##0", False
    labels.font.size, labels.font.bold = Pt(SIZE), True
    chart.has_legend = False
    heading(chart, unit[:1].upper() + unit[1:], box)
    return frame


def lines(put: Put, form: Lines, box: Box, on: datetime, number: int) -> Any:
    """Figures over time with the last one in words; where there is no figure the line has a gap."""
    named = [(one_line(line.name) or "Line", [None if missing(v) else v for v in line.values]) for line in form.lines]
    frame, chart = _made(put, XL_CHART_TYPE.LINE_MARKERS, form.labels, named, on)
    _categories(chart, form.labels, False, box)
    low, high, step = scale([value for _, values in named for value in values if value is not None], form.unit)
    shown = _exact([step])
    sign = "%" if form.unit == "%" else ""
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.has_major_gridlines, axis.major_tick_mark = True, XL_TICK_MARK.NONE
    axis.major_gridlines.format.line.color.rgb, axis.major_gridlines.format.line.width = rgb(_INK.grid), Pt(0.75)
    axis.format.line.fill.background()
    axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(SMALL), rgb(_INK.muted)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = f'{shown}"{sign}"', False
    ends = [next((v for v in reversed(values) if v is not None), None) for _, values in named]
    every_end = _apart([end for end in ends if end is not None], high - low)
    others = 0
    for place, (series, line) in enumerate(zip(chart.plots[0].series, form.lines, strict=True)):
        series.smooth = False
        look = series.format.line
        look.width = Pt(2.25 if line.national else 3.5)
        if line.national:
            look.dash_style = MSO_LINE.DASH
            colour = _INK.muted
        elif others == 0:
            colour, others = "", 1
        else:
            colour, others = (_INK.theirs, *COLOURS["light"][""])[others - 1], others + 1
        _colour(look.color, colour)
        _marker(series.marker, _MARKERS[place % len(_MARKERS)], 6 if line.national else 9, colour)
        last = max((n for n, v in enumerate(named[place][1]) if v is not None), default=None)
        if last is not None and (every_end or not colour):
            where = _beside([values for _, values in named], place, last, low, high)
            _end(series, last, colour, f'{_exact(named[place][1])}"{sign}"', where)
    left, right = (0.06, 0.92) if number == 1 else (0.11, 0.86)
    chart.has_legend = len(named) > 1
    if chart.has_legend:
        _legend(chart, XL_LEGEND_POSITION.BOTTOM)
    area(chart, left, 0.13, right - left, 0.6 if chart.has_legend else 0.72)
    unit = "" if not form.unit or form.unit.casefold() in form.measure.casefold() else f", {form.unit}"
    heading(chart, f"{form.measure}{unit}", box)
    return frame


def scale(values: Sequence[float], unit: str) -> tuple[float, float, float]:
    """Where an axis begins and ends, and its step: from 0, unless all figures lie far from it and close together."""
    low, high = min(values), max(values)
    if low >= 0 and (low < 0.5 * high or high == 0):
        low = 0.0
    spread = next(each for each in (high - low, abs(high) * 0.1, 1.0) if each > 1e-6)
    raw = spread / 4
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(each * size for each in (1, 2, 2.5, 5, 10) if each * size >= raw)
    if unit in WHOLE:
        step = max(1.0, step)
    start, end = math.floor(low / step) * step, math.ceil(high / step) * step
    if start == low and low > 0:
        start -= step
    if unit == "%" and high <= 100:
        end = min(end, 100.0)
    return round(start, 9), round(end if end > start else start + step, 9), round(step, 9)


# ------------------------------------------------------------------ what they share


def _made(
    put: Put, kind: Any, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], on: datetime
) -> tuple[Any, Any]:
    """A chart over labels, with its little workbook: labels in column A, one column for each series."""
    data = CategoryChartData()
    data.categories = [one_line(label) or " " for label in labels]
    for name, values in series:
        data.add_series(one_line(name), values)
    frame = put(kind, data)
    chart = frame.chart
    head: list[Cell] = ["", *(one_line(name) for name, _ in series)]
    rows: list[list[Cell]] = [
        [one_line(label) or " ", *(values[place] for _, values in series)] for place, label in enumerate(labels)
    ]
    chart.part.chart_workbook.update_from_xlsx_blob(sheet([head, *rows], on))
    chart.has_title = False
    chart.font.size, chart.font.color.theme_color = Pt(SIZE), MSO_THEME_COLOR.TEXT_1
    return frame, chart


def _categories(chart: Any, labels: Sequence[str], flat: bool, box: Box) -> None:
    """The labels along the axis; where not all have room beneath it, every second or third."""
    axis = chart.category_axis
    axis.has_major_gridlines, axis.major_tick_mark = False, XL_TICK_MARK.NONE
    axis.format.line.color.rgb = rgb(_INK.muted)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    size = SIZE if flat or len(labels) <= box.wide * 0.75 else SMALL
    axis.tick_labels.font.size = Pt(size)
    if flat:
        axis.reverse_order = True
        return
    _upright(axis)
    longest = max(len(word) for label in labels for word in label.split() or [""])
    in_a_row = letters(box.wide * 0.72, size * 1.2) // (longest + 1)
    if len(labels) > in_a_row:
        _skip(axis, -(-len(labels) // max(1, in_a_row)))


def _upright(axis: Any) -> None:
    """Labels in lines below each other, never turned."""
    body = axis._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")
    body.set("rot", "0")
    body.set("vert", "horz")


def _skip(axis: Any, every: int) -> None:
    """Name only every so many-th label."""
    element = axis._element
    before = element.find(qn("c:noMultiLvlLbl"))
    for name in ("tickLblSkip", "tickMarkSkip"):
        skip = parse_xml(f'<c:{name} {nsdecls("c")} val="{every}"/>')
        if before is None:
            element.append(skip)
        else:
            before.addprevious(skip)


def _no_values(chart: Any, most: float) -> None:
    """Without an axis of numbers: they stand in the bars."""
    axis = chart.value_axis
    axis.has_major_gridlines, axis.visible = False, False
    axis.minimum_scale, axis.maximum_scale = 0, max(1, most)


def _legend(chart: Any, position: Any) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = position, False
    chart.legend.font.size = Pt(SIZE)


def _marker(marker: Any, style: Any, size: int, colour: str) -> None:
    marker.style, marker.size = style, size
    marker.format.fill.solid()
    _colour(marker.format.fill.fore_color, colour)
    marker.format.line.color.rgb = rgb(_INK.page)


def _beside(lines: Sequence[Sequence[float | None]], place: int, last: int, low: float, high: float) -> str:
    """Where the last figure of a line has room: right of its point, or off the other line where that one goes on.

    `low` and `high` are where the axis begins and ends: a figure does not stand on the words beneath.
    """
    ours = lines[place]
    if last == len(ours) - 1:
        return "r"
    others = [line[last] for number, line in enumerate(lines) if number != place]
    mine = ours[last] or 0.0
    under = any(other is not None and other >= mine for other in others)
    return "b" if under and mine - low > 2 * _APART * (high - low) else "t"


def _end(series: Any, last: int, colour: str, number_format: str, where: str) -> None:
    """The last figure beside its point; `where` is PowerPoint's letter for the side."""
    fill = f'<a:srgbClr val="{colour[1:]}"/>' if colour else '<a:schemeClr val="tx2"/>'
    labels = parse_xml(
        f'<c:dLbls {nsdecls("c", "a")}><c:dLbl><c:idx val="{last}"/>'
        f'<c:numFmt formatCode="{number_format.replace(chr(34), "&quot;")}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{SIZE * 100}" b="1"><a:solidFill>{fill}</a:solidFill></a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="en-GB"/></a:p></c:txPr><c:dLblPos val="{where}"/><c:showLegendKey val="0"/>'
        f'<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        f'<c:showBubbleSize val="0"/></c:dLbl><c:showLegendKey val="0"/>'
        f'<c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        f'<c:showBubbleSize val="0"/></c:dLbls>'
    )
    element = series._element
    element.find(qn("c:cat")).addprevious(labels)


def _exact(values: Sequence[float | None]) -> str:
    """A format as exact as the figures are, with at most two decimals: a step of 0.25 is not rounded to 0.3."""
    most = max((len(f"{value:.2f}".rstrip("0").partition(".")[2]) for value in values if value is not None), default=0)
    return "#,##0" + ("." + "0" * most if most else "")


def _apart(ends: Sequence[float], spread: float) -> bool:
    ordered = sorted(ends)
    return all(high - low >= _APART * spread for low, high in pairwise(ordered))


def _colour(target: Any, colour: str) -> None:
    """A colour, or the school's own as it can be read where that is ""."""
    if colour:
        target.rgb = rgb(colour)
    else:
        target.theme_color = MSO_THEME_COLOR.TEXT_2
