"""One import of a national file, or its floor, in a process of its own, so that its memory can be measured.

`python -m tests.national_import import|floor FOLDER`, for `tests.benchmark`. Answers in JSON: seconds that
passed, seconds of work, and the most memory in MB, before it began and in all.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from evaluation.access import LOCAL_HEAD
from evaluation.school import Door

TABLES = ("school", "inspection", "finding", "change")


def bring_in(folder: Path) -> None:
    """The import itself."""
    content = (folder / "national.csv").read_bytes()
    for step in Door.at(folder / "store.db", LOCAL_HEAD).import_many(content, "national.csv"):
        result = step.result
    assert result and result.added == 2 * result.schools


def floor(folder: Path) -> None:
    """The file read and the same rows stored, without knowing anything about them."""
    rows = {}
    with closing(sqlite3.connect(folder / "store.db")) as made:
        schema = [row[0] for row in made.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")]
        for table in TABLES:
            rows[table] = made.execute(f"SELECT * FROM {table}").fetchall()
    begin()
    list(csv.reader(io.StringIO((folder / "national.csv").read_bytes().decode("cp1252"), newline="")))
    with closing(sqlite3.connect(folder / "floor.db")) as db:
        for statement in schema:
            if "sqlite_" not in statement:
                db.execute(statement)
        for table, values in rows.items():
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        db.commit()


def memory() -> float:
    """The most memory this process has had, in MB. Linux's own figure leaves out the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


began = 0.0, 0.0


def begin() -> None:
    """Start the clock, again where something had to be made ready first."""
    global began
    began = time.perf_counter(), time.process_time()


def main() -> None:
    """Measure and answer."""
    part, folder = sys.argv[1:]
    start = memory()
    begin()
    {"import": bring_in, "floor": floor}[part](Path(folder))
    passed, work = time.perf_counter() - began[0], time.process_time() - began[1]
    print(json.dumps({"seconds": passed, "work": work, "memory": memory(), "start": start}))


if __name__ == "__main__":
    main()
