"""An inspection's grades beside those of other schools: counts of schools, never a rank."""

from __future__ import annotations

import streamlit as st

from evaluation.charts import distribution
from evaluation.distribution import AsAt, Distribution
from evaluation.records import day
from evaluation.school import School
from pages.parts import address, figures, screen

_WIDTH = 410
"""Pixels of a strand: two fit beside each other on a laptop, three on a projector, and a phone narrows them."""


def show(school: School, inspection_id: str) -> None:
    """How each grade of one inspection stands among all schools here, and those of our authority, phase and kind."""
    found = _asked(school, inspection_id, "now")
    if found.began and found.latest and found.began < found.latest and not found.since and not found.alone:
        options = {
            "now": f"By the latest inspection here, {day(found.latest)}",
            "then": f"When we were inspected, {day(found.began)}",
        }
        if address.choose("as-at", "As things stood", options, "now", labelled=True) == "then":
            found = _asked(school, inspection_id, "then")
    if found.reason:
        st.write(screen.plain(found.reason))
    elif found.alone:
        _say_how_to_bring_in(school, inspection_id)
    else:
        _draw(found)


def _asked(school: School, inspection_id: str, as_at: AsAt) -> Distribution:
    def ask() -> Distribution:
        return school.questions.distribution(inspection_id, as_at)

    return screen.built(school, ask, "distribution", inspection_id, as_at)


def _say_how_to_bring_in(school: School, inspection_id: str) -> None:
    """One sentence, whatever the number of strands: which file to bring in, and where."""
    independent = school.inspections.one(inspection_id).kind == "independent_standards"
    file = (
        "five-year file of independent schools"
        if independent or school.details.type == "Independent school"
        else ("file “Management information: state-funded schools”")
    )
    st.write(
        "There are too few schools here with an inspection like ours to set ours beside: bring in the whole of "
        f"Ofsted's {file}, and this page shows how each of our grades stands among all schools, and among those of our "
        "authority, our phase and our kind."
    )
    st.page_link("pages/inspections.py", label="Bring in many schools", icon=":material/upload_file:")


def _draw(found: Distribution) -> None:
    st.caption(screen.plain(found.basis))
    mode = figures.mode()
    with st.container(horizontal=True, gap="medium"):
        for number, spread in enumerate(found.strands):
            if not spread.groups:
                continue
            with st.container(width=_WIDTH):
                figures.show(distribution(spread, mode), f"nationally-{number}")
                for note in spread.notes:
                    st.caption(screen.plain(note))
    if without := [spread.headline for spread in found.strands if not spread.groups]:
        st.caption(screen.plain(f"Too few schools here to set beside: {'; '.join(without)}."))
