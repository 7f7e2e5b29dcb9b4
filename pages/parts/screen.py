"""What every page shares: who is looking and at which school, saving and saying so, plain text, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import streamlit as st
from streamlit.errors import StreamlitAPIException

from evaluation.access import Ability, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError, FileRefused
from evaluation.school import Door, School
from pages.parts import address

VIEWER, DOOR, BROKEN, CHOSEN = "_viewer", "_door", "_broken", "school"
WANTED, NOTICE, DEMO, ASKED_FOR, SCHOOLS = "_wanted", "_notice", "_demo", "_asked_for", "_schools"
BEFORE = "_before"

DATE_FORMAT = "DD/MM/YYYY"
SHOWN_PROBLEMS = 40

LOOK = Path(__file__).with_name("everyone.css")
"""What every page looks like for people who need more contrast, bigger targets, a clear focus or no motion."""

Built = TypeVar("Built")


def door() -> Door:
    """The door for the person looking. Stops the page, showing nothing, when app.py has admitted nobody."""
    found: Door | None = st.session_state.get(DOOR)
    viewer: Viewer | None = st.session_state.get(VIEWER)
    if VIEWER not in st.session_state:
        _let_the_entry_run()
    if viewer is None:
        st.stop()
    if found is None:
        st.title("The store cannot be opened")
        st.error(st.session_state.get(BROKEN, "Start the app again."), icon=":material/error:")
        st.button("Try again", icon=":material/refresh:")
        st.stop()
    return found


def _let_the_entry_run() -> NoReturn:
    """A fresh server was asked for this page's own address and has skipped app.py: show nothing, run it, come back."""
    st.session_state[ASKED_FOR] = (urlsplit(st.context.url or "").path.rpartition("/")[2], st.query_params.to_dict())
    with suppress(StreamlitAPIException):
        st.switch_page("app.py")
    st.stop()


def come_back() -> None:
    """Go on to the page that was asked for before app.py had run."""
    page, query = st.session_state.pop(ASKED_FOR, ("", {}))
    if page:
        with suppress(StreamlitAPIException):
            st.switch_page(f"pages/{page}.py", query_params=query)


def remember(page: str) -> None:
    """Note where one is, so that what is opened from here can lead back to the same part of it."""
    if page != "present":
        st.session_state[BEFORE] = (page or ("home" if has_school() else "welcome"), st.query_params.to_dict())


def before() -> str:
    """Where one was before, as an address: "compare?inspection=…"; "" where nobody knows."""
    page, query = st.session_state.get(BEFORE, ("", {}))
    return f"{page}?{urlencode(query)}" if query else str(page)


def has_school() -> bool:
    """Whether a school is chosen."""
    return bool(st.session_state.get(DOOR) and st.session_state.get(CHOSEN))


def choose_school() -> None:
    """Settle which school is looked at: the one just set up, else the address's, else the last, else the first."""
    st.session_state[SCHOOLS] = {details.id: details for details in st.session_state[DOOR].schools()}
    here = st.session_state[SCHOOLS]
    if wanted := st.session_state.pop(WANTED, None):
        st.session_state[CHOSEN] = wanted
        address.keep(CHOSEN, None)
    address.settle(CHOSEN, here, next(iter(here), ""))


def look_at(school_id: str, words: str = "") -> NoReturn:
    """Go to a school's first page."""
    st.session_state[WANTED] = school_id
    if words:
        saved(words)
    st.switch_page("pages/home.py")


def school(title: str) -> School:
    """The school being looked at, under the page's title. Stops the page when there is none to see."""
    found = enter()
    head(title, found)
    return found


def enter(*, projected: bool = False) -> School:
    """The school being looked at, with what must not wait on top. Stops the page when there is none to see.

    What must not wait is not for everybody, so nothing of it is shown where the screen is `projected`.
    """
    entrance = door()
    if not has_school():
        st.title("No school is set up yet", anchor=False)
        if entrance.viewer.may(Ability.RUN_SCHOOL):
            way_in = "Look round the demo school, or set up our school"
            st.page_link("pages/welcome.py", label=way_in, icon=":material/arrow_forward:")
        else:
            st.write("The headteacher sets it up.")
        st.stop()
    try:
        found = entrance.school(st.session_state[CHOSEN])
    except EvaluationError as problem:
        st.error(plain(str(problem)))
        st.stop()
    st.session_state[DEMO] = found.details.demo
    if not projected:
        from pages.parts import immediate  # it draws with this module

        immediate.banner(found)
    return found


def still_admitted() -> None:
    """At the start of a fragment, which runs without app.py: run everything where somebody's rights have changed."""
    if not door().still_admits:
        st.rerun()


def nothing_yet(viewer: Viewer) -> str:
    """Why somebody who only reads finds nothing here."""
    if viewer.may(Ability.SEE_EVERYTHING):
        return "No self-evaluation is finished yet. You find each one here once it is locked."
    return "Nothing is shared with you yet. The headteacher chooses what people from outside may see."


def head(title: str, school: School | None = None) -> None:
    """The page's title, the way to add evidence to the school, whether this is the demo, and what was just saved."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.title(title, anchor=False, width="content")
        if school:
            from pages.parts import evidence_form  # it draws with this module

            evidence_form.head(school, title)
    if st.session_state.get(DEMO):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge("Demo school: invented, nothing here is real", icon=":material/theater_comedy:", color="violet")
            viewer: Viewer = st.session_state[VIEWER]
            if viewer.may(Ability.RUN_SCHOOL):
                st.page_link("pages/settings.py", label="Leave or remove the demo", query_params={"part": "demo"})
    notice()


def built(school: School, build: Callable[[], Built], *what: Hashable) -> Built:
    """What `build` returns, kept until the store, the school, the viewer, `what` or the day changes.

    The viewer, not only their role: two people of one role need not see the same.
    """
    entrance = door()
    depends_on = (entrance.place, entrance.revision, school.details.id, school.viewer, date.today(), what)
    found: Built = _built(build, depends_on)
    return found


@st.cache_resource(max_entries=512, show_spinner=False)
def _built(_build: Callable[[], Any], depends_on: Hashable) -> Any:
    return _build()


def left_out(school: School) -> None:
    """Say what a chart or a document leaves out because it is under embargo; nothing where nothing is."""
    if words := built(school, school.questions.left_out, "left out"):
        st.caption(f":material/lock: {words}")


def saved(words: str = "Saved") -> None:
    """Say at the next run, wherever on the page one is, that something was saved, and when."""
    st.session_state[NOTICE] = f"{words} at {datetime.now():%H:%M:%S}."


def notice() -> None:
    """Say what was just saved, once, wherever on the page one is."""
    if words := st.session_state.pop(NOTICE, None):
        st.toast(plain(words), icon=":material/check_circle:")


def show_refusal(problem: EvaluationError) -> None:
    """A refusal on the spot: what is wrong, where, and what to do."""
    if isinstance(problem, FormRefused):
        st.error("\n".join(f"- {plain(words)}" for words in problem.fields.values()), icon=":material/error:")
        return
    details = problem.problems if isinstance(problem, FileRefused) else []
    lines = [f"- {plain(str(each))}" for each in details[:SHOWN_PROBLEMS]]
    if len(details) > SHOWN_PROBLEMS:
        lines.append(f"- and {len(details) - SHOWN_PROBLEMS} more")
    st.error("\n".join([plain(str(problem)), "", *lines]), icon=":material/error:")


def plain(text: str) -> str:
    """Text from people or files, made safe for places that read Markdown: it shows exactly as typed."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text).replace("\n", "  \n")


def draft_id(name: str) -> str:
    """One id for the thing being written in a form, kept until `done_with`: pressing twice saves one."""
    drafts: dict[str, str] = st.session_state.setdefault("_drafts", {})
    return drafts.setdefault(name, uuid4().hex)


def done_with(name: str) -> None:
    """The form's thing is saved: the next one gets a new id."""
    st.session_state.get("_drafts", {}).pop(name, None)


def forget_drafts() -> None:
    """Another school was chosen: what was half-written or open belongs to the other one."""
    st.session_state.pop("_drafts", None)
    st.query_params.pop("evaluation", None)


def follow(key: str, stored: Any) -> None:
    """Keep a saved widget showing what the store holds, without disturbing what is being typed."""
    if key not in st.session_state or st.session_state[key] != stored:
        st.session_state[key] = stored


def ask_first(label: str, question: str, act: Callable[[], object], key: str, icon: str = ":material/delete:") -> None:
    """A button for something that cannot be undone: it asks first."""
    with st.popover(label, icon=icon):
        st.write(question)
        if st.button(f"Yes, {label[0].lower()}{label[1:]}", key=key, type="primary"):
            try:
                act()
            except EvaluationError as problem:
                show_refusal(problem)
            else:
                st.rerun()
