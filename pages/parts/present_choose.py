"""Which screens a meeting shows, in which order; the start; and what was agreed so far."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.meetings import ScreenOrder
from evaluation.school import School
from pages.parts import present_agree, present_deck, present_show, screen

LONGEST = 300


def show(school: School) -> None:
    """The choice of screens, the press that starts the show, and what was agreed."""
    school.viewer.require(Ability.SEE_EVERYTHING)
    st.write(
        "One message a screen, for the projector. Names of people, drafts and what is confidential are never on it. "
        "Go on with the arrow keys or a clicker; Esc leads back to where you were."
    )
    if not any(evaluation.locked for evaluation in school.self_evaluations.all()):
        st.write("Once a self-evaluation is locked, where you stand is here too.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = present_deck.choose(school)
        minutes = st.number_input(
            "Planned minutes", 5, LONGEST, present_show.PLANNED, 5, key="minutes", persist_state="session", width=160
        )
        order, slides = present_deck.shown(school, chosen)
        st.button(
            "Start",
            type="primary",
            icon=":material/slideshow:",
            on_click=present_show.start,
            args=(order.id, minutes),
            disabled=not slides,
            key="start",
        )
    left, right = st.columns([3, 2], gap="large")
    with left:
        _screens(school, order)
    with right:
        present_agree.every(school)


def _screens(school: School, order: ScreenOrder) -> None:
    """The screens in their order; of an own sequence each can be moved, left out and put in."""
    here = present_deck.every(school)
    shown = order.shown(here)
    st.markdown(f"## {len(shown)} screens, in this order")
    if order.id == present_deck.USUAL_ID or not school.viewer.may(Ability.JUDGE):
        st.markdown("\n".join(f"{place}. {screen.plain(here[key].name)}" for place, key in enumerate(shown, 1)))
        if school.viewer.may(Ability.JUDGE) and here:
            _own(school, order)
        return
    for place, key in enumerate(shown, 1):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"screen-{place}"):
            name = here[key].name
            st.markdown(f"{place}. {screen.plain(name)}")
            for words, icon, by in (("Up", ":material/arrow_upward:", -1), ("Down", ":material/arrow_downward:", 1)):
                st.button(
                    words,
                    icon=icon,
                    type="tertiary",
                    disabled=place + by in (0, len(shown) + 1),
                    help=f"{words}: {name}",
                    on_click=_save,
                    args=(school, replace(order, screens=order.moved(key, by, here))),
                    key=f"{words}-{key}",
                )
            st.button(
                "Leave out",
                type="tertiary",
                disabled=len(shown) == 1,
                help=f"Leave out: {name}",
                on_click=_save,
                args=(school, replace(order, screens=tuple(each for each in order.screens if each != key))),
                key=f"out-{key}",
            )
    if rest := [key for key in here if key not in shown]:
        st.markdown("## Left out")
        for key in rest:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.markdown(screen.plain(here[key].name))
                st.button(
                    "Put in",
                    icon=":material/add:",
                    type="tertiary",
                    help=f"Put in: {here[key].name}",
                    on_click=_save,
                    args=(school, replace(order, screens=(*order.screens, key))),
                    key=f"in-{key}",
                )
    screen.ask_first(
        "Remove this sequence",
        "Remove the sequence? The screens themselves stay.",
        lambda: _remove(school, order),
        key="remove-order",
    )


def _save(school: School, order: ScreenOrder) -> None:
    """Keep an order after a press; a refusal is shown at the next run."""
    try:
        if school.meetings.save_order(order):
            screen.saved()
    except EvaluationError as problem:
        screen.saved(f"Not saved: {problem}")


def _remove(school: School, order: ScreenOrder) -> None:
    school.meetings.remove_order(order.id)
    st.query_params.pop("order", None)
    screen.saved("Removed")


def _own(school: School, order: ScreenOrder) -> None:
    """A sequence of one's own: it begins with every screen, and each can then be moved or left out."""
    with st.popover("Choose screens and their order", icon=":material/tune:", key="own-order"):
        draft = screen.draft_id("order")
        with st.form(f"order-{draft}", border=False):
            name = st.text_input("What it is for", placeholder="Governors, autumn", key=f"order-name-{draft}")
            pressed = st.form_submit_button("Begin it with these screens", type="primary")
        if pressed:
            try:
                school.meetings.save_order(ScreenOrder(draft, name or "", order.screens))
            except EvaluationError as problem:
                screen.show_refusal(problem)
                return
            screen.done_with("order")
            screen.saved()
            st.session_state.pop("order", None)
            st.query_params["order"] = draft
            st.rerun()
