"""The first steps of a school that is new here, from being set up to its first comparison; done ones are ticked."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from evaluation.access import Ability
from evaluation.records import SelfEvaluation
from evaluation.school import School
from pages.parts import screen


class Step(NamedTuple):
    """One step: its name, what it takes, whether it is done, and the way there: page, label, what the address asks."""

    name: str
    words: str
    done: bool
    page: str = ""
    label: str = ""
    query: dict[str, str] | None = None


def show(school: School) -> None:
    """The steps, as long as one before the comparison waits; for those who can take them."""
    if not school.viewer.may(Ability.JUDGE):
        return
    held = screen.built(school, school.self_evaluations.all, "self-evaluations")
    inspected = bool(screen.built(school, school.inspections.all, "inspections"))
    if inspected and any(each.locked for each in held):
        return
    st.markdown("### First steps")
    for column, step in zip(st.columns(4), steps(held, inspected), strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall"):
            _card(step)


def steps(held: list[SelfEvaluation], inspected: bool) -> list[Step]:
    """The four steps, in order."""
    locked = any(each.locked for each in held)
    begun = next((each for each in held if not each.locked), None)
    judging = (
        Step(
            "Finish your self-evaluation",
            "It is open. Lock it in its Summary when you have said what you want to say.",
            done=False,
            page="session",
            label="Go on",
            query={"evaluation": begun.id},
        )
        if begun and not locked
        else Step(
            "Hold a self-evaluation",
            "Ten minutes the quick way: one grade and one line a strand. Not every strand has to be judged.",
            locked,
            "self_evaluations",
            "Go to Self-evaluation",
        )
    )
    bring = "From Ofsted's published file, by your URN; from the PDF of a report; or typed by hand."
    compared = "Strand by strand, with the words of both. It waits for the two steps before."
    return [
        Step("Set up our school", "Who you are and which phases you have. Settings changes it.", True),
        judging,
        Step("Bring in an inspection", bring, inspected, "inspections", "Go to Inspections"),
        Step("See the two side by side", compared, False, "compare", "Go to Compare"),
    ]


def _card(step: Step) -> None:
    icon, said = ("check_circle", "done") if step.done else ("radio_button_unchecked", "to do")
    st.markdown(f":material/{icon}: **{step.name}** :small[({said})]")
    st.write(step.words)
    if step.page and not step.done:
        icon = ":material/arrow_forward:"
        st.page_link(f"pages/{step.page}.py", label=step.label, icon=icon, query_params=step.query)
