"""Bringing in inspections from Ofsted's published files."""

from __future__ import annotations

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.school import School
from pages.parts import screen
from pages.parts.words import count, headline


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
    file = st.file_uploader("Ofsted's file", type=["csv", "xlsx", "zip", "txt"], key="file")
    if file is None:
        return
    try:
        with st.spinner("Reading the file"):
            content, name = file.getvalue(), file.name
            key = ("preview", file.file_id, name)
            preview = screen.built(school, lambda: school.inspections.preview(content, name), *key)
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
    for inspection in preview.differing:
        st.warning(
            f"Already here with other grades: {headline(school, inspection)}. What is stored stays. "
            "If the file is right, remove the stored one first.",
            icon=":material/difference:",
        )
    if preview.refused:
        st.warning(f"{count(len(preview.refused), 'value')} could not be read and will not be stored:")
        st.dataframe(
            [{"Line": p.line, "Column": p.field, "Why": p.message} for p in preview.refused],
            hide_index=True,
            alt="Values that could not be read",
        )
    words = f"Add {count(len(preview.new), 'inspection')}" if preview.new else "Fill in what was missing"
    if not preview.new and not preview.completed:
        st.info("Nothing new in this file.", icon=":material/check_circle:")
    elif st.button(words, type="primary", icon=":material/add:"):
        try:
            added = school.inspections.bring_in([*preview.new, *preview.completed])
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.saved(f"{count(added, 'inspection')} added. Saved")
            st.rerun()
