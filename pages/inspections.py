"""Inspections: bring them in, enter one by hand, and open one."""

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.records import STAGES
from pages.parts import bring_in, by_hand, screen
from pages.parts.words import headline

school = screen.school("Inspections")

try:
    found = school.inspections.all()
    if not found:
        st.write("No inspection is stored yet. Bring them in from Ofsted's published file, or enter one by hand.")
    if school.viewer.may(Ability.RECORD_INSPECTIONS):
        with st.expander("Bring in from Ofsted's published file", icon=":material/upload_file:", expanded=not found):
            bring_in.show(school)
        with st.expander("Enter one by hand", icon=":material/edit:"):
            by_hand.show(school)
    for inspection in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.page_link(
                "pages/inspection.py",
                label=headline(school, inspection),
                icon=":material/assignment:",
                query_params={"inspection": inspection.id},
            )
            if inspection.embargoed:
                st.badge(f"{STAGES[inspection.stage]}: confidential", icon=":material/lock:", color="orange")
except EvaluationError as problem:
    screen.show_refusal(problem)
