"""The guard: who may see and change what, at every way through the door."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from evaluation.access import LOCAL_HEAD, Ability, NotAllowed, Role, Viewer
from evaluation.records import Evidence, SchoolDetails
from evaluation.school import Door, School
from tests.intake.conftest import GRADED, GRADED_2025, WHO, csv_bytes
from tests.test_frameworks import GOOD

CHANGES: dict[Role, set[Ability]] = {
    Role.HEAD: {
        Ability.JUDGE,
        Ability.LOCK,
        Ability.KEEP_EVIDENCE,
        Ability.RECORD_INSPECTIONS,
        Ability.RUN_SCHOOL,
    },
    Role.LEADER: {Ability.JUDGE, Ability.LOCK, Ability.KEEP_EVIDENCE, Ability.RECORD_INSPECTIONS},
    Role.CONTRIBUTOR: {Ability.JUDGE, Ability.KEEP_EVIDENCE},
    Role.GOVERNOR: set(),
    Role.REVIEWER: set(),
}


@pytest.mark.parametrize("role", Role)
def test_every_role_may_see_and_may_change_what_it_is_for(role: Role) -> None:
    viewer = Viewer("Somebody", role)
    for ability in Ability:
        assert viewer.may(ability) == (ability in CHANGES[role] | {Ability.SEE})
    assert LOCAL_HEAD.role is Role.HEAD


def test_a_refusal_names_the_role_what_it_may_not_do_and_whom_to_ask() -> None:
    with pytest.raises(NotAllowed) as caught:
        Viewer("A governor", Role.GOVERNOR).require(Ability.LOCK)
    assert str(caught.value) == (
        "Your role (governor) does not allow you to lock or unlock a self-evaluation. Ask the headteacher."
    )


@dataclass
class Ground:
    """The demo school with one open and one locked self-evaluation, an own school and an own framework."""

    door: Door
    school: School
    open: str
    locked: str


OWN = SchoolDetails("", "Our school", 999001, "Primary", "Academy converter")
FILE = csv_bytes(GRADED_2025, [WHO | GRADED])


@pytest.fixture
def ground(demo: School, store_path: Path) -> Callable[[Viewer], Ground]:
    """The same ground, for any viewer."""
    Door.at(store_path, LOCAL_HEAD).set_up(OWN)
    list(Door.at(store_path, LOCAL_HEAD).import_many(FILE, "ours.csv"))
    demo.settings.add_framework(GOOD)
    locked = demo.self_evaluations.all()[0]
    opened = demo.self_evaluations.open(locked.framework, date.today())
    demo.self_evaluations.judge(opened, "send", grade="expected_standard")

    def seen_by(viewer: Viewer) -> Ground:
        door = Door.at(store_path, viewer)
        return Ground(door, door.school("demo"), opened, locked.id)

    return seen_by


Way = Callable[[Ground], Any]
STRANDS = ("school-strands", "2025-11")
PIECE = Evidence("mine", "A walk", "observation", date(2024, 1, 1))


def inspection(g: Ground) -> Any:
    return g.school.inspections.all()[0]


WAYS: dict[str, tuple[Ability, Way]] = {
    "SelfEvaluations.open": (
        Ability.JUDGE,
        lambda g: g.school.self_evaluations.open(g.school.library.get(*STRANDS).key, date.today() - timedelta(days=1)),
    ),
    "SelfEvaluations.judge": (Ability.JUDGE, lambda g: g.school.self_evaluations.judge(g.open, "send", why="So.")),
    "SelfEvaluations.take_back": (Ability.JUDGE, lambda g: g.school.self_evaluations.take_back(g.open, "send")),
    "SelfEvaluations.confirm": (Ability.JUDGE, lambda g: g.school.self_evaluations.confirm(g.open, "attendance")),
    "SelfEvaluations.mark": (Ability.JUDGE, lambda g: g.school.self_evaluations.mark(g.open, {"send.e1": "met"})),
    "SelfEvaluations.finish": (Ability.LOCK, lambda g: g.school.self_evaluations.finish(g.open)),
    "SelfEvaluations.unlock": (Ability.LOCK, lambda g: g.school.self_evaluations.unlock(g.locked, "A slip.")),
    "SelfEvaluations.discard": (Ability.LOCK, lambda g: g.school.self_evaluations.discard(g.open)),
    "EvidenceRegister.save": (Ability.KEEP_EVIDENCE, lambda g: g.school.evidence.save(PIECE)),
    "EvidenceRegister.remove": (Ability.KEEP_EVIDENCE, lambda g: g.school.evidence.remove("demo-evidence-01")),
    "Inspections.save": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.inspections.save(replace(inspection(g), note="Read again.")),
    ),
    "Inspections.bring_in": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.inspections.bring_in([replace(inspection(g), id="new")]),
    ),
    "Inspections.remove": (
        Ability.RECORD_INSPECTIONS,
        lambda g: g.school.inspections.remove(inspection(g).id),
    ),
    "Settings.change_details": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.change_details(replace(g.school.details, trust="New trust")),
    ),
    "Settings.switch_strand": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.switch_strand(g.school.library.get(*STRANDS), "local_context", True),
    ),
    "Settings.add_framework": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.add_framework(GOOD.replace("id: our-own", "id: our-other")),
    ),
    "Settings.remove_framework": (
        Ability.RUN_SCHOOL,
        lambda g: g.school.settings.remove_framework(g.school.settings.own_frameworks()[0].key),
    ),
    "Door.set_up": (Ability.RUN_SCHOOL, lambda g: g.door.set_up(replace(OWN, urn=999002))),
    "Door.school_from_file": (
        Ability.RUN_SCHOOL,
        lambda g: g.door.school_from_file(csv_bytes(GRADED_2025, [WHO | {"URN": "999003"}]), "ours.csv", 999003),
    ),
    "Door.import_many": (
        Ability.RUN_SCHOOL,
        lambda g: list(g.door.import_many(csv_bytes(GRADED_2025, [WHO | GRADED | {"URN": "999003"}]), "ours.csv")),
    ),
    "Door.undo_import": (Ability.RUN_SCHOOL, lambda g: g.door.undo_import(g.door.imports()[0].id)),
    "Door.fill_demo": (Ability.RUN_SCHOOL, lambda g: (g.door.remove("demo"), g.door.fill_demo())),
    "Door.remove": (Ability.RUN_SCHOOL, lambda g: g.door.remove("urn-999001")),
}
"""Every way of changing something, and what a person must be allowed to do for it."""

SEEING: dict[str, Way] = {
    "Door.schools": lambda g: g.door.schools(),
    "Door.school_with_urn": lambda g: (g.door.school_with_urn(123456), g.door.schools())[1],
    "Door.school": lambda g: g.door.school("demo"),
    "Door.imports": lambda g: g.door.imports(),
    "SelfEvaluations.all": lambda g: g.school.self_evaluations.all(),
    "SelfEvaluations.one": lambda g: g.school.self_evaluations.one("demo-2026-10-13"),
    "SelfEvaluations.overview": lambda g: g.school.self_evaluations.overview(),
    "SelfEvaluations.records": lambda g: g.school.self_evaluations.records(),
    "SelfEvaluations.record": lambda g: g.school.self_evaluations.record(g.open),
    "SelfEvaluations.session": lambda g: g.school.self_evaluations.session(g.open),
    "SelfEvaluations.latest": lambda g: g.school.self_evaluations.latest(),
    "SelfEvaluations.frameworks": lambda g: g.school.self_evaluations.frameworks(date(2026, 1, 1)),
    "SelfEvaluations.strands_of": lambda g: g.school.self_evaluations.strands_of(g.school.library.get(*STRANDS)),
    "EvidenceRegister.all": lambda g: g.school.evidence.all(),
    "EvidenceRegister.count": lambda g: g.school.evidence.count(),
    "EvidenceRegister.of_strand": lambda g: g.school.evidence.of_strand("school-strands", "send"),
    "Inspections.all": lambda g: g.school.inspections.all(),
    "Inspections.relevant": lambda g: g.school.inspections.relevant(g.school.inspections.all()[0]),
    "Inspections.one": lambda g: g.school.inspections.one(inspection(g).id),
    "Inspections.frameworks": lambda g: g.school.inspections.frameworks(date(2026, 1, 1)),
    "Inspections.preview": lambda g: g.door.school("urn-999001").inspections.preview(FILE, "ours.csv"),
    "Settings.optional_strands": lambda g: g.school.settings.optional_strands(g.school.library.get(*STRANDS)),
    "Settings.own_frameworks": lambda g: g.school.settings.own_frameworks(),
}
HEADS_ONLY: dict[str, Way] = {
    "Settings.account": lambda g: g.school.settings.account(),
    "Settings.changes": lambda g: g.school.settings.changes(),
    "Settings.copy_of_store": lambda g: g.school.settings.copy_of_store(),
}


def test_no_way_through_the_door_is_left_out_here(demo: School) -> None:
    parts = (
        Door,
        *(type(part) for part in vars(demo).values() if type(part).__module__.startswith("evaluation.school")),
    )
    public = {
        f"{part.__name__}.{name}"
        for part in parts
        for name, member in inspect.getmembers(part, inspect.isfunction)
        if not name.startswith("_") and part.__name__ != "Questions"
    }
    assert public == {*WAYS, *SEEING, *HEADS_ONLY}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_can_change_it_and_a_refusal_changes_nothing(role: Role, way: str, ground) -> None:
    ability, act = WAYS[way]
    here = ground(Viewer(f"The {role}", role))
    before = here.door.revision
    if ability in CHANGES[role]:
        act(here)
        assert here.door.revision > before
    else:
        with pytest.raises(NotAllowed, match=f"({role})"):
            act(here)
        assert here.door.revision == before


@pytest.mark.parametrize("role", Role)
def test_everyone_may_see_the_school_and_only_the_head_the_record_of_changes(role: Role, ground) -> None:
    here = ground(Viewer(f"The {role}", role))
    before = here.door.revision
    for look in SEEING.values():
        look(here)
    for look in HEADS_ONLY.values():
        if role is Role.HEAD:
            assert look(here)
        else:
            with pytest.raises(NotAllowed):
                look(here)
    assert here.school.questions.moved().note
    assert here.door.revision == before
