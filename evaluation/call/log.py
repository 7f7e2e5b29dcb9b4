"""The log of the two days: what an entry needs, and which promises are still to be kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from evaluation.call.clock import LONGEST_NOTICE
from evaluation.call.records import LogEntry
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, date_problem, require, text_problem, tidied
from evaluation.evidence.records import StrandRef
from evaluation.records import Inspection


def checked(
    entry: LogEntry,
    before: LogEntry | None,
    inspection: Inspection,
    strands: Collection[StrandRef],
    evidence: Collection[str],
    now: datetime,
) -> LogEntry:
    """What to keep of an entry as somebody typed it; `before` is the one that was kept, None for a new one.

    `strands` and `evidence` are what there is; what an entry has kept may be gone since. Who wrote it stays, and so
    does the day a promise was kept, unless there is no promise any more. Raises FormRefused: it takes what was said
    or seen, or a promise.
    """
    entry = tidied(entry)
    known = {*evidence, *(before.evidence_ids if before else ())}
    gone = None if set(entry.evidence_ids) <= known else "Some of this evidence is no longer in the register."
    strand_known = entry.strand in {None, before.strand if before else None, *strands}
    empty = not (entry.said_or_seen or entry.promise)
    require(
        {
            "at": _when_problem(entry.at, inspection, now),
            "who": text_problem(entry.who, "“Who”", LINE_LENGTH, needed=False),
            "line_of_enquiry": text_problem(entry.line_of_enquiry, "The line of enquiry", LINE_LENGTH, needed=False),
            "said_or_seen": "Write what was said or seen, or what was promised."
            if empty
            else text_problem(entry.said_or_seen, "“What was said or seen”", TEXT_LENGTH, needed=False),
            "promise": text_problem(entry.promise, "The promise", TEXT_LENGTH, needed=False),
            "strand": None if strand_known else "Choose a strand from the list.",
            "evidence_ids": gone,
        }
    )
    return replace(entry, promise_kept_on=before.promise_kept_on if before and entry.promise else None)


def kept_promise(entry: LogEntry, on: date | None, today: date) -> LogEntry:
    """An entry with the day on which its promise was kept, None for not yet. Raises FormRefused."""
    missing = None if entry.promise else "Nothing was promised in this entry."
    wrong = date_problem(on, "The day", entry.at.date(), today) if on else None
    require({"promise": missing, "promise_kept_on": wrong})
    return replace(entry, promise_kept_on=on)


def to_keep(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """The entries with a promise that is still to be kept, the first given first."""
    return sorted((e for e in entries if e.promise and e.promise_kept_on is None), key=lambda e: (e.at, e.id))


def text_of(entry: LogEntry) -> str:
    """All that an entry says, as one text to compare with."""
    return " ".join(filter(None, (entry.line_of_enquiry, entry.said_or_seen, entry.promise)))


def _when_problem(at: datetime, inspection: Inspection, now: datetime) -> str | None:
    if at.date() == now.date() and at > now:
        return f"{at:%H:%M} is still to come: it is {now:%H:%M} now."
    return date_problem(at.date(), "The day", inspection.started_on - LONGEST_NOTICE, now.date())
