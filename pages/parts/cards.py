"""A card for each strand, to talk from; and who speaks for it, who stands in, and which way it is meant to go."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from evaluation.access import Ability
from evaluation.call.records import StrandCard
from evaluation.cards import PIECES, REASONS, Card
from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from pages.parts import screen, sign_in
from pages.parts.at_fields import AtFields
from pages.parts.words import DIRECTION_WORDS, count, grade_words

NONE_YET = "Once a self-evaluation is held, each strand has its card here: grade, why, what shows it, what comes next."
DRAFTED = "drafted from what is stored"


def all_cards(school: School) -> tuple[Card, ...]:
    """The cards, kept until something changes."""
    return screen.built(school, school.cards.all, "cards")


def show(school: School) -> None:
    """Every card: our grade, three reasons, two pieces of evidence, what comes next, who speaks."""
    found = all_cards(school)
    if not found:
        st.write(NONE_YET)
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return
    st.caption(
        f"From the self-evaluation of {day(found[0].evaluation.held_on)}. Cards are for talking from; nobody asks for "
        f"them. What nobody has written is {DRAFTED}."
    )
    for pair in (found[n : n + 2] for n in range(0, len(found), 2)):
        for column, card in zip(st.columns(2, gap="medium"), pair, strict=False):
            with column, st.container(border=True, gap="small", height="stretch"):
                _card(school, card)


def _card(school: School, card: Card) -> None:
    state, said = card.state, card.said
    st.markdown(f"## {screen.plain(state.strand.name)}")
    direction = f" · {DIRECTION_WORDS[state.judgement.direction]}" if state.judgement.direction else ""
    st.markdown(f"**{grade_words(state.scale, state.judgement.grade)}**{direction}")
    _lines("Why", card.reasons, "reasons" in card.drafted)
    pieces = [f"{piece.title} ({day(piece.describes_on)})" for piece in card.evidence]
    _lines("What shows it", pieces, "evidence" in card.drafted)
    _lines("What comes next", card.next_steps, "next_steps" in card.drafted)
    st.markdown(
        f":material/record_voice_over: **{screen.plain(said.speaker) or 'Nobody speaks for it yet'}**"
        + (f", {screen.plain(said.stand_in)} stands in" if said.stand_in else "")
    )
    if card.missing:
        st.caption(f":material/report: Still missing: {', '.join(card.missing)}.")
    if school.viewer.may(Ability.PLAN):
        with st.popover("Write it ourselves", icon=":material/edit:", type="tertiary", key=f"write-{card.said.strand}"):
            _words(school, card)


def _lines(heading: str, lines: tuple[str, ...] | list[str], drafted: bool) -> None:
    note = f" :small[:gray[{DRAFTED}]]" if drafted and lines else ""
    text = "\n".join(f"- {screen.plain(line)}" for line in lines) or "- Nothing yet"
    st.markdown(f"**{heading}**{note}\n\n{text}")


def _words(school: School, card: Card) -> None:
    """What the school says of a strand in its own words; left empty, it is drafted."""
    shown, key, wrong = card.said, f"{card.framework.id}-{card.state.strand.id}", AtFields()
    with st.form(f"card-{key}", enter_to_submit=False, border=False):
        reasons = st.text_area(
            f"Why, up to {REASONS} lines", "\n".join(shown.reasons), height=110, key=f"reasons-{key}"
        )
        wrong.under("reasons")
        next_steps = st.text_area("What comes next", shown.next_steps, height=90, key=f"next-{key}")
        wrong.under("next_steps")
        by_id = {piece.id: piece for piece in school.evidence.all()}
        evidence = st.multiselect(
            f"What shows it, up to {PIECES}",
            list(by_id),
            [each for each in shown.evidence if each in by_id],
            format_func=lambda piece: f"{by_id[piece].title} ({day(by_id[piece].describes_on)})",
            max_selections=PIECES,
            key=f"pieces-{key}",
            select_all=False,
            filter_mode="contains",
        )
        wrong.under("evidence")
        st.caption("Leave a field empty to have it drafted from what is stored.")
        pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
    if pressed:
        lines = tuple(line for line in (reasons or "").splitlines() if line.strip())
        told = replace(shown, reasons=lines, next_steps=next_steps or "", evidence=tuple(evidence))
        _save(school, wrong, told, shown)


def directions(school: School) -> None:
    """For every strand: where it sits, which way it is meant to go, who speaks for it and who stands in."""
    found = all_cards(school)
    if not found:
        st.write(NONE_YET)
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return
    evaluation = found[0].evaluation
    st.caption(
        f"Grades and directions are those of {day(evaluation.held_on)}; they are set in the self-evaluation itself."
    )
    without = [card for card in found if not card.said.speaker or not card.said.stand_in]
    names = school.viewer.may(Ability.SEE_DRAFTS)
    if names and without:
        st.info(f"{count(len(without), 'strand')} without a speaker or somebody who stands in.", icon=":material/info:")
    for card in found:
        with st.container(border=True, gap="xsmall"):
            _direction(school, card, names)


def _direction(school: School, card: Card, names: bool) -> None:
    state, said = card.state, card.said
    left, middle, right = st.columns([4, 3, 4], vertical_alignment="center")
    with left:
        direction = state.judgement.direction
        way = DIRECTION_WORDS[direction] if direction else "No direction yet"
        grade = grade_words(state.scale, state.judgement.grade)
        st.markdown(f"**{screen.plain(state.strand.name)}**  \n{grade} · {way}")
    with middle:
        if names:
            who, instead = (screen.plain(name) or "nobody yet" for name in (said.speaker, said.stand_in))
            st.markdown(f"Speaks: **{who}**  \nStands in: **{instead}**")
    with right, st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/session.py",
            label="Open the strand" if card.evaluation.locked else "Set the direction",
            icon=":material/arrow_forward:",
            query_params={"evaluation": card.evaluation.id, "strand": state.strand.id},
            width="content",
        )
        if school.viewer.may(Ability.PLAN):
            with st.popover("Who speaks", icon=":material/record_voice_over:", key=f"speak-{said.strand}"):
                _who(school, card)


def _who(school: School, card: Card) -> None:
    shown, key, wrong = card.said, f"{card.framework.id}-{card.state.strand.id}", AtFields()
    with st.form(f"speak-{key}", enter_to_submit=False, border=False):
        speaker = st.text_input("Who speaks for it", shown.speaker, key=f"speaker-{key}") or ""
        wrong.under("speaker")
        speaker_email = _email(shown, "speaker_email", key)
        wrong.under("speaker_email")
        stand_in = st.text_input("Who stands in", shown.stand_in, key=f"stand-in-{key}") or ""
        wrong.under("stand_in")
        stand_in_email = _email(shown, "stand_in_email", key)
        wrong.under("stand_in_email")
        pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
    if pressed:
        people = replace(shown, speaker=speaker, speaker_email=speaker_email)
        _save(school, wrong, replace(people, stand_in=stand_in, stand_in_email=stand_in_email), shown)


def _email(shown: StrandCard, field: str, key: str) -> str:
    """The e-mail somebody signs in with, where people do."""
    stored: str = getattr(shown, field)
    if not sign_in.needed():
        return stored
    return st.text_input("The e-mail they sign in with", stored, key=f"{field}-{key}") or ""


def _save(school: School, wrong: AtFields, card: StrandCard, shown: StrandCard) -> None:
    try:
        school.cards.save(card, shown)
    except EvaluationError as problem:
        wrong.refuse(problem)
    else:
        screen.saved("Card saved")
        st.rerun()
