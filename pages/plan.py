"""Action plan: who does what by when about what was found, and how anyone will know that it worked."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.plan.records import PlanRecord
from evaluation.records import day
from evaluation.school import School
from pages.parts import (
    address,
    make_action,
    plan_action,
    plan_audit,
    plan_choice,
    plan_pulse,
    plan_review,
    plan_start,
    plan_tables,
    plan_take_away,
    plan_views,
    screen,
)

LOOK = Path(__file__).parent / "parts" / "plan.css"

school = screen.school("Action plan")

PARTS = {
    "actions": ("Actions", plan_views.show),
    "review": ("Midway review", plan_review.show),
    "audit": ("Final audit", plan_audit.show),
    "feel": ("How leaders feel", plan_pulse.show),
    "bring_in": ("Bring in a table", plan_tables.show),
}
"""The parts of the page: each shows one plan, by its id."""

OPEN_TO = {"bring_in": Ability.PLAN}
"""What somebody must be allowed to do to find a part, where it is more than looking."""


def choose(school: School, records: Sequence[PlanRecord]) -> PlanRecord:
    """The plan to look at, with its days and what can be done with it as a whole."""
    by_id = {record.plan.id: record for record in records}
    address.settle("plan", by_id, next(iter(by_id)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(by_id) > 1:
            st.selectbox(
                "Plan",
                list(by_id),
                format_func=lambda key: by_id[key].plan.name if key in by_id else "",
                key="plan",
                label_visibility="collapsed",
                width=320,
            )
        chosen = by_id[st.session_state["plan"]]
        plan = chosen.plan
        if len(by_id) == 1:
            st.markdown(f"**{screen.plain(plan.name)}**", width="content")
        plan_take_away.show(school, chosen)
        if school.viewer.may(Ability.PLAN):
            with st.popover("Change", icon=":material/tune:"):
                plan_start.change(school, chosen)
            with st.popover("New plan", icon=":material/add:"):
                plan_start.start(school)
    st.caption(f"From {day(plan.starts_on)} to {day(plan.ends_on)}")
    address.keep("plan", plan.id)
    return chosen


def page(school: School) -> None:
    """One action, where the address names one; else one plan, in parts; else the way to a first plan."""
    st.html(LOOK)
    plan_choice.ask(school)
    records = plan_choice.records(school, plan_choice.confided(school))
    if asked := st.query_params.get("action"):
        plan_action.show(school, records, asked)
        return
    if not records:
        make_action.gaps(school)
        plan_start.first(school)
        return
    record = choose(school, records)
    parts = {key: part for key, part in PARTS.items() if school.viewer.may(OPEN_TO.get(key, Ability.SEE))}
    about = address.part(parts, "actions")
    parts[about][1](school, record.plan.id)


try:
    if school.viewer.may(Ability.SEE_EVERYTHING):
        page(school)
    else:
        st.write("Action plans stay within the school and its governors, so there is nothing here for you.")
except EvaluationError as problem:
    screen.show_refusal(problem)
    if "action" in st.query_params:
        st.page_link("pages/plan.py", label="The plan", icon=":material/arrow_back:")
