"""A draft report, sentence by sentence, beside the log and the evidence, for the check of its facts."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from evaluation.access import Ability
from evaluation.call import draft as rules
from evaluation.call.records import DraftSentence, LogEntry
from evaluation.call.sentences import split
from evaluation.details import tidied, tidy
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence
from evaluation.intake.reports import read_passages
from evaluation.next_steps import Due
from evaluation.school.clock import Clock
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections, known
from evaluation.school.plan_guard import merged
from evaluation.store import log as stored

PLACE = "Draft report"
STEP = "comments"
GONE = "This sentence is no longer in the draft: somebody has put in a new text."
SAID_MEANWHILE = (
    "A colleague has just said something of a sentence that the new text does not have. Nothing was changed. "
    "Look at what would go, and press again."
)


class DraftCheck:
    """The draft of one inspection's report. Only those who may know come in here, and each reading is noted."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def sentences(self, inspection_id: str) -> list[DraftSentence]:
        """The draft's sentences, in order, with what is said of each. Raises NotAllowed."""
        self._read(inspection_id)
        return stored.sentences(self._group.reading(), inspection_id)

    def log(self, inspection_id: str) -> dict[str, LogEntry]:
        """The entries of the log that a sentence can be tied to, by id, the earliest first. Raises NotAllowed."""
        self._read(inspection_id)
        return {entry.id: entry for entry in reversed(stored.entries(self._group.reading(), inspection_id))}

    def evidence(self) -> dict[str, Evidence]:
        """The evidence register by id."""
        return {piece.id: piece for piece in EvidenceRegister(self._group).all()}

    def due(self, inspection_id: str) -> Due | None:
        """By when comments are due, as `clock.steps` counts it; None where a school of this kind has no such step.

        Raises NotAllowed.
        """
        self._read(inspection_id)
        return next((due for due in Clock(self._group).steps(inspection_id) if due.step.id == STEP), None)

    def read_pdf(self, inspection_id: str, content: bytes) -> str:
        """The text of a PDF, one passage a paragraph. Stores nothing. Raises NotAllowed, FileRefused."""
        self._require(inspection_id)
        return "\n\n".join(read_passages(content))

    def preview(self, inspection_id: str, text: str) -> rules.Renewal:
        """What a text of the draft would change. Stores nothing. Raises NotAllowed, FormRefused."""
        self._require(inspection_id)
        text = tidy(text)
        sentences = split(text)
        rules.check_text(text, sentences)
        before = stored.sentences(self._group.reading(), inspection_id)
        return rules.renewal(before, sentences, inspection_id, lambda: uuid4().hex)

    def put_in(self, inspection_id: str, text: str, losing: int | None = None) -> rules.Renewal:
        """Let this be the draft's text: see `preview`, which says what that changes.

        `losing` is the number of sentences that the person agreed to lose what was said of. Raises NotAllowed,
        FormRefused, EvaluationError where more would be lost by now, because a colleague has said something.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            renewal = self.preview(inspection_id, text)
            if losing is not None and renewal.said_and_gone > losing:
                raise EvaluationError(SAID_MEANWHILE)
            stored.replace_sentences(write, inspection_id, renewal.sentences)
            return renewal

    def say(self, sentence: DraftSentence, shown: DraftSentence | None = None) -> bool:
        """Keep what is said of a sentence: how it was, a comment, what that rests on. Its words and place stay.

        `shown` is the sentence as the person had it before them. Raises NotAllowed, FormRefused, ChangedMeanwhile.
        """
        sentence = tidied(sentence)
        with self._group.writing(Ability.LOG) as write:
            known(self._group, sentence.inspection_id)
            every = stored.sentences(self._group.reading(), sentence.inspection_id)
            before = next((each for each in every if each.id == sentence.id), None)
            if before is None:
                raise EvaluationError(GONE)
            sentence = merged(sentence, shown, before) if shown else sentence
            sentence = replace(sentence, text=before.text, place=before.place)
            log = {entry.id for entry in stored.entries(self._group.reading(), sentence.inspection_id)}
            rules.check_sentence(sentence, log | set(before.log_ids), self.evidence().keys() | set(before.evidence_ids))
            return stored.save_sentence(write, sentence)

    def comments(self, inspection_id: str) -> str:
        """What the school says to the sentences that are not as it was or unclear, as text. Raises NotAllowed."""
        return rules.comments(self.sentences(inspection_id), self.log(inspection_id), self.evidence())

    def _read(self, inspection_id: str) -> None:
        """For those who write the log and may know; the reading is noted. Raises NotAllowed."""
        self._group.viewer.require(Ability.LOG)
        Inspections(self._group).in_confidence(inspection_id, PLACE)

    def _require(self, inspection_id: str) -> None:
        """For those who record inspections and may know. Raises NotAllowed."""
        self._group.viewer.require(Ability.RECORD_INSPECTIONS)
        known(self._group, inspection_id)
