"""One action: what was found, what led to it, what is done about it, how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.plan.actions import Standing, standing
from evaluation.plan.causes import NO_CAUSE
from evaluation.plan.moved import moved_since
from evaluation.plan.records import PRIORITIES, Action, PlanRecord
from evaluation.plan.views import doubt
from evaluation.records import day
from evaluation.school import School
from pages.parts import (
    evidence_form,
    plan_account,
    plan_choice,
    plan_edit,
    plan_say,
    plan_seen,
    plan_steps,
    plan_words,
    screen,
)
from pages.parts.words import MARK_WORDS


def show(school: School, records: Sequence[PlanRecord], action_id: str) -> None:
    """The action of this id in one of some plans, or a word that it is not here."""
    found = ((record, action) for record in records for action in record.actions if action.id == action_id)
    record, action = next(found, (None, None))
    if record is None or action is None:
        _back("The plan", {})
        st.write("This action is not here. Somebody may have removed it, or it is confidential until published.")
        return
    _back(record.plan.name, {"plan": record.plan.id, "about": "actions"})
    stands = standing(action, record.updates, record.reviews, date.today(), record.saved)
    st.markdown(f"## {screen.plain(action.what)}")
    _head(action, stands)
    if action.agreed and school.plans.may_report(action):
        plan_say.form(school, action)
    editing = school.viewer.may(Ability.PLAN) and plan_edit.editing(action)
    if editing:
        _why(school, action)
        plan_edit.show(school, record.plan, action)
    else:
        _together(school, action)
    plan_steps.show(school, record.plan, action)
    register = plan_seen.register(school)
    st.markdown("### What shows it")
    plan_seen.evidence(record, action, register)
    evidence_form.press(school, action.id, strands=[action.strand] if action.strand else (), actions=[action.id])
    plan_say.history(record, action, register)
    _moved(school, record, action)
    if not action.agreed and school.viewer.may(Ability.PLAN):
        screen.ask_first(
            "Remove this draft",
            "Remove it? This cannot be undone.",
            partial(_remove, school, record.plan.id, action.id),
            key=f"remove-action-{action.id}",
        )


def _back(words: str, query: dict[str, str]) -> None:
    if st.button(screen.plain(words), icon=":material/arrow_back:", type="tertiary", key="back-to-plan"):
        st.switch_page("pages/plan.py", query_params=query)


def _head(action: Action, stands: Standing) -> None:
    who = action.owner or "Nobody yet"
    shown = plan_words.badges(stands.state, stands.overdue, PRIORITIES[action.priority], doubt(stands))
    st.markdown(f"{shown}  \n{screen.plain(who)} · {plan_words.days_of(action)}")


def _why(school: School, action: Action) -> None:
    """Where it comes from and what led to it, side by side."""
    cause, account = st.columns(2, gap="large") if _from_recommendation(action) else (st.container(), None)
    with cause:
        _cause(school, action)
    if account and action.cause:
        with account:
            plan_account.show(school, action.cause)


def _together(school: School, action: Action) -> None:
    """What was found, the school's account and the action, side by side where there is room."""
    columns = st.columns(3 if _from_recommendation(action) else 2, gap="large")
    with columns[0]:
        _cause(school, action)
    if _from_recommendation(action) and action.cause:
        with columns[1]:
            plan_account.show(school, action.cause)
    with columns[-1]:
        _facts(school, action)


def _from_recommendation(action: Action) -> bool:
    return action.cause is not None and action.cause.kind == "recommendation"


def _cause(school: School, action: Action) -> None:
    """Where it comes from, in the words that stand there."""
    st.markdown("### Where it comes from")
    if action.cause is None:
        st.write(f"{NO_CAUSE}: it was written down here.")
        return
    words = school.plans.cause_words(action.cause, in_confidence=plan_choice.confided(school))
    st.markdown(f"**{words.kind}**" + (f": {screen.plain(words.strand)}" if words.strand else ""))
    if words.gone:
        st.caption("What it came from is no longer here.")
    elif words.withheld:
        st.caption(":material/lock: Its words are left out here: confidential until published, or still open.")
    else:
        st.write(screen.plain(words.text))
    if words.sentence:
        page = f", page {words.page}" if words.page else ""
        st.caption(f"The report{page}: “{screen.plain(words.sentence)}”")
    st.caption(screen.plain(words.heading))
    if words.inspection_id:
        st.page_link(
            "pages/inspection.py",
            label="Open the inspection",
            icon=":material/assignment:",
            query_params={"inspection": words.inspection_id, "about": "found"},
        )
    elif words.evaluation_id:
        st.page_link(
            "pages/session.py",
            label="Open the self-evaluation",
            icon=":material/checklist:",
            query_params={"evaluation": words.evaluation_id},
        )


def _facts(school: School, action: Action) -> None:
    """The action itself, to read."""
    st.markdown("### What we do")
    strand = school.library.strand_name(*action.strand) if action.strand else ""
    facts = {
        "Why": action.why,
        "How we will know that it worked": action.success_measure,
        "Evidence that will prove it": action.proof,
        "Cost": action.cost,
        "Time": action.time,
        "Priority": PRIORITIES[action.priority],
        "Strand": strand,
        "The owner's account": action.owner_email,
    }
    for name, value in facts.items():
        if value:
            st.markdown(f"**{name}**  \n{screen.plain(value)}")
    if action.agreed_at:
        st.caption(f"Agreed on {day(action.agreed_at.astimezone().date())}")
    if school.viewer.may(Ability.PLAN):
        st.button(
            "Change it",
            key=f"change-action-{action.id}",
            icon=":material/edit:",
            on_click=plan_edit.open_editor,
            args=(action,),
        )


def _moved(school: School, record: PlanRecord, action: Action) -> None:
    """Which standards have another mark since it began. Nothing is said of why."""
    if not action.agreed:
        return
    strands = school.plans.origins([record])[action.id].strands
    moved = screen.built(
        school,
        lambda: moved_since(action, strands, school.self_evaluations.records(), school.library),
        "moved since",
        action,
        strands,
    )
    st.markdown("### What moved since")
    lines = (
        f"- {MARK_WORDS[each.then]} → **{MARK_WORDS[each.now]}**: {screen.plain(each.standard)}"
        for each in moved.standards
    )
    st.markdown("\n".join(lines))
    st.caption(screen.plain(moved.note))


def _remove(school: School, plan_id: str, action_id: str) -> None:
    school.plans.remove_action(action_id)
    screen.saved("Removed")
    st.switch_page("pages/plan.py", query_params={"plan": plan_id})
