"""The evidence register. What a kept file holds is read only when somebody asks for that one file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from evaluation.evidence.records import Evidence, KeptFile
from evaluation.store.plumbing import Row, Store, Write, now, record_of

_OWN = ("title", "kind", "voice", "where_kept", "shows")
"""The fields that are columns of their own, as they are."""

_LINKS = {
    "strands": ("evidence_strand", ("framework_id", "strand_id")),
    "standards": ("evidence_standard", ("framework_id", "standard_id")),
    "actions": ("evidence_action", ("action_id",)),
}
"""The fields that hold links: their table, and the columns that name what is linked."""


def every(store: Store, school_id: str) -> list[Evidence]:
    """A school's evidence, what describes the latest date first, each with all its links."""
    return _found(store, "school_id = ?", school_id)


def one(store: Store, school_id: str, evidence_id: str) -> Evidence | None:
    """One piece of a school's evidence with all its links; None where it is not here."""
    return next(iter(_found(store, "school_id = ? AND id = ?", school_id, evidence_id)), None)


def count(store: Store, school_id: str) -> int:
    """How many pieces of evidence a school has."""
    return int(store.rows("SELECT count(*) AS pieces FROM evidence WHERE school_id = ?", school_id)[0]["pieces"])


def count_by_standard(store: Store, school_id: str, framework_id: str) -> dict[str, int]:
    """How many pieces of a school's evidence are linked to each standard of a framework that has any, by its id."""
    rows = store.rows(
        """SELECT standard_id, count(*) AS pieces FROM evidence_standard JOIN evidence ON evidence.id = evidence_id
           WHERE (school_id, framework_id) = (?, ?) GROUP BY standard_id""",
        school_id,
        framework_id,
    )
    return {row["standard_id"]: row["pieces"] for row in rows}


def content(store: Store, school_id: str, evidence_id: str) -> bytes | None:
    """What the file of one piece of a school's evidence holds; None where it has none."""
    rows = store.rows(
        """SELECT content FROM evidence JOIN evidence_file ON evidence_id = evidence.id JOIN kept_file USING (sha256)
           WHERE (school_id, evidence.id) = (?, ?)""",
        school_id,
        evidence_id,
    )
    return bytes(rows[0]["content"]) if rows else None


def save(write: Write, school_id: str, evidence: Evidence, content: bytes | None = None) -> bool:
    """Add evidence or change it, with its links and its file; True when anything changed.

    `content` comes with a file that is not kept yet.
    """
    values = {name: getattr(evidence, name) for name in _OWN}
    values |= {"school_id": school_id, "describes_on": evidence.describes_on.isoformat()}
    new = not write.rows("SELECT 1 FROM evidence WHERE id = ?", evidence.id)
    added = {"added_at": now().isoformat(), "added_by": write.who} if new else None
    changed = write.put("evidence", {"id": evidence.id}, values, added)
    for field in _LINKS:
        changed |= _link(write, evidence, field)
    return _keep_file(write, evidence, content) or changed


def remove(write: Write, evidence_id: str) -> bool:
    """Remove a piece of evidence with its links; what its file holds goes with the last piece that it belongs to."""
    return write.remove("evidence", {"id": evidence_id}, "title")


def _link(write: Write, evidence: Evidence, field: str) -> bool:
    """Make the stored links of one kind those of the record; True when any changed."""
    table, columns = _LINKS[field]
    named = ", ".join(columns)
    old = {tuple(row.values()) for row in write.rows(f"SELECT {named} FROM {table} WHERE evidence_id = ?", evidence.id)}
    wanted = {(link,) if isinstance(link, str) else tuple(link) for link in getattr(evidence, field)}
    for link in sorted(wanted ^ old):
        row = {"evidence_id": evidence.id, **dict(zip(columns, link, strict=True))}
        if link in old:
            write.db.table(table).delete(tuple(row.values()))
        else:
            write.db.table(table).insert(row)
        _record(write, table, row, gone=link in old)
    return wanted != old


def _record(write: Write, table: str, row: Row, gone: bool) -> None:
    """Note a link that is new or gone.

    That of an action is noted as a change of the action: what may be known of it decides who may read that.
    """
    if table == "evidence_action":
        key, field, value = {"id": row["action_id"]}, "evidence", json.dumps([row["evidence_id"]])
    else:
        what = "strand_id" if table == "evidence_strand" else "linked_standard"
        value = row["strand_id"] if what == "strand_id" else f"{row['framework_id']} {row['standard_id']}"
        key, field = {"id": row["evidence_id"]}, what
    write.record(table, key, field, value if gone else None, None if gone else value)


def _keep_file(write: Write, evidence: Evidence, content: bytes | None) -> bool:
    """Keep the record's file, or none; True when that changed anything. The same content is kept once."""
    key = {"evidence_id": evidence.id}
    if evidence.file is None:
        return write.remove("evidence_file", key, "name")
    if content is not None:
        write.db.conn.execute(
            "INSERT OR IGNORE INTO kept_file (sha256, content) VALUES (?, ?)", (evidence.file.sha256, content)
        )
    return write.put("evidence_file", key, asdict(evidence.file))


def _found(store: Store, which: str, *asked: object) -> list[Evidence]:
    """The evidence for which a condition holds: one query for the pieces and one for each kind of link."""
    ours = f"SELECT id FROM evidence WHERE {which}"
    links: dict[str, dict[str, list[Any]]] = {
        field: _by_piece(store.rows(f"SELECT * FROM {table} WHERE evidence_id IN ({ours})", *asked), columns)
        for field, (table, columns) in _LINKS.items()
    }
    rows = store.rows(f"SELECT * FROM evidence_file WHERE evidence_id IN ({ours})", *asked)
    files = {row["evidence_id"]: KeptFile(row["name"], row["size"], row["sha256"]) for row in rows}
    pieces = store.rows(f"SELECT * FROM evidence WHERE {which} ORDER BY describes_on DESC, added_at DESC, id", *asked)
    return [
        record_of(
            lambda r: Evidence(
                id=r["id"],
                describes_on=date.fromisoformat(r["describes_on"]),
                added_at=datetime.fromisoformat(r["added_at"]),
                added_by=r["added_by"],
                file=files.get(r["id"]),
                **_own(r, links),
            ),
            row,
            f"The evidence “{row['title']}”",
        )
        for row in pieces
    ]


def _own(row: Row, links: dict[str, dict[str, list[Any]]]) -> dict[str, Any]:
    """The fields of a piece that are as the columns hold them, and its links."""
    linked = {field: tuple(found.get(row["id"], ())) for field, found in links.items()}
    return {name: row[name] for name in _OWN} | linked


def _by_piece(rows: list[Row], columns: tuple[str, ...]) -> dict[str, list[Any]]:
    """What is linked to each piece: pairs of framework and id, or ids."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        link = tuple(row[column] for column in columns)
        found.setdefault(row["evidence_id"], []).append(link if len(link) > 1 else link[0])
    return {piece: sorted(links) for piece, links in found.items()}
