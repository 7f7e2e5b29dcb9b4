"""The one press that leads to where something is put right."""

from __future__ import annotations

import streamlit as st

from evaluation.places import Place


def link(place: Place) -> None:
    """A link to a place, in its words."""
    st.page_link(
        f"pages/{place.page}.py",
        label=place.words,
        icon=":material/arrow_forward:",
        query_params=dict(place.query),
        width="content",
    )
