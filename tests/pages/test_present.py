"""Present: which screens, the show from the first to the last, what is agreed, and the way back."""

from __future__ import annotations

from datetime import date, timedelta

from evaluation.access import LOCAL_HEAD
from evaluation.meetings import ScreenOrder
from evaluation.plan.records import Plan
from evaluation.school import Door
from tests.pages.conftest import said


def test_the_show_goes_from_screen_to_screen_and_back_to_where_one_was(go) -> None:
    go("compare", inspection="demo-inspection-2024-02-27")
    app = go("present")
    app.button(key="start").click().run()
    assert app.title[0].value == "Harrowmere Primary School \\(demo\\)"
    app.button(key="show-next").click().run()
    assert app.title[0].value.startswith("Of seven strands")
    assert app.query_params["at"] in ("1", ["1"])
    app.button(key="show-PageDown").click().run()
    assert app.title[0].value == "Recruitment and retention asks most of us now\\."
    app.selectbox(key="show-at").set_value(0).run()
    assert app.title[0].value == "Harrowmere Primary School \\(demo\\)"
    app.button(key="show-clock").click().run()
    assert app.button(key="show-clock").label == "Time"
    app.button(key="show-leave").click().run()
    assert app.title[0].value == "Compare"
    assert app.query_params["inspection"] in ("demo-inspection-2024-02-27", ["demo-inspection-2024-02-27"])


def test_a_sequence_of_ones_own_is_kept_and_shown_in_its_order(demo, go) -> None:
    demo.meetings.save_order(ScreenOrder("ours", "Governors", ("moved", "gone", "standing", "evidence")))
    app = go("present", order="ours")
    app.button(key="Up-standing").click().run()
    app.button(key="out-evidence").click().run()
    app.button(key="in-misfits").click().run()
    assert demo.meetings.orders()[0].screens == ("standing", "gone", "moved", "misfits")
    app = go("present", show="ours", at="1")
    assert app.title[0].value == "Recruitment and retention asks most of us now\\."
    assert app.selectbox(key="show-at").options == [
        "Start page",
        "1 of 4: Where we stand, by strand",
        "2 of 4: What moved",
        "3 of 4: What does not fit",
        "4 of 4: What we agreed",
    ]


def test_what_is_agreed_becomes_a_note_or_an_action_and_is_shown_without_names(demo, store_path, go) -> None:
    door, today = Door.at(store_path, LOCAL_HEAD), date.today()
    meetings = door.school("demo").meetings
    app = go("present", show="usual", at="1")

    def agree(words: str, kind: str) -> None:
        app.session_state["show-agreed"] = True
        app.run()
        next(each for each in app.get("button_group") if each.label == "What it becomes").set_value(kind)
        app.run()
        next(each for each in app.text_input if each.label == "What we agreed").set_value(words)
        next(each for each in app.button if each.label == "Keep it").click().run()
        assert not app.exception

    agree("Ask Ruth Calder to write to families", "note")
    agree("Visit every class", "action")
    assert [(each.words, each.screen, each.action_id) for each in meetings.agreements()] == [
        ("Ask Ruth Calder to write to families", "by_grade", None),
        ("Visit every class", "by_grade", None),
    ]
    door.school("demo").plans.save(Plan("plan", "Our plan", today - timedelta(days=9), today + timedelta(days=90)))
    agree("Read daily", "action")
    record = door.school("demo").plans.record("plan")
    assert [(action.what, action.agreed) for action in record.actions] == [("Read daily", False)]
    app = go("present", show="usual", at="99")
    assert app.title[0].value == "What we agreed"
    assert "Ruth" not in said(app) and "Ask a colleague to write to families" in said(app)
    app = go("present")
    assert "Ask Ruth Calder to write to families" in said(app)
    app.button(key=f"take-back-{meetings.agreements()[-1].id}").click().run()
    assert [each.words for each in meetings.agreements()][-1] == "Visit every class"
    assert door.school("demo").plans.record("plan").actions == ()
