"""What is done at once about what is serious."""

from __future__ import annotations

from datetime import date

from evaluation.records import ImmediateAction
from evaluation.store.plumbing import Row, Store, Write, record_of


def every(store: Store, school_id: str) -> list[ImmediateAction]:
    """A school's immediate actions, settled ones too."""
    rows = store.rows(
        "SELECT immediate_action.* FROM immediate_action JOIN inspection ON inspection.id = inspection_id "
        "WHERE school_id = ?",
        school_id,
    )
    return [record_of(_action, row, f"The immediate action about “{row['about']}”") for row in rows]


def save(write: Write, action: ImmediateAction) -> bool:
    """Add or change what is done about one thing; True when anything changed."""
    key = {"inspection_id": action.inspection_id, "about": action.about}
    values = {"owner": action.owner, "due_on": action.due_on and action.due_on.isoformat(), "settled": action.settled}
    settled_on = action.settled_on and action.settled_on.isoformat()
    return write.put("immediate_action", key, {**values, "settled_on": settled_on, "referred_to": action.referred_to})


def _action(row: Row) -> ImmediateAction:
    for name in ("due_on", "settled_on"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    return ImmediateAction(**row)
