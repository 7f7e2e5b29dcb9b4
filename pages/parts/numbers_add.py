"""Bringing figures in: by hand, pasted, or from a file of the DfE's; and taking them out again."""

from __future__ import annotations

import streamlit as st

from evaluation.indicators.records import GROUPS, Figure, Measure
from evaluation.school import School
from pages.parts import address, numbers_form, numbers_intake, screen
from pages.parts.numbers_words import value_words
from pages.parts.words import count

WAYS = {
    "hand": ("By hand", numbers_form.show),
    "paste": ("Paste", numbers_intake.paste),
    "file": ("From a file of the DfE's", numbers_intake.file),
}


def show(school: School) -> None:
    """One of the ways, and below what is here already."""
    WAYS[address.part(WAYS, "hand", key="way_in", label="How")][1](school)
    numbers_intake.imports(school)
    _held(school)


def _held(school: School) -> None:
    """Every figure that is here, with the way to remove one."""
    measures = {measure.id: measure for measure in school.numbers.measures()}
    figures = screen.built(school, school.numbers.figures, "figures")
    found = [figure for figure in figures if figure.measure_id in measures]
    if not found:
        return
    with st.expander(f"The {count(len(found), 'figure')} that are here", icon=":material/table_rows:"):
        st.dataframe(
            [
                {
                    "Measure": measures[figure.measure_id].name,
                    "Group": GROUPS[figure.group].name,
                    "Period": figure.period.label,
                    "Figure": value_words(measures[figure.measure_id], figure),
                    "Source": figure.source,
                    "By": figure.by,
                }
                for figure in found
            ],
            hide_index=True,
            alt="The figures that are here",
        )
        _remove(school, found, measures)


def _remove(school: School, found: list[Figure], measures: dict[str, Measure]) -> None:
    by_id = {figure.id: figure for figure in found}
    chosen = st.selectbox(
        "Remove one",
        list(by_id),
        None,
        format_func=lambda key: _name(by_id[key], measures) if key in by_id else "",
        placeholder="Choose a figure",
        key=f"remove-figure-{screen.draft_id('remove figure')}",
    )
    if chosen:
        screen.ask_first(
            "Remove this figure",
            f"Remove {screen.plain(_name(by_id[chosen], measures))}?",
            lambda: _removed(school, chosen),
            key=f"remove-{chosen}",
        )


def _removed(school: School, figure_id: str) -> None:
    school.numbers.remove(figure_id)
    screen.done_with("remove figure")
    screen.saved("Removed")


def _name(figure: Figure, measures: dict[str, Measure]) -> str:
    measure = measures[figure.measure_id]
    group = f", {GROUPS[figure.group].name}" if figure.group else ""
    return f"{measure.name}{group}, {figure.period.label}: {value_words(measure, figure)}"
