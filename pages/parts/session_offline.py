"""Working offline: the file to fill in, and what it changes when it comes back, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from evaluation.school.session_tables import Difference, SessionImport, SessionPreview
from evaluation.session import Session
from pages.parts import screen
from pages.parts.plan_take_away import file_name
from pages.parts.words import count, listed

MOST_MEGABYTES = 10
KEEP, TAKE = "Keep what is stored", "Take the file"
LONGEST = 12
"""From so many of what is missing on, it is only counted."""
_SAID = "_offline-said"


def show(school: School, session: Session) -> None:
    """The two halves: take it along, bring it back; below, what came in and can be taken back."""
    st.write(
        "Fill in this self-evaluation without the app: in Excel or LibreOffice, on a train, or with a colleague. "
        "Download the file, fill it in, bring it back here. You see every difference before anything is stored."
    )
    _say()
    with st.container(border=True):
        st.markdown("**1. Take it along**")
        st.download_button(
            "Download the file to fill in",
            data=partial(_template, school, session.evaluation.id),
            file_name=f"{file_name(school)} self-evaluation {session.evaluation.held_on}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
            key="offline-template",
        )
        st.caption("It holds what is said so far. Others can go on working here meanwhile.")
    with st.container(border=True):
        st.markdown("**2. Bring it back**")
        key = f"offline-{screen.draft_id(_draft(session))}"
        file = st.file_uploader("The file, filled in", type=["xlsx"], key=key, max_upload_size=MOST_MEGABYTES)
        if file is not None:
            try:
                _look(school, session, file)
            except EvaluationError as problem:
                screen.show_refusal(problem)
    _imports(school, session)


def _template(school: School, evaluation_id: str) -> bytes:
    """The file, built when the button is pressed."""
    from evaluation.documents.session_template import session_template

    return session_template(school, evaluation_id)


def _draft(session: Session) -> str:
    return f"offline {session.evaluation.id}"


def _look(school: School, session: Session, file: UploadedFile) -> None:
    """What the file would change, and the press that stores it."""
    evaluation_id, content, name = session.evaluation.id, file.getvalue(), file.name
    read = screen.built(
        school, lambda: school.session_tables.read(evaluation_id, content, name), "offline", evaluation_id, file.file_id
    )
    preview = screen.built(
        school, lambda: school.session_tables.preview(evaluation_id, read), "differences", evaluation_id, file.file_id
    )
    _changes(preview.changes)
    taken = _conflicts(preview.conflicts, file.file_id)
    _left_out(preview)
    coming = len(preview.changes) + len(taken)
    if not coming:
        kept = "What is stored stays." if preview.conflicts else "The file says nothing else than what is stored."
        st.info(f"There is nothing to bring in. {kept}", icon=":material/check_circle:")
        return
    st.button(
        f"Bring in {count(coming, 'change')}",
        type="primary",
        icon=":material/upload:",
        key="offline-bring-in",
        # Bound here, so that what is stored is what was looked at: see `SessionTables.bring_in`.
        on_click=_bring_in,
        args=(school, session, read, preview, [each.slot for each in taken]),
    )


def _bring_in(school: School, session: Session, *what: object) -> None:
    read, preview, take = what
    name = _draft(session)
    try:
        came = school.session_tables.bring_in(screen.draft_id(name), session.evaluation.id, read, preview, take)  # type: ignore[arg-type]
    except EvaluationError as problem:
        st.session_state[_SAID] = (str(problem), ())
    else:
        screen.done_with(name)
        screen.saved(f"{count(came, 'change')} brought in. Saved")


def _changes(changes: Sequence[Difference]) -> None:
    """What only the file changes."""
    if not changes:
        return
    st.markdown(f"**{count(len(changes), 'change')} would come in**")
    st.dataframe(
        [
            {
                "Strand": each.strand,
                "What": each.what,
                "Stored now": each.stored,
                "In the file": each.file,
                "Where": f"{each.sheet}, row {each.row}",
            }
            for each in changes
        ],
        hide_index=True,
        column_config={"What": st.column_config.TextColumn(width="medium"), "In the file": {"width": "medium"}},
        alt="What the file would change: what is stored now, and what the file says",
    )


def _conflicts(conflicts: Sequence[Difference], file_id: str) -> list[Difference]:
    """What the file and somebody here both changed, side by side with a choice; those in which the file is taken."""
    if not conflicts:
        return []
    st.warning(
        f"{count(len(conflicts), 'thing')} changed in the file and here since it was made. What is stored stays, "
        "unless you choose the file.",
        icon=":material/call_split:",
    )
    keys = {each: f"offline-{file_id}-{'-'.join(each.slot)}" for each in conflicts}
    if len(conflicts) > 1:
        with st.container(horizontal=True):
            for words in (KEEP, TAKE):
                st.button(
                    f"{words}, everywhere", key=f"offline-all-{words}", on_click=_choose, args=(keys.values(), words)
                )
    taken = []
    for each, key in keys.items():
        with st.container(border=True, gap="small"):
            st.markdown(f"**{screen.plain(each.strand)}**: {screen.plain(each.what)}")
            here, there, before = st.columns(3)
            at = each.changed_at.astimezone() if each.changed_at else None
            since = f"{each.changed_by}, {day(at.date())}, {at:%H:%M}" if at else ""
            _value(here, "Stored here now", each.stored, since)
            _value(there, "In the file", each.file, f"{each.sheet}, row {each.row}")
            _value(before, "When the file was made", each.exported, "")
            st.session_state.setdefault(key, KEEP)
            chosen = st.segmented_control(
                f"{each.strand}, {each.what}: which stays",
                [KEEP, TAKE],
                required=True,
                key=key,
                label_visibility="collapsed",
                wrap=True,
            )
            if chosen == TAKE:
                taken.append(each)
    return taken


def _choose(keys: Sequence[str], words: str) -> None:
    st.session_state.update(dict.fromkeys(keys, words))


def _value(place: st.delta_generator.DeltaGenerator, title: str, words: str, note: str) -> None:
    place.caption(title)
    place.markdown(screen.plain(words))
    if note:
        place.caption(screen.plain(note))


def _left_out(preview: SessionPreview) -> None:
    """What cannot be used by row, what the file no longer holds, and how much stays as it is."""
    if preview.problems:
        words = f"{count(len(preview.problems), 'thing')} in the file cannot be used and stays out."
        st.error(f"{words}\n{listed(map(str, preview.problems))}", icon=":material/error:")
    if preview.missing:
        named = listed(preview.missing) if len(preview.missing) <= LONGEST else ""
        words = f"{count(len(preview.missing), 'cell')} of the file are gone; what is stored of them stays."
        st.warning(f"{words}\n{named}", icon=":material/remove_selection:")
    if preview.unused:
        st.caption(f"Not brought in, as nothing here takes them: {screen.plain(', '.join(preview.unused))}.")
    st.caption(f"{count(preview.unchanged, 'cell')} of the file leave things as they are.")


def _imports(school: School, session: Session) -> None:
    """The files that came in, the latest first, each with a way to take it back that asks first."""
    for one in school.session_tables.imports(session.evaluation.id):
        with st.container(horizontal=True, vertical_alignment="center"):
            at = datetime.fromisoformat(one.at).astimezone()
            words = f"{day(at.date())}, {at:%H:%M}: {one.file_name}, {one.who}. {count(one.values, 'change')}."
            st.write(screen.plain(words))
            screen.ask_first(
                "Take this file back",
                "Put back what was there before? What somebody has changed since stays.",
                partial(_undo, school, one),
                key=f"undo-offline-{one.id}",
                icon=":material/undo:",
            )


def _undo(school: School, one: SessionImport) -> None:
    done = school.session_tables.undo(one.id)
    screen.saved(f"{count(done.restored, 'change')} put back. Taken back")
    if done.stayed:
        st.session_state[_SAID] = ("This was changed since and stays as it is now:", done.stayed)


def _say() -> None:
    """What could not be done, once."""
    if said := st.session_state.pop(_SAID, None):
        words, details = said
        st.warning(f"{screen.plain(words)}\n{listed(details)}", icon=":material/info:")
