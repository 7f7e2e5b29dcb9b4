"""The action plan on Home: what is due, what has no action yet, and the way there."""

from __future__ import annotations

from datetime import date

import streamlit as st

from evaluation.plan.actions import State
from evaluation.plan.views import done, due_soon, overdue, table
from evaluation.school import School
from pages.parts import plan_choice, plan_views, screen
from pages.parts.words import count


def show(school: School) -> None:
    """A few lines about every plan; nothing where there is none and nothing is missing."""
    records = plan_choice.records(school, confided=False)
    gaps = screen.built(school, school.plans.gaps, "gaps")
    left_out = school.plans.left_out()
    if not records and not gaps and not left_out:
        return
    st.markdown("### Action plan")
    actions = table(records, plan_views.evidence(school), date.today())
    late, soon = len(overdue(actions)), len(due_soon(actions, date.today(), plan_views.SOON))
    lines = [f":red[:material/event_busy: {count(late, 'action')} overdue]"] if late else []
    lines += [f"{count(soon, 'action')} due in the next {plan_views.SOON} days"] if soon else []
    doubted = int(((actions["state"] == str(State.DONE_CLAIMED)) & ~done(actions)).sum())
    if doubted:
        lines.append(f"{count(doubted, 'action')} said to be done, and doubted in the midway review")
    if gaps:
        lines.append(f"{count(len(gaps), 'recommendation')} without an agreed action")
    st.markdown("\n".join(f"- {line}" for line in lines or [f"{count(len(actions), 'action')}, none overdue"]))
    if left_out:
        st.caption(f":material/lock: {screen.plain(left_out)}")
    query = {"view": "due"} if late or soon else {}
    st.page_link("pages/plan.py", label="The action plan", icon=":material/arrow_forward:", query_params=query)
