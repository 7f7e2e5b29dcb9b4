"""A paper for governors as a Word document of at most two pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from evaluation.charts.chart import each, listed
from evaluation.comparison import gap_words
from evaluation.documents.blocks import PAGE, Block, Rows, Text, cut, first, first_that_fits, put
from evaluation.documents.content import count
from evaluation.documents.governors_paper.content import Meeting, Paper, read_paper
from evaluation.documents.governors_paper.numbers import numbers
from evaluation.documents.plan_words import stands
from evaluation.documents.told import DIRECTIONS, NO_NAMES, STILL_OPEN, grade_of, grade_styles, graded
from evaluation.documents.word import blank, report, saved
from evaluation.documents.word_cells import Cell
from evaluation.documents.word_styles import mark_styles
from evaluation.plan.actions import Standing
from evaluation.plan.records import Action
from evaluation.records import day
from evaluation.school import School
from evaluation.school.readiness import StrandEvidence

TITLE = "Paper for governors"
NOTICE = (
    "The school made this for its governors and its own improvement. Grades are the leaders’ own judgement in the "
    "words of the framework; they are never averaged. No inspectorate requires this paper."
)
_NAME = 44
"""Letters of a strand's name."""
SLACK = 70
"""Points of the two pages kept free: room is estimated, and a table's row is not divided between pages."""


@dataclass(frozen=True)
class _Room:
    """How much is said: strands, things that changed, actions in each table, and letters of a line."""

    strands: int
    changed: int
    actions: int
    line: int


_ROOMS = (
    _Room(20, 12, 12, 260),
    _Room(16, 8, 9, 200),
    _Room(14, 6, 7, 160),
    _Room(12, 5, 5, 130),
    _Room(12, 4, 4, 90),
    _Room(12, 3, 3, 70),
    _Room(10, 2, 2, 50),
)


def governors_paper(school: School, meeting: Meeting, evaluation_id: str | None = None) -> bytes:
    """The paper for a meeting as the bytes of a .docx file; without an id about the latest locked self-evaluation.

    Raises FormRefused for days in the wrong order and for a self-evaluation that is open, NotAllowed for people from
    outside, EvaluationError, FrameworkUnknown.
    """
    return written(read_paper(school, meeting, evaluation_id))


def written(paper: Paper) -> bytes:
    """The document from what was read."""
    told, on = paper.told, paper.meeting.on
    document = blank(told.school, f"{TITLE}, {day(on)}", "What changed, where we stand, what to ask")
    report(document, f"{TITLE}, {day(on)}")
    used = [told.session.framework] if told.session else []
    theirs = [told.library.get(*paper.beside.inspection.framework)] if paper.beside else []
    mark_styles(document, grade_styles([*used, *theirs]))
    put(document, first_that_fits(_ROOMS, lambda room: list(_paper(paper, room)), 2 * PAGE - SLACK))
    return saved(document)


def _paper(paper: Paper, room: _Room) -> Iterator[Block]:
    meeting, told = paper.meeting, paper.told
    yield Text("Title", TITLE)
    yield Text("Subtitle", f"{cut(told.school.name, 80)}, for the meeting on {day(meeting.on)}")
    since = f" since {day(meeting.since)}" if meeting.since < meeting.on else ""
    yield Text("Heading 2", f"What changed{since}")
    lines = list(_changed(paper)) or ["Nothing is recorded yet."]
    for line in first([cut(line, room.line + 40) for line in lines], room.changed):
        yield Text("List Bullet", line)
    yield from _standing(paper, room)
    yield from _questions(paper, room)
    yield from _actions(paper, room)
    yield from numbers(paper.numbers)
    yield Text("Heading 2", "About this paper")
    yield Text("Normal", " ".join([NOTICE, *told.left_out, STILL_OPEN, NO_NAMES, f"Made on {day(told.made_on)}."]))


# ------------------------------------------------------------------ what changed


def _changed(paper: Paper) -> Iterator[str]:
    """What is new since the last meeting, what moved first. Words that somebody typed are left out or nameless."""
    moved, told = paper.moved, paper.told
    names = {strand.state.strand.name: cut(strand.state.strand.name, _NAME) for strand in told.strands}
    for sentence in moved.sentences:
        if sentence not in moved.stayed:
            name = next((name for name in names if sentence.startswith(name)), "")
            yield names.get(name, "") + sentence.removeprefix(name)
    if stayed := len(moved.stayed):
        every = "Every strand" if stayed == len(moved.sentences) else count(stayed, "strand")
        yield f"{every} stayed at the grade of last time."
    another_edition = paper.before and told.session and paper.before.framework != told.session.evaluation.framework
    if told.session and (not moved.sentences or another_edition):
        yield moved.note
    for inspection in paper.published:
        outcome = f": {told.hide(inspection.outcome).rstrip('.')}" if inspection.outcome else ""
        published = f"published on {day(inspection.published_on)}" if inspection.published_on else ""
        yield f"{inspection.kind_name} of {day(inspection.started_on)}, {published}{outcome}."
    if paper.done:
        yield f"Said to be done: {_quoted(paper.done)}."
    if paper.agreed:
        yield f"{count(len(paper.agreed), 'action was', 'actions were')} agreed: {_quoted(paper.agreed)}."
    if paper.fresh:
        yield f"{count(paper.fresh, 'piece', 'pieces')} of evidence describe what was seen or said since then."


def _quoted(names: Sequence[str], most: int = 2) -> str:
    more = len(names) - most
    quoted = [f"“{cut(name, 70)}”" for name in names[:most]]
    return listed([*quoted, *([f"{more} more"] if more > 0 else [])])


# ------------------------------------------------------------------ where we stand


def _standing(paper: Paper, room: _Room) -> Iterator[Block]:
    told, session = paper.told, paper.told.session
    if session is None:
        yield Text("Heading 2", "Where we stand")
        yield Text("Normal", "No self-evaluation is locked yet, so the school says nothing of its strands here.")
        return
    beside = paper.beside
    inspectors = f"Inspectors, {beside.inspection.started_on:%b %Y}" if beside else "Inspectors"
    yield Text("Heading 2", f"Where we stand{', beside the last inspection' if beside else ''}")
    shown = told.strands[: room.strands]
    theirs = _theirs(paper)
    table = Rows(
        ("Strand", "We say", "We want to", "Evidence", inspectors),
        tuple((*_said(strand), theirs.get(strand.state.strand.id, "–")) for strand in shown),
        (3.4, 3.6, 2.2, 2.8, 5.0),
        "Each strand with our grade, what we want to do with it, how good the evidence is, and what inspectors said.",
    )
    yield table if beside else _without_last(table, (6.0, 4.6, 2.4, 4.0))
    more = len(told.strands) - len(shown)
    rest = f"and {count(more, 'more strand', 'more strands')}, see the workbook. " if more else ""
    ours = f"Self-evaluation of {day(session.evaluation.held_on)} ({cut(session.framework.short_name, 40)})."
    yield Text("Caption", f"{rest}{ours} {_reading(paper)}")


def _said(strand: StrandEvidence) -> tuple[Cell, ...]:
    direction = strand.state.judgement.direction
    wanted = DIRECTIONS[direction] if direction else "–"
    return cut(strand.state.strand.name, _NAME), grade_of(strand.state), wanted, str(strand.basis.strength)


def _without_last(table: Rows, widths: tuple[float, ...]) -> Rows:
    """A table without its last column."""
    rows = tuple(row[:-1] for row in table.rows)
    about = table.about.replace(
        ", how good the evidence is, and what inspectors said", ", and how good the evidence is"
    )
    return Rows(table.titles[:-1], rows, widths, about)


def _theirs(paper: Paper) -> dict[str, Cell]:
    """What the last inspection said of each strand: on one scale its grade, of what, and how ours reads beside it.

    Of what is only said where theirs is another thing than our strand, as where ours is part of theirs.
    """
    if paper.beside is None:
        return {}
    framework = paper.told.library.get(*paper.beside.inspection.framework)
    found: dict[str, Cell] = {}
    for row in each(paper.beside.rows):
        strand_id = row["strand_id"]
        if pd.isna(strand_id) or pd.isna(row["area_id"]):
            continue
        if row["comparable"]:
            scale, gap = framework.scale(row["area_id"]), int(row["gap"])
            said = graded(scale, row["their_grade"]) if scale else str(row["their_grade_name"])
            other = row["relation"] != "same" and row["area"] != row["strand"]
            of = (f"of {cut(str(row['area']), _NAME)}",) if other else ()
            found[strand_id] = (said, *of, *(() if gap == 0 else (f"we say {gap_words(gap)}",)))
        else:
            found.setdefault(strand_id, "Not compared")
    return found


def _reading(paper: Paper) -> str:
    beside = paper.beside
    if beside is None:
        return "No published inspection with findings is recorded here."
    inspection = beside.inspection
    said = f"{inspection.kind_name} of {day(inspection.started_on)}."
    rule = "Grades are compared only on one scale, and where both are about the same thing."
    named = sum(point.kind == "recommendation" for point in inspection.points)
    open_ones = sum(gap.inspection.id == inspection.id for gap in paper.told.gaps)
    if not named:
        return f"{said} {rule}"
    answered = "each has an agreed action" if not open_ones else f"{open_ones} without an agreed action"
    return f"{said} It made {count(named, 'recommendation')}: {answered}. {rule}"


# ------------------------------------------------------------------ what to ask


def _questions(paper: Paper, room: _Room) -> Iterator[Block]:
    found = paper.questions
    numbers = {1: "One question to ask", 2: "Two questions to ask", 3: "Three questions to ask"}
    yield Text("Heading 2", numbers.get(len(found), "Questions to ask"))
    if not found:
        yield Text(
            "Normal",
            "Nothing recorded here gives reason for one: nothing is late, contradicts itself or lacks evidence.",
        )
    for question in found:
        yield Text("List Number", cut(question.text, room.line + 60))
        yield Text("List Continue", f"Why ask: {cut(question.because, room.line + 60)}")


# ------------------------------------------------------------------ what is due


def _actions(paper: Paper, room: _Room) -> Iterator[Block]:
    told, until = paper.told, paper.meeting.next_by
    if not told.actions:
        yield Text("Heading 2", "Actions")
        yield Text("Normal", "No action is agreed yet.")
        return
    late = [pair for pair in told.actions if pair[1].overdue]
    coming = [pair for pair in told.actions if _coming(*pair, told.made_on, until)]
    yield Text("Heading 2", f"Overdue on {day(told.made_on)}: {count(len(late), 'action') if late else 'nothing'}")
    yield from _table(late, room, "The agreed actions past their day: what, since when, and how they stand.")
    yield Text("Heading 2", f"Due by {day(until)}: {count(len(coming), 'action') if coming else 'nothing'}")
    yield from _table(coming, room, "The agreed actions that are due next: what, by when, and how they stand.")


def _coming(action: Action, standing: Standing, today: date, until: date) -> bool:
    return bool(action.due_on and today <= action.due_on <= until and not standing.done)


def _table(actions: Sequence[tuple[Action, Standing]], room: _Room, about: str) -> Iterator[Block]:
    if not actions:
        return
    yield Rows(
        ("Action", "Due", "How it stands"),
        tuple(
            (cut(a.what, room.line), day(a.due_on) if a.due_on else "–", cut(stands(s), 60))
            for a, s in actions[: room.actions]
        ),
        (9.0, 3.6, 4.4),
        about,
        named=False,
    )
    if (more := len(actions) - room.actions) > 0:
        yield Text("Caption", f"and {more} more, see the workbook.")
