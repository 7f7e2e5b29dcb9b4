"""The call and the two days as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from evaluation.evidence.records import StrandRef


@dataclass(frozen=True)
class Check:
    """How it stands with one line of the call's checklist: who does it, and when it was done, by whom."""

    owner: str = ""
    done_at: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True)
class Call:
    """The day of the call, or a rehearsal of it, which touches nothing else.

    `called_at` is when the telephone rang (or the rehearsal began), `planning_call_at` when the planning call is
    set for, `first_day` and `second_day` when inspectors come. Times are local, without a zone. The real call has an
    inspection, at stage "notified" to begin with; one that the call has made bears the call's own id. `ended_at` is
    set when the console is put away. `lines` are the ids of the checklist's lines as they were when it began; `checks`
    go by them.
    """

    id: str
    called_at: datetime
    first_day: date
    second_day: date
    planning_call_at: datetime | None = None
    rehearsal: bool = False
    inspection_id: str | None = None
    ended_at: datetime | None = None
    lines: tuple[str, ...] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)

    @property
    def made_its_inspection(self) -> bool:
        """Whether its inspection was made by it, and not there before."""
        return self.inspection_id == self.id


@dataclass(frozen=True)
class StrandCard:
    """What a school would say of a strand when asked: who speaks for it, who stands in, why, and what comes next.

    `reasons` are up to three lines, `next_steps` what we would say comes next; where they are empty, they are drafted
    from what is stored. `evidence` are ids of up to two pieces that were chosen; empty: the best standing ones.
    """

    strand: StrandRef
    speaker: str = ""
    speaker_email: str = ""
    stand_in: str = ""
    stand_in_email: str = ""
    reasons: tuple[str, ...] = ()
    next_steps: str = ""
    evidence: tuple[str, ...] = ()
    saved_at: datetime | None = None


@dataclass(frozen=True)
class LogEntry:
    """One line of the log of the two days: when, who was there, what was asked, said or seen, offered and promised.

    `written_by` is the person who wrote it down, as the record of changes names them. `promise_kept_on` is the day
    on which a promise was kept.
    """

    id: str
    inspection_id: str
    at: datetime
    who: str = ""
    line_of_enquiry: str = ""
    said_or_seen: str = ""
    strand: StrandRef | None = None
    evidence_ids: tuple[str, ...] = ()
    promise: str = ""
    promise_kept_on: date | None = None
    written_by: str = ""


SentenceVerdict = Literal["accurate", "not_accurate", "unclear"]
SENTENCE_VERDICTS: dict[SentenceVerdict, str] = {
    "accurate": "As it was",
    "not_accurate": "Not as it was",
    "unclear": "Unclear",
}


@dataclass(frozen=True)
class DraftSentence:
    """One sentence of a draft report, in its order, with what the school says to it and what that rests on."""

    id: str
    inspection_id: str
    place: int
    text: str
    verdict: SentenceVerdict | None = None
    comment: str = ""
    log_ids: tuple[str, ...] = ()
    evidence_ids: tuple[str, ...] = ()
