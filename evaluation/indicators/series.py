"""A school's figures of one measure and group over time, each beside the national figure of the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from evaluation.indicators.periods import line_of
from evaluation.indicators.records import Figure, Measure, Reference
from evaluation.indicators.references import same_as, source_words, why_none

COLUMNS: dict[str, Any] = {
    "id": "str",
    "start": "datetime64[s]",
    "end": "datetime64[s]",
    "label": "str",
    "kind": "str",
    "line": "str",
    "group": "str",
    "value": "Float64",
    "missing": "str",
    "source": "str",
    "national": "Float64",
    "national_source": "str",
    "no_national": "str",
}


def series(
    figures: Iterable[Figure],
    references: Sequence[Reference],
    measure: Measure,
    group: str,
    phases: Sequence[str],
    on: date,
) -> pd.DataFrame:
    """One row for each of a school's figures of a measure and group, by the end of its period, the oldest first.

    id                 of the figure
    start, end         of the period, datetime64
    label, kind        of the period
    line               which rows may be joined by a line: autumn terms with autumn terms, never with whole years
    group              the group's id, the same in every row
    value              the figure, NA where there is none; never filled in
    missing            why there is none (a key of MISSING), "" where there is one
    source             where the school's figure is from
    national           the national figure of the same measure, group and period, NA where there is none
    national_source    of whom it is and where it is from, "" where there is none
    no_national        why there is none, "" where there is one
    """
    ours = sorted((f for f in figures if (f.measure_id, f.group) == (measure.id, group)), key=lambda f: f.period)
    rows: list[tuple[object, ...]] = []
    for figure in ours:
        period = figure.period
        national = same_as(references, measure, group, period, phases)
        rows.append(
            (
                figure.id,
                pd.Timestamp(period.start),
                pd.Timestamp(period.end),
                period.label,
                period.kind,
                line_of(period),
                group,
                figure.value,
                figure.missing,
                figure.source,
                national.value if national else None,
                source_words(national, on) if national else "",
                "" if national else why_none(references, measure, group, period, phases),
            )
        )
    columns = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS)
    made = {
        name: pd.array(list(values), dtype=dtype)  # each made as what it is: converting a whole frame takes far longer
        for (name, dtype), values in zip(COLUMNS.items(), columns, strict=True)
    }
    return pd.DataFrame(made)
