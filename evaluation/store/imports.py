"""Imports of many schools at once: what each one added, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evaluation.records import Import, Inspection, SchoolDetails
from evaluation.store.inspections import finding_values, values_of
from evaluation.store.plumbing import Row, Store, Write, now
from evaluation.store.schools import values_of as school_values


def every(store: Store) -> list[Import]:
    """The imports that were not undone, the latest first."""
    rows = store.rows(
        "SELECT import.*, (SELECT count(*) FROM inspection WHERE import_id = import.id) AS inspections "
        "FROM import ORDER BY at DESC, rowid DESC"
    )
    return [
        Import(row["id"], row["file_name"], row["sha256"], row["at"], row["who"], row["inspections"]) for row in rows
    ]


def start(write: Write, import_id: str, file_name: str, sha256: str) -> None:
    """Note an import before what belongs to it."""
    row = {"id": import_id, "file_name": file_name, "sha256": sha256, "at": now().isoformat(), "who": write.who}
    _insert(write, "import", [row])
    write.record("import", {"id": import_id}, "file_name", None, file_name)


def add_school(write: Write, import_id: str, school: SchoolDetails) -> None:
    """Set up a school that is not here, as part of an import: one line in the record of changes."""
    _insert(write, "school", [{"id": school.id, **school_values(school), "import_id": import_id}])
    replace(write, school_id=school.id).record("school", {"id": school.id}, "name", None, school.name)


def add_inspections(write: Write, import_id: str, school_id: str, inspections: Iterable[Inspection]) -> None:
    """Add inspections that are not here, as part of an import: one line each in the record of changes."""
    of_school = replace(write, school_id=school_id)
    for inspection in inspections:
        row = {"id": inspection.id, **values_of(inspection), "school_id": school_id, "import_id": import_id}
        _insert(write, "inspection", [row])
        of_it = {"inspection_id": inspection.id}
        findings = [{**of_it, "strand_id": f.strand_id, **finding_values(f)} for f in inspection.findings]
        _insert(write, "finding", findings)
        of_school.record("inspection", {"id": inspection.id}, "started_on", None, row["started_on"])


def finish(write: Write, import_id: str) -> None:
    """Note where the record of changes stands: what is changed later is kept when the import is undone."""
    write.db.conn.execute("UPDATE import SET last_change = (SELECT max(id) FROM change) WHERE id = ?", (import_id,))


def undo(write: Write, import_id: str) -> tuple[int, int]:
    """Remove what an import added and nobody changed since; how many inspections went, and how many stayed.

    A school that it set up goes too, unless something else belongs to it by now.
    """
    (done,) = write.rows("SELECT * FROM import WHERE id = ?", import_id)
    later = write.rows(
        "SELECT key FROM change WHERE id > ? AND thing IN ('inspection', 'finding')", done["last_change"]
    )
    touched = {row["key"].split(" ")[0] for row in later}
    added = write.rows("SELECT id, school_id, started_on FROM inspection WHERE import_id = ?", import_id)
    going = [row for row in added if row["id"] not in touched]
    for row in going:
        write.db.conn.execute("DELETE FROM inspection WHERE id = ?", (row["id"],))
        of_school = replace(write, school_id=row["school_id"])
        of_school.record("inspection", {"id": row["id"]}, "started_on", row["started_on"], None)
    empty = write.rows(
        "SELECT id, name FROM school WHERE import_id = ? "
        + " ".join(
            f"AND NOT EXISTS (SELECT 1 FROM {table} WHERE school_id = school.id)"
            for table in ("inspection", "self_evaluation", "evidence", "school_strand")
        ),
        import_id,
    )
    for row in empty:
        write.db.conn.execute("DELETE FROM school WHERE id = ?", (row["id"],))
        replace(write, school_id=row["id"]).record("school", {"id": row["id"]}, "name", row["name"], None)
    write.db.conn.execute("UPDATE inspection SET import_id = NULL WHERE import_id = ?", (import_id,))
    write.db.conn.execute("UPDATE school SET import_id = NULL WHERE import_id = ?", (import_id,))
    write.db.conn.execute("DELETE FROM import WHERE id = ?", (import_id,))
    write.record("import", {"id": import_id}, "file_name", done["file_name"], None)
    return len(going), len(added) - len(going)


def _insert(write: Write, table: str, rows: list[Row]) -> None:
    """Rows as they are, at once: an import of all England has half a million."""
    if rows:
        places = ", ".join(f":{name}" for name in rows[0])
        write.db.conn.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({places})", rows)
