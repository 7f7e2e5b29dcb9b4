"""Choices that live in the page's address, so that a reload, a bookmark or a link comes to the same place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

_KEPT = "_kept-"


def settle(key: str, options: Collection[str], default: str) -> None:
    """Before a widget with this key: take what the address asks for, else what was chosen last, else the default."""
    asked = st.query_params.get(key)
    if asked in options and asked != st.session_state.get(_KEPT + key):
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        kept = st.session_state.get(_KEPT + key)  # a page switch drops both the address and the widget
        st.session_state[key] = kept if kept in options else default


def keep(key: str, value: str | None) -> None:
    """After the widget: write what is chosen into the address."""
    st.session_state[_KEPT + key] = value
    if value is not None and st.query_params.get(key) != value:
        st.query_params[key] = value


def choose(key: str, label: str, names: Mapping[str, str], default: str, *, labelled: bool = False) -> str:
    """One of a few things side by side, by its key; `names` are the words of each. The address carries the choice.

    A `default` that is not among them stands for the first. The label is for those who listen, unless `labelled`.
    """
    first = default if default in names else next(iter(names))
    settle(key, names, first)
    chosen = st.segmented_control(
        label,
        list(names),
        format_func=lambda each: names[each],
        required=True,
        key=key,
        label_visibility="visible" if labelled else "collapsed",
        wrap=True,
    )
    keep(key, chosen)
    return chosen or first


def part(parts: Mapping[str, tuple[str, object]], default: str, key: str = "about", label: str = "Part") -> str:
    """Which part of a page is shown, by its key: `parts` are the name of each and what draws it."""
    return choose(key, label, {each: name for each, (name, _) in parts.items()}, default)
