"""What each leader says of a strand, before the team agrees."""

from __future__ import annotations

from datetime import datetime

from evaluation.records import LeaderJudgement
from evaluation.store.plumbing import Row, Store, Write, record_of
from evaluation.store.self_evaluations import require_open

_TABLE = "leader_judgement"


def every(store: Store, school_id: str, evaluation_id: str) -> list[LeaderJudgement]:
    """What leaders said in one self-evaluation of a school, by their names."""
    rows = store.rows(
        """SELECT said.* FROM leader_judgement AS said JOIN self_evaluation ON self_evaluation.id = self_evaluation_id
           WHERE (school_id, self_evaluation_id) = (?, ?) ORDER BY lower(name), who""",
        school_id,
        evaluation_id,
    )
    return [record_of(_made, row, f"What a leader said of {row['strand_id']}") for row in rows]


def put(write: Write, evaluation_id: str, said: LeaderJudgement) -> bool:
    """Keep what somebody says, in place of what they said before; True when it changed. Raises EvaluationLocked."""
    require_open(write, evaluation_id)
    values, also = {"grade": said.grade, "why": said.why}, {"name": said.name, "saved_at": said.saved_at.isoformat()}
    return write.put(_TABLE, _key(evaluation_id, said.strand_id, said.who), values, also)


def remove(write: Write, evaluation_id: str, strand_id: str, who: str) -> bool:
    """Take back what somebody said; True when they had said theirs. Raises EvaluationLocked."""
    require_open(write, evaluation_id)
    return write.remove(_TABLE, _key(evaluation_id, strand_id, who), "grade")


def _key(evaluation_id: str, strand_id: str, who: str) -> Row:
    return {"self_evaluation_id": evaluation_id, "strand_id": strand_id, "who": who}


def _made(row: Row) -> LeaderJudgement:
    del row["self_evaluation_id"]
    return LeaderJudgement(**row | {"saved_at": datetime.fromisoformat(row["saved_at"])})
