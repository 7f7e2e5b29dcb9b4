"""The action plan as plain values: plans, actions with their causes, updates, reviews, the audit, the pulse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from evaluation.evidence.records import StrandRef

CauseKind = Literal["standard", "recommendation", "finding", "contradiction"]
CAUSES: dict[CauseKind, str] = {
    "standard": "A standard that blocks a grade",
    "recommendation": "A recommendation",
    "finding": "A finding",
    "contradiction": "A contradiction",
}

Priority = Literal["now", "next", "later"]
PRIORITIES: dict[Priority, str] = {"now": "Now", "next": "Next", "later": "Later"}

Progress = Literal["on_track", "slipping", "stuck", "done_claimed"]
PROGRESS: dict[Progress, str] = {
    "on_track": "On track",
    "slipping": "Slipping",
    "stuck": "Stuck",
    "done_claimed": "Done, as its owner says",
}
"""What an owner says of an action. That it is done is a claim until the final audit has looked."""

Verdict = Literal["on_track", "slipping", "change_course"]
VERDICTS: dict[Verdict, str] = {"on_track": "On track", "slipping": "Slipping", "change_course": "Change course"}


@dataclass(frozen=True)
class Cause:
    """Where an action comes from, by the ids of what is stored: its words are read from there, never copied.

    standard        a standard of a self-evaluation (`evaluation_id`, `strand_id`, `standard_id`)
    recommendation  a point of an inspection (`inspection_id`, `point_id`)
    finding         what an inspection said of a strand (`inspection_id`, `strand_id`)
    contradiction   what does not fit, in the words in which it was shown (`words`)
    """

    kind: CauseKind
    inspection_id: str | None = None
    point_id: str | None = None
    evaluation_id: str | None = None
    strand_id: str | None = None
    standard_id: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Plan:
    """A set of actions with a beginning and an end: after an inspection, or the school development plan (SDP).

    `midway_on` is the chosen day of the midway review; without one it opens at half of the time.
    """

    id: str
    name: str
    starts_on: date
    ends_on: date
    inspection_id: str | None = None
    midway_on: date | None = None


@dataclass(frozen=True)
class Milestone:
    """A step on the way of an action, and the day it was reached."""

    id: str
    what: str
    due_on: date
    reached_on: date | None = None


@dataclass(frozen=True)
class Action:
    """Who does what by when, and how anyone will know that it worked.

    A draft until it is agreed, which takes an owner and a day. `first_starts_on` and `first_due_on` are the
    dates as first agreed: they stay beside the new ones. `strand` is a (framework id, strand id) pair.
    `owner_email` names the account of an owner who signs in.
    """

    id: str
    plan_id: str
    what: str
    cause: Cause | None = None
    why: str = ""
    owner: str = ""
    owner_email: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    success_measure: str = ""
    proof: str = ""
    cost: str = ""
    time: str = ""
    priority: Priority = "next"
    strand: StrandRef | None = None
    agreed_at: datetime | None = None
    first_starts_on: date | None = None
    first_due_on: date | None = None
    milestones: tuple[Milestone, ...] = ()

    @property
    def agreed(self) -> bool:
        """Whether it is more than a draft."""
        return self.agreed_at is not None


@dataclass(frozen=True)
class Update:
    """What an owner reports of an action on a day: how it goes, and what changed for pupils."""

    id: str
    action_id: str
    on: date
    by: str
    state: Progress
    progress: str = ""
    changed_for_pupils: str = ""
    evidence_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class MidwayReview:
    """One action looked at midway by somebody other than its owner."""

    id: str
    action_id: str
    on: date
    reviewer: str
    verdict: Verdict
    reason: str
    new_due_on: date | None = None
    evidence_ids: tuple[str, ...] = ()
    reviewer_email: str = ""


@dataclass(frozen=True)
class AuditLook:
    """What the auditor saw of one action of the sample: whether it is done as claimed, and the exception if not.

    `ready_all_the_same` says of an exception why the school is ready in spite of it. `what`, `owner` and
    `success_measure` are the action's own as it was looked at. `again`: it is from before the audit was handed over,
    so the auditor of now has to look again.
    """

    action_id: str
    done: bool
    seen: str
    evidence_ids: tuple[str, ...] = ()
    ready_all_the_same: str = ""
    what: str = ""
    owner: str = ""
    success_measure: str = ""
    again: bool = False


@dataclass(frozen=True)
class AuditJudgement:
    """A strand judged afresh in the audit, without the old grade before the eyes."""

    framework_id: str
    framework_version: str
    strand_id: str
    grade: str
    why: str = ""


@dataclass(frozen=True)
class Audit:
    """The final audit of a plan. Its sample is drawn again from `seed` and the actions; it is never stored.

    `ready` and `why` are the statement; it is signed once `signed_at` is set, and nothing in it changes then.
    `signed_by` is who was there when it was signed, `also_owns` how many actions of the plan that were not drawn the
    auditor owns.
    """

    id: str
    plan_id: str
    auditor: str
    auditor_email: str
    seed: int
    opened_on: date
    looks: tuple[AuditLook, ...] = ()
    judgements: tuple[AuditJudgement, ...] = ()
    ready: bool | None = None
    why: str = ""
    signed_at: datetime | None = None
    signed_by: str = ""
    also_owns: int = 0


@dataclass(frozen=True)
class Account:
    """What led to a recommendation, as the people who were there tell it."""

    inspection_id: str
    point_id: str
    met_on: date | None = None
    with_whom: str = ""
    seen_or_said: str = ""
    what_leaders_think: str = ""


@dataclass(frozen=True)
class PlanRecord:
    """One plan with everything said in it. `updates` and `reviews` are in the order in which they were saved.

    What only the record of changes knows is empty where nobody asked for it: `owned` holds, by action, who owned it
    since it was agreed (name, e-mail); `saved` holds, by the ids of action and of update or review, a number that
    grows in the order in which they were saved.
    """

    plan: Plan
    actions: tuple[Action, ...] = ()
    updates: tuple[Update, ...] = ()
    reviews: tuple[MidwayReview, ...] = ()
    audits: tuple[Audit, ...] = ()
    owned: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    saved: Mapping[tuple[str, str], int] = field(default_factory=dict)


Answer = Literal["first", "second", "third", "fourth", "fifth", "rather_not_say"]
"""A step of a question, in the order in which it offers them; each question has its own words for them."""


@dataclass(frozen=True)
class Pulse:
    """A short question round about an outcome: an inspection's, or a self-evaluation's."""

    id: str
    outcome_on: date
    inspection_id: str | None = None
    evaluation_id: str | None = None


@dataclass(frozen=True)
class PulseSheet:
    """What one person answered in one wave, by question id. Nothing says who, and nothing says when.

    `id` is random and means nothing: sheets are to be kept in its order, so that none says who was first or last.
    """

    id: str
    pulse_id: str
    wave_id: str
    answers: Mapping[str, Answer]
