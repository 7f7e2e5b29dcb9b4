"""The log through the one door: many hands, each its own entries, and read whole only by those who may know."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from evaluation.access import Ability, NotAllowed, Role, Viewer
from evaluation.call.records import Call, LogEntry
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.records import Confidant, Inspection
from evaluation.school import Door, School
from evaluation.store.self_evaluations import ChangedMeanwhile

TODAY = date.today()
NOW = datetime.now().replace(microsecond=0)
SAID = LogEntry("a", "held", NOW - timedelta(minutes=5), "HMI with Jo Patel", "Reading", "Heard readers in Year 2.")


@pytest.fixture
def held(school: School) -> School:
    """A school with inspectors in it."""
    framework = school.inspections.frameworks(TODAY)[0].key
    school.inspections.save(Inspection("held", "report_card", framework, TODAY, stage="on_site"))
    return school


@pytest.fixture
def seen_by(held: School, store_path: Path) -> Callable[..., School]:
    """The same school for somebody else who signs in."""

    def see(name: str, role: Role = Role.CONTRIBUTOR) -> School:
        viewer = Viewer(name, role, f"{name.lower()}@school.example")
        return Door.at(store_path, viewer).school(held.details.id)

    return see


def ids(school: School) -> list[str]:
    return [entry.id for entry in school.log.read("held").entries]


def test_an_entry_is_kept_with_who_wrote_it_and_saving_twice_keeps_one(held: School) -> None:
    assert held.log.save(SAID) and not held.log.save(SAID)
    (entry,) = held.log.read("held").entries
    assert entry == replace(SAID, written_by="This computer")


def test_the_latest_stands_first(held: School) -> None:
    held.log.save(SAID)
    held.log.save(replace(SAID, id="b", at=NOW - timedelta(minutes=30)))
    assert ids(held) == ["a", "b"]


def test_under_embargo_who_may_know_reads_all_and_is_noted_others_only_what_they_wrote(
    held: School, seen_by: Callable[..., School]
) -> None:
    jo, ann = seen_by("Jo"), seen_by("Ann")
    jo.log.save(SAID)
    ann.log.save(replace(SAID, id="b"))
    held.log.save(replace(SAID, id="c"))
    assert (ids(jo), jo.log.read("held").whole) == (["a"], False)
    assert set(ids(held)) == {"a", "b", "c"} and held.log.read("held").whole
    held.confidence.let_know("held", Confidant("c", "person", "ann@school.example"))
    assert set(ids(ann)) == {"a", "b", "c"}
    noted = {(reading.who, reading.place) for reading in held.confidence.readings("held")}
    assert ("Ann (ann@school.example)", "Log of the two days") in noted and not any("Jo" in who for who, _ in noted)


def test_once_published_everybody_who_writes_reads_it_whole(held: School, seen_by: Callable[..., School]) -> None:
    held.log.save(SAID)
    held.confidence.move("held", "published", TODAY, confirmed=True)
    assert ids(seen_by("Jo")) == ["a"]


def test_ones_own_stays_ones_own_under_another_name(
    held: School, store_path: Path, seen_by: Callable[..., School]
) -> None:
    seen_by("Jo").log.save(SAID)
    married = Viewer("Jo Smith", Role.CONTRIBUTOR, "jo@school.example")
    jo = Door.at(store_path, married).school(held.details.id)
    assert ids(jo) == ["a"] and jo.log.save(replace(SAID, said_or_seen="Heard all of Year 2."))
    assert held.log.read("held").entries[0].written_by == "Jo (jo@school.example)"


def test_an_entry_is_changed_and_removed_by_who_wrote_it_and_by_the_head(
    held: School, seen_by: Callable[..., School]
) -> None:
    jo, ann, head = seen_by("Jo"), seen_by("Ann", Role.LEADER), seen_by("Head", Role.HEAD)
    jo.log.save(SAID)
    for act in (lambda: ann.log.save(replace(SAID, who="Ann")), lambda: ann.log.remove("held", "a")):
        with pytest.raises(NotAllowed, match="Somebody else wrote"):
            act()
    assert jo.log.save(replace(SAID, who="HMI")) and head.log.save(replace(SAID, who="HMI and Jo"))
    assert head.log.remove("held", "a") and not head.log.remove("held", "a")
    with pytest.raises(EvaluationError, match="no longer here"):
        jo.log.save(replace(SAID, who="HMI"), shown=SAID)


def test_two_windows_on_one_entry_lose_nothing(held: School) -> None:
    held.log.save(SAID)
    (shown,) = held.log.read("held").entries
    held.log.save(replace(shown, who="Two inspectors"), shown)
    held.log.save(replace(shown, promise="Send the plan"), shown)
    (entry,) = held.log.read("held").entries
    assert (entry.who, entry.promise) == ("Two inspectors", "Send the plan")
    with pytest.raises(ChangedMeanwhile):
        held.log.save(replace(shown, who="One inspector"), shown)


def test_a_promise_is_kept_by_whoever_may_read_it(held: School, seen_by: Callable[..., School]) -> None:
    jo, ann = seen_by("Jo"), seen_by("Ann", Role.LEADER)
    jo.log.save(replace(SAID, promise="Send the plan"))
    with pytest.raises(EvaluationError, match="no longer here"):
        ann.log.keep_promise("held", "a", TODAY)
    assert held.log.keep_promise("held", "a", TODAY) and not jo.log.keep_promise("held", "a", TODAY)
    assert jo.log.read("held").entries[0].promise_kept_on == TODAY
    assert jo.log.keep_promise("held", "a", None)


def test_what_an_entry_rests_on_must_be_in_the_register(held: School) -> None:
    with pytest.raises(FormRefused, match="no longer in the register"):
        held.log.save(replace(SAID, evidence_ids=("walk",)))
    held.evidence.save(Evidence("walk", "A walk", "observation", TODAY))
    assert held.log.save(replace(SAID, evidence_ids=("walk",), strand=("ofsted-report-card", "inclusion")))


def test_many_hands_at_once_lose_no_entry(held: School, store_path: Path) -> None:
    def by(person: int) -> None:
        viewer = Viewer(f"Person {person}", Role.CONTRIBUTOR, f"{person}@school.example")
        theirs = Door.at(store_path, viewer).school(held.details.id)
        for number in range(6):
            theirs.log.save(replace(SAID, id=f"{person}-{number}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(by, range(4)))
    assert len(ids(held)) == 24


def test_the_calls_own_inspection_stands_first_then_the_latest_and_no_old_ones(held: School) -> None:
    framework = held.inspections.frameworks(TODAY)[0].key
    old = TODAY - timedelta(days=400)
    held.inspections.save(
        Inspection("old", "report_card", framework, old, published_on=old, outcome="All met", stage="published")
    )
    held.inspections.save(Inspection("called", "report_card", framework, TODAY - timedelta(days=3), stage="notified"))
    assert [each.id for each in held.log.inspections()] == ["held", "called"]
    held.calls.start(Call("c", NOW, TODAY, TODAY, inspection_id="called"))
    assert [each.id for each in held.log.inspections()] == ["called", "held"]
    held.log.save(replace(SAID, inspection_id="old", at=NOW))
    assert "old" in {each.id for each in held.log.inspections()}


def test_in_the_record_of_changes_its_words_are_hidden_until_it_is_published(held: School) -> None:
    held.log.save(replace(SAID, promise="Send the plan"))
    told = repr(held.settings.changes()) + repr(held.settings.account())
    assert "Heard readers" not in told and "Patel" not in told and "Send the plan" not in told
    held.confidence.move("held", "published", TODAY, confirmed=True)
    assert "Heard readers" in repr(held.settings.account())


@pytest.mark.parametrize("role", Role)
def test_governors_and_people_from_outside_neither_read_nor_write(
    held: School, seen_by: Callable[..., School], role: Role
) -> None:
    held.confidence.let_know("held", Confidant("g", "governors"))
    theirs = seen_by("Someone", role)
    if theirs.viewer.may(Ability.LOG):
        assert theirs.log.save(SAID) and theirs.log.read("held").entries
        return
    for act in (
        lambda: theirs.log.read("held"),
        theirs.log.inspections,
        lambda: theirs.log.save(SAID),
        lambda: theirs.log.remove("held", "a"),
        lambda: theirs.log.keep_promise("held", "a", TODAY),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_school_cannot_reach_into_anothers_log(held: School, door: Door) -> None:
    held.log.save(SAID)
    other = door.set_up(replace(held.details, urn=999002, name="Another"))
    for act in (
        lambda: other.log.read("held"),
        lambda: other.log.save(SAID),
        lambda: other.log.remove("held", "a"),
        lambda: other.log.keep_promise("held", "a", TODAY),
    ):
        with pytest.raises(EvaluationError, match="no longer here"):
            act()
