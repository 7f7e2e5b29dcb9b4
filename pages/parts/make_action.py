"""What comes of a recommendation, a finding, a blocking standard or a contradiction: its actions, or the gap."""

from __future__ import annotations

from datetime import date
from textwrap import shorten

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.plan.actions import standing
from evaluation.plan.causes import Gap, cause_key
from evaluation.plan.records import Cause, Plan, PlanRecord
from evaluation.plan.views import doubt
from evaluation.records import day
from evaluation.school import School
from pages.parts import plan_choice, plan_start, plan_words, screen
from pages.parts.at_fields import AtFields
from pages.parts.words import count

IN_FULL = 3
LONGEST, SHORT = 200, 80
MAKE = "Make it an action"


def beside(
    school: School,
    cause: Cause,
    records: list[PlanRecord],
    *,
    gap: bool = False,
    plan: Plan | None = None,
) -> None:
    """The actions that come from a cause, each leading to itself; without one the press that makes one.

    `records` are the plans as the viewer may see them here. With `gap` it is said that none comes from it yet; with
    `plan` the action goes into that one. Reviewers from outside see nothing of it.
    """
    if not school.viewer.may(Ability.SEE_EVERYTHING):
        return
    key, found = cause_key(cause), False
    for record in records:
        for action in record.actions:
            if action.cause and cause_key(action.cause) == key:
                found = True
                stands = standing(action, record.updates, record.reviews, date.today(), record.saved)
                against = doubt(stands)
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    who = f"{action.owner or 'Nobody yet'}{f', due {day(action.due_on)}' if action.due_on else ''}"
                    what = shorten(action.what, SHORT, placeholder=" …")
                    st.markdown(
                        f":material/task_alt: **{screen.plain(what)}**: {screen.plain(who)} "
                        f"{plan_words.state_badge(stands.state)} {plan_words.doubt_badge(against) if against else ''}",
                        width="content",
                    )
                    if st.button(
                        "Open", key=f"open-{action.id} {key}", icon=":material/arrow_forward:", type="tertiary"
                    ):
                        plan_words.open_action(action.id)
    if not found and (gap or school.viewer.may(Ability.PLAN)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if gap:
                st.badge("No action yet", icon=":material/report:", color="orange")
            if school.viewer.may(Ability.PLAN):
                quiet = cause.kind == "finding" and not gap
                _press(school, cause, [plan] if plan else [record.plan for record in records], quiet)


def gaps(school: School, plan: Plan | None = None, *, open_first: bool = True) -> None:
    """The recommendations without an agreed action, each with the press that begins one in this plan, or with one."""
    confided = plan_choice.confided(school)
    found = school.plans.gaps(in_confidence=True) if confided else screen.built(school, school.plans.gaps, "gaps")
    if not found:
        return
    label = f"{count(len(found), 'recommendation')} without an agreed action"
    with st.expander(label, icon=":material/report:", expanded=open_first):
        records = plan_choice.records(school, confided)
        for gap in found[:IN_FULL]:
            _gap(school, gap, records, plan)
        if rest := found[IN_FULL:]:
            with st.expander(f"and {len(rest)} more", key="more-gaps", on_change="rerun") as more:
                if more.open:
                    for gap in rest:
                        _gap(school, gap, records, plan)


def _gap(school: School, gap: Gap, records: list[PlanRecord], plan: Plan | None) -> None:
    with st.container(border=True, gap="xsmall"):
        text = shorten(gap.point.text, LONGEST, placeholder=" …")
        st.markdown(screen.plain(text))
        st.caption(f"{gap.inspection.kind_name} of {day(gap.inspection.started_on)}")
        cause = Cause("recommendation", inspection_id=gap.inspection.id, point_id=gap.point.id)
        beside(school, cause, records, gap=True, plan=plan)


def _press(school: School, cause: Cause, plans: list[Plan], quiet: bool) -> None:
    """The one press. Where there are several plans it asks which; where there is none it starts one for it."""
    key = cause_key(cause)
    label, icon = (f":small[:gray[{MAKE}]]", None) if quiet else (MAKE, ":material/add_task:")
    if not plans:
        place = f"begin {key}"
        with st.popover(label, icon=icon, type="tertiary", key=place, on_change="rerun") as asked:
            if asked.open:
                _begin(school, cause, screen.draft_id(place), place)
    elif len(plans) == 1:
        if st.button(label, key=f"make {key}", icon=icon, type="tertiary"):
            _make(school, cause, plans[0])
    else:
        with st.popover(label, icon=icon, type="tertiary", key=f"which {key}"):
            for plan in plans:
                if st.button(screen.plain(f"In “{plan.name}”"), key=f"make {plan.id} {key}"):
                    _make(school, cause, plan)


def _begin(school: School, cause: Cause, draft: str, place: str) -> None:
    """The first plan, for the inspection that the cause is from, and the action in it."""
    st.write("It goes into an action plan. There is none yet, so this starts one.")
    wrong = AtFields()
    plan = plan_start.after(school, wrong, cause.inspection_id, draft, "Start the plan with this action")
    if plan:
        try:
            school.plans.save(plan)
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            screen.done_with(place)
            _make(school, cause, plan)


def _make(school: School, cause: Cause, plan: Plan) -> None:
    try:
        action = school.plans.draft_from(plan.id, cause)
    except EvaluationError as problem:
        screen.show_refusal(problem)
    else:
        screen.saved("A draft is begun. Saved")
        st.switch_page("pages/plan.py", query_params={"action": action.id, "plan": plan.id})
