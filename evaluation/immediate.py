"""What must not wait: a finding or point marked serious asks for somebody and a day, until it is done or referred.

The product's own rule, from what leaders asked for: a day within the week, today included, and no letting go
before somebody says that it is done, or to whom it was referred and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from evaluation.frameworks import Framework, FrameworkKey
from evaluation.records import Finding, ImmediateAction, Inspection

WITHIN = timedelta(days=6)
"""How far ahead its day may lie: earlier than a week from now."""


class State(StrEnum):
    """How it stands with something serious, in the order in which it is shown."""

    NEEDS = "needs an owner and a date within the week"
    OVERDUE = "overdue"
    OPEN = "open"
    SETTLED = "settled"


@dataclass(frozen=True)
class Immediate:
    """One serious finding or point. `about` is as in `ImmediateAction`; `strand` is a name, "" for none.

    `words` are empty where what the inspection found is withheld.
    """

    inspection: Inspection
    about: str
    words: str
    strand: str
    action: ImmediateAction | None
    state: State


def is_serious(finding: Finding, framework: Framework) -> bool:
    """Whether a finding asks for an immediate action: marked serious, or a concern that goes as far as it can.

    A framework lists how far a concern goes from the least to the most, as it lists its grades; the last of the
    shipped visit is "Refer now: tell the person or body who must act, today".
    """
    highest = framework.escalations[-1].id if framework.escalations else None
    return finding.serious or (highest is not None and finding.escalation == highest)


def immediate(
    inspections: Iterable[Inspection],
    actions: Iterable[ImmediateAction],
    frameworks: Mapping[FrameworkKey, Framework],
    today: date,
) -> list[Immediate]:
    """Everything serious with its action, by `State`, then by day, then the latest inspection first.

    Inspections under a framework that is gone are left out, and so is an action whose matter is serious no longer.
    """
    taken = {(action.inspection_id, action.about): action for action in actions}
    found = []
    for inspection in inspections:
        framework = frameworks.get(inspection.framework)
        for about, words, strand in _serious(inspection, framework) if framework else ():
            action = taken.get((inspection.id, about))
            found.append(Immediate(inspection, about, words, strand, action, _state(action, today)))
    found.sort(key=lambda each: each.inspection.started_on, reverse=True)
    order = list(State)
    found.sort(key=lambda each: (order.index(each.state), (each.action and each.action.due_on) or date.max))
    return found


def about_finding(finding: Finding) -> str:
    """What an action about this finding is kept under."""
    return f"finding {finding.strand_id}"


def _serious(inspection: Inspection, framework: Framework) -> list[tuple[str, str, str]]:
    """What is serious in an inspection: its key, its words, its strand's name."""
    names = {strand.id: strand.name for strand in framework.strands}
    found = []
    for finding in inspection.findings:
        if is_serious(finding, framework):
            scale = framework.scale(finding.strand_id)
            grade = scale.name_of(finding.grade) if scale and finding.grade else ""
            found.append((about_finding(finding), finding.words or grade, names[finding.strand_id]))
    found += [
        (point.id, point.text, names.get(point.strand_id or "", "")) for point in inspection.points if point.serious
    ]
    return found


def _state(action: ImmediateAction | None, today: date) -> State:
    if action and action.settled:
        return State.SETTLED
    if action is None or not action.owner or action.due_on is None:
        return State.NEEDS
    return State.OVERDUE if action.due_on < today else State.OPEN
