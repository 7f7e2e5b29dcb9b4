"""The invented school that a headteacher looks round before setting up their own, from `data/demo-school.yaml`."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime, time
from typing import Any

import yaml

from evaluation.access import Viewer
from evaluation.call.records import StrandCard
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.frameworks import DATA, Framework, FrameworkKey, Library, Strand
from evaluation.intake.timetable_times import days_in, times_in, week_in
from evaluation.plan.actions import agree
from evaluation.plan.records import Action, Cause, Milestone, Plan, Update
from evaluation.records import Finding, Inspection, LeaderJudgement, Mark, Point, SchoolDetails, SelfEvaluation
from evaluation.school import demo_numbers
from evaluation.store import (
    Store,
    Write,
    cards,
    evidence,
    inspections,
    leaders,
    plans,
    practices,
    schools,
    self_evaluations,
)
from evaluation.visible.days import SOURCE as SOURCE_OF_DAYS
from evaluation.visible.describing import described
from evaluation.visible.records import PUPIL_GROUPS, Away, DaySetting, Practice, Slot

SCHOOL_ID = "demo"
FILE = DATA / "demo-school.yaml"
SOURCE = "Invented for the demo"

Entry = dict[str, Any]


def fill(store: Store, viewer: Viewer, library: Library) -> None:
    """Write the demo school with all it has, in one transaction. Ids are stable, such as "demo-2023-11-21".

    Raises EvaluationError where the school is here already, or where the file names a framework,
    strand, grade or standard that does not exist; nothing is kept then.
    """
    if schools.one(store, SCHOOL_ID) is not None:
        raise EvaluationError("The demo school is here already. Open it, or remove it first to have it afresh.")
    content: Entry = yaml.safe_load(FILE.read_text("utf-8"))
    ours = _framework(content, library)
    details = SchoolDetails(id=SCHOOL_ID, urn=None, demo=True, **content["school"])
    with store.write(viewer.name, SCHOOL_ID) as write:
        schools.save(write, details)
        demo_numbers.fill(write, SCHOOL_ID, ours)
        for strand_id in content["switched_on"]:
            schools.switch_strand(write, SCHOOL_ID, ours.id, _strand(ours, strand_id, "switched_on").id, True)
        for entry in content["self_evaluations"]:
            _self_evaluation(write, entry, details, content["switched_on"], library)
        for entry in content["inspections"]:
            inspections.save(write, SCHOOL_ID, _inspection(entry, library))
        for number, entry in enumerate(content["evidence"], start=1):
            evidence.save(write, SCHOOL_ID, _evidence(entry, number, ours))
        for number, entry in enumerate(content["plans"], start=1):
            _plan(write, entry, number, ours)
        for strand_id, who in content["cards"].items():
            cards.save(write, StrandCard((ours.id, _strand(ours, strand_id, "cards").id), **who))
        for number, entry in enumerate(content["practices"], start=1):
            practices.save(write, _practice(entry, number, ours))
        for number, entry in enumerate(content["away"], start=1):
            practices.save_away(write, Away(f"{SCHOOL_ID}-away-{number:02}", **_tuples(entry)))
        practices.set_days(write, DaySetting(week_a_on=content["week_a_on"], source=SOURCE_OF_DAYS))


def _self_evaluation(write: Write, entry: Entry, school: SchoolDetails, optional: list[str], library: Library) -> None:
    framework = _framework(entry, library)
    used = framework.strands_for(early_years=school.early_years, sixth_form=school.sixth_form, optional=optional)
    evaluation = SelfEvaluation(
        id=f"{SCHOOL_ID}-{entry['held_on']}",
        school_id=SCHOOL_ID,
        framework=framework.key,
        held_on=entry["held_on"],
        strands=tuple(strand.id for strand in used),
        opened_at=datetime.combine(entry["held_on"], time(15, 30), UTC),
    )
    self_evaluations.add(write, evaluation)
    marks: dict[str, Mark | None] = {}
    for strand_id, said in entry["judgements"].items():
        where = f"{evaluation.id}, {strand_id}"
        strand = _strand(framework, strand_id, where)
        marks |= _marks(framework, strand, said.pop("marks", {}), where)
        _check_grade(framework, strand, said, where)
        self_evaluations.put_judgement(write, evaluation.id, strand_id, said)
    self_evaluations.put_marks(write, evaluation.id, marks)
    for strand_id, each_says in entry.get("leaders", {}).items():
        strand = _strand(framework, strand_id, evaluation.id)
        for said in each_says:
            _check_grade(framework, strand, said, f"{evaluation.id}, {strand_id}, {said['name']}")
            own = LeaderJudgement(strand_id, said["name"], saved_at=evaluation.opened_at, **said)
            leaders.put(write, evaluation.id, own)
    self_evaluations.set_locked(write, evaluation.id, entry["locked_at"])


def _marks(framework: Framework, strand: Strand, given: dict[str, list[str]], where: str) -> dict[str, Mark | None]:
    """A strand's marks from the file's shorthand: whole bands met, then the standards named apart."""
    marks: dict[str, Mark | None] = {}
    scale = framework.scale(strand.id)
    for band in given.get("met_in", []):
        _check("band", band, scale.order if scale else (), where)
        marks |= dict.fromkeys((standard.id for standard in strand.standards_of(band)), "met")
    known = {standard.id for standard in strand.standards}
    apart: dict[str, Mark | None] = {"partly": "partly", "not_met": "not_met", "leave": None}
    for word, mark in apart.items():
        for standard_id in given.get(word, []):
            _check("standard", standard_id, known, where)
            marks[standard_id] = mark
    return marks


def _inspection(entry: Entry, library: Library) -> Inspection:
    framework = _framework(entry, library)
    inspection_id = f"{SCHOOL_ID}-inspection-{entry['started_on']}"
    for strand_id, found in entry["findings"].items():
        where = f"{inspection_id}, {strand_id}"
        _check_grade(framework, _strand(framework, strand_id, where), found, where)
    for point in entry.get("points", []):
        _strand(framework, point["strand_id"], inspection_id)
    parts = {
        "framework": framework.key,
        "findings": tuple(Finding(strand_id, **found) for strand_id, found in entry["findings"].items()),
        "points": tuple(Point(f"point-{n}", **point) for n, point in enumerate(entry.get("points", []), start=1)),
    }
    return Inspection(id=inspection_id, source=SOURCE, **(entry | parts))


def _evidence(entry: Entry, number: int, framework: Framework) -> Evidence:
    evidence_id = f"{SCHOOL_ID}-evidence-{number:02}"
    strands = tuple((framework.id, _strand(framework, strand_id, evidence_id).id) for strand_id in entry["strands"])
    known = {standard.id for strand in framework.strands for standard in strand.standards}
    for standard_id in entry.get("standards", []):
        _check("standard", standard_id, known, evidence_id)
    standards = tuple((framework.id, standard_id) for standard_id in entry.get("standards", []))
    return Evidence(id=evidence_id, **(entry | {"strands": strands, "standards": standards}))


def _plan(write: Write, entry: Entry, number: int, framework: Framework) -> None:
    """A plan with its actions, each agreed on the day it begins, and what their owners said."""
    inspection_id = f"{SCHOOL_ID}-inspection-{entry['inspection']}"
    plan = Plan(f"{SCHOOL_ID}-plan-{number}", entry["name"], entry["starts_on"], entry["ends_on"], inspection_id)
    plans.save(write, plan)
    for place, given in enumerate(entry["actions"], start=1):
        said, steps = given.pop("updates", []), given.pop("milestones", [])
        point, finding = given.pop("point", None), given.pop("finding", None)
        cause = Cause("recommendation", inspection_id, point_id=f"point-{point}") if point else None
        cause = Cause("finding", inspection_id, strand_id=finding) if finding else cause
        strand = (framework.id, _strand(framework, given.pop("strand"), plan.id).id)
        milestones = tuple(Milestone(f"milestone-{n}", **step) for n, step in enumerate(steps, start=1))
        action = Action(f"{plan.id}-{place}", plan.id, cause=cause, strand=strand, milestones=milestones, **given)
        plans.save_action(write, agree(action, datetime.combine(given["starts_on"], time(16), UTC)))
        for n, update in enumerate(said, start=1):
            pieces = tuple(f"{SCHOOL_ID}-evidence-{piece:02}" for piece in update.pop("evidence", ()))
            words = update | {"by": given["owner"], "evidence_ids": pieces}
            plans.add_update(write, Update(f"update-{n}", action.id, **words))


def _practice(entry: Entry, number: int, framework: Framework) -> Practice:
    practice_id = f"{SCHOOL_ID}-practice-{number:02}"
    homes = {standard.id: strand.id for strand in framework.strands for standard in strand.standards}
    for standard_id in entry["standards"]:
        _check("standard", standard_id, homes, practice_id)
    for group in entry["pupils"]:
        _check("group of pupils", group, PUPIL_GROUPS, practice_id)
    links = {
        "strands": tuple((framework.id, homes[standard_id]) for standard_id in entry["standards"]),
        "standards": tuple((framework.id, standard_id) for standard_id in entry["standards"]),
        "slots": tuple(slot for text in entry["when"] for slot in _slots(text, practice_id)),
        "groups": tuple(entry["pupils"]),
    }
    own = {name: value for name, value in entry.items() if name not in ("when", "pupils")}
    return described(Practice(practice_id, **_tuples(own | links)))


def _slots(text: str, where: str) -> list[Slot]:
    """The times that the file writes as "Mon, Thu at 09:00-09:30 in week A"."""
    days, _, rest = text.partition(" at ")
    times, _, week = rest.partition(" in week ")
    starts_at, ends_at = times_in(times)
    found = days_in(days)
    if not found or starts_at is None:
        raise EvaluationError(f"{FILE.name}, {where}: “{text}” says no day and time.")
    return [Slot(day.weekday, starts_at, ends_at, week_in(week)) for day in found]


def _tuples(entry: Entry) -> Entry:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}


def _framework(entry: Entry, library: Library) -> Framework:
    return library.get(*FrameworkKey(*entry["framework"].split("@")))


def _strand(framework: Framework, strand_id: str, where: str) -> Strand:
    _check("strand", strand_id, {strand.id for strand in framework.strands}, where)
    return framework.strand(strand_id)


def _check_grade(framework: Framework, strand: Strand, said: Entry, where: str) -> None:
    scale = framework.scale(strand.id)
    if "grade" in said:
        _check("grade", said["grade"], scale.order if scale else (), where)


def _check(what: str, value: str, known: Container[str], where: str) -> None:
    if value not in known:
        raise EvaluationError(f"{FILE.name}, {where}: there is no {what} “{value}”.")
