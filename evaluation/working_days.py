"""Working days in England: Monday to Friday without bank holidays and, where asked, without the school's holidays.

Counting begins on the day after the start, so that day 1 is the first working day after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
import numpy as np


@dataclass(frozen=True)
class Closure:
    """A school holiday: its name, its first and its last day, both included.

    Not a training day: the school is at work then, although pupils are not there.
    """

    name: str
    first_on: date
    last_on: date


_YEARS = range(1990, 2101)
"""From before Ofsted began to the last year for which the library knows England's bank holidays."""


def bank_holiday(on: date) -> str | None:
    """The name of England's bank holiday on a day, None on any other; one-off ones are included.

    None too outside 1990 to 2100, and for one-off bank holidays announced after the library's release.
    """
    return _bank_holidays().get(on)


def is_working_day(on: date, closures: Iterable[Closure]) -> bool:
    """Whether a day is from Monday to Friday, no bank holiday and in no closure."""
    return bool(np.is_busday(on, busdaycal=_calendar(tuple(closures))))


def add_working_days(start: date, days: int, closures: Iterable[Closure]) -> date:
    """The day that is so many working days after the start; 0 gives the start itself.

    Raises ValueError when `days` is negative, or so many that the calendar ends before.
    """
    if days < 0:
        raise ValueError(f"Working days are counted forwards, so {days} is not possible.")
    if days == 0:
        return start
    found = np.busday_offset(start, days, roll="backward", busdaycal=_calendar(tuple(closures)))
    if found > np.datetime64(date.max):
        raise ValueError(f"{days} working days after {start} is past the end of the calendar.")
    return date.fromisoformat(str(found))


def working_days_between(start: date, end: date, closures: Iterable[Closure]) -> int:
    """How many working days there are after the start, up to and including the end; negative when the end is first."""
    earlier, later = np.datetime64(min(start, end)), np.datetime64(max(start, end))
    count = int(np.busday_count(earlier + 1, later + 1, busdaycal=_calendar(tuple(closures))))
    return count if start <= end else -count


@lru_cache(maxsize=1)
def _bank_holidays() -> dict[date, str]:
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=_YEARS).items())


@lru_cache(maxsize=64)
def _calendar(closures: tuple[Closure, ...]) -> np.busdaycalendar:
    closed = [np.arange(np.datetime64(c.first_on), np.datetime64(c.last_on) + 1) for c in closures]
    bank = np.array(sorted(_bank_holidays()), dtype="datetime64[D]")
    return np.busdaycalendar(holidays=np.concatenate([bank, *closed]))
