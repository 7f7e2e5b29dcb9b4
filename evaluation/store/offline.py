"""Files that were filled in offline and brought in, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from evaluation.store import table_imports
from evaluation.store.plumbing import Row, Store, Write, now


class LastChange(NamedTuple):
    """The last entry of the record of changes about one field: its number, when and who."""

    id: int
    at: datetime
    who: str


def last_changes(store: Store, school_id: str, evaluation_id: str) -> dict[tuple[str, str, str], LastChange]:
    """The last change of each mark and of each field of a judgement, by (thing, id of standard or strand, field)."""
    rows = store.rows(
        """SELECT thing, substr(key, length(?1) + 2) AS part, field, max(id) AS id, at, who FROM change
           WHERE school_id = ?2 AND thing IN ('mark', 'judgement') AND substr(key, 1, length(?1) + 1) = ?1 || ' '
           GROUP BY thing, part, field""",
        evaluation_id,
        school_id,
    )
    return {
        (row["thing"], row["part"], row["field"]): LastChange(row["id"], datetime.fromisoformat(row["at"]), row["who"])
        for row in rows
    }


def every(store: Store, school_id: str) -> list[Row]:
    """A school's files that can be taken back, the latest first, each with how many `values` it changed."""
    return store.rows(
        """SELECT id, self_evaluation_id AS evaluation_id, file_name, at, who, last_change,
               (SELECT count(*) FROM offline_value WHERE import_id = offline_import.id) AS "values"
           FROM offline_import WHERE school_id = ? ORDER BY at DESC, rowid DESC""",
        school_id,
    )


def start(write: Write, import_id: str, evaluation_id: str, file_name: str) -> None:
    """Note a file before what comes in with it."""
    key = {"self_evaluation_id": evaluation_id, "id": import_id}
    values = {"school_id": write.school_id, "file_name": file_name}
    write.put("offline_import", key, values, {"at": now().isoformat(), "who": write.who, "last_change": 0})


def finish(write: Write, import_id: str, values: Iterable[Row]) -> None:
    """Note what it changed (thing, part, field, before, after), and where its part of the record of changes ends."""
    write.db.table("offline_value").insert_all({"import_id": import_id, **value} for value in values)
    table_imports.finish(write, "offline_import", import_id)


def changed_by_file(store: Store, import_id: str) -> list[Row]:
    """What a file changed: thing, part, field, before, after."""
    return store.rows("SELECT thing, part, field, before, after FROM offline_value WHERE import_id = ?", import_id)


def remove(write: Write, evaluation_id: str, import_id: str) -> None:
    """Forget a file that was taken back."""
    write.remove("offline_import", {"self_evaluation_id": evaluation_id, "id": import_id}, "file_name")
