"""Figures pasted or from a file: what would come in and what differs, one press that keeps it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.indicators.periods import HOW_TO_WRITE
from evaluation.indicators.records import GROUPS, Figure, Measure, year_label
from evaluation.records import day
from evaluation.school import School
from evaluation.school.numbers import NumbersImport, NumbersPreview
from pages.parts import screen, table_look
from pages.parts.numbers_words import value_words
from pages.parts.words import count

FILE_TYPES = ["csv", "xlsx", "zip", "txt"]
EXAMPLE = "Measure\tGroup\tPeriod\tFigure\tSource\nPersistent absence (daily data)\tAll pupils\tAutumn 2025/26\t18.9\t…"
PASTE, FILE = "pasted figures", "file of figures"


def paste(school: School) -> None:
    """Rows out of a spreadsheet: pasted, looked at, kept."""
    st.write(
        "Copy rows out of a spreadsheet, with their headings: measure, group, period, figure, and where it is from. "
        "Nothing is stored before you press."
    )
    st.caption(screen.plain(f"{HOW_TO_WRITE} A figure that must not be told is “suppressed”."))
    text = st.text_area(
        "Your rows", height=180, placeholder=EXAMPLE, key=f"paste-{screen.draft_id(PASTE)}", persist_state="session"
    )
    st.button("Look at it", icon=":material/visibility:")
    if text and text.strip():
        try:
            preview = screen.built(school, lambda: school.numbers.preview_pasted(text), "pasted", text)
            _keep(school, preview, PASTE)
        except EvaluationError as problem:
            screen.show_refusal(problem)


def file(school: School) -> None:
    """A table of the DfE's: found by the school's URN, read for one school year."""
    if school.details.urn is None:
        st.write("The demo school is invented, so no file holds it. Set up your own school to bring in its figures.")
        st.page_link("pages/welcome.py", label="Set up our school", icon=":material/arrow_forward:")
        return
    st.write(
        "A table of the DfE's school performance service: absence, pupil characteristics, workforce, key stage 2 or "
        "key stage 4, as downloaded for all England or for your authority. Your school is found by its URN "
        f"({school.details.urn}). The file is read on this computer and sent nowhere."
    )
    given = st.file_uploader("The DfE's file", type=FILE_TYPES, key=f"figures-{screen.draft_id(FILE)}")
    if given is None:
        return
    try:
        content, name = given.getvalue(), given.name
        with st.spinner("Reading the file"):
            preview = screen.built(
                school, lambda: school.numbers.preview_file(content, name), "figures of", given.file_id
            )
        if preview.needs_year:
            year = _year(school, preview, given.file_id)
            if year is None:
                return
            preview = screen.built(
                school, lambda: school.numbers.preview_file(content, name, year), "figures of", given.file_id, year
            )
        _keep(school, preview, FILE)
    except EvaluationError as problem:
        screen.show_refusal(problem)


def _year(school: School, preview: NumbersPreview, key: str) -> int | None:
    """The school year that a file is of: it does not say so itself, its name may."""
    years = school.numbers.school_years()
    hint = f"Its name says {year_label(preview.suggested_year)}." if preview.suggested_year else "Its name says none."
    year = st.selectbox(
        "Which school year is the file of?",
        years,
        years.index(preview.suggested_year) if preview.suggested_year in years else None,
        format_func=year_label,
        placeholder="Choose the school year",
        key=f"year-{key}",
    )
    st.caption(f"{hint} The file itself does not say it, so look before you keep it.")
    return year


def _keep(school: School, preview: NumbersPreview, draft: str) -> None:
    """What would come in, beside what is here with another value; and the press that stores it."""
    measures = {measure.id: measure for measure in school.numbers.measures()}
    st.markdown(f"**{screen.plain(preview.what)}**")
    if preview.new:
        st.markdown(f"{count(len(preview.new), 'figure')} would come in:")
        _table(preview.new, measures, "The figures that would come in")
    if preview.known:
        st.caption(f"{count(len(preview.known), 'figure')} here already, just so.")
    chosen = _differing(preview, measures, draft)
    if preview.references:
        st.caption(f"The file also holds {count(len(preview.references), 'figure')} of England, which come along.")
    table_look.problems("Cannot come in", preview.refused, "value")
    if not (preview.new or chosen or preview.references):
        st.info("There is nothing new to keep.", icon=":material/check_circle:")
        return
    number = len(preview.new) + len(chosen)
    words = f"Keep {count(number, 'figure')}" if number else "Keep the figures of England"
    if st.button(words, type="primary", icon=":material/add:"):
        school.numbers.accept(preview, chosen)
        screen.done_with(draft)
        screen.saved(f"{count(number, 'figure')} kept. Saved")
        st.rerun()


def _table(figures: Sequence[Figure], measures: dict[str, Measure], alt: str) -> None:
    st.dataframe(
        [
            {
                "Measure": measures[figure.measure_id].name,
                "Group": GROUPS[figure.group].name,
                "Period": figure.period.label,
                "Figure": value_words(measures[figure.measure_id], figure),
                "Source": figure.source,
            }
            for figure in figures
        ],
        hide_index=True,
        alt=alt,
    )


def _differing(preview: NumbersPreview, measures: dict[str, Measure], draft: str) -> list[str]:
    """What is here with another value, side by side; which of the new ones to take, by the id of the figure."""
    if not preview.differing:
        return []
    st.warning(
        f"{count(len(preview.differing), 'figure')} here with another value. They stay unless you take the new one.",
        icon=":material/difference:",
    )
    rows = {
        each.here.id: {
            "Measure": measures[each.here.measure_id].name,
            "Group": GROUPS[each.here.group].name,
            "Period": each.here.period.label,
            "Here": value_words(measures[each.here.measure_id], each.here),
            "New": value_words(measures[each.here.measure_id], each.found),
            "Here from": each.here.source,
        }
        for each in preview.differing
    }
    st.dataframe(list(rows.values()), hide_index=True, alt="Figures here, beside the new ones")
    return st.multiselect(
        "Take the new figure of",
        list(rows),
        format_func=lambda key: (
            f"{rows[key]['Measure']}, {rows[key]['Group']}, {rows[key]['Period']}" if key in rows else ""
        ),
        key=f"take-{screen.draft_id(draft)}",
        placeholder="None: keep what is here",
        select_all=False,
        filter_mode="contains",
    )


def imports(school: School) -> None:
    """What came in from files and pasted tables, the latest first, each with a way to take it back that asks first."""
    found = school.numbers.imports()
    if found:
        with st.expander(f"Brought in so far: {len(found)}", icon=":material/history:"):
            for one in found:
                _import(school, one)


def _import(school: School, one: NumbersImport) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        at = datetime.fromisoformat(one.at).astimezone()
        words = f"{day(at.date())}, {at:%H:%M}: {one.name}, {one.who}. {count(one.figures, 'figure')} here."
        st.write(screen.plain(words))
        screen.ask_first(
            "Take it back",
            "Remove the figures that came with it, and put back what they replaced? What was changed since stays.",
            partial(_undo, school, one),
            key=f"undo-figures-{one.id}",
            icon=":material/undo:",
        )


def _undo(school: School, one: NumbersImport) -> None:
    done = school.numbers.undo(one.id)
    back = f", {done.restored} put back" if done.restored else ""
    stayed = f", {done.stayed} stayed" if done.stayed else ""
    screen.saved(f"{count(done.removed, 'figure')} removed{back}{stayed}. Taken back")
