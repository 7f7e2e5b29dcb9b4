"""Imports of inspections: what each did, and taking one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from evaluation.records import Undone, day
from evaluation.school.imports import ImportDone
from pages.parts import screen


def show(imports: Sequence[ImportDone], undo: Callable[[str], Undone]) -> None:
    """The imports, the latest first, each with a way to take it back that asks first."""
    if not imports:
        return
    st.markdown("**Imports**")
    for one in imports:
        with st.container(horizontal=True, vertical_alignment="center"):
            at = datetime.fromisoformat(one.at).astimezone()
            st.write(screen.plain(f"{day(at.date())}, {at:%H:%M}: {one.file_name}, {one.who}. {_did(one)}"))
            screen.ask_first(
                "Undo this import",
                "Take back what it added and filled in? What was changed or settled since stays.",
                partial(_undo, undo, one),
                key=f"undo-{one.id}",
                icon=":material/undo:",
            )


def _did(one: ImportDone) -> str:
    """What is here because of an import, and what it did to inspections that were here."""
    words = [f"{_many(one.inspections, 'inspection')} here because of it"] if one.inspections else []
    if one.completed:
        words.append(f"it filled in {_many(one.completed, 'inspection')} that {_was(one.completed)} here")
    if one.beside:
        words.append(
            f"it gave {_many(one.beside, 'grade')} that {'differs' if one.beside == 1 else 'differ'} from ours"
        )
    said = "; ".join(words)
    return f"{said[:1].upper()}{said[1:]}." if said else "Nothing is here because of it any more."


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _undo(undo: Callable[[str], Undone], one: ImportDone) -> None:
    done = undo(one.id)
    words = [f"{_many(done.removed, 'inspection')} removed"]
    if done.restored:
        words.append(f"{_many(done.restored, 'value')} put back")
    if done.stayed:
        it = "it was" if done.stayed == 1 else "they were"
        words.append(f"{done.stayed:,} stayed, because {it} changed or settled since")
    screen.saved(f"{', '.join(words)}. Undone")
