"""When two files speak of one inspection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from evaluation.frameworks import FrameworkKey
from evaluation.intake import same_inspection
from evaluation.records import Inspection

BASE = Inspection("a", "graded", FrameworkKey("ofsted-eif", "2019-09"), date(2022, 1, 13), number="10000001")
UNNUMBERED = replace(BASE, id="b", number=None)


def test_one_number_is_one_inspection_whatever_the_dates():
    assert same_inspection(BASE, replace(BASE, id="c", started_on=date(2022, 1, 24)))


def test_two_numbers_are_two_inspections_even_on_one_day():
    assert not same_inspection(BASE, replace(BASE, number="10000002"))


def test_without_a_number_five_days_apart_is_the_same_and_six_is_not():
    assert same_inspection(BASE, replace(UNNUMBERED, started_on=BASE.started_on + timedelta(days=5)))
    assert same_inspection(BASE, replace(UNNUMBERED, started_on=BASE.started_on - timedelta(days=5)))
    assert not same_inspection(BASE, replace(UNNUMBERED, started_on=BASE.started_on + timedelta(days=6)))


def test_without_a_number_another_kind_or_another_school_is_another_inspection():
    assert not same_inspection(BASE, replace(UNNUMBERED, kind="ungraded"))
    assert same_inspection(replace(BASE, urn_at_inspection=999001), UNNUMBERED)
    assert not same_inspection(replace(BASE, urn_at_inspection=999001), replace(UNNUMBERED, urn_at_inspection=999002))


RECORDS = st.builds(
    lambda number, days, kind, urn: replace(
        BASE, number=number, started_on=BASE.started_on + timedelta(days=days), kind=kind, urn_at_inspection=urn
    ),
    st.sampled_from([None, "1", "2"]),
    st.integers(0, 8),
    st.sampled_from(["graded", "ungraded"]),
    st.sampled_from([None, 1, 2]),
)


@given(RECORDS, RECORDS)
def test_the_order_of_the_two_does_not_matter(a, b):
    assert same_inspection(a, b) == same_inspection(b, a)
    assert same_inspection(a, a)
