"""Everything that was said over the years: every self-evaluation, each of its judgements and marks, and leaders' own.

Drafts are in it only for those who may see them, and marked as open.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from evaluation.documents.content import OPEN, Content, graded
from evaluation.documents.sheets import Value, listing
from evaluation.documents.standing import MARK_WORDS, NONE_YET
from evaluation.records import SessionRecord

HELD, JUDGEMENTS, MARKS, LEADERS = "Self-evaluations", "Judgements", "Marks", "Leaders"


def held(book: Workbook, content: Content) -> None:
    """One row for each self-evaluation, the latest first."""
    columns = {
        "Held on": 13, "Framework": 34, "Edition": 12, "State": 12, "Locked on": 13,
        "Strands": 11, "Strands judged": 12, "Standards marked": 13,
    }  # fmt: skip
    rows: list[Sequence[Value]] = []
    for record in content.records:
        evaluation, framework = record.evaluation, content.library.get(*record.evaluation.framework)
        judged = sum(said.grade is not None for said in record.judgements.values())
        rows.append(
            (
                evaluation.held_on, framework.name, framework.version, _state(record),
                evaluation.locked_at.date() if evaluation.locked_at else None,
                len(evaluation.strands), judged, len(record.marks),
            )
        )  # fmt: skip
    listing(book, content, HELD, "Every self-evaluation", columns, rows, NONE_YET)


def judgements(book: Workbook, content: Content) -> None:
    """One row for each strand of each self-evaluation of which something is said, the latest first.

    Who saved it last is left out for those who read no names of staff.
    """
    columns = {
        "Held on": 13, "Framework": 22, "Edition": 11, "State": 10, "Strand": 26, "Grade": 20, "Direction": 12,
        "Why": 70, **({"Saved on": 13, "Saved by": 20} if content.names else {}),
    }  # fmt: skip
    rows: list[Sequence[Value]] = []
    for record in content.records:
        framework = content.library.get(*record.evaluation.framework)
        for strand_id in record.evaluation.strands:
            said = record.judgements.get(strand_id)
            if said is None:
                continue
            saved = (said.saved_at.date() if said.saved_at else None, said.saved_by) if content.names else ()
            rows.append(
                (
                    record.evaluation.held_on, framework.short_name, framework.version, _state(record),
                    framework.strand(strand_id).name, graded(framework.scale(strand_id), said.grade, "Not judged"),
                    said.direction.capitalize() if said.direction else None, said.why or None, *saved,
                )
            )  # fmt: skip
    note = "Compare grades within one scale only. What is open may still change."
    none = "Nothing has been said of a strand yet."
    listing(book, content, JUDGEMENTS, "What was said of each strand", columns, rows, none, note)


def marks(book: Workbook, content: Content) -> None:
    """One row for each mark of each self-evaluation, the latest first."""
    columns = {
        "Held on": 13, "Framework": 22, "Edition": 11, "State": 10, "Strand": 26, "Standard": 80, "Mark": 13,
    }  # fmt: skip
    rows: list[Sequence[Value]] = []
    for record in content.records:
        framework = content.library.get(*record.evaluation.framework)
        for strand_id in record.evaluation.strands:
            strand = framework.strand(strand_id)
            rows += [
                (
                    record.evaluation.held_on, framework.short_name, framework.version, _state(record),
                    strand.name, standard.text, MARK_WORDS[record.marks[standard.id]],
                )
                for standard in strand.standards if standard.id in record.marks
            ]  # fmt: skip
    listing(book, content, MARKS, "Every mark", columns, rows, "No standard has been marked yet.")


def leaders(book: Workbook, content: Content) -> None:
    """What leaders said of their own before they looked at it together: of locked self-evaluations, without names."""
    columns = {
        "Held on": 13, "Framework": 22, "Strand": 26, "How far apart": 50, "One leader's grade": 22, "Why": 60,
    }  # fmt: skip
    rows: list[Sequence[Value]] = []
    for evaluation, said in content.more.leaders:
        framework = content.library.get(*evaluation.framework)
        rows += [
            (
                evaluation.held_on, framework.short_name, said.strand.name,
                said.spread.sentence() if said.spread else None, graded(said.scale, each.grade, ""), each.why or None,
            )
            for each in said.said
        ]  # fmt: skip
    note = "A row for each leader who said theirs, the highest grade first. Nobody is named."
    none = "No leader has said theirs in a self-evaluation that is locked."
    listing(book, content, LEADERS, "What leaders said of their own", columns, rows, none, note)


def _state(record: SessionRecord) -> str:
    return "Locked" if record.evaluation.locked else OPEN
