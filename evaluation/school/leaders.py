"""What each leader says of a strand before the team agrees: blind until they have said their own.

Who has signed in sees what others say of a strand only once they have said theirs, or once the self-evaluation is
locked; until then no more than how many have. Without sign-in one computer is handed round, and the screen asks for
`revealed` strands when everybody has had it. Governors and people from outside see nothing of it.

What this does not keep from anybody: with two leaders each knows the other's grade once both have said theirs; and
whoever has looked may say theirs anew. The record of changes keeps what was said and shows it once it is locked, and
a copy of the store holds everything.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evaluation.access import Ability
from evaluation.agreement import Spread, spread
from evaluation.details import LINE_LENGTH, NAME_LENGTH, require, text_problem, tidy
from evaluation.frameworks import Framework, Scale, Strand
from evaluation.records import LeaderJudgement, SelfEvaluation, day
from evaluation.school.group import Group
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.store import leaders as stored
from evaluation.store import now


@dataclass(frozen=True)
class StrandSaid:
    """What the viewer may see of what leaders say of one strand.

    `count` is how many have said theirs. `names` are theirs, so that on one computer nobody is asked twice; empty
    where people sign in. `mine` is whether the viewer has said theirs; False without sign-in: then nobody can know.
    `spread` is None while it is hidden from the viewer, and `said` is empty then; else the highest grade comes first,
    and of one grade the reasons by their letters, so that without names the order says nothing of whose they are.
    """

    strand: Strand
    scale: Scale
    count: int
    names: tuple[str, ...]
    mine: bool
    spread: Spread | None
    said: tuple[LeaderJudgement, ...]


class Leaders:
    """What each leader says of a strand before the team agrees. Each change is one transaction."""

    def __init__(self, group: Group) -> None:
        self._group = group

    @property
    def knows_who(self) -> bool:
        """Whether somebody is signed in, so that what they say is theirs without a name being typed."""
        return bool(self._group.viewer.email)

    def say(self, evaluation_id: str, strand_id: str, grade: str | None, why: str = "", name: str = "") -> bool:
        """Keep what a leader says of a strand, in place of what they said before; True when it changed.

        `name` is needed without sign-in and not looked at with it. Raises FormRefused by field, also where the strand
        or the grade is not of this self-evaluation, EvaluationLocked, NotAllowed.
        """
        why, name = tidy(why), _one_line(name)
        with self._group.writing(Ability.JUDGE) as write:
            evaluation, framework = self._evaluation(evaluation_id)
            scale = framework.scale(strand_id) if strand_id in evaluation.strands else None
            known = scale.order if scale else {}
            wrong_grade = f"“{grade}” is not a grade of this strand." if grade else "Choose a grade."
            require(
                {
                    "name": self._name_problem(name),
                    "strand": None if scale else f"“{strand_id}” has no grade in this self-evaluation.",
                    "grade": None if grade in known or scale is None else wrong_grade,
                    "why": text_problem(why, "The reason", LINE_LENGTH, needed=False),
                }
            )
            who, name = self._person(evaluation, name)
            return stored.put(write, evaluation_id, LeaderJudgement(strand_id, who, name, grade or "", why, now()))

    def take_back(self, evaluation_id: str, strand_id: str, name: str = "") -> bool:
        """Have said nothing of a strand after all; True when something was said. Raises as `say` does."""
        name = _one_line(name)
        with self._group.writing(Ability.JUDGE) as write:
            evaluation, _ = self._evaluation(evaluation_id)
            require({"name": self._name_problem(name)})
            who, _ = self._person(evaluation, name)
            return stored.remove(write, evaluation_id, strand_id, who)

    def shown(self, evaluation_id: str, revealed: Collection[str] = ()) -> dict[str, StrandSaid]:
        """What the viewer may see of each graded strand, by its id, in the order of the self-evaluation.

        `revealed` are the strands for which somebody at this computer has asked to see what was said; not looked at
        where people sign in. Empty for those who may not see drafts. Raises EvaluationError when it is not here.
        """
        if not self._group.viewer.may(Ability.SEE_DRAFTS):
            return {}
        evaluation, framework = self._evaluation(evaluation_id)
        every = stored.every(self._group.reading(), self._group.school_id, evaluation_id)
        what = f"What leaders say in the self-evaluation of {day(evaluation.held_on)}"
        self._group.check(what, evaluation.framework, ((each.strand_id, each.grade) for each in every))
        found = {}
        for strand_id in evaluation.strands:
            if scale := framework.scale(strand_id):
                said = [each for each in every if each.strand_id == strand_id]
                shown = evaluation.locked or (self._mine(said) if self.knows_who else strand_id in revealed)
                found[strand_id] = self._strand_said(framework.strand(strand_id), scale, said, shown)
        return found

    def spreads(self, evaluation_id: str, revealed: Collection[str] = ()) -> list[Spread]:
        """How the grades are spread on each strand of which two leaders or more have said theirs, without names.

        Only strands that the viewer may see by now: see `shown`.
        """
        found = (each.spread for each in self.shown(evaluation_id, revealed).values())
        return [each for each in found if each and each.leaders > 1]

    def _strand_said(self, strand: Strand, scale: Scale, said: list[LeaderJudgement], shown: bool) -> StrandSaid:
        names = () if self.knows_who else tuple(each.name for each in said)
        ranked = sorted(said, key=lambda each: (-scale.order[each.grade], each.why, each.name)) if shown else []
        spreading = spread(strand, scale, (each.grade for each in said)) if shown else None
        return StrandSaid(strand, scale, len(said), names, self._mine(said), spreading, tuple(ranked))

    def _mine(self, said: list[LeaderJudgement]) -> bool:
        return self.knows_who and any(each.who == self._group.viewer.email for each in said)

    def _evaluation(self, evaluation_id: str) -> tuple[SelfEvaluation, Framework]:
        evaluation = SelfEvaluations(self._group).one(evaluation_id)
        return evaluation, self._group.library.get(*evaluation.framework)

    def _name_problem(self, name: str) -> str | None:
        if self.knows_who:
            return None
        if "@" in name:
            return "Type your name, not your e-mail."  # which would be somebody who signs in
        return text_problem(name, "Your name", NAME_LENGTH)

    def _person(self, evaluation: SelfEvaluation, name: str) -> tuple[str, str]:
        """Under what a leader is kept, and what they are called. A name is the same in capitals and small letters."""
        viewer = self._group.viewer
        if viewer.email:
            return viewer.email, viewer.name
        every = stored.every(self._group.reading(), self._group.school_id, evaluation.id)
        here = next((each.who for each in every if each.who.casefold() == name.casefold()), name)
        return here, here


def _one_line(name: str) -> str:
    return " ".join(name.split())
