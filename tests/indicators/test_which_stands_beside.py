"""Which national figure stands beside a school's, and what a text says as a figure: laws, over whatever may come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.frameworks import shipped as frameworks
from evaluation.indicators.measures import measure, measures, themes
from evaluation.indicators.periods import choices, labelled, line_of, read_period
from evaluation.indicators.records import (
    GROUPS,
    MISSING,
    TERMS,
    Figure,
    Period,
    Reference,
    census,
    figure_id,
    school_year,
    term,
    to_date,
)
from evaluation.indicators.references import phases_of, same_as, shipped, stale, why_none
from evaluation.indicators.series import series
from evaluation.indicators.values import CODES, SMALL, check, kept, read_value
from evaluation.records import SchoolDetails

TODAY = date(2026, 11, 27)
SCHOOL = SchoolDetails("ours", "Ours", 999001, "Primary", "Academy converter")
PHASES = phases_of(SCHOOL)

years = st.integers(2012, 2027)
periods = st.one_of(
    years.map(school_year),
    st.builds(term, st.sampled_from(sorted(TERMS)), years),
    st.builds(census, years, st.integers(1, 12)),
    st.builds(to_date, st.dates(date(2012, 9, 1), date(2027, 8, 31))),
)
some_periods = st.sampled_from([school_year(2025), term("Autumn", 2025), census(2025, 1), to_date(date(2025, 5, 23))])
some_measures = st.sampled_from(["absence_daily", "absence_census", "persistent_daily"])
references = st.lists(
    st.builds(
        Reference,
        some_measures,
        st.sampled_from(["", "fsm"]),
        st.sampled_from(["", "Primary", "Secondary"]),
        some_periods,
        st.floats(0, 100),
        st.just("DfE"),
    ),
    max_size=8,
)


@settings(max_examples=50)
@given(references, some_measures, st.sampled_from(["", "fsm"]), some_periods)
def test_a_national_figure_is_joined_only_where_measure_series_group_and_period_are_equal(
    known: list[Reference], measure_id: str, group: str, period: Period
) -> None:
    what = measure(measure_id)
    own = figure_id(SCHOOL.id, measure_id, group, period)
    figure = Figure(own, measure_id, group, period, 5.0, source="Ours")
    row = series([figure], known, what, group, PHASES, TODAY).iloc[0]
    same = [
        r
        for r in known
        if (r.measure_id, r.group, r.period.key) == (measure_id, group, period.key) and r.phase in PHASES
    ]
    assert pd.isna(row["national"]) == (not same)
    assert bool(row["no_national"]) == (not same) and bool(row["national_source"]) == bool(same)
    if same:
        of_our_phase = [r for r in same if r.phase == "Primary"]
        assert row["national"] == (of_our_phase or same)[0].value


@settings(max_examples=25)
@given(st.lists(periods, unique_by=lambda each: each.key, max_size=12), st.randoms())
def test_a_series_is_in_order_of_time_whatever_order_its_figures_come_in(found: list[Period], chance) -> None:
    figures = [Figure(str(n), "roll", "", period, float(n), source="Ours") for n, period in enumerate(found)]
    shuffled = figures.copy()
    chance.shuffle(shuffled)
    table = series(shuffled, [], measure("roll"), "", PHASES, TODAY)
    assert list(table["end"]) == sorted(table["end"])
    pd.testing.assert_frame_equal(table, series(figures, [], measure("roll"), "", PHASES, TODAY))
    assert len(table) == len(found)


@given(periods)
def test_a_period_is_read_back_from_its_label_and_from_its_days(period: Period) -> None:
    assert read_period(period.label) == period == labelled(period.kind, period.start, period.end)
    assert line_of(period)


@given(st.sampled_from([*CODES, *(key.upper() for key in CODES), *MISSING]), st.sampled_from(sorted(measures())))
def test_a_code_for_no_figure_is_never_a_number(code: str, measure_id: str) -> None:
    said = read_value(f" {code} ", measure(measure_id))
    assert said.value is None and said.missing in MISSING and not said.problem


@given(st.integers(0, SMALL + 5), st.floats(0, 100))
def test_of_a_small_group_no_value_is_kept(cohort: int, value: float) -> None:
    what = measure("persistent_daily")
    figure = Figure("id", what.id, "fsm", term("Autumn", 2026), value, source="Ours", cohort=cohort)
    stored = kept(figure, what)
    assert stored == (figure if cohort >= SMALL else replace(figure, value=None, missing="suppressed"))
    check(stored)


def test_numbers_are_read_as_people_and_tables_write_them() -> None:
    cases = {"6.4%": 6.4, " 6.4 ": 6.4, "0": 0.0, "100%": 100.0}
    assert {text: read_value(text, measure("absence_daily")).value for text in cases} == cases
    assert read_value("£45,884", measure("teacher_pay")).value == 45884
    assert read_value("−0.49", measure("ks4_progress8")).value == -0.49
    for wrong in ("101", "-1", "six", "£6", "1,23", "6.4.2", "=1+1"):
        said = read_value(wrong, measure("absence_daily"))
        assert said.value is None and said.problem
    assert (
        read_value("", measure("roll")) == read_value("  ", measure("roll"))
        and not read_value("", measure("roll")).anything
    )


def test_what_ships_is_sourced_dated_and_of_a_measure_group_and_period_that_can_be() -> None:
    found = shipped()
    assert len({each.same for each in found}) == len(found)
    for each in found:
        what = measure(each.measure_id)
        assert each.population and each.publication and each.source_ref and each.confirmed_on and each.check_by
        assert each.group in what.groups and each.period.kind in what.kinds
        assert read_value(f"{each.value:g}", what).value == each.value
    assert not [
        each for each in found if each.measure_id in ("vacancies", "ks4_progress8", "ks4_attainment8", "turnover")
    ]


def test_the_two_series_of_absence_are_never_mixed_and_the_reason_says_so() -> None:
    only_daily = [r for r in shipped() if r.measure_id == "absence_daily"]
    period = school_year(2025)
    assert same_as(only_daily, measure("absence_daily"), "", period, PHASES)
    assert same_as(only_daily, measure("absence_census"), "", period, PHASES) is None
    assert "another series" in why_none(only_daily, measure("absence_census"), "", period, PHASES)


def test_why_there_is_no_national_figure_is_said_in_words() -> None:
    def why(measure_id: str, group: str, period: Period, phases: tuple[str, ...] = PHASES) -> str:
        return why_none(shipped(), measure(measure_id), group, period, phases)

    assert "not published for 2024/25" in why("ks4_progress8", "", school_year(2025))
    assert "2024/25" in why("ks2_rwm", "", school_year(2023))
    assert "another group" in why("ks2_reading", "girls", school_year(2025))
    assert "not of schools such as yours" in why("pupil_teacher_ratio", "", school_year(2025), ("All-through", ""))
    assert why("vacancies", "", school_year(2025))
    independent = phases_of(replace(SCHOOL, type="Independent school"))
    assert same_as(shipped(), measure("absence_daily"), "", school_year(2025), independent) is None


def test_a_national_figure_grows_stale_after_thirteen_months_or_after_its_day() -> None:
    read = replace(shipped()[0], confirmed_on=date(2026, 1, 15), check_by=None)
    assert not stale(read, date(2027, 2, 15)) and stale(read, date(2027, 2, 16))
    assert stale(replace(read, check_by=date(2026, 6, 1)), date(2026, 6, 2))


def test_every_measure_stands_beside_strands_that_there_are_and_every_theme_is_used() -> None:
    strands = {strand.id for f in frameworks().frameworks.values() for strand in f.strands}
    keys = {f"{f.id}/{strand.id}" for f in frameworks().frameworks.values() for strand in f.strands}
    named = {strand for listed in themes().strands.values() for strand in listed}
    assert named <= strands | keys
    assert themes().groups.keys() <= strands and {g for each in themes().groups.values() for g in each} <= GROUPS.keys()
    assert {topic for each in measures().values() for topic in each.topics} == themes().strands.keys()
    for framework, strand in (
        ("ofsted-report-card", "attendance_behaviour"),
        ("ofsted-eif", "behaviour_attitudes"),
        ("school-strands", "attendance"),
        ("independent-school-standards", "part_3"),
    ):
        assert themes().speaks_to(measure("absence_daily"), strand, framework)
    assert not themes().speaks_to(measure("absence_daily"), "part_3", "our-own")


def test_the_periods_to_choose_from_have_begun_and_belong_to_the_measure() -> None:
    found = choices(measure("ks4_grade5"), date(2019, 3, 1), years=8)
    assert [each.label for each in found] == ["2018/19", "2017/18", "2016/17"]
    assert choices(measure("roll"), TODAY)[0] == census(2026, 10)
