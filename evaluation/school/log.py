"""The log of the two days: what was asked, said, seen, offered and promised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from evaluation.access import Ability, NotAllowed
from evaluation.call import log as rules
from evaluation.call.records import LogEntry
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.records import Inspection
from evaluation.school import inspections
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.plan_guard import merged
from evaluation.store import calls
from evaluation.store import log as stored

PLACE = "Log of the two days"
GONE = "This entry is no longer here: someone removed it."


@dataclass(frozen=True)
class LogSeen:
    """The entries that somebody sees, the latest first; `whole` unless under embargo they see only their own."""

    entries: tuple[LogEntry, ...]
    whole: bool


class Log:
    """What was written down of an inspection, by many hands at once.

    Real names stand in it, so it comes into no export and no search. Until the inspection is published, those who
    may know read it whole, which is noted; whoever else writes reads what they wrote themselves.
    """

    def __init__(self, group: Group) -> None:
        self._group = group

    def inspections(self) -> list[Inspection]:
        """The inspections that a log can be written for, without what is confidential: the call's, then the latest.

        They are of the last months, under embargo, or have a log. Raises NotAllowed.
        """
        self._group.viewer.require(Ability.LOG)
        store, school_id = self._group.reading(), self._group.school_id
        called = [call.inspection_id for call in calls.every(store, school_id) if call.ended_at is None]
        logged = stored.logged(store, school_id)
        every = inspections.Inspections(self._group).all()
        chosen = [each for each in every if each.embargoed or inspections.is_recent(each) or each.id in logged]
        return sorted(chosen, key=lambda each: each.id not in called)

    def read(self, inspection_id: str) -> LogSeen:
        """The log as the viewer may read it; under embargo reading it whole is noted. Raises NotAllowed."""
        self._group.viewer.require(Ability.LOG)
        rooms = inspections.Inspections(self._group)
        rooms.one(inspection_id)
        every = stored.entries(self._group.reading(), inspection_id)
        if rooms.may_know(inspection_id):
            rooms.in_confidence(inspection_id, PLACE)
            return LogSeen(tuple(every), whole=True)
        return LogSeen(tuple(entry for entry in every if self._wrote(entry)), whole=False)

    def evidence(self) -> dict[str, Evidence]:
        """The evidence register by id."""
        return {piece.id: piece for piece in EvidenceRegister(self._group).all()}

    def may_change(self, entry: LogEntry) -> bool:
        """Whether the viewer may change or remove an entry: their own, and the head every one."""
        return self._wrote(entry) or self._group.viewer.may(Ability.RUN_SCHOOL)

    def save(self, entry: LogEntry, shown: LogEntry | None = None) -> bool:
        """Add an entry, or change one's own; True when anything changed. Saving twice under one id keeps one.

        `shown` is the entry as it was when the person began to change it. Raises NotAllowed, FormRefused,
        ChangedMeanwhile.
        """
        with self._group.writing(Ability.LOG) as write:
            inspection = inspections.Inspections(self._group).one(entry.inspection_id)
            before = self._one(entry.inspection_id, entry.id)
            if before:
                self._require_own(before)
                entry = merged(entry, shown, before) if shown else entry
            elif shown:
                raise EvaluationError(GONE)
            entry = replace(entry, written_by=before.written_by if before else self._group.viewer.who)
            evidence = self.evidence()
            entry = rules.checked(entry, before, inspection, self._strands(), evidence, datetime.now())
            return stored.save(write, entry)

    def remove(self, inspection_id: str, entry_id: str) -> bool:
        """Remove an entry of one's own, the head any; True when it was there. Raises NotAllowed."""
        with self._group.writing(Ability.LOG) as write:
            inspections.Inspections(self._group).one(inspection_id)
            before = self._one(inspection_id, entry_id)
            if before:
                self._require_own(before)
            return stored.remove(write, inspection_id, entry_id)

    def keep_promise(self, inspection_id: str, entry_id: str, on: date | None) -> bool:
        """Say on which day a promise was kept, None for not yet; by whoever may read the entry.

        Raises NotAllowed, FormRefused, EvaluationError.
        """
        with self._group.writing(Ability.LOG) as write:
            rooms = inspections.Inspections(self._group)
            rooms.one(inspection_id)
            before = self._one(inspection_id, entry_id)
            if before is None or not (self._wrote(before) or rooms.may_know(inspection_id)):
                raise EvaluationError(GONE)
            return stored.save(write, rules.kept_promise(before, on, date.today()))

    def _one(self, inspection_id: str, entry_id: str) -> LogEntry | None:
        every = stored.entries(self._group.reading(), inspection_id)
        return next((entry for entry in every if entry.id == entry_id), None)

    def _wrote(self, entry: LogEntry) -> bool:
        """Whether the viewer wrote it: by the e-mail they sign in with, because a name can change."""
        viewer = self._group.viewer
        return entry.written_by.endswith(f"({viewer.email})") if viewer.email else entry.written_by == viewer.who

    def _require_own(self, entry: LogEntry) -> None:
        if not self.may_change(entry):
            raise NotAllowed("Somebody else wrote this entry. They, or the headteacher, can change it.")

    def _strands(self) -> set[tuple[str, str]]:
        return {(each.id, strand.id) for each in self._group.library.frameworks.values() for strand in each.strands}
