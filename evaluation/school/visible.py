"""What could be seen on two days of the week, and what is true of the school but not to be seen then.

Only people of the school look here. Governors read no names of staff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from evaluation.access import Ability
from evaluation.details import require
from evaluation.errors import EvaluationError
from evaluation.evidence.freshness import best
from evaluation.evidence.links import standard_homes
from evaluation.evidence.records import Evidence
from evaluation.records import Mark
from evaluation.school.clock import Clock
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.half_lives import HalfLife
from evaluation.school.plan_guard import merged
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.store import practices as stored
from evaluation.visible import counts, days
from evaluation.visible.days import ShownDay, TwoDays
from evaluation.visible.describing import checked_days, described, told_away
from evaluation.visible.not_seen import NotSeen, not_seen
from evaluation.visible.records import Away, DaySetting, Practice, Week
from evaluation.visible.seen import Lens, Shown, look
from evaluation.working_days import Closure

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

GONE = "This is no longer here: someone removed it."
SOMEBODY_AWAY = "Somebody is not there"
NEW = DaySetting(source=days.SOURCE)
"""The two days that come with the product. Nobody has confirmed them."""

_Told = TypeVar("_Told", bound="DataclassInstance")


@dataclass(frozen=True, eq=False)
class Picture:
    """What could be seen on some days: each practice, and what that is by strand, subject and so on.

    The DataFrames are those of `visible.counts`. `strand_days` is about an ordinary week.
    """

    days: tuple[ShownDay, ...]
    lens: Lens
    shown: tuple[Shown, ...]
    breadth: pd.DataFrame
    strands: pd.DataFrame
    standards: pd.DataFrame
    subjects: pd.DataFrame
    year_groups: pd.DataFrame
    pupils: pd.DataFrame
    cells: pd.DataFrame
    strand_days: pd.DataFrame


class Visible:
    """Practice, who is away, the two days, and what follows. Ids of what is new come from the screen."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def practices(self) -> list[Practice]:
        """What the school does, as it was described; nothing for reviewers from outside."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return []
        return [self._without_names(practice) for practice in self._practices()]

    def save(self, practice: Practice, shown: Practice | None = None) -> bool:
        """Save a practice, new or changed; True when anything changed. Saving twice under one id keeps one.

        `shown` is the practice as it was before the person: fields they left alone keep what somebody else has saved
        meanwhile. Raises FormRefused, ChangedMeanwhile where both changed the same field, NotAllowed.
        """
        practice = described(practice)
        with self._group.writing(Ability.DESCRIBE_PRACTICE) as write:
            before, practice = _on_top(practice, shown, self._practices(), lambda each: each.id)
            self._check_links(practice, before)
            return stored.save(write, described(practice))

    def remove(self, practice_id: str) -> bool:
        """Remove a practice; True when it was here."""
        with self._group.writing(Ability.DESCRIBE_PRACTICE) as write:
            return stored.remove(write, practice_id)

    def away(self) -> list[Away]:
        """Who is away when: every week first, then by day; nothing for reviewers from outside."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return []
        return [self._without_names_of_away(each) for each in self._away()]

    def save_away(self, away: Away, shown: Away | None = None) -> bool:
        """Save who is away, new or changed; True when anything changed. `shown` and what is raised: see `save`."""
        away = told_away(away)
        with self._group.writing(Ability.DESCRIBE_PRACTICE) as write:
            _, away = _on_top(away, shown, self._away(), lambda each: each.id)
            return stored.save_away(write, told_away(away))

    def remove_away(self, away_id: str) -> bool:
        """Remove what was said of who is away; True when it was here."""
        with self._group.writing(Ability.DESCRIBE_PRACTICE) as write:
            return stored.remove_away(write, away_id)

    def days(self) -> DaySetting:
        """The two days as the school has set them, else as they come with the product."""
        return stored.days(self._group.reading(), self._group.school_id) or NEW

    def set_days(self, setting: DaySetting) -> bool:
        """Set the two days, with where they are written; True when anything changed. Raises FormRefused, NotAllowed."""
        setting = checked_days(setting)
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return stored.set_days(write, setting)

    def week(self, on: date) -> TwoDays:
        """The two days in the week of a day; a bank holiday or a holiday of the school's own moves them."""
        return days.two_days(on, self.days(), self._closures())

    def coming(self) -> TwoDays:
        """The two days of this week while they are not over, else of the next week that has two."""
        return days.next_days(date.today(), self.days(), self._closures())

    def typical(self, week: Week | None) -> tuple[ShownDay, ...]:
        """The two days of an ordinary week: A, B, or either."""
        return days.typical_days(self.days(), week)

    def dated(self, dates: Sequence[date]) -> tuple[ShownDay, ...]:
        """Real dates, so that trips and week A or B count."""
        return days.real_days(dates, self.days(), self._closures())

    def seen(self, on: Sequence[ShownDay]) -> Picture:
        """What could be seen on these days. Raises NotAllowed."""
        shown, lens = self._look(on), self._lens()
        weeks = {each.week for each in on}
        week = weeks.pop() if len(weeks) == 1 else None
        return Picture(
            tuple(on),
            lens,
            shown,
            counts.breadth(shown, lens),
            counts.by_strand(shown, lens),
            counts.by_standard(shown, lens),
            counts.by_subject(shown),
            counts.by_year_group(shown),
            counts.by_pupils(shown),
            counts.cells(shown),
            counts.strand_days(self._practices(), self._away(), lens, week),
        )

    def not_seen(self, on: Sequence[ShownDay]) -> NotSeen:
        """What is true of the school but not to be seen on these days, each with its best standing evidence.

        True is what is marked Met in the latest locked self-evaluation, or in the latest. Raises NotAllowed.
        """
        half_lives, today = HalfLife(self._group).all(), date.today()

        def freshest(pieces: Sequence[Evidence]) -> Evidence | None:
            return next(iter(best(pieces, half_lives, today)), None)

        evidence = EvidenceRegister(self._group).all()
        return not_seen(self._look(on), self._lens(), self._marks(), evidence, freshest)

    def _look(self, on: Sequence[ShownDay]) -> tuple[Shown, ...]:
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        found = look(self._practices(), on, self._away(), names=self._reads_names)
        return tuple(replace(each, practice=self._without_names(each.practice)) for each in found)

    def _lens(self) -> Lens:
        evaluations = SelfEvaluations(self._group)
        session = evaluations.latest()
        if session:
            return Lens(session.framework.id, tuple(state.strand for state in session.strands))
        framework = evaluations.frameworks(date.today())[0]
        return Lens(framework.id, evaluations.strands_of(framework))

    def _marks(self) -> dict[str, Mark]:
        session = SelfEvaluations(self._group).latest()
        return {key: mark for state in session.strands for key, mark in state.marks.items()} if session else {}

    def _practices(self) -> list[Practice]:
        return stored.every(self._group.reading(), self._group.school_id)

    def _away(self) -> list[Away]:
        return stored.away(self._group.reading(), self._group.school_id)

    def _closures(self) -> list[Closure]:
        return [Closure(each.name, each.first_on, each.last_on) for each in Clock(self._group).holidays()]

    def _check_links(self, practice: Practice, before: Practice | None) -> None:
        """Raise FormRefused where a strand or standard is in no framework; what was linked before may stay."""
        homes = standard_homes(self._group.library)
        strands = {(f.id, strand.id) for f in self._group.library.frameworks.values() for strand in f.strands}
        new_strands = set(practice.strands) - set(before.strands if before else ())
        new_standards = set(practice.standards) - set(before.standards if before else ())
        require(
            {
                "strands": None if new_strands <= strands else "A strand is no longer here. Choose again.",
                "standards": None if new_standards <= homes.keys() else "A standard is no longer here. Choose again.",
            }
        )

    @property
    def _reads_names(self) -> bool:
        return self._group.viewer.may(Ability.DESCRIBE_PRACTICE)

    def _without_names(self, practice: Practice) -> Practice:
        return practice if self._reads_names else replace(practice, who=())

    def _without_names_of_away(self, away: Away) -> Away:
        if self._reads_names or not away.who:
            return away
        return replace(away, who=(), what=SOMEBODY_AWAY)


def _on_top(
    mine: _Told, shown: _Told | None, here: Iterable[_Told], key: Callable[[_Told], str]
) -> tuple[_Told | None, _Told]:
    """What is stored, and what a person changed on top of it. Raises EvaluationError where it was removed meanwhile."""
    before = next((each for each in here if key(each) == key(mine)), None)
    if shown and before is None:
        raise EvaluationError(GONE)
    return before, merged(mine, shown, before) if shown and before else mine
