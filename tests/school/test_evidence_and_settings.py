"""Evidence, and what a headteacher sets once: saved once, recorded, refused by field."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from evaluation.access import LOCAL_HEAD
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError, FileRefused
from evaluation.evidence.records import Evidence
from evaluation.frameworks import FrameworkKey, FrameworkUnknown
from evaluation.school import Door, School
from tests.test_frameworks import GOOD

PIECE = Evidence(
    "draft-1",
    "Walk through Year 4",
    "observation",
    date(2025, 3, 3),
    voice="pupils",
    where_kept="Shared drive, Walks",
    shows="Most books are marked.",
    strands=(("school-strands", "curriculum"), ("school-strands", "send")),
)
OWN = FrameworkKey("our-own", "2025-11")

# ------------------------------------------------------------------ evidence


def test_pressing_save_twice_keeps_one_piece_of_evidence(school: School, door: Door) -> None:
    assert school.evidence.save(PIECE)
    before = door.revision
    assert not school.evidence.save(PIECE)
    assert door.revision == before
    (kept,) = school.evidence.all()
    assert replace(kept, added_at=None, added_by="") == PIECE
    assert (kept.added_by, kept.added_at is not None, school.evidence.count()) == (LOCAL_HEAD.name, True, 1)


def test_a_change_to_evidence_says_what_was_and_keeps_when_it_was_added(school: School) -> None:
    school.evidence.save(PIECE)
    (kept,) = school.evidence.all()
    start = len(school.settings.changes())
    links = (("school-strands", "send"), ("ofsted-report-card", "inclusion"))
    school.evidence.save(replace(PIECE, title="Walk through Year 5", voice=None, strands=links))
    changes = school.settings.changes()
    recorded = {(c.thing, c.field, c.old, c.new) for c in changes[: len(changes) - start]}
    assert recorded == {
        ("evidence", "title", "Walk through Year 4", "Walk through Year 5"),
        ("evidence", "voice", "pupils", None),
        ("evidence_strand", "strand_id", "curriculum", None),
        ("evidence_strand", "strand_id", None, "inclusion"),
    }
    (changed,) = school.evidence.all()
    assert (changed.added_at, changed.added_by) == (kept.added_at, kept.added_by)
    assert set(changed.strands) == set(links)
    assert [e.id for e in school.evidence.of_strand("ofsted-report-card", "inclusion")] == ["draft-1"]
    assert school.evidence.of_strand("school-strands", "curriculum") == []
    assert school.evidence.remove("draft-1") and not school.evidence.remove("draft-1")
    assert school.evidence.all() == []
    assert school.settings.changes(1)[0].old == "Walk through Year 5"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"kind": "rumour"}, "kind"),
        ({"voice": "cats"}, "voice"),
        ({"describes_on": date.today() + timedelta(days=1)}, "describes_on"),
        ({"describes_on": date(1992, 8, 31)}, "describes_on"),
        ({"where_kept": "C:\x00"}, "where_kept"),
        ({"shows": "x" * 4001}, "shows"),
    ],
)
def test_evidence_that_cannot_be_right_is_refused_by_field_and_not_kept(school, door, wrong, field) -> None:
    before = door.revision
    with pytest.raises(FormRefused) as refused:
        school.evidence.save(replace(PIECE, **wrong))
    assert refused.value.fields.keys() == {field}
    assert door.revision == before and school.evidence.all() == []


@pytest.mark.parametrize(("field", "value"), [("kind", "rumour"), ("voice", "cats"), ("describes_on", "spring")])
def test_evidence_changed_by_another_hand_is_named(school: School, door: Door, field: str, value: str) -> None:
    school.evidence.save(PIECE)
    with closing(sqlite3.connect(door.place)) as db:
        db.execute(f"UPDATE evidence SET {field} = ?", [value])
        db.commit()
    with pytest.raises(EvaluationError, match=f"“Walk through Year 4” .*{value}.* last copy"):
        school.evidence.all()


# ------------------------------------------------------------------ settings


def test_details_change_field_by_field_and_id_and_urn_stay(school: School) -> None:
    details = replace(school.details, id="urn-1", urn=1, demo=True, name=" Chloë Street ", sixth_form=True)
    assert school.settings.change_details(details) and not school.settings.change_details(details)
    recorded = {(c.thing, c.key, c.field, c.old, c.new) for c in school.settings.changes(2)}
    assert recorded == {
        ("school", "urn-999001", "name", "Chloë Street Primary School", "Chloë Street"),
        ("school", "urn-999001", "sixth_form", "0", "1"),
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\x1bb"}, "name"),
        ({"phase": "Middle"}, "phase"),
        ({"type": "Castle"}, "type"),
        ({"trust": "x" * 121}, "trust"),
        ({"local_authority": "\x00"}, "local_authority"),
        ({"urn": 99}, "urn"),
        ({"urn": None}, "urn"),
    ],
)
def test_details_that_cannot_be_right_are_refused_by_field_and_nothing_is_kept(school, door, wrong, field) -> None:
    before = door.revision
    details = replace(school.details, urn=999002)
    with pytest.raises(FormRefused) as refused:
        door.set_up(replace(details, **wrong))
    assert refused.value.fields.keys() == {field}
    if field != "urn":
        with pytest.raises(FormRefused):
            school.settings.change_details(replace(details, **wrong))
    assert door.revision == before and len(door.schools()) == 1


def test_setting_up_the_same_school_twice_opens_the_one_that_is_here(school: School, door: Door) -> None:
    before = door.revision
    assert door.set_up(replace(school.details, name="Another name")).details == school.details
    assert door.revision == before
    with pytest.raises(EvaluationError, match="not in the store"):
        door.school("urn-999002")


def test_a_school_that_comes_back_finds_the_record_of_what_was_changed_before(school: School, door: Door) -> None:
    door.remove("urn-999001")
    again = door.set_up(school.details)
    changes = again.settings.changes()
    assert {(c.field, c.old, c.new) for c in changes if c.field == "name"} == {
        ("name", None, "Chloë Street Primary School"),
        ("name", "Chloë Street Primary School", None),
    }
    assert len({(c.at, c.field, c.new) for c in changes}) >= 10


def test_an_own_framework_is_added_used_and_stays_while_something_is_pinned_to_it(school: School, door: Door) -> None:
    added = school.settings.add_framework(GOOD)
    assert added.key == OWN
    here = Door.at(door.place, LOCAL_HEAD).school(school.details.id)
    assert here.settings.own_frameworks() == [added]
    assert added in here.self_evaluations.frameworks(date.today())
    opened = here.self_evaluations.open(OWN, date.today())
    here.self_evaluations.mark(opened, {"sport.1": "met", "sport.2": "met"})
    assert here.self_evaluations.session(opened).strand("sport").support.grade == "fine"
    with pytest.raises(EvaluationError, match="1 self-evaluations or inspections use our-own@2025-11, so it stays"):
        here.settings.remove_framework(OWN)
    here.self_evaluations.discard(opened)
    assert here.settings.remove_framework(OWN) and not here.settings.remove_framework(OWN)
    assert Door.at(door.place, LOCAL_HEAD).school(school.details.id).settings.own_frameworks() == []


def test_a_framework_that_is_here_already_is_refused_and_what_is_here_stays(school: School, door: Door) -> None:
    school.settings.add_framework(GOOD)
    before = door.revision
    other = GOOD.replace("name: Sport", "name: Games")
    later = Door.at(door.place, LOCAL_HEAD).school(school.details.id)
    for here in (school, later):
        for text in (GOOD, other, GOOD.replace("id: our-own", "id: school-strands")):
            with pytest.raises(FileRefused) as refused:
                here.settings.add_framework(text)
            assert any("already here" in words for words in (str(refused.value), *map(str, refused.value.problems)))
    assert later.settings.own_frameworks()[0].strand("sport").name == "Sport"
    assert door.revision == before


def test_an_own_framework_that_no_longer_reads_is_left_out_and_what_uses_it_says_so(school: School, door: Door) -> None:
    school.settings.add_framework(GOOD)
    here = Door.at(door.place, LOCAL_HEAD).school(school.details.id)
    opened = here.self_evaluations.open(OWN, date.today())
    with closing(sqlite3.connect(door.place)) as db:
        db.execute("UPDATE framework_file SET text = 'id: [broken'")
        db.commit()
    later = Door.at(door.place, LOCAL_HEAD).school(school.details.id)
    assert later.settings.own_frameworks() == []
    assert [e.id for e in later.self_evaluations.all()] == [opened]
    for way in (later.self_evaluations.session, later.questions.standing, lambda _: later.questions.history()):
        with pytest.raises(FrameworkUnknown, match="add its file again in Settings"):
            way(opened)


def test_only_a_further_strand_can_be_switched(school: School) -> None:
    framework = school.library.get("school-strands", "2025-11")
    assert school.settings.optional_strands(framework) == {"recruitment_retention": False, "local_context": False}
    with pytest.raises(EvaluationError, match="no further strand “send”"):
        school.settings.switch_strand(framework, "send", False)
    school.settings.switch_strand(framework, "local_context", True)
    assert school.settings.optional_strands(framework)["local_context"]
    change = school.settings.changes(1)[0]
    assert (change.key, change.field, change.new) == (
        "urn-999001 school-strands local_context",
        "switched_on",
        "1",
    )


def test_the_record_of_changes_reads_in_words(demo: School) -> None:
    evaluations = demo.self_evaluations
    evaluations.unlock("demo-2026-10-13", "A figure was wrong")
    evaluations.judge("demo-2026-10-13", "send", grade="needs_attention")
    evaluations.mark("demo-2026-10-13", {"send.e1": "partly"})
    mark, grade, lock = demo.settings.account(3)
    assert (grade["In"], grade["Of"]) == ("Self-evaluation of 13 October 2026", "SEND")
    assert (grade["What"], grade["From"], grade["To"]) == ("Grade", "Expected standard", "Needs attention")
    assert (mark["What"], mark["To"]) == ("Mark", "Partly") and mark["Of"].startswith("SEND: ")
    assert (lock["What"], lock["To"], lock["Reason"]) == ("Unlocked", "", "A figure was wrong")
    assert not any("_" in row["In"] + row["What"] for row in demo.settings.account())
