"""Figures of the school and of England: typed, pasted or from a file, each with its source, period and definition."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pandas as pd

from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, TEXT_LENGTH, FormRefused, require, text_problem, tidied
from evaluation.errors import EvaluationError
from evaluation.indicators.measures import for_phase, measure, measures, themes
from evaluation.indicators.periods import choices
from evaluation.indicators.records import GROUPS, Figure, Measure, Period, Reference, figure_id
from evaluation.indicators.references import phases_of, shipped
from evaluation.indicators.series import series
from evaluation.indicators.values import check, kept, period_problem, value_problem
from evaluation.intake.performance.pasted import HELP as HOW_TO_PASTE
from evaluation.intake.performance.pasted import read_pasted
from evaluation.intake.performance.reading import read_performance
from evaluation.intake.performance.years import FIRST, year_in_name, year_problem
from evaluation.school.group import Group
from evaluation.school.numbers_found import (
    Differing,
    Found,
    NumbersImport,
    NumbersPreview,
    NumbersUndone,
    compared,
    of_file,
    to_store,
)
from evaluation.school.plan_guard import merged
from evaluation.store import inspections
from evaluation.store import numbers as stored

__all__ = ["HOW_TO_PASTE", "Differing", "Numbers", "NumbersImport", "NumbersPreview", "NumbersUndone"]

GONE = "This figure is no longer here: someone removed it."
BY_HAND = ", changed by hand"


class Numbers:
    """Figures of one school beside those of England. Reviewers from outside see those from published files only."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._read: tuple[int, list[Figure], list[Reference]] | None = None

    def measures(self) -> tuple[Measure, ...]:
        """Everything that can be measured, what is for the school's phase first."""
        return for_phase(self._group.details.phase)

    def figures(self) -> list[Figure]:
        """All figures that the viewer may see, by measure, group and period, the oldest first."""
        everything = self._group.viewer.may(Ability.SEE_EVERYTHING)
        return [figure for figure in self._stored()[0] if everything or figure.origin == "file"]

    def series(self, measure_id: str, group: str = "") -> pd.DataFrame:
        """The school's figures of a measure and group over time; columns as in `evaluation.indicators.series.series`.

        Raises EvaluationError where there is no such measure.
        """
        return self._series(self.figures(), self.references(), measure(measure_id), group)

    def groups(self, measure_id: str) -> tuple[str, ...]:
        """The ids of the groups of pupils that have a figure of this measure, all pupils first."""
        here = {figure.group for figure in self.figures() if figure.measure_id == measure_id}
        return tuple(group for group in GROUPS if group in here)

    def beside(self, strand_id: str, framework_id: str = "") -> list[tuple[Measure, pd.DataFrame]]:
        """What stands beside a strand of a framework: each measure with figures, all pupils first.

        A strand that is about a group of pupils (special needs, disadvantaged pupils) has that group's series too.
        """
        speaking = [each for each in self.measures() if themes().speaks_to(each, strand_id, framework_id)]
        figures, references = self.figures(), self.references()
        here = {(figure.measure_id, figure.group) for figure in figures}
        found = [(each, "") for each in speaking]
        about = themes().groups.get(strand_id, ())
        if about:
            found += [(each, group) for each in self.measures() for group in about if group in each.groups]
        return [
            (each, self._series(figures, references, each, group)) for each, group in found if (each.id, group) in here
        ]

    def periods(self, measure_id: str) -> tuple[Period, ...]:
        """The periods to choose from when a figure of this measure is typed, the latest first."""
        return choices(measure(measure_id), date.today())

    def school_years(self) -> tuple[int, ...]:
        """The school years that a file can be of, by the year in which each ends, the latest first."""
        today = date.today()
        return tuple(range(today.year + (today.month > 8), FIRST - 1, -1))

    def save(self, figure: Figure, shown: Figure | None = None) -> bool:
        """Save a typed figure, new or changed; True when anything changed. Its id is made here.

        Of fewer pupils than `SMALL` the value is not kept: the figure is stored as suppressed. `shown` is the figure as
        it was before the person; without it nothing that is here is changed. Raises FormRefused, ChangedMeanwhile
        where somebody else has changed the same, NotAllowed.
        """
        own = figure_id(self._school, figure.measure_id, figure.group, figure.period)
        figure = replace(tidied(figure), id=own, origin="typed")
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            here = next((each for each in stored.every(write, self._school) if each.id == own), None)
            if shown:
                if shown.id != own:
                    require({"period": "Measure, group and period of a figure stay. Add another figure instead."})
                if here is None:
                    raise EvaluationError(GONE)
                asked = replace(figure, at=shown.at, by=shown.by, origin=shown.origin)
                if asked == shown:
                    return False
                figure = replace(merged(asked, shown, here), origin="typed")
                if here.origin == "file" and figure.source == here.source:
                    figure = replace(figure, source=f"{here.source[: LINE_LENGTH - len(BY_HAND)]}{BY_HAND}")
            what = check(figure)
            figure = kept(figure, what)
            if here and not shown:
                if (here.value, here.missing) == (figure.value, figure.missing):
                    return False
                told = "no figure" if here.value is None else f"{here.value:g}"
                raise FormRefused({"value": f"There is {told} for {here.period.label} already. Open it to change it."})
            return stored.save(write, figure)

    def remove(self, figure_id: str) -> bool:
        """Remove a figure; True when it was here."""
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            return stored.remove(write, figure_id)

    def references(self) -> list[Reference]:
        """National figures: the school's own first, then those that come with the product."""
        return [*self._stored()[1], *shipped()]

    def save_reference(self, reference: Reference) -> bool:
        """Keep a national figure with its source, as the school found it. Raises FormRefused, NotAllowed."""
        reference = replace(tidied(reference), origin="typed", confirmed_on=date.today())
        what = measures().get(reference.measure_id)
        as_figure = Figure("", reference.measure_id, reference.group, reference.period, reference.value)
        require(
            {
                "measure_id": None if what else "Choose what is measured.",
                "group": None if what and reference.group in what.groups else "Choose a group that is counted.",
                "period": (what and period_problem(as_figure, what)) or None,
                "value": (what and value_problem(reference.value, what)) or None,
                "phase": None
                if reference.phase in ("", *phases_of(self._group.details))
                else "Choose your phase, or all schools.",
                "publication": text_problem(reference.publication, "Where it is published", LINE_LENGTH),
                "source_ref": text_problem(reference.source_ref, "The address", LINE_LENGTH, needed=False),
                "population": text_problem(reference.population, "Of whom it is", LINE_LENGTH, needed=False),
                "note": text_problem(reference.note, "The note", TEXT_LENGTH, needed=False),
            }
        )
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            return stored.save_reference(write, reference)

    def remove_reference(self, reference: Reference) -> bool:
        """Remove a national figure that the school keeps; True when it was here. Those of the product stay."""
        with self._group.writing(Ability.KEEP_EVIDENCE) as write:
            return stored.remove_reference(write, reference)

    def preview_pasted(self, text: str) -> NumbersPreview:
        """What pasted text would bring in; see `evaluation.intake.performance.pasted.HELP` for how it is written.

        Stores nothing. Raises FileRefused, NotAllowed.
        """
        self._group.viewer.require(Ability.KEEP_EVIDENCE)
        read = read_pasted(text, self._school)
        return self._compared("Pasted", "Pasted table", Found(read.figures, (), read.refused))

    def preview_file(self, content: bytes, name: str, year: int | None = None) -> NumbersPreview:
        """What a file of the DfE's would bring in, read for a school year (the year in which it ends).

        Where neither `year` nor the file's columns say which, it is read for the year that its name seems to say, and
        `needs_year` is set. Stores nothing. Raises FileRefused, EvaluationError for a wrong year, NotAllowed.
        """
        self._group.viewer.require(Ability.KEEP_EVIDENCE)
        file = read_performance(content, self._urns())
        suggested = file.year or year_in_name(name)
        chosen = year or file.year
        if chosen and (problem := year_problem(chosen, file.year, date.today())):
            raise EvaluationError(problem)
        if suggested and year_problem(suggested, None, date.today()):
            suggested = None
        read_for = chosen or suggested
        found = of_file(file, name, read_for, self._group.details) if read_for else Found(refused=file.refused)
        preview = self._compared(name, file.layout.name, found)
        return replace(preview, year=read_for, suggested_year=suggested, needs_year=chosen is None)

    def accept(self, preview: NumbersPreview, chosen: Collection[str] = ()) -> str:
        """Store what is new, and of what differs the figures whose ids are chosen.

        The import's id, "" where there was nothing to store: so a second press stores nothing. Raises EvaluationError
        where the school year is not confirmed, NotAllowed.
        """
        if preview.needs_year:
            raise EvaluationError("Say which school year this file is of, then look at it again.")
        found = (*preview.new, *preview.known, *(each.found for each in preview.differing))
        if any(not figure.id.startswith(f"{self._school}:") for figure in found):
            raise EvaluationError("These figures were looked at for another school. Choose the file again.")
        with self._group.writing(Ability.KEEP_EVIDENCE, f"Figures brought in: {preview.name}") as write:
            here, national = stored.every(write, self._school), stored.references(write, self._school)
            new, changed, references = to_store(preview, chosen, here, national)
            if not (new or changed or references):
                return ""
            import_id = uuid4().hex
            stored.bring_in(write, import_id, preview.name, new, changed, references)
            return import_id

    def undo(self, import_id: str) -> NumbersUndone:
        """Take an import back: what nobody has changed since. Raises NotAllowed, EvaluationError."""
        with self._group.writing(Ability.KEEP_EVIDENCE, "Figures taken back") as write:
            if import_id not in {row["id"] for row in stored.imports(write, self._school)}:
                raise EvaluationError("These figures are not here, or have been taken back already.")
            return NumbersUndone(*stored.undo_import(write, import_id))

    def imports(self) -> list[NumbersImport]:
        """The imports that can be taken back, the latest first; none for people who may not keep evidence."""
        rows = stored.imports(self._group.reading(), self._school)
        return [NumbersImport(**row) for row in rows] if self._group.viewer.may(Ability.KEEP_EVIDENCE) else []

    @property
    def _school(self) -> str:
        return self._group.school_id

    def _series(
        self, figures: Iterable[Figure], references: list[Reference], what: Measure, group: str
    ) -> pd.DataFrame:
        return series(figures, references, what, group, phases_of(self._group.details), date.today())

    def _urns(self) -> list[int]:
        """The school's own URN, then those of its predecessors, as far as its inspections tell."""
        own = self._group.details.urn
        before = {each.urn_at_inspection for each in inspections.every(self._group.reading(), self._school)}
        return [*([own] if own else []), *sorted(urn for urn in before if urn and urn != own)]

    def _compared(self, name: str, what: str, found: Found) -> NumbersPreview:
        return compared(name, what, found, *self._stored())

    def _stored(self) -> tuple[list[Figure], list[Reference]]:
        """Every figure and the school's own national ones, read once for each state of the store: whoever asks for one
        series asks for many."""
        store = self._group.reading()
        revision = store.revision
        if self._read is None or self._read[0] != revision:
            self._read = revision, stored.every(store, self._school), stored.references(store, self._school)
        return self._read[1:]
