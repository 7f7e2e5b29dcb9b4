"""What others found and what shows it: comparison, inspections, findings, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook

from evaluation.comparison import compare, gap_words, session_before
from evaluation.documents.content import Content, day, graded
from evaluation.documents.sheets import BAND, BOLD, Column, Value, add_sheet, finish, head, overflow, sentence, table, write_row
from evaluation.frameworks import Framework
from evaluation.records import EVIDENCE_KINDS, VOICES, Inspection, SessionRecord

COMPARISON, INSPECTIONS, FINDINGS, EVIDENCE = "Comparison", "Inspections", "Findings", "Evidence"
NO_INSPECTIONS = "No inspection is recorded here yet."


def comparison(book: Workbook, content: Content) -> None:
    """Each inspection beside the last self-evaluation locked before it, pair by pair; the latest inspection first."""
    columns = (
        Column("Inspection", 13), Column("Our strand", 24), Column("Our grade", 18), Column("is", 12), Column("Their area", 24),
        Column("Their grade", 18), Column("We graded ourselves", 14), Column("Can be compared", 26), Column("What we wrote", 40),
        Column("What they wrote", 40),
    )  # fmt: skip
    ws = add_sheet(book, COMPARISON, "What we said beside what inspectors found", content, [c.width for c in columns])
    if not content.inspections:
        sentence(ws, 2, NO_INSPECTIONS, len(columns))
        return
    header = sentence(
        ws, 2, "Beside each inspection stands the last self-evaluation that was held and locked before it began.", len(columns)
    )
    head(ws, header, columns)
    row = header + 1
    locked = [record for record in content.records if record.evaluation.locked]
    for inspection in content.inspections:
        session = session_before(locked, inspection, content.library)
        found = compare(inspection, session, content.library)
        notes = [f"{inspection.kind_name}, {day(inspection.started_on)}: {content.library.get(*inspection.framework).name}"]
        notes += [_beside(session, content)] if session else []
        notes += [found.reading, *([found.notice] if found.notice else [])]
        for place, note in enumerate(notes):
            overflow(ws, row, (inspection.started_on, note), len(columns), BOLD if place == 0 else None, BAND)
            row += 1
        for pair in found.rows.to_dict("records"):
            write_row(ws, row, _pair(pair, inspection, session, content))
            row += 1
    finish(ws, header, len(columns), fixed=2, last=row - 1)


def inspections(book: Workbook, content: Content) -> None:
    """One row for each inspection."""
    columns = (
        Column("First day", 12), Column("Kind", 24), Column("Framework", 26), Column("Published", 12), Column("Number", 13),
        Column("Type of inspection", 24), Column("Outcome", 28), Column("Category", 16), Column("Findings", 10),
        Column("Note", 32), Column("Report", 34), Column("Source", 26),
    )  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            i.started_on, i.kind_name, content.library.get(*i.framework).short_name, i.published_on, i.number,
            i.type_words, i.outcome, i.category, len(i.findings), i.note, i.report_url, i.source,
        )
        for i in content.inspections
    ]  # fmt: skip
    _register(book, content, INSPECTIONS, "Inspections", columns, rows, NO_INSPECTIONS)


def findings(book: Workbook, content: Content) -> None:
    """One row for each finding of each inspection."""
    columns = (
        Column("First day", 12), Column("Kind", 26), Column("Framework", 26), Column("Area", 30), Column("Grade", 22),
        Column("How far a concern goes", 24), Column("What they wrote", 76),
    )  # fmt: skip
    rows: list[Sequence[Value]] = []
    for inspection in content.inspections:
        framework = content.library.get(*inspection.framework)
        escalations = {step.id: step.name for step in framework.escalations}
        for finding in inspection.findings:
            grade = graded(framework.scale(finding.strand_id), finding.grade, "No grade given")
            said = (framework.strand(finding.strand_id).name, grade, escalations.get(finding.escalation or ""), finding.words)
            rows.append((inspection.started_on, inspection.kind_name, framework.short_name, *said))
    _register(book, content, FINDINGS, "What inspections found", columns, rows, "No finding is recorded here yet.")


def evidence(book: Workbook, content: Content) -> None:
    """One row for each piece of evidence, with the names of its strands."""
    columns = (
        Column("Date it describes", 14), Column("What it is", 40), Column("Kind", 16), Column("Whose voice", 20),
        Column("What it shows", 56), Column("Strands", 36), Column("Where it is kept", 30), Column("Added on", 12),
        Column("Added by", 16),
    )  # fmt: skip
    names = _strand_names(content.library.frameworks.values())
    rows: list[Sequence[Value]] = [
        (
            e.describes_on, e.title, EVIDENCE_KINDS[e.kind], VOICES[e.voice] if e.voice else None, e.shows,
            "; ".join(dict.fromkeys(names.get(key, key[1]) for key in e.strands)), e.where_kept,
            e.added_at.date() if e.added_at else None, e.added_by,
        )
        for e in content.evidence
    ]  # fmt: skip
    _register(book, content, EVIDENCE, "Evidence", columns, rows, "No evidence is recorded here yet.")


def _register(
    book: Workbook, content: Content, name: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]], none: str
) -> None:
    """A sheet of one list, or a sentence where the list is empty."""
    ws = add_sheet(book, name, title, content, [c.width for c in columns])
    if not rows:
        sentence(ws, 2, none, len(columns))
        return
    finish(ws, 2, len(columns), fixed=2, last=table(ws, 2, columns, rows) - 1)


def _beside(session: SessionRecord, content: Content) -> str:
    evaluation = session.evaluation
    locked = f", locked on {day(evaluation.locked_at.date())}" if evaluation.locked_at else ""
    name = content.library.get(*evaluation.framework).name
    return f"Beside it: our self-evaluation of {day(evaluation.held_on)} ({name}){locked}."


def _pair(pair: dict[Any, Any], inspection: Inspection, session: SessionRecord | None, content: Content) -> Sequence[Value]:
    """A row of a comparison: see `comparison.Comparison` for what `pair` holds."""
    pair = {key: None if pd.isna(value) else value for key, value in pair.items()}
    ours, theirs = pair["our_grade_name"], pair["their_grade_name"]
    if session and pair["our_grade"]:
        scale = content.library.get(*session.evaluation.framework).scale(pair["strand_id"])
        ours = graded(scale, pair["our_grade"], ours)
    if pair["their_grade"]:
        scale = content.library.get(*inspection.framework).scale(pair["area_id"])
        theirs = graded(scale, pair["their_grade"], theirs)
    return (
        inspection.started_on, pair["strand"], ours, pair["relation_words"], pair["area"], theirs,
        gap_words(int(pair["gap"])) if pair["comparable"] else None,
        "Yes" if pair["comparable"] else pair["reason"], pair["why"], pair["words"],
    )  # fmt: skip


def _strand_names(frameworks: Any) -> dict[tuple[str, str], str]:
    """(framework id, strand id) to the strand's name, as the newest edition calls it."""
    oldest_first: list[Framework] = sorted(frameworks, key=lambda f: f.in_force_from)
    return {(framework.id, strand.id): strand.name for framework in oldest_first for strand in framework.strands}
