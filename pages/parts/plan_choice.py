"""Which plan stands on the screen, and whether what is confidential stands there too."""

from __future__ import annotations

import streamlit as st

from evaluation.plan.records import PlanRecord
from evaluation.school import School
from pages.parts import screen


def confided(school: School) -> bool:
    """Whether what is confidential stands on this screen: only where somebody who may know has asked for it."""
    return bool(st.session_state.get(_confided(school)))


def ask(school: School) -> None:
    """For those who may know, the switch that shows what is confidential; for others a word that it is left out."""
    shown = school.plans.may_know() and st.toggle(
        "Show what is confidential",
        key=_confided(school),
        help="Actions that come from an inspection that is not published yet. That you read them is noted for the "
        "headteacher.",
    )
    if shown:
        st.warning("Confidential until published: do not project, print or pass on.", icon=":material/lock:")
    elif words := school.plans.left_out():
        st.caption(f":material/lock: {screen.plain(words)}")


def _confided(school: School) -> str:
    return f"plan-confided-{school.details.id}"


def records(school: School, confided: bool) -> list[PlanRecord]:
    """Every plan with everything said in it; what is confidential is neither kept nor shared between sessions."""
    if confided:
        return school.plans.records(in_confidence=True)
    return screen.built(school, school.plans.records, "plans")


def one(school: School, plan_id: str) -> PlanRecord:
    """One plan as it stands on this screen."""
    return next(record for record in records(school, confided(school)) if record.plan.id == plan_id)
