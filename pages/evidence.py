"""Evidence: what shows how it is, linked to the strands it speaks to."""

from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence
from evaluation.records import day
from evaluation.school import School
from evaluation.school.self_evaluations import EARLIEST
from pages.parts import screen, sharing, strands
from pages.parts.words import count

SHOWN = 60

school = screen.school("Evidence")


def form(school: School, names: dict[tuple[str, str], str], old: Evidence | None = None) -> None:
    """Add a piece of evidence, or change one."""
    draft = old.id if old else screen.draft_id("evidence")
    with st.form(f"evidence-{draft}", enter_to_submit=False, border=False):
        title = st.text_input("What it is", old.title if old else "", key=f"title-{draft}")
        left, middle, right = st.columns(3)
        kinds, voices = list(EVIDENCE_KINDS), list(VOICES)
        kind = left.selectbox(
            "Kind",
            kinds,
            kinds.index(old.kind) if old else 0,
            format_func=lambda k: EVIDENCE_KINDS[k],
            key=f"kind-{draft}",
        )
        voice = middle.selectbox(
            "Whose voice, if any",
            voices,
            voices.index(old.voice) if old and old.voice else None,
            format_func=lambda v: VOICES[v],
            placeholder="Nobody's in particular",
            key=f"voice-{draft}",
        )
        describes_on = right.date_input(
            "The date it describes",
            old.describes_on if old else date.today(),
            min_value=EARLIEST,
            max_value=date.today(),
            format=screen.DATE_FORMAT,
            key=f"describes-{draft}",
            help="Not the date you add it: when was it so?",
        )
        linked = {**names, **{link: link[1] for link in (old.strands if old else ()) if link not in names}}
        strands = st.multiselect(
            "Strands it speaks to",
            list(linked),
            list(old.strands) if old else [],
            format_func=lambda k: linked[k],
            key=f"strands-{draft}",
        )
        shows = st.text_area(
            "What it shows, in a line or two", old.shows if old else "", height=68, key=f"shows-{draft}"
        )
        where = st.text_input(
            "Where it is kept",
            old.where_kept if old else "",
            key=f"where-{draft}",
            help="A folder, a cupboard or an address.",
        )
        st.caption("No names of pupils, please, and nothing from which one could be recognised.")
        pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
    if pressed:
        evidence = Evidence(
            draft,
            title or "",
            kind,
            describes_on,
            voice,
            where or "",
            shows or "",
            strands=tuple(strands),
        )
        try:
            school.evidence.save(evidence)
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.done_with("evidence")
            screen.saved("Evidence kept. Saved")
            st.rerun()


def register(school: School, names: dict[tuple[str, str], str], found: list[Evidence]) -> None:
    """All of it, or what belongs to one strand or holds some words."""
    left, right = st.columns([2, 1])
    words = (
        left.text_input("Find", placeholder="Words in the evidence", key="find", persist_state="session") or ""
    ).casefold()
    strand = right.selectbox(
        "Strand",
        list(names),
        index=None,
        format_func=lambda k: names[k],
        placeholder="All strands",
        key="of_strand",
        persist_state="session",
    )
    shown = [
        piece
        for piece in found
        if (strand is None or strand in piece.strands)
        and words in f"{piece.title} {piece.shows} {piece.where_kept}".casefold()
    ]
    st.caption(f"{len(shown)} of {count(len(found), 'piece')} shown, what describes the latest date first.")
    for piece in shown[:SHOWN]:
        voice = f" · {VOICES[piece.voice]}" if piece.voice else ""
        label = f"{screen.plain(piece.title)} · {day(piece.describes_on)} · {EVIDENCE_KINDS[piece.kind]}{voice}"
        with st.expander(label, key=f"piece-{piece.id}", on_change="rerun") as one:
            if one.open:
                look(school, names, piece)
    if len(shown) > SHOWN:
        st.caption(f"The first {SHOWN} are shown. Find words or choose a strand to see others.")


def look(school: School, names: dict[tuple[str, str], str], piece: Evidence) -> None:
    """One piece of evidence, and what can be done with it."""
    if piece.shows:
        st.write(screen.plain(piece.shows))
    links = ", ".join(names.get(link, link[1]) for link in piece.strands) or "no strand yet"
    st.caption(f"Speaks to: {screen.plain(links)}")
    if piece.where_kept:
        st.caption(f"Kept: {screen.plain(piece.where_kept)}")
    if school.viewer.may(Ability.KEEP_EVIDENCE):
        if st.toggle("Change it", key=f"change-{piece.id}"):
            form(school, names, piece)
        screen.ask_first(
            "Remove this evidence",
            "Remove it from the register? This cannot be undone.",
            partial(_remove, school, piece),
            key=f"remove-{piece.id}",
        )
    sharing.toggle(school, school.evidence, piece.id)


def _remove(school: School, piece: Evidence) -> None:
    school.evidence.remove(piece.id)
    screen.saved("Removed")


try:
    names = strands.names(school)
    found = screen.built(school, school.evidence.all, "evidence")
    if not found and not school.viewer.may(Ability.SEE_EVERYTHING):
        st.write(screen.nothing_yet(school.viewer))
    elif not found:
        st.write(
            "The register is empty. Evidence is anything that shows how it is: "
            "attendance figures, books, a survey, a visit note."
        )
    if school.viewer.may(Ability.KEEP_EVIDENCE):
        with st.expander("Add evidence", icon=":material/add:", expanded=not found):
            form(school, names)
    if found:
        register(school, names, found)
except EvaluationError as problem:
    screen.show_refusal(problem)
