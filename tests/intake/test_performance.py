"""The DfE's tables of schools: small made-up files with their quirks, and the real ones where they are."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from evaluation.errors import FileRefused
from evaluation.intake.performance.pasted import read_pasted
from evaluation.intake.performance.reading import Cell, PerformanceFile, read_performance
from evaluation.intake.performance.years import year_in_name, year_problem

URN = 999001
ABSENCE = (
    "LA,ESTAB,URN,PERCTOT,PPERSABS10\r\n"
    "351,1000,999001,5.8,18.3\r\n"
    "351,1001,999002,SUPP,SUPP\r\n"
    "NAT,PRI,,4.2,8.7\r\nNAT,SEC,,5.5,13.9\r\nNAT,SPE,,10.2,29.6\r\n"
)
CENSUS = (
    "URN,LA,Estab,SCHOOLTYPE,NOR,TSENELSE,PSENELSE,TSENELK,PSENELK,PNUMEAL,NUMFSM,NUMFSMEVER,NORFSMEVER,PNUMFSMEVER\r\n"
    "999001,351,1000,State-funded primary,256,5,1.95,50,19.53,20.30,99,98,224,43.75\r\n"
    "999002,351,1001,State-funded nursery,92,3,3.26,16,17.39,48.90,42\r\n"
    "999003,351,1002,State-funded nursery,80,NP,NP,12,15.00,10.00,8,0,0,0.00\r\n"
    "NAT,,PRI,State-funded primary,4655513,105756,2.27,606086,13.02,21.21,1075994,1117832,4383507,25.5\r\n"
)
STAFF = (
    "LA Number,Establishment Number,URN,Total Number of Teachers (Full-Time Equivalent),Pupil:     Teacher Ratio,"
    "Mean Gross FTE Salary of All Teachers (£s)\r\n"
    '351,1000,999001,18.8,15.1,"£45,884"\r\n351,1001,999002,NA,NA,SUPP\r\n'
    'NAT,PRI,,"219,859",20.9,"£38,697"\r\n'
)
KS2 = (
    "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,BELIG,TEALGRP2,PTRWM_EXP,PTREAD_EXP,PTRWM_EXP_B,PTRWM_EXP_NotFSM6CLA1A,"
    "PTRWM_EXP_EAL,PTRWM_EXP_17,PTRWM_EXP_18\r\n"
    "1,850,1000,999001,Chloë Street Primary School,30,14,1,63%,0%,66%,SUPP,NA,50%,55%\r\n"
    "2,850,1001,999002,A new one,NEW\r\n"
    "3,850, , ,Hampshire,14855,7549,,68%,76%,64%,73%,,\r\n"
    "4, , , , ,649249,331290,,65%,73%,60%,71%,64%,61%,64%\r\n"
    "5, , , , ,644967,329113,,65%,74%,60%,71%,64%,61%,64%\r\n"
)
KS4 = (
    "RECTYPE,LEA,ESTAB,URN,SCHNAME,TPUP,ATT8SCR,P8MEA,PTL2BASICS_94,PTL2BASICS_95\r\n"
    "1,303,1000,999001,A school,208,38.4,-0.49,52%,25%\r\n"
    "1,303,1001,999002,Independent,20,NE,NP,NE,NE\r\n1,303,1002,999003,Few,NA,LOWCOV\r\n"
    "4,303,,,,2500,46.0,0.1,60%,40%\r\n5,,,,,583617,44.3,,59%,39.9%\r\n7,,,,,530000,46.4,-0.02,63.9%,43.0%\r\n"
)


def read(text: str, urn: int = URN, encoding: str = "utf-8-sig") -> PerformanceFile:
    return read_performance(text.encode(encoding), [urn])


def said(cells: Sequence[Cell]) -> dict[tuple[str, str], float | str]:
    """Measure and group to the value, or why there is none."""
    return {
        (cell.measure.id, cell.group): cell.said.missing if cell.said.value is None else cell.said.value
        for cell in cells
    }


def of_school(text: str, urn: int = URN, encoding: str = "utf-8-sig") -> dict[tuple[str, str], float | str]:
    file = read(text, urn, encoding)
    assert file.school is not None and file.refused == ()
    return said(file.school.cells)


def test_absence_is_the_school_census_series_and_suppressed_stays_suppressed() -> None:
    assert of_school(ABSENCE) == {("absence_census", ""): 5.8, ("persistent_census", ""): 18.3}
    assert of_school(ABSENCE, 999002) == {("absence_census", ""): "suppressed", ("persistent_census", ""): "suppressed"}
    england = {row.key: said(row.cells)["persistent_census", ""] for row in read(ABSENCE).england}
    assert england == {"Primary": 8.7, "Secondary": 13.9, "Special": 29.6}


def test_the_census_tells_pupils_apart_and_works_a_share_out_only_from_published_counts() -> None:
    found = of_school(CENSUS)
    assert found["ehcp_share", ""] == 1.95 and found["sen_support_share", ""] == 19.53
    assert (found["roll", ""], found["fsm_share", ""], found["fsm6_share", ""]) == (256, 38.7, 43.75)
    cells = read(CENSUS).school.cells  # type: ignore[union-attr]
    assert [cell.worked_out for cell in cells if cell.measure.id == "fsm_share"] == ["worked out from 99 of 256"]
    assert "roll" not in {cell.measure.id for row in read(CENSUS).england for cell in row.cells}
    older = CENSUS.replace("TSENELK,PSENELK", "TSENELK,PSENA")
    assert ("ehcp_share", "") not in of_school(older)


def test_a_row_that_ends_early_has_no_figure_there_and_a_zero_of_nobody_is_none() -> None:
    assert ("fsm6_share", "") not in of_school(CENSUS, 999002)
    nursery = of_school(CENSUS, 999003)
    assert nursery["fsm6_share", ""] == "not applicable" and nursery["ehcp_share", ""] == "not published"
    new = read(KS2, 999002).school
    assert new is not None and new.cut_off and new.cells == ()


def test_staff_are_read_with_pounds_commas_and_running_spaces_in_either_encoding() -> None:
    expected = {("teachers", ""): 18.8, ("pupil_teacher_ratio", ""): 15.1, ("teacher_pay", ""): 45884.0}
    assert of_school(STAFF) == of_school(STAFF, encoding="cp1252") == expected
    assert set(of_school(STAFF, 999002).values()) == {"not given", "suppressed"}
    assert said(read(STAFF).england[0].cells) == {("pupil_teacher_ratio", ""): 20.9, ("teacher_pay", ""): 38697.0}


def test_key_stage_2_knows_its_year_its_groups_and_which_row_is_england() -> None:
    file = read(KS2)
    assert file.year == 2019
    assert of_school(KS2) == {
        ("ks2_rwm", ""): 63,
        ("ks2_reading", ""): 0,
        ("ks2_rwm", "boys"): 66,
        ("ks2_rwm", "not_disadvantaged"): "suppressed",
        ("ks2_rwm", "eal"): "not given",
    }
    assert [(row.key, said(row.cells)["ks2_reading", ""]) for row in file.england] == [("", 74)]
    assert {c.group: c.cohort for c in file.school.cells if c.measure.id == "ks2_rwm"} == {  # type: ignore[union-attr]
        "": 30,
        "boys": 14,
        "not_disadvantaged": None,
        "eal": 1,
    }


def test_key_stage_4_reads_state_funded_england_and_each_code_as_what_it_means() -> None:
    assert of_school(KS4) == {
        ("ks4_attainment8", ""): 38.4,
        ("ks4_progress8", ""): -0.49,
        ("ks4_grade5", ""): 25,
        ("ks4_grade4", ""): 52,
    }
    assert of_school(KS4, 999002)["ks4_progress8", ""] == "not published"
    assert of_school(KS4, 999002)["ks4_grade5", ""] == "no entries"
    assert of_school(KS4, 999003) == {("ks4_attainment8", ""): "low coverage"}
    assert [said(row.cells)["ks4_attainment8", ""] for row in read(KS4).england] == [46.4]


def test_names_of_columns_may_change_case_and_lines_may_stand_before_them() -> None:
    assert of_school("A title\r\n" + ABSENCE.replace("PERCTOT", "Perctot ").replace("URN", "urn")) == of_school(ABSENCE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ABSENCE.replace("PPERSABS10", "PPERSABS15"), "another measure"),
        (KS2.replace("PTRWM_EXP", "PTREADWRITTAMATX"), "levels"),
        (KS4.replace("PTL2BASICS_95", "PTL2BASICS_PTQ"), "another way"),
        ("URN,School name\r\n999001,Ours\r\n", "none of the DfE's tables"),
        ("A,B\r\n1,2\r\n", "no “URN” column"),
        (ABSENCE.split("351")[0], "no schools under it"),
        ("", "empty"),
        ("<html>", "web page"),
        (ABSENCE + '"1,2\r\n', "not whole"),
    ],
)
def test_what_is_no_such_table_or_counts_otherwise_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(FileRefused, match=says) as caught:
        read(text, encoding="utf-8")
    assert "Ofsted" not in str(caught.value)


def test_a_cell_that_cannot_be_is_refused_by_row_and_column_and_the_others_come_in() -> None:
    file = read(ABSENCE.replace("5.8,18.3", "5.8x,118.3"))
    assert [(p.line, p.field) for p in file.refused] == [(2, "PERCTOT"), (2, "PPERSABS10")]
    twice = read(ABSENCE + "351,1000,999001,5.9,18.3\r\n")
    assert [(p.line, p.field) for p in twice.refused] == [(7, "URN")]
    assert said(twice.school.cells)["absence_census", ""] == 5.8  # type: ignore[union-attr]
    assert read(ABSENCE, 999009).school is None


def test_the_year_is_suggested_by_a_name_and_never_taken_for_granted() -> None:
    names = {"2018-2019_england_abs.csv": 2019, "201819_abs.csv": 2019, "2018_england_abs.csv": 2018, "abs.csv": None}
    assert {name: year_in_name(name) for name in names} == names
    today = date(2026, 11, 27)
    assert year_problem(2027, None, today) == "" and year_problem(2028, None, today)
    assert "2018/19" in year_problem(2018, 2019, today)


def test_pasted_figures_come_in_and_every_problem_is_named_by_line() -> None:
    by_period = "Measure\tGroup\tAutumn 2024/25\tAutumn 2025/26\nOverall absence (daily data)\tFSM\t10.4%\tSUPP\n"
    found = read_pasted(by_period, "ours").figures
    assert [(f.group, f.period.label, f.value, f.missing) for f in found] == [
        ("fsm", "Autumn 2024/25", 10.4, ""),
        ("fsm", "Autumn 2025/26", None, "suppressed"),
    ]
    by_line = (
        "measure,group,period,value,pupils\nabsence_daily,EHCP,Autumn 2025/26,12.5,3\nks2_rwm,,2024/26,60,\n"
        "ks2_rwm,,2024/25,160,\nheight,,2024/25,1,\nks2_rwm,giants,2024/25,1,\nks2_rwm,,2014/15,60,\nroll,,2024/25,200,\n"
        "ks2_rwm,,2024/25,60,many\nks2_rwm,,2024/25,60,\nks2_rwm,,2024/25,61,\n"
    )
    read = read_pasted(by_line, "ours")
    assert [(f.measure_id, f.value, f.missing) for f in read.figures] == [
        ("absence_daily", None, "suppressed"),
        ("ks2_rwm", 60, ""),
    ]
    assert [(p.line, p.field) for p in read.refused] == [
        (3, "period"),
        (4, "value"),
        (5, "measure"),
        (6, "group"),
        (7, "value"),
        (8, "value"),
        (9, "pupils"),
        (11, ""),
    ]
    for nothing in ("", "just words", "a,b\n1,2\n", "measure,value\nroll,1\n"):
        with pytest.raises(FileRefused, match="Measure, then"):
            read_pasted(nothing, "ours")


@pytest.mark.parametrize(
    ("name", "schools", "urn", "expected", "england"),
    [
        ("2016-850-ks2.csv", 328, 115976, {("ks2_rwm", ""): 72, ("ks2_rwm", "disadvantaged"): 59}, ("", 61)),
        ("2018_england_abs.csv", 21262, 100000, {("absence_census", ""): 3.2}, ("Primary", 4.2)),
        ("2018_england_census.csv", 23554, 100000, {("roll", ""): 284, ("fsm_share", ""): 11.3}, ("Primary", 14.6)),
        ("england_census_2022_trafford_bury.csv", 193, 105283, {("roll", ""): 92}, ("Primary", 23.1)),
        ("2018_england_swf.csv", 20184, 100000, {("teacher_pay", ""): 45884}, ("Primary", 20.9)),
        ("2018_england_ks4provisional.csv", 5511, 136720, {("ks4_progress8", ""): -0.49}, ("", 46.4)),
    ],
)
def test_the_real_tables(
    shared_file: Callable[[str], Path], name: str, schools: int, urn: int, expected: dict, england: tuple
) -> None:
    file = read_performance(shared_file(f"performance/{name}").read_bytes(), [urn])
    assert file.schools == schools and file.refused == ()
    assert file.school is not None and expected.items() <= said(file.school.cells).items()
    first = file.england[0] if file.layout.name.startswith(("Absence", "Pupils", "Staff")) else file.england[-1]
    assert (first.key, next(cell.said.value for cell in first.cells)) == england


def test_in_the_real_results_a_group_of_five_or_fewer_never_has_a_figure(shared_file: Callable[[str], Path]) -> None:
    path = shared_file("performance/2018-850-ks2.csv")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    small = [row for row in rows if (row["TELIG"] or "").isdigit() and int(row["TELIG"]) < 6]
    assert small
    for row in small[:3]:
        file = read_performance(path.read_bytes(), [int(row["URN"])])
        assert file.school is not None and file.school.cells
        assert all(cell.said.value is None and cell.said.missing for cell in file.school.cells)
