"""Figures of the school and of England: typed, pasted or from a file, each with its source, period and definition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from evaluation.errors import Problem
from evaluation.indicators.records import Figure, Measure, Period, Reference
from evaluation.school.group import Group


@dataclass(frozen=True)
class Differing:
    """A figure that is here already with another value, beside the one that was found."""

    here: Figure
    found: Figure


@dataclass(frozen=True)
class NumbersPreview:
    """What a file or a pasted table holds of this school, before anything is stored.

    name            the file's name, or "Pasted"
    what            what it was recognised as, in words
    year            the school year that it was read for, by the year in which it ends; None where none is needed
    suggested_year  what the file's name seems to say; ask before `accept` where `needs_year`
    new             figures that would come in
    known           figures that are here already, just so
    differing       figures that are here with another value; they stay unless they are chosen
    references      national figures of the same measures and period that the file holds
    refused         what cannot come in, by line and column
    """

    name: str
    what: str
    year: int | None
    suggested_year: int | None
    needs_year: bool
    new: tuple[Figure, ...]
    known: tuple[Figure, ...]
    differing: tuple[Differing, ...]
    references: tuple[Reference, ...]
    refused: tuple[Problem, ...]


@dataclass(frozen=True)
class NumbersImport:
    """One file or pasted table that can be taken back. `figures` is how many of it are still here."""

    id: str
    name: str
    at: str
    who: str
    figures: int


@dataclass(frozen=True)
class NumbersUndone:
    """What taking back did: figures removed, earlier values put back, and how many stayed: changed since."""

    removed: int
    restored: int
    stayed: int


class Numbers:
    """Figures of one school beside those of England. Reviewers from outside see those from published files only."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def measures(self) -> tuple[Measure, ...]:
        """Everything that can be measured, what is for the school's phase first."""
        return ()

    def figures(self) -> list[Figure]:
        """All figures that the viewer may see, by measure, group and period, the oldest first."""
        return []

    def series(self, measure_id: str, group: str = "") -> pd.DataFrame:
        """One row a period, the oldest first.

        start, end (datetime64), label, kind, value (Float64), missing (str), source, national (Float64),
        national_source (str), no_national (str: why there is none), id (of the figure).
        """
        raise NotImplementedError

    def groups(self, measure_id: str) -> tuple[str, ...]:
        """The ids of the groups of pupils that have a figure of this measure, all pupils first."""
        return ()

    def beside(self, strand_id: str, framework_id: str = "") -> list[tuple[Measure, pd.DataFrame]]:
        """What stands beside a strand: each measure that has figures of all pupils, with its series."""
        return []

    def periods(self, measure_id: str) -> tuple[Period, ...]:
        """The periods to choose from when a figure of this measure is typed, the latest first."""
        return ()

    def save(self, figure: Figure, shown: Figure | None = None) -> bool:
        """Save a typed figure, new or changed; True when anything changed. The id is made here.

        `shown` is the figure as it was before the person. Raises FormRefused, NotAllowed.
        """
        raise NotImplementedError

    def remove(self, figure_id: str) -> bool:
        """Remove a figure; True when it was here."""
        raise NotImplementedError

    def references(self) -> list[Reference]:
        """National figures: the school's own first, then those that come with the product."""
        return []

    def save_reference(self, reference: Reference) -> bool:
        """Keep a national figure with its source, as the school found it. Raises FormRefused, NotAllowed."""
        raise NotImplementedError

    def remove_reference(self, reference: Reference) -> bool:
        """Remove a national figure that the school has kept; True when it was here."""
        raise NotImplementedError

    def preview_pasted(self, text: str) -> NumbersPreview:
        """What pasted text would bring in. Stores nothing. Raises FileRefused, NotAllowed."""
        raise NotImplementedError

    def preview_file(self, content: bytes, name: str, year: int | None = None) -> NumbersPreview:
        """What a file of the DfE's would bring in, read for a school year, without one for the year that its name says.

        Stores nothing. Raises FileRefused, NotAllowed.
        """
        raise NotImplementedError

    def accept(self, preview: NumbersPreview, chosen: Collection[str] = ()) -> str:
        """Store what is new, and of what differs the figures whose ids are chosen.

        The import's id, "" where there was nothing to store. Raises EvaluationError where the school year is not
        confirmed, NotAllowed.
        """
        raise NotImplementedError

    def undo(self, import_id: str) -> NumbersUndone:
        """Take an import back: what nobody has changed since. Raises NotAllowed, EvaluationError."""
        raise NotImplementedError

    def imports(self) -> list[NumbersImport]:
        """The imports that can be taken back, the latest first; none for people who may not keep evidence."""
        return []
