"""The paper for governors and the self-evaluation summary: reopened, counted, printed, and without names."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from evaluation import cli
from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.documents.blocks import cut
from evaluation.documents.governors_paper import Meeting, governors_paper, next_by, since_default
from evaluation.documents.governors_paper.content import Paper, read_paper
from evaluation.documents.governors_paper.document import written as paper_of
from evaluation.documents.sef import sef
from evaluation.documents.sef.document import written as summary_of
from evaluation.documents.told import Told, read
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.frameworks import FrameworkKey
from evaluation.plan.actions import Standing, State
from evaluation.plan.records import Action, Cause
from evaluation.records import SchoolDetails
from evaluation.school import Door, School
from tests.demo_plan import begun

TODAY = date.today()
WHOLE, ODD, OWNER = "Zelda Quince", "Quince", "Jo Patel"
LONG = "Leaders and teachers at every level look at what pupils remember, say it in plain words, and change it. " * 12
NAME = "How well every pupil in our school is known, taught and looked after, whoever they are"


def meeting(since: date = date(2026, 10, 13), on: date = TODAY) -> Meeting:
    return Meeting(on, min(since, on), next_by(on, min(since, on)))


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def texts(document: Any) -> list[str]:
    cells = (cell.text for each in document.tables for row in each.rows for cell in row.cells)
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def styled(document: Any, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == style]


def everything(content: bytes) -> str:
    """All that a document says, also what no reader shows."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())


def as_role(door: Door, role: Role) -> School:
    return Door.at(door.place, Viewer(f"The {role}", role, f"{role}@school.example")).school("demo")


@pytest.fixture
def school(demo: School) -> School:
    """The demo school with a plan, and a name of staff in everything that somebody typed."""
    begun(demo)
    demo.plans.save_action(
        Action("walk", "demo-plan", f"{WHOLE} walks the corridors", owner=WHOLE, starts_on=TODAY - timedelta(days=90),
               due_on=TODAY - timedelta(days=9), strand=("school-strands", "curriculum"))
    )  # fmt: skip
    demo.plans.agree("walk")
    demo.plans.save_action(Action("idea", "demo-plan", "An idea that nobody has agreed"))
    strand = ("school-strands", "curriculum")
    demo.evidence.save(Evidence("seen", f"What Mrs {ODD} saw", "observation", TODAY, "pupils", strands=(strand,)))
    return demo


# ------------------------------------------------------------------ the paper for governors


def test_the_paper_leads_from_what_changed_to_what_is_left_out(school: School) -> None:
    document = opened(governors_paper(school, meeting()))
    assert styled(document, "Title") == ["Paper for governors"]
    (whose,) = styled(document, "Subtitle")
    assert school.details.name in whose and f"{TODAY.day} {TODAY:%B %Y}" in whose
    found = [each.partition(" ")[0] for each in styled(document, "Heading 2")]
    assert found == ["What", "Where", "Three", "Overdue", "Due", "Attendance", "About"]
    changed = styled(document, "List Bullet")
    assert "SEND fell from Strong standard to Expected standard." in changed
    assert "5 strands stayed at the grade of last time." in changed
    strands = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in document.tables[0].rows}
    assert strands["Attendance"][0] == "● Expected standard" and "Needs attention" in strands["Attendance"][3]
    assert strands["Wellbeing"][3] == "Not compared"
    assert strands["SEND"][3].endswith("of Inclusion") and "of " not in strands["Curriculum"][3], (
        "of what, where it differs"
    )
    assert all("An idea" not in text for text in texts(document)), "what nobody has agreed is a draft"


def test_three_questions_stand_each_with_its_reason(school: School) -> None:
    document = opened(governors_paper(school, meeting()))
    asked, why = styled(document, "List Number"), styled(document, "List Continue")
    assert len(asked) == len(why) == 3 and all("?" in text for text in asked)
    assert all(text.startswith("Why ask: ") and len(text) > 20 for text in why)
    assert any("SEND" in text for text in asked)
    told = read_paper(school, meeting()).questions
    assert [each.text for each in told] == asked, "the same facts give the same questions"


def test_a_meeting_before_which_nothing_new_was_locked_is_told_so(school: School) -> None:
    document = opened(governors_paper(school, meeting(since=TODAY)))
    assert any("No self-evaluation has been locked since" in text for text in styled(document, "List Bullet"))
    assert not any("fell from" in text for text in texts(document))


def test_days_in_the_wrong_order_and_an_open_self_evaluation_are_refused(school: School) -> None:
    with pytest.raises(FormRefused):
        governors_paper(school, Meeting(TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=9)))
    with pytest.raises(FormRefused):
        governors_paper(school, Meeting(TODAY, TODAY, TODAY))
    draft = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), TODAY)
    with pytest.raises(FormRefused):
        governors_paper(school, meeting(), draft)


def test_a_new_school_gets_a_paper_that_says_that_there_is_nothing_and_no_summary(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    assert since_default(school, TODAY) is None
    document = opened(governors_paper(school, meeting(since=TODAY)))
    assert len(styled(document, "List Number")) == 1, "one question has a reason: no self-evaluation is locked"
    assert styled(document, "List Bullet") == ["Nothing is recorded yet."], "what is missing is said once, not thrice"
    assert not document.tables
    with pytest.raises(EvaluationError):
        sef(school)


# ------------------------------------------------------------------ the summary


def test_the_summary_has_a_cover_and_a_page_for_each_strand(school: School) -> None:
    document = opened(sef(school))
    session = school.self_evaluations.latest()
    assert session is not None
    strands = [state.strand.name for state in session.strands]
    assert styled(document, "Heading 1") == strands
    assert document.styles["Heading 1"].paragraph_format.page_break_before
    said = texts(document)
    assert any("edition 2025-11" in text for text in said) and any("No inspectorate requires" in text for text in said)
    for scale in session.framework.scales:
        for grade in scale.grades:
            assert grade.meaning in said
    for title in ("Why we say so", "Evidence", "What inspectors said last", "What we do about it", "What we want next"):
        assert styled(document, "Heading 2").count(title) == len(strands)
    assert any("a colleague walks" in text.casefold() for text in said), "an action stands where it belongs"


def test_a_draft_is_summed_up_only_for_those_who_see_drafts_and_says_what_it_is(school: School, door: Door) -> None:
    draft = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), TODAY)
    said = texts(opened(sef(school, draft)))
    assert any("a draft: it is still open" in text for text in said)
    with pytest.raises(NotAllowed):
        sef(as_role(door, Role.GOVERNOR), draft)


# ------------------------------------------------------------------ as Word wants it, and without names


def test_both_are_built_of_styles_tables_with_headers_and_words_for_those_who_hear_them(school: School) -> None:
    for content in (governors_paper(school, meeting()), sef(school)):
        document = opened(content)
        assert document.tables
        for table in document.tables:
            assert table.style.name == "School Table"
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
            assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        properties = document.core_properties
        assert (properties.author, properties.language) == (school.details.name, "en-GB") and properties.title
        body = document.element.body
        assert not list(body.iter(qn("w:b"), qn("w:color"), qn("w:sz"), qn("w:spacing"), qn("w:jc"), qn("w:rFonts")))
        assert {run.get(qn("w:val")) for run in body.iter(qn("w:rStyle"))} <= {s.style_id for s in document.styles}
        assert {p.get(qn("w:val")) for p in body.iter(qn("w:pStyle"))} <= {s.style_id for s in document.styles}
        fields = [each.get(qn("w:instr")) for each in document.sections[0].footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert all(text.strip() for text in (paragraph.text for paragraph in document.paragraphs))
        settings = document.settings.element.iter(qn("w:compatSetting"))
        modes = [each.get(qn("w:val")) for each in settings if each.get(qn("w:name")) == "compatibilityMode"]
        assert modes == ["15"], "no “Compatibility Mode” above it"
        assert "stylesWithEffects" not in everything(content)


@pytest.mark.parametrize("role", [Role.HEAD, Role.GOVERNOR])
def test_no_name_of_staff_is_in_either_whoever_makes_it(school: School, door: Door, role: Role) -> None:
    told = as_role(door, role)
    for content in (governors_paper(told, meeting()), sef(told)):
        said = everything(content)
        assert not [name for name in (WHOLE, ODD, OWNER, "Patel", "Ann Ode") if name in said]
    assert "a colleague" in said.casefold()


def test_people_from_outside_get_neither(school: School, door: Door) -> None:
    outside = as_role(door, Role.REVIEWER)
    for make in (lambda: governors_paper(outside, meeting()), lambda: sef(outside)):
        with pytest.raises(NotAllowed):
            make()


def test_the_command_line_writes_both(school: School, tmp_path: Path, store_path: Path) -> None:
    paper, summary = tmp_path / "paper.docx", tmp_path / "sef.docx"
    assert cli.main(["export", "paper", "--meeting", str(TODAY), "--out", str(paper), "--store", str(store_path)]) == 0
    assert cli.main(["export", "sef", "--out", str(summary), "--store", str(store_path)]) == 0
    assert styled(opened(paper.read_bytes()), "Title") and styled(opened(summary.read_bytes()), "Heading 1")


# ------------------------------------------------------------------ how many pages


@given(st.text(), st.integers(4, 60))
def test_what_is_cut_is_never_longer_and_stays_on_one_line(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short) <= most and "\n" not in short


def framework() -> str:
    """A framework of twelve strands with long names, long standards and long meanings."""
    grades = ("urgent", "attention", "expected", "strong", "exceptional")
    lines = [
        "id: our-own", "version: 2025-11", "name: Everything that we look at in our trust, in all its schools",
        "short_name: Everything that we look at", "publisher: Our trust", "description: Twelve things.",
        "breakdown: ours", "in_force_from: 2025-11-01", "sources: [Our own heads]", "confirmed_on: 2026-01-01",
        "use_for: [self_evaluation]", "scales:", "  - id: our-grades", "    name: Our grades",
        "    rule: secure_fit", "    grades:",
    ]  # fmt: skip
    lines += [
        f"      - {{id: {each}, name: {each.title()} in our own words, meaning: '{LONG[:400]}'}}" for each in grades
    ]
    lines.append("strands:")
    for number in range(12):
        lines += [
            f"  - id: s{number}", f"    name: '{number} {NAME}'", f"    question: '{LONG[:500]}'",
            "    scale: our-grades", "    themes: [{id: all, name: All}]", "    standards:",
        ]  # fmt: skip
        for place, band in enumerate(grades * 4):
            more = f", warning: '{LONG[:60]}'" if band == "urgent" else ""
            text = f"{number} {place} {LONG[:380]}"
            lines.append(
                f"      - {{id: s{number}.{place}, band: {band}, theme: all, text: '{text}', hint: Look{more}}}"
            )
    return "\n".join(lines)


@pytest.fixture
def stuffed(door: Door) -> Told:
    """What a school tells that has far too much to say."""
    details = SchoolDetails("", f"The Elm {NAME}", 123456, "Primary", "Community school")
    school = door.set_up(replace(details, name=details.name[:118]))
    school.settings.add_framework(framework())
    school = Door.at(door.place, LOCAL_HEAD).school(school.details.id)
    evaluations = school.self_evaluations
    for held_on, grade in ((TODAY - timedelta(days=60), "strong"), (TODAY, "expected")):
        held = evaluations.open(FrameworkKey("our-own", "2025-11"), held_on)
        for number in range(12):
            evaluations.judge(held, f"s{number}", grade=grade, why=LONG, direction="improve")
        marks: dict[str, Any] = {f"s{n}.{p}": "met" if p % 3 else "partly" for n in range(12) for p in range(20)}
        evaluations.mark(held, marks)
        evaluations.finish(held)
    told = read(school)
    actions = tuple(stuffed_actions())
    pieces = tuple(
        Evidence(f"e{n}", f"{n} {LONG}"[:300], "observation", TODAY - timedelta(days=n), "governors") for n in range(40)
    )
    return replace(
        told,
        actions=actions,
        about={action.id: frozenset({("our-own", f"s{n}") for n in range(12)}) for action, _ in actions},
        strands=tuple(replace(strand, pieces=pieces) for strand in told.strands),
        left_out=("One inspection is left out: what it found is confidential until published.",),
    )


def stuffed_actions() -> Iterator[tuple[Action, Standing]]:
    for number in range(60):
        due = TODAY + timedelta(days=2 * number - 60)
        action = Action(
            f"a{number}", "plan", f"{number} {LONG}"[:400], Cause("contradiction", words="It does not fit."),
            due_on=due, starts_on=TODAY - timedelta(days=99), agreed_at=datetime(2026, 1, 1),
        )  # fmt: skip
        yield action, Standing(State.AGREED, due < TODAY)


def test_the_paper_has_two_pages_and_the_summary_one_for_each_strand_however_much_there_is(
    school: School, stuffed: Told, door: Door, tmp_path: Path
) -> None:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice is not here, and only an office program knows where pages end")
    about = Door.at(door.place, LOCAL_HEAD).school("urn-123456")
    full: Paper = replace(read_paper(about, meeting(since=TODAY - timedelta(days=9))), told=stuffed)
    full = replace(
        full, agreed=tuple(a.what for a, _ in stuffed.actions), done=tuple(a.what for a, _ in stuffed.actions)
    )
    new = door.set_up(SchoolDetails("", "New School", 123457, "Primary", "Community school"))
    made = {
        "paper": (governors_paper(school, meeting()), 2),
        "paper-new": (governors_paper(new, meeting(since=TODAY)), 1),
        "paper-full": (paper_of(full), 2),
        "sef": (sef(school), 1 + len(read(school).strands)),
        "sef-full": (summary_of(stuffed), 1 + len(stuffed.strands)),
    }
    for name, (content, _) in made.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *(str(tmp_path / f"{name}.docx") for name in made)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    pages = {name: len(PdfReader(tmp_path / f"{name}.pdf").pages) for name in made}
    assert pages == {name: number for name, (_, number) in made.items()}
    said = texts(opened(made["paper-full"][0]))
    assert "more, see the workbook" in " ".join(said)
    assert any(text.endswith("… fell from Strong in our own words to Expected in our own words.") for text in said)
    assert not any("…." in text or ", …" in text for text in said)
