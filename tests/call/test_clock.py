"""The clocks of the call: what is left, when all is ready, which days, and which times cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from evaluation.call import clock
from evaluation.call.records import Call, Check
from evaluation.call.rehearsals import table
from evaluation.details import FormRefused
from evaluation.working_days import Closure

RANG = datetime(2026, 11, 16, 9, 40)
CALL = Call("c", RANG, date(2026, 11, 17), date(2026, 11, 18), lines=("notes", "chair"))
MOMENTS = some.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))


def at(minutes: int) -> Check:
    return Check(done_at=RANG + timedelta(minutes=minutes), done_by="Jo")


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (RANG + timedelta(hours=2, minutes=10), "2 h 10 min"),
        (RANG + timedelta(seconds=1), "1 min"),
        (RANG + timedelta(hours=22), "22 h"),
        (RANG + timedelta(days=1, hours=3, minutes=5), "1 day 3 h"),
        (RANG + timedelta(days=3, minutes=5), "3 days"),
        (datetime(2026, 11, 16, 9, 30), "over since 09:30"),
        (datetime(2026, 11, 15, 8, 0), "over since 15 November 2026, 08:00"),
        (RANG, "over since 09:40"),
    ],
)
def test_what_is_left_is_said_in_words(until: datetime, words: str) -> None:
    assert clock.left(until, RANG) == words


@given(MOMENTS, MOMENTS)
def test_nothing_is_over_before_its_minute_and_every_word_says_something(until: datetime, now: datetime) -> None:
    words = clock.left(until, now)
    assert words.startswith("over") == (now >= until)
    assert re.fullmatch(r"over since .+|(\d+ days? ?)?(\d+ h ?)?(\d+ min)?", words) and words.strip()


def test_eight_in_the_morning_is_of_the_first_day() -> None:
    assert clock.eight_in_the_morning(CALL) == datetime(2026, 11, 17, 8)


def test_ready_is_when_the_last_line_was_done_and_never_before_all_are() -> None:
    assert clock.ready_at(CALL) is None and clock.minutes_to_ready(replace(CALL, checks={"notes": at(3)})) is None
    done = replace(CALL, checks={"notes": at(45), "chair": at(12), "not a line of it": at(90)})
    assert clock.ready_at(done) == RANG + timedelta(minutes=45)
    assert (clock.minutes_to_ready(done), clock.done_count(done)) == (45, 2)


def test_inspectors_come_on_the_next_two_working_days_as_a_rule() -> None:
    assert clock.usual_days(date(2026, 11, 16), ()) == (date(2026, 11, 17), date(2026, 11, 18))
    may_day = date(2027, 5, 4)
    assert clock.usual_days(may_day - timedelta(days=4), ()) == (may_day, may_day + timedelta(days=1))
    trip = Closure("Half term", date(2026, 11, 17), date(2026, 11, 17))
    assert clock.usual_days(date(2026, 11, 16), (trip,)) == (date(2026, 11, 18), date(2026, 11, 19))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"called_at": RANG + timedelta(hours=2)}, "called_at"),
        ({"called_at": RANG - timedelta(days=9)}, "called_at"),
        ({"first_day": date(2026, 11, 15)}, "first_day"),
        ({"first_day": date(2026, 12, 24), "second_day": date(2026, 12, 24)}, "first_day"),
        ({"second_day": date(2026, 11, 16)}, "second_day"),
        ({"planning_call_at": RANG - timedelta(minutes=1)}, "planning_call_at"),
        ({"planning_call_at": RANG + timedelta(days=3)}, "planning_call_at"),
    ],
)
def test_times_that_cannot_be_are_refused_by_name(changed: dict[str, object], field: str) -> None:
    with pytest.raises(FormRefused) as refused:
        clock.check_call(replace(CALL, **changed), RANG + timedelta(minutes=5))  # type: ignore[arg-type]
    assert field in refused.value.fields


def test_a_call_of_a_few_minutes_ago_with_a_planning_call_is_taken() -> None:
    clock.check_call(replace(CALL, planning_call_at=datetime(2026, 11, 16, 13)), RANG + timedelta(minutes=5))


def test_rehearsals_are_told_over_the_terms_and_an_unfinished_one_has_no_number() -> None:
    first = replace(CALL, id="a", rehearsal=True, checks={"notes": at(1), "chair": at(50)}, ended_at=RANG)
    later = replace(first, id="b", called_at=datetime(2027, 2, 1, 9), checks={"notes": at(1)}, ended_at=None)
    told = table([later, CALL, first], ())
    assert list(told["id"]) == ["a", "b"]
    assert list(told["term"]) == ["Autumn term 2026", "Spring term 2027"]
    assert told["minutes"].iloc[0] == 50 and told["minutes"].isna().iloc[1]
    assert (list(told["done"]), list(told["lines"]), list(told["going_on"])) == ([2, 1], [2, 2], [False, True])
    assert table([], ()).empty
