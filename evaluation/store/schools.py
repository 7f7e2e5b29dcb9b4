"""Schools, the further strands they switched on, their own framework files, and the record of changes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from evaluation.frameworks import FrameworkKey
from evaluation.records import Change, SchoolDetails
from evaluation.store.plumbing import Row, Store, Write


def every(store: Store) -> list[SchoolDetails]:
    """All schools, the school's own before the invented one, then by name."""
    return [_school(row) for row in store.rows("SELECT * FROM school ORDER BY demo, name")]


def to_look_at(store: Store) -> list[SchoolDetails]:
    """The schools that somebody set up or has evaluated, in the same order; not those only imported with many."""
    rows = store.rows(
        """SELECT * FROM school WHERE import_id IS NULL
           OR EXISTS (SELECT 1 FROM self_evaluation WHERE school_id = school.id) ORDER BY demo, name"""
    )
    return [_school(row) for row in rows]


def set_up(write: Write, school_id: str) -> None:
    """Note that somebody set the school up, though an import of many may have brought it along."""
    write.db.table("school").update(school_id, {"import_id": None})


def one(store: Store, school_id: str) -> SchoolDetails | None:
    """The school with this id."""
    rows = store.rows("SELECT * FROM school WHERE id = ?", school_id)
    return _school(rows[0]) if rows else None


def save(write: Write, school: SchoolDetails) -> bool:
    """Add a school or change its details; True when anything changed."""
    return write.put("school", {"id": school.id}, values_of(school))


def values_of(school: SchoolDetails) -> Row:
    """A school as a row, without its id."""
    values = asdict(school)
    del values["id"]
    for name in ("early_years", "sixth_form", "demo"):
        values[name] = int(values[name])
    return values


def remove(write: Write, school_id: str) -> bool:
    """Remove a school and everything that belongs to it. The record of changes stays."""
    return write.remove("school", {"id": school_id}, "name")


def optional_strands(store: Store, school_id: str, framework_id: str) -> list[str]:
    """The further strands of a framework that the school has switched on."""
    rows = store.rows(
        "SELECT strand_id FROM school_strand WHERE school_id = ? AND framework_id = ? AND switched_on = 1",
        school_id,
        framework_id,
    )
    return [row["strand_id"] for row in rows]


def switch_strand(write: Write, school_id: str, framework_id: str, strand_id: str, on: bool) -> bool:
    """Switch a further strand on or off; True when that changed anything."""
    key = {"school_id": school_id, "framework_id": framework_id, "strand_id": strand_id}
    return write.put("school_strand", key, {"switched_on": int(on)})


def framework_texts(store: Store) -> list[str]:
    """The school's own framework files, as text."""
    return [row["text"] for row in store.rows("SELECT text FROM framework_file ORDER BY framework_id, version")]


def add_framework_text(write: Write, key: FrameworkKey, text: str) -> bool:
    """Keep a framework file of the school's own; False where this version is here already, and stays as it is."""
    if write.rows("SELECT 1 FROM framework_file WHERE (framework_id, version) = (?, ?)", *key):
        return False
    return write.put("framework_file", {"framework_id": key.id, "version": key.version}, {"text": text})


def remove_framework_text(write: Write, key: FrameworkKey) -> bool:
    """Remove a framework file of the school's own."""
    return write.remove("framework_file", {"framework_id": key.id, "version": key.version}, "text")


def pinned_to(store: Store, key: FrameworkKey) -> int:
    """How many self-evaluations and inspections, of any school, are pinned to a framework version."""
    rows = store.rows(
        """SELECT (SELECT count(*) FROM self_evaluation WHERE (framework_id, framework_version) = (?1, ?2))
                + (SELECT count(*) FROM inspection WHERE (framework_id, framework_version) = (?1, ?2)) AS pinned""",
        *key,
    )
    return int(rows[0]["pinned"])


def changes(store: Store, school_id: str, limit: int) -> list[Change]:
    """The latest changes of a school, newest first."""
    rows = store.rows("SELECT * FROM change WHERE school_id = ? ORDER BY id DESC LIMIT ?", school_id, limit)
    return [_change(row) for row in rows]


def _change(row: Row) -> Change:
    return Change(
        at=datetime.fromisoformat(row["at"]),
        **{name: row[name] for name in ("who", "thing", "key", "field", "old", "new", "reason")},
    )


def _school(row: Row) -> SchoolDetails:
    del row["import_id"]
    for name in ("early_years", "sixth_form", "demo"):
        row[name] = bool(row[name])
    return SchoolDetails(**row)
