"""The national figures that stand beside the school's: from where, as of when, which are old, and newer ones typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.charts.figure_words import long
from evaluation.details import require
from evaluation.indicators.records import GROUPS, Measure, Reference
from evaluation.indicators.references import STALE_AFTER, phases_of, stale
from evaluation.records import day
from evaluation.school import School
from pages.parts import drafts, numbers_form, numbers_glance, plan_seen, screen
from pages.parts.numbers_words import UNITS
from pages.parts.words import count

PLACE = "national figure"
_FIELDS = ("measure_id", "group", "phase", "period", "value", "publication", "source_ref")
OLD = "Old: look for a newer one"
SHORT = {"shipped": "Comes with the product", "typed": "Typed here", "file": "From a file"}


def show(school: School) -> None:
    """The national figures of schools such as this one, the old ones first said; and the form for a newer one."""
    measures = {measure.id: measure for measure in school.numbers.measures()}
    phase, phases = school.details.phase, ("", *phases_of(school.details))
    found = [
        each
        for each in screen.built(school, school.numbers.references, "references")
        if each.phase in phases
        and (what := measures.get(each.measure_id))
        and (not what.phases or not phase or phase in what.phases)
    ]
    st.write(
        "England's figures for schools such as yours, each with its publication and the day it was last read. One "
        "stands beside yours only where measure, series, group and period are the same."
    )
    old = [each for each in found if stale(each, date.today())]
    if old:
        st.warning(
            f"{count(len(old), 'figure')} of England were last read more than {STALE_AFTER} months ago, or are due to "
            "be looked up again. Look for newer ones, and type them below with their source.",
            icon=":material/update:",
        )
    writes = school.viewer.may(Ability.KEEP_EVIDENCE)
    if writes:
        with st.expander("Type a newer one", icon=":material/add:", key="type-national", on_change="rerun") as typing:
            if typing.open:
                _form(school, measures)
    for topic, (name, _) in numbers_glance.TOPICS.items():
        own = [each for each in found if numbers_glance.topic_of(measures[each.measure_id]) == topic]
        if own:
            st.markdown(f"## {name}")
            _table(own, measures, name)
    if writes:
        _remove(school, [each for each in found if each.origin != "shipped"], measures)


def _table(found: Sequence[Reference], measures: dict[str, Measure], name: str) -> None:
    order = list(GROUPS)
    found = sorted(found, key=lambda each: (measures[each.measure_id].name, order.index(each.group)))
    rows = [
        {
            "Measure": measures[each.measure_id].name,
            "Period": each.period.label,
            "England": long(each.value, measures[each.measure_id].unit),
            "Group": GROUPS[each.group].name,
            "Look again?": OLD if stale(each, date.today()) else "",
            "Last read": each.confirmed_on,
            "Publication": each.publication,
            "Of whom": each.population or each.phase or "all state-funded schools",
            "Where it is": each.source_ref,
            "Note": each.note,
            "Here because": SHORT[each.origin],
        }
        for each in found
    ]
    rows = [row for number, row in enumerate(rows) if row not in rows[:number]]
    kept = [key for key in rows[0] if any(row[key] for row in rows)]
    st.dataframe(
        [{key: row[key] for key in kept} for row in rows],
        hide_index=True,
        column_config={"Last read": st.column_config.DateColumn(format="DD/MM/YYYY")},
        alt=f"England's figures: {name}",
    )


def _form(school: School, measures: dict[str, Measure]) -> None:
    problems, draft = plan_seen.problems(PLACE), screen.draft_id(PLACE)
    left, middle, right = st.columns([2, 1, 1])
    with left:
        chosen = st.selectbox(
            "What is measured",
            list(measures),
            format_func=lambda key: measures[key].name if key in measures else "",
            key="national-measure",
            filter_mode="contains",
        )
        drafts.say_problem(problems, "measure_id")
    measure = measures[chosen]
    with middle:
        group = st.selectbox(
            "Of whom", measure.groups, format_func=lambda key: GROUPS[key].name, key=f"national-group-{measure.id}"
        )
        drafts.say_problem(problems, "group")
    with right:
        period = numbers_form.choose_period(school, measure, "national")
        drafts.say_problem(problems, "period")
    numbers_form.said_of(measure)
    left, right = st.columns(2)
    with left:
        value = st.number_input(
            f"England, {UNITS.get(measure.unit, measure.unit)}", value=None, step=0.1, key=f"national-value-{draft}"
        )
        drafts.say_problem(problems, "value")
    with right:
        phase = st.selectbox(
            "Of which schools",
            list(dict.fromkeys(["", *phases_of(school.details)])),
            format_func=lambda key: f"{key} schools" if key else "All state-funded schools",
            key=f"national-phase-{draft}",
        )
        drafts.say_problem(problems, "phase")
    publication = st.text_input(
        "Publication",
        key=f"national-publication-{draft}",
        placeholder="DfE, Pupil attendance in schools, week 2 of 2027",
        persist_state="session",
    )
    drafts.say_problem(problems, "publication")
    where = st.text_input(
        "Where it is, such as the address of its page", key=f"national-where-{draft}", persist_state="session"
    )
    drafts.say_problem(problems, "source_ref")
    plan_seen.say_rest(PLACE, _FIELDS)
    if st.button("Save this national figure", type="primary", icon=":material/save:"):
        if period is None:
            plan_seen.attempt(PLACE, numbers_form.without_a_period)
        elif value is None:
            plan_seen.attempt(PLACE, _without_a_value)
        else:
            typed = Reference(measure.id, group, phase, period, value, publication or "", where or "")
            if plan_seen.attempt(PLACE, partial(school.numbers.save_reference, typed)):
                screen.done_with(PLACE)
        st.rerun()


def _without_a_value() -> None:
    require({"value": "Give a number."})


def _remove(school: School, own: Sequence[Reference], measures: dict[str, Measure]) -> None:
    """The national figures that the school has kept itself, each with the way to remove it."""
    if not own:
        return
    with st.expander(f"Figures of England that you keep yourselves ({len(own)})", icon=":material/edit:"):
        for number, each in enumerate(own):
            measure = measures[each.measure_id]
            group = f", {GROUPS[each.group].name}" if each.group else ""
            read = f", read on {day(each.confirmed_on)}" if each.confirmed_on else ""
            words = f"{measure.name}{group}, {each.period.label}: {long(each.value, measure.unit)}{read}"
            with st.container(horizontal=True, vertical_alignment="center"):
                st.write(screen.plain(words))
                screen.ask_first(
                    "Remove this one",
                    "Remove it? Where one comes with the product, that one counts again.",
                    partial(_removed, school, each),
                    key=f"remove-national-{number}",
                )


def _removed(school: School, reference: Reference) -> None:
    school.numbers.remove_reference(reference)
    screen.saved("Removed")
