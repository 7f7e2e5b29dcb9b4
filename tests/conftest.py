"""What many tests need: an empty store, the demo school, the real public files where they are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from evaluation.access import LOCAL_HEAD
from evaluation.call.records import StrandCard
from evaluation.school import Door, School
from evaluation.store import cards, open_store, plans

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("here", deadline=None)
settings.load_profile("here")


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a store that does not exist yet, and that app and command line use."""
    path = tmp_path / "school.db"
    monkeypatch.setenv("EVALUATION_STORE", str(path))
    return path


@pytest.fixture
def door(store_path: Path) -> Door:
    """The door to an empty store, for the head at this computer."""
    return Door.at(store_path, LOCAL_HEAD)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo school, made once. Copy it, do not change it.

    Without its action plan and without who speaks for a strand: tests of these begin their own.
    """
    path = tmp_path_factory.mktemp("demo") / "made.db"
    door = Door.at(path, LOCAL_HEAD)
    school = door.fill_demo()
    with open_store(path).write("Somebody", school.details.id) as write:
        for plan in school.plans.all():
            plans.remove(write, plan.id)
        for card in school.cards.all():
            cards.save(write, StrandCard(card.said.strand))
    copy = path.with_name("copy.db")
    copy.write_bytes(door.school("demo").settings.copy_of_store())
    return copy


@pytest.fixture
def demo(store_path: Path, demo_file: Path) -> School:
    """The demo school in a store of its own."""
    shutil.copy(demo_file, store_path)
    return Door.at(store_path, LOCAL_HEAD).school("demo")


@pytest.fixture(scope="session")
def shared_file() -> Callable[[str], Path]:
    """A real public file by its path under the data folder; the test is skipped where it is absent."""

    def find(name: str) -> Path:
        folder = Path(os.environ.get("EVALUATION_SHARED_DATA", ROOT.parent / "shared" / "data"))
        path = folder / name
        if not path.exists():
            pytest.skip(f"the real file {name} is not here (set EVALUATION_SHARED_DATA to its folder)")
        return path

    return find
