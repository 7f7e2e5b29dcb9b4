"""The draft's facts through the one door: for those who may know, tied to the log, and nothing lost by a new text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from evaluation.access import NotAllowed, Role, Viewer
from evaluation.call.records import DraftSentence, LogEntry
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError, FileRefused
from evaluation.evidence.records import Evidence
from evaluation.records import Confidant, Inspection
from evaluation.school import Door, School
from evaluation.store.self_evaluations import ChangedMeanwhile
from evaluation.working_days import add_working_days
from tests.intake.report_samples import pdf

TODAY = date.today()
TEXT = "Pupils read daily. Books do not match the sounds they know.\n\nLeaders know their school."


@pytest.fixture
def drafted(school: School) -> School:
    """A school whose draft report is here, with an entry of the log and a piece of evidence."""
    framework = school.inspections.frameworks(TODAY)[0].key
    inspection = Inspection("one", "report_card", framework, TODAY, stage="draft", outcome="As heard")
    school.inspections.save(inspection, TODAY)
    school.log.save(LogEntry("said", "one", datetime.now(), "HMI, Jo Patel", "Reading", "Heard readers."))
    school.evidence.save(Evidence("walk", "A walk", "observation", TODAY))
    school.draft_check.put_in("one", TEXT)
    return school


@pytest.fixture
def seen_by(drafted: School, store_path: Path) -> Callable[..., School]:
    def see(role: Role) -> School:
        return Door.at(store_path, Viewer(f"The {role}", role, f"{role}@school.example")).school(drafted.details.id)

    return see


def texts(school: School) -> list[str]:
    return [sentence.text for sentence in school.draft_check.sentences("one")]


def test_the_draft_stands_sentence_by_sentence_in_order(drafted: School) -> None:
    assert texts(drafted) == [
        "Pupils read daily.",
        "Books do not match the sounds they know.",
        "Leaders know their school.",
    ]


def test_what_is_said_of_a_sentence_is_kept_with_what_it_rests_on_and_comes_out_as_text(drafted: School) -> None:
    shown = drafted.draft_check.sentences("one")[1]
    wrong = replace(
        shown, verdict="not_accurate", comment="They do.", log_ids=("said",), evidence_ids=("walk",), text="Else"
    )
    assert drafted.draft_check.say(wrong, shown) and not drafted.draft_check.say(wrong)
    assert drafted.draft_check.sentences("one")[1] == replace(wrong, text=shown.text)
    text = drafted.draft_check.comments("one")
    assert "Not as it was: They do." in text and "Heard readers." in text and "A walk" in text
    assert "Patel" not in text


def test_a_new_text_says_what_it_changes_and_keeps_what_was_said_of_what_stays(drafted: School) -> None:
    first, _, last = drafted.draft_check.sentences("one")
    drafted.draft_check.say(replace(first, verdict="accurate"))
    drafted.draft_check.say(replace(last, verdict="unclear", comment="Which?"))
    new = "Leaders know their school. Pupils read each day."
    asked = drafted.draft_check.preview("one", new)
    assert (asked.stay, asked.new, asked.said_and_gone) == (1, 1, 1)
    assert len(texts(drafted)) == 3
    drafted.draft_check.put_in("one", new)
    kept, fresh = drafted.draft_check.sentences("one")
    assert (kept.id, kept.verdict, kept.comment, kept.place) == (last.id, "unclear", "Which?", 0)
    assert fresh.verdict is None
    before = drafted.draft_check.sentences("one")
    drafted.draft_check.put_in("one", new)
    assert drafted.draft_check.sentences("one") == before


def test_what_a_colleague_says_meanwhile_is_not_lost_with_the_old_text(drafted: School) -> None:
    asked = drafted.draft_check.preview("one", "All is new.")
    drafted.draft_check.say(replace(drafted.draft_check.sentences("one")[0], comment="Since when?"))
    with pytest.raises(EvaluationError, match="A colleague has just said"):
        drafted.draft_check.put_in("one", "All is new.", losing=asked.said_and_gone)
    assert drafted.draft_check.sentences("one")[0].comment == "Since when?"


def test_a_sentence_of_an_older_text_can_no_longer_be_spoken_of(drafted: School) -> None:
    old = drafted.draft_check.sentences("one")[0]
    drafted.draft_check.put_in("one", "All is new.")
    with pytest.raises(EvaluationError, match="no longer in the draft"):
        drafted.draft_check.say(replace(old, verdict="accurate"))


def test_two_people_at_one_sentence_lose_nothing(drafted: School) -> None:
    shown = drafted.draft_check.sentences("one")[0]
    drafted.draft_check.say(replace(shown, verdict="unclear"), shown)
    drafted.draft_check.say(replace(shown, comment="Since when?"), shown)
    both = drafted.draft_check.sentences("one")[0]
    assert (both.verdict, both.comment) == ("unclear", "Since when?")
    with pytest.raises(ChangedMeanwhile):
        drafted.draft_check.say(replace(shown, verdict="accurate"), shown)


@pytest.mark.parametrize("changed", [{"log_ids": ("gone",)}, {"evidence_ids": ("gone",)}, {"comment": "x" * 4001}])
def test_what_cannot_be_kept_is_refused(drafted: School, changed: dict[str, object]) -> None:
    sentence = drafted.draft_check.sentences("one")[0]
    with pytest.raises(FormRefused):
        drafted.draft_check.say(replace(sentence, **changed))  # type: ignore[arg-type]


def test_a_tie_to_an_entry_that_was_removed_since_stays_and_is_not_told(drafted: School) -> None:
    sentence = replace(drafted.draft_check.sentences("one")[0], verdict="unclear", log_ids=("said",))
    drafted.draft_check.say(sentence)
    drafted.log.remove("one", "said")
    assert drafted.draft_check.say(replace(sentence, comment="Which?"))
    assert "Heard readers" not in drafted.draft_check.comments("one")


def test_comments_are_due_within_the_five_working_days_after_the_draft_came(drafted: School) -> None:
    due = drafted.draft_check.due("one")
    assert due.due_on == add_working_days(TODAY, 5, ()) and due.source


def test_the_text_is_read_from_a_pdf_without_storing_anything(drafted: School) -> None:
    content = pdf([["Draft report", "Pupils read daily. They enjoy it."]])
    assert "Pupils read daily. They enjoy it." in drafted.draft_check.read_pdf("one", content)
    assert len(texts(drafted)) == 3
    with pytest.raises(FileRefused):
        drafted.draft_check.read_pdf("one", b"not a PDF")


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONTRIBUTOR, Role.GOVERNOR, Role.REVIEWER])
def test_only_those_who_may_know_come_in_and_each_reading_is_noted(
    drafted: School, seen_by: Callable[..., School], role: Role
) -> None:
    theirs = seen_by(role).draft_check
    sentence = drafted.draft_check.sentences("one")[0]
    ways: dict[str, Callable[[], object]] = {
        "sentences": lambda: theirs.sentences("one"),
        "log": lambda: theirs.log("one"),
        "due": lambda: theirs.due("one"),
        "comments": lambda: theirs.comments("one"),
        "say": lambda: theirs.say(replace(sentence, verdict="accurate")),
        "read_pdf": lambda: theirs.read_pdf("one", b""),
        "preview": lambda: theirs.preview("one", TEXT),
        "put_in": lambda: theirs.put_in("one", TEXT),
    }
    for act in ways.values():
        with pytest.raises(NotAllowed):
            act()
    kind = "governors" if role is Role.GOVERNOR else "person"
    drafted.confidence.let_know("one", Confidant("c", kind, f"{role}@school.example"))
    open_to = {
        Role.LEADER: ways.keys() - {"read_pdf"},
        Role.CONTRIBUTOR: {"sentences", "log", "due", "comments", "say"},
    }.get(role, set())
    for name, act in ways.items():
        if name in open_to:
            act()
        else:
            with pytest.raises((NotAllowed, FileRefused)):
                act()
    noted = {(each.who, each.place) for each in drafted.confidence.readings("one")}
    assert ((f"The {role} ({role}@school.example)", "Draft report") in noted) == bool(open_to)


def test_in_the_record_of_changes_the_draft_is_hidden_until_it_is_published(drafted: School) -> None:
    drafted.draft_check.say(replace(drafted.draft_check.sentences("one")[0], verdict="unclear", comment="Since when?"))
    told = repr(drafted.settings.changes()) + repr(drafted.settings.account())
    assert "Pupils read daily" not in told and "Since when" not in told and "unclear" not in told.lower()


def test_a_school_cannot_reach_into_anothers_draft(drafted: School, door: Door) -> None:
    other = door.set_up(replace(drafted.details, urn=999002, name="Another"))
    for act in (
        lambda: other.draft_check.sentences("one"),
        lambda: other.draft_check.put_in("one", TEXT),
        lambda: other.draft_check.say(DraftSentence("x", "one", 0, "Pupils read daily.")),
    ):
        with pytest.raises(EvaluationError, match="no longer here"):
            act()
