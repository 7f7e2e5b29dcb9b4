"""The final audit: a drawn sample of what is said to be done, looked at by somebody who owns none of it, and signed.

The rules are the product's own:

- It opens when every agreed action is claimed done and no draft is left: a draft is something that somebody thought
  must be done, so it is agreed or removed first, and not passed over.
- The sample is a third of the actions, rounded up, and besides these every one about safeguarding and every one that
  an earlier audit of the plan found not done.
- Nobody can try one draw after another. The seed follows from the plan and the number of audits signed before, and
  an open audit is not withdrawn: it can only be handed to another auditor, with the same sample. So who owns an
  action of the sample, or has owned it, is refused, and not the sample. What was found not done stays when it is
  handed over, until the new auditor has looked again.
- What is signed is asked for again: that all is said to be done and in no doubt, and that the evidence counts.
- "Ready" may be signed in spite of exceptions where the auditor says of each why the school is ready all the same:
  a plan of thirty actions is seldom spotless, and an exception in writing is worth more than one that was rounded
  up to done. Safeguarding knows no exception.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from evaluation.details import NAME_LENGTH, TEXT_LENGTH, require, text_problem, tidied
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence, StrandRef
from evaluation.frameworks import Framework
from evaluation.plan.actions import Standing, State, evidence_problem, standings
from evaluation.plan.causes import Origin, is_safeguarding
from evaluation.plan.owners import has_owned, is_name
from evaluation.plan.records import Action, Audit, AuditJudgement, AuditLook, PlanRecord

Editions = Mapping[str, Framework]
"""By framework id, the edition under which its strands are judged afresh. One that is missing is not judged."""

_T = TypeVar("_T", AuditLook, AuditJudgement)


@dataclass(frozen=True)
class Statement:
    """What is signed: ready or not, and why; `by` is who is there and signs, whoever is named as the auditor."""

    ready: bool | None
    why: str
    by: str = ""


@dataclass(frozen=True)
class Task:
    """What an audit has to do: the actions to look at, the strands to judge afresh, and what is about safeguarding.

    `reasons` says in words why each action of the sample is in it; of a signed audit that is not said.
    """

    sample: tuple[Action, ...]
    strands: tuple[StrandRef, ...]
    safeguarding: frozenset[str]
    editions: Editions
    reasons: Mapping[str, str]


def not_yet(record: PlanRecord, today: date) -> tuple[str, ...]:
    """Why the final audit of a plan cannot open, in sentences; none when it can."""
    agreed = any(action.agreed for action in record.actions)
    drafts = [action for action in record.actions if not action.agreed]
    reasons = (
        (open_audit(record) is not None, "An audit of this plan is open already."),
        (not agreed, "No action of this plan is agreed yet."),
        (drafts, f"Still drafts, to be agreed or removed: {_named(drafts)}."),
    )
    return (*(words for applies, words in reasons if applies), *_not_done(record, today))


def open_audit(record: PlanRecord) -> Audit | None:
    """The audit of a plan that is not signed yet, if any."""
    return next((audit for audit in record.audits if audit.signed_at is None), None)


def require_no_open_audit(record: PlanRecord) -> None:
    """Raise EvaluationError while an audit is open: its sample is drawn from the actions, so they stay as they are.

    To be asked before an action is added, changed, agreed or removed. Updates go on.
    """
    if open_audit(record):
        raise EvaluationError("The final audit of this plan is open. Its actions can be changed once it is signed.")


def seed_for(record: PlanRecord) -> int:
    """The seed of the plan's next audit: the same however often it is asked for, another after one is signed."""
    signed = sum(audit.signed_at is not None for audit in record.audits)
    return int.from_bytes(hashlib.sha256(f"{record.plan.id} {signed}".encode()).digest()[:4])


def draw(actions: Iterable[Action], seed: int, always: Iterable[str] = ()) -> tuple[Action, ...]:
    """A third of the agreed actions, rounded up, and those with the ids in `always`; in the order of their ids.

    From a seed each id has a place of its own, so that neither the order of the actions nor the other actions
    change it: who adds an action does not shuffle the rest. Random seeded with a text gives the same number in
    every version of Python.
    """
    agreed = sorted((action for action in actions if action.agreed), key=lambda action: action.id)
    placed = sorted(agreed, key=lambda action: random.Random(f"{seed} {action.id}").random())
    drawn = {action.id for action in placed[: -(-len(placed) // 3)]} | set(always)
    return tuple(action for action in agreed if action.id in drawn)


def task(record: PlanRecord, origins: Mapping[str, Origin], editions: Editions, audit: Audit | None = None) -> Task:
    """What `audit` has to do, or for None the plan's next one. Of a signed audit the sample is what it looked at."""
    safeguarding = frozenset(action.id for action in record.actions if origins[action.id].safeguarding)
    if audit and audit.signed_at is not None:
        looked_at = {look.action_id for look in audit.looks}
        sample, why = tuple(action for action in record.actions if action.id in looked_at), {}
    else:
        signed_before = [each for each in record.audits if each.signed_at is not None]
        wanting = {look.action_id for each in signed_before for look in each.looks if not look.done}
        seed = audit.seed if audit else seed_for(record)
        sample = draw(record.actions, seed, safeguarding | wanting)
        groups = {
            "drawn": {action.id for action in draw(record.actions, seed)},
            "about safeguarding": safeguarding,
            "found not done by an earlier audit": wanting,
        }
        why = {a.id: ", ".join(words for words, ids in groups.items() if a.id in ids) for a in sample}
    return Task(sample, strands_to_judge(sample, origins, editions), safeguarding, editions, why)


def strands_to_judge(
    sample: Iterable[Action], origins: Mapping[str, Origin], editions: Editions
) -> tuple[StrandRef, ...]:
    """The strands that the sample concerns: an action's own, or those of its cause; not those without grades."""
    concerned = {strand for a in sample for strand in ({a.strand} if a.strand else origins[a.id].strands)}
    return tuple(sorted(strand for strand in concerned if _grades(strand, editions)))


def check_auditor(record: PlanRecord, sample: Iterable[Action], auditor: str, auditor_email: str = "") -> None:
    """Raise FormRefused when somebody is not named, or owns or could have owned some of the sample."""
    owned = [action for action in sample if has_owned(record, action, auditor, auditor_email)]
    missing = text_problem(auditor, "Who audits it", NAME_LENGTH)
    if not missing and not is_name(auditor):
        missing = "Who audits it is missing."
    refused = (
        f"{auditor} owns some of what was drawn, has owned it or said that it is done, or could by the name, "
        f"so somebody else audits it: {_named(owned)}."
    )
    require({"auditor": missing or (refused if owned else None)})


def opened(audit_id: str, record: PlanRecord, todo: Task, auditor: str, auditor_email: str, today: date) -> Audit:
    """A new audit of a plan; `todo` is `task` of the next one. Raises EvaluationError and FormRefused."""
    if reasons := not_yet(record, today):
        raise EvaluationError(" ".join(reasons))
    check_auditor(record, todo.sample, auditor, auditor_email)
    also = _owned_besides(record, todo, auditor, auditor_email)
    return Audit(audit_id, record.plan.id, auditor, auditor_email, seed_for(record), today, also_owns=also)


def handed_over(audit: Audit, record: PlanRecord, todo: Task, auditor: str, auditor_email: str) -> Audit:
    """The open audit with another auditor, who begins afresh on the same sample. Raises as `check_auditor`.

    What was found not done stays written down until the new auditor has looked `again`; all else goes.
    """
    _require_open(audit)
    check_auditor(record, todo.sample, auditor, auditor_email)
    return replace(
        audit,
        auditor=auditor,
        auditor_email=auditor_email,
        looks=tuple(replace(look, again=True) for look in audit.looks if not look.done),
        judgements=(),
        also_owns=_owned_besides(record, todo, auditor, auditor_email),
    )


def with_look(audit: Audit, look: AuditLook, todo: Task, evidence: Mapping[str, Evidence]) -> Audit:
    """The audit with what was seen of one action, in place of what was said of it before. Raises FormRefused.

    `evidence` is the register, by id; only what describes a time after the action's start may be named.
    """
    _require_open(audit)
    look = tidied(look)
    action = next((each for each in todo.sample if each.id == look.action_id), None)
    if action is None:
        require({"action_id": "This action was not drawn."})
        return audit
    require(
        {
            "seen": text_problem(look.seen, "What was seen" if look.done else "The exception", TEXT_LENGTH),
            "ready_all_the_same": text_problem(
                look.ready_all_the_same, "Why the school is ready all the same", TEXT_LENGTH, needed=False
            ),
            "evidence_ids": evidence_problem(action, look.evidence_ids, evidence),
        }
    )
    measure = action.success_measure
    look = replace(look, what=action.what, owner=action.owner, success_measure=measure, again=False)
    return replace(audit, looks=_put(audit.looks, look, lambda each: each.action_id))


def with_judgement(audit: Audit, judgement: AuditJudgement, todo: Task) -> Audit:
    """The audit with a strand judged afresh, in place of what was said of it before. Raises FormRefused."""
    _require_open(audit)
    judgement = tidied(judgement)
    strand = _strand(judgement)
    edition = todo.editions[strand[0]] if strand in todo.strands else None
    if edition is None or edition.version != judgement.framework_version:
        require({"strand_id": "This strand is not one that the sample concerns."})
    require(
        {
            "grade": None if judgement.grade in _grades(strand, todo.editions) else "Choose a grade.",
            "why": text_problem(judgement.why, "Why", TEXT_LENGTH, needed=False),
        }
    )
    return replace(audit, judgements=_put(audit.judgements, judgement, _strand))


def signed(
    audit: Audit, statement: Statement, record: PlanRecord, todo: Task, evidence: Mapping[str, Evidence], at: datetime
) -> Audit:
    """The audit with its statement, signed. Raises FormRefused that names what is still to be done.

    `evidence` is the register, by id. Why the school is ready all the same is left out where it is not.
    Nothing in a signed audit changes: whatever would change one raises EvaluationError.
    """
    _require_open(audit)
    check_auditor(record, todo.sample, audit.auditor, audit.auditor_email)
    ready, why = statement.ready, statement.why
    seen = {look.action_id: look for look in audit.looks if not look.again}
    judged = {_strand(judgement): judgement for judgement in audit.judgements}
    unseen = [action for action in todo.sample if action.id not in seen]
    unjudged = [_strand_name(strand, todo.editions) for strand in todo.strands if strand not in judged]
    require(
        {
            "looks": f"Not looked at yet: {_named(unseen)}." if unseen else None,
            "claims": " ".join(_not_done(record, at.astimezone().date())) or None,
            "evidence_ids": _evidence_problems(todo, seen, evidence),
            "judgements": f"Not judged afresh yet: {', '.join(unjudged)}." if unjudged else None,
            "ready": "Choose ready or not ready." if ready is None else None,
            "why": text_problem(why, "Why", TEXT_LENGTH),
        }
    )
    if ready:
        require({"ready": _ready_problem(todo, seen, judged)})
    looks = tuple(seen[action.id] for action in todo.sample)
    if not ready:
        looks = tuple(replace(look, ready_all_the_same="") for look in looks)
    judgements = tuple(judgement for judgement in audit.judgements if _strand(judgement) in todo.strands)
    also = _owned_besides(record, todo, audit.auditor, audit.auditor_email)
    stated = replace(audit, ready=ready, why=why.strip(), signed_at=at, signed_by=statement.by, also_owns=also)
    return replace(stated, looks=looks, judgements=judgements)


def _ready_problem(todo: Task, seen: Mapping[str, AuditLook], judged: Mapping[StrandRef, AuditJudgement]) -> str | None:
    """Why "ready" cannot be signed, if so."""
    exceptions = [action for action in todo.sample if not seen[action.id].done]
    unsafe = [action for action in exceptions if action.id in todo.safeguarding]
    if unsafe:
        return f"Safeguarding knows no exception, and this is not done: {_named(unsafe)}."
    for strand in todo.strands:
        grades = _grades(strand, todo.editions)
        if is_safeguarding(strand) and judged[strand].grade == grades[0]:
            return f"{_strand_name(strand, todo.editions)} is judged at its lowest grade, so the school is not ready."
    unexplained = [action for action in exceptions if not seen[action.id].ready_all_the_same]
    if unexplained:
        return f"Say of each exception why the school is ready all the same: {_named(unexplained)}."
    return None


def _not_done(record: PlanRecord, today: date) -> tuple[str, ...]:
    """Why not every agreed action counts as done, as its owner says, in sentences."""
    found = standings(record, today)
    agreed = [action for action in record.actions if action.agreed]
    undone = [action for action in agreed if found[action.id].state is not State.DONE_CLAIMED]
    wanting = [action for action in agreed if _still_wanting(action, found[action.id], record.audits)]
    doubted = [a for a in agreed if found[a.id].state is State.DONE_CLAIMED and not found[a.id].done]
    reasons = (
        (undone, f"Not done yet, as their owners say: {_named(undone)}."),
        (wanting, f"Found not done by an audit, and not said to be done since: {_named(wanting)}."),
        (doubted, f"Said to be done, but a midway review has said otherwise since: {_named(doubted)}."),
    )
    return tuple(words for applies, words in reasons if applies)


def _evidence_problems(todo: Task, seen: Mapping[str, AuditLook], evidence: Mapping[str, Evidence]) -> str | None:
    """What is wrong by now with the evidence that was named of each action, if anything."""
    looked = [(action, seen[action.id]) for action in todo.sample if action.id in seen]
    found = ((action, evidence_problem(action, look.evidence_ids, evidence)) for action, look in looked)
    return " ".join(f"“{action.what}”: {problem}" for action, problem in found if problem) or None


def _owned_besides(record: PlanRecord, todo: Task, auditor: str, auditor_email: str) -> int:
    """How many agreed actions of the plan that were not drawn somebody owns or has owned."""
    others = [action for action in record.actions if action.agreed and action not in todo.sample]
    return sum(has_owned(record, action, auditor, auditor_email) for action in others)


def _still_wanting(action: Action, stands: Standing, audits: Iterable[Audit]) -> bool:
    """Whether its owner says that it is done, but has not said so again since an audit found that it was not."""
    found = [
        audit.signed_at.date()
        for audit in audits
        if audit.signed_at and any(look.action_id == action.id and not look.done for look in audit.looks)
    ]
    claimed = stands.update if stands.state is State.DONE_CLAIMED else None
    return claimed is not None and any(claimed.on <= on for on in found)


def _require_open(audit: Audit) -> None:
    if audit.signed_at is not None:
        raise EvaluationError("This audit is signed. Nothing in it changes.")


def _put(kept: tuple[_T, ...], new: _T, key: Callable[[_T], object]) -> tuple[_T, ...]:
    return tuple([each for each in kept if key(each) != key(new)] + [new])


def _strand(judgement: AuditJudgement) -> StrandRef:
    return judgement.framework_id, judgement.strand_id


def _grades(strand: StrandRef, editions: Editions) -> Sequence[str]:
    """The ids of the grades a strand can have, lowest first; none where it has no grades or is not there."""
    edition = editions.get(strand[0])
    there = edition is not None and any(each.id == strand[1] for each in edition.strands)
    scale = edition.scale(strand[1]) if edition and there else None
    return [grade.id for grade in scale.grades] if scale else []


def _strand_name(strand: StrandRef, editions: Editions) -> str:
    return editions[strand[0]].strand(strand[1]).name


def _named(actions: Iterable[Action]) -> str:
    return ", ".join(f"“{action.what}”" for action in actions)
