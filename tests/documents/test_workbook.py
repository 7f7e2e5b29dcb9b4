"""The Excel workbook: everything counts, text stays text, grades stay words, and it prints."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.access import LOCAL_HEAD, Role, Viewer
from evaluation.charts import strip
from evaluation.comparison import NO_SESSION, caution
from evaluation.documents import workbook
from evaluation.documents.paper import LONGEST, clean
from evaluation.documents.plan import plan_document
from evaluation.documents.sheets import put
from evaluation.documents.workbook import offers
from evaluation.documents.workbook_parts import PARTS
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.frameworks import FrameworkKey
from evaluation.records import Finding, Inspection, Point, SchoolDetails
from evaluation.school import Door, School
from tests.school.plan_sample import CALLS, OUTSIDER, agreed

DETAILS = SchoolDetails("", "Elm & Ash School", 123456, "Primary", "Community school")
CARD = FrameworkKey("ofsted-report-card", "2026-09")
STRANDS = FrameworkKey("school-strands", "2025-11")
EIF = FrameworkKey("ofsted-eif", "2019-09")
SHEETS = [
    *("Cover", "Summary", "Standards", "Self-evaluations", "Judgements", "Marks", "Leaders", "History", "History list"),
    *("Comparison", "Inspections", "Findings", "Points", "What comes next", "Telling people"),
    *("Action plan", "Milestones", "Updates", "Evidence", "Evidence by strand", "What does not fit", "Cards"),
    *("Practice", "What could be seen", "Next dates", "Frameworks"),
]
INSIDE = ("Leaders", "Changes")
"""Sheets that governors never get."""
TODAY = date.today()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with the demo school, made once."""
    return Door.at(tmp_path_factory.mktemp("filled") / "school.db", LOCAL_HEAD).fill_demo().settings.copy_of_store()


@pytest.fixture(scope="module")
def whole(filled: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The demo school's workbook, made once."""
    path = tmp_path_factory.mktemp("whole") / "school.db"
    path.write_bytes(filled)
    return workbook(Door.at(path, LOCAL_HEAD).school("demo"))


@pytest.fixture(scope="module")
def book(whole: bytes) -> Any:
    """The demo school's workbook, opened; only to read."""
    return load_workbook(BytesIO(whole))


@pytest.fixture
def door(tmp_path: Path, request: pytest.FixtureRequest) -> Door:
    path = tmp_path / "school.db"
    if "demo" in request.fixturenames:
        path.write_bytes(request.getfixturevalue("filled"))
    return Door.at(path, LOCAL_HEAD)


@pytest.fixture
def demo(door: Door) -> School:
    return door.school("demo")


@pytest.fixture
def school(door: Door) -> School:
    return door.set_up(DETAILS)


def opened(school: School, *sheets: str) -> Any:
    """The workbook, with these sheets where some are named."""
    return load_workbook(BytesIO(workbook(school, sheets=sheets or None)))


def table(ws: Any) -> list[dict[str, Any]]:
    """The rows under a sheet's filtered header, by column title."""
    header, *rows = ws[ws.auto_filter.ref]
    titles = [cell.value for cell in header]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in rows]


def words(ws: Any) -> list[str]:
    return [str(cell.value) for row in ws.iter_rows() for cell in row if cell.value is not None]


def below(ws: Any, title: str) -> dict[str, int]:
    """The two columns under a cell of column A that begins with this text and a header row, until an empty row."""
    top = next(cell.row for cell in ws["A"] if str(cell.value).startswith(title))
    found = {}
    for first, second in ws.iter_rows(min_row=top + 2, max_col=2, values_only=True):
        if first is None:
            break
        found[first] = second
    return found


def inspection(words: str = "Calm.", **fields: Any) -> Inspection:
    made = Inspection("i1", "graded", EIF, date(2022, 3, 1), findings=(Finding("quality_of_education", "good", words),))
    return replace(made, **fields)


# ------------------------------------------------------------------ everything counts


def test_everything_in_the_store_is_in_the_workbook(demo: School, book: Any) -> None:
    latest = demo.self_evaluations.latest()
    assert latest is not None
    held, inspected = demo.self_evaluations.records(), demo.inspections.all()
    assert [name for name in book.sheetnames if name in SHEETS] == SHEETS
    assert [row["Strand"] for row in table(book["Summary"])] == [state.strand.name for state in latest.strands]
    standards = table(book["Standards"])
    assert len(standards) == sum(len(state.strand.standards) for state in latest.strands)
    assert sum(row["Mark"] != "Not judged" for row in standards) == sum(len(state.marks) for state in latest.strands)
    assert sum(row["Standards marked"] for row in table(book["Summary"])) == sum(len(s.marks) for s in latest.strands)
    listed = table(book["History list"])
    ours = [row for row in listed if row["What"] == "Self-evaluation"]
    assert len(ours) == sum(len(record.evaluation.strands) for record in held)
    assert len({(row["Date"], row["Framework"], row["Edition"]) for row in ours}) == len(held)
    assert len(listed) - len(ours) == sum(len(i.findings) for i in inspected) == len(table(book["Findings"]))
    assert [row["First day"].date() for row in table(book["Inspections"])] == [i.started_on for i in inspected]
    assert [row["What it is"] for row in table(book["Evidence"])] == [e.title for e in demo.evidence.all()]


def test_evidence_names_its_standards_its_actions_and_its_file(school: School, door: Door) -> None:
    agreed(school, CALLS)
    links = {"standards": (("school-strands", "attendance.u1"),), "actions": ("calls",)}
    piece = Evidence("e", "Log of calls", "document", TODAY, file=KeptFile("=log.txt", 0, ""), **links)
    school.evidence.save(piece, b"Nine calls.")
    (row,) = table(opened(school)["Evidence"])
    assert row["Standards"].startswith("When a pupil is absent without a reason")
    assert (row["Actions"], row["File"], row["Strands"]) == ("Call home on the first day", "=log.txt", "Attendance")
    school.evidence.share("e", True)
    reviewer = Door.at(door.place, OUTSIDER).school(school.details.id)
    (row,) = table(opened(reviewer)["Evidence"])
    assert "Actions" not in row and row["File"] == "=log.txt"


def test_the_history_has_each_self_evaluation_and_inspection_once_in_the_block_of_its_framework(
    demo: School, book: Any
) -> None:
    ws = book["History"]
    whats = [cell.value for cell in ws["B"] if cell.value is not None]
    assert whats.count("Self-evaluation") == len(demo.self_evaluations.all())
    for found in demo.inspections.all():
        assert found.kind_name in whats


def test_the_cover_says_what_the_workbook_rests_on(demo: School, book: Any) -> None:
    cover = " ".join(words(book["Cover"]))
    latest = demo.self_evaluations.latest()
    assert latest is not None
    assert demo.details.name in cover and latest.framework.name in cover and "Locked on" in cover
    assert "No inspectorate requires" in cover and "This school is invented" in cover
    assert all(doubt in cover for doubt in latest.framework.unverified)
    for scale in latest.framework.scales:
        for grade in scale.grades:
            assert grade.name in cover and grade.meaning in cover
    links = {cell.value: cell.hyperlink.location for row in book["Cover"].iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_a_real_school_is_not_called_invented(school: School) -> None:
    assert "invented" not in " ".join(words(opened(school)["Cover"]))


# ------------------------------------------------------------------ every state a school can be in


def test_a_school_with_nothing_yet_gets_a_workbook_that_says_so(school: School) -> None:
    assert opened(school).sheetnames == ["Cover"]
    book = opened(school, "Summary", "Evidence")
    assert "has not held a self-evaluation" in str(book["Summary"]["A2"].value)
    assert "No evidence" in str(book["Evidence"]["A2"].value)


def test_inspections_alone_are_enough(school: School) -> None:
    school.inspections.bring_in([inspection()])
    book = opened(school)
    assert [row["Grade"] for row in table(book["Findings"])] == ["Good"]
    assert "No self-evaluation was locked before this inspection began." in words(book["Comparison"])


def test_an_inspection_without_findings_is_there_too(school: School) -> None:
    school.inspections.bring_in([inspection(findings=(), outcome="School remains Good")])
    book = opened(school)
    assert table(book["Inspections"])[0]["Outcome"] == "School remains Good"
    assert "Graded inspection" in words(book["History"])


def test_what_nobody_judged_is_not_judged_and_never_the_lowest_grade(school: School) -> None:
    school.self_evaluations.open(STRANDS, TODAY)
    book = opened(school)
    rows = table(book["Summary"])
    assert {row["Grade"] for row in rows} == {"Not judged"}
    counts = below(book["Summary"], "How many strands")
    assert counts.pop("Not judged yet") == len(rows)
    assert set(counts.values()) == {0}
    assert "still open" in str(book["Summary"]["A2"].value)


def test_the_latest_locked_one_is_shown_and_the_open_one_after_it_is_mentioned(school: School) -> None:
    earlier = school.self_evaluations.open(STRANDS, TODAY - timedelta(days=30))
    school.self_evaluations.judge(earlier, "curriculum", grade="strong_standard", why="It is.")
    school.self_evaluations.finish(earlier)
    school.self_evaluations.open(STRANDS, TODAY)
    summary = opened(school)["Summary"]
    assert "is still open and is not shown here" in str(summary["A2"].value)
    assert table(summary)[0]["Grade"] == "Strong standard"


def held(school: School, days_ago: int, framework: FrameworkKey = STRANDS, *, locked: bool = True) -> str:
    """A self-evaluation with one strand judged; returns its id."""
    evaluation = school.self_evaluations.open(framework, TODAY - timedelta(days=days_ago))
    states = school.self_evaluations.session(evaluation).strands
    strand = next(s.strand.id for s in states if s.scale and "strong_standard" in s.scale.order)
    school.self_evaluations.judge(evaluation, strand, grade="strong_standard", why="It is.")
    if locked:
        school.self_evaluations.finish(evaluation)
    return evaluation


def test_the_workbook_can_be_about_any_self_evaluation_and_says_which(school: School) -> None:
    early, late, still = held(school, 60), held(school, 30, CARD), held(school, 5, locked=False)
    for chosen in (early, late, still, None):
        book = load_workbook(BytesIO(workbook(school, chosen)))
        session = school.self_evaluations.session(chosen or late)
        on = session.evaluation.held_on
        for name in ("Summary", "Standards"):
            assert str(book[name]["A2"].value).startswith(f"Self-evaluation of {on.day} {on:%B %Y} against")
        assert on in [cell.value.date() for cell in book["Cover"]["B"] if isinstance(cell.value, datetime)]
        assert [row["Strand"] for row in table(book["Summary"])] == [state.strand.name for state in session.strands]
        records = school.self_evaluations.records()
        assert len(table(book["History list"])) == sum(len(record.evaluation.strands) for record in records)
    with pytest.raises(EvaluationError):
        workbook(school, "not here")


def test_a_later_self_evaluation_that_is_not_shown_is_mentioned_as_what_it_is(school: School) -> None:
    early, late = held(school, 60), held(school, 30)
    on = TODAY - timedelta(days=30)
    words = f"The one of {on.day} {on:%B %Y} is later and is not shown here."
    assert words in str(load_workbook(BytesIO(workbook(school, early)))["Summary"]["A2"].value)
    assert "not shown here" not in str(load_workbook(BytesIO(workbook(school, late)))["Summary"]["A2"].value)


def test_history_marks_what_is_still_open(school: School) -> None:
    held(school, 30)
    held(school, 5, locked=False)
    book = opened(school)
    on = TODAY - timedelta(days=5)
    rows = [row for row in book["History"].iter_rows(values_only=True) if isinstance(row[0], datetime)]
    assert len(rows) == 4, "a line each among the events and among the counts"
    assert all(("Open" in row) == (row[0].date() == on) and ("Locked" in row) != ("Open" in row) for row in rows)
    assert {row["State"] for row in table(book["History list"]) if row["Date"].date() == on} == {"Open"}
    titles = [chart.title.tx.rich.p[0].r[0].t for chart in book["History"]._charts]
    assert all(title.endswith(f"({on.day} {on:%B %Y} still open)") for title in titles) and titles


def test_what_no_mark_supports_yet_is_not_settled_as_on_screen(school: School) -> None:
    evaluation = held(school, 5)
    on_screen = strip(school.questions.standing(evaluation), "light", TODAY).table["What the marks support"]
    assert set(on_screen) == {"Not settled"}
    in_workbook = [row["What the marks support"] for row in table(opened(school)["Summary"])]
    assert set(in_workbook) == {"Not settled: no standard is marked yet"}


def test_beside_each_inspection_stands_what_the_screen_shows_first_with_the_same_caution(school: School) -> None:
    report = inspection(findings=())
    school.inspections.bring_in([report])
    held(school, 5, locked=False)
    assert NO_SESSION in words(opened(school)["Comparison"])
    held(school, 30)
    (first, *_), ws = school.questions.beside(report.id), opened(school)["Comparison"]
    shown = school.questions.compare(report.id, first.id)
    assert caution(shown) and caution(shown) in words(ws)
    assert {row["Our strand"] for row in table(ws)} >= set(shown.rows["strand"])


def test_practice_is_listed_with_when_it_is_and_names_nobody(demo: School, door: Door, book: Any) -> None:
    ws = book["Practice"]
    rows = {row["What"]: row for row in table(ws)}
    assert len(rows) == 32
    music = rows["Music with the visiting teacher"]
    assert (music["When"], music["Week"]) == ("Wednesday, 10:45 to 11:45 (week B)", "Week B")
    assert rows["Young carers' lunch"]["Pupils it reaches"] == "Young carers"
    assert rows["Forest school"]["Strands"] == "Inclusion" and "clubs and trips" in rows["Forest school"]["Standards"]
    assert not any("Mr Stone" in text or "Mrs Quinn" in text for text in words(ws))
    outside = Door.at(door.place, OUTSIDER).school(demo.details.id)
    assert "is for the people of the school" in " ".join(words(opened(outside, "Practice")["Practice"]))


def test_a_governor_may_take_it_away_and_it_names_nobody_of_the_staff(demo: School, door: Door) -> None:
    plan = demo.plans.all()[0].id
    owners = {action.owner for record in demo.plans.records() for action in record.actions if action.owner}
    piece = Evidence("mine", "A walk", "observation", TODAY)
    demo.evidence.save(piece)
    cards = {name for card in demo.cards.all() for name in (card.said.speaker, card.said.stand_in) if name}
    staff = owners | cards | {LOCAL_HEAD.name}
    assert len(staff) > 3
    governor = Door.at(door.place, Viewer("A governor", Role.GOVERNOR)).school(demo.details.id)
    content = workbook(governor, sheets=[part.name for part in PARTS])
    told = texts(content) + texts(plan_document(governor, plan))
    assert not [name for name in staff if name in told]
    book, named = load_workbook(BytesIO(content)), texts(workbook(demo, sheets=["Action plan"]))
    assert all(name in named for name in owners)
    assert "A walk" in told and "Added by" not in table(book["Evidence"])[0]
    assert not any(book[name].auto_filter.ref for name in INSIDE)


def texts(content: bytes) -> str:
    """Every text of a workbook or a document."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if re.search(r"sharedStrings|worksheets/sheet|document\.xml", name)]
        return " ".join(unescape(parts.read(name).decode()) for name in names)


def test_sheets_are_chosen_by_name_and_the_cover_leads_to_each_of_them_and_to_no_other(demo: School, book: Any) -> None:
    assert "Changes" not in book.sheetnames
    book = opened(demo, "evidence", "Judgements")
    assert book.sheetnames == ["Cover", "Judgements", "Evidence"]
    links = [cell.hyperlink.location for row in book["Cover"] for cell in row if cell.hyperlink]
    assert links == ["'Judgements'!A1", "'Evidence'!A1"]
    offered = {each.name: each for each in offers(demo)}
    assert offered["Evidence"].holds == f"{len(demo.evidence.all())} pieces of evidence"
    assert "Changes" in offered
    with pytest.raises(EvaluationError, match=r"no sheet “Nonsense”\. These can be chosen: Summary, Standards"):
        workbook(demo, sheets=["Nonsense"])


def test_everything_that_was_said_is_there_row_by_row_and_drafts_are_marked_and_only_for_those_who_see_them(
    demo: School, door: Door
) -> None:
    draft = demo.self_evaluations.open(STRANDS, TODAY)
    demo.self_evaluations.judge(draft, "curriculum", why="Only a draft, the bittern said.")
    demo.self_evaluations.mark(draft, {"curriculum.e1": "met"})
    demo.leaders.say(draft, "curriculum", "strong_standard", "The bittern again.", name="Ned")
    sheets = ("Self-evaluations", "Judgements", "Marks", "Leaders")
    book, records = opened(demo, *sheets), demo.self_evaluations.records()
    assert len(table(book["Self-evaluations"])) == len(records)
    judged = table(book["Judgements"])
    assert len(judged) == sum(len(record.judgements) for record in records)
    assert len(table(book["Marks"])) == sum(len(record.marks) for record in records)
    assert [row["State"] for row in judged if "bittern" in str(row["Why"])] == ["Open"]
    assert "bittern again" not in " ".join(words(book["Leaders"]))
    assert not any("Ned" in text for text in words(book["Leaders"]))
    governor = Door.at(door.place, Viewer("A governor", Role.GOVERNOR)).school(demo.details.id)
    assert "bittern" not in texts(workbook(governor, sheets=[part.name for part in PARTS]))


def test_a_chart_says_in_words_what_it_shows(school: School) -> None:
    held(school, 5)
    with zipfile.ZipFile(BytesIO(workbook(school))) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if "/drawings/drawing" in name]
    found = re.findall(r'cNvPr id="\d+" name="Chart \d+" descr="([^"]+)"', " ".join(drawings))
    assert len(found) == sum(drawing.count('name="Chart') for drawing in drawings) > 0
    assert any("Strong standard 1" in words for words in found)


def test_the_workbook_leaves_out_what_is_under_embargo_and_says_so_also_to_the_head(demo: School) -> None:
    secret = "The heron counted nine marbles."
    point = Point("p1", "recommendation", secret, serious=True)
    heard = inspection(secret, started_on=TODAY, framework=CARD, kind="report_card", stage="provisional")
    heard = replace(heard, findings=(Finding("inclusion", "urgent_improvement", secret),), points=(point,))
    demo.inspections.save(heard)
    content = workbook(demo)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert not any(secret.encode() in parts.read(name) for name in parts.namelist())
    book = load_workbook(BytesIO(content))
    left_out = "One inspection is left out: what it found is confidential until published."
    assert left_out in words(book["Cover"])
    assert any(left_out in text for text in words(book["Comparison"]))
    row = table(book["Inspections"])[0]
    assert (row["How far it is"], row["Outcome"]) == ("Provisional outcome", "Confidential until published")
    demo.confidence.move("i1", "published", TODAY, confirmed=True)
    row = table(opened(demo, "Points")["Points"])[0]
    assert (row["What it is"], row["Serious"], row["In words"]) == ("Recommendation", "Serious", secret)


def test_very_long_names_and_texts_are_kept_and_rows_stay_within_what_excel_allows(door: Door) -> None:
    school = door.set_up(replace(DETAILS, name="Saint Somebody of Somewhere & Elsewhere " * 3))
    evaluation = school.self_evaluations.open(STRANDS, TODAY)
    why = "A reason that goes on. " * 170
    school.self_evaluations.judge(evaluation, "curriculum", grade="strong_standard", why=why)
    book = opened(school)
    assert table(book["Summary"])[0]["Why"] == why.strip()
    for ws in book:
        assert all((row.height or 0) <= 409 for row in ws.row_dimensions.values())


# ------------------------------------------------------------------ grades stay words


def test_the_distribution_counts_strands_in_the_order_of_the_scale_with_one_chart_a_scale(school: School) -> None:
    evaluation = school.self_evaluations.open(CARD, TODAY)
    school.self_evaluations.judge(evaluation, "inclusion", grade="strong_standard")
    school.self_evaluations.judge(evaluation, "safeguarding", grade="met")
    book = opened(school)
    framework, used = school.library.get(*CARD), school.self_evaluations.session(evaluation).strands
    for scale in framework.scales:
        counts = below(book["Summary"], f"How many strands hold each grade: {scale.name}")
        assert list(counts) == [*(grade.name for grade in scale.grades), "Not judged yet"]
        on_scale = sum(state.scale is not None and state.scale.id == scale.id for state in used)
        assert sorted(counts.values()) == sorted([1, on_scale - 1, *[0] * (len(scale.grades) - 1)])
    assert len(book["Summary"]._charts) == len(framework.scales)


def test_a_chart_over_time_reads_one_block_only_and_grades_of_two_frameworks_are_never_joined(book: Any) -> None:
    ws = book["History"]
    tops = [cell.row for cell in ws["A"] if cell.value is not None and not isinstance(cell.value, datetime)]
    charts = ws._charts
    assert len(charts) == 2
    blocks = []
    for chart in charts:
        rows = {int(number) for series in chart.series for number in re.findall(r"\$(\d+)", series.val.numRef.f)}
        assert not any(min(rows) <= top <= max(rows) for top in tops), "a heading lies inside the chart's data"
        blocks.append(frozenset(rows))
    assert len(set(blocks)) == len(charts)


def test_a_grade_cell_holds_the_word_alone_in_the_colour_of_its_scale(book: Any) -> None:
    ws = book["Findings"]
    column = next(cell.column for cell in ws[2] if cell.value == "Grade")
    cells = [ws.cell(row, column) for row in range(3, ws.max_row + 1)]
    coloured = [cell for cell in cells if cell.fill.fill_type == "solid"]
    assert {cell.value for cell in coloured} >= {"Good", "Requires improvement", "Expected standard"}
    assert all(cell.fill.fill_type is None for cell in cells if cell.value in ("No grades", "No grade given"))
    assert not any(isinstance(cell.value, int | float) for cell in cells)


def test_the_comparison_says_gaps_in_words_or_why_there_is_none(demo: School, book: Any) -> None:
    ws = book["Comparison"]
    rows = [row for row in table(ws) if row["Can be compared"]]
    for found in demo.inspections.all():
        beside = demo.questions.beside(found.id)
        comparison = demo.questions.compare(found.id, beside[0].id)
        assert caution(comparison) in ["", *words(ws)]
        mine = [row for row in rows if row["Inspection"].date() == found.started_on]
        assert len(mine) == len(comparison.rows)
        assert comparison.reading in words(ws)
        assert not comparison.notice or comparison.notice in words(ws)
    assert all(row["We graded ourselves"] for row in rows if row["Can be compared"] == "Yes")
    assert not any(row["We graded ourselves"] for row in rows if row["Can be compared"] != "Yes")


OWN = """
id: own
version: 2026-09
name: Our own promises
short_name: Promises
publisher: The school
description: Three promises.
breakdown: ours
in_force_from: 2026-09-01
sources: [Ourselves]
confirmed_on: 2026-09-01
use_for: [self_evaluation]
scales:
  - id: own-scale
    name: Seeds to trees
    rule: secure_fit
    grades:
      - {id: seed, name: "=Seed", meaning: "Sown."}
      - {id: plant, name: Plant, meaning: "Growing."}
      - {id: tree, name: Tree, meaning: "Standing."}
strands:
  - id: kindness
    name: "+Kindness"
    question: Are we kind?
    scale: own-scale
    themes: [{id: all, name: All}]
    standards:
      - {id: k1, band: plant, theme: all, text: "=We greet each other", hint: "@the gate"}
  - {id: garden, name: Garden, question: Does it grow?, scale: null}
"""


def test_a_school_may_use_a_scale_of_its_own(school: School, door: Door) -> None:
    school.settings.add_framework(OWN)
    school = Door.at(door.place, LOCAL_HEAD).school(school.details.id)
    evaluation = school.self_evaluations.open(FrameworkKey("own", "2026-09"), TODAY)
    school.self_evaluations.judge(evaluation, "kindness", grade="seed", direction="improve")
    school.self_evaluations.mark(evaluation, {"k1": "partly"})
    book = opened(school)
    kindness, garden = table(book["Summary"])
    assert (kindness["Strand"], kindness["Grade"], kindness["Direction"]) == ("+Kindness", "=Seed", "Improve")
    assert (garden["Strand"], garden["Grade"]) == ("Garden", "No grades")
    (standard,) = table(book["Standards"])
    assert (standard["Standard"], standard["Mark"]) == ("=We greet each other", "Partly met")
    assert list(below(book["Summary"], "How many strands"))[:3] == ["=Seed", "Plant", "Tree"]


# ------------------------------------------------------------------ text stays text

DANGEROUS = (
    *("=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", " =1+1", "="),
    *('=HYPERLINK("http://x","y")', "#N/A", "12", "TRUE"),
)


def test_text_is_never_a_formula_an_error_or_a_number(school: School) -> None:
    for number, text in enumerate(DANGEROUS):
        school.evidence.save(Evidence(f"e{number}", text, "data", TODAY, where_kept=text, shows=text))
    school.inspections.bring_in([inspection("=cmd|' /C calc'!A0", outcome="-2+3", note="@x", number="=1")])
    content = workbook(school)
    evidence = table(load_workbook(BytesIO(content))["Evidence"])
    for column in ("What it is", "What it shows", "Where it is kept"):
        assert sorted(str(row[column]) for row in evidence) == sorted(text.strip() for text in DANGEROUS)
        assert all(isinstance(row[column], str) for row in evidence)
    assert_no_formulas(content)


def test_the_demo_schools_workbook_has_no_formula_either(whole: bytes) -> None:
    assert_no_formulas(whole)


def assert_no_formulas(content: bytes) -> None:
    for name, text in sheet_files(content):
        assert not re.search(r"<f[ >/]", text), f"{name} holds a formula"
        assert 't="e"' not in text


def sheet_files(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield name, file.read(name).decode("utf-8")


def test_characters_that_a_file_cannot_hold_are_dropped_and_too_long_texts_are_cut(school: School) -> None:
    school.inspections.bring_in([inspection("a\x00b\x0bc\x1fd\ufffee", note="\x07=1+1", outcome="x" * 40_000)])
    book = opened(school)
    assert table(book["Findings"])[0]["What they wrote"] == "abcde"
    row = table(book["Inspections"])[0]
    assert row["Note"] == "=1+1"
    assert row["Outcome"] == "x" * (LONGEST - 1) + "…"


@given(st.lists(st.text(), min_size=1))
def test_whatever_people_type_comes_back_as_they_typed_it(texts: list[str]) -> None:
    book, file = Workbook(), BytesIO()
    for row, text in enumerate(texts, start=1):
        put(book.worksheets[0], row, 1, text)
    book.save(file)
    ws = load_workbook(file).worksheets[0]
    assert [ws.cell(row, 1).value or "" for row in range(1, len(texts) + 1)] == [clean(text) for text in texts]


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Cn"])))
def test_nothing_but_what_a_file_cannot_hold_is_changed(text: str) -> None:
    assert clean(text) == text


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_cut_text_fits_whatever_alphabet_it_is_in(before: int, after: int) -> None:
    cut = clean("a" * (LONGEST - 4 + before) + "🌳" * 3 + "b" * after)
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST


# ------------------------------------------------------------------ on screen and on paper


def test_every_sheet_prints_on_a4_one_page_wide_with_whose_it_is_and_which_page(school: School) -> None:
    for ws in opened(school, *(part.name for part in PARTS)):
        assert str(ws.page_setup.paperSize) == Worksheet.PAPERSIZE_A4
        assert ws.sheet_properties.pageSetUpPr.fitToPage
        assert (ws.page_setup.fitToWidth, ws.page_setup.fitToHeight) == (1, 0)
        assert ws.page_setup.orientation == ("portrait" if ws.title == "Cover" else "landscape")
    for _, text in sheet_files(workbook(school)):
        assert "&amp;LElm &amp;&amp; Ash School" in text
        assert "Page &amp;P of &amp;N" in text


def test_lists_keep_their_header_in_sight_on_every_page_and_can_be_filtered(book: Any) -> None:
    for name in book.sheetnames[1:]:
        ws = book[name]
        assert ws.freeze_panes and ws.print_title_rows
        if name != "History":
            header = ws[ws.auto_filter.ref][0][0].row
            assert ws.print_title_rows == f"${header}:${header}"


def test_dates_are_dates_that_can_be_sorted(book: Any) -> None:
    for name, column in (("History list", "Date"), ("Evidence", "Date it describes"), ("Findings", "First day")):
        header, *rows = book[name][book[name].auto_filter.ref]
        place = [cell.value for cell in header].index(column)
        assert all(row[place].is_date and row[place].number_format == "dd/mm/yyyy" for row in rows)


def test_the_file_carries_the_schools_name(school: School) -> None:
    properties = opened(school).properties
    assert properties.creator == "Elm & Ash School"
    assert properties.title == "Elm & Ash School: self-evaluation summary"
