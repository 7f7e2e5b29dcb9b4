"""Imports of inspections, of one school or many: what each one added and filled in, and taking it back.

What an import did is read from the record of changes, where its own part is known by its first and last line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evaluation.records import Import, Inspection, SchoolDetails, Undone
from evaluation.store.inspections import elsewhere_values, finding_values, values_of
from evaluation.store.plumbing import Row, Store, Write, now
from evaluation.store.schools import every as every_school
from evaluation.store.schools import to_look_at
from evaluation.store.schools import values_of as school_values

_KEYS = {
    "inspection": ("id",),
    "finding": ("inspection_id", "strand_id"),
    "finding_elsewhere": ("inspection_id", "strand_id", "source"),
}
"""The tables an import fills in, with the parts of the key under which a change of a row is recorded."""

_ALWAYS = {"inspection": "started_on", "finding": "words", "finding_elsewhere": "settled"}
"""A column of each that is never NULL: a record of it that begins with nothing is of a new row."""


def every(store: Store) -> list[Import]:
    """The imports that were not undone, the latest first."""
    rows = store.rows(
        "SELECT import.*, (SELECT count(*) FROM inspection WHERE import_id = import.id) AS inspections "
        "FROM import ORDER BY at DESC, rowid DESC"
    )
    names = ("id", "school_id", "file_name", "sha256", "at", "who", "inspections")
    return [Import(**{name: row[name] for name in names}) for row in rows]


def filled_in(store: Store, import_id: str) -> tuple[int, int]:
    """Inspections that an import filled in, and findings beside which it kept another grade than theirs."""
    rows = store.rows(
        """SELECT thing, key FROM change JOIN import ON change.id BETWEEN first_change AND last_change
           WHERE import.id = ? AND (thing IN ('finding', 'finding_elsewhere')
                                    OR thing = 'inspection' AND field <> 'started_on')""",
        import_id,
    )
    completed = {row["key"].split(" ")[0] for row in rows if row["thing"] != "finding_elsewhere"}
    filled = {_finding(row["key"]) for row in rows if row["thing"] == "finding"}
    beside = {_finding(row["key"]) for row in rows if row["thing"] == "finding_elsewhere"}
    return len(completed), len(beside - filled)


def only_brought_along(store: Store) -> list[SchoolDetails]:
    """The schools that only an import of many brought along, by name: nobody has set them up or evaluated them."""
    looked_after = {school.id for school in to_look_at(store)}
    return [school for school in every_school(store) if school.id not in looked_after]


def start(write: Write, import_id: str, file_name: str, sha256: str) -> None:
    """Note an import before what belongs to it."""
    row = {"id": import_id, "file_name": file_name, "sha256": sha256, "at": now().isoformat(), "who": write.who}
    _insert(write, "import", [{**row, "school_id": write.school_id, "first_change": _last_change(write) + 1}])


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
        elsewhere = [
            {**of_it, "strand_id": finding.strand_id, "source": other.source, **elsewhere_values(other)}
            for finding in inspection.findings
            for other in finding.elsewhere
        ]
        _insert(write, "finding_elsewhere", elsewhere)
        of_school.record("inspection", {"id": inspection.id}, "started_on", None, row["started_on"])


def finish(write: Write, import_id: str) -> bool:
    """Note what an import was and where its part of the record of changes ends; one that did nothing is forgotten.

    Returns whether it did anything. What is changed later is kept when the import is undone.
    """
    (done,) = write.rows("SELECT file_name, first_change FROM import WHERE id = ?", import_id)
    if _last_change(write) < done["first_change"]:
        write.db.conn.execute("DELETE FROM import WHERE id = ?", (import_id,))
        return False
    write.record("import", {"id": import_id}, "file_name", None, done["file_name"])
    write.db.conn.execute("UPDATE import SET last_change = ? WHERE id = ?", (_last_change(write), import_id))
    return True


def undo(write: Write, import_id: str) -> Undone:
    """Remove what an import added, and put back what it filled in, unless that was changed since.

    Where a dispute was settled since, all that the import says of that finding stays: the settlement rests on it.
    A school that it set up goes too, unless something else belongs to it by now.
    """
    (done,) = write.rows("SELECT * FROM import WHERE id = ?", import_id)
    later = _net(write.rows("SELECT * FROM change WHERE id > ? ORDER BY id", done["last_change"]))
    added = write.rows("SELECT id, school_id, started_on FROM inspection WHERE import_id = ?", import_id)
    touched = {key.split(" ")[0] for thing, key, _ in later if thing in _KEYS} | _with_something_of_its_own(write)
    going = [row for row in added if row["id"] not in touched]
    restored = stayed = 0
    if done["first_change"] is not None:  # an import by an older version filled nothing in
        own = "SELECT * FROM change WHERE id BETWEEN ? AND ? ORDER BY id"
        filled = _net(write.rows(own, done["first_change"], done["last_change"]))
        restored, stayed = _put_back(write, filled, later, {row["id"] for row in added})
    for row in going:
        write.db.conn.execute("DELETE FROM inspection WHERE id = ?", (row["id"],))
        of_school = replace(write, school_id=row["school_id"])
        of_school.record("inspection", {"id": row["id"]}, "started_on", row["started_on"], None)
    for row in write.rows("SELECT id, name FROM school WHERE import_id = ?", import_id):
        if not any(
            write.rows(f"SELECT 1 FROM {table} WHERE school_id = ? LIMIT 1", row["id"])
            for table in _belonging_to(write, "school")
        ):
            write.db.conn.execute("DELETE FROM school WHERE id = ?", (row["id"],))
            replace(write, school_id=row["id"]).record("school", {"id": row["id"]}, "name", row["name"], None)
    for table in ("inspection", "school"):
        write.db.conn.execute(f"UPDATE {table} SET import_id = NULL WHERE import_id = ?", (import_id,))
    write.db.conn.execute("DELETE FROM import WHERE id = ?", (import_id,))
    write.record("import", {"id": import_id}, "file_name", done["file_name"], None)
    return Undone(len(going), restored, len(added) - len(going) + stayed)


_Net = dict[tuple[str, str, str], tuple[str | None, str | None, str]]


def _net(changes: list[Row]) -> _Net:
    """What became of each field over a part of the record: (thing, key, field) to (old, new, school id).

    A field that is again what it was is left out: an import undone since changed nothing.
    """
    net: _Net = {}
    for row in changes:
        place = row["thing"], row["key"], row["field"]
        net[place] = net[place][0] if place in net else row["old"], row["new"], row["school_id"]
    return {place: values for place, values in net.items() if values[0] != values[1]}


def _put_back(write: Write, filled: _Net, later: _Net, added: set[str]) -> tuple[int, int]:
    """Take back what was filled into inspections that were here; how many values went back, how many stayed."""
    restored = stayed = 0
    new_rows = {(thing, key) for thing, key, field in filled if field == _ALWAYS.get(thing)}
    new_rows = {place for place in new_rows if filled[*place, _ALWAYS[place[0]]][0] is None}
    changed_rows = {(thing, key) for thing, key, _ in later}
    settled = {
        _finding(key)
        for (thing, key, field), (_, new, _) in later.items()
        if (thing, field, new) == ("finding_elsewhere", "settled", "1")
    }
    rests: set[str] = set()
    for (thing, key, field), (old, _, school_id) in filled.items():
        whole = (thing, key) in new_rows
        if thing not in _KEYS or key.split(" ")[0] in added or (whole and field != _ALWAYS[thing]):
            continue
        of_school, where = replace(write, school_id=school_id), _where(thing, key)
        here = write.rows(f"SELECT * FROM {thing} WHERE {' AND '.join(f'{n} = ?' for n in where)}", *where.values())
        if not here or (whole and thing == "inspection"):
            continue
        if thing != "inspection" and _finding(key) in settled:
            rests.add(_finding(key))
            continue
        if (thing, key) in changed_rows if whole else (thing, key, field) in later:
            stayed += 1
            continue
        restored += 1
        if whole:
            _take_away(of_school, thing, where, here[0])
        else:
            of_school.put(thing, where, {field: old})
    return restored, stayed + len(rests)


def _take_away(write: Write, thing: str, where: Row, row: Row) -> None:
    """Delete a row, recording every field: only then does the record show that nothing is left of it."""
    write.db.conn.execute(f"DELETE FROM {thing} WHERE {' AND '.join(f'{n} = ?' for n in where)}", tuple(where.values()))
    for name in row.keys() - where.keys():
        if row[name] is not None:
            write.record(thing, where, name, row[name], None)


def _finding(key: str) -> str:
    """The inspection and strand of a finding, from the recorded key of it or of what another source says of it."""
    return " ".join(key.split(" ", 2)[:2])


def _where(thing: str, key: str) -> Row:
    names = _KEYS[thing]
    return dict(zip(names, key.split(" ", len(names) - 1), strict=True))


def _with_something_of_its_own(write: Write) -> set[str]:
    """The inspections to which a leader has added something that no file brings."""
    tables = _belonging_to(write, "inspection") - _KEYS.keys()
    return {row["inspection_id"] for t in tables for row in write.rows(f"SELECT DISTINCT inspection_id FROM {t}")}


def _belonging_to(write: Write, table: str) -> set[str]:
    """The tables whose rows go when a row of this one goes."""
    rows = write.rows(
        "SELECT m.name FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' AND "
        'f."table" = ?',
        table,
    )
    return {row["name"] for row in rows}


def _last_change(write: Write) -> int:
    return int(write.rows("SELECT coalesce(max(id), 0) AS last FROM change")[0]["last"])


def _insert(write: Write, table: str, rows: list[Row]) -> None:
    """Rows as they are, at once: an import of all England has half a million."""
    if rows:
        places = ", ".join(f":{name}" for name in rows[0])
        write.db.conn.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({places})", rows)
