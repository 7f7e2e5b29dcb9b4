"""One report or letter, as a PDF, into what a leader may accept, change or drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evaluation.errors import FileRefused
from evaluation.frameworks import Framework, Library
from evaluation.intake.layouts import plain
from evaluation.intake.reports import identity
from evaluation.intake.reports.findings import Grades, read_grades, strand_names
from evaluation.intake.reports.headings import RECOMMENDATIONS, STRENGTHS
from evaluation.intake.reports.opening import page_texts
from evaluation.intake.reports.points import is_heading, points_under
from evaluation.intake.reports.proposal import Proposed, ReportProposal
from evaluation.intake.reports.text import Line, Passage, joined_lines, lines_of, passages_of, without_running_heads
from evaluation.intake.reports.wording import LAYOUTS, OUTCOMES, Layout
from evaluation.records import day

_FIRST_PAGES = 2
"""On one of them stands what kind of report it is."""


def read_report(content: bytes, file_name: str, library: Library, urn: int | None, school_name: str) -> ReportProposal:
    """The PDF of an inspection report or letter of the school with this URN and name, as proposals.

    Raises FileRefused, with the reason and what to do, for a file that is no PDF, empty, damaged, locked, a
    picture of a report, too large, of another school, or no inspection report of a kind known here.
    """
    pages = lines_of(page_texts(content))
    layout = _layout(pages)
    if layout is None:
        raise _no_report()
    lines = without_running_heads(pages)
    passages = passages_of(lines, is_heading)
    started, ended = identity.read_days(pages) or (None, None)
    framework, grades = _graded(library, layout, started.value if started else None, lines, passages)
    names = strand_names(framework)
    proposal = ReportProposal(
        file_name=file_name,
        layout=layout.name,
        kind=layout.kind,
        framework=framework.key,
        urn=identity.read_urn(pages, urn),
        school=identity.read_name(pages),
        started_on=started,
        ended_on=ended,
        published_on=identity.read_published(pages),
        number=identity.read_number(pages),
        findings=grades.findings,
        strengths=tuple(points_under(STRENGTHS, passages, names)),
        recommendations=tuple(points_under(RECOMMENDATIONS, passages, names)),
        outcome=_outcome(layout, passages),
    )
    if not (started or proposal.findings or proposal.recommendations or proposal.outcome):
        raise _no_report()
    identity.check_school(proposal.urn, proposal.school, urn, school_name)
    return replace(proposal, missing=(*_missing(proposal, framework), *grades.doubts))


def read_passages(content: bytes) -> list[str]:
    """What a PDF says, passage by passage, whatever it is: headings, paragraphs and bullets, without running heads.

    Raises FileRefused, with the reason and what to do, for a file that is no PDF, empty, damaged, locked, a picture
    of a report or too large.
    """
    lines = without_running_heads(lines_of(page_texts(content)))
    return [passage.text for passage in passages_of(lines, is_heading)]


def _no_report() -> FileRefused:
    return FileRefused(
        "This PDF is not an inspection report or letter of a kind that can be read here: graded reports since 2005, "
        "report cards, short and ungraded inspections, monitoring and visits. Enter the inspection by hand instead."
    )


def _layout(pages: Sequence[Sequence[Line]]) -> Layout | None:
    start = plain(" ".join(joined_lines(page) for page in pages[:_FIRST_PAGES] if page))
    for layout in LAYOUTS:
        known = all(pattern.search(start) for pattern in layout.known_by)
        if known and not (layout.unless and layout.unless.search(start)):
            return layout
    return None


def _graded(
    library: Library, layout: Layout, on: date | None, lines: Sequence[Line], passages: Sequence[Passage]
) -> tuple[Framework, Grades]:
    """The layout's framework in force on the day, and its grades. Without a day, the one that fits most grades."""
    known = [f for f in library.frameworks.values() if f.id in layout.frameworks]
    known.sort(key=lambda framework: framework.in_force_from, reverse=True)
    in_force = [f for f in known if on and f.in_force(on)]
    read = [(framework, read_grades(framework, lines, passages)) for framework in in_force or known]
    if not read:
        raise FileRefused(f"There is no framework here for this report ({layout.name}).")
    return max(read, key=lambda pair: len(pair[1].findings))


def _outcome(layout: Layout, passages: Sequence[Passage]) -> Proposed[str] | None:
    sentences = [sentence for passage in passages for sentence in passage.sentences()]
    for pattern in OUTCOMES.get(layout.kind, ()):
        for sentence, page in sentences:
            if pattern.search(plain(sentence)):
                return Proposed(sentence, sentence, page)
    return None


def _missing(read: ReportProposal, framework: Framework) -> list[str]:
    """What a leader would look for in such a report and did not get, in words."""
    graded = {strand_id for strand_id, _ in read.findings}
    looked_for: list[tuple[str, object]] = [
        ("the date of the inspection", read.started_on),
        ("the school's name", read.school),
        ("the school's URN", read.urn),
        ("the inspection number", read.number),
        ("the day it was published", read.published_on),
    ]
    if read.kind in ("graded", "report_card"):
        always = [strand for strand in framework.strands if strand.applies == "always"]
        looked_for += [(f"a grade for {strand.name}", strand.id in graded) for strand in always]
    if read.kind in OUTCOMES:
        looked_for.append(("the sentence that states the outcome", read.outcome))
    looked_for.append(("what the school needs to do to improve", read.recommendations))
    missing = [words for words, found in looked_for if not found]
    if read.started_on and not framework.in_force(read.started_on.value):
        missing.append(f"a framework of that kind in force on {day(read.started_on.value)}")
    return missing
