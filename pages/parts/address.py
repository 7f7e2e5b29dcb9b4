"""Choices that live in the page's address, so that a reload, a bookmark or a link comes to the same place."""

from __future__ import annotations

from collections.abc import Collection

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
