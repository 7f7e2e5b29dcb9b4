"""Figures copied from a spreadsheet and pasted: tab or comma separated, in either of two simple forms.

One figure a line, under headings (group, pupils and source may be left out):

    Measure                         Group               Period          Value   Pupils
    Overall absence (daily data)    All pupils          Autumn 2025/26  6.1     412

or a column for each period:

    Measure                         Group               Autumn 2024/25  Autumn 2025/26
    Overall absence (daily data)    Free school meals   9.8             9.1
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.details import FormRefused
from evaluation.errors import FileRefused, Problem
from evaluation.indicators.measures import group_called, measure_called
from evaluation.indicators.periods import HOW_TO_WRITE, read_period
from evaluation.indicators.records import Figure, Measure, Period, figure_id
from evaluation.indicators.values import check, kept, read_value
from evaluation.intake.headings import recognised

LONGEST = 200_000
"""Letters. A year of every measure, term and group is some 50,000."""

MOST_LINES = 2000

HELP = (
    "Copy rows from your spreadsheet and paste them. The first row holds headings: Measure, then if you like Group, "
    "then either Period and Value (and Pupils, Source), or one heading for each period with the values under it. "
    f"{HOW_TO_WRITE} A code such as SUPP, z, c or x stands for no figure."
)

SOURCE = "Pasted"

_HEADINGS: tuple[tuple[str, str], ...] = (
    ("measure", "measure|indicator|what|name"),
    ("group", "group|pupil group|group of pupils"),
    ("period", "period|when|term|year"),
    ("value", "value|figure|result|percentage|%"),
    ("pupils", "pupils|cohort|number of pupils|n"),
    ("source", "source|from|where from"),
)


@dataclass(frozen=True)
class Pasted:
    """Figures found in pasted text, in its order, and what could not be read, by line."""

    figures: tuple[Figure, ...]
    refused: tuple[Problem, ...]


def read_pasted(text: str, school_id: str) -> Pasted:
    """Pasted text as figures. Raises FileRefused where it is no such table, with how to write one."""
    if len(text) > LONGEST:
        raise FileRefused(f"This text is longer than {LONGEST:,} letters. Paste it in parts.")
    rows = _rows(text)
    if len(rows) < 2:
        raise FileRefused(f"There is no table here: a row of headings and rows under it are needed. {HELP}")
    line, header = rows[0]
    columns = recognised([cell if read_period(cell) is None else "" for cell in header], _HEADINGS)
    periods = {n: period for n, cell in enumerate(header) if (period := read_period(cell))}
    if "measure" not in columns or not (periods or {"period", "value"} <= columns.keys()):
        raise FileRefused(
            f"The headings do not say what is what. {HELP}", [Problem(line, "", "these are the headings.")]
        )
    figures: dict[str, Figure] = {}
    problems: list[Problem] = []
    for number, cells in rows[1:]:
        for figure, problem in _figures(cells, number, header, columns, periods, school_id):
            if problem:
                problems.append(problem)
            elif figure and figure.id in figures:
                problems.append(Problem(number, "", "says again what an earlier line says. The earlier one counts."))
            elif figure:
                figures[figure.id] = figure
    return Pasted(tuple(figures.values()), tuple(problems))


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The line and cells of each row that holds anything."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = "\t" if "\t" in lines else ","
    reader = csv.reader(lines.splitlines(keepends=True), delimiter=delimiter, strict=False)
    found: list[tuple[int, list[str]]] = []
    try:
        line = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((line, [" ".join(cell.split()) for cell in cells]))
            line = reader.line_num + 1
            if len(found) > MOST_LINES:
                raise FileRefused(f"These are more than {MOST_LINES:,} lines. Paste them in parts.")
    except csv.Error:
        why = "a quotation mark from here on is not closed."
        raise FileRefused("This text is not a whole table.", [Problem(reader.line_num, "", why)]) from None
    return found


def _figures(
    cells: Sequence[str],
    line: int,
    header: Sequence[str],
    columns: Mapping[str, int],
    periods: Mapping[int, Period],
    school_id: str,
) -> list[tuple[Figure | None, Problem | None]]:
    """The figures of a row, each or what is wrong with it."""

    def said(field: str) -> str:
        place = columns.get(field)
        return cells[place] if place is not None and place < len(cells) else ""

    what, group = measure_called(said("measure")), group_called(said("group"))
    if what is None:
        return [(None, Problem(line, header[columns["measure"]], f"“{said('measure')[:60]}” is no measure here."))]
    if group is None:
        return [(None, Problem(line, header[columns["group"]], f"“{said('group')[:60]}” is no group of pupils here."))]
    cohort = said("pupils")
    if cohort and not (cohort.isascii() and cohort.isdigit() and len(cohort) < 8):
        return [(None, Problem(line, header[columns["pupils"]], f"“{cohort[:40]}” is no whole number of pupils."))]
    number = int(cohort) if cohort else None
    given: list[tuple[str, Period | None, str]] = [
        (header[place], period, cells[place] if place < len(cells) else "") for place, period in periods.items()
    ]
    if not periods:
        period = read_period(said("period"))
        if period is None:
            problem = f"“{said('period')[:60]}” is no period. {HOW_TO_WRITE}"
            return [(None, Problem(line, header[columns["period"]], problem))]
        given = [(header[columns["value"]], period, said("value"))]
    source = said("source") or SOURCE
    return [
        _figure(what, group, period, text, number, source, Problem(line, heading, ""), school_id)
        for heading, period, text in given
        if period
    ]


def _figure(
    what: Measure, group: str, period: Period, text: str, cohort: int | None, source: str, at: Problem, school_id: str
) -> tuple[Figure | None, Problem | None]:
    """A figure, or what is wrong with it; neither for an empty cell."""
    value = read_value(text, what)
    if not value.anything:
        return None, None
    if value.problem:
        return None, Problem(at.line, at.field, value.problem)
    own = figure_id(school_id, what.id, group, period)
    figure = Figure(own, what.id, group, period, value.value, value.missing, source, "pasted", cohort)
    try:
        check(figure)
    except FormRefused as refused:
        return None, Problem(at.line, at.field, str(refused))
    return kept(figure, what), None
