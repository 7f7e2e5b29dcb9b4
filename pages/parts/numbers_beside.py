"""The figures that stand beside a strand, on the page where the strand is judged."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evaluation.charts import Chart
from evaluation.charts.small_multiples import measured, small_multiples
from evaluation.school import School
from pages.parts import figures, screen


def show(school: School, strand_id: str) -> None:
    """How many figures speak to this strand, closed; open, their panels. Nothing where there are none."""
    mode = figures.mode()

    def build() -> list[Chart]:
        beside = school.numbers.beside(strand_id)
        panels = [panel for measure, series in beside for panel in measured(measure, _group(series), series)]
        return small_multiples(panels, mode)

    charts = screen.built(school, build, "numbers beside", strand_id, mode)
    if not charts:
        return
    with st.expander(
        f"Numbers ({len(charts)})", icon=":material/monitoring:", key=f"numbers-{strand_id}", on_change="rerun"
    ) as numbers:
        if numbers.open:
            st.caption("They are there to talk about. They decide no grade.")
            for number, chart in enumerate(charts):
                figures.show(chart, f"beside-{strand_id}-{number}", 4)
            st.page_link("pages/numbers.py", label="All numbers", icon=":material/arrow_forward:")


def _group(series: pd.DataFrame) -> str:
    return str(series["group"].iloc[0]) if len(series) else ""
