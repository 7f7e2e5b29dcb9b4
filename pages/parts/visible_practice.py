"""Our practice: what the school does in a typical week, found, described, changed, removed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.school import School
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS, Practice
from evaluation.visible.words import listed, slot_words
from pages.parts import screen, strands, visible_form
from pages.parts.words import count

SHOWN = 40


def practices(school: School) -> list[Practice]:
    """What is described, read once until something changes."""
    return screen.built(school, school.visible.practices, "practices")


def show(school: School) -> None:
    """One more to describe, then what is described, by words, strand and day."""
    found = practices(school)
    if school.viewer.may(Ability.DESCRIBE_PRACTICE):
        with st.expander("Describe something we do", icon=":material/add:", expanded=not found):
            visible_form.new(school, found)
    if not found:
        st.write("Nothing is described yet.")
        return
    shown = _filtered(school, found)
    st.caption(f"{len(shown)} of {count(len(found), 'practice')}, in the order in which they were described.")
    for each in shown[:SHOWN]:
        when = slot_words(each.slots) or "no weekday given"
        label = f"{screen.plain(each.what)} · {screen.plain(when)}"
        changing = visible_form.changing(each)  # stays open, whatever somebody else calls it meanwhile
        with st.expander(label, expanded=changing, key=f"practice-{each.id}", on_change="rerun") as one:
            if one.open or changing:
                _one(school, found, each)
    if len(shown) > SHOWN:
        st.caption(f"The first {SHOWN} are shown. Find words, or choose a strand or a day, to see others.")


def _filtered(school: School, found: list[Practice]) -> list[Practice]:
    names = strands.names(school)
    left, middle, right = st.columns([2, 1, 1])
    typed = left.text_input(
        "Find", placeholder="Words in what it is, subject, year group or name", key="find-practice",
        persist_state="session",
    )  # fmt: skip
    strand = middle.selectbox(
        "Strand",
        list(names),
        index=None,
        format_func=lambda ref: names.get(ref, ""),
        placeholder="All strands",
        key="practice-strand",
        persist_state="session",
    )
    weekday = right.selectbox(
        "Day",
        list(WEEKDAYS),
        index=None,
        format_func=lambda number: WEEKDAYS[number],
        placeholder="Any day",
        key="practice-day",
        persist_state="session",
    )
    homes = strands.standards(school)
    words = (typed or "").casefold().strip()
    return [
        each
        for each in found
        if words in " ".join((each.what, each.subject, *each.year_groups, *each.who)).casefold()
        and (strand is None or strand in {*each.strands, *(homes[s][0] for s in each.standards if s in homes)})
        and (weekday is None or any(slot.weekday == weekday for slot in each.slots))
    ]


def _one(school: School, found: list[Practice], practice: Practice) -> None:
    """What is known of one practice, and what can be done with it; or the form, while somebody changes it here."""
    may = school.viewer.may(Ability.DESCRIBE_PRACTICE)
    if may and visible_form.changing(practice):
        visible_form.change(school, found, practice)
        return
    names = strands.names(school)
    known = strands.standards(school)
    facts = (
        ("Subject", practice.subject),
        ("Year groups", listed(practice.year_groups)),
        ("Pupils it reaches", listed([PUPIL_GROUPS[group] for group in practice.groups])),
        ("Who", listed(practice.who)),
        ("Speaks to", listed([names.get(ref, ref[1]) for ref in practice.strands])),
    )
    st.markdown("  \n".join(f"**{label}:** {screen.plain(words)}" for label, words in facts if words))
    if practice.standards:
        lines = [f"- {screen.plain(known[ref][1] if ref in known else ref[1])}" for ref in practice.standards]
        st.markdown("\n".join(["**Shows:**", "", *lines]))
    if may:
        with st.container(horizontal=True):
            if st.button("Change it", key=f"change-{practice.id}", icon=":material/edit:"):
                visible_form.begin(practice)
            screen.ask_first(
                "Remove this practice",
                "Remove it from what is described here? This cannot be undone.",
                partial(_remove, school, practice),
                key=f"remove-{practice.id}",
            )


def _remove(school: School, practice: Practice) -> None:
    school.visible.remove(practice.id)
    screen.saved("Removed")
