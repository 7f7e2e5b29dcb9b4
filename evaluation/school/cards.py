"""A card for each strand: our grade, why, what shows it, what comes next, who speaks for it and who stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evaluation.access import Ability, Role
from evaluation.call.records import StrandCard
from evaluation.cards import PIECES, REASONS, Card, card
from evaluation.details import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH, require, text_problem, tidied, tidy
from evaluation.errors import EvaluationError
from evaluation.evidence.freshness import best
from evaluation.evidence.reach import reaches
from evaluation.plan.actions import standings
from evaluation.plan.records import Action
from evaluation.school import plan_guard as guard
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.half_lives import HalfLife
from evaluation.school.plans import Plans
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.store import cards as stored


class Cards:
    """The strand cards, of the latest locked self-evaluation, else of the latest. Governors read no names."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> tuple[Card, ...]:
        """A card for each strand of the latest self-evaluation, in its order; empty where there is none.

        Empty for reviewers from outside too. What is under embargo is never on a card.
        """
        session = SelfEvaluations(self._group).latest()
        if session is None or not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return ()
        framework, today = session.framework, date.today()
        said = {each.strand: self._without_names(each) for each in stored.every(self._group.reading(), self._school)}
        register, half_lives = EvidenceRegister(self._group).all(), HalfLife(self._group).all()
        reach = reaches(framework, session.evaluation.strands, self._group.library)
        open_actions = self._open_actions(today)
        cards = []
        for state in session.strands:
            ref, ours = (framework.id, state.strand.id), reach[state.strand.id]
            pieces = ours.of(register)
            actions = [action for action, strands in open_actions if not ours.strands.isdisjoint(strands)]
            standing = best(pieces, half_lives, today, PIECES)
            own = said.get(ref, StrandCard(ref))
            cards.append(card(framework, session.evaluation, state, own, pieces, standing, actions))
        return tuple(cards)

    def save(self, card: StrandCard, shown: StrandCard | None = None) -> bool:
        """Save what the school says of a strand itself; True when anything changed.

        `shown` is the card as it was before the person: fields they left alone keep what somebody else has saved
        meanwhile. Raises FormRefused, ChangedMeanwhile where both changed the same field, NotAllowed.
        """
        lines = tuple(line for reason in card.reasons for line in [tidy(reason)] if line)
        card = replace(tidied(card), reasons=lines)
        with self._group.writing(Ability.PLAN) as write:
            here = {each.strand: each for each in stored.every(self._group.reading(), self._school)}
            if shown is not None:
                card = guard.merged(card, shown, here.get(card.strand, StrandCard(card.strand)))
            self._check(card)
            return stored.save(write, card)

    @property
    def _school(self) -> str:
        return self._group.school_id

    def _open_actions(self, today: date) -> list[tuple[Action, frozenset[tuple[str, str]]]]:
        """Agreed actions that are not done, each with the strands it is about."""
        plans = Plans(self._group)
        records = plans.records()
        origins = plans.origins(records)
        return [
            (action, origins[action.id].strands)
            for record in records
            for action in record.actions
            if action.agreed and not standings(record, today)[action.id].done
        ]

    def _without_names(self, card: StrandCard) -> StrandCard:
        if self._group.viewer.role is not Role.GOVERNOR:
            return card
        return replace(card, speaker="", speaker_email="", stand_in="", stand_in_email="")

    def _check(self, card: StrandCard) -> None:
        framework_id, strand_id = card.strand
        editions = (each for each in self._group.library.frameworks.values() if each.id == framework_id)
        if not any(strand.id == strand_id for each in editions for strand in each.strands):
            raise EvaluationError("This strand is in no framework here (any more). Choose it again.")
        here = {piece.id for piece in EvidenceRegister(self._group).all()}
        too_many = f"A card holds up to {REASONS} reasons, so that somebody can say them."
        problems = (text_problem(line, "A reason", LINE_LENGTH) for line in card.reasons)
        require(
            {
                "speaker": text_problem(card.speaker, "Who speaks for it", NAME_LENGTH, needed=False),
                "stand_in": text_problem(card.stand_in, "Who stands in", NAME_LENGTH, needed=False),
                "speaker_email": text_problem(card.speaker_email, "The e-mail", NAME_LENGTH, needed=False),
                "stand_in_email": text_problem(card.stand_in_email, "The e-mail", NAME_LENGTH, needed=False),
                "reasons": too_many if len(card.reasons) > REASONS else next((p for p in problems if p), None),
                "next_steps": text_problem(card.next_steps, "What comes next", TEXT_LENGTH, needed=False),
                "evidence": _evidence_problem(card, here),
            }
        )


def _evidence_problem(card: StrandCard, here: set[str]) -> str | None:
    """What is wrong with the evidence chosen for a card."""
    if len(card.evidence) > PIECES:
        return f"A card holds up to {PIECES} pieces of evidence. Choose those that say most."
    return None if here.issuperset(card.evidence) else "Some of this evidence is no longer in the register."
