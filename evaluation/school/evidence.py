"""A school's evidence register."""

from __future__ import annotations

from datetime import date

from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.errors import EvaluationError
from evaluation.records import EVIDENCE_KINDS, VOICES, Evidence
from evaluation.school.group import Group
from evaluation.school.self_evaluations import EARLIEST
from evaluation.store import CHANGED_BY_HAND
from evaluation.store import evidence as stored


class EvidenceRegister:
    """What shows how it is."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Evidence]:
        """All evidence, what describes the latest date first."""
        found = stored.every(self._group.reading(), self._group.school_id)
        for piece in found:
            for value, known in ((piece.kind, EVIDENCE_KINDS), (piece.voice, {None, *VOICES})):
                if value not in known:
                    raise EvaluationError(f"The evidence “{piece.title}” says “{value}”. {CHANGED_BY_HAND}")
        return found

    def count(self) -> int:
        """How many pieces there are."""
        return stored.count(self._group.reading(), self._group.school_id)

    def of_strand(self, framework_id: str, strand_id: str) -> list[Evidence]:
        """Evidence linked to a strand, what describes the latest date first."""
        return stored.of_strand(self._group.reading(), self._group.school_id, framework_id, strand_id)

    def save(self, evidence: Evidence) -> bool:
        """Add evidence or change it; True when anything changed. Raises FormRefused.

        Saving twice under one id keeps one.
        """
        evidence = tidied(evidence)
        require(
            {
                "title": text_problem(evidence.title, "The line that says what it is", LINE_LENGTH),
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
