"""The one form with which evidence is added, from anywhere, and changed: a dialog over the page one is on.

It stays open until it is saved or closed, also where the page runs again meanwhile (a phone's camera takes the
browser away, and the page reconnects). What is typed in a new one is kept when it is closed without saving.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten
from uuid import uuid4

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
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
from pages.parts.words import count

_ASKED, _TITLE = "_evidence-asked", "_evidence-title"
_LABEL_LENGTH = 110
ADD = "Add evidence"


@dataclass(frozen=True)
class Asked:
    """What the form is open for: a new piece with its first links, or one to change as it was `shown`.

    `key` tells its fields from those of another; `page` is the title of the page it was asked for on.
    """

    piece: Evidence
    key: str
    shown: Evidence | None = None
    page: str = ""


def press(
    school: School,
    key: str,
    *,
    label: str = ADD,
    strands: Sequence[StrandRef] = (),
    standards: Sequence[StandardRef] = (),
    actions: Sequence[str] = (),
) -> None:
    """The button that opens the form with these links filled in; nothing for those who only read."""
    if school.viewer.may(Ability.KEEP_EVIDENCE) and st.button(
        label, key=f"add-evidence-{key}", icon=":material/add:", type="tertiary"
    ):
        ask(tuple(strands), tuple(standards), tuple(actions))


def beside_standard(school: School, standard: StandardRef, strand_id: str, pieces: int) -> None:
    """Quietly, beside a standard: how many pieces of evidence are linked to it, and the press that adds one."""
    framework_id, standard_id = standard
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if pieces:
            st.page_link(
                "pages/evidence.py",
                label=f":small[{count(pieces, 'piece')} of evidence]",
                icon=":material/inventory_2:",
                query_params={"standard": f"{framework_id}/{standard_id}"},
            )
        press(
            school,
            f"{framework_id}-{standard_id}",
            label=f":small[:gray[{ADD}]]",
            strands=[(framework_id, strand_id)],
            standards=[standard],
        )


def ask(
    strands: tuple[StrandRef, ...] = (), standards: tuple[StandardRef, ...] = (), actions: tuple[str, ...] = ()
) -> None:
    """Open the form for a new piece with these links."""
    draft = screen.draft_id(_draft(strands, standards, actions))
    piece = Evidence(draft, "", "observation", date.today(), strands=strands, standards=standards, actions=actions)
    _open(Asked(piece, draft))


def change(piece: Evidence) -> None:
    """Open the form to change a piece as it is shown."""
    _open(Asked(piece, uuid4().hex, piece))


def head(school: School, title: str) -> None:
    """At the head of a page of this title: the button that adds evidence, and the form while it is open."""
    if not school.viewer.may(Ability.KEEP_EVIDENCE):
        return
    st.session_state[_TITLE] = title
    if st.button(ADD, key="add-evidence", icon=":material/add:"):
        ask()
    asked: Asked | None = st.session_state.get(_ASKED)
    if asked and asked.page != title:
        close()
    elif asked:
        name = "Change evidence" if asked.shown else ADD
        st.dialog(name, width="medium", on_dismiss=close, icon=":material/inventory_2:")(_form)(school, asked)


def close() -> None:
    """The form is not wanted any more."""
    st.session_state.pop(_ASKED, None)


def _open(asked: Asked) -> None:
    st.session_state[_ASKED] = replace(asked, page=st.session_state.get(_TITLE, ""))
    st.rerun()


def _draft(*links: object) -> str:
    """One draft for each place from which evidence is added: what was half-written for one is not another's."""
    return f"evidence {links}"


def _form(school: School, asked: Asked) -> None:
    screen.still_admitted()
    piece, content = _typed(school, asked)
    if st.button("Save", key=f"save-{asked.key}", type="primary", icon=":material/save:", width="stretch"):
        try:
            school.evidence.save(piece, content, asked.shown)
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            if asked.shown is None:
                screen.done_with(_draft(asked.piece.strands, asked.piece.standards, asked.piece.actions))
            close()
            screen.saved("Evidence changed. Saved" if asked.shown else "Evidence kept. Saved")
            st.rerun()


def _typed(school: School, asked: Asked) -> tuple[Evidence, bytes | None]:
    """The evidence as it is typed now, and what a new file holds."""
    old, key = asked.piece, asked.key
    title = st.text_input("What it is", old.title, key=f"title-{key}", live=True, persist_state="session")
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
    names = strands.names(school)
    names |= {link: link[1] for link in old.strands if link not in names}
    chosen = st.multiselect(
        "Strands it speaks to",
        list(names),
        list(old.strands),
        format_func=lambda link: names[link],
        key=f"strands-{key}",
        persist_state="session",
    )
    piece = replace(
        old, title=title or "", kind=kind or old.kind, describes_on=describes_on, strands=tuple(sorted(chosen))
    )
    if asked.shown is None:
        _linked_already(school, old)
    with st.expander("More", icon=":material/tune:", expanded=asked.shown is not None):
        return _more(school, asked, piece)


def _linked_already(school: School, piece: Evidence) -> None:
    """To which standard or action a new piece is linked, because it is added beside it."""
    known = strands.standards(school) if piece.standards else {}
    words = [f"the standard “{known[ref][1]}”" for ref in piece.standards if ref in known]
    if piece.actions:
        words.append("this action")
    if words:
        linked = shorten(" and ".join(words), 2 * _LABEL_LENGTH, placeholder=" …”")
        st.caption(f":material/link: Linked to {screen.plain(linked)}")


def _more(school: School, asked: Asked, piece: Evidence) -> tuple[Evidence, bytes | None]:
    """What need not be said at once: what it shows, the file, the finer links, whose voice, where it is kept."""
    old, key = asked.piece, asked.key
    shows = st.text_area(
        "What it shows, in a line or two", old.shows, height=68, key=f"shows-{key}", persist_state="session"
    )
    file, content = _file(old, key)
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
    where = st.text_input(
        "Where it is kept",
        old.where_kept,
        key=f"where-{key}",
        help="A folder, a cupboard or a web address.",
        persist_state="session",
    )
    standards = _standards(school, asked, piece.strands)
    actions = _actions(school, asked)
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


def _standards(school: School, asked: Asked, chosen_strands: Sequence[StrandRef]) -> list[StandardRef]:
    """The standards it shows: those of the strands chosen above, or all where none is."""
    known = strands.standards(school)
    words = {ref: shorten(text, _LABEL_LENGTH, placeholder=" …") for ref, (_, text) in known.items()}
    key = f"standards-{asked.key}"
    linked = {*asked.piece.standards, *st.session_state.get(key, ())}
    offered = [ref for ref, (home, _) in known.items() if home in chosen_strands or not chosen_strands]
    offered += sorted(linked - set(offered))
    return st.multiselect(
        "Standards it shows",
        offered,
        list(asked.piece.standards),
        format_func=lambda ref: words.get(ref, ref[1]),
        key=key,
        persist_state="session",
    )


def _actions(school: School, asked: Asked) -> list[str]:
    """The actions it belongs to, of those that stand on this screen."""
    records = plan_choice.records(school, plan_choice.confided(school))
    words = {
        action.id: f"{shorten(action.what, _LABEL_LENGTH, placeholder=' …')} ({record.plan.name})"
        for record in records
        for action in record.actions
    }
    offered = list(dict.fromkeys([*words, *asked.piece.actions]))
    if not offered:
        return []
    return st.multiselect(
        "Actions it belongs to",
        offered,
        list(asked.piece.actions),
        format_func=lambda action: words.get(action, "An action"),
        key=f"actions-{asked.key}",
        persist_state="session",
    )
