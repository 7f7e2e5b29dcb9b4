"""Pieces that charts share: where their drawing stands, a quiet heading, and texts that belong to the chart itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple, cast

from pptx.dml.color import RGBColor
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from evaluation.charts.palette import INK
from evaluation.documents.slides.room import Box, cut
from evaluation.documents.word import LANGUAGE

HEADING = 16
_SHAPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartUserShapes"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rgb(colour: str) -> RGBColor:
    """A colour "#RRGGBB" as python-pptx takes it."""
    return cast(RGBColor, RGBColor.from_string(colour[1:]))


class Label(NamedTuple):
    """A text in a chart: its place as shares of the chart, its size, and its colours ("" for those of the theme)."""

    text: str
    box: Box
    size: float
    side: str = "l"
    bold: bool = False
    colour: str = ""
    fill: str = ""


def area(chart: Any, x: float, y: float, wide: float, high: float) -> None:
    """Where the drawing itself stands, without its labels, as shares of the chart."""
    plot = chart._chartSpace.chart.plotArea
    for old in plot.findall(qn("c:layout")):
        plot.remove(old)
    plot.insert(0, _layout(x, y, wide, high, inner=True))


def heading(chart: Any, text: str, box: Box) -> None:
    """What is drawn and in which unit, above the chart at the left."""
    chart.has_title = True
    text = cut(text, box.wide, HEADING, 1)
    title = chart._chartSpace.chart.find(qn("c:title"))
    for child in list(title):
        title.remove(child)
    look = f'sz="{HEADING * 100}" b="0"'
    fill = f'<a:solidFill><a:srgbClr val="{INK["light"].muted[1:]}"/></a:solidFill>'
    title.append(
        parse_xml(
            f'<c:tx {nsdecls("c", "a")}><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="l"><a:defRPr {look}>{fill}'
            f'</a:defRPr></a:pPr><a:r><a:rPr lang="{LANGUAGE}" {look}>{fill}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
            "</a:p></c:rich></c:tx>"
        )
    )
    title.append(_layout(0.0, 0.0))
    title.append(parse_xml(f'<c:overlay {nsdecls("c")} val="0"/>'))


def _layout(x: float, y: float, wide: float = 0, high: float = 0, inner: bool = False) -> Any:
    size = f'<c:w val="{wide:.5f}"/><c:h val="{high:.5f}"/>' if wide else ""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    return parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.5f}"/><c:y val="{y:.5f}"/>{size}</c:manualLayout></c:layout>'
    )


def label(chart: Any, labels: Sequence[Label], box: Box, number: int) -> None:
    """Put texts into a chart, which move and grow with it (what PowerPoint calls its user shapes).

    `box` is the chart's place in inches, `number` is the drawing's own in the file, from 1.
    """
    part = chart.part
    shapes = "".join(_shape(each, place, box) for place, each in enumerate(labels, start=2))
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<c:userShapes {nsdecls('c', 'a')} "
        f'xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing">{shapes}</c:userShapes>'
    )
    drawing = Part(PackURI(f"/ppt/drawings/drawing{number}.xml"), _TYPE, part.package, xml.encode())
    key = part.relate_to(drawing, _SHAPES)
    chart._chartSpace.append(parse_xml(f'<c:userShapes {nsdecls("c")} xmlns:r="{_R}" r:id="{key}"/>'))


def _shape(each: Label, number: int, box: Box) -> str:
    x, y, wide, high = each.box
    off = f'x="{int(Inches(x * box.wide))}" y="{int(Inches(y * box.high))}"'
    ext = f'cx="{int(Inches(wide * box.wide))}" cy="{int(Inches(high * box.high))}"'
    ground = f'<a:solidFill><a:srgbClr val="{each.fill[1:]}"/></a:solidFill>' if each.fill else "<a:noFill/>"
    ink = f'<a:srgbClr val="{each.colour[1:]}"/>' if each.colour else '<a:schemeClr val="tx1"/>'
    look = (
        f'lang="{LANGUAGE}" sz="{int(each.size * 100)}" b="{int(each.bold)}"><a:solidFill>{ink}</a:solidFill>'
        '<a:latin typeface="+mn-lt"/>'
    )
    return (
        f"<cdr:relSizeAnchor><cdr:from><cdr:x>{x:.5f}</cdr:x><cdr:y>{y:.5f}</cdr:y></cdr:from>"
        f"<cdr:to><cdr:x>{x + wide:.5f}</cdr:x><cdr:y>{y + high:.5f}</cdr:y></cdr:to>"
        f'<cdr:sp macro="" textlink=""><cdr:nvSpPr><cdr:cNvPr id="{number}" name="Label {number - 1}"/>'
        f'<cdr:cNvSpPr txBox="1"/></cdr:nvSpPr><cdr:spPr><a:xfrm><a:off {off}/><a:ext {ext}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}</cdr:spPr><cdr:txBody>'
        f'<a:bodyPr vertOverflow="clip" wrap="square" lIns="18000" tIns="0" rIns="18000" bIns="0" rtlCol="0" '
        f'anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="{each.side}"/><a:r><a:rPr {look}</a:rPr>'
        f"<a:t>{escape(each.text)}</a:t></a:r></a:p></cdr:txBody></cdr:sp></cdr:relSizeAnchor>"
    )
