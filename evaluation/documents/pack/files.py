"""Which files come along in a pack, how large they are, and what they and its documents are called there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from evaluation.documents.pack.content import PackContent
from evaluation.evidence.files import safe_name
from evaluation.evidence.freshness import best
from evaluation.evidence.records import Evidence

MOST_MEGABYTES = 100
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
FOLDER = "Evidence"
_SLASHES = re.compile(r"[/\\]")
_LONGEST = 60
"""Letters of what people typed in a file's name: with its folders a path on Windows has 260."""


class Entry(NamedTuple):
    """A piece of evidence with its number in the index, and the path of its file in a pack ("" without a file)."""

    number: str
    piece: Evidence
    path: str


@dataclass(frozen=True)
class Enclosed:
    """The evidence index by id, in its order, and the ids of those pieces whose file is in the pack."""

    entries: Mapping[str, Entry]
    ids: frozenset[str]

    def path(self, evidence_id: str) -> str:
        """Where a piece's file is in the pack, or ""."""
        return self.entries[evidence_id].path if evidence_id in self.ids else ""


def entries(evidence: Collection[Evidence]) -> dict[str, Entry]:
    """The evidence by id, numbered in its order, with as many digits as the last one needs."""
    digits = max(2, len(str(len(evidence))))
    found = {}
    for place, piece in enumerate(evidence, start=1):
        number = f"{place:0{digits}}"
        path = f"{FOLDER}/{number} {_short(piece.file.name)}" if piece.file else ""
        found[piece.id] = Entry(number, piece, path)
    return found


def suggested(content: PackContent) -> tuple[Evidence, ...]:
    """The pieces whose files say most: those on the cards, and the best standing one of each strand."""
    pieces = [piece for card in content.cards for piece in card.evidence]
    for strand in content.strands:
        pieces += best(strand.pieces, content.half_lives, content.made_on)
    return tuple({piece.id: piece for piece in pieces if piece.file}.values())


def fitting(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """As many of some pieces as a pack can hold the files of; one that is too much makes room for smaller ones."""
    kept: list[Evidence] = []
    room = MOST_BYTES
    for piece in pieces:
        if (takes := size([piece])) <= room:
            kept.append(piece)
            room -= takes
    return tuple(kept)


def size(pieces: Iterable[Evidence]) -> int:
    """How many bytes the files of some pieces have together."""
    return sum(piece.file.size for piece in pieces if piece.file)


def document_name(name: str) -> str:
    """A Word document's name, part of which people typed: one file on every computer, and not too long."""
    return f"{safe_name(_SLASHES.sub('-', name))[:_LONGEST].rstrip(' .')}.docx"


def unique(names: Iterable[str]) -> list[str]:
    """Names of which no two are the same where capitals and small letters are: later ones get a number."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        number, candidate = 1, name
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def _short(name: str) -> str:
    """A kept file's name, its ending kept, no longer than a pack needs."""
    name = safe_name(name)
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:_LONGEST].rstrip(' .')}{dot}{ending}" if stem else name[:_LONGEST]
