"""After an inspection: what did not wait, what comes next, who is told, how leaders feel; and the record of changes."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from evaluation.charts.chart import each as rows_of
from evaluation.documents.content import Content
from evaluation.documents.sheets import Value, listing
from evaluation.next_steps import DISCLAIMER
from evaluation.records import day

SERIOUS, STEPS, TOLD = "Did not wait", "What comes next", "Telling people"
PULSE, CHANGES = "How leaders feel", "Changes"


def serious(book: Workbook, content: Content) -> None:
    """One row for each finding or point marked serious; whose it is is left out where names are not read."""
    columns = {
        "First day": 13, "Inspection": 26, "Strand": 24, "In words": 60, "How it stands": 26,
        **({"Who": 20} if content.names else {}), "By when": 13, "Settled on": 13,
        **({"Referred to": 24} if content.names else {}),
    }  # fmt: skip
    rows: list[Sequence[Value]] = []
    for one in content.more.serious:
        action, names = one.action, content.names
        rows.append(
            (
                one.inspection.started_on, one.inspection.kind_name, one.strand or None, one.words,
                str(one.state).capitalize(), *((action.owner if action else None,) if names else ()),
                action.due_on if action else None, action.settled_on if action else None,
                *((action.referred_to if action else None,) if names else ()),
            )
        )  # fmt: skip
    none = "Nothing is marked as serious."
    listing(book, content, SERIOUS, "What did not wait", columns, rows, none)


def steps(book: Workbook, content: Content) -> None:
    """One row for each step after each recent inspection, by date."""
    columns = {
        "First day": 13, "Inspection": 26, "Step": 40, "By when": 13, "How it stands": 14, "Done on": 13,
        "Waits for": 34, "Source": 46, "Confirmed on": 14,
    }  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            inspection.started_on, inspection.kind_name, due.step.name, due.due_on, str(due.state), due.done_on,
            due.waits_for or None, due.source, due.confirmed_on,
        )
        for inspection, due in content.more.steps
    ]  # fmt: skip
    none = "No inspection that is published leads to a step."
    listing(book, content, STEPS, "What comes next, by when", columns, rows, none, DISCLAIMER)


def told(book: Workbook, content: Content) -> None:
    """One row for each line of the checklist of who is told, for each recent inspection."""
    columns = {
        "First day": 13, "Inspection": 26, "Whom": 26, "What": 70, "Done on": 13,
        **({"Ticked by": 24} if content.names else {}),
    }  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            inspection.started_on, inspection.kind_name, entry.item.group, entry.item.words, entry.done_on,
            *((entry.who or None,) if content.names else ()),
        )
        for inspection, entry in content.more.told
    ]  # fmt: skip
    listing(book, content, TOLD, "Who is told, and when", columns, rows, "No inspection is published here yet.")


def pulse(book: Workbook, content: Content) -> None:
    """How many leaders chose each answer, wave by wave; nothing of fewer than five, nothing that is still open."""
    columns = {
        "Outcome of": 14, "About": 34, "Question": 34, "When": 18, "Answer": 26, "How many": 12,
    }  # fmt: skip
    kinds = {inspection.id: inspection.kind_name for inspection in content.inspections}
    rows: list[Sequence[Value]] = [
        (
            found.pulse.outcome_on, kinds.get(found.pulse.inspection_id or "", "Self-evaluation"), str(row["question"]),
            str(row["wave"]), str(row["answer_words"]), int(row["count"]),
        )
        for found in content.more.pulses for row in rows_of(found.counts)
    ]  # fmt: skip
    note = "Shown only from five answers on, once a wave has closed. Nobody can tell who answered what."
    none = "There is no wave that may be shown yet."
    listing(book, content, PULSE, "How leaders feel about an outcome", columns, rows, none, note)


def changes(book: Workbook, content: Content) -> None:
    """The record of changes, the newest first: who changed what, from what to what, and when."""
    columns = {
        "When": 20, "Who": 24, "In": 32, "Of": 40, "What": 20, "From": 40, "To": 40, "Reason": 30,
    }  # fmt: skip
    rows = [tuple(row[name] or None for name in columns) for row in content.more.changes]
    note = f"As it stood on {day(content.made_on)}; what is confidential is left out. It names people: keep it inside."
    listing(book, content, CHANGES, "Who changed what", columns, rows, "Nothing has been changed yet.", note)
