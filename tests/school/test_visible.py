"""Practice, who is away and the two days through the door: kept, merged, read back; without names to governors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Role, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.records import SchoolHoliday
from evaluation.school import Door, School
from evaluation.store.self_evaluations import ChangedMeanwhile
from evaluation.visible.days import SOURCE
from evaluation.visible.records import Away, DaySetting, Practice, Slot

TODAY = date.today()
CURRICULUM = ("school-strands", "curriculum")
READING = Practice(
    "reading",
    "Reading together",
    "English",
    (Slot(5, time(9), time(9, 20)), Slot(2, time(9), time(9, 20), "A")),
    ("Ms Elm",),
    ("Year 3",),
    ("all", "send"),
    (CURRICULUM,),
    (("school-strands", "curriculum.e9"),),
)
OFF = Away("off", "Ms Elm does not work on Tuesdays", ("Ms Elm",), weekday=2)
TRIP = Away("trip", "The fort", (), ("Year 3",), date(2026, 12, 1), date(2026, 12, 2))
GOVERNOR = Viewer("A governor", Role.GOVERNOR)


def seen_by(store_path: Path, school: School, viewer: Viewer) -> School:
    return Door.at(store_path, viewer).school(school.details.id)


def test_a_practice_is_kept_as_it_was_described_and_twice_under_one_id_is_once(school: School) -> None:
    untidy = replace(READING, what=" Reading together ", who=("Ms  Elm", "ms elm"), groups=("send", "all"))
    assert school.visible.save(untidy)
    assert not school.visible.save(READING)
    (kept,) = school.visible.practices()
    assert kept == replace(READING, slots=(READING.slots[1], READING.slots[0]))


def test_what_was_changed_can_be_read_back_in_words(school: School) -> None:
    school.visible.save(READING)
    school.visible.save(replace(READING, slots=(Slot(3),), groups=("eal",), strands=()))
    school.visible.save_away(OFF)
    school.visible.set_days(DaySetting(3, 4, date(2026, 11, 23), "Our reading", date(2026, 11, 1)))
    said = {(row["In"], row["What"]): (row["From"], row["To"]) for row in reversed(school.settings.account())}
    reading = "Practice: Reading together"
    assert said[reading, "When"] == ("Tuesday, 09:00 to 09:20 (week A); Friday, 09:00 to 09:20", "Wednesday")
    assert said[reading, "Pupils it reaches"][1] == "Pupils with English as an additional language"
    assert said[reading, "Strands"] == ("Curriculum", "")
    assert said[reading, "Standards"][1].startswith("A pupil who falls behind in reading")
    assert said["Away: Ms Elm does not work on Tuesdays", "Every week on"] == ("", "Tuesday")
    assert said["The two days", "First day"] == ("", "Wednesday")
    assert said["The two days", "A Monday of a week A"] == ("", "23 November 2026")
    assert not any("[" in value for values in said.values() for value in values)


def test_fields_left_alone_keep_what_somebody_else_saved_meanwhile(school: School) -> None:
    school.visible.save(READING)
    (shown,) = school.visible.practices()
    school.visible.save(replace(shown, subject="Literacy"), shown)
    assert school.visible.save(replace(shown, what="Reading aloud"), shown)
    (kept,) = school.visible.practices()
    assert (kept.what, kept.subject) == ("Reading aloud", "Literacy")
    with pytest.raises(ChangedMeanwhile):
        school.visible.save(replace(shown, subject="Phonics"), shown)
    school.visible.remove("reading")
    with pytest.raises(EvaluationError, match="no longer here"):
        school.visible.save(replace(kept, what="x"), kept)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": " "}, "what"),
        ({"subject": "x" * 200}, "subject"),
        ({"slots": (Slot(6),)}, "slots"),
        ({"slots": (Slot(1, time(10), time(9)),)}, "slots"),
        ({"slots": (Slot(1, None, time(9)),)}, "slots"),
        ({"slots": (Slot(1, week="C"),)}, "slots"),  # type: ignore[arg-type]
        ({"who": ("x\x07",)}, "who"),
        ({"year_groups": ("y" * 200,)}, "year_groups"),
        ({"strands": (("school-strands", "sport"),)}, "strands"),
        ({"standards": (("school-strands", "curriculum.z9"),)}, "standards"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(school: School, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(FormRefused) as refused:
        school.visible.save(replace(READING, **wrong))  # type: ignore[arg-type]
    assert refused.value.fields.keys() == {field}
    assert school.visible.practices() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": ""}, "what"),
        ({"who": ()}, "who"),
        ({"weekday": 7}, "weekday"),
        ({"first_on": TODAY}, "first_on"),
        ({"weekday": None}, "first_on"),
        ({"weekday": None, "first_on": TODAY, "last_on": TODAY - timedelta(days=1)}, "last_on"),
        ({"weekday": None, "first_on": TODAY, "last_on": TODAY + timedelta(days=500)}, "last_on"),
    ],
)
def test_who_is_away_when_is_said_in_full(school: School, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(FormRefused) as refused:
        school.visible.save_away(replace(OFF, **wrong))  # type: ignore[arg-type]
    assert field in refused.value.fields


@pytest.mark.parametrize(
    ("setting", "field"),
    [
        (DaySetting(3, 2, source="x"), "second"),
        (DaySetting(0, 2, source="x"), "first"),
        (DaySetting(2, 3, source=""), "source"),
        (DaySetting(2, 3, date(2026, 11, 24), "x"), "week_a_on"),
        (DaySetting(2, 3, None, "x", TODAY + timedelta(days=1)), "confirmed_on"),
    ],
)
def test_the_two_days_are_set_with_their_source(school: School, setting: DaySetting, field: str) -> None:
    with pytest.raises(FormRefused) as refused:
        school.visible.set_days(setting)
    assert refused.value.fields.keys() == {field}


def test_until_the_school_sets_them_the_days_are_tuesday_and_wednesday_with_a_source_and_not_confirmed(
    school: School,
) -> None:
    assert school.visible.days() == DaySetting(2, 3, None, SOURCE, None)


def test_the_schools_own_holidays_and_week_a_count(school: School) -> None:
    school.clock.save_holiday(SchoolHoliday("h", "Half-term", date(2026, 10, 26), date(2026, 10, 30)))
    school.visible.set_days(DaySetting(2, 3, date(2026, 10, 19), "x"))
    assert school.visible.week(date(2026, 10, 28)).days == ()
    assert school.visible.week(date(2026, 11, 2)).week == "B"
    assert [day.week for day in school.visible.dated(school.visible.week(date(2026, 11, 9)).days)] == ["A", "A"]


def test_the_picture_takes_trips_into_account_on_real_days_only(school: School) -> None:
    school.visible.save(replace(READING, slots=(Slot(2),)))
    school.visible.save_away(TRIP)
    typical = school.visible.seen(school.visible.typical(None))
    real = school.visible.seen(school.visible.dated([date(2026, 12, 1), date(2026, 12, 2)]))
    assert [each.could_be_seen for each in (*typical.shown, *real.shown)] == [True, False]
    assert list(real.breadth["seen"]) == [0] * len(real.breadth)
    days = real.strand_days
    assert list(days[days["strand_id"] == "curriculum"]["seen"]) == [0, 1, 0, 0, 0]


def test_what_is_not_to_be_seen_has_the_freshest_evidence_and_none_that_is_stale(demo: School) -> None:
    for practice in demo.visible.practices():
        demo.visible.remove(practice.id)
    demo.visible.save(replace(READING, slots=(Slot(5),)))
    days = demo.visible.typical(None)
    (unseen,) = demo.visible.not_seen(days).practices
    assert unseen.why == "Only on Friday" and unseen.evidence is not None
    demo.evidence.save(
        Evidence("own", "Reading records", "data", TODAY, standards=(("school-strands", "curriculum.e9"),))
    )
    (unseen,) = demo.visible.not_seen(days).practices
    assert unseen.evidence and unseen.evidence.id == "own"
    standards = demo.visible.not_seen(days).standards
    assert any(each.standard.id == "curriculum.e9" and each.elsewhere for each in standards)


def test_governors_look_without_names_of_staff(school: School, store_path: Path) -> None:
    school.visible.save(replace(READING, slots=(Slot(2),)))
    school.visible.save_away(OFF)
    school.visible.save_away(TRIP)
    theirs = seen_by(store_path, school, GOVERNOR).visible
    days = theirs.typical(None)
    everything = repr((theirs.practices(), theirs.away(), theirs.seen(days).shown, theirs.not_seen(days)))
    assert "Elm" not in everything
    assert [each.could_be_seen for each in theirs.seen(days).shown] == [False]
    assert "nobody who does it is there" in everything and "The fort" in everything


def test_reviewers_from_outside_see_nothing_of_it(school: School, store_path: Path) -> None:
    school.visible.save(READING)
    theirs = seen_by(store_path, school, Viewer("A reviewer", Role.REVIEWER)).visible
    assert theirs.practices() == theirs.away() == []
    with pytest.raises(NotAllowed):
        theirs.seen(theirs.typical(None))
    with pytest.raises(NotAllowed):
        theirs.not_seen(theirs.typical(None))


def test_a_school_cannot_reach_into_anothers_practice(school: School, door: Door) -> None:
    school.visible.save(READING)
    other = door.set_up(replace(school.details, urn=999002, name="Another"))
    with pytest.raises(EvaluationError, match="another school"):
        other.visible.save(replace(READING, what="Ours now"))
    with pytest.raises(EvaluationError, match="another school"):
        other.visible.remove("reading")
    assert other.visible.practices() == [] and len(school.visible.practices()) == 1


def test_a_value_changed_by_hand_is_named(school: School, store_path: Path) -> None:
    school.visible.save(READING)
    with Door.at(store_path, LOCAL_HEAD)._store.write("x", school.details.id) as write:
        write.db.conn.execute("UPDATE practice SET slots = '[[9, null, null, null]]'")
    with pytest.raises(EvaluationError, match="“Reading together” cannot be read"):
        school.visible.practices()
