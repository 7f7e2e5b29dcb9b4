"""A school with many years behind it, to measure with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from evaluation.access import LOCAL_HEAD
from evaluation.evidence.records import Evidence
from evaluation.frameworks import shipped
from evaluation.records import Finding, Inspection, SchoolDetails
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
