"""Figures through the door: typed, pasted and from a file, taken back, and who sees which; and challenges."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.access import LOCAL_HEAD, Role, Viewer
from evaluation.cli import main
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.indicators.records import Challenge, Figure, Followed, Reference, census, school_year, term
from evaluation.records import Inspection
from evaluation.school import Door, School
from evaluation.school.plan_guard import ChangedMeanwhile
from tests.intake.test_performance import ABSENCE, KS2

AUTUMN = term("Autumn", 2026)
TYPED = Figure("", "absence_daily", "", AUTUMN, 6.1, source="Our registers", cohort=412)
NAME = "absence_2019.csv"
TODAY = date.today()


def said(school: School) -> dict[str, tuple[float | None, str]]:
    """What each figure says, without the school and the kind in its name."""
    return {f"{f.measure_id} {f.group} {f.period.label}": (f.value, f.missing) for f in school.numbers.figures()}


def seen_by(path: Path, role: Role) -> School:
    return Door.at(path, Viewer("Somebody", role)).school("urn-999001")


def test_a_typed_figure_stands_beside_england_and_its_reason_where_there_is_none(school: School) -> None:
    assert school.numbers.save(TYPED) and not school.numbers.save(TYPED)
    school.numbers.save(replace(TYPED, period=term("Spring", 2026), value=None, missing="not available"))
    first, second = school.numbers.series("absence_daily").to_dict("records")
    assert (first["label"], first["value"], first["national"], first["no_national"]) == (
        "Autumn 2025/26",
        6.1,
        6.62,
        "",
    )
    assert "all state-funded schools" in first["national_source"] and "2026 week 2" in first["national_source"]
    assert pd.isna(second["value"]) and second["missing"] == "not available" and pd.isna(second["national"])
    assert second["no_national"]
    beside = {
        (what.id, table["group"].iloc[0]) for what, table in school.numbers.beside("attendance", "school-strands")
    }
    assert beside == {("absence_daily", "")}
    assert school.numbers.groups("absence_daily") == ("",)


def test_of_a_group_that_is_too_small_the_value_is_written_nowhere(school: School) -> None:
    school.numbers.save(replace(TYPED, group="ehcp", value=37.7731, cohort=5))
    assert said(school) == {"absence_daily ehcp Autumn 2025/26": (None, "suppressed")}
    assert "37.7731" not in str(school.settings.changes(100))
    assert struct.pack(">d", 37.7731) not in school.settings.copy_of_store()


def test_a_value_that_turns_out_to_be_of_too_few_is_in_no_record_and_cannot_be_put_back(school: School) -> None:
    pasted = "Measure,Group,2023/24\nabsence_census,ehcp,"
    school.numbers.accept(school.numbers.preview_pasted(f"{pasted}37.25"))
    again = school.numbers.preview_pasted(f"{pasted}38.25")
    import_id = school.numbers.accept(again, [again.differing[0].found.id])
    (here,) = school.numbers.figures()
    school.numbers.save(replace(here, cohort=4), here)
    assert said(school) == {"absence_census ehcp 2023/24": (None, "suppressed")}
    school.numbers.undo(import_id)
    assert said(school) == {"absence_census ehcp 2023/24": (None, "suppressed")}
    copy = school.settings.copy_of_store()
    for value in (37.25, 38.25):
        assert str(value) not in str(school.settings.account())
        assert struct.pack(">d", value) not in copy and str(value).encode() not in copy


def test_what_cannot_be_is_refused_at_its_field_and_another_figure_is_never_written_over(school: School) -> None:
    wrong = {
        "value": replace(TYPED, value=120.0),
        "group": replace(TYPED, group="eal"),
        "period": replace(TYPED, period=census(2026, 1)),
        "source": replace(TYPED, source=""),
        "cohort": replace(TYPED, cohort=-1),
        "measure_id": replace(TYPED, measure_id="height"),
    }
    for field, figure in wrong.items():
        with pytest.raises(FormRefused) as caught:
            school.numbers.save(figure)
        assert set(caught.value.fields) == {field}
    with pytest.raises(FormRefused, match="has not begun"):
        school.numbers.save(replace(TYPED, period=term("Summer", TODAY.year + 2)))
    school.numbers.save(TYPED)
    with pytest.raises(FormRefused, match=r"6\.1 for Autumn 2025/26 already"):
        school.numbers.save(replace(TYPED, value=6.2))
    (here,) = school.numbers.figures()
    assert school.numbers.save(replace(here, value=6.2), here)
    with pytest.raises(ChangedMeanwhile):
        school.numbers.save(replace(here, value=6.3), here)
    assert school.numbers.remove(here.id) and said(school) == {}


def test_a_file_comes_in_once_its_year_is_said_and_never_over_what_is_here(school: School) -> None:
    numbers = school.numbers
    asked = numbers.preview_file(ABSENCE.encode(), NAME)
    assert asked.needs_year and asked.suggested_year == 2019 and len(asked.new) == 2
    with pytest.raises(EvaluationError, match="which school year"):
        numbers.accept(asked)
    numbers.save(replace(TYPED, measure_id="absence_census", period=school_year(2019), value=5.0))
    preview = numbers.preview_file(ABSENCE.encode(), NAME, 2019)
    assert [(each.here.value, each.found.value) for each in preview.differing] == [(5.0, 5.8)]
    assert [r.phase for r in preview.references] == ["Primary", "Primary"]
    assert numbers.accept(preview) and not numbers.accept(preview)
    assert said(school) == {"absence_census  2018/19": (5.0, ""), "persistent_census  2018/19": (18.3, "")}
    row = numbers.series("persistent_census").iloc[0]
    assert (row["national"], row["source"]) == (8.7, f"DfE, {NAME}: PPERSABS10")
    assert "state-funded primary schools in England" in row["national_source"]
    again = numbers.preview_file(ABSENCE.encode(), NAME, 2019)
    assert (len(again.new), len(again.known), len(again.differing), again.references) == (0, 1, 1, ())
    taken = numbers.accept(again, [again.differing[0].found.id])
    assert said(school)["absence_census  2018/19"] == (5.8, "")
    assert numbers.undo(taken).restored == 1
    assert said(school)["absence_census  2018/19"] == (5.0, "")


def test_undoing_leaves_what_somebody_has_changed_since(school: School) -> None:
    numbers = school.numbers
    import_id = numbers.accept(numbers.preview_file(ABSENCE.encode(), NAME, 2019))
    overall = next(each for each in numbers.figures() if each.measure_id == "absence_census")
    numbers.save(replace(overall, value=5.7), overall)
    assert [each.figures for each in numbers.imports()] == [1]
    done = numbers.undo(import_id)
    assert (done.removed, done.restored, done.stayed) == (1, 0, 1)
    assert said(school) == {"absence_census  2018/19": (5.7, "")}
    assert numbers.figures()[0].source == f"DfE, {NAME}: PERCTOT, changed by hand"
    with pytest.raises(EvaluationError, match="taken back already"):
        numbers.undo(import_id)


cells = st.sampled_from(["6.1", "7", "SUPP", ""])


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cells, min_size=3, max_size=3), st.lists(cells, min_size=3, max_size=3), st.booleans())
def test_an_import_that_is_undone_has_changed_nothing(school: School, before: list[str], new: list[str], take) -> None:
    header = "Measure,2022/23,2023/24,2024/25\nabsence_census,"
    numbers = school.numbers
    first = numbers.accept(numbers.preview_pasted(header + ",".join(before)))
    was, england = numbers.figures(), numbers.references()
    preview = numbers.preview_pasted(header + ",".join(new))
    second = numbers.accept(preview, [each.found.id for each in preview.differing] if take else [])
    if take:
        assert {f.period: (f.value, f.missing) for f in numbers.figures()} == {
            f.period: (f.value, f.missing) for f in (*was, *preview.new, *(each.found for each in preview.differing))
        }
    if second:
        numbers.undo(second)
    assert (numbers.figures(), numbers.references()) == (was, england)
    if first:
        numbers.undo(first)
    assert numbers.figures() == [] and numbers.imports() == []


def test_key_stage_2_says_its_year_itself_and_a_predecessors_row_is_found(school: School) -> None:
    preview = school.numbers.preview_file(KS2.encode(), "2018-850-ks2.csv")
    assert (preview.year, preview.needs_year) == (2019, False)
    with pytest.raises(EvaluationError, match="2018/19"):
        school.numbers.preview_file(KS2.encode(), "2018-850-ks2.csv", 2018)
    framework = school.library.get("ofsted-eif", "2019-09").key
    earlier = KS2.replace("999001", "888001")
    assert "999001" in str(school.numbers.preview_file(earlier.encode(), "a.csv").refused[0])
    school.inspections.save(
        Inspection("old", "graded", framework, date(2020, 1, 7), outcome="Good", urn_at_inspection=888001)
    )
    found = school.numbers.preview_file(earlier.encode(), "a.csv").new
    assert found and all(figure.source.endswith(", as URN 888001") for figure in found)


def test_reviewers_from_outside_see_published_figures_only_and_no_challenge(school: School, store_path: Path) -> None:
    school.numbers.save(TYPED)
    school.numbers.accept(school.numbers.preview_file(ABSENCE.encode(), NAME, 2019))
    school.challenges.add(Challenge("roll", "Falling roll", TODAY))
    outside, governor = seen_by(store_path, Role.REVIEWER), seen_by(store_path, Role.GOVERNOR)
    assert {each.origin for each in outside.numbers.figures()} == {"file"}
    assert outside.numbers.series("absence_daily").empty and outside.challenges.all() == []
    assert outside.numbers.imports() == [] and governor.numbers.imports() == []
    assert len(governor.numbers.figures()) == 3 and len(governor.challenges.all()) == 1


def test_a_national_figure_of_the_schools_own_comes_before_the_products(school: School) -> None:
    own = Reference("absence_daily", "", "", AUTUMN, 6.7, "DfE, revised", source_ref="https://example.org")
    school.numbers.save(TYPED)
    assert school.numbers.save_reference(own)
    row = school.numbers.series("absence_daily").iloc[0]
    assert row["national"] == 6.7 and "DfE, revised" in row["national_source"]
    for field, wrong in {"publication": replace(own, publication=""), "phase": replace(own, phase="Secondary")}.items():
        with pytest.raises(FormRefused) as caught:
            school.numbers.save_reference(wrong)
        assert set(caught.value.fields) == {field}
    assert school.numbers.remove_reference(own)
    assert school.numbers.series("absence_daily").iloc[0]["national"] == 6.62


def test_a_challenge_is_named_followed_and_closed(school: School) -> None:
    strand = ("school-strands", "attendance")
    began = TODAY - timedelta(days=300)
    named = Challenge("one", "Attendance", began, "We ring.", ("absence_daily",), (strand,))
    assert school.challenges.add(named) and not school.challenges.add(named)
    for day, note in ((TODAY, "It helps."), (began, "We begin.")):
        school.challenges.note("one", Followed(str(day), day, note))
    (here,) = school.challenges.all()
    assert [each.note for each in here.followed] == ["We begin.", "It helps."]
    assert school.challenges.change(replace(here, doing="We ring and visit."), here)
    assert school.challenges.change(replace(here, name="Absence"), here)
    with pytest.raises(ChangedMeanwhile):
        school.challenges.change(replace(here, name="Truancy"), here)
    school.challenges.close("one", TODAY)
    (closed,) = school.challenges.all()
    assert (closed.name, closed.doing, closed.closed_on) == ("Absence", "We ring and visit.", TODAY)
    assert [hit.entry.context for hit in school.search.find("helps").hits["challenge"]] == ["Note: Absence"]
    for field, wrong in {
        "name": replace(named, id="new", name=" "),
        "since": replace(named, id="new", since=TODAY + timedelta(days=2)),
        "strands": replace(named, id="new", strands=(("school-strands", "sailing"),)),
        "measure_ids": replace(named, id="new", measure_ids=("height",)),
    }.items():
        with pytest.raises(FormRefused) as caught:
            school.challenges.add(wrong)
        assert set(caught.value.fields) == {field}
    assert school.challenges.remove("one") and school.challenges.all() == []


def test_the_record_of_changes_tells_of_figures_and_challenges_in_words(school: School) -> None:
    school.numbers.save(replace(TYPED, group="fsm"))
    (here,) = school.numbers.figures()
    school.numbers.save(replace(here, value=None, missing="suppressed"), here)
    school.challenges.add(Challenge("one", "Attendance", date(2026, 1, 5), measure_ids=("absence_daily",)))
    rows = {(row["In"], row["What"], row["From"], row["To"]) for row in school.settings.account()}
    figure = "Figure: Overall absence (daily data), Free school meals, Autumn 2025/26"
    assert {
        (figure, "Figure", "", "suppressed"),
        (figure, "Figure", "suppressed", ""),
        (figure, "Why there is no figure", "", "Suppressed"),
        ("Challenge: Attendance", "Since when", "", "5 January 2026"),
        ("Challenge: Attendance", "Measures", "", "Overall absence (daily data)"),
    } <= rows


def test_figures_come_in_without_a_screen(school: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "2018_abs.csv"
    file.write_text(ABSENCE, "utf-8-sig")
    command = ["numbers", "import", str(file), "--urn", "999001"]
    assert main(command) == 1
    assert "--year" in capsys.readouterr().err
    assert main([*command, "--year", "2018/19"]) == 0
    assert "2 added" in capsys.readouterr().out
    assert main(["numbers", "list", "--urn", "999001"]) == 0
    assert "Persistent absence (school census), All pupils, 2018/19: 18.3 (%); England 8.7" in capsys.readouterr().out
    assert main(["numbers", "undo", "last", "--urn", "999001"]) == 0
    assert school.numbers.figures() == []


def test_the_demo_has_years_of_figures_one_suppressed_and_some_beside_england(demo: School) -> None:
    figures = demo.numbers.figures()
    assert {each.origin for each in figures} == {"typed", "file"} and len(demo.challenges.all()) == 3
    assert any(each.missing == "suppressed" for each in figures)
    table = demo.numbers.series("persistent_daily")
    assert table["national"].notna().sum() >= 5 and table["start"].dt.year.nunique() >= 3


def test_a_school_removed_takes_its_figures_along(school: School, store_path: Path) -> None:
    school.numbers.accept(school.numbers.preview_file(ABSENCE.encode(), NAME, 2019))
    Door.at(store_path, LOCAL_HEAD).remove("urn-999001")
    left = Door.at(store_path, LOCAL_HEAD)._store.rows("SELECT count(*) AS n FROM figure")
    assert left == [{"n": 0}]
