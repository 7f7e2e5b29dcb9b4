"""Inspection reports and letters as PDFs: what is proposed, from which words, and what is refused."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from evaluation.errors import FileRefused
from evaluation.frameworks import shipped
from evaluation.intake.reports import Proposed, ReportProposal, read_report
from evaluation.intake.reports.dates import first_days
from evaluation.intake.reports.extraction import MOST_PAGES
from evaluation.intake.reports.opening import LARGEST
from evaluation.records import day
from tests.intake.report_samples import CIF, EIF, REPORT_CARD, SAMPLES, SCHOOL, SHORT, URN, pdf, scanned

REAL = "reports/2016-11-08_139305_rough_hay_primary_good.pdf"


def read(content: bytes, urn: int | None = URN, name: str = SCHOOL) -> ReportProposal:
    return read_report(content, "report.pdf", shipped(), urn, name)


@cache
def sample(name: str) -> ReportProposal:
    return read(pdf(SAMPLES[name]))


def refusal(content: bytes, urn: int | None = URN, name: str = SCHOOL) -> str:
    with pytest.raises(FileRefused) as refused:
        read(content, urn, name)
    return str(refused.value)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def proposals(report: ReportProposal) -> list[Proposed[object]]:
    values = [getattr(report, field.name) for field in dataclasses.fields(report)]
    single = [value for value in values if isinstance(value, Proposed)]
    return [*single, *report.strengths, *report.recommendations, *(grade for _, grade in report.findings)]


def assert_every_sentence_stands_on_its_page(report: ReportProposal, content: bytes) -> None:
    """The page's text holds it, or ends with its beginning where it runs on to the next page."""
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
    assert proposals(report)
    for proposed in proposals(report):
        words = squeezed(proposed.sentence)
        here, after = pages[proposed.page - 1], [*pages, ""][proposed.page]
        runs_on = any(here.endswith(words[:cut]) and words[cut:] in after for cut in range(10, len(words)))
        assert words in here or runs_on, proposed


def grades(report: ReportProposal) -> dict[str, str]:
    return {strand_id: grade.value for strand_id, grade in report.findings}


def test_the_real_report_gives_what_it_says(shared_file):
    content = shared_file(REAL).read_bytes()
    report = read(content, 139305, "Rough Hay Primary School")
    assert (report.layout, report.kind) == ("Report of the 2015 to 2019 framework", "graded")
    assert str(report.framework) == "ofsted-cif@2015-09"
    assert report.urn.value == 139305
    assert report.school.value == "Rough Hay Primary School"
    assert (report.started_on.value, report.ended_on.value) == (date(2016, 11, 8), date(2016, 11, 9))
    assert report.number.value == "10020044"
    assert grades(report) == {
        "overall_effectiveness": "good",
        "leadership_management": "good",
        "teaching": "good",
        "behaviour": "good",
        "outcomes": "good",
        "early_years": "good",
        "safeguarding": "effective",
    }
    lead_in = "Further improve the quality of teaching and raise the achievement of pupils by ensuring that"
    assert [point.value for point in report.recommendations] == [
        f"{lead_in} the most able pupils, including those that are disadvantaged, are taught how to think more deeply "
        "about what they have read so that they can make comparisons between how different authors write about the "
        "same themes",
        f"{lead_in} presentation standards in Years 1 and 2 meet the school’s expectations, as defined in the "
        "presentation policy, and that further emphasis is placed on the correct spelling of words and use of "
        "punctuation in sentences",
        f"{lead_in} in mathematics lessons, pupils needing to catch up are given more opportunities to articulate "
        "their reasoning when solving problems.",
    ]
    assert [point.page for point in report.recommendations] == [2, 2, 2]
    assert report.strengths == ()
    assert report.missing == ("the day it was published",)
    assert_every_sentence_stands_on_its_page(report, content)


def test_the_real_report_of_another_school_is_refused_by_name(shared_file):
    said = refusal(shared_file(REAL).read_bytes())
    assert "“Rough Hay Primary School” (URN 139305)" in said
    assert "999001" in said


@pytest.mark.parametrize(
    ("name", "kind", "framework", "started", "ended"),
    [
        ("2015 to 2019", "graded", "ofsted-cif@2015-09", date(2016, 6, 30), date(2016, 7, 1)),
        ("before 2015", "graded", "ofsted-section-5@2012-09", date(2014, 3, 5), date(2014, 3, 6)),
        ("short inspection", "ungraded", "ofsted-cif@2015-09", date(2017, 1, 12), date(2017, 1, 12)),
        ("2019 to 2025", "graded", "ofsted-eif@2019-09", date(2022, 6, 14), date(2022, 6, 15)),
        ("since September 2024", "graded", "ofsted-eif@2024-09", date(2024, 12, 3), date(2024, 12, 4)),
        ("ungraded", "ungraded", "ofsted-eif@2019-09", date(2023, 2, 7), date(2023, 2, 7)),
        ("maintained", "ungraded", "ofsted-eif@2024-09", date(2025, 1, 21), date(2025, 1, 22)),
        ("monitoring", "monitoring", "ofsted-cif@2015-09", date(2018, 10, 16), date(2018, 10, 17)),
        ("visit", "visit", "visit-without-grades@2020-09", date(2020, 10, 13), date(2020, 10, 13)),
        ("report card", "report_card", "ofsted-report-card@2025-11", date(2026, 1, 6), date(2026, 1, 7)),
        (
            "independent",
            "independent_standards",
            "independent-school-standards@2015-01",
            date(2023, 5, 9),
            date(2023, 5, 9),
        ),
    ],
)
def test_each_layout_gives_its_kind_its_framework_its_days_and_its_school(name, kind, framework, started, ended):
    report = sample(name)
    assert (report.kind, str(report.framework)) == (kind, framework)
    assert (report.started_on.value, report.ended_on.value) == (started, ended)
    assert report.school.value == SCHOOL
    assert report.urn is None or report.urn.value == URN


@pytest.mark.parametrize("name", SAMPLES)
def test_every_proposal_stands_in_the_report_where_it_says(name):
    assert_every_sentence_stands_on_its_page(sample(name), pdf(SAMPLES[name]))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "2015 to 2019",
            {
                "overall_effectiveness": "requires_improvement",
                "leadership_management": "requires_improvement",
                "teaching": "requires_improvement",
                "behaviour": "good",
                "outcomes": "requires_improvement",
                "early_years": "good",
                "safeguarding": "effective",
            },
        ),
        (
            "before 2015",
            {
                "overall_effectiveness": "good",
                "outcomes": "good",
                "teaching": "good",
                "behaviour": "outstanding",
                "leadership_management": "good",
            },
        ),
        (
            "2019 to 2025",
            {
                "overall_effectiveness": "good",
                "quality_of_education": "good",
                "behaviour_attitudes": "outstanding",
                "personal_development": "good",
                "leadership_management": "good",
                "safeguarding": "effective",
                "early_years": "good",
            },
        ),
        (
            "report card",
            {
                "safeguarding": "met",
                "inclusion": "expected_standard",
                "curriculum_teaching": "needs_attention",
                "achievement": "needs_attention",
                "attendance_behaviour": "strong_standard",
                "personal_development_wellbeing": "exceptional",
                "leadership_governance": "expected_standard",
                "early_years": "expected_standard",
            },
        ),
        ("short inspection", {"safeguarding": "effective"}),
        ("visit", {}),
    ],
)
def test_a_report_gives_the_grades_it_states_and_no_other(name, said):
    assert grades(sample(name)) == said


@pytest.mark.parametrize(
    ("name", "points"),
    [
        (
            "2015 to 2019",
            [
                "Improve the quality of teaching by making sure that teachers use what they know of pupils to plan "
                "work – above all for the most able – that is hard enough",
                "Improve the quality of teaching by giving pupils time to act on what teachers tell them about their "
                "work.",
                "Raise standards in writing so that pupils of every age – from Reception to Year 6 – write often, at "
                "length and in more than one subject.",
                "An external review of governance should be undertaken.",
            ],
        ),
        (
            "short inspection",
            [
                "Leaders and those responsible for governance should ensure that pupils’ attendance improves, so that "
                "few of them miss school often",
                "Leaders and those responsible for governance should ensure that the most able pupils are challenged "
                "in every subject.",
            ],
        ),
        (
            "2019 to 2025",
            [
                "In some subjects, leaders have not decided which knowledge pupils need. Pupils do not build on what "
                "they know. Leaders should set out the knowledge that pupils need, in the order in which they need it.",
                "Some staff do not teach phonics as they were trained to. Leaders should check that all of them do.",
            ],
        ),
        ("before 2015", ["Raise achievement in mathematics by giving pupils more problems to solve."]),
        ("ungraded", ["The curriculum in a few subjects is new. Leaders should check how well pupils learn it."]),
        (
            "report card",
            [
                "Leaders should make sure that pupils get the help they need to write with accuracy.",
                "Leaders should check that what pupils learn in each subject is remembered.",
            ],
        ),
        ("visit", []),
    ],
)
def test_each_point_to_improve_is_a_whole_statement(name, points):
    assert [point.value for point in sample(name).recommendations] == points


def test_points_are_the_same_where_empty_lines_stand_between_them():
    spaced = [[text for line in page for text in (line, "")] for page in EIF[:1]]
    spaced += [
        [text for line in page for text in (("", line) if line.startswith("n ") else (line,))] for page in EIF[1:]
    ]
    assert [p.value for p in read(pdf(spaced)).recommendations] == [
        p.value for p in sample("2019 to 2025").recommendations
    ]


def test_strengths_come_only_from_a_list_of_strengths():
    assert [point.value for point in sample("2015 to 2019").strengths] == [
        "Pupils behave well and are well-mannered.",
        "Children in the early years make a good start.",
    ]
    assert sample("2019 to 2025").strengths == ()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("short inspection", "This school continues to be good."),
        ("ungraded", "Chloë Street Primary School continues to be a good school."),
        (
            "maintained",
            "Chloë Street Primary School has taken effective action to maintain the standards identified at the "
            "previous inspection.",
        ),
        ("monitoring", "Leaders and managers are taking effective action towards the removal of special measures."),
        (
            "independent",
            "The school does not meet all of the independent school standards that were checked during this "
            "inspection.",
        ),
    ],
)
def test_a_letter_without_grades_gives_the_sentence_that_states_its_outcome(name, sentence):
    assert sample(name).outcome.value == sentence


def test_what_was_looked_for_and_not_found_is_named():
    page = [line for line in EIF[0] if not line.startswith(("Inspection dates", "Personal development"))]
    missing = read(pdf([page, *EIF[1:]])).missing
    assert missing == ("the date of the inspection", "the day it was published", "a grade for Personal development")


def test_without_a_date_the_framework_is_the_one_that_has_the_grades():
    page = [line for line in EIF[0] if not line.startswith("Inspection dates")]
    assert str(read(pdf([page, *EIF[1:]])).framework) == "ofsted-eif@2019-09"


def test_two_grades_for_one_strand_give_none_and_both_are_named():
    pages = [CIF[0], [*CIF[1], "Outcomes for pupils Good"], CIF[2]]
    report = read(pdf(pages))
    assert "outcomes" not in grades(report)
    assert (
        "one grade for Outcomes for pupils: the report says Requires improvement (page 1) and Good (page 2)"
        in report.missing
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["Inclusion", "Achievement", "Expected standard", "Strong standard"],
        ["Expected standard", "Inclusion", "Strong standard", "Achievement"],
        ["Inclusion Not judged", "Achievement Not applicable"],
        ["Inclusion 2", "Achievement 4"],
        ["Inclusion at the previous inspection Strong standard"],
        ["Leaders have raised achievement to the expected standard"],
    ],
)
def test_a_grade_that_is_not_plainly_a_strands_is_never_paired_with_it(lines):
    at = REPORT_CARD[0].index("Safeguarding standards met") + 1
    report = read(pdf([[*REPORT_CARD[0][:at], "", "The grades", *lines], REPORT_CARD[1]]))
    assert grades(report) == {"safeguarding": "met"}


def test_what_leaders_must_ensure_about_safeguarding_is_no_judgement():
    page = [*EIF[1][:3], "Leaders must ensure that the arrangements for safeguarding are effective.", *EIF[1][4:]]
    assert "safeguarding" not in grades(read(pdf([EIF[0], page, *EIF[2:]])))


def test_safeguarding_that_is_not_effective_is_said_so():
    page = [line.replace("are effective", "are not effective") for line in EIF[1]]
    assert grades(read(pdf([EIF[0], page, *EIF[2:]])))["safeguarding"] == "not_effective"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8–9 November 2016", date(2016, 11, 8), date(2016, 11, 9)),
        ("14 and 15 June 2022", date(2022, 6, 14), date(2022, 6, 15)),
        ("30 June and 1 July 2022", date(2022, 6, 30), date(2022, 7, 1)),
        ("12, 13 and 14 May 2015", date(2015, 5, 12), date(2015, 5, 14)),
        ("9 December 2019 – 2 January 2020", date(2019, 12, 9), date(2020, 1, 2)),
        ("14/06/2022", date(2022, 6, 14), date(2022, 6, 14)),
        ("14/06/2022 to 15/06/2022", date(2022, 6, 14), date(2022, 6, 15)),
        ("Tuesday 6 January 2026", date(2026, 1, 6), date(2026, 1, 6)),
        ("Tuesday 6 and Wednesday 7th January 2026", date(2026, 1, 6), date(2026, 1, 7)),
    ],
)
def test_dates_are_read_as_reports_write_them(text, first, last):
    assert first_days(text)[:2] == (first, last)


@pytest.mark.parametrize(
    "text", ["31 February 2016", "12 May 2099", "12 May 1891", "30/02/2016", "2016", "May 2016", ""]
)
def test_a_date_that_cannot_be_is_none(text):
    assert first_days(text) is None


@given(st.dates(date(1992, 1, 2), date(2026, 1, 1)), st.text(max_size=20).filter(lambda t: not re.search(r"\d", t)))
def test_every_day_in_words_is_read_back(when, around):
    found = first_days(f"{around} on {day(when)}.{around}")
    assert found[:2] == (when, when)


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(EIF)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"URN,School name\n999001,Ours\n", "not a PDF"),
        (b"%PDF-1.5\nnothing follows", "damaged"),
        (pdf(EIF)[:900], "damaged"),
        (scanned(), "picture of a report"),
        (locked("secret"), "locked with a password"),
        (pdf([["Menu for the week", "Monday: soup", "Tuesday 6 January 2026: pie"]]), "not an inspection report"),
        (
            pdf([["Safeguarding policy", "The arrangements for safeguarding are effective."]]),
            "not an inspection report",
        ),
        (pdf([["A report"]] * (MOST_PAGES + 1)), "301 pages"),
        (b"%PDF-1.5\n" + bytes(LARGEST), "larger than 25 MB"),
    ],
    ids=["empty", "other", "damaged", "cut", "scanned", "locked", "menu", "policy", "pages", "large"],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(content, reason):
    assert reason in refusal(content)


def test_a_scan_is_refused_with_the_way_out():
    assert "published on the inspectorate's website has text" in refusal(scanned())


def test_a_report_that_is_only_protected_from_printing_is_read():
    assert read(locked("")).urn.value == URN


def test_a_report_with_another_urn_is_refused_and_names_its_school():
    assert f"“{SCHOOL}” (URN 999001)" in refusal(pdf(EIF), 999002, "Other School")


def test_a_letter_without_urn_is_refused_where_its_name_is_another():
    assert f"“{SCHOOL}”, not of “Station Road Primary School”" in refusal(
        pdf(SHORT), URN, "Station Road Primary School"
    )


@pytest.mark.parametrize(
    "name", ["Chloë Street", "The Chloe and Chloë Street Church of England Primary Academy", "", "St Primary"]
)
def test_a_letter_is_not_refused_for_a_name_that_may_be_the_same(name):
    assert read(pdf(SHORT), URN, name).outcome


def test_a_report_that_names_our_urn_beside_a_predecessors_is_ours():
    last = ["Unique reference number 888001", "Unique reference number 999001", *EIF[2]]
    assert read(pdf([*EIF[:2], last])).urn.value == URN
