"""The call and rehearsals of it, with their checklists."""

from __future__ import annotations

import json
from datetime import date, datetime

from evaluation.call.records import Call, Check
from evaluation.store.plumbing import Row, Store, Write, record_of

MADE_WITH_IT = ("inspection_event", "confidant", "reading", "call")
"""What stands beside an inspection as soon as it is made, and says nothing of it."""
SAID_OF_IT = (
    *("finding", "finding_elsewhere", "point", "immediate_action", "letter_part", "told", "account", "pulse"),
    *("plan", "action", "log_entry", "draft_sentence"),
)
"""The tables in which something can be said of an inspection."""


def every(store: Store, school_id: str) -> list[Call]:
    """A school's calls and rehearsals with their ticks, the latest first."""
    checks: dict[str, dict[str, Check]] = {}
    for row in store.rows(
        "SELECT call_check.* FROM call_check JOIN call ON call.id = call_id WHERE school_id = ?", school_id
    ):
        checks.setdefault(row["call_id"], {})[row["item"]] = record_of(_check, row, "A line of the call's checklist")
    rows = store.rows("SELECT * FROM call WHERE school_id = ? ORDER BY called_at DESC, id", school_id)
    return [record_of(lambda r: _call(r, checks.get(r["id"], {})), row, f"The call {row['called_at']}") for row in rows]


def save(write: Write, call: Call) -> bool:
    """Add a call or change it, without its ticks; True when anything changed."""
    values: Row = {
        "called_at": call.called_at.isoformat(),
        "planning_call_at": call.planning_call_at.isoformat() if call.planning_call_at else None,
        "first_day": call.first_day.isoformat(),
        "second_day": call.second_day.isoformat(),
        "rehearsal": int(call.rehearsal),
        "inspection_id": call.inspection_id,
        "ended_at": call.ended_at.isoformat() if call.ended_at else None,
        "lines": json.dumps(call.lines),
        "school_id": write.school_id,
    }
    return write.put("call", {"id": call.id}, values)


def remove(write: Write, call_id: str) -> bool:
    """Remove a call with its ticks."""
    return write.remove("call", {"id": call_id}, "called_at")


def own(write: Write, call_id: str, item: str, owner: str) -> bool:
    """Say who does a line; True when that changed anything."""
    return write.put("call_check", {"call_id": call_id, "item": item}, {"owner": owner})


def tick(write: Write, call_id: str, item: str, at: datetime) -> bool:
    """Note when a line was done, by whoever writes; where it was done already the first time stays."""
    key = {"call_id": call_id, "item": item}
    if write.rows("SELECT 1 FROM call_check WHERE (call_id, item) = (?, ?) AND done_at IS NOT NULL", *key.values()):
        return False
    return write.put("call_check", key, {"done_at": at.isoformat()}, {"done_by": write.who})


def untick(write: Write, call_id: str, item: str) -> bool:
    """Note that a line was not done after all; True when it was ticked."""
    return write.put("call_check", {"call_id": call_id, "item": item}, {"done_at": None}, {"done_by": ""})


def anything_said(store: Store, inspection_id: str) -> bool:
    """Whether anything has been said of an inspection, in whichever room."""
    return any(
        store.rows(f"SELECT 1 FROM {table} WHERE inspection_id = ? LIMIT 1", inspection_id) for table in SAID_OF_IT
    )


def _call(row: Row, checks: dict[str, Check]) -> Call:
    return Call(
        row["id"],
        datetime.fromisoformat(row["called_at"]),
        date.fromisoformat(row["first_day"]),
        date.fromisoformat(row["second_day"]),
        _moment(row["planning_call_at"]),
        bool(row["rehearsal"]),
        row["inspection_id"],
        _moment(row["ended_at"]),
        tuple(json.loads(row["lines"])),
        checks,
    )


def _check(row: Row) -> Check:
    return Check(row["owner"], _moment(row["done_at"]), row["done_by"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
