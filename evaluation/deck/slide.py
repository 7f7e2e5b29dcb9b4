"""A slide as a value: its sentence, its chart, and the same chart's numbers for programs that draw their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evaluation.charts import Chart


@dataclass(frozen=True)
class Dots:
    """Places on one scale: for each row (a strand, a date) where each side stands, or None where it does not.

    `scale_id` and `grades` (its words, lowest first) say which scale; `sides` has, by its name, one place from 0
    for each of `rows`. One scale only: what is on two scales is two forms.
    """

    scale_id: str
    grades: tuple[str, ...]
    rows: tuple[str, ...]
    sides: Mapping[str, tuple[int | None, ...]]


@dataclass(frozen=True)
class Stack:
    """How many of something are in each state, over time or by kind: `parts` has a name, a colour "#RRGGBB" and one
    count for each of `labels`."""

    labels: tuple[str, ...]
    parts: tuple[tuple[str, str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Bars:
    """One count for each of `labels`, in their order; `unit` says what is counted."""

    labels: tuple[str, ...]
    values: tuple[int, ...]
    unit: str


@dataclass(frozen=True)
class Line:
    """One series of figures over the labels of its `Lines`; None where there is no figure, which no line bridges."""

    name: str
    values: tuple[float | None, ...]
    national: bool = False


@dataclass(frozen=True)
class Lines:
    """Figures of one measure over time, in `unit`: ours, and the national figure where there is one."""

    measure: str
    unit: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]


Form = Dots | Stack | Bars | Lines


@dataclass(frozen=True, eq=False)
class Slide:
    """One message.

    key     identifies it in a chosen sequence, the same over time: "standing", "strand:attendance"
    name    what it is called where slides are chosen
    title   the sentence that it says
    chart   what the projector draws, with its table and alternative in words; None for a slide of words
    forms   the chart's numbers, for a program that draws its own; empty where the table says it better
    points  sentences, on a slide of words or under a chart
    table   the numbers behind it, with headings; empty on a slide of words
    source  where it comes from and of which day, in one line
    """

    key: str
    name: str
    title: str
    source: str
    table: pd.DataFrame
    chart: Chart | None = None
    forms: tuple[Form, ...] = ()
    points: tuple[str, ...] = ()
