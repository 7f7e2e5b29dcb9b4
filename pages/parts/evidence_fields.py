"""The fields of a piece of evidence: the few that matter at once, and the others under "More"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from textwrap import shorten

import streamlit as st

from evaluation.evidence import files
from evaluation.evidence.records import (
    EVIDENCE_KINDS,
    VOICES,
    Evidence,
    EvidenceKind,
    KeptFile,
    StandardRef,
    StrandRef,
)
from evaluation.school import School
from evaluation.school.self_evaluations import EARLIEST
from pages.parts import plan_choice, screen, strands
from pages.parts.at_fields import AtFields

_LABEL_LENGTH = 110


def typed(school: School, wrong: AtFields, old: Evidence, key: str, *, changing: bool) -> tuple[Evidence, bytes | None]:
    """The evidence as it is typed now, beginning with `old`, and what a new file holds. `key` is the fields' own.

    Where an old piece is changed everything is open; of a new one only what it is, its kind, its day and strands.
    """
    title = st.text_input("What it is", old.title, key=f"title-{key}", live=True, persist_state="session")
    wrong.under("title")
    kind: EvidenceKind | None = st.pills(
        "Kind",
        list(EVIDENCE_KINDS),
        default=old.kind,
        format_func=lambda k: EVIDENCE_KINDS[k],
        required=True,
        key=f"kind-{key}",
        wrap=True,
        persist_state="session",
    )
    wrong.under("kind")
    describes_on = st.date_input(
        "The date it describes",
        old.describes_on,
        min_value=EARLIEST,
        max_value=date.today(),
        format=screen.DATE_FORMAT,
        key=f"describes-{key}",
        help="Not the date you add it: when was it so?",
        required=True,
        persist_state="session",
    )
    wrong.under("describes_on")
    names = strands.names(school)
    names |= {link: link[1] for link in old.strands if link not in names}
    chosen = st.multiselect(
        "Strands it speaks to",
        list(names),
        list(old.strands),
        format_func=lambda link: names[link],
        key=f"strands-{key}",
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
    piece = replace(
        old, title=title or "", kind=kind or old.kind, describes_on=describes_on, strands=tuple(sorted(chosen))
    )
    if not changing:
        _linked_already(school, old)
    with st.expander(
        "More: a photo or file, voice, where it is kept, standards", icon=":material/tune:", expanded=changing
    ):
        return _more(school, wrong, old, key, piece)


def _linked_already(school: School, piece: Evidence) -> None:
    """To which standard or action a new piece is linked, because it is added beside it."""
    known = strands.standards(school) if piece.standards else {}
    words = [f"the standard “{known[ref][1]}”" for ref in piece.standards if ref in known]
    if piece.actions:
        words.append("this action")
    if words:
        linked = shorten(" and ".join(words), 2 * _LABEL_LENGTH, placeholder=" …”")
        st.caption(f":material/link: Linked to {screen.plain(linked)}")


def _more(school: School, wrong: AtFields, old: Evidence, key: str, piece: Evidence) -> tuple[Evidence, bytes | None]:
    """What need not be said at once: what it shows, the file, the finer links, whose voice, where it is kept."""
    shows = st.text_area(
        "What it shows, in a line or two", old.shows, height=68, key=f"shows-{key}", persist_state="session"
    )
    wrong.under("shows")
    file, content = _file(old, key)
    wrong.under("file")
    voices = list(VOICES)
    voice = st.selectbox(
        "Whose voice, if any",
        voices,
        voices.index(old.voice) if old.voice else None,
        format_func=lambda v: VOICES[v],
        placeholder="Nobody's in particular",
        key=f"voice-{key}",
        persist_state="session",
    )
    wrong.under("voice")
    where = st.text_input(
        "Where it is kept",
        old.where_kept,
        key=f"where-{key}",
        help="A folder, a cupboard or a web address.",
        persist_state="session",
    )
    wrong.under("where_kept")
    standards = _standards(school, old, f"standards-{key}", piece.strands)
    actions = _actions(school, old, f"actions-{key}")
    st.caption("No names of pupils, please, and nothing from which one could be recognised, also in files and photos.")
    more = replace(piece, shows=shows or "", voice=voice, where_kept=where or "", file=file)
    return replace(more, standards=tuple(sorted(standards)), actions=tuple(sorted(actions))), content


def _file(old: Evidence, key: str) -> tuple[KeptFile | None, bytes | None]:
    """The file to keep with it, and what it holds where it is new."""
    given = st.file_uploader(
        "Another file in its place" if old.file else "A file or a photo",
        type=list(files.TYPES),
        max_upload_size=files.MOST_MEGABYTES,
        key=f"file-{key}",
        help="PDF, Office documents without macros, pictures or plain text. It is kept with the store.",
    )
    if given is not None:
        return KeptFile(given.name, given.size, ""), given.getvalue()
    if old.file and st.checkbox(f"Remove the file {screen.plain(old.file.name)}", key=f"without-{key}"):
        return None, None
    return old.file, None


def _standards(school: School, old: Evidence, key: str, chosen_strands: Sequence[StrandRef]) -> list[StandardRef]:
    """The standards it shows: those of the strands chosen above, or all where these have none."""
    known = strands.standards(school)
    words = {ref: shorten(text, _LABEL_LENGTH, placeholder=" …") for ref, (_, text) in known.items()}
    linked = {*old.standards, *st.session_state.get(key, ())}
    offered = [ref for ref, (home, _) in known.items() if home in chosen_strands] or list(known)
    offered += sorted(linked - set(offered))
    return st.multiselect(
        "Standards it shows",
        offered,
        list(old.standards),
        format_func=lambda ref: words.get(ref, ref[1]),
        key=key,
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )


def _actions(school: School, old: Evidence, key: str) -> list[str]:
    """The actions it belongs to, of those that stand on this screen."""
    records = plan_choice.records(school, plan_choice.confided(school))
    words = {
        action.id: f"{shorten(action.what, _LABEL_LENGTH, placeholder=' …')} ({record.plan.name})"
        for record in records
        for action in record.actions
    }
    offered = list(dict.fromkeys([*words, *old.actions]))
    if not offered:
        return []
    return st.multiselect(
        "Actions it belongs to",
        offered,
        list(old.actions),
        format_func=lambda action: words.get(action, "An action"),
        key=key,
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
