"""Settings: the school's holidays, and its own lengths of what comes next after an inspection."""

from __future__ import annotations

from datetime import date

import streamlit as st

from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.next_steps import DISCLAIMER, OwnLength
from evaluation.records import SchoolHoliday, day
from evaluation.school import School
from evaluation.step_files import Step
from pages.parts import screen
from pages.parts.at_fields import AtFields


def show(school: School) -> None:
    """Holidays first, because most schools set nothing else."""
    _holidays(school)
    st.markdown("## Lengths of the steps after an inspection")
    st.caption(f":material/info: {DISCLAIMER}")
    st.write("Each has its source. Where the rules have changed, set your own length and say where it is written.")
    for step, own in school.clock.lengths():
        _length(school, step, own)


def _holidays(school: School) -> None:
    st.markdown("## School holidays")
    st.write(
        "England's bank holidays are known. Add the days when your school is closed: some steps do not count them."
    )
    for holiday in school.clock.holidays():
        with st.container(horizontal=True, vertical_alignment="center"):
            days = day(holiday.first_on)
            if holiday.last_on != holiday.first_on:
                days += f" to {day(holiday.last_on)}"
            st.markdown(f"- {screen.plain(holiday.name)}: {days}")
            st.button(
                "Remove",
                key=f"holiday-{holiday.id}",
                type="tertiary",
                icon=":material/close:",
                on_click=_remove,
                args=(school, holiday.id),
            )
    wrong = AtFields()
    with st.form("holiday", enter_to_submit=False, clear_on_submit=False):
        name, first, last = st.columns([2, 1, 1])
        named = name.text_input("Name", placeholder="February half-term") or ""
        first_on = first.date_input("First day", None, format=screen.DATE_FORMAT)
        last_on = last.date_input("Last day", None, format=screen.DATE_FORMAT)
        for field, place in (("name", name), ("first_on", first), ("last_on", last)):
            wrong.under(field, at=place)
        pressed = st.form_submit_button("Add these days", icon=":material/add:")
    if pressed:
        if first_on is None:
            wrong.refuse(FormRefused({"first_on": "Give the first day."}))
            return
        try:
            school.clock.save_holiday(SchoolHoliday(screen.draft_id("holiday"), named, first_on, last_on or first_on))
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            screen.done_with("holiday")
            screen.saved("Holiday saved")
            st.rerun()


def _remove(school: School, holiday_id: str) -> None:
    school.clock.remove_holiday(holiday_id)
    screen.saved("Removed")


def _length(school: School, step: Step, own: OwnLength | None) -> None:
    """One step's length, folded away: what comes with the product, and the school's own."""
    shown = step.length if own is None else step.length.model_copy(update={"number": own.number})
    mark = " (your own)" if own else "" if step.confirmed_on else " (not confirmed)"
    with st.expander(f"{step.name}: {shown.words}{mark}"):
        st.write(step.what)
        confirmed = f"confirmed on {day(step.confirmed_on)}" if step.confirmed_on else "not confirmed"
        st.caption(f"With the product: {step.length.words}, {confirmed}. Source: {step.source}. {step.note or ''}")
        if own:
            read = f", read on {day(own.confirmed_on)}" if own.confirmed_on else ""
            st.caption(f"Your own: {shown.words}{read}. Source: {screen.plain(own.source)}")
        wrong = AtFields()
        with st.form(f"length-{step.id}", enter_to_submit=False, border=False):
            unit = step.length.unit.replace("_", " ")
            number = st.number_input(f"Your own length, in {unit}", 0, 999, shown.number or 0, step=1)
            wrong.under("number")
            source = st.text_input("Where it is written", own.source if own else "") or ""
            wrong.under("source")
            read_on = st.date_input("Read on", date.today(), max_value=date.today(), format=screen.DATE_FORMAT)
            wrong.under("confirmed_on")
            pressed = st.form_submit_button("Use this length", icon=":material/save:")
        if pressed:
            try:
                school.clock.set_length(step.id, OwnLength(int(number), read_on, source))
            except EvaluationError as problem:
                wrong.refuse(problem)
            else:
                screen.saved(f"{step.name}: length saved")
                st.rerun()
        if own:
            st.button(
                "Go back to what comes with the product",
                key=f"reset-{step.id}",
                on_click=_reset,
                args=(school, step.id),
            )


def _reset(school: School, step_id: str) -> None:
    school.clock.reset_length(step_id)
    screen.saved("Back to what comes with the product. Saved")
