"""Writing an action: what, who, when, how anyone will know; and agreeing it once who and when are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from evaluation.plan.actions import WHO_AND_WHEN, missing_to_agree
from evaluation.plan.records import PRIORITIES, Action, Plan
from evaluation.records import day
from evaluation.school import School
from pages.parts import drafts, plan_seen, screen, sign_in, strands
from pages.parts.drafts import say_problem

FIELDS = {
    "what": "What is to be done",
    "why": "Why",
    "owner": WHO_AND_WHEN["owner"],
    "owner_email": "The e-mail they sign in with",
    "starts_on": "Begins",
    "due_on": "Due",
    "success_measure": "How we will know that it worked",
    "proof": "Evidence that will prove it",
    "cost": "Cost",
    "time": "Time it takes",
    "priority": "Priority",
    "strand": "Strand",
}
"""The fields of an action that are typed, in words."""


def open_editor(action: Action) -> None:
    """Begin to change an action, from what is shown of it now."""
    st.session_state[_shown(action.id)] = action


def editing(action: Action) -> bool:
    """Whether an action is being written: a draft always is."""
    return not action.agreed or _shown(action.id) in st.session_state


def show(school: School, plan: Plan, action: Action) -> None:
    """The fields as they are typed. `action` is what is stored now; another may have changed it meanwhile."""
    shown: Action = st.session_state.setdefault(_shown(action.id), action)
    place = _place(action.id)
    typed = _fields(school, plan, shown, place)
    mine = _changed(typed, shown)
    if shown != action and not mine:
        _close(action.id)  # nothing of ours is lost by beginning again from what is stored
        st.rerun()
    theirs = {name for name in mine if getattr(action, name) not in (getattr(shown, name), getattr(typed, name))}
    if theirs:
        _meanwhile(school, action, shown, typed, theirs)
    _buttons(school, action, shown, typed)
    plan_seen.say_rest(place, tuple(FIELDS))


def _fields(school: School, plan: Plan, shown: Action, place: str) -> Action:
    """What, who, when and how anyone will know; and behind one press the rest."""
    st.markdown("### What we do")
    what = _text(shown, "what", place, height=68)
    left, middle, right = st.columns([2, 1, 1])
    with left:
        owner = _line(shown, "owner", place, "One name, or the names of those who share it")
        email = _line(shown, "owner_email", place, "") if sign_in.needed() else shown.owner_email
    with middle:
        starts_on = _day(shown, "starts_on", plan, place)
    with right:
        due_on = _day(shown, "due_on", plan, place)
    left, right = st.columns(2)
    with left:
        success = _text(shown, "success_measure", place, "What will be different for pupils, and by how much")
        why = _text(shown, "why", place)
    with right:
        proof = _text(shown, "proof", place, "What somebody from outside could look at")
        cost_column, time_column = st.columns(2)
        with cost_column:
            cost = _line(shown, "cost", place, "")
        with time_column:
            time = _line(shown, "time", place, "")
    left, right = st.columns(2)
    names = {**strands.names(school)}
    if shown.strand and shown.strand not in names:
        names[shown.strand] = school.library.strand_name(*shown.strand)
    with left:
        strand = st.selectbox(
            FIELDS["strand"],
            list(names),
            list(names).index(shown.strand) if shown.strand else None,
            format_func=lambda ref: names.get(ref, ""),
            placeholder="About no strand in particular",
            key=f"strand-{place}",
            persist_state="session",
        )
    with right:
        priority = st.segmented_control(
            FIELDS["priority"],
            list(PRIORITIES),
            default=shown.priority,
            format_func=lambda key: PRIORITIES[key],
            required=True,
            key=f"priority-{place}",
            persist_state="session",
        )
    return replace(
        shown,
        what=what,
        why=why,
        owner=owner,
        owner_email=email.lower(),
        starts_on=starts_on,
        due_on=due_on,
        success_measure=success,
        proof=proof,
        cost=cost,
        time=time,
        strand=strand,
        priority=priority or shown.priority,
    )


def _text(shown: Action, name: str, place: str, hint: str = "", height: int = 100) -> str:
    typed = st.text_area(
        FIELDS[name],
        getattr(shown, name),
        height=height,
        key=f"{name}-{place}",
        placeholder=hint,
        persist_state="session",
    )
    say_problem(plan_seen.problems(place), name)
    return typed or ""


def _line(shown: Action, name: str, place: str, hint: str) -> str:
    typed = st.text_input(
        FIELDS[name], getattr(shown, name), key=f"{name}-{place}", placeholder=hint, persist_state="session"
    )
    say_problem(plan_seen.problems(place), name)
    return typed or ""


def _day(shown: Action, name: str, plan: Plan, place: str) -> date | None:
    """A day within the plan; one that is stored and lies outside may stay to be seen, and is refused by name."""
    stored: date | None = getattr(shown, name)
    typed: date | None = st.date_input(
        FIELDS[name],
        stored,
        min_value=min(plan.starts_on, stored or plan.starts_on),
        max_value=max(plan.ends_on, stored or plan.ends_on),
        format=screen.DATE_FORMAT,
        key=f"{name}-{place}",
        persist_state="session",
    )
    first: date | None = getattr(shown, f"first_{name}")
    if first and first != typed:
        st.caption(f"First agreed: {day(first)}")
    say_problem(plan_seen.problems(place), name)
    return typed


def _buttons(school: School, action: Action, shown: Action, typed: Action) -> None:
    """Save, agree or leave it. What it takes to agree is said before it is pressed."""
    missing = missing_to_agree(typed)
    if not action.agreed and missing:
        still = ", ".join(WHO_AND_WHEN[name].lower() for name in missing)
        st.caption(f":material/info: A draft. To agree it, still missing: {still}.")
    with st.container(horizontal=True):
        if not action.agreed and st.button(
            "Save and agree",
            key=f"agree-{action.id}",
            type="primary",
            icon=":material/handshake:",
            disabled=bool(missing),
        ):
            _save(school, typed, shown, agree=True)
        if st.button(
            "Save" if action.agreed else "Save the draft",
            key=f"save-{_place(action.id)}",
            type="primary" if action.agreed else "secondary",
            icon=":material/save:",
        ):
            _save(school, typed, shown)
        if action.agreed or _changed(typed, shown):
            st.button("Leave it as it was", key=f"leave-{action.id}", on_click=_close, args=(action.id,))


def _save(school: School, typed: Action, shown: Action, *, agree: bool = False) -> None:
    place = _place(typed.id)
    kept = plan_seen.attempt(place, partial(school.plans.save_action, typed, shown))
    if kept:
        _close(typed.id)
        if agree:
            plan_seen.attempt(place, partial(school.plans.agree, typed.id), "Agreed. Saved")
    st.rerun()


def _meanwhile(school: School, action: Action, shown: Action, typed: Action, theirs: set[str]) -> None:
    """Somebody else has changed the same: both words side by side, and the choice."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(":material/group: **Somebody else has changed this since you began.**")
        for name in FIELDS:
            if name in theirs:
                stored, ours = (_value(school, each, name) for each in (action, typed))
                st.markdown(f"**{FIELDS[name]}**, stored now: {stored}  \nYours: {ours}")
        with st.container(horizontal=True):
            if st.button("Keep mine", key=f"mine-{action.id}"):
                mine = {name: getattr(typed, name) for name in _changed(typed, shown)}
                _save(school, replace(action, **mine), action)
            st.button("Keep what is stored", key=f"theirs-{action.id}", on_click=_close, args=(action.id,))


def _value(school: School, action: Action, name: str) -> str:
    value = getattr(action, name)
    if isinstance(value, date):
        return day(value)
    if name == "strand" and value:
        value = school.library.strand_name(*value)
    if name == "priority":
        value = PRIORITIES[action.priority]
    return f"“{screen.plain(value)}”" if value else "nothing"


def _changed(typed: Action, shown: Action) -> set[str]:
    """The fields in which what is typed differs from what was shown."""
    return {name for name in FIELDS if getattr(typed, name) != getattr(shown, name)}


def _close(action_id: str) -> None:
    st.session_state.pop(_shown(action_id), None)
    drafts.forget(_place(action_id))


def _place(action_id: str) -> str:
    return f"edit{action_id}"


def _shown(action_id: str) -> str:
    return f"_edited {action_id}"
