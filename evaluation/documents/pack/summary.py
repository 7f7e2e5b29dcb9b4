"""The summary: each strand on a page of its own. Grade, why, what the marks support, evidence, next steps, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt

from evaluation.cards import Card
from evaluation.documents.content import count
from evaluation.documents.pack.content import NOTICE, PackContent
from evaluation.documents.pack.files import Enclosed
from evaluation.documents.standing import MARK_WORDS, supported
from evaluation.documents.word import blank, bullets, heading, numbered, paragraph, saved, table, tight
from evaluation.evidence.freshness import FRESHNESS_WORDS, rule, state_of, words
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence
from evaluation.frameworks import Framework, Scale
from evaluation.records import Direction, day
from evaluation.school.readiness import StrandEvidence
from evaluation.session import Session, StrandState

PIECES, STANDARDS = 5, 4
"""How many pieces of evidence and standards are named on a strand's page; the rest is counted."""

DIRECTIONS: dict[Direction, str] = {
    "improve": "We want to improve it.",
    "sustain": "We want to sustain it.",
    "watch": "We watch it.",
}
NOT_JUDGED = "Not judged yet"
NO_GRADE = "This strand gets no grade"


def summary(content: PackContent, enclosed: Enclosed, index_name: str) -> bytes:
    """The summary as the bytes of a .docx file; `index_name` is the file in which all evidence is listed."""
    document = blank(content.school, "Summary", "What the school says of itself, strand by strand")
    numbered(document)
    tight(document)
    heading(document, "What we say of ourselves", 1)
    session = content.session
    if session is None:
        paragraph(document, "The school has not held a self-evaluation here yet.")
        return saved(document)
    paragraph(document, _which(session))
    _at_a_glance(document, content.strands)
    for strand, card in zip(content.strands, content.cards, strict=True):
        _strand(document, content, strand, card, enclosed, index_name)
    heading(document, "How to read it", 1, new_page=True)
    _meanings(document, session.framework)
    heading(document, "How strong evidence is", 2)
    paragraph(document, rule(content.half_lives, EVIDENCE_KINDS))
    heading(document, "About this summary", 2)
    paragraph(document, NOTICE)
    return saved(document)


def grade_words(state: StrandState) -> str:
    """The grade of a strand in words, or that there is none."""
    if state.scale is None:
        return NO_GRADE
    grade = state.judgement.grade
    return state.scale.name_of(grade) if grade else NOT_JUDGED


def _which(session: Session) -> str:
    evaluation = session.evaluation
    locked = f"locked on {day(evaluation.locked_at.date())}" if evaluation.locked_at else "still open, so it may change"
    return f"Self-evaluation of {day(evaluation.held_on)} against {session.framework.name}, {locked}."


def _at_a_glance(document: WordDocument, strands: Iterable[StrandEvidence]) -> None:
    heading(document, "At a glance", 2)
    rows = [
        (
            each.state.strand.name,
            grade_words(each.state),
            supported(each.state, each.state.scale) or NO_GRADE,
            str(each.basis.strength),
        )
        for each in strands
    ]
    table(document, ("Strand", "We say", "What the marks support", "Evidence"), rows, (4, 4, 4.4, 3.6))


# ------------------------------------------------------------------ one strand


def _strand(
    document: WordDocument,
    content: PackContent,
    found: StrandEvidence,
    card: Card,
    enclosed: Enclosed,
    index_name: str,
) -> None:
    """One strand's page."""
    state = found.state
    heading(document, state.strand.name, 1, new_page=True)
    paragraph(document, state.strand.question)
    paragraph(document, grade_words(state), "Heading 2")
    grade, direction = state.judgement.grade, state.judgement.direction
    meaning = state.scale.grade(grade).meaning if state.scale and grade else ""
    if said := " ".join(filter(None, (meaning, DIRECTIONS[direction] if direction else ""))):
        paragraph(document, said)
    _why(document, card)
    _marks(document, state)
    heading(document, "Evidence", 2)
    paragraph(document, f"{words(found.basis)}.")
    _pieces(document, content, found.pieces, enclosed, index_name)
    heading(document, "Next steps", 2)
    bullets(document, card.next_steps or ["None is written down yet."])
    heading(document, "What we do not have yet", 2)
    bullets(document, _gaps(content, found, card) or ["Nothing that we know of."])


def _why(document: WordDocument, card: Card) -> None:
    """The reason in full, and what of the card it does not say."""
    why = card.state.judgement.why
    more = [reason for reason in card.reasons if reason.removesuffix(" …") not in " ".join(why.split())]
    heading(document, "Why", 2)
    for line in why.splitlines():
        if line.strip():
            paragraph(document, line)
    bullets(document, more)
    if not (why.strip() or more):
        paragraph(document, "No reason is given yet.")


def _marks(document: WordDocument, state: StrandState) -> None:
    """What the marks support, and the standards that keep more out of reach."""
    support, scale = state.support, state.scale
    if scale is None:
        return
    heading(document, "What the marks support", 2)
    said = f"{(supported(state, scale) or '').removesuffix('.')}."
    blocked = scale.name_of(support.blocked) if support.blocked and support.blockers else ""
    paragraph(document, f"{said} {blocked} is out of reach because of:" if blocked else said)
    if blocked:
        named = [f"{s.text} ({MARK_WORDS[state.marks[s.id]].lower()})" for s in support.blockers]
        bullets(document, _first(named, "more standard"))


def _pieces(
    document: WordDocument, content: PackContent, pieces: Sequence[Evidence], enclosed: Enclosed, index_name: str
) -> None:
    """The freshest pieces in a table, those that have faded least first."""

    def faded(piece: Evidence) -> float:
        return (content.made_on - piece.describes_on).days / content.half_lives[piece.kind]

    rows = []
    for piece in sorted(pieces, key=faded)[:PIECES]:
        here = " (its file is in this pack)" if enclosed.path(piece.id) else ""
        kind = EVIDENCE_KINDS[piece.kind] + (f", {VOICES[piece.voice].lower()}" if piece.voice else "")
        fresh = FRESHNESS_WORDS[state_of(piece, content.half_lives, content.made_on)].lower()
        rows.append(
            (enclosed.entries[piece.id].number, f"{piece.title}{here}", kind, f"{day(piece.describes_on)}, {fresh}")
        )
    if rows:
        table(document, ("No.", "What it is", "Kind and voice", "Of when"), rows, (1.4, 6.6, 4, 4))
    if more := len(pieces) - len(rows):
        paragraph(document, f"{count(more, 'more piece')} in “{index_name}”.").paragraph_format.space_before = Pt(4)


def _gaps(content: PackContent, found: StrandEvidence, card: Card) -> list[str]:
    """What is missing of a strand, admitted before anybody asks."""
    state, support = found.state, found.state.support
    gaps = []
    if state.scale and state.judgement.grade is None:
        gaps.append("It has no grade yet.")
    if left := support.total - support.judged:
        gaps.append(f"{left} of {count(support.total, 'standard')} {'is' if left == 1 else 'are'} not judged.")
    blocking = {standard.id for standard in support.blockers} if support.blocked else set()
    unmet = [s for s in state.strand.standards if state.marks.get(s.id) in ("partly", "not_met")]
    others = [f"{MARK_WORDS[state.marks[s.id]]}: {s.text}" for s in unmet if s.id not in blocking]
    gaps += _first(others, "more standard that is not met", "more standards that are not met")
    judged = [s.id for s in state.strand.standards if s.id in state.marks]
    if bare := sum(not found.standards[standard_id].pieces for standard_id in judged):
        gaps.append(f"No evidence is linked to {bare} of the {count(len(judged), 'standard')} that we judged.")
    if not found.basis.pieces or found.basis.stale == found.basis.pieces:
        gaps.append("No evidence of it is fresh enough to stand on.")
    if content.names and not card.said.speaker:
        gaps.append("Nobody is named who speaks for it.")
    return gaps


def _first(lines: Sequence[str], one: str, many: str = "") -> list[str]:
    """The first of some lines, and how many more there are."""
    more = len(lines) - STANDARDS
    return [*lines[:STANDARDS], *([f"and {count(more, one, many)}"] if more > 0 else [])]


def _meanings(document: WordDocument, framework: Framework) -> None:
    """What the grades mean, the best first."""
    for scale in framework.scales:
        heading(document, _scale_name(scale, framework), 2)
        rows = [(grade.name, grade.meaning) for grade in reversed(scale.grades)]
        table(document, ("Grade", "What it means"), rows)


def _scale_name(scale: Scale, framework: Framework) -> str:
    return "What the grades mean" if len(framework.scales) == 1 else f"What the grades mean: {scale.name}"
