"""The meeting behind the words: what led to a recommendation, as the people who were there tell it."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability, NotAllowed
from evaluation.plan.records import Account, Cause
from evaluation.records import day
from evaluation.school import School
from evaluation.school.self_evaluations import EARLIEST
from pages.parts import plan_seen, screen
from pages.parts.drafts import say_problem

HEADING = "The meeting behind the words"
AT_FIELDS = ("met_on", "with_whom", "seen_or_said", "what_leaders_think")


def show(school: School, cause: Cause) -> None:
    """The school's account of what led to a recommendation, and the form that tells it; for those who may know."""
    st.markdown(f"### {HEADING}")
    _body(school, cause)


def folded(school: School, cause: Cause) -> None:
    """The same, behind one press."""
    if not school.viewer.may(Ability.SEE_EVERYTHING):
        return
    key = f"account {cause.inspection_id} {cause.point_id}"
    with st.expander(HEADING, icon=":material/forum:", type="compact", key=key, on_change="rerun") as box:
        if box.open:
            _body(school, cause)


def _body(school: School, cause: Cause) -> None:
    if not cause.inspection_id or not cause.point_id:
        return
    try:
        account = school.plans.account(cause.inspection_id, cause.point_id)
    except NotAllowed:
        st.caption(":material/lock: Confidential until published.")
        return
    told = any((account.met_on, account.with_whom, account.seen_or_said, account.what_leaders_think))
    if told:
        read(account)
    else:
        st.caption("Nobody has told it yet: when it was, with whom, what was seen or said, what leaders think of it.")
    if school.viewer.may(Ability.PLAN):
        place = _place(account)
        label = "Change the account" if told else "Tell it, if you were there"
        with st.expander(label, icon=":material/forum:", expanded=bool(plan_seen.problems(place))):
            _form(school, account, place)


def read(account: Account) -> None:
    """What was told."""
    met = day(account.met_on) if account.met_on else ""
    place = " · ".join(filter(None, (met, account.with_whom)))
    if place:
        st.markdown(f"**{screen.plain(place)}**")
    for name, words in (("Seen or said", account.seen_or_said), ("What leaders think", account.what_leaders_think)):
        if words:
            st.markdown(f"**{name}**  \n{screen.plain(words)}")


def _form(school: School, account: Account, place: str) -> None:
    seen_at_first: Account = st.session_state.setdefault(f"_first {place}", account)
    problems = plan_seen.problems(place)
    met_on = st.date_input(
        "When",
        account.met_on,
        min_value=EARLIEST,
        max_value=date.today(),
        format=screen.DATE_FORMAT,
        key=f"met-{place}",
        persist_state="session",
    )
    say_problem(problems, "met_on")
    with_whom = st.text_input(
        "With whom",
        account.with_whom,
        key=f"whom-{place}",
        placeholder="Lead inspector, head, safeguarding lead",
        persist_state="session",
    )
    say_problem(problems, "with_whom")
    seen = st.text_area(
        "What was seen or said", account.seen_or_said, height=100, key=f"seen-{place}", persist_state="session"
    )
    say_problem(problems, "seen_or_said")
    think = st.text_area(
        "What leaders think of it",
        account.what_leaders_think,
        height=100,
        key=f"think-{place}",
        persist_state="session",
    )
    say_problem(problems, "what_leaders_think")
    st.caption("No names of pupils, please, and nothing from which one could be recognised.")
    typed = Account(account.inspection_id, account.point_id, met_on, with_whom or "", seen or "", think or "")
    if st.button("Save the account", key=f"save-{place}", type="primary", icon=":material/save:"):
        save = partial(school.plans.save_account, typed, seen_at_first)
        plan_seen.attempt(place, save, "The account is kept. Saved")
        if not plan_seen.problems(place):
            st.session_state.pop(f"_first {place}", None)
        st.rerun()
    plan_seen.say_rest(place, AT_FIELDS)


def _place(account: Account) -> str:
    return f"account-{account.inspection_id}-{account.point_id}"
