"""The pack for a day's notice, reopened and counted: what is said, what is missing, and what may not leave."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from evaluation.access import NotAllowed, Role, Viewer
from evaluation.call.records import StrandCard
from evaluation.documents.pack import pack
from evaluation.documents.pack.archive import packed
from evaluation.documents.pack.content import PackContent, read
from evaluation.documents.pack.files import (
    MOST_BYTES,
    MOST_MEGABYTES,
    document_name,
    entries,
    fitting,
    size,
    suggested,
    unique,
)
from evaluation.documents.pack.missing import HEADINGS, missing
from evaluation.documents.pack.start import NAMED
from evaluation.documents.word import blank, saved, table
from evaluation.errors import EvaluationError
from evaluation.evidence.files import safe_name
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Plan
from evaluation.records import Finding, Inspection, Point, SchoolDetails
from evaluation.school import Door, School
from tests.demo_plan import begun
from tests.evidence.file_samples import JPEG, PDF

TODAY = date.today()
STRAND = ("school-strands", "curriculum")
WALK = Evidence("walk", "=A walk", "observation", TODAY, "pupils", strands=(STRAND,), standards=())
PHOTO = Evidence("photo", "A display", "work", TODAY - timedelta(days=400), strands=(STRAND,))
SPEAKER, STAND_IN = "Zelda Quince", "Ximena Oak"
FORMULA = '=HYPERLINK("http://x","y")'


@pytest.fixture
def school(demo: School) -> School:
    """The demo school with a plan, somebody who speaks for the curriculum, and two pieces with files."""
    begun(demo)
    demo.evidence.save(replace(WALK, shows=FORMULA, file=KeptFile("Räume: Walk?.pdf", 0, "")), PDF)
    demo.evidence.save(replace(PHOTO, file=KeptFile("display.jpg", 0, "")), JPEG)
    demo.cards.save(StrandCard(STRAND, speaker=SPEAKER, stand_in=STAND_IN, reasons=("Books show it.",)))
    return demo


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(content))


def word(archive: zipfile.ZipFile, name: str) -> Any:
    return Document(BytesIO(archive.read(name)))


def texts(document: Any) -> list[str]:
    """Every line of a document, those in tables too."""
    cells = (cell.text for each in document.tables for row in each.rows for cell in row.cells)
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def headings(document: Any, level: int) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == f"Heading {level}"]


def under(document: Any, heading: str) -> list[str]:
    """What stands between a heading and the next one."""
    found: list[str] = []
    reading = False
    for each in document.paragraphs:
        if each.style.name.startswith("Heading"):
            reading = each.text == heading
        elif reading:
            found.append(each.text)
    return found


def rows(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    """The rows of the evidence index by column title."""
    ws: Any = load_workbook(BytesIO(archive.read("4 Evidence.xlsx")))["Evidence"]
    header, *found = ws[ws.auto_filter.ref]
    return [dict(zip((c.value for c in header), (c.value for c in row), strict=True)) for row in found]


def as_role(door: Door, role: Role) -> School:
    return Door.at(door.place, Viewer(f"The {role}", role, f"{role}@school.example")).school("demo")


def everything(archive: zipfile.ZipFile) -> str:
    """All that a pack says: its documents unpacked, and the names in it."""
    words = list(archive.namelist())
    for name in archive.namelist():
        if name.endswith((".docx", ".xlsx")):
            with opened(archive.read(name)) as parts:
                words += [parts.read(part).decode("utf-8", "ignore") for part in parts.namelist()]
    return "\n".join(words)


# ------------------------------------------------------------------ reopened and counted


def test_it_holds_the_documents_and_the_files_that_are_chosen(school: School) -> None:
    archive = opened(pack(school, ["walk", "photo"]))
    listed = entries(school.evidence.all())
    assert sorted(archive.namelist()) == sorted(
        [
            "Start here.docx",
            "1 Summary.docx",
            "2 Since the last inspection.docx",
            *(f"3 Action plan – {plan.name}.docx" for plan in school.plans.all()),
            "4 Evidence.xlsx",
            "5 People.docx",
            f"Evidence/{listed['walk'].number} Räume Walk.pdf",
            f"Evidence/{listed['photo'].number} display.jpg",
        ]
    )
    assert archive.testzip() is None
    accented = archive.getinfo(listed["walk"].path)
    assert accented.flag_bits & 0x800, "a name with other letters than ASCII is marked as UTF-8"
    assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}
    for name in archive.namelist():
        if name.endswith(".docx"):
            assert headings(word(archive, name), 1)


def test_a_file_comes_along_byte_for_byte(school: School) -> None:
    archive = opened(pack(school, ["walk", "photo"]))
    kept = {piece.id: piece.file for piece in school.evidence.all() if piece.file}
    for evidence_id, entry in entries(school.evidence.all()).items():
        if entry.path:
            inside = archive.read(entry.path)
            assert hashlib.sha256(inside).hexdigest() == kept[evidence_id].sha256
    assert archive.read(entries(school.evidence.all())["walk"].path) == PDF


def test_the_summary_has_a_page_for_each_strand_with_all_that_is_asked(school: School) -> None:
    document = word(opened(pack(school)), "1 Summary.docx")
    session = school.self_evaluations.latest()
    assert session is not None
    strands = [state.strand.name for state in session.strands]
    assert headings(document, 1) == ["What we say of ourselves", *strands, "How to read it"]
    new_pages = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert new_pages == [*strands, "How to read it"]
    grades = [state.scale.name_of(state.judgement.grade) for state in session.strands if state.scale]
    second = headings(document, 2)
    for title in ("Why", "What the marks support", "Evidence", "Next steps", "What we do not have yet"):
        assert second.count(title) == len(strands)
    assert [each for each in second if each in set(grades)] == grades
    said = texts(document)
    for state in session.strands:
        assert all(line in said for line in state.judgement.why.splitlines())
        assert state.support.blocked is None or any("is out of reach because of" in each for each in said)
    assert "Books show it." in said and "=A walk" in " ".join(said)
    assert "Pupils" not in headings(document, 1)


def test_the_index_has_a_row_for_each_piece_that_the_viewer_sees(school: School) -> None:
    found = rows(archive := opened(pack(school, ["walk"])))
    pieces = school.evidence.all()
    assert [row["What it is"] for row in found] == [piece.title for piece in pieces]
    assert [row["Number"] for row in found] == list(range(1, len(pieces) + 1))
    walk, photo = (next(row for row in found if row["What it is"] == title) for title in ("=A walk", "A display"))
    assert walk["File in this pack"] in archive.namelist()
    assert (walk["Kind"], walk["Whose voice"], walk["Freshness"]) == ("Observation", "Pupils", "Fresh")
    assert photo["File in this pack"] == "Not in this pack: display.jpg" and photo["Freshness"] == "Stale"
    assert "Curriculum" in walk["Strands"]


def test_nothing_in_the_index_is_a_formula(school: School) -> None:
    with opened(opened(pack(school)).read("4 Evidence.xlsx")) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())
    assert any(row["What it shows"] == FORMULA for row in rows(opened(pack(school))))


def test_the_first_page_names_every_file_that_is_in_it(school: School) -> None:
    archive = opened(pack(school, ["walk"]))
    contents = word(archive, "Start here.docx").tables[0]
    named = [row.cells[0].text for row in contents.rows][1:]
    top = {name.partition("/")[0] for name in archive.namelist()}
    assert set(named) == top - {"Start here.docx"} and len(named) == len(set(named))
    assert contents.rows[-1].cells[2].text.startswith("1 file, ")


def test_the_people_sheet_says_who_speaks_and_who_stands_in(school: School) -> None:
    (sheet,) = word(opened(pack(school)), "5 People.docx").tables
    found = {row.cells[0].text: (row.cells[1].text, row.cells[2].text) for row in sheet.rows}
    assert found["Curriculum"] == (SPEAKER, STAND_IN)
    assert found["Attendance"] == ("Nobody yet", "Nobody yet")


def test_two_plans_of_one_name_are_two_files(school: School) -> None:
    school.plans.save(Plan("other", "AFTER the inspection", TODAY, TODAY + timedelta(days=9)))
    names = [name for name in opened(pack(school)).namelist() if "after the inspection" in name.casefold()]
    assert len(names) == 2 and len({name.casefold() for name in names}) == 2
    assert any(name.endswith(" (2).docx") for name in names)


def test_every_page_bears_the_schools_name_and_a_number_and_every_table_a_header(school: School) -> None:
    archive = opened(pack(school))
    for name in archive.namelist():
        if not name.endswith(".docx"):
            continue
        document = word(archive, name)
        section = document.sections[0]
        assert section.header.paragraphs[0].text == school.details.name
        fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        for each in document.tables:
            assert each.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
            assert each._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


# ------------------------------------------------------------------ since the last inspection


def test_what_we_say_now_stands_beside_what_was_found_and_is_compared_only_on_one_scale(school: School) -> None:
    document = word(opened(pack(school)), "2 Since the last inspection.docx")
    assert "Curriculum" in headings(document, 3) and "Attendance" in headings(document, 3)
    curriculum = document.tables[0]
    who, said, together = ([row.cells[n].text for row in curriculum.rows][1:] for n in range(3))
    assert who[-1] == "We, 13 October 2026" and who[0] == "Report card inspection, 12 May 2026"
    assert said[0].startswith("Curriculum and teaching: Expected standard")
    assert together[0] == "Our strand is the same as theirs. We say the same grade."
    assert together[1].startswith("Our strand overlaps with theirs. Not compared: ")
    moved = under(document, "What moved between our last two self-evaluations")
    assert moved == [school.questions.moved().note, *school.questions.moved().sentences]


def test_a_recommendation_stands_with_what_was_done_about_it_or_with_none(school: School) -> None:
    document = word(opened(pack(school)), "2 Since the last inspection.docx")
    done = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    absence = next(text for heading, text in done.items() if "persistent absence" in heading)
    assert "Call home on the first day of every absence (Jo Patel" in absence
    assert "On track" in absence and "Evidence since it began: Log of the calls." in absence


def test_grades_of_another_scale_are_told_and_never_compared(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    judged(school, "curriculum")
    old = FrameworkKey("ofsted-eif", "2019-09")
    findings = (Finding("quality_of_education", "good", "Calm."),)
    school.inspections.save(Inspection("i", "graded", old, date(2022, 3, 1), findings=findings))
    document = word(opened(pack(school)), "2 Since the last inspection.docx")
    said = " ".join(texts(document))
    assert "Good" in said and "Not compared: " in said and "step" not in said


# ------------------------------------------------------------------ what is missing


def judged(school: School, *strands: str) -> None:
    """A locked self-evaluation with these strands judged."""
    held = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), TODAY)
    for strand in strands:
        school.self_evaluations.judge(held, strand, grade="expected_standard", why="Seen.")
    school.self_evaluations.finish(held)


def test_a_new_school_is_told_plainly_that_there_is_nothing(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    said = [each.sentence for each in missing(read(school))]
    assert said == [
        "No self-evaluation has been held, so nothing is said of any strand.",
        "No published inspection is recorded, so nothing is said of the time since the last.",
        "There is no action plan.",
    ]
    archive = opened(pack(school))
    first = texts(word(archive, "Start here.docx"))
    assert all(sentence in first for sentence in said)
    assert len(archive.namelist()) == 5


def test_known_gaps_are_named_each_with_where_it_is_put_right(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    judged(school, "curriculum", "attendance")
    school.evidence.save(WALK)
    school.plans.save(Plan("empty", "Next year", TODAY, TODAY + timedelta(days=9)))
    school.cards.save(StrandCard(STRAND, speaker=SPEAKER))
    content = read(school)
    found = {each.sentence.partition(":")[0]: each for each in missing(content)}
    unjudged = next(each for start, each in found.items() if start.startswith("Not judged in the self-evaluation"))
    assert "Inclusion" in unjudged.sentence and "Curriculum" not in unjudged.sentence
    assert "Attendance" in found["No evidence, or only stale evidence"].sentence
    assert "Curriculum" not in found["No evidence, or only stale evidence"].sentence
    assert "Attendance" in found["Nobody speaks for"].sentence
    assert found["Nobody stands in for whoever speaks for"].sentence.endswith(": Curriculum.")
    assert found["A grade, and no standard marked"].sentence.endswith(": Curriculum, Attendance.")
    assert "The plan “Next year” has no agreed action." in found
    (walk,) = (each for each in found.values() if "no file here" in each.sentence)
    assert walk.details == ("=A walk (no place is noted)",)
    assert all(each.place and each.heading in HEADINGS for each in found.values())
    first = texts(word(opened(pack(school)), "Start here.docx"))
    assert all(each.sentence in first and set(each.details[:NAMED]) <= set(first) for each in found.values())


def test_what_does_not_fit_is_counted_by_kind_and_told(school: School) -> None:
    misfits = school.readiness.contradictions()
    found = [each for each in missing(read(school)) if each.heading == "What does not fit"]
    assert misfits and sum(len(each.details) for each in found) == len(misfits)


def test_a_gap_that_is_closed_is_no_longer_named(school: School) -> None:
    def speaks(words: str) -> bool:
        return any(each.sentence.startswith(words) for each in missing(read(school)))

    assert speaks("Nobody speaks for")
    for card in school.cards.all():
        school.cards.save(StrandCard(card.said.strand, speaker=SPEAKER, stand_in=STAND_IN))
    assert not speaks("Nobody speaks for") and not speaks("Nobody stands in")


def test_an_open_self_evaluation_is_called_open(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), TODAY)
    assert any("still open" in each.sentence for each in missing(read(school)))
    assert any("still open" in each for each in texts(word(opened(pack(school)), "1 Summary.docx")))


# ------------------------------------------------------------------ which files


def test_the_files_suggested_are_those_on_cards_and_the_best_standing_one_of_each_strand(school: School) -> None:
    assert [piece.id for piece in suggested(read(school))] == ["walk"]
    school.cards.save(StrandCard(STRAND, evidence=("photo",)))
    assert {piece.id for piece in suggested(read(school))} == {"photo", "walk"}
    assert {name for name in opened(pack(school)).namelist() if "/" in name} == {
        entry.path for entry in entries(school.evidence.all()).values() if entry.path
    }


def test_a_file_that_cannot_be_read_is_named_and_the_rest_comes_along(school: School) -> None:
    def broken(evidence_id: str) -> bytes:
        if evidence_id == "photo":
            raise EvaluationError("The file is not what was kept.")
        return school.evidence.content(evidence_id)

    archive = opened(packed(read(school), ["walk", "photo"], broken))
    listed = entries(school.evidence.all())
    assert listed["walk"].path in archive.namelist() and listed["photo"].path not in archive.namelist()
    assert under(word(archive, "Start here.docx"), "Files that could not be put in") == [
        "A display: The file is not what was kept."
    ]
    photo = next(row for row in rows(archive) if row["What it is"] == "A display")
    assert photo["File in this pack"] == "Not in this pack: display.jpg"


def sized(number: int, megabytes: int) -> Evidence:
    return replace(WALK, id=str(number), file=KeptFile("walk.pdf", megabytes * 1024 * 1024, ""))


def test_more_than_a_pack_holds_is_refused_plainly_and_what_is_suggested_fits(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = replace(read(school), evidence=(sized(1, 60), sized(2, 60)))
    monkeypatch.setattr("evaluation.documents.pack.archive.read", lambda school: content)
    with pytest.raises(EvaluationError, match=rf"120.0 MB, and a pack holds at most {MOST_MEGABYTES} MB"):
        pack(school, ["1", "2"])
    card = replace(content.cards[0], evidence=content.evidence)
    full: PackContent = replace(content, cards=(card,), strands=())
    (left,) = (each for each in missing(full) if each.heading == "Evidence")
    assert f"{MOST_MEGABYTES} MB" in left.sentence and left.details == (WALK.title,)


@given(st.lists(st.integers(1, 120), max_size=12))
def test_what_fits_is_never_more_than_a_pack_holds_and_leaves_out_only_what_has_no_room(sizes: list[int]) -> None:
    pieces = [sized(number, megabytes) for number, megabytes in enumerate(sizes)]
    kept = fitting(pieces)
    assert size(kept) <= MOST_BYTES
    assert all(size([*kept, piece]) > MOST_BYTES for piece in pieces if piece not in kept)


@given(st.lists(st.text(max_size=90), max_size=12))
def test_no_two_files_of_a_pack_have_one_name_and_every_name_is_safe(names: list[str]) -> None:
    plans = unique(document_name(f"3 Action plan – {name}") for name in names)
    pieces = [replace(WALK, id=str(n), file=KeptFile(safe_name(name), 1, "")) for n, name in enumerate(names)]
    paths = [entry.path for entry in entries(pieces).values()]
    together = [*plans, *paths]
    assert len({name.casefold() for name in together}) == len(together) == 2 * len(names)
    for name in (path.rpartition("/")[2] for path in together):
        assert safe_name(name) == name and len(name) <= 100


@given(st.text(), st.lists(st.text(), max_size=3))
def test_whatever_stands_in_a_table_the_document_opens_and_says_it(title: str, lines: list[str]) -> None:
    document = blank(SchoolDetails("", "Elm & Ash", 1, "", ""), "T", "T")
    table(document, (title, "<b>&"), [("x", lines)])
    (found,) = Document(BytesIO(saved(document))).tables
    assert found.rows[0].cells[1].text == "<b>&"
    assert len(found.rows[1].cells[1].paragraphs) == max(1, len(lines))


# ------------------------------------------------------------------ who gets what


def test_governors_get_no_name_of_staff_and_none_of_what_staff_wrote_to_say(school: School, door: Door) -> None:
    archive = opened(pack(as_role(door, Role.GOVERNOR)))
    said = everything(archive)
    for name in (SPEAKER, STAND_IN, "Jo Patel", "Ann Ode", "Sam Lee", "Books show it."):
        assert name in everything(opened(pack(school))) and name not in said
    assert "5 People.docx" not in archive.namelist()
    first = texts(word(archive, "Start here.docx"))
    assert any("Names of staff are left out" in each for each in first)
    assert not any("Nobody speaks" in each for each in first)
    assert "3 Action plan – After the inspection.docx" in archive.namelist()


def test_leaders_and_contributors_get_the_whole_pack(school: School, door: Door) -> None:
    for role in (Role.LEADER, Role.CONTRIBUTOR):
        assert "5 People.docx" in opened(pack(as_role(door, role))).namelist()


def test_people_from_outside_get_none(school: School, door: Door) -> None:
    with pytest.raises(NotAllowed):
        pack(as_role(door, Role.REVIEWER))


def test_what_is_under_embargo_is_in_nobodys_pack_and_the_first_page_says_that_it_is_left_out(
    school: School, door: Door
) -> None:
    secret = "The heron counted nine marbles."
    point = Point("s", "recommendation", secret, "inclusion", sentence=secret)
    heard = Inspection(
        "heard", "report_card", FrameworkKey("ofsted-report-card", "2025-11"), TODAY, stage="provisional",
        outcome=secret, points=(point,),
    )  # fmt: skip
    school.inspections.save(heard)
    school.plans.save(Plan("secret", secret, TODAY, TODAY + timedelta(days=9), "heard"))
    for role in (Role.HEAD, Role.LEADER, Role.GOVERNOR):
        archive = opened(pack(as_role(door, role)))
        assert "heron" not in everything(archive)
        left = under(word(archive, "Start here.docx"), "What is left out on purpose")
        assert any("confidential until published" in each for each in left)
