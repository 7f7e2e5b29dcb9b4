"""Bringing in inspections from Ofsted's published files."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evaluation.errors import EvaluationError, Problem
from evaluation.records import day
from evaluation.school import School
from evaluation.school.imports import Embargoed
from pages.parts import imports, screen
from pages.parts.words import count, headline

FILE_TYPES = ["csv", "xlsx", "zip", "txt"]


def show(school: School) -> None:
    """A file of Ofsted's: first what it holds for us, then one press that stores it."""
    if school.details.urn is None:
        st.write(
            "The demo school is invented, so no file holds it. Set up your own school to bring in its inspections."
        )
        st.page_link("pages/welcome.py", label="Set up our school", icon=":material/arrow_forward:")
        return
    st.write(
        "Choose Ofsted's file “Management information: state-funded schools” of any year since 2013, or its "
        "five-year file of independent schools, as downloaded from GOV.UK (CSV, workbook or zip). "
        "The product finds your school by its URN. It reads the file on this computer and sends nothing."
    )
    file = st.file_uploader("Ofsted's file", type=FILE_TYPES, key="file")
    links = links_uploader("links")
    if file is not None:
        _look_and_bring_in(school, file, links)
    of_ours = [one for one in screen.door().imports() if one.school_id == school.details.id]
    imports.show(of_ours, school.inspections.undo_import)


def links_uploader(key: str) -> UploadedFile | None:
    """The optional second file, which says which schools came before which."""
    found: UploadedFile | None = st.file_uploader(
        "Links file of Get Information about Schools, if predecessor schools' inspections should come along",
        type=["csv", "zip"],
        key=key,
        help="“Establishment links” on the downloads page of Get Information about Schools: links_edubaseall….csv",
    )
    return found


def given(file: UploadedFile | None) -> tuple[bytes, str] | None:
    """A file's bytes and name."""
    return (file.getvalue(), file.name) if file else None


def show_refused(refused: Sequence[Problem]) -> None:
    """What could not be used, row by row, and why."""
    if refused:
        st.warning(f"{count(len(refused), 'value')} could not be read and will not be stored:")
        st.dataframe(
            [{"Line": p.line, "Column": p.field, "Why": p.message} for p in refused],
            hide_index=True,
            alt="Values that could not be read",
        )


def show_embargoed(embargoed: Sequence[Embargoed]) -> None:
    """Inspections that are confidential here, though the file shows them."""
    for each in embargoed:
        published = f"; the file shows that it is published on {day(each.published_on)}" if each.published_on else ""
        st.warning(
            screen.plain(
                f"Already here and still confidential here{published}: {each.school}, {each.inspection.kind_name} of "
                f"{day(each.inspection.started_on)}. Nothing of it was compared: lift the embargo on its page."
            ),
            icon=":material/lock:",
        )


def _look_and_bring_in(school: School, file: UploadedFile, links: UploadedFile | None) -> None:
    try:
        with st.spinner("Reading the file"):
            content, name = file.getvalue(), file.name
            key = ("preview", file.file_id, name, links and links.file_id)
            preview = screen.built(school, lambda: school.inspections.preview(content, name, given(links)), *key)
    except EvaluationError as problem:
        screen.show_refusal(problem)
        return
    st.markdown(f"**{screen.plain(preview.layout)}**")
    if preview.new:
        st.markdown(f"{count(len(preview.new), 'inspection')} would be added:")
        for inspection in preview.new:
            st.markdown(f"- {headline(school, inspection)}")
    for inspection in preview.known:
        st.markdown(f"- Already here: {headline(school, inspection)}")
    for inspection in preview.completed:
        st.markdown(f"- Already here, and the file adds what was missing: {headline(school, inspection)}")
    for conflict in preview.conflicts:
        st.warning(
            f"Already here, and the file says something else: {headline(school, conflict.found)}. "
            "Both are kept: where grades differ, none counts until one is settled on the inspection's page.",
            icon=":material/difference:",
        )
    show_embargoed(preview.embargoed)
    show_refused(preview.refused)
    words = f"Add {count(len(preview.new), 'inspection')}" if preview.new else "Keep what the file adds"
    if not preview.changes:
        st.info("Nothing new in this file.", icon=":material/check_circle:")
    elif st.button(words, type="primary", icon=":material/add:"):
        try:
            added = school.inspections.bring_in(preview.changes, preview.file_name, preview.sha256)
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.saved(f"{count(added, 'inspection')} added. Saved")
            st.rerun()
