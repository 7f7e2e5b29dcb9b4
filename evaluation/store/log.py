"""The log of the two days, and the sentences of the draft that is checked against it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from evaluation.call.records import DraftSentence, LogEntry
from evaluation.store.plumbing import Row, Store, Write, record_of


def entries(store: Store, inspection_id: str) -> list[LogEntry]:
    """What was written down of an inspection, the latest first."""
    rows = store.rows("SELECT * FROM log_entry WHERE inspection_id = ? ORDER BY at DESC, id", inspection_id)
    return [record_of(_entry, row, "An entry of the log") for row in rows]


def logged(store: Store, school_id: str) -> set[str]:
    """The ids of a school's inspections that have a log."""
    rows = store.rows(
        "SELECT DISTINCT inspection_id FROM log_entry JOIN inspection ON inspection.id = inspection_id "
        "WHERE school_id = ?",
        school_id,
    )
    return {row["inspection_id"] for row in rows}


def save(write: Write, entry: LogEntry) -> bool:
    """Add an entry or change it; True when anything changed."""
    framework_id, strand_id = entry.strand or (None, None)
    values: Row = {
        "at": entry.at.isoformat(),
        "who": entry.who,
        "line_of_enquiry": entry.line_of_enquiry,
        "said_or_seen": entry.said_or_seen,
        "framework_id": framework_id,
        "strand_id": strand_id,
        "evidence": json.dumps(entry.evidence_ids),
        "promise": entry.promise,
        "promise_kept_on": entry.promise_kept_on.isoformat() if entry.promise_kept_on else None,
    }
    key = {"inspection_id": entry.inspection_id, "id": entry.id}
    return write.put("log_entry", key, values, {"written_by": entry.written_by})


def remove(write: Write, inspection_id: str, entry_id: str) -> bool:
    """Remove an entry; True when it was there."""
    return write.remove("log_entry", {"inspection_id": inspection_id, "id": entry_id}, "said_or_seen")


def sentences(store: Store, inspection_id: str) -> list[DraftSentence]:
    """The sentences of a draft report, in their order."""
    rows = store.rows("SELECT * FROM draft_sentence WHERE inspection_id = ? ORDER BY place, id", inspection_id)
    return [record_of(_sentence, row, "A sentence of the draft") for row in rows]


def save_sentence(write: Write, sentence: DraftSentence) -> bool:
    """Add a sentence or change it; True when anything changed."""
    values: Row = {
        "place": sentence.place,
        "text": sentence.text,
        "verdict": sentence.verdict,
        "comment": sentence.comment,
        "log": json.dumps(sentence.log_ids),
        "evidence": json.dumps(sentence.evidence_ids),
    }
    return write.put("draft_sentence", {"inspection_id": sentence.inspection_id, "id": sentence.id}, values)


def replace_sentences(write: Write, inspection_id: str, renewed: Iterable[DraftSentence]) -> bool:
    """Let a draft have these sentences and no others; True when anything changed."""
    changed, kept = False, set()
    for sentence in renewed:
        changed |= save_sentence(write, sentence)
        kept.add(sentence.id)
    for row in write.rows("SELECT inspection_id, id FROM draft_sentence WHERE inspection_id = ?", inspection_id):
        if row["id"] not in kept:
            changed |= write.remove("draft_sentence", row, "text")
    return changed


def _entry(row: Row) -> LogEntry:
    kept_on = row["promise_kept_on"]
    return LogEntry(
        row["id"],
        row["inspection_id"],
        datetime.fromisoformat(row["at"]),
        row["who"],
        row["line_of_enquiry"],
        row["said_or_seen"],
        (row["framework_id"], row["strand_id"]) if row["framework_id"] else None,
        tuple(json.loads(row["evidence"])),
        row["promise"],
        date.fromisoformat(kept_on) if kept_on else None,
        row["written_by"],
    )


def _sentence(row: Row) -> DraftSentence:
    row["log_ids"], row["evidence_ids"] = (tuple(json.loads(row.pop(name))) for name in ("log", "evidence"))
    return DraftSentence(**row)
