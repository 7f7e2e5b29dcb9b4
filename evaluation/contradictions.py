"""What does not fit, each in a sentence: grades, evidence, findings, actions and leaders against each other.

A list to talk about and to put right, never a score: how long it is says nothing about the school. The rules are the
product's own. What the viewer may not see never comes in here, so nothing here can tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from typing import Literal, NamedTuple

from evaluation.comparison import compare, gap_words
from evaluation.evidence.freshness import HalfLives, Strength, basis
from evaluation.evidence.reach import Reach, reaches
from evaluation.evidence.records import EVIDENCE_KINDS, Evidence
from evaluation.frameworks import InspectionKind, Library, Scale
from evaluation.places import Place, place
from evaluation.plan.actions import State, counting_evidence, standings
from evaluation.plan.causes import Gap, Origin, cause_key
from evaluation.plan.records import Action, Cause, PlanRecord
from evaluation.records import Inspection, SessionRecord, day
from evaluation.session import Session, StrandState, build
from evaluation.terms import Term

Kind = Literal[
    "above_marks",
    "weak_evidence",
    "far_from_inspection",
    "leaders_apart",
    "no_action",
    "past_due",
    "nothing_to_show",
    "not_judged",
]
KINDS: dict[Kind, str] = {
    "above_marks": "A grade above what the marks support",
    "weak_evidence": "A high grade on stale or single evidence",
    "far_from_inspection": "Far from the last inspection",
    "leaders_apart": "Leaders far apart",
    "no_action": "Found by inspectors, and no action agreed",
    "past_due": "Past the day it was due",
    "nothing_to_show": "Said to be done, with nothing to show",
    "not_judged": "Not judged this term",
}
"""In the order in which they are shown."""

FULL: frozenset[InspectionKind] = frozenset({"graded", "report_card", "independent_standards"})
"""What looks at every strand: findings and recommendations from before the last one of these are history."""

_WEAK = {
    Strength.NONE: "rests on no evidence in the register",
    Strength.STALE: "rests on stale evidence only",
}
_LONGEST = 140


class Apart(NamedTuple):
    """Leaders' own grades of one strand that lie far apart, in words without names."""

    evaluation_id: str
    strand_id: str
    strand: str
    words: str


@dataclass(frozen=True)
class Known:
    """What a viewer may see, for the rules to look through.

    `records` are the self-evaluations, the latest held first; `inspections` without those under embargo, the latest
    first; `gaps` the recommendations without an agreed action; `origins` what each action is about; `apart` the
    strands on which leaders' own grades lie far apart.
    """

    library: Library
    term: Term
    half_lives: HalfLives
    records: Sequence[SessionRecord] = ()
    inspections: Sequence[Inspection] = ()
    evidence: Sequence[Evidence] = ()
    plans: Sequence[PlanRecord] = ()
    gaps: Sequence[Gap] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    apart: Sequence[Apart] = ()


@dataclass(frozen=True)
class Contradiction:
    """Something that does not fit: a sentence, where it is put right, and what an action about it would come from."""

    kind: Kind
    sentence: str
    place: Place
    cause: Cause | None = None


def contradictions(known: Known, today: date) -> tuple[Contradiction, ...]:
    """Everything that does not fit, by kind in the order of `KINDS`. Raises FrameworkUnknown."""
    now = list(current(known.records, known.library, today))
    found = [
        *_above_marks(now),
        *_weak_evidence(now, known, today),
        *_far_from_inspection(now, known),
        *_leaders_apart(known.apart),
        *_without_action(known),
        *_actions(known, today),
        *_not_judged(now, known),
    ]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def current(records: Iterable[SessionRecord], library: Library, today: date) -> Iterator[Session]:
    """What stands today: the latest locked self-evaluation of each framework whose edition is in force."""
    seen: set[str] = set()
    for record in sorted(records, key=lambda each: each.evaluation.held_on, reverse=True):
        evaluation = record.evaluation
        framework = library.get(*evaluation.framework)
        if evaluation.locked and framework.id not in seen:
            seen.add(framework.id)
            if framework.in_force(today):
                yield build(record, None, framework)


def since_the_last_full(inspections: Iterable[Inspection]) -> list[Inspection]:
    """The last inspection that looked at every strand, and all that came after it; everything where there was none."""
    found = list(inspections)
    last = max((each.started_on for each in found if each.kind in FULL), default=date.min)
    return [each for each in found if each.started_on >= last]


def is_high(scale: Scale, grade: str) -> bool:
    """Whether a grade lies in the upper half of its scale, its middle not included."""
    return 2 * scale.order[grade] > len(scale.grades) - 1


def is_low(scale: Scale, grade: str) -> bool:
    """Whether a grade lies in the lower half of its scale, its middle not included."""
    return 2 * scale.order[grade] < len(scale.grades) - 1


def is_far(gap: int, scale: Scale) -> bool:
    """Whether two grades lie far apart: two steps or more, of met and not met one."""
    return abs(gap) >= min(2, len(scale.grades) - 1)


# ------------------------------------------------------------------ what we say of ourselves


def _above_marks(now: Iterable[Session]) -> Iterator[Contradiction]:
    for session, state, scale, grade in _judged(now):
        support, order = state.support, scale.order
        if not support.judged or support.highest is None:
            continue
        if order[grade] > order[support.highest]:
            allowed = f"the marks allow at most {scale.name_of(support.highest)}"
        elif support.grade and order[grade] > order[support.grade]:
            allowed = f"the marks so far support {scale.name_of(support.grade)}"
        else:
            continue
        sentence = f"{state.strand.name}: we chose {scale.name_of(grade)}, and {allowed}."
        yield Contradiction("above_marks", sentence, _standards(session, state.strand.id))


def _weak_evidence(now: Iterable[Session], known: Known, today: date) -> Iterator[Contradiction]:
    reach: dict[str, dict[str, Reach]] = {}
    for session, state, scale, grade in _judged(now):
        if not is_high(scale, grade):
            continue
        framework = session.framework
        if framework.id not in reach:
            reach[framework.id] = reaches(framework, session.evaluation.strands, known.library)
        pieces = reach[framework.id][state.strand.id].of(known.evidence)
        found = basis(pieces, known.half_lives, today)
        if found.strength in _WEAK:
            rests = _WEAK[found.strength]
            rests += f"; the latest describes {day(found.latest)}" if found.latest else ""
        elif found.strength is Strength.ONE_SIDE:
            rests = f"rests on one side only: {_one_side(pieces, known.half_lives, today)}"
        else:
            continue
        sentence = f"{state.strand.name}: {scale.name_of(grade)} {rests}."
        to = place("evidence", "Add evidence", strand=f"{framework.id}/{state.strand.id}")
        yield Contradiction("weak_evidence", sentence, to)


def _one_side(pieces: Iterable[Evidence], half_lives: HalfLives, today: date) -> str:
    standing = (piece for piece in pieces if basis([piece], half_lives, today).strength is Strength.ONE_SIDE)
    return EVIDENCE_KINDS[next(standing).kind].lower()


def _not_judged(now: Iterable[Session], known: Known) -> Iterator[Contradiction]:
    """Strands without a grade in any self-evaluation since the term began, open ones included."""
    judged = {
        (record.evaluation.framework.id, strand_id)
        for record in known.records
        if record.evaluation.held_on >= known.term.first_on
        for strand_id, said in record.judgements.items()
        if said.grade
    }
    since = f"since the {known.term.name.lower()} began on {day(known.term.first_on)}"
    for session in now:
        missing = [s.strand.name for s in session.strands if (session.framework.id, s.strand.id) not in judged]
        if not missing:
            continue
        if len(missing) == len(session.strands):
            sentence = f"{session.framework.short_name}: no strand has been judged {since}."
        else:
            verb = "has" if len(missing) == 1 else "have"
            sentence = f"{', '.join(missing)} {verb} not been judged {since}."
        yield Contradiction("not_judged", sentence, place("self_evaluations", "Go to Self-evaluation"))


def _leaders_apart(apart: Iterable[Apart]) -> Iterator[Contradiction]:
    for each in apart:
        to = place("session", "Talk about it", evaluation=each.evaluation_id)
        yield Contradiction("leaders_apart", f"{each.strand}: {each.words}", to)


# ------------------------------------------------------------------ what inspectors found


def _far_from_inspection(now: Iterable[Session], known: Known) -> Iterator[Contradiction]:
    """Two steps or more from the last inspection that graded a strand on its scale; one step of met and not met."""
    by_id = {record.evaluation.id: record for record in known.records}
    for session in now:
        record, seen = by_id[session.evaluation.id], set[str]()
        for inspection in known.inspections:
            comparison = compare(inspection, record, known.library)
            rows = comparison.rows[comparison.rows["comparable"]]
            for row in rows[~rows["strand_id"].isin(seen)].to_dict("records"):
                scale, gap = comparison.scales[row["scale_id"]], int(row["gap"])
                if is_far(gap, scale):
                    yield Contradiction(
                        "far_from_inspection",
                        f"{row['strand']}: we say {row['our_grade_name']} ({day(session.evaluation.held_on)}), "
                        f"inspectors said {row['their_grade_name']} ({day(inspection.started_on)}): {gap_words(gap)}.",
                        place("compare", "Compare the two", inspection=inspection.id),
                    )
            seen |= set(rows["strand_id"])


def _without_action(known: Known) -> Iterator[Contradiction]:
    """Low or serious findings and recommendations, since the last full inspection, without an agreed action."""
    relevant = since_the_last_full(known.inspections)
    agreed = [action for record in known.plans for action in record.actions if action.agreed]
    for inspection in relevant:
        framework = known.library.get(*inspection.framework)
        reach = reaches(framework, [finding.strand_id for finding in inspection.findings], known.library)
        to = place("inspection", "See what was found", inspection=inspection.id, about="found")
        for finding in inspection.findings:
            scale, name = framework.scale(finding.strand_id), framework.strand(finding.strand_id).name
            low = scale is not None and finding.grade is not None and is_low(scale, finding.grade)
            cause = Cause("finding", inspection_id=inspection.id, strand_id=finding.strand_id)
            if not (low or finding.serious) or _answered(
                cause, reach[finding.strand_id], [a for a in agreed if _lasts(a, inspection)], known.origins
            ):
                continue
            said = scale.name_of(finding.grade) if scale and finding.grade else "something serious"
            sentence = (
                f"{name}: inspectors said {said} ({day(inspection.started_on)}), and no agreed action is about it."
            )
            yield Contradiction("no_action", sentence, to, cause)
        for gap in known.gaps:
            if gap.inspection.id == inspection.id:
                text = shorten(gap.point.text, _LONGEST, placeholder=" …")
                begun = "only a draft is begun" if gap.draft else "no action is agreed"
                cause = Cause("recommendation", inspection_id=inspection.id, point_id=gap.point.id)
                sentence = f"“{text}” was recommended ({day(inspection.started_on)}), and {begun}."
                yield Contradiction("no_action", sentence, to, cause)


def _lasts(action: Action, inspection: Inspection) -> bool:
    """Whether an action was to go on beyond the day an inspection began: what was to be done before answers nothing."""
    return action.due_on is None or action.due_on >= inspection.started_on


def _answered(cause: Cause, reach: Reach, agreed: Iterable[Action], origins: Mapping[str, Origin]) -> bool:
    """Whether an agreed action comes from a finding, or is about its strand or one that is the same or part of it."""
    return any(
        (action.cause is not None and cause_key(action.cause) == cause_key(cause))
        or (action.id in origins and not reach.strands.isdisjoint(origins[action.id].strands))
        for action in agreed
    )


# ------------------------------------------------------------------ what we said we would do


def _actions(known: Known, today: date) -> Iterator[Contradiction]:
    register = {piece.id: piece for piece in known.evidence}
    linked: dict[str, list[Evidence]] = {}
    for piece in known.evidence:
        for action_id in piece.actions:
            linked.setdefault(action_id, []).append(piece)
    for record in known.plans:
        stands = standings(record, today)
        named: dict[str, list[Evidence]] = {}
        for update in record.updates:
            pieces = (register[i] for i in update.evidence_ids if i in register)
            named.setdefault(update.action_id, []).extend(pieces)
        for action in record.actions:
            what = shorten(action.what, _LONGEST, placeholder=" …")
            to = place("plan", "Open the action", plan=record.plan.id, action=action.id)
            if stands[action.id].overdue and action.due_on:
                yield Contradiction("past_due", f"“{what}” was due on {day(action.due_on)} and is not done.", to)
            shown = counting_evidence(action, [*named.get(action.id, ()), *linked.get(action.id, ())])
            if stands[action.id].state is State.DONE_CLAIMED and not shown:
                sentence = f"“{what}” is said to be done, and no evidence from after it began shows it."
                yield Contradiction("nothing_to_show", sentence, to)


# ------------------------------------------------------------------ shared


def _judged(now: Iterable[Session]) -> Iterator[tuple[Session, StrandState, Scale, str]]:
    for session in now:
        for state in session.strands:
            if state.scale and state.judgement.grade:
                yield session, state, state.scale, state.judgement.grade


def _standards(session: Session, strand_id: str) -> Place:
    query = {"evaluation": session.evaluation.id, "way": "standards", "strand": strand_id}
    return place("session", "Look at the marks", **query)


def of_kind(found: Iterable[Contradiction]) -> dict[Kind, list[Contradiction]]:
    """Contradictions by kind, in their order; only kinds that there are."""
    kinds: dict[Kind, list[Contradiction]] = {}
    for each in found:
        kinds.setdefault(each.kind, []).append(each)
    return kinds
