"""What every Word document of a school shares: A4, British English, one font, the school's name above, its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Row
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Length, Pt, RGBColor
from docx.text.paragraph import Paragraph

from evaluation.documents.paper import clean
from evaluation.records import SchoolDetails

LANGUAGE = "en-GB"
INVENTED = "The school is invented."
_FONT = "Calibri"
_INK = RGBColor(0x1F, 0x2A, 0x44)
_SIZES = (("Normal", 11), ("Header", 14), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 12))
_LABEL, _ALL = Cm(4), Cm(16)
"""How wide a table's first column is unless it is told, and all of them together."""
_SHORT = 600
"""Letters in a cell up to which its row is not divided between two pages."""


def blank(school: SchoolDetails, title: str, subject: str) -> WordDocument:
    """An empty document of a school; `title` and `subject` are for whoever looks at the file's properties."""
    document = Document()
    name = clean(school.name).replace("\n", " ")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    section.header.paragraphs[0].text = name
    if school.demo:
        section.footer.paragraphs[0].text = INVENTED
    for style, size in _SIZES:
        _style(document, style, size)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    facts = document.core_properties
    facts.title, facts.author, facts.language = f"{clean(title)} – {name}"[:255], name[:255], LANGUAGE
    facts.last_modified_by, facts.comments, facts.subject = name[:255], "", subject
    return document


def saved(document: WordDocument) -> bytes:
    """The document as the bytes of a .docx file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def tight(document: WordDocument) -> None:
    """Closer lines and smaller margins above and below, for what is to fit on a page."""
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Cm(2)
    lines = document.styles["Normal"].paragraph_format
    lines.space_after, lines.line_spacing = Pt(4), 1
    for level, before in ((1, 6), (2, 8), (3, 6)):
        document.styles[f"Heading {level}"].paragraph_format.space_before = Pt(before)


def numbered(document: WordDocument) -> None:
    """Put "Page 2 of 5" on every page, after what stands there."""
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("   Page " if footer.text else "Page ")
    footer._p.append(_field("PAGE"))
    footer.add_run(" of ")
    footer._p.append(_field("NUMPAGES"))


def heading(document: WordDocument, text: str, level: int, *, new_page: bool = False) -> None:
    """A heading, on a new page where that is asked for."""
    added = paragraph(document, text, f"Heading {level}")
    if new_page:
        added.paragraph_format.page_break_before = True


def paragraph(document: WordDocument, text: str, style: str = "", *, bold: bool = False) -> Paragraph:
    """A paragraph in one of the template's styles, whose id is written directly: looking one up is slow."""
    added = document.add_paragraph()
    added.add_run(clean(text)).bold = bold or None
    if style:
        added._p.style = style.replace(" ", "")
    return added


def bullets(document: WordDocument, lines: Iterable[str], level: int = 1) -> None:
    """A list, one entry a line; `level` 2 stands under an entry of level 1."""
    for line in lines:
        paragraph(document, line, "List Bullet" if level == 1 else f"List Bullet {level}")


def table(
    document: WordDocument,
    titles: Sequence[str],
    rows: Iterable[Sequence[str | list[str]]],
    widths: Sequence[float] = (),
) -> None:
    """A table whose header row comes again on every page, and whose first column is a row's name.

    A cell is a text or a list of lines. `widths` are in centimetres; without them the first column has four, and the
    others share the rest.
    """
    made = document.add_table(0, len(titles), "Table Grid")
    made.autofit = False
    made._tbl.tblPr.append(_element("w:tblCaption", val=" – ".join(map(clean, titles))[:250]))
    rest = Emu((_ALL - _LABEL) // max(1, len(titles) - 1))
    wide: list[Length] = [Cm(each) for each in widths] or [_LABEL, *[rest] * (len(titles) - 1)]
    for column, width in zip(made.columns, wide, strict=True):
        column.width = width
    made._tbl.append(_row(titles, wide, bold=len(titles), header=True))
    for row in rows:
        made._tbl.append(_row(row, wide, bold=1))


def _row(values: Sequence[str | list[str]], widths: Sequence[Length], bold: int, header: bool = False) -> CT_Row:
    """A row with a paragraph for each line, its first `bold` cells bold. Cell by cell it would take ten times longer.

    A short row stays on one page.
    """
    letters = max(len(value) if isinstance(value, str) else sum(map(len, value)) for value in values)
    whole = "<w:cantSplit/>" if letters <= _SHORT else ""
    again = "<w:tblHeader/>" if header else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width.twips}"/></w:tcPr>{_lines(value, place < bold)}</w:tc>'
        for place, (value, width) in enumerate(zip(values, widths, strict=True))
    )
    return cast(CT_Row, parse_xml(f"<w:tr {nsdecls('w')}><w:trPr>{whole}{again}</w:trPr>{cells}</w:tr>"))


def _lines(value: str | list[str], bold: bool) -> str:
    """A cell's paragraphs as XML."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    texts = ([value] if isinstance(value, str) else value) or [""]
    return "".join(
        f'<w:p><w:pPr><w:spacing w:after="60"/></w:pPr><w:r>{look}{_text(each)}</w:r></w:p>' for each in texts
    )


def _text(text: str) -> str:
    """What a run says as XML: its line ends and tabs stay."""
    lines = (
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
        for line in clean(text).split("\n")
    )
    return "<w:br/>".join(lines)


def _field(code: str) -> BaseOxmlElement:
    """What Word counts itself, with a figure that stands there until it does."""
    field, run, figure = _element("w:fldSimple", instr=code), OxmlElement("w:r"), OxmlElement("w:t")
    figure.text = "1"
    run.append(figure)
    field.append(run)
    return field


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _style(document: WordDocument, name: str, size: int) -> None:
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
