"""The same abilities without a screen: what is answered, where, and with which exit code."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from evaluation.access import LOCAL_HEAD
from evaluation.cli import main
from evaluation.frameworks import DATA
from evaluation.school import Door
from tests.conftest import ROOT
from tests.intake.conftest import GRADED_2025, OEIF, REPORT_CARD, REPORT_CARD_2026, UNGRADED, WHO, csv_bytes
from tests.test_frameworks import GOOD


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "state schools.csv"
    path.write_bytes(csv_bytes(REPORT_CARD_2026, [WHO | REPORT_CARD | OEIF]))
    return str(path)


def outside(*arguments: object, store: Path) -> subprocess.CompletedProcess[str]:
    """The command line as a person runs it, in a process of its own and in another folder."""
    environment = {**os.environ, "EVALUATION_STORE": str(store), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "evaluation", *map(str, arguments)]
    return subprocess.run(
        command, cwd=store.parent, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


CARD = {
    "start_date": "2026-01-13",
    "kind": "report_card",
    "framework_id": "ofsted-report-card",
    "framework_version": "2025-11",
    "findings": {
        "safeguarding": "met",
        "inclusion": "needs_attention",
        "curriculum_teaching": "expected_standard",
        "achievement": "urgent_improvement",
        "attendance_behaviour": "strong_standard",
        "personal_development_wellbeing": "exceptional",
        "leadership_governance": "expected_standard",
        "early_years": "expected_standard",
        "sixth_form": None,
    },
    "sources_differ": {},
    "urn_at_inspection": 999001,
    "published": "2026-02-17",
    "number": "10000003",
    "outcome": None,
    "source": "state schools.csv",
}


def test_a_file_is_brought_in_and_the_inspections_are_listed_by_another_process(file: str, store_path: Path) -> None:
    added = outside("inspections", "import", file, "--urn", 999001, store=store_path)
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.startswith("Chloë Street Primary School: 2 added, 0 already here.\nTo take it back: python -m ")
    again = outside("inspections", "import", file, "--urn", 999001, store=store_path)
    assert again.stdout == "Chloë Street Primary School: 0 added, 2 already here.\n"
    listed = outside("inspections", "list", "--urn", 999001, "--json", store=store_path)
    assert listed.returncode == 0
    card, graded = json.loads(listed.stdout)
    assert card == CARD
    assert graded["findings"]["safeguarding"] == "not_effective"
    assert (graded["start_date"], graded["framework_id"], graded["framework_version"]) == (
        "2025-01-21",
        "ofsted-eif",
        "2024-09",
    )


def test_an_import_answers_in_json_what_was_added_known_differing_and_refused(
    file, store_path, tmp_path, capsys
) -> None:
    command = ["inspections", "import", "--urn", "999001", "--json"]
    assert main([*command, file]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["added"], first["already_here"], first["urn"]) == (2, 0, 999001)
    assert first["inspections"][0] == CARD
    other = tmp_path / "other.csv"
    other.write_bytes(
        csv_bytes(REPORT_CARD_2026, [WHO | REPORT_CARD | {"Inclusion": "Exceptional", "Achievement": "Splendid"}])
    )
    assert main([*command, str(other)]) == 0
    second = json.loads(capsys.readouterr().out)
    assert (second["added"], second["differing"][0]["findings"]["inclusion"]) == (0, "exceptional")
    assert [(problem["line"], problem["field"]) for problem in second["refused"]] == [(2, "Achievement")]
    card = second["inspections"][0]
    assert card["findings"] == CARD["findings"] | {"inclusion": None}
    assert card["sources_differ"] == {
        "inclusion": [
            {"source": "state schools.csv", "grade": "needs_attention"},
            {"source": "other.csv", "grade": "exceptional"},
        ]
    }
    assert main([*command[:-1], str(other)]) == 0
    assert "the grades here differ from the file's. Both are kept" in capsys.readouterr().out
    assert main(["inspections", "list", "--urn", "999001"]) == 0
    assert "Inclusion: Sources differ: Needs attention (state schools.csv); Except" in capsys.readouterr().out
    assert main(["inspections", "undo", "last"]) == 0
    assert capsys.readouterr().out == "0 inspections removed. 1 value was put back.\n"
    assert main(["inspections", "list", "--urn", "999001", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == CARD


def test_an_import_says_how_it_is_taken_back_and_the_imports_are_listed(
    file: str, store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = ["--store", str(tmp_path / "an other.db")]
    command = [*elsewhere, "inspections", "import", file, "--urn", "999001"]
    assert main([*command, "--json"]) == 0
    import_id = json.loads(capsys.readouterr().out)["import"]
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["import"] is None  # it did nothing, so there is nothing to take back
    assert main([*elsewhere, "inspections", "imports", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["id"], listed["school_id"], listed["inspections"]) == (import_id, "urn-999001", 2)
    assert main([*elsewhere, "inspections", "imports"]) == 0
    assert (
        "state schools.csv (Chloë Street Primary School): 2 inspections added, 0 filled in" in capsys.readouterr().out
    )
    assert main([*elsewhere, "inspections", "undo", import_id]) == 0
    assert capsys.readouterr().out == "2 inspections removed.\n"
    assert main(command) == 0
    last = capsys.readouterr().out.splitlines()[-1].removeprefix("To take it back: python -m evaluation ")
    assert main(shlex.split(last)) == 0
    capsys.readouterr()
    assert main([*elsewhere, "inspections", "imports"]) == 0
    assert capsys.readouterr().out == "There is no import that can be taken back.\n"


def test_a_preview_of_one_school_lists_what_is_new_here_and_refused_and_stores_nothing(
    file: str, store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["inspections", "import", file, "--urn", "999001", "--preview"]
    assert main(command) == 0  # a school that is not here yet
    assert capsys.readouterr().out == (
        "1 school: 2 inspections new, 0 already here.\n1 school would be set up.\n"
        "  Would be added to Chloë Street Primary School: Report card inspection of 2026-01-13\n"
        "  Would be added to Chloë Street Primary School: Graded inspection of 2025-01-21\n"
    )
    assert main([*command, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [each["start_date"] for each in shown["examples"]] == ["2026-01-13", "2025-01-21"]
    assert Door.at(store_path, LOCAL_HEAD).imports() == []
    card = tmp_path / "card.csv"
    card.write_bytes(csv_bytes(REPORT_CARD_2026, [WHO | REPORT_CARD]))
    assert main(["inspections", "import", str(card), "--urn", "999001"]) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert capsys.readouterr().out == (
        "Chloë Street Primary School: 1 new, 1 already here.\n"
        "  Would be added: Graded inspection of 2025-01-21\n"
        "  Already here: Report card inspection of 2026-01-13\n"
    )
    assert main([*command, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert ([each["kind"] for each in shown["new"]], shown["known"], shown["refused"]) == (
        ["graded"],
        [CARD | {"source": "card.csv"}],
        [],
    )


def test_a_list_for_people_names_grades_and_outcomes_in_words(store_path: Path, tmp_path: Path, capsys) -> None:
    path = tmp_path / "ours.csv"
    path.write_bytes(csv_bytes(GRADED_2025, [WHO | UNGRADED]))
    assert main(["inspections", "import", str(path), "--urn", "999001"]) == 0
    assert main(["inspections", "list", "--urn", "999001"]) == 0
    assert "2025-03-12  Ungraded inspection (EIF 2024 to 2025) School remains Good" in capsys.readouterr().out


def test_the_store_is_given_before_or_after_the_command_and_goes_before_the_environment(
    store_path: Path, tmp_path: Path, capsys
) -> None:
    given = tmp_path / "given.db"
    assert main(["demo", "--store", str(given)]) == 0
    assert capsys.readouterr().out.endswith(f"(demo) is now in {given}.\n")
    assert main(["--store", str(tmp_path / "second.db"), "demo"]) == 0
    assert given.exists() and (tmp_path / "second.db").exists() and not store_path.exists()


def test_the_demo_fills_an_empty_store_and_twice_is_fine(store_path: Path) -> None:
    assert main(["demo"]) == 0
    door = Door.at(store_path, LOCAL_HEAD)
    before = door.revision
    assert main(["demo"]) == 0
    assert ([school.id for school in door.schools()], door.revision) == (["demo"], before)


def test_every_shipped_framework_is_fine_and_listed(store_path: Path, capsys) -> None:
    files = sorted((DATA / "frameworks").glob("*.yaml"))
    for path in files:
        assert main(["frameworks", "check", str(path)]) == 0
        assert f"{path.name} is fine" in capsys.readouterr().out
    assert main(["frameworks", "list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [path.stem for path in files]
    assert main(["frameworks", "check", str(files[0])]) == 0


def test_a_bad_framework_file_is_refused_with_every_line_on_standard_error(store_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        GOOD.replace("rule: secure_fit", "rule: average").replace("theme: play\n", "theme: ball\n"), "utf-8"
    )
    done = outside("frameworks", "check", path, store=store_path)
    assert (done.returncode, done.stdout) == (1, "")
    first, *problems = done.stderr.splitlines()
    assert first == "This framework file has 2 problems. Nothing was added."
    assert problems[0].startswith("  Line 16, scales › number 1 › rule: “average” is not allowed.")
    assert problems[1].startswith("  Line 30, strands › number 1 › standards › number 1 › theme")
    assert not store_path.exists()


def test_a_file_that_takes_the_name_of_a_shipped_edition_is_refused(tmp_path: Path, capsys) -> None:
    path = tmp_path / "school-strands@2025-11.yaml"
    path.write_text(GOOD.replace("id: our-own", "id: school-strands"), "utf-8")
    assert main(["frameworks", "check", str(path)]) == 1
    assert "already here" in capsys.readouterr().err
    path.write_text(GOOD, "utf-8-sig")
    assert main(["frameworks", "check", str(path)]) == 0


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["inspections", "list", "--urn", "123456"], "No such school in"),
        (["inspections", "import", "missing.csv", "--urn", "999001"], "missing.csv cannot be read: No such file"),
        (["inspections", "import", "FILE", "--urn", "123456"], "holds one school, but not URN 123456"),
        (["inspections", "import", "FILE", "--urn", "12"], "The URN has six digits"),
        (["inspections", "import", "FOLDER", "--urn", "999001"], "cannot be read"),
        (["frameworks", "check", "missing.yaml"], "missing.yaml cannot be read: No such file"),
        (["frameworks", "check", "FILE"], "is not text in UTF-8. Save it as UTF-8"),
        (["export", "workbook", "--out", "summary.xlsx"], "No such school in"),
        (["export", "pack", "--out", "pack.zip"], "No such school in"),
        (["export", "slides", "--out", "slides.pptx"], "No such school in"),
        (["demo", "--store", "FILE"], "is not a store of this product"),
        (["demo", "--store", "FILE/school.db"], "cannot be opened"),
    ],
)
def test_a_refusal_is_on_standard_error_with_exit_code_one_and_changes_nothing(
    command, says, file, store_path, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content = Path(file).read_bytes()
    command = [part.replace("FILE", file).replace("FOLDER", str(tmp_path)) for part in command]
    assert main(command) == 1
    said = capsys.readouterr()
    assert says in said.err and said.out == "" and "Traceback" not in said.err
    assert Path(file).read_bytes() == content
    assert not store_path.exists() or Door.at(store_path, LOCAL_HEAD).schools() == []


def test_a_urn_that_is_no_number_and_a_missing_command_show_how_it_is_used(store_path: Path) -> None:
    for command in (["inspections", "list", "--urn", "our school"], []):
        done = outside(*command, store=store_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("usage: python -m evaluation") and "Traceback" not in done.stderr


def test_the_workbook_is_written_and_a_store_of_several_schools_asks_which(
    store_path: Path, tmp_path: Path, capsys, file: str
) -> None:
    assert main(["demo"]) == 0
    out = tmp_path / "summary.xlsx"
    assert main(["export", "workbook", "--out", str(out)]) == 0
    assert "written for" in capsys.readouterr().out
    assert load_workbook(BytesIO(out.read_bytes())).sheetnames[0] == "Cover"
    assert main(["export", "workbook", "--out", str(tmp_path / "no folder" / "summary.xlsx")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert main(["inspections", "import", file, "--urn", "999001"]) == 0
    assert main(["export", "workbook", "--out", str(out)]) == 0
    assert "written for Chloë Street" in capsys.readouterr().out
    other = tmp_path / "other.csv"
    other.write_bytes(csv_bytes(REPORT_CARD_2026, [WHO | REPORT_CARD | {"URN": "999002"}]))
    assert main(["inspections", "import", str(other), "--urn", "999002"]) == 0
    assert main(["export", "workbook", "--out", str(out)]) == 1
    assert "say which with --urn" in capsys.readouterr().err
    assert main(["export", "workbook", "--out", str(out), "--urn", "999001"]) == 0


def test_the_pack_is_written_and_opens(store_path: Path, tmp_path: Path, capsys) -> None:
    assert main(["demo"]) == 0
    out = tmp_path / "pack.zip"
    assert main(["export", "pack", "--out", str(out)]) == 0
    assert capsys.readouterr().out.endswith(f"{out} written for Harrowmere Primary School (demo).\n")
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert {"Start here.docx", "1 Summary.docx", "4 Evidence.xlsx"} <= set(archive.namelist())
    assert main(["export", "pack", "--out", str(tmp_path)]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_school_whose_phase_the_file_does_not_say_is_set_up_with_the_phase_given(
    store_path: Path, tmp_path: Path, capsys
) -> None:
    path = tmp_path / "five years.csv"
    path.write_bytes(csv_bytes(GRADED_2025, [WHO | UNGRADED | {"Ofsted phase": "NULL"}]))
    command = ["inspections", "import", str(path), "--urn", "999001"]
    assert main(command) == 1
    assert "does not say its phase" in (said := capsys.readouterr().err) and "Add --phase and one of: Nursery" in said
    assert main([*command, "--phase", "Primary"]) == 0
    assert "1 added, 0 already here.\n" in capsys.readouterr().out
    assert main(["inspections", "import", str(path), "--all", "--phase", "Primary"]) == 1
    assert "--phase is for one school" in capsys.readouterr().err
