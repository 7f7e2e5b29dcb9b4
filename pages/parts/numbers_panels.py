"""Figures over time as small panels that flow into as many columns as there is room for, and what each of them is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from evaluation.charts import Chart
from evaluation.charts.small_multiples import measured, small_multiples
from evaluation.indicators.records import Measure
from evaluation.school import School
from pages.parts import figures, screen

WIDTH = 395
"""Pixels: two panels beside each other on a laptop, three on a projector; a phone shows one under another."""

Chosen = Sequence[tuple[Measure, str]]
"""Measures, each with the id of a group of pupils."""


def show(school: School, chosen: Chosen, key: str, level: int = 3) -> None:
    """A panel for each measure and group that has figures, in the order given, all over the same time."""
    mode = figures.mode()

    def build() -> list[Chart]:
        panels = [
            panel
            for measure, group in chosen
            for panel in measured(measure, group, school.numbers.series(measure.id, group))
        ]
        return small_multiples(panels, mode)

    names = tuple((measure.id, group) for measure, group in chosen)
    charts = screen.built(school, build, "numbers", names, mode)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key=f"panels-{key}"):
        for number, chart in enumerate(charts):
            with st.container(width=WIDTH):
                figures.show(chart, f"{key}-{number}", level)


def definitions(measures: Sequence[Measure]) -> None:
    """What is counted in each of these measures, where it is from, and what else to know."""
    with st.expander("What these figures are", icon=":material/help:"):
        for measure in measures:
            note = f" {screen.plain(measure.note)}" if measure.note else ""
            st.markdown(
                f"**{screen.plain(measure.name)}.** {screen.plain(measure.definition)} "
                f"{screen.plain(measure.source)}. Series: {screen.plain(measure.series)}.{note}"
            )
