"""Which school year a file of the DfE's is of. Most do not say it, so that somebody has to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from evaluation.intake.layouts import plain
from evaluation.intake.performance.layouts import Layout

FIRST = 2011
"""No table is read of a school year that ends before this one: the columns were others."""


def year_in_header(header: Sequence[str], layout: Layout) -> int | None:
    """The year in which the file's school year ends, where its columns say so; None where they do not.

    A column that is repeated for earlier years carries the year's last two digits, and the latest is the year before.
    """
    found = [
        int(ending)
        for heading in map(plain, header)
        for column in layout.years_in
        if (ending := heading.removeprefix(f"{plain(column)}_")).isdigit() and len(ending) == 2 and ending < "90"
    ]
    return 2001 + max(found) if found else None


def year_in_name(name: str) -> int | None:
    """The year in which a school year ends as a file's name seems to say it; None where it says none.

    "2018-2019_england_abs.csv" is 2019; with one year only ("2018_england_abs.csv") that one, which may be wrong:
    some are named after the year in which the school year begins.
    """
    if found := re.search(r"(?<!\d)(20\d\d)[-_ ]?(20)?(\d\d)(?!\d)", name):
        begins, ends = int(found[1]), int(found[1][:2] + found[3])
        if ends == begins + 1:
            return ends
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", name)
    return int(found[1]) if found else None


def year_problem(year: int, known: int | None, today: date) -> str:
    """What is wrong with the school year that somebody says a file is of, "" where nothing is."""
    latest = today.year + (today.month > 8)
    if not FIRST <= year <= latest:
        return f"Choose a school year from {FIRST - 1}/{FIRST % 100:02} to {latest - 1}/{latest % 100:02}."
    if known is not None and known != year:
        return f"The columns for the year before say that this file is of {known - 1}/{known % 100:02}."
    return ""
