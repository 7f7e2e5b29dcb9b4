"""The people sheet: who speaks for which strand, and who stands in."""

from __future__ import annotations

from evaluation.documents.pack.content import PackContent
from evaluation.documents.word import blank, heading, numbered, paragraph, saved, table
from evaluation.records import day

NOBODY = "Nobody yet"


def people(content: PackContent) -> bytes:
    """A table of all strands as the bytes of a .docx file, for those who read names of staff."""
    document = blank(content.school, "People", "Who speaks for which strand")
    numbered(document)
    heading(document, "Who speaks for which strand", 1)
    paragraph(document, f"As it was noted on {day(content.made_on)}.")
    if not content.cards:
        paragraph(document, "No self-evaluation has been held yet, so there is no strand to speak for.")
        return saved(document)
    rows = [
        (card.state.strand.name, card.said.speaker or NOBODY, card.said.stand_in or NOBODY) for card in content.cards
    ]
    table(document, ("Strand", "Who speaks for it", "Who stands in"), rows, (6, 5, 5))
    return saved(document)
