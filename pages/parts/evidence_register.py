"""The evidence register on screen: finding, a list shown in parts, and first the piece that the address names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from evaluation.evidence.freshness import FRESHNESS_WORDS, Freshness, state_of
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence, StrandRef
from evaluation.records import day
from evaluation.school import School
from pages.parts import evidence_piece, screen, strands
from pages.parts.explain import meaning
from pages.parts.words import count

SHOWN = 60
_FRESH = {state: FRESHNESS_WORDS[state] for state in (Freshness.FRESH, Freshness.AGEING, Freshness.STALE)}
Choice = TypeVar("Choice", bound=str)
_STRAND_WIDTH, _CHOICE_WIDTH = 340, 160
_STRAND, _IN_ADDRESS, _MORE = "evidence-strand", "_evidence-strand-in-address", "_evidence-more"


def show(school: School, found: Sequence[Evidence]) -> None:
    """The piece that the address names, if it does; then the register, all of it or what is looked for."""
    names = strands.names(school)
    states = _states(school, found)
    if asked := st.query_params.get("piece"):
        _asked(school, names, next((piece for piece in found if piece.id == asked), None), states)
    standard = st.query_params.get("standard", "")
    if standard:
        _of_standard(school, standard)
    shown = [piece for piece in _chosen(school, names, found, states) if not standard or _named(piece, standard)]
    st.caption(f"{len(shown)} of {count(len(found), 'piece')} shown, what describes the latest date first.")
    most = st.session_state.get(_MORE, SHOWN)
    for piece in shown[:most]:
        with st.expander(_label(piece, states), key=f"piece-{piece.id}", on_change="rerun") as one:
            if one.open:
                evidence_piece.show(school, names, piece)
    if len(shown) > most:
        rest = min(SHOWN, len(shown) - most)
        if st.button(f"Show {rest} more", icon=":material/expand_more:", key="more-evidence"):
            st.session_state[_MORE] = most + SHOWN
            st.rerun()


def _asked(
    school: School, names: dict[StrandRef, str], piece: Evidence | None, states: Mapping[str, Freshness]
) -> None:
    """The piece that a link led to, first and open."""
    with st.container(border=True):
        if piece is None:
            st.write("This evidence is no longer in the register, or not shared with you.")
        else:
            st.markdown(f"**{_label(piece, states)}**")
            evidence_piece.show(school, names, piece, place="asked")
        if st.button("The whole register", icon=":material/arrow_back:", type="tertiary", key="whole-register"):
            st.query_params.pop("piece", None)
            st.rerun()


def _of_standard(school: School, named: str) -> None:
    """Which standard the register is cut down to, and the way back."""
    framework_id, _, standard_id = named.partition("/")
    _, words = strands.standards(school).get((framework_id, standard_id), (None, standard_id))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**Linked to the standard:** {screen.plain(words)}")
        if st.button("All evidence", icon=":material/arrow_back:", type="tertiary", key="all-evidence"):
            st.query_params.pop("standard", None)
            st.rerun()


def _named(piece: Evidence, standard: str) -> bool:
    return any(f"{framework_id}/{standard_id}" == standard for framework_id, standard_id in piece.standards)


def _states(school: School, found: Sequence[Evidence]) -> dict[str, Freshness]:
    """How fresh each piece is today, by its id."""
    half_lives, today = school.readiness.half_life.all(), date.today()
    return {piece.id: state_of(piece, half_lives, today) for piece in found}


def _chosen(
    school: School, names: dict[StrandRef, str], found: Sequence[Evidence], states: Mapping[str, Freshness]
) -> list[Evidence]:
    """What is looked for: by words, the strand it speaks for, kind, voice, and how fresh it is."""
    by_key = {"/".join(link): link for piece in found for link in piece.strands} | {"/".join(x): x for x in names}
    asked = st.query_params.get("strand")
    if asked in by_key and asked != st.session_state.get(_IN_ADDRESS):
        st.session_state[_STRAND] = asked
    words = st.text_input(
        "Find", placeholder="Words in the evidence", key="find", type="search", live=True, persist_state="session"
    )
    with st.container(horizontal=True):
        strand = st.selectbox(
            "Strand",
            list(by_key),
            index=None,
            format_func=lambda key: names.get(by_key[key], by_key[key][1]) if key in by_key else "",
            placeholder="All strands",
            key=_STRAND,
            persist_state="session",
            width=_STRAND_WIDTH,
        )
        kind = _choice("Kind", EVIDENCE_KINDS, "All kinds")
        voice = _choice("Whose voice", VOICES, "Any")
        fresh = _choice("How fresh", _FRESH, "Any", meaning("Stale", "Half-life"))
    st.session_state[_IN_ADDRESS] = strand
    if strand:
        st.query_params["strand"] = strand
    else:
        st.query_params.pop("strand", None)
    speaking = {piece.id for piece in school.evidence.of_strand(*by_key[strand])} if strand else set()
    return [
        piece
        for piece in found
        if (strand is None or piece.id in speaking)
        and fresh in (None, states[piece.id])
        and kind in (None, piece.kind)
        and voice in (None, piece.voice)
        and (words or "").casefold() in _text(piece).casefold()
    ]


def _choice(label: str, words: Mapping[Choice, str], placeholder: str, about: str | None = None) -> Choice | None:
    """One of a few words to cut the register down to, or none."""
    return st.selectbox(
        label,
        list(words),
        index=None,
        format_func=lambda key: words[key],
        placeholder=placeholder,
        key=f"evidence-{label}",
        persist_state="session",
        width=_CHOICE_WIDTH,
        help=about,
    )


def _text(piece: Evidence) -> str:
    return f"{piece.title} {piece.shows} {piece.where_kept} {piece.file.name if piece.file else ''}"


def _label(piece: Evidence, states: Mapping[str, Freshness]) -> str:
    """A piece in a line: what it is, of when and how fresh, which kind, whose voice, and whether it has a file."""
    when = f"{day(piece.describes_on)}, {states[piece.id]}"
    facts = [when, EVIDENCE_KINDS[piece.kind], *([VOICES[piece.voice]] if piece.voice else [])]
    return " · ".join([screen.plain(piece.title), *facts]) + (" :material/attach_file:" if piece.file else "")
