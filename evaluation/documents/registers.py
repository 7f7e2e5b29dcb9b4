"""What others found and what shows it: comparison, inspections, findings, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break

from evaluation.comparison import Comparison, caution, gap_words
from evaluation.documents.content import CONFIDENTIAL, Content, graded
from evaluation.documents.sheets import (
    BODY,
    BOLD,
    Value,
    add_sheet,
    band,
    finish,
    head,
    listing,
    sentence,
    widen,
    write_row,
)
from evaluation.evidence.freshness import stale_from, state_of
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES
from evaluation.frameworks import Framework
from evaluation.records import POINT_KINDS, STAGES, day
from evaluation.visible.records import PUPIL_GROUPS, Practice
from evaluation.visible.words import slot_words

COMPARISON, INSPECTIONS, FINDINGS, POINTS, EVIDENCE = "Comparison", "Inspections", "Findings", "Points", "Evidence"
PRACTICE = "Practice"
PRACTICE_INSIDE = "What the school does, and when, is for the people of the school, so it is left out here."
NO_ACTION_YET, NOT_SHOWN = "No action yet", "Left out here"
NO_INSPECTIONS = "No inspection is recorded here yet."


def comparison(book: Workbook, content: Content) -> None:
    """Each inspection beside the self-evaluation that stands first for it, pair by pair; the latest first."""
    columns = {
        "Inspection": 14, "Our strand": 22, "Our grade": 17, "Our strand is": 14,
        "Their area": 22, "Their grade": 17, "We graded ourselves": 15,
        "Can be compared": 22, "What we wrote": 40, "What they wrote": 40,
    }  # fmt: skip
    ws = add_sheet(book, COMPARISON, "What we said beside what inspectors found", content, columns.values())
    if not content.inspections:
        sentence(ws, 2, NO_INSPECTIONS, len(columns))
        return
    note = (
        "Beside each inspection stands the last self-evaluation that was held and locked before it began. "
        "Where there is none, another locked one stands there, and a line says what to bear in mind."
    )
    header = sentence(ws, 2, f"{note} {content.left_out}".rstrip(), len(columns))
    found = content.comparisons
    blocks = [[_pair(pair, one, content) for pair in one.rows.to_dict("records")] for one in found]
    widen(ws, [row for block in blocks for row in block])
    head(ws, header, list(columns))
    row = header + 1
    for one, block in zip(found, blocks, strict=True):
        top = row
        for words in _notes(one, content):
            band(ws, row, (one.inspection.started_on, words), len(columns), BOLD if row == top else BODY)
            row += 1
        if one is not found[0]:
            ws.row_breaks.append(Break(id=top - 1))
        for values in block:
            write_row(ws, row, values)
            row += 1
    finish(ws, header, len(columns), fixed=2, last=row - 1)


def inspections(book: Workbook, content: Content) -> None:
    """One row for each inspection."""
    columns = {
        "First day": 13, "Kind": 20, "Framework": 20, "How far it is": 20, "Published": 14,
        "Number": 14, "Type of inspection": 22, "Outcome": 24, "Category": 15,
        "Findings": 13, "Note": 32, "Report": 30, "Source": 20,
    }  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            i.started_on, i.kind_name, content.library.get(*i.framework).short_name, STAGES[i.stage], i.published_on,
            i.number, "; ".join(filter(None, (i.type_words, i.predecessor(content.school)))),
            CONFIDENTIAL if i.withheld else i.outcome, i.category,
            None if i.withheld else len(i.findings), i.note, i.report_url, i.source,
        )
        for i in content.inspections
    ]  # fmt: skip
    listing(book, content, INSPECTIONS, "Inspections", columns, rows, NO_INSPECTIONS)


def findings(book: Workbook, content: Content) -> None:
    """One row for each finding of each inspection."""
    columns = {
        "First day": 13, "Kind": 26, "Framework": 26, "Area": 30, "Grade": 22,
        "How far a concern goes": 24, "What they wrote": 76,
    }  # fmt: skip
    rows: list[Sequence[Value]] = []
    for inspection in content.inspections:
        framework = content.library.get(*inspection.framework)
        escalations = {step.id: step.name for step in framework.escalations}
        for finding in inspection.findings:
            grade = graded(framework.scale(finding.strand_id), finding.grade, "No grade given")
            area, concern = framework.strand(finding.strand_id).name, escalations.get(finding.escalation or "")
            where = inspection.started_on, inspection.kind_name, framework.short_name
            rows.append((*where, area, grade, concern, finding.words))
    listing(book, content, FINDINGS, "What inspections found", columns, rows, "No finding is recorded here yet.")


def points(book: Workbook, content: Content) -> None:
    """One row for each strength, recommendation and issue that an inspection named, and the actions it led to."""
    columns = {
        "First day": 13, "Kind of inspection": 26, "What it is": 18, "Serious": 10, "Strand": 30, "In words": 60,
        "What the report says": 60, "Page": 8, **({"Action": 40} if content.plans.shown else {}),
    }  # fmt: skip
    led_to = _actions_by_point(content)
    rows: list[Sequence[Value]] = []
    for inspection in content.inspections:
        framework = content.library.get(*inspection.framework)
        for point in inspection.points:
            strand = framework.strand(point.strand_id).name if point.strand_id else None
            serious = "Serious" if point.serious else None
            what = POINT_KINDS[point.kind], serious, strand, point.text, point.sentence, point.page
            action = led_to.get((inspection.id, point.id)) or (NOT_SHOWN if point.kind == "recommendation" else None)
            row = inspection.started_on, inspection.kind_name, *what
            rows.append((*row, action) if content.plans.shown else row)
    listing(book, content, POINTS, "Strengths, recommendations and issues", columns, rows, "None is recorded here yet.")


def evidence(book: Workbook, content: Content) -> None:
    """One row for each piece of evidence: what it is linked to, how fresh it is; no actions for who sees no plan.

    Who added it is left out for those who read no names of staff.
    """
    columns = {
        "Date it describes": 14, "What it is": 40, "Kind": 16, "Whose voice": 20,
        "What it shows": 56, "Strands": 36, "Standards": 48, **({"Actions": 40} if content.plans.shown else {}),
        "Where it is kept": 30, "File": 24, "How fresh": 12, "Stale from": 12, "Added on": 12,
        **({"Added by": 16} if content.names else {}),
    }  # fmt: skip
    names, standards = _strand_names(content.library.frameworks.values()), _standard_names(content)
    actions = {action.id: action.what for record in content.plans.records for action in record.actions}
    half_lives = content.more.half_lives
    rows: list[Sequence[Value]] = [
        (
            e.describes_on, e.title, EVIDENCE_KINDS[e.kind], VOICES[e.voice] if e.voice else None, e.shows,
            "; ".join(dict.fromkeys(names.get(key, key[1]) for key in e.strands)),
            "\n".join(standards.get(key, key[1]) for key in e.standards),
            *(["\n".join(actions[key] for key in e.actions if key in actions)] if content.plans.shown else []),
            e.where_kept, e.file.name if e.file else None,
            state_of(e, half_lives, content.made_on).capitalize(), stale_from(e, half_lives),
            e.added_at.date() if e.added_at else None, *([e.added_by] if content.names else []),
        )
        for e in content.evidence
    ]  # fmt: skip
    listing(book, content, EVIDENCE, "Evidence", columns, rows, "No evidence is recorded here yet.")


def practice(book: Workbook, content: Content) -> None:
    """One row for each thing the school does in a typical week; nobody is named."""
    columns = {
        "What": 36, "Subject": 18, "When": 34, "Week": 12, "Year groups": 22, "Pupils it reaches": 28,
        "Strands": 28, "Standards": 60,
    }  # fmt: skip
    names, standards = _strand_names(content.library.frameworks.values()), _standard_names(content)
    rows: list[Sequence[Value]] = [
        (
            p.what, p.subject, slot_words(p.slots), _weeks(p), ", ".join(p.year_groups),
            ", ".join(PUPIL_GROUPS[group] for group in p.groups),
            "; ".join(dict.fromkeys(names.get(key, key[1]) for key in p.strands)),
            "\n".join(standards.get(key, key[1]) for key in p.standards),
        )
        for p in content.practices
    ]  # fmt: skip
    none = "No practice is described here yet." if content.plans.shown else PRACTICE_INSIDE
    listing(book, content, PRACTICE, "What the school does in a typical week", columns, rows, none)


def _weeks(one: Practice) -> str:
    """The week a practice is in, where that is one of two."""
    weeks = {slot.week for slot in one.slots}
    return f"Week {weeks.pop()}" if len(weeks) == 1 and None not in weeks else "Every week" if weeks == {None} else ""


def _actions_by_point(content: Content) -> dict[tuple[str, str], str]:
    """By (inspection, point) id which actions come from it, or that none does yet."""
    found: dict[tuple[str, str], list[str]] = {}
    for action in (action for record in content.plans.records for action in record.actions):
        if action.cause and action.cause.inspection_id and action.cause.point_id:
            what = action.what if action.agreed else f"{action.what} (draft)"
            found.setdefault((action.cause.inspection_id, action.cause.point_id), []).append(what)
    gaps = {(gap.inspection.id, gap.point.id): NO_ACTION_YET for gap in content.plans.gaps if not gap.draft}
    return gaps | {key: "\n".join(each) for key, each in found.items()}


def _notes(found: Comparison, content: Content) -> list[str]:
    """What stands above an inspection's rows: which it is, what is beside it, how to read it."""
    inspection, session = found.inspection, found.session
    notes = [f"{inspection.kind_name}, {day(inspection.started_on)}: {content.library.get(*inspection.framework).name}"]
    if session and session.evaluation.locked_at:
        ours = session.evaluation.held_on, content.library.get(*session.evaluation.framework).name
        locked = day(session.evaluation.locked_at.date())
        notes.append(f"Beside it: our self-evaluation of {day(ours[0])} ({ours[1]}), locked on {locked}.")
    return [*notes, *filter(None, (caution(found), found.reading, found.notice))]


def _pair(pair: dict[Any, Any], found: Comparison, content: Content) -> Sequence[Value]:
    """One row of `found.rows` as cells."""
    inspection, session = found.inspection, found.session
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


def _strand_names(frameworks: Iterable[Framework]) -> dict[tuple[str, str], str]:
    """(framework id, strand id) to the strand's name, as the newest edition calls it."""
    oldest_first = sorted(frameworks, key=lambda f: f.in_force_from)
    return {(framework.id, strand.id): strand.name for framework in oldest_first for strand in framework.strands}


def _standard_names(content: Content) -> dict[tuple[str, str], str]:
    """(framework id, standard id) to the standard's words, as the newest edition puts them."""
    oldest_first = sorted(content.library.frameworks.values(), key=lambda f: f.in_force_from)
    return {
        (framework.id, standard.id): standard.text
        for framework in oldest_first
        for strand in framework.strands
        for standard in strand.standards
    }
