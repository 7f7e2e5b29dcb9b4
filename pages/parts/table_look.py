"""A table that is brought in, as it is looked at first: which column is which, and what was found in it by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from evaluation.errors import Problem
from pages.parts.words import count

SHOWN = 12


def columns(
    fields: Mapping[Any, str], header: Sequence[str], guess: Mapping[Any, int], key: str, expanded: bool
) -> dict[Any, int]:
    """Which column holds what, as guessed and set right; what is not chosen is left out."""
    chosen: dict[Any, int] = {}
    with st.expander("Which column is which", icon=":material/view_column:", expanded=expanded):
        places = st.columns(3)
        for number, (field, words) in enumerate(fields.items()):
            place = places[number % 3].selectbox(
                words,
                range(len(header)),
                guess.get(field),
                format_func=lambda column: header[column],
                placeholder="Not in this table",
                key=f"column-{field}-{key}",
            )
            if place is not None:
                chosen[field] = place
    return chosen


def problems(heading: str, found: Sequence[Problem], noun: str) -> None:
    """What was found, like words once, with how often and in which lines."""
    lines: dict[tuple[str, str], list[str]] = {}
    for each in found:
        lines.setdefault((each.field, each.message), []).append(str(each.line or ""))
    if lines:
        label = f"{heading}: {count(len(found), noun)}"
        with st.expander(label, icon=":material/report:", expanded=len(lines) <= SHOWN):
            st.dataframe(
                [
                    {"Column": field, "Why": why, "How often": len(places), "Lines": ", ".join(places)}
                    for (field, why), places in lines.items()
                ],
                hide_index=True,
                alt=heading,
            )
