"""The call, the log and the draft report as staff meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.access import Role, Viewer
from evaluation.call.checklist import shipped_checklist
from evaluation.call.records import Call, LogEntry
from evaluation.records import Inspection
from evaluation.school import Door, School
from pages.parts import entry
from pages.parts.call_console import WAYS
from tests.pages.conftest import ROOT, said

Go = Callable[..., AppTest]
TODAY = date.today()
NOW = datetime.now().replace(microsecond=0)
TEXT = "Pupils read daily. Books do not match the phonics sounds that they know.\n\nLeaders know their school."


def words(app: AppTest) -> str:
    return said(app).replace("\\", "")


def press(app: AppTest, label: str, place: int = 0) -> AppTest:
    found = [each for each in app.button if each.label.replace("\\", "") == label]
    done = found[place].click().run()
    assert not done.exception, done.exception[0].message
    return done


def text(app: AppTest, label: str):
    return next(each for each in (*app.text_area, *app.text_input) if each.label == label)


def clocks(app: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


@pytest.fixture
def held(demo: School) -> School:
    """The demo school with inspectors in it, of whom nothing is written down yet."""
    framework = demo.inspections.frameworks(TODAY)[0].key
    demo.inspections.save(Inspection("held", "report_card", framework, TODAY, stage="draft", outcome="Heard"), TODAY)
    return demo


@pytest.fixture
def as_somebody(demo: School, store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The page as somebody of another role sees it."""

    def look(role: Role, **query: str) -> AppTest:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(entry, "LOCAL_HEAD", Viewer(f"The {role}", role, f"{role}@school.example"))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page("pages/the_call.py").run()

    return look


def test_one_press_opens_the_day_and_enters_the_inspection(go: Go, demo: School) -> None:
    page = go("the_call")
    assert "It rang just now" in words(page)
    page = press(page, "We have had the call")
    call = demo.calls.open_now()
    assert demo.inspections.one(call.inspection_id).stage == "notified"
    lines = shipped_checklist().lines
    assert clocks(page)["Done"] == f"0 of {len(lines)}" and clocks(page)["To the planning call"] == "Not set"
    assert all(line.words in words(page) for line in lines)
    assert "Good practice." in words(page) and "not confirmed: check it" in words(page)


def test_the_call_can_have_come_earlier_and_be_about_what_is_announced_already(go: Go, demo: School) -> None:
    framework = demo.inspections.frameworks(TODAY)[0].key
    demo.inspections.save(Inspection("there", "report_card", framework, TODAY + timedelta(days=1), stage="notified"))
    page = go("the_call")
    next(each for each in page.date_input if each.label == "It rang on").set_value(TODAY - timedelta(days=1)).run()
    page = press(page, "We have had the call")
    call = demo.calls.open_now()
    assert (
        call.inspection_id == "there"
        and call.first_day == TODAY + timedelta(days=1)
        and call.called_at.date() == TODAY - timedelta(days=1)
    )


def test_a_line_is_done_with_one_press_shows_when_and_by_whom_and_can_be_taken_back(go: Go, demo: School) -> None:
    press(go("the_call"), "Rehearse it")
    call = demo.calls.open_now()
    demo.calls.own(call.id, "notes", "Jo <Patel>")
    page = press(go("the_call"), "Done")
    at = demo.calls.one(call.id).checks["notes"].done_at
    assert f"{at:%H:%M}, Jo <Patel>" in words(page) and "1 of 4 lines done" in words(page)
    page = press(page, "Not yet")
    assert demo.calls.one(call.id).checks["notes"].done_at is None and "0 of 4 lines done" in words(page)


def test_once_everything_is_done_it_says_after_how_many_minutes(go: Go, demo: School) -> None:
    press(go("the_call"), "Rehearse it")
    call = demo.calls.open_now()
    for line in call.lines:
        demo.calls.tick(call.id, line)
    assert clocks(go("the_call"))["All is done"] == "After 0 min"


def test_the_clock_to_the_planning_call_runs_once_its_time_is_set(go: Go, demo: School) -> None:
    demo.calls.start(Call("c", NOW - timedelta(hours=3), TODAY + timedelta(days=1), TODAY + timedelta(days=2)))
    at = NOW - timedelta(hours=1)
    demo.calls.plan_call("c", at)
    assert clocks(go("the_call"))[f"To the planning call, {at:%H:%M}"].startswith("over since")


def test_a_rehearsal_says_what_it_is_and_a_planning_call_that_cannot_be_is_refused(go: Go, demo: School) -> None:
    page = press(go("the_call"), "Rehearse it")
    assert "touches nothing else" in words(page)
    call = demo.calls.open_now()
    page.time_input[0].set_value((call.called_at - timedelta(minutes=1)).time())
    page = press(page, "Set the clock")
    if (call.called_at - timedelta(minutes=1)).date() == call.called_at.date():
        assert "before the telephone rang" in words(page)


def test_putting_it_away_and_removing_it_ask_first_and_say_what_goes(go: Go, demo: School) -> None:
    page = press(go("the_call"), "We have had the call")
    assert "so does the inspection that it entered" in words(page)
    page = press(page, "Yes, put it away")
    assert "The telephone has rung" in words(page) and "Earlier calls" in str(page.expander)
    page = press(page, "Open again")
    page = press(page, "Yes, remove")
    assert not demo.calls.all()


def test_every_page_that_a_line_leads_to_is_there() -> None:
    for line in shipped_checklist().lines:
        if line.leads_to:
            assert (ROOT / WAYS[line.leads_to][1]).exists()


def test_the_log_takes_what_was_said_keeps_who_for_the_next_and_shows_the_latest_first(go: Go, held: School) -> None:
    page = go("the_call", about="log", inspection="held")
    text(page, "Who").input("HMI with Jo")
    text(page, "Line of enquiry").input("Reading")
    text(page, "What was said or seen").input("Heard readers <b>")
    page = press(page, "Save")
    (entry_there,) = held.log.read("held").entries
    assert (entry_there.who, entry_there.line_of_enquiry) == ("HMI with Jo", "Reading")
    assert "Heard readers <b>" in words(page) and "1 entry" in words(page)
    assert (text(page, "Who").value, text(page, "What was said or seen").value) == ("HMI with Jo", "")


def test_an_entry_with_nothing_in_it_is_refused_at_its_field_and_nothing_typed_is_lost(go: Go, held: School) -> None:
    page = go("the_call", about="log", inspection="held")
    text(page, "Who").input("HMI")
    page = press(page, "Save")
    assert "Write what was said or seen, or what was promised." in words(page)
    assert text(page, "Who").value == "HMI" and not held.log.read("held").entries


def test_a_promise_stands_on_the_list_until_one_press_says_it_is_kept(go: Go, held: School) -> None:
    held.log.save(LogEntry("a", "held", NOW, promise="Send the plan"))
    page = go("the_call", about="log", inspection="held")
    assert "Still to be kept: 1 promise" in words(page)
    page = press(page, "Kept today")
    assert "Still to be kept" not in words(page) and held.log.read("held").entries[0].promise_kept_on == TODAY


def test_an_entry_is_changed_and_left_as_it_was_in_the_same_form(go: Go, held: School) -> None:
    held.log.save(LogEntry("a", "held", NOW, "HMI", "Reading", "Heard readers"))
    page = press(go("the_call", about="log", inspection="held"), "Change")
    text(page, "What was said or seen").input("Something else")
    page = press(page, "Leave it as it was")
    page = press(page, "Change")
    assert text(page, "What was said or seen").value == "Heard readers"
    text(page, "What was said or seen").input("Heard all of Year 2")
    page = press(page, "Save")
    (entry_there,) = held.log.read("held").entries
    assert (entry_there.said_or_seen, entry_there.at) == ("Heard all of Year 2", NOW)
    assert text(page, "What was said or seen").value == ""
    page = press(page, "Yes, remove")
    assert not held.log.read("held").entries


def test_a_half_written_entry_waits_while_an_older_one_is_changed(go: Go, held: School) -> None:
    page = go("the_call", about="log", inspection="held")
    (waiting,) = page.session_state["_drafts"].values()
    held.log.save(LogEntry(waiting[0], "held", NOW, "HMI", "Reading", "Heard readers"))  # an id that begins alike
    page.run()
    text(page, "What was said or seen").input("Half a sentence")
    page = press(press(page.run(), "Change"), "Leave it as it was")
    assert text(page, "What was said or seen").value == "Half a sentence"


def test_who_may_not_know_sees_their_own_entries_and_is_told_so(
    as_somebody: Go, held: School, store_path: Path
) -> None:
    held.log.save(LogEntry("a", "held", NOW, said_or_seen="A heron stood there"))
    own = Door.at(store_path, Viewer("Jo", Role.CONTRIBUTOR, "contributor@school.example")).school("demo")
    own.log.save(LogEntry("b", "held", NOW, said_or_seen="An otter swam"))
    shown = words(as_somebody(Role.CONTRIBUTOR, about="log", inspection="held"))
    assert "An otter swam" in shown and "A heron" not in shown and "what you wrote yourself" in shown


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.REVIEWER])
def test_governors_and_people_from_outside_find_a_kind_sentence(as_somebody: Go, role: Role) -> None:
    page = as_somebody(role, about="log")
    assert "for the staff who are there on the day" in words(page)
    assert {button.label for button in page.button} <= {"Sign out"}


def test_a_contributor_can_rehearse_and_does_not_begin_the_call(as_somebody: Go) -> None:
    page = as_somebody(Role.CONTRIBUTOR)
    labels = {button.label for button in page.button}
    assert "Rehearse it" in labels and "We have had the call" not in labels
    assert "The headteacher or a leader opens the day" in words(page)


@pytest.mark.parametrize("about", ["log", "draft"])
def test_without_any_inspection_it_says_what_will_stand_here(door: Door, app: AppTest, about: str) -> None:
    demo = door.fill_demo()
    for inspection in demo.inspections.all():
        demo.inspections.remove(inspection.id)
    app.query_params["about"] = about
    page = app.run().switch_page("pages/the_call.py").run()
    assert {"log": "A rehearsal keeps none", "draft": "Enter the inspection first"}[about] in words(page)


def test_without_a_rehearsal_it_says_what_one_is_for(go: Go) -> None:
    assert "No rehearsal was held yet" in words(go("the_call", about="rehearsals"))


def test_rehearsals_are_told_over_the_terms(go: Go, demo: School) -> None:
    call = demo.calls.start(
        Call("try", NOW - timedelta(minutes=30), TODAY + timedelta(days=1), TODAY + timedelta(days=2), rehearsal=True)
    )
    demo.calls.tick("try", call.lines[0])
    demo.calls.end("try")
    page = go("the_call", about="rehearsals")
    assert "Not everything was done in any rehearsal yet." in words(page)
    assert "Rehearsals (1)" in str([each.label for each in page.expander])


def test_the_draft_is_pasted_split_and_judged_sentence_by_sentence(go: Go, held: School) -> None:
    page = go("the_call", about="draft", inspection="held")
    assert "Comments are due by" in words(page)
    text(page, "The text").input(TEXT).run()
    page = press(page, "Put it in")
    assert "3 of 3 sentences not read yet" in page.get("progress")[0].proto.text
    verdict = next(each for each in page.get("button_group") if each.label == "How it was: sentence 2")
    verdict.set_value("not_accurate").run()
    assert held.draft_check.sentences("held")[1].verdict == "not_accurate"
    comment = text(page, "What is right")
    comment.input("They do since October.").run()
    assert held.draft_check.sentences("held")[1].comment == "They do since October."
    assert "They do since October." in page.code[0].value


def test_what_shares_rare_words_is_suggested_and_tied_with_one_press(go: Go, held: School) -> None:
    held.log.save(LogEntry("a", "held", NOW, said_or_seen="Phonics books match the sounds in Year 2"))
    held.draft_check.put_in("held", TEXT)
    sentence = held.draft_check.sentences("held")[1]
    held.draft_check.say(replace(sentence, verdict="unclear"))
    page = go("the_call", about="draft", inspection="held")
    label = f"Suggested: {NOW:%d/%m, %H:%M}: Phonics books match the sounds in Year 2"
    press(page, label)
    assert held.draft_check.sentences("held")[1].log_ids == ("a",)


def test_a_new_text_that_loses_what_was_said_asks_first(go: Go, held: School) -> None:
    held.draft_check.put_in("held", TEXT)
    held.draft_check.say(replace(held.draft_check.sentences("held")[0], verdict="accurate"))
    page = go("the_call", about="draft", inspection="held")
    text(page, "The text").input("Leaders know their school. All else is new.").run()
    assert "2 sentences: 1 as in the old text, with what was said of them; 1 new." in words(page)
    assert "Put it in" not in {button.label for button in page.button}
    press(page, "Yes, put it in the old one's place")
    assert [each.text for each in held.draft_check.sentences("held")] == [
        "Leaders know their school.",
        "All else is new.",
    ]


def test_who_may_not_know_reads_nothing_of_the_draft(as_somebody: Go, held: School) -> None:
    held.draft_check.put_in("held", "A heron stood there.")
    shown = words(as_somebody(Role.LEADER, about="draft", inspection="held"))
    assert "heron" not in shown and "confidential until it is published" in shown


def test_a_draft_whose_days_are_not_counted_yet_says_what_it_waits_for(go: Go, demo: School) -> None:
    framework = demo.inspections.frameworks(TODAY)[0].key
    demo.inspections.save(Inspection("held", "report_card", framework, TODAY, stage="on_site"))
    assert "Say when it did, and the days are counted" in words(go("the_call", about="draft", inspection="held"))
