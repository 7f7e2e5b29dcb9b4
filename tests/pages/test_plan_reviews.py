"""Midway review, final audit and pulse, as leaders meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.plan.pulse import QUESTIONS
from evaluation.plan.records import Answer, AuditJudgement, AuditLook, MidwayReview
from evaluation.school import School
from evaluation.store import open_store
from evaluation.store import pulses as stored
from pages.parts import entry
from tests.demo_plan import AFTER, BEFORE, INSPECTION, PLAN, STARTS, begun, done
from tests.pages.conftest import said

Go = Callable[..., AppTest]
OLD_GRADES = ("Needs attention", "Strong standard")
TODAY = date.today()


def words(app: AppTest) -> str:
    """Everything said on the page, also on its expanders."""
    lines = [str(expander.label) for expander in app.expander]
    return "\n".join([said(app), *lines]).replace("\\", "")


def by_label(elements: Any, label: str) -> Any:
    return next(each for each in elements if each.label == label)


def press(app: AppTest, label: str) -> AppTest:
    return by_label(app.button, label).click().run()


def as_viewer(monkeypatch: pytest.MonkeyPatch, viewer: Viewer) -> None:
    monkeypatch.setattr(entry, "LOCAL_HEAD", viewer)


# ------------------------------------------------------------------ the midway review


def at_review(go: Go) -> AppTest:
    return go("plan", plan=PLAN, about="review")


def test_before_its_day_the_review_says_when_it_opens_and_why(go: Go, demo: School) -> None:
    begun(demo)
    plan = demo.plans.record(PLAN).plan
    demo.plans.save(replace(plan, midway_on=TODAY + timedelta(days=10)))
    page = at_review(go)
    assert "Not open yet" in words(page) and "the day chosen for it" in words(page)
    assert "3 agreed actions will be looked at then" in words(page)
    assert not any(button.label == "Save the review" for button in page.button)


def test_the_day_can_be_chosen_and_given_back_to_half_of_the_time(go: Go, demo: School) -> None:
    begun(demo)
    page = at_review(go)
    assert "half of the plan's time is over" in words(page)
    by_label(page.date_input, "The midway review opens on").set_value(TODAY + timedelta(days=3)).run()
    page = press(page, "Save the day")
    assert demo.plans.record(PLAN).plan.midway_on == TODAY + timedelta(days=3)
    assert "Not open yet" in words(page)
    next(button for button in page.button if button.label.startswith("Half of the time")).click().run()
    assert demo.plans.record(PLAN).plan.midway_on is None


def test_what_was_there_before_stands_apart_and_is_not_offered_as_evidence(go: Go, demo: School) -> None:
    begun(demo)
    page = at_review(go)
    shown = words(page)
    assert shown.index("Evidence that counts") < shown.index("Log of the calls") < shown.index("does not count")
    assert shown.index("does not count") < shown.index("Register of last year")
    offered = by_label(page.multiselect, "The evidence you looked at").options
    assert any("Log of the calls" in each for each in offered)
    assert not any("Register of last year" in each for each in offered)
    assert "Bring down persistent absence" in shown


def fill(page: AppTest, reviewer: str, verdict: str, why: str = "Seen in every class.") -> AppTest:
    by_label(page.text_input, "Who reviews it").set_value(reviewer)
    by_label(page.radio, "How it stands").set_value(verdict)
    by_label(page.text_area, "Why").set_value(why)
    return press(page, "Save the review")


@pytest.mark.parametrize("name", ["Jo Patel", "Mrs Patel", "J. Patel"])
def test_who_could_be_the_owner_is_told_so_at_the_field(go: Go, demo: School, name: str) -> None:
    begun(demo)
    page = fill(at_review(go), name, "on_track")
    assert "Jo Patel owns this action, so somebody else reviews it." in words(page)
    assert not demo.plans.record(PLAN).reviews
    assert by_label(page.text_area, "Why").value == "Seen in every class."


def test_a_review_is_kept_with_its_new_date_beside_the_first(go: Go, demo: School) -> None:
    begun(demo)
    page = at_review(go)
    new = TODAY + timedelta(days=40)
    by_label(page.date_input, "New date, if it needs one").set_value(new)
    by_label(page.multiselect, "The evidence you looked at").set_value([AFTER])
    page = fill(page, "Kim Bo", "slipping")
    (review,) = demo.plans.record(PLAN).reviews
    assert (review.reviewer, review.verdict, review.evidence_ids) == ("Kim Bo", "slipping", (AFTER,))
    assert "1 of 3 agreed actions reviewed" in words(page) and "Ann Ode" in words(page)
    page.session_state["review-of-calls"] = True
    page.run()
    assert "first agreed:" in words(page)
    assert "Slipping" in words(page) and "Looked at: Log of the calls" in words(page)


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(go: Go, demo: School) -> None:
    begun(demo)
    page = at_review(go)
    by_label(page.text_input, "Who reviews it").set_value("Kim Bo")
    page = press(page, "Save the review")
    assert "Choose a verdict." in words(page) and "The reason is missing." in words(page)
    assert by_label(page.text_input, "Who reviews it").value == "Kim Bo"


def test_who_is_signed_in_reviews_as_themselves_and_never_their_own(
    go: Go, demo: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(demo)
    as_viewer(monkeypatch, Viewer("Jo Patel", Role.LEADER, "jo@school.example"))
    page = at_review(go)
    assert "You own this action, so somebody else reviews it." in words(page)
    as_viewer(monkeypatch, Viewer("Kim Bo", Role.LEADER, "kim@school.example"))
    page = at_review(go)
    assert "You review it as Kim Bo." in words(page)
    assert not any(field.label == "Who reviews it" for field in page.text_input)


def test_governors_read_reviews_and_give_none(go: Go, demo: School, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(demo)
    demo.reviews.review(MidwayReview("r", "calls", TODAY, "Kim Bo", "on_track", "Daily **calls** <b>."))
    as_viewer(monkeypatch, Viewer("Gov", Role.GOVERNOR, "gov@school.example"))
    page = at_review(go)
    assert "1 of 3 agreed actions reviewed" in words(page) and "On track" in words(page)
    assert not any(button.label in ("Save the review", "Save the day") for button in page.button)


# ------------------------------------------------------------------ the final audit


def at_audit(go: Go) -> AppTest:
    return go("plan", plan=PLAN, about="audit")


def test_what_is_in_the_way_of_the_audit_is_said(go: Go, demo: School) -> None:
    begun(demo)
    shown = words(at_audit(go))
    assert "What is still in the way of the final audit" in shown
    assert "Not done yet, as their owners say: “Call home on the first day of every absence”" in shown


def test_an_owner_of_what_was_drawn_is_refused_by_name_of_the_action(go: Go, demo: School) -> None:
    done(demo)
    page = at_audit(go)
    by_label(page.text_input, "Who audits it").set_value("Sam Lee")
    page = press(page, "Open the final audit")
    assert "Sam Lee owns some of what was drawn" in words(page)
    assert "“Repeat the safeguarding training for every adult”" in words(page)
    assert not demo.plans.record(PLAN).audits


def opened(demo: School) -> None:
    done(demo)
    demo.reviews.open_audit("audit", PLAN, "Kim Bo")


def test_the_sample_says_why_each_is_in_it_and_how_to_draw_again(go: Go, demo: School) -> None:
    opened(demo)
    shown = words(at_audit(go))
    assert "Auditor: **Kim Bo**" in shown and "about safeguarding" in shown
    assert str(demo.reviews.audits(PLAN)[0].seed) in shown


def look_and_judge(demo: School, *, seen_done: bool = True) -> None:
    todo = demo.reviews.task(PLAN)
    for action in todo.sample:
        demo.reviews.look(PLAN, AuditLook(action.id, seen_done, "Seen."))
    for framework, strand in todo.strands:
        scale = todo.editions[framework].scale(strand)
        assert scale is not None
        grade = scale.grades[-1].id
        demo.reviews.judge(PLAN, AuditJudgement(framework, todo.editions[framework].version, strand, grade))


def test_no_old_grade_stands_on_the_screen_while_an_audit_is_open(go: Go, demo: School) -> None:
    opened(demo)
    look_and_judge(demo)
    demo.reviews.sign(PLAN, False, "It was Strong standard, and is Needs attention.")
    demo.reviews.open_audit("second", PLAN, "Kim Bo")
    page = at_audit(go)
    assert not any(grade in words(page) for grade in OLD_GRADES)
    assert "shown again once this one is signed" in words(page)
    assert "Before:" not in words(page) and "Before and after" not in words(page)


def test_an_action_is_looked_at_a_strand_judged_and_the_audit_signed(go: Go, demo: School) -> None:
    opened(demo)
    page = at_audit(go)
    sample = demo.reviews.task(PLAN).sample
    for number, _ in enumerate(sample, start=1):
        by_label(page.radio, "What you found").set_value(True).run()
        by_label(page.text_area, "What you saw").set_value("Seen in three classes.").run()
        page = press(page, "Save what you found")
        assert len(demo.reviews.audits(PLAN)[0].looks) == number
    for framework, strand in demo.reviews.task(PLAN).strands:
        edition = demo.reviews.task(PLAN).editions[framework]
        place = f"afresh-audit-Kim Bo-{framework}-{strand}"
        page.button_group(key=f"grade-{place}").set_value(edition.scale(strand).grades[-1].id).run()
        page.button(key=f"save-{place}").click().run()
    by_label(page.radio, "Is the school ready?").set_value(True).run()
    next(box for box in page.text_area if box.key == "why-sign-audit").set_value("The sample holds up.").run()
    page = press(page, "Yes, sign the audit")
    (audit,) = demo.reviews.audits(PLAN)
    assert audit.ready and audit.signed_at
    assert "Audit signed on" in words(page) and "The sample holds up." in words(page)
    assert "Before and after" in words(page)


def test_signing_too_early_says_what_is_still_to_be_done(go: Go, demo: School) -> None:
    opened(demo)
    page = press(at_audit(go), "Yes, sign the audit")
    assert "Not looked at yet" in words(page) and "Choose ready or not ready." in words(page)
    assert demo.reviews.audits(PLAN)[0].signed_at is None


def test_the_audit_can_be_handed_over_and_the_sample_stays(go: Go, demo: School) -> None:
    opened(demo)
    sample = demo.reviews.task(PLAN).sample
    page = at_audit(go)
    by_label(page.text_input, "Who audits it").set_value("Lou Day").run()
    page = press(page, "Hand it over")
    assert "Auditor: **Lou Day**" in words(page)
    assert demo.reviews.task(PLAN).sample == sample


def test_what_was_found_not_done_stays_for_the_next_auditor_and_safeguarding_has_no_excuse(
    go: Go, demo: School
) -> None:
    opened(demo)
    look_and_judge(demo, seen_done=False)
    demo.reviews.hand_over(PLAN, "Lou Day")
    page = at_audit(go)
    assert "The auditor before found it not done:** Seen." in words(page) and "Looked at: 0 of" in words(page)
    safe = {each.id for each in demo.reviews.task(PLAN).sample} & demo.reviews.task(PLAN).safeguarding
    boxes = {str(box.key) for box in page.text_area if box.label.startswith("Why the school is ready all the same")}
    assert safe and not any(box.endswith(action_id) for box in boxes for action_id in safe)


def test_signed_audits_stay_for_governors(go: Go, demo: School, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(demo)
    look_and_judge(demo, seen_done=False)
    demo.reviews.sign(PLAN, False, "Training is missing for two adults.")
    as_viewer(monkeypatch, Viewer("Gov", Role.GOVERNOR, "gov@school.example"))
    shown = words(at_audit(go))
    assert "Not ready" in shown and "Training is missing for two adults." in shown and "Exception" in shown
    assert not any(button.label == "Open the final audit" for button in at_audit(go).button)


# ------------------------------------------------------------------ the pulse


def at_feel(go: Go) -> AppTest:
    return go("plan", plan=PLAN, about="feel")


def asked(demo: School, days_ago: int) -> str:
    begun(demo)
    return demo.pulses.open_for(TODAY - timedelta(days=days_ago), inspection_id=INSPECTION).id


def test_asking_leaders_begins_with_an_outcome(go: Go, demo: School) -> None:
    begun(demo)
    page = at_feel(go)
    by_label(page.selectbox, "Which outcome").set_value(("inspection", INSPECTION)).run()
    by_label(page.date_input, "The day on which leaders heard it").set_value(TODAY).run()
    page = press(page, "Start asking")
    assert [pulse.inspection_id for pulse in demo.pulses.all()] == [INSPECTION]
    assert "leaders can answer until" in words(page)


def test_an_outcome_too_long_ago_is_refused_at_its_day_and_can_be_given_another(go: Go, demo: School) -> None:
    begun(demo)
    evaluation = next(
        each for each in demo.self_evaluations.all() if each.locked and each.held_on < TODAY - timedelta(days=98)
    )
    page = at_feel(go)
    by_label(page.selectbox, "Which outcome").set_value(("evaluation", evaluation.id)).run()
    page = press(page, "Start asking")
    assert "too long ago to ask about" in words(page) and demo.pulses.all() == []
    by_label(page.date_input, "The day on which leaders heard it").set_value(TODAY).run()
    page = press(page, "Start asking")
    assert [pulse.outcome_on for pulse in demo.pulses.all()] == [TODAY]


def test_asking_that_is_over_without_answers_says_so_and_its_day_can_be_changed(go: Go, demo: School) -> None:
    pulse = asked(demo, 97)
    with open_store(demo.pulses._group.store.path).write("", "demo") as write:
        stored.add(write, replace(demo.pulses.all()[0], outcome_on=TODAY - timedelta(days=98)))
    page = at_feel(go)
    shown = words(page)
    assert "Asking is over." in shown and "four times" not in shown
    assert "At once: not asked, or nobody answered." in shown and "fewer than five" not in shown
    page.date_input(f"pulse-day-{pulse}-{TODAY - timedelta(days=98)}").set_value(TODAY).run()
    page = press(page, "Save the day")
    assert "leaders can answer until" in words(page)
    answer_all(page, "fourth")
    page = at_feel(go)
    page.date_input(f"pulse-day-{pulse}-{TODAY}").set_value(TODAY - timedelta(days=1)).run()
    assert "Somebody has answered already" in words(press(page, "Save the day"))


def answer_all(page: AppTest, step: Answer) -> AppTest:
    for question in QUESTIONS:
        by_label(page.radio, question.text).set_value(step)
    return press(page, "Send")


def test_after_sending_the_questions_are_empty_for_the_next_person(go: Go, demo: School) -> None:
    asked(demo, 0)
    page = at_feel(go)
    assert "nobody can know who has answered" in words(page)
    assert "One person could answer four times and so find out what the fifth said." in words(page)
    page = answer_all(page, "fourth")
    assert all(by_label(page.radio, question.text).value is None for question in QUESTIONS)
    assert "open until" in words(page) and "Nothing is shown yet." in words(page)


def test_an_unanswered_question_is_named_and_rather_not_say_is_an_answer(go: Go, demo: School) -> None:
    asked(demo, 0)
    page = at_feel(go)
    by_label(page.radio, "Was it fair?").set_value("rather_not_say")
    page = press(page, "Send")
    assert "Is it accurate? Choose an answer." in words(page)
    assert "Was it fair? Choose an answer." not in words(page)


def test_who_is_signed_in_answers_once(go: Go, demo: School, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(demo, 0)
    as_viewer(monkeypatch, Viewer("Kim Bo", Role.LEADER, "kim@school.example"))
    page = at_feel(go)
    assert "Each person answers once." in words(page) and "four times" not in words(page)
    page = answer_all(page, "second")
    assert "You have answered. Thank you." in words(page)
    assert not any(button.label == "Send" for button in page.button)


def in_the_past(demo: School, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """So many answers to the first wave, given while it was open."""
    from evaluation.school import pulses

    pulse = asked(demo, 20)

    class Then(date):
        @classmethod
        def today(cls) -> date:
            return TODAY - timedelta(days=19)

    with monkeypatch.context() as then:
        then.setattr(pulses, "date", Then)
        for number in range(many):
            answers: dict[str, Answer] = {question.id: "fourth" for question in QUESTIONS}
            demo.pulses.answer(pulse, "at_once", answers, f"sheet {number}")


def test_under_five_answers_nothing_is_shown(go: Go, demo: School, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_past(demo, monkeypatch, 4)
    shown = words(at_feel(go))
    assert "At once: fewer than five answers, so nothing is shown." in shown
    assert "4 Mostly" not in shown


def test_from_five_on_counts_and_the_conversation_are_shown(
    go: Go, demo: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_past(demo, monkeypatch, 5)
    shown = words(at_feel(go))
    assert "At once, 5 answered: 5 Mostly." in shown
    assert "What do we begin with, who leads it" in shown


def test_the_ladder_stands_beside_it_and_is_left_out_under_embargo(go: Go, demo: School) -> None:
    asked(demo, 0)
    shown = words(at_feel(go))
    rungs = demo.clock.ladder(INSPECTION)
    assert bool(rungs) == ("What happens if nothing changes" in shown)
    demo.confidence.move(INSPECTION, "final", None, reason="By mistake")
    assert "What happens if nothing changes" not in words(at_feel(go))


def test_evidence_from_before_the_start_is_not_offered_to_the_auditor(go: Go, demo: School) -> None:
    opened(demo)
    offered = by_label(at_audit(go).multiselect, "The evidence you looked at").options
    assert demo.plans.evidence()[BEFORE].describes_on < STARTS
    assert not any("Register of last year" in each for each in offered)


def test_the_audit_of_a_plan_waits_for_the_switch_where_something_is_confidential(go: Go, demo: School) -> None:
    done(demo)
    demo.plans.save(replace(demo.plans.record(PLAN).plan, id="open", name="Development", inspection_id=None))
    demo.confidence.move(INSPECTION, "final", None, reason="By mistake")
    page = go("plan", plan="open", about="audit")
    assert "turn on “Show what is confidential”" in words(page)
