"""The deck: what it says of a school, and what it never says, whoever opens it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.call.records import Call, StrandCard
from evaluation.deck import Slide, slides
from evaluation.evidence.records import Evidence
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Action, Milestone, Plan, Update
from evaluation.records import Finding, Inspection, Person, Point, SchoolDetails
from evaluation.school import Door, School
from evaluation.visible.records import Practice, Slot
from evaluation.without_names import hiding
from tests.test_frameworks import GOOD

TODAY = date.today()
NAMES = (
    "Quillon",
    "Dunlop-Avocet",
    "Grebely",
    "Plovera",
    "Curlewson",
    "Siskin",
    "Ternby",
    "Whimbrel",
    "Fulmar",
    "Knotley",
)
DRAFT, FOUND = "Snipeword", "Quillfern"
PLAN = Plan("ours", "Ours, by Tess Grebely", TODAY - timedelta(days=90), TODAY + timedelta(days=90))
MADE_UP = (
    GOOD.replace("use_for: [self_evaluation]", "use_for: [self_evaluation, inspection]")
    .replace("id: fine, name: Fine", f"id: quillfern, name: {FOUND}")
    .replace("band: fine", "band: quillfern")
)


def words(slide: Slide) -> str:
    """Everything that a slide shows or tells: its words, its table, its figure, its forms."""
    chart = slide.chart
    drawn = json.dumps(chart.figure.to_plotly_json(), default=str, ensure_ascii=False) if chart and chart.figure else ""
    told = f"{chart.title} {chart.reading} {chart.alt} {chart.table.to_csv()}" if chart else ""
    named = f"{slide.key} {slide.name} {slide.title} {slide.source}"
    return " ".join([named, *slide.points, slide.table.to_csv(), told, drawn, repr(slide.forms)])


def plant(school: School, door: Door) -> None:
    """Names wherever the product takes one, an open self-evaluation, a draft, and something under embargo."""
    door.people.add(Person("knotley@school.example", "Ida Knotley", Role.LEADER))
    framework = school.self_evaluations.all()[0].framework
    school.self_evaluations.judge(
        school.self_evaluations.open(framework, TODAY), "send", grade="exceptional", why="Fulmar"
    )
    opened = school.self_evaluations.open(FrameworkKey("our-own", "2025-11"), TODAY - timedelta(days=1))
    school.self_evaluations.judge(opened, "sport", grade="quillfern", why=f"{DRAFT}, says Rob Whimbrel")
    school.leaders.say(opened, "sport", "quillfern", "So.", name="Rob Whimbrel")
    school.cards.save(StrandCard(("school-strands", "send"), "Ann Plovera", "siskin@school.example", "Mr Ternby"))
    school.visible.save(Practice("kept", "With Curlewson", who=("Joan Curlewson",), slots=(Slot(2),)))
    school.evidence.save(Evidence("walk", "A walk with Ternby", "observation", TODAY, shows="Fulmar was calm."))
    school.plans.save(PLAN)
    long = "and write down every week what helps in each class and each subject and what does not, all year "
    agreed = Action(
        "agreed",
        "ours",
        f"Mrs Quillon asks Tess, Ann Plovera and knotley@school.example to read daily, {long} with Dunlop-Avocet",
        owner="Tess Grebely, Sam Dunlop-Avocet",
        owner_email="quillon@school.example",
        starts_on=PLAN.starts_on,
        due_on=TODAY - timedelta(days=3),
        why="Fulmar said so",
        milestones=(Milestone("begun", "Curlewson has begun", TODAY + timedelta(days=5)),),
    )
    school.plans.save_action(agreed)
    school.plans.agree("agreed")
    school.plans.say(Update("said", "agreed", TODAY, "Tess Grebely", "slipping", "Fulmar is away."))
    school.plans.save_action(Action("draft", "ours", f"{DRAFT} the gate"))
    now = datetime.now().replace(microsecond=0)
    school.calls.start(Call("try", now, TODAY + timedelta(days=1), TODAY + timedelta(days=2), rehearsal=True))
    school.calls.own("try", "chair", "Rob Whimbrel")
    school.inspections.save(
        Inspection(
            "heard",
            "graded",
            FrameworkKey("our-own", "2025-11"),
            TODAY - timedelta(days=1),
            stage="provisional",
            findings=(Finding("sport", "quillfern", "Fulmar", serious=True),),
            points=(Point("p1", "recommendation", "Fulmar", "sport", True),),
        )
    )


@pytest.fixture
def planted(demo: School, store_path: Path) -> Iterator[School]:
    door = Door.at(store_path, LOCAL_HEAD)
    demo.settings.add_framework(MADE_UP)
    door = Door.at(store_path, LOCAL_HEAD)
    plant(door.school("demo"), door)
    yield door.school("demo")


def test_no_slide_has_anything_of_people_of_drafts_or_under_embargo_whoever_opens_it(
    planted: School, store_path: Path
) -> None:
    # What is looked for is there for the head, so that its absence says something.
    assert FOUND in repr(planted.library.get("our-own", "2025-11"))
    found = slides(planted, "light", TODAY)
    shown = {slide.key: words(slide) for slide in found}
    leaks = {
        key: [name for name in (*NAMES, *map(str.lower, NAMES), DRAFT, FOUND, "Tess", "@") if name in text]
        for key, text in shown.items()
    }
    assert {key: names for key, names in leaks.items() if names} == {}
    assert "a colleague" in shown["due"] and "read daily" in shown["plan_time"]
    assert "Exceptional" not in shown["standing"].split("strands")[0]
    assert "One inspection is left out" in found[0].source
    assert "one slipping" in shown["plan"]
    governor = Door.at(store_path, Viewer("Gwen Finch", Role.GOVERNOR)).school("demo")
    assert {slide.key: slide.title for slide in slides(governor, "light", TODAY)} == {s.key: s.title for s in found}
    reviewer = Door.at(store_path, Viewer("A reviewer", Role.REVIEWER)).school("demo")
    with pytest.raises(NotAllowed):
        slides(reviewer, "light", TODAY)


def test_each_slide_is_one_sentence_with_its_source_and_says_the_same_in_words_and_numbers(demo: School) -> None:
    found = slides(demo, "dark", TODAY)
    keys = [slide.key for slide in found]
    assert len(keys) == len(set(keys))
    assert {"by_grade", "standing", "moved", "way", "strand:send", "inspection", "evidence", "misfits", "seen"} <= set(
        keys
    )
    for slide in found:
        assert slide.title.endswith(".") and slide.source.startswith("Source: ")
        assert slide.chart is None or (slide.chart.figure is not None and slide.chart.alt)
        assert slide.chart is None or slide.chart.figure.layout.height <= 450
    by_grade = next(slide for slide in found if slide.key == "by_grade")
    assert (
        by_grade.title
        == "Of seven strands, one is at Strong standard, five are at Expected standard and one is at Needs attention."
    )
    moved = next(slide for slide in found if slide.key == "moved")
    assert moved.title == "Since 21 April 2026, Attendance rose, SEND fell and five stayed the same."


def test_a_school_with_nothing_has_no_slides(door: Door) -> None:
    school = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    assert slides(school, "light", TODAY) == []
    opened = school.self_evaluations.open(FrameworkKey("school-strands", "2025-11"), TODAY)
    school.self_evaluations.judge(opened, "send", grade="exceptional")
    assert slides(school, "light", TODAY) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Jo Patel and Mrs Quinn call home", "A colleague and a colleague call home"),
        ("Ask Patel’s team; Mr Newcomer too", "Ask a colleague’s team; a colleague too"),
        ("Write to ann.ode@school.example", "Write to a colleague"),
        ("Improve Maths outcomes with all staff", "Improve Maths outcomes with all staff"),
        ("jo patel, JO and O'Neill", "A colleague and a colleague"),
        ("Education for Ed.", "Education for a colleague."),
    ],
)
def test_names_are_replaced_and_roles_and_subjects_stay(typed: str, shown: str) -> None:
    known = ["Jo Patel", "Mrs Quinn", "Head of Maths", "All staff", "Mary-Ann O'Neill (deputy head)", "Ed"]
    assert hiding(known)(typed) == shown
