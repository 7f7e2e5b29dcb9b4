"""The one form with which evidence is added, from anywhere, and changed: a dialog over the page one is on.

It stays open until it is saved or closed, also where the page runs again meanwhile (a phone's camera takes the
browser away, and the page reconnects). What is typed in a new one is kept when it is closed without saving.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence, StandardRef, StrandRef
from evaluation.school import School
from pages.parts import evidence_fields, screen
from pages.parts.at_fields import AtFields
from pages.parts.words import count

_ASKED, _HERE = "_evidence-asked", "_evidence-here"
ADD = "Add evidence"


@dataclass(frozen=True)
class Asked:
    """What the form is open for: a new piece with its first links, or one to change as it was `shown`.

    `key` tells its fields from those of another; `page` is the school and the title of the page it was asked for on.
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
    here = st.session_state[_HERE] = f"{school.details.id} {title}"
    if st.button(ADD, key="add-evidence", icon=":material/add:"):
        ask()
    asked: Asked | None = st.session_state.get(_ASKED)
    if asked and asked.page != here:
        close()
    elif asked:
        name = "Change evidence" if asked.shown else ADD
        st.dialog(name, width="medium", on_dismiss=close, icon=":material/inventory_2:")(_form)(school, asked)


def close() -> None:
    """The form is not wanted any more."""
    st.session_state.pop(_ASKED, None)


def _open(asked: Asked) -> None:
    st.session_state[_ASKED] = replace(asked, page=st.session_state.get(_HERE, ""))
    st.rerun()


def _draft(*links: object) -> str:
    """One draft for each place from which evidence is added: what was half-written for one is not another's."""
    return f"evidence {links}"


def _form(school: School, asked: Asked) -> None:
    """The fields and the one press. What is refused is said at its field, and the form stays as it is."""
    screen.still_admitted()
    wrong = AtFields()
    try:
        piece, content = evidence_fields.typed(school, wrong, asked.piece, asked.key, changing=asked.shown is not None)
        if st.button("Save", key=f"save-{asked.key}", type="primary", icon=":material/save:", width="stretch"):
            school.evidence.save(piece, content, asked.shown)
            _saved(asked)
    except EvaluationError as problem:
        wrong.refuse(problem)


def _saved(asked: Asked) -> None:
    """Close the form, and say that it is saved."""
    if asked.shown is None:
        screen.done_with(_draft(asked.piece.strands, asked.piece.standards, asked.piece.actions))
    close()
    screen.saved("Evidence changed. Saved" if asked.shown else "Evidence kept. Saved")
    st.rerun()
