"""Search through the door: everything a person may see and nothing else, and where each hit leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from evaluation.access import LOCAL_HEAD, Viewer
from evaluation.evidence.records import Evidence, KeptFile
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Action, Milestone
from evaluation.records import Finding, Inspection, Point
from evaluation.school import Door, School
from evaluation.search import Found, Kind
from evaluation.visible.records import Practice, Slot
from tests.evidence.file_samples import JPEG
from tests.school.plan_sample import (
    BEGAN,
    CALLS,
    ENDS,
    FROM_HEARD,
    GOVERNOR,
    HEARD,
    LEADER,
    OUTSIDER,
    TODAY,
    agreed,
    says,
)

STRANDS = FrameworkKey("school-strands", "2025-11")
PUBLISHED = Inspection(
    "published",
    "report_card",
    FrameworkKey("ofsted-report-card", "2025-11"),
    TODAY - timedelta(days=400),
    published_on=TODAY - timedelta(days=360),
    outcome="A wombat outcome",
    note="A wombat note",
    findings=(Finding("inclusion", "strong_standard", "Wombats are included."),),
    points=(Point("p", "recommendation", "Count the wombats.", "inclusion", sentence="Leaders must count wombats."),),
)
EVIDENCE = Evidence(
    "walk",
    "Walk with a wombat",
    "observation",
    TODAY,
    where_kept="Wombat drive",
    shows="It slept.",
    file=KeptFile("wombat.jpg", 0, ""),
)


@pytest.fixture
def filled(school: School) -> School:
    """A school in which everything speaks of wombats."""
    school.evidence.save(EVIDENCE, JPEG)
    locked = school.self_evaluations.open(STRANDS, TODAY - timedelta(days=30))
    school.self_evaluations.judge(locked, "curriculum", grade="expected_standard", why="Wombats in every lesson.")
    school.self_evaluations.finish(locked)
    opened = school.self_evaluations.open(STRANDS, TODAY)
    school.self_evaluations.judge(opened, "send", grade="expected_standard", why="A draft wombat.")
    school.inspections.save(PUBLISHED)
    steps = (Milestone("m", "First wombat called", TODAY),)
    agreed(school, replace(CALLS, why="A wombat was late", success_measure="No wombat is late", milestones=steps))
    school.plans.say(says(CALLS, "on_track", progress="Wombats were called", changed_for_pupils="They come"))
    school.visible.save(
        Practice("club", "Wombat club", slots=(Slot(1),), who=("Jo Patel",), strands=(("school-strands", "send"),))
    )
    return school


@pytest.fixture
def as_viewer(school: School, door: Door) -> Callable[[Viewer], School]:
    return lambda viewer: Door.at(door.place, viewer).school(school.details.id)


def leads(found: Found, kind: Kind) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    return {(hit.entry.place.page, hit.entry.place.query) for hit in found.hits.get(kind, ())}


def counts(school: School, words: str = "wombat") -> dict[str, int]:
    return dict(school.search.find(words).counts)


def test_everything_is_searched_and_each_hit_leads_to_its_page(filled: School) -> None:
    found = filled.search.find("wombat")
    assert found.counts == {"evidence": 1, "reason": 2, "action": 2, "inspection": 3, "practice": 1}
    assert leads(found, "evidence") == {("evidence", (("piece", "walk"),))}
    assert leads(found, "action") == {("plan", (("action", "calls"),))}
    assert leads(found, "inspection") == {("inspection", (("inspection", "published"), ("about", "found")))}
    assert leads(found, "practice") == {("visible", (("about", "practice"),))}
    opened, locked = (evaluation.id for evaluation in filled.self_evaluations.all())
    assert leads(found, "reason") == {
        ("session", (("evaluation", opened), ("way", "standards"), ("strand", "send"))),
        ("session", (("evaluation", locked),)),
    }


@pytest.mark.parametrize("words", ["wombat.jpg", '"wombat drive"', "walk slept"])
def test_evidence_is_found_by_its_file_its_place_and_what_it_shows(filled: School, words: str) -> None:
    assert counts(filled, words) == {"evidence": 1}


def test_a_standard_is_found_by_its_words_and_leads_to_the_open_self_evaluation(filled: School) -> None:
    found = filled.search.find("arts sciences")
    assert found.hits["standard"][0].entry.title.startswith("Subjects from the arts to the sciences")
    opened = filled.self_evaluations.all()[0].id
    at = ("evaluation", opened), ("way", "standards"), ("strand", "curriculum")
    assert ("session", at) in leads(found, "standard")


def test_what_is_under_embargo_is_found_by_nobody_also_not_by_those_who_may_know(filled: School, as_viewer) -> None:
    filled.inspections.save(replace(HEARD, findings=(Finding("inclusion", None, "The heron frowned."),)))
    filled.plans.save_action(Action("secret", "plan", "Mend the heron", FROM_HEARD, starts_on=BEGAN, due_on=ENDS))
    for viewer in (LOCAL_HEAD, LEADER, GOVERNOR, OUTSIDER):
        assert counts(as_viewer(viewer), "heron") == {}
    assert any("confidential" in words for words in filled.search.left_out())


def test_governors_find_no_open_self_evaluation_and_no_names_of_staff(filled: School, as_viewer) -> None:
    governor = as_viewer(GOVERNOR)
    assert counts(governor) == {"evidence": 1, "reason": 1, "action": 2, "inspection": 3, "practice": 1}
    assert counts(governor, "patel") == {}
    assert counts(filled, "patel") == {"practice": 1}


def test_reviewers_from_outside_find_what_is_published_or_shared_with_them(filled: School, as_viewer) -> None:
    reviewer = as_viewer(OUTSIDER)
    assert counts(reviewer) == {"inspection": 3}
    filled.evidence.share("walk", True)
    assert counts(reviewer) == {"evidence": 1, "inspection": 3}


def test_what_is_removed_is_found_no_more(filled: School) -> None:
    filled.evidence.remove("walk")
    assert counts(filled, "slept") == {}


def test_of_a_kind_no_more_is_returned_than_asked_for_and_all_are_counted(filled: School) -> None:
    for number in range(5):
        filled.evidence.save(replace(EVIDENCE, id=str(number), file=None))
    found = filled.search.find("wombat", limit=2)
    assert len(found.hits["evidence"]) == 2 and found.counts["evidence"] == 6
