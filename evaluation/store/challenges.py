"""The challenges that a school names, and the notes on how each goes."""

from __future__ import annotations

import json
from datetime import date

from evaluation.indicators.records import Challenge, Followed
from evaluation.store.plumbing import Row, Store, Write, record_of


def every(store: Store | Write, school_id: str) -> list[Challenge]:
    """A school's challenges with their notes: those that go on first, by when they began."""
    rows = store.rows(
        "SELECT * FROM challenge WHERE school_id = ? ORDER BY closed_on IS NOT NULL, since, name, id", school_id
    )
    notes: dict[str, list[Followed]] = {}
    for row in store.rows(
        """SELECT challenge_note.* FROM challenge_note JOIN challenge ON challenge.id = challenge_id
           WHERE school_id = ? ORDER BY noted_on, challenge_note.id""",
        school_id,
    ):
        notes.setdefault(row["challenge_id"], []).append(record_of(_note, row, "A note on a challenge"))
    return [
        record_of(lambda row: _challenge(row, notes.get(row["id"], [])), row, f"The challenge “{row['name']}”")
        for row in rows
    ]


def save(write: Write, challenge: Challenge) -> bool:
    """Add a challenge or change it, without its notes; True when anything changed."""
    values: Row = {
        "name": challenge.name,
        "since": challenge.since.isoformat(),
        "doing": challenge.doing,
        "measures": json.dumps(challenge.measure_ids),
        "strands": json.dumps(challenge.strands),
        "closed_on": challenge.closed_on.isoformat() if challenge.closed_on else None,
    }
    also: Row = {"school_id": write.school_id}
    if not write.rows("SELECT 1 FROM challenge WHERE id = ?", challenge.id):
        also |= {name: value for name, value in values.items() if value in ("", "[]")}  # nothing said is no change
        values = {name: value for name, value in values.items() if name not in also}
    return write.put("challenge", {"id": challenge.id}, values, also)


def save_note(write: Write, challenge_id: str, followed: Followed) -> bool:
    """Add a note to a challenge or change it; True when anything changed."""
    values = {"noted_on": followed.on.isoformat(), "note": followed.note}
    return write.put("challenge_note", {"challenge_id": challenge_id, "id": followed.id}, values, {"by": write.who})


def remove_note(write: Write, challenge_id: str, note_id: str) -> bool:
    """Remove a note; True when it was here."""
    return write.remove("challenge_note", {"challenge_id": challenge_id, "id": note_id}, "note")


def remove(write: Write, challenge_id: str) -> bool:
    """Remove a challenge with its notes; True when it was here."""
    return write.remove("challenge", {"id": challenge_id}, "name")


def _challenge(row: Row, notes: list[Followed]) -> Challenge:
    return Challenge(
        row["id"],
        row["name"],
        date.fromisoformat(row["since"]),
        row["doing"],
        tuple(json.loads(row["measures"])),
        tuple((framework_id, strand_id) for framework_id, strand_id in json.loads(row["strands"])),
        date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        tuple(notes),
    )


def _note(row: Row) -> Followed:
    return Followed(row["id"], date.fromisoformat(row["noted_on"]), row["note"], row["by"])
