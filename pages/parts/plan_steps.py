"""The milestones of an action: steps on the way, and the day each was reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.plan.records import Action, Milestone, Plan
from evaluation.records import day
from evaluation.school import School
from pages.parts import plan_seen, screen


def show(school: School, plan: Plan, action: Action) -> None:
    """Each milestone with what can be done about it, and adding one."""
    changing, reporting = school.viewer.may(Ability.PLAN), school.plans.may_report(action)
    if not action.milestones and not changing:
        return
    st.markdown("### Milestones")
    for milestone in sorted(action.milestones, key=lambda each: each.due_on):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_words(milestone), width="content")
            if reporting:
                _reach(school, plan, action, milestone)
            if changing:
                st.button(
                    "Remove",
                    key=f"drop-{milestone.id}",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=_keep,
                    args=(school, action, [each for each in action.milestones if each.id != milestone.id], "Removed"),
                )
    if changing:
        with st.popover("Add a milestone", icon=":material/add:"):
            _add(school, plan, action)
    plan_seen.say_rest(_place(action), ())


def _words(milestone: Milestone) -> str:
    what, due = screen.plain(milestone.what), day(milestone.due_on)
    if milestone.reached_on:
        return f":material/check_circle: {what}, by {due}: reached on {day(milestone.reached_on)}"
    late = " :red-badge[:material/event_busy: Overdue]" if milestone.due_on < date.today() else ""
    return f":material/radio_button_unchecked: {what}, by {due}{late}"


def _reach(school: School, plan: Plan, action: Action, milestone: Milestone) -> None:
    if milestone.reached_on:
        st.button(
            "Not reached after all",
            key=f"unreach-{milestone.id}",
            type="tertiary",
            icon=":material/undo:",
            on_click=_reached,
            args=(school, action, milestone, None),
        )
    elif plan.starts_on <= date.today():
        with st.popover("Reached", icon=":material/check:"):
            on = st.date_input(
                "Reached on",
                date.today(),
                min_value=plan.starts_on,
                max_value=date.today(),
                format=screen.DATE_FORMAT,
                key=f"reached-on-{milestone.id}",
                required=True,
            )
            st.button(
                "Save",
                key=f"reach-{milestone.id}",
                type="primary",
                on_click=_reached,
                args=(school, action, milestone, on),
            )


def _reached(school: School, action: Action, milestone: Milestone, on: date | None) -> None:
    act = partial(school.plans.reach, action.id, milestone.id, on)
    plan_seen.attempt(_place(action), act, "Reached. Saved" if on else "Taken back. Saved")


def _add(school: School, plan: Plan, action: Action) -> None:
    draft = screen.draft_id(f"milestone-{action.id}")
    what = st.text_input("What is reached", key=f"milestone-what-{draft}")
    due_on = st.date_input(
        "By when",
        action.due_on or plan.ends_on,
        min_value=plan.starts_on,
        max_value=plan.ends_on,
        format=screen.DATE_FORMAT,
        key=f"milestone-due-{draft}",
        required=True,
    )
    new = Milestone(draft, what or "", due_on)
    if st.button("Add", key=f"milestone-add-{draft}", type="primary"):
        _keep(school, action, [*action.milestones, new], "Milestone added. Saved")
        if not plan_seen.problems(_place(action)):
            screen.done_with(f"milestone-{action.id}")
        st.rerun()


def _keep(school: School, action: Action, milestones: list[Milestone], words: str) -> None:
    changed = replace(action, milestones=tuple(milestones))
    plan_seen.attempt(_place(action), partial(school.plans.save_action, changed, action), words)


def _place(action: Action) -> str:
    return f"milestones-{action.id}"
