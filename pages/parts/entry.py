"""What app.py does before a page: admit the person, open the store, choose the school."""

from __future__ import annotations

import argparse
import asyncio
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from evaluation.access import LOCAL_HEAD, Ability, Viewer
from evaluation.errors import EvaluationError
from evaluation.school import Door
from pages.parts import address, screen, sign_in

MENU = {
    "": {
        "home": ("Home", ":material/home:"),
        "search": ("Search", ":material/search:"),
    },
    "How we are doing": {
        "self_evaluations": ("Self-evaluation", ":material/checklist:"),
        "evidence": ("Evidence", ":material/inventory_2:"),
        "plan": ("Action plan", ":material/task_alt:"),
        "progress": ("Progress", ":material/timeline:"),
        "numbers": ("Numbers", ":material/monitoring:"),
    },
    "Inspection": {
        "readiness": ("Readiness", ":material/fact_check:"),
        "visible": ("What could be seen", ":material/visibility:"),
        "the_call": ("The call", ":material/call:"),
        "inspections": ("Inspections", ":material/assignment:"),
        "compare": ("Compare", ":material/compare_arrows:"),
    },
    "Keep and set": {
        "present": ("Present", ":material/slideshow:"),
        "take_away": ("Take away", ":material/download:"),
        "settings": ("Settings", ":material/settings:"),
        "help": ("Help", ":material/help:"),
    },
}
"""The menu: sections with their pages, each by the name of its file."""

OPEN_TO = {
    "settings": Ability.RUN_SCHOOL,
    "readiness": Ability.SEE_EVERYTHING,
    "visible": Ability.SEE_EVERYTHING,
    "the_call": Ability.LOG,
    "present": Ability.SEE_EVERYTHING,
}
"""What somebody must be allowed to do to find a page on the menu, where it is more than looking."""

PAGES = Path(__file__).resolve().parents[1]

NEUTRAL = "School self-evaluation"
"""The title of what a stranger sees."""


def refuse_to_start() -> None:
    """End the process, with the reason on standard error, where others could reach the app without signing in."""
    if reason := sign_in.refusal():
        sys.exit(reason)


@asynccontextmanager
async def started(_: st.App) -> AsyncIterator[None]:
    """Say where the app is, and open it in the browser of whoever sits here."""
    print(f"\n  School self-evaluation: {sign_in.place()}\n  Ctrl+C stops it.\n", flush=True)
    if not st.get_option("server.headless"):
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, sign_in.place())
    yield


def admit() -> Viewer | None:
    """Who is looking: here and alone, the head of this computer; else whoever has signed in and is on the list.

    Their rights are read from the store at every run, so that somebody switched off sees the wall at the next one.
    """
    st.session_state.pop(screen.BROKEN, None)
    st.session_state[screen.DOOR] = None
    st.session_state[screen.VIEWER] = viewer = None if sign_in.needed() else LOCAL_HEAD
    try:
        found = Door.at(_store_argument(), viewer) if viewer else _door_of_person()
        if found:
            st.session_state[screen.DOOR] = found
            st.session_state[screen.VIEWER] = viewer = found.viewer
            screen.choose_school()
    except EvaluationError as problem:
        st.session_state[screen.DOOR] = None
        st.session_state[screen.BROKEN] = str(problem)
        print(problem, file=sys.stderr)
    return viewer


def _door_of_person() -> Door | None:
    email = sign_in.email() if sign_in.ready() else ""
    return Door.for_person(_store_argument(), email) if email else None


def pages(viewer: Viewer | None) -> dict[str, list[st.Page]]:
    """The pages of the app, by section. With no school to look at, only the way in is on the menu; behind the wall
    nothing is."""
    if viewer is None:
        # Listed without a name, so that an address still leads to the wall and not to words about a missing page.
        files = (st.Page(file, title=NEUTRAL, visibility="hidden") for file in sorted(PAGES.glob("*.py")))
        return {"": [st.Page(wall, title=NEUTRAL, default=True, visibility="hidden"), *files]}
    ready = screen.has_school()
    found = {
        section: [
            st.Page(
                f"pages/{name}.py",
                title=title,
                icon=icon,
                default=ready and name == "home",
                visibility="visible"
                if (ready or name == "help") and viewer.may(OPEN_TO.get(name, Ability.SEE))
                else "hidden",
            )
            for name, (title, icon) in entries.items()
        ]
        for section, entries in MENU.items()
    }
    found[""] += [
        st.Page("pages/welcome.py", title="Welcome", default=not ready, visibility="hidden" if ready else "visible"),
        st.Page("pages/session.py", title="Session", visibility="hidden"),
        st.Page("pages/inspection.py", title="Inspection", visibility="hidden"),
    ]
    return found


def wall() -> None:
    """What somebody sees who may not look: the way to sign in, or a polite word, and nothing of the school."""
    if not sign_in.ready():
        st.title("This page is not open here", anchor=False)
        st.write(
            "The school's self-evaluation works on the computer it was started on, and nowhere else, "
            "until sign-in is set up for it."
        )
    elif not sign_in.signed_in():
        st.title(NEUTRAL, anchor=False)
        st.write("Sign in with the account your school or organisation has given you.")
        for label, provider in sign_in.providers().items():
            st.button(label, icon=":material/login:", type="primary", on_click=st.login, args=(provider,))
    elif screen.BROKEN in st.session_state:
        st.title("This is not open at the moment", anchor=False)
        st.write("Whoever looks after the app finds the reason in its terminal.")
        sign_out()
    else:
        st.title("You cannot look here", anchor=False)
        whom = sign_in.email()
        st.text(f"You are signed in as {whom}." if whom else "Your account has no confirmed e-mail address.")
        st.write(
            "This account may not look at this school's self-evaluation. "
            "If you should, ask the headteacher to put this e-mail on the list."
        )
        sign_out()


def sign_out() -> None:
    """The button that signs out."""
    st.button("Sign out", icon=":material/logout:", on_click=st.logout)


def sidebar(viewer: Viewer) -> None:
    """Who has signed in, which school this is, and the choice where there are several."""
    if viewer.email:
        with st.sidebar, st.container(gap="xsmall"):
            st.caption("Signed in as")
            st.text(viewer.who)
            sign_out()
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
            with st.container(gap="xxsmall"):
                st.caption("School")
                st.text(next(iter(schools.values())).name)


def _store_argument() -> str | None:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--store")
    store: str | None = parser.parse_known_args(sys.argv[1:])[0].store
    return store
