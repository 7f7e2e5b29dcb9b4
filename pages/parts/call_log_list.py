"""What stands in the log: promises that are still to be kept, and the entries, the latest first, live for everybody."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import groupby

import streamlit as st

from evaluation.call.log import to_keep
from evaluation.call.records import LogEntry
from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from pages.parts import screen
from pages.parts.words import count

SECONDS = 4
SHOWN = 40
REFUSED, EDITED = "_refused-log", "_log-edited"
OWN_ONLY = (
    "You see what you wrote yourself. Until the report is published, only those who may know what is found read it all."
)


@st.fragment(run_every=SECONDS)
def show(school: School, inspection_id: str) -> None:
    """The promises and the entries, read afresh every few seconds."""
    screen.still_admitted()
    if problem := st.session_state.get(REFUSED):
        screen.show_refusal(problem)
    seen = school.log.read(inspection_id)
    if not seen.whole:
        st.caption(f":material/lock: {OWN_ONLY}")
    _promises(school, to_keep(seen.entries))
    if not seen.entries:
        st.caption("Nothing is written down yet. What was said or seen is enough for an entry.")
        return
    st.markdown(f"## {count(len(seen.entries), 'entry', 'entries')}")
    every = len(seen.entries) <= SHOWN or st.toggle("Show all", key=f"log-all-{inspection_id}")
    for on, entries in groupby(seen.entries if every else seen.entries[:SHOWN], key=lambda entry: entry.at.date()):
        st.markdown(f"**{on:%A}, {day(on)}**")
        for entry in entries:
            with st.container(border=True, gap="xxsmall", key=f"log-entry-{entry.id}"):
                _entry(school, entry)


def _promises(school: School, entries: list[LogEntry]) -> None:
    """What was promised and is not kept yet, the first given first."""
    if not entries:
        return
    st.markdown(f"## Still to be kept: {count(len(entries), 'promise')}")
    for entry in entries:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/handshake: {screen.plain(entry.promise)} :gray[{_when(entry)}]", width="stretch")
            st.button(
                "Kept today",
                icon=":material/check:",
                key=f"log-kept-{entry.id}",
                on_click=_act,
                args=(partial(school.log.keep_promise, entry.inspection_id, entry.id, date.today()),),
            )


def _entry(school: School, entry: LogEntry) -> None:
    about = " · ".join(screen.plain(words) for words in (entry.who, entry.line_of_enquiry) if words)
    st.markdown(f"**{entry.at:%H:%M}**{f' · {about}' if about else ''}")
    if entry.said_or_seen:
        st.write(screen.plain(entry.said_or_seen))
    if entry.promise:
        kept = f"kept on {day(entry.promise_kept_on)}" if entry.promise_kept_on else "still to be kept"
        st.markdown(f":material/handshake: {screen.plain(entry.promise)} :gray[({kept})]")
    register = screen.built(school, school.log.evidence, "evidence by id")
    if offered := [register[each].title if each in register else "no longer there" for each in entry.evidence_ids]:
        st.markdown(f":material/inventory_2: {screen.plain('; '.join(offered))}")
    strand = f"{school.library.strand_name(*entry.strand)}. " if entry.strand else ""
    st.caption(f"{screen.plain(strand)}Written by {screen.plain(entry.written_by)}")
    if school.log.may_change(entry):
        with st.container(horizontal=True, gap="small"):
            _change(school, entry)


def _change(school: School, entry: LogEntry) -> None:
    if st.button("Change", type="tertiary", icon=":material/edit:", key=f"log-change-{entry.id}"):
        st.session_state[EDITED] = entry
        st.rerun()
    with st.popover("Remove", type="tertiary", icon=":material/delete:", key=f"log-remove-{entry.id}"):
        st.write("Remove this entry? It is gone then, and so is what it promised.")
        st.button(
            "Yes, remove",
            type="primary",
            key=f"log-gone-{entry.id}",
            on_click=_act,
            args=(partial(school.log.remove, entry.inspection_id, entry.id),),
        )
        if entry.promise_kept_on:
            st.button(
                "The promise is not kept yet",
                key=f"log-not-kept-{entry.id}",
                on_click=_act,
                args=(partial(school.log.keep_promise, entry.inspection_id, entry.id, None),),
            )


def _act(act: partial[bool]) -> None:
    """Do it; what is refused stands above the list until something else is done."""
    st.session_state.pop(REFUSED, None)
    try:
        act()
    except EvaluationError as problem:
        st.session_state[REFUSED] = problem


def _when(entry: LogEntry) -> str:
    return f"{day(entry.at.date())}, {entry.at:%H:%M}"
