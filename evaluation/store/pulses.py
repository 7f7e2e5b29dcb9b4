"""The pulse: rounds of questions, and answers without identity.

Answers leave no entry in the record of changes: it would tie a person and a time to a sheet.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import date
from secrets import token_hex

from evaluation.plan.records import Answer, Pulse, PulseSheet
from evaluation.store.plumbing import Row, Store, Write, record_of


def every(store: Store, school_id: str) -> list[Pulse]:
    """A school's pulses, the latest outcome first."""
    rows = store.rows("SELECT * FROM pulse WHERE school_id = ? ORDER BY outcome_on DESC, id", school_id)
    return [record_of(_pulse, row, "A pulse") for row in rows]


def add(write: Write, pulse: Pulse) -> bool:
    """Keep a new pulse, or the new day of one without sheets, with a random salt that nobody needs to know."""
    values = {"inspection_id": pulse.inspection_id, "evaluation_id": pulse.evaluation_id}
    values |= {"school_id": write.school_id, "outcome_on": pulse.outcome_on.isoformat()}
    return write.put("pulse", {"id": pulse.id}, values, {"salt": token_hex(32)})


def sheets(store: Store, pulse_id: str) -> list[PulseSheet]:
    """The answers in a pulse, in the order of their ids, which means nothing."""
    rows = store.rows("SELECT * FROM pulse_sheet WHERE pulse_id = ? ORDER BY wave_id, id", pulse_id)
    return [record_of(lambda r: PulseSheet(**r | {"answers": json.loads(r["answers"])}), r, "A sheet") for r in rows]


def has_answered(store: Store, pulse_id: str, wave_id: str, email: str) -> bool:
    """Whether the person with this e-mail has answered a wave."""
    who = _keyed(store.rows("SELECT salt FROM pulse WHERE id = ?", pulse_id), f"who {wave_id} {email}")
    asked = "SELECT 1 FROM pulse_answered WHERE (pulse_id, wave_id, who) = (?, ?, ?)"
    return bool(store.rows(asked, pulse_id, wave_id, who))


def sheet_id(store: Store, pulse_id: str, draft_id: str) -> str:
    """The id under which a draft of the screen is kept: the screen's own is in somebody's session, so not that one."""
    return _keyed(store.rows("SELECT salt FROM pulse WHERE id = ?", pulse_id), f"sheet {draft_id}")


def has_sheet(store: Store, sheet: PulseSheet) -> bool:
    """Whether a sheet is kept already."""
    place = sheet.pulse_id, sheet.wave_id, sheet.id
    return bool(store.rows("SELECT 1 FROM pulse_sheet WHERE (pulse_id, wave_id, id) = (?, ?, ?)", *place))


def add_sheet(write: Write, sheet: PulseSheet, email: str) -> None:
    """Keep a sheet and, apart from it, that this person has answered; "" for somebody who did not sign in.

    Who answered earlier waves is forgotten. Both tables are written anew: see `_without_order_of_arrival`.
    """
    execute = write.db.conn.execute
    answers: Mapping[str, Answer] = dict(sorted(sheet.answers.items()))
    row = sheet.pulse_id, sheet.wave_id, sheet.id, json.dumps(answers)
    execute("INSERT INTO pulse_sheet (pulse_id, wave_id, id, answers) VALUES (?, ?, ?, ?)", row)
    execute("DELETE FROM pulse_answered WHERE pulse_id = ? AND wave_id <> ?", (sheet.pulse_id, sheet.wave_id))
    if email:
        who = _keyed(write.rows("SELECT salt FROM pulse WHERE id = ?", sheet.pulse_id), f"who {sheet.wave_id} {email}")
        execute(
            "INSERT INTO pulse_answered (pulse_id, wave_id, who) VALUES (?, ?, ?)", (sheet.pulse_id, sheet.wave_id, who)
        )
    _without_order_of_arrival(write)


def _without_order_of_arrival(write: Write) -> None:
    """Write every row of both tables anew, in the order of their keys.

    SQLite sorts only the pointers to rows within a page; the rows themselves lie as they came, so the third sheet in
    the file would belong to the third person. Of all pulses, because only a page that was empty is filled in order.
    """
    for table, values in (("pulse_sheet", "?, ?, ?, ?"), ("pulse_answered", "?, ?, ?")):
        rows = write.db.conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
        write.db.conn.execute(f"DELETE FROM {table}")
        write.db.conn.executemany(f"INSERT INTO {table} VALUES ({values})", rows)


def _keyed(rows: list[Row], text: str) -> str:
    return hmac.digest(bytes.fromhex(rows[0]["salt"]), text.encode(), "sha256").hex()


def _pulse(row: Row) -> Pulse:
    return Pulse(row["id"], date.fromisoformat(row["outcome_on"]), row["inspection_id"], row["evaluation_id"])
