"""What people from outside may see: the head's choice beside each thing."""

from __future__ import annotations

from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.school import School
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.self_evaluations import SelfEvaluations
from pages.parts import screen


def toggle(school: School, group: SelfEvaluations | EvidenceRegister, thing_id: str) -> None:
    """Whether reviewers from outside may see a thing; for the head, where there is such a reviewer."""
    if not school.viewer.may(Ability.RUN_SCHOOL) or not screen.door().people.reviewed():
        return
    key = f"share-{thing_id}"
    screen.follow(key, thing_id in group.shared())
    st.toggle("Reviewers from outside may see this", key=key, on_change=partial(_share, group, thing_id, key))


def _share(group: SelfEvaluations | EvidenceRegister, thing_id: str, key: str) -> None:
    on = bool(st.session_state[key])
    group.share(thing_id, on)
    screen.saved("Shared with reviewers" if on else "No longer shared")
