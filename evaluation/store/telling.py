"""The letter to parents as far as the school wrote it itself, and who has been told."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from evaluation.store.plumbing import Store, Write


class Tick(NamedTuple):
    """That something on the list was done: on which day, and who said so."""

    done_on: date
    who: str


def letter_parts(store: Store, inspection_id: str) -> dict[str, str]:
    """What the school wrote itself, by part."""
    rows = store.rows("SELECT part, text FROM letter_part WHERE inspection_id = ?", inspection_id)
    return {row["part"]: row["text"] for row in rows}


def keep_part(write: Write, inspection_id: str, part: str, text: str | None) -> bool:
    """Keep a part of the letter, or with None let it be as drafted; True when that changed anything."""
    key = {"inspection_id": inspection_id, "part": part}
    if text is None:
        return write.remove("letter_part", key, "text")
    return write.put("letter_part", key, {"text": text})


def ticks(store: Store, inspection_id: str) -> dict[str, Tick]:
    """What is ticked on the list, by item."""
    rows = store.rows("SELECT item, done_on, who FROM told WHERE inspection_id = ?", inspection_id)
    return {row["item"]: Tick(date.fromisoformat(row["done_on"]), row["who"]) for row in rows}


def tick(write: Write, inspection_id: str, item: str, done_on: date) -> bool:
    """Note that something was done, by whoever writes; True when that changed anything."""
    key = {"inspection_id": inspection_id, "item": item}
    return write.put("told", key, {"done_on": done_on.isoformat()}, {"who": write.who})


def untick(write: Write, inspection_id: str, item: str) -> bool:
    """Note that it was not done after all; True when it was ticked."""
    return write.remove("told", {"inspection_id": inspection_id, "item": item}, "done_on")
