"""What documents say of the action plan, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from evaluation.documents.content import count
from evaluation.evidence.records import EVIDENCE_KINDS, Evidence
from evaluation.plan import actions as rules
from evaluation.plan.actions import Standing, State, counting_evidence
from evaluation.plan.causes import NO_CAUSE
from evaluation.plan.records import (
    PROGRESS,
    VERDICTS,
    Account,
    Action,
    Audit,
    AuditLook,
    MidwayReview,
    PlanRecord,
)
from evaluation.plan.views import doubt
from evaluation.records import day
from evaluation.school.plan_causes import CauseWords

WITHHELD = "Its words are left out here: they are confidential, or the self-evaluation is still open."


def stands(standing: Standing) -> str:
    """How an action stands, in words, with what a midway review says against it."""
    late = ", overdue" if standing.overdue else ""
    return "; ".join(filter(None, (f"{standing.state}{late}", doubt(standing))))


def counts(standings: Iterable[Standing]) -> str:
    """How many actions there are and how they stand, in a sentence; those that a midway review doubts apart."""
    found = list(standings)
    tally = Counter((each.state, doubt(each)) for each in found)
    if not found:
        return "There is no action yet."
    order = sorted(tally, key=lambda each: (list(State).index(each[0]), each[1]))
    parts = [f"{tally[state, against]} {', '.join(filter(None, (_lower(state), against)))}" for state, against in order]
    late = sum(each.overdue for each in found)
    overdue = f" {late} {'is' if late == 1 else 'are'} overdue." if late else ""
    return f"{count(len(found), 'action')}: {'; '.join(parts)}.{overdue}"


def cause_lines(words: CauseWords | None) -> list[str]:
    """Where an action comes from: what it is and where it stands, its words, and the report's sentence."""
    if words is None:
        return [NO_CAUSE]
    head = ", ".join(filter(None, (words.kind, words.heading, words.strand)))
    if words.withheld:
        return [head, WITHHELD]
    page = f" (page {words.page})" if words.page else ""
    sentence = f"In the report: “{words.sentence}”{page}" if words.sentence else ""
    text = "What it named is no longer here." if words.gone else words.text
    return [line for line in (head, text, sentence) if line]


def account_lines(account: Account | None) -> list[str]:
    """What led to a recommendation, as the people who were there tell it; none where nobody has."""
    if account is None:
        return []
    who = f" with {account.with_whom}" if account.with_whom else ""
    met = f"Met on {day(account.met_on)}{who}." if account.met_on else f"Met{who}." if who else ""
    said = f"Seen or said: {account.seen_or_said}" if account.seen_or_said else ""
    think = f"What leaders think: {account.what_leaders_think}" if account.what_leaders_think else ""
    return [line for line in (met, said, think) if line]


def when(starts_on: date | None, due_on: date | None) -> str:
    """From a day to a day, or which of the two is still missing."""
    begin = day(starts_on) if starts_on else "no first day yet"
    return f"{begin} to {day(due_on)}" if due_on else f"{begin}, no day it is due yet"


def review_words(review: MidwayReview) -> str:
    """A midway verdict with who, when, why and the new date."""
    new = f" New date: {day(review.new_due_on)}." if review.new_due_on else ""
    return f"{day(review.on)}, {review.reviewer}: {VERDICTS[review.verdict]}. {review.reason}{new}"


def look_words(look: AuditLook, audit: Audit) -> str:
    """What an auditor saw of an action."""
    verdict = "Done as claimed" if look.done else "Not done as claimed"
    same = f" Ready all the same: {look.ready_all_the_same}" if look.ready_all_the_same else ""
    return f"{signed_on(audit)}, {audit.auditor}: {verdict}. {look.seen}{same}"


def signed_on(audit: Audit) -> str:
    """The day a signed audit was signed, here."""
    return day(audit.signed_at.astimezone().date()) if audit.signed_at else ""


def signed_looks(record: PlanRecord, action: Action) -> list[tuple[Audit, AuditLook]]:
    """What signed audits saw of an action; an open one says nothing yet."""
    signed = [audit for audit in record.audits if audit.signed_at]
    return [(audit, look) for audit in signed for look in audit.looks if look.action_id == action.id]


def updates_words(record: PlanRecord, action: Action) -> list[str]:
    """What its owner said, oldest first, with what changed for pupils."""
    lines = []
    for update in sorted((u for u in record.updates if u.action_id == action.id), key=lambda u: u.on):
        lines.append(f"{day(update.on)}, {update.by}: {PROGRESS[update.state]}. {update.progress}".rstrip())
        if update.changed_for_pupils:
            lines.append(f"What changed for pupils: {update.changed_for_pupils}")
    return lines


def evidence_of(
    record: PlanRecord, action: Action, register: Mapping[str, Evidence]
) -> tuple[list[Evidence], list[Evidence]]:
    """What is linked to an action, or named of it in updates, reviews and signed audits, by the day it describes.

    What counts, and what was there before it began.
    """
    looks = [look for _, look in signed_looks(record, action)]
    named = rules.evidence_of(action, (*record.updates, *record.reviews, *looks), register)
    counting = list(counting_evidence(action, named))
    return counting, [piece for piece in named if piece not in counting]


def evidence_words(piece: Evidence) -> str:
    """A piece of evidence in a line: what, which kind, of when, where it is kept."""
    kept = f". Kept: {piece.where_kept}" if piece.where_kept else ""
    return f"{piece.title} ({EVIDENCE_KINDS[piece.kind]}, {day(piece.describes_on)}){kept}"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
