"""Charts on a page: title, reading, figure, and the table behind it."""

from __future__ import annotations

import streamlit as st

from evaluation.charts.chart import Chart
from evaluation.charts.palette import Mode
from evaluation.charts.template import CONFIG
from evaluation.school import School
from pages.parts import screen
from pages.parts.words import listed


def mode() -> Mode:
    """Light or dark, as the reader's screen is set."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(chart: Chart, key: str, level: int = 2) -> None:
    """A chart with its title, its reading, and its table for those who do not see or do not want the picture.

    `level` is that of its heading on the page.
    """
    st.markdown(f"{'#' * level} {screen.plain(chart.title)}")
    st.markdown(screen.plain(chart.reading))
    if chart.figure is not None:
        st.plotly_chart(chart.figure, theme=None, config=CONFIG, alt=chart.alt, key=key)
    with st.expander("The data of this chart as a table", icon=":material/table_chart:", expanded=chart.figure is None):
        st.dataframe(chart.table, hide_index=True, alt=f"The data of “{chart.title}”")


def what_moved(school: School, level: int = 2) -> None:
    """The two latest locked self-evaluations, strand by strand, in words, under a heading of this level."""
    moved = screen.built(school, school.questions.moved, "moved")
    st.markdown(f"{'#' * level} What moved since last time")
    st.caption(screen.plain(moved.note))
    if moved.sentences:
        st.markdown(listed(moved.sentences))
