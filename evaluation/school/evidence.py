"""A school's evidence register."""

from __future__ import annotations

from datetime import date

from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.errors import EvaluationError
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence
from evaluation.school.group import Group
from evaluation.school.self_evaluations import EARLIEST
from evaluation.store import CHANGED_BY_HAND, people
from evaluation.store import evidence as stored


class EvidenceRegister:
    """What shows how it is. Reviewers from outside see what was shared with them."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Evidence]:
        """All evidence, what describes the latest date first."""
        found = self._seen(stored.every(self._group.reading(), self._group.school_id))
        for piece in found:
            for value, known in ((piece.kind, EVIDENCE_KINDS), (piece.voice, {None, *VOICES})):
                if value not in known:
                    raise EvaluationError(f"The evidence “{piece.title}” says “{value}”. {CHANGED_BY_HAND}")
        return found

    def count(self) -> int:
        """How many pieces there are."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return len(self.all())
        return stored.count(self._group.reading(), self._group.school_id)

    def of_strand(self, framework_id: str, strand_id: str) -> list[Evidence]:
        """Evidence linked to a strand, what describes the latest date first."""
        return self._seen(stored.of_strand(self._group.reading(), self._group.school_id, framework_id, strand_id))

    def shared(self) -> frozenset[str]:
        """The ids of what reviewers from outside may see."""
        return people.shared(self._group.reading(), self._group.school_id)

    def share(self, evidence_id: str, on: bool) -> bool:
        """Let reviewers from outside see a piece of evidence, or no longer; True when that changed anything."""
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            if evidence_id not in {piece.id for piece in self.all()}:
                raise EvaluationError("This evidence is no longer in the register.")
            return people.share(write, evidence_id, on)

    def save(self, evidence: Evidence) -> bool:
        """Add evidence or change it; True when anything changed. Raises FormRefused.

        Saving twice under one id keeps one.
        """
        evidence = tidied(evidence)
        require(
            {
                "title": text_problem(evidence.title, "“What it is”", LINE_LENGTH),
                "kind": None if evidence.kind in EVIDENCE_KINDS else "Choose a kind of evidence.",
                "voice": None if evidence.voice is None or evidence.voice in VOICES else "Choose whose voice it is.",
                "describes_on": date_problem(evidence.describes_on, "The date it describes", EARLIEST, date.today()),
                "where_kept": text_problem(evidence.where_kept, "Where it is kept", LINE_LENGTH, needed=False),
                "shows": text_problem(evidence.shows, "What it shows", TEXT_LENGTH, needed=False),
            }
        )
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            return stored.save(write, self._group.school_id, evidence)

    def remove(self, evidence_id: str) -> bool:
        """Remove a piece of evidence; True when it was here."""
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            return stored.remove(write, evidence_id)

    def _seen(self, found: list[Evidence]) -> list[Evidence]:
        """What the viewer may see of some evidence."""
        if self._group.viewer.may(Ability.SEE_EVERYTHING):
            return found
        shared = self.shared()
        return [piece for piece in found if piece.id in shared]
