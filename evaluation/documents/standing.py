"""Where the school stands: one self-evaluation by strand, and standard by standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.charts.palette import grade_style
from evaluation.documents.content import Content, count, graded
from evaluation.documents.native_charts import ROWS_HIGH, distribution
from evaluation.documents.paper import keep_together
from evaluation.documents.sheets import Value, add_sheet, finish, heading, sentence, table
from evaluation.frameworks import Scale, Strand
from evaluation.records import Mark, day
from evaluation.session import Session, StrandState

SUMMARY, STANDARDS = "Summary", "Standards"
MARK_WORDS: dict[Mark | None, str] = {"met": "Met", "partly": "Partly met", "not_met": "Not met", None: "Not judged"}
NONE_YET = "The school has not held a self-evaluation here yet."
_NAMED = 6


def summary(book: Workbook, content: Content) -> None:
    """One row for each strand, and how many strands hold each grade of each scale."""
    columns = {
        "Strand": 23, "Grade": 16, "Last time": 16, "Status": 13,
        "What the marks support": 22, "What blocks a higher grade": 40, "Direction": 13,
        "Why": 42, "Standards marked": 13, "Standards in all": 13,
    }  # fmt: skip
    ws = add_sheet(book, SUMMARY, "Summary by strand", content, columns.values())
    session = content.session
    if session is None:
        sentence(ws, 2, NONE_YET, len(columns))
        return
    header = sentence(ws, 2, _which(session, content), len(columns))
    row = table(ws, header, columns, [_summary_row(state) for state in session.strands])
    finish(ws, header, len(columns), fixed=1, last=row - 1)
    for scale in session.framework.scales:
        states = [state for state in session.strands if state.scale and state.scale.id == scale.id]
        if states:
            row = _distribution(ws, row + 1, scale, states, day(session.evaluation.held_on))


def standards(book: Workbook, content: Content) -> None:
    """Every standard of every strand of the self-evaluation, with its mark now and last time."""
    columns = {
        "Strand": 22, "Theme": 22, "Band": 20, "Number": 12, "Standard": 56,
        "What would show it": 48, "Mark": 13, "Mark last time": 13,
    }  # fmt: skip
    ws = add_sheet(book, STANDARDS, "Standards and their marks", content, columns.values())
    session = content.session
    if session is None:
        sentence(ws, 2, NONE_YET, len(columns))
        return
    rows = [row for state in session.strands for row in _standard_rows(state, session)]
    header = sentence(ws, 2, _which(session, content), len(columns))
    last = table(ws, header, columns, rows) - 1
    ws.column_dimensions["D"].hidden = not any(row[3] for row in rows)
    finish(ws, header, len(columns), fixed=1, last=last)


def _which(session: Session, content: Content) -> str:
    """Which self-evaluation this is, and what "last time" means."""
    evaluation, framework = session.evaluation, session.framework
    words = f"Self-evaluation of {day(evaluation.held_on)} against {framework.name}, "
    if evaluation.locked_at:
        words += f"locked on {day(evaluation.locked_at.date())}."
    else:
        words += "still open: what is here may change."
    latest = max((r.evaluation for r in content.records), key=lambda e: e.held_on, default=evaluation)
    if latest.held_on > evaluation.held_on:
        state = "later" if latest.locked else "still open"
        words += f" The one of {day(latest.held_on)} is {state} and is not shown here."
    if session.previous:
        return f"{words} Last time was {day(session.previous.held_on)}."
    return f"{words} There is no earlier locked one against the same edition, so nothing stands under “last time”."


def _summary_row(state: StrandState) -> Sequence[Value]:
    said, scale = state.judgement, state.scale
    return (
        state.strand.name,
        graded(scale, said.grade, "Not judged"),
        graded(scale, state.last.grade, "Not judged") if state.last else None,
        state.status.value if scale else None,
        supported(state, scale),
        _blockers(state, scale),
        said.direction.capitalize() if said.direction else None,
        said.why or None,
        state.support.judged,
        state.support.total,
    )


def supported(state: StrandState, scale: Scale | None) -> str | None:
    """What the marks of a strand support, in a sentence; None for a strand that gets no grade."""
    support = state.support
    if scale is None:
        return None
    if not support.total:
        return "This strand has no standards"
    if not support.judged:
        return "Not settled: no standard is marked yet"
    top = scale.name_of(support.highest)
    if support.grade is None:
        words = f"Not settled: from {scale.name_of(support.lowest)} to {top} is possible"
    elif support.grade == support.highest:
        words = top
    else:
        words = f"{scale.name_of(support.grade)} so far; up to {top} is possible"
    beyond = state.beyond_support()
    return f"{words}. {beyond}" if beyond else words


def _blockers(state: StrandState, scale: Scale | None) -> str | None:
    support = state.support
    if scale is None or not support.blocked or not support.blockers:
        return None
    named = [f"• {s.text} ({MARK_WORDS[state.marks[s.id]].lower()})" for s in support.blockers[:_NAMED]]
    more = len(support.blockers) - _NAMED
    if more > 0:
        named.append(f"• and {count(more, 'more standard')}: see the sheet {STANDARDS}")
    return "\n".join([f"{scale.name_of(support.blocked)} is out of reach because of:", *named])


def _distribution(ws: Worksheet, row: int, scale: Scale, states: Sequence[StrandState], held_on: str) -> int:
    """A table of strands at each grade with its chart beside it; returns the next free row."""
    tally = Counter(state.judgement.grade for state in states)
    header = heading(ws, row, f"How many strands hold each grade: {scale.name}")
    grades = [(graded(scale, grade.id, ""), tally[grade.id]) for grade in scale.grades]
    end = table(ws, header, ("Grade", "Strands"), [*grades, ("Not judged yet", tally[None])])
    title = f"Strands at each grade, {held_on}"
    title += f" ({count(tally[None], 'strand')} not judged yet)" if tally[None] else ""
    colours = [grade_style(scale.id, place, "light").colour for place in range(len(scale.grades))]
    distribution(ws, f"D{header}", title, header, [number for _, number in grades], colours)
    keep_together(ws, row, header + ROWS_HIGH)
    return max(end, header + ROWS_HIGH)


def _standard_rows(state: StrandState, session: Session) -> Iterator[Sequence[Value]]:
    for standard in state.strand.standards:
        yield (
            state.strand.name,
            state.strand.theme_name(standard.theme),
            band_name(state.strand, state.scale, standard.band),
            standard.number,
            standard.text,
            standard.hint,
            MARK_WORDS[state.marks.get(standard.id)],
            MARK_WORDS[state.last_marks.get(standard.id)] if session.previous else None,
        )


def band_name(strand: Strand, scale: Scale | None, band: str) -> str | None:
    """The grade that a standard belongs to; of the lowest that it must be in place. None where there are no grades."""
    if scale is None:
        return None
    if scale.rule != "all_met" and band == scale.grades[0].id:
        return f"Must be in place (or {scale.name_of(band)})"
    return scale.name_of(band)
