"""Final audits of a plan. What is signed is never written again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import TypeVar

from evaluation.errors import EvaluationError
from evaluation.plan.records import Audit, AuditJudgement, AuditLook, PlanRecord
from evaluation.store.plumbing import Row, Store, Write, record_of

_T = TypeVar("_T")


def by_plan(store: Store, school_id: str) -> dict[str, list[Audit]]:
    """A school's audits by plan, in the order in which they were opened."""
    looks = _of_audits(store, "audit_look", school_id, _look)
    judgements = _of_audits(store, "audit_judgement", school_id, lambda row: AuditJudgement(**row))
    found: dict[str, list[Audit]] = {}
    for row in store.rows("SELECT * FROM audit WHERE school_id = ? ORDER BY rowid", school_id):
        made = record_of(
            lambda r: _audit(r, looks.get(r["id"], []), judgements.get(r["id"], [])),
            row,
            f"The audit of {row['opened_on']}",
        )
        found.setdefault(made.plan_id, []).append(made)
    return found


def with_owners(store: Store, school_id: str, record: PlanRecord) -> PlanRecord:
    """A plan with what only the record of changes knows: everybody who has owned its actions since they were agreed."""
    return replace(record, owned=_owned(store, school_id))


def in_order(store: Store, school_id: str, record: PlanRecord) -> PlanRecord:
    """A plan with the order in which updates and reviews were saved, as the record of changes knows it."""
    saved = store.rows(
        "SELECT key, min(id) AS place FROM change WHERE school_id = ? AND thing IN ('action_update', 'midway_review') "
        "GROUP BY thing, key",
        school_id,
    )
    places = {row["key"]: row["place"] for row in saved}
    said = [(each.action_id, each.id) for each in record.updates] + [(r.action_id, r.id) for r in record.reviews]
    known = {ids: places[" ".join(ids)] for ids in said if " ".join(ids) in places}
    return replace(record, saved=known)


def _owned(store: Store, school_id: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """By action every owner (name, e-mail) since it was agreed."""
    rows = store.rows(
        "SELECT key, field, new FROM change WHERE school_id = ? AND thing = 'action' "
        "AND field IN ('agreed_at', 'owner', 'owner_email') ORDER BY id",
        school_id,
    )
    now: dict[str, dict[str, str]] = {}
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in rows:
        values = now.setdefault(row["key"], {})
        values[row["field"]] = row["new"] or ""
        if values.get("agreed_at"):
            found.setdefault(row["key"], {})[values.get("owner", ""), values.get("owner_email", "")] = None
    return {action_id: tuple(owners) for action_id, owners in found.items()}


def save(write: Write, audit: Audit) -> bool:
    """Add an audit or change it, with what was looked at and judged; True when anything changed.

    Raises EvaluationError where it is signed already.
    """
    kept = write.rows("SELECT signed_at FROM audit WHERE id = ?", audit.id)
    if kept and kept[0]["signed_at"] is not None:
        raise EvaluationError("This audit is signed. Nothing in it changes.")
    values = {
        "school_id": write.school_id,
        "plan_id": audit.plan_id,
        "auditor": audit.auditor,
        "auditor_email": audit.auditor_email,
        "seed": audit.seed,
        "opened_on": audit.opened_on.isoformat(),
        "ready": None if audit.ready is None else int(audit.ready),
        "why": audit.why,
        "signed_at": audit.signed_at and audit.signed_at.isoformat(),
        "signed_by": audit.signed_by,
        "also_owns": audit.also_owns,
    }
    changed = write.put("audit", {"id": audit.id}, values)
    looks: dict[tuple[str, ...], Row] = {}
    for look in audit.looks:
        said = asdict(look) | {"done": int(look.done), "again": int(look.again)}
        said["evidence"] = json.dumps(said.pop("evidence_ids"))
        looks[said.pop("action_id"),] = said
    judgements: dict[tuple[str, ...], Row] = {}
    for judged in audit.judgements:
        row = asdict(judged)
        judgements[row.pop("framework_id"), row.pop("strand_id")] = row
    changed |= _replace(write, "audit_look", audit.id, ("action_id",), looks, "seen")
    return changed | _replace(write, "audit_judgement", audit.id, ("framework_id", "strand_id"), judgements, "grade")


def _replace(
    write: Write, table: str, audit_id: str, names: tuple[str, ...], rows: dict[tuple[str, ...], Row], field: str
) -> bool:
    """Let a table hold these rows of an audit, by the rest of their key, and no others."""
    changed = False
    for place, values in rows.items():
        changed |= write.put(table, {"audit_id": audit_id, **dict(zip(names, place, strict=True))}, values)
    for row in write.rows(f"SELECT audit_id, {', '.join(names)} FROM {table} WHERE audit_id = ?", audit_id):
        if tuple(row[name] for name in names) not in rows:
            changed |= write.remove(table, row, field)
    return changed


def _of_audits(store: Store, table: str, school_id: str, make: Callable[[Row], _T]) -> dict[str, list[_T]]:
    rows = store.rows(
        f"SELECT {table}.* FROM {table} JOIN audit ON audit.id = audit_id WHERE school_id = ? ORDER BY {table}.rowid",
        school_id,
    )
    found: dict[str, list[_T]] = {}
    for row in rows:
        found.setdefault(row.pop("audit_id"), []).append(record_of(make, row, "What an audit saw"))
    return found


def _look(row: Row) -> AuditLook:
    row["evidence_ids"] = tuple(json.loads(row.pop("evidence")))
    return AuditLook(**row | {"done": bool(row["done"]), "again": bool(row["again"])})


def _audit(row: Row, looks: list[AuditLook], judgements: list[AuditJudgement]) -> Audit:
    del row["school_id"]
    ready, signed_at = row["ready"], row["signed_at"]
    return Audit(
        **row
        | {
            "opened_on": date.fromisoformat(row["opened_on"]),
            "ready": None if ready is None else bool(ready),
            "signed_at": datetime.fromisoformat(signed_at) if signed_at else None,
        },
        looks=tuple(looks),
        judgements=tuple(judgements),
    )
