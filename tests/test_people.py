"""People and roles: who may sign in, who looks after whom, and what reviewers from outside are shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.cli import main
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.records import Person, SchoolDetails
from evaluation.school import Door, School

ADA = Person("ada@school.example", "Ada", Role.HEAD)
LEO = Person("leo@school.example", "Leo", Role.LEADER)
REV = Person("rev@trust.example", "Rev", Role.REVIEWER)


def enter(path: Path, person: Person) -> Door:
    """The door for somebody who has signed in."""
    door = Door.for_person(path, person.email)
    assert door is not None
    return door


def test_somebody_on_the_list_enters_by_e_mail_in_any_case_with_their_role(door: Door) -> None:
    door.people.add(replace(ADA, email=" Ada@School.Example ", name=" Ada "))
    assert enter(door.place, ADA).viewer == Viewer("Ada", Role.HEAD, ADA.email)


def test_without_a_place_on_the_list_or_switched_off_there_is_no_door_at_all(door: Door) -> None:
    door.people.add(ADA)
    door.people.add(LEO)
    door.people.switch(LEO.email, False)
    assert [Door.for_person(door.place, email) for email in (LEO.email, "", "ada@school", "nobody@x.example")] == (
        [None] * 4
    )


def test_rights_are_read_again_at_each_step_of_somebody_who_signed_in(demo: School, store_path: Path) -> None:
    people = Door.at(store_path, LOCAL_HEAD).people
    people.add(ADA)
    people.add(LEO)
    door = enter(store_path, LEO)
    school = door.school("demo")
    assert school.self_evaluations.all() and door.still_admits
    people.switch(LEO.email, False)
    steps = (
        lambda: school.self_evaluations.all(),
        lambda: school.self_evaluations.unlock("demo-2026-10-13", "Because."),
        lambda: school.evidence.remove("demo-evidence-01"),
        lambda: door.schools(),
    )
    before = door.revision
    for step in steps:
        with pytest.raises(NotAllowed, match="has just been changed"):
            step()
    assert not door.still_admits and door.revision == before
    people.change(replace(LEO, role=Role.GOVERNOR))
    assert not door.still_admits
    assert enter(store_path, LEO).still_admits


@pytest.mark.parametrize(
    "change", [{"active": False}, {"role": Role.LEADER}, {"only_school_id": "demo"}], ids=["off", "demoted", "limited"]
)
def test_the_last_head_stays_head_until_somebody_else_is(demo: School, door: Door, change: dict[str, object]) -> None:
    door.people.add(ADA)
    less: Person = replace(ADA, **change)  # type: ignore[arg-type]
    with pytest.raises(EvaluationError, match="Ada is the last head who can sign in"):
        door.people.change(less)
    door.people.add(replace(LEO, role=Role.HEAD, only_school_id="demo"))
    with pytest.raises(EvaluationError, match="and look after every school"):
        door.people.change(less)
    door.people.change(replace(LEO, role=Role.HEAD))
    assert door.people.change(less)
    assert door.people.one(ADA.email) == less


def test_the_only_head_of_one_school_stays_unless_a_head_of_every_school_is_there(demo: School, door: Door) -> None:
    one = replace(ADA, only_school_id="demo")
    door.people.add(one)
    with pytest.raises(EvaluationError, match="last head"):
        door.people.switch(one.email, False)
    door.people.add(replace(LEO, role=Role.HEAD))
    assert door.people.switch(one.email, False)


def test_a_head_of_one_school_looks_after_the_people_of_that_school_only(demo: School, door: Door) -> None:
    other = door.set_up(SchoolDetails("", "Ours", 123456, "Primary", "Other")).details.id
    door.people.add(ADA)
    door.people.add(replace(LEO, role=Role.HEAD, only_school_id="demo"))
    door.people.add(replace(REV, only_school_id=other))
    people = enter(door.place, LEO).people
    assert [person.name for person in people.all()] == ["Ada", "Leo"]
    for person in (Person("a@b.example", "A", Role.LEADER), Person("a@b.example", "A", Role.LEADER, True, other)):
        with pytest.raises(FormRefused, match="choose it"):
            people.add(person)
    with pytest.raises(NotAllowed):
        people.switch(ADA.email, False)
    with pytest.raises(EvaluationError, match="Nobody with the e-mail"):
        people.switch(REV.email, False)
    with pytest.raises(FormRefused):
        people.change(replace(LEO, role=Role.HEAD, only_school_id=None))
    assert people.add(Person("a@b.example", "A", Role.LEADER, True, "demo"))
    assert [school.id for school in enter(door.place, LEO).schools()] == ["demo"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HEAD])
def test_people_are_the_heads_business(door: Door, role: Role) -> None:
    door.people.add(ADA)
    people = Door.at(door.place, Viewer("Somebody", role)).people
    for act in (people.all, people.changes, lambda: people.add(LEO), lambda: people.switch(ADA.email, False)):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (replace(LEO, email="leo"), "name@school.org.uk"),
        (replace(LEO, email="leo @school.example"), "name@school.org.uk"),
        (replace(LEO, name=" "), "The name is missing"),
        (replace(LEO, only_school_id="urn-999999"), "not in the store"),
        (replace(ADA, name="Another"), "ada@school.example is on the list already, as head"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(door: Door, person: Person, says: str) -> None:
    door.people.add(ADA)
    before = door.revision
    with pytest.raises(FormRefused, match=says):
        door.people.add(person)
    assert door.revision == before


def test_who_changed_what_about_people_can_be_read_back(door: Door) -> None:
    door.people.add(ADA)
    door.people.add(LEO)
    enter(door.place, ADA).people.change(replace(LEO, role=Role.GOVERNOR))
    latest = door.people.changes()[0]
    assert (latest.who, latest.key, latest.field, latest.old, latest.new) == (
        f"Ada ({ADA.email})",
        LEO.email,
        "role",
        "leader",
        "governor",
    )


def test_a_governor_reads_what_is_locked_and_nothing_that_is_open(demo: School, store_path: Path) -> None:
    governor = Door.at(store_path, Viewer("G", Role.GOVERNOR)).school("demo")
    everything = demo.self_evaluations.all()
    assert governor.self_evaluations.all() == everything
    demo.self_evaluations.unlock(everything[0].id, "A slip.")
    seen = governor.self_evaluations
    assert seen.all() == everything[1:]
    assert [evaluation for evaluation, _ in seen.overview()] == everything[1:]
    assert [record.evaluation for record in seen.records()] == everything[1:]
    assert seen.latest() == seen.session(everything[1].id)
    for look in (seen.one, seen.record, seen.session, governor.questions.standing):
        with pytest.raises(NotAllowed, match="still open"):
            look(everything[0].id)
    assert everything[0].held_on not in {on.date() for on in governor.questions.history()["on"]}


def test_a_reviewer_from_outside_sees_only_what_is_shared_and_published_inspections(
    demo: School, store_path: Path
) -> None:
    reviewer = Door.at(store_path, Viewer("R", Role.REVIEWER)).school("demo")
    first, second, third, *_ = demo.self_evaluations.all()
    piece = demo.evidence.all()[0]
    assert (reviewer.self_evaluations.all(), reviewer.evidence.all(), reviewer.evidence.count()) == ([], [], 0)
    assert reviewer.self_evaluations.latest() is None
    assert reviewer.inspections.all() == demo.inspections.all()
    with pytest.raises(NotAllowed, match="not shared"):
        reviewer.self_evaluations.session(first.id)
    demo.self_evaluations.share(first.id, True)
    demo.self_evaluations.share(third.id, True)
    demo.evidence.share(piece.id, True)
    assert reviewer.self_evaluations.all() == [first, third]
    assert reviewer.evidence.all() == [piece] and reviewer.evidence.count() == 1
    assert all(reviewer.evidence.of_strand(*strand) == [piece] for strand in piece.strands)
    assert demo.self_evaluations.session(first.id).previous == second
    assert reviewer.self_evaluations.session(first.id).previous is None
    demo.self_evaluations.unlock(third.id, "A slip.")
    demo.self_evaluations.share(first.id, False)
    assert reviewer.self_evaluations.all() == []


def test_only_what_is_here_can_be_shared(demo: School) -> None:
    for group in (demo.self_evaluations, demo.evidence):
        with pytest.raises(EvaluationError, match="no longer"):
            group.share("nothing", True)


def test_the_first_head_is_named_on_the_command_line(
    demo: School, store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "add", "Ada@School.example", "--name", "Ada", "--role", "head"]) == 0
    assert capsys.readouterr().out == "Ada may sign in as ada@school.example: head, every school.\n"
    assert enter(store_path, ADA).viewer.role is Role.HEAD
    assert main(["people", "off", ADA.email]) == 1
    assert "last head" in capsys.readouterr().err
    assert main(["people", "add", LEO.email, "--name", "Leo", "--role", "leader"]) == 0
    assert main(["people", "off", LEO.email]) == 0
    assert main(["people", "off", LEO.email]) == 0
    assert capsys.readouterr().out.endswith(f"{LEO.email} is switched off already.\n")
    assert main(["people", "list"]) == 0
    assert capsys.readouterr().out == ("ada@school.example  Ada  head\nleo@school.example  Leo  leader, switched off\n")
    assert main(["people", "on", LEO.email]) == 0
    assert main(["people", "add", LEO.email, "--name", "Leo", "--role", "head"]) == 0
    capsys.readouterr()
    assert main(["people", "list", "--json"]) == 0
    assert [(one["email"], one["role"]) for one in json.loads(capsys.readouterr().out)] == [
        (ADA.email, "head"),
        (LEO.email, "head"),
    ]
    assert main(["people", "on", "nobody@school.example"]) == 1
    assert "Nobody with the e-mail" in capsys.readouterr().err
