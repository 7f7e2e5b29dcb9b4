"""Telling people: the letter to parents, written and taken away, and the checklist of who has been told."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import groupby

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.letter import Letter, Part
from evaluation.records import Inspection, day
from evaluation.school import School
from evaluation.school.telling import WAITS, Entry
from evaluation.stages import ORDER
from pages.parts import screen

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ALWAYS = ("strong", "improve")
"""The parts to write in even where nothing was found to draft them from."""


def show(school: School, inspection_id: str) -> None:
    """The letter and the checklist of one inspection."""
    if not school.viewer.may(Ability.SEE_EVERYTHING):
        st.write("The letter and the list are the school's own. They are not shared with people from outside.")
        return
    inspection = school.inspections.one(inspection_id)
    changing = school.viewer.may(Ability.RECORD_INSPECTIONS)
    written, told = st.tabs(["Letter to parents", "Who has been told"])
    with written:
        _letter(school, inspection, changing)
    with told:
        _checklist(school, inspection, changing)


def _letter(school: School, inspection: Inspection, changing: bool) -> None:
    if ORDER[inspection.stage] < ORDER["final"]:
        st.info(
            "The letter is drafted from the final report. When it is here, say so under “Who may know”, and come back.",
            icon=":material/schedule:",
        )
        return
    letter = school.telling.letter(inspection.id)
    st.write(
        "Drafted from what was found. Change what you like: it goes out in the school's name. "
        "What was written down before the final report came may differ from it: check each sentence against the report."
    )
    _take_away(school, inspection, letter)
    for part in letter.parts:
        if part.text or part.edited or part.id in ALWAYS:
            _part(school, inspection.id, part, changing)
    if changing and any(part.edited for part in letter.parts):
        screen.ask_first(
            "Start again from the draft",
            "Every part goes back to the draft. What you wrote is gone then.",
            partial(_start_again, school, inspection.id),
            key=f"again-{inspection.id}",
            icon=":material/restart_alt:",
        )


def _take_away(school: School, inspection: Inspection, letter: Letter) -> None:
    """The downloads, or what they wait for."""
    if inspection.embargoed:
        st.info(WAITS, icon=":material/lock:")
    if letter.unfinished:
        missing = [f"{part.name}: {' '.join(part.prompts)}" for part in letter.unfinished]
        st.warning(
            "\n".join(
                [
                    "Still to be written, where it stands in square brackets:",
                    *(f"- {screen.plain(line)}" for line in missing),
                ]
            )
            + "\n\nTo leave a part out of the letter, empty it.",
            icon=":material/edit:",
        )
    if inspection.embargoed or letter.unfinished:
        return
    name = re.sub(r"[^A-Za-z0-9]+", " ", school.details.name).strip() or "School"
    with st.container(horizontal=True):
        for label, ending, mime in (("Word", "docx", WORD), ("web page", "html", "text/html")):
            st.download_button(
                f"Download as {label}",
                data=partial(_document, school, inspection.id, ending),
                file_name=f"{name} letter to parents.{ending}",
                mime=mime,
                icon=":material/download:",
                type="primary" if ending == "docx" else "secondary",
                on_click="ignore",
            )
    st.caption("Word to send and to print, the web page for the school's website. Both carry today's date.")


def _document(school: School, inspection_id: str, ending: str) -> bytes:
    """The letter as a file, built when the button is pressed."""
    from evaluation.documents import letter

    return (letter.word if ending == "docx" else letter.html)(school.telling.to_send(inspection_id))


def _part(school: School, inspection_id: str, part: Part, changing: bool) -> None:
    """One part to write in, or to read for those who may not change it. An empty one says that it is left out."""
    if not changing:
        if part.text:
            st.markdown(f"**{screen.plain(part.name)}**")
            st.markdown(screen.plain(part.text))
        return
    key = f"letter-{inspection_id}-{part.id}"
    problem, typed = st.session_state.get(_refused(key), (None, ""))
    if problem:
        st.session_state.setdefault(key, typed)  # what could not be saved stays in its box
    else:
        screen.follow(key, part.text)
    st.text_area(
        part.name,
        height="content",
        placeholder="Empty: this part is left out of the letter.",
        key=key,
        on_change=_save,
        args=(school, inspection_id, part.id, key),
    )
    if problem:
        screen.show_refusal(problem)
    elif part.edited:
        st.caption(":material/cloud_done: Written by the school")


def _refused(key: str) -> str:
    return f"_refused-{key}"


def _save(school: School, inspection_id: str, part_id: str, key: str) -> None:
    try:
        if school.telling.save_part(inspection_id, part_id, st.session_state[key]):
            screen.saved()
    except EvaluationError as problem:
        st.session_state[_refused(key)] = problem, st.session_state[key]
    else:
        st.session_state.pop(_refused(key), None)


def _start_again(school: School, inspection_id: str) -> None:
    school.telling.start_again(inspection_id)
    screen.saved("The letter is as drafted. Saved")


def _checklist(school: School, inspection: Inspection, changing: bool) -> None:
    """The lines, group by group; a tick is saved at once, with the day and the name."""
    entries = school.telling.checklist(inspection.id)
    done = sum(entry.done_on is not None for entry in entries)
    st.write(f"{done} of {len(entries)} done. Staff hear it before parents, and everybody hears it from you.")
    if inspection.embargoed:
        st.info(
            "Until it is published, tell only those who may know. The rest of the list opens on that day.",
            icon=":material/lock:",
        )
    on = date.today()
    if changing:
        on = st.date_input(
            "The day for what you tick",
            on,
            max_value=on,
            format=screen.DATE_FORMAT,
            key=f"told-on-{inspection.id}",
            required=True,
            width=220,
        )
    if problem := st.session_state.pop(_refused(inspection.id), None):
        screen.show_refusal(problem)
    for group, lines in groupby(entries, key=lambda entry: entry.item.group):
        st.markdown(f"### {screen.plain(group)}")
        for entry in lines:
            _line(school, inspection.id, entry, on, changing)


def _line(school: School, inspection_id: str, entry: Entry, on: date, changing: bool) -> None:
    item, ticked = entry.item, entry.done_on is not None
    key = f"told-{inspection_id}-{item.id}"
    screen.follow(key, ticked)
    with st.container(gap="xxsmall"):
        st.checkbox(
            screen.plain(item.words),
            key=key,
            disabled=not changing or (entry.waits and not ticked),
            on_change=_tick,
            args=(school, inspection_id, item.id, key, on),
            help=screen.plain(item.origin) or None,
        )
        if entry.done_on:
            st.caption(f":material/check: {day(entry.done_on)}, {screen.plain(entry.who)}")
        elif item.note:
            st.caption(screen.plain(item.note))


def _tick(school: School, inspection_id: str, item_id: str, key: str, on: date) -> None:
    try:
        if st.session_state[key]:
            school.telling.tick(inspection_id, item_id, on)
        else:
            school.telling.untick(inspection_id, item_id)
        screen.saved()
    except EvaluationError as problem:
        st.session_state[_refused(inspection_id)] = problem
