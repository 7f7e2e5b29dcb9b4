"""Holding self-evaluations: open, judge, mark, confirm, finish, unlock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import TypeVar, get_args
from uuid import uuid4

from evaluation.access import Ability
from evaluation.details import TEXT_LENGTH, FormRefused, date_problem, days_ahead, require, text_problem, tidy
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework, FrameworkKey, Scale, Strand
from evaluation.records import Direction, Judgement, Mark, SelfEvaluation, SessionRecord, day
from evaluation.school.group import Group
from evaluation.session import Session, build
from evaluation.store import now, people, schools
from evaluation.store import self_evaluations as stored

OfOne = TypeVar("OfOne")

EARLIEST = date(1992, 9, 1)
"""When school inspections under the Education (Schools) Act 1992 began; nothing earlier can matter here."""


def judgement_problems(
    strand: Strand, scale: Scale | None, grade: str | None, why: str | None, direction: str | None
) -> dict[str, str | None]:
    """What is wrong with each given field of a judgement, tidied; None where nothing is, or nothing is given."""
    known = scale.order if scale else {}
    return {
        "grade": None if grade is None or grade in known else f"“{grade}” is not a grade of {strand.name}.",
        "why": text_problem(why or "", "The reason", TEXT_LENGTH, needed=False),
        "direction": None if direction is None or direction in get_args(Direction) else "Choose a direction.",
    }


class SelfEvaluations:
    """A school's self-evaluations. Each change is one transaction, saved when the call returns.

    Governors see those that are locked, reviewers from outside those that are locked and shared with them.
    """

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[SelfEvaluation]:
        """Every self-evaluation, the latest held first."""
        return self._seen(stored.every(self._group.reading(), self._group.school_id), lambda evaluation: evaluation)

    def one(self, evaluation_id: str) -> SelfEvaluation:
        """The self-evaluation with this id. Raises EvaluationError when it is not here (any more), NotAllowed."""
        found = stored.one(self._group.reading(), self._group.school_id, evaluation_id)
        if found is None:
            raise EvaluationError(
                "This self-evaluation is no longer here, or is another school's. Choose one from the list."
            )
        if not found.locked:
            self._group.viewer.require(Ability.SEE_DRAFTS)
        if not self._seen([found], lambda evaluation: evaluation):
            self._group.viewer.require(Ability.SEE_EVERYTHING)
        return found

    def overview(self) -> list[tuple[SelfEvaluation, int]]:
        """Every self-evaluation, the latest held first, with the number of strands that have a grade."""
        return self._seen(stored.overview(self._group.reading(), self._group.school_id), lambda pair: pair[0])

    def records(self) -> list[SessionRecord]:
        """Every self-evaluation with everything said in it, the latest held first."""
        found = stored.records(self._group.reading(), self._group.school_id)
        return [self._checked(record) for record in self._seen(found, lambda record: record.evaluation)]

    def record(self, evaluation_id: str) -> SessionRecord:
        """One self-evaluation with everything said in it. Raises EvaluationError when it is not here (any more)."""
        return self._read(self.one(evaluation_id))

    def session(self, evaluation_id: str) -> Session:
        """One self-evaluation to work through, with what was said last time beside it.

        Raises EvaluationError when it is not here (any more), FrameworkUnknown when its framework is not.
        """
        evaluation = self.one(evaluation_id)
        before = stored.before(self._group.reading(), evaluation)
        last = next(iter(self._seen([before] if before else [], lambda evaluation: evaluation)), None)
        framework = self._group.library.get(*evaluation.framework)
        return build(self._read(evaluation), self._read(last) if last else None, framework)

    def latest(self) -> Session | None:
        """The latest locked self-evaluation, else the latest of all; None when there is none."""
        everything = self.all()
        chosen = next((e for e in everything if e.locked), everything[0] if everything else None)
        return self.session(chosen.id) if chosen else None

    def frameworks(self, held_on: date) -> list[Framework]:
        """Frameworks a self-evaluation of that day can use: those in force first, another sector's last."""
        found = self._group.library.usable("self_evaluation", held_on)
        independent = self._group.details.type == "Independent school"
        return sorted(found, key=lambda f: f.id == "independent-school-standards" and not independent)

    def strands_of(self, framework: Framework) -> tuple[Strand, ...]:
        """The strands of a framework that this school uses."""
        details = self._group.details
        optional = schools.optional_strands(self._group.reading(), self._group.school_id, framework.id)
        return framework.strands_for(early_years=details.early_years, sixth_form=details.sixth_form, optional=optional)

    def open(self, framework: FrameworkKey, held_on: date) -> str:
        """Open a self-evaluation; returns its id, or that of the one already held that day. Raises FormRefused."""
        require({"held_on": date_problem(held_on, "The date of the session", EARLIEST, days_ahead(31))})
        chosen = self._group.library.get(*framework)
        if "self_evaluation" not in chosen.use_for:
            raise FormRefused(
                {"framework": f"{chosen.name} is not made for self-evaluation. Choose another framework."}
            )
        evaluation = SelfEvaluation(
            id=uuid4().hex,
            school_id=self._group.school_id,
            framework=framework,
            held_on=held_on,
            strands=tuple(strand.id for strand in self.strands_of(chosen)),
            opened_at=now(),
        )
        with self._group.writing(Ability.JUDGE) as write:
            return stored.add(write, evaluation)

    def judge(
        self,
        evaluation_id: str,
        strand_id: str,
        *,
        grade: str | None = None,
        why: str | None = None,
        direction: Direction | None = None,
        shown: Judgement | None = None,
    ) -> bool:
        """Save what is given of a judgement and leave the rest as it is; True when anything changed.

        `shown` is the judgement that the person had before them. Raises FormRefused for a grade that is
        not on the strand's scale, ChangedMeanwhile when someone else has changed a given field since it
        was shown, EvaluationLocked when locked.
        """
        strands, framework = self._strands(evaluation_id)
        if strand_id not in strands:
            raise FormRefused({"strand": f"“{strand_id}” is not a strand of this self-evaluation."})
        why = None if why is None else tidy(why)
        require(judgement_problems(strands[strand_id], framework.scale(strand_id), grade, why, direction))
        given = {"grade": grade, "why": why, "direction": direction}
        fields = {name: value for name, value in given.items() if value is not None}
        with self._group.writing(Ability.JUDGE) as write:
            return stored.put_judgement(write, evaluation_id, strand_id, fields, asdict(shown) if shown else None)

    def take_back(self, evaluation_id: str, strand_id: str) -> bool:
        """Leave a strand not judged after all; True when it was judged."""
        with self._group.writing(Ability.JUDGE) as write:
            return stored.remove_judgement(write, evaluation_id, strand_id)

    def confirm(self, evaluation_id: str, strand_id: str) -> bool:
        """Say last time's judgement of a strand again; True when anything changed."""
        last = next((state.last for state in self.session(evaluation_id).strands if state.strand.id == strand_id), None)
        if last is None:
            raise EvaluationError("Nothing was said of this strand last time, so there is nothing to confirm.")
        return self.judge(evaluation_id, strand_id, grade=last.grade, why=last.why, direction=last.direction)

    def mark(self, evaluation_id: str, marks: dict[str, Mark | None]) -> int:
        """Save marks by standard id, None for "not judged"; returns how many changed. Raises FormRefused."""
        strands, _ = self._strands(evaluation_id)
        known = {standard.id for strand in strands.values() for standard in strand.standards}
        wrong = [
            f"{key} = {value}"
            for key, value in marks.items()
            if key not in known or value not in (None, *get_args(Mark))
        ]
        require({"marks": f"These marks cannot be saved: {', '.join(wrong)}." if wrong else None})
        with self._group.writing(Ability.JUDGE) as write:
            return stored.put_marks(write, evaluation_id, marks)

    def finish(self, evaluation_id: str) -> bool:
        """Lock a self-evaluation; True when it was open. Raises EvaluationError when nothing is judged."""
        if not self.session(evaluation_id).judged:
            raise EvaluationError(
                "No strand has a grade yet, so there is nothing to lock. Judge at least one strand first."
            )
        with self._group.writing(Ability.LOCK) as write:
            return stored.set_locked(write, evaluation_id, now())

    def unlock(self, evaluation_id: str, reason: str) -> bool:
        """Open a locked self-evaluation again; the reason is recorded. Raises FormRefused without one."""
        require({"reason": text_problem(reason, "The reason for unlocking", TEXT_LENGTH)})
        with self._group.writing(Ability.LOCK, tidy(reason)) as write:
            return stored.set_locked(write, evaluation_id, None)

    def discard(self, evaluation_id: str) -> bool:
        """Remove an open self-evaluation with all that was said in it. Raises EvaluationLocked when locked."""
        with self._group.writing(Ability.LOCK) as write:
            return stored.remove(write, evaluation_id)

    def shared(self) -> frozenset[str]:
        """The ids of what reviewers from outside may see once it is locked."""
        return people.shared(self._group.reading(), self._group.school_id)

    def share(self, evaluation_id: str, on: bool) -> bool:
        """Let reviewers from outside see a self-evaluation while it is locked, or no longer; True when it changed."""
        self._group.viewer.require(Ability.RUN_SCHOOL)
        self.one(evaluation_id)
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return people.share(write, evaluation_id, on)

    def _seen(self, found: list[OfOne], of: Callable[[OfOne], SelfEvaluation]) -> list[OfOne]:
        """What the viewer may see of some things that each belong to a self-evaluation."""
        viewer = self._group.viewer
        drafts, everything = viewer.may(Ability.SEE_DRAFTS), viewer.may(Ability.SEE_EVERYTHING)
        shared = frozenset() if everything else self.shared()
        return [one for one in found if (drafts or of(one).locked) and (everything or of(one).id in shared)]

    def _read(self, evaluation: SelfEvaluation) -> SessionRecord:
        return self._checked(stored.record(self._group.reading(), evaluation))

    def _checked(self, record: SessionRecord) -> SessionRecord:
        evaluation, said = record.evaluation, record.judgements
        pairs = ((strand_id, said[strand_id].grade if strand_id in said else None) for strand_id in evaluation.strands)
        self._group.check(f"The self-evaluation of {day(evaluation.held_on)}", evaluation.framework, pairs)
        return record

    def _strands(self, evaluation_id: str) -> tuple[dict[str, Strand], Framework]:
        """The strands of a self-evaluation by id, and its framework."""
        evaluation = self.one(evaluation_id)
        framework = self._group.library.get(*evaluation.framework)
        return {strand.id: strand for strand in framework.strands if strand.id in evaluation.strands}, framework
