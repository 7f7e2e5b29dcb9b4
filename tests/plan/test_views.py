"""The plan as people look at it, and what is missing from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from evaluation.plan.actions import State
from evaluation.plan.causes import cause_key, cause_problem, origins, recommendations_without_action
from evaluation.plan.records import Action, Cause, MidwayReview, Milestone, PlanRecord
from evaluation.plan.views import bars, board, chosen, due_soon, overdue, table
from evaluation.records import SelfEvaluation
from tests.plan.sample import ENDS, INSPECTION, PLAN, TODAY, action, days, from_point, says, shows
from tests.sample import CARD, OURS, session

LATE = replace(from_point(action("late"), "p1"), due_on=TODAY - days(1), milestones=(Milestone("m", "Half", TODAY),))
SOON = replace(action("soon", "Sam Lee", due_on=TODAY + days(5)), owner_email="sam@school")
DONE = action("done", "Ann Ode", due_on=TODAY + days(5))
IDEA = Action("idea", "plan", "An idea", strand=(OURS.id, "send"))
RECORD = PlanRecord(
    PLAN,
    (IDEA, DONE, SOON, LATE),
    (says(SOON, "on_track", TODAY - days(9), ("old", "new")), says(DONE, "done_claimed")),
    (MidwayReview("r", "soon", TODAY, "Ann Ode", "slipping", "Late."),),
)
EVIDENCE = {"old": shows(date(2026, 9, 1), "old"), "new": shows(TODAY - days(20), "new")}
SHOWN = table([RECORD], EVIDENCE, TODAY)


def ids(found: pd.DataFrame) -> list[str]:
    return list(found["action_id"])


def test_the_table_says_of_each_action_how_it_stands_what_is_due_first() -> None:
    assert ids(SHOWN) == ["late", "done", "soon", "idea"]
    late, _, soon, idea = SHOWN.to_dict("records")
    assert (late["state"], late["overdue"], late["cause"]) == ("Agreed, no update yet", True, "A recommendation")
    assert (late["due_on"].date(), late["first_due_on"].date()) == (TODAY - days(1), ENDS)
    assert (soon["state"], soon["verdict"], soon["evidence"], soon["said_on"].date()) == (
        "On track", "Slipping", 1, TODAY - days(9),
    )  # fmt: skip
    assert (idea["state"], idea["cause"], idea["priority"]) == ("Draft", "No cause given", "Next")
    assert pd.isna(idea["due_on"]) and pd.isna(idea["reviewed_on"])


def test_a_plan_without_actions_has_a_table_with_the_same_columns() -> None:
    empty = table([PlanRecord(PLAN)], {}, TODAY)
    assert empty.empty and list(empty.dtypes) == list(SHOWN.dtypes)
    assert bars(PlanRecord(PLAN), TODAY).empty


def test_the_board_has_a_column_for_every_state() -> None:
    found = board(SHOWN)
    assert list(found) == list(State)
    assert {state.name: ids(rows) for state, rows in found.items() if len(rows)} == {
        "DRAFT": ["idea"], "AGREED": ["late"], "ON_TRACK": ["soon"], "DONE_CLAIMED": ["done"],
    }  # fmt: skip


def test_due_soon_and_overdue_leave_out_what_is_done_or_a_draft() -> None:
    assert ids(due_soon(SHOWN, TODAY, 5)) == ["soon"] and ids(due_soon(SHOWN, TODAY, 4)) == []
    assert ids(overdue(SHOWN)) == ["late"]


def test_the_bars_show_first_dates_where_they_moved_and_milestones() -> None:
    found = bars(RECORD, TODAY)
    late = found[found["action_id"] == "late"]
    assert list(zip(late["kind"], late["label"], late["ends_on"].dt.date, late["reached"], strict=True)) == [
        ("action", "Do late", TODAY - days(1), False),
        ("first", "Do late", ENDS, False),
        ("milestone", "Half", TODAY, False),
    ]
    assert "idea" not in ids(found) and set(found.loc[found["action_id"] == "done", "reached"]) == {True}


def test_actions_are_found_by_strand_owner_and_inspection() -> None:
    found = origins(RECORD.actions, [INSPECTION], [])

    def kept(**wanted: object) -> list[str]:
        return [each.id for each in chosen(RECORD, found, **wanted).actions]  # type: ignore[arg-type]

    assert kept() == ["idea", "done", "soon", "late"]
    assert kept(strand=(CARD.id, "attendance_behaviour")) == ["late"] and kept(strand=(OURS.id, "send")) == ["idea"]
    assert kept(owner=("Sam Lee", "")) == ["soon"] and kept(owner=("", "sam@school")) == ["soon"]
    assert kept(inspection_id="inspected") == ["idea", "done", "soon", "late"] and kept(inspection_id="other") == []
    assert [each.id for each in chosen(RECORD, found, owner=("Sam Lee", "")).updates] == [RECORD.updates[0].id]


def test_a_recommendation_without_an_agreed_action_is_a_gap_and_says_where_a_draft_is_begun() -> None:
    assert [gap.point.id for gap in recommendations_without_action([INSPECTION], [])] == ["p1", "p2"]
    draft = from_point(replace(action("draft", agreed=False)), "p2")
    gaps = recommendations_without_action([INSPECTION], [LATE, draft, IDEA])
    assert [(gap.point.id, gap.draft) for gap in gaps] == [("p2", True)]
    agreed = from_point(action("agreed"), "p2")
    assert recommendations_without_action([INSPECTION], [agreed, LATE, draft]) == []


def test_a_cause_says_which_and_is_known_again() -> None:
    evaluation: SelfEvaluation = session(date(2026, 5, 1), {"teaching": None}).evaluation
    cause = Cause("standard", evaluation_id=evaluation.id, strand_id="teaching", standard_id="t.e1")
    assert cause_problem(cause) is None and cause_problem(None) is None
    assert cause_problem(replace(cause, standard_id=None)) == (
        "Where it comes from cannot be found. Start again from the standard, finding or recommendation."
    )
    assert cause_key(cause) == cause_key(replace(cause, words="Other words"))
    assert cause_key(cause) != cause_key(replace(cause, standard_id="t.u1"))
    found = origins([replace(action(), cause=cause)], [], [evaluation])
    assert found["calls"].strands == {(OURS.id, "teaching")} and not found["calls"].safeguarding
