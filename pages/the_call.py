"""The call: the day's console, cards, the log of the two days, the draft's facts, and rehearsals."""

from pathlib import Path

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.school import School
from pages.parts import address, call_console, call_draft, call_log, call_rehearsals, cards, screen

LOOK = Path(__file__).parent / "parts" / "call.css"

PARTS = {
    "day": ("The day", call_console.show),
    "cards": ("Cards", cards.show),
    "log": ("Log", call_log.show),
    "draft": ("Draft report", call_draft.show),
    "rehearsals": ("Rehearsals", call_rehearsals.show),
}
"""The parts of the page: each shows one school."""

school = screen.school("The call")


def page(school: School) -> None:
    """One part of the page, as the address asks."""
    st.html(LOOK)
    PARTS[address.part(PARTS, "day")][1](school)


try:
    if school.viewer.may(Ability.LOG):
        page(school)
    else:
        st.write(
            "This page is for the staff who are there on the day: real names stand in it. "
            "What an inspection found, you read under Inspections."
        )
        st.page_link("pages/inspections.py", label="Inspections", icon=":material/arrow_forward:")
except EvaluationError as problem:
    screen.show_refusal(problem)
