"""The same inspection from several files becomes one; grades that differ are shown side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from evaluation.frameworks import FrameworkKey
from evaluation.intake import merge
from evaluation.records import Elsewhere, Finding, Inspection

EIF = FrameworkKey("ofsted-eif", "2019-09")
GOOD = Finding("quality_of_education", "good")
INADEQUATE = Finding("quality_of_education", "inadequate")
OLD_FILE = Inspection("old", "graded", EIF, date(2022, 1, 14), source="old.xlsx", findings=(GOOD,))
NEW_FILE = replace(
    OLD_FILE, id="new", number="10000001", started_on=date(2022, 1, 13), published_on=date(2022, 3, 1), source="new.csv"
)


def test_two_files_of_one_inspection_give_one_with_what_either_knows():
    result = merge([], [OLD_FILE, NEW_FILE])
    (one,) = result.new
    assert (one.id, one.number, one.published_on, one.findings) == ("old", "10000001", date(2022, 3, 1), (GOOD,))
    assert (result.known, result.completed, result.differing) == ((), (), ())


def test_what_is_stored_is_completed_and_keeps_its_id_and_date():
    result = merge([OLD_FILE], [NEW_FILE])
    (one,) = result.completed
    assert (one.id, one.started_on, one.number) == ("old", OLD_FILE.started_on, "10000001")
    assert (result.new, merge([one], [NEW_FILE]).known) == ((), (one,))


def test_grades_that_differ_stand_side_by_side_and_are_not_overwritten():
    other = replace(NEW_FILE, findings=(INADEQUATE, Finding("safeguarding", "effective")))
    result = merge([OLD_FILE], [other])
    (pair,) = result.differing
    assert (pair.stored, pair.found, pair.strands) == (OLD_FILE, other, ("quality_of_education",))
    (one,) = result.completed
    assert one.findings == (
        replace(GOOD, elsewhere=(Elsewhere("new.csv", "inadequate"),)),
        Finding("safeguarding", "effective", elsewhere=(Elsewhere("new.csv", "effective"),)),
    )
    assert [finding.disputed for finding in one.findings] == [True, False]


def test_no_grade_in_one_file_is_filled_from_another_but_not_judged_is_a_word_of_its_own():
    nine = replace(OLD_FILE, findings=(Finding("quality_of_education", None, "No grade in the file (9)"),))
    (filled,) = merge([nine], [NEW_FILE]).completed
    assert (filled.findings[0].grade, filled.findings[0].disputed) == ("good", False)
    not_judged = replace(OLD_FILE, findings=(Finding("quality_of_education", None, "Not judged"),))
    result = merge([not_judged], [NEW_FILE])
    assert result.differing[0].strands == ("quality_of_education",)
    (finding,) = result.completed[0].findings
    assert (finding.grade, finding.words, finding.disputed) == (None, "Not judged", True)


def test_grades_under_two_frameworks_are_shown_and_not_mixed():
    other = replace(NEW_FILE, framework=FrameworkKey("ofsted-cif", "2015-09"), findings=(Finding("teaching", "good"),))
    result = merge([OLD_FILE], [other])
    assert result.differing[0].strands == ("quality_of_education", "teaching")
    assert result.completed[0].findings == (GOOD,)


def test_outcome_words_that_differ_are_shown():
    standards = replace(OLD_FILE, kind="independent_standards", findings=(), outcome="All standards Met")
    other = replace(standards, outcome="Did not meet all standards")
    result = merge([standards], [other])
    assert (result.differing[0].strands, result.differing[0].outcome) == ((), True)
    assert result.known == (standards,)


def test_a_record_dated_by_publication_joins_the_one_published_that_day():
    by_publication = replace(OLD_FILE, id="five", started_on=date(2022, 3, 1), published_on=date(2022, 3, 1))
    assert merge([NEW_FILE], [by_publication]).new == ()


RECORDS = st.builds(
    lambda n, number, days, grade: replace(
        OLD_FILE,
        id=f"i{n}",
        number=number,
        started_on=OLD_FILE.started_on + timedelta(days=days),
        findings=(Finding("quality_of_education", grade),),
    ),
    st.integers(0, 9),
    st.sampled_from([None, "1", "2"]),
    st.integers(0, 30),
    st.sampled_from([None, "good", "inadequate"]),
)


@given(st.lists(RECORDS, max_size=4, unique_by=lambda i: i.id), st.lists(RECORDS, max_size=6))
def test_no_stored_grade_is_lost_and_nothing_is_stored_twice(stored, found):
    result = merge(stored, found)
    before = {inspection.id: inspection for inspection in stored}
    assert not before.keys() & {inspection.id for inspection in result.new}
    for one in result.completed:
        grade = before[one.id].findings[0].grade
        assert grade is None or one.findings[0].grade == grade
    again = merge([*stored, *result.new], result.new)
    assert again.new == ()
