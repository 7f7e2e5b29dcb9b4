"""What a workbook holds beside self-evaluations, inspections, plans and evidence, read when a sheet asks for it.

Everything here may leave the product: what is under embargo is left out for everybody, also for the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from evaluation.access import Ability
from evaluation.call.records import StrandCard
from evaluation.call.rehearsals import table as rehearsals_table
from evaluation.cards import Card, next_steps, reasons
from evaluation.contradictions import Contradiction, since_the_last_full
from evaluation.evidence.freshness import HalfLives
from evaluation.immediate import Immediate
from evaluation.next_dates import Ahead
from evaluation.next_steps import Due
from evaluation.plan.records import Pulse
from evaluation.records import Inspection, SelfEvaluation
from evaluation.school import School
from evaluation.school.leaders import StrandSaid
from evaluation.school.readiness import StrandEvidence
from evaluation.school.telling import Entry
from evaluation.visible.days import ShownDay
from evaluation.visible.seen import Shown

_MOST_CHANGES = 5000
_MOST_DATES = 200
IN_NO_DOCUMENT = frozenset({"log_entry", "draft_sentence"})
"""Tables whose changes come into no document: the log of the two days, and a draft report."""


class Waves(NamedTuple):
    """A pulse and what of it is shown: one row for each question, wave and step."""

    pulse: Pulse
    counts: pd.DataFrame


@dataclass(frozen=True)
class Everything:
    """The school's further answers, each read once. What the viewer may not see is empty."""

    school: School

    @cached_property
    def leaders(self) -> tuple[tuple[SelfEvaluation, StrandSaid], ...]:
        """What leaders said of their own, of locked self-evaluations only; the latest first."""
        return tuple(
            (evaluation, said)
            for evaluation in self.school.self_evaluations.all()
            if evaluation.locked
            for said in self.school.leaders.shown(evaluation.id).values()
            if said.spread and said.count
        )

    @cached_property
    def half_lives(self) -> HalfLives:
        """How fast evidence ages here."""
        return self.school.readiness.half_life.all()

    def strands(self, evaluation_id: str) -> tuple[StrandEvidence, ...]:
        """The strands of a self-evaluation with the evidence that speaks for them."""
        return self.school.readiness.strands(evaluation_id)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What does not fit."""
        return self.school.readiness.contradictions()

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The strands' cards: see `cards_to_take`."""
        return cards_to_take(self.school)

    @cached_property
    def dates(self) -> tuple[Ahead, ...]:
        """The next dates that matter."""
        return self.school.readiness.next_dates(_MOST_DATES)

    @cached_property
    def seen(self) -> tuple[Shown, ...]:
        """What could be seen on the two days of an ordinary week; nothing for people from outside."""
        return self.school.visible.seen(self.two_days).shown if self._inside else ()

    @cached_property
    def two_days(self) -> tuple[ShownDay, ...]:
        """The two days of an ordinary week on which inspectors come, as the school has set them."""
        return self.school.visible.typical(None)

    @cached_property
    def rehearsals(self) -> pd.DataFrame:
        """The rehearsals of the call, the earliest first: see `call.rehearsals.table`."""
        calls = self.school.calls.rehearsals() if self.school.viewer.may(Ability.LOG) else []
        return rehearsals_table(calls, self.school.calls.closures() if calls else [])

    @cached_property
    def recent(self) -> tuple[Inspection, ...]:
        """The last inspection that looked at every strand and those after it, without any under embargo."""
        return tuple(since_the_last_full(self._published)) if self._inside else ()

    @cached_property
    def steps(self) -> tuple[tuple[Inspection, Due], ...]:
        """What comes next after the recent inspections, as far as it has a day or waits for one."""
        return tuple((each, due) for each in self.recent for due in self.school.clock.steps(each.id))

    @cached_property
    def told(self) -> tuple[tuple[Inspection, Entry], ...]:
        """Who is told about the recent inspections, and when that was done."""
        return tuple((each, entry) for each in self.recent for entry in self.school.telling.checklist(each.id))

    @cached_property
    def serious(self) -> tuple[Immediate, ...]:
        """What did not wait: everything marked serious in what is published, settled or not."""
        return tuple(found for each in self._published for found in self.school.immediate.of(each))

    @cached_property
    def pulses(self) -> tuple[Waves, ...]:
        """How leaders felt, wave by wave, only where enough have answered; none about what is under embargo."""
        hidden = {each.id for each in self.school.inspections.all() if each.embargoed}
        shown = [each for each in self.school.pulses.all() if each.inspection_id not in hidden]
        found = (Waves(pulse, self.school.pulses.distribution(pulse.id)) for pulse in shown)
        return tuple(each for each in found if len(each.counts))

    @cached_property
    def changes(self) -> tuple[dict[str, str], ...]:
        """The record of changes for the head, the newest first; without the log and a draft report."""
        if not self.school.viewer.may(Ability.RUN_SCHOOL):
            return ()
        return tuple(self.school.settings.account(_MOST_CHANGES, IN_NO_DOCUMENT))

    @property
    def _inside(self) -> bool:
        return self.school.viewer.may(Ability.SEE_EVERYTHING)

    @cached_property
    def _published(self) -> tuple[Inspection, ...]:
        return tuple(each for each in self.school.inspections.all() if not each.embargoed)


def cards_to_take(school: School) -> tuple[Card, ...]:
    """The cards; for those who read no names only what is drafted, because what staff would say is theirs."""
    cards: Sequence[Card] = school.cards.all()
    if school.viewer.may(Ability.LOG):
        return tuple(cards)
    return tuple(_drafted(card) for card in cards)


def _drafted(card: Card) -> Card:
    steps = card.next_steps if "next_steps" in card.drafted else next_steps(card.state, ())
    return replace(card, said=StrandCard(card.said.strand), reasons=reasons(card.state), next_steps=steps)
