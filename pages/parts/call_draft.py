"""The draft report, sentence by sentence: how it was, what we say, what that rests on; for those who may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from evaluation.call.log import text_of
from evaluation.call.records import SENTENCE_VERDICTS, DraftSentence, LogEntry
from evaluation.call.ties import suggested
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.next_steps import Due
from evaluation.records import day
from evaluation.school import School
from pages.parts import call_draft_text, call_log, screen
from pages.parts.words import count

A_PAGE = 12
FILTERS: dict[str, tuple[str, Callable[[DraftSentence], bool]]] = {
    "all": ("All", lambda sentence: True),
    "unread": ("Not read yet", lambda sentence: sentence.verdict is None),
    "wrong": ("Not as it was", lambda sentence: sentence.verdict == "not_accurate"),
    "unclear": ("Unclear", lambda sentence: sentence.verdict == "unclear"),
}


@dataclass(frozen=True)
class Ground:
    """What a sentence can rest on, by id."""

    log: Mapping[str, LogEntry]
    evidence: Mapping[str, Evidence]


def show(school: School) -> None:
    """The draft of one inspection's report."""
    inspection = call_log.chosen(school)
    if inspection is None:
        st.write(
            "When the draft report comes, you check its facts here, sentence by sentence, beside the log and your "
            "evidence. Enter the inspection first."
        )
        st.page_link("pages/inspections.py", label="Inspections", icon=":material/arrow_forward:")
        return
    if not school.inspections.may_know(inspection.id):
        st.write(
            "The draft is confidential until it is published. The headteacher can put you on the list of those who may "
            "know."
        )
        return
    if inspection.embargoed:
        st.warning("Confidential until published: do not project, print or pass on.", icon=":material/lock:")
    sentences = school.draft_check.sentences(inspection.id)
    _due(school.draft_check.due(inspection.id), inspection.id)
    call_draft_text.show(school, inspection.id, sentences)
    if sentences:
        _check(school, inspection.id)


def _due(due: Due | None, inspection_id: str) -> None:
    """By when comments are due, with the source; or what that waits for."""
    if due is None:
        return
    if due.done_on:
        st.markdown(f":material/check: Comments were sent on {day(due.done_on)}.")
    elif due.due_on:
        left = "" if due.days_left is None else f", {count(due.days_left, 'working day')} left"
        over = due.days_left is not None and due.days_left < 0
        words = f"were due by {day(due.due_on)}: that day is over" if over else f"are due by {day(due.due_on)}{left}"
        st.markdown(f"## :material/{'event_busy' if over else 'event'}: Comments {words}")
    else:
        st.markdown(
            "Comments are due a few working days after the draft came. Say when it did, and the days are counted."
        )
        st.page_link(
            "pages/inspection.py",
            label="How far it has come",
            icon=":material/arrow_forward:",
            query_params={"inspection": inspection_id, "about": "confidence"},
        )
    sure = f"confirmed on {day(due.confirmed_on)}" if due.confirmed_on else "not confirmed: check it"
    st.caption(f"{screen.plain(due.length.words)}. Source: {screen.plain(due.source)}; {sure}.")


@st.fragment
def _check(school: School, inspection_id: str) -> None:
    """The sentences, a page of them at a time; each choice is saved at once."""
    screen.still_admitted()
    sentences = school.draft_check.sentences(inspection_id)
    ground = Ground(school.draft_check.log(inspection_id), school.draft_check.evidence())
    told = Counter(sentence.verdict for sentence in sentences)
    st.progress(
        1 - told[None] / len(sentences) if sentences else 0.0,
        text=f"{told[None]} of {count(len(sentences), 'sentence')} not read yet",
    )
    chosen = st.segmented_control(
        "Show",
        list(FILTERS),
        default="all",
        format_func=lambda key: f"{FILTERS[key][0]} ({sum(map(FILTERS[key][1], sentences))})",
        required=True,
        key=f"draft-show-{inspection_id}",
        wrap=True,
    )
    found = [sentence for sentence in sentences if FILTERS[chosen or "all"][1](sentence)]
    pages = max(1, -(-len(found) // A_PAGE))
    place = f"draft-page-{inspection_id}-{chosen}"
    if st.session_state.get(place, 1) > pages:
        st.session_state[place] = pages
    page = st.pagination(pages, key=place) if pages > 1 else 1
    if not found:
        st.caption("None.")
    for sentence in found[(page - 1) * A_PAGE : page * A_PAGE]:
        with st.container(border=True, gap="small", key=f"sentence-{sentence.id}"):
            _sentence(school, sentence, ground)
    _comments(school, inspection_id)


def _sentence(school: School, sentence: DraftSentence, ground: Ground) -> None:
    st.markdown(screen.plain(sentence.text))
    key = f"verdict-{sentence.id}"
    screen.follow(key, sentence.verdict)
    st.segmented_control(
        f"How it was: sentence {sentence.place + 1}",
        list(SENTENCE_VERDICTS),
        format_func=lambda verdict: SENTENCE_VERDICTS[verdict],
        key=key,
        label_visibility="collapsed",
        wrap=True,
        on_change=_save,
        args=(school, sentence, "verdict", key),
    )
    if problem := st.session_state.get(_refused(sentence.id)):
        screen.show_refusal(problem)
    if sentence.verdict in ("not_accurate", "unclear"):
        _more(school, sentence, ground)
        return
    ties = len(sentence.log_ids) + len(sentence.evidence_ids)
    label = f"What it rests on ({ties})" if ties else "What it rests on"
    with st.expander(label, icon=":material/link:", type="compact", key=f"rests-{sentence.id}"):
        _more(school, sentence, ground)


def _more(school: School, sentence: DraftSentence, ground: Ground) -> None:
    """The comment, and what it rests on: entries of the log and evidence, with those that are near."""
    key = f"comment-{sentence.id}"
    if _refused(sentence.id) not in st.session_state:
        screen.follow(key, sentence.comment)
    label = "What is right" if sentence.verdict in ("not_accurate", "unclear") else "A comment"
    st.text_area(label, height=80, key=key, on_change=_save, args=(school, sentence, "comment", key))
    left, right = st.columns(2)
    with left:
        _ties(school, sentence, "log_ids", "In the log", {each: _line(e) for each, e in ground.log.items()})
        _near(school, sentence, "log_ids", {each: text_of(entry) for each, entry in ground.log.items()}, ground)
    with right:
        titles = {each: f"{piece.title} ({day(piece.describes_on)})" for each, piece in ground.evidence.items()}
        _ties(school, sentence, "evidence_ids", "Evidence", titles)
        words = {each: f"{piece.title} {piece.shows}" for each, piece in ground.evidence.items()}
        _near(school, sentence, "evidence_ids", words, ground)


def _ties(school: School, sentence: DraftSentence, field: str, label: str, options: Mapping[str, str]) -> None:
    kept = list(getattr(sentence, field))
    key = f"{field}-{sentence.id}"
    screen.follow(key, kept)
    st.multiselect(
        label,
        [*options, *(each for each in kept if each not in options)],
        format_func=lambda each: options.get(each, "No longer there"),
        key=key,
        placeholder="Type words of it" if options else "There is none yet",
        disabled=not options and not kept,
        on_change=_save,
        args=(school, sentence, field, key),
        select_all=False,
        filter_mode="contains",
    )


def _near(school: School, sentence: DraftSentence, field: str, candidates: Mapping[str, str], ground: Ground) -> None:
    """What shares rare words with the sentence, to be tied with one press; only a suggestion."""
    kept: tuple[str, ...] = getattr(sentence, field)
    near = suggested(sentence.text, {key: words for key, words in candidates.items() if key not in kept}, 2)
    for each in near:
        words = _line(ground.log[each]) if field == "log_ids" else ground.evidence[each].title
        st.button(
            f"Suggested: {screen.plain(words)}",
            type="tertiary",
            icon=":material/add_link:",
            key=f"near-{field}-{sentence.id}-{each}",
            on_click=_keep,
            args=(school, _with(sentence, field, (*kept, each)), sentence),
        )


def _line(entry: LogEntry) -> str:
    words = entry.said_or_seen or entry.promise
    return f"{entry.at:%d/%m, %H:%M}: {words if len(words) <= 90 else words[:89] + '…'}"


def _save(school: School, sentence: DraftSentence, field: str, key: str) -> None:
    value = st.session_state[key]
    value = tuple(value) if isinstance(value, list) else value or (None if field == "verdict" else "")
    _keep(school, _with(sentence, field, value), sentence)


def _with(sentence: DraftSentence, field: str, value: Any) -> DraftSentence:
    """A sentence with something else said of it; `field` is one of its fields."""
    changed: dict[str, Any] = {field: value}
    return replace(sentence, **changed)


def _keep(school: School, sentence: DraftSentence, shown: DraftSentence) -> None:
    st.session_state.pop(_refused(sentence.id), None)
    try:
        school.draft_check.say(sentence, shown)
    except EvaluationError as problem:
        st.session_state[_refused(sentence.id)] = problem


def _refused(sentence_id: str) -> str:
    return f"_refused-{sentence_id}"


def _comments(school: School, inspection_id: str) -> None:
    """The comments as one text, for the inspectorate's own form."""
    text = school.draft_check.comments(inspection_id)
    if not text:
        return
    with st.expander("The comments as text", icon=":material/content_copy:"):
        st.caption(
            "What you say to the sentences that are not as it was, or unclear. Copy it into the inspectorate's own "
            "form and read it through: what was written in the log stands in it as written, without who said it."
        )
        st.code(text, language=None, wrap_lines=True)
