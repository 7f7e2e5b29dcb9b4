"""The letter to parents as a Word document, and as a page for the school's website."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from evaluation.documents.paper import clean
from evaluation.documents.word import INVENTED, LANGUAGE, blank, saved
from evaluation.letter import Block, Letter, Part, blocks
from evaluation.records import day

ROOM_TO_SIGN = Pt(36)
_LINK = RGBColor(0x05, 0x4A, 0x91)
_ADDRESS = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?()'’”])")
_LOOK = (
    "body{font:1.1rem/1.6 system-ui,sans-serif;color:#1f2a44;background:#fff;margin:0}"
    "header,main,footer{max-width:42rem;margin:0 auto;padding:1rem}"
    "header{font-weight:600;border-bottom:2px solid #1f2a44}"
    "h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem}"
    "a{color:#054a91;overflow-wrap:anywhere}"
)


def word(letter: Letter) -> bytes:
    """The letter as a Word file with real headings and lists, A4, in British English."""
    document = blank(letter.school, letter.subject, "Letter to parents")
    document.add_paragraph(day(letter.dated))
    document.add_heading(clean(letter.subject), 1)
    for part in letter.written:
        if part.heading:
            document.add_heading(clean(part.heading), 2)
        found = list(blocks(part.text))
        for number, block in enumerate(found):
            added = list(_paragraphs(document, block))
            if not block.listed and number + 1 < len(found) and (found[number + 1].listed or part.id == "signature"):
                added[-1].paragraph_format.keep_with_next = True
            if part.id == "signature":
                added[0].paragraph_format.space_before = ROOM_TO_SIGN if number else Pt(12)
    return saved(document)


def html(letter: Letter) -> bytes:
    """The letter as one web page that needs nothing from elsewhere. Whatever was typed shows as it was typed."""
    school, subject = escape(letter.school.name), escape(letter.subject)
    body = "\n".join(_section(part) for part in letter.written)
    footer = f"\n<footer><p>{INVENTED}</p></footer>" if letter.school.demo else ""
    return f"""<!DOCTYPE html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{subject} – {school}</title>
<style>{_LOOK}</style>
</head>
<body>
<header><p>{school}</p></header>
<main>
<p><time datetime="{letter.dated.isoformat()}">{day(letter.dated)}</time></p>
<h1>{subject}</h1>
{body}
</main>{footer}
</body>
</html>
""".encode()


def _paragraphs(document: WordDocument, block: Block) -> Iterator[Paragraph]:
    """A list as one paragraph for each entry, anything else as one with its line ends."""
    if block.listed:
        for line in block.lines:
            _write(entry := document.add_paragraph(style="List Bullet"), line)
            yield entry
        return
    paragraph = document.add_paragraph()
    for number, line in enumerate(block.lines):
        if number:
            paragraph.add_run().add_break()
        _write(paragraph, line)
    yield paragraph


def _write(paragraph: Paragraph, line: str) -> None:
    for number, piece in enumerate(_ADDRESS.split(clean(line))):
        run = paragraph.add_run(piece)
        if number % 2:
            run.font.underline, run.font.color.rgb = True, _LINK
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(piece, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)


def _section(part: Part) -> str:
    heading = f"<h2>{escape(part.heading)}</h2>\n" if part.heading else ""
    return f"<section>\n{heading}" + "\n".join(map(_block, blocks(part.text))) + "\n</section>"


def _block(block: Block) -> str:
    lines = [_linked(line) for line in block.lines]
    if block.listed:
        return "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"
    return f"<p>{'<br>'.join(lines)}</p>"


def _linked(line: str) -> str:
    """A line, escaped, in which addresses can be followed."""
    pieces = [escape(piece) for piece in _ADDRESS.split(line)]
    return "".join(f'<a href="{piece}">{piece}</a>' if n % 2 else piece for n, piece in enumerate(pieces))
