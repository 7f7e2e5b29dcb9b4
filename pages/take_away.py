"""Take away: the Excel summary."""

import re

import streamlit as st

from evaluation.school import School
from pages.parts import screen

school = screen.school("Take away")


def excel(school: School) -> bytes:
    """The workbook, built when the button is pressed."""
    from evaluation.documents.workbook import workbook

    return workbook(school)


st.write(
    "One Excel workbook for governors, trust or authority: a cover that says what the grades mean, "
    "the summary by strand, the standards with their marks, the history, the comparison with inspections, "
    "and the evidence. "
    "Charts are Excel's own, so you can restyle them. Text stays text."
)
if school.self_evaluations.all() or school.inspections.all():
    name = re.sub(r"[^A-Za-z0-9]+", " ", school.details.name).strip() or "School"
    st.download_button(
        "Download the Excel workbook",
        data=lambda: excel(school),
        file_name=f"{name} self-evaluation.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
    st.caption(
        "It is made from what is stored now, including a self-evaluation that is still open, which it marks as open."
    )
else:
    st.write("There is nothing to take away yet. Hold a self-evaluation or bring in an inspection first.")
    st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
