"""The self-evaluation summary: its cover, and its pages put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.documents.blocks import PAGE, Block, Rows, Text, cut, first_that_fits, put
from evaluation.documents.sef.strand import strand_page
from evaluation.documents.told import DIRECTIONS, NO_NAMES, Told, grade_of, grade_styles, graded, read
from evaluation.documents.word import blank, report, saved
from evaluation.documents.word_styles import mark_styles
from evaluation.errors import EvaluationError
from evaluation.frameworks import Scale
from evaluation.records import day
from evaluation.school import School
from evaluation.session import Session

TITLE = "Self-evaluation summary"
NONE_LOCKED = "No self-evaluation is locked yet, so there is nothing to sum up. Lock one first."
NOTICE = (
    "No inspectorate requires this document, or a self-evaluation in this form: it is for the school’s own "
    "improvement. Grades are words in an order; they are never averaged. A grade is the leaders’ own judgement, and "
    "what the marks of single standards support stands beside it. The wording of standards and of what grades mean is "
    "the product’s own unless it says otherwise."
)
SLACK = 14
"""Points of each page kept free, because room is estimated."""


@dataclass(frozen=True)
class _Room:
    """How much of the cover's texts is shown: strands, letters of their names, and of what a grade means."""

    strands: int
    name: int
    meaning: int


_ROOMS = (
    _Room(20, 60, 400),
    _Room(16, 60, 180),
    _Room(12, 50, 90),
    _Room(12, 28, 60),
    _Room(8, 28, 45),
    _Room(4, 24, 30),
)


def sef(school: School, evaluation_id: str | None = None) -> bytes:
    """The summary of a self-evaluation as the bytes of a .docx file; without an id of the latest that is locked.

    Raises NotAllowed for people from outside and for a draft that the viewer may not see, EvaluationError where there
    is none, FrameworkUnknown.
    """
    return written(read(school, evaluation_id))


def written(told: Told) -> bytes:
    """The document from what was read."""
    session = told.session
    if session is None:
        raise EvaluationError(NONE_LOCKED)
    document = blank(told.school, TITLE, "What the school says of itself, a page for each strand")
    report(document, f"{TITLE}, {day(session.evaluation.held_on)}{'' if session.evaluation.locked else ', draft'}")
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    theirs = [told.library.get(*inspection.framework) for inspection in told.inspections]
    mark_styles(document, grade_styles([session.framework, *theirs]))
    put(document, first_that_fits(_ROOMS, lambda room: list(_cover(told, session, room)), PAGE - SLACK))
    for strand in told.strands:
        put(document, strand_page(told, strand, PAGE - SLACK))
    return saved(document)


def _cover(told: Told, session: Session, room: _Room) -> Iterator[Block]:
    """Whose it is and of when, all strands at a glance, what the grades mean, and what it is not."""
    evaluation, framework = session.evaluation, session.framework
    yield Text("Title", TITLE)
    yield Text("Subtitle", cut(told.school.name, 90))
    state = f"locked on {day(evaluation.locked_at.date())}" if evaluation.locked_at else "a draft: it is still open"
    edition = f"{cut(framework.name, 90)}, edition {framework.version}"
    yield Text("Normal", f"Self-evaluation of {day(evaluation.held_on)}, {state}. Framework: {edition}.")
    if not evaluation.locked:
        yield Text("Quote", "What it says may change until it is locked. Only those who work on it should read it.")
    yield Text("Heading 2", "At a glance")
    shown = told.strands[: room.strands]
    yield Rows(
        ("Strand", "We say", "Evidence", "We want to"),
        tuple(
            (
                cut(each.state.strand.name, room.name),
                grade_of(each.state),
                str(each.basis.strength),
                DIRECTIONS.get(each.state.judgement.direction, "–") if each.state.judgement.direction else "–",
            )
            for each in shown
        ),
        (5.6, 4.4, 4.4, 2.6),
        "Each strand with our grade, how good the evidence is, and what we want to do with it.",
    )
    if more := len(told.strands) - len(shown):
        yield Text("Caption", f"and {more} more strands, each on a page of its own.")
    for scale in framework.scales:
        yield Text("Heading 2", _scale_title(scale, session))
        yield Rows(
            ("Grade", "What it means"),
            tuple((graded(scale, grade.id), cut(grade.meaning, room.meaning)) for grade in reversed(scale.grades)),
            (4.4, 12.6),
            "The grades, the best first, and what each means.",
        )
    yield Text("Heading 2", "About this summary")
    yield Text("Normal", NOTICE)
    yield Text("Normal", " ".join([NO_NAMES, *told.left_out, f"Made on {day(told.made_on)}."]))


def _scale_title(scale: Scale, session: Session) -> str:
    only = len(session.framework.scales) == 1
    return "What the grades mean" if only else f"What the grades mean: {cut(scale.name, 50)}"
