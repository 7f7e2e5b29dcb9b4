"""The evidence index of a pack as an Excel workbook: one row for each piece, by the number that its file bears."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from evaluation.documents.pack.content import PackContent
from evaluation.documents.pack.files import Enclosed
from evaluation.documents.paper import clean
from evaluation.documents.sheets import Value, add_sheet, finish, sentence, table
from evaluation.evidence.freshness import FRESHNESS_WORDS, rule, state_of
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, StandardRef
from evaluation.frameworks import Library

EVIDENCE = "Evidence"
COLUMNS = {
    "Number": 11, "What it is": 36, "Kind": 16, "Whose voice": 18, "Date it describes": 14, "Freshness": 13,
    "File in this pack": 32, "Where it is kept": 28, "What it shows": 48, "Strands": 32, "Standards": 48,
}  # fmt: skip


def index(content: PackContent, enclosed: Enclosed) -> bytes:
    """All evidence that the viewer may see as the bytes of an .xlsx file. It holds no formulas."""
    book = Workbook()
    book.remove(book.worksheets[0])
    ws = add_sheet(book, EVIDENCE, "Evidence index", content, COLUMNS.values())
    header = sentence(ws, 2, rule(content.half_lives, EVIDENCE_KINDS), len(COLUMNS))
    if content.evidence:
        rows = _rows(content, enclosed)
        last = table(ws, header, COLUMNS, rows) - 1
        for place, values in enumerate(zip(*rows, strict=True), start=1):
            ws.column_dimensions[get_column_letter(place)].hidden = not any(values)
        finish(ws, header, len(COLUMNS), fixed=2, last=last)
    else:
        sentence(ws, header, "No evidence is recorded here yet.", len(COLUMNS))
    book.properties.title = f"{clean(content.school.name)}: evidence index"
    book.properties.creator = book.properties.lastModifiedBy = clean(content.school.name)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _rows(content: PackContent, enclosed: Enclosed) -> list[Sequence[Value]]:
    strands: dict[tuple[str, str], str] = {}
    standards = _standards(content.library)
    rows: list[Sequence[Value]] = []
    for number, piece, _ in enclosed.entries.values():
        left = f"Not in this pack: {piece.file.name}" if piece.file else None
        for ref in piece.strands:
            strands.setdefault(ref, content.library.strand_name(*ref))
        rows.append(
            (
                int(number),
                piece.title,
                EVIDENCE_KINDS[piece.kind],
                VOICES[piece.voice] if piece.voice else None,
                piece.describes_on,
                FRESHNESS_WORDS[state_of(piece, content.half_lives, content.made_on)],
                enclosed.path(piece.id) or left,
                piece.where_kept or None,
                piece.shows or None,
                "; ".join(dict.fromkeys(strands[ref] for ref in piece.strands)) or None,
                "\n".join(standards.get(ref, ref[1]) for ref in piece.standards) or None,
            )
        )
    return rows


def _standards(library: Library) -> dict[StandardRef, str]:
    """Every standard's words, as the newest edition of its framework has them."""
    oldest_first = sorted(library.frameworks.values(), key=lambda framework: framework.in_force_from)
    return {
        (framework.id, standard.id): standard.text
        for framework in oldest_first
        for strand in framework.strands
        for standard in strand.standards
    }
