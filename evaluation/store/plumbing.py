"""SQLite plumbing: connections, transactions, migrations, the record of changes. No rules of the product.

Each thread has its own connection. Writing is BEGIN IMMEDIATE under one lock for the process, because
SQLite's own waiting is unfair under load; other processes wait for at most `BUSY_SECONDS`.
`synchronous=FULL`: what was shown as saved survives a power cut.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from evaluation.errors import EvaluationError
from evaluation.frameworks import DATA
from evaluation.store.schema import migrations

BUSY_SECONDS = 10
DEFAULT_PATH = DATA / "school.db"

Row = dict[str, Any]
_Record = TypeVar("_Record")
_write_lock = threading.Lock()

CHANGED_BY_HAND = (
    "The store's file was changed outside this product: put your last copy in its place, or set the value right there."
)


class StoreError(EvaluationError):
    """The store cannot be used as asked: busy, damaged, made by a newer version, or not a store at all."""


def store_path(given: str | Path | None = None) -> Path:
    """Where the store is: what was given, else the variable EVALUATION_STORE, else the default under data/."""
    return Path(given or os.environ.get("EVALUATION_STORE") or DEFAULT_PATH).expanduser().resolve()


@lru_cache(maxsize=32)
def open_store(path: Path) -> Store:
    """The store at a path, made and brought up to date where needed. Works from any thread. Raises StoreError."""
    return Store(path)


class Store:
    """One SQLite file. Read with `rows`; change with `write`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._bring_up_to_date()

    def rows(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query as dicts, read at once."""
        with _explained(self.path):
            return _rows(self._db, sql, values)

    @property
    def revision(self) -> int:
        """A number that grows with every change: two reads at the same revision see the same store."""
        return int(self.rows("SELECT coalesce(max(id), 0) AS revision FROM change")[0]["revision"])

    @contextmanager
    def write(self, who: str, school_id: str | None, reason: str = "") -> Iterator[Write]:
        """One transaction: all of it is kept, or nothing when anything is raised inside."""
        with _explained(self.path), _write_lock, self._immediate() as db:
            yield Write(db, who, school_id, reason)

    def copy_to(self, target: Path) -> None:
        """A complete copy of the store as one new file, taken while others may be writing.

        Row by row, not page by page: of what was deleted, and of how rows lay in the pages, nothing is copied.
        """
        with _explained(self.path):
            self._db.conn.execute("VACUUM INTO ?", (str(target),))

    @property
    def _db(self) -> Database:
        if not hasattr(self._threads, "db"):
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            self._threads.db = Database(connection)
        db: Database = self._threads.db
        return db

    @contextmanager
    def _immediate(self) -> Iterator[Database]:
        db = self._db
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.conn.commit()
        except BaseException:  # a rerun of the screen interrupts with one
            db.conn.rollback()
            raise

    def _bring_up_to_date(self) -> None:
        tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        known = {migration.name for migration in migrations._migrations}
        applied = {migration.name for migration in migrations.applied(self._db)}
        if applied - known:
            raise StoreError(
                f"{self.path.name} was made by a newer version of this product. Update the product, then open it again."
            )
        if tables and not applied:
            raise StoreError(
                f"{self.path} is a database of something else, not a store of this product. It was left as it is. "
                "Choose another file with --store."
            )
        self._switch_to_write_ahead_log()
        if known - applied:
            with _write_lock, self._immediate() as db:
                migrations.apply(db)

    def _switch_to_write_ahead_log(self) -> None:
        """The one statement for which SQLite itself does not wait when another starter is at it."""
        give_up = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._db.conn.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.02)
            else:
                return


@dataclass(frozen=True)
class Write:
    """An open transaction. Every change made through it is recorded field by field."""

    db: Database
    who: str
    school_id: str | None
    reason: str

    def rows(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query, as this transaction sees them."""
        return _rows(self.db, sql, values)

    def put(self, table: str, key: Row, values: Row, also: Row | None = None) -> bool:
        """Insert or update the row with this key; True when any of `values` changed.

        `also` holds fields such as "saved at" that are written along but are no change by themselves.
        """
        old = self._own_row(table, key)
        changed = {name: value for name, value in values.items() if old is None or old[name] != value}
        if not changed:
            return False
        if old is None:
            self.db.table(table).insert({**key, **changed, **(also or {})})
        else:
            self.db.table(table).update(_pk(key), {**changed, **(also or {})})
        for name, value in changed.items():
            before = old[name] if old else None
            if before != value:
                self.record(table, key, name, before, value)
        return True

    def remove(self, table: str, key: Row, field: str) -> bool:
        """Delete the row with this key, recording what `field` held; True when there was one."""
        old = self._own_row(table, key)
        if old is None:
            return False
        self.db.table(table).delete(_pk(key))
        self.record(table, key, field, old[field], None)
        return True

    def _own_row(self, table: str, key: Row) -> Row | None:
        """The row with this key. Raises StoreError where it belongs to another school."""
        where = " AND ".join(f"{name} = ?" for name in key)
        found = self.rows(f"SELECT * FROM {table} WHERE {where}", *key.values())
        if found and found[0].get("school_id", self.school_id) != self.school_id:
            raise StoreError("This belongs to another school, so nothing was changed. Choose that school first.")
        return found[0] if found else None

    def record(self, thing: str, key: Row, field: str, old: object, new: object) -> None:
        """Note one changed field."""
        self.db.conn.execute(
            "INSERT INTO change (school_id, at, who, thing, key, field, old, new, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.school_id,
                now().isoformat(),
                self.who,
                thing,
                " ".join(str(value) for value in key.values()),
                field,
                None if old is None else str(old),
                None if new is None else str(new),
                self.reason,
            ),
        )


def record_of(make: Callable[[Row], _Record], row: Row, what: str) -> _Record:
    """A row as a record. Raises StoreError, naming `what`, where a value cannot be one: that takes another hand."""
    try:
        return make(row)
    except (ValueError, TypeError) as error:
        raise StoreError(f"{what} cannot be read from the store: {error}. {CHANGED_BY_HAND}") from error


def now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def _rows(db: Database, sql: str, values: tuple[object, ...]) -> list[Row]:
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _pk(key: Row) -> Any:
    values = tuple(key.values())
    return values[0] if len(values) == 1 else values


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """SQLite's and the file system's refusals, in words for a leader."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreError("Someone else is saving right now. Nothing was lost: please try again.") from error
        if "decode" in str(error):
            raise _damaged(path, error) from error
        if any(word in str(error) for word in ("unable to open", "readonly", "full", "I/O")):
            raise StoreError(
                f"The store {path} cannot be written ({error}). Check the folder and its free space."
            ) from error
        raise
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error
    except OSError as error:
        raise StoreError(f"The store {path} cannot be opened: {error.strerror or error}.") from error


def _damaged(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(
        f"{path} is not a store of this product, or is damaged ({error}). Put your last copy in its place, "
        "or choose another file with --store."
    )
