"""The figures that stand beside a strand, on the page where the strand is judged."""

from __future__ import annotations

import streamlit as st

from evaluation.school import School
from pages.parts import figures, numbers_panels, screen


def show(school: School, strand_id: str) -> None:
    """How many figures speak to this strand, closed; open, their panels. Nothing where there are none."""
    panels = screen.built(
        school,
        lambda: numbers_panels.built(school.numbers.beside(strand_id), narrow=True),
        "numbers beside",
        strand_id,
        figures.mode(),
    )
    if not panels:
        return
    with st.expander(
        f"Numbers ({len(panels)})", icon=":material/monitoring:", key=f"numbers-{strand_id}", on_change="rerun"
    ) as numbers:
        if numbers.open:
            st.caption("They are there to talk about. They decide no grade.")
            numbers_panels.draw(panels, f"beside-{strand_id}", 4)
            st.page_link("pages/numbers.py", label="All numbers", icon=":material/arrow_forward:")
