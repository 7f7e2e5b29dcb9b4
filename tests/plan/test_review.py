"""The midway review, and that nobody looks at their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.details import FormRefused
from evaluation.plan.owners import has_owned, owns
from evaluation.plan.records import MidwayReview, PlanRecord
from evaluation.plan.review import after_review, check_review, opens_on
from tests.plan.sample import ENDS, PLAN, TODAY, action, all_done, days, shows

REVIEW = MidwayReview("r", "calls", TODAY, "Sam Lee", "on_track", "Calls are made daily.")
RECORD = PlanRecord(PLAN, (action(),))
MOVED = replace(REVIEW, verdict="change_course", new_due_on=ENDS - days(9))


def refused(review: MidwayReview, **changed: object) -> dict[str, str]:
    """The fields of a review that are refused."""
    given = {"action": action(), "record": RECORD, "evidence": {}, "today": TODAY, **changed}
    with pytest.raises(FormRefused) as caught:
        check_review(review, **given)  # type: ignore[arg-type]
    return caught.value.fields


def test_it_opens_on_the_chosen_day_or_when_half_of_the_time_is_over() -> None:
    assert opens_on(PLAN) == date(2027, 1, 31)
    assert opens_on(replace(PLAN, midway_on=TODAY)) == TODAY


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 2000))
def test_it_opens_between_the_beginning_and_the_end_and_not_before_half(starts_on: date, length: int) -> None:
    plan = replace(PLAN, starts_on=starts_on, ends_on=starts_on + days(length))
    assert plan.starts_on <= opens_on(plan) <= plan.ends_on
    assert opens_on(plan) - plan.starts_on >= plan.ends_on - opens_on(plan)


def test_it_is_refused_before_it_opens_and_for_a_draft() -> None:
    assert refused(REVIEW, today=date(2027, 1, 30)) == {"on": "The midway review opens on 31 January 2027."}
    assert list(refused(replace(REVIEW, on=date(2027, 1, 30)))) == ["on"]
    assert list(refused(REVIEW, action=action(agreed=False))) == ["action_id"]


@pytest.mark.parametrize("reviewer", ["", "  ", "—"])
def test_somebody_reviews_it(reviewer: str) -> None:
    assert refused(replace(REVIEW, reviewer=reviewer))["reviewer"] == "Who reviews it is missing."


@pytest.mark.parametrize(
    "name",
    [" jo  patel ", "JO PATEL", "Mrs Patel", "Ms Jo Patel", "J. Patel", "Patel, Jo", "Jo", "JoPatel", "Jó Patel"],
)
def test_an_owner_does_not_review_their_own_however_the_name_is_typed(name: str) -> None:
    assert "somebody else reviews it" in refused(replace(REVIEW, reviewer=name))["reviewer"]


@pytest.mark.parametrize("name", ["Sam Lee", "Jo Lee", "A. Patel", "Sam Patel"])
def test_somebody_else_reviews_it(name: str) -> None:
    check_review(replace(REVIEW, reviewer=name), action(), RECORD, {}, TODAY)


def test_who_has_owned_it_or_said_that_it_is_done_does_not_review_it_either() -> None:
    kept = replace(all_done(action()), owned={"calls": (("Jo Patel", ""), ("Ann Ode", "ann@school"))})
    handed_on = replace(action(), owner="Max Roe", owner_email="max@school")
    record = replace(kept, actions=(handed_on,), updates=(replace(kept.updates[0], by="Lu Wei"),))
    for name, email in (("Max Roe", "max@school"), ("Jo Patel", "jo@school"), ("Lu Wei", ""), ("A", "ann@school")):
        assert has_owned(record, handed_on, name, email)
    assert not has_owned(record, handed_on, "Sam Lee", "sam@school")
    for name in ("Jo Patel", "Lu Wei"):
        said = refused(replace(REVIEW, reviewer=name), action=handed_on, record=record)["reviewer"]
        assert said.startswith(f"{name} owned this action or said that it is done")


def test_each_of_several_owners_is_an_owner() -> None:
    shared = action(owner="Jo Patel and Sam Lee")
    assert owns(shared, "Sam Lee") and owns(shared, "Jo Patel") and not owns(shared, "Kim Ode")
    assert owns(replace(shared, owner_email="jo@school"), "Sam Lee", "sam@school")


def test_accounts_decide_where_both_have_one() -> None:
    made = replace(action(), owner_email="Jo@school ")
    assert owns(made, "Somebody Else", "jo@SCHOOL")
    assert not owns(made, "Jo Patel", "jo.patel@trust") and owns(made, "Jo Patel")


@given(
    st.text(ascii_letters + "áéöñ", min_size=1),
    st.sampled_from(["", "Dr ", "mrs. "]),
    st.sampled_from(["", " and Kim", ", Kim Ode"]),
)
def test_whoever_writes_the_owners_name_is_an_owner(name: str, title: str, another: str) -> None:
    assert owns(action(owner=f"Jo {name}{another}"), f" {title}Jo  {name.upper()} ")


def test_only_evidence_of_after_the_start_is_taken() -> None:
    named = replace(REVIEW, evidence_ids=("e",))
    said = refused(named, evidence={"e": shows(date(2026, 10, 1))})["evidence_ids"]
    assert said.endswith("which began on 1 October 2026. Leave out “Visit e” (1 October 2026).")
    assert list(refused(named)) == ["evidence_ids"]
    check_review(named, action(), RECORD, {"e": shows(date(2026, 10, 2))}, TODAY)


def test_it_says_why_and_to_change_course_gives_a_new_day_that_is_not_past() -> None:
    assert list(refused(replace(REVIEW, reason=" "))) == ["reason"]
    assert list(refused(replace(MOVED, new_due_on=None))) == ["new_due_on"]
    assert list(refused(replace(MOVED, new_due_on=TODAY - days(1)))) == ["new_due_on"]
    assert refused(replace(MOVED, new_due_on=ENDS + days(1))) == {
        "new_due_on": "The plan ends on 1 July 2027. Move its end first."
    }
    assert list(refused(replace(REVIEW, new_due_on=TODAY))) == ["new_due_on"]


def test_the_new_date_stands_and_the_first_stays_beside_it() -> None:
    check_review(MOVED, action(), RECORD, {}, TODAY)
    moved = after_review(action(), MOVED)
    assert (moved.due_on, moved.first_due_on) == (ENDS - days(9), ENDS)
    assert after_review(action(), REVIEW) == action()
