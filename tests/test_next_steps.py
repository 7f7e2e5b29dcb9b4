"""What comes next after an inspection: the right steps for the school and the outcome, by the right day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import FileRefused
from evaluation.frameworks import DATA, Framework, InspectionKind, shipped
from evaluation.next_steps import (
    DISCLAIMER,
    LONGEST,
    Due,
    Length,
    Outcome,
    OwnLength,
    SchoolKind,
    State,
    category_of,
    clock,
    ladder,
    outcome_of,
    school_kind,
)
from evaluation.records import SCHOOL_TYPES, Finding, Inspection, SchoolDetails
from evaluation.step_files import read_ladders, read_next_steps, shipped_ladders, shipped_steps
from evaluation.working_days import Closure

CARD = shipped().get("ofsted-report-card", "2025-11")
EIF = shipped().get("ofsted-eif", "2019-09")
STANDARDS = shipped().get("independent-school-standards", "2015-01")

ENDED = date(2026, 1, 14)  # a Wednesday
HALF_TERM = Closure("February half-term", date(2026, 2, 16), date(2026, 2, 20))
EASTER = Closure("Easter holiday", date(2026, 3, 30), date(2026, 4, 10))
FILES = {"steps": (DATA / "next-steps.yaml").read_text("utf-8"), "ladders": (DATA / "ladders.yaml").read_text("utf-8")}
EVERY_STEP = (*shipped_steps().steps, *shipped_ladders().rungs)


def school_of(kind: str = "Community school", trust: str = "") -> SchoolDetails:
    return SchoolDetails("urn-100000", "Test School", 100000, "Primary", kind, trust=trust)


def inspection_of(
    framework: Framework = CARD,
    grades: Mapping[str, str] | None = None,
    kind: InspectionKind | None = None,
    category: str = "",
    outcome: str = "",
) -> Inspection:
    findings = tuple(Finding(strand, grade) for strand, grade in (grades or {}).items())
    kind = kind or framework.inspection_kind or "graded"
    return Inspection(
        "i",
        kind,
        framework.key,
        date(2026, 1, 13),
        stage="provisional",
        findings=findings,
        category=category,
        outcome=outcome,
    )


FINE = {"safeguarding": "met", "inclusion": "expected_standard", "achievement": "strong_standard"}
IN_CATEGORY = {**FINE, "achievement": "urgent_improvement"}
ATTENTION = {**FINE, "inclusion": "needs_attention"}


def steps_by_id(
    inspection: Inspection,
    framework: Framework = CARD,
    school: SchoolDetails | None = None,
    events: Mapping[str, date] | None = None,
    closures: tuple[Closure, ...] = (),
    lengths: Mapping[str, OwnLength] | None = None,
    today: date = ENDED,
) -> dict[str, Due]:
    found = clock(inspection, framework, school or school_of(), events or {}, closures, lengths or {}, today)
    return {due.step.id: due for due in found}


# ------------------------------------------------------------------ what an inspection found


@pytest.mark.parametrize(
    ("framework", "grades", "outcome"),
    [
        (CARD, {}, Outcome.NONE_KNOWN),
        (CARD, FINE, Outcome.NO_CONCERN),
        (CARD, ATTENTION, Outcome.NEEDS_ATTENTION),
        (CARD, IN_CATEGORY, Outcome.CATEGORY_OF_CONCERN),
        (CARD, {**ATTENTION, "safeguarding": "not_met"}, Outcome.CATEGORY_OF_CONCERN),
        (EIF, {"quality_of_education": "good"}, Outcome.NO_CONCERN),
        (EIF, {"quality_of_education": "requires_improvement"}, Outcome.REQUIRES_IMPROVEMENT),
        (EIF, {"overall_effectiveness": "inadequate"}, Outcome.CATEGORY_OF_CONCERN),
        (EIF, {"quality_of_education": "good", "safeguarding": "not_effective"}, Outcome.CATEGORY_OF_CONCERN),
        (STANDARDS, {"part_1": "met", "part_3": "not_met"}, Outcome.STANDARDS_NOT_MET),
        (STANDARDS, {"part_1": "met"}, Outcome.NO_CONCERN),
        (STANDARDS, {}, Outcome.NONE_KNOWN),
    ],
)
def test_the_outcome_follows_from_the_grades(framework: Framework, grades: dict[str, str], outcome: Outcome) -> None:
    assert outcome_of(inspection_of(framework, grades), framework) is outcome


def test_the_words_of_the_independent_schools_file_are_understood() -> None:
    words = {"Did not meet all standards": Outcome.STANDARDS_NOT_MET, "All standards Met": Outcome.NO_CONCERN}
    for said, outcome in words.items():
        assert outcome_of(inspection_of(STANDARDS, outcome=said), STANDARDS) is outcome


@pytest.mark.parametrize(
    ("words", "category", "outcome"),
    [
        ("Special measures", "special_measures", Outcome.CATEGORY_OF_CONCERN),
        ("Serious weaknesses", "significant_improvement", Outcome.CATEGORY_OF_CONCERN),
        ("Requires significant improvement", "significant_improvement", Outcome.CATEGORY_OF_CONCERN),
        ("Notice to improve", None, Outcome.CATEGORY_OF_CONCERN),
        ("No longer in special measures", None, Outcome.NONE_KNOWN),
        ("", None, Outcome.NONE_KNOWN),
    ],
)
def test_only_words_say_which_category_it_is(words: str, category: str | None, outcome: Outcome) -> None:
    inspection = inspection_of(EIF, category=words)
    assert category_of(inspection) == category
    assert outcome_of(inspection, EIF) is outcome
    assert category_of(inspection_of(CARD, {**IN_CATEGORY, "leadership_governance": "urgent_improvement"})) is None


def test_a_visit_or_a_review_by_peers_starts_nothing() -> None:
    for kind in ("visit", "peer_review"):
        inspection = inspection_of(CARD, IN_CATEGORY, kind=kind, category="Special measures")
        assert outcome_of(inspection, CARD) is Outcome.NONE_KNOWN
        assert steps_by_id(inspection) == {}
        assert ladder(inspection, CARD, school_of(), {}, (), {}, ENDED) == []


def test_every_type_of_school_has_a_kind() -> None:
    kinds = {kind: school_kind(school_of(kind)) for kind in SCHOOL_TYPES}
    assert kinds["Voluntary aided school"] is SchoolKind.MAINTAINED
    assert kinds["Free school"] is SchoolKind.ACADEMY
    assert kinds["Independent school"] is SchoolKind.INDEPENDENT
    assert {kind for kind, found in kinds.items() if found is SchoolKind.STATE} == {"Special school", "Other"}
    assert school_kind(school_of("Special school", trust="Test Trust")) is SchoolKind.ACADEMY


# ------------------------------------------------------------------ worked by hand


def test_an_inspection_in_january_is_followed_over_half_term() -> None:
    """From Wed 14 January 2026. Day 18 is Mon 9 February, day 23 Mon 16 (half-term), day 30 Wed 25 February;
    with the five days of half-term left out, day 30 is Wed 4 March.
    """
    inspection = inspection_of(CARD, FINE)
    plain = steps_by_id(inspection, events={"ended": ENDED})
    closed = steps_by_id(inspection, events={"ended": ENDED}, closures=(HALF_TERM,))
    assert plain["raise-on-site"].due_on == ENDED
    assert plain["ring-inspectorate"].due_on == date(2026, 1, 15)
    assert plain["draft"].due_on == closed["draft"].due_on == date(2026, 2, 9)
    assert plain["publication"].due_on == date(2026, 2, 25)
    assert closed["publication"].due_on == date(2026, 3, 4)
    assert closed["publication"].days_left == 30
    assert closed["publication"].length.words == "30 working days, school holidays not counted"
    assert plain["comments"].due_on is None
    assert (plain["comments"].state, plain["comments"].waits_for) == (State.WAITING, "Draft report received")


def test_comments_are_due_five_working_days_after_the_draft_even_in_half_term() -> None:
    events = {"ended": ENDED, "draft": date(2026, 2, 12)}  # a Thursday: Fri 13, Mon 16, Tue, Wed, Thu 19
    found = steps_by_id(inspection_of(CARD, FINE), events=events, closures=(HALF_TERM,), today=date(2026, 2, 13))
    assert found["comments"].due_on == date(2026, 2, 19)
    assert (found["comments"].state, found["comments"].days_left) == (State.DUE, 4)
    assert (found["draft"].state, found["draft"].done_on) == (State.DONE, date(2026, 2, 12))


def test_the_statement_of_action_is_counted_over_easter() -> None:
    """From Wed 25 March 2026: 26, 27, 30, 31, 1, 2 April; not Good Friday and Easter Monday; 7, 8, 9, Fri 10."""
    events = {"ended": ENDED, "final": date(2026, 3, 25)}
    inspection = inspection_of(CARD, IN_CATEGORY)
    maintained = steps_by_id(inspection, events=events, closures=(EASTER,))
    academy = steps_by_id(inspection, school=school_of("Free school"), events=events)
    unsure = steps_by_id(inspection, school=school_of("Special school"), events=events)
    assert maintained["statement-maintained"].due_on == academy["statement-academy"].due_on == date(2026, 4, 10)
    assert "local authority" in maintained["statement-maintained"].step.what
    assert "statement-academy" not in maintained and "statement-maintained" not in academy
    assert {"statement-maintained", "statement-academy"} <= set(unsure)


def test_the_next_full_inspection_is_bounded_by_school_years() -> None:
    found = steps_by_id(inspection_of(CARD, FINE), events={"ended": ENDED})
    assert found["next-full"].due_on == date(2030, 1, 14)
    assert found["next-full-latest"].due_on == date(2031, 8, 31)
    autumn = steps_by_id(inspection_of(CARD, FINE), events={"ended": date(2026, 9, 1)})
    assert autumn["next-full-latest"].due_on == date(2032, 8, 31)


@pytest.mark.parametrize(
    ("number", "unit", "words", "on"),
    [
        (2, "working_days", "2 working days", date(2026, 2, 3)),
        (2, "school_days", "2 working days, school holidays not counted", date(2026, 2, 3)),
        (1, "calendar_days", "1 calendar day", date(2026, 2, 1)),
        (2, "weeks", "2 weeks", date(2026, 2, 14)),
        (1, "months", "1 month", date(2026, 2, 28)),
        (24, "months", "2 years", date(2028, 1, 31)),
        (0, "months", "the same day", date(2026, 1, 31)),
        (0, "school_years", "to the end of the school year", date(2026, 8, 31)),
        (None, "months", "not known", None),
        (None, "each_term", "each term", None),
    ],
)
def test_each_unit_counts_and_reads_as_people_say_it(
    number: int | None, unit: str, words: str, on: date | None
) -> None:
    length = Length.model_validate({"number": number, "unit": unit})
    assert (length.words, length.after(date(2026, 1, 31), [])) == (words, on)


# ------------------------------------------------------------------ how it stands


def test_publication_settles_what_had_to_come_before_it() -> None:
    events = {"ended": ENDED, "published": date(2026, 2, 24)}
    found = steps_by_id(inspection_of(CARD, FINE), events=events, today=date(2026, 3, 2))
    assert found["draft"].state is found["publication"].state is State.DONE
    assert (found["draft"].done_on, found["publication"].done_on) == (None, date(2026, 2, 24))
    assert found["comments"].state is State.PASSED, "comments need not have been sent, and it is too late now"
    assert found["tell-parents"].state is State.NOT_KNOWN
    assert "Final report received" in found["tell-parents"].waits_for


def test_an_inspection_known_only_from_a_published_file_has_nothing_overdue() -> None:
    old = replace(inspection_of(CARD, FINE), stage="published")
    found = steps_by_id(old, events={"ended": date(2011, 3, 9)}, today=date(2026, 11, 21))
    assert found["publication"].state is State.DONE
    assert State.OVERDUE not in {due.state for due in found.values()}
    assert {found[step].state for step in ("ring-inspectorate", "comments")} == {State.PASSED}


def test_what_waits_for_the_publication_has_the_day_it_would_have_if_that_comes_when_it_is_due() -> None:
    inspection = inspection_of(CARD, IN_CATEGORY, category="Requires significant improvement")
    found = steps_by_id(inspection, events={"ended": ENDED}, today=ENDED)
    later, published = found["structural-significant-improvement"], found["publication"].due_on
    assert (later.state, later.due_on) == (State.WAITING, None)
    assert published and later.expected_on and later.expected_on.year - published.year in (1, 2)


def test_a_day_that_is_over_is_overdue_only_where_somebody_must_act_and_the_length_is_confirmed() -> None:
    events = {"ended": ENDED, "draft": date(2026, 2, 9)}
    late = date(2026, 4, 1)
    found = steps_by_id(inspection_of(CARD, FINE), events=events, today=late)
    assert (found["publication"].state, found["publication"].days_left) == (State.OVERDUE, -25)
    assert (found["comments"].state, found["comments"].days_left) == (State.PASSED, None)
    events = {"ended": ENDED, "final": date(2026, 2, 20)}
    parents = steps_by_id(inspection_of(CARD, FINE), events=events, today=late)["tell-parents"]
    assert (parents.confirmed_on, parents.state) == (None, State.PASSED)
    own = {"tell-parents": OwnLength(5, date(2026, 3, 1), "The regulations, read by the clerk")}
    parents = steps_by_id(inspection_of(CARD, FINE), events=events, lengths=own, today=late)["tell-parents"]
    assert parents.state is State.OVERDUE


def test_a_planned_day_dates_what_follows_and_settles_nothing() -> None:
    events = {"ended": ENDED, "published": date(2026, 3, 2)}
    found = steps_by_id(inspection_of(CARD, IN_CATEGORY), events=events, today=date(2026, 2, 1))
    assert found["publication"].state is State.DUE
    assert found["draft"].state is State.DUE


def test_no_date_is_made_up_where_no_length_is_known() -> None:
    events = {"ended": ENDED, "final": date(2026, 2, 20), "published": date(2026, 2, 24)}
    found = steps_by_id(inspection_of(CARD, ATTENTION), events=events, today=date(2026, 3, 2))
    monitoring = found["monitoring-needs-attention"]
    assert (monitoring.due_on, monitoring.state) == (None, State.NOT_KNOWN)
    assert "set your own" in monitoring.waits_for
    own = {"monitoring-needs-attention": OwnLength(6, date(2026, 3, 1), "Letter of 1 March")}
    monitoring = steps_by_id(inspection_of(CARD, ATTENTION), events=events, lengths=own)["monitoring-needs-attention"]
    assert monitoring.due_on == date(2026, 8, 24)
    assert (monitoring.own, monitoring.source, monitoring.confirmed_on) == (True, "Letter of 1 March", date(2026, 3, 1))
    termly = steps_by_id(inspection_of(CARD, IN_CATEGORY), events=events, today=date(2026, 3, 2))["monitoring-category"]
    assert (termly.due_on, termly.state, termly.length.words) == (None, State.NOT_KNOWN, "each term")


def test_which_category_it_is_is_left_to_the_report() -> None:
    events = {"final": ENDED, "published": ENDED}
    unnamed = steps_by_id(inspection_of(CARD, IN_CATEGORY), events=events)
    for step in ("structural-special-measures", "structural-significant-improvement"):
        assert (unnamed[step].state, unnamed[step].due_on) == (State.WAITING, None)
        assert "category" in unnamed[step].waits_for
    special = steps_by_id(inspection_of(CARD, IN_CATEGORY, category="Special measures"), events=events, today=ENDED)
    assert "structural-significant-improvement" not in special


def test_an_independent_school_s_plan_is_due_on_the_day_that_the_notice_names() -> None:
    inspection = inspection_of(STANDARDS, {"part_3": "not_met"})
    events = {"notice": date(2026, 2, 2), "plan_due": date(2026, 3, 6)}
    school = school_of("Independent school")
    found = steps_by_id(inspection, STANDARDS, school, events, today=date(2026, 2, 3))
    assert found["action-plan"].due_on == date(2026, 3, 6)
    assert found["notice"].state is State.DONE
    assert found["enforcement-two-years"].due_on == date(2028, 2, 2)
    assert (found["appeal-removal"].state, found["appeal-removal"].due_on) == (State.WAITING, None)
    assert not {"comments", "publication", "statement-maintained"} & set(found)
    rungs = ladder(inspection, STANDARDS, school, events, (), {}, date(2026, 2, 3))
    assert [due.step.id for due in rungs][:2] == ["notice", "action-plan"]
    assert {"restriction", "removal", "appeal-removal"} <= {due.step.id for due in rungs}


def test_the_ladder_is_the_school_s_and_the_outcome_s_in_its_order() -> None:
    events = {"final": date(2026, 3, 25), "published": date(2026, 3, 27)}
    inspection = inspection_of(CARD, IN_CATEGORY, category="Serious weaknesses")
    rungs = ladder(inspection, CARD, school_of("Free school"), events, (), {}, date(2026, 4, 1))
    assert [due.step.id for due in rungs] == [
        "notice-of-category",
        "statement-academy",
        "monitoring-category",
        "structural-significant-improvement",
    ]
    assert [due.due_on for due in rungs] == [None, date(2026, 4, 10), None, date(2027, 9, 27)]
    assert rungs[-1].confirmed_on is None
    own = {"statement-academy": OwnLength(5, None, "")}
    rungs = ladder(inspection, CARD, school_of("Free school"), events, (), own, date(2026, 4, 1))
    assert rungs[1].due_on == date(2026, 4, 1)
    for grades in ({}, FINE):
        assert ladder(inspection_of(CARD, grades), CARD, school_of(), events, (), {}, ENDED) == []


# ------------------------------------------------------------------ laws

EVENT_IDS = [event.id for event in shipped_steps().events]
EVENTS = st.dictionaries(st.sampled_from([*EVENT_IDS, "notified"]), st.dates(date(2024, 1, 1), date(2027, 12, 31)))
CASES = st.sampled_from(
    [
        (inspection_of(framework, grades, category=category), framework, school_of(kind))
        for (framework, grades), category, kind in product(
            [
                (CARD, {}),
                (CARD, FINE),
                (CARD, ATTENTION),
                (CARD, IN_CATEGORY),
                (EIF, {"quality_of_education": "inadequate"}),
                (STANDARDS, {"part_1": "not_met"}),
            ],
            ["", "Special measures"],
            ["Community school", "Free school", "Independent school", "Other"],
        )
    ]
)
TODAY = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(CASES, EVENTS, st.sampled_from(EVERY_STEP), st.integers(0, LONGEST), st.integers(0, LONGEST), TODAY)
def test_a_longer_length_never_brings_a_step_forward(case, events, step, one, other, today) -> None:  # type: ignore[no-untyped-def]
    shorter, longer = sorted((one, other))
    inspection, framework, school = case
    for make in (clock, ladder):
        days = [
            {
                due.step.id: due.due_on
                for due in make(inspection, framework, school, events, (), {step.id: OwnLength(n, None, "")}, today)
            }
            for n in (shorter, longer)
        ]
        assert days[0].keys() == days[1].keys()
        for before, after in ((days[0][key], days[1][key]) for key in days[0]):
            assert (before is None) == (after is None)
            assert before is None or after is None or before <= after


@given(CASES, EVENTS, st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 60), TODAY)
def test_a_holiday_never_brings_a_step_forward(case, events, first_on, length, today) -> None:  # type: ignore[no-untyped-def]
    closure = Closure("Holiday", first_on, first_on + timedelta(days=length))
    inspection, framework, school = case
    plain = {due.step.id: due for due in clock(inspection, framework, school, events, (), {}, today)}
    for due in clock(inspection, framework, school, events, (closure,), {}, today):
        before = plain[due.step.id].due_on
        assert before == due.due_on or (before and due.due_on and before < due.due_on and due.length.counts_school_days)


@given(CASES, EVENTS, TODAY)
def test_the_clock_is_in_order_and_every_state_can_be_explained(case, events, today) -> None:  # type: ignore[no-untyped-def]
    found = clock(*case, events, (), {}, today)
    dated = [due.due_on for due in found if due.due_on]
    assert dated == sorted(dated)
    assert [due.due_on is None for due in found] == sorted(due.due_on is None for due in found)
    for due in found:
        assert bool(due.waits_for) == (due.state in (State.WAITING, State.NOT_KNOWN))
        assert (due.days_left is not None) == (due.state in (State.DUE, State.OVERDUE))
        assert due.state is not State.OVERDUE or (due.confirmed_on and due.days_left is not None and due.days_left <= 0)


# ------------------------------------------------------------------ the files


def test_every_step_says_where_it_comes_from_and_what_was_not_confirmed() -> None:
    for step in EVERY_STEP:
        assert step.source
        assert step.confirmed_on or step.note, f"{step.id}: what is not confirmed needs a note that says what to check"
        assert step.confirmed_on is None or step.confirmed_on <= date(2026, 11, 1)
        assert "[" not in step.source, "sources are named in words"
        assert step.length.number is None or step.length.unit != "each_term"


@pytest.mark.parametrize(
    "step_id",
    ["draft", "tell-parents", "website", "structural-significant-improvement", "next-full", "next-full-latest"],
)
def test_what_is_from_memory_or_from_before_report_cards_is_not_confirmed(step_id: str) -> None:
    assert next(step for step in EVERY_STEP if step.id == step_id).confirmed_on is None


def test_every_step_and_rung_is_reached_by_some_school_and_outcome() -> None:
    inspections = [(inspection_of(CARD, grades), CARD) for grades in (FINE, ATTENTION, IN_CATEGORY)]
    inspections += [(inspection_of(EIF, {"quality_of_education": "requires_improvement"}), EIF)]
    inspections += [(inspection_of(STANDARDS, {"part_1": "not_met"}), STANDARDS)]
    on_clock, on_ladder = set(), set()
    for (inspection, framework), kind in product(inspections, SCHOOL_TYPES):
        on_clock |= set(steps_by_id(inspection, framework, school_of(kind)))
        on_ladder |= {d.step.id for d in ladder(inspection, framework, school_of(kind), {}, (), {}, ENDED)}
    assert on_clock == {step.id for step in shipped_steps().steps}
    assert on_ladder == {rung for each in shipped_ladders().ladders for rung in each.rungs}
    assert {rung.id for rung in shipped_ladders().rungs} <= on_ladder


def test_the_files_threaten_nobody_and_the_disclaimer_sends_people_to_ask() -> None:
    for step in EVERY_STEP:
        words = f"{step.name} {step.what} {step.note or ''}".casefold()
        assert not any(harsh in words for harsh in ("fail", "punish", "warn", "threat"))
        assert len(step.name) <= 60
    assert "not legal advice" in DISCLAIMER and "solicitor" in DISCLAIMER


@pytest.mark.parametrize(
    ("old", "new", "line_says", "message"),
    [
        ("    leads_to: draft\n", "    leads_too: draft\n", "leads_too", "not known here"),
        ("    leads_to: draft\n", "    leads_to: drafts\n", "leads_to", "not one of the events"),
        ("number: 18, unit: working_days", "number: 18, unit: workdays", "unit", "not allowed"),
        ("number: 18, unit: working_days", "number: -1, unit: working_days", "number", "greater than"),
        ("  - id: comments\n", "  - id: draft\n", "id", "used twice"),
        ("name: Comments sent, after: draft", "name: Comments sent, after: final", "after", "no event above"),
        ("confirmed_on: 2026-11-01", "confirmed_on: November", "confirmed_on", "not a date"),
    ],
)
def test_a_wrong_file_of_steps_is_refused_by_line_and_field(old: str, new: str, line_says: str, message: str) -> None:
    assert old in FILES["steps"]
    text = FILES["steps"].replace(old, new, 1)
    with pytest.raises(FileRefused, match=r"next-steps\.yaml") as refused:
        read_next_steps(text)
    problem = refused.value.problems[0]
    assert problem.line and line_says in text.splitlines()[problem.line - 1]
    assert line_says in problem.field and message in problem.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    outcome: needs_attention\n", "    outcome: needs_attention\n    colour: red\n", "not known here"),
        ("      - notice-of-category\n", "      - notice-of-categories\n", "no step or rung"),
        ("  - id: own-plan\n", "  - id: draft\n", "a step already"),
        ("    from: monitoring\n", "    from: watching\n", "not one of the events"),
    ],
)
def test_a_wrong_file_of_ladders_is_refused_by_line_and_field(old: str, new: str, message: str) -> None:
    assert old in FILES["ladders"]
    text = FILES["ladders"].replace(old, new, 1)
    with pytest.raises(FileRefused, match=r"ladders\.yaml") as refused:
        read_ladders(text, shipped_steps())
    assert any(problem.line and message in problem.message for problem in refused.value.problems)


def test_nothing_counts_as_confirmed_that_its_own_note_says_was_not_checked() -> None:
    for step in (*shipped_steps().steps, *shipped_ladders().rungs):
        unsure = [
            words for words in ("not checked", "not read", "from memory", "From memory") if words in (step.note or "")
        ]
        assert not (step.confirmed_on and unsure), step.id
