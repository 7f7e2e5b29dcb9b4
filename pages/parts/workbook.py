"""The Excel workbook: about which self-evaluation, which sheets, and the press that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.records import day
from evaluation.school import School
from pages.parts import address, screen
from pages.parts.plan_take_away import file_name
from pages.parts.words import count, listed

if TYPE_CHECKING:
    from evaluation.documents.workbook import Offer

CHOSEN = "_workbook-sheets"
"""Which sheets were chosen last, by school: None for all."""


def show(school: School) -> None:
    """What it is, what it is about, and the press."""
    st.write(
        "One Excel workbook for governors, trust or authority: a cover that says what the grades mean and where "
        "everything is, then a sheet for each thing the school has. Charts are Excel's own, so you can restyle them. "
        "Text stays text."
    )
    evaluation_id = choose(school)
    if not (evaluation_id or school.inspections.all() or school.evidence.all() or school.numbers.figures()):
        st.write("There is nothing to take away yet. Hold a self-evaluation or bring in an inspection first.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return
    sheets = _sheets(school, evaluation_id)
    st.download_button(
        "Download the Excel workbook",
        data=partial(_excel, school, evaluation_id, sheets),
        file_name=f"{file_name(school)} self-evaluation.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
    screen.left_out(school)
    if not school.viewer.takes_names:
        st.caption("Names of staff are left out.")
    st.caption("It is made from what is stored at the moment you press. What is still open is marked as open.")


def _excel(school: School, evaluation_id: str | None, sheets: Sequence[str] | None) -> bytes:
    """The workbook, built when the button is pressed."""
    from evaluation.documents.workbook import workbook

    return workbook(school, evaluation_id, sheets)


def choose(school: School) -> str | None:
    """Which self-evaluation the summary is about: the latest locked one, unless another is chosen."""
    held = screen.built(school, school.self_evaluations.all, "self-evaluations")
    evaluations = {evaluation.id: evaluation for evaluation in held}
    if not evaluations:
        return None
    latest = next((key for key, evaluation in evaluations.items() if evaluation.locked), next(iter(evaluations)))
    address.settle("evaluation", evaluations, latest)
    chosen = st.selectbox(
        "The summary and the standards are about the self-evaluation of",
        list(evaluations),
        format_func=lambda key: (
            f"{day(evaluations[key].held_on)}, {school.library.get(*evaluations[key].framework).short_name}"
            f"{'' if evaluations[key].locked else ' (still open)'}"
        ),
        key="evaluation",
    )
    address.keep("evaluation", chosen)
    return chosen


def _sheets(school: School, evaluation_id: str | None) -> list[str] | None:
    """Which sheets are chosen; None for all that hold something. What there is is only read where somebody looks."""
    kept: dict[str, list[str] | None] = st.session_state.setdefault(CHOSEN, {})
    chosen = kept.get(school.details.id)
    label = "Sheets: all that hold something" if chosen is None else f"Sheets: {count(len(chosen), 'sheet')} chosen"
    with st.expander(label, icon=":material/tab:", key="workbook-sheets", on_change="rerun") as box:
        if box.open:
            found = screen.built(school, partial(_offers, school, evaluation_id), "sheets", evaluation_id)
            chosen = kept[school.details.id] = _choose_sheets(school, found, chosen)
    if chosen is not None and not chosen:
        st.caption("No sheet is chosen: the workbook holds its cover only.")
    return chosen


def _offers(school: School, evaluation_id: str | None) -> tuple[Offer, ...]:
    """What there is to choose from."""
    from evaluation.documents.workbook import offers

    return offers(school, evaluation_id)


def _choose_sheets(school: School, found: Sequence[Offer], chosen: list[str] | None) -> list[str] | None:
    """A list to choose from, and what each sheet shows; None where all that are made as a rule are chosen."""
    key, usual = f"workbook-sheets-{school.details.id}", [each.name for each in found if each.usual]
    here = {each.name: each for each in found}
    before = st.session_state.get(key, usual if chosen is None else chosen)
    st.session_state[key] = [name for name in before if name in here]
    with st.container(horizontal=True):
        for words, names in (("All", usual), ("None", [])):
            st.button(words, key=f"workbook-{words}", on_click=_put, args=(key, names))
    names = st.multiselect(
        "Sheets of the workbook",
        list(here),
        format_func=lambda name: f"{name} ({here[name].holds})",
        key=key,
        placeholder="Choose sheets",
        select_all=False,
        filter_mode="contains",
    )
    if others := [each for each in found if not each.usual]:
        st.caption(f"Only where you choose it: {screen.plain('; '.join(f'{o.name}. {o.about}' for o in others))}")
    with st.popover("What each sheet shows", icon=":material/help:", type="tertiary"):
        st.markdown(listed(f"{each.name}: {each.about}" for each in found))
    return None if set(names) == set(usual) else [each.name for each in found if each.name in names]


def _put(key: str, names: Sequence[str]) -> None:
    st.session_state[key] = list(names)
