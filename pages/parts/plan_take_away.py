"""Taking a plan away: its days for a calendar, the plan as a Word document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from evaluation.plan.owners import owns
from evaluation.plan.records import Action, PlanRecord
from evaluation.school import School
from pages.parts import plan_choice

EVERYBODY = "Everybody"


def show(school: School, record: PlanRecord) -> None:
    """The ways out of the app; what is confidential leaves by none of them."""
    record = next(
        (each for each in plan_choice.records(school, confided=False) if each.plan.id == record.plan.id),
        PlanRecord(record.plan),
    )
    if not record.actions:
        return
    with st.popover("Take away", icon=":material/download:"):
        _calendar(school, [action for action in record.actions if action.agreed])
        st.download_button(
            "Actions, and the impact of each (Word)",
            data=lambda: _word(school, record.plan.id),
            file_name=f"{file_name(school)} action plan.docx",
            mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            icon=":material/description:",
            on_click="ignore",
            help="For governors, trust, authority, the Department or the next inspection: cause, action, who, when, "
            "success measure, evidence, progress and reviews.",
        )
        st.caption("The Excel workbook under Take away in the menu holds the plan too.")


def _word(school: School, plan_id: str) -> bytes:
    """The document, built when the button is pressed."""
    from evaluation.documents.plan import plan_document

    return plan_document(school, plan_id)


def _calendar(school: School, agreed: list[Action]) -> None:
    """The days of agreed actions and their milestones, of one owner or of everybody; without names for governors."""
    if not agreed:
        return
    who: str | None = EVERYBODY
    if school.viewer.takes_names:
        owners = sorted({action.owner for action in agreed})
        who = st.selectbox("Days for the calendar of", [EVERYBODY, *owners], key="calendar-of")
    else:
        agreed = [replace(action, owner="", owner_email="") for action in agreed]
    theirs = [action for action in agreed if who == EVERYBODY or owns(action, who or "")]

    def made() -> bytes:
        from evaluation.documents.calendar_file import calendar_file

        return calendar_file(theirs, school.details.name, datetime.now(UTC))

    st.download_button(
        "Calendar file (.ics)",
        data=made,
        file_name=f"{file_name(school)} action plan.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        help="For Outlook, Google Calendar or Apple's Calendar. A later file replaces the days of an earlier one.",
    )


def file_name(school: School) -> str:
    """The school's name as a file can carry it."""
    return re.sub(r"[^A-Za-z0-9]+", " ", school.details.name).strip() or "School"
