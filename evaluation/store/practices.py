"""Practice and when it is, who is away, the two days, and the timetables that were brought in."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, time
from typing import Any

from evaluation.store import table_imports
from evaluation.store.plumbing import Row, Store, Write, now, record_of
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS, WEEKS, Away, DaySetting, Practice, Slot

_EMPTY = ("", "[]")


def every(store: Store, school_id: str) -> list[Practice]:
    """A school's practices, in the order in which they were first described."""
    rows = store.rows("SELECT * FROM practice WHERE school_id = ? ORDER BY rowid", school_id)
    return [record_of(_practice, row, f"The practice “{row['what']}”") for row in rows]


def save(write: Write, practice: Practice, import_id: str | None = None) -> bool:
    """Add a practice or change it; True when anything changed. `import_id` is the timetable a new one came with."""
    values = {f.name: _plain(getattr(practice, f.name)) for f in fields(practice) if f.name not in ("id", "slots")}
    values |= {"school_id": write.school_id, "slots": json.dumps([_slot_row(slot) for slot in practice.slots])}
    also: Row = {"import_id": import_id} if import_id else {}
    if not write.rows("SELECT 1 FROM practice WHERE id = ?", practice.id):
        also |= {name: value for name, value in values.items() if value in _EMPTY}  # nothing said is no change
        values = {name: value for name, value in values.items() if name not in also}
    return write.put("practice", {"id": practice.id}, values, also)


def remove(write: Write, practice_id: str) -> bool:
    """Remove a practice; True when it was here."""
    return write.remove("practice", {"id": practice_id}, "what")


def away(store: Store, school_id: str) -> list[Away]:
    """Who is away when: every week first, by weekday, then by first day."""
    rows = store.rows(
        "SELECT * FROM away WHERE school_id = ? ORDER BY weekday IS NULL, weekday, first_on, what, id", school_id
    )
    return [record_of(_away, row, f"What is said of who is away, “{row['what']}”,") for row in rows]


def save_away(write: Write, absence: Away) -> bool:
    """Add an absence or change it; True when anything changed."""
    values = {f.name: _plain(getattr(absence, f.name)) for f in fields(absence) if f.name != "id"}
    return write.put("away", {"id": absence.id}, values | {"school_id": write.school_id})


def remove_away(write: Write, away_id: str) -> bool:
    """Remove an absence; True when it was here."""
    return write.remove("away", {"id": away_id}, "what")


def days(store: Store, school_id: str) -> DaySetting | None:
    """The two days as the school has set them; None where it has not."""
    rows = store.rows("SELECT * FROM day_setting WHERE school_id = ?", school_id)
    return record_of(_days, rows[0], "The setting of the two days") if rows else None


def set_days(write: Write, setting: DaySetting) -> bool:
    """Keep the school's own two days; True when anything changed."""
    values = {f.name: _plain(getattr(setting, f.name)) for f in fields(setting)}
    return write.put("day_setting", {"school_id": write.school_id}, values)


def imports(store: Store, school_id: str) -> list[Row]:
    """A school's timetables that can be taken back, the latest first, each with its `practices` that are left."""
    return store.rows(
        """SELECT id, file_name, at, who,
               (SELECT count(*) FROM practice WHERE import_id = practice_import.id) AS practices
           FROM practice_import WHERE school_id = ? ORDER BY at DESC, rowid DESC""",
        school_id,
    )


def start_import(write: Write, import_id: str, file_name: str) -> None:
    """Note a timetable before what comes in with it."""
    values = {"school_id": write.school_id, "file_name": file_name}
    also = {"at": now().isoformat(), "who": write.who, "last_change": 0}
    write.put("practice_import", {"id": import_id}, values, also)


def finish_import(write: Write, import_id: str) -> None:
    """Note where its part of the record of changes ends: what is changed later stays when it is taken back."""
    table_imports.finish(write, "practice_import", import_id)


def undo_import(write: Write, import_id: str) -> tuple[int, list[str]]:
    """Remove the practices that came in and were not touched since; how many, and what the others are."""
    return table_imports.undo(write, "practice_import", "practice", import_id)


def _practice(row: Row) -> Practice:
    del row["school_id"], row["import_id"]
    for name in ("who", "year_groups", "groups"):
        row[name] = tuple(json.loads(row[name]))
    if unknown := set(row["groups"]) - PUPIL_GROUPS.keys():
        raise ValueError(f"{unknown} are no groups of pupils")
    for name in ("strands", "standards"):
        row[name] = tuple((framework_id, thing_id) for framework_id, thing_id in json.loads(row[name]))
    return Practice(**row | {"slots": tuple(_slot(*each) for each in json.loads(row["slots"]))})


def _slot(weekday: int, starts_at: str | None, ends_at: str | None, week: Any) -> Slot:
    if weekday not in WEEKDAYS or week not in (None, *WEEKS):
        raise ValueError(f"[{weekday}, {week}] is no day of a school week")
    return Slot(weekday, _time(starts_at), _time(ends_at), week)


def _slot_row(slot: Slot) -> list[object]:
    return [slot.weekday, _plain(slot.starts_at), _plain(slot.ends_at), slot.week]


def _away(row: Row) -> Away:
    del row["school_id"]
    for name in ("who", "year_groups"):
        row[name] = tuple(json.loads(row[name]))
    return Away(**row | {name: _day(row[name]) for name in ("first_on", "last_on")})


def _days(row: Row) -> DaySetting:
    del row["school_id"]
    return DaySetting(**row | {name: _day(row[name]) for name in ("week_a_on", "confirmed_on")})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    """A value as a column holds it: days as text, times as 09:05, lists as JSON."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
