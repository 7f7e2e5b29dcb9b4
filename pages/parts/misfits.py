"""What does not fit: each in a sentence, with the press that leads to where it is put right."""

from __future__ import annotations

import streamlit as st

from evaluation.access import Ability
from evaluation.contradictions import KINDS, Contradiction, of_kind
from evaluation.school import School
from pages.parts import make_action, places, plan_choice, screen
from pages.parts.words import count, listed

ICONS = {
    "above_marks": ":material/balance:",
    "weak_evidence": ":material/inventory_2:",
    "far_from_inspection": ":material/compare_arrows:",
    "leaders_apart": ":material/groups:",
    "no_action": ":material/report:",
    "past_due": ":material/event_busy:",
    "nothing_to_show": ":material/help:",
    "not_judged": ":material/checklist:",
}
SHOWN = 8
"""How many of a kind are shown before a press shows the rest."""


def found(school: School) -> tuple[Contradiction, ...]:
    """What does not fit, kept until something changes."""
    return screen.built(school, school.readiness.contradictions, "contradictions")


def show(school: School) -> None:
    """Everything that does not fit, by kind."""
    st.write(
        "What does not fit together, to talk about and to put right. How long the list is says nothing: "
        "an honest school finds more."
    )
    locked = any(evaluation.locked for evaluation in school.self_evaluations.all())
    if not locked:
        st.write("No self-evaluation is locked yet, so what we say of ourselves is not checked here.")
        label = "Hold a first self-evaluation" if not school.self_evaluations.all() else "Go to Self-evaluation"
        st.page_link("pages/self_evaluations.py", label=label, icon=":material/arrow_forward:")
    screen.left_out(school)
    kinds = of_kind(found(school))
    if not kinds and locked:
        st.success("Nothing here contradicts anything else today.", icon=":material/check_circle:")
    for kind, several in kinds.items():
        st.markdown(f"## {ICONS[kind]} {KINDS[kind]}")
        for each in several[:SHOWN]:
            _one(school, each)
        if rest := several[SHOWN:]:
            with st.expander(f"and {len(rest)} more", key=f"more-{kind}", on_change="rerun") as more:
                if more.open:
                    for each in rest:
                        _one(school, each)


def _one(school: School, each: Contradiction) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(screen.plain(each.sentence))
        with st.container(horizontal=True, vertical_alignment="center"):
            places.link(each.place)
            if each.cause and school.viewer.may(Ability.PLAN):
                make_action.beside(school, each.cause, plan_choice.records(school, confided=False))


def at_a_glance(school: School, most: int = 4) -> None:
    """The first of each kind, for Home, and the way to the rest."""
    everything = found(school)
    st.markdown("### What does not fit")
    if not everything:
        locked = any(evaluation.locked for evaluation in school.self_evaluations.all())
        st.write(
            "Nothing contradicts anything else today."
            if locked
            else "Nothing is locked yet, so nothing is checked yet."
        )
        return
    first = [several[0] for several in of_kind(everything).values()]
    shown = [*first, *(each for each in everything if each not in first)][:most]
    st.markdown(listed(each.sentence for each in shown))
    rest = len(everything) - len(shown)
    label = f"See these and {count(rest, 'more', 'more')}" if rest else "See where each is put right"
    st.page_link("pages/readiness.py", label=label, icon=":material/arrow_forward:")
