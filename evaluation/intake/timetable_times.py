"""The many ways in which a timetable names a day, a week and a time: "Mon", "MonA:1", "1MonA", "09:00-09:50".

A code of day and period may carry the week as a letter after the day ("MonB:3") or a number before it ("2Mon:3").
A number before a day that has no period behind it is the period ("3Mon"). Week 1 is week A, week 2 week B.
"""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

from evaluation.visible.records import Week

_DAYS = {
    1: "monday|mon|mo|m",
    2: "tuesday|tues|tue|tu",
    3: "wednesday|weds|wed|we|w",
    4: "thursday|thurs|thur|thu|th",
    5: "friday|fri|fr|f",
}
_NUMBER = {word: weekday for weekday, words in _DAYS.items() for word in words.split("|")}
_EVERY_DAY = re.compile(r"(?:every ?day|daily|all week|each day|(?:monday|mon|m) ?(?:-|–|to) ?(?:friday|fri|f))")
_APART = re.compile(r"\s*(?:[,;/&+\n]|\band\b)\s*")
_WEEKS: dict[str, Week] = {"a": "A", "1": "A", "b": "B", "2": "B"}
_GAP = r"[\s:._()-]*"
_CODE = re.compile(
    rf"(?:(?:week|wk){_GAP}(?P<first>[ab12])|(?P<letter>[ab])(?=[\s:._-])|(?P<lead>\d{{1,2}}))?{_GAP}"
    rf"(?P<day>{'|'.join(sorted(_NUMBER, key=len, reverse=True))}){_GAP}"
    rf"(?:(?:week|wk){_GAP}(?P<last>[ab12])|(?P<after>[ab])(?![a-z]))?{_GAP}"
    r"(?:(?:period|per|p|lesson|l)?[\s:._-]*(?P<period>\d{1,2}))?[)\s]*"
)
_WEEK = re.compile(rf"(?:week|wk)?{_GAP}(?P<week>[ab12])[)\s]*(?:week)?")
_BOTH = frozenset({"", "both", "all", "every", "a/b", "ab", "a b", "a&b", "a and b", "1/2", "1 and 2", "1&2", "a+b"})
_TIME = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?\s?(?P<half>[ap]m)?")


class NamedDay(NamedTuple):
    """A day of the school week by its ISO number, and the week where it is said with it."""

    weekday: int
    week: Week | None = None


def days_in(text: str) -> tuple[NamedDay, ...]:
    """The days that a cell names, each once; empty where it names none, or something else too."""
    plainly = " ".join(text.casefold().split())
    if _EVERY_DAY.fullmatch(plainly):
        return tuple(NamedDay(weekday) for weekday in _DAYS)
    found = [_day_in(part) for part in _APART.split(plainly) if part]
    return () if None in found else tuple(dict.fromkeys(day for day in found if day))


def week_in(text: str) -> Week | None:
    """The week that a cell names, None for both. Raises ValueError where it names neither."""
    plainly = " ".join(text.casefold().split())
    if plainly in _BOTH:
        return None
    if match := _WEEK.fullmatch(plainly):
        return _WEEKS[match["week"]]
    raise ValueError(f"“{text}” names neither week A nor week B")


def times_in(text: str) -> tuple[time | None, time | None]:
    """When something begins and ends, as a cell says it in hours and minutes; None for what it does not say."""
    found = [_clock(match) for match in _TIME.finditer(text.casefold())]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _day_in(text: str) -> NamedDay | None:
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    said = match["first"] or match["letter"] or match["last"] or match["after"]
    if not said and match["lead"] and match["period"]:
        said = match["lead"]
    return NamedDay(_NUMBER[match["day"]], _WEEKS.get(said or ""))


def _clock(match: re.Match[str]) -> time:
    hour = int(match["hour"])
    if match["half"] == "pm" and hour < 12:
        hour += 12
    return time(0 if match["half"] == "am" and hour == 12 else hour, int(match["minute"]))
