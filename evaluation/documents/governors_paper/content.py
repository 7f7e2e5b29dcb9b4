"""What a paper for governors is about: which meeting, what changed since the last, what there is to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evaluation.comparison import Comparison
from evaluation.details import FormRefused
from evaluation.documents.governors_paper.numbers import Headline, headlines
from evaluation.documents.told import Told, read
from evaluation.governor_questions import Facts, Question, StrandFacts, Theirs, questions
from evaluation.movement import Moved, moved
from evaluation.plan.actions import State, counting_evidence
from evaluation.plan.actions import evidence_of as evidence_of_action
from evaluation.records import Inspection, SelfEvaluation, SessionRecord
from evaluation.school import School
from evaluation.session import Session

SHORTEST, LONGEST = timedelta(weeks=6), timedelta(weeks=20)
"""How far ahead a next meeting is looked for where nobody says: as far as the last one lies back, within these."""
_FAR = timedelta(days=3660)


@dataclass(frozen=True)
class Meeting:
    """The meeting of a paper, the last one (all from that day on is new), and the day by which the next one is."""

    on: date
    since: date
    next_by: date


@dataclass(frozen=True)
class Paper:
    """What a paper says. `told` is what may be said, about a locked self-evaluation.

    `before` is the self-evaluation that `moved` sets beside it, `published` the inspections published since the last
    meeting. `agreed` and `done` are the actions agreed, and said to be
    done, since. `beside` is the last published inspection with findings. `fresh` counts evidence that describes days
    since then, `numbers` are the figures of attendance.
    """

    told: Told
    meeting: Meeting
    before: SelfEvaluation | None
    moved: Moved
    published: tuple[Inspection, ...]
    agreed: tuple[str, ...]
    done: tuple[str, ...]
    fresh: int
    beside: Comparison | None
    questions: tuple[Question, ...]
    numbers: tuple[Headline, ...]


def since_default(school: School, on: date) -> date | None:
    """The day that the paper looks back to where nobody says: that of the last self-evaluation locked by then."""
    return next((e.held_on for e in school.self_evaluations.all() if e.locked and e.held_on <= on), None)


def next_by(on: date, since: date) -> date:
    """By when the next meeting is looked for where nobody says."""
    return on + max(SHORTEST, min(LONGEST, on - since))


def checked(meeting: Meeting) -> Meeting:
    """A meeting whose days come one after the other. Raises FormRefused."""
    problems = {}
    if not timedelta(0) <= meeting.on - meeting.since <= _FAR:
        problems["since"] = "The last meeting was before this one, and not more than ten years ago. Change its day."
    if not timedelta(0) < meeting.next_by - meeting.on <= _FAR:
        problems["next_by"] = "The next meeting comes after this one. Change its day."
    if problems:
        raise FormRefused(problems)
    return meeting


def read_paper(school: School, meeting: Meeting, evaluation_id: str | None = None) -> Paper:
    """Read what a paper says. Raises FormRefused for a self-evaluation that is open, NotAllowed, EvaluationError."""
    checked(meeting)
    told = read(school, evaluation_id)
    session, since = told.session, meeting.since
    if session and not session.evaluation.locked:
        raise FormRefused({"evaluation": "This self-evaluation is still open. Lock it before governors read of it."})
    records = school.self_evaluations.records()
    locked = [record for record in records if record.evaluation.locked]
    before, movement = _moved(told, session, locked, since)
    register = school.evidence.all()
    agreed = [action for action, _ in told.actions if action.agreed_at and action.agreed_at.date() >= since]
    done = [action for action, stand in told.actions if stand.done and stand.update and stand.update.on >= since]
    return Paper(
        told=told,
        meeting=meeting,
        before=before.evaluation if before else None,
        moved=movement,
        published=tuple(i for i in told.inspections if i.published_on and i.published_on >= since),
        agreed=tuple(action.what for action in agreed),
        done=tuple(action.what for action in done),
        fresh=sum(since <= piece.describes_on <= told.made_on for piece in register),
        beside=_beside(told.comparisons),
        questions=questions(_facts(school, told, before)),
        numbers=headlines(school, meeting.on),
    )


def _moved(
    told: Told, session: Session | None, locked: list[SessionRecord], since: date
) -> tuple[SessionRecord | None, Moved]:
    """The self-evaluation that was the last one when governors met, and what moved from it to the one of now."""
    now = next((r for r in locked if session and r.evaluation.id == session.evaluation.id), None)
    if session is None or now is None:
        return None, Moved((), "No self-evaluation is locked yet, so nothing is said of any strand.")
    if _known_from(now.evaluation) < since:
        return None, Moved((), "No self-evaluation has been locked since. What we said before still stands.")
    same = (r for r in locked if r.evaluation.framework.id == now.evaluation.framework.id)
    held = min(now.evaluation.held_on, since + timedelta(days=1))
    before = next((r for r in same if r.evaluation.held_on < held), None)
    if before is None:
        first = f"This is the first self-evaluation against {session.framework.short_name} that can be told of here"
        return None, Moved((), f"{first}, so nothing is set beside it.")
    return before, moved([before, now], told.library)


def _known_from(evaluation: SelfEvaluation) -> date:
    """The day from which a locked self-evaluation could be told of."""
    finished = evaluation.first_locked_at or evaluation.locked_at
    return max(evaluation.held_on, finished.date()) if finished else evaluation.held_on


def _beside(comparisons: Sequence[Comparison]) -> Comparison | None:
    """The latest inspection that graded something on one scale with ours, else that spoke of one of our strands."""
    spoke = [each for each in comparisons if (each.rows["strand_id"].notna() & each.rows["area_id"].notna()).any()]
    return next((each for each in spoke if each.rows["comparable"].any()), spoke[0] if spoke else None)


# ------------------------------------------------------------------ what there is to ask


def _facts(school: School, told: Told, before: SessionRecord | None) -> Facts:
    """What the rules for questions look through."""
    session = told.session
    register = {piece.id: piece for piece in school.evidence.all()}
    records = school.room.plans()
    unshown = [
        action.what
        for record in records
        for action in record.actions
        if any(a.id == action.id and s.state is State.DONE_CLAIMED for a, s in told.actions)
        and not counting_evidence(action, evidence_of_action(action, (*record.updates, *record.reviews), register))
    ]
    return Facts(
        held_on=session.evaluation.held_on if session else None,
        before=before.evaluation.held_on if before else None,
        strands=_strands(told, session, before) if session else (),
        overdue=[(a.what, a.due_on) for a, stand in told.actions if stand.overdue and a.due_on],
        unshown=unshown,
        unanswered=[(told.hide(gap.point.text), gap.inspection.started_on) for gap in told.gaps],
    )


def _strands(told: Told, session: Session, before: SessionRecord | None) -> list[StrandFacts]:
    theirs, fell = _theirs(told), _fell(session, before)
    return [
        StrandFacts(
            strand.state,
            strand.basis.strength,
            strand.basis.latest,
            theirs.get(strand.state.strand.id),
            fell.get(strand.state.strand.id),
            any(not stand.done for _, stand in told.actions_of(strand.state.strand.id)),
        )
        for strand in told.strands
    ]


def _theirs(told: Told) -> Mapping[str, Theirs]:
    """The latest grade of inspectors on our scale, by strand."""
    comparable = ((key, inspection, row) for key, rows in told.said.items() for inspection, row in rows[:1])
    return {
        key: Theirs(row["their_grade"], inspection.started_on, int(row["gap"]))
        for key, inspection, row in comparable
        if row["comparable"]
    }


def _fell(session: Session, before: SessionRecord | None) -> Mapping[str, str]:
    """The grade before, of the strands whose grade is lower now: within one edition only."""
    if before is None or before.evaluation.framework != session.evaluation.framework:
        return {}
    found = {}
    for state in session.strands:
        said = before.judgements.get(state.strand.id)
        was, now = said.grade if said else None, state.judgement.grade
        if state.scale and was and now and state.scale.order[now] < state.scale.order[was]:
            found[state.strand.id] = was
    return found
