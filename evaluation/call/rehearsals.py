"""Rehearsals over the terms: how many minutes each took until everything on the list was done."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evaluation.call.clock import done_count, minutes_to_ready
from evaluation.call.records import Call
from evaluation.terms import term_of
from evaluation.working_days import Closure


def table(calls: Iterable[Call], closures: Iterable[Closure]) -> pd.DataFrame:
    """One row a rehearsal, the earliest first.

    Columns: id, called_at (local time), term (in words), minutes (whole, missing where not everything was done),
    done and lines (how many of how many), going_on.
    """
    closed = tuple(closures)
    rows = [
        (
            call.id,
            call.called_at,
            term_of(call.called_at.date(), closed).name,
            minutes_to_ready(call),
            done_count(call),
            len(call.lines),
            call.ended_at is None,
        )
        for call in sorted(calls, key=lambda each: (each.called_at, each.id))
        if call.rehearsal
    ]
    frame = pd.DataFrame(rows, columns=["id", "called_at", "term", "minutes", "done", "lines", "going_on"])
    return frame.astype({"called_at": "datetime64[s]", "minutes": "Int64", "done": "int64", "lines": "int64"})
