"""How it has been, and is: every judgement and finding over time, and where the school stands now.

A line joins grades of one lineage only: one strand of one framework on one scale. It breaks where
the framework takes a new edition. Grades of another lineage are never joined to it or compared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from evaluation.comparison import COMPARABLE, RELATIONS, related
from evaluation.evidence.freshness import Strength
from evaluation.frameworks import Framework, FrameworkKey, Library, Scale
from evaluation.grading import support
from evaluation.records import Inspection, SessionRecord, day

SELF_EVALUATION, INSPECTION = "Self-evaluation", "Inspection"

_HISTORY = {
    "on": "datetime64[s]",
    "source": "str",
    "source_id": "str",
    "open": "bool",
    "framework": "str",
    "framework_name": "str",
    "strand_id": "str",
    "strand": "str",
    "scale_id": "str",
    "grade": "str",
    "grade_name": "str",
    "place": "Int64",
}


def history(sessions: Iterable[SessionRecord], inspections: Iterable[Inspection], library: Library) -> pd.DataFrame:
    """One row for each strand of each self-evaluation and for each finding, oldest first, strands in their order.

    on (datetime)              the day the self-evaluation was held or the inspection began
    source, source_id          "Self-evaluation" or "Inspection", and its id
    open (bool)                a self-evaluation that is not locked yet
    framework, framework_name  "id@version" and its short name
    strand_id, strand          id and name
    scale_id                   missing where the framework has no grades for the strand
    grade, grade_name          grade id or missing; its word, "Not judged", "No grade given" or "No grades"
    place (Int64)              order on its scale, 0 for the lowest, missing without a grade. Only for drawing

    Raises FrameworkUnknown.
    """
    rows: list[tuple[object, ...]] = []
    for record in sessions:
        evaluation = record.evaluation
        framework = library.get(*evaluation.framework)
        source = (evaluation.held_on, SELF_EVALUATION, evaluation.id, not evaluation.locked)
        rows += [
            (*source, *_cells(framework, strand_id, _grade(record, strand_id), "Not judged"))
            for strand_id in evaluation.strands
        ]
    for inspection in inspections:
        framework = library.get(*inspection.framework)
        source = (inspection.started_on, INSPECTION, inspection.id, False)
        rows += [(*source, *_cells(framework, f.strand_id, f.grade, "No grade given")) for f in inspection.findings]
    return _frame(rows, _HISTORY).sort_values("on", kind="stable", ignore_index=True)


def _frame(rows: Sequence[tuple[object, ...]], types: Mapping[str, Any]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    typed = zip(types.items(), columns, strict=True)
    return pd.DataFrame({name: pd.array(values, dtype=dtype) for (name, dtype), values in typed})


def _cells(framework: Framework, strand_id: str, grade: str | None, no_grade: str) -> tuple[object, ...]:
    strand, scale = framework.strand(strand_id), framework.scale(strand_id)
    named = (str(framework.key), framework.short_name, strand_id, strand.name)
    if scale is None:
        return (*named, None, None, "No grades", None)
    if grade is None:
        return (*named, scale.id, None, no_grade, None)
    return (*named, scale.id, grade, scale.grade(grade).name, scale.order[grade])


def _grade(record: SessionRecord, strand_id: str) -> str | None:
    said = record.judgements.get(strand_id)
    return said.grade if said else None


class Entry(NamedTuple):
    """A row of `history`, for what goes through it one by one: the same columns, with None for what is missing."""

    on: pd.Timestamp
    source: str
    source_id: str
    open: bool
    framework: str
    framework_name: str
    strand_id: str
    strand: str
    scale_id: str | None
    grade: str | None
    grade_name: str
    place: int | None

    @property
    def framework_id(self) -> str:
        """The framework without its version."""
        return _key(self.framework).id


def entries(records: pd.DataFrame) -> list[Entry]:
    """The rows of `history` or of a part of it, in their order."""
    plain = records[list(Entry._fields)].astype(object).where(records.notna(), None)
    return [Entry(*row) for row in plain.itertuples(index=False, name=None)]


_Key = TypeVar("_Key", bound=Hashable)


def grouped(rows: Iterable[Entry], by: Callable[[Entry], _Key]) -> dict[_Key, list[Entry]]:
    """Entries under what they have in common, both in the order of `rows`."""
    groups: dict[_Key, list[Entry]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups


def _key(text: str) -> FrameworkKey:
    return FrameworkKey(*text.split("@"))


# ------------------------------------------------------------------ lines over time


@dataclass(frozen=True, eq=False)
class Panel:
    """One strand over time: the grades of one lineage on their own axis, and what stands beside them.

    strand, framework      names; a lineage of several editions names them all
    edition, strand_id     the latest edition, and the strand's id
    grades                 the words of the scale, lowest first
    points                 one row for each self-evaluation that judged the strand, oldest first:
                           on, open, edition ("id@version"), framework_name, grade_name, place
    held                   how many self-evaluations of the framework there are, whether or not they judged the strand
    since                  why the latest of them has no point here, in words that follow a semicolon; "" where it has
    marks                  one row for each inspection, or for each grade it gave that relates: on, place and grade_name
                           (missing where it is not comparable), words (what it was, for a reader)
    breaks                 (day, words) where a new edition begins; the line is not drawn across
    elsewhere              (first day, last day, words) before or after the lineage, under other frameworks
    first, last            the days on which the school's whole history begins and ends
    """

    strand: str
    framework: str
    edition: FrameworkKey
    strand_id: str
    grades: tuple[str, ...]
    points: pd.DataFrame
    held: int
    since: str
    marks: pd.DataFrame
    breaks: tuple[tuple[pd.Timestamp, str], ...]
    elsewhere: tuple[tuple[pd.Timestamp, pd.Timestamp, str], ...]
    first: pd.Timestamp
    last: pd.Timestamp


@dataclass(frozen=True)
class Block:
    """The panels of one framework, in its order of strands. `framework` names its editions, oldest first."""

    framework: str
    panels: tuple[Panel, ...]


def panels(records: pd.DataFrame, library: Library) -> tuple[Block, ...]:
    """What `history` returned, as one panel for each lineage in blocks by framework, the newest block first.

    A lineage is one strand id of one framework id on one scale; the editions of a framework share it.
    Strands that no self-evaluation has judged have no panel. Raises FrameworkUnknown.
    """
    rows = entries(records)
    by_source = grouped(rows, lambda row: row.source)
    inspections = list(grouped(by_source.get(INSPECTION, ()), lambda row: row.source_id).values())
    frameworks = grouped(by_source.get(SELF_EVALUATION, ()), lambda row: row.framework_id)
    newest_first = dict.fromkeys(row.framework_id for row in reversed(rows) if _judged(row))
    return tuple(_block(frameworks[framework_id], rows, inspections, library) for framework_id in newest_first)


def _judged(row: Entry) -> bool:
    return row.source == SELF_EVALUATION and row.place is not None


def _block(own: list[Entry], rows: list[Entry], inspections: list[list[Entry]], library: Library) -> Block:
    """`own` is all that the self-evaluations of one framework say, of every strand."""
    judged = [row for row in own if _judged(row)]
    others = [row for row in rows if row.grade and row.framework_id != own[0].framework_id]
    name = " and ".join(dict.fromkeys(row.framework_name for row in judged))
    order = {s.id: n for n, s in enumerate(library.get(*_key(judged[-1].framework)).strands)}
    lineages = list(grouped(judged, lambda row: (row.strand_id, row.scale_id)).values())
    lineages.sort(key=lambda points: order.get(points[0].strand_id, len(order)))
    return Block(
        name,
        tuple(
            Panel(
                strand=points[-1].strand,
                framework=name,
                edition=_key(points[-1].framework),
                strand_id=points[-1].strand_id,
                grades=tuple(grade.name for grade in _scale(points, library).grades),
                points=_frame([_point(row) for row in points], _POINTS),
                held=len({row.source_id for row in own}),
                since=_since(points[-1], own),
                marks=_frame(list(_marks(points, inspections, library)), _MARKS),
                breaks=tuple(_breaks(points, library)),
                elsewhere=tuple(_elsewhere(points[0].scale_id, own, others)),
                first=rows[0].on,
                last=rows[-1].on,
            )
            for points in lineages
        ),
    )


_POINTS = {
    "on": "datetime64[s]",
    "open": "bool",
    "edition": "str",
    "framework_name": "str",
    "grade_name": "str",
    "place": "Int64",
}
_MARKS = {"on": "datetime64[s]", "place": "Int64", "grade_name": "str", "words": "str"}


def _point(row: Entry) -> tuple[object, ...]:
    return row.on, row.open, row.framework, row.framework_name, row.grade_name, row.place


def _scale(points: list[Entry], library: Library) -> Scale:
    scale = library.get(*_key(points[-1].framework)).scale(points[-1].strand_id)
    assert scale is not None
    return scale


def _since(latest: Entry, own: list[Entry]) -> str:
    last = own[-1]
    if last.source_id == latest.source_id:
        return ""
    on = day(last.on)
    if any(_judged(row) for row in own if (row.source_id, row.strand_id) == (last.source_id, latest.strand_id)):
        return f"it was judged on another scale on {on}"
    return f"it is not judged yet in the one of {on}, still open" if last.open else f"it was not judged on {on}"


def _marks(
    points: list[Entry], inspections: list[list[Entry]], library: Library
) -> Iterator[tuple[pd.Timestamp, int | None, str | None, str]]:
    strand_id, scale_id = points[0].strand_id, points[0].scale_id
    editions = [_key(edition) for edition in dict.fromkeys(row.framework for row in points)][::-1]
    relations: dict[str, dict[str, str]] = {}
    for findings in inspections:
        on, theirs, name = findings[0].on, findings[0].framework, findings[0].framework_name
        if theirs not in relations:
            found = [r for edition in editions for r in related(edition, strand_id, _key(theirs), library)]
            relations[theirs] = {r.strand_id: RELATIONS[r.relation] for r in found if r.relation in COMPARABLE}
        comparable = [f for f in findings if f.strand_id in relations[theirs] and f.scale_id == scale_id and f.grade]
        for (place, grade), agreeing in grouped(comparable, lambda f: (f.place, f.grade_name)).items():
            areas = ", ".join(f"{relations[theirs][f.strand_id]} {f.strand}" for f in agreeing)
            yield on, place, grade, f"Inspection under {name}; our strand: {areas}"
        if not comparable:
            yield on, None, None, f"Inspection under {name}, not comparable"


def _breaks(points: list[Entry], library: Library) -> Iterator[tuple[pd.Timestamp, str]]:
    """Where one edition follows another: the day the new one came into force, or its first self-evaluation."""
    for before, after in pairwise(points):
        if before.framework != after.framework:
            begins = pd.Timestamp(library.get(*_key(after.framework)).in_force_from)
            yield min(max(begins, before.on), after.on), f"New edition: {after.framework_name}"


def _elsewhere(
    scale_id: str | None, own: list[Entry], others: list[Entry]
) -> Iterator[tuple[pd.Timestamp, pd.Timestamp, str]]:
    """The time before and after the lineage's framework in which others were used."""
    begin, end = own[0].on, own[-1].on
    before = [row for row in others if row.on < begin and (row.source == SELF_EVALUATION or row.scale_id != scale_id)]
    after = [row for row in others if row.on > end and row.source == SELF_EVALUATION]
    if before:
        yield before[0].on, begin, _span_words(before, scale_id)
    if after:
        yield after[0].on, after[-1].on, _span_words(after, scale_id)


def _span_words(others: list[Entry], scale_id: str | None) -> str:
    names = list(dict.fromkeys(row.framework_name for row in others))
    name = " and ".join(names) if len(names) < 3 else "Other frameworks"
    if not any(letter.isdigit() for letter in name):
        years = dict.fromkeys((others[0].on.year, others[-1].on.year))
        name += ", " + " to ".join(map(str, years))
    same = any(row.scale_id == scale_id for row in others)
    return f"{name}: {'other strands, not compared' if same else 'other grades, not comparable'}"


# ------------------------------------------------------------------ where we stand


def standing(session: SessionRecord, library: Library, evidence: Mapping[str, Strength]) -> pd.DataFrame:
    """Where we stand in one self-evaluation: one row for each strand that has grades, in the framework's order.

    strand              its name
    scale_id, grades    its scale, and the scale's words as a tuple, lowest first
    chosen, supported   the word that leaders chose and the one that the marks support; None without one
    direction           improve, sustain, watch or None
    evidence            how far its evidence carries (`Strength`); None where `evidence`, by strand id, does not say
    """
    framework = library.get(*session.evaluation.framework)
    rows = []
    for strand_id in session.evaluation.strands:
        strand, scale = framework.strand(strand_id), framework.scale(strand_id)
        if scale is None:
            continue
        said = session.judgements.get(strand_id)
        chosen, supported = said.grade if said else None, support(strand, scale, session.marks).grade
        rows.append(
            {
                "strand": strand.name,
                "scale_id": scale.id,
                "grades": tuple(grade.name for grade in scale.grades),
                "chosen": scale.grade(chosen).name if chosen else None,
                "supported": scale.grade(supported).name if supported else None,
                "direction": said.direction if said else None,
                "evidence": evidence.get(strand_id),
            }
        )
    columns = ["strand", "scale_id", "grades", "chosen", "supported", "direction", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
