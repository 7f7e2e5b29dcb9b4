"""What every Word document of a school shares: A4, British English, one font, the school's name above, its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Length, Pt
from docx.text.paragraph import Paragraph

from evaluation.documents.paper import clean
from evaluation.documents.word_cells import Cell, row
from evaluation.documents.word_styles import (
    REPORT_MARGIN,
    TABLE,
    TABLE_TEXT,
    letters,
    report_styles,
    style_id,
    table_styles,
)
from evaluation.records import SchoolDetails

LANGUAGE = "en-GB"
INVENTED = "The school is invented."
_SIZES = (("Normal", 11), ("Header", 14), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 12))
_WORD = "15"
"""The mode of Word 2013 and later; a lower one puts "Compatibility Mode" above the document."""
_HEADER = 44
"""Letters of a school's name that leave room for a paper's beside it."""
_LABEL, _ALL = Cm(4), Cm(16)
"""How wide a table's first column is unless it is told, and all of them together."""


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
    _as_word_writes_it(document)
    for style, size in _SIZES:
        letters(document, style, size)
    table_styles(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    facts = document.core_properties
    facts.title, facts.author, facts.language = f"{clean(title)} – {name}"[:255], name[:255], LANGUAGE
    facts.last_modified_by, facts.comments, facts.subject = name[:255], "", subject
    return document


def _as_word_writes_it(document: WordDocument) -> None:
    """Without what the template has of older versions: Word opens it as a document of today, not for compatibility.

    The second copy of the styles, which Word 2010 kept for 2007, would say something else than the first.
    """
    part, settings = document.part, document.settings.element
    for key in [key for key, rel in part.rels.items() if rel.reltype.endswith("/stylesWithEffects")]:
        part.rels.pop(key)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), _WORD)
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


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
    document.styles[TABLE_TEXT].paragraph_format.space_after = Pt(0)
    for level, before in ((1, 6), (2, 8), (3, 6)):
        document.styles[f"Heading {level}"].paragraph_format.space_before = Pt(before)


def numbered(document: WordDocument) -> None:
    """Put "Page 2 of 5" on every page, after what stands there."""
    document.styles["Footer"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = document.sections[0].footer.paragraphs[0]
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
        added._p.style = style_id(style)
    return added


def bullets(document: WordDocument, lines: Iterable[str], level: int = 1) -> None:
    """A list, one entry a line; `level` 2 stands under an entry of level 1."""
    for line in lines:
        paragraph(document, line, "List Bullet" if level == 1 else f"List Bullet {level}")


def table(
    document: WordDocument,
    titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[float] = (),
    about: str = "",
    *,
    named: bool = True,
) -> None:
    """A table whose header row comes again on every page, and whose first column is a row's name unless not `named`.

    A cell is a text or a list of lines. `widths` are in centimetres; without them the first column has four, and the
    others share the rest. `about` says to those who do not see the table what it tells.
    """
    made = document.add_table(0, len(titles))
    made._tbl.tblStyle_val = style_id(TABLE)
    made.autofit = False
    if not named:
        look = made._tbl.tblPr.find(qn("w:tblLook"))
        look.set(qn("w:firstColumn"), "0")
        look.set(qn("w:val"), "0420")
    made._tbl.tblPr.append(_element("w:tblCaption", val=" – ".join(map(clean, titles))[:250]))
    told = (
        clean(about) or f"A table of {len(titles)} columns: {', '.join(map(clean, titles))}. Its first row names them."
    )
    made._tbl.tblPr.append(_element("w:tblDescription", val=told[:500]))
    rest = Emu((_ALL - _LABEL) // max(1, len(titles) - 1))
    wide: list[Length] = [Cm(each) for each in widths] or [_LABEL, *[rest] * (len(titles) - 1)]
    for column, width in zip(made.columns, wide, strict=True):
        column.width = width
    made._tbl.append(row(titles, wide, header=True))
    for values in rows:
        made._tbl.append(row(values, wide))


def report(document: WordDocument, name: str) -> None:
    """The look of papers to be read at a table: small margins, `name` beside the school's, page x of y below.

    All of it is in the styles, so that a school changes the look in one place.
    """
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(REPORT_MARGIN)
    section.header_distance = section.footer_distance = Cm(0.9)
    report_styles(document)
    header = section.header.paragraphs[0]
    whose = header.text if len(header.text) <= _HEADER else f"{header.text[: _HEADER - 1].rstrip()}…"
    header.text = f"{whose}\t{clean(name)}"
    numbered(document)


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
