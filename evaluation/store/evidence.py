"""The evidence register."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from evaluation.evidence.records import Evidence
from evaluation.store.plumbing import Row, Store, Write, now, record_of

_LATEST_FIRST = "ORDER BY describes_on DESC, added_at DESC, id"


def every(store: Store, school_id: str) -> list[Evidence]:
    """A school's evidence, what describes the latest date first, each with the strands it is linked to."""
    links = store.rows(
        "SELECT evidence_strand.* FROM evidence_strand JOIN evidence ON evidence.id = evidence_id WHERE school_id = ?",
        school_id,
    )
    return _linked(store.rows(f"SELECT * FROM evidence WHERE school_id = ? {_LATEST_FIRST}", school_id), links)


def of_strand(store: Store, school_id: str, framework_id: str, strand_id: str) -> list[Evidence]:
    """A school's evidence that is linked to one strand, in the same order, each with all its strands."""
    ours = """FROM evidence WHERE school_id = ? AND id IN
              (SELECT evidence_id FROM evidence_strand WHERE (framework_id, strand_id) = (?, ?))"""
    asked = (school_id, framework_id, strand_id)
    links = store.rows(f"SELECT * FROM evidence_strand WHERE evidence_id IN (SELECT id {ours})", *asked)
    return _linked(store.rows(f"SELECT * {ours} {_LATEST_FIRST}", *asked), links)


def _linked(rows: list[Row], links: list[Row]) -> list[Evidence]:
    strands: dict[str, list[tuple[str, str]]] = {}
    for link in links:
        strands.setdefault(link["evidence_id"], []).append((link["framework_id"], link["strand_id"]))
    return [
        record_of(lambda r: _evidence(r, strands.get(r["id"], [])), row, f"The evidence “{row['title']}”")
        for row in rows
    ]


def count(store: Store, school_id: str) -> int:
    """How many pieces of evidence a school has."""
    return int(store.rows("SELECT count(*) AS pieces FROM evidence WHERE school_id = ?", school_id)[0]["pieces"])


def save(write: Write, school_id: str, evidence: Evidence) -> bool:
    """Add evidence or change it, with its links; True when anything changed."""
    values = {
        name: value
        for name, value in asdict(evidence).items()
        if name not in ("id", "strands", "standards", "actions", "file", "added_at", "added_by", "describes_on")
    }
    values |= {"school_id": school_id, "describes_on": evidence.describes_on.isoformat()}
    new = not write.rows("SELECT 1 FROM evidence WHERE id = ?", evidence.id)
    added = {"added_at": now().isoformat(), "added_by": write.who} if new else None
    changed = write.put("evidence", {"id": evidence.id}, values, added)
    old = {
        (row["framework_id"], row["strand_id"])
        for row in write.rows("SELECT framework_id, strand_id FROM evidence_strand WHERE evidence_id = ?", evidence.id)
    }
    for framework_id, strand_id in sorted(set(evidence.strands) ^ old):
        link = {"evidence_id": evidence.id, "framework_id": framework_id, "strand_id": strand_id}
        if (framework_id, strand_id) in old:
            write.remove("evidence_strand", link, "strand_id")
        else:
            write.db.table("evidence_strand").insert(link)
            write.record("evidence_strand", {"id": evidence.id}, "strand_id", None, strand_id)
        changed = True
    return changed


def remove(write: Write, evidence_id: str) -> bool:
    """Remove a piece of evidence and its links."""
    return write.remove("evidence", {"id": evidence_id}, "title")


def _evidence(row: Row, strands: list[tuple[str, str]]) -> Evidence:
    del row["school_id"]
    return Evidence(
        describes_on=date.fromisoformat(row.pop("describes_on")),
        added_at=datetime.fromisoformat(row.pop("added_at")),
        strands=tuple(strands),
        **row,
    )
