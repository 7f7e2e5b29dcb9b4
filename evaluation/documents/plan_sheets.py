"""The action plan in the workbook: actions to sort, filter and edit, updates, reviews, what led to recommendations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.chart import each
from evaluation.documents.content import Content
from evaluation.documents.plan_words import (
    cause_lines,
    evidence_of,
    evidence_words,
    signed_looks,
    when,
)
from evaluation.documents.sheets import Value, add_sheet, finish, sentence, table
from evaluation.plan.records import PRIORITIES, PROGRESS, VERDICTS, Action, Audit, PlanRecord
from evaluation.plan.views import table as actions_table

PLAN, MILESTONES, UPDATES, REVIEWS, ACCOUNTS = "Action plan", "Milestones", "Updates", "Reviews", "Accounts"
NO_ACTION = "No action is recorded here yet."
_SPARE = 200
"""Rows for new actions under the others, which offer the priorities too."""


def action_plan(book: Workbook, content: Content) -> None:
    """One row for each action of every plan, what is due first at the top; its milestones have a sheet of their own."""
    columns = {
        "Plan": 16, "Action": 36, "Strand": 18, "Where it comes from": 34, "Why": 24, "Who": 16,
        "Begins": 12, "Due": 12, "First agreed dates": 16, "Success measure": 28, "Proof": 24,
        "Cost": 12, "Time": 12, "Priority": 11, "How it stands": 16, "Overdue": 11,
        "Latest update": 30, "What changed for pupils": 28, "Counting evidence": 12, "Midway verdict": 14,
    }  # fmt: skip
    actions = {action.id: action for record in content.plans.records for action in record.actions}
    register = {piece.id: piece for piece in content.evidence}
    found = each(actions_table(content.plans.records, register, content.made_on))
    rows = [_action(content, actions[row["action_id"]], row) for row in found]
    note = "Change what you like here: the product keeps what was saved in it. Milestones have a sheet of their own."
    ws, header = _sheet(book, content, PLAN, "The action plan", columns, rows, note)
    choices = DataValidation("list", formula1=f'"{",".join(PRIORITIES.values())}"', allow_blank=True)
    letter = get_column_letter(list(columns).index("Priority") + 1)
    choices.add(f"{letter}{header + 1}:{letter}{header + len(rows) + _SPARE}")
    ws.add_data_validation(choices)


def milestones(book: Workbook, content: Content) -> None:
    """One row for each milestone of every plan, by the day it is due."""
    columns = {"Plan": 18, "Action": 40, "Who": 18, "Milestone": 50, "Due": 13, "Reached on": 14, "How it stands": 16}
    found = [(r.plan.name, a, m) for r in content.plans.records for a in r.actions for m in a.milestones]
    rows: list[Sequence[Value]] = []
    for plan, action, milestone in sorted(found, key=lambda each: each[2].due_on):
        late = "Overdue" if milestone.due_on < content.made_on else "Not reached yet"
        stands = "Reached" if milestone.reached_on else late
        rows.append((plan, action.what, action.owner, milestone.what, milestone.due_on, milestone.reached_on, stands))
    _sheet(
        book, content, MILESTONES, "Milestones of the actions", columns, rows, none="No milestone is recorded here yet."
    )


def updates(book: Workbook, content: Content) -> None:
    """One row for each thing that an owner said, the latest first."""
    columns = {
        "Plan": 18, "Action": 40, "Date": 13, "By": 18, "How it goes": 18, "What was done": 50,
        "What changed for pupils": 50, "Evidence named": 50,
    }  # fmt: skip
    register = {piece.id: piece for piece in content.evidence}
    said = [(record, action, update) for record, action in _agreed(content) for update in record.updates
            if update.action_id == action.id]  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            record.plan.name, action.what, update.on, update.by, PROGRESS[update.state], update.progress,
            update.changed_for_pupils,
            "\n".join(evidence_words(register[i]) for i in update.evidence_ids if i in register),
        )
        for record, action, update in sorted(said, key=lambda each: each[2].on, reverse=True)
    ]  # fmt: skip
    _sheet(book, content, UPDATES, "What owners said of their actions", columns, rows)


def reviews(book: Workbook, content: Content) -> None:
    """One row for each midway review, each look of a signed audit, and the audit's statement; by action."""
    columns = {
        "Plan": 18, "Action": 40, "What": 16, "Date": 13, "By": 18, "Verdict": 22, "In words": 60,
        "Ready all the same": 40, "New date": 13, "Evidence since it began": 50,
    }  # fmt: skip
    register = {piece.id: piece for piece in content.evidence}
    rows: list[Sequence[Value]] = []
    for record, action in _agreed(content):
        shown = "\n".join(evidence_words(piece) for piece in evidence_of(record, action, register)[0])
        rows += [
            (
                record.plan.name, action.what, "Midway review", review.on, review.reviewer,
                VERDICTS[review.verdict], review.reason, None, review.new_due_on, shown,
            )
            for review in record.reviews if review.action_id == action.id
        ]  # fmt: skip
        rows += [
            (
                record.plan.name, action.what, "Final audit", _day(audit), audit.auditor,
                "Done as claimed" if look.done else "Not done as claimed", look.seen,
                look.ready_all_the_same, None, shown,
            )
            for audit, look in signed_looks(record, action)
        ]  # fmt: skip
    for record in content.plans.records:
        rows += [
            (
                record.plan.name, "The whole plan", "Final audit", _day(audit), audit.auditor,
                "Ready" if audit.ready else "Not ready", audit.why, None, None, None,
            )
            for audit in record.audits if audit.signed_at
        ]  # fmt: skip
    _sheet(book, content, REVIEWS, "Midway reviews and final audits", columns, rows, none="No review is recorded yet.")


def accounts(book: Workbook, content: Content) -> None:
    """One row for each recommendation: what led to it, as told by who was there, and whether an action follows."""
    columns = {
        "First day": 13, "Inspection": 24, "Recommendation": 60, "Agreed action": 18, "Met on": 13,
        "With whom": 26, "What was seen or said": 60, "What leaders think of it": 60,
    }  # fmt: skip
    gaps = {(gap.inspection.id, gap.point.id): gap for gap in content.plans.gaps}
    rows: list[Sequence[Value]] = []
    for inspection in content.inspections if content.plans.shown else ():
        for point in inspection.points:
            key = (inspection.id, point.id)
            if point.kind != "recommendation":
                continue
            told, gap = content.plans.accounts.get(key), gaps.get(key)
            follows = ("No, a draft" if gap.draft else "No") if gap else "Yes"
            words = (told.met_on, told.with_whom, told.seen_or_said, told.what_leaders_think) if told else (None,) * 4
            rows.append((inspection.started_on, inspection.kind_name, point.text, follows, *words))
    none = "No recommendation is recorded here yet."
    _sheet(book, content, ACCOUNTS, "What led to each recommendation", columns, rows, none=none)


def _action(content: Content, action: Action, row: Mapping[str, Any]) -> Sequence[Value]:
    """An action as cells; `row` is its row of `plan.views.table`."""
    now, first = (action.starts_on, action.due_on), (action.first_starts_on, action.first_due_on)
    latest = f"{row['said_on']:%d/%m/%Y}: {row['progress']}".rstrip(": ") if not pd.isna(row["said_on"]) else None
    return (
        str(row["plan"]), action.what, content.library.strand_name(*action.strand) if action.strand else None,
        "\n".join(cause_lines(content.plans.causes.get(action.id))), action.why, action.owner, *now,
        when(*first) if action.agreed and first != now else None, action.success_measure, action.proof,
        action.cost, action.time, PRIORITIES[action.priority], "; ".join(filter(None, (row["state"], row["doubt"]))),
        "Overdue" if row["overdue"] else None, latest, str(row["changed_for_pupils"]), row["evidence"],
        str(row["verdict"]),
    )  # fmt: skip


def _agreed(content: Content) -> Iterator[tuple[PlanRecord, Action]]:
    for record in content.plans.records:
        yield from ((record, action) for action in record.actions if action.agreed)


def _day(audit: Audit) -> date | None:
    return audit.signed_at.astimezone().date() if audit.signed_at else None


def _sheet(
    book: Workbook,
    content: Content,
    name: str,
    title: str,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[Value]],
    note: str = "",
    none: str = NO_ACTION,
) -> tuple[Worksheet, int]:
    """A list with its headings, also where it is empty; above it what is left out. Returns the row of the headings."""
    ws = add_sheet(book, name, title, content, columns.values())
    nothing = none if not rows and content.plans.shown else ""
    words = " ".join(filter(None, (nothing, note if rows else "", content.plans.left_out)))
    header = sentence(ws, 2, words, len(columns)) if words else 2
    finish(ws, header, len(columns), fixed=2, last=table(ws, header, columns, rows) - 1)
    return ws, header
