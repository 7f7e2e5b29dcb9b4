"""Strand cards, and the half-lives of evidence that a school has set itself."""

from __future__ import annotations

import json
from datetime import datetime

from evaluation.call.records import StrandCard
from evaluation.store.plumbing import Row, Store, Write, now, record_of


def every(store: Store, school_id: str) -> list[StrandCard]:
    """A school's cards."""
    rows = store.rows("SELECT * FROM strand_card WHERE school_id = ?", school_id)
    return [record_of(_card, row, f"The card of {row['strand_id']}") for row in rows]


def save(write: Write, card: StrandCard) -> bool:
    """Keep a card; True when anything changed."""
    framework_id, strand_id = card.strand
    key = {"school_id": write.school_id, "framework_id": framework_id, "strand_id": strand_id}
    values = {
        "speaker": card.speaker,
        "speaker_email": card.speaker_email,
        "stand_in": card.stand_in,
        "stand_in_email": card.stand_in_email,
        "reasons": json.dumps(card.reasons, ensure_ascii=False),
        "next_steps": card.next_steps,
        "evidence": json.dumps(card.evidence),
    }
    return write.put("strand_card", key, values, {"saved_at": now().isoformat()})


def half_lives(store: Store, school_id: str) -> dict[str, int]:
    """The half-lives that the school has set itself, in days by kind of evidence."""
    return {row["kind"]: row["days"] for row in store.rows("SELECT * FROM half_life WHERE school_id = ?", school_id)}


def set_half_life(write: Write, kind: str, days: int) -> bool:
    """Keep the school's own half-life of a kind; True when anything changed."""
    return write.put("half_life", {"school_id": write.school_id, "kind": kind}, {"days": days})


def remove_half_life(write: Write, kind: str) -> bool:
    """Go back to the half-life that comes with the product; True when the school had one of its own."""
    return write.remove("half_life", {"school_id": write.school_id, "kind": kind}, "days")


def _card(row: Row) -> StrandCard:
    return StrandCard(
        (row["framework_id"], row["strand_id"]),
        row["speaker"],
        row["speaker_email"],
        row["stand_in"],
        row["stand_in_email"],
        tuple(json.loads(row["reasons"])),
        row["next_steps"],
        tuple(json.loads(row["evidence"])),
        datetime.fromisoformat(row["saved_at"]),
    )
