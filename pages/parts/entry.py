"""What app.py does before a page: admit the person, open the store, choose the school."""

from __future__ import annotations

import argparse
import sys
from ipaddress import ip_address

import streamlit as st

from evaluation.access import LOCAL_HEAD, Viewer
from evaluation.errors import EvaluationError
from evaluation.school import Door
from pages.parts import address, screen

DAILY = {
    "home": ("Home", ":material/home:"),
    "self_evaluations": ("Self-evaluation", ":material/checklist:"),
    "inspections": ("Inspections", ":material/assignment:"),
    "compare": ("Compare", ":material/compare_arrows:"),
    "progress": ("Progress", ":material/timeline:"),
    "evidence": ("Evidence", ":material/inventory_2:"),
    "take_away": ("Take away", ":material/download:"),
    "settings": ("Settings", ":material/settings:"),
}


def admit() -> Viewer | None:
    """Who is looking: at the computer the app listens on, its head; elsewhere nobody, because there is no sign-in."""
    viewer = LOCAL_HEAD if _listens_here_only() else None
    st.session_state[screen.VIEWER] = viewer
    st.session_state[screen.DOOR] = None
    if viewer:
        try:
            st.session_state[screen.DOOR] = Door.at(_store_argument(), viewer)
            screen.choose_school()
        except EvaluationError as problem:
            st.session_state[screen.DOOR] = None
            st.session_state[screen.BROKEN] = str(problem)
    return viewer


def pages(viewer: Viewer | None) -> list[st.Page]:
    """The pages of the app. With no school to look at, only the way in is on the menu."""
    ready = viewer is not None and screen.has_school()
    daily = [
        st.Page(
            f"pages/{name}.py",
            title=title,
            icon=icon,
            default=ready and name == "home",
            visibility="visible" if ready else "hidden",
        )
        for name, (title, icon) in DAILY.items()
    ]
    return [
        st.Page("pages/welcome.py", title="Welcome", default=not ready, visibility="hidden" if ready else "visible"),
        st.Page("pages/session.py", title="Session", visibility="hidden"),
        st.Page("pages/inspection.py", title="Inspection", visibility="hidden"),
        *daily,
    ]


def wall() -> None:
    """What somebody sees who may not look."""
    st.title("This page is not open here")
    st.write(
        "The school's self-evaluation works on the computer it was started on, and nowhere else. "
        "Start it with its own settings, so that it listens on “localhost” only."
    )


def sidebar() -> None:
    """Which school this is, and the choice where there are several."""
    if not screen.has_school():
        return
    schools = st.session_state[screen.SCHOOLS]
    with st.sidebar:
        if len(schools) > 1:
            st.selectbox(
                "School",
                list(schools),
                format_func=lambda school_id: schools[school_id].name if school_id in schools else "",
                key=screen.CHOSEN,
                on_change=screen.forget_drafts,
            )
            address.keep(screen.CHOSEN, st.session_state[screen.CHOSEN])
            st.caption(screen.plain(schools[st.session_state[screen.CHOSEN]].name))
        else:
            st.caption("School")
            st.text(next(iter(schools.values())).name)


def _listens_here_only() -> bool:
    address = st.get_option("server.address") or ""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def _store_argument() -> str | None:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--store")
    store: str | None = parser.parse_known_args(sys.argv[1:])[0].store
    return store
