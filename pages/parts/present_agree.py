"""What is agreed in a meeting: typed in front of the screen, kept as a note or begun as an action."""

from __future__ import annotations

from datetime import date
from typing import Literal

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.meetings import Agreement
from evaluation.records import day
from evaluation.school import School
from pages.parts import screen

KINDS: dict[Literal["note", "action"], str] = {"note": "A note", "action": "An action"}


def press(school: School, key: str, name: str) -> None:
    """The press under which one line is typed, without leaving the screen; for those who judge."""
    if not school.viewer.may(Ability.JUDGE):
        return
    with st.popover("Agreed", icon=":material/handshake:", key="show-agreed", on_change="rerun") as opened:
        if opened.open:
            _form(school, key, name)
            _take_back(school)


def _form(school: School, key: str, name: str) -> None:
    draft = screen.draft_id("agreement")
    plans = school.viewer.may(Ability.PLAN)
    kind = "note"
    if plans:
        kind = st.segmented_control(
            "What it becomes",
            list(KINDS),
            format_func=KINDS.__getitem__,
            default="note",
            required=True,
            key=f"k-{draft}",
        )
    with st.form(f"agreed-{draft}", border=False, enter_to_submit=kind == "note"):
        words = st.text_input("What we agreed", key=f"w-{draft}")
        owner, due_on = "", None
        if kind == "action":
            plan = school.meetings.current_plan(date.today())
            owner = st.text_input("Who does it (optional)", key=f"o-{draft}")
            due_on = st.date_input("By when (optional)", None, format=screen.DATE_FORMAT, key=f"d-{draft}")
            st.caption(
                f"A draft in “{screen.plain(plan.name)}”."
                if plan
                else "There is no action plan yet, so it is kept as a note."
            )
        pressed = st.form_submit_button("Keep it", type="primary", icon=":material/check:")
    st.caption("It is listed under Present. On the screens it stands without names.")
    if not pressed:
        return
    agreement = Agreement(draft, date.today(), key, name, words or "")
    try:
        begun = kind == "action" and school.meetings.begin_action(agreement, owner or "", due_on)
        if kind == "note":
            school.meetings.note(agreement)
    except EvaluationError as problem:
        screen.show_refusal(problem)
        return
    screen.done_with("agreement")
    as_note = "There is no action plan yet, so it is kept as a note. Saved" if kind == "action" else "A note. Saved"
    screen.saved("A draft action is begun. Saved" if begun else as_note)
    st.rerun()


def _take_back(school: School) -> None:
    """The way back from the last line of today."""
    mine = _of_today(school)
    if mine and st.button("Take back the last line of today", icon=":material/undo:", type="tertiary", key="take-back"):
        try:
            school.meetings.remove(mine[-1].id)
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.saved("Taken back. Saved")
            st.rerun()


def _of_today(school: School) -> list[Agreement]:
    return [each for each in school.meetings.agreements() if each.agreed_on == date.today()]


def today(school: School) -> None:
    """What was agreed today, for everybody in the room: without the names of people."""
    found = _of_today(school)
    if not found:
        st.markdown("Nothing is noted yet. “Agreed” below keeps a line as a note or begins an action.")
        return
    lines = (
        f"- {screen.plain(school.room.without_names(each.words))}{' (action)' * bool(each.action_id)}" for each in found
    )
    st.markdown("\n".join(lines))


def every(school: School) -> None:
    """What was agreed, meeting by meeting, as it was typed; each line can be taken back."""
    found = school.meetings.agreements()
    if not found:
        return
    st.markdown("## What was agreed")
    for on in dict.fromkeys(each.agreed_on for each in found):
        st.markdown(f"**{day(on)}**")
        for each in found:
            if each.agreed_on == on:
                _line(school, each)


def _line(school: School, each: Agreement) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        kind = ":material/task_alt:" if each.action_id else ":material/sticky_note_2:"
        st.markdown(
            f"{kind} {screen.plain(each.words)} :small[:gray[{screen.plain(each.screen_name)}]]", width="content"
        )
        if each.action_id:
            st.page_link(
                "pages/plan.py",
                label="Open the action",
                icon=":material/arrow_forward:",
                query_params={"action": each.action_id},
                width="content",
            )
        if school.viewer.may(Ability.JUDGE) and st.button(
            "Take back", icon=":material/undo:", type="tertiary", key=f"take-back-{each.id}"
        ):
            try:
                school.meetings.remove(each.id)
            except EvaluationError as problem:
                screen.show_refusal(problem)
            else:
                screen.saved("Taken back. Saved")
                st.rerun()
