"""A school's inspections: bring in from Ofsted's published files, or enter by hand.

What an inspection found is seen by everybody once it is published. Until then `all` and `one`, and so
every page, chart and document, show only that there is one; `in_confidence` is the one other way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from evaluation.access import Ability, NotAllowed, Role, Viewer, may_know, withheld
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.immediate import is_serious
from evaluation.records import INSPECTION_KINDS, POINT_KINDS, Confidant, Import, Inspection, Point, Undone, day
from evaluation.school.disputes import as_stored, settled, shown
from evaluation.school.group import Group
from evaluation.school.imports import GivenFile, ImportPreview, import_one, preview_one, read_file
from evaluation.school.self_evaluations import EARLIEST
from evaluation.store import CHANGED_BY_HAND, Write, confidence, imports
from evaluation.store import inspections as stored
from evaluation.store.self_evaluations import ChangedMeanwhile

NOTICE_DAYS = 14
RECENT = timedelta(days=120)
"""Of an inspection that began longer ago nobody doubts that it is published, so its day may be left out."""
LONGEST_DAYS = 60


class Inspections:
    """A school's inspections, whoever inspected."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Inspection]:
        """Every inspection, the latest first; under embargo without what it said.

        Here as in `one` and `in_confidence` a finding of which sources give different grades has none: see `disputes`.
        """
        return [shown(withheld(inspection), self._group.library) for inspection in everything(self._group)]

    def may_know(self, inspection_id: str) -> bool:
        """Whether the viewer may know what this inspection found."""
        return any(
            inspection.id == inspection_id and may_know_of(self._group, inspection)
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
        return shown(inspection, self._group.library)

    def relevant(self, inspection: Inspection) -> Inspection:
        """The inspection without findings that say nothing here: no grade for provision the school does not have."""
        framework, details = self._group.library.get(*inspection.framework), self._group.details
        used = framework.strands_for(early_years=details.early_years, sixth_form=details.sixth_form)
        has = {strand.id for strand in used}
        kept = tuple(f for f in inspection.findings if f.applies and (f.grade or f.disputed or f.strand_id in has))
        return replace(inspection, findings=kept)

    def one(self, inspection_id: str) -> Inspection:
        """The inspection with this id; under embargo without what it said. Raises EvaluationError when it is gone."""
        return shown(withheld(_one(self._group, inspection_id)), self._group.library)

    def frameworks(self, started_on: date) -> list[Framework]:
        """Frameworks an inspection of that day can use: those in force first."""
        return self._group.library.usable("inspection", started_on)

    def preview(self, content: bytes, file_name: str, links: GivenFile | None = None) -> ImportPreview:
        """What a file of Ofsted's holds for this school. Stores nothing. Raises FileRefused.

        With the links file of Get Information about Schools its predecessors' inspections are found too.
        """
        urn = self._group.details.urn
        if urn is None:
            raise EvaluationError(
                "The demo school is invented, so no file holds it. Set up your own school to bring in its inspections."
            )
        file = read_file(content, file_name, self._group.library, links)
        return preview_one(file, content, self._group.details, urn, everything(self._group))

    def bring_in(self, inspections: Iterable[Inspection], file_name: str = "A file", sha256: str = "") -> int:
        """Store the changes of a preview, all or none, as an import; returns how many inspections were added.

        What one that is here says stays: what it lacks is filled in, and other grades are kept beside its own.
        One under embargo stays as it is. The file's name and fingerprint are noted with the import.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS, f"Import of {file_name}") as write:
            here = stored.every(self._group.reading(), self._group.school_id)
            return import_one(write, here, inspections, file_name, sha256)

    def imports(self) -> list[Import]:
        """The imports of this school alone that can be taken back, the latest first."""
        school_id = self._group.school_id
        return [each for each in imports.every(self._group.reading()) if each.school_id == school_id]

    def undo_import(self, import_id: str) -> Undone:
        """Take an import of this school back: what it added and what it filled in, unless changed since.

        Raises NotAllowed, EvaluationError.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS, "Import undone") as write:
            if import_id not in {each.id for each in self.imports()}:
                raise EvaluationError("This import is not of this school, or has been undone already.")
            return imports.undo(write, import_id)

    def settle(self, inspection_id: str, strand_id: str, grade: str | None) -> bool:
        """Settle which of the grades that sources give for a strand is right; the others do not come up again.

        None chooses what a source says without a grade. Raises NotAllowed, EvaluationError.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            inspection = known(self._group, inspection_id)
            words = shown(inspection, self._group.library).finding(strand_id)
            write = replace(write, reason=words.words if words else "")
            return stored.save(write, self._group.school_id, settled(inspection, strand_id, grade))

    def save(self, inspection: Inspection, reached_on: date | None = None, seen: Inspection | None = None) -> bool:
        """Save an inspection entered by hand, new or changed. Its stage changes only by a move.

        `reached_on` is the day on which a new one reached its stage; whoever enters one under embargo is put on
        the list of those who may know. `seen` is what the person had before them when they began to change it.
        Raises FormRefused (each finding and point has its own field: "finding " and the strand's id, "point " and
        its id), ChangedMeanwhile, and NotAllowed where the viewer may not know it.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return keep(self._group, write, inspection, reached_on, seen)

    def remove(self, inspection_id: str) -> bool:
        """Remove an inspection with its findings; True when it was here. Raises NotAllowed."""
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            if any(each.id == inspection_id for each in everything(self._group)):
                known(self._group, inspection_id)
            return stored.remove(write, inspection_id)


def keep(
    group: Group, write: Write, inspection: Inspection, reached_on: date | None = None, seen: Inspection | None = None
) -> bool:
    """Save an inspection within a transaction that is open, by the rules of `Inspections.save`."""
    here = {each.id: each for each in everything(group)}.get(inspection.id)
    if here:
        known(group, here.id)
        if seen is not None and shown(here, group.library) != seen:
            raise ChangedMeanwhile(
                "Somebody has changed this inspection since you opened it, so nothing was written over it. "
                "Copy your words, leave the editor, and open it again."
            )
    inspection = _checked(group, inspection, here, reached_on)
    changed = stored.save(write, group.school_id, inspection)
    if here is None and inspection.embargoed:
        _begin_embargo(write, group.viewer, inspection, reached_on)
    return changed


def _checked(group: Group, inspection: Inspection, here: Inspection | None, reached_on: date | None) -> Inspection:
    """What to keep of an inspection as somebody typed it; `here` is the one that is stored. Raises FormRefused."""
    if here:
        published_on = None if here.embargoed else inspection.published_on
        inspection = replace(inspection, stage=here.stage, published_on=published_on)
    inspection = replace(
        tidied(inspection),
        findings=tuple(
            as_stored(tidied(finding), here.finding(finding.strand_id) if here else None)
            for finding in inspection.findings
        ),
        points=tuple(tidied(point) for point in inspection.points),
        withheld=False,
    )
    framework = group.library.get(*inspection.framework)
    require(
        {
            "kind": None if inspection.kind in INSPECTION_KINDS else "Choose a kind of inspection.",
            **_date_problems(inspection, new=here is None),
            "reached_on": date_problem(reached_on, "The day", EARLIEST, date.today()) if reached_on else None,
            "outcome": text_problem(inspection.outcome, "The outcome", LINE_LENGTH, needed=False),
            "note": text_problem(inspection.note, "The note", TEXT_LENGTH, needed=False),
            **_finding_problems(inspection, framework),
            **_point_problems(inspection.points, framework),
        }
    )
    return inspection


def everything(group: Group) -> list[Inspection]:
    """Every inspection with all that it found, the latest first. Only for rooms that ask the guard themselves."""
    found = stored.every(group.reading(), group.school_id)
    for inspection in found:
        what = f"The inspection of {day(inspection.started_on)}"
        if inspection.kind not in INSPECTION_KINDS:
            raise EvaluationError(f"{what} is of the unknown kind “{inspection.kind}”. {CHANGED_BY_HAND}")
        try:
            group.check(what, inspection.framework, ((f.strand_id, f.grade) for f in inspection.findings))
        except EvaluationError as problem:
            if inspection.embargoed:  # what is wrong with it would say what it found
                raise EvaluationError(f"{what} holds what its framework does not have. {CHANGED_BY_HAND}") from None
            raise problem
    return found


def known(group: Group, inspection_id: str) -> Inspection:
    """The inspection with all that it found, for a viewer who may know. Raises NotAllowed, EvaluationError."""
    inspection = _one(group, inspection_id)
    if not may_know_of(group, inspection):
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


def may_know_of(group: Group, inspection: Inspection) -> bool:
    """Whether the viewer may know what an inspection found."""
    return may_know(group.viewer, inspection, confidence.confidants(group.reading(), inspection.id))


def is_recent(inspection: Inspection) -> bool:
    """Whether an inspection began so lately that it may not be published yet. A review by peers never has to be."""
    return inspection.kind != "peer_review" and inspection.started_on > date.today() - RECENT


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
    elif new and not inspection.embargoed and is_recent(inspection):
        wrong["published_on"] = "Say when it was published, or choose how far it has come."
    return wrong


def _begin_embargo(write: Write, viewer: Viewer, inspection: Inspection, reached_on: date | None) -> None:
    """Note since when it is at its stage, and that whoever enters it may know: the head may anyway."""
    confidence.set_event(write, inspection.id, inspection.stage, reached_on)
    if viewer.role is not Role.HEAD and viewer.email:
        confidence.add_confidant(
            write, inspection.id, Confidant(uuid4().hex, "person", viewer.email, "Entered the inspection")
        )


def _point_problems(points: Iterable[Point], framework: Framework) -> dict[str, str | None]:
    """What is wrong with each point."""
    strands = {strand.id for strand in framework.strands}
    problems = {}
    for point in points:
        problem = text_problem(point.text, "The text", TEXT_LENGTH)
        if point.kind not in POINT_KINDS:
            problem = f"“{point.kind}” is no kind of point."
        elif point.strand_id not in {None, *strands}:
            problem = f"{framework.name} has no strand “{point.strand_id}”."
        problems[f"point {point.id}"] = problem
    return problems


def _finding_problems(inspection: Inspection, framework: Framework) -> dict[str, str | None]:
    """What is wrong with each finding, and whether there is anything at all."""
    strands = {strand.id: strand for strand in framework.strands}
    problems: dict[str, str | None] = {}
    for finding in inspection.findings:
        problem = text_problem(finding.words, "What was said", TEXT_LENGTH, needed=False)
        scale = framework.scale(finding.strand_id) if finding.strand_id in strands else None
        if finding.strand_id not in strands:
            problem = f"{framework.name} has no strand “{finding.strand_id}”."
        elif finding.grade is not None and (scale is None or finding.grade not in scale.order):
            problem = f"“{finding.grade}” is not a grade of {strands[finding.strand_id].name}."
        elif is_serious(finding, framework) and not finding.words and not finding.grade:
            problem = "Write what was said: somebody must act on it."
        problems[f"finding {finding.strand_id}"] = problem
    has_more = inspection.outcome or inspection.points or inspection.stage in ("notified", "on_site")
    if not has_more and not any(f.grade or f.words or f.escalation for f in inspection.findings):
        problems["findings"] = (
            "Nothing was found yet: choose a grade or write a line for a strand, add a point, or write the outcome."
        )
    return problems
