"""How a school's grades stand among those of other schools: counts of schools by grade, never a rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from evaluation.frameworks import Framework, FrameworkKey, Library, Scale
from evaluation.records import Finding, Inspection, SchoolDetails, day

FEWEST = 5
"""A group of fewer schools is not shown: it says nothing, and a school in it could be recognised."""

AsAt = Literal["then", "now"]
"""As things stood when the inspection began, or by the latest inspection there is."""


@dataclass(frozen=True)
class Among:
    """The schools of one group by grade id, every grade of the scale counted; `phrase` completes "Of 9 schools …"."""

    name: str
    phrase: str
    counts: Mapping[str, int]

    @property
    def schools(self) -> int:
        """How many schools are behind it."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Spread:
    """Our grade for one strand, and how many schools of each group have which grade.

    groups    all schools, then those of our authority, phase and kind, as far as they are known and large enough
    too_few   the names of groups with fewer than `FEWEST` schools
    editions  the framework's editions whose grades are counted together, being on one scale
    apart     schools last graded on another scale, which are in no group, as (scale, schools by grade id)
    """

    strand: str
    scale: Scale
    grade: str
    groups: tuple[Among, ...]
    too_few: tuple[str, ...]
    editions: tuple[str, ...] = ()
    apart: tuple[tuple[Scale, Mapping[str, int]], ...] = ()

    @property
    def headline(self) -> str:
        """The strand and our grade: "Quality of education: Good"."""
        return f"{self.strand}: {self.scale.name_of(self.grade)}"

    def sentence(self, group: Among) -> str:
        """A group in words: "Of 152 schools in Trafford, 38 were graded Outstanding, 96 Good …"."""
        return f"Of {group.schools:,} {group.phrase}, {_counted(self.scale, group.counts)}."

    @property
    def notes(self) -> tuple[str, ...]:
        """What to bear in mind, in sentences."""
        said = []
        if self.too_few:
            said.append(f"Too few schools to show: {', '.join(self.too_few)}.")
        for scale, counts in self.apart:
            schools = sum(counts.values())
            more = "1 more school was" if schools == 1 else f"{schools:,} more schools were"
            split = f": {_counted(scale, counts)}" if schools >= FEWEST else ""
            said.append(f"{more} last graded on another scale{split}.")
        return tuple(said)


@dataclass(frozen=True)
class Distribution:
    """The strands of one inspection among the schools in the store, as they stood on a day.

    `reason` says why there is nothing to show, or is "". `began` is the first day of our inspection, `latest` that
    of the latest there is to count; `since` says whether our school was inspected again, so that ours is none of
    the latest.
    """

    as_at: date | None = None
    began: date | None = None
    latest: date | None = None
    since: bool = False
    schools: int = 0
    authorities: int = 0
    strands: tuple[Spread, ...] = ()
    reason: str = ""

    @property
    def alone(self) -> bool:
        """Whether the store holds too few schools to set ours beside, or too few with an inspection like ours."""
        return self.schools < FEWEST or not any(strand.groups for strand in self.strands)

    @property
    def basis(self) -> str:
        """Who is counted, and as things stood when."""
        if not self.as_at or not self.latest:
            return ""
        authorities = "1 local authority" if self.authorities == 1 else f"{self.authorities} local authorities"
        said = [
            f"This store holds {self.schools:,} schools of {authorities}. Each counts once, ours too, with its latest "
            f"grade stored here from an inspection like ours that began by {day(self.as_at)}.",
            "Authority, phase and kind are as recorded today.",
        ]
        if self.as_at < self.latest:
            said.append("Files hold only the last inspections of a school, so an early date misses some.")
        editions = dict.fromkeys(name for strand in self.strands for name in strand.editions)
        if len(editions) > 1:
            said.append(f"Counted together, because their grades are on one scale: {', '.join(sorted(editions))}.")
        if any(strand.apart for strand in self.strands):
            said.append("Grades of different scales are not put together.")
        if any(strand.too_few for strand in self.strands):
            said.append(
                f"A group of fewer than {FEWEST} schools is not shown: it says nothing, and they could be recognised."
            )
        return " ".join(said)


def obstacle(inspection: Inspection, school: SchoolDetails) -> str:
    """Why an inspection cannot be set beside other schools, or ""."""
    if school.demo:
        return "The demo school is invented, so it is not set beside real schools."
    if inspection.embargoed:
        return "What was found is confidential. Once it is published, it can be set beside other schools here."
    if inspection.kind == "peer_review":
        return "A peer or trust review is not published for other schools, so there is nothing to set it beside."
    if not any(finding.grade for finding in inspection.findings):
        return "There is no grade of this inspection to set beside other schools."
    return ""


def again(other: Inspection, ours: Inspection) -> bool:
    """Whether another inspection of the school counts in place of this one, because it came after it."""
    like = (other.framework.id, other.kind) == (ours.framework.id, ours.kind) and not other.embargoed
    return like and other.started_on > ours.started_on and any(finding.grade for finding in other.findings)


def spreads(
    rows: Iterable[Mapping[str, Any]], inspection: Inspection, school: SchoolDetails, library: Library
) -> tuple[Spread, ...]:
    """The graded strands of an inspection among other schools, in the inspection's order.

    `rows` are what `store.distribution.counts` returns: how many schools there are for each strand_id, version and
    grade, in the columns everywhere, authority, phase and type. Raises FrameworkUnknown.
    """
    framework = library.get(*inspection.framework)
    graded = [finding for finding in inspection.findings if finding.grade and framework.scale(finding.strand_id)]
    of_strand: dict[str, _Known] = {finding.strand_id: [] for finding in graded}
    for row in rows:
        edition = library.frameworks.get(FrameworkKey(framework.id, row["version"]))
        if row["strand_id"] in of_strand and edition and (scale := _scale_of(edition, row)):
            of_strand[row["strand_id"]].append((row, edition, scale))
    return tuple(_spread(of_strand[finding.strand_id], finding, framework, school) for finding in graded)


_Known = list[tuple[Mapping[str, Any], Framework, Scale]]
"""A row, the edition it is about, and the scale its grade is on."""


def _spread(known: _Known, finding: Finding, framework: Framework, school: SchoolDetails) -> Spread:
    scale = framework.scale(finding.strand_id)
    assert scale is not None and finding.grade is not None
    ours = [(row, edition) for row, edition, its in known if its.id == scale.id]
    others = {its.id: its for *_, its in known if its.id != scale.id}
    groups = [
        Among(name, phrase, _counts((row for row, _ in ours), scale, column))
        for column, name, phrase in (
            ("everywhere", "All schools here", "schools here"),
            ("authority", school.local_authority, f"schools in {school.local_authority}"),
            ("phase", school.phase, f"schools of our phase ({school.phase})"),
            ("type", school.type, f"schools of our kind ({school.type})"),
        )
        if name
    ]
    return Spread(
        strand=framework.strand(finding.strand_id).name,
        scale=scale,
        grade=finding.grade,
        groups=tuple(group for group in groups if group.schools >= FEWEST),
        too_few=tuple(group.name for group in groups if group.schools < FEWEST),
        apart=tuple(
            (other, _counts((row for row, _, its in known if its.id == other.id), other, "everywhere"))
            for other in others.values()
        ),
        editions=tuple(dict.fromkeys(edition.short_name for _, edition in ours)),
    )


def _scale_of(edition: Framework, row: Mapping[str, Any]) -> Scale | None:
    """The scale on which a row's grade was given; None where the edition does not have the strand or the grade."""
    scale = edition.scale(row["strand_id"]) if row["strand_id"] in {s.id for s in edition.strands} else None
    return scale if scale and row["grade"] in scale.order else None


def _counts(rows: Iterable[Mapping[str, Any]], scale: Scale, column: str) -> dict[str, int]:
    counts = dict.fromkeys(scale.order, 0)
    for row in rows:
        counts[row["grade"]] += row[column]
    return counts


def _counted(scale: Scale, counts: Mapping[str, int]) -> str:
    """ "38 were graded Outstanding, 96 Good and none Inadequate", the highest grade first."""
    first, *rest = [(grade.name, counts[grade.id]) for grade in reversed(scale.grades)]
    words = [f"{_number(first[1])} {'was' if first[1] == 1 else 'were'} graded {first[0]}"]
    words += [f"{_number(number)} {name}" for name, number in rest]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _number(number: int) -> str:
    return f"{number:,}" if number else "none"
