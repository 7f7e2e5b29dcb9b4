"""Which column of a development plan is which: the fields of an action by the headings that schools use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from evaluation.intake.headings import recognised

Field = Literal[
    "what",
    "why",
    "owner",
    "starts_on",
    "due_on",
    "success_measure",
    "proof",
    "cost",
    "time",
    "priority",
    "strand",
]
FIELDS: dict[Field, str] = {
    "what": "What is done",
    "why": "Why",
    "owner": "Who",
    "starts_on": "From when",
    "due_on": "By when",
    "success_measure": "How we will know that it worked",
    "proof": "Evidence that will prove it",
    "cost": "Cost",
    "time": "Time it takes",
    "priority": "Priority: now, next or later",
    "strand": "Strand",
}
"""The fields of an action that a table can fill, by their names in `Action`, in words for the screen."""

_HEADINGS: tuple[tuple[Field, str], ...] = (
    (
        "success_measure",
        "success criteria|success criterion|success measure|success indicator|measure of success|measurable outcome|"
        "intended outcome|intended impact|expected outcome|expected impact|desired outcome|outcome|impact|kpi|success|"
        "what will success look like|how will we know",
    ),
    ("proof", "evidence|evidence of impact|monitoring and evaluation|monitoring|how monitored|evaluation|proof"),
    ("time", "time|time needed|staff time|hours|inset time|time it takes"),
    ("starts_on", "start|start date|from when|from|begin|beginning|starting|when start|commence"),
    (
        "due_on",
        "due|due date|by when|deadline|end|end date|finish|completion date|complete by|completed by|to be completed|"
        "target date|timescale|time scale|timeline|timeframe|time frame|timing|when|date|by",
    ),
    ("cost", "cost|budget|funding|finance|resource and cost|resource|£"),
    (
        "owner",
        "owner|lead|who|led by|lead person|person responsible|responsible|responsibility|by whom|whom|lead staff|"
        "staff responsible|staff|accountable|named person|personnel|slt lead|leader",
    ),
    (
        "strand",
        "strand|evaluation area|ofsted area|judgement area|judgement|sef area|area|focus area|area of focus|theme|"
        "section|category",
    ),
    (
        "what",
        "action|what is done|action to be taken|action required|action step|task|step|activity|activitie|what|"
        "what we will do|strategy|strategie",
    ),
    ("what", "objective|target|goal|aim|recommendation|priority for improvement|improvement|title"),
    ("priority", "priority|urgency|priority level|how urgent|rank"),
    (
        "why",
        "why|reason|rationale|because|cause|context|issue|need|background|objective|target|goal|aim|recommendation",
    ),
)
"""Fields and their headings, the likelier first, as `headings.plain_heading` has them. An objective is what is done
where no column is nearer to that, and why where one is."""


def guess_columns(header: Sequence[str]) -> dict[Field, int]:
    """The column of each field that is recognised, each column once: see `headings.recognised`."""
    return recognised(header, _HEADINGS)
