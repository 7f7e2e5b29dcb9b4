"""How ready the school is on any day, in words: what does not fit, how good the evidence is, what goes stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evaluation.access import Ability
from evaluation.contradictions import Apart, Contradiction, Known, contradictions
from evaluation.evidence.freshness import Basis, Strength, basis, going_stale, weaker
from evaluation.evidence.reach import of_standard, reaches
from evaluation.evidence.records import Evidence
from evaluation.frameworks import Framework
from evaluation.next_dates import Ahead, ahead
from evaluation.plan.causes import Gap
from evaluation.plan.records import PlanRecord
from evaluation.records import SelfEvaluation
from evaluation.school.clock import Clock
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.half_lives import HalfLife
from evaluation.school.inspections import Inspections, is_recent
from evaluation.school.leaders import Leaders
from evaluation.school.plans import Plans
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.session import Session, StrandState
from evaluation.store import calendar
from evaluation.terms import Term, term_of
from evaluation.working_days import Closure


@dataclass(frozen=True)
class StrandEvidence:
    """A strand of a self-evaluation with the evidence that speaks for it.

    `basis` is what all of it amounts to, `standards` what is linked to each standard does, by standard id.
    """

    framework: Framework
    evaluation: SelfEvaluation
    state: StrandState
    pieces: tuple[Evidence, ...]
    basis: Basis
    standards: dict[str, Basis]


@dataclass(frozen=True)
class Fading:
    """What becomes of a strand's evidence by a day, if nothing is added: what goes stale when, and how it stands."""

    strand: StrandEvidence
    going: tuple[tuple[date, Evidence], ...]
    then: Strength


class Readiness:
    """Answers computed from what the viewer may see; none of them is stored."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._evaluations = SelfEvaluations(group)
        self._register = EvidenceRegister(group)
        self.half_life = HalfLife(group)

    def term(self, on: date) -> Term:
        """The term a day lies in, as far as the school's holidays tell."""
        holidays = calendar.holidays(self._group.reading(), self._group.school_id)
        return term_of(on, [Closure(each.name, each.first_on, each.last_on) for each in holidays])

    def contradictions(self) -> tuple[Contradiction, ...]:
        """What does not fit, by kind: see `evaluation.contradictions`. Empty for reviewers from outside.

        Raises EvaluationError, FrameworkUnknown.
        """
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return ()
        plans = Plans(self._group)
        return contradictions(known(self._group, plans.records(), plans.gaps()), date.today())

    def strands(self, evaluation_id: str | None = None) -> tuple[StrandEvidence, ...]:
        """Each strand of a self-evaluation with its evidence; of the latest without an id. Raises EvaluationError."""
        session = self._session(evaluation_id)
        if session is None:
            return ()
        framework, today = session.framework, date.today()
        register, half_lives = self._register.all(), self.half_life.all()
        reach = reaches(framework, session.evaluation.strands, self._group.library)
        found = []
        for state in session.strands:
            pieces = reach[state.strand.id].of(register)
            standards = {
                standard.id: basis(of_standard(pieces, (framework.id, standard.id)), half_lives, today)
                for standard in state.strand.standards
            }
            whole = basis(pieces, half_lives, today)
            found.append(StrandEvidence(framework, session.evaluation, state, pieces, whole, standards))
        return tuple(found)

    def fading(self, by: date, evaluation_id: str | None = None) -> tuple[Fading, ...]:
        """The strands whose evidence is weaker by a day than today, or loses a piece, if nothing is added."""
        today, half_lives = date.today(), self.half_life.all()
        found = []
        for strand in self.strands(evaluation_id):
            going = going_stale(strand.pieces, half_lives, today, by)
            then = basis(strand.pieces, half_lives, by).strength
            if going or weaker(strand.basis.strength, then):
                found.append(Fading(strand, tuple(going), then))
        return tuple(found)

    def next_dates(self, most: int = 5) -> tuple[Ahead, ...]:
        """The next dates that matter, the earliest first. Steps of inspections under embargo are left out.

        Empty for reviewers from outside.
        """
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return ()
        inspections, clock = Inspections(self._group).all(), Clock(self._group)
        steps = {each.id: clock.steps(each.id) for each in inspections if not each.embargoed and is_recent(each)}
        return ahead(inspections, steps, Plans(self._group).records(), date.today())[:most]

    def _session(self, evaluation_id: str | None) -> Session | None:
        return self._evaluations.session(evaluation_id) if evaluation_id else self._evaluations.latest()


def known(group: Group, plans: Sequence[PlanRecord], gaps: Sequence[Gap]) -> Known:
    """What the viewer may see, for the rules of what does not fit to look through. `plans` and `gaps` are theirs.

    Only for rooms that ask the guard themselves.
    """
    readiness, inspections, evaluations = Readiness(group), Inspections(group), SelfEvaluations(group)
    return Known(
        library=group.library,
        term=readiness.term(date.today()),
        half_lives=readiness.half_life.all(),
        records=evaluations.records(),
        inspections=[inspections.relevant(each) for each in inspections.all() if not each.withheld],
        evidence=EvidenceRegister(group).all(),
        plans=plans,
        gaps=gaps,
        origins=Plans(group).origins(plans),
        apart=_apart(group, evaluations.all()),
    )


def _apart(group: Group, every: Sequence[SelfEvaluation]) -> list[Apart]:
    """Where leaders' own grades lie far apart, in the latest self-evaluation and in those that are open."""
    leaders = Leaders(group)
    latest = [each for number, each in enumerate(every) if number == 0 or not each.locked]
    return [
        Apart(each.id, spread.strand.id, spread.strand.name, spread.sentence())
        for each in latest
        for spread in leaders.spreads(each.id)
        if spread.far_apart
    ]
