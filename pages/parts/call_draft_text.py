"""Putting in the text of a draft report: pasted, or read from its PDF; a new text says first what it changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from evaluation.access import Ability
from evaluation.call.draft import Renewal
from evaluation.call.records import DraftSentence
from evaluation.errors import EvaluationError
from evaluation.school import School
from pages.parts import screen
from pages.parts.words import count


def show(school: School, inspection_id: str, sentences: Sequence[DraftSentence]) -> None:
    """The way to put in a text; open while there is none."""
    if not school.viewer.may(Ability.RECORD_INSPECTIONS):
        if not sentences:
            st.write("The draft's text is not here yet. The headteacher or a leader puts it in.")
        return
    label = "Put in a new text of the draft" if sentences else "Put in the draft's text"
    with st.expander(label, icon=":material/note_add:", expanded=not sentences):
        st.write(
            "Paste the text, or choose the PDF: it is read on this computer and sent nowhere. It is then split into "
            "sentences; no word is changed."
        )
        _pdf(school, inspection_id)
        key = _key(inspection_id)
        text = st.text_area("The text", height=220, key=key, persist_state="session") or ""
        if not text.strip():
            st.caption("Nothing is kept before you press.")
            return
        try:
            renewal = school.draft_check.preview(inspection_id, text)
        except EvaluationError as problem:
            screen.show_refusal(problem)
            return
        _ask(school, inspection_id, text, renewal, begun=bool(sentences))


def _pdf(school: School, inspection_id: str) -> None:
    """A PDF fills the text box, to be looked at and put right before it is kept."""
    file = st.file_uploader("The draft (PDF)", type=["pdf"], key=f"draft-pdf-{inspection_id}")
    read = f"_draft-read-{inspection_id}"
    if file is None or st.session_state.get(read) == file.file_id:
        return
    try:
        with st.spinner("Reading the draft"):
            text = school.draft_check.read_pdf(inspection_id, file.getvalue())
    except EvaluationError as problem:
        screen.show_refusal(problem)
        return
    st.session_state[read] = file.file_id
    st.session_state[_key(inspection_id)] = text


def _ask(school: School, inspection_id: str, text: str, renewal: Renewal, *, begun: bool) -> None:
    """What the text would do; where something would be lost, it asks first."""
    found = count(len(renewal.sentences), "sentence")
    if not begun:
        st.caption(f"{found} found.")
    else:
        gone = renewal.said_and_gone
        lost = f" {count(gone, 'sentence')} of the old text of which something was said would go." if gone else ""
        again = f" {renewal.reworded} reworded: comments stay, to be judged anew;" if renewal.reworded else ""
        st.caption(
            f"{found}: {renewal.stay} as in the old text, with what was said of them;{again} {renewal.new} new.{lost}"
        )
    if renewal.said_and_gone:
        screen.ask_first(
            "Put it in the old one's place",
            f"What was said of {count(renewal.said_and_gone, 'sentence')} is gone then. The rest stays.",
            lambda: _put_in(school, inspection_id, text, renewal.said_and_gone),
            key=f"draft-replace-{inspection_id}",
            icon=":material/swap_horiz:",
        )
    elif st.button("Put it in", type="primary", icon=":material/save:", key=f"draft-put-{inspection_id}"):
        try:
            _put_in(school, inspection_id, text, 0)
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            st.rerun()


def _put_in(school: School, inspection_id: str, text: str, losing: int) -> None:
    school.draft_check.put_in(inspection_id, text, losing)
    st.session_state.pop(_key(inspection_id), None)
    screen.saved("The draft is here. Saved")


def _key(inspection_id: str) -> str:
    return f"draft-text-{inspection_id}"
