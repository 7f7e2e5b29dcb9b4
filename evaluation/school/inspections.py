"""A school's inspections: bring in from Ofsted's published files, or enter by hand.

What an inspection found is seen by everybody once it is published. Until then `all` and `one`, and so
every page, chart and document, show only that there is one; `in_confidence` is the one other way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from evaluation.access import Ability, NotAllowed, may_know, withheld
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.errors import EvaluationError, Problem
from evaluation.frameworks import Framework
from evaluation.intake import Differing, merge, read_inspections
from evaluation.intake.merging import filled
from evaluation.records import INSPECTION_KINDS, POINT_KINDS, Inspection, Point, day
from evaluation.school.group import Group
from evaluation.school.self_evaluations import EARLIEST
from evaluation.store import CHANGED_BY_HAND, confidence
from evaluation.store import inspections as stored

NOTICE_DAYS = 14
LONGEST_DAYS = 60


@dataclass(frozen=True)
class ImportPreview:
    """What a file holds for this school, before anything is stored.

    new       inspections that would be added
    known     inspections already here
    completed inspections already here, with what they lacked filled in from the file
    conflicts inspections already here of which the file says something else; what is stored stays
    refused   what could not be read, by line
    """

    file_name: str
    layout: str
    new: tuple[Inspection, ...]
    known: tuple[Inspection, ...]
    completed: tuple[Inspection, ...]
    conflicts: tuple[Differing, ...]
    refused: tuple[Problem, ...]

    @property
    def differing(self) -> tuple[Inspection, ...]:
        """The file's side of the conflicts."""
        return tuple(conflict.found for conflict in self.conflicts)


class Inspections:
    """A school's inspections, whoever inspected."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Inspection]:
        """Every inspection, the latest first; under embargo without what it said."""
        return [withheld(inspection) for inspection in everything(self._group)]

    def may_know(self, inspection_id: str) -> bool:
        """Whether the viewer may know what this inspection found."""
        return any(
            inspection.id == inspection_id and _may_know(self._group, inspection)
            for inspection in everything(self._group)
        )

    def in_confidence(self, inspection_id: str, place: str) -> Inspection:
        """The inspection with all that it found, for those who may know; under embargo the reading is noted.

        `place` says for the head where it was read. Raises NotAllowed.
        """
        inspection = known(self._group, inspection_id)
        if inspection.embargoed:
            who = self._group.viewer.who
            confidence.note_reading(self._group.store, self._group.school_id, inspection_id, who, place)
        return inspection

    def relevant(self, inspection: Inspection) -> Inspection:
        """The inspection without findings that say nothing here: no grade for provision the school does not have."""
        framework, details = self._group.library.get(*inspection.framework), self._group.details
        used = framework.strands_for(early_years=details.early_years, sixth_form=details.sixth_form)
        has = {strand.id for strand in used}
        kept = tuple(f for f in inspection.findings if f.applies and (f.grade is not None or f.strand_id in has))
        return replace(inspection, findings=kept)

    def one(self, inspection_id: str) -> Inspection:
        """The inspection with this id; under embargo without what it said. Raises EvaluationError when it is gone."""
        return withheld(_one(self._group, inspection_id))

    def frameworks(self, started_on: date) -> list[Framework]:
        """Frameworks an inspection of that day can use: those in force first."""
        return self._group.library.usable("inspection", started_on)

    def preview(self, content: bytes, file_name: str) -> ImportPreview:
        """What a file of Ofsted's holds for this school. Stores nothing. Raises FileRefused."""
        urn = self._group.details.urn
        if urn is None:
            raise EvaluationError(
                "The demo school is invented, so no file holds it. Set up your own school to bring in its inspections."
            )
        file = read_inspections(content, file_name, self._group.library)
        found = file.school(urn)
        merged = merge(self.all(), found.inspections)
        in_conflict = {conflict.stored.id for conflict in merged.differing}
        known = tuple(inspection for inspection in merged.known if inspection.id not in in_conflict)
        return ImportPreview(
            file_name, file.layout, merged.new, known, merged.completed, merged.differing, found.refused
        )

    def bring_in(self, inspections: Iterable[Inspection]) -> int:
        """Store inspections from a preview, all or none; returns how many were added.

        What one that is here says stays; only what it lacks is filled in.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            here = {each.id: each for each in stored.every(self._group.reading(), self._group.school_id)}
            for each in (offered := list(inspections)):
                stored.save(write, self._group.school_id, filled(here[each.id], each) if each.id in here else each)
            return sum(each.id not in here for each in offered)

    def save(self, inspection: Inspection) -> bool:
        """Save an inspection entered by hand, new or changed. Its stage changes only by a move.

        Raises FormRefused, and NotAllowed where it is under embargo and the viewer may not know it.
        """
        here = {each.id: each for each in everything(self._group)}.get(inspection.id)
        if here:
            known(self._group, here.id)
            published_on = None if here.embargoed else inspection.published_on
            inspection = replace(inspection, stage=here.stage, published_on=published_on)
        inspection = replace(
            tidied(inspection),
            findings=tuple(tidied(finding) for finding in inspection.findings),
            points=tuple(tidied(point) for point in inspection.points),
            withheld=False,
        )
        framework = self._group.library.get(*inspection.framework)
        require(
            {
                "kind": None if inspection.kind in INSPECTION_KINDS else "Choose a kind of inspection.",
                **_date_problems(inspection, new=here is None),
                "outcome": text_problem(inspection.outcome, "The outcome", LINE_LENGTH, needed=False),
                "note": text_problem(inspection.note, "The note", TEXT_LENGTH, needed=False),
                "findings": _findings_problem(inspection, framework),
                "points": _points_problem(inspection.points, framework),
            }
        )
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return stored.save(write, self._group.school_id, inspection)

    def remove(self, inspection_id: str) -> bool:
        """Remove an inspection with its findings; True when it was here. Raises NotAllowed."""
        if any(each.id == inspection_id for each in everything(self._group)):
            known(self._group, inspection_id)
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return stored.remove(write, inspection_id)


def everything(group: Group) -> list[Inspection]:
    """Every inspection with all that it found, the latest first. Only for rooms that ask the guard themselves."""
    found = stored.every(group.reading(), group.school_id)
    for inspection in found:
        what = f"The inspection of {day(inspection.started_on)}"
        if inspection.kind not in INSPECTION_KINDS:
            raise EvaluationError(f"{what} is of the unknown kind “{inspection.kind}”. {CHANGED_BY_HAND}")
        group.check(what, inspection.framework, ((f.strand_id, f.grade) for f in inspection.findings))
    return found


def known(group: Group, inspection_id: str) -> Inspection:
    """The inspection with all that it found, for a viewer who may know. Raises NotAllowed, EvaluationError."""
    inspection = _one(group, inspection_id)
    if not _may_know(group, inspection):
        raise NotAllowed(
            f"What the inspection of {day(inspection.started_on)} found is confidential until it is published. "
            "The headteacher can put you on the list of those who may know."
        )
    return inspection


def _one(group: Group, inspection_id: str) -> Inspection:
    found = next((each for each in everything(group) if each.id == inspection_id), None)
    if found is None:
        raise EvaluationError("This inspection is no longer here. Choose another from the list.")
    return found


def _may_know(group: Group, inspection: Inspection) -> bool:
    return may_know(group.viewer, inspection, confidence.confidants(group.reading(), inspection.id))


def _date_problems(inspection: Inspection, *, new: bool) -> dict[str, str | None]:
    """What is wrong with the dates, by field. The first day of one that was only notified may lie ahead."""
    started_on, today = inspection.started_on, date.today()
    latest = today + timedelta(days=NOTICE_DAYS if inspection.stage == "notified" else 0)
    last = started_on + timedelta(days=LONGEST_DAYS)
    wrong = {"started_on": date_problem(started_on, "The first day", EARLIEST, latest)}
    if inspection.ended_on:
        wrong["ended_on"] = date_problem(inspection.ended_on, "The last day", started_on, last)
    if inspection.published_on:
        wrong["published_on"] = date_problem(inspection.published_on, "The day of publication", started_on, today)
    elif new and not inspection.embargoed and inspection.kind != "peer_review":
        wrong["published_on"] = "Say when it was published, or choose how far it has come."
    return wrong


def _points_problem(points: Iterable[Point], framework: Framework) -> str | None:
    """What is wrong with the points, all of it, or None."""
    strands = {strand.id for strand in framework.strands}
    problems = []
    for point in points:
        if point.kind not in POINT_KINDS:
            problems.append(f"“{point.kind}” is no kind of point.")
        elif point.strand_id not in {None, *strands}:
            problems.append(f"{framework.name} has no strand “{point.strand_id}”.")
        problems.append(text_problem(point.text, "A point", TEXT_LENGTH) or "")
    return " ".join(filter(None, problems)) or None


def _findings_problem(inspection: Inspection, framework: Framework) -> str | None:
    """What is wrong with the findings, all of it, or None."""
    strands = {strand.id: strand for strand in framework.strands}
    problems = []
    for finding in inspection.findings:
        scale = framework.scale(finding.strand_id) if finding.strand_id in strands else None
        if finding.strand_id not in strands:
            problems.append(f"{framework.name} has no strand “{finding.strand_id}”.")
        elif finding.grade is not None and (scale is None or finding.grade not in scale.order):
            problems.append(f"“{finding.grade}” is not a grade of {strands[finding.strand_id].name}.")
        problems.append(text_problem(finding.words, "What was said", TEXT_LENGTH, needed=False) or "")
    has_more = inspection.outcome or inspection.points or inspection.stage in ("notified", "on_site")
    if not has_more and not any(f.grade or f.words or f.escalation for f in inspection.findings):
        problems.append("Nothing was found yet: choose a grade or write a line for a strand, or write the outcome.")
    return " ".join(filter(None, problems)) or None
