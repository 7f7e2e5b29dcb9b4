"""The action plan as a leader meets it: from what was found to an agreed action, and saying how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Action, Cause, MidwayReview, Plan, Update
from evaluation.records import Finding, Inspection, Point
from evaluation.school import School
from pages.parts import entry
from tests.pages.conftest import said

TODAY = date.today()
CARD = FrameworkKey("ofsted-report-card", "2025-11")
ATTEND = Point("attend", "recommendation", "Improve attendance.", "attendance_behaviour", sentence="Too many are away.")
FOUND = Inspection(
    "found",
    "report_card",
    CARD,
    TODAY - timedelta(days=40),
    published_on=TODAY - timedelta(days=20),
    findings=(Finding("safeguarding", "met", "Checks are complete."),),
    points=(ATTEND,),
)
PLAN = Plan("plan", "After the inspection", TODAY - timedelta(days=30), TODAY + timedelta(days=300), "found")
CALLS = Action(
    "calls", "plan", "Call every family.", None, owner="Jo Patel", starts_on=PLAN.starts_on, due_on=TODAY - timedelta(1)
)
Go = Callable[..., AppTest]


@pytest.fixture
def planned(demo: School) -> School:
    """The demo school with an inspection, its plan, and one agreed action, overdue since yesterday."""
    demo.inspections.save(FOUND)
    demo.plans.save(PLAN)
    demo.plans.save_action(CALLS)
    demo.plans.agree("calls")
    return demo


def control(page: AppTest, kind: str, start: str) -> Any:
    """The control of this kind whose key starts with these words."""
    return next(each for each in page.get(kind) if (each.key or "").startswith(start))


def press(page: AppTest, label: str, start: str = "") -> AppTest:
    found = (b for b in page.button if b.label == label and (b.key or "").startswith(start))
    return next(found).click().run()


def plainly(page: AppTest) -> str:
    return said(page).replace("\\", "")


def labels(page: AppTest) -> str:
    return "\n".join(button.label.replace("\\", "") for button in page.button)


def stored(school: School, action_id: str) -> Action:
    return next(a for record in school.plans.records() for a in record.actions if a.id == action_id)


def look_as(role: Role, monkeypatch: pytest.MonkeyPatch, name: str = "Somebody") -> None:
    monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer(name, role, f"{role}@school.example"))


def test_without_a_plan_it_says_what_a_plan_is_for_and_starts_one_in_a_press(go: Go, demo: School) -> None:
    page = go("plan")
    assert "who does what by when" in plainly(page)
    assert control(page, "text_input", "plan-name-").value.startswith("School development plan ")
    press(page, "Start the plan")
    assert not page.exception
    (plan,) = demo.plans.all()
    assert plan.ends_on > plan.starts_on and "no action in this plan yet" in plainly(page)


def test_a_plan_that_cannot_be_is_refused_with_the_reason(go: Go, demo: School) -> None:
    page = go("plan")
    control(page, "text_input", "plan-name-").set_value(" ")
    press(page, "Start the plan")
    assert "name is missing" in plainly(page) and demo.plans.all() == []


def test_a_recommendation_without_an_action_is_a_gap_and_one_press_makes_one(go: Go, planned: School) -> None:
    for where in ({}, {"inspection": "found", "about": "found"}):
        assert "No action yet" in plainly(go("inspection" if where else "plan", **where))
    page = press(go("inspection", inspection="found", about="found"), "Make it an action", "make recommendation found")
    assert not page.exception
    new = next(a for record in planned.plans.records() for a in record.actions if a.cause)
    assert new.cause == Cause("recommendation", inspection_id="found", point_id="attend") and not new.agreed
    page = go("plan", action=new.id)
    words = plainly(page)
    assert "Too many are away." in words and "The meeting behind the words" in words
    assert "still missing: who does it, the day it begins, the day it is due" in words


def test_without_a_plan_the_press_starts_one_for_that_inspection_and_lands_on_the_draft(go: Go, demo: School) -> None:
    demo.inspections.save(FOUND)
    assert "Improve attendance." in plainly(go("plan")) and "No action yet" in plainly(go("plan"))
    page = go("inspection", inspection="found", about="found")
    page.session_state["begin recommendation found attend"] = True
    page.run()
    name = control(page, "text_input", "plan-name-").value
    press(page, "Start the plan with this action")
    assert not page.exception
    (record,) = demo.plans.records()
    assert record.plan.inspection_id == "found" and record.plan.name == name
    assert name.startswith("After the inspection of") and record.plan.ends_on - TODAY == timedelta(days=364)
    (draft,) = record.actions
    assert draft.cause == Cause("recommendation", inspection_id="found", point_id="attend")


def test_a_done_action_that_the_midway_review_doubts_does_not_look_plainly_done(go: Go, planned: School) -> None:
    planned.plans.save(replace(PLAN, midway_on=TODAY))
    planned.plans.say(Update("u", "calls", TODAY, "Jo Patel", "done_claimed"))
    planned.reviews.review(MidwayReview("r", "calls", TODAY, "Ann Ode", "slipping", "Not seen."))
    for where in ({"view": "table"}, {"view": "board"}, {"action": "calls"}):
        assert "Midway review: slipping" in plainly(go("plan", **where))
    assert "1 action said to be done, and doubted in the midway review" in plainly(go("home"))


def test_an_action_is_agreed_once_it_is_known_who_and_when(go: Go, planned: School) -> None:
    new = planned.plans.draft_from("plan", Cause("recommendation", inspection_id="found", point_id="attend"))
    page = go("plan", action=new.id)
    assert next(b for b in page.button if b.label == "Save and agree").disabled
    control(page, "text_input", "owner-").set_value("Ann Ode")
    control(page, "date_input", "starts_on-").set_value(TODAY)
    control(page, "date_input", "due_on-").set_value(TODAY + timedelta(days=60))
    page.run()
    press(page, "Save and agree")
    assert not page.exception
    kept = stored(planned, new.id)
    assert kept.agreed and kept.first_due_on == TODAY + timedelta(days=60)
    assert not any(gap.inspection.id == "found" for gap in planned.plans.gaps())


def test_what_is_refused_stays_in_its_box_with_the_reason_beside_it(go: Go, planned: School) -> None:
    page = press(go("plan", action="calls"), "Change it")
    control(page, "text_input", "owner-").set_value("")
    control(page, "text_area", "proof-").set_value("Registers.")
    page.run()
    press(page, "Save", "save-edit")
    assert "An agreed action keeps who and when" in plainly(page)
    assert control(page, "text_area", "proof-").value == "Registers." and stored(planned, "calls").proof == ""


def test_what_somebody_else_changed_meanwhile_is_shown_beside_mine(go: Go, planned: School) -> None:
    page = press(go("plan", action="calls"), "Change it")
    was = stored(planned, "calls")
    planned.plans.save_action(replace(was, why="They asked.", cost="None"), was)
    control(page, "text_area", "why-").set_value("We saw it.")
    page.run()
    assert "Somebody else has changed this" in plainly(page) and "They asked." in plainly(page)
    press(page, "Keep mine")
    now = stored(planned, "calls")
    assert (now.why, now.cost) == ("We saw it.", "None")


def test_after_agreement_the_first_day_stands_beside_the_new_one(go: Go, planned: School) -> None:
    planned.plans.save_action(replace(CALLS, due_on=TODAY + timedelta(days=9)), CALLS)
    assert "first agreed" in plainly(go("plan", action="calls"))
    assert "first agreed" in plainly(go("plan", view="table"))


def test_an_owner_says_how_it_goes(go: Go, planned: School) -> None:
    page = go("plan", action="calls", say="now")
    press(page, "Save", "save-")
    assert "Choose how it goes" in plainly(page)
    control(page, "button_group", "state-").set_value("stuck")
    control(page, "text_area", "progress-").set_value("No office time.")
    page.run()
    press(page, "Save", "save-")
    assert not page.exception
    (update,) = planned.plans.records()[0].updates
    assert (update.state, update.progress, update.on, update.by) == ("stuck", "No office time.", TODAY, "Jo Patel")
    assert "No office time." in plainly(page)


@pytest.mark.parametrize("view", ["table", "board", "time", "due", "sheet"])
def test_every_view_shows_the_action(go: Go, planned: School, view: str) -> None:
    page = go("plan", view=view)
    shown = labels(page) + plainly(page) + str(page.get("dataframe"))
    assert "Call every family" in shown or view == "sheet"
    assert not page.exception


def test_what_is_overdue_is_said_first_and_on_home(go: Go, planned: School) -> None:
    assert "Overdue (1)" in plainly(go("plan", view="due"))
    assert "1 action overdue" in plainly(go("home")) and "without an agreed action" in plainly(go("home"))


def test_my_actions_are_those_of_the_owner_that_is_chosen(go: Go, planned: School) -> None:
    planned.plans.save_action(replace(CALLS, id="other", what="Write it down.", owner="Ann Ode"))
    page = go("plan", view="mine")
    control(page, "selectbox", "plan-mine").set_value("Jo Patel").run()
    assert "Call every family" in labels(page) and "Write it down" not in labels(page)


def test_filters_stay_from_view_to_view(go: Go, planned: School) -> None:
    planned.plans.save_action(replace(CALLS, id="other", what="Write it down.", owner="Ann Ode"))
    page = go("plan", view="table")
    control(page, "selectbox", "plan-owner-").set_value("Ann Ode").run()
    page.query_params["view"] = "board"
    page.run()
    assert "Write it down" in labels(page) and "Call every family" not in labels(page)


def test_those_who_were_there_tell_what_led_to_a_recommendation(go: Go, planned: School) -> None:
    new = planned.plans.draft_from("plan", Cause("recommendation", inspection_id="found", point_id="attend"))
    page = go("plan", action=new.id)
    press(page, "Save the account")
    assert "What was seen or said is missing" in plainly(page)
    control(page, "text_area", "seen-").set_value("She read three registers.")
    page.run()
    press(page, "Save the account")
    assert planned.plans.account("found", "attend").seen_or_said == "She read three registers."
    assert "She read three registers." in plainly(page)


def test_a_gap_between_grades_becomes_an_action_with_its_sentence(go: Go, planned: School) -> None:
    page = go("compare", inspection="demo-inspection-2026-05-12")
    press(page, "Make it an action", "make contradiction")
    assert not page.exception
    new = next(a for record in planned.plans.records() for a in record.actions if a.cause)
    assert new.cause and new.cause.kind == "contradiction" and "we said" in new.cause.words.lower()


def test_governors_read_and_change_nothing(go: Go, planned: School, monkeypatch: pytest.MonkeyPatch) -> None:
    look_as(Role.GOVERNOR, monkeypatch)
    page = go("plan", action="calls")
    assert "Call every family." in plainly(page) and not page.text_area and "Change it" not in labels(page)
    assert "Make it an action" not in labels(go("plan"))


def test_people_from_outside_find_a_polite_empty_page(go: Go, planned: School, monkeypatch: pytest.MonkeyPatch) -> None:
    look_as(Role.REVIEWER, monkeypatch)
    assert "stay within the school" in plainly(go("plan"))
    assert "No action yet" not in plainly(go("inspection", inspection="found", about="found"))


@pytest.mark.parametrize(("name", "may"), [("Jo Patel", True), ("Ann Ode", False)])
def test_contributors_report_on_their_own_only(
    go: Go, planned: School, monkeypatch: pytest.MonkeyPatch, name: str, may: bool
) -> None:
    look_as(Role.CONTRIBUTOR, monkeypatch, name)
    page = go("plan", action="calls")
    assert bool(page.text_area) is may and "Change it" not in labels(page)


def test_what_follows_from_a_confidential_inspection_is_left_out_until_it_is_asked_for(go: Go, planned: School) -> None:
    planned.inspections.save(replace(FOUND, id="hidden", stage="provisional", published_on=None), TODAY)
    cause = Cause("recommendation", inspection_id="hidden", point_id="attend")
    planned.plans.save_action(replace(CALLS, id="quiet", what="Whisper.", cause=cause))
    page = go("plan", view="table")
    assert "Whisper" not in labels(page) and "left out" in plainly(page)
    control(page, "toggle", "plan-confided-").set_value(True).run()
    assert "Whisper" in labels(page) and "do not project" in plainly(page)


def test_an_action_that_is_gone_says_so_and_leads_back(go: Go, planned: School) -> None:
    page = go("plan", action="nowhere")
    assert "not here" in plainly(page) and "The plan" in labels(page)


def test_a_table_is_looked_at_brought_in_with_a_press_and_taken_back(go: Go, planned: School) -> None:
    page = go("plan", about="bring_in")
    table = "Action,Lead,By when\nListen to readers,Ann Ode,31/01/2099\nBuy books,Lin Chen,\n"
    page.file_uploader[0].upload("sdp.csv", table.encode(), "text/csv").run()
    assert not page.exception and "2 drafts would come in" in plainly(page)
    assert "remark" in str(page.get("expander"))
    press(page, "Bring in 2 drafts")
    assert {"Listen to readers", "Buy books"} <= {a.what for a in planned.plans.records()[0].actions}
    press(go("plan", about="bring_in"), "Yes, take this table back")
    assert "Buy books" not in {a.what for a in planned.plans.records()[0].actions}


def test_the_calendar_file_is_offered_only_when_there_is_something_to_put_in(go: Go, planned: School) -> None:
    assert "Calendar file (.ics)" in {button.label for button in go("plan").get("download_button")}
    planned.plans.save(replace(PLAN, id="other", starts_on=TODAY, name="Another"))
    assert not go("plan", plan="other").get("download_button")
