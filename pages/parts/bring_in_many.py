"""Bringing in the inspections of many schools from one file: which schools, what it would do, and doing it."""

from __future__ import annotations

import re
from collections.abc import Hashable
from contextlib import closing
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evaluation.details import read_urn
from evaluation.errors import EvaluationError
from evaluation.records import SchoolDetails, Undone, day
from evaluation.school import Door, School
from evaluation.school.imports import ImportResult, ManyChoices, ManyPreview
from pages.parts import imports, screen
from pages.parts.bring_in import FILE_TYPES, given, links_uploader, show_embargoed, show_refused

WAYS = {"all": "Every school in the file", "trust": "A trust", "authority": "A local authority", "urns": "By URN"}
ASKED, DONE, READ = "_many_asked", "_many_done", "_many_read"
LISTED = 50
"""Of more schools nobody wants to choose from a list."""


def show(school: School) -> None:
    """A file, which of its schools, what would come in, and one press that stores it."""
    st.write(
        "For a trust, a local authority or anybody who looks after many schools: schools that are not here yet are "
        "set up from the file. All of it is stored, or nothing."
    )
    file = st.file_uploader("Ofsted's file of many schools", type=FILE_TYPES, key="many-file")
    links = links_uploader("many-links")
    done: tuple[str, ImportResult] | None = st.session_state.get(DONE)
    if file is None:
        if st.session_state.pop(READ, None):
            _read.clear()
    elif done and done[0] == file.file_id:
        _counts(done[1], stored=True)
        st.button("Choose more schools from this file", on_click=_forget_what_was_done)
    else:
        try:
            _look(school, file, links)
        except EvaluationError as problem:
            screen.show_refusal(problem)
    _open_one(school)
    found = [one for one in screen.door().imports() if one.school_id is None]
    imports.show(found, _undo)


def _look(school: School, file: UploadedFile, links: UploadedFile | None) -> None:
    """Choose schools and preview; the preview stays while what was asked for stays."""
    door, content, name = screen.door(), file.getvalue(), file.name
    with st.spinner("Reading the file"):
        choices = _read(door, content, name, (file.file_id, school.viewer))
    st.session_state[READ] = True
    st.markdown(f"**{screen.plain(choices.layout)}**: {_schools(choices.schools)}")
    which = _which(choices)
    asked = (file.file_id, links and links.file_id, *((name, str(value)) for name, value in which.items()))
    if st.button("Preview", icon=":material/preview:", disabled=None in which.values()):
        st.session_state[ASKED] = asked
    if st.session_state.get(ASKED) != asked:
        return
    with st.spinner("Comparing the file with what is here"):
        preview = screen.built(
            school,
            lambda: door.preview_many(content, name, links=given(links), read=choices, **which),
            "many",
            *asked,
        )
    _counts(preview, stored=False)
    if not (preview.added or preview.completed):
        st.info("Nothing new in this file.", icon=":material/check_circle:")
    elif st.button(f"Bring in {_schools(preview.schools)}", type="primary", icon=":material/add:"):
        result = _bring_in(content, name, links, which, choices)
        _read.clear()
        st.session_state[DONE] = file.file_id, result
        st.session_state.pop(ASKED, None)
        screen.saved(f"{result.added:,} {'inspection' if result.added == 1 else 'inspections'} added. Saved")
        st.rerun()


@st.cache_resource(max_entries=1, show_spinner=False)
def _read(_door: Door, _content: bytes, _name: str, depends_on: Hashable) -> ManyChoices:
    """The file as it was read, kept from the choice to the import: one for everybody, so that memory stays low."""
    return _door.choices(_content, _name)


def _forget_what_was_done() -> None:
    st.session_state.pop(DONE, None)


def _undo(import_id: str) -> Undone:
    _forget_what_was_done()
    return screen.door().undo_import(import_id)


def _open_one(school: School) -> None:
    """Schools that came along with an import are looked after by nobody: make one of them a school that is opened."""
    door = screen.door()
    looked_after = tuple(details.id for details in door.schools())  # it changes without a change in the record
    number, listed = screen.built(school, lambda: _some(door.schools(brought_along=True)), "came along", looked_after)
    if not number:
        return
    st.markdown(f"**{_schools(number)} came along with an import.** Open one of them:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if listed:
            names = {details.id: f"{details.name} ({details.urn})" for details in listed}
            chosen = st.selectbox(
                "School", list(names), index=None, format_func=names.__getitem__, placeholder="Choose", key="open-one"
            )
            urn = next((details.urn for details in listed if details.id == chosen), None)
        else:
            typed = st.text_input("Its URN", key="open-urn")
            urn = read_urn(typed or "")
        pressed = st.button("Open this school", icon=":material/arrow_forward:")
    if not pressed:
        return
    here = door.school_with_urn(urn) if urn else None
    if here is None:
        st.error("No school with this URN is here. A URN has six digits." if not listed else "Choose a school first.")
        return
    try:
        door.set_up(here.details)
    except EvaluationError as problem:
        screen.show_refusal(problem)
    else:
        screen.look_at(here.details.id, f"{here.details.name} is now one of the schools you look after. Saved")


def _some(found: list[SchoolDetails]) -> tuple[int, list[SchoolDetails]]:
    """How many there are, and who they are where they are few."""
    return len(found), found if len(found) <= LISTED else []


def _schools(number: int) -> str:
    return f"{number:,} {'school' if number == 1 else 'schools'}"


def _which(choices: ManyChoices) -> dict[str, Any]:
    """Which schools, as the door wants to know it; None stands for what is not chosen yet."""
    way = st.radio("Which schools", list(WAYS), format_func=lambda each: WAYS[each], horizontal=True, key="many-way")
    if way == "all":
        return {}
    if way == "urns":
        typed = st.text_area("URNs, one a line or with commas between", key="many-urns")
        words = [word for word in re.split(r"[\s,;]+", typed or "") if word]
        wrong = [word for word in words if read_urn(word) is None]
        if wrong:
            st.error(f"Not a URN: {screen.plain(', '.join(wrong[:10]))}. A URN has six digits.")
        return {"urns": [int(word) for word in words] if words and not wrong else None}
    offered = choices.trusts if way == "trust" else choices.authorities
    if not offered:
        st.write("The file does not say it. Choose schools by their URN.")
        return {way: None}
    return {way: st.selectbox(WAYS[way], offered, index=None, placeholder="Type to search", key=f"many-{way}")}


def _bring_in(
    content: bytes, name: str, links: UploadedFile | None, which: dict[str, Any], choices: ManyChoices
) -> ImportResult:
    """Import with a bar that counts schools; where this run is stopped nothing is stored."""
    st.caption("Stay on this page until it is done: leaving it stops the import, and then nothing is stored.")
    bar = st.progress(0.0, "Reading the file")
    result = None
    with closing(screen.door().import_many(content, name, links=given(links), read=choices, **which)) as steps:
        for step in steps:
            words = f"{step.done:,} of {step.of:,} schools read"
            if step.done == step.of and step.result is None:
                words += ". Storing them"
            bar.progress(step.done / max(step.of, 1), words)
            result = step.result
    assert result is not None
    return result


def _counts(found: ManyPreview, *, stored: bool) -> None:
    """What an import would do, or did, in counts; what was refused row by row."""
    st.dataframe(
        [
            {"What": "Schools", "How many": found.schools},
            {"What": "Schools set up" if stored else "Schools that would be set up", "How many": found.set_up},
            {"What": "Inspections added" if stored else "Inspections that would be added", "How many": found.added},
            {"What": "Already here", "How many": found.known},
            {"What": "Already here, and something new is kept", "How many": found.completed},
            {"What": "Already here, and the file says something else", "How many": len(found.conflicts)},
        ],
        hide_index=True,
        column_config={"How many": st.column_config.NumberColumn(format="localized")},
        alt="What comes in, in counts",
    )
    if found.examples and not stored:
        shown = [f"- {screen.plain(name)}: {each.kind_name}, {day(each.started_on)}" for name, each in found.examples]
        st.markdown("\n".join(["For example:", *shown]))
    if found.conflicts:
        st.write("Where the file gives other grades, both are kept: none counts until one is settled at the school.")
    show_embargoed(found.embargoed)
    show_refused(found.refused)
