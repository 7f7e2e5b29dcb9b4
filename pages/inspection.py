"""One inspection: what it found, who may know, what comes next, telling people."""

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.records import STAGES
from pages.parts import address, confidence, found, hours_after, nationally, next_steps, screen, telling
from pages.parts.words import headline

school = screen.school("Inspection")

PARTS = {
    "found": ("What it found", found.show),
    "confidence": ("Who may know", confidence.show),
    "next": ("What comes next", next_steps.show),
    "nationally": ("Beside other schools", nationally.show),
    "telling": ("Telling people", telling.show),
    "hours_after": ("The hours after", hours_after.show),
}
"""The parts of the page: each shows one inspection, by its id, to a viewer who may know what it found."""

try:
    inspections = {inspection.id: inspection for inspection in school.inspections.all()}
    st.page_link("pages/inspections.py", label="All inspections", icon=":material/arrow_back:")
    if not inspections:
        st.write("No inspection is stored yet.")
        st.stop()
    address.settle("inspection", inspections, next(iter(inspections)))
    inspection = inspections[st.session_state["inspection"]]
    address.keep("inspection", inspection.id)
    st.markdown(f"## {headline(school, inspection)}")
    if inspection.embargoed:
        st.badge(f"{STAGES[inspection.stage]}: confidential", icon=":material/lock:", color="orange")
    if school.inspections.may_know(inspection.id):
        first = inspection.stage in hours_after.FIRST
        parts = dict(sorted(PARTS.items(), key=lambda each: each[0] != "hours_after")) if first else PARTS
        part = address.part(parts, "hours_after" if inspection.stage == "provisional" else "found")
        PARTS[part][1](school, inspection.id)
    else:
        st.write(
            "What it found is confidential until it is published. "
            "The headteacher can put you on the list of those who may know."
        )
except EvaluationError as problem:
    screen.show_refusal(problem)
