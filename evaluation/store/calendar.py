"""The school's own holidays, and its own lengths of what comes next after an inspection."""

from __future__ import annotations

from datetime import date

from evaluation.next_steps import OwnLength
from evaluation.records import SchoolHoliday
from evaluation.store.plumbing import Row, Store, Write, record_of


def holidays(store: Store, school_id: str) -> list[SchoolHoliday]:
    """A school's holidays, the earliest first."""
    rows = store.rows("SELECT * FROM closure WHERE school_id = ? ORDER BY first_on, last_on, id", school_id)
    return [record_of(_holiday, row, f"The holiday “{row['name']}”") for row in rows]


def save_holiday(write: Write, school_id: str, holiday: SchoolHoliday) -> bool:
    """Add a holiday or change it; True when anything changed."""
    days = {"first_on": holiday.first_on.isoformat(), "last_on": holiday.last_on.isoformat()}
    return write.put("closure", {"id": holiday.id}, {"school_id": school_id, "name": holiday.name, **days})


def remove_holiday(write: Write, holiday_id: str) -> bool:
    """Remove a holiday; True when it was here."""
    return write.remove("closure", {"id": holiday_id}, "name")


def lengths(store: Store, school_id: str) -> dict[str, OwnLength]:
    """The lengths that the school has set itself, by step id."""
    rows = store.rows("SELECT * FROM step_length WHERE school_id = ?", school_id)
    return {row["step_id"]: record_of(_length, row, f"The length of {row['step_id']}") for row in rows}


def set_length(write: Write, school_id: str, step_id: str, length: OwnLength) -> bool:
    """Keep the school's own length of a step; True when anything changed."""
    confirmed_on = length.confirmed_on.isoformat() if length.confirmed_on else None
    values = {"number": length.number, "confirmed_on": confirmed_on, "source": length.source}
    return write.put("step_length", {"school_id": school_id, "step_id": step_id}, values)


def remove_length(write: Write, school_id: str, step_id: str) -> bool:
    """Go back to the length that comes with the product; True when the school had one of its own."""
    return write.remove("step_length", {"school_id": school_id, "step_id": step_id}, "number")


def _holiday(row: Row) -> SchoolHoliday:
    first, last = (date.fromisoformat(row[name]) for name in ("first_on", "last_on"))
    return SchoolHoliday(row["id"], row["name"], first, last)


def _length(row: Row) -> OwnLength:
    confirmed_on = date.fromisoformat(row["confirmed_on"]) if row["confirmed_on"] else None
    return OwnLength(row["number"], confirmed_on, row["source"])
