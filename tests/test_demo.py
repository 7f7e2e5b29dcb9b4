"""The demo school: complete, believable, and plainly a demo."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from evaluation.access import LOCAL_HEAD
from evaluation.agreement import talk_first
from evaluation.comparison import compare, session_before
from evaluation.details import check_school
from evaluation.errors import EvaluationError
from evaluation.evidence.links import standard_homes
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES
from evaluation.frameworks import shipped
from evaluation.plan import actions as rules
from evaluation.plan.actions import check_plan
from evaluation.records import DIRECTIONS, INSPECTION_KINDS
from evaluation.school import demo
from evaluation.school.door import Door, School
from evaluation.session import build
from evaluation.store import Store, open_store, schools
from evaluation.store import evidence as stored_evidence
from evaluation.store import inspections as stored_inspections
from evaluation.store import self_evaluations as stored
from evaluation.visible.records import PUPIL_GROUPS, WEEKDAYS

ABOVE_ITS_MARKS = ("demo-2026-04-21", "send")
"""The one grade that the invented team chose above what its marks support."""

STRANDS = "school-strands@2025-11"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = open_store(tmp_path_factory.mktemp("demo") / "school.db")
    demo.fill(opened, LOCAL_HEAD, shipped())
    return opened


@pytest.fixture(scope="module")
def school(store: Store) -> School:
    return Door(store, LOCAL_HEAD).school(demo.SCHOOL_ID)


def test_it_says_everywhere_that_it_is_a_demo(store: Store) -> None:
    details = schools.one(store, demo.SCHOOL_ID)
    assert details is not None
    assert details.demo and details.urn is None and details.name.endswith("(demo)")
    check_school(details, [])
    inspections = stored_inspections.every(store, demo.SCHOOL_ID)
    assert {inspection.source for inspection in inspections} == {"Invented for the demo"}
    ids = [evaluation.id for evaluation in stored.every(store, demo.SCHOOL_ID)]
    ids += [inspection.id for inspection in inspections]
    ids += [piece.id for piece in stored_evidence.every(store, demo.SCHOOL_ID)]
    assert all(thing.startswith("demo-") for thing in ids)
    assert "Everything in this file is invented" in demo.FILE.read_text("utf-8")


def test_it_has_six_locked_self_evaluations_over_three_years_and_three_outside_views(store: Store) -> None:
    evaluations = stored.every(store, demo.SCHOOL_ID)
    assert Counter(str(evaluation.framework) for evaluation in evaluations) == {
        "ofsted-eif@2019-09": 2,
        "ofsted-eif@2024-09": 1,
        STRANDS: 3,
    }
    assert all(evaluation.locked for evaluation in evaluations)
    assert all("recruitment_retention" in e.strands for e in evaluations if str(e.framework) == STRANDS)
    inspections = stored_inspections.every(store, demo.SCHOOL_ID)
    assert [inspection.kind for inspection in inspections] == ["report_card", "peer_review", "graded"]
    assert all(finding.words for inspection in inspections for finding in inspection.findings)


def test_every_self_evaluation_is_locked_before_the_inspection_that_follows_it(store: Store) -> None:
    starts = [inspection.started_on for inspection in stored_inspections.every(store, demo.SCHOOL_ID)]
    for evaluation in stored.every(store, demo.SCHOOL_ID):
        assert evaluation.locked_at is not None
        locked_on = evaluation.locked_at.date()
        assert evaluation.opened_at.date() == evaluation.held_on < locked_on
        assert not [start for start in starts if evaluation.held_on <= start <= locked_on]


def test_its_evidence_is_of_every_kind_and_lets_every_voice_be_heard(store: Store) -> None:
    evidence = stored_evidence.every(store, demo.SCHOOL_ID)
    assert len(evidence) == 18
    assert {piece.kind for piece in evidence} == set(EVIDENCE_KINDS)
    assert {piece.voice for piece in evidence} == {None, *VOICES}
    linked = {strand_id for piece in evidence for _, strand_id in piece.strands}
    assert linked == {strand_id for e in stored.every(store, demo.SCHOOL_ID)[:1] for strand_id in e.strands}
    assert all(1 <= len(piece.strands) <= 3 and piece.where_kept and piece.shows for piece in evidence)
    homes = standard_homes(shipped())
    assert sum(bool(piece.standards) for piece in evidence) > 12
    assert all(homes[standard] in piece.strands for piece in evidence for standard in piece.standards)


def test_its_practice_is_on_every_day_and_for_every_group_and_some_of_it_is_never_there_on_tuesday_and_wednesday(
    school: School,
) -> None:
    practices, visible = school.visible.practices(), school.visible
    assert len(practices) == 32
    assert {slot.weekday for each in practices for slot in each.slots} == set(WEEKDAYS)
    assert {group for each in practices for group in each.groups} == set(PUPIL_GROUPS)
    assert all(each.who and each.standards and each.strands for each in practices)
    assert {strand_id for each in practices for _, strand_id in each.strands} == {
        strand_id for e in school.self_evaluations.all()[:1] for strand_id in e.strands
    }
    picture = visible.seen(visible.typical("A"))
    unseen = {each.practice.what for each in picture.shown if not each.could_be_seen}
    assert {"Forest school", "Nurture group", "Music with the visiting teacher"} <= unseen
    assert 10 < len(unseen) < 20


def test_its_trip_takes_lessons_away_and_somebody_stands_in_for_the_part_time_teacher(school: School) -> None:
    day = school.visible.dated([date(2026, 12, 2)])
    shown = {each.practice.what: each for each in school.visible.seen(day).shown}
    assert day[0].week == "A"
    assert "A day at the museum of water" in shown["Science in Years 5 and 6"].why
    assert "does not work on Wednesdays" in shown["A word with a key adult"].why
    assert shown["Reading together"].could_be_seen


def test_everything_it_names_exists(store: Store) -> None:
    library = shipped()
    for record in stored.records(store, demo.SCHOOL_ID):
        framework = library.get(*record.evaluation.framework)
        standards = {standard.id for strand in framework.strands for standard in strand.standards}
        assert record.marks.keys() <= standards
        assert record.judgements.keys() == set(record.evaluation.strands)
        for said in record.judgements.values():
            scale = framework.scale(said.strand_id)
            assert scale and said.grade in {None, *scale.order}
            assert said.why
            assert said.direction in {None, *DIRECTIONS}
    for inspection in stored_inspections.every(store, demo.SCHOOL_ID):
        framework = library.get(*inspection.framework)
        assert inspection.kind in INSPECTION_KINDS and framework.in_force(inspection.started_on)
        steps = {None, *(step.id for step in framework.escalations)}
        used = {strand.id for strand in framework.strands_for(early_years=True, sixth_form=False)}
        assert {finding.strand_id for finding in inspection.findings} == used
        for finding in inspection.findings:
            found_on = framework.scale(finding.strand_id)
            assert finding.escalation in steps
            assert finding.grade in found_on.order if found_on else finding.grade is None


def test_marks_support_every_chosen_grade_but_the_one_meant_to_be_above_them(store: Store) -> None:
    beyond = set()
    for record in stored.records(store, demo.SCHOOL_ID):
        framework = shipped().get(*record.evaluation.framework)
        marked = [state for state in build(record, None, framework).strands if state.support.judged]
        assert len(marked) >= 2
        for state in marked:
            key = (record.evaluation.id, state.strand.id)
            fits = state.support.grade in (None, state.judgement.grade) and state.beyond_support() is None
            if framework.id == "school-strands":
                fits = state.support.grade == state.judgement.grade
            if not fits:
                beyond.add(key)
        if framework.id == "school-strands":
            judged = {said.strand_id for said in record.judgements.values() if said.grade}
            assert {state.strand.id for state in marked} == judged
    assert beyond == {ABOVE_ITS_MARKS}


def test_strands_rise_stay_and_fall_and_never_all_agree(store: Store) -> None:
    order = shipped().get("school-strands", "2025-11").scales[0].order
    ours = [r for r in reversed(stored.records(store, demo.SCHOOL_ID)) if str(r.evaluation.framework) == STRANDS]
    grades = [{strand: said.grade for strand, said in record.judgements.items()} for record in ours]
    assert all(len(set(session.values())) > 1 for session in grades)
    assert grades[0]["recruitment_retention"] is None, "left not judged"
    moves = Counter[int]()
    for earlier, later in pairwise(grades):
        for strand, grade in later.items():
            before = earlier[strand]
            if grade and before:
                moves[(order[grade] > order[before]) - (order[grade] < order[before])] += 1
    assert moves[-1] == 1 and moves[0] and moves[1]
    assert [session["attendance"] for session in grades] == ["needs_attention", "needs_attention", "expected_standard"]
    assert list(grades[-1].values()).count("strong_standard") == 1


def test_beside_the_report_card_most_strands_agree_one_is_too_high_and_one_too_low(store: Store) -> None:
    report_card = stored_inspections.every(store, demo.SCHOOL_ID)[0]
    session = session_before(stored.records(store, demo.SCHOOL_ID), report_card, shipped())
    assert session and session.evaluation.id == "demo-2026-04-21"
    gaps = compare(report_card, session, shipped()).rows.set_index("strand_id")["gap"].dropna().astype(int).to_dict()
    assert {strand: gap for strand, gap in gaps.items() if gap} == {"send": 1, "recruitment_retention": -1}
    assert len(gaps) == 6


def test_filling_it_a_second_time_is_refused_and_changes_nothing(store: Store) -> None:
    before = store.revision
    with pytest.raises(EvaluationError, match="here already"):
        demo.fill(store, LOCAL_HEAD, shipped())
    assert store.revision == before


def test_the_door_opens_the_demo_school_that_is_there_and_can_make_it_afresh(tmp_path: Path) -> None:
    door = Door.at(tmp_path / "school.db", LOCAL_HEAD)
    school = door.fill_demo()
    revision = door.revision
    assert door.fill_demo().details == school.details
    assert door.revision == revision
    door.remove(demo.SCHOOL_ID)
    assert door.schools() == []
    assert len(door.fill_demo().self_evaluations.all()) == 6


def test_leaders_said_theirs_first_and_lie_far_apart_on_one_strand(school: School) -> None:
    spreads = school.leaders.spreads("demo-2026-10-13")
    assert [each.strand.id for each in spreads] == ["curriculum", "send", "wellbeing", "attendance"]
    assert [each.strand.id for each in talk_first(spreads)] == ["send", "curriculum", "attendance"]
    assert [each.strand.id for each in spreads if each.far_apart] == ["send"]
    assert all(each.leaders == 4 for each in spreads[:2])


def test_every_question_of_the_product_has_an_answer_in_it(school: School) -> None:
    assert any("SEND fell" in sentence for sentence in school.questions.moved().sentences)
    assert len(school.questions.history()["source_id"].unique()) == 9
    assert len(school.questions.standing("demo-2026-10-13")) == 7


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("      overall_effectiveness:", "      overall_effect:", "no strand “overall_effect”"),
        ("strands: [attendance]", "strands: [atendance]", "no strand “atendance”"),
        ("grade: strong_standard", "grade: very_strong", "no grade “very_strong”"),
        ("grade: met", "grade: good", "2026-05-12, safeguarding: there is no grade “good”"),
        ("curriculum.s3", "send.s3", "curriculum: there is no standard “send.s3”"),
        ("pupils: [young_carers]", "pupils: [carers]", "no group of pupils “carers”"),
        ("standards: [attendance.u1]", "standards: [attendance.z1]", "no standard “attendance.z1”"),
        ("Fri at 08:15-08:50", "Sun at 08:15-08:50", "practice-21: “Sun at 08:15-08:50” says no day and time"),
        ("met_in: [effective]", "met_in: [good]", "safeguarding: there is no band “good”"),
        ("ofsted-eif@2024-09", "ofsted-eif@2024-10", "no framework ofsted-eif at version 2024-10"),
    ],
)
def test_a_slip_in_the_file_is_named_and_nothing_is_kept(
    right: str, wrong: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = demo.FILE.read_text("utf-8")
    assert right in text
    slipped = tmp_path / "demo-school.yaml"
    slipped.write_text(text.replace(right, wrong, 1), "utf-8")
    monkeypatch.setattr(demo, "FILE", slipped)
    store = open_store(tmp_path / "school.db")
    with pytest.raises(EvaluationError, match=named):
        demo.fill(store, LOCAL_HEAD, shipped())
    assert schools.every(store) == []
    assert store.revision == 0


# ------------------------------------------------------------------ its plan, and who speaks


def test_its_plan_is_agreed_lies_within_its_days_and_follows_from_its_inspection(store: Store) -> None:
    school = Door(store, LOCAL_HEAD).school("demo")
    (record,) = school.plans.records()
    assert record.plan.inspection_id == "demo-inspection-2026-05-12"
    check_plan(record.plan, record.actions)
    for action in record.actions:
        assert action.agreed
        assert rules.revised(action, action, record.plan, date(2026, 11, 27)) == action
        assert action.cause is None or not school.plans.cause_words(action.cause).gone
    register = {piece.id: piece for piece in school.evidence.all()}
    for update in record.updates:
        action = next(each for each in record.actions if each.id == update.action_id)
        rules.check_update(update, action, set(register), date(2026, 11, 27))


def test_it_shows_how_things_do_not_fit(store: Store) -> None:
    school = Door(store, LOCAL_HEAD).school("demo")
    assert {"leaders_apart", "past_due", "nothing_to_show"} <= {each.kind for each in school.readiness.contradictions()}


def test_most_strands_have_somebody_who_speaks_for_them(store: Store) -> None:
    cards = Door(store, LOCAL_HEAD).school("demo").cards.all()
    assert 1 <= sum(not card.said.speaker for card in cards) < len(cards) / 2
