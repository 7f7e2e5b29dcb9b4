"""The slides of a meeting as a PowerPoint file: which sequence, in which colour, and the press that makes it."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.charts.palette import INK
from evaluation.school import School
from pages.parts import present_deck, screen
from pages.parts.plan_take_away import file_name
from pages.parts.words import count


def show(school: School) -> None:
    """What the file holds, for everybody but people from outside."""
    if not school.viewer.may(Ability.SEE_EVERYTHING):
        st.write(
            "Slides are made by the people of the school and its governors. What is shared with you is in the "
            "Excel workbook."
        )
        return
    st.write(
        "The screens of Present as a PowerPoint file: each says one sentence, with a chart that you can edit and "
        "restyle, and the table and its source in the notes."
    )
    if not present_deck.every(school):
        st.write("There is nothing to show yet. Lock a self-evaluation or bring in an inspection first.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = present_deck.choose(school)
        colour = st.color_picker(
            "The school's colour",
            INK["light"].ours,
            key=f"slides-colour-{school.details.id}",
            persist_state="session",
            help="The first slide has this colour, with black or white letters, whichever reads better. Where it is "
            "too light for bars and dots on white, a darker shade stands there.",
        )
    _, slides = present_deck.shown(school, chosen)
    if not slides:
        st.write("None of the screens of this sequence are here today. Choose another.")
    st.download_button(
        "Download the slides",
        data=partial(_made, school, tuple(slide.key for slide in slides), colour),
        file_name=f"{file_name(school)} slides {date.today():%Y-%m-%d}.pptx",
        mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        icon=":material/slideshow:",
        type="primary",
        disabled=not slides,
        on_click="ignore",
        key="slides-make",
    )
    st.caption("Names of people, drafts and what is confidential are left out, as on the projector.")
    screen.left_out(school)
    with st.expander(f"{count(len(slides), 'message', 'messages')}, in this order", icon=":material/list:"):
        st.markdown("\n".join(f"{place}. {screen.plain(slide.title)}" for place, slide in enumerate(slides, 1)))
    st.page_link("pages/present.py", label="Choose screens and their order in Present", icon=":material/tune:")


def _made(school: School, keys: tuple[str, ...], colour: str) -> bytes:
    """The file, built when the button is pressed, in the colours of a white page."""
    from evaluation import deck
    from evaluation.documents.slides import presentation

    here = {slide.key: slide for slide in deck.slides(school, "light", date.today())}
    return presentation([here[key] for key in keys if key in here], school.details.name, colour, date.today())
