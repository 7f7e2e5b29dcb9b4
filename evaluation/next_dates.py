"""The next dates that matter to a school: inspectors' days, what comes next after an inspection, the plan's days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from evaluation.next_steps import Due, State
from evaluation.places import Place, place
from evaluation.plan.actions import standings
from evaluation.plan.records import PlanRecord
from evaluation.plan.review import opens_on
from evaluation.records import Inspection

_LONGEST = 100


@dataclass(frozen=True)
class Ahead:
    """Something on a day from today on, in words, and where it is looked at."""

    on: date
    words: str
    place: Place


def ahead(
    inspections: Iterable[Inspection], steps: Mapping[str, Sequence[Due]], plans: Iterable[PlanRecord], today: date
) -> tuple[Ahead, ...]:
    """Everything dated from today on, the earliest first. `steps` are those that may be shown, by inspection id."""
    found = [*_inspections(inspections, steps), *(each for record in plans for each in _plan(record, today))]
    return tuple(sorted((each for each in found if each.on >= today), key=lambda each: (each.on, each.words)))


def _inspections(inspections: Iterable[Inspection], steps: Mapping[str, Sequence[Due]]) -> Iterator[Ahead]:
    for each in inspections:
        to = place("inspection", "Open", inspection=each.id)
        yield Ahead(each.started_on, f"Inspectors come ({each.kind_name.lower()})", to)
        for due in steps.get(each.id, ()):
            if due.due_on and due.state is State.DUE:
                about = place("inspection", "What comes next", inspection=each.id, about="next")
                sure = "" if due.confirmed_on else " (not confirmed)"
                yield Ahead(due.due_on, f"{due.step.name}{sure}", about)


def _plan(record: PlanRecord, today: date) -> Iterator[Ahead]:
    """Days of a plan: its midway review and end, and of what is agreed and not done the days it is due."""
    plan, to = record.plan, place("plan", "Open", plan=record.plan.id)
    if not record.actions:
        return
    yield Ahead(opens_on(plan), f"Midway review of “{plan.name}”", place("plan", "Open", plan=plan.id, about="review"))
    yield Ahead(plan.ends_on, f"“{plan.name}” ends", to)
    stands = standings(record, today)
    for action in record.actions:
        if not action.agreed or stands[action.id].done:
            continue
        about = place("plan", "Open", plan=plan.id, action=action.id)
        if action.due_on:
            yield Ahead(action.due_on, f"Due: {shorten(action.what, _LONGEST, placeholder=' …')}", about)
        for milestone in action.milestones:
            if milestone.reached_on is None:
                yield Ahead(milestone.due_on, f"Milestone: {milestone.what}", about)
