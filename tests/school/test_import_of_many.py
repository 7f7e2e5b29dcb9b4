"""Many schools from one file: all or nothing, told truly, and taken back as one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD
from evaluation.cli import main
from evaluation.errors import EvaluationError, FileRefused
from evaluation.records import Undone
from evaluation.school import Door
from tests.intake.conftest import GRADED, GRADED_2025, PREVIOUS, WHO, csv_bytes

ROWS = [WHO | GRADED | PREVIOUS | {"URN": str(999001 + n), "Local authority": f"Shire {n % 2}"} for n in range(250)]
FILE = csv_bytes(GRADED_2025, ROWS)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door.at(tmp_path / "many.db", LOCAL_HEAD)


def test_every_school_is_set_up_with_its_inspections_and_the_progress_is_true(door: Door) -> None:
    steps = list(door.import_many(FILE, "ours.csv"))
    assert [(step.done, step.of) for step in steps] == [(0, 250), (100, 250), (200, 250), (250, 250), (250, 250)]
    assert [step.result is None for step in steps] == [True, True, True, True, False]  # read, then stored as one
    result = steps[-1].result
    assert (result.schools, result.set_up, result.added, result.known) == (250, 250, 500, 0)
    assert door.schools() == []  # none of them is one that somebody here looks after
    assert door.set_up(door.school("urn-999007").details).details.name == door.schools()[0].name
    one = door.school("urn-999007").inspections.all()
    assert [i.number for i in one] == ["10000001", "ITS300001"]
    again = list(door.import_many(FILE, "ours.csv"))[-1].result
    assert (again.set_up, again.added, again.known) == (0, 0, 500)


def test_an_import_left_halfway_leaves_nothing(door: Door) -> None:
    before = door.revision
    steps = door.import_many(FILE, "ours.csv")
    next(steps), next(steps)
    steps.close()
    assert (door.school_with_urn(999001), door.imports(), door.revision) == (None, [], before)


def test_undo_takes_back_what_came_and_leaves_what_was_changed_since_or_there_before(door: Door) -> None:
    school = door.school_from_file(FILE, "ours.csv", 999001)
    school.inspections.bring_in(school.inspections.preview(FILE, "ours.csv").new[:1])
    list(door.import_many(FILE, "ours.csv", authority="shire 0"))
    changed = door.school("urn-999003")
    changed.inspections.save(replace(changed.inspections.all()[0], note="We asked about this."))
    done, first = door.imports()
    assert (done.file_name, done.inspections, done.school_id) == ("ours.csv", 249, None)
    assert (first.inspections, first.school_id) == (1, "urn-999001")
    assert door.undo_import(done.id) == Undone(removed=248, restored=0, stayed=1)
    assert [school.id for school in door.schools()] == ["urn-999001", "urn-999003"]
    assert len(door.school("urn-999001").inspections.all()) == 1
    with pytest.raises(EvaluationError, match="undone already"):
        door.undo_import(done.id)
    assert list(door.import_many(FILE, "ours.csv", authority="shire 0"))[-1].result.added == 248


def test_a_school_whose_phase_the_file_does_not_say_is_named_and_the_rest_comes(door: Door) -> None:
    content = csv_bytes(GRADED_2025, [ROWS[0], ROWS[1] | {"Ofsted phase": "NULL"}])
    result = list(door.import_many(content, "ours.csv"))[-1].result
    assert (result.set_up, [p.field for p in result.refused]) == (1, ["999002"])
    with pytest.raises(FileRefused, match="Did you mean: Shire"):
        door.import_many(FILE, "ours.csv", authority="Shire 9")


def test_the_command_line_imports_many_and_takes_it_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, store = tmp_path / "ours.csv", ["--store", str(tmp_path / "many.db")]
    file.write_bytes(FILE)
    for how, added in ((["--authority", "Shire 1"], 250), (["--urn", "999001", "999003"], 4), (["--all"], 246)):
        assert main([*store, "inspections", "import", str(file), *how, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["added"] == added
    assert main([*store, "inspections", "import", str(file), "--trust", "Nobody"]) == 1
    assert "trust" in capsys.readouterr().err
    assert main([*store, "inspections", "undo", "last"]) == 0
    assert capsys.readouterr().out == "246 inspections removed.\n"


def test_a_preview_of_many_counts_what_an_import_would_do_and_stores_nothing(
    door: Door, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = csv_bytes(GRADED_2025, [*ROWS[:9], ROWS[9] | {"Ofsted phase": "NULL"}])
    school = door.school_from_file(FILE, "first.csv", 999001)
    other = csv_bytes(GRADED_2025, [ROWS[0] | {"Personal development": "4"}])
    school.inspections.bring_in(school.inspections.preview(other, "first.csv").new[:1], "first.csv")
    before = door.revision
    preview = door.preview_many(content, "ours.csv")
    assert (preview.schools, preview.set_up, preview.added, preview.known, preview.completed) == (10, 8, 17, 1, 1)
    assert ([c.strands for c in preview.conflicts], len(preview.examples)) == ([("personal_development",)], 5)
    assert "does not say its phase" in str(preview.refused[0])
    assert door.revision == before
    (tmp_path / "ours.csv").write_bytes(content)
    command = ["--store", str(door.place), "inspections", "import", str(tmp_path / "ours.csv"), "--all"]
    assert main([*command, "--preview"]) == 0
    assert capsys.readouterr().out.startswith("10 schools: 17 inspections new, 1 already here.\n8 schools would be")
    assert (main([*command, "--preview", "--json"]), door.revision) == (0, before)
    said = json.loads(capsys.readouterr().out)
    result = list(door.import_many(content, "ours.csv"))[-1].result
    assert result and (said["import"], said["added"], said["completed"]) == (None, result.added, result.completed)
    choices = door.choices(FILE, "ours.csv")
    assert (choices.schools, choices.trusts, choices.authorities) == (250, (), ("Shire 0", "Shire 1"))


def test_an_import_that_changes_nothing_is_not_noted(door: Door) -> None:
    list(door.import_many(FILE, "ours.csv"))
    before = door.revision
    again = list(door.import_many(FILE, "under another name.csv"))[-1].result
    assert again and (again.import_id, door.revision, len(door.imports())) == ("", before, 1)
