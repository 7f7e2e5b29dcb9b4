"""Readiness: what does not fit, how good the evidence is, and who speaks for what."""

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.school import School
from pages.parts import address, cards, evidence_strength, misfits, screen

PARTS = {
    "fit": ("What does not fit", misfits.show),
    "evidence": ("How good the evidence is", evidence_strength.show),
    "speak": ("Direction and who speaks", cards.directions),
    "cards": ("Cards", cards.show),
}
"""The parts of the page. What staff would say is theirs: see `OPEN_TO`."""

OPEN_TO = {"cards": Ability.LOG}

school = screen.school("Readiness")


def page(school: School) -> None:
    """One part of the page, as the address asks."""
    parts = {key: part for key, part in PARTS.items() if school.viewer.may(OPEN_TO.get(key, Ability.SEE_EVERYTHING))}
    parts[address.part(parts, "fit")][1](school)


try:
    if school.viewer.may(Ability.SEE_EVERYTHING):
        page(school)
    else:
        st.write("How ready the school is stays within the school and its governors, so there is nothing here for you.")
except EvaluationError as problem:
    screen.show_refusal(problem)
