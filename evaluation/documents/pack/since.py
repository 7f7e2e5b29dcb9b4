"""Since the last inspection: what inspectors found, what we say now, and what was done about what they recommended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from docx.document import Document as WordDocument

from evaluation.charts.chart import each
from evaluation.comparison import Comparison, gap_words
from evaluation.documents.pack.content import PackContent
from evaluation.documents.pack.summary import grade_words
from evaluation.documents.plan_words import evidence_of, stands
from evaluation.documents.word import blank, bullets, heading, numbered, paragraph, saved, table, tight
from evaluation.evidence.records import Evidence
from evaluation.frameworks import Relation
from evaluation.plan.actions import Standing, standings
from evaluation.plan.causes import cause_key
from evaluation.plan.records import Action, Cause, PlanRecord
from evaluation.records import POINT_KINDS, Inspection, Point, day
from evaluation.session import StrandState

NEVER = (
    "What we say now stands beside what inspectors found. Where the two are not on one scale, or are about different "
    "things, they are not compared, and it says why."
)
RELATED: Mapping[Relation, str] = {
    "same": "is the same as",
    "part_of": "is part of",
    "contains": "contains",
    "overlaps": "overlaps with",
}
NO_INSPECTION = "No published inspection is recorded here."


def since(content: PackContent) -> bytes:
    """The document as the bytes of a .docx file; without what is under embargo."""
    document = blank(content.school, "Since the last inspection", "What was found, and what came of it")
    numbered(document)
    tight(document)
    heading(document, "Since the last inspection", 1)
    for sentence in content.confidential:
        paragraph(document, sentence)
    if content.inspections:
        bullets(document, map(_which, content.inspections))
    else:
        paragraph(document, NO_INSPECTION)
    _strands(document, content)
    _recommendations(document, content)
    _other_points(document, content)
    heading(document, "What moved between our last two self-evaluations", 2)
    paragraph(document, content.moved.note)
    bullets(document, content.moved.sentences)
    return saved(document)


def _which(inspection: Inspection) -> str:
    outcome = f": {inspection.outcome}" if inspection.outcome else ""
    published = f". Published on {day(inspection.published_on)}" if inspection.published_on else ""
    return f"{_name(inspection)}{outcome.rstrip('.')}{published}."


def _name(inspection: Inspection) -> str:
    return f"{inspection.kind_name}, {day(inspection.started_on)}"


# ------------------------------------------------------------------ strand by strand


def _strands(document: WordDocument, content: PackContent) -> None:
    """Each of our strands with what inspectors found of it; then what they found that is about none of ours."""
    found = [comparison for comparison in content.comparisons if len(comparison.rows)]
    if not found:
        return
    heading(document, "Strand by strand", 2)
    paragraph(document, NEVER)
    for strand in content.strands:
        rows = [row for comparison in found for row in _found(comparison, strand.state)]
        ours = _ours(content, strand.state)
        heading(document, strand.state.strand.name, 3)
        if rows:
            table(document, ("Who", "What was said", "Read together"), [*rows, ours], (4, 7, 5))
        else:
            paragraph(document, f"{ours[1][0]}. No inspection since then spoke of it.")
    alone = [
        f"{row['area']}: {row['their_grade_name']}. {row['words'] or ''} ({_name(comparison.inspection)})"
        for comparison in found
        for row in each(comparison.rows)
        if pd.isna(row["strand_id"])
    ]
    if alone:
        heading(document, "Areas that none of our strands covers", 3)
        bullets(document, alone)


def _ours(content: PackContent, state: StrandState) -> tuple[str, list[str], str]:
    assert content.session is not None
    who = f"We, {day(content.session.evaluation.held_on)}"
    return who, [line for line in (grade_words(state), state.judgement.why) if line], ""


def _found(comparison: Comparison, state: StrandState) -> list[tuple[str, list[str], str]]:
    """What one inspection said of one of our strands: who, what, and how it reads beside ours."""
    rows = [row for row in each(comparison.rows) if row["strand_id"] == state.strand.id and not pd.isna(row["area_id"])]
    return [(_name(comparison.inspection), _said(row), together(row)) for row in rows]


def _said(row: Mapping[str, Any]) -> list[str]:
    lines = [f"{row['area']}: {row['their_grade_name']}", row["words"]]
    return [line for line in lines if isinstance(line, str) and line]


def together(row: Mapping[str, Any]) -> str:
    """How a strand of ours and one of theirs read together: how they relate, and our grade beside theirs."""
    related = f"Our strand {RELATED[row['relation']]} theirs."
    if not row["comparable"]:
        return f"{related} Not compared: {row['reason'][:1].lower()}{row['reason'][1:]}"
    gap = int(row["gap"])
    return f"{related} We say {'the same grade' if gap == 0 else gap_words(gap)}."


# ------------------------------------------------------------------ what was recommended, and done


def _recommendations(document: WordDocument, content: PackContent) -> None:
    """Each recommendation with the actions that come from it and how they stand."""
    named = [(i, point) for i in content.inspections for point in i.points if point.kind == "recommendation"]
    if not named:
        return
    heading(document, "What was recommended, and what was done", 2)
    led_to = _by_cause(content)
    rows = []
    for inspection, point in named:
        actions = led_to.get(cause_key(Cause("recommendation", inspection_id=inspection.id, point_id=point.id)), [])
        if content.plans.shown:
            done = [line for found in actions for line in found] or [_none_yet(content, inspection, point)]
        rows.append(([point.text, _name(inspection)], done))
    table(document, ("What was recommended", "What was done"), rows, (6.5, 9.5))


def _by_cause(content: PackContent) -> dict[str, list[list[str]]]:
    """What is said of each action, by the key of its cause."""
    register = {piece.id: piece for piece in content.evidence}
    found: dict[str, list[list[str]]] = {}
    for record in content.plans.records:
        stand = standings(record, content.made_on)
        for action in record.actions:
            if action.cause:
                words = _action(record, action, stand[action.id], register)
                found.setdefault(cause_key(action.cause), []).append(words)
    return found


def _action(record: PlanRecord, action: Action, standing: Standing, register: Mapping[str, Evidence]) -> list[str]:
    due = f", due {day(action.due_on)}" if action.due_on else ""
    lines = [f"{action.what} ({action.owner or 'nobody yet'}{due}): {stands(standing)}."]
    if update := standing.update:
        lines.append(f"{day(update.on)}: {update.progress}" if update.progress else "")
        lines.append(f"What changed for pupils: {update.changed_for_pupils}" if update.changed_for_pupils else "")
    counting, _ = evidence_of(record, action, register)
    lines.append(f"Evidence since it began: {', '.join(piece.title for piece in counting)}." if counting else "")
    return [line for line in lines if line]


def _none_yet(content: PackContent, inspection: Inspection, point: Point) -> str:
    begun = {(gap.inspection.id, gap.point.id): gap.draft for gap in content.plans.gaps}
    draft = begun.get((inspection.id, point.id), False)
    return "No action is agreed yet; a draft has been begun." if draft else "No action is agreed yet."


def _other_points(document: WordDocument, content: PackContent) -> None:
    """Strengths and issues that inspectors named."""
    named = [
        f"{POINT_KINDS[point.kind]}: {point.text} ({_name(inspection)})"
        for inspection in content.inspections
        for point in inspection.points
        if point.kind != "recommendation"
    ]
    if named:
        heading(document, "What else inspectors named", 2)
        bullets(document, named)
