"""Evidence with files and links to standards and actions: kept once, seen by those who may, lost by nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from evaluation.access import LOCAL_HEAD, NotAllowed, Viewer
from evaluation.details import FormRefused
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.plan.records import Action
from evaluation.records import Confidant, SchoolDetails
from evaluation.school import Door, School
from evaluation.store import Store
from evaluation.store.self_evaluations import ChangedMeanwhile
from tests.evidence.file_samples import JPEG, PDF
from tests.school.plan_sample import (
    CALLS,
    ENDS,
    FROM_HEARD,
    GOVERNOR,
    HEARD,
    LEADER,
    OTHER,
    OUTSIDER,
    PLAN,
    STARTS,
    TODAY,
    agreed,
)

STRAND = ("school-strands", "curriculum")
STANDARD = ("school-strands", "curriculum.e1")
SECRET_ACTION = Action("secret", "plan", "Mend what they found", FROM_HEARD, starts_on=STARTS, due_on=ENDS)
PIECE = Evidence("walk", "Walk through Year 4", "observation", TODAY, strands=(STRAND,))
PHOTO = replace(PIECE, file=KeptFile("display.jpg", 0, ""))


def only(school: School) -> Evidence:
    (found,) = school.evidence.all()
    return found


def contents(door: Door) -> list[bytes]:
    """Every content that the store's file holds."""
    with closing(sqlite3.connect(door.place)) as db:
        return [row[0] for row in db.execute("SELECT content FROM kept_file ORDER BY sha256")]


@pytest.fixture
def as_viewer(school: School, door: Door) -> Callable[[Viewer], School]:
    """The same school, for another viewer."""
    return lambda viewer: Door.at(door.place, viewer).school(school.details.id)


@pytest.fixture
def with_secret(school: School) -> School:
    """The school with an agreed action that everybody sees and one from an inspection under embargo."""
    agreed(school, CALLS)
    school.inspections.save(HEARD)
    school.plans.save_action(SECRET_ACTION)
    return school


# ------------------------------------------------------------------ files


def test_a_file_is_kept_under_a_safe_name_and_comes_back_byte_for_byte(school: School) -> None:
    assert school.evidence.save(replace(PIECE, file=KeptFile("../../x/display.jpg", 0, "")), JPEG)
    kept = only(school)
    assert kept.file is not None
    assert (kept.file.name, kept.file.size, len(kept.file.sha256)) == ("display.jpg", len(JPEG), 64)
    assert school.evidence.content("walk") == JPEG


def test_pressing_save_twice_with_a_file_keeps_one(school: School, door: Door) -> None:
    assert school.evidence.save(PHOTO, JPEG)
    before = door.revision
    assert not school.evidence.save(PHOTO, JPEG)
    assert (door.revision, contents(door)) == (before, [JPEG])


@pytest.mark.parametrize(
    ("name", "content"),
    [("../../x.html", b"<script>alert(1)</script>"), ("notes.txt", b"<html>"), ("photo.jpg", b"MZ\x90"), ("x", JPEG)],
)
def test_a_file_that_may_not_be_kept_is_refused_at_its_field_and_nothing_is_saved(
    school: School, door: Door, name: str, content: bytes
) -> None:
    with pytest.raises(FormRefused) as refused:
        school.evidence.save(replace(PIECE, file=KeptFile(name, 0, "")), content)
    assert refused.value.fields.keys() == {"file"}
    assert school.evidence.all() == [] and contents(door) == []


def test_a_file_without_its_content_is_refused_and_one_that_is_kept_stays(school: School) -> None:
    with pytest.raises(FormRefused, match="Choose it again"):
        school.evidence.save(PHOTO)
    school.evidence.save(PHOTO, JPEG)
    kept = only(school)
    assert school.evidence.save(replace(kept, title="Display"), shown=kept)
    assert only(school).file == kept.file


def test_the_same_content_is_kept_once_until_no_evidence_has_it_any_more(school: School, door: Door) -> None:
    school.evidence.save(PHOTO, JPEG)
    school.evidence.save(replace(PHOTO, id="other", title="The same photo"), JPEG)
    assert contents(door) == [JPEG]
    school.evidence.remove("walk")
    assert contents(door) == [JPEG] and school.evidence.content("other") == JPEG
    school.evidence.save(replace(only(school), file=KeptFile("report.pdf", 0, "")), PDF, shown=only(school))
    assert contents(door) == [PDF]
    school.evidence.save(replace(only(school), file=None), shown=only(school))
    assert contents(door) == []


def test_what_files_hold_goes_with_the_school(school: School, door: Door) -> None:
    school.evidence.save(PHOTO, JPEG)
    door.remove(school.details.id)
    assert contents(door) == []


def test_the_copy_of_everything_holds_the_files(school: School, tmp_path) -> None:
    school.evidence.save(PHOTO, JPEG)
    copy = tmp_path / "copy.db"
    copy.write_bytes(school.settings.copy_of_store())
    assert Door.at(copy, LOCAL_HEAD).school(school.details.id).evidence.content("walk") == JPEG


def test_a_file_changed_by_another_hand_is_not_given_out(school: School, door: Door) -> None:
    school.evidence.save(PHOTO, JPEG)
    with closing(sqlite3.connect(door.place)) as db:
        db.execute("UPDATE kept_file SET content = ?", [PDF])
        db.commit()
    with pytest.raises(EvaluationError, match=r"“display\.jpg” is not what was kept"):
        school.evidence.content("walk")


def test_a_file_that_is_not_here_says_so(school: School) -> None:
    school.evidence.save(PIECE)
    with pytest.raises(EvaluationError, match="no longer here"):
        school.evidence.content("walk")
    with pytest.raises(EvaluationError, match="no longer in the register"):
        school.evidence.content("gone")


def test_another_school_does_not_reach_the_file(school: School, door: Door) -> None:
    school.evidence.save(PHOTO, JPEG)
    other = door.set_up(SchoolDetails("", "Elm School", 123456, "Primary", "Community school"))
    with pytest.raises(EvaluationError, match="no longer in the register"):
        other.evidence.content("walk")


def test_reviewers_from_outside_reach_the_file_of_what_is_shared_with_them_and_no_other(school, as_viewer) -> None:
    school.evidence.save(PHOTO, JPEG)
    reviewer = as_viewer(OUTSIDER)
    with pytest.raises(NotAllowed):
        reviewer.evidence.content("walk")
    school.evidence.share("walk", True)
    assert reviewer.evidence.content("walk") == JPEG


def test_the_register_is_read_in_few_queries_and_without_the_files(school: School, monkeypatch) -> None:
    for number in range(30):
        school.evidence.save(replace(PHOTO, id=f"e{number}", standards=(STANDARD,)), JPEG + bytes([number]))
    asked: list[str] = []
    rows = Store.rows
    monkeypatch.setattr(Store, "rows", lambda self, sql, *values: (asked.append(sql), rows(self, sql, *values))[1])
    assert len(school.evidence.all()) == 30
    assert len(asked) < 10
    assert not any("kept_file" in sql for sql in asked)


# ------------------------------------------------------------------ links


def test_links_are_kept_each_change_recorded_and_a_standard_brings_its_strand(school: School) -> None:
    agreed(school, CALLS)
    school.evidence.save(replace(PIECE, strands=(), standards=(STANDARD,), actions=("calls",)))
    kept = only(school)
    assert (kept.strands, kept.standards, kept.actions) == ((STRAND,), (STANDARD,), ("calls",))
    school.evidence.save(replace(kept, standards=(), actions=()), shown=kept)
    assert (only(school).standards, only(school).actions) == ((), ())
    said = [
        (row["In"], row["What"], row["From"], row["To"])
        for row in school.settings.account(20)
        if row["What"] in ("Linked standard", "Evidence")
    ]
    title = "Walk through Year 4"
    standard = next(before for _, what, before, _ in said if before and what == "Linked standard")
    assert standard.startswith("Curriculum: ")
    assert sorted(said) == [
        ("Action: Call home on the first day", "Evidence", "", title),
        ("Action: Call home on the first day", "Evidence", title, ""),
        (f"Evidence: {title}", "Linked standard", "", standard),
        (f"Evidence: {title}", "Linked standard", standard, ""),
    ]


def test_each_standard_says_how_many_pieces_are_linked_to_it_that_the_viewer_may_see(school, as_viewer) -> None:
    school.evidence.save(replace(PIECE, standards=(STANDARD,)))
    school.evidence.save(replace(PIECE, id="other", standards=(STANDARD, ("school-strands", "curriculum.e2"))))
    school.evidence.share("walk", True)
    counts = {"curriculum.e1": 2, "curriculum.e2": 1}
    assert as_viewer(LEADER).evidence.count_by_standard("school-strands") == counts
    assert as_viewer(OUTSIDER).evidence.count_by_standard("school-strands") == {"curriculum.e1": 1}
    assert school.evidence.count_by_standard("ofsted-report-card") == {}


def test_the_change_of_a_file_reads_as_words(school: School) -> None:
    school.evidence.save(PHOTO, JPEG)
    rows = [row for row in school.settings.account(20) if row["Of"] == "The file kept with it"]
    assert {row["What"]: row["To"] for row in rows if row["What"] != "Fingerprint (SHA-256)"} == {
        "Name": "display.jpg",
        "Size": "1 kB",
    }


@pytest.mark.parametrize(
    ("field", "link"),
    [("strands", ("school-strands", "magic")), ("standards", ("school-strands", "x.1")), ("actions", "gone")],
)
def test_a_link_to_what_is_not_here_is_refused_at_its_field(school: School, field: str, link: object) -> None:
    with pytest.raises(FormRefused) as refused:
        school.evidence.save(replace(PIECE, **{field: (link,)}))
    assert refused.value.fields.keys() == {field}


def test_a_link_goes_with_the_draft_that_it_was_to(school: School) -> None:
    school.plans.save(PLAN)
    school.plans.save_action(replace(CALLS, owner=""))
    school.evidence.save(replace(PIECE, actions=("calls",)))
    school.plans.remove_action("calls")
    assert only(school).actions == ()


def test_a_link_to_what_is_under_embargo_is_seen_by_nobody_without_asking_in_confidence(with_secret, as_viewer) -> None:
    with_secret.evidence.save(replace(PIECE, actions=("calls", "secret")))
    assert only(with_secret).actions == ("calls",)
    for viewer in (LEADER, GOVERNOR):
        assert only(as_viewer(viewer)).actions == ("calls",)
        assert [piece.actions for piece in as_viewer(viewer).evidence.all(in_confidence=True)] == [("calls",)]
    assert [piece.actions for piece in with_secret.evidence.all(in_confidence=True)] == [("calls", "secret")]
    assert [piece.actions for piece in with_secret.evidence.of_strand(*STRAND)] == [("calls",)]


def test_whoever_may_not_know_an_action_cannot_link_it_and_whoever_may_can(with_secret, as_viewer) -> None:
    with pytest.raises(FormRefused) as refused:
        as_viewer(LEADER).evidence.save(replace(PIECE, actions=("secret",)))
    assert refused.value.fields.keys() == {"actions"}
    with_secret.confidence.let_know("heard", Confidant("c", "person", LEADER.email))
    assert as_viewer(LEADER).evidence.save(replace(PIECE, actions=("secret",)))


def test_a_link_under_embargo_stays_when_somebody_who_does_not_see_it_changes_the_evidence(
    with_secret, as_viewer
) -> None:
    with_secret.evidence.save(replace(PIECE, actions=("calls", "secret")))
    leader = as_viewer(LEADER)
    shown = only(leader)
    assert leader.evidence.save(replace(shown, title="Walk", actions=()), shown=shown)
    assert not leader.evidence.save(replace(shown, title="Walk", actions=()))
    assert (only(with_secret).title, only(with_secret).actions) == ("Walk", ())
    assert [piece.actions for piece in with_secret.evidence.all(in_confidence=True)] == [("secret",)]


def test_the_record_of_changes_does_not_say_to_what_under_embargo_evidence_was_linked(with_secret: School) -> None:
    with_secret.evidence.save(replace(PIECE, actions=("secret",)))
    (row,) = [row for row in with_secret.settings.account() if row["What"] == "Evidence"]
    assert (row["In"], row["To"]) == ("An action", "Confidential until published")


def test_reviewers_from_outside_see_no_links_to_actions(school: School, as_viewer) -> None:
    agreed(school, CALLS)
    school.evidence.save(replace(PIECE, actions=("calls",)))
    school.evidence.share("walk", True)
    assert only(as_viewer(OUTSIDER)).actions == ()


# ------------------------------------------------------------------ two at once


def test_two_who_change_different_fields_both_keep_theirs(school: School, as_viewer) -> None:
    school.evidence.save(PIECE)
    shown = only(school)
    as_viewer(OTHER).evidence.save(replace(shown, shows="Books are marked."), shown=shown)
    assert school.evidence.save(replace(shown, title="Walk"), shown=shown)
    assert (only(school).title, only(school).shows) == ("Walk", "Books are marked.")


def test_two_who_change_the_same_field_are_told_and_the_first_stays(school: School, as_viewer) -> None:
    school.evidence.save(PIECE)
    shown = only(school)
    as_viewer(OTHER).evidence.save(replace(shown, title="First"), shown=shown)
    with pytest.raises(ChangedMeanwhile, match="another window"):
        school.evidence.save(replace(shown, title="Second"), shown=shown)
    assert only(school).title == "First"


def test_what_somebody_removed_meanwhile_does_not_come_back(school: School) -> None:
    school.evidence.save(PIECE)
    shown = only(school)
    school.evidence.remove("walk")
    with pytest.raises(EvaluationError, match="Someone removed it"):
        school.evidence.save(replace(shown, title="Second"), shown=shown)
    assert school.evidence.all() == []


def test_governors_change_nothing(school: School, as_viewer) -> None:
    with pytest.raises(NotAllowed):
        as_viewer(GOVERNOR).evidence.save(PIECE)


def test_evidence_is_of_today_at_the_latest(school: School) -> None:
    with pytest.raises(FormRefused):
        school.evidence.save(replace(PIECE, describes_on=date.today() + timedelta(days=1)))
