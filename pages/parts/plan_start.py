"""A plan itself: what it is for, starting one, changing its name and days, removing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.plan.records import Plan, PlanRecord
from evaluation.records import Inspection, day
from evaluation.school import School
from pages.parts import screen
from pages.parts.at_fields import AtFields

NEW_YEAR_FROM = 7
"""From this month on, a development plan is begun for the school year that follows."""


def first(school: School) -> None:
    """What a plan is for, and the way to the first one."""
    st.write(
        "A plan says who does what by when about what was found, and how anyone will know that it worked. "
        "It can follow an inspection, or be the school development plan of a school that wants to get better."
    )
    if school.viewer.may(Ability.PLAN):
        st.markdown("## Start a plan")
        st.write("If you keep one as a table already, in Excel or as CSV, start the plan and bring the table in.")
        start(school)
    else:
        st.write("There is no plan yet. The headteacher and leaders start one.")


def after(school: School, wrong: AtFields, inspection_id: str | None, draft: str, label: str) -> Plan | None:
    """Name and days of a plan that follows an inspection, or none; the plan once the button `label` is pressed.

    `draft` is the new plan's id. Nothing is saved here.
    """
    plan = replace(_usual(_inspections(school).get(inspection_id or "")), id=draft)
    with st.form(f"plan-{draft}", enter_to_submit=False, border=False):
        plan = _fields(wrong, plan, draft)
        pressed = st.form_submit_button(label, type="primary", icon=":material/flag:")
    return plan if pressed else None


def start(school: School) -> None:
    """A new plan: what it follows, its name and days."""
    inspections = _inspections(school)
    chosen = st.selectbox(
        "What is it for?",
        [None, *inspections],
        format_func=lambda key: _after(inspections[key]) if key in inspections else "The school's development",
        key="plan-follows",
    )
    draft, wrong = screen.draft_id("plan"), AtFields()
    plan = replace(_usual(inspections.get(chosen or "")), id=draft)
    with st.form(f"plan-{draft}-{chosen}", enter_to_submit=False, border=False):
        plan = _fields(wrong, plan, f"{draft}-{chosen}")
        with st.container(horizontal=True):
            started = st.form_submit_button("Start the plan", type="primary", icon=":material/flag:")
            with_table = st.form_submit_button("Start it and bring in a table", icon=":material/upload_file:")
    if started or with_table:
        try:
            school.plans.save(plan)
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            screen.done_with("plan")
            screen.saved("The plan is started. Saved")
            st.query_params.update(plan=plan.id, about="bring_in" if with_table else "actions")
            st.rerun()


def change(school: School, record: PlanRecord) -> None:
    """The plan's name and days, what it follows, and removing it."""
    shown: Plan = st.session_state.setdefault(f"_plan-shown-{record.plan.id}", record.plan)
    plan, inspections, wrong = record.plan, _inspections(school), AtFields()
    with st.form(f"plan-{plan.id}", enter_to_submit=False, border=False):
        changed = _fields(wrong, plan, plan.id)
        midway_on = st.date_input(
            "Midway review, if not at half of the time",
            plan.midway_on,
            min_value=min(plan.starts_on, plan.midway_on or plan.starts_on),
            max_value=max(plan.ends_on, plan.midway_on or plan.ends_on),
            format=screen.DATE_FORMAT,
            key=f"midway-{plan.id}",
        )
        wrong.under("midway_on")
        follows: str | None = plan.inspection_id
        if follows is None or follows in inspections:
            follows = st.selectbox(
                "It follows",
                [None, *inspections],
                [None, *inspections].index(follows),
                format_func=lambda key: _after(inspections[key]) if key in inspections else "No inspection",
                key=f"follows-{plan.id}",
            )
        pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
    if pressed:
        try:
            school.plans.save(replace(changed, midway_on=midway_on, inspection_id=follows), shown)
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            del st.session_state[f"_plan-shown-{plan.id}"]
            screen.saved("The plan is changed. Saved")
            st.rerun()
    if any(action.agreed for action in record.actions):
        st.caption("It has agreed actions, so it stays.")
    else:
        screen.ask_first(
            "Remove this plan",
            "Remove it with its drafts? This cannot be undone.",
            partial(_remove, school, plan.id),
            key=f"remove-plan-{plan.id}",
        )


def _fields(wrong: AtFields, plan: Plan, key: str) -> Plan:
    """The name and the days as they are typed now."""
    name = st.text_input("Name", plan.name, key=f"plan-name-{key}")
    wrong.under("name")
    left, right = st.columns(2)
    starts_on = left.date_input(
        "Begins", plan.starts_on, format=screen.DATE_FORMAT, key=f"plan-starts-{key}", required=True
    )
    ends_on = right.date_input("Ends", plan.ends_on, format=screen.DATE_FORMAT, key=f"plan-ends-{key}", required=True)
    wrong.under("starts_on", at=left)
    wrong.under("ends_on", at=right)
    return replace(plan, name=name or "", starts_on=starts_on, ends_on=ends_on)


def _usual(inspection: Inspection | None) -> Plan:
    """A year's plan: the school year's, or from today on after an inspection."""
    today = date.today()
    if inspection:
        ends_on = today + timedelta(days=364)
        return Plan("", _after(inspection), today, ends_on, inspection.id)
    year = today.year if today.month >= NEW_YEAR_FROM else today.year - 1
    name = f"School development plan {year}–{(year + 1) % 100:02}"
    return Plan("", name, date(year, 9, 1), date(year + 1, 8, 31))


def _inspections(school: School) -> dict[str, Inspection]:
    """The inspections that a plan can follow: those whose findings the viewer may know."""
    found = screen.built(school, school.inspections.all, "inspections")
    return {each.id: each for each in found if not each.withheld or school.inspections.may_know(each.id)}


def _after(inspection: Inspection) -> str:
    return f"After the inspection of {day(inspection.started_on)}"


def _remove(school: School, plan_id: str) -> None:
    school.plans.remove(plan_id)
    screen.saved("Removed")
