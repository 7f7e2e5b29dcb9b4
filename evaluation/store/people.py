"""Who may sign in, and what people from outside may see."""

from __future__ import annotations

from datetime import datetime

from evaluation.records import Change, Person, Role
from evaluation.store.plumbing import Row, Store, Write, record_of


def every(store: Store) -> list[Person]:
    """Everybody who may sign in or once might, by name."""
    return [_person(row) for row in store.rows("SELECT * FROM person ORDER BY name, email")]


def one(store: Store, email: str) -> Person | None:
    """The person with this e-mail, in small letters."""
    rows = store.rows("SELECT * FROM person WHERE email = ?", email)
    return _person(rows[0]) if rows else None


def save(write: Write, person: Person) -> bool:
    """Add a person or change them; True when anything changed."""
    values = {"name": person.name, "role": person.role.value, "active": int(person.active)}
    return write.put("person", {"email": person.email}, {**values, "only_school_id": person.only_school_id})


def changes(store: Store, limit: int) -> list[Change]:
    """The latest changes of people, newest first; the key of each is the e-mail."""
    rows = store.rows("SELECT * FROM change WHERE thing = 'person' ORDER BY id DESC LIMIT ?", limit)
    names = ("who", "thing", "key", "field", "old", "new", "reason")
    return [Change(datetime.fromisoformat(row["at"]), **{name: row[name] for name in names}) for row in rows]


def shared(store: Store, school_id: str) -> frozenset[str]:
    """The ids of a school's self-evaluations and evidence that reviewers from outside may see."""
    rows = store.rows("SELECT id FROM shared WHERE school_id = ? AND shared = 1", school_id)
    return frozenset(row["id"] for row in rows)


def share(write: Write, thing_id: str, on: bool) -> bool:
    """Let reviewers from outside see a self-evaluation or a piece of evidence, or no longer; True when it changed."""
    return write.put("shared", {"id": thing_id}, {"shared": int(on)}, {"school_id": write.school_id})


def _person(row: Row) -> Person:
    return record_of(_made, row, f"The person {row['email']}")


def _made(row: Row) -> Person:
    return Person(row["email"], row["name"], Role(row["role"]), bool(row["active"]), row["only_school_id"])
