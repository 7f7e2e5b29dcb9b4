"""Inspections: bring them in, enter one by hand, and open one."""

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.records import STAGES
from pages.parts import bring_in, bring_in_many, by_hand, report, screen
from pages.parts.words import headline

school = screen.school("Inspections")

try:
    found = school.inspections.all()
    if not found:
        st.write(
            "No inspection is stored yet. "
            "Bring them in from Ofsted's published file, read a report, or enter one by hand."
        )
    if school.viewer.may(Ability.RECORD_INSPECTIONS):
        with st.expander("Bring in from Ofsted's published file", icon=":material/upload_file:", expanded=not found):
            bring_in.show(school)
        with st.expander("Read a report (PDF)", icon=":material/picture_as_pdf:"):
            report.show(school)
        with st.expander("Enter one by hand", icon=":material/edit:"):
            by_hand.show(school)
    if school.viewer.may(Ability.RUN_SCHOOL) and school.viewer.only_school_id is None:
        with st.expander("Bring in many schools", icon=":material/domain_add:"):
            bring_in_many.show(school)
    for inspection in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(headline(school, inspection))
            st.page_link(
                "pages/inspection.py",
                label="Open",
                icon=":material/arrow_forward:",
                query_params={"inspection": inspection.id},
            )
            if inspection.embargoed:
                st.badge(f"{STAGES[inspection.stage]}: confidential", icon=":material/lock:", color="orange")
except EvaluationError as problem:
    screen.show_refusal(problem)
