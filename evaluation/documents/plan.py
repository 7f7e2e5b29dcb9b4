"""An action plan as a Word document for governors, trust, authority or the Department.

Cause, action, who, when, success measure, evidence, progress, reviews; then what has no action yet, and the final
audit with what was before and after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from docx.document import Document as WordDocument

from evaluation.charts.chart import each, listed
from evaluation.documents.content import PlanContent, count, read_plans
from evaluation.documents.plan_words import (
    account_lines,
    cause_lines,
    counts,
    evidence_of,
    evidence_words,
    look_words,
    review_words,
    signed_looks,
    signed_on,
    stands,
    updates_words,
    when,
)
from evaluation.documents.standing import MARK_WORDS
from evaluation.documents.word import blank, heading, numbered, paragraph, saved, table
from evaluation.evidence.records import Evidence
from evaluation.frameworks import Library
from evaluation.plan.actions import Standing, standings
from evaluation.plan.causes import Gap
from evaluation.plan.moved import MovedSince, moved_since
from evaluation.plan.owners import without_names
from evaluation.plan.records import PRIORITIES, Action, Audit, PlanRecord
from evaluation.records import SchoolDetails, day
from evaluation.school import School

NOTICE = "The school made this for its own improvement. “Done” is what its owner says until a final audit has looked."


@dataclass(frozen=True)
class Written:
    """All that the document says. `outcomes` is before and after by the id of each signed audit, `moved` by action."""

    school: SchoolDetails
    library: Library
    made_on: date
    record: PlanRecord
    plans: PlanContent
    evidence: Mapping[str, Evidence]
    gaps: Sequence[Gap] = ()
    outcomes: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    moved: Mapping[str, MovedSince] = field(default_factory=dict)


def plan_document(school: School, plan_id: str) -> bytes:
    """One plan as the bytes of a .docx file, as this viewer may see it; what is under embargo is left out.

    For governors without names of staff.

    Gaps are listed of the plan's own inspection, of all inspections where it follows from none; others are counted.
    Raises NotAllowed, EvaluationError where the plan is not here.
    """
    record = school.plans.record(plan_id)
    record = record if school.viewer.takes_names else without_names(record)
    return written(read_plan(school, record, read_plans(school)))


def read_plan(school: School, record: PlanRecord, plans: PlanContent) -> Written:
    """What the document of one plan says; `plans` is all that is read of every plan."""
    origins, held = school.plans.origins([record]), school.self_evaluations.records()
    return Written(
        school.details,
        school.library,
        date.today(),
        record,
        plans,
        {piece.id: piece for piece in school.evidence.all()},
        plans.gaps,
        {a.id: school.reviews.before_and_after(record.plan.id, a.id) for a in record.audits if a.signed_at},
        {a.id: moved_since(a, origins[a.id].strands, held, school.library) for a in record.actions if a.agreed},
    )


def written(content: Written) -> bytes:
    """The document from what was read."""
    record, plan = content.record, content.record.plan
    document = blank(content.school, plan.name, "Action plan")
    numbered(document)
    found = standings(record, content.made_on)
    heading(document, f"Action plan: {plan.name}", 1)
    paragraph(document, f"{content.school.name}. {day(plan.starts_on)} to {day(plan.ends_on)}.")
    paragraph(document, f"Made on {day(content.made_on)}.")
    if content.plans.left_out:
        paragraph(document, content.plans.left_out)
    heading(document, "At a glance", 2)
    paragraph(document, counts(found.values()))
    if record.actions:
        heading(document, "Actions", 2)
    late = date.max
    ordered = sorted(record.actions, key=lambda a: (a.due_on or late, a.starts_on or late, a.what))
    for number, action in enumerate(ordered, start=1):
        heading(document, f"{number}. {action.what}", 3)
        table(document, (f"Action {number}", stands(found[action.id])), _action(content, action, found[action.id]))
    _gaps(document, content)
    for audit in record.audits:
        _audit(document, content, audit)
    heading(document, "About this plan", 2)
    paragraph(document, NOTICE)
    return saved(document)


# ------------------------------------------------------------------ one action


def _action(content: Written, action: Action, standing: Standing) -> list[tuple[str, list[str]]]:
    """What the table of an action says: a label and its lines; rows with nothing to say are left out."""
    record = content.record
    moved = content.moved.get(action.id)
    now, first = (action.starts_on, action.due_on), (action.first_starts_on, action.first_due_on)
    dates = [when(*now)] + ([f"First agreed: {when(*first)}"] if action.agreed and first != now else [])
    milestones = [
        f"{m.what}, {day(m.due_on)}: {f'reached on {day(m.reached_on)}' if m.reached_on else 'not reached yet'}"
        for m in action.milestones
    ]
    counting, before = evidence_of(record, action, content.evidence)
    reviews = sorted((each for each in record.reviews if each.action_id == action.id), key=lambda each: each.on)
    cost_and_time = [f"Cost: {action.cost}" if action.cost else "", f"Time: {action.time}" if action.time else ""]
    rows = [
        ("Where it comes from", cause_lines(content.plans.causes.get(action.id))),
        ("What led to it, as the school tells it", account_lines(content.plans.account(action))),
        ("Why", [action.why]),
        ("Who", [action.owner or "Nobody yet"]),
        ("When", dates),
        ("Priority", [PRIORITIES[action.priority]]),
        ("Strand", [content.library.strand_name(*action.strand)] if action.strand else []),
        ("Success measure", [action.success_measure]),
        ("What will prove it", [action.proof]),
        ("Cost and time", cost_and_time),
        ("Milestones", milestones),
        ("Progress", updates_words(record, action) or (["No update yet"] if action.agreed else [])),
        ("Evidence since it began", [evidence_words(piece) for piece in counting]),
        ("Evidence from before, which does not prove it", [evidence_words(piece) for piece in before]),
        ("Midway review", [review_words(review) for review in reviews]),
        ("Final audit", [look_words(look, audit) for audit, look in signed_looks(record, action)]),
        ("Standards that moved since", _moved(moved) if moved else []),
    ]
    return [(label, kept) for label, lines in rows if (kept := [line for line in lines if line])]


def _moved(moved: MovedSince) -> list[str]:
    words = [f"{each.standard} ({MARK_WORDS[each.then]}, now {MARK_WORDS[each.now]})" for each in moved.standards]
    return [*words, moved.note] if words else []


# ------------------------------------------------------------------ the plan as a whole


def _gaps(document: WordDocument, content: Written) -> None:
    """The recommendations without an agreed action; those of inspections that the plan does not follow as a number."""
    about = content.record.plan.inspection_id
    ours = [gap for gap in content.gaps if about in (None, gap.inspection.id)]
    if content.gaps:
        heading(document, "Recommendations without an agreed action", 2)
    for gap in ours:
        begun = ". A draft has been begun" if gap.draft else ""
        where = f"{gap.inspection.kind_name}, {day(gap.inspection.started_on)}"
        paragraph(document, f"{gap.point.text} ({where}{begun})", "List Bullet")
    if others := len(content.gaps) - len(ours):
        verb = "has" if others == 1 else "have"
        words = count(others, "recommendation of another inspection", "recommendations of other inspections")
        paragraph(document, f"{words} {verb} no agreed action.")


def _audit(document: WordDocument, content: Written, audit: Audit) -> None:
    """A signed audit: its statement, what it looked at, before and after. An open one is only mentioned."""
    heading(document, "Final audit", 2)
    if audit.signed_at is None:
        paragraph(document, f"The final audit was opened on {day(audit.opened_on)} and is not signed yet.")
        return
    paragraph(document, f"{'Ready' if audit.ready else 'Not ready'}. {audit.why}")
    also = f", owns {count(audit.also_owns, 'action')} of this plan, not drawn" if audit.also_owns else ""
    paragraph(document, f"Auditor: {audit.auditor}{also}.")
    signed_by = audit.signed_by or audit.auditor
    paragraph(document, f"Signed by {signed_by} on {signed_on(audit)}. Opened on {day(audit.opened_on)}.")
    names = {action.id: action.what for action in content.record.actions}
    looked = [(look.what or names.get(look.action_id, "An action"), look) for look in audit.looks]
    agreed = sum(action.agreed for action in content.record.actions)
    paragraph(document, f"Looked at, of {count(agreed, 'agreed action')}: {listed([f'“{n}”' for n, _ in looked])}.")
    for name, look in looked:
        same = f" Ready all the same: {look.ready_all_the_same}" if look.ready_all_the_same and not look.done else ""
        verdict = "Done as claimed" if look.done else "Exception"
        who = f" Who: {look.owner}." if look.owner else ""
        measure = f" Success measure: {look.success_measure}" if look.success_measure else ""
        paragraph(document, f"{verdict}, “{name}”: {look.seen}{same}{who}{measure}", "List Bullet")
    _before_and_after(document, content.outcomes.get(audit.id))


def _before_and_after(document: WordDocument, outcome: pd.DataFrame | None) -> None:
    """The strands judged afresh, beside their grades before the plan began."""
    if outcome is None or outcome.empty:
        return
    heading(document, "Before and after", 3)
    rows = []
    for row in each(outcome):
        known = not pd.isna(row["before"])
        before = f"{row['before']} ({row['source']}, {day(row['before_on'].date())})" if known else ""
        lines = [line for line in (before, row["reason"]) if line]
        rows.append((f"{row['strand']} ({row['framework']})", lines, [row["after"]]))
    table(document, ("Strand", "Before the plan began", "In the audit"), rows)
    paragraph(document, "That a grade is another one now says nothing of why.")
