"""Inspections through the one door: brought in from Ofsted's files, entered by hand, and never written over."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, Role, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError, FileRefused
from evaluation.frameworks import FrameworkKey, FrameworkUnknown
from evaluation.records import Finding, Inspection, Point
from evaluation.school import Door, School
from tests.intake.conftest import GRADED, GRADED_2025, OEIF, PREVIOUS, REPORT_CARD, REPORT_CARD_2026, WHO, csv_bytes

FILE = csv_bytes(GRADED_2025, [WHO | {"URN": "999002"}, WHO | GRADED | PREVIOUS])
NEXT_FILE = csv_bytes(REPORT_CARD_2026, [WHO | REPORT_CARD | OEIF])
CARD = FrameworkKey("ofsted-report-card", "2025-11")
BY_HAND = Inspection(
    "draft-1",
    "report_card",
    CARD,
    date(2026, 1, 13),
    published_on=date(2026, 2, 20),
    outcome="As we read it",
    findings=(Finding("inclusion", "strong_standard", "Leaders know every pupil."), Finding("achievement")),
)


def bring_in(school: School, content: bytes, name: str = "ours.csv") -> int:
    return school.inspections.bring_in(school.inspections.preview(content, name).new)


def test_a_file_is_looked_at_before_anything_is_stored(school: School, door: Door) -> None:
    before = door.revision
    preview = school.inspections.preview(FILE, "ours.csv")
    assert [i.started_on for i in preview.new] == [date(2021, 11, 16), date(2010, 11, 18)]
    assert (preview.known, preview.differing, preview.refused) == ((), (), ())
    assert door.revision == before and school.inspections.all() == []


def test_bringing_in_a_file_twice_changes_nothing(school: School, door: Door) -> None:
    preview = school.inspections.preview(FILE, "ours.csv")
    assert school.inspections.bring_in(preview.new) == 2
    stored, before = school.inspections.all(), door.revision
    assert [(i.kind, i.framework.version, i.source) for i in stored] == [
        ("graded", "2019-09", "ours.csv"),
        ("graded", "2005-09", "ours.csv"),
    ]
    assert stored[0].finding("quality_of_education") == Finding("quality_of_education", "requires_improvement")
    assert school.inspections.bring_in(preview.new) == 0
    again = school.inspections.preview(FILE, "the same under another name.csv")
    assert (again.new, len(again.known)) == ((), 2)
    assert (school.inspections.all(), door.revision) == (stored, before)


def test_another_file_with_other_grades_is_kept_beside_what_is_stored_and_neither_is_chosen(school: School) -> None:
    first = school.inspections.preview(FILE, "ours.csv").new
    bring_in(school, FILE)
    corrected = replace(school.inspections.all()[0], note="The letter says so.")
    school.inspections.save(corrected)
    other = csv_bytes(GRADED_2025, [WHO | GRADED | {"Quality of education": "2"} | PREVIOUS])
    preview = school.inspections.preview(other, "other.csv")
    assert preview.new == () and len(preview.known) == 1
    (differing,) = preview.differing
    assert differing.finding("quality_of_education").grade == "good"
    assert school.inspections.bring_in([*first, differing], "other.csv") == 0
    found = school.inspections.all()[0].finding("quality_of_education")
    assert (found.grade, found.words) == (None, "Sources differ: Requires improvement (ours.csv); Good (other.csv).")
    school.inspections.undo_import(school.inspections.imports()[0].id)
    assert school.inspections.all()[0] == corrected


def test_the_next_years_file_adds_the_report_card_beside_what_is_here(school: School) -> None:
    assert bring_in(school, NEXT_FILE) == 2
    card, before = school.inspections.all()
    assert (card.kind, card.framework) == ("report_card", CARD)
    assert {f.strand_id: f.grade for f in card.findings} == {
        "safeguarding": "met",
        "inclusion": "needs_attention",
        "curriculum_teaching": "expected_standard",
        "achievement": "urgent_improvement",
        "attendance_behaviour": "strong_standard",
        "personal_development_wellbeing": "exceptional",
        "leadership_governance": "expected_standard",
        "early_years": "expected_standard",
        "sixth_form": None,
    }
    assert (before.framework.id, before.finding("overall_effectiveness")) == ("ofsted-eif", None)


def test_a_file_without_the_school_is_refused_and_nothing_is_stored(school: School, door: Door) -> None:
    elsewhere = csv_bytes(GRADED_2025, [WHO | GRADED | {"URN": "999009"}])
    before = door.revision
    with pytest.raises(FileRefused, match="holds one school, but not URN 999001"):
        school.inspections.preview(elsewhere, "elsewhere.csv")
    with pytest.raises(FileRefused, match="not URN 999005"):
        door.school_from_file(elsewhere, "elsewhere.csv", 999005)
    with pytest.raises(EvaluationError, match="six digits"):
        door.school_from_file(elsewhere, "elsewhere.csv", 99)
    assert door.revision == before and len(door.schools()) == 1


def test_a_school_can_be_set_up_from_the_file_and_keeps_what_the_head_changes(door: Door) -> None:
    school = door.school_from_file(FILE, "ours.csv", 999001)
    assert (school.details.id, school.details.name) == ("urn-999001", "Chloë Street Primary School")
    assert (school.details.type, school.details.early_years, school.details.sixth_form) == (
        "Voluntary aided school",
        True,
        False,
    )
    school.settings.change_details(replace(school.details, name="Chloë Street"))
    assert door.school_from_file(FILE, "ours.csv", 999001).details.name == "Chloë Street"


def test_two_schools_with_the_same_predecessor_each_keep_its_inspection(school: School, door: Door) -> None:
    shared = csv_bytes(GRADED_2025, [WHO | GRADED, WHO | GRADED | {"URN": "999002"}])
    bring_in(school, shared)
    bring_in(door.school_from_file(shared, "ours.csv", 999002), shared)
    assert [len(door.school(f"urn-{urn}").inspections.all()) for urn in (999001, 999002)] == [1, 1]


def test_the_demo_school_is_in_no_file(demo: School) -> None:
    with pytest.raises(EvaluationError, match="no file holds it"):
        demo.inspections.preview(FILE, "ours.csv")


def test_an_inspection_entered_by_hand_is_one_however_often_it_is_saved(school: School) -> None:
    room = school.inspections
    assert room.save(BY_HAND) and not room.save(BY_HAND)
    assert room.one("draft-1") == BY_HAND
    changed = replace(BY_HAND, findings=(Finding("inclusion", "exceptional", "Leaders know every pupil."),))
    assert room.save(changed)
    assert room.all() == [changed]
    recorded = [(c.thing, c.field, c.old, c.new) for c in school.settings.changes(2)]
    assert recorded == [("finding", "grade", None, None), ("finding", "grade", "strong_standard", "exceptional")]
    assert room.remove("draft-1") and not room.remove("draft-1")
    assert school.settings.changes(1)[0].old == "2026-01-13"
    with pytest.raises(EvaluationError, match="no longer here"):
        room.one("draft-1")


def test_an_inspection_entered_by_hand_is_known_again_in_the_file(school: School) -> None:
    grades = {
        f.strand_id: f
        for i in school.inspections.preview(NEXT_FILE, "ours.csv").new
        for f in i.findings
        if i.kind == "report_card"
    }
    school.inspections.save(replace(BY_HAND, findings=tuple(grades.values())))
    preview = school.inspections.preview(NEXT_FILE, "ours.csv")
    assert [i.id for i in preview.completed] == ["draft-1"]
    assert [i.kind for i in preview.new] == ["graded"]


def test_a_file_fills_in_what_an_inspection_entered_by_hand_lacks_and_changes_nothing_else(school: School) -> None:
    said = Finding("inclusion", "needs_attention", "Support comes late.")
    school.inspections.save(replace(BY_HAND, note="As told on the day.", findings=(said, Finding("achievement"))))
    (completed,) = school.inspections.preview(NEXT_FILE, "ours.csv").completed
    assert school.inspections.bring_in([completed]) == 0
    kept = school.inspections.one("draft-1")
    assert (kept.number, kept.note, kept.source) == ("10000003", "As told on the day.", BY_HAND.source)
    assert kept.finding("inclusion") == said
    assert kept.finding("achievement").grade == "urgent_improvement"


TOMORROW = date.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "surprise"}, "kind"),
        ({"started_on": TOMORROW, "stage": "draft", "published_on": None}, "started_on"),
        ({"started_on": date(1992, 8, 31)}, "started_on"),
        ({"published_on": TOMORROW}, "published_on"),
        ({"published_on": date(2026, 1, 12)}, "published_on"),
        ({"outcome": "x" * 301}, "outcome"),
        ({"note": "a\x07b"}, "note"),
        ({"started_on": date.today(), "published_on": None}, "published_on"),
        ({"ended_on": date(2026, 1, 12)}, "ended_on"),
        ({"findings": (Finding("inclusion", "good"),)}, "finding inclusion"),
        ({"findings": (Finding("sport", "exceptional"),)}, "finding sport"),
        ({"findings": (Finding("inclusion", None, "x" * 4001),)}, "finding inclusion"),
        ({"findings": (Finding("inclusion", serious=True),)}, "finding inclusion"),
        ({"points": (Point("p", "issue", " "),)}, "point p"),
        ({"points": (Point("p", "wish", "More light."),)}, "point p"),
        ({"points": (Point("p", "issue", "More light.", "sport"),)}, "point p"),
        ({"findings": (), "outcome": " "}, "findings"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field_and_nothing_is_stored(school, door, wrong, field) -> None:
    before = door.revision
    with pytest.raises(FormRefused) as refused:
        school.inspections.save(replace(BY_HAND, **wrong))
    assert refused.value.fields.keys() == {field}
    assert door.revision == before and school.inspections.all() == []


def test_a_visit_without_grades_keeps_words_and_how_far_a_concern_goes(school: School) -> None:
    key = FrameworkKey("visit-without-grades", "2020-09")
    finding = Finding("barriers", None, "Buses are late.", "note_for_next")
    school.inspections.save(Inspection("visit", "peer_review", key, date(2025, 5, 6), findings=(finding,)))
    assert school.inspections.one("visit").findings == (finding,)
    with pytest.raises(FormRefused, match="not a grade"):
        school.inspections.save(
            Inspection("graded", "visit", key, date(2025, 5, 6), findings=(Finding("barriers", "met"),))
        )


def test_an_inspection_that_is_only_announced_may_lie_ahead_and_needs_nothing_found(school: School) -> None:
    ahead = replace(BY_HAND, stage="notified", started_on=TOMORROW, published_on=None, outcome="", findings=())
    assert school.inspections.save(ahead, date.today())
    assert school.confidence.events(ahead.id)["notified"] == date.today()


def test_whoever_enters_an_inspection_under_embargo_may_know_it(school: School, store_path: Path) -> None:
    leader = Viewer("Sam", Role.LEADER, "sam@example.org")
    theirs = Door.at(store_path, leader).school(school.details.id)
    assert theirs.inspections.save(replace(BY_HAND, stage="draft", published_on=None), date.today())
    assert theirs.inspections.in_confidence("draft-1", "What it found").findings == BY_HAND.findings
    assert [(c.kind, c.email) for c in school.confidence.confidants("draft-1")] == [("person", "sam@example.org")]
    theirs.inspections.save(replace(BY_HAND, outcome="As read again"))
    assert len(school.confidence.confidants("draft-1")) == 1
    school.inspections.save(replace(BY_HAND, id="ours", stage="draft", published_on=None))
    assert school.confidence.confidants("ours") == []


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE finding SET grade = 'superb' WHERE strand_id = 'inclusion'",
            "13 January 2026 holds the grade “superb”",
        ),
        ("UPDATE finding SET strand_id = 'sport' WHERE strand_id = 'inclusion'", "the strand “sport”"),
        ("UPDATE inspection SET kind = 'surprise'", "the unknown kind “surprise”"),
        ("UPDATE inspection SET started_on = 'spring'", "The inspection of spring cannot be read"),
        ("UPDATE inspection SET published_on = '13/01/2026'", "cannot be read from the store"),
        ("UPDATE inspection SET framework_id = 'gone'", "no framework gone at version 2025-11"),
    ],
)
def test_a_value_set_by_another_hand_is_named_wherever_it_is_met(school, door, statement, named) -> None:
    school.inspections.save(BY_HAND)
    with closing(sqlite3.connect(door.place)) as db:
        assert db.execute(statement).rowcount == 1
        db.commit()
    for way in (lambda: school.questions.compare("draft-1", None), lambda: school.questions.history()):
        with pytest.raises(EvaluationError, match=named) as caught:
            way()
        assert type(caught.value) is FrameworkUnknown or "put your last copy in its place" in str(caught.value)


def test_the_real_school_of_the_first_report_card_is_set_up_from_ofsteds_own_file(door: Door, shared_file) -> None:
    content = shared_file("inspections/mi_2026-02-28_leeds_first40.csv").read_bytes()
    school = door.school_from_file(content, "mi.csv", 107848)
    assert bring_in(school, content) == 2
    assert bring_in(school, content) == 0
    card, before = school.inspections.all()
    assert (card.kind, card.started_on, card.finding("inclusion").grade) == (
        "report_card",
        date(2026, 1, 6),
        "needs_attention",
    )
    assert (before.kind, before.started_on, before.framework.version) == ("graded", date(2022, 1, 13), "2019-09")
    assert {change.who for change in school.settings.changes()} == {LOCAL_HEAD.name}
    assert school.questions.compare(card.id, None).reading.startswith("No self-evaluation was locked before")
