"""The Excel workbook a head hands to governors: a cover, then one sheet for each thing a reader asks for."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook

from evaluation.documents.content import Content, count, read
from evaluation.documents.cover import FRAMEWORKS, Contents, cover, frameworks
from evaluation.documents.history import HISTORY, LIST, history, history_list
from evaluation.documents.paper import clean
from evaluation.documents.plan_sheets import (
    ACCOUNTS,
    MILESTONES,
    PLAN,
    REVIEWS,
    UPDATES,
    accounts,
    action_plan,
    milestones,
    reviews,
    updates,
)
from evaluation.documents.registers import (
    COMPARISON,
    EVIDENCE,
    FINDINGS,
    INSPECTIONS,
    POINTS,
    PRACTICE,
    comparison,
    evidence,
    findings,
    inspections,
    points,
    practice,
)
from evaluation.documents.standing import STANDARDS, SUMMARY, standards, summary
from evaluation.school import School


class _Part(NamedTuple):
    name: str
    write: Callable[[Workbook, Content], None]
    about: str
    holds: Callable[[Content], str]


_PARTS = (
    _Part(
        SUMMARY, summary,
        "The self-evaluation by strand: grade, last time's grade, what the marks support, what blocks more, why.",
        lambda c: count(len(c.session.strands) if c.session else 0, "strand"),
    ),
    _Part(
        STANDARDS, standards, "Every standard of those strands with its mark.",
        lambda c: count(sum(len(s.strand.standards) for s in c.session.strands) if c.session else 0, "standard"),
    ),
    _Part(
        HISTORY, history, "Every self-evaluation and inspection by date and strand, a block for each framework.",
        lambda c: count(len(c.records), "self-evaluation"),
    ),
    _Part(
        LIST, history_list, "The same as one list, to sort, filter or pivot.",
        lambda c: count(sum(len(event.said) for event in c.events), "row"),
    ),
    _Part(
        COMPARISON, comparison, "What we said beside what inspectors found, inspection by inspection.",
        lambda c: count(len(c.inspections), "inspection"),
    ),
    _Part(
        INSPECTIONS, inspections, "Every inspection recorded here.",
        lambda c: count(len(c.inspections), "inspection"),
    ),
    _Part(
        FINDINGS, findings, "What each inspection said of each area.",
        lambda c: count(sum(len(i.findings) for i in c.inspections), "finding"),
    ),
    _Part(
        POINTS, points, "Strengths, recommendations and issues that inspections named.",
        lambda c: count(sum(len(i.points) for i in c.inspections), "point"),
    ),
    _Part(
        PLAN, action_plan, "Who does what by when, where it comes from, and how it stands: to sort, filter and edit.",
        lambda c: count(sum(len(r.actions) for r in c.plans.records), "action"),
    ),
    _Part(
        MILESTONES, milestones, "The steps of the actions, and which are reached.",
        lambda c: count(sum(len(a.milestones) for r in c.plans.records for a in r.actions), "milestone"),
    ),
    _Part(
        UPDATES, updates, "What owners said of their actions, and what changed for pupils.",
        lambda c: count(sum(len(r.updates) for r in c.plans.records), "update"),
    ),
    _Part(
        REVIEWS, reviews, "What others than the owners found, midway and in the final audit.",
        lambda c: count(sum(len(r.reviews) + sum(a.signed_at is not None for a in r.audits) for r in c.plans.records),
                        "review"),
    ),
    _Part(
        ACCOUNTS, accounts, "What led to each recommendation, as told by who was there, and whether an action follows.",
        lambda c: count(len(c.plans.accounts), "account"),
    ),
    _Part(
        EVIDENCE, evidence, "Everything in the evidence register.",
        lambda c: count(len(c.evidence), "piece of evidence", "pieces of evidence"),
    ),
    _Part(
        PRACTICE, practice, "What the school does in a typical week, when, for whom, and what it shows.",
        lambda c: count(len(c.practices), "practice"),
    ),
    _Part(
        FRAMEWORKS, frameworks, "Where the grades come from, when that was last confirmed, and what is not verified.",
        lambda c: count(len(c.frameworks), "framework"),
    ),
)  # fmt: skip


def workbook(school: School, evaluation_id: str | None = None) -> bytes:
    """The school's workbook as the bytes of an .xlsx file, as this viewer may see it. It holds no formulas.

    Cover, Summary and Standards are about one self-evaluation: the one given, else the latest locked one, else the
    latest. All the other sheets hold everything.

    Sheets: Cover, Summary, Standards, History, History list, Comparison, Inspections, Findings, Points,
    Action plan, Milestones, Updates, Reviews, Accounts, Evidence, Practice, Frameworks.
    Raises NotAllowed for a viewer who may not see the school, EvaluationError where that self-evaluation is not here,
    FrameworkUnknown where something is pinned to a framework that is no longer here.
    """
    content = read(school, evaluation_id)
    book = Workbook()
    book.remove(book.worksheets[0])
    cover(book, content, [Contents(part.name, part.about, part.holds(content)) for part in _PARTS])
    for part in _PARTS:
        part.write(book, content)
    name = clean(content.school.name)
    book.properties.title = f"{name}: self-evaluation summary"
    book.properties.creator = book.properties.lastModifiedBy = name
    target = BytesIO()
    book.save(target)
    return target.getvalue()
