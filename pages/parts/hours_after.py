"""A page for the head in the hours after: what may be said to whom, and where support is to be had."""

from __future__ import annotations

import streamlit as st

from evaluation.records import Stage
from evaluation.school import School
from evaluation.telling_people import shipped_telling
from pages.parts import screen

FIRST: frozenset[Stage] = frozenset({"provisional", "draft", "comments", "final"})
"""The stages in which it stands first."""


def show(school: School, inspection_id: str) -> None:
    """Every section, in order. It says nothing of what was found."""
    if not school.inspections.one(inspection_id).embargoed:
        st.info(
            "The report is published, so nobody has to wait any longer. What is said here about support still holds.",
            icon=":material/public:",
        )
    sections = shipped_telling().hours_after
    for section in sections:
        st.markdown(f"### {screen.plain(section.heading)}")
        st.markdown("\n".join(f"- {screen.plain(line)}" for line in section.lines))
        if section.note:
            st.caption(screen.plain(section.note))
    with st.expander("Where this comes from"):
        sourced = [f"- {screen.plain(f'{each.heading}. {each.origin}')}" for each in sections if each.origin]
        st.markdown("\n".join([*sourced, "- Everything else is our own advice."]))
