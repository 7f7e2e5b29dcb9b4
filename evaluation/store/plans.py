"""The action plan: plans with their actions, what owners say of them, midway reviews, and what led to it all."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import TypeVar

from evaluation.errors import EvaluationError
from evaluation.plan.records import Account, Action, Cause, MidwayReview, Milestone, Plan, PlanRecord, Update
from evaluation.store import audits
from evaluation.store.plumbing import Row, Store, Write, record_of

_T = TypeVar("_T")

_CAUSE = {
    "kind": "cause_kind",
    "inspection_id": "inspection_id",
    "point_id": "point_id",
    "evaluation_id": "evaluation_id",
    "strand_id": "cause_strand_id",
    "standard_id": "standard_id",
    "words": "cause_words",
}
"""The fields of a cause, and the columns of `action` that hold them."""

_SAID = {"evidence_ids": "evidence", "on": "said_on", "by": "said_by"}
_REVIEWED = {"evidence_ids": "evidence", "on": "reviewed_on"}
"""The fields of what was said, and their columns where these are called otherwise."""


def records(store: Store, school_id: str) -> list[PlanRecord]:
    """A school's plans with everything said in them, the latest beginning first."""
    by_day = "milestone.due_on, milestone.rowid"
    milestones = _of_actions(store, "milestone", school_id, by_day, "action_id", _milestone)
    updates = _of_actions(store, "action_update", school_id, "action_update.rowid", "plan_id", _update)
    reviews = _of_actions(store, "midway_review", school_id, "midway_review.rowid", "plan_id", _review)
    found_audits = audits.by_plan(store, school_id)
    actions: dict[str, list[Action]] = {}
    for row in store.rows("SELECT * FROM action WHERE school_id = ? ORDER BY rowid", school_id):
        # Named by its id: this is said before anybody has asked whether its words are confidential.
        made = record_of(lambda r: _action(r, milestones.get(r["id"], [])), row, f"The action {row['id']}")
        actions.setdefault(made.plan_id, []).append(made)
    rows = store.rows("SELECT * FROM plan WHERE school_id = ? ORDER BY starts_on DESC, name, id", school_id)
    plans = [record_of(_plan, row, f"The plan {row['id']}") for row in rows]
    found = (
        PlanRecord(
            plan,
            tuple(actions.get(plan.id, ())),
            tuple(updates.get(plan.id, ())),
            tuple(reviews.get(plan.id, ())),
            tuple(found_audits.get(plan.id, ())),
        )
        for plan in plans
    )
    return [audits.in_order(store, school_id, record) for record in found]


def save(write: Write, plan: Plan) -> bool:
    """Add a plan or change it; True when anything changed."""
    values = {f.name: _plain(getattr(plan, f.name)) for f in fields(plan) if f.name != "id"}
    return write.put("plan", {"id": plan.id}, {**values, "school_id": write.school_id})


def remove(write: Write, plan_id: str) -> bool:
    """Remove a plan with all its actions."""
    return write.remove("plan", {"id": plan_id}, "name")


def save_action(write: Write, action: Action, import_id: str | None = None) -> bool:
    """Add an action or change it, with its milestones; True when anything changed.

    `import_id` is the table that a new one was brought in with.
    """
    apart = {"id", "cause", "strand", "milestones"}
    values = {f.name: _plain(getattr(action, f.name)) for f in fields(action) if f.name not in apart}
    values["framework_id"], values["strand_id"] = action.strand or (None, None)
    values |= {column: action.cause and getattr(action.cause, name) for name, column in _CAUSE.items()}
    values["school_id"] = write.school_id
    also = {"import_id": import_id} if import_id else None
    changed = write.put("action", {"id": action.id}, values, also)
    for milestone in action.milestones:
        key = {"action_id": action.id, "id": milestone.id}
        step = {name: _plain(value) for name, value in asdict(milestone).items() if name != "id"}
        changed |= write.put("milestone", key, step)
    kept = {milestone.id for milestone in action.milestones}
    for row in write.rows("SELECT action_id, id FROM milestone WHERE action_id = ?", action.id):
        if row["id"] not in kept:
            changed |= write.remove("milestone", row, "what")
    return changed


def remove_action(write: Write, action_id: str) -> bool:
    """Remove an action with all that was said of it."""
    return write.remove("action", {"id": action_id}, "what")


def add_update(write: Write, update: Update) -> bool:
    """Keep what an owner says; False where it is kept already. Raises EvaluationError where it said something else."""
    return _add(write, "action_update", update, _SAID)


def add_review(write: Write, review: MidwayReview) -> bool:
    """Keep a midway review; False where it is kept already. Raises EvaluationError where it said something else."""
    return _add(write, "midway_review", review, _REVIEWED)


def _add(write: Write, table: str, said: Update | MidwayReview, columns: dict[str, str]) -> bool:
    key = {"action_id": said.action_id, "id": said.id}
    values = {columns.get(name, name): _plain(value) for name, value in asdict(said).items() if name not in key}
    kept = write.rows(f"SELECT * FROM {table} WHERE (action_id, id) = (?, ?)", *key.values())
    if kept and kept[0] != key | values:
        raise EvaluationError("This is saved already and stays as it was said. Add a new one that says what is new.")
    return not kept and write.put(table, key, values)


def accounts(store: Store, inspection_id: str) -> list[Account]:
    """What led to the recommendations of an inspection, as those who were there tell it."""
    rows = store.rows("SELECT * FROM account WHERE inspection_id = ? ORDER BY rowid", inspection_id)
    return [record_of(lambda r: Account(**r | {"met_on": _day(r["met_on"])}), row, "An account") for row in rows]


def save_account(write: Write, account: Account) -> bool:
    """Add what led to a recommendation, or change it; True when anything changed."""
    key = {"inspection_id": account.inspection_id, "point_id": account.point_id}
    values = {name: _plain(value) for name, value in asdict(account).items() if name not in key}
    return write.put("account", key, values)


def following_from(store: Store, school_id: str, inspections: Collection[str]) -> set[str]:
    """The ids of plans, actions, audits and tables brought in that follow, or once followed, from these inspections.

    Read from the record of changes, so that what was removed is among them.
    """
    rows = store.rows(
        """SELECT thing, key, field, old, new FROM change WHERE school_id = ? AND field IN ('inspection_id', 'plan_id')
           AND thing IN ('plan', 'action', 'audit', 'plan_import') ORDER BY id""",
        school_id,
    )
    asked = set(inspections)
    named = {row["key"] for row in rows if row["field"] == "inspection_id" and {row["old"], row["new"]} & asked}
    in_plan = [row for row in rows if row["field"] == "plan_id" and row["new"]]
    found = named | {row["key"] for row in in_plan if row["new"] in named and row["thing"] != "audit"}
    concerned = named | {row["new"] for row in in_plan if row["key"] in found}
    return found | {row["key"] for row in in_plan if row["thing"] == "audit" and row["new"] in concerned}


def _of_actions(
    store: Store, table: str, school_id: str, order: str, by: str, make: Callable[[Row], _T]
) -> dict[str, list[_T]]:
    """What belongs to a school's actions, by the id of the action or of its plan, in this order."""
    rows = store.rows(
        f"SELECT {table}.*, action.plan_id FROM {table} JOIN action ON action.id = {table}.action_id "
        f"WHERE school_id = ? ORDER BY {order}",
        school_id,
    )
    found: dict[str, list[_T]] = {}
    for row in rows:
        place = row[by]
        del row["plan_id"]
        found.setdefault(place, []).append(record_of(make, row, "What was said of an action"))
    return found


def _plan(row: Row) -> Plan:
    del row["school_id"]
    return Plan(**row | {name: _day(row[name]) for name in ("starts_on", "ends_on", "midway_on")})


def _action(row: Row, milestones: list[Milestone]) -> Action:
    del row["school_id"], row["import_id"]
    cause = {name: row.pop(column) for name, column in _CAUSE.items()}
    strand = row.pop("framework_id"), row.pop("strand_id")
    days = {name: _day(row[name]) for name in ("starts_on", "due_on", "first_starts_on", "first_due_on")}
    agreed_at = datetime.fromisoformat(row["agreed_at"]) if row["agreed_at"] else None
    return Action(
        **row | days | {"agreed_at": agreed_at},
        cause=Cause(**cause) if cause["kind"] else None,
        strand=strand if strand[0] else None,
        milestones=tuple(milestones),
    )


def _milestone(row: Row) -> Milestone:
    return Milestone(row["id"], row["what"], date.fromisoformat(row["due_on"]), _day(row["reached_on"]))


def _update(row: Row) -> Update:
    row["evidence_ids"] = tuple(json.loads(row.pop("evidence")))
    row["on"], row["by"] = date.fromisoformat(row.pop("said_on")), row.pop("said_by")
    return Update(**row)


def _review(row: Row) -> MidwayReview:
    row["evidence_ids"] = tuple(json.loads(row.pop("evidence")))
    row["new_due_on"], row["on"] = _day(row["new_due_on"]), date.fromisoformat(row.pop("reviewed_on"))
    return MidwayReview(**row)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    """A value as a column holds it: days and times as text, lists of ids as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, tuple) else value
