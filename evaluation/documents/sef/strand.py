"""One strand's page of the self-evaluation summary: what we say, why, on what, beside what inspectors said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.documents.blocks import Block, Rows, Text, cut, first, first_that_fits
from evaluation.documents.content import count
from evaluation.documents.pack.since import together
from evaluation.documents.pack.summary import DIRECTIONS as WANTED
from evaluation.documents.plan_words import stands
from evaluation.documents.standing import MARK_WORDS, supported
from evaluation.documents.told import DIRECTIONS, Told, grade_of, graded
from evaluation.documents.word_cells import Bullet, Cell, Line
from evaluation.evidence.freshness import FRESHNESS_WORDS, state_of, words
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence
from evaluation.frameworks import Standard
from evaluation.records import day
from evaluation.school.readiness import StrandEvidence
from evaluation.session import StrandState


@dataclass(frozen=True)
class _Room:
    """How much is said: letters of why, standards, pieces of evidence, inspections, their words, actions, a line."""

    why: int
    standards: int
    pieces: int
    areas: int
    words: int
    actions: int
    line: int


_ROOMS = (
    _Room(1600, 6, 6, 3, 500, 6, 260),
    _Room(1400, 5, 5, 2, 400, 5, 260),
    _Room(1200, 4, 5, 2, 320, 5, 220),
    _Room(1200, 3, 4, 2, 260, 4, 220),
    _Room(1000, 3, 3, 1, 260, 4, 180),
    _Room(900, 2, 3, 1, 220, 3, 160),
    _Room(700, 2, 2, 1, 160, 2, 120),
    _Room(420, 1, 2, 1, 100, 2, 80),
    _Room(240, 1, 1, 1, 60, 1, 45),
)
"""Fewer things before shorter texts: what is cut off helps nobody."""


def strand_page(told: Told, strand: StrandEvidence, room: float) -> Sequence[Block]:
    """A strand's page, as full as a room in points allows."""
    return first_that_fits(_ROOMS, lambda level: list(_page(told, strand, level)), room)


def _page(told: Told, strand: StrandEvidence, room: _Room) -> Iterator[Block]:
    state = strand.state
    yield Text("Heading 1", cut(state.strand.name, 80))
    yield Text("Quote", cut(state.strand.question, 200))
    yield from _facts(strand)
    yield Text("Heading 2", "Why we say so")
    yield Text("Normal", cut(told.hide(state.judgement.why), room.why) or "No reason is given yet.")
    yield from _standards(state, room)
    yield Text("Heading 2", "Evidence")
    yield Text("Normal", f"{words(strand.basis)}.")
    yield from _evidence(told, strand.pieces, room)
    yield Text("Heading 2", "What inspectors said last")
    yield from _inspectors(told, state, room)
    yield Text("Heading 2", "What we do about it")
    yield from _actions(told, state, room)
    yield Text("Heading 2", "What we want next")
    yield Text("Normal", _next(state))


def _facts(strand: StrandEvidence) -> Iterator[Block]:
    state = strand.state
    direction = state.judgement.direction
    facts: tuple[Cell, ...] = (
        grade_of(state),
        (supported(state, state.scale) or "–").removesuffix("."),
        str(strand.basis.strength),
        DIRECTIONS[direction] if direction else "–",
    )
    titles = ("We say", "What the marks support", "Evidence", "We want to")
    about = f"{state.strand.name}: our grade, the grade that the marks support, the evidence, and what we want."
    yield Rows(titles, (facts,), (4.6, 5.2, 4.6, 2.6), about)
    grade = state.judgement.grade
    if state.scale and grade:
        yield Text("Caption", f"{state.scale.name_of(grade)}: {cut(state.scale.grade(grade).meaning, 220)}")


# ------------------------------------------------------------------ standards


def _standards(state: StrandState, room: _Room) -> Iterator[Block]:
    """What is secure beside what blocks the next grade, or what is not met."""
    scale, support = state.scale, state.support
    if not support.total:
        return
    met = [s for s in state.strand.standards if state.marks.get(s.id) == "met"]
    if scale:
        met.sort(key=lambda s: scale.order[s.band], reverse=True)
    secure = first([cut(s.text, room.line) for s in met], room.standards, "more that are met")
    if scale and support.blocked and support.blockers:
        title = f"What keeps {scale.name_of(support.blocked)} out of reach"
        against = list(support.blockers)
    else:
        title = "What is not met yet"
        against = [s for s in state.strand.standards if state.marks.get(s.id) in ("partly", "not_met")]
    blocks = first([_marked(state, s, room.line) for s in against], room.standards, "more that are not met")
    left = support.total - support.judged
    unjudged = (f"{count(left, 'standard is', 'standards are')} not judged.",) if left else ()
    yield Text("Heading 2", f"What is secure, and what is not: {len(met)} of {count(support.total, 'standard')} met")
    yield Rows(
        ("What is secure", title),
        ((_listed(secure, "No standard is marked as met."), (*_listed(blocks, "Nothing that is marked."), *unjudged)),),
        (8.5, 8.5),
        "The standards that are met, beside those that keep the next grade out of reach.",
        named=False,
    )


def _marked(state: StrandState, standard: Standard, most: int) -> str:
    return f"{cut(standard.text, most).removesuffix('.')} ({MARK_WORDS[state.marks[standard.id]].lower()})"


def _listed(lines: Sequence[str], none: str) -> tuple[Line, ...]:
    return tuple(map(Bullet, lines)) or (none,)


# ------------------------------------------------------------------ evidence, inspectors, actions


def _evidence(told: Told, pieces: Sequence[Evidence], room: _Room) -> Iterator[Block]:
    """The pieces that have faded least."""

    def faded(piece: Evidence) -> float:
        return (told.made_on - piece.describes_on).days / told.half_lives[piece.kind]

    shown = sorted(pieces, key=faded)[: room.pieces]
    if not shown:
        return
    yield Rows(
        ("What it is", "Kind and voice", "Of when"),
        tuple(
            (
                cut(told.hide(piece.title), room.line),
                EVIDENCE_KINDS[piece.kind] + (f", {VOICES[piece.voice].lower()}" if piece.voice else ""),
                f"{day(piece.describes_on)}, {FRESHNESS_WORDS[state_of(piece, told.half_lives, told.made_on)].lower()}",
            )
            for piece in shown
        ),
        (7.8, 4.0, 5.2),
        "The evidence that has faded least: what it is, of which kind and whose voice, and of when.",
        named=False,
    )
    if more := len(pieces) - len(shown):
        yield Text("Caption", f"and {count(more, 'more piece', 'more pieces')} in the workbook.")


def _inspectors(told: Told, state: StrandState, room: _Room) -> Iterator[Block]:
    """What published inspections said of it, the latest first; what is comparable before what is not."""
    found = told.said.get(state.strand.id, ())
    if not found:
        yield Text("Normal", "No published inspection recorded here spoke of it since the last that looked at all.")
        return
    yield Rows(
        ("Who and when", "What they said", "Read together"),
        tuple(
            (
                (
                    cut(str(row["area"]), 60),
                    f"{inspection.kind_name}, {day(inspection.started_on)}",
                ),
                _said(told, row, inspection.framework, room),
                cut(together(row), 160),
            )
            for inspection, row in found[: room.areas]
        ),
        (4.8, 7.2, 5.0),
        "What inspectors said, and how it reads beside what we say.",
        named=False,
    )


def _said(told: Told, row: Mapping[str, Any], framework: tuple[str, str], room: _Room) -> Cell:
    scale = told.library.get(*framework).scale(row["area_id"])
    grade = row["their_grade"]
    first_line = graded(scale, grade) if scale and isinstance(grade, str) else str(row["their_grade_name"])
    said = cut(told.hide(row["words"]), room.words) if isinstance(row["words"], str) else ""
    return (first_line, said) if said else (first_line,)


def _actions(told: Told, state: StrandState, room: _Room) -> Iterator[Block]:
    found = told.actions_of(state.strand.id)
    if not found:
        yield Text("Normal", "No agreed action is about it.")
        return
    shown = found[: room.actions]
    yield Rows(
        ("Action", "Due", "How it stands"),
        tuple(
            (cut(action.what, room.line), day(action.due_on) if action.due_on else "–", cut(stands(standing), 60))
            for action, standing in shown
        ),
        (8.6, 3.8, 4.6),
        "The agreed actions about this strand, those not done first.",
        named=False,
    )
    if more := len(found) - len(shown):
        yield Text("Caption", f"and {count(more, 'more action', 'more actions')} in the workbook.")


def _next(state: StrandState) -> str:
    direction, support, scale = state.judgement.direction, state.support, state.scale
    said = [WANTED[direction] if direction else "No direction is chosen yet."]
    if scale and support.blocked and support.blockers:
        number = len(support.blockers)
        verb = "keeps" if number == 1 else "keep"
        said.append(f"{count(number, 'standard')} {verb} {scale.name_of(support.blocked)} out of reach.")
    return " ".join(said)
