"""The styles of Word documents: everything that a school may want to change is changed here once, or in Word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from evaluation.charts.palette import INK, mixed

_FONT = "Calibri"
_INK = RGBColor(0x1F, 0x2A, 0x44)
TABLE, TABLE_TEXT, TABLE_BULLET = "School Table", "Table Text", "Table Bullet"
"""The style of every table, and of the paragraphs and lists in it: a school changes them once for all."""


class Look(NamedTuple):
    """How large a style's letters are, and how much is kept free before and after it, in points."""

    size: float
    before: float
    after: float


REPORT: Mapping[str, Look] = {
    "Normal": Look(10, 0, 4),
    "Title": Look(24, 0, 2),
    "Subtitle": Look(12, 0, 6),
    "Heading 1": Look(18, 0, 2),
    "Heading 2": Look(12.5, 9, 3),
    "Heading 3": Look(10.5, 6, 2),
    "List Bullet": Look(10, 0, 2),
    "List Number": Look(10.5, 2, 1),
    "List Continue": Look(10, 0, 3),
    "Caption": Look(9, 3, 4),
    "Quote": Look(10.5, 0, 6),
    TABLE_TEXT: Look(10, 0, 0),
    TABLE_BULLET: Look(10, 0, 0),
}
"""The styles of papers that are read at a table, where a page is to hold much and still be calm."""
BOLD = frozenset({"Title", "Heading 1", "Heading 2", "Heading 3", "List Number"})
"""Those of them with bold letters, which lead to what follows them and stay with it on a page."""
REPORT_MARGIN = 2.0
REPORT_WIDE, REPORT_HIGH = 21 - 2 * REPORT_MARGIN, 29.7 - 2 * REPORT_MARGIN
"""Centimetres of an A4 page between its margins."""


def report_styles(document: WordDocument) -> None:
    """Give a document the styles of `REPORT`, quiet colours for what stands beside, and a header with two sides."""
    styles = document.styles
    ours, muted = _rgb(INK["light"].ours), _rgb(INK["light"].muted)
    for style, look in REPORT.items():
        letters(document, style, look.size)
        lines = styles[style].paragraph_format
        lines.space_before, lines.space_after, lines.line_spacing = Pt(look.before), Pt(look.after), 1
    for style in BOLD:
        styles[style].paragraph_format.keep_with_next = True
    styles["Heading 2"].font.color.rgb = styles["Heading 3"].font.color.rgb = ours
    for style in ("Subtitle", "Caption", "List Continue", "Header", "Footer"):
        letters(document, style, REPORT[style].size if style in REPORT else 9)
        font = styles[style].font
        font.bold, font.italic, font.color.rgb = False, False, muted
    for style in ("List Bullet", TABLE_TEXT, TABLE_BULLET):
        _plain(document, style)
    styles["List Number"].font.bold = True
    quote = styles["Quote"]
    quote.font.italic, quote.font.bold, quote.font.color.rgb = False, False, muted
    for style in ("Title", "Subtitle"):
        properties = styles[style].element.pPr
        for gone in [*properties.findall(qn("w:pBdr")), *properties.findall(qn("w:numPr"))]:
            properties.remove(gone)
        spaced = styles[style].element.rPr
        for gone in [*spaced.findall(qn("w:spacing")), *spaced.findall(qn("w:kern"))]:
            spaced.remove(gone)
    tabs = styles["Header"].paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(Cm(REPORT_WIDE), WD_TAB_ALIGNMENT.RIGHT)


def mark_styles(document: WordDocument, colours: Mapping[str, str]) -> None:
    """Character styles for the marks of grades: their colours "#RRGGBB" by the styles' names."""
    for name, colour in colours.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = _rgb(colour)


def style_id(style: str) -> str:
    """A style's id, as the template and python-docx make it from its name."""
    return style.replace(" ", "")


def letters(document: WordDocument, name: str, size: float) -> None:
    """One font for all: the template's headings follow its theme, and that goes before a font that is named."""
    style = document.styles[name]
    font = style.font
    font.name, font.size = _FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if name != "Normal":
        font.color.rgb, font.bold = _INK, True
    if name.startswith("Heading"):
        style.paragraph_format.space_after = Pt(4)


def table_styles(document: WordDocument) -> None:
    """The one style of tables: thin lines between rows, a header on a tint, the first column bold."""
    text = document.styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.paragraph_format.space_after = Pt(3)
    document.styles.add_style(TABLE_BULLET, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["List Bullet"]
    ink = INK["light"]
    grid, ours = ink.grid.lstrip("#"), ink.ours.lstrip("#")
    tint = mixed(ink.ours, ink.page, 0.09).lstrip("#")
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{grid}"'
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{style_id(TABLE)}">'
            f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ours}"/></w:tcBorders>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/></w:tcPr></w:tblStylePr>'
            '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
        )
    )


def _plain(document: WordDocument, name: str) -> None:
    """A style that has its letters from what it is based on."""
    font = document.styles[name].font
    font.bold = font.color.rgb = None


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))
