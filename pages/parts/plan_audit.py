"""The final audit: what it waits for, who does it, the drawn sample, the statement, and the audits that are signed.

While an audit is open, no old grade stands on this screen: earlier audits and causes are left out until it is signed.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from evaluation.access import Ability, Role
from evaluation.plan.audit import Task, open_audit
from evaluation.plan.records import Audit, PlanRecord
from evaluation.records import day
from evaluation.school import School
from pages.parts import plan_afresh, plan_choice, plan_seen, plan_signed, screen
from pages.parts.drafts import say_problem
from pages.parts.words import count

READY = {True: "Ready", False: "Not ready"}


def show(school: School, plan_id: str) -> None:
    """The open audit, or the way to one and what was signed before."""
    if school.plans.may_know() and not plan_choice.confided(school):
        st.info(
            "The final audit is of a whole plan, and something in the plans is confidential until it is published. "
            "To see the audit, turn on “Show what is confidential” above.",
            icon=":material/lock:",
        )
        return
    record = plan_choice.one(school, plan_id)
    signed = [audit for audit in record.audits if audit.signed_at]
    if open_now := open_audit(record):
        _open(school, record, open_now)
        if signed:
            st.caption(
                f"What {count(len(signed), 'earlier audit')} found is shown again once this one is signed: "
                "strands are judged without the old grade before the eyes."
            )
        return
    for audit in reversed(signed):
        plan_signed.show(school, plan_id, audit, expanded=audit is signed[-1])
    if signed:
        with st.expander("Another final audit", icon=":material/fact_check:"):
            _way_in(school, record)
    else:
        _way_in(school, record)


def _way_in(school: School, record: PlanRecord) -> None:
    """What is still in the way, or who audits."""
    if reasons := school.reviews.not_yet(record.plan.id):
        st.markdown("**What is still in the way of the final audit**")
        st.markdown("\n".join(f"- {screen.plain(reason)}" for reason in reasons))
        st.caption("It opens when every action is agreed and its owner says that it is done.")
        st.page_link(
            "pages/plan.py",
            label="The actions",
            icon=":material/arrow_forward:",
            query_params={"plan": record.plan.id, "about": "actions"},
        )
        return
    st.write(
        "Every action is said to be done, so the final audit can be opened. Somebody who owns none of what is drawn "
        "looks at a third of the actions, and at every one about safeguarding. Once it is open the draw stays as it is."
    )
    if school.viewer.may(Ability.PLAN):
        place = f"audit-{record.plan.id}"
        audit_id = screen.draft_id(place)
        name, email = _auditor(school, place)
        if st.button("Open the final audit", type="primary", icon=":material/fact_check:", key=f"open-{place}"):
            act = partial(school.reviews.open_audit, audit_id, record.plan.id, name, email)
            if plan_seen.attempt(place, act, "The audit is open. Saved"):
                screen.done_with(place)
            st.rerun()


def _auditor(school: School, place: str) -> tuple[str, str]:
    """Who audits, by name; where people sign in, also by the address of their account."""
    signed_in = bool(school.viewer.email)
    name = st.text_input(
        "Who audits it",
        school.viewer.name if signed_in else "",
        key=f"auditor-{place}",
        placeholder="First and last name",
    )
    email = ""
    if signed_in:
        email = st.text_input(
            "The e-mail they sign in with",
            school.viewer.email,
            key=f"auditor-email-{place}",
            help="Only the account of this address can go on with the audit. Empty: somebody else "
            "writes down what they saw.",
        )
    say_problem(plan_seen.problems(place), "auditor")
    plan_seen.say_rest(place, ("auditor",))
    return name or "", email or ""


def _open(school: School, record: PlanRecord, audit: Audit) -> None:
    """The open audit: the draw, each action, each strand, and the statement."""
    todo = school.reviews.task(record.plan.id, audit.id)
    mine = school.reviews.may_audit(record.plan.id)
    st.markdown(
        f":material/fact_check: The final audit is open since **{day(audit.opened_on)}**. "
        f"Auditor: **{screen.plain(audit.auditor)}**{plan_signed.also_owns(audit)}."
    )
    if not mine:
        st.write(f"Only {screen.plain(audit.auditor)} can go on with it.")
    if mine or school.viewer.role is Role.HEAD:
        with st.popover("Hand over to another auditor", icon=":material/move_up:"):
            _hand_over(school, record.plan.id)
    _drawn(record, audit, todo)
    st.markdown("## Look at each action of the sample")
    st.caption("Where an action comes from is left out here, because it may name the old grade.")
    waiting = [each for each in todo.sample if each.id not in plan_afresh.looked_at(audit)]
    plan_seen.move_on(plan_afresh.expander(audit, waiting[0]) if waiting else None)
    for action in todo.sample:
        plan_afresh.look_at(school, record, audit, todo, action, first=action in waiting[:1], mine=mine)
    if todo.strands:
        st.markdown("## Judge afresh")
        st.caption(
            "The strands that the sample concerns, as they are today. The old grades are shown once it is signed."
        )
        for strand in todo.strands:
            plan_afresh.judge(school, record.plan.id, audit, todo.editions[strand[0]], strand[1], mine=mine)
    if mine:
        _statement(school, record.plan.id, audit, todo)


def _hand_over(school: School, plan_id: str) -> None:
    st.write(
        "The sample stays, and so does what was found not done, for the other auditor to look at again. "
        "All else that was looked at and judged so far goes."
    )
    place = f"hand-over-{plan_id}"
    name, email = _auditor(school, place)
    if st.button("Hand it over", type="primary", key=f"do-{place}"):
        plan_seen.attempt(place, partial(school.reviews.hand_over, plan_id, name, email), "Handed over. Saved")
        st.rerun()


def _drawn(record: PlanRecord, audit: Audit, todo: Task) -> None:
    """How many were drawn, and how anybody can draw them again."""
    agreed = [action for action in record.actions if action.agreed]
    st.write(f"In the sample: {len(todo.sample)} of {count(len(agreed), 'action')}.")
    with st.expander("How to repeat the draw", icon=":material/casino:"):
        st.markdown(
            f"The seed of this draw is `{audit.seed}`. It follows from the plan and from how many audits were signed "
            "before, so nobody can choose it. Each agreed action has a place: in Python, "
            f'`random.Random("{audit.seed} ID").random()` with its own id for ID. The first third by that place, '
            "rounded up, is drawn. Every action about safeguarding, and every one that an earlier audit found not "
            "done, is added to it."
        )
        ids = [{"In the sample": each in todo.sample, "Action": each.what, "ID": each.id} for each in agreed]
        st.dataframe(ids, hide_index=True, alt="The agreed actions with their ids")


def _statement(school: School, plan_id: str, audit: Audit, todo: Task) -> None:
    """Ready or not, why, and the signature."""
    looked, judged = len(plan_afresh.looked_at(audit)), len(audit.judgements)
    st.markdown("## The statement")
    actions, strands = count(len(todo.sample), "action"), count(len(todo.strands), "strand")
    st.write(f"Looked at: {looked} of {actions}. Judged afresh: {judged} of {strands}.")
    place = f"sign-{audit.id}"
    ready = st.radio(
        "Is the school ready?",
        list(READY),
        None,
        format_func=lambda each: READY[each],
        key=f"ready-{place}",
        horizontal=True,
    )
    why = st.text_area("Why", height=90, key=f"why-{place}", placeholder="What the statement rests on")
    screen.ask_first(
        "Sign the audit",
        f"{screen.plain(audit.auditor)} signs it. Nothing in it changes afterwards, not even a word.",
        lambda: _sign(school, plan_id, ready, why or ""),
        key=f"do-{place}",
        icon=":material/draw:",
    )


def _sign(school: School, plan_id: str, ready: bool | None, why: str) -> None:
    school.reviews.sign(plan_id, ready, why)
    screen.saved("Signed")
