"""Numbers on screen: beside England's by topic; typed, pasted, from a file, taken back; challenges; who finds what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import LOCAL_HEAD, Role, Viewer
from evaluation.indicators.records import Figure, school_year
from evaluation.records import SchoolDetails
from evaluation.school import Door, School
from pages.parts import entry
from tests.pages.conftest import at_fields, said

PASTED = "Measure\tPeriod\tFigure\nStaff absence through sickness\t2019/20\t4.4\nBeans counted\t2019/20\t3\n"
ABSENCE = (
    b"RECTYPE,LA,ESTAB,URN,PERCTOT,PPERSABS10\r\n1,999,2001,123456,4.4,9.6\r\n1,999,2002,123457,SUPP,SUPP\r\n"
    b"5,NAT,,,4.7,10.9\r\n"
)
Go = Callable[..., AppTest]


def press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def told(markdown: str) -> str:
    """Markdown as it is read."""
    return markdown.replace("\\", "")


def test_each_measure_is_a_panel_whose_title_says_what_it_shows(demo: School, go: Go) -> None:
    page = go("numbers")
    words = told(said(page))
    assert "## Absence, daily data" in words
    assert "## Absence, school census" in words  # another series, under a heading of its own
    assert "### Persistent absence by term fell from" in words
    assert "Summer 2024/25 to Summer 2025/26 · lower is better" in words
    assert any("For Autumn 2025/26: England 6.6%, ours 6.7%." in told(each.help) for each in page.caption)
    assert "EHC plan" not in words
    groups = next(each for each in page.get("button_group") if each.key == "groups-attendance")
    assert "Overall absence, EHC plan" in told(said(groups.set_value(["", "ehcp"]).run()))


def test_a_figure_is_typed_and_what_is_wrong_is_said_at_its_field(demo: School, go: Go) -> None:
    page = go("numbers", about="add")
    page.selectbox(key="figure-measure").set_value("staff_absence").run()
    page.selectbox(key="figure-period-staff_absence").set_value("2021/22").run()
    page = press(page, "Save this figure")
    assert "Give a number, or say why not." in at_fields(page)
    page.number_input[0].set_value(6.5).run()
    page.text_input(key="figure-source-The school's own staffing records").set_value("Payroll").run()
    page = press(page, "Save this figure")
    assert at_fields(page) == ""
    kept = next(f for f in demo.numbers.figures() if f.measure_id == "staff_absence" and f.period.label == "2021/22")
    assert (kept.value, kept.source, kept.origin) == (6.5, "Payroll", "typed")


def test_a_pasted_table_is_looked_at_then_kept_then_taken_back(demo: School, go: Go) -> None:
    page = go("numbers", about="add", way_in="paste")
    before = len(demo.numbers.figures())
    page = page.text_area[0].set_value(PASTED).run()
    assert "1 figure would come in" in said(page)
    assert any("Cannot come in: 1 value" in each.label for each in page.expander)
    assert len(demo.numbers.figures()) == before
    page = press(page, "Keep 1 figure")
    assert len(demo.numbers.figures()) == before + 1
    press(page, "Yes, take it back")
    assert len(demo.numbers.figures()) == before


def test_a_file_is_read_for_the_school_year_that_somebody_says(store_path: Path, app: AppTest) -> None:
    details = SchoolDetails("", "Elm School", 123456, "Primary", "Community school")
    school = Door.at(store_path, LOCAL_HEAD).set_up(details)
    school.numbers.save(Figure("", "absence_census", "", school_year(2019), 5.1, source="Typed"))
    app.run()
    app.query_params.update({"about": "add", "way_in": "file"})
    page = app.switch_page("pages/numbers.py").run()
    page = page.get("file_uploader")[0].upload("england_abs.csv", ABSENCE, "text/csv").run()
    year = next(box for box in page.selectbox if box.label == "Which school year is the file of?")
    assert year.value is None
    assert not [button for button in page.button if button.label.startswith("Keep")]
    page = year.set_value(2019).run()
    words = said(page)
    assert "1 figure here with another value" in words
    page.multiselect[0].set_value([school.numbers.figures()[0].id]).run()
    press(page, "Keep 2 figures")
    assert {(f.measure_id, f.value) for f in school.numbers.figures()} == {
        ("absence_census", 4.4),
        ("persistent_census", 9.6),
    }


def test_without_figures_the_three_ways_are_explained(store_path: Path, app: AppTest) -> None:
    Door.at(store_path, LOCAL_HEAD).set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    page = app.run().switch_page("pages/numbers.py").run()
    words = said(page)
    for way in ("By hand", "Pasted", "From a file"):
        assert way in words
    assert "Add figures" in [link.proto.label for link in page.get("page_link")]


def test_a_challenge_is_named_and_followed(demo: School, go: Go) -> None:
    page = go("numbers", about="challenges")
    assert "## Falling roll" in said(page)
    assert "### Pupils on roll" in said(page)
    challenge = demo.challenges.all()[0]
    box = next(area for area in page.text_area if area.key.startswith("note-words-"))
    box.set_value("Two more families looked round.").run()
    page = page.button(key=f"save-note-{challenge.id}").click().run()
    assert len(demo.challenges.all()[0].followed) == len(challenge.followed) + 1
    page = page.button(key=f"close-{challenge.id}").click().run()
    assert next(each for each in demo.challenges.all() if each.id == challenge.id).closed_on == date.today()


def test_a_new_challenge_is_named_once_and_the_form_closes(demo: School, go: Go) -> None:
    page = go("numbers", about="challenges")
    page.session_state["name-a-challenge"] = True
    page = press(page.run(), "Save this challenge")
    assert at_fields(page)
    next(box for box in page.selectbox if box.key.startswith("challenge-name-")).set_value("Budget").run()
    page = press(page, "Save this challenge")
    assert not page.exception
    assert [each.name for each in demo.challenges.all()].count("Budget") == 1
    assert "## Budget" in said(page)
    assert not [button for button in page.button if button.label == "Save this challenge"]


def test_a_national_figure_shows_its_publication_and_the_day_it_was_read(demo: School, go: Go) -> None:
    page = go("numbers", about="england")
    rows = page.dataframe[0].value
    assert {"Measure", "Period", "England", "Last read", "Publication"} <= set(rows.columns)
    assert rows["Publication"].str.contains("DfE").all()


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER])
def test_who_only_reads_finds_no_forms_and_a_reviewer_no_challenges(
    demo: School, go: Go, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer("Somebody", role, "somebody@school.example"))
    parts = go("numbers").get("button_group")[0].options
    assert "Add figures" not in str(parts)
    for about in ("glance", "add", "challenges", "england"):
        page = go("numbers", about=about)
        assert not page.text_input
        assert not page.text_area
        assert not page.number_input
        assert LOCAL_HEAD.name not in said(page)  # who wrote a note
        assert ("Falling roll" in said(page)) == (role is Role.GOVERNOR and about == "challenges")


def test_the_figures_of_a_strand_stand_where_it_is_judged(demo: School, go: Go) -> None:
    opened = demo.self_evaluations.open(demo.self_evaluations.frameworks(date.today())[0].key, date.today())
    page = go("session", evaluation=opened, way="standards", strand="attendance")
    assert any(each.label.startswith("Numbers (") for each in page.expander)
