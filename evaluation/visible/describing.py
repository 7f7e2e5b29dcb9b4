"""What can be said of practice, of who is away, and of the two days: how it is kept, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from evaluation.details import LINE_LENGTH, NAME_LENGTH, date_problem, require, text_problem, tidied, tidy
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS, WEEKS, Away, DaySetting, Practice, Slot
from evaluation.visible.words import distinct

LONGEST_AWAY = timedelta(days=366)
FAR = timedelta(days=3 * 366)


def described(practice: Practice) -> Practice:
    """A practice as it is kept: texts tidy, names and times once each. Raises FormRefused."""
    practice = replace(
        tidied(practice),
        slots=tuple(sorted(set(practice.slots), key=_order)),
        who=_names(practice.who),
        year_groups=_names(practice.year_groups),
        groups=tuple(group for group in PUPIL_GROUPS if group in practice.groups) or ("all",),
        strands=tuple(dict.fromkeys(practice.strands)),
        standards=tuple(dict.fromkeys(practice.standards)),
    )
    require(
        {
            "what": text_problem(practice.what, "What it is", LINE_LENGTH),
            "subject": text_problem(practice.subject, "The subject", NAME_LENGTH, needed=False),
            "slots": next((wrong for slot in practice.slots if (wrong := _slot_problem(slot))), None),
            "who": _names_problem(practice.who, "A name"),
            "year_groups": _names_problem(practice.year_groups, "A year group"),
        }
    )
    return practice


def told_away(away: Away) -> Away:
    """Somebody's absence as it is kept. Raises FormRefused: it is about somebody, on some days or on a weekday."""
    away = replace(tidied(away), who=_names(away.who), year_groups=_names(away.year_groups))
    first, last = away.first_on, away.last_on
    weekly = away.weekday is not None
    today = date.today()
    span = None
    if first and last and not first <= last <= first + LONGEST_AWAY:
        span = "The last day is before the first." if last < first else "That is longer than a year: give fewer days."
    require(
        {
            "what": text_problem(away.what, "What it is", LINE_LENGTH),
            "who": _names_problem(away.who, "A name")
            or (None if away.who or away.year_groups else "Say who is away: people, or year groups."),
            "year_groups": _names_problem(away.year_groups, "A year group"),
            "weekday": "Choose a weekday." if weekly and away.weekday not in WEEKDAYS else None,
            "first_on": ("Give either days or a weekday." if first or last else None)
            if weekly
            else date_problem(first, "The first day", today - FAR, today + FAR),
            "last_on": None if weekly else date_problem(last, "The last day", today - FAR, today + FAR) or span,
        }
    )
    return away


def checked_days(setting: DaySetting) -> DaySetting:
    """The two days as they are kept. Raises FormRefused: the first comes before the second, and a source is named."""
    setting = tidied(setting)
    today = date.today()
    known = setting.first in WEEKDAYS and setting.second in WEEKDAYS
    a = setting.week_a_on
    require(
        {
            "first": None if known else "Choose two days from Monday to Friday.",
            "second": "The second day comes after the first." if known and setting.second <= setting.first else None,
            "week_a_on": (
                date_problem(a, "The Monday of a week A", today - FAR, today + FAR)
                or (None if a.isoweekday() == 1 else f"{a:%d/%m/%Y} is no Monday.")
            )
            if a
            else None,
            "source": text_problem(setting.source, "Where it is written", LINE_LENGTH),
            "confirmed_on": date_problem(setting.confirmed_on, "The day it was confirmed", today - FAR, today)
            if setting.confirmed_on
            else None,
        }
    )
    return setting


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(distinct(tidied_name for name in names if (tidied_name := " ".join(tidy(name).split()))))


def _names_problem(names: Iterable[str], what: str) -> str | None:
    return next((wrong for name in names if (wrong := text_problem(name, what, NAME_LENGTH))), None)


def _slot_problem(slot: Slot) -> str | None:
    if slot.weekday not in WEEKDAYS:
        return "Choose days from Monday to Friday."
    if slot.week not in (None, *WEEKS):
        return "A week is A or B, or both."
    if slot.ends_at and not slot.starts_at:
        return "Say when it begins."
    if slot.starts_at and slot.ends_at and slot.ends_at <= slot.starts_at:
        return f"It ends at {slot.ends_at:%H:%M}, which is not after {slot.starts_at:%H:%M}, when it begins."
    return None


def _order(slot: Slot) -> tuple[object, ...]:
    return slot.weekday, str(slot.starts_at or ""), str(slot.ends_at or ""), slot.week or ""
