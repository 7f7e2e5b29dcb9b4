"""Imports of inspections: what each did, and taking one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from evaluation.records import Import, Undone, day
from pages.parts import screen
from pages.parts.words import count


def show(imports: Sequence[Import], undo: Callable[[str], Undone]) -> None:
    """The imports, the latest first, each with a way to take it back that asks first."""
    if not imports:
        return
    st.markdown("**Imports**")
    for one in imports:
        with st.container(horizontal=True, vertical_alignment="center"):
            at = datetime.fromisoformat(one.at).astimezone()
            added = f"{one.inspections:,} {'inspection' if one.inspections == 1 else 'inspections'} here because of it."
            did = added if one.inspections else "It filled in inspections that were here."
            st.write(screen.plain(f"{day(at.date())}, {at:%H:%M}: {one.file_name}, {one.who}. {did}"))
            screen.ask_first(
                "Undo this import",
                "Take back what it added and filled in? What was changed since stays.",
                partial(_undo, undo, one),
                key=f"undo-{one.id}",
                icon=":material/undo:",
            )


def _undo(undo: Callable[[str], Undone], one: Import) -> None:
    done = undo(one.id)
    words = [f"{count(done.removed, 'inspection')} removed"]
    if done.restored:
        words.append(f"{count(done.restored, 'value')} put back")
    if done.stayed:
        words.append(f"{done.stayed:,} stayed, because they were changed since")
    screen.saved(f"{', '.join(words)}. Undone")
