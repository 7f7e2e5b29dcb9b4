"""What could be seen on two days of a week, and what is true of the school but not to be seen then."""

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.school import School
from pages.parts import (
    address,
    screen,
    visible_away,
    visible_not_seen,
    visible_practice,
    visible_seen,
    visible_timetable,
)

TITLE = "What could be seen"

PARTS = {
    "seen": (TITLE, visible_seen.show),
    "not_seen": ("Not to be seen then", visible_not_seen.show),
    "practice": ("Our practice", visible_practice.show),
    "away": ("Trips and part-time", visible_away.show),
    "timetable": ("Bring in a timetable", visible_timetable.show),
}

OPEN_TO = {"timetable": Ability.DESCRIBE_PRACTICE}
"""What somebody must be allowed to do to find a part, where it is more than looking."""

NEEDS_PRACTICE = {"seen", "not_seen"}

school = screen.school(TITLE)


def page(school: School) -> None:
    """One part of the page, as the address asks; until practice is described, the ways to begin."""
    st.caption(
        ":material/info: This shows the typical week. Nothing here is a reason to move a lesson. "
        "No inspectorate asks for it: it is for you."
    )
    parts = {key: part for key, part in PARTS.items() if school.viewer.may(OPEN_TO.get(key, Ability.SEE_EVERYTHING))}
    about = address.part(parts, "seen")
    if about in NEEDS_PRACTICE and not visible_practice.practices(school):
        begin(school)
    else:
        parts[about][1](school)


def begin(school: School) -> None:
    """What to do first."""
    st.markdown("## First, what your school does")
    st.write(
        "Describe what goes on in a typical week: lessons, reading, clubs, support, checks, and when each is. Then you "
        "see what of it is there on the two days on which inspectors come, what is not, and what evidence stands for "
        "that."
    )
    if not school.viewer.may(Ability.DESCRIBE_PRACTICE):
        st.write("Nobody has described it yet. The head, leaders and contributors do that here.")
        return
    with st.container(horizontal=True):
        for label, about, icon in (
            ("Describe one thing", "practice", ":material/edit_note:"),
            ("Bring in a timetable", "timetable", ":material/upload_file:"),
        ):
            st.button(label, icon=icon, key=f"begin-{about}", on_click=lambda to: st.session_state.update(about=to),
                      args=(about,))  # fmt: skip


try:
    if school.viewer.may(Ability.SEE_EVERYTHING):
        page(school)
    else:
        st.write("What could be seen stays within the school and its governors, so there is nothing here for you.")
except EvaluationError as problem:
    screen.show_refusal(problem)
