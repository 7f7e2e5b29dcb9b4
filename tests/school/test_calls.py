"""The call through the one door: one console for all, no tick lost, and a rehearsal that touches nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from evaluation.access import Ability, NotAllowed, Role, Viewer
from evaluation.call.clock import minutes_to_ready
from evaluation.call.records import Call, LogEntry
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.records import Confidant, Inspection, SchoolHoliday
from evaluation.school import Door, School
from evaluation.store import Store, calls
from evaluation.visible.records import DaySetting

NOW = datetime.now().replace(microsecond=0)
TODAY = NOW.date()
CALL = Call("call", NOW - timedelta(seconds=90), TODAY + timedelta(days=1), TODAY + timedelta(days=2))
TRY = replace(CALL, id="try", rehearsal=True)


@pytest.fixture
def seen_by(school: School, store_path: Path) -> Callable[..., School]:
    """The same school for somebody of another role."""

    def see(role: Role, email: str = "") -> School:
        viewer = Viewer(f"The {role}", role, email)
        return Door.at(store_path, viewer).school(school.details.id)

    return see


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Everything in the store, table by table."""
    store = Store(path)
    tables = [row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: store.rows(f"SELECT * FROM {table}") for table in tables}


def test_a_call_makes_an_inspection_that_is_only_announced_with_its_days(school: School) -> None:
    call = school.calls.start(CALL)
    (inspection,) = school.inspections.all()
    assert (inspection.id, inspection.stage, inspection.kind) == ("call", "notified", "report_card")
    assert (inspection.started_on, inspection.ended_on) == (CALL.first_day, CALL.second_day)
    assert school.library.get(*inspection.framework).in_force(CALL.first_day)
    assert school.confidence.events("call")["notified"] == TODAY
    assert school.calls.open_now() == call and call.lines


def test_a_leader_who_answers_the_telephone_may_know_what_is_found(
    school: School, seen_by: Callable[..., School]
) -> None:
    seen_by(Role.LEADER, "leader@school.example").calls.start(CALL)
    assert school.confidence.confidants("call")[0].email == "leader@school.example"


def test_a_call_can_be_about_an_inspection_that_is_announced_already(school: School) -> None:
    framework = school.inspections.frameworks(TODAY)[0].key
    school.inspections.save(Inspection("there", "report_card", framework, CALL.first_day, stage="notified"))
    assert [each.id for each in school.calls.announced()] == ["there"]
    school.calls.start(replace(CALL, inspection_id="there"))
    assert [each.id for each in school.inspections.all()] == ["there"] and not school.calls.announced()
    assert not school.calls.takes_its_inspection(school.calls.one("call"))
    school.calls.end("call")
    with pytest.raises(EvaluationError, match="no longer one that was only announced"):
        school.calls.start(replace(CALL, id="second", inspection_id="there"))
    assert not school.calls.remove("call") and school.inspections.all()


def test_a_rehearsal_touches_nothing_but_itself(school: School, store_path: Path) -> None:
    before = rows(store_path)
    school.calls.start(TRY)
    first, second = school.calls.open_now().lines[:2]
    school.calls.own("try", first, "Jo")
    school.calls.tick("try", first)
    school.calls.tick("try", second)
    school.calls.untick("try", second)
    school.calls.plan_call("try", NOW + timedelta(minutes=30))
    school.calls.end("try")
    after = rows(store_path)
    assert {table for table in after if after[table] != before[table]} == {"call", "call_check", "change"}


def test_a_rehearsal_keeps_the_minutes_until_everything_was_done(school: School) -> None:
    rang = datetime.now().replace(microsecond=0) - timedelta(minutes=20)
    call = school.calls.start(replace(TRY, called_at=rang))
    for item in call.lines[:-1]:
        school.calls.tick("try", item)
    assert minutes_to_ready(school.calls.one("try")) is None
    school.calls.tick("try", call.lines[-1])
    school.calls.end("try")
    (kept,) = school.calls.rehearsals()
    assert minutes_to_ready(kept) in (20, 21) and kept.ended_at


def test_two_who_press_at_once_land_in_the_same_call(school: School) -> None:
    first = school.calls.start(CALL)
    assert school.calls.start(replace(CALL, id="other")) == first
    assert school.calls.start(CALL) == first
    assert len(school.calls.all()) == len(school.inspections.all()) == 1


def test_the_real_call_puts_an_open_rehearsal_away_and_a_rehearsal_never_a_call(school: School) -> None:
    school.calls.start(TRY)
    school.calls.start(CALL)
    assert school.calls.open_now().id == "call" and school.calls.one("try").ended_at
    assert school.calls.start(replace(TRY, id="again")).id == "call"


def test_ticking_keeps_the_first_time_and_who_and_can_be_taken_back(
    school: School, seen_by: Callable[..., School]
) -> None:
    item = school.calls.start(CALL).lines[0]
    jo = seen_by(Role.CONTRIBUTOR)
    assert jo.calls.tick("call", item) and not school.calls.tick("call", item)
    check = school.calls.one("call").checks[item]
    assert check.done_by == "The contributor" and check.done_at >= NOW
    assert school.calls.untick("call", item) and not school.calls.untick("call", item)
    assert school.calls.one("call").checks[item].done_at is None


def test_an_owner_stays_whatever_is_ticked_and_the_same_name_again_changes_nothing(school: School) -> None:
    item = school.calls.start(CALL).lines[0]
    assert not school.calls.own("call", item, " ")
    assert school.calls.own("call", item, "Jo  Patel ") and not school.calls.own("call", item, "Jo Patel")
    school.calls.tick("call", item)
    school.calls.untick("call", item)
    assert school.calls.one("call").checks[item].owner == "Jo Patel"
    assert school.calls.names() == ["Jo Patel"]
    with pytest.raises(FormRefused):
        school.calls.own("call", item, "x" * 121)


def test_many_hands_at_once_lose_no_tick(school: School, store_path: Path) -> None:
    lines = school.calls.start(CALL).lines

    def by(person: int) -> None:
        theirs = Door.at(store_path, Viewer(f"Person {person}", Role.LEADER)).school(school.details.id)
        for place, item in enumerate(lines):
            theirs.calls.own("call", item, f"Owner of {place}")
            if place % 4 == person:
                theirs.calls.tick("call", item)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(by, range(4)))
    checks = school.calls.one("call").checks
    assert {item: checks[item].done_by for item in lines} == {
        item: f"Person {place % 4}" for place, item in enumerate(lines)
    }
    assert [checks[item].owner for item in lines] == [f"Owner of {place}" for place in range(len(lines))]


def test_a_call_that_is_put_away_stays_as_it_was_until_it_is_opened_again(school: School) -> None:
    item = school.calls.start(CALL).lines[0]
    assert school.calls.end("call") and not school.calls.end("call")
    assert school.calls.open_now() is None
    for act in (
        lambda: school.calls.tick("call", item),
        lambda: school.calls.own("call", item, "Jo"),
        lambda: school.calls.plan_call("call", None),
        lambda: school.calls.start(CALL),
    ):
        with pytest.raises(EvaluationError, match="put away"):
            act()
    assert school.calls.reopen("call") and school.calls.tick("call", item)
    school.calls.end("call")
    school.calls.start(TRY)
    with pytest.raises(EvaluationError, match="Another one is open"):
        school.calls.reopen("call")


def test_the_planning_call_is_set_and_never_before_the_telephone_rang(school: School) -> None:
    school.calls.start(CALL)
    assert school.calls.plan_call("call", NOW + timedelta(minutes=5))
    assert school.calls.one("call").planning_call_at == NOW + timedelta(minutes=5)
    with pytest.raises(FormRefused, match="before the telephone rang"):
        school.calls.plan_call("call", CALL.called_at - timedelta(minutes=1))


def test_a_mistake_is_removed_with_the_inspection_it_made(school: School) -> None:
    call = school.calls.start(CALL)
    assert school.calls.takes_its_inspection(call)
    assert school.calls.remove("call")
    assert not school.calls.all() and not school.inspections.all()


@pytest.mark.parametrize(
    "said",
    [
        lambda s: s.confidence.move("call", "on_site", TODAY),
        lambda s: s.inspections.save(replace(s.inspections.in_confidence("call", "Here"), note="Rang again.")),
        lambda s: s.log.save(LogEntry("entry", "call", CALL.called_at, said_or_seen="How many pupils?")),
    ],
    ids=["a stage", "a note", "an entry of the log"],
)
def test_an_inspection_of_which_something_was_said_stays(school: School, said: Callable[[School], object]) -> None:
    school.calls.start(replace(CALL, first_day=TODAY, second_day=TODAY))
    said(school)
    assert not school.calls.remove("call")
    assert [each.id for each in school.inspections.all()] == ["call"]


def test_every_table_that_speaks_of_an_inspection_is_asked_before_one_is_removed(school: School, door: Door) -> None:
    store = Store(door.place)
    tables = [row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    speak = {
        table
        for table in tables
        if "inspection_id" in {row["name"] for row in store.rows(f"SELECT name FROM pragma_table_info('{table}')")}
    }
    assert speak == {*calls.SAID_OF_IT, *calls.MADE_WITH_IT}


def test_the_usual_days_leave_out_the_schools_own_holidays(school: School) -> None:
    first, second = school.calls.usual_days(date(2026, 11, 16))
    assert (first, second) == (date(2026, 11, 17), date(2026, 11, 18))
    school.clock.save_holiday(SchoolHoliday("h", "Fair", first, first))
    assert school.calls.usual_days(date(2026, 11, 16)) == (second, date(2026, 11, 19))


def test_an_independent_schools_call_is_about_the_standards_for_independent_schools(door: Door, school: School) -> None:
    details = replace(school.details, urn=999002, type="Independent school")
    independent = door.set_up(details)
    independent.calls.start(CALL)
    (inspection,) = independent.inspections.all()
    assert (inspection.kind, inspection.framework.id) == ("independent_standards", "independent-school-standards")


def test_a_monitoring_call_is_about_the_framework_in_force(school: School) -> None:
    school.calls.start(CALL, "monitoring")
    (inspection,) = school.inspections.all()
    assert (inspection.kind, inspection.framework.id) == ("monitoring", "ofsted-report-card")


@pytest.mark.parametrize("role", Role)
def test_who_writes_the_log_comes_in_and_a_real_call_is_for_those_who_record_inspections(
    school: School, seen_by: Callable[..., School], role: Role
) -> None:
    theirs = seen_by(role, f"{role}@school.example")
    if not theirs.viewer.may(Ability.LOG):
        for act in (theirs.calls.all, theirs.calls.open_now, lambda: theirs.calls.start(TRY)):
            with pytest.raises(NotAllowed):
                act()
        return
    theirs.calls.start(TRY)
    theirs.calls.end("try")
    if theirs.viewer.may(Ability.RECORD_INSPECTIONS):
        theirs.calls.start(CALL)
        assert theirs.calls.remove("call") and not theirs.calls.remove("try")
        return
    with pytest.raises(NotAllowed):
        theirs.calls.start(CALL)
    school.calls.start(CALL)
    assert theirs.calls.tick("call", school.calls.one("call").lines[0])
    for act in (lambda: theirs.calls.end("call"), lambda: theirs.calls.remove("call")):
        with pytest.raises(NotAllowed):
            act()


def test_a_school_cannot_reach_into_anothers_call(school: School, door: Door) -> None:
    item = school.calls.start(CALL).lines[0]
    other = door.set_up(replace(school.details, urn=999002, name="Another"))
    with pytest.raises(EvaluationError, match="no longer here"):
        other.calls.tick("call", item)
    assert other.calls.open_now() is None


def test_who_may_know_can_be_said_as_soon_as_the_call_has_come(school: School) -> None:
    school.calls.start(CALL)
    assert school.confidence.let_know("call", Confidant("c", "governors"))


def test_the_record_of_changes_tells_the_call_in_words_and_hides_nothing_of_it(school: School) -> None:
    item = school.calls.start(CALL).lines[0]
    school.calls.own("call", item, "Jo Patel")
    school.calls.tick("call", item)
    school.calls.start(replace(TRY, id="later"))
    told = school.settings.account()
    rows = {(row["Of"], row["What"]): row["To"] for row in told}
    assert rows["Line: notes", "Owner"] == "Jo Patel"
    assert rows["The call", "Only a rehearsal"] == "no"
    assert rows["The call", "The checklist"] == f"{len(school.calls.one('call').lines)} lines"
    assert rows["The call", "When the telephone rang"] == f"{CALL.called_at:%d/%m/%Y %H:%M}"
    assert not [row for row in told if row["Of"].startswith(("The call", "Line")) and "Confidential" in row["To"]]


def test_after_a_call_on_another_day_than_usual_they_come_on_the_next_two_working_days(school: School) -> None:
    tuesday = date(2026, 11, 17)
    assert school.calls.usual_days(tuesday) == (date(2026, 11, 18), date(2026, 11, 19))
    school.visible.set_days(DaySetting(3, 4, source="The letter of our inspectorate"))
    assert school.calls.usual_days(date(2026, 11, 16)) == (date(2026, 11, 18), date(2026, 11, 19))
