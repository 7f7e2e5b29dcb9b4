"""Self-evaluations with their judgements and marks."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey
from evaluation.records import Judgement, Mark, SelfEvaluation, SessionRecord
from evaluation.store.plumbing import Row, Store, Write, now, record_of


class ChangedMeanwhile(EvaluationError):
    """Someone else has saved the same field since it was shown, so nothing was written over it."""


class EvaluationLocked(EvaluationError):
    """The self-evaluation is locked, so nothing in it can change."""


def every(store: Store, school_id: str) -> list[SelfEvaluation]:
    """A school's self-evaluations, the latest held first."""
    rows = store.rows(
        "SELECT * FROM self_evaluation WHERE school_id = ? ORDER BY held_on DESC, opened_at DESC", school_id
    )
    return [_evaluation(row) for row in rows]


def one(store: Store, school_id: str, evaluation_id: str) -> SelfEvaluation | None:
    """A school's self-evaluation with this id."""
    rows = store.rows("SELECT * FROM self_evaluation WHERE id = ? AND school_id = ?", evaluation_id, school_id)
    return _evaluation(rows[0]) if rows else None


def before(store: Store, evaluation: SelfEvaluation) -> SelfEvaluation | None:
    """The locked self-evaluation of the same framework and version last held before this one."""
    rows = store.rows(
        """SELECT * FROM self_evaluation
           WHERE (school_id, framework_id, framework_version) = (?, ?, ?) AND held_on < ? AND locked_at IS NOT NULL
           ORDER BY held_on DESC LIMIT 1""",
        evaluation.school_id,
        *evaluation.framework,
        evaluation.held_on.isoformat(),
    )
    return _evaluation(rows[0]) if rows else None


def overview(store: Store, school_id: str) -> list[tuple[SelfEvaluation, int]]:
    """A school's self-evaluations, the latest held first, each with the number of strands that have a grade."""
    counts = store.rows(
        "SELECT self_evaluation_id, count(grade) AS judged FROM judgement GROUP BY self_evaluation_id",
    )
    judged = {row["self_evaluation_id"]: row["judged"] for row in counts}
    return [(evaluation, judged.get(evaluation.id, 0)) for evaluation in every(store, school_id)]


def records(store: Store, school_id: str) -> list[SessionRecord]:
    """A school's self-evaluations with everything said in them, the latest held first."""
    evaluations = every(store, school_id)
    judgements: dict[str, dict[str, Judgement]] = {e.id: {} for e in evaluations}
    marks: dict[str, dict[str, Mark]] = {e.id: {} for e in evaluations}
    ours = "SELECT {0}.* FROM {0} JOIN self_evaluation ON self_evaluation.id = self_evaluation_id WHERE school_id = ?"
    for row in store.rows(ours.format("judgement"), school_id):
        said = judgements[row.pop("self_evaluation_id")]
        said[row["strand_id"]] = record_of(_judgement, row, f"What was said of {row['strand_id']}")
    for row in store.rows(ours.format("mark"), school_id):
        marks[row["self_evaluation_id"]][row["standard_id"]] = row["value"]
    return [SessionRecord(e, judgements[e.id], marks[e.id]) for e in evaluations]


def record(store: Store, evaluation: SelfEvaluation) -> SessionRecord:
    """One self-evaluation with everything said in it, marks too."""
    said = {}
    for row in store.rows("SELECT * FROM judgement WHERE self_evaluation_id = ?", evaluation.id):
        del row["self_evaluation_id"]
        said[row["strand_id"]] = record_of(_judgement, row, f"What was said of {row['strand_id']}")
    marks = store.rows("SELECT standard_id, value FROM mark WHERE self_evaluation_id = ?", evaluation.id)
    return SessionRecord(evaluation, said, {row["standard_id"]: row["value"] for row in marks})


def add(write: Write, evaluation: SelfEvaluation) -> str:
    """Keep a new self-evaluation; returns its id, or that of the one already held that day with that framework."""
    values = {
        "school_id": evaluation.school_id,
        "framework_id": evaluation.framework.id,
        "framework_version": evaluation.framework.version,
        "held_on": evaluation.held_on.isoformat(),
    }
    where = " AND ".join(f"{name} = ?" for name in values)
    twins = write.rows(f"SELECT id FROM self_evaluation WHERE {where}", *values.values())
    if twins:
        return str(twins[0]["id"])
    values["strands"] = json.dumps(evaluation.strands)
    values["opened_at"] = evaluation.opened_at.isoformat()
    write.put("self_evaluation", {"id": evaluation.id}, values)
    return evaluation.id


def put_judgement(
    write: Write, evaluation_id: str, strand_id: str, fields: dict[str, Any], shown: dict[str, Any] | None = None
) -> bool:
    """Save fields ("grade", "why", "direction") of one judgement.

    `shown` holds what the person had before them. Raises ChangedMeanwhile when a field to save holds
    something else by now, and EvaluationLocked.
    """
    require_open(write, evaluation_id)
    rows = write.rows(
        "SELECT * FROM judgement WHERE self_evaluation_id = ? AND strand_id = ?", evaluation_id, strand_id
    )
    stored = rows[0] if rows else {"grade": None, "why": "", "direction": None}
    for name, value in fields.items():
        if shown is not None and stored[name] not in (shown[name], value):
            raise ChangedMeanwhile(
                "This has been changed in another window since it was shown here. What is stored now is shown; "
                "look at it, then say yours again."
            )
    key = {"self_evaluation_id": evaluation_id, "strand_id": strand_id}
    return write.put("judgement", key, fields, {"saved_at": now().isoformat(), "saved_by": write.who})


def remove_judgement(write: Write, evaluation_id: str, strand_id: str) -> bool:
    """Take a judgement back: the strand is not judged. Raises EvaluationLocked."""
    require_open(write, evaluation_id)
    key = {"self_evaluation_id": evaluation_id, "strand_id": strand_id}
    rows = write.rows(
        "SELECT why, direction FROM judgement WHERE (self_evaluation_id, strand_id) = (?, ?)", *key.values()
    )
    removed = write.remove("judgement", key, "grade")
    for field, held in rows[0].items() if rows else ():
        if held:
            write.record("judgement", key, field, held, None)
    return removed


def drop_empty_judgement(write: Write, evaluation_id: str, strand_id: str) -> None:
    """Leave no trace of a judgement whose every field has been emptied, which the record of changes tells already."""
    write.db.conn.execute(
        """DELETE FROM judgement WHERE (self_evaluation_id, strand_id) = (?, ?)
           AND grade IS NULL AND why = '' AND direction IS NULL""",
        (evaluation_id, strand_id),
    )


def put_marks(write: Write, evaluation_id: str, marks: dict[str, Mark | None]) -> int:
    """Save marks by standard id, None for "not judged"; returns how many changed. Raises EvaluationLocked."""
    require_open(write, evaluation_id)
    changed = 0
    for standard_id, value in marks.items():
        key = {"self_evaluation_id": evaluation_id, "standard_id": standard_id}
        changed += write.remove("mark", key, "value") if value is None else write.put("mark", key, {"value": value})
    return changed


def set_locked(write: Write, evaluation_id: str, locked_at: datetime | None) -> bool:
    """Lock a self-evaluation at a time, or open it again with None; True when that changed anything."""
    rows = write.rows("SELECT locked_at, first_locked_at FROM self_evaluation WHERE id = ?", evaluation_id)
    if not rows or (rows[0]["locked_at"] is None) == (locked_at is None):
        return False
    at = locked_at.isoformat() if locked_at else None
    first = rows[0]["first_locked_at"] or at
    return write.put("self_evaluation", {"id": evaluation_id}, {"locked_at": at}, {"first_locked_at": first})


def remove(write: Write, evaluation_id: str) -> bool:
    """Remove an open self-evaluation with all that was said in it. Raises EvaluationLocked."""
    require_open(write, evaluation_id)
    return write.remove("self_evaluation", {"id": evaluation_id}, "held_on")


def require_open(write: Write, evaluation_id: str) -> None:
    """Raise EvaluationLocked where a self-evaluation is locked, EvaluationError where it is not here."""
    rows = write.rows(
        "SELECT locked_at FROM self_evaluation WHERE id = ? AND school_id = ?", evaluation_id, write.school_id
    )
    if not rows:
        raise EvaluationError(
            "This self-evaluation is no longer here: someone removed it. Choose another from the list."
        )
    if rows[0]["locked_at"] is not None:
        raise EvaluationLocked(
            "This self-evaluation is locked, so nothing was changed. Unlock it first, with a reason."
        )


def _evaluation(row: Row) -> SelfEvaluation:
    return record_of(_made, row, f"The self-evaluation of {row['held_on']}")


def _made(row: Row) -> SelfEvaluation:
    strands = json.loads(row["strands"])
    if not isinstance(strands, list):
        raise ValueError("its strands are not a list")
    return SelfEvaluation(
        id=row["id"],
        school_id=row["school_id"],
        framework=FrameworkKey(row["framework_id"], row["framework_version"]),
        held_on=date.fromisoformat(row["held_on"]),
        strands=tuple(map(str, strands)),
        opened_at=datetime.fromisoformat(row["opened_at"]),
        locked_at=_time(row["locked_at"]),
        first_locked_at=_time(row["first_locked_at"]),
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _judgement(row: Row) -> Judgement:
    return Judgement(**{**row, "saved_at": datetime.fromisoformat(row["saved_at"])})
