"""The store: what was said to be saved is there, and what cannot be used says so and stays as it is."""

from __future__ import annotations

import inspect
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD
from evaluation.evidence.records import Evidence
from evaluation.frameworks import FrameworkKey
from evaluation.records import SchoolDetails, SelfEvaluation
from evaluation.school import Door, School
from evaluation.store import Store, StoreError, evidence, open_store, plumbing, schools, self_evaluations, store_path
from tests.conftest import ROOT

OUR_SCHOOL = SchoolDetails("urn-999001", "Our school", 999001, "Primary", "Academy converter")
SESSION = SelfEvaluation(
    "one", OUR_SCHOOL.id, FrameworkKey("a", "1"), date(2025, 3, 1), ("s",), datetime(2025, 3, 1, tzinfo=UTC)
)

# ------------------------------------------------------------------ other processes

PRELUDE = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from evaluation.store import Store, open_store, self_evaluations
"""


def count_up(store: Store, times: int) -> None:
    """Read, add one, write: so many transactions."""
    for _ in range(times):
        with store.write("A writer", "urn-999001") as write:
            said = write.rows("SELECT why FROM judgement WHERE strand_id = 's'")
            fields = {"why": str(int(said[0]["why"]) + 1) if said else "1"}
            self_evaluations.put_judgement(write, "one", "s", fields)


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PRELUDE + code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(processes: list[subprocess.Popen[str]]) -> None:
    """Let processes that have said "ready" begin together; all must end well."""
    assert [line_of(process) for process in processes] == ["ready"] * len(processes)
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def all_ended_well(processes: list[subprocess.Popen[str]]) -> None:
    assert [(process.communicate(timeout=60)[1], process.returncode) for process in processes] == [("", 0)] * len(
        processes
    )


@pytest.fixture
def store(store_path: Path) -> Store:
    """A store with one school and one open self-evaluation."""
    made = open_store(store_path)
    with made.write("The head", OUR_SCHOOL.id) as write:
        schools.save(write, OUR_SCHOOL)
        self_evaluations.add(write, SESSION)
    return made


def why(store: Store) -> str:
    return self_evaluations.record(store, SESSION).judgements["s"].why


# ------------------------------------------------------------------ nothing is lost


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes in another way")
def test_what_was_said_to_be_saved_is_there_after_the_process_was_killed(store: Store) -> None:
    code = """
store = open_store(Path(sys.argv[1]))
for number in range(10**6):
    with store.write("A writer", "urn-999001") as write:
        self_evaluations.put_judgement(write, "one", "s", {"why": str(number)})
    print(number, flush=True)
"""
    process = python(code, store.path)
    try:
        said = [int(line_of(process)) for _ in range(20)]
    finally:
        os.kill(process.pid, signal.SIGKILL)
    assert process.stdout is not None
    said += [int(line) for line in process.stdout]
    process.wait()
    reopened = Store(store.path)
    assert int(why(reopened)) in (said[-1], said[-1] + 1)
    assert reopened.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    changed = [c for c in schools.changes(reopened, OUR_SCHOOL.id, 10**6) if c.field == "why"]
    assert [int(change.new or "") for change in changed] == list(range(int(why(reopened)), -1, -1))


def test_eight_threads_and_two_processes_writing_at_once_lose_nothing_and_none_is_told_to_wait(store: Store) -> None:
    code = "store = open_store(Path(sys.argv[1]))\nprint('ready', flush=True)\ninput()\ncount_up(store, 40)"
    processes = [python(inspect.getsource(count_up) + code, store.path) for _ in range(2)]
    errors: list[BaseException] = []

    def write() -> None:
        try:
            count_up(store, 40)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    go(processes)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    all_ended_well(processes)
    assert errors == []
    assert why(store) == str(10 * 40)


def test_four_starters_at_once_set_the_store_up_once(tmp_path: Path) -> None:
    code = 'print("ready", flush=True)\ninput()\nopen_store(Path(sys.argv[1])).rows("SELECT * FROM school")'
    processes = [python(code, tmp_path / "school.db") for _ in range(4)]
    go(processes)
    all_ended_well(processes)
    done = open_store(tmp_path / "school.db").rows("SELECT name FROM _sqlite_migrations")
    assert [row["name"] for row in done] == [migration.name for migration in plumbing.migrations._migrations]


class Rerun(BaseException):
    """As a screen interrupts a run."""


@pytest.mark.parametrize("interruption", [ValueError("a bug"), Rerun(), KeyboardInterrupt()], ids=repr)
def test_whatever_is_raised_inside_a_change_none_of_it_is_kept_and_the_next_one_works(
    store: Store, interruption: BaseException
) -> None:
    before = store.revision
    with pytest.raises(type(interruption)), store.write("The head", OUR_SCHOOL.id) as write:
        self_evaluations.put_judgement(write, "one", "s", {"why": "Half said"})
        schools.remove(write, OUR_SCHOOL.id)
        raise interruption
    assert store.revision == before
    assert self_evaluations.record(store, SESSION).judgements == {}
    with store.write("The head", OUR_SCHOOL.id) as write:
        self_evaluations.put_judgement(write, "one", "s", {"why": "Said"})
    assert why(store) == "Said"


def test_removing_a_school_removes_all_of_it_but_not_the_record_of_changes(demo: School, store_path: Path) -> None:
    door = Door.at(store_path, LOCAL_HEAD)
    door.set_up(OUR_SCHOOL).evidence.save(Evidence("ours", "A walk", "observation", date(2025, 1, 1)))
    store = open_store(store_path)
    tables = [row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    recorded = len(schools.changes(store, "demo", 10**6))
    assert door.remove("demo")
    left = {name: store.rows(f"SELECT * FROM {name}") for name in tables}
    kept = ("change", "_sqlite_migrations", "school", "evidence")
    assert {name: rows for name, rows in left.items() if name not in kept and rows} == {}
    assert [row["id"] for row in left["school"] + left["evidence"]] == ["urn-999001", "ours"]
    assert recorded > 500
    latest, *earlier = schools.changes(store, "demo", 10**6)
    assert len(earlier) == recorded
    assert (latest.thing, latest.new, latest.who) == ("school", None, LOCAL_HEAD.name)
    assert not door.remove("demo")


def test_what_belongs_to_another_school_cannot_be_changed_or_removed_through_this_one(store: Store) -> None:
    with store.write("The head", OUR_SCHOOL.id) as write:
        evidence.save(write, OUR_SCHOOL.id, Evidence("walk", "A walk", "observation", date(2025, 1, 1)))
    before = store.revision
    attempts = (
        lambda write: evidence.remove(write, "walk"),
        lambda write: evidence.save(write, "urn-2", Evidence("walk", "Taken", "observation", date(2025, 1, 1))),
        lambda write: self_evaluations.put_marks(write, "one", {"x": "met"}),
        lambda write: self_evaluations.remove(write, "one"),
        lambda write: self_evaluations.set_locked(write, "one", plumbing.now()),
    )
    for attempt in attempts:
        with pytest.raises(plumbing.EvaluationError), store.write("Another head", "urn-2") as write:
            attempt(write)
    assert store.revision == before


def test_a_link_to_a_school_that_is_not_there_is_never_stored(store: Store) -> None:
    for place in (store, Store(store.path)):
        assert place.rows("PRAGMA foreign_keys") == [{"foreign_keys": 1}]
    with pytest.raises(sqlite3.IntegrityError), store.write("The head", "nowhere") as write:
        evidence.save(write, "nowhere", Evidence("walk", "A walk", "observation", date(2025, 1, 1)))


def test_a_copy_taken_in_the_middle_of_work_opens_and_holds_the_same(demo: School, store_path: Path) -> None:
    opened = demo.self_evaluations.open(demo.self_evaluations.all()[0].framework, date.today())
    demo.self_evaluations.judge(opened, "send", grade="exceptional", why="“Æ” & <b>\n2 lines")
    copy = store_path.with_name("copy.db")
    copy.write_bytes(demo.settings.copy_of_store())
    twin = Door.at(copy, LOCAL_HEAD).school("demo")
    for part in ("self_evaluations", "inspections", "evidence"):
        assert getattr(twin, part).all() == getattr(demo, part).all()
    assert twin.self_evaluations.session(opened) == demo.self_evaluations.session(opened)
    assert twin.settings.changes(10**6) == demo.settings.changes(10**6)


# ------------------------------------------------------------------ what cannot be used


@contextmanager
def locked_by_another(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_store_locked_for_longer_than_the_wait_asks_to_try_again_and_can_still_be_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plumbing, "BUSY_SECONDS", 0.05)
    impatient = Store(store.path)
    with locked_by_another(store.path):
        please = pytest.raises(StoreError, match="Nothing was lost: please try again")
        with please, impatient.write("The head", OUR_SCHOOL.id) as write:
            self_evaluations.put_judgement(write, "one", "s", {"why": "Too early"})
        assert schools.every(impatient) == [OUR_SCHOOL]
    with impatient.write("The head", OUR_SCHOOL.id) as write:
        self_evaluations.put_judgement(write, "one", "s", {"why": "Now"})
    assert why(store) == "Now"


def changed_by(path: Path, *statements: str) -> bytes:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    return path.read_bytes()


def unusable(name: str, path: Path, demo_file: Path) -> bytes:
    """Write a file that is no store of ours; returns its content."""
    made = demo_file.read_bytes()
    if name == "newer":
        path.write_bytes(made)
        return changed_by(
            path,
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('evaluation', 'm999_later', '')",
        )
    if name == "foreign":
        return changed_by(path, "CREATE TABLE holidays (day TEXT)")
    content = {"text": b"Our school\n" * 500, "cut short": made[: len(made) // 2], "cut in its header": made[:60]}
    path.write_bytes(content[name])
    return content[name]


@pytest.mark.parametrize(
    ("name", "what_to_do"),
    [
        ("text", "is not a store of this product, or is damaged .* Put your last copy in its place"),
        ("cut short", "is not a store of this product, or is damaged .* Put your last copy in its place"),
        ("cut in its header", "is not a store of this product, or is damaged .* Put your last copy in its place"),
        ("newer", "made by a newer version .* Update the product"),
        ("foreign", "a database of something else.* Choose another file with --store"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do_and_stays_as_it_is(
    name: str, what_to_do: str, tmp_path: Path, demo_file: Path
) -> None:
    path = tmp_path / "school.db"
    content = unusable(name, path, demo_file)
    for _ in range(2):
        with pytest.raises(StoreError, match=what_to_do):
            open_store(path)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(in_the_way / "school.db")
    with pytest.raises(StoreError, match="Check the folder"):
        open_store(tmp_path)
    if os.name == "posix" and os.geteuid() != 0:  # nothing is read-only for root
        tmp_path.chmod(0o500)
        with pytest.raises(StoreError, match="Check the folder"):
            open_store(tmp_path / "school.db")
        tmp_path.chmod(0o700)


def test_the_store_is_the_one_given_else_the_one_of_the_environment_else_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALUATION_STORE", str(tmp_path / "named.db"))
    assert store_path(tmp_path / "given.db") == tmp_path / "given.db"
    assert store_path() == tmp_path / "named.db"
    monkeypatch.setenv("EVALUATION_STORE", "")
    assert store_path() == ROOT / "data" / "school.db"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert store_path("~/school.db") == (tmp_path / "school.db").resolve()
