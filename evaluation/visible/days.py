"""The two days of a week on which inspectors would come, the day of the call, and week A or B.

The call comes on Monday and the two days are normally Tuesday and Wednesday; a week with a bank holiday can move both
(see `SOURCE`). That is read here as: the days that are set are the n-th working days of an
ordinary week, and the same n-th working days of every other one. The call is on the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evaluation.records import day
from evaluation.visible.records import WEEKDAYS, DaySetting, Week
from evaluation.visible.words import listed
from evaluation.working_days import Closure, bank_holiday, is_working_day

SOURCE = (
    "northumberlandeducation.co.uk/inspection-briefing (2024-25); educationbusinessuk.net, Ofsted updates school "
    "inspection handbooks (16 September 2024); neu.org.uk, Ofsted and school inspection changes"
)
"""Where the days that come with the product were read. None of these is Ofsted's own word."""

_WEEKS_AHEAD = 20


@dataclass(frozen=True)
class ShownDay:
    """A day looked at: its ISO weekday, its week (None: either, or not known), and its date where it is a real one.

    `closed` says why the school is closed then; "" where it is open.
    """

    weekday: int
    week: Week | None = None
    on: date | None = None
    closed: str = ""

    @property
    def name(self) -> str:
        """ "Tuesday", "Tuesday 4 May 2027"."""
        weekday = WEEKDAYS.get(self.weekday) or (f"{self.on:%A}" if self.on else "")
        return f"{weekday} {day(self.on)}" if self.on else weekday


@dataclass(frozen=True)
class TwoDays:
    """The days of one week: its Monday, when the call would come, the two days, week A or B.

    `days` is empty where not enough of the week is left. `why` says in words why the days are not the usual ones; ""
    in an ordinary week.
    """

    monday: date
    call_on: date | None
    days: tuple[date, ...]
    week: Week | None = None
    why: str = ""


def monday_of(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.isoweekday() - 1)


def two_days(monday: date, setting: DaySetting, closures: Sequence[Closure]) -> TwoDays:
    """The two days of the week of a day. `closures` are the school's own; bank holidays are known."""
    monday = monday_of(monday)
    working = [on for on in _weekdays(monday) if is_working_day(on, closures)]
    week = week_of(monday, setting.week_a_on, closures)
    shut = [on for on in _weekdays(monday) if on not in working]
    names = listed(list(dict.fromkeys(_closure_name(on, closures) for on in shut)))
    if not working:
        return TwoDays(monday, None, (), None, f"The school is closed all that week ({names}).")
    if len(working) < setting.second:
        left = listed([WEEKDAYS[on.isoweekday()] for on in working])
        why = f"Only {left} of that week {'is' if len(working) == 1 else 'are'} left ({names}): too few for two days."
        return TwoDays(monday, None, (), week, why)
    days = (working[setting.first - 1], working[setting.second - 1])
    call_on = working[0] if working[0] < days[0] else None
    if tuple(on.isoweekday() for on in days) == (setting.first, setting.second):
        return TwoDays(monday, call_on, days, week)
    first, second = (WEEKDAYS[on.isoweekday()] for on in days)
    call = f"the call would come on {WEEKDAYS[call_on.isoweekday()]} and " if call_on else ""
    because = listed([_shut(on, closures) for on in shut if on < days[-1]])
    return TwoDays(monday, call_on, days, week, f"{because}, so {call}the two days are {first} and {second}.")


def next_days(today: date, setting: DaySetting, closures: Sequence[Closure]) -> TwoDays:
    """The two days of this week while the second is not over, else of the next week that has two."""
    for weeks in range(_WEEKS_AHEAD):
        found = two_days(monday_of(today) + timedelta(weeks=weeks), setting, closures)
        if found.days and found.days[-1] >= today:
            return found
    return found


def typical_days(setting: DaySetting, week: Week | None) -> tuple[ShownDay, ...]:
    """The two days of an ordinary week: A, B, or (None) either."""
    return ShownDay(setting.first, week), ShownDay(setting.second, week)


def real_days(dates: Sequence[date], setting: DaySetting, closures: Sequence[Closure]) -> tuple[ShownDay, ...]:
    """Real dates, each with its week and whether the school is closed; the earlier first, none twice."""
    return tuple(
        ShownDay(
            on.isoweekday(),
            week_of(on, setting.week_a_on, closures),
            on,
            "" if is_working_day(on, closures) else _shut(on, closures),
        )
        for on in sorted(set(dates))
    )


def week_of(on: date, week_a_on: date | None, closures: Sequence[Closure]) -> Week | None:
    """Whether a day is in week A or B, which alternate from the week of `week_a_on`; None where nobody has said.

    A week in which the school is closed on every working day is neither, and is not counted.
    """
    if week_a_on is None:
        return None
    monday, anchor = monday_of(on), monday_of(week_a_on)
    if not _school_week(monday, closures):
        return None
    first, last = min(monday, anchor), max(monday, anchor)
    between = range((last - first).days // 7)
    counted = sum(_school_week(first + timedelta(weeks=number), closures) for number in between)
    return "B" if counted % 2 else "A"


def _weekdays(monday: date) -> list[date]:
    return [monday + timedelta(days=number) for number in range(5)]


def _school_week(monday: date, closures: Sequence[Closure]) -> bool:
    return any(is_working_day(on, closures) for on in _weekdays(monday))


def _shut(on: date, closures: Sequence[Closure]) -> str:
    """ "Monday 4 May 2026 is a bank holiday (May Day)"."""
    name = f"{on:%A} {day(on)}"
    if bank_holiday(on):
        return f"{name} is a bank holiday ({_closure_name(on, closures)})"
    closed = _closure_name(on, closures)
    return f"{name} is a school holiday ({closed})" if closed else f"{name} is no school day"


def _closure_name(on: date, closures: Sequence[Closure]) -> str:
    own = next((each.name for each in closures if each.first_on <= on <= each.last_on), "")
    return bank_holiday(on) or own
