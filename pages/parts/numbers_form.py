"""One figure, typed: of which measure, group and period, how much or why there is none, and where it is from."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from evaluation.details import require
from evaluation.indicators.records import GROUPS, MISSING, Figure, Measure, Period, to_date
from evaluation.school import School
from pages.parts import drafts, numbers_glance, plan_seen, screen
from pages.parts.numbers_words import UNITS, value_words

PLACE = "figure"
_FIELDS = ("measure_id", "group", "period", "value", "missing", "source", "cohort")
_UP_TO_A_DAY = "to_date"


def show(school: School) -> None:
    """The form. What is typed for a measure, group and period that has a figure changes that figure."""
    topics = list(numbers_glance.TOPICS)
    by_topic = sorted(school.numbers.measures(), key=lambda each: topics.index(numbers_glance.topic_of(each)))
    measures = {measure.id: measure for measure in by_topic}
    left, middle, right = st.columns([2, 1, 1])
    with left:
        chosen = st.selectbox(
            "What is measured",
            list(measures),
            format_func=lambda key: _measure_words(measures[key]) if key in measures else "",
            key="figure-measure",
            persist_state="session",
            filter_mode="contains",
        )
        drafts.say_problem(plan_seen.problems(PLACE), "measure_id")
    measure = measures[chosen]
    with middle:
        group = st.selectbox(
            "Of whom",
            measure.groups,
            format_func=lambda key: GROUPS[key].name,
            key=f"figure-group-{measure.id}",
            disabled=len(measure.groups) < 2,
        )
        drafts.say_problem(plan_seen.problems(PLACE), "group")
    with right:
        period = choose_period(school, measure, "figure")
        drafts.say_problem(plan_seen.problems(PLACE), "period")
    said_of(measure)
    here = _here(school, measure, group, period)
    if here:
        st.info(
            f"Here already: {screen.plain(value_words(measure, here))} ({screen.plain(here.source)}). "
            "What you save takes its place.",
            icon=":material/info:",
        )
    _figure(school, measure, group, period, here)


def said_of(measure: Measure) -> None:
    """The measure's whole name, which its box may cut on a phone, what it is and of which series."""
    st.caption(
        f"**{screen.plain(measure.name)}.** {screen.plain(measure.definition)} Series: {screen.plain(measure.series)}."
    )


def choose_period(school: School, measure: Measure, place: str) -> Period | None:
    """The period to choose from those that the measure is counted for; a year to date ends on a day to choose."""
    periods: dict[str, Period] = {each.label: each for each in school.numbers.periods(measure.id)}
    up_to_a_day = _UP_TO_A_DAY in measure.kinds
    over = [place for place, each in enumerate(periods.values()) if each.end <= date.today()]
    label = st.selectbox(
        "When",
        [*periods, *([_UP_TO_A_DAY] if up_to_a_day else [])],
        over[0] if over else 0,
        format_func=lambda key: "The school year up to a day" if key == _UP_TO_A_DAY else key,
        key=f"{place}-period-{measure.id}",
        filter_mode="contains",
    )
    if label == _UP_TO_A_DAY:
        until = st.date_input(
            "Up to", date.today(), max_value=date.today(), format=screen.DATE_FORMAT, key=f"{place}-until-{measure.id}"
        )
        return to_date(until) if until else None
    return periods.get(label or "")


def _figure(school: School, measure: Measure, group: str, period: Period | None, here: Figure | None) -> None:
    """The value or why there is none, the source, and the press that saves."""
    draft = f"{screen.draft_id(PLACE)}-{measure.id}"
    left, middle, right = st.columns([1, 2, 1])
    with left:
        value = st.number_input(
            f"Figure, {UNITS.get(measure.unit, measure.unit)}",
            value=None,
            step=1.0 if measure.unit in ("pupils", "£") else 0.1,
            key=f"figure-value-{draft}",
            format="%.0f" if measure.unit in ("pupils", "£") else "%0.1f",
        )
        drafts.say_problem(plan_seen.problems(PLACE), "value")
    with middle:
        missing = st.selectbox(
            "Or why there is none",
            list(MISSING),
            None,
            format_func=lambda key: MISSING[key],
            placeholder="There is a figure",
            key=f"figure-missing-{draft}",
        )
        drafts.say_problem(plan_seen.problems(PLACE), "missing")
    with right:
        cohort = st.number_input(
            "Of how many",
            0,
            value=None,
            step=1,
            key=f"figure-cohort-{draft}",
            help="How many pupils or staff the figure is about, if you know. Of very few it is kept as suppressed.",
        )
        drafts.say_problem(plan_seen.problems(PLACE), "cohort")
    source = st.text_input(
        "Where it is from",
        key=f"figure-source-{measure.series}",
        placeholder="Our attendance system, report of 12 December",
        persist_state="session",
    )
    drafts.say_problem(plan_seen.problems(PLACE), "source")
    plan_seen.say_rest(PLACE, _FIELDS)
    if st.button("Save this figure", type="primary", icon=":material/save:"):
        if period is None:
            plan_seen.attempt(PLACE, without_a_period)
        else:
            typed = Figure("", measure.id, group, period, value, missing or "", source or "", cohort=cohort)
            if plan_seen.attempt(PLACE, partial(school.numbers.save, typed, here)):
                screen.done_with(PLACE)
        st.rerun()


def without_a_period() -> None:
    """Raise FormRefused: no period is chosen."""
    require({"period": "Choose when it was."})


def _here(school: School, measure: Measure, group: str, period: Period | None) -> Figure | None:
    found = screen.built(school, school.numbers.figures, "figures")
    wanted = (measure.id, group, period.key) if period else None
    return next((figure for figure in found if figure.same == wanted), None)


def _measure_words(measure: Measure) -> str:
    topic = numbers_glance.TOPICS[numbers_glance.topic_of(measure)][0]
    return f"{topic}: {measure.name}"
