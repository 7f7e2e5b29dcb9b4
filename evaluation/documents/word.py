"""What every Word document of a school shares: A4, British English, one font, the school's name above."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from evaluation.documents.paper import clean
from evaluation.records import SchoolDetails

LANGUAGE = "en-GB"
INVENTED = "The school is invented."
_FONT = "Calibri"
_INK = RGBColor(0x1F, 0x2A, 0x44)
_SIZES = (("Normal", 11), ("Header", 14), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 12))


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
