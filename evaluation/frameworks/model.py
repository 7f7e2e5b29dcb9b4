"""Frameworks and crosswalks as checked values, and the library that holds them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from evaluation.errors import EvaluationError

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)]
Rule = Literal["secure_fit", "best_fit", "all_met"]
Relation = Literal["same", "part_of", "contains", "overlaps"]
InspectionKind = Literal[
    "graded", "report_card", "ungraded", "monitoring", "visit", "independent_standards", "peer_review"
]

INVERSE: Mapping[Relation, Relation] = {
    "same": "same",
    "part_of": "contains",
    "contains": "part_of",
    "overlaps": "overlaps",
}


class FrameworkKey(NamedTuple):
    """A framework at one version: what every self-evaluation and inspection is pinned to."""

    id: str
    version: str

    def __str__(self) -> str:
        return f"{self.id}@{self.version}"


class Record(BaseModel):
    """A value that cannot change and has no fields but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Grade(Record):
    """One word of a scale. `name` is the publisher's own word; `meaning` is ours."""

    id: Slug
    name: Text
    meaning: Text


class Scale(Record):
    """An ordered list of grades, lowest first, and the rule that turns marks into one of them."""

    id: Slug
    name: Text
    rule: Rule
    grades: tuple[Grade, ...] = Field(min_length=2)

    @cached_property
    def order(self) -> dict[str, int]:
        """Grade id to its place, 0 for the lowest. For ordering only: places are never averaged."""
        return {grade.id: place for place, grade in enumerate(self.grades)}

    def grade(self, grade_id: str) -> Grade:
        """The grade with this id. Raises KeyError for a grade of another scale."""
        return self.grades[self.order[grade_id]]

    def name_of(self, grade_id: str | None) -> str:
        """The grade's word, or "Not judged" for None."""
        return "Not judged" if grade_id is None else self.grade(grade_id).name


class Theme(Record):
    """A heading under which standards of a strand are grouped."""

    id: Slug
    name: Text


class Standard(Record):
    """One statement of a strand that is met, partly met, not met or not judged.

    `band` is the grade it belongs to. A standard of the lowest grade must be in place for the
    school to be clear of that grade, and `warning` says what it looks like when it is not.
    """

    id: Slug
    band: Slug
    theme: Slug
    text: Text
    hint: Text
    warning: Text | None = None
    number: str | None = Field(default=None, max_length=20)


class Strand(Record):
    """The unit that gets a grade. `scale` is None where the framework has no grades."""

    id: Slug
    name: Text
    question: Text
    applies: Literal["always", "early_years", "sixth_form", "optional"] = "always"
    scale: Slug | None
    themes: tuple[Theme, ...] = ()
    standards: tuple[Standard, ...] = ()

    def theme_name(self, theme_id: str) -> str:
        """The theme's heading."""
        return next(theme.name for theme in self.themes if theme.id == theme_id)

    def standards_of(self, band: str) -> tuple[Standard, ...]:
        """The standards of one grade band, in file order."""
        return tuple(standard for standard in self.standards if standard.band == band)


class Escalation(Record):
    """How far a concern raised in an ungraded visit goes."""

    id: Slug
    name: Text
    meaning: Text


class Framework(Record):
    """A published set of strands, scales and rules, at one version."""

    id: Slug
    version: Slug
    name: Text
    short_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    publisher: Text
    description: Text
    breakdown: Literal["ours", "publisher"]
    in_force_from: date
    in_force_to: date | None = None
    sources: tuple[Text, ...] = Field(min_length=1)
    confirmed_on: date
    unverified: tuple[Text, ...] = ()
    use_for: tuple[Literal["self_evaluation", "inspection"], ...] = Field(min_length=1)
    inspection_kind: InspectionKind | None = None
    scales: tuple[Scale, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    strands: tuple[Strand, ...] = Field(min_length=1)

    @property
    def key(self) -> FrameworkKey:
        """Id and version together."""
        return FrameworkKey(self.id, self.version)

    def strand(self, strand_id: str) -> Strand:
        """The strand with this id. Raises KeyError when there is none."""
        for strand in self.strands:
            if strand.id == strand_id:
                return strand
        raise KeyError(strand_id)

    def scale(self, strand_id: str) -> Scale | None:
        """The scale on which a strand is graded, or None where it has no grades."""
        wanted = self.strand(strand_id).scale
        return next((scale for scale in self.scales if scale.id == wanted), None)

    def in_force(self, on: date) -> bool:
        """Whether the framework is in force on a day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def strands_for(self, *, early_years: bool, sixth_form: bool, optional: Iterable[str] = ()) -> tuple[Strand, ...]:
        """The strands a school uses: all that always apply, its provision's, and the optional ones it switched on."""
        switched_on = set(optional)
        applies = {"always": True, "early_years": early_years, "sixth_form": sixth_form}
        return tuple(s for s in self.strands if applies.get(s.applies, s.id in switched_on))


class Link(Record):
    """One line of a crosswalk: the `strand` (left) is same as / part of / contains / overlaps `to` (right)."""

    strand: Slug = Field(alias="from")
    to: Slug
    relation: Relation
    note: Text | None = None


class Side(Record):
    """One side of a crosswalk: a framework, and the versions for which the links hold."""

    framework: Slug
    versions: tuple[Slug, ...] = Field(min_length=1)


class Crosswalk(Record):
    """How the strands of two frameworks relate. It carries evidence and notes across, never grades."""

    id: Slug
    left: Side = Field(alias="from")
    right: Side = Field(alias="to")
    source: Text
    confirmed_on: date
    links: tuple[Link, ...] = Field(min_length=1)


class Relative(NamedTuple):
    """A strand of another framework and how ours relates to it, read from ours: "ours is part of it"."""

    strand_id: str
    relation: Relation
    note: str | None


class FrameworkUnknown(EvaluationError):
    """A framework or version that is neither shipped nor added by the school."""


@dataclass(frozen=True)
class Library:
    """Every framework and crosswalk at hand, by key."""

    frameworks: Mapping[FrameworkKey, Framework]
    crosswalks: tuple[Crosswalk, ...] = ()

    def get(self, framework_id: str, version: str) -> Framework:
        """The framework at this version. Raises FrameworkUnknown."""
        try:
            return self.frameworks[FrameworkKey(framework_id, version)]
        except KeyError:
            known = ", ".join(sorted(str(key) for key in self.frameworks))
            raise FrameworkUnknown(
                f"There is no framework {framework_id} at version {version} here. Known: {known}. "
                "If it is one of your own, add its file again in Settings."
            ) from None

    def usable(self, use: Literal["self_evaluation", "inspection"], on: date) -> list[Framework]:
        """Frameworks for this use: those in force on the day first, School strands before others, newest first."""
        found = [f for f in self.frameworks.values() if use in f.use_for]
        found.sort(key=lambda f: f.in_force_from, reverse=True)
        found.sort(key=lambda f: (not f.in_force(on), f.id != DEFAULT))
        return found

    def relatives(self, ours: FrameworkKey, strand_id: str, other: FrameworkKey) -> list[Relative]:
        """Strands of `other` that relate to our strand. Within one framework version a strand is the same as itself."""
        if ours == other:
            return [Relative(strand_id, "same", None)]
        found = []
        for walk in self.crosswalks:
            for link in walk.links:
                if _holds(walk.left, ours) and _holds(walk.right, other) and link.strand == strand_id:
                    found.append(Relative(link.to, link.relation, link.note))
                elif _holds(walk.right, ours) and _holds(walk.left, other) and link.to == strand_id:
                    found.append(Relative(link.strand, INVERSE[link.relation], link.note))
        return found

    def strand_name(self, framework_id: str, strand_id: str) -> str:
        """A strand's name, as the newest edition that has it calls it; its id where none has it."""
        editions = sorted((f for f in self.frameworks.values() if f.id == framework_id), key=lambda f: f.in_force_from)
        names = [strand.name for edition in editions for strand in edition.strands if strand.id == strand_id]
        return names[-1] if names else strand_id

    def linked(self, ours: FrameworkKey, other: FrameworkKey) -> bool:
        """Whether strands of the two can relate: editions of one framework, or a crosswalk leads across."""
        return ours.id == other.id or any(
            (_holds(walk.left, ours) and _holds(walk.right, other))
            or (_holds(walk.right, ours) and _holds(walk.left, other))
            for walk in self.crosswalks
        )

    def with_frameworks(self, added: Iterable[Framework]) -> Library:
        """A library that also holds the school's own frameworks. Shipped ones are never replaced."""
        return Library({**{f.key: f for f in added}, **self.frameworks}, self.crosswalks)


OURS = "This project"
DEFAULT = "school-strands"
"""The framework a school begins with."""


def _holds(side: Side, key: FrameworkKey) -> bool:
    return side.framework == key.id and key.version in side.versions
