"""Development plans brought in from tables as drafts, and taken back."""

from __future__ import annotations

from evaluation.store import table_imports
from evaluation.store.plumbing import Row, Store, Write, now


def every(store: Store, school_id: str) -> list[Row]:
    """A school's tables that can be taken back, the latest first, each with its `drafts` that are left."""
    return store.rows(
        """SELECT id, plan_id, file_name, at, who,
               (SELECT count(*) FROM action WHERE import_id = plan_import.id AND agreed_at IS NULL) AS drafts
           FROM plan_import WHERE school_id = ? ORDER BY at DESC, rowid DESC""",
        school_id,
    )


def start(write: Write, import_id: str, plan_id: str, file_name: str) -> None:
    """Note a table before what comes in with it."""
    values = {"school_id": write.school_id, "plan_id": plan_id, "file_name": file_name}
    also = {"at": now().isoformat(), "who": write.who, "last_change": 0}
    write.put("plan_import", {"id": import_id}, values, also)


def finish(write: Write, import_id: str) -> None:
    """Note where its part of the record of changes ends: what is changed later stays when it is taken back."""
    table_imports.finish(write, "plan_import", import_id)


def undo(write: Write, import_id: str) -> tuple[int, list[str]]:
    """Remove the drafts that came in and were not touched since; how many, and what the others say is to be done."""
    return table_imports.undo(write, "plan_import", "action", import_id)
