"""Search: words in everything that a person may see, in one box."""

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from evaluation.school.searching import HITS
from evaluation.search import KINDS, Found, Hit, Kind, Piece, find
from pages.parts import places, screen

FIRST = 5
ALL, CHOSEN = "all", "search-kind"

school = screen.school("Search")


def results(found: Found) -> None:
    """What was found, grouped by what it is; each group by itself where somebody chooses it."""
    options = [ALL, *found.hits]
    if st.session_state.get(CHOSEN) not in options:
        st.session_state[CHOSEN] = ALL
    chosen = st.segmented_control(
        "What to show",
        options,
        format_func=lambda key: f"All {found.total}" if key == ALL else f"{KINDS[key]} {found.counts[key]}",
        required=True,
        key=CHOSEN,
        label_visibility="collapsed",
        wrap=True,
    )
    for kind, hits in found.hits.items():
        if chosen in (ALL, None, kind):
            group(kind, hits if chosen == kind else hits[:FIRST], found.counts[kind])


def group(kind: Kind, hits: tuple[Hit, ...], total: int) -> None:
    """The hits of one kind, or the first of them and the press that shows the others."""
    st.markdown(f"## {KINDS[kind]}")
    for hit in hits:
        show(hit)
    if len(hits) < total and len(hits) < HITS:
        st.button(
            f"All {total} in {KINDS[kind]}",
            key=f"all-{kind}",
            icon=":material/expand_more:",
            on_click=lambda: st.session_state.update({CHOSEN: kind}),
        )
    elif len(hits) < total:
        st.caption(f"The first {len(hits)} of {total}. Another word makes it fewer.")


def show(hit: Hit) -> None:
    """One hit: what it is, of when, the words around what was found, and the way there."""
    entry = hit.entry
    with st.container(border=True, gap="xsmall"):
        about = " · ".join(filter(None, (entry.context, day(entry.on) if entry.on else "")))
        if hit.title:
            st.markdown(f"**{words_of(hit.title)}**")
        if about:
            st.caption(screen.plain(about))
        if hit.excerpt:
            st.markdown(words_of(hit.excerpt))
        places.link(entry.place)


def words_of(parts: tuple[Piece, ...]) -> str:
    """A text with the words found marked in it."""
    return "".join(
        f":yellow-background[{screen.plain(part.text)}]" if part.is_hit else screen.plain(part.text) for part in parts
    )


def not_searched(school: School) -> None:
    """What is not searched, and why."""
    said = (
        "Not searched: the log of an inspection and a draft report, because they may say what is confidential. "
        "What a file holds is not searched either, only its name."
    )
    left_out = screen.built(school, school.search.left_out, "search left out")
    st.caption(f":material/info: {screen.plain(' '.join((said, *left_out)))}")


try:
    words = st.text_input(
        "Find",
        key="words",
        type="search",
        bind="query-params",
        live=True,
        placeholder="Words, or a “whole phrase”",
        label_visibility="collapsed",
    )
    found = find(words or "", screen.built(school, school.search.index, "search"), HITS)
    if found.total:
        results(found)
    elif found.words:
        st.write("Nothing holds all of these words. Try fewer of them, or only the beginning of one.")
    else:
        listed = ", ".join(name.lower() for name in KINDS.values())
        st.write(
            f"One box for everything that you may see: {listed}. Every word that you type must occur; "
            "capitals and accents do not matter, and the beginning of a word is enough."
        )
    not_searched(school)
except EvaluationError as problem:
    screen.show_refusal(problem)
