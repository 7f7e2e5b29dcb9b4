"""How ready the school is on any day: how good the evidence is, what does not fit, cards, what could be seen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook

from evaluation.charts.chart import each as rows_of
from evaluation.contradictions import KINDS
from evaluation.documents.content import Content, graded
from evaluation.documents.sheets import Value, listing
from evaluation.evidence.freshness import words
from evaluation.evidence.records import EVIDENCE_KINDS
from evaluation.records import day

STRENGTH, MISFITS, CARDS, SEEN = "Evidence by strand", "What does not fit", "Cards", "What could be seen"
REHEARSALS, DATES = "Rehearsals", "Next dates"


def strength(book: Workbook, content: Content) -> None:
    """One row for each strand of the self-evaluation that this workbook is about: what its evidence amounts to."""
    columns = {
        "Strand": 28, "Grade": 20, "Evidence": 46, "Pieces": 10, "Stale": 10, "Kinds": 10, "Voices": 10,
        "Latest": 13, "Standards with evidence": 14, "Standards in all": 12,
    }  # fmt: skip
    found = content.more.strands(content.session.evaluation.id) if content.session else ()
    rows: list[Sequence[Value]] = [
        (
            one.state.strand.name, graded(one.state.scale, one.state.judgement.grade, "Not judged"), words(one.basis),
            one.basis.pieces, one.basis.stale, one.basis.kinds, one.basis.voices, one.basis.latest,
            sum(basis.pieces > 0 for basis in one.standards.values()), len(one.standards),
        )
        for one in found
    ]  # fmt: skip
    note = "How good the evidence is says nothing of how good the school is. Evidence fades: see the sheet Evidence."
    none = "The school has not held a self-evaluation here yet."
    listing(book, content, STRENGTH, "How good the evidence is", columns, rows, none, note)


def misfits(book: Workbook, content: Content) -> None:
    """One row for each thing that does not fit, by kind."""
    columns = {"Kind": 36, "What does not fit": 120}
    rows = [(KINDS[each.kind], each.sentence) for each in content.more.contradictions]
    note = "A list to talk about and to put right, never a score: how long it is says nothing about the school."
    listing(book, content, MISFITS, "What does not fit", columns, rows, "Nothing that we know of.", note)


def cards(book: Workbook, content: Content) -> None:
    """One row for each strand: what somebody would say of it. Who speaks is left out where names are not read."""
    columns = {
        "Strand": 26, "Grade": 20, **({"Who speaks for it": 20, "Who stands in": 20} if content.names else {}),
        "Why": 60, "What shows it": 46, "What comes next": 46, **({"Still missing": 26} if content.names else {}),
    }  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            card.state.strand.name, graded(card.state.scale, card.state.judgement.grade, "Not judged"),
            *((card.said.speaker or None, card.said.stand_in or None) if content.names else ()),
            "\n".join(card.reasons),
            "\n".join(f"{e.title} ({EVIDENCE_KINDS[e.kind]}, {day(e.describes_on)})" for e in card.evidence),
            "\n".join(card.next_steps), *((", ".join(card.missing) or None,) if content.names else ()),
        )
        for card in content.more.cards
    ]  # fmt: skip
    note = "To talk from, not to hand over. Where the school wrote nothing itself, a draft made from what is stored."
    listing(book, content, CARDS, "Cards to talk from", columns, rows, "There is no card yet.", note)


def seen(book: Workbook, content: Content) -> None:
    """One row for each practice: whether it could be seen on the two days of an ordinary week, when or why not."""
    columns = {
        "What": 44, "Subject": 20, "Year groups": 24, "Could be seen": 14, "When": 40, "Why not": 44,
    }  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            one.practice.what, one.practice.subject or None, ", ".join(one.practice.year_groups) or None,
            "Yes" if one.could_be_seen else "No", one.when or None, one.why or None,
        )
        for one in content.more.seen
    ]  # fmt: skip
    days = " and ".join(one.name for one in content.more.two_days)
    note = f"On {days} of an ordinary week. What is not seen then is no less true: its evidence says so."
    none = "No practice is described here yet."
    listing(book, content, SEEN, "What could be seen on two days", columns, rows, none, note)


def rehearsals(book: Workbook, content: Content) -> None:
    """One row for each rehearsal of the call, the earliest first."""
    columns = {
        "Day": 13, "Term": 24, "Lines done": 12, "Lines in all": 12, "Minutes until all was done": 18, "Goes on": 10,
    }  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            one["called_at"].date(), str(one["term"]), int(one["done"]), int(one["lines"]),
            None if pd.isna(one["minutes"]) else int(one["minutes"]), "Yes" if one["going_on"] else None,
        )
        for one in rows_of(content.more.rehearsals)
    ]  # fmt: skip
    listing(book, content, REHEARSALS, "Rehearsals of the call", columns, rows, "Nothing has been rehearsed yet.")


def dates(book: Workbook, content: Content) -> None:
    """One row for each date that lies ahead, the earliest first."""
    rows = [(each.on, each.words) for each in content.more.dates]
    none = "No date that we know of lies ahead."
    listing(book, content, DATES, "The next dates that matter", {"Day": 14, "What": 110}, rows, none)
