"""The people of Settings: who may sign in, as what, and what was changed about it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from evaluation.access import Role
from evaluation.errors import EvaluationError
from evaluation.records import Change, Person
from evaluation.school import School
from pages.parts import screen, sign_in
from pages.parts.at_fields import AtFields

ROLES = {
    Role.HEAD: ("Head", "sees and does everything, also Settings and people"),
    Role.LEADER: ("Leader", "judges, locks, keeps evidence, brings in inspections"),
    Role.CONTRIBUTOR: ("Contributor", "marks, judges and keeps evidence; locks nothing"),
    Role.GOVERNOR: ("Governor or trustee", "reads finished self-evaluations, evidence and published inspections"),
    Role.REVIEWER: ("Reviewer from outside", "reads only what you share, and published inspections"),
}
"""Each role's name, and what it may do, the head first."""

EVERY = ""
FIELDS = {"name": "name", "role": "role", "active": "may sign in", "only_school_id": "school"}


def show(school: School) -> None:
    """Who may sign in; adding somebody; the latest changes."""
    if not sign_in.needed():
        st.info(
            "You use this on one computer, without signing in: whoever sits here is head. People matter once it is "
            "shared with others over the network. The README says how, under “Several people: sign-in”.",
            icon=":material/laptop:",
        )
    people = screen.door().people
    everybody = people.all()
    for person in everybody:
        _row(person)
    if not everybody:
        st.write("Nobody is on the list yet. Add yourself first, as head.")
    with st.expander("Add somebody", icon=":material/person_add:", expanded=not everybody):
        _add()
    changes = people.changes()
    if changes:
        with st.expander("Who changed what about people", icon=":material/history:"):
            for change in changes:
                st.markdown(_in_words(change))


def _row(person: Person) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xsmall"):
            st.markdown(f"**{screen.plain(person.name)}**")
            st.text(person.email)  # Markdown would make a link of it
            words = [": ".join(ROLES[person.role])]
            if len(_schools()) > 1 or person.only_school_id:
                words.append(_school_words(person.only_school_id or EVERY))
            st.caption(screen.plain(". ".join(words)) + ".")
        if not person.active:
            st.badge("Switched off", icon=":material/block:", color="gray")
        if not screen.door().people.looks_after(person):
            return
        with st.popover("Change", icon=":material/edit:"):
            _change(person)
        if person.active:
            screen.ask_first(
                f"Switch {screen.plain(person.name)} off",
                "From their next press on they see nothing here. What they said and did stays.",
                partial(_switch, person, False),
                key=f"off-{person.email}",
                icon=":material/block:",
            )
        else:
            screen.ask_first(
                f"Switch {screen.plain(person.name)} on",
                "They may sign in again, with the role they had.",
                partial(_switch, person, True),
                key=f"on-{person.email}",
                icon=":material/check:",
            )


def _add() -> None:
    number, wrong = screen.draft_id("person"), AtFields()
    with st.form(f"person-{number}", enter_to_submit=False, border=False):
        email = st.text_input("E-mail they sign in with", key=f"email-{number}")
        wrong.under("email")
        changed = _fields(wrong, Person(email or "", "", Role.LEADER), number)
        pressed = st.form_submit_button("Add", type="primary", icon=":material/person_add:")
    if pressed:
        try:
            screen.door().people.add(changed)
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            screen.done_with("person")
            screen.saved(f"{screen.plain(changed.name)} may sign in. Saved")
            st.rerun()


def _change(person: Person) -> None:
    seen, wrong = st.session_state.setdefault(f"_seen-{person.email}", person), AtFields()
    with st.form(f"change-{person.email}", enter_to_submit=False, border=False):
        changed = _fields(wrong, seen, person.email)
        pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
    if pressed:
        try:
            screen.door().people.change(replace(changed, active=person.active), replace(seen, active=person.active))
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            screen.saved()
            _forget(person.email)
            st.rerun()
    if person != replace(seen, active=person.active):
        st.warning("Somebody has changed this person since you looked.", icon=":material/sync_problem:")
        st.button("Show how it is now", key=f"afresh-{person.email}", on_click=_forget, args=(person.email,))


def _forget(email: str) -> None:
    """What was typed about somebody: the form begins with what is stored."""
    for key in (f"_seen-{email}", f"name-{email}", f"role-{email}", f"only-{email}"):
        st.session_state.pop(key, None)


def _fields(wrong: AtFields, old: Person, key: str) -> Person:
    """Ask for name, role and school, inside a form; returns what is filled in now."""
    name = st.text_input("Name", old.name, key=f"name-{key}")
    wrong.under("name")
    roles = list(ROLES)
    role = st.radio(
        "Role",
        roles,
        roles.index(old.role),
        format_func=lambda r: ROLES[r][0],
        captions=[words for _, words in ROLES.values()],
        key=f"role-{key}",
    )
    limit = screen.door().viewer.only_school_id
    only = limit or old.only_school_id or EVERY
    choices = list(dict.fromkeys([EVERY, *_schools(), only]))
    if limit is None and len(choices) > 2:
        only = st.selectbox("Which school", choices, choices.index(only), format_func=_school_words, key=f"only-{key}")
        wrong.under("school")
    return replace(old, name=name or "", role=role, only_school_id=only or None)


def _schools() -> dict[str, str]:
    return {details.id: details.name for details in screen.door().schools()}


def _school_words(school_id: str) -> str:
    if school_id == EVERY:
        return "Every school here"
    return f"Only {_schools().get(school_id, 'a school that is no longer here')}"


def _switch(person: Person, on: bool) -> None:
    screen.door().people.switch(person.email, on)
    screen.saved(f"{screen.plain(person.name)} is switched {'on' if on else 'off'}. Saved")


def _in_words(change: Change) -> str:
    sides = (_value(change.field, change.old), _value(change.field, change.new))
    values = " → ".join(screen.plain(side) for side in sides)
    when = f"{change.at.astimezone():%d/%m/%Y %H:%M}"
    what = f"**{screen.plain(change.key)}**: {FIELDS.get(change.field, change.field)}, {values}"
    return f"{what}  \n:small[{when} · {screen.plain(change.who)}]"


def _value(field: str, value: str | None) -> str:
    if field == "only_school_id":
        return _school_words(value or EVERY)
    if value is None:
        return "nothing"
    return {"1": "yes", "0": "no"}.get(value, value) if field == "active" else value
