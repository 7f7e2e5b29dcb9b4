"""A school's inspections: bring in from Ofsted's published files, or enter by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.errors import EvaluationError, Problem
from evaluation.frameworks import Framework
from evaluation.intake import Differing, merge, read_inspections
from evaluation.intake.merging import filled
from evaluation.records import INSPECTION_KINDS, Inspection, day
from evaluation.school.group import Group
from evaluation.school.self_evaluations import EARLIEST
from evaluation.store import CHANGED_BY_HAND
from evaluation.store import inspections as stored


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
        """Every inspection, the latest first."""
        found = stored.every(self._group.reading(), self._group.school_id)
        for inspection in found:
            what = f"The inspection of {day(inspection.started_on)}"
            if inspection.kind not in INSPECTION_KINDS:
                raise EvaluationError(f"{what} is of the unknown kind “{inspection.kind}”. {CHANGED_BY_HAND}")
            self._group.check(what, inspection.framework, ((f.strand_id, f.grade) for f in inspection.findings))
        return found

    def relevant(self, inspection: Inspection) -> Inspection:
        """The inspection without findings that say nothing here: no grade for provision the school does not have."""
        framework, details = self._group.library.get(*inspection.framework), self._group.details
        used = framework.strands_for(early_years=details.early_years, sixth_form=details.sixth_form)
        has = {strand.id for strand in used}
        kept = tuple(f for f in inspection.findings if f.applies and (f.grade is not None or f.strand_id in has))
        return replace(inspection, findings=kept)

    def one(self, inspection_id: str) -> Inspection:
        """The inspection with this id. Raises EvaluationError when it is not here."""
        found = next((i for i in self.all() if i.id == inspection_id), None)
        if found is None:
            raise EvaluationError("This inspection is no longer here. Choose another from the list.")
        return found

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
        """Save an inspection entered by hand, new or changed. Raises FormRefused."""
        inspection = replace(tidied(inspection), findings=tuple(tidied(finding) for finding in inspection.findings))
        started_on, published_on = inspection.started_on, inspection.published_on
        require(
            {
                "kind": None if inspection.kind in INSPECTION_KINDS else "Choose a kind of inspection.",
                "started_on": date_problem(started_on, "The first day", EARLIEST, date.today()),
                "published_on": date_problem(published_on, "The day of publication", started_on, date.today())
                if published_on
                else None,
                "outcome": text_problem(inspection.outcome, "The outcome", LINE_LENGTH, needed=False),
                "note": text_problem(inspection.note, "The note", TEXT_LENGTH, needed=False),
                "findings": _findings_problem(inspection, self._group.library.get(*inspection.framework)),
            }
        )
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return stored.save(write, self._group.school_id, inspection)

    def remove(self, inspection_id: str) -> bool:
        """Remove an inspection with its findings; True when it was here."""
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return stored.remove(write, inspection_id)


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
    if not inspection.outcome and not any(f.grade or f.words or f.escalation for f in inspection.findings):
        problems.append("Nothing was found yet: choose a grade or write a line for a strand, or write the outcome.")
    return " ".join(filter(None, problems)) or None
