"""Bringing in a plan that is kept as a table: which column is which, what would come in, and taking it back."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evaluation.errors import EvaluationError
from evaluation.records import day
from evaluation.school import School
from evaluation.school.plan_tables import PlanImport, TablePreview
from pages.parts import plan_choice, plan_edit, screen, table_look
from pages.parts.words import count

COLUMNS = {name: words for name, words in plan_edit.FIELDS.items() if name != "owner_email"}
"""What a column can be."""


def show(school: School, plan_id: str) -> None:
    """A table: first what it holds, then one press that stores it; below, what came in and can be taken back."""
    plan = plan_choice.one(school, plan_id).plan
    st.write(
        "A development plan that you keep in Excel (.xlsx) or as CSV: choose it, look at what it means, bring it in. "
        f"Every row comes into “{screen.plain(plan.name)}” as a draft. Nothing is stored before you press."
    )
    file = st.file_uploader("The table", type=["xlsx", "csv"], key=f"table-{screen.draft_id('table')}")
    if file is not None:
        try:
            _look(school, plan_id, file)
        except EvaluationError as problem:
            screen.show_refusal(problem)
    _imports(school)


def _look(school: School, plan_id: str, file: UploadedFile) -> None:
    content, name = file.getvalue(), file.name
    table = screen.built(school, lambda: school.plan_tables.read(content, name), "table", file.file_id)
    if len(table.sheets) > 1:
        sheet = st.selectbox("Sheet", table.sheets, table.sheets.index(table.sheet), key=f"sheet-{file.file_id}")
        if sheet != table.sheet:
            table = screen.built(
                school, lambda: school.plan_tables.read(content, name, sheet), "table", file.file_id, sheet
            )
    key = f"{file.file_id}-{table.sheet}"
    frameworks = {
        each.key: each for each in school.self_evaluations.frameworks(plan_choice.one(school, plan_id).plan.starts_on)
    }
    guess = school.plan_tables.guess(table)
    columns = table_look.columns(COLUMNS, table.header, guess, key, expanded="what" not in guess)
    framework = st.selectbox(
        "Its strands are those of",
        list(frameworks),
        format_func=lambda each: frameworks[each].short_name if each in frameworks else "",
        key=f"framework-{key}",
    )
    preview = school.plan_tables.preview(plan_id, table, columns, framework)
    _preview(preview)
    if not preview.new:
        st.info("There is nothing new to bring in.", icon=":material/check_circle:")
    elif st.button(f"Bring in {count(len(preview.new), 'draft')}", type="primary", icon=":material/add:"):
        came = school.plan_tables.bring_in(screen.draft_id("table"), plan_id, table, columns, framework)
        screen.done_with("table")
        screen.saved(f"{count(len(came.new), 'draft')} brought in. Saved")
        st.rerun()


def _preview(preview: TablePreview) -> None:
    """What would come in, what is here already, and what was read how or cannot be used, by line."""
    if preview.new:
        st.markdown(f"**{count(len(preview.new), 'draft')} would come in**")
        st.dataframe(
            [
                {
                    "What is to be done": action.what,
                    "Who": action.owner,
                    "Begins": action.starts_on,
                    "Due": action.due_on,
                    "How we will know": action.success_measure,
                }
                for action in preview.new
            ],
            hide_index=True,
            column_config={name: st.column_config.DateColumn(format="DD/MM/YYYY") for name in ("Begins", "Due")},
            alt="The drafts that would come in",
        )
    if preview.known:
        st.caption(f"{count(len(preview.known), 'row')} are in the plan already and stay as they are.")
    if preview.unused:
        st.caption(f"Not brought in, as nothing here takes them: {screen.plain(', '.join(preview.unused))}.")
    table_look.problems("Read so; look at it", preview.remarks, "remark")
    table_look.problems("Cannot come in", preview.refused, "row")


def _imports(school: School) -> None:
    """The tables that came in, the latest first, each with a way to take it back that asks first."""
    for one in school.plan_tables.imports():
        with st.container(horizontal=True, vertical_alignment="center"):
            at = datetime.fromisoformat(one.at).astimezone()
            words = f"{day(at.date())}, {at:%H:%M}: {one.file_name}, {one.who}. {count(one.drafts, 'action')} here."
            st.write(screen.plain(words))
            screen.ask_first(
                "Take this table back",
                "Remove the drafts that came with it? What somebody has worked on since stays.",
                partial(_undo, school, one),
                key=f"undo-table-{one.id}",
                icon=":material/undo:",
            )


def _undo(school: School, one: PlanImport) -> None:
    done = school.plan_tables.undo(one.id)
    stayed = f", {count(len(done.stayed), 'action')} stayed" if done.stayed else ""
    screen.saved(f"{count(done.removed, 'draft')} removed{stayed}. Taken back")
