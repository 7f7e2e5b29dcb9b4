"""The pack for a day's notice: what is missing, which files come along, and the one press that makes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from evaluation.access import Ability
from evaluation.documents.pack.content import PackContent, read
from evaluation.documents.pack.files import MOST_BYTES, MOST_MEGABYTES, fitting, size, suggested
from evaluation.documents.pack.missing import HEADINGS, Missing, missing
from evaluation.evidence.files import size_words
from evaluation.evidence.records import Evidence
from evaluation.records import day
from evaluation.school import School
from pages.parts import places, screen
from pages.parts.plan_take_away import file_name
from pages.parts.words import count

SCROLLS = 8
"""From so many files on they stand in a box of their own."""


class Offer(NamedTuple):
    """What the screen shows of a pack, without all that it is made from: how much it holds, what is missing, the
    evidence that has a file, the ids of that which is suggested, and what is left out."""

    holds: str
    gaps: tuple[Missing, ...]
    pieces: tuple[Evidence, ...]
    suggested: frozenset[str]
    confidential: tuple[str, ...]
    names: bool


NAMED = 3
"""How many details of what is missing stand here; the first page of the pack has them too."""


def show(school: School) -> None:
    """The pack of a school, for everybody but people from outside."""
    if not school.viewer.may(Ability.SEE_EVERYTHING):
        st.write(
            "The pack is made by the people of the school and its governors. What is shared with you is in the "
            "Excel workbook."
        )
        return
    st.write(
        "Everything the school has to say, in one zip file: a first page that says what is missing, a summary with a "
        "page for each strand, what came of the last inspection, the action plan, the evidence with its files, and "
        "who speaks for what. It is made from what you have: nothing needs to be written for it."
    )
    offer = screen.built(school, partial(_offer, school), "pack", date.today())
    _take(school, offer)
    _missing(school, offer.gaps)


def _offer(school: School) -> Offer:
    content = read(school)
    return Offer(
        _holds(content),
        missing(content),
        tuple(piece for piece in content.evidence if piece.file),
        frozenset(piece.id for piece in fitting(suggested(content))),
        content.confidential,
        content.names,
    )


@st.fragment
def _take(school: School, offer: Offer) -> None:
    """What goes in, how large it is, and the press."""
    screen.still_admitted()
    with st.container(border=True):
        st.markdown(f"**It holds:** {offer.holds}.")
        chosen = _chosen(school, offer)
        takes = size(chosen)
        st.markdown(f"**Files:** {len(chosen)}, together {size_words(takes)}." if chosen else "**Files:** none.")
        if takes > MOST_BYTES:
            st.warning(f"A pack holds at most {MOST_MEGABYTES} MB of files. Choose fewer.", icon=":material/warning:")
        st.download_button(
            "Make and download the pack",
            data=partial(_made, school, [piece.id for piece in chosen]),
            file_name=f"{file_name(school)} pack {date.today():%Y-%m-%d}.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            type="primary",
            disabled=takes > MOST_BYTES,
            on_click="ignore",
            key="pack-make",
        )
        told = (
            "What is missing is listed below, and on its first page"
            if offer.gaps
            else "Nothing that we know of is missing"
        )
        st.caption(f"It takes a few seconds. {told}.")
        for words in offer.confidential:
            st.caption(f":material/lock: {screen.plain(words)}")
        if not offer.names:
            st.caption("Names of staff are left out.")


def _holds(content: PackContent) -> str:
    """How much of everything there is."""
    held = (
        (len(content.strands), "strand", "strands"),
        (len(content.inspections), "inspection", "inspections"),
        (len(content.written), "action plan", "action plans"),
        (len(content.evidence), "piece of evidence", "pieces of evidence"),
    )
    return ", ".join(count(number, one, many) for number, one, many in held if number) or "nothing yet"


def _made(school: School, chosen: list[str]) -> bytes:
    """The pack, made when the button is pressed."""
    from evaluation.documents.pack import pack

    return pack(school, chosen)


# ------------------------------------------------------------------ which files


def _chosen(school: School, offer: Offer) -> list[Evidence]:
    """The evidence whose files come along, as ticked; at first what is suggested and fits."""
    pieces, first = offer.pieces, offer.suggested
    if not pieces:
        st.caption("No evidence has a file kept with it yet. Those that have one can come along.")
        return []
    for piece in pieces:
        st.session_state.setdefault(_key(school, piece), piece.id in first)
    with st.expander("Choose the files", icon=":material/attach_file:"):
        st.caption(
            "At first those named on the cards are ticked, and the best of each strand that is not stale. Files go "
            "along as they are: leave out what names pupils or is confidential."
        )
        with st.container(horizontal=True):
            for label, ids in (
                ("As suggested", first),
                ("All", frozenset(piece.id for piece in pieces)),
                ("None", frozenset[str]()),
            ):
                st.button(label, key=f"pack-{label}", on_click=_tick, args=(school, pieces, ids))
        with st.container(height=320 if len(pieces) >= SCROLLS else "content", border=False):
            for piece in pieces:
                st.checkbox(_words(piece), key=_key(school, piece))
    return [piece for piece in pieces if st.session_state[_key(school, piece)]]


def _words(piece: Evidence) -> str:
    assert piece.file is not None
    about = f"{piece.file.name}, {size_words(piece.file.size)}, of {day(piece.describes_on)}"
    return f"{screen.plain(piece.title)}: {screen.plain(about)}"


def _tick(school: School, pieces: Iterable[Evidence], ids: Collection[str]) -> None:
    for piece in pieces:
        st.session_state[_key(school, piece)] = piece.id in ids


def _key(school: School, piece: Evidence) -> str:
    return f"pack-file-{school.details.id}-{piece.id}"


# ------------------------------------------------------------------ what is missing


def _missing(school: School, gaps: tuple[Missing, ...]) -> None:
    """What is missing, by heading, each with the link that leads to where it is put right."""
    st.markdown("## What is missing")
    if not gaps:
        st.success("Nothing that we know of.", icon=":material/check_circle:")
    may_mend = school.viewer.may(Ability.KEEP_EVIDENCE)
    for heading in HEADINGS:
        several = [each for each in gaps if each.heading == heading]
        if not several:
            continue
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{heading}**")
            for to, same in groupby(several, key=lambda each: each.place):
                with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                    st.markdown(
                        "  \n".join(
                            screen.plain(words) for each in same for words in (each.sentence, *each.details[:NAMED])
                        ),
                        width="stretch",
                    )
                    if may_mend and to:
                        places.link(to)
