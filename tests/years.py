"""A school with many years behind it, to measure with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evaluation.access import LOCAL_HEAD
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence, KeptFile
from evaluation.frameworks import shipped
from evaluation.plan.records import Action, Cause, Plan, Update
from evaluation.records import Finding, Inspection, Point, SchoolDetails
from evaluation.school import Door, School


def fill(path: Path, years: int) -> str:
    """A school with so many years behind it and a self-evaluation that is open; returns that one's id.

    A year has three self-evaluations with all strands judged and all standards marked, and nine pieces
    of evidence; every fourth has an inspection.
    """
    details = SchoolDetails("", "Benchmark School", 100001, "Primary", "Community school", early_years=True)
    school = Door.at(path, LOCAL_HEAD).set_up(details)
    this_year = date.today().year
    for year in range(this_year - years, this_year):
        for month in (3, 6, 12):
            opened = _judge_all(school, date(year, month, 1), shift=year + month)
            school.self_evaluations.finish(opened)
        for number in range(9):
            _add_evidence(school, date(year, 1 + number, 15), f"{year}-{number}")
        if (this_year - year) % 4 == 1:
            _add_inspection(school, date(year, 12, 10))
    return _judge_all(school, date.today(), shift=0)


def fill_to_take_away(path: Path, pieces: int = 600, files: int = 50, size: int = 1024 * 1024) -> School:
    """A school with ten years behind it and all that a pack is made from.

    Thirty locked self-evaluations, forty inspections with recommendations, so many pieces of evidence of which the
    first have a file of so many bytes, and three plans of forty agreed actions with two updates each.
    """
    fill(path, 10)
    school = Door.at(path, LOCAL_HEAD).school("urn-100001")
    today = date.today()
    strands = [(key.id, s.id) for key in [school.self_evaluations.all()[0].framework] for s in _strands(school)]
    kinds, voices = list(EVIDENCE_KINDS), [None, *VOICES]
    for number in range(pieces - school.evidence.count()):
        file = KeptFile(f"Walk {number}.pdf", 0, "") if number < files else None
        kept = b"%PDF-" + number.to_bytes(4, "big") * (size // 4) if file else None
        on, kind, voice = today - timedelta(days=6 * number), kinds[number % 6], voices[number % 5]
        links = (strands[number % len(strands)],)
        piece = Evidence(f"kept-{number}", f"What was seen, {number}", kind, on, voice, strands=links, file=file)
        school.evidence.save(piece, kept)
    for number in range(40 - len(school.inspections.all())):
        _add_visit(school, today - timedelta(days=30 + 90 * number), f"visit-{number}")
    for number in range(3):
        _add_plan(school, f"plan-{number}", today - timedelta(days=100 + 300 * number))
    return school


def _strands(school: School) -> Any:
    return school.self_evaluations.session(school.self_evaluations.all()[0].id).framework.strands


def _add_visit(school: School, started_on: date, inspection_id: str) -> None:
    points = tuple(
        Point(f"p{n}", "recommendation", f"Leaders should do the thing with number {n}, in every class.")
        for n in range(3)
    )
    key = school.inspections.frameworks(started_on)[0].key
    visit = Inspection(inspection_id, "monitoring", key, started_on, published_on=started_on, points=points)
    school.inspections.save(visit)


def _add_plan(school: School, plan_id: str, starts_on: date) -> None:
    school.plans.save(Plan(plan_id, f"Plan from {starts_on}", starts_on, starts_on + timedelta(days=365)))
    for number in range(40):
        cause = Cause("recommendation", inspection_id=f"visit-{number % 30}", point_id=f"p{number % 3}")
        action = Action(
            f"{plan_id}-{number}", plan_id, f"Do the thing that was named, {number}", cause, "It was named.",
            "Jo Patel", "", starts_on, starts_on + timedelta(days=200), "Everybody does it.", "The records.",
        )  # fmt: skip
        school.plans.save_action(action)
        school.plans.agree(action.id)
        said = Update(f"{action.id}-1", action.id, date.today(), "Jo Patel", "on_track", "It goes on.", "They notice.")
        school.plans.say(said)
        school.plans.say(replace(said, id=f"{action.id}-2", state="done_claimed", evidence_ids=(f"kept-{number}",)))


def _judge_all(school: School, held_on: date, shift: int) -> str:
    evaluations = school.self_evaluations
    framework = next(f for f in evaluations.frameworks(held_on) if f.id != "school-strands" or f.in_force(held_on))
    opened = evaluations.open(framework.key, held_on)
    marks: dict[str, Any] = {}
    for place, state in enumerate(evaluations.session(opened).strands):
        if state.scale:
            grade = state.scale.grades[(place + shift) % len(state.scale.grades)].id
            evaluations.judge(opened, state.strand.id, grade=grade, why=f"Seen in lessons on {held_on}.")
        marks |= {s.id: "partly" if n % 7 == shift % 7 else "met" for n, s in enumerate(state.strand.standards)}
    evaluations.mark(opened, marks)
    return opened


def _add_evidence(school: School, describes_on: date, name: str) -> None:
    strand = shipped().usable("self_evaluation", date.today())[0]
    links = ((strand.id, strand.strands[describes_on.month % len(strand.strands)].id),)
    shows = "What was seen, in a line or two that somebody wrote down on the day."
    school.evidence.save(Evidence(name, f"Evidence {name}", "data", describes_on, shows=shows, strands=links))


def _add_inspection(school: School, started_on: date) -> None:
    framework = school.inspections.frameworks(started_on)[0]
    found = []
    for strand in framework.strands_for(early_years=True, sixth_form=False):
        scale = framework.scale(strand.id)
        found.append(Finding(strand.id, scale.grades[1].id if scale else None, "What inspectors wrote of it."))
    school.inspections.save(Inspection(str(started_on), "graded", framework.key, started_on, findings=tuple(found)))
