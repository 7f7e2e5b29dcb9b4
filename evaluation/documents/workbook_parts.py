"""The sheets that a workbook can have, in their order, with what each shows and how much it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

from evaluation.documents import after_sheets as after
from evaluation.documents import numbers_sheet as numbers
from evaluation.documents import plan_sheets as plan
from evaluation.documents import ready_sheets as ready
from evaluation.documents import registers
from evaluation.documents import said_sheets as said
from evaluation.documents.content import Content, count
from evaluation.documents.cover import FRAMEWORKS, frameworks
from evaluation.documents.history import HISTORY, LIST, history, history_list
from evaluation.documents.standing import STANDARDS, SUMMARY, standards, summary


@dataclass(frozen=True)
class Part:
    """One sheet: how it is written, what it shows, how many things it holds, and what one and several are called.

    One that is not `usual` is made only where it is chosen: it is for the people of the school.
    """

    name: str
    write: Callable[[Workbook, Content], None]
    about: str
    number: Callable[[Content], int]
    one: str
    many: str = ""
    usual: bool = True

    def holds(self, content: Content) -> str:
        """How much it holds, in words."""
        return count(self.number(content), self.one, self.many)


def _strands(content: Content) -> int:
    return len(content.session.strands) if content.session else 0


def _standards(content: Content) -> int:
    return sum(len(state.strand.standards) for state in content.session.strands) if content.session else 0


def _reviews(content: Content) -> int:
    records = content.plans.records
    return sum(len(each.reviews) + sum(audit.signed_at is not None for audit in each.audits) for each in records)


PARTS = (
    Part(
        SUMMARY, summary,
        "The self-evaluation by strand: grade, last time's grade, what the marks support, what blocks more, why.",
        _strands, "strand",
    ),
    Part(STANDARDS, standards, "Every standard of those strands with its mark.", _standards, "standard"),
    Part(said.HELD, said.held, "Every self-evaluation that was held.", lambda c: len(c.records), "self-evaluation"),
    Part(
        said.JUDGEMENTS, said.judgements, "What was said of each strand each time: grade, why, direction.",
        lambda c: sum(len(r.judgements) for r in c.records), "judgement",
    ),
    Part(
        said.MARKS, said.marks, "Every mark of every self-evaluation.",
        lambda c: sum(len(r.marks) for r in c.records), "mark",
    ),
    Part(
        said.LEADERS, said.leaders, "What leaders said of their own before they agreed, without names.",
        lambda c: sum(one.count for _, one in c.more.leaders), "grade",
    ),
    Part(
        HISTORY, history, "Every self-evaluation and inspection by date and strand, a block for each framework.",
        lambda c: len(c.events), "event",
    ),
    Part(
        LIST, history_list, "The same as one list, to sort, filter or pivot.",
        lambda c: sum(len(event.said) for event in c.events), "row",
    ),
    Part(
        registers.COMPARISON, registers.comparison,
        "What we said beside what inspectors found, inspection by inspection.",
        lambda c: len(c.inspections), "inspection",
    ),
    Part(
        registers.INSPECTIONS, registers.inspections, "Every inspection recorded here.",
        lambda c: len(c.inspections), "inspection",
    ),
    Part(
        registers.FINDINGS, registers.findings, "What each inspection said of each area.",
        lambda c: sum(len(i.findings) for i in c.inspections), "finding",
    ),
    Part(
        registers.POINTS, registers.points, "Strengths, recommendations and issues that inspections named.",
        lambda c: sum(len(i.points) for i in c.inspections), "point",
    ),
    Part(
        after.SERIOUS, after.serious, "What inspections found that did not wait, and how it was settled.",
        lambda c: len(c.more.serious), "matter",
    ),
    Part(
        after.STEPS, after.steps, "What comes next after an inspection, by when, with sources.",
        lambda c: len(c.more.steps), "step",
    ),
    Part(
        after.TOLD, after.told, "Who is told about an inspection, and when that was done.",
        lambda c: len(c.more.told), "line",
    ),
    Part(
        plan.PLAN, plan.action_plan,
        "Who does what by when, where it comes from, and how it stands: to sort, filter and edit.",
        lambda c: sum(len(r.actions) for r in c.plans.records), "action",
    ),
    Part(
        plan.MILESTONES, plan.milestones, "The steps of the actions, and which are reached.",
        lambda c: sum(len(a.milestones) for r in c.plans.records for a in r.actions), "milestone",
    ),
    Part(
        plan.UPDATES, plan.updates, "What owners said of their actions, and what changed for pupils.",
        lambda c: sum(len(r.updates) for r in c.plans.records), "update",
    ),
    Part(
        plan.REVIEWS, plan.reviews, "What others than the owners found, midway and in the final audit.",
        _reviews, "review",
    ),
    Part(
        plan.ACCOUNTS, plan.accounts,
        "What led to each recommendation, as told by who was there, and whether an action follows.",
        lambda c: len(c.plans.accounts), "account",
    ),
    Part(
        after.PULSE, after.pulse, "How leaders feel about an outcome, where enough have answered.",
        lambda c: len(c.more.pulses), "outcome",
    ),
    Part(
        registers.EVIDENCE, registers.evidence, "Everything in the evidence register, with what it is linked to.",
        lambda c: len(c.evidence), "piece of evidence", "pieces of evidence",
    ),
    Part(
        ready.STRENGTH, ready.strength, "How good the evidence of each strand is: how fresh, from how many sides.",
        _strands, "strand",
    ),
    Part(
        ready.MISFITS, ready.misfits, "What contradicts what, to talk about and to put right.",
        lambda c: len(c.more.contradictions), "sentence",
    ),
    Part(
        ready.CARDS, ready.cards, "What somebody would say of each strand, in a few lines.",
        lambda c: len(c.more.cards), "card",
    ),
    Part(
        numbers.NUMBERS, numbers.numbers_sheet,
        "Figures of attendance, pupils, staff and results over time, beside England's of the same.",
        numbers.figures_held, "figure",
    ),
    Part(
        numbers.CHALLENGES, numbers.challenges_sheet, "What the school has to live with, and what it does about it.",
        numbers.challenges_held, "challenge",
    ),
    Part(
        registers.PRACTICE, registers.practice,
        "What the school does in a typical week, when, for whom, and what it shows.",
        lambda c: len(c.practices), "practice",
    ),
    Part(
        ready.SEEN, ready.seen, "Which of it could be seen on two days, when, and why other practice could not.",
        lambda c: len(c.more.seen), "practice",
    ),
    Part(
        ready.REHEARSALS, ready.rehearsals, "Rehearsals of the call, and how long each took.",
        lambda c: len(c.more.rehearsals), "rehearsal",
    ),
    Part(ready.DATES, ready.dates, "The next dates that matter.", lambda c: len(c.more.dates), "date"),
    Part(
        after.CHANGES, after.changes, "Who changed what, and when. It names people: keep it inside the school.",
        lambda c: len(c.more.changes), "change", usual=False,
    ),
    Part(
        FRAMEWORKS, frameworks, "Where the grades come from, when that was last confirmed, and what is not verified.",
        lambda c: len(c.frameworks), "framework",
    ),
)  # fmt: skip
"""Every sheet but the cover, in the order of the workbook."""
