"""The plan as people look at it: a table, a board by state, bars over time, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from evaluation.evidence.records import Evidence, StrandRef
from evaluation.plan.actions import Standing, State, counting_evidence, evidence_of, standings
from evaluation.plan.causes import NO_CAUSE, Origin
from evaluation.plan.owners import owns
from evaluation.plan.records import CAUSES, PRIORITIES, VERDICTS, Action, PlanRecord

_TABLE = {
    "plan_id": "str",
    "plan": "str",
    "action_id": "str",
    "what": "str",
    "cause": "str",
    "why": "str",
    "owner": "str",
    "starts_on": "datetime64[s]",
    "due_on": "datetime64[s]",
    "first_starts_on": "datetime64[s]",
    "first_due_on": "datetime64[s]",
    "success_measure": "str",
    "proof": "str",
    "cost": "str",
    "time": "str",
    "priority": "str",
    "state": "str",
    "overdue": "bool",
    "doubt": "str",
    "said_on": "datetime64[s]",
    "progress": "str",
    "changed_for_pupils": "str",
    "evidence": "int64",
    "verdict": "str",
    "reviewed_on": "datetime64[s]",
}


def doubt(standing: Standing) -> str:
    """What a midway review says against an action, that no update came after: "midway review: slipping"; else ""."""
    review = standing.review
    return f"midway review: {VERDICTS[review.verdict].lower()}" if review and review.verdict != "on_track" else ""


def chosen(
    record: PlanRecord,
    origins: Mapping[str, Origin],
    *,
    strand: StrandRef | None = None,
    owner: tuple[str, str] | None = None,
    inspection_id: str | None = None,
) -> PlanRecord:
    """The plan with only the actions about a strand, of an owner (name and e-mail address, which may be "" each) or
    from an inspection: the plan's own, or the cause's. None asks for nothing. For my actions, give `owner`.

    To look at only: the final audit is of a whole plan.
    """

    def wanted(action: Action) -> bool:
        from_there = {record.plan.inspection_id, action.cause.inspection_id if action.cause else None}
        return (
            (strand is None or strand in origins[action.id].strands)
            and (owner is None or owns(action, *owner))
            and (inspection_id is None or inspection_id in from_there)
        )

    return _only(record, {action.id for action in record.actions if wanted(action)})


def table(records: Iterable[PlanRecord], evidence: Mapping[str, Evidence], today: date) -> pd.DataFrame:
    """One row for each action of some plans, by the day it is due (those without last), then by what it is.

    plan_id, plan, action_id, what, why, owner, success_measure, proof, cost, time   as typed
    cause                            its kind in words, or "No cause given"
    starts_on, due_on                as they are now; missing where not given
    first_starts_on, first_due_on    as first agreed; missing for a draft
    priority                         in words
    state, overdue (bool)            `State` in words; due before today and not said to be done
    doubt                            as `doubt`
    said_on, progress, changed_for_pupils  the latest update; missing or "" without one
    evidence (int)                   how many pieces linked to it or named in updates count: of after its start
    verdict, reviewed_on             a midway review that no update came after, in words; "" or missing without one
    """
    rows = []
    for record in records:
        found = standings(record, today)
        for action in record.actions:
            stands = found[action.id]
            update, review = stands.update, stands.review
            counting = counting_evidence(action, evidence_of(action, record.updates, evidence))
            rows.append(
                {
                    **{name: getattr(action, name) for name in _TABLE if hasattr(action, name)},
                    "plan": record.plan.name,
                    "action_id": action.id,
                    "cause": CAUSES[action.cause.kind] if action.cause else NO_CAUSE,
                    "priority": PRIORITIES[action.priority],
                    "state": str(stands.state),
                    "overdue": stands.overdue,
                    "doubt": doubt(stands),
                    "said_on": update and update.on,
                    "progress": update.progress if update else "",
                    "changed_for_pupils": update.changed_for_pupils if update else "",
                    "evidence": len(counting),
                    "verdict": VERDICTS[review.verdict] if review else "",
                    "reviewed_on": review and review.on,
                }
            )
    return _frame(rows, _TABLE).sort_values(["due_on", "what"], kind="stable", ignore_index=True)


def board(actions: pd.DataFrame) -> dict[State, pd.DataFrame]:
    """The rows of `table` by state, every state in its order, also where there is nothing."""
    return {state: actions[actions["state"] == str(state)] for state in State}


def done(actions: pd.DataFrame) -> pd.Series[bool]:
    """Which rows of `table` are said to be done by their owner, with no midway review against it."""
    return (actions["state"] == str(State.DONE_CLAIMED)) & (actions["doubt"] == "")


def due_soon(actions: pd.DataFrame, today: date, days: int) -> pd.DataFrame:
    """The rows of `table` that are due today or within so many days, agreed and not done."""
    working = ~done(actions) & (actions["state"] != str(State.DRAFT))
    ahead = actions["due_on"].between(pd.Timestamp(today), pd.Timestamp(today + timedelta(days=days)))
    return actions[working & ahead]


def overdue(actions: pd.DataFrame) -> pd.DataFrame:
    """The rows of `table` that are overdue, the longest first."""
    return actions[actions["overdue"]]


_BARS = {
    "action_id": "str",
    "what": "str",
    "kind": "str",
    "label": "str",
    "starts_on": "datetime64[s]",
    "ends_on": "datetime64[s]",
    "due_on": "datetime64[s]",
    "reached": "bool",
    "state": "str",
    "overdue": "bool",
    "doubt": "str",
}


def bars(record: PlanRecord, today: date) -> pd.DataFrame:
    """What a plan looks like over time, by action in the order of their first day; actions without dates are left out.

    action_id, what          the action
    kind                     "action", "first" (the dates as first agreed, where they are others), or "milestone"
    label                    what to call the row: the milestone's words, otherwise the action's
    starts_on, ends_on       a milestone begins and ends on the day it is due; an action that is done, and that no
                             midway review doubts, ends on the day its owner said so
    due_on                   of the action, as it is now
    reached (bool)           of a milestone; of an action, whether its owner says that it is done
    state, overdue (bool), doubt   of the action, as in `table`
    """
    rows: list[tuple[object, ...]] = []
    found = standings(record, today)
    for action in sorted(record.actions, key=lambda a: (a.starts_on or date.max, a.due_on or date.max)):
        if action.starts_on is None or action.due_on is None:
            continue
        stands = found[action.id]
        now, first = (action.starts_on, action.due_on), (action.first_starts_on, action.first_due_on)
        claimed = stands.state is State.DONE_CLAIMED
        until = stands.update.on if stands.done and stands.update else action.due_on
        spans: list[tuple[object, ...]] = [("action", action.what, action.starts_on, until, action.due_on, claimed)]
        if action.agreed and first != now:
            spans.append(("first", action.what, *first, action.due_on, claimed))
        spans += [
            ("milestone", m.what, m.due_on, m.due_on, action.due_on, m.reached_on is not None)
            for m in action.milestones
        ]
        rows += [(action.id, action.what, *span, str(stands.state), stands.overdue, doubt(stands)) for span in spans]
    return _frame(rows, _BARS)


def _only(record: PlanRecord, ids: set[str]) -> PlanRecord:
    return PlanRecord(
        record.plan,
        tuple(action for action in record.actions if action.id in ids),
        tuple(update for update in record.updates if update.action_id in ids),
        tuple(review for review in record.reviews if review.action_id in ids),
        record.audits,
    )


def _frame(rows: Sequence[object], types: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(types)).astype(dict(types))
