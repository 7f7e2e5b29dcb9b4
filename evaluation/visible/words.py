"""Names as they are compared and put in order, and the times of a practice in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from evaluation.visible.records import WEEKDAYS, Slot

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


def slot_words(slots: Iterable[Slot]) -> str:
    """Times in words, days with the same time together: "Monday to Friday, 08:40; Thursday, 13:15 to 14:00 (week A)".

    "" where there is none.
    """
    together: dict[tuple[str, str], list[int]] = {}
    for slot in sorted(slots, key=lambda s: (s.weekday, s.starts_at is not None, s.starts_at, s.week or "")):
        week = f" (week {slot.week})" if slot.week else ""
        days = together.setdefault((_times(slot), week), [])
        if slot.weekday not in days:
            days.append(slot.weekday)
    return "; ".join(f"{_days(days)}{', ' if times else ''}{times}{week}" for (times, week), days in together.items())


def _times(slot: Slot) -> str:
    if slot.starts_at is None:
        return ""
    end = f" to {slot.ends_at:%H:%M}" if slot.ends_at else ""
    return f"{slot.starts_at:%H:%M}{end}"


def _days(weekdays: Sequence[int]) -> str:
    if len(weekdays) > 2 and list(weekdays) == list(range(weekdays[0], weekdays[-1] + 1)):
        return f"{WEEKDAYS[weekdays[0]]} to {WEEKDAYS[weekdays[-1]]}"
    return listed([WEEKDAYS[weekday] for weekday in weekdays])
