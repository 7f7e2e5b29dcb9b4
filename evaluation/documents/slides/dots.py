"""Places on one scale as PowerPoint's own chart: a row for each strand or date, a column for each grade.

PowerPoint has no chart with words on both axes. So the dots are a scatter chart whose sheet says for each row the
number of the grade, 1 for the lowest, with the key beside it; a dot moves when its number is changed. The words of
rows and grades are texts inside the chart. Dots carry the colour and shape of their side, never that of a grade,
which would be wrong after a change; the colours of the grades are behind their words.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from evaluation.charts.palette import COLOURS, INK, grade_style
from evaluation.deck import Dots
from evaluation.documents.slides.native import Put
from evaluation.documents.slides.parts import Label, area, label, rgb
from evaluation.documents.slides.room import Box, cut, fitted, letters, lines, one_line
from evaluation.documents.slides.sheet import Cell, Formula, column, sheet
from evaluation.documents.slides.strips import FOOT, HEAD, KEY, SIZES

_INK = INK["light"]
_LOOKS = (
    (XL_MARKER_STYLE.CIRCLE, ""),
    (XL_MARKER_STYLE.DIAMOND, _INK.theirs),
    (XL_MARKER_STYLE.SQUARE, _INK.muted),
    (XL_MARKER_STYLE.TRIANGLE, COLOURS["light"][""][3]),
)
ROOM = 0.6
"""Half a column behind the last grade, and no line where there is no grade; the first has a whole one before it."""
_GRADE_SIZES = (16, 14, 13, 12, 11, 10, 9)
_SAID = 14
_BOLD = 1.25
"""How much wider bold letters are, so that no word breaks where another font stands in for the theme's."""


def dots(put: Put, form: Dots, box: Box, on: datetime, number: int, names: float, key: bool) -> Any:
    """The chart; `number` is that of its drawing in the file, from 1.

    `names` is how wide the names of its rows stand, in inches; with `key` it names its sides below.
    """
    rows, sides = len(form.rows), list(form.sides.items())
    data = XyChartData()
    offsets = [_offset(place, len(sides)) for place in range(len(sides))]
    for (name, places), up in zip(sides, offsets, strict=True):
        series = data.add_series(one_line(name) or " ")
        for row, place in enumerate(places):
            at = (None, None) if place is None else (place + 1, _height(rows, row, up))
            series.add_data_point(*at)
    frame = put(XL_CHART_TYPE.XY_SCATTER, data)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.theme_color = Pt(16), MSO_THEME_COLOR.TEXT_1
    _sheet(chart, form, offsets, on)
    _axes(chart, rows, len(form.grades))
    high = (box.high - HEAD - (KEY if key else FOOT)) / rows
    for place, series in enumerate(chart.plots[0].series):
        _dot(series, *_LOOKS[place % len(_LOOKS)], min(17, int(high * 72 * (0.5 if len(sides) < 2 else 0.4))))
    chart.has_legend = key
    if key:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(16)
    area(chart, names / box.wide, HEAD / box.high, (box.wide - names) / box.wide, high * rows / box.high)
    nothing = _without(form, box, names, high)
    label(chart, [*_grades(form, box, names), *_rows(form, box, names, high), *nothing], box, number)
    return frame


def _offset(place: int, sides: int) -> float:
    """How far a side's dots stand above the middle of their row, as a share of it, so that none hides another."""
    return 0.0 if sides < 2 else round(0.36 * (0.5 - place / (sides - 1)), 3)


def _height(rows: int, row: int, up: float) -> float:
    """How high a dot stands: the first row on top."""
    return round(rows - row - 0.5 + up, 3)


def _grades(form: Dots, box: Box, names: float) -> list[Label]:
    """The words of the grades, each over its column on the colour of the grade."""
    step = (box.wide - names) / (len(form.grades) + ROOM)
    wide = min(step * 0.98, 2.4)
    found = []
    words = [one_line(grade) for grade in form.grades]
    inside = Box(0, 0, wide - 0.05, HEAD - 0.1)
    size = min(_grade_size(word, inside) for word in words)
    for place, word in enumerate(words):
        style = grade_style(form.scale_id, place, "light")
        x = (names + step * (place + 1) - wide / 2) / box.wide
        where = Box(x, 0, wide / box.wide, (HEAD - 0.1) / box.high)
        text = cut(word, inside.wide, size * _BOLD, 2)
        found.append(Label(text, where, size, "ctr", True, style.text, style.colour))
    return found


def _grade_size(word: str, inside: Box) -> int:
    """The largest size in which no word of a grade is broken and all stand in two lines."""
    longest = max(map(len, word.split()), default=1)
    sizes = [
        size
        for size in _GRADE_SIZES
        if letters(inside.wide, size * _BOLD) >= longest and lines(word, inside.wide, size * _BOLD) <= 2
    ]
    return sizes[0] if sizes else _GRADE_SIZES[-1]


def _rows(form: Dots, box: Box, names: float, high: float) -> list[Label]:
    """The name of each row at its left."""
    inside = Box(0, 0, names - 0.2, high)
    size = min(fitted(row, inside, SIZES)[1] for row in form.rows)
    found = []
    for place, row in enumerate(form.rows):
        where = Box(0, (HEAD + place * high) / box.high, (names - 0.1) / box.wide, high / box.high)
        found.append(Label(fitted(row, inside, (size,))[0], where, size))
    return found


def _without(form: Dots, box: Box, names: float, high: float) -> list[Label]:
    """A word in a row without any dot, before the first grade: nobody has to ask whether one is missing."""
    wide = (box.wide - names) / (len(form.grades) + ROOM)
    found = []
    for row in range(len(form.rows)):
        if all(places[row] is None for places in form.sides.values()):
            where = Box(names / box.wide, (HEAD + row * high) / box.high, wide / box.wide, high / box.high)
            found.append(Label("no grade", where, _SAID, colour=_INK.muted))
    return found


def _axes(chart: Any, rows: int, grades: int) -> None:
    """Lines for the grades and between the rows; both axes are there, without numbers."""
    for axis, most in ((chart.category_axis, grades + ROOM), (chart.value_axis, rows)):
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, most, 1
        axis.has_major_gridlines, axis.has_minor_gridlines = True, False
        axis.major_gridlines.format.line.color.rgb = rgb(_INK.grid)
        axis.major_gridlines.format.line.width = Pt(0.75)
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        axis.format.line.color.rgb = rgb(_INK.grid)


def _dot(series: Any, style: Any, colour: str, size: int) -> None:
    series.format.line.fill.background()
    series.marker.style, series.marker.size = style, max(7, size)
    fill = series.marker.format.fill
    fill.solid()
    if colour:
        fill.fore_color.rgb = rgb(colour)
    else:
        fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_2
    series.marker.format.line.color.rgb = rgb(_INK.page)


def _sheet(chart: Any, form: Dots, offsets: list[float], on: datetime) -> None:
    """The chart's sheet: row names, the number of each side's grade, the height of each row, the key of the numbers."""
    rows, sides = len(form.rows), list(form.sides)
    many = len(sides)
    head: list[Cell] = ["Row", *(f"{one_line(side)}: number of the grade" for side in sides)]
    head += [f"{one_line(side)}: height in the chart" for side in sides]
    head += [None, "Number", "Grade"]
    table: list[list[Cell]] = [head]
    for place in range(max(rows, len(form.grades))):
        cells: list[Cell] = [None] * (2 * many + 1)
        if place < rows:
            grades = [form.sides[side][place] for side in sides]
            cells = [one_line(form.rows[place]), *(None if grade is None else grade + 1 for grade in grades)]
            for side, (grade, up) in enumerate(zip(grades, offsets, strict=True), start=1):
                high, cell = _height(rows, place, up), column(side, place + 2, place + 2)
                cells.append(Formula(f"=IF(ISNUMBER({cell}),{high},NA())", None if grade is None else high))
        key: list[Cell] = [place + 1, one_line(form.grades[place])] if place < len(form.grades) else []
        table.append([*cells, None, *key])
    chart.part.chart_workbook.update_from_xlsx_blob(sheet(table, on))
    for place, series in enumerate(chart._chartSpace.iter(qn("c:ser"))):
        for name, where in (("xVal", place + 1), ("yVal", place + 1 + many)):
            series.find(f"{qn('c:' + name)}//{qn('c:f')}").text = column(where, 2, rows + 1)
        series.find(f"{qn('c:tx')}//{qn('c:f')}").text = column(place + 1, 1, 1)
