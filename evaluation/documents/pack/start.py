"""The first page of a pack: what is in it, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from docx.document import Document as WordDocument

from evaluation.documents.content import count
from evaluation.documents.pack.content import NOTICE, PackContent
from evaluation.documents.pack.missing import HEADINGS, Missing
from evaluation.documents.word import blank, bullets, heading, numbered, paragraph, saved, table, tight
from evaluation.records import Role, day

EYES: Mapping[Role, str] = {
    Role.HEAD: "the headteacher",
    Role.LEADER: "a leader",
    Role.CONTRIBUTOR: "a contributor",
    Role.GOVERNOR: "a governor or trustee",
}
NAMED = 3
"""How many details of one thing are named, so that all fits the first page; the rest is counted."""


class Part(NamedTuple):
    """A file of a pack: its name, what it holds, and how much."""

    name: str
    holds: str
    much: str


def start(content: PackContent, parts: Sequence[Part], missing: Sequence[Missing], failed: Sequence[str]) -> bytes:
    """The first page as the bytes of a .docx file; `failed` names the files that could not be put in, and why."""
    document = blank(content.school, "Start here", "What is in the pack, and what is missing")
    numbered(document)
    tight(document)
    heading(document, "Start here", 1)
    paragraph(document, f"{content.school.name}. Made on {day(content.made_on)}, as {EYES[content.role]} sees it.")
    heading(document, "What is in the pack", 2)
    rows = [(part.name, part.holds, part.much) for part in parts]
    table(document, ("File", "What it holds", "How much"), rows, (5.5, 6.7, 3.8))
    heading(document, "What is missing", 2)
    if not missing and not failed:
        paragraph(document, "Nothing that we know of.")
    for title in HEADINGS:
        if several := [each for each in missing if each.heading == title]:
            heading(document, title, 3)
            _listed(document, several)
    if failed:
        heading(document, "Files that could not be put in", 3)
        bullets(document, failed)
    _left_out(document, content)
    heading(document, "About this pack", 2)
    paragraph(document, NOTICE)
    return saved(document)


def _listed(document: WordDocument, several: Sequence[Missing]) -> None:
    for each in several:
        paragraph(document, each.sentence, "List Bullet").paragraph_format.keep_with_next = bool(each.details) or None
        bullets(document, each.details[:NAMED], 2)
        if (more := len(each.details) - NAMED) > 0:
            bullets(document, [f"and {count(more, 'more', 'more')}"], 2)


def _left_out(document: WordDocument, content: PackContent) -> None:
    """What is not in it on purpose."""
    left = [*content.confidential]
    if not content.names:
        left.append("Names of staff are left out: who speaks for what is between the school and its leaders.")
    if left:
        heading(document, "What is left out on purpose", 2)
        bullets(document, left)
