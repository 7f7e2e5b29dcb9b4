"""Figures over time as small panels that flow into as many columns as there is room for, and what each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from evaluation.charts import Chart
from evaluation.charts.small_multiples import measured, small_multiples
from evaluation.charts.template import CONFIG
from evaluation.indicators.records import Measure
from evaluation.school import School
from pages.parts import figures, screen

LOOK = Path(__file__).parent / "numbers.css"

Chosen = Sequence[tuple[Measure, str]]
"""Measures, each with the id of a group of pupils."""

Given = Sequence[tuple[Measure, pd.DataFrame]]
"""Measures, each with its figures over time as the door gives them."""

Panels = list[tuple[Chart, str]]
"""Charts, each with what it is about for whoever asks."""


def show(school: School, chosen: Chosen, key: str, *, under_series: bool = False) -> None:
    """A panel for each measure and group that has figures, in the order given, all over the same time.

    `under_series`: a heading above names the series that they are of, so that they do not.
    """
    names = tuple((measure.id, group) for measure, group in chosen)

    def given() -> Given:
        return [(measure, school.numbers.series(measure.id, group)) for measure, group in chosen]

    mode = figures.mode()
    panels = screen.built(
        school, lambda: built(given(), under_series=under_series), "numbers", names, under_series, mode
    )
    draw(panels, key)


def built(given: Given, *, under_series: bool = False, narrow: bool = False) -> Panels:
    """The panels of these figures; `narrow` for a column at the side of a page."""
    panels = [
        panel
        for measure, series in given
        for panel in measured(measure, _group(series), series, under_series=under_series)
    ]
    charts = small_multiples(panels, figures.mode(), narrow=narrow)
    return list(zip(charts, (panel.help for panel in panels), strict=True))


def draw(panels: Panels, key: str, level: int = 3) -> None:
    """The panels beside each other, aligned: title, one line, chart, and the table behind it."""
    st.html(LOOK)
    with st.container(key=f"panels-{key}"):
        for number, (chart, about) in enumerate(panels):
            with st.container(key=f"panel-{key}-{number}"):
                st.markdown(f"{'#' * level} {screen.plain(chart.title)}")
                st.caption(screen.plain(chart.reading), help=screen.plain(about))
                if chart.figure is not None:
                    st.plotly_chart(chart.figure, theme=None, config=CONFIG, alt=chart.alt, key=f"{key}-{number}")
                with st.expander("As a table", icon=":material/table_chart:"):
                    st.dataframe(chart.table, hide_index=True, alt=f"The data of “{chart.title}”")


def definitions(measures: Sequence[Measure]) -> None:
    """What is counted in each of these measures, where it is from, and what else to know."""
    with st.expander("What these figures are", icon=":material/help:"):
        for measure in measures:
            note = f" {screen.plain(measure.note)}" if measure.note else ""
            st.markdown(
                f"**{screen.plain(measure.name)}.** {screen.plain(measure.definition)} "
                f"{screen.plain(measure.source)}. Series: {screen.plain(measure.series)}.{note}"
            )


def _group(series: pd.DataFrame) -> str:
    return str(series["group"].iloc[0]) if len(series) else ""
