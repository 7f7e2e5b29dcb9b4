"""Bringing in a timetable: what its columns and words mean, what would come in, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evaluation.errors import EvaluationError
from evaluation.evidence.records import StrandRef
from evaluation.records import day
from evaluation.school import School
from evaluation.school.timetables import COLUMNS, TimetableChoices, TimetableImport, TimetablePreview
from evaluation.visible.words import slot_words
from pages.parts import screen, strands, table_look
from pages.parts.words import count

MOST_MEGABYTES = 10
SHOWN = 200
"""So many practices are shown before they come in."""


def show(school: School) -> None:
    """A timetable: first what it means, then one press that stores it; below, what came in and can be taken back."""
    st.write(
        "A timetable that your school's system exports as Excel (.xlsx) or CSV, with a row for each lesson: choose it, "
        "look at what it means, bring it in. Lessons of one class in one subject with one teacher become one practice. "
        "Nothing is stored before you press."
    )
    key = f"timetable-{screen.draft_id('timetable')}"
    file = st.file_uploader("The timetable", type=["xlsx", "csv"], key=key, max_upload_size=MOST_MEGABYTES)
    if file is not None:
        try:
            _look(school, file)
        except EvaluationError as problem:
            screen.show_refusal(problem)
    _imports(school)


def _look(school: School, file: UploadedFile) -> None:
    content, name = file.getvalue(), file.name
    table = screen.built(school, lambda: school.timetables.read(content, name), "timetable", file.file_id)
    if len(table.sheets) > 1:
        sheet = st.selectbox("Sheet", table.sheets, table.sheets.index(table.sheet), key=f"sheet-{file.file_id}")
        if sheet != table.sheet:
            table = screen.built(
                school, lambda: school.timetables.read(content, name, sheet), "timetable", file.file_id, sheet
            )
    key = f"{file.file_id}-{table.sheet}"
    guess = school.timetables.guess(table)
    columns = table_look.columns(COLUMNS, table.header, guess, key, expanded="day" not in guess)
    chosen = tuple(columns.items())
    years = _years(
        screen.built(school, lambda: school.timetables.years(table, columns), "years", key, chosen), f"{key}{chosen}"
    )
    choices = TimetableChoices(columns, years, _strands(school, key))
    preview = screen.built(
        school, lambda: school.timetables.preview(table, choices), "lessons", key, chosen,
        tuple(years.items()), choices.strands,
    )  # fmt: skip
    _preview(preview)
    if not preview.new:
        st.info("There is nothing new to bring in.", icon=":material/check_circle:")
    elif st.button(f"Bring in {count(len(preview.new), 'practice')}", type="primary", icon=":material/add:"):
        came = school.timetables.bring_in(screen.draft_id("timetable"), table, choices)
        screen.done_with("timetable")
        screen.saved(f"{count(len(came.new), 'practice')} brought in. Saved")
        st.rerun()


def _years(words: Mapping[str, str], key: str) -> dict[str, str]:
    """Which year group each word of the file means, as guessed and set right."""
    if not words:
        return {}
    told: dict[str, str] = {}
    with st.expander("Which year group is meant", icon=":material/groups:"):
        st.caption("The word in the file, and the year group as you call it. Empty it where it means none.")
        places = st.columns(4)
        for number, (word, year) in enumerate(words.items()):
            typed = places[number % 4].text_input(word, year, key=f"year-{word}-{key}")
            told[word] = typed or ""
    return told


def _strands(school: School, key: str) -> tuple[StrandRef, ...]:
    """What these lessons speak to; nothing is chosen beforehand."""
    names = strands.names(school)
    chosen = st.multiselect(
        "Strands that these lessons speak to",
        list(names),
        format_func=lambda ref: names[ref],
        key=f"timetable-strands-{key}",
        placeholder="Lessons usually speak to the curriculum",
        help="They count for these strands. Single practices can be changed afterwards.",
        select_all=False,
        filter_mode="contains",
    )
    return tuple(chosen)


def _preview(preview: TimetablePreview) -> None:
    """What would come in, what is here already, and what was read how or cannot be used, by line."""
    if preview.new:
        st.markdown(f"**{count(len(preview.new), 'practice')} would come in**")
        st.dataframe(
            [
                {
                    "What": practice.what,
                    "When": slot_words(practice.slots),
                    "Subject": practice.subject,
                    "Year groups": ", ".join(practice.year_groups),
                    "Who": "; ".join(practice.who),
                }
                for practice in preview.new[:SHOWN]
            ],
            hide_index=True,
            alt="The practices that would come in",
        )
        if len(preview.new) > SHOWN:
            st.caption(f"The first {SHOWN} are shown.")
    if preview.known:
        st.caption(f"{count(len(preview.known), 'practice')} of this file are here already and stay as they are.")
    if preview.moved:
        st.warning(
            f"{count(len(preview.moved), 'practice')} of this file are here at other times, and stay as they are: "
            "take the earlier timetable back first, then bring in this one.",
            icon=":material/schedule:",
        )
    if preview.unused:
        st.caption(f"Not brought in, as nothing here takes them: {screen.plain(', '.join(preview.unused))}.")
    table_look.problems("Read so; look at it", preview.remarks, "remark")
    table_look.problems("Cannot come in", preview.refused, "row")


def _imports(school: School) -> None:
    """The timetables that came in, the latest first, each with a way to take it back that asks first."""
    for one in school.timetables.imports():
        with st.container(horizontal=True, vertical_alignment="center"):
            at = datetime.fromisoformat(one.at).astimezone()
            words = (
                f"{day(at.date())}, {at:%H:%M}: {one.file_name}, {one.who}. {count(one.practices, 'practice')} here."
            )
            st.write(screen.plain(words))
            screen.ask_first(
                "Take this timetable back",
                "Remove the practices that came with it? What somebody has changed since stays.",
                partial(_undo, school, one),
                key=f"undo-timetable-{one.id}",
                icon=":material/undo:",
            )


def _undo(school: School, one: TimetableImport) -> None:
    done = school.timetables.undo(one.id)
    stayed = f", {count(len(done.stayed), 'practice')} stayed" if done.stayed else ""
    screen.saved(f"{count(done.removed, 'practice')} removed{stayed}. Taken back")
