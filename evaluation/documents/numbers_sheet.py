"""The school's figures as a list to sort, filter and pivot, each beside England's of the same; and its challenges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from evaluation.access import Ability
from evaluation.charts.chart import each
from evaluation.documents.content import Content
from evaluation.documents.sheets import Value, listing
from evaluation.indicators.measures import measures
from evaluation.indicators.records import GROUPS

NUMBERS, CHALLENGES = "Numbers", "Challenges"
NO_FIGURES = "No figures are here yet."
NO_CHALLENGES = "No challenge is named here."
SAME = (
    "England's figure stands beside ours only where measure, series, group of pupils and period are the same. What is "
    "suppressed stays suppressed. Figures of different series are not for comparing."
)


def numbers_sheet(book: Workbook, content: Content) -> None:
    """One row for each figure that the viewer may see: by measure, group and period, the oldest first."""
    columns = {
        "Measure": 28, "Series": 20, "Group": 16, "Period": 16, "Figure": 10, "Unit": 9, "Why none": 14, "Source": 26,
        "England": 10, "England's source": 38, "Definition": 42,
    }  # fmt: skip
    listing(book, content, NUMBERS, "Our figures, beside England's", columns, list(_figures(content)), NO_FIGURES, SAME)


def challenges_sheet(book: Workbook, content: Content) -> None:
    """One row for each challenge that the school has named, with what it does about it and how that goes."""
    columns = {
        "Challenge": 30, "Since": 13, "Closed on": 13, "What we do about it": 60, "Figures beside it": 40,
        "How it goes": 70,
    }  # fmt: skip
    rows: list[Sequence[Value]] = [
        (
            challenge.name, challenge.since, challenge.closed_on, challenge.doing or None,
            "\n".join(measures()[each].name for each in challenge.measure_ids if each in measures()) or None,
            "\n".join(f"{note.on:%d/%m/%Y}: {note.note}" for note in challenge.followed) or None,
        )
        for challenge in content.more.school.challenges.all()
    ]  # fmt: skip
    listing(book, content, CHALLENGES, "Challenges, and what we do about them", columns, rows, NO_CHALLENGES)


def figures_held(content: Content) -> int:
    """How many figures the sheet holds."""
    return len(content.more.school.numbers.figures())


def challenges_held(content: Content) -> int:
    """How many challenges the sheet holds."""
    school = content.more.school
    return len(school.challenges.all()) if school.viewer.may(Ability.SEE_EVERYTHING) else 0


def _figures(content: Content) -> Iterator[Sequence[Value]]:
    numbers = content.more.school.numbers
    for measure in numbers.measures():
        for group in numbers.groups(measure.id):
            for row in each(numbers.series(measure.id, group)):
                yield (
                    measure.name, measure.series, GROUPS[group].name, row["label"],
                    _number(row["value"]), measure.unit,
                    row["missing"] or None, row["source"] or None, _number(row["national"]),
                    row["national_source"] or row["no_national"] or None, measure.definition,
                )  # fmt: skip


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) else None
