"""The pack itself: its documents and the files chosen, in one zip."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import NamedTuple

from evaluation.documents.content import count
from evaluation.documents.pack.content import PackContent, read
from evaluation.documents.pack.files import (
    FOLDER,
    MOST_BYTES,
    MOST_MEGABYTES,
    Enclosed,
    document_name,
    entries,
    fitting,
    size,
    suggested,
    unique,
)
from evaluation.documents.pack.index import index
from evaluation.documents.pack.missing import missing
from evaluation.documents.pack.people import people
from evaluation.documents.pack.since import since
from evaluation.documents.pack.start import Part, start
from evaluation.documents.pack.summary import summary
from evaluation.documents.plan import written
from evaluation.errors import EvaluationError
from evaluation.evidence.files import size_words
from evaluation.school import School

START, SUMMARY, SINCE = "Start here.docx", "1 Summary.docx", "2 Since the last inspection.docx"
_READABLE = 0o644 << 16
"""Without it some computers unpack files that nobody may open."""
INDEX, PEOPLE = "4 Evidence.xlsx", "5 People.docx"


class _Document(NamedTuple):
    name: str
    holds: str
    much: str
    make: Callable[[], bytes]


def pack(school: School, chosen: Collection[str] | None = None) -> bytes:
    """The pack of a school as the bytes of a .zip file, as this viewer may see it.

    `chosen` are the ids of the evidence whose files come along; without it those that are suggested and fit. Evidence
    that is no longer here, or has no file, is passed over. Raises NotAllowed for people from outside, EvaluationError
    where the files chosen are too large together, FrameworkUnknown.
    """
    content = read(school)
    wanted = {piece.id for piece in fitting(suggested(content))} if chosen is None else set(chosen)
    pieces = [piece for piece in content.evidence if piece.file and piece.id in wanted]
    if (takes := size(pieces)) > MOST_BYTES:
        raise EvaluationError(
            f"The files chosen have {size_words(takes)}, and a pack holds at most {MOST_MEGABYTES} MB. Choose fewer."
        )
    return packed(content, [piece.id for piece in pieces], school.evidence.content)


def packed(content: PackContent, chosen: Collection[str], opened: Callable[[str], bytes]) -> bytes:
    """The pack from what was read; `opened` gives the file of a piece of evidence, or raises EvaluationError.

    Nothing is pressed together once more: Word and Excel files, pictures and PDFs already are.
    """
    listed = entries(content.evidence)
    target, failed, kept = BytesIO(), [], set()
    at = datetime.now().timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:

        def put(name: str, inside: bytes) -> None:
            entry = zipfile.ZipInfo(name, at)
            entry.external_attr = _READABLE
            archive.writestr(entry, inside)

        for evidence_id in chosen:
            try:
                put(listed[evidence_id].path, opened(evidence_id))
                kept.add(evidence_id)
            except EvaluationError as problem:
                failed.append(f"{listed[evidence_id].piece.title}: {problem}")
        enclosed = Enclosed(listed, frozenset(kept))
        documents = list(_documents(content, enclosed))
        names = unique(document.name for document in documents)
        parts = [Part(name, document.holds, document.much) for name, document in zip(names, documents, strict=True)]
        parts += _files(enclosed)
        put(START, start(content, parts, missing(content), failed))
        for name, document in zip(names, documents, strict=True):
            put(name, document.make())
    return target.getvalue()


def _documents(content: PackContent, enclosed: Enclosed) -> Iterator[_Document]:
    """The documents in the order of their names."""
    strands = count(len(content.strands), "strand")
    yield _Document(
        SUMMARY,
        "Each strand on a page: grade, why, evidence, next steps, and what we do not have yet.",
        strands,
        partial(summary, content, enclosed, INDEX),
    )
    yield _Document(
        SINCE,
        "What inspectors found, what we say now, what was recommended and what was done.",
        count(len(content.inspections), "inspection"),
        partial(since, content),
    )
    for plan in content.written:
        yield _Document(
            document_name(f"3 Action plan – {plan.record.plan.name}"),
            "Who does what by when, how it stands, and what others found of it.",
            count(len(plan.record.actions), "action"),
            partial(written, plan),
        )
    yield _Document(
        INDEX,
        "Every piece of evidence by its number, with where it is kept.",
        count(len(content.evidence), "piece of evidence", "pieces of evidence"),
        partial(index, content, enclosed),
    )
    if content.names:
        yield _Document(PEOPLE, "Who speaks for which strand, and who stands in.", strands, partial(people, content))


def _files(enclosed: Enclosed) -> list[Part]:
    """The folder of files as one line of the table of contents; nothing where there is none."""
    pieces = [enclosed.entries[evidence_id].piece for evidence_id in enclosed.ids]
    if not pieces:
        return []
    much = f"{count(len(pieces), 'file')}, {size_words(size(pieces))}"
    return [Part(FOLDER, "The files that were chosen, by their numbers in the index.", much)]
