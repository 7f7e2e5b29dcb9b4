"""Meetings: the orders of screens that a school has chosen, and what was agreed."""

from __future__ import annotations

import json
from datetime import date

from evaluation.meetings import Agreement, ScreenOrder
from evaluation.store.plumbing import Row, Store, Write, now, record_of


def orders(store: Store, school_id: str) -> list[ScreenOrder]:
    """A school's chosen orders, by name."""
    rows = store.rows("SELECT * FROM screen_order WHERE school_id = ? ORDER BY name, id", school_id)
    return [record_of(_order, row, f"The sequence “{row['name']}”") for row in rows]


def save_order(write: Write, order: ScreenOrder) -> bool:
    """Keep an order, new or changed; True when anything changed."""
    values = {"school_id": write.school_id, "name": order.name, "screens": json.dumps(order.screens)}
    return write.put("screen_order", {"id": order.id}, values)


def remove_order(write: Write, order_id: str) -> bool:
    """Remove an order; True when it was here."""
    return write.remove("screen_order", {"id": order_id}, "name")


def agreements(store: Store, school_id: str) -> list[Agreement]:
    """What was agreed, the latest meeting first, and in it in the order in which it was said."""
    rows = store.rows("SELECT * FROM agreement WHERE school_id = ? ORDER BY agreed_on DESC, saved_at, rowid", school_id)
    return [record_of(_agreement, row, f"What was agreed on {row['agreed_on']}") for row in rows]


def save_agreement(write: Write, agreement: Agreement) -> bool:
    """Keep an agreement; saving twice under one id keeps one. True when anything changed."""
    values = {
        "school_id": write.school_id,
        "agreed_on": agreement.agreed_on.isoformat(),
        "screen_name": agreement.screen_name,
        "words": agreement.words,
    }
    also = {"screen": agreement.screen, "action_id": agreement.action_id, "saved_at": now().isoformat()}
    return write.put("agreement", {"id": agreement.id}, values, also)


def remove_agreement(write: Write, agreement_id: str) -> bool:
    """Remove an agreement; True when it was here."""
    return write.remove("agreement", {"id": agreement_id}, "words")


def _order(row: Row) -> ScreenOrder:
    return ScreenOrder(row["id"], row["name"], tuple(map(str, json.loads(row["screens"]))))


def _agreement(row: Row) -> Agreement:
    return Agreement(
        row["id"],
        date.fromisoformat(row["agreed_on"]),
        row["screen"],
        row["screen_name"],
        row["words"],
        row["action_id"],
    )
