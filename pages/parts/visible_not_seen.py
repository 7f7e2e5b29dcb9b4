"""What is true of the school but not to be seen on the days looked at, each with its best standing evidence."""

from __future__ import annotations

from datetime import date
from itertools import groupby

import streamlit as st

from evaluation.evidence.records import EVIDENCE_KINDS, Evidence
from evaluation.records import day
from evaluation.school import School
from evaluation.visible.not_seen import NotSeen, UnseenPractice, UnseenStandard
from evaluation.visible.records import Practice
from evaluation.visible.seen import ONLY_ON
from evaluation.visible.words import listed, slot_words
from pages.parts import evidence_form, screen, visible_days
from pages.parts.words import count

SHOWN = 30
NO_EVIDENCE = ":material/help: No evidence that still stands is linked to it."


def show(school: School) -> None:
    """The days, then practice that is not there then, then standards that are met and that nothing there shows."""
    days = visible_days.choose(school)
    if not days:
        return
    found = screen.built(school, lambda: school.visible.not_seen(days), "not visible", days, date.today())
    _practices(school, found)
    _standards(school, found)


def _practices(school: School, found: NotSeen) -> None:
    st.markdown("## We do it, but not then")
    if not found.practices:
        st.write("Everything that is described here could be seen on these days.")
        return
    st.caption("It stays where it is. Beside each stands the freshest evidence for what it shows.")
    wanted = _find(len(found.practices))
    shown = [each for each in found.practices if wanted in each.practice.what.casefold()]
    for each in shown[:SHOWN]:
        _practice(school, each)
    if len(shown) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(shown)} are shown. Find words to see others.")


def _find(number: int) -> str:
    """Words to look for, where there are many."""
    if number <= SHOWN:
        return ""
    typed = st.text_input("Find", placeholder="Words in what it is", key="find-unseen", persist_state="session")
    return (typed or "").casefold().strip()


def _practice(school: School, each: UnseenPractice) -> None:
    practice = each.practice
    usual = slot_words(practice.slots)
    why = "" if usual and each.why.startswith(ONLY_ON) else f"  \n:small[{screen.plain(each.why)}.]"
    st.markdown(
        f"**{screen.plain(practice.what)}**{' · ' if usual else ''}{screen.plain(usual)}{why}  \n"
        + _evidence(each.evidence, with_words=True)
    )
    if each.evidence is None:
        evidence_form.press(school, f"unseen-{practice.id}", strands=practice.strands, standards=practice.standards)


def _standards(school: School, found: NotSeen) -> None:
    """Standards marked Met that nothing to be seen shows, strand by strand."""
    st.markdown("## We say it is met, and nothing then shows it")
    if not found.standards:
        st.write("No standard that the latest self-evaluation marks Met stands here. Where none is marked, none can.")
        return
    st.caption(
        "Marked Met in the latest self-evaluation. For most of these, other things speak than what is seen on two "
        "days: work, records, what people say."
    )
    for strand, group in groupby(found.standards, key=lambda each: each.strand):
        own = list(group)
        bare = sum(each.evidence is None for each in own)
        without = f", {bare} without evidence that still stands" if bare else ""
        label = f"{screen.plain(strand.name)}: {count(len(own), 'standard')}{without}"
        with st.expander(label, key=f"unseen-{strand.id}", on_change="rerun") as one:
            if one.open:
                for each in own:
                    _standard(each)
                links = [(found.framework_id, strand.id)]
                evidence_form.press(school, f"unseen-{strand.id}", strands=links)


def _standard(each: UnseenStandard) -> None:
    lines = [screen.plain(each.standard.text)]
    if each.elsewhere:
        lines.append(f":small[Shows in {screen.plain(listed([_when(practice) for practice in each.elsewhere]))}.]")
    st.markdown("  \n".join([*lines, _evidence(each.evidence)]))


def _when(practice: Practice) -> str:
    usual = slot_words(practice.slots)
    return f"“{practice.what}” ({usual})" if usual else f"“{practice.what}”"


def _evidence(piece: Evidence | None, with_words: bool = False) -> str:
    """The best piece in a line, or that there is none; with what it shows where that is wanted."""
    if piece is None:
        return f":small[{NO_EVIDENCE}]"
    shows = f": {screen.plain(piece.shows)}" if with_words and piece.shows else ""
    what = f"{screen.plain(piece.title)} ({EVIDENCE_KINDS[piece.kind].lower()}, {day(piece.describes_on)})"
    return f":small[:material/inventory_2: {what}{shows}]"
