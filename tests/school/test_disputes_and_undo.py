"""Sources that differ are both kept until somebody settles it; an import is taken back to the last value."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pandas import isna

from evaluation.access import LOCAL_HEAD, Role, Viewer
from evaluation.cli import main
from evaluation.documents.workbook import workbook
from evaluation.errors import EvaluationError
from evaluation.records import Finding, Inspection, Undone
from evaluation.school import Door, School
from tests.intake.conftest import GRADED, GRADED_2025, PREVIOUS, REPORT_CARD, REPORT_CARD_2026, WHO, csv_bytes

QUALITY = "quality_of_education"
FIRST = csv_bytes(GRADED_2025, [WHO | GRADED])
OTHER = csv_bytes(GRADED_2025, [WHO | GRADED | {"Quality of education": "2"} | PREVIOUS])
WORDS = "Sources differ: Requires improvement (first.csv); Good (other.csv)."


def bring_in(school: School, content: bytes, name: str) -> int:
    return school.inspections.bring_in(school.inspections.preview(content, name).changes, name)


@pytest.fixture
def disputed(door: Door) -> School:
    school = door.school_from_file(FIRST, "first.csv", 999001)
    bring_in(school, FIRST, "first.csv")
    bring_in(school, OTHER, "other.csv")
    return school


def finding(school: School) -> Finding:
    found = school.inspections.all()[0].finding(QUALITY)
    assert found is not None
    return found


def content_of(path: Path) -> dict[str, list[Any]]:
    """Everything in the store but the record of changes."""
    with closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        skipped = {"change", "_sqlite_migrations"}
        return {
            table: sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for table in tables if table not in skipped
        }


def test_a_grade_in_dispute_counts_nowhere_and_says_who_says_what(disputed: School) -> None:
    inspection = disputed.inspections.all()[0]
    shown = disputed.inspections.relevant(inspection).finding(QUALITY)
    assert shown and (shown.grade, shown.words, shown.disputed) == (None, WORDS, True)
    history = disputed.questions.history()
    assert history.loc[history.strand_id == QUALITY, "grade"].dropna().empty
    assert not history.loc[history.strand_id == "personal_development", "grade"].dropna().empty
    rows = disputed.questions.compare(inspection.id, None).rows
    (row,) = rows.loc[rows.area_id == QUALITY].to_dict("records")
    assert isna(row["their_grade"]) and row["words"] == WORDS
    sheet = load_workbook(BytesIO(workbook(disputed)))["Findings"]
    written = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (line,) = [cells for cells in written if WORDS in cells]
    assert "Requires improvement" not in line and "Good" not in line


def test_settling_keeps_one_grade_and_the_same_file_does_not_bring_the_dispute_back(
    disputed: School, door: Door
) -> None:
    inspection = disputed.inspections.all()[0]
    with pytest.raises(EvaluationError, match="No source gives this grade"):
        disputed.inspections.settle(inspection.id, QUALITY, "outstanding")
    assert disputed.inspections.settle(inspection.id, QUALITY, "good")
    assert (finding(disputed).grade, finding(disputed).words, finding(disputed).disputed) == ("good", "", False)
    with pytest.raises(EvaluationError, match="Nothing is in dispute"):
        disputed.inspections.settle(inspection.id, QUALITY, "good")
    change = next(c for c in disputed.settings.changes() if c.field == "grade" and c.thing == "finding")
    assert (change.old, change.new, change.reason) == ("requires_improvement", "good", WORDS)
    before = door.revision
    for content, name in ((FIRST, "first.csv"), (OTHER, "other.csv"), (FIRST, "the first again, next month.csv")):
        preview = disputed.inspections.preview(content, name)
        assert (preview.conflicts, preview.changes) == ((), ())
        bring_in(disputed, content, name)
    assert door.revision == before
    third = csv_bytes(GRADED_2025, [WHO | GRADED | {"Quality of education": "4"}])
    bring_in(disputed, third, "third.csv")
    assert finding(disputed).words == "Sources differ: Good (other.csv); Inadequate (third.csv)."


def test_what_was_stored_can_be_settled_on_too(disputed: School) -> None:
    inspection = disputed.inspections.all()[0]
    disputed.inspections.settle(inspection.id, QUALITY, "requires_improvement")
    assert finding(disputed).grade == "requires_improvement"
    assert disputed.inspections.preview(OTHER, "other.csv").conflicts == ()


def test_saving_by_hand_neither_settles_nor_forgets_what_sources_say(disputed: School) -> None:
    shown = disputed.inspections.all()[0]
    by_hand = Finding(QUALITY, "outstanding", "As we remember it")
    others = tuple(by_hand if f.strand_id == QUALITY else f for f in shown.findings)
    disputed.inspections.save(replace(shown, note="Asked.", findings=others))
    assert (finding(disputed).words, disputed.inspections.all()[0].note) == (WORDS, "Asked.")
    disputed.inspections.settle(shown.id, QUALITY, "good")
    disputed.inspections.save(replace(disputed.inspections.all()[0], note="Settled."))
    assert disputed.inspections.preview(FIRST, "first.csv").conflicts == ()


def test_a_strand_that_was_filled_in_names_the_file_it_is_from(door: Door) -> None:
    files = {
        name: csv_bytes(GRADED_2025, [WHO | GRADED | {"Quality of education": grade}])
        for name, grade in (("nine.csv", "9"), ("good.csv", "2"), ("low.csv", "4"))
    }
    school = door.school_from_file(files["nine.csv"], "nine.csv", 999001)
    for name, content in files.items():
        bring_in(school, content, name)
    assert finding(school).words == "Sources differ: Good (good.csv); Inadequate (low.csv)."


def test_undo_puts_back_what_was_filled_in_unless_it_was_changed_since(door: Door, store_path: Path) -> None:
    school = door.school_from_file(FIRST, "first.csv", 999001)
    bare = csv_bytes(GRADED_2025, [WHO | GRADED | {"Publication date": "", "Quality of education": "9"}])
    bring_in(school, bare, "bare.csv")
    before = content_of(store_path)
    bring_in(school, OTHER, "other.csv")
    latest, _ = school.inspections.imports()
    assert (latest.file_name, latest.inspections) == ("other.csv", 1)
    assert finding(school).grade == "good"
    assert school.inspections.undo_import(latest.id).stayed == 0
    assert content_of(store_path) == before
    bring_in(school, OTHER, "other.csv")
    filled = school.inspections.all()[0]
    school.inspections.save(replace(filled, published_on=date(2022, 1, 11)))
    undone = school.inspections.undo_import(school.inspections.imports()[0].id)
    assert (undone.removed, undone.stayed) == (1, 1)
    (one,) = school.inspections.all()
    assert (one.published_on, finding(school).grade) == (date(2022, 1, 11), None)
    with pytest.raises(EvaluationError, match="undone already"):
        school.inspections.undo_import(latest.id)


@pytest.mark.parametrize("grade", ["good", "requires_improvement"])
def test_what_a_settlement_rests_on_stays_when_its_import_is_taken_back(disputed: School, grade: str) -> None:
    disputed.inspections.settle(disputed.inspections.all()[0].id, QUALITY, grade)
    before = finding(disputed)
    latest, _ = disputed.inspections.imports()
    assert disputed.inspections.undo_import(latest.id) == Undone(removed=1, restored=0, stayed=1)
    assert finding(disputed) == before and ("other.csv", "good") in [(o.source, o.grade) for o in before.elsewhere]


def test_a_settlement_on_a_grade_that_was_filled_in_keeps_it_when_that_import_is_taken_back(door: Door) -> None:
    rows = {
        name: WHO | GRADED | {"Quality of education": grade} for name, grade in (("a", "9"), ("b", "2"), ("c", "4"))
    }
    school = door.school_from_file(csv_bytes(GRADED_2025, [rows["a"]]), "a.csv", 999001)
    for name, row in rows.items():
        bring_in(school, csv_bytes(GRADED_2025, [row]), f"{name}.csv")
    school.inspections.settle(school.inspections.all()[0].id, QUALITY, "good")
    before = finding(school)
    _, filled_in, _ = school.inspections.imports()
    assert school.inspections.undo_import(filled_in.id) == Undone(removed=0, restored=0, stayed=1)
    assert (finding(school), before.grade) == (before, "good")


def test_each_import_says_what_it_did(door: Door, store_path: Path) -> None:
    bare = csv_bytes(GRADED_2025, [WHO | GRADED | {"Publication date": "", "Quality of education": "9"}])
    school = door.school_from_file(bare, "bare.csv", 999001)
    third = csv_bytes(GRADED_2025, [WHO | GRADED | {"Quality of education": "4"}])
    for content, name in ((bare, "bare.csv"), (OTHER, "other.csv"), (third, "third.csv")):
        bring_in(school, content, name)
    done = [(one.file_name, one.inspections, one.completed, one.beside) for one in door.imports()]
    assert done == [("third.csv", 0, 0, 1), ("other.csv", 1, 1, 0), ("bare.csv", 1, 0, 0)]


def test_what_a_leader_added_to_an_imported_inspection_keeps_it(door: Door) -> None:
    school = door.school_from_file(OTHER, "other.csv", 999001)
    bring_in(school, OTHER, "other.csv")
    _, earlier = school.inspections.all()
    school.inspections.save(replace(earlier, note="Our first."))
    assert school.inspections.undo_import(school.inspections.imports()[0].id) == Undone(1, 0, 1)
    assert [i.note for i in school.inspections.all()] == ["Our first."]


SECRET = Inspection(
    "secret",
    "report_card",
    ("ofsted-report-card", "2025-11"),  # type: ignore[arg-type]
    date(2026, 1, 13),
    stage="draft",
    findings=(Finding("inclusion", "urgent_improvement", "Made up for this test"),),
)
CARD_FILE = csv_bytes(REPORT_CARD_2026, [WHO | REPORT_CARD])


@pytest.fixture
def embargoed(door: Door) -> School:
    school = door.school_from_file(CARD_FILE, "card.csv", 999001)
    framework = next(key for key in door.library.frameworks if tuple(key) == tuple(SECRET.framework))
    school.inspections.save(replace(SECRET, framework=framework))
    return school


def test_a_file_neither_reveals_nor_publishes_what_is_under_embargo(
    embargoed: School, store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content_of(store_path)
    leader = Door.at(store_path, Viewer("A leader", Role.LEADER, "leader@school.example")).school("urn-999001")
    preview = leader.inspections.preview(CARD_FILE, "card.csv")
    assert (preview.new, preview.known, preview.completed, preview.conflicts, preview.changes) == ((), (), (), (), ())
    (one,) = preview.embargoed
    assert (one.inspection.withheld, one.published_on) == (True, date(2026, 2, 17))
    assert "urgent" not in repr(preview) and "Made up" not in repr(preview)
    found = replace(SECRET, framework=one.inspection.framework, stage="published", source="card.csv", findings=())
    assert leader.inspections.bring_in([found], "card.csv") == 0
    path = tmp_path / "card.csv"
    path.write_bytes(CARD_FILE)
    said = ""
    for how in (["--urn", "999001"], ["--all"], ["--all", "--preview"]):
        for form in (["--json"], []):
            assert main(["inspections", "import", str(path), *how, *form]) == 0
            said += capsys.readouterr().out
    assert '"inclusion": "urgent_improvement"' not in said and "Made up" not in said
    assert "still confidential here; the file shows that it was published on 2026-02-17" in said
    assert content_of(store_path) == before


# ------------------------------------------------------------------ laws

BLOCK = st.builds(
    lambda grade, safe, number, day, published: {
        "Quality of education": grade,
        "Safeguarding is effective?": safe,
        "Inspection number of latest graded inspection": number,
        "Inspection start date": day,
        "Publication date": published,
    },
    st.sampled_from(["1", "2", "9", "Not judged"]),
    st.sampled_from(["Yes", "No", ""]),
    st.sampled_from(["10000001", ""]),
    st.sampled_from(["16/11/2021", "17/11/2021"]),
    st.sampled_from(["10/01/2022", ""]),
)
SCHOOL = st.one_of(st.just({}), st.builds(lambda block: GRADED | block, BLOCK))
ROWS = st.tuples(SCHOOL, SCHOOL)


def file_of(rows: tuple[dict[str, str], ...]) -> bytes:
    return csv_bytes(GRADED_2025, [WHO | row | {"URN": str(999001 + n)} for n, row in enumerate(rows)])


def known(door: Door) -> list[Any]:
    """What is known of each school: its inspections with grades, or with who says what."""
    found = []
    for urn in (999001, 999002):
        school = door.school_with_urn(urn)
        for inspection in school.inspections.all() if school else ():
            findings = {
                f.strand_id: frozenset((o.source, o.grade) for o in f.elsewhere) if f.disputed else f.grade
                for f in inspection.findings
            }
            found.append((urn, inspection.kind, inspection.framework, inspection.number, findings))
    return found


@given(ROWS, ROWS)
@settings(max_examples=25)
def test_imports_twice_change_nothing_and_undone_leave_nothing_in_any_order(one: Any, two: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "here.db"
        door = Door.at(path, LOCAL_HEAD)
        states = [content_of(path)]
        for rows, name in ((one, "one.csv"), (two, "two.csv")):
            list(door.import_many(file_of(rows), name))
            states.append(content_of(path))
            before = door.revision
            for again, same in ((one, "one.csv"), (rows, name)):
                list(door.import_many(file_of(again), same))
            assert (content_of(path), door.revision) == (states[-1], before)
        both = known(door)
        for done in door.imports():
            door.undo_import(done.id)
        assert content_of(path) == states[0]
        other = Door.at(Path(folder) / "other.db", LOCAL_HEAD)
        for rows, name in ((two, "two.csv"), (one, "one.csv")):
            list(other.import_many(file_of(rows), name))
        assert known(other) == both


def test_the_command_line_json_of_many_shows_both_sides(door: Door, tmp_path: Path, capsys: Any) -> None:
    for content, name in ((FIRST, "first.csv"), (OTHER, "other.csv")):
        (tmp_path / name).write_bytes(content)
        assert main(["inspections", "import", str(tmp_path / name), "--all", "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
    assert [conflict["strands"] for conflict in said["differing"]] == [[QUALITY]]
