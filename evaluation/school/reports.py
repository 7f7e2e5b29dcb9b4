"""Reports and letters as PDF: read as proposals, and what a leader accepts of them added to an inspection."""

from __future__ import annotations

from dataclasses import replace

from evaluation.access import Ability, withheld
from evaluation.details import TEXT_LENGTH, require, text_problem, tidied
from evaluation.intake import same_inspection
from evaluation.intake.merging import filled
from evaluation.intake.reports import Proposed, ReportProposal, read_report
from evaluation.records import Inspection
from evaluation.school.group import Group
from evaluation.school.inspections import everything, known
from evaluation.store import inspections as stored

__all__ = ["Proposed", "ReportProposal", "Reports"]


class Reports:
    """What a report says, for a leader to accept, change or drop."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def read(self, content: bytes, file_name: str) -> ReportProposal:
        """What a report of this school says. Stores nothing. Raises NotAllowed, and FileRefused for any other file."""
        self._group.viewer.require(Ability.RECORD_INSPECTIONS)
        details = self._group.details
        return read_report(content, file_name, self._group.library, details.urn, details.name)

    def same(self, found: Inspection) -> Inspection | None:
        """The inspection that is here already and that this is a report of, if one: see `same_inspection`.

        Under embargo it is without what it said.
        """
        twins = [each for each in everything(self._group) if same_inspection(each, found)]
        twin = min(twins, key=lambda each: abs(each.started_on - found.started_on), default=None)
        return twin and withheld(twin)

    def add(self, inspection_id: str, found: Inspection) -> bool:
        """Add what was accepted of a report to an inspection that is here: its points, and what it lacks.

        Nothing it says is changed: other grades are kept beside its own, and its stage stays. Raises
        NotAllowed, FormRefused.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS, f"From {found.source}") as write:
            return stored.save(write, self._group.school_id, self._joined(known(self._group, inspection_id), found))

    def _joined(self, here: Inspection, found: Inspection) -> Inspection:
        """An inspection with what was accepted of a report; points that it has already are not added again."""
        strands = {strand.id for strand in self._group.library.get(*here.framework).strands}
        points = tuple(
            replace(tidied(point), strand_id=point.strand_id if point.strand_id in strands else None)
            for point in found.points
        )
        require({f"point {point.id}": text_problem(point.text, "The text", TEXT_LENGTH) for point in points})
        if here.embargoed:
            found = replace(found, published_on=None)
        before = {point.id: point for point in here.points}
        said = {(point.kind, point.text, point.page) for point in here.points}
        new = {point.id: point for point in points if (point.kind, point.text, point.page) not in said}
        ended_on = here.ended_on or found.ended_on
        return replace(filled(here, found), ended_on=ended_on, points=tuple((before | new).values()))
