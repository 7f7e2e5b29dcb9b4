"""Which practice could be seen on some days, and why other practice could not.

A practice could be seen on a day when it has a time on that weekday, in that week, the school is open, and it takes
place: it does not where everybody who does it is away, or every year group it is for. Somebody standing in keeps it.
Names are compared without letter case and spare spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evaluation.frameworks import Strand
from evaluation.visible.days import ShownDay
from evaluation.visible.records import WEEKDAYS, Away, Practice, Slot
from evaluation.visible.words import listed, plain, slot_words

NO_TIME = "No weekday is given for it"
ONLY_ON = "Only on "
SOMEBODY = "nobody who does it is there"


@dataclass(frozen=True)
class Shown:
    """One practice on the days looked at: the times at which it could be seen, or why it could not.

    `year_groups` are those of its year groups that are there at one of these times, by their plain names.
    """

    practice: Practice
    times: tuple[tuple[ShownDay, Slot], ...] = ()
    why: str = ""
    year_groups: frozenset[str] = frozenset()

    @property
    def could_be_seen(self) -> bool:
        """Whether there is a time at which it could be seen."""
        return bool(self.times)

    @property
    def when(self) -> str:
        """The times at which it could be seen, in words; "" where there is none. A week that is known is not said."""
        return slot_words({replace(slot, week=None) if day.week else slot for day, slot in self.times})


@dataclass(frozen=True)
class Lens:
    """The strands through which a school looks at itself: those that it uses of one framework, in its order."""

    framework_id: str
    strands: tuple[Strand, ...]

    def strand_ids(self, practice: Practice) -> set[str]:
        """The strands that a practice speaks to, also through one of their standards."""
        own = {strand_id for framework_id, strand_id in practice.strands if framework_id == self.framework_id}
        through = {self.strand_of[each] for each in self.standard_ids(practice)}
        return {strand.id for strand in self.strands if strand.id in own} | through

    def standard_ids(self, practice: Practice) -> set[str]:
        """The standards of these strands that a practice shows."""
        ids = {standard_id for framework_id, standard_id in practice.standards if framework_id == self.framework_id}
        return ids & self.strand_of.keys()

    @cached_property
    def strand_of(self) -> dict[str, str]:
        """The strand of each standard, both by id."""
        return {standard.id: strand.id for strand in self.strands for standard in strand.standards}


def look(
    practices: Iterable[Practice], days: Sequence[ShownDay], away: Iterable[Away], names: bool = True
) -> tuple[Shown, ...]:
    """Each practice in the order given, on these days. Without `names` no reason says who is away."""
    gone = [(day, *_gone(day, away)) for day in days]
    return tuple(_look(practice, gone, names) for practice in practices)


_Gone = tuple[ShownDay, Mapping[str, Away], Mapping[str, Away]]
"""A day, and what takes away people and year groups then, by their plain names."""


def _look(practice: Practice, gone: Sequence[_Gone], names: bool) -> Shown:
    times: list[tuple[ShownDay, Slot]] = []
    reasons: list[str] = []
    there: set[str] = set()
    for day, people, years in gone:
        slots = [slot for slot in practice.slots if slot.weekday == day.weekday]
        in_week = [slot for slot in slots if not slot.week or not day.week or slot.week == day.week]
        if not slots:
            continue
        if day.closed:
            reasons.append(day.closed)
        elif not in_week:
            reasons.append(f"{day.name}: only in week {slots[0].week}")
        elif reason := _all_away(practice, people, years, names):
            reasons.append(f"{day.name}: {reason}")
        else:
            times += [(day, slot) for slot in in_week]
            there |= set(map(plain, practice.year_groups)) - years.keys()
    if times:
        return Shown(practice, tuple(times), "", frozenset(there))
    return Shown(practice, (), "; ".join(reasons) or _other_days(practice))


def _other_days(practice: Practice) -> str:
    weekdays = sorted({slot.weekday for slot in practice.slots})
    return f"{ONLY_ON}{listed([WEEKDAYS[weekday] for weekday in weekdays])}" if weekdays else NO_TIME


def _gone(day: ShownDay, away: Iterable[Away]) -> tuple[dict[str, Away], dict[str, Away]]:
    """Who and which year groups are away that day, by their plain names, each with the first entry that says so."""
    people: dict[str, Away] = {}
    years: dict[str, Away] = {}
    for each in away:
        if _applies(each, day):
            people = {plain(name): each for name in each.who} | people
            years = {plain(name): each for name in each.year_groups} | years
    return people, years


def _applies(away: Away, day: ShownDay) -> bool:
    """A weekday off is typical, so it counts in every week; a trip counts on its real days only."""
    if away.weekday is not None:
        return away.weekday == day.weekday
    if day.on is None or away.first_on is None or away.last_on is None:
        return False
    return away.first_on <= day.on <= away.last_on


def _all_away(practice: Practice, people: Mapping[str, Away], years: Mapping[str, Away], names: bool) -> str:
    """Why a practice does not take place; "" where it does."""
    for needed, gone, personal in ((practice.year_groups, years, False), (practice.who, people, True)):
        found = [gone.get(plain(name)) for name in needed]
        if not found or None in found:
            continue
        if personal and not names:
            return SOMEBODY
        told = dict.fromkeys(each.what for each in found if each and each.what and (names or not each.who))
        who = f"{listed(needed)} {'is' if len(needed) == 1 else 'are'} away"
        return f"{who} ({'; '.join(told)})" if told else who
    return ""
