"""Names as they are compared and put in order, and the times of a practice in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import NamedTuple

from evaluation.visible.records import WEEKDAYS, Slot, Week

_BEFORE_YEAR_1 = (("nursery", "n", "n1", "n2", "early years", "eyfs"), ("reception", "r", "yr", "rec"))


def plain(name: str) -> str:
    """A name as it is compared: in small letters, with single spaces."""
    return " ".join(name.casefold().split())


def distinct(names: Iterable[str]) -> list[str]:
    """Names without those that are one already written otherwise, each as it came first, in the order they came."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(plain(name), name)
    return list(found.values())


def year_order(name: str) -> tuple[int, int, str]:
    """A key that sorts year groups as they follow: nursery, reception, Year 1 to Year 13, then all the others."""
    word = plain(name)
    for place, names in enumerate(_BEFORE_YEAR_1):
        if word in names:
            return 0, place, word
    number = re.search(r"\d+", word)
    return (1, int(number[0]), word) if number else (2, 0, word)


def listed(parts: Sequence[str]) -> str:
    """ "one, two and three"."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


class Pattern(NamedTuple):
    """A time that is the same on some days of the week: the ISO weekdays in order, from when, to when, which week."""

    weekdays: tuple[int, ...]
    starts_at: time | None = None
    ends_at: time | None = None
    week: Week | None = None

    def slots(self) -> tuple[Slot, ...]:
        """The times of single days."""
        return tuple(Slot(weekday, self.starts_at, self.ends_at, self.week) for weekday in self.weekdays)


def patterns(slots: Iterable[Slot]) -> list[Pattern]:
    """Times by what they share, in the order of the week and the day."""
    together: dict[tuple[time | None, time | None, Week | None], list[int]] = {}
    for slot in sorted(
        set(slots), key=lambda s: (s.weekday, s.starts_at or time.min, s.ends_at or time.min, s.week or "")
    ):
        together.setdefault((slot.starts_at, slot.ends_at, slot.week), []).append(slot.weekday)
    return [Pattern(tuple(days), *shared) for shared, days in together.items()]


def slot_words(slots: Iterable[Slot]) -> str:
    """Times in words, days with the same time together: "Monday to Friday, 08:40; Thursday, 13:15 to 14:00 (week A)".

    "" where there is none.
    """
    return "; ".join(
        f"{_days(each.weekdays)}{_times(each)}{f' (week {each.week})' if each.week else ''}" for each in patterns(slots)
    )


def _times(pattern: Pattern) -> str:
    if pattern.starts_at is None:
        return ""
    end = f" to {pattern.ends_at:%H:%M}" if pattern.ends_at else ""
    return f", {pattern.starts_at:%H:%M}{end}"


def _days(weekdays: Sequence[int]) -> str:
    if len(weekdays) > 2 and list(weekdays) == list(range(weekdays[0], weekdays[-1] + 1)):
        return f"{WEEKDAYS[weekdays[0]]} to {WEEKDAYS[weekdays[-1]]}"
    return listed([WEEKDAYS[weekday] for weekday in weekdays])
