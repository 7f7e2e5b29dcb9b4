"""Evidence as plain values: something that shows how it is, of which kind, of when, whose voice, where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

EvidenceKind = Literal["data", "observation", "work", "voice", "document", "outside_view"]
EVIDENCE_KINDS: dict[EvidenceKind, str] = {
    "data": "Data",
    "observation": "Observation",
    "work": "Pupils' work",
    "voice": "What people say",
    "document": "Document",
    "outside_view": "Outside view",
}
Voice = Literal["pupils", "staff", "parents", "governors", "outside"]
VOICES: dict[Voice, str] = {
    "pupils": "Pupils",
    "staff": "Staff",
    "parents": "Parents and carers",
    "governors": "Governors or trustees",
    "outside": "People from outside",
}

StrandRef = tuple[str, str]
"""A strand as (framework id, strand id), whichever edition."""

StandardRef = tuple[str, str]
"""A standard as (framework id, standard id), whichever edition."""


@dataclass(frozen=True)
class KeptFile:
    """A file that is kept with the store: its name as shown, its size in bytes, and the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Evidence:
    """Something that shows how it is.

    `describes_on` is the date it describes, which is not the date it was added. It speaks to strands, to single
    standards and to actions (by their ids), to as many of each as it is linked to. `where_kept` is a place or an
    address, as typed; `file` is there where a file is kept with the store.
    """

    id: str
    title: str
    kind: EvidenceKind
    describes_on: date
    voice: Voice | None = None
    where_kept: str = ""
    shows: str = ""
    added_at: datetime | None = None
    added_by: str = ""
    strands: tuple[StrandRef, ...] = ()
    standards: tuple[StandardRef, ...] = ()
    actions: tuple[str, ...] = ()
    file: KeptFile | None = None
