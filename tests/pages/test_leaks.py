"""What is under embargo reaches nobody who may not know, and nothing that is projected, exported or logged.

A grade word and sentences that exist nowhere else are put under embargo. Then every page is rendered and every
export, table and log written as each role, and every byte of them is searched, unzipped.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import cli, deck
from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.call.records import LogEntry
from evaluation.documents import letter, workbook
from evaluation.documents.governors_paper import Meeting, governors_paper
from evaluation.documents.pack import pack
from evaluation.documents.sef import sef
from evaluation.documents.slides import presentation
from evaluation.documents.workbook_parts import PARTS
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Account, Action, Cause, Plan
from evaluation.records import Confidant, Elsewhere, Finding, Inspection, Point, SchoolDetails
from evaluation.school import Door, School
from pages.parts import entry
from tests.test_frameworks import GOOD

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = FrameworkKey("our-own", "2025-11")
WORDS = (
    *("Quillfern", "quillfern", "heron counted", "otter weighed", "newt measured", "lapwing", "stoat filed"),
    "heronry.pdf",
    "Puffin Marsh",
    *("dunlin", "curlew", "avocet", "grebe"),
)
LOGGED = ("dunlin", "curlew", "avocet", "grebe")
"""The words of the log and of the draft report: they come into no document, not even once it is published."""
EVERY_SHEET = [part.name for part in PARTS]
YESTERDAY = date.today() - timedelta(days=1)
PLACES: dict[str, list[dict[str, str]]] = {
    "home": [{}],
    "self_evaluations": [{}],
    "session": [{"evaluation": "demo-2026-10-13"}],
    "inspections": [{}],
    "inspection": [
        {"inspection": "heard", "about": about}
        for about in ("found", "confidence", "next", "nationally", "telling", "hours_after")
    ],
    "compare": [{}, {"inspection": "heard"}],
    "plan": [
        *({"about": about} for about in ("review", "audit", "feel", "bring_in")),
        *({"about": "actions", "view": view} for view in ("table", "board", "time", "mine", "due", "sheet")),
        {"action": "newt"},
        {"plan": "heron"},
    ],
    "progress": [{}],
    "present": [{}, {"show": "usual", "at": "1"}],
    "numbers": [{"about": about} for about in ("glance", "add", "challenges", "england")],
    "evidence": [{}, {"piece": "linked"}, {"strand": "school-strands/send"}],
    "take_away": [
        {},
        {"about": "pack"},
        {"about": "slides"},
        *({"about": "papers", "paper": p} for p in ("governors", "sef")),
    ],
    "readiness": [{}],
    "visible": [
        *({"about": about} for about in ("not_seen", "practice", "away", "timetable")),
        *({"about": "seen", "by": by} for by in ("strand", "subject", "pupils", "list")),
        *({"about": "seen", "days": days} for days in ("typical", "dates")),
    ],
    "the_call": [
        *({"about": about} for about in ("day", "cards", "rehearsals")),
        *({"about": about, "inspection": "heard"} for about in ("log", "draft")),
    ],
    "help": [{}],
    "search": [{"words": words} for words in ("", "heron", "otter", "newt", "stoat", "linked")],
    "settings": [{"part": part} for part in ("school", "strands", "changes", "lengths", "people", "copy")],
    "welcome": [{}],
}
VIEWERS = [Viewer(f"The {role}", role, f"{role}@school.example") for role in Role]

MADE_UP = (
    GOOD.replace("use_for: [self_evaluation]", "use_for: [self_evaluation, inspection]")
    .replace("id: fine, name: Fine", "id: quillfern, name: Quillfern")
    .replace("band: fine", "band: quillfern")
)
HEARD = Inspection(
    "heard",
    "graded",
    OURS,
    YESTERDAY,
    stage="provisional",
    outcome="The heron counted nine marbles.",
    category="lapwing",
    note="The stoat filed it.",
    type_words="lapwing",
    source="heronry.pdf",
    findings=(Finding("sport", "quillfern", "The otter weighed the harp.", serious=True),),
    points=(Point("p1", "recommendation", "The newt measured the gate.", "sport", True, "The newt measured."),),
)


@pytest.fixture
def under_embargo(demo: School, store_path: Path) -> School:
    """The demo school with an inspection under embargo, whose grade is a word that exists nowhere else."""
    demo.settings.add_framework(MADE_UP)
    school = Door.at(store_path, LOCAL_HEAD).school("demo")
    school.inspections.save(HEARD)
    school.inspections.save(replace(HEARD, note="The stoat filed it again."))
    after = YESTERDAY + timedelta(days=300)
    school.plans.save(Plan("ours", "Ours", YESTERDAY, after))
    school.plans.save(Plan("heron", "The heron counted", YESTERDAY, after, "heard"))
    cause = Cause("recommendation", inspection_id="heard", point_id="p1")
    school.plans.save_action(Action("newt", "ours", "The newt measured the gate.", cause, starts_on=YESTERDAY))
    school.plans.save_action(Action("open", "ours", "Open the gate."))
    school.evidence.save(Evidence("linked", "Linked to it", "document", YESTERDAY, actions=("newt", "open")))
    school.plans.save_account(Account("heard", "p1", YESTERDAY, seen_or_said="The otter weighed it."))
    school.immediate.assign("heard", "finding sport", "Puffin Marsh", date.today())
    said = LogEntry("said", "heard", datetime.now(), "The dunlin", "The curlew", "It sat.", promise="A curlew")
    school.log.save(said)
    school.log.save(replace(said, said_or_seen="The dunlin sat."))
    school.draft_check.put_in("heard", "The avocet waded in.")
    school.draft_check.say(replace(school.draft_check.sentences("heard")[0], verdict="unclear", comment="A grebe."))
    elsewhere = (Elsewhere("heronry.pdf", "low"),)
    school.inspections.save(replace(HEARD, findings=(replace(HEARD.findings[0], elsewhere=elsewhere),)))
    return school


def leaks(content: bytes) -> set[str]:
    """The words under embargo that these bytes hold; zip files are unpacked, other spellings of a byte undone."""
    found = {word for word in WORDS if word.encode() in content or word.encode("utf-16-le") in content}
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            found |= {word for name in parts.namelist() for word in leaks(parts.read(name))}
    return found


def sent(app: AppTest) -> bytes:
    """Everything that a run has sent to the browser."""

    def walk(node: Any) -> Iterator[bytes]:
        proto = getattr(node, "proto", None)
        if proto is not None:
            yield proto.SerializeToString()
        for child in getattr(node, "children", {}).values():
            yield from walk(child)

    return b"\n".join(walk(app._tree))


@pytest.fixture
def rendered(
    under_embargo: School, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Viewer, str, dict[str, str]], bytes]:
    """A page as a viewer is sent it."""

    def render(viewer: Viewer, page: str, query: dict[str, str]) -> bytes:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(entry, "LOCAL_HEAD", viewer)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
        for name, value in query.items():
            app.query_params[name] = value
        shown = app.switch_page(f"pages/{page}.py").run()
        assert not shown.exception, shown.exception[0].message
        content = sent(shown)
        assert len(content) > 100
        return content

    return render


def test_the_search_finds_the_words_where_they_may_be_read(rendered) -> None:
    head = next(viewer for viewer in VIEWERS if viewer.role is Role.HEAD)
    shown = rendered(head, "inspection", {"inspection": "heard", "about": "found"})
    assert {"Quillfern", "otter weighed", "newt measured"} <= leaks(shown)


@pytest.mark.parametrize("viewer", VIEWERS, ids=[viewer.role for viewer in VIEWERS])
def test_no_page_shows_it_to_anybody_but_on_the_inspections_own_page_to_those_who_may_know(rendered, viewer) -> None:
    for page, queries in PLACES.items():
        for query in queries:
            for_those_who_may_know = page == "inspection" or query.get("about") in ("log", "draft")
            if for_those_who_may_know and viewer.role is Role.HEAD:
                continue
            found = leaks(rendered(viewer, page, query))
            assert not found, f"{page} {query} shows {found} to the {viewer.role}"


def test_every_page_of_the_app_is_searched() -> None:
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(PLACES)


@pytest.mark.parametrize("viewer", VIEWERS, ids=[viewer.role for viewer in VIEWERS])
def test_no_export_table_or_log_holds_it(
    under_embargo: School, store_path: Path, viewer: Viewer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    school = Door.at(store_path, viewer).school("demo")
    written = [workbook(school, sheets=EVERY_SHEET)]
    for ask in (
        school.inspections.all,
        school.questions.history,
        school.questions.panels,
        school.questions.comparisons,
        school.questions.left_out,
        school.settings.account,
        lambda: [change for change in school.settings.changes() if change.thing != "framework_file"],
        lambda: school.confidence.events("heard"),
        lambda: school.questions.distribution("heard"),
        school.immediate.standing,
        lambda: pack(school, [piece.id for piece in school.evidence.all()]),
        lambda: presentation(deck.slides(school, "light", date.today()), "School", "#123456", date.today()),
        lambda: governors_paper(school, Meeting(date.today(), YESTERDAY, date.today() + timedelta(days=90))),
        lambda: sef(school),
        lambda: letter.word(school.telling.to_send("heard")),
        lambda: letter.html(school.telling.to_send("heard")),
    ):
        try:
            answer = ask()
        except (NotAllowed, EvaluationError) as problem:
            answer = str(problem)
        written.append(answer if isinstance(answer, bytes) else repr(answer).encode())
        if hasattr(answer, "to_csv"):
            written.append(answer.to_csv().encode())
    written.append(caplog.text.encode())
    assert not set().union(*(leaks(content) for content in written))


def test_no_command_prints_it(door: Door, store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    door.school("urn-123456").settings.add_framework(MADE_UP)
    Door.at(store_path, LOCAL_HEAD).school("urn-123456").inspections.save(HEARD)
    out, zipped, shown, paper = (tmp_path / name for name in ("out.xlsx", "out.zip", "out.pptx", "out.docx"))
    for command in (
        ["inspections", "list", "--urn", "123456", "--json"],
        ["inspections", "list", "--urn", "123456"],
        ["export", "workbook", "--urn", "123456", "--out", str(out)],
        ["export", "pack", "--urn", "123456", "--out", str(zipped)],
        ["export", "paper", "--urn", "123456", "--meeting", str(date.today()), "--out", str(paper)],
    ):
        assert cli.main([*command, "--store", str(store_path)]) == 0
    slides = ["export", "slides", "--urn", "123456", "--out", str(shown), "--store", str(store_path)]
    assert cli.main(slides) == 1, "there is nothing else to show"
    printed = capsys.readouterr()
    assert str(YESTERDAY) in printed.out
    assert not leaks((printed.out + printed.err).encode())
    assert not leaks(out.read_bytes())
    assert not leaks(zipped.read_bytes()) | leaks(paper.read_bytes())
    assert not shown.exists()


def test_somebody_on_the_list_sees_it_on_its_own_page_and_nowhere_else(rendered, under_embargo: School) -> None:
    leader = next(viewer for viewer in VIEWERS if viewer.role is Role.LEADER)
    under_embargo.confidence.let_know("heard", Confidant("c1", "person", leader.email))
    assert leaks(rendered(leader, "inspection", {"inspection": "heard", "about": "found"}))
    for page in ("home", "compare", "progress", "inspections", "take_away", "evidence"):
        assert not leaks(rendered(leader, page, {}))


def test_once_published_everybody_sees_it(rendered, under_embargo: School) -> None:
    under_embargo.confidence.move("heard", "published", date.today(), confirmed=True)
    for viewer in VIEWERS:
        assert leaks(rendered(viewer, "inspection", {"inspection": "heard", "about": "found"}))
    assert leaks(workbook(under_embargo))


def test_the_head_reads_the_log_and_the_draft_where_they_are_written(rendered) -> None:
    head = next(viewer for viewer in VIEWERS if viewer.role is Role.HEAD)
    assert {"dunlin", "curlew"} <= leaks(rendered(head, "the_call", {"about": "log", "inspection": "heard"}))
    assert {"avocet", "grebe"} <= leaks(rendered(head, "the_call", {"about": "draft", "inspection": "heard"}))


def test_the_log_and_the_draft_come_into_no_document_and_to_no_governor_once_published(
    rendered, under_embargo: School
) -> None:
    under_embargo.confidence.move("heard", "published", date.today(), confirmed=True)
    assert not leaks(workbook(under_embargo, sheets=EVERY_SHEET)) & set(LOGGED)
    assert not leaks(pack(under_embargo)) & set(LOGGED)
    for viewer in VIEWERS:
        if viewer.role in (Role.GOVERNOR, Role.REVIEWER):
            for query in PLACES["the_call"]:
                assert not leaks(rendered(viewer, "the_call", query)) & set(LOGGED)


def test_the_copy_of_everything_is_the_heads_alone_and_says_that_it_holds_what_is_confidential(
    rendered, store_path: Path, under_embargo: School
) -> None:
    head = rendered(VIEWERS[0], "settings", {"part": "copy"})
    assert re.search(rb"also what is confidential", head)
    for viewer in VIEWERS[1:]:
        with pytest.raises(NotAllowed):
            Door.at(store_path, viewer).school("demo").settings.copy_of_store()
    assert leaks(under_embargo.settings.copy_of_store())
