"""The schema, as migrations: readable SQL under migrations/, applied once each, never edited after release.

Raw judgements only. Grades supported by marks, gaps and what moved are computed, never stored.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

_FOLDER = Path(__file__).parent / "migrations"

migrations = Migrations("evaluation")


@migrations()
def m001_the_house(db: Database) -> None:
    """Schools, self-evaluations, inspections, evidence, and the record of every change."""
    _run(db, "001_the_house.sql")


@migrations()
def m002_imports(db: Database) -> None:
    """Imports of many schools, so that one can be taken back."""
    _run(db, "002_imports.sql")


@migrations()
def m003_in_confidence(db: Database) -> None:
    """How far an inspection has come, who may know what it found, what follows from it, and who may sign in."""
    _run(db, "003_in_confidence.sql")


@migrations()
def m004_action_plan(db: Database) -> None:
    """What is done about what was found: plans, actions, what is said of them, reviews, audits, and the pulse."""
    _run(db, "004_action_plan.sql")


@migrations()
def m005_ready_any_day(db: Database) -> None:
    """Evidence with files and finer links, what could be seen when, leaders' own grades, the call and the two days."""
    _run(db, "005_ready_any_day.sql")


@migrations()
def m006_numbers(db: Database) -> None:
    """Figures of the school and of England with their imports, and the challenges that the school names."""
    _run(db, "006_numbers.sql")


@migrations()
def m007_meetings(db: Database) -> None:
    """Which screens a meeting shows, and what was agreed in it."""
    _run(db, "007_meetings.sql")


@migrations()
def m008_offline(db: Database) -> None:
    """Files filled in offline that were brought in, so that one can be taken back."""
    _run(db, "008_offline.sql")


def _run(db: Database, name: str) -> None:
    """Each statement by itself: sqlite3's own way to run a script would commit half-way."""
    statement = ""
    for line in (_FOLDER / name).read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
