"""An action: a draft, agreed once it is known who and when, then what its owner says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.plan.actions import (
    State,
    agree,
    check_plan,
    check_removal,
    check_update,
    counting_evidence,
    missing_to_agree,
    revised,
    standing,
)
from evaluation.plan.records import Action, Cause, MidwayReview, Milestone, PlanRecord, Update
from evaluation.plan.review import after_review, check_review
from tests.plan.sample import AGREED, ENDS, PLAN, STARTS, TODAY, action, days, says, shows

DRAFT = Action("a", "plan", "Ring home on the first day")


def refused(call: object, *args: object) -> dict[str, str]:
    """The fields that are refused, with what is said of each."""
    with pytest.raises(FormRefused) as caught:
        call(*args)  # type: ignore[operator]
    return caught.value.fields


def test_a_draft_is_agreed_only_once_it_is_known_who_and_when() -> None:
    assert missing_to_agree(DRAFT) == ("owner", "starts_on", "due_on")
    assert refused(agree, DRAFT, AGREED) == {
        "owner": "Who does it is missing.",
        "starts_on": "The day it begins is missing.",
        "due_on": "The day it is due is missing.",
    }
    full = replace(DRAFT, owner="Jo Patel", starts_on=STARTS, due_on=ENDS)
    agreed = agree(full, AGREED)
    assert agreed.agreed and (agreed.first_starts_on, agreed.first_due_on) == (STARTS, ENDS)


@pytest.mark.parametrize("nobody", ["", "   ", "—", "?"])
def test_a_dash_is_nobody(nobody: str) -> None:
    assert missing_to_agree(replace(action(agreed=False), owner=nobody)) == ("owner",)


def test_what_ends_before_it_begins_is_not_agreed() -> None:
    assert list(refused(agree, replace(action(agreed=False), due_on=STARTS), AGREED)) == ["due_on"]


def test_agreeing_again_changes_nothing() -> None:
    agreed = replace(action(), due_on=date(2027, 5, 1))
    assert agree(agreed, AGREED + days(9)) is agreed


def test_an_agreed_action_can_be_given_to_somebody_else_by_another_day_and_keeps_its_first_dates() -> None:
    moved = replace(action(), owner="Sam Lee", due_on=date(2027, 5, 1))
    kept = revised(moved, action(), PLAN, TODAY)
    assert (kept.owner, kept.due_on, kept.first_due_on, kept.agreed) == ("Sam Lee", date(2027, 5, 1), ENDS, True)


@pytest.mark.parametrize("taken", [{"owner": " "}, {"due_on": None}, {"starts_on": None}])
def test_who_and_when_cannot_be_taken_from_an_agreed_action(taken: dict[str, None]) -> None:
    said = refused(revised, replace(action(), **taken), action(), PLAN, TODAY)
    assert list(said) == list(taken) and "An agreed action keeps who and when." in next(iter(said.values()))


def test_an_agreed_action_does_not_begin_earlier_than_agreed_so_that_older_evidence_would_count() -> None:
    earlier = replace(action(), starts_on=date(2026, 9, 20))
    assert "starts_on" in refused(revised, earlier, action(), PLAN, TODAY)
    assert revised(replace(earlier, agreed_at=None), action(agreed=False), PLAN, TODAY).starts_on == date(2026, 9, 20)


def test_nobody_slips_in_an_agreement_or_first_dates_by_a_form() -> None:
    slipped = replace(DRAFT, agreed_at=AGREED, first_due_on=ENDS, plan_id="another")
    assert revised(slipped, None, PLAN, TODAY) == DRAFT


def test_an_agreed_action_may_gain_a_cause_and_not_lose_it() -> None:
    cause = Cause("contradiction", words="Done, with nothing to show.")
    kept = revised(replace(action(), cause=cause), action(), PLAN, TODAY)
    assert kept.cause == cause and "cause" in refused(revised, replace(kept, cause=None), kept, PLAN, TODAY)


def test_a_form_names_each_field_that_cannot_be_kept() -> None:
    wrong = replace(
        DRAFT,
        what=" ",
        cause=Cause("recommendation", inspection_id="inspected"),
        cost="£" * 301,
        starts_on=STARTS - days(1),
        due_on=ENDS + days(1),
        milestones=(Milestone("m", "Half of the calls", STARTS, reached_on=TODAY + days(1)),),
    )
    assert list(refused(revised, wrong, None, PLAN, TODAY)) == [
        "what", "cause", "starts_on", "due_on", "cost", "milestones",
    ]  # fmt: skip


def test_a_draft_can_be_removed_and_an_agreed_action_stays() -> None:
    check_removal(DRAFT)
    with pytest.raises(EvaluationError, match="stays in the plan"):
        check_removal(action())


def test_a_plan_ends_after_it_begins_and_holds_its_actions_and_its_midway_review() -> None:
    check_plan(replace(PLAN, midway_on=TODAY), [action()])
    assert list(refused(check_plan, replace(PLAN, ends_on=STARTS - days(1)), [])) == ["ends_on"]
    assert list(refused(check_plan, replace(PLAN, starts_on=TODAY), [action()])) == ["starts_on"]
    assert list(refused(check_plan, replace(PLAN, ends_on=TODAY), [action()])) == ["ends_on"]
    assert list(refused(check_plan, replace(PLAN, midway_on=ENDS + days(1)), [])) == ["midway_on"]


def test_only_an_agreed_action_takes_updates() -> None:
    draft = action(agreed=False)
    assert "still a draft" in refused(check_update, says(draft, "on_track"), draft, {}, TODAY)["action_id"]
    check_update(says(action(), "on_track"), action(), {}, TODAY)


def test_an_update_is_of_a_day_between_the_agreement_and_today_and_names_evidence_that_is_there() -> None:
    made = action()
    assert "on" in refused(check_update, says(made, "stuck", TODAY + days(1)), made, {}, TODAY)
    assert "on" in refused(check_update, says(made, "stuck", AGREED.date() - days(1)), made, {}, TODAY)
    check_update(says(made, "stuck", AGREED.date()), made, {}, TODAY)
    assert "evidence_ids" in refused(check_update, says(made, "stuck", evidence_ids=("e",)), made, {}, TODAY)
    check_update(says(made, "stuck", evidence_ids=("e",)), made, {"e"}, TODAY)


def test_an_action_is_not_done_before_it_begins() -> None:
    said = refused(check_update, says(action(), "done_claimed", date(2026, 9, 20)), action(), {}, TODAY)
    assert said == {"on": "It only begins on 1 October 2026, so it is not done yet."}


def test_the_latest_update_wins_and_of_one_day_the_last_saved() -> None:
    made = action()
    told = [says(made, "stuck"), says(made, "slipping"), says(made, "on_track", TODAY - days(9))]
    assert standing(action(agreed=False), told, [], TODAY).state is State.DRAFT
    assert standing(made, [], [], TODAY).state is State.AGREED
    assert standing(made, told, [], TODAY).state is State.SLIPPING


def test_a_midway_review_stands_beside_the_owners_word_until_the_owner_says_more() -> None:
    made = action()
    review = MidwayReview("r", made.id, TODAY, "Sam Lee", "slipping", "Calls stopped in January.")
    claimed = says(made, "done_claimed", TODAY - days(1))
    beside = standing(made, [claimed], [review], TODAY)
    assert (beside.state, beside.review, beside.done) == (State.DONE_CLAIMED, review, False)
    again = standing(made, [claimed, says(made, "done_claimed", TODAY + days(1))], [review], TODAY + days(1))
    assert (again.review, again.done) == (None, True)


def test_of_one_day_a_review_and_an_update_count_in_the_order_in_which_they_were_saved() -> None:
    made = action()
    review = MidwayReview("r", made.id, TODAY, "Sam Lee", "slipping", "Calls stopped in January.")
    claimed = says(made, "done_claimed")
    for first, last, beside in ((1, 2, None), (2, 1, review)):
        saved = {(made.id, "r"): first, (made.id, claimed.id): last}
        assert standing(made, [claimed], [review], TODAY, saved).review == beside
    assert standing(made, [claimed], [review], TODAY).review == review


def test_an_action_is_overdue_from_the_day_after_until_it_is_said_to_be_done() -> None:
    made = action(due_on=TODAY)
    assert not standing(made, [], [], TODAY).overdue
    assert standing(made, [says(made, "on_track")], [], TODAY + days(1)).overdue
    assert not standing(made, [says(made, "done_claimed")], [], TODAY + days(1)).overdue
    assert not standing(action(agreed=False, due_on=TODAY), [], [], TODAY + days(1)).overdue


def test_evidence_that_was_there_before_does_not_prove_an_action() -> None:
    made, first_day = action(), date(2026, 10, 1)
    before, on_it, after = (shows(first_day + days(n), str(n)) for n in (-1, 0, 1))
    assert counting_evidence(made, [before, on_it, after]) == (after,)
    assert counting_evidence(action(agreed=False), [after]) == ()


@given(st.integers(-400, 400), st.integers(0, 200))
def test_no_evidence_from_before_the_start_counts(shift: int, later: int) -> None:
    made = replace(action(), starts_on=date(2026, 10, 1) + days(later))
    piece = shows(date(2026, 10, 1) + days(shift))
    assert (counting_evidence(made, [piece]) == (piece,)) is (shift > later)


names = st.sampled_from(["", " ", "—", "Jo Patel", "JO PATEL", "Mrs Patel", "Sam Lee"])
some_day = st.none() | st.dates(date(2026, 8, 1), date(2027, 8, 1))


class LifeOfAnAction(RuleBasedStateMachine):
    """Whatever is pressed in whatever order: an agreed action has who and when, and keeps its first dates."""

    def __init__(self) -> None:
        super().__init__()
        self.action = DRAFT
        self.updates: list[Update] = []
        self.first: tuple[object, ...] = ()

    @rule(owner=names, starts_on=some_day, due_on=some_day, agreed=st.booleans())
    def edit(self, owner: str, starts_on: date | None, due_on: date | None, agreed: bool) -> None:
        agreed_at = AGREED if agreed else None
        form = replace(self.action, owner=owner, starts_on=starts_on, due_on=due_on, agreed_at=agreed_at)
        form = replace(form, first_due_on=due_on)
        try:
            self.action = revised(form, self.action, PLAN, TODAY)
        except FormRefused:
            return

    @rule()
    def agree(self) -> None:
        try:
            self.action = agree(self.action, AGREED)
        except FormRefused:
            return

    @rule(on=st.dates(date(2026, 8, 1), date(2027, 8, 1)), state=st.sampled_from(["on_track", "done_claimed"]))
    def update(self, on: date, state: str) -> None:
        update = Update("u", "a", on, "Jo Patel", state)  # type: ignore[arg-type]
        try:
            check_update(update, self.action, {}, TODAY)
        except FormRefused:
            return
        assert self.action.agreed and on <= TODAY
        self.updates.append(update)

    @rule(reviewer=names, new=some_day, shown=st.dates(date(2026, 8, 1), TODAY))
    def review(self, reviewer: str, new: date | None, shown: date) -> None:
        review = MidwayReview("r", "a", TODAY, reviewer, "change_course", "It must.", new, ("e",))
        try:
            check_review(review, self.action, PlanRecord(PLAN), {"e": shows(shown)}, TODAY)
        except FormRefused:
            return
        assert self.action.starts_on and shown > self.action.starts_on
        assert "Patel" not in self.action.owner.title() or reviewer == "Sam Lee"
        self.action = after_review(self.action, review)

    @invariant()
    def holds(self) -> None:
        now = (self.action.first_starts_on, self.action.first_due_on)
        if not self.action.agreed:
            assert now == (None, None) and not self.updates
            return
        assert missing_to_agree(self.action) == ()
        self.first = self.first or now
        assert now == self.first and None not in now
        assert self.action.starts_on >= self.action.first_starts_on  # type: ignore[operator]


TestLifeOfAnAction = LifeOfAnAction.TestCase
