"""What the record of changes calls its things, fields and values, in words a headteacher reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from evaluation.call.records import SENTENCE_VERDICTS
from evaluation.evidence.records import EVIDENCE_KINDS, VOICES
from evaluation.plan.records import CAUSES, PRIORITIES, PROGRESS, VERDICTS
from evaluation.records import INSPECTION_KINDS, POINT_KINDS, STAGES, day

FIELDS = {
    "why": "Reason given",
    "grade": "Grade",
    "direction": "Direction",
    "value": "Mark",
    "locked_at": "Locked",
    "held_on": "Date held",
    "opened_at": "Opened",
    "strands": "Strands",
    "framework_id": "Framework",
    "framework_version": "Version",
    "started_on": "First day",
    "ended_on": "Last day",
    "stage": "How far it is",
    "happened_on": "Day",
    "due_on": "By when",
    "settled_on": "Settled on",
    "referred_to": "Referred to",
    "sentence": "What the report says",
    "published_on": "Published",
    "words": "What was said",
    "escalation": "How far the concern goes",
    "describes_on": "Date it describes",
    "where_kept": "Where it is kept",
    "shows": "What it shows",
    "strand_id": "Linked strand",
    "linked_standard": "Linked standard",
    "sha256": "Fingerprint (SHA-256)",
    "switched_on": "Switched on",
    "early_years": "Early years",
    "sixth_form": "Sixth form",
    "local_authority": "Local authority",
    "urn": "URN",
    "urn_at_inspection": "URN at the inspection",
    "report_url": "Address of the report",
    "type_words": "Type",
    "text": "Words",
    "starts_on": "Begins",
    "ends_on": "Ends",
    "said_on": "Day",
    "said_by": "Who says so",
    "state": "How it goes",
    "proof": "What will prove it",
    "cause_kind": "Where it comes from",
    "cause_words": "What does not fit",
    "outcome_on": "Day of the outcome",
    "called_at": "When the telephone rang",
    "planning_call_at": "Planning call",
    "second_day": "Last day",
    "rehearsal": "Only a rehearsal",
    "lines": "The checklist",
    "ended_at": "Put away",
    "done_at": "Done",
    "at": "When",
    "said_or_seen": "What was said or seen",
    "place": "Place in the draft",
    "log": "What it rests on in the log",
    "speaker": "Who speaks",
    "speaker_email": "E-mail of who speaks",
    "stand_in": "Who stands in",
    "stand_in_email": "E-mail of who stands in",
    "next_steps": "What comes next",
    "screen_name": "Beside which screen",
}
"""Fields that are not called as they are in the store."""

YES_NO = frozenset(
    ["early_years", "sixth_form", "switched_on", "demo", "serious", "active", "shared", "done", "ready", "rehearsal"]
)

_KINDS: Mapping[str, str] = dict(
    [*INSPECTION_KINDS.items(), *EVIDENCE_KINDS.items(), *VOICES.items(), *POINT_KINDS.items()]
)
CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": _KINDS,
    "voice": _KINDS,
    "cause_kind": {kind: name for kind, name in CAUSES.items()},
    "priority": {priority: name for priority, name in PRIORITIES.items()},
    "state": {state: name for state, name in PROGRESS.items()},
    "verdict": {verdict: name for verdict, name in [*VERDICTS.items(), *SENTENCE_VERDICTS.items()]},
    "stage": {stage: name for stage, name in STAGES.items()},
    "value": {"met": "Met", "partly": "Partly", "not_met": "Not yet"},
    "direction": {direction: direction.capitalize() for direction in ("improve", "sustain", "watch")},
}
"""Field to what each of its values is called."""

LISTS = {"lines": ("line", "lines"), "log": ("entry", "entries"), "screens": ("screen", "screens")}
"""Fields that hold a list of ids, and what one and several of them are."""

_EVALUATION = "A self-evaluation since removed"
_INSPECTION = "An inspection since removed"
_EVIDENCE = "Evidence since removed"
WHERE: Mapping[str, str] = {
    **dict.fromkeys(("self_evaluation", "judgement", "leader_judgement", "mark", "offline_import"), _EVALUATION),
    **dict.fromkeys(("inspection", "finding", "finding_elsewhere", "point", "account"), _INSPECTION),
    **dict.fromkeys(("immediate_action", "letter_part", "told", "log_entry", "draft_sentence"), _INSPECTION),
    **dict.fromkeys(("evidence", "evidence_strand", "evidence_standard", "evidence_file"), _EVIDENCE),
    **dict.fromkeys(("action", "milestone", "action_update", "midway_review", "evidence_action"), "An action"),
    **dict.fromkeys(("audit", "audit_look", "audit_judgement"), "Final audit"),
    **dict.fromkeys(("call", "call_check"), "The call, or a rehearsal"),
    "plan": "Action plan",
    "plan_import": "A development plan brought in",
    "pulse": "Pulse",
    "strand_card": "Strand cards",
    "screen_order": "Screens of a meeting",
    "agreement": "Agreed in a meeting",
    "half_life": "How fast evidence ages",
    "framework_file": "Frameworks",
}
"""Thing to where it was changed, where its owner has no name (any more); what is not here is the school's."""

PARTS: Mapping[str, str] = {
    "milestone": "Milestone",
    "action_update": "Update",
    "midway_review": "Midway review",
    "call": "The call",
    "log_entry": "The log",
    "draft_sentence": "A sentence of the draft report",
    "evidence_file": "The file kept with it",
    "challenge_note": "A note on how it goes",
    "offline_import": "A file filled in offline",
}
"""Thing to what of its owner it is, where its key does not say more."""

UNNAMED = frozenset(
    ["school_id", "inspection_id", "evaluation_id", "point_id", "plan_id", "standard_id", "cause_strand_id"]
)
"""Fields that name something by its id, which says nothing to a person."""


def moment(text: str) -> str:
    """A day or a time of the store as people write it; anything else as it is."""
    try:
        return (
            f"{datetime.fromisoformat(text).astimezone():%d/%m/%Y %H:%M}"
            if "T" in text
            else day(date.fromisoformat(text))
        )
    except ValueError:
        return text
