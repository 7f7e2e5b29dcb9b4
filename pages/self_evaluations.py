"""Self-evaluations: start one, go on with one, look at one."""

from datetime import date

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.records import SelfEvaluation, day
from evaluation.school.self_evaluations import EARLIEST
from pages.parts import screen
from pages.parts.at_fields import AtFields
from pages.parts.words import count

school = screen.school("Self-evaluation")
evaluations = school.self_evaluations.overview()
SHOWN = 12


def start() -> None:
    """The form that opens a self-evaluation."""
    held_on = st.date_input(
        "Date of the session", date.today(), min_value=EARLIEST, format=screen.DATE_FORMAT, required=True, key="held_on"
    )
    wrong = AtFields()
    wrong.under("held_on")
    choices = {framework.key: framework for framework in school.self_evaluations.frameworks(held_on)}
    chosen = st.selectbox(
        "Framework",
        list(choices),
        format_func=lambda key: _framework_words(key, held_on),
        key="framework",
        help="Those in force on that date come first. A self-evaluation stays with the framework it was opened with.",
    )
    wrong.under("framework")
    framework = choices[chosen]
    st.caption(screen.plain(framework.description))
    names = ", ".join(strand.name for strand in school.self_evaluations.strands_of(framework))
    st.caption(f"Strands: {screen.plain(names)}. More can be switched on in Settings.")
    if st.button("Start", type="primary", icon=":material/play_arrow:"):
        try:
            before = {evaluation.id for evaluation, _ in evaluations}
            opened = school.self_evaluations.open(chosen, held_on)
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            if opened in before:
                screen.saved("You have one of that day already: here it is. Opened")
            st.switch_page("pages/session.py", query_params={"evaluation": opened, "way": "quick"})


def _framework_words(key: tuple[str, str], held_on: date) -> str:
    framework = school.library.get(*key)
    return (
        framework.short_name if framework.in_force(held_on) else f"{framework.short_name} (not in force on that date)"
    )


def row(evaluation: SelfEvaluation, judged: int) -> None:
    """One self-evaluation: when, under what, how far, and the way into it."""
    known = evaluation.framework in school.library.frameworks
    name = school.library.frameworks[evaluation.framework].short_name if known else str(evaluation.framework)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xsmall"):
            st.markdown(f"**{day(evaluation.held_on)}**")
            st.caption(f"{screen.plain(name)} · {judged} of {count(len(evaluation.strands), 'strand')} judged")
        if evaluation.locked:
            st.badge("Locked", icon=":material/lock:", color="gray")
        else:
            st.badge("Open", icon=":material/lock_open:", color="orange")
        st.page_link(
            "pages/session.py",
            label="Look at it" if evaluation.locked else "Go on",
            icon=":material/arrow_forward:",
            query_params={"evaluation": evaluation.id},
        )


if not evaluations and not school.viewer.may(Ability.JUDGE):
    st.write(screen.nothing_yet(school.viewer))
elif not evaluations:
    st.write(
        "A self-evaluation is one dated session: with your leaders, you go strand by strand, "
        "choose a grade and say why. A first one, the quick way, takes about ten minutes."
    )
if school.viewer.may(Ability.JUDGE):
    with st.expander("Start a self-evaluation", icon=":material/add:", expanded=not evaluations):
        start()

earlier = len(evaluations) - SHOWN
every_one = earlier > 0 and st.toggle(f"Show {earlier} earlier ones too", key="every_one")
for evaluation, judged in evaluations if every_one else evaluations[:SHOWN]:
    row(evaluation, judged)
