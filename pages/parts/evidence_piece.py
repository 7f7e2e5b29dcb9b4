"""One piece of evidence: what it shows, what it is linked to, its file as a download, and what can be done with it."""

from __future__ import annotations

from functools import partial
from textwrap import shorten

import streamlit as st

from evaluation.access import Ability
from evaluation.evidence.files import size_words
from evaluation.evidence.links import web_address
from evaluation.evidence.records import Evidence, StrandRef
from evaluation.records import day
from evaluation.school import School
from pages.parts import evidence_form, plan_choice, screen, sharing, strands

_LABEL_LENGTH = 90


def show(school: School, names: dict[StrandRef, str], piece: Evidence, place: str = "") -> None:
    """The piece and what can be done with it. `place` tells apart two places on one screen that show the same piece."""
    key = f"{piece.id}{place}"
    if piece.shows:
        st.write(screen.plain(piece.shows))
    _links(school, names, piece)
    _kept(school, piece, key)
    if piece.added_at:
        by = f" by {piece.added_by}" if piece.added_by and school.viewer.may(Ability.KEEP_EVIDENCE) else ""
        st.caption(screen.plain(f"Added on {day(piece.added_at.astimezone().date())}{by}"))
    if school.viewer.may(Ability.KEEP_EVIDENCE):
        with st.container(horizontal=True):
            if st.button("Change it", key=f"change-{key}", icon=":material/edit:"):
                evidence_form.change(piece)
            screen.ask_first(
                "Remove this evidence",
                "Remove it from the register? This cannot be undone." + (" Its file goes too." if piece.file else ""),
                partial(_remove, school, piece),
                key=f"remove-{key}",
            )
    if not place:
        sharing.toggle(school, school.evidence, piece.id)


def _links(school: School, names: dict[StrandRef, str], piece: Evidence) -> None:
    """The strands and standards that it speaks to, and the actions that it belongs to."""
    speaks_to = ", ".join(names.get(link, link[1]) for link in piece.strands) or "no strand yet"
    st.caption(f"Speaks to: {screen.plain(speaks_to)}")
    if piece.standards:
        known = strands.standards(school)
        words = (known[ref][1] if ref in known else ref[1] for ref in piece.standards)
        st.markdown("**Standards it shows**\n" + "\n".join(f"- {screen.plain(each)}" for each in words))
    if piece.actions:
        records = plan_choice.records(school, confided=False)
        what = {action.id: action.what for record in records for action in record.actions}
        st.markdown("**Actions it belongs to**")
        for action in piece.actions:
            if action in what:
                label = screen.plain(shorten(what[action], _LABEL_LENGTH, placeholder=" …"))
                icon = ":material/task_alt:"
                st.page_link("pages/plan.py", label=label, icon=icon, query_params={"action": action})


def _kept(school: School, piece: Evidence, key: str) -> None:
    """Where it is kept: a web address to open or a place in words, and the file that is kept with it."""
    address = web_address(piece.where_kept)
    if piece.where_kept and not address:
        st.caption(f"Kept: {screen.plain(piece.where_kept)}")
    with st.container(horizontal=True):
        if address:
            label = screen.plain(shorten(address.partition("://")[2], _LABEL_LENGTH, placeholder=" …"))
            st.link_button(label, address, icon=":material/open_in_new:", help="Kept there: opens in a new tab")
        if piece.file:
            st.download_button(
                f"{screen.plain(piece.file.name)} ({size_words(piece.file.size)})",
                partial(school.evidence.content, piece.id),
                piece.file.name,
                "application/octet-stream",
                key=f"file-of-{key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _remove(school: School, piece: Evidence) -> None:
    school.evidence.remove(piece.id)
    st.query_params.pop("piece", None)
    screen.saved("Removed")
