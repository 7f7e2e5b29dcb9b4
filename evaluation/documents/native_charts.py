"""Excel's own charts, which the school can restyle: counts of strands at each grade, in the order of one scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.palette import INK
from evaluation.documents.paper import clean

_ALTERNATIVE = "_alternative"
ROWS_HIGH = 18
"""Rows of usual height that a chart covers."""
_INK = INK["light"]


def distribution(
    ws: Worksheet, anchor: str, title: str, header: int, counts: Sequence[int], colours: Sequence[str]
) -> None:
    """Bars of how many strands hold each grade, the best on top.

    The table has grade words in column A and `counts` in column B below row `header`, lowest first.
    """
    first, last = header + 1, header + len(counts)
    series = Series(Reference(ws, min_col=2, min_row=first, max_row=last), title="Strands")
    series.cat = AxDataSource(strRef=StrRef(f=f"{quote_sheetname(ws.title)}!$A${first}:$A${last}"))
    for place, colour in enumerate(colours):
        point = DataPoint(idx=place)
        _paint(point.graphicalProperties, colour)
        series.dPt.append(point)
    off = dict.fromkeys(("showSerName", "showCatName", "showLegendKey", "showPercent", "showBubbleSize"), False)
    series.dLbls = DataLabelList(showVal=True, **off)
    chart = _chart(title, "bar", max(counts))
    chart.legend = None
    chart.gapWidth = 60
    chart.append(series)
    words = [f"{ws.cell(row, 1).value} {number}" for row, number in enumerate(counts, start=first)]
    setattr(chart, _ALTERNATIVE, f"{title}: {', '.join(words)}.")
    ws.add_chart(chart, anchor)


def over_time(
    ws: Worksheet, anchor: str, title: str, header: int, counts: Sequence[Sequence[int]], colours: Sequence[str]
) -> None:
    """Stacked columns of how many strands were at each grade in each self-evaluation, the lowest grade at the bottom.

    The table has dates in column A below row `header`, oldest first, and `counts` from column B on, one column for
    each colour.
    """
    first, last = header + 1, header + len(counts)
    chart = _chart(title, "col", max(map(sum, counts)))
    for place, colour in enumerate(colours):
        series = Series(Reference(ws, min_col=2 + place, min_row=header, max_row=last), title_from_data=True)
        series.cat = AxDataSource(numRef=NumRef(f=f"{quote_sheetname(ws.title)}!$A${first}:$A${last}"))
        _paint(series.graphicalProperties, colour)
        chart.append(series)
    chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, 50
    chart.x_axis.auto = False  # else Excel makes a time axis of the dates, and months without a session gape
    chart.x_axis.number_format = "dd/mm/yyyy"
    chart.legend.position = "r"
    chart.legend.overlay = False
    setattr(chart, _ALTERNATIVE, f"{title}. Every number is in the table from A{header} on.")
    ws.add_chart(chart, anchor)


def with_alternatives(content: bytes, book: Workbook) -> bytes:
    """A saved workbook whose charts say in words what they show; openpyxl has no way to write that itself."""
    charts: list[list[BarChart]] = [found for ws in book.worksheets if (found := list(getattr(ws, "_charts", [])))]
    target = BytesIO()
    with ZipFile(BytesIO(content)) as saved, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for part in saved.infolist():
            data = saved.read(part)
            if number := re.fullmatch(r"xl/drawings/drawing(\d+)\.xml", part.filename):
                data = _described(data, charts[int(number[1]) - 1])
            made.writestr(part, data, ZIP_DEFLATED)
    return target.getvalue()


def _described(drawing: bytes, charts: Sequence[BarChart]) -> bytes:
    def described(found: re.Match[bytes]) -> bytes:
        words = escape(clean(getattr(charts[int(found[1]) - 1], _ALTERNATIVE, "")), {'"': "&quot;"})
        return found[0] + f' descr="{words}"'.encode()

    return re.sub(rb'cNvPr id="\d+" name="Chart (\d+)"', described, drawing)


def _chart(title: str, kind: str, most: int) -> BarChart:
    chart = BarChart()
    chart.type = kind
    chart.roundedCorners = False
    chart.width, chart.height = 17, 8.4
    letters = CharacterProperties(sz=1200, b=True, solidFill=_INK.text[1:])
    words = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=title)])
    chart.title = Title(tx=Text(rich=RichText(p=[words])), overlay=False)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "0"
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorUnit = 1 if most <= 12 else None
    chart.y_axis.title = None
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_INK.grid[1:])))
    return chart


def _paint(shape: GraphicalProperties, colour: str) -> None:
    shape.solidFill = colour[1:]
    shape.line.solidFill, shape.line.width = _INK.page[1:], 6350
