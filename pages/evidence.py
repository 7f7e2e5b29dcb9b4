"""Evidence: the register of what shows how it is, to find, to open, to take a file from."""

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from pages.parts import evidence_register, screen

school = screen.school("Evidence")

try:
    found = screen.built(school, school.evidence.all, "evidence")
    if found:
        evidence_register.show(school, found)
    elif not school.viewer.may(Ability.SEE_EVERYTHING):
        st.write(screen.nothing_yet(school.viewer))
    else:
        st.write(
            "The register is empty. Evidence is anything that shows how it is: "
            "attendance figures, books, a survey, a photo of a display, a visit note."
        )
        if school.viewer.may(Ability.KEEP_EVIDENCE):
            st.write("“Add evidence” stands at the top of every page: what it is, and Save, is enough.")
except EvaluationError as problem:
    screen.show_refusal(problem)
