"""What a whole room may look at: the school as it is shown on a projector, on slides and to governors on paper.

Nothing here is for some and not for others: no names of people, no drafts, nothing under embargo, no group of pupils.
So it is the same whoever has opened it. Words that people typed are left out, and where the product cannot do without
them (what an action is) the names in them are replaced: see `evaluation.without_names`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from evaluation.access import Ability, Role, Viewer
from evaluation.call import rehearsals
from evaluation.comparison import Comparison
from evaluation.contradictions import Contradiction, contradictions
from evaluation.evidence.freshness import Basis, Strength
from evaluation.frameworks import Library, Strand
from evaluation.indicators.records import Challenge, Measure
from evaluation.movement import Moved
from evaluation.next_dates import Ahead, ahead
from evaluation.plan.causes import Gap
from evaluation.plan.owners import without_names
from evaluation.plan.records import Action, PlanRecord
from evaluation.records import Judgement, SessionRecord
from evaluation.school.challenges import Challenges
from evaluation.school.clock import Clock
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections, is_recent
from evaluation.school.numbers import Numbers
from evaluation.school.plans import Plans
from evaluation.school.questions import Questions
from evaluation.school.readiness import Readiness, known
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.school.visible import Visible
from evaluation.session import Session
from evaluation.store import calendar, calls, names
from evaluation.visible.days import ShownDay
from evaluation.without_names import hiding
from evaluation.working_days import Closure

ROOM = Viewer("The room", Role.GOVERNOR)
"""Who looks: somebody who sees what is locked, published and agreed, and changes nothing."""

HEADLINES = frozenset(
    {
        "ks2_rwm",
        "ks4_attainment8",
        "ks4_progress8",
        "absence_daily",
        "persistent_daily",
        "absence_census",
        "persistent_census",
        "roll",
        "fsm_share",
        "pupil_teacher_ratio",
    }
)
"""What is measured of many pupils. What counts a few (exclusions, posts, plans) is for those who open its page."""
OF_THE_ROLL = frozenset({"persistent_daily", "persistent_census", "fsm_share"})
"""Shares of all pupils: with the roll they tell how many pupils there are."""
FEW = 10
"""Of fewer pupils nothing is projected, though a page may show it."""


@dataclass(frozen=True)
class StrandBasis:
    """A strand of the latest locked self-evaluation, what its evidence amounts to, and what becomes of it by a day.

    `going` is how many pieces go stale until then, `first` the day of the first of them.
    """

    strand: Strand
    basis: Basis
    going: int
    first: date | None
    then: Strength


class Room:
    """The school as a room sees it, for somebody who sees everything of the school. All of it is to read only."""

    def __init__(self, group: Group) -> None:
        self._asked = group
        self._group = replace(group, viewer=ROOM, signed_in=False)
        self._hiding: tuple[int, Callable[[str], str]] | None = None

    @property
    def library(self) -> Library:
        """The frameworks."""
        return self._group.library

    def latest(self) -> Session | None:
        """The latest locked self-evaluation, without the words of people. Raises NotAllowed, EvaluationError."""
        session = self._evaluations().latest()
        if session is None:
            return None
        bare = (
            replace(state, judgement=_bare(state.judgement), last=_bare(state.last) if state.last else None)
            for state in session.strands
        )
        return replace(session, strands=tuple(bare))

    def records(self) -> list[SessionRecord]:
        """Every locked self-evaluation, the latest held first, without the words of people. Raises NotAllowed."""
        return [
            replace(record, judgements={key: _bare(said) for key, said in record.judgements.items()})
            for record in self._evaluations().records()
        ]

    def moved(self) -> Moved:
        """What moved between the two latest locked self-evaluations: see `movement.moved`. Raises NotAllowed."""
        self._require()
        return Questions(self._group).moved()

    def comparison(self) -> Comparison | None:
        """The latest published inspection beside what was said before it, without words; None where there is none.

        Raises NotAllowed, EvaluationError.
        """
        self._require()
        published = Questions(self._group).comparisons()
        found = next((each for each in published if not each.inspection.embargoed), None)
        return replace(found, rows=found.rows.assign(why="", words="")) if found else None

    def left_out(self) -> str:
        """What is left out because it is under embargo, in a sentence; "" where nothing is. Raises NotAllowed."""
        self._require()
        return Questions(self._group).left_out()

    def evidence(self, by: date) -> tuple[StrandBasis, ...]:
        """Each strand of the latest locked self-evaluation with what its evidence amounts to. Raises NotAllowed."""
        self._require()
        readiness = Readiness(self._group)
        fading = {each.strand.state.strand.id: each for each in readiness.fading(by)}
        found = []
        for each in readiness.strands():
            gone = fading.get(each.state.strand.id)
            days = [on for on, _ in gone.going] if gone else []
            then = gone.then if gone else each.basis.strength
            found.append(StrandBasis(each.state.strand, each.basis, len(days), min(days, default=None), then))
        return tuple(found)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """What does not fit, in sentences without names: see `evaluation.contradictions`. Raises NotAllowed."""
        hide = self._hide()
        gaps = [
            Gap(gap.inspection, replace(gap.point, text=hide(gap.point.text)), False)
            for gap in Plans(self._group).gaps()
        ]
        return contradictions(known(self._group, self.plans(), gaps), date.today())

    def plans(self) -> list[PlanRecord]:
        """Every plan with its agreed actions, and how each stands; nobody's name in it, and no words of updates.

        Raises NotAllowed.
        """
        hide = self._hide()
        return [kept for each in Plans(self._group).records() if (kept := _agreed(each, hide)).actions]

    def dates(self, most: int) -> tuple[Ahead, ...]:
        """The next dates that matter, the earliest first; of inspections under embargo nothing. Raises NotAllowed."""
        self._require()
        inspections, clock = Inspections(self._group), Clock(self._group)
        published = [each for each in inspections.all() if not each.embargoed]
        steps = {each.id: clock.steps(each.id) for each in published if is_recent(each)}
        return ahead(published, steps, self.plans(), date.today())[:most]

    def seen(self) -> tuple[tuple[ShownDay, ...], pd.DataFrame]:
        """The two days that come next (those of an ordinary week where none do), and what could be seen by strand.

        The DataFrame is that of `visible.counts.by_strand`. Raises NotAllowed.
        """
        self._require()
        visible = Visible(self._group)
        coming = visible.coming().days
        days = visible.dated(coming) if coming else visible.typical(None)
        return days, visible.seen(days).strands

    def rehearsals(self) -> pd.DataFrame:
        """The rehearsals of the call: see `call.rehearsals.table`. Raises NotAllowed."""
        self._require()
        holidays = calendar.holidays(self._group.store, self._group.school_id)
        closures = [Closure(each.name, each.first_on, each.last_on) for each in holidays]
        return rehearsals.table(calls.every(self._group.store, self._group.school_id), closures)

    def numbers(self) -> list[tuple[Measure, pd.DataFrame]]:
        """Headline figures of all pupils that have two or more to compare, each with its one line of like periods.

        The DataFrames are those of `indicators.series.series`, the words of sources without names. A share that stands
        for fewer than `FEW` pupils, or for all but so few, is left out as suppressed. Raises NotAllowed.
        """
        hide, numbers = self._hide(), Numbers(self._group)
        roll = numbers.series("roll")["value"].dropna()
        pupils = float(roll.iloc[-1]) if len(roll) else None
        found = []
        for measure in numbers.measures():
            if measure.id not in HEADLINES:
                continue
            rows = numbers.series(measure.id)
            if measure.id in OF_THE_ROLL and pupils is not None:
                share = rows["value"].fillna(50.0).clip(0, 100)
                few = share.clip(upper=50.0).where(share <= 50, 100 - share) * pupils / 100 < FEW
                kept = rows["value"].mask(few)
                rows = rows.assign(value=kept, missing=rows["missing"].mask(few.astype(bool), "suppressed"))
            if line := _best_line(rows):
                own = rows[rows["line"] == line].reset_index(drop=True)
                found.append((measure, own.assign(source=own["source"].map(hide))))
        return found

    def challenges(self) -> list[Challenge]:
        """The challenges that go on and what is done about each, without names and notes. Raises NotAllowed."""
        hide = self._hide()
        return [
            replace(each, name=hide(each.name), doing=hide(each.doing), followed=())
            for each in Challenges(self._group).all()
            if each.closed_on is None
        ]

    def without_names(self, text: str) -> str:
        """Words that a person typed, without the names of people. Raises NotAllowed."""
        return self._hide()(text)

    def _require(self) -> None:
        """Raise NotAllowed unless whoever opened this may still see everything of the school."""
        self._asked.reading()
        self._asked.viewer.require(Ability.SEE_EVERYTHING)

    def _evaluations(self) -> SelfEvaluations:
        self._require()
        return SelfEvaluations(self._group)

    def _hide(self) -> Callable[[str], str]:
        self._require()
        revision = self._group.store.revision
        if self._hiding is None or self._hiding[0] != revision:
            everybody = names.known(self._group.store, self._group.school_id)
            self._hiding = revision, hiding({*everybody, self._asked.viewer.name})
        return self._hiding[1]


def _best_line(rows: pd.DataFrame) -> str:
    """Of the lines of like periods with two figures or more that go on to this year: one that England's figure stands
    beside, with the most figures, the latest. "" where there is none."""
    known = rows[rows["value"].notna()]
    lines = known.groupby("line", sort=False).agg(size=("end", "size"), last=("end", "max"), both=("national", "count"))
    lines = lines[lines["size"] > 1]
    lines = lines[lines["last"] > lines["last"].max() - pd.Timedelta(days=366)].assign(both=lines["both"] > 0)
    return str(lines.sort_values(["both", "size", "last"]).index[-1]) if len(lines) else ""


def _bare(said: Judgement) -> Judgement:
    return replace(said, why="", saved_by="")


def _agreed(record: PlanRecord, hide: Callable[[str], str]) -> PlanRecord:
    """A plan with its agreed actions only, no words but what they are, and no names."""
    actions = tuple(_nameless(action, hide) for action in record.actions if action.agreed)
    ids = {action.id for action in actions}
    return without_names(
        replace(
            record,
            plan=replace(record.plan, name=hide(record.plan.name)),
            actions=actions,
            updates=tuple(replace(u, progress="", changed_for_pupils="") for u in record.updates if u.action_id in ids),
            reviews=tuple(replace(r, reason="") for r in record.reviews if r.action_id in ids),
            audits=(),
        )
    )


def _nameless(action: Action, hide: Callable[[str], str]) -> Action:
    milestones = tuple(replace(each, what=hide(each.what)) for each in action.milestones)
    bare = replace(action, why="", success_measure="", proof="", cost="", time="", milestones=milestones)
    return replace(bare, what=hide(action.what))
