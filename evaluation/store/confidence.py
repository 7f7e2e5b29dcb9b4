"""How far an inspection has come, who may know what it found, and who read it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from evaluation.records import Confidant, Reading, Stage
from evaluation.store.plumbing import Row, Store, Write, now

SAME_READING = timedelta(minutes=30)


def events(store: Store, inspection_id: str) -> dict[str, date]:
    """The days on which things happened to an inspection, by event."""
    rows = store.rows("SELECT event, happened_on FROM inspection_event WHERE inspection_id = ?", inspection_id)
    return {row["event"]: date.fromisoformat(row["happened_on"]) for row in rows}


def set_event(write: Write, inspection_id: str, event: str, happened_on: date | None) -> bool:
    """Note the day of an event, or that it has not happened after all; True when that changed anything."""
    key = {"inspection_id": inspection_id, "event": event}
    if happened_on is None:
        return write.remove("inspection_event", key, "happened_on")
    return write.put("inspection_event", key, {"happened_on": happened_on.isoformat()})


def set_stage(write: Write, inspection_id: str, stage: Stage, published_on: date | None) -> bool:
    """Move an inspection to a stage, with the day of publication; True when that changed anything."""
    values = {"stage": stage, "published_on": published_on.isoformat() if published_on else None}
    return write.put("inspection", {"id": inspection_id}, {**values, "school_id": write.school_id})


def confidants(store: Store, inspection_id: str) -> list[Confidant]:
    """Who may know what an inspection found before it is published, in the order they were added."""
    rows = store.rows("SELECT * FROM confidant WHERE inspection_id = ? ORDER BY rowid", inspection_id)
    return [Confidant(row["id"], row["kind"], row["email"], row["note"]) for row in rows]


def add_confidant(write: Write, inspection_id: str, confidant: Confidant) -> bool:
    """Let somebody know; adding the same twice keeps one."""
    values = {"inspection_id": inspection_id, "kind": confidant.kind}
    return write.put("confidant", {"id": confidant.id}, {**values, "email": confidant.email, "note": confidant.note})


def remove_confidant(write: Write, confidant_id: str) -> bool:
    """Take somebody off the list."""
    return write.remove("confidant", {"id": confidant_id}, "kind")


def readings(store: Store, inspection_id: str) -> list[Reading]:
    """Who read what is under embargo, the latest first."""
    rows = store.rows("SELECT * FROM reading WHERE inspection_id = ? ORDER BY last_at DESC", inspection_id)
    return [_reading(row) for row in rows]


def note_reading(store: Store, school_id: str, inspection_id: str, who: str, place: str) -> None:
    """Note that somebody read it. Reading on within half an hour is the same occasion. No change of the school."""
    moment = now()
    asked = (inspection_id, who, place)
    seen = "SELECT last_at FROM reading WHERE (inspection_id, who, place) = (?, ?, ?)"
    last = store.rows(seen, *asked)
    if last and moment - datetime.fromisoformat(last[0]["last_at"]) < SAME_READING:
        return
    with store.write(who, school_id) as write:
        write.db.conn.execute(
            "INSERT INTO reading VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE "
            "SET last_at = excluded.last_at, times = times + 1",
            (*asked, moment.isoformat(), moment.isoformat()),
        )


def _reading(row: Row) -> Reading:
    first, last = (datetime.fromisoformat(row[name]) for name in ("first_at", "last_at"))
    return Reading(row["who"], row["place"], first, last, row["times"])


def embargoed(store: Store, school_id: str) -> set[str]:
    """The ids of a school's inspections under embargo, those too that were removed while they were."""
    rows = store.rows(
        """SELECT id FROM inspection WHERE school_id = ?1 AND stage <> 'published'
           UNION
           SELECT key FROM change AS latest
           WHERE school_id = ?1 AND thing = 'inspection' AND field = 'stage' AND new <> 'published'
           AND NOT EXISTS (SELECT 1 FROM inspection WHERE id = latest.key)
           AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.school_id = ?1 AND later.thing = 'inspection'
                           AND later.field = 'stage' AND later.key = latest.key AND later.id > latest.id)""",
        school_id,
    )
    return {row["id"] for row in rows}
