"""What could be seen, counted: by strand, standard, subject, year group and pupils, and how broad it is.

Every DataFrame has `seen`, the number of practices that could be seen, and `of`, the number there are. Nothing is
turned into a share or a score: how many practices a school has described says nothing of how good they are.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Sequence

import pandas as pd

from evaluation.visible.days import ShownDay
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS, Away, Practice, Week
from evaluation.visible.seen import Lens, Shown, look
from evaluation.visible.words import distinct, plain, year_order

PUPILS_RULE = (
    "A practice for all pupils reaches every group of them together with the others. It is counted once, under "
    f"“{PUPIL_GROUPS['all']}”; the other lines count what is there for that group."
)


def by_strand(shown: Sequence[Shown], lens: Lens) -> pd.DataFrame:
    """A row for each strand of the lens: strand_id, strand, seen, of, standards_seen, standards_of.

    The last two count different standards of the strand: shown by what could be seen, and by any practice.
    """
    practices = _counted(shown, lens.strand_ids)
    standards = _counted(shown, lens.standard_ids)
    rows = []
    for strand in lens.strands:
        named = [standards[each.id] for each in strand.standards if each.id in standards]
        of_standards = (sum(seen > 0 for seen, _ in named), len(named))
        rows.append((strand.id, strand.name, *practices.get(strand.id, (0, 0)), *of_standards))
    return pd.DataFrame(rows, columns=["strand_id", "strand", "seen", "of", "standards_seen", "standards_of"])


def by_standard(shown: Sequence[Shown], lens: Lens) -> pd.DataFrame:
    """A row for each standard that a practice shows: strand_id, strand, standard_id, standard (its text), seen, of."""
    found = _counted(shown, lens.standard_ids)
    rows = [
        (strand.id, strand.name, standard.id, standard.text, *found[standard.id])
        for strand in lens.strands
        for standard in strand.standards
        if standard.id in found
    ]
    return pd.DataFrame(rows, columns=["strand_id", "strand", "standard_id", "standard", "seen", "of"])


def by_subject(shown: Sequence[Shown]) -> pd.DataFrame:
    """A row for each subject, by name: subject, seen, of. Practices without a subject are in none."""
    names = distinct(each.practice.subject for each in shown if each.practice.subject)
    found = _counted(shown, lambda practice: {plain(practice.subject)})
    return _named("subject", sorted(names, key=plain), found)


def by_year_group(shown: Sequence[Shown]) -> pd.DataFrame:
    """A row for each year group, the youngest first: year_group, seen, of. A practice for several is in each.

    It could be seen with those that are there: not with a year group that is on a trip.
    """
    names = distinct(name for each in shown for name in each.practice.year_groups)
    found = _counted(shown, _years, lambda each: each.year_groups)
    return _named("year_group", sorted(names, key=year_order), found)


def by_pupils(shown: Sequence[Shown]) -> pd.DataFrame:
    """A row for each group of pupils: group (its id), pupils, seen, of. See `PUPILS_RULE`."""
    found = _counted(shown, lambda practice: set(practice.groups))
    rows = [(group, name, *found.get(group, (0, 0))) for group, name in PUPIL_GROUPS.items()]
    return pd.DataFrame(rows, columns=["group", "pupils", "seen", "of"])


def cells(shown: Sequence[Shown]) -> pd.DataFrame:
    """A row for each subject with a year group that has it: subject, year_group, seen, of.

    Subjects by name, year groups as they follow. Practices without a subject or a year group are in no cell.
    """
    subjects = {plain(name): name for name in by_subject(shown)["subject"]}
    years = {plain(name): name for name in by_year_group(shown)["year_group"]}
    found = _counted(
        shown,
        lambda practice: _in_subject(practice, _years(practice)),
        lambda each: _in_subject(each.practice, each.year_groups),
    )
    rows = [
        (subjects[subject], years[year], *found[subject, year])
        for subject in subjects
        for year in years
        if (subject, year) in found
    ]
    return pd.DataFrame(rows, columns=["subject", "year_group", "seen", "of"])


def strand_days(practices: Sequence[Practice], away: Sequence[Away], lens: Lens, week: Week | None) -> pd.DataFrame:
    """A row for each strand and weekday of an ordinary week: strand_id, strand, weekday (ISO), seen, of.

    `of` is the number of practices of the strand on any day or none.
    """
    frames = [
        by_strand(look(practices, [ShownDay(weekday, week)], away), lens).assign(weekday=weekday)
        for weekday in WEEKDAYS
    ]
    return pd.concat(frames)[["strand_id", "strand", "weekday", "seen", "of"]].reset_index(drop=True)


def breadth(shown: Sequence[Shown], lens: Lens) -> pd.DataFrame:
    """How broad what could be seen is: what, seen, of. Each row counts different things; empty ones are left out.

    Groups of pupils are those for which there is something of their own.
    """
    kinds: tuple[tuple[str, Callable[[Practice], Iterable[Hashable]]], ...] = (
        ("strands", lens.strand_ids),
        ("standards", lens.standard_ids),
        ("subjects", lambda p: {plain(p.subject)} - {""}),
        ("groups of pupils", lambda p: set(p.groups) - {"all"}),
    )
    rows = [("practices", sum(each.could_be_seen for each in shown), len(shown))]
    for what, of in kinds:
        found = _counted(shown, of)
        rows.append((what, sum(seen > 0 for seen, _ in found.values()), len(found)))
    years = by_year_group(shown)
    rows.append(("year groups", int((years["seen"] > 0).sum()), len(years)))
    return pd.DataFrame([row for row in rows if row[2]], columns=["what", "seen", "of"])


def _counted(
    shown: Iterable[Shown],
    keys: Callable[[Practice], Iterable[Hashable]],
    reached: Callable[[Shown], Container[Hashable]] | None = None,
) -> dict[Hashable, tuple[int, int]]:
    """By key how many of its practices could be seen, and how many it has.

    `reached` gives those of a practice's keys that could be seen with it; without it that is all of them.
    """
    found: dict[Hashable, tuple[int, int]] = {}
    for each in shown:
        within = reached(each) if reached else None
        for key in keys(each.practice):
            seen, of = found.get(key, (0, 0))
            found[key] = seen + (each.could_be_seen and (within is None or key in within)), of + 1
    return found


def _years(practice: Practice) -> set[str]:
    return set(map(plain, practice.year_groups))


def _in_subject(practice: Practice, years: Iterable[str]) -> set[tuple[str, str]]:
    return {(plain(practice.subject), year) for year in years} if practice.subject else set()


def _named(column: str, names: Iterable[str], found: dict[Hashable, tuple[int, int]]) -> pd.DataFrame:
    rows = [(name, *found[plain(name)]) for name in names]
    return pd.DataFrame(rows, columns=[column, "seen", "of"])
