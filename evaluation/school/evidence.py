"""A school's evidence register.

What somebody links to an action that they may see is linked for everybody who may see that action, and for nobody
else: a link to what an inspection under embargo found is left out, and kept, whoever changes the evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.errors import EvaluationError
from evaluation.evidence import files, links
from evaluation.evidence.reach import reach_of
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES, Evidence
from evaluation.plan.records import PlanRecord
from evaluation.school import plan_guard as guard
from evaluation.school.group import Group
from evaluation.school.self_evaluations import EARLIEST
from evaluation.store import CHANGED_BY_HAND, people
from evaluation.store import evidence as stored

GONE = "This evidence is no longer in the register."
FILE_GONE = "The file that was kept with this evidence is no longer here."
CHOOSE_AGAIN = "The file did not come along. Choose it again."


class EvidenceRegister:
    """What shows how it is. Reviewers from outside see what was shared with them."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self, *, in_confidence: bool = False) -> list[Evidence]:
        """All evidence, what describes the latest date first, each with those of its links that the viewer may see.

        In confidence also links to actions under embargo that the viewer may know; that is noted.
        """
        found = self._seen(stored.every(self._group.reading(), self._group.school_id), in_confidence)
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

    def count_by_standard(self, framework_id: str) -> dict[str, int]:
        """How many pieces are linked to each standard of a framework that has any, by its id."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            linked = (each for piece in self.all() for each in piece.standards)
            return dict(Counter(standard_id for framework, standard_id in linked if framework == framework_id))
        return stored.count_by_standard(self._group.reading(), self._group.school_id, framework_id)

    def of_strand(self, framework_id: str, strand_id: str) -> list[Evidence]:
        """Evidence that speaks for a strand, what describes the latest date first: see `evidence.reach`."""
        return list(reach_of(self._group.library, framework_id, strand_id).of(self.all()))

    def content(self, evidence_id: str) -> bytes:
        """What the file kept with a piece of evidence holds, checked against its fingerprint.

        Only ever to be given back as a download: nothing opens, runs or shows it. Raises NotAllowed, EvaluationError.
        """
        store, school_id = self._group.reading(), self._group.school_id
        piece = stored.one(store, school_id, evidence_id)
        if piece is None:
            raise EvaluationError(GONE)
        if not self._seen([piece]):
            self._group.viewer.require(Ability.SEE_EVERYTHING)
        found = stored.content(store, school_id, evidence_id)
        if piece.file is None or found is None:
            raise EvaluationError(FILE_GONE)
        if not files.is_unchanged(piece.file, found):
            raise EvaluationError(f"The file “{piece.file.name}” is not what was kept. {CHANGED_BY_HAND}")
        return found

    def shared(self) -> frozenset[str]:
        """The ids of what reviewers from outside may see."""
        return people.shared(self._group.reading(), self._group.school_id)

    def share(self, evidence_id: str, on: bool) -> bool:
        """Let reviewers from outside see a piece of evidence, or no longer; True when that changed anything."""
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            if evidence_id not in {piece.id for piece in self.all()}:
                raise EvaluationError(GONE)
            return people.share(write, evidence_id, on)

    def save(self, evidence: Evidence, content: bytes | None = None, shown: Evidence | None = None) -> bool:
        """Add evidence or change it; True when anything changed. Saving twice under one id keeps one.

        `content` comes with a new file, of whose `file` only the name is read. `shown` is the evidence as it was
        before the person: fields they left alone keep what somebody else has saved meanwhile. A standard brings its
        strand. Raises FormRefused, ChangedMeanwhile where both changed the same field, EvaluationError where it was
        removed meanwhile.
        """
        evidence = links.settled(tidied(evidence), self._group.library)
        if content is not None:
            evidence = replace(evidence, file=files.kept(evidence.file.name if evidence.file else "", content))
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            before = stored.one(self._group.reading(), self._group.school_id, evidence.id)
            if shown and before is None:
                raise EvaluationError(f"{GONE} Someone removed it.")
            seen = next(iter(self._seen([before] if before else [])), None)
            if shown and seen:
                evidence = guard.merged(evidence, shown, seen)
            self._check(evidence, seen, content)
            hidden = set(before.actions) - set(seen.actions) if before and seen else set()
            evidence = replace(evidence, actions=(*evidence.actions, *sorted(hidden - set(evidence.actions))))
            return stored.save(write, self._group.school_id, evidence, content)

    def remove(self, evidence_id: str) -> bool:
        """Remove a piece of evidence, and its file unless another has the same; True when it was here."""
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            return stored.remove(write, evidence_id)

    def _check(self, evidence: Evidence, before: Evidence | None, content: bytes | None) -> None:
        """Raise FormRefused for the fields that cannot be right."""
        new_file = evidence.file is not None and (before is None or evidence.file != before.file)
        actions = self._linkable() if evidence.actions else set()
        require(
            {
                "title": text_problem(evidence.title, "“What it is”", LINE_LENGTH),
                "kind": None if evidence.kind in EVIDENCE_KINDS else "Choose a kind of evidence.",
                "voice": None if evidence.voice is None or evidence.voice in VOICES else "Choose whose voice it is.",
                "describes_on": date_problem(evidence.describes_on, "The date it describes", EARLIEST, date.today()),
                "where_kept": text_problem(evidence.where_kept, "Where it is kept", LINE_LENGTH, needed=False),
                "shows": text_problem(evidence.shows, "What it shows", TEXT_LENGTH, needed=False),
                "file": CHOOSE_AGAIN if new_file and content is None else None,
                **links.problems(evidence, before, self._group.library, actions),
            }
        )

    def _seen(self, found: list[Evidence], in_confidence: bool = False) -> list[Evidence]:
        """What the viewer may see of some evidence."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            shared = self.shared()
            return [replace(piece, actions=()) for piece in found if piece.id in shared]
        if not any(piece.actions for piece in found):
            return found
        here = _actions(guard.seen(self._group, guard.whole(self._group), in_confidence))
        return [replace(piece, actions=tuple(a for a in piece.actions if a in here)) for piece in found]

    def _linkable(self) -> set[str]:
        """The actions that the viewer may link: those that they may see, in confidence too."""
        hidden = guard.embargoed(self._group)
        hidden -= guard.knows(self._group, hidden)
        records = guard.shared(self._group, guard.whole(self._group))
        return _actions(kept for record in records if (kept := guard.without(record, hidden)))


def _actions(records: Iterable[PlanRecord]) -> set[str]:
    return {action.id for record in records for action in record.actions}
