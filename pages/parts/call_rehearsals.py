"""Rehearsals: how many minutes each took until everything was done, over the terms."""

from __future__ import annotations

import streamlit as st

from evaluation.call import rehearsals as rules
from evaluation.charts import rehearsals as chart
from evaluation.school import School
from pages.parts import call_start, figures, screen


def show(school: School) -> None:
    """The chart with its table, and the rehearsals to open again or remove."""
    calls = school.calls.rehearsals()
    if not calls:
        st.write(
            "No rehearsal was held yet. One on a quiet day shows what nobody had thought of, and takes an hour. It "
            "touches nothing."
        )
        st.page_link(
            "pages/the_call.py", label="Rehearse it", icon=":material/arrow_forward:", query_params={"about": "day"}
        )
        return
    mode = figures.mode()
    figures.show(
        screen.built(school, lambda: chart(rules.table(calls, school.calls.closures()), mode), "rehearsals", mode),
        "rehearsals",
    )
    st.caption("Minutes are for you alone: to see what is missing, not to be quick.")
    call_start.earlier(school, calls, "Rehearsals")
