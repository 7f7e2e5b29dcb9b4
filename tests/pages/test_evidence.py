"""The evidence register and the form that opens on every page, as people of each role meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.school import School
from pages.parts import entry
from tests.demo_plan import begun
from tests.evidence.file_samples import JPEG
from tests.pages.conftest import ROOT, at_fields, said

Go = Callable[..., AppTest]
FROM_WHERE = ["home", "search", "evidence", "plan", "progress", "inspections", "compare", "readiness", "take_away"]


def by_label(elements, label: str):  # type: ignore[no-untyped-def]
    return next(each for each in elements if each.label == label)


def added(demo: School, title: str) -> Evidence:
    return next(piece for piece in demo.evidence.all() if piece.title == title)


def open_form(page: AppTest, key: str = "add-evidence") -> AppTest:
    return page.button(key=key).click().run()


def press_save(page: AppTest) -> AppTest:
    draft = by_label(page.text_input, "What it is").key.removeprefix("title-")
    return page.button(key=f"save-{draft}").click().run()


def save(page: AppTest, title: str) -> AppTest:
    by_label(page.text_input, "What it is").set_value(title).run()
    return press_save(page)


def toast(page: AppTest) -> str:
    return str(page.toast[0].value).replace("\\", "")


@pytest.mark.parametrize("where", FROM_WHERE)
def test_evidence_is_added_from_any_page_with_nothing_but_what_it_is(go: Go, demo: School, where: str) -> None:
    page = save(open_form(go(where)), "Display in the hall")
    assert "Evidence kept. Saved at" in toast(page)
    assert not [field for field in page.text_input if field.label == "What it is"]
    kept = added(demo, "Display in the hall")
    assert (kept.kind, kept.describes_on, kept.strands) == ("observation", date.today(), ())


def test_the_form_stays_open_when_the_page_runs_again_and_what_was_typed_stays(go: Go, demo: School) -> None:
    page = open_form(go("progress"))
    by_label(page.text_input, "What it is").set_value("Half a thought").run()
    page.run()
    assert by_label(page.text_input, "What it is").value == "Half a thought"


def test_the_form_does_not_follow_to_another_page_and_its_words_wait(go: Go, demo: School) -> None:
    page = open_form(go("progress"))
    by_label(page.text_input, "What it is").set_value("Half a thought").run()
    page = page.switch_page("pages/evidence.py").run()
    assert not [field for field in page.text_input if field.label == "What it is"]
    assert by_label(open_form(page).text_input, "What it is").value == "Half a thought"


def test_a_file_is_kept_with_it(go: Go, demo: School) -> None:
    page = open_form(go("home"))
    by_label(page.get("file_uploader"), "A file or a photo").upload("display.jpg", JPEG, "image/jpeg").run()
    save(page, "Display in the hall")
    kept = added(demo, "Display in the hall")
    assert kept.file and kept.file.name == "display.jpg"
    assert demo.evidence.content(kept.id) == JPEG


def test_a_file_that_is_something_else_is_refused_and_the_form_stays(go: Go, demo: School) -> None:
    page = open_form(go("home"))
    by_label(page.get("file_uploader"), "A file or a photo").upload("x.jpg", b"<html>", "image/jpeg").run()
    page = save(page, "Display in the hall")
    assert "is something else" in at_fields(page)
    assert by_label(page.text_input, "What it is").value == "Display in the hall"
    assert demo.evidence.count() == 18


def test_beside_a_standard_the_link_is_filled_in_and_counted(go: Go, demo: School) -> None:
    framework = demo.self_evaluations.frameworks(date.today())[0]
    opened = demo.self_evaluations.open(framework.key, date.today())
    page = go("session", evaluation=opened, way="standards")
    page = save(open_form(page, "add-evidence-school-strands-curriculum.e1"), "Timetable of subjects")
    kept = added(demo, "Timetable of subjects")
    assert kept.standards == (("school-strands", "curriculum.e1"),)
    assert kept.strands == (("school-strands", "curriculum"),)
    counted = [link.proto.query_string for link in page.get("page_link") if "of evidence" in link.proto.label]
    assert any("curriculum.e1" in query for query in counted)


def test_on_an_actions_page_the_link_is_filled_in_and_the_piece_is_listed(go: Go, demo: School) -> None:
    begun(demo)
    page = save(open_form(go("plan", action="checks"), "add-evidence-checks"), "Register of the training")
    kept = added(demo, "Register of the training")
    assert (kept.actions, kept.strands) == (("checks",), (("ofsted-report-card", "safeguarding"),))
    assert "Register of the training" in said(page)
    assert "none is linked" not in said(page)


def test_a_piece_is_changed_with_its_links_and_file(go: Go, demo: School) -> None:
    piece = demo.evidence.all()[0]
    demo.evidence.save(replace(piece, file=KeptFile("display.jpg", 0, "")), JPEG, shown=piece)
    page = go("evidence", piece=piece.id)
    page.button(key=f"change-{piece.id}asked").click().run()
    by_label(page.text_area, "What it shows, in a line or two").set_value("Much better.").run()
    by_label(page.selectbox, "Whose voice, if any").set_value("pupils").run()
    next(box for box in page.checkbox if box.label.startswith("Remove the file")).check().run()
    page = press_save(page)
    assert "Evidence changed. Saved at" in toast(page)
    changed = next(each for each in demo.evidence.all() if each.id == piece.id)
    assert (changed.shows, changed.voice, changed.file) == ("Much better.", "pupils", None)
    assert changed.strands == piece.strands


def test_two_who_change_the_same_words_are_told(go: Go, demo: School) -> None:
    piece = demo.evidence.all()[0]
    page = go("evidence", piece=piece.id)
    page.button(key=f"change-{piece.id}asked").click().run()
    demo.evidence.save(replace(piece, title="Theirs"), shown=piece)
    page = save(page, "Mine")
    assert "changed in another window" in page.error[0].value
    assert next(each for each in demo.evidence.all() if each.id == piece.id).title == "Theirs"


def test_the_address_names_a_piece_that_stands_first_or_says_that_it_is_gone(go: Go, demo: School) -> None:
    piece = demo.evidence.all()[6]
    page = go("evidence", piece=piece.id)
    first = next(each.value for each in page.markdown if each.value.startswith("**"))
    assert first.startswith(f"**{piece.title}")
    assert "no longer in the register" in said(go("evidence", piece="gone"))


def test_the_address_names_a_strand_and_choosing_another_changes_it(go: Go, demo: School) -> None:
    page = go("evidence", strand="school-strands/send")
    here = len(demo.evidence.of_strand("school-strands", "send"))
    assert f"{here} of 18 pieces shown" in said(page)
    page.selectbox(key="evidence-strand").set_value("school-strands/attendance").run()
    assert page.query_params["strand"] == "school-strands/attendance"
    here = len(demo.evidence.of_strand("school-strands", "attendance"))
    assert f"{here} of 18 pieces shown" in said(page)


def test_the_address_names_a_standard(go: Go, demo: School) -> None:
    piece = demo.evidence.all()[0]
    demo.evidence.save(replace(piece, standards=(("school-strands", "attendance.e1"),)), shown=piece)
    page = go("evidence", standard="school-strands/attendance.e1")
    of_standard = [e for e in demo.evidence.all() if ("school-strands", "attendance.e1") in e.standards]
    assert f"{len(of_standard)} of 18 pieces shown" in said(page)
    assert "Linked to the standard:" in said(page)


def test_kind_and_voice_cut_the_register_down(go: Go, demo: School) -> None:
    page = go("evidence")
    by_label(page.selectbox, "Kind").set_value("voice").run()
    by_label(page.selectbox, "Whose voice").set_value("pupils").run()
    both = [piece for piece in demo.evidence.all() if (piece.kind, piece.voice) == ("voice", "pupils")]
    assert f"{len(both)} of 18 pieces shown" in said(page)


def test_a_long_register_is_shown_in_parts(go: Go, demo: School) -> None:
    for number in range(70):
        on = date.today() - timedelta(days=number)
        demo.evidence.save(Evidence(f"e{number}", f"Piece {number}", "data", on))
    page = go("evidence")
    assert len(page.expander) == 60
    page = page.button(key="more-evidence").click().run()
    assert len(page.expander) == 88


@pytest.mark.parametrize(
    ("where", "is_link"), [("https://example.org/x", True), ("javascript:alert(1)", False), ("Shared drive", False)]
)
def test_only_a_web_address_is_a_link(go: Go, demo: School, where: str, is_link: bool) -> None:
    piece = demo.evidence.all()[0]
    demo.evidence.save(replace(piece, where_kept=where), shown=piece)
    page = go("evidence", piece=piece.id)
    assert [link.proto.url for link in page.get("link_button")] == ([where] if is_link else [])
    if not is_link:
        assert f"Kept: {where}" in said(page).replace("\\", "")


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER])
def test_those_who_only_read_are_offered_no_way_to_add_or_change(
    demo: School, store_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    piece = demo.evidence.all()[0]
    demo.evidence.share(piece.id, True)
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer("Somebody", role, "somebody@school.example"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    app.query_params["piece"] = piece.id
    page = app.switch_page("pages/evidence.py").run()
    assert piece.title in said(page).replace("\\", "")
    assert not {"Add evidence", "Change it", "Save"} & {button.label for button in page.button}
    assert "This computer" not in said(page)
