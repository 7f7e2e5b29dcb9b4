"""Inspections from a file of Ofsted's, for one school or many: looked at first, then stored as one, and taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any
from uuid import uuid4

from evaluation.access import withheld
from evaluation.details import check_school
from evaluation.errors import EvaluationError, Problem
from evaluation.frameworks import Library
from evaluation.intake import (
    Differing,
    InspectionFile,
    Merge,
    SchoolInspections,
    merge,
    read_inspections,
    read_links,
)
from evaluation.records import PHASES, Import, Inspection, SchoolDetails
from evaluation.store import Store, Write, imports, schools
from evaluation.store import inspections as stored

GivenFile = tuple[bytes, str]
"""A file's bytes and its name."""

_STEP = 100
_EXAMPLES = 5


class PhaseMissing(EvaluationError):
    """A school cannot be set up from a file, because the file does not say its phase."""


@dataclass(frozen=True)
class Embargoed:
    """An inspection that is under embargo here and that a file shows: nothing is compared, stored or published.

    `published_on` is when it was published, by the file.
    """

    school: str
    inspection: Inspection
    published_on: date | None


@dataclass(frozen=True)
class ImportPreview:
    """What a file holds for one school, before anything is stored.

    new       inspections that would be added
    known     inspections already here
    completed inspections already here, with what they lacked filled in from the file
    conflicts inspections already here of which the file says something else; both are kept
    embargoed inspections already here and still confidential
    refused   what could not be read, by line
    changes   what is new and what is changed: to be handed to `Inspections.bring_in`
    sha256    of the file's bytes
    """

    file_name: str
    sha256: str
    layout: str
    new: tuple[Inspection, ...]
    known: tuple[Inspection, ...]
    completed: tuple[Inspection, ...]
    conflicts: tuple[Differing, ...]
    embargoed: tuple[Embargoed, ...]
    refused: tuple[Problem, ...]
    changes: tuple[Inspection, ...]

    @property
    def differing(self) -> tuple[Inspection, ...]:
        """The file's side of the conflicts."""
        return tuple(conflict.found for conflict in self.conflicts)


@dataclass(frozen=True)
class ManyChoices:
    """What can be chosen from a file of many schools: how many there are, their trusts, their authorities.

    `file` is the file as it was read: handed on, it need not be read again.
    """

    file: InspectionFile = field(repr=False)
    layout: str
    schools: int
    trusts: tuple[str, ...]
    authorities: tuple[str, ...]


@dataclass(frozen=True)
class ManyPreview:
    """What a file holds for many schools.

    `known` counts inspections that are here, `completed` those of them that the file fills in, `set_up` schools that
    are not here yet. `conflicts` are inspections here of which the file says something else; both are kept.
    `refused` is what could not be used, each with the school's URN before the column. `examples` are some of
    those that are new, of one school all, each with its school's name.
    """

    layout: str
    schools: int
    set_up: int
    added: int
    known: int
    completed: int
    conflicts: tuple[Differing, ...]
    embargoed: tuple[Embargoed, ...]
    refused: tuple[Problem, ...]
    examples: tuple[tuple[str, Inspection], ...]


@dataclass(frozen=True)
class ImportResult(ManyPreview):
    """What an import of many schools did. `import_id` takes it back; it is "" where nothing changed."""

    import_id: str


@dataclass(frozen=True)
class ImportProgress:
    """How many schools are read, of how many; after the last they are stored, and `result` comes when all are."""

    done: int
    of: int
    result: ImportResult | None = None


@dataclass(frozen=True)
class ImportDone(Import):
    """An import that can be taken back, and what it did to inspections that were here before.

    `completed` counts those that it filled in, `beside` the findings beside which it kept another grade.
    """

    completed: int
    beside: int


def imports_done(store: Store) -> list[ImportDone]:
    """The imports that were not undone, the latest first, with what they did."""
    found = []
    for one in imports.every(store):
        completed, beside = imports.filled_in(store, one.id)
        found.append(ImportDone(**asdict(one), completed=completed, beside=beside))
    return found


def read_file(content: bytes, file_name: str, library: Library, links: GivenFile | None) -> InspectionFile:
    """A file of Ofsted's; with the links file the inspections of predecessors belong to a school too.

    Raises FileRefused.
    """
    return with_links(read_inspections(content, file_name, library), links)


def with_links(file: InspectionFile, links: GivenFile | None) -> InspectionFile:
    """A file that was read, with the predecessors of its schools from the links file. Raises FileRefused."""
    if links is None:
        return file
    return replace(file, schools=replace(file.schools, predecessors=read_links(*links)))


def choices(file: InspectionFile) -> ManyChoices:
    """What can be chosen from a file."""
    return ManyChoices(file, file.layout, len(file.schools), tuple(file.trusts()), tuple(file.authorities()))


def to_set_up(file: InspectionFile, urn: int, found: SchoolInspections, phase: str = "") -> SchoolDetails:
    """A school found in a file, as it can be set up; its phase is the one given where the file does not say it.

    Raises EvaluationError where the file does not say enough, or says what cannot be right.
    """
    if not file.has_row(urn):
        raise EvaluationError("Only a predecessor is in the file. Set the school itself up first.")
    details = found.details
    if details.phase not in PHASES:
        if not phase:
            raise PhaseMissing("The file does not say its phase. Say which it is, or set the school up first.")
        details = replace(details, phase=phase)
    check_school(details, ())
    return details


def preview_one(
    file: InspectionFile, content: bytes, school: SchoolDetails, urn: int, here: Sequence[Inspection]
) -> ImportPreview:
    """What a file holds for a school that has these inspections. Raises FileRefused where it is not in it."""
    found = file.school(urn)
    merged = merge(here, found.inspections)
    in_conflict = {conflict.stored.id for conflict in merged.differing}
    return ImportPreview(
        file.file_name,
        _sha256(content),
        file.layout,
        merged.new,
        tuple(each for each in merged.known if each.id not in in_conflict),
        tuple(each for each in merged.completed if each.id not in in_conflict),
        merged.differing,
        _embargoed(school.name, merged),
        found.refused,
        (*merged.new, *merged.completed),
    )


def import_one(
    write: Write, here: Sequence[Inspection], offered: Iterable[Inspection], file_name: str, sha256: str
) -> int:
    """Store inspections of one school as an import; returns how many were added.

    Where nothing is new and nothing is filled in, nothing is noted either.
    """
    import_id = uuid4().hex[:12]
    imports.start(write, import_id, file_name, sha256)
    merged = merge(here, list(offered))
    _store(write, import_id, str(write.school_id), merged)
    imports.finish(write, import_id)
    return len(merged.new)


def preview_many(store: Store, file: InspectionFile, urns: Sequence[int]) -> ManyPreview:
    """What the file holds for these schools. Stores nothing."""
    tally = _Tally(store, file, every_example=len(urns) == 1)
    for urn in urns:
        tally.add(urn, file.school(urn))
    return ManyPreview(file.layout, len(urns), **tally.totals())


def import_many(
    store: Store, who: str, file: InspectionFile, content: bytes, urns: Sequence[int]
) -> Generator[ImportProgress, None, None]:
    """Store the inspections of these schools, all or none; nothing is kept unless the last step was asked for."""
    found = []
    for done, urn in enumerate(urns):
        if done % _STEP == 0:
            yield ImportProgress(done, len(urns))
        found.append((urn, file.school(urn)))
    yield ImportProgress(len(urns), len(urns))
    # Nothing is handed out from inside the transaction: whoever waits on a screen would make everybody else wait.
    import_id = uuid4().hex[:12]
    with store.write(who, None, f"Import of {file.file_name}") as write:
        tally = _Tally(store, file)
        imports.start(write, import_id, file.file_name, _sha256(content))
        for urn, school in found:
            if (meant := tally.add(urn, school)) is None:
                continue
            details, merged = meant
            if details.id not in tally.here:
                imports.add_school(write, import_id, details)
            _store(write, import_id, details.id, merged)
        changed = imports.finish(write, import_id)
    result = ImportResult(file.layout, len(urns), **tally.totals(), import_id=import_id if changed else "")
    yield ImportProgress(len(urns), len(urns), result)


@dataclass
class _Tally:
    """What is found in a file, school by school, against what the store held before."""

    store: Store
    file: InspectionFile
    every_example: bool = False
    here: dict[str, SchoolDetails] = field(init=False)
    set_up: int = 0
    added: int = 0
    known: int = 0
    completed: int = 0
    conflicts: list[Differing] = field(default_factory=list)
    embargoed: list[Embargoed] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    examples: list[tuple[str, Inspection]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here = {school.id: school for school in schools.every(self.store)}
        self.refused += self.file.refused

    def add(self, urn: int, found: SchoolInspections) -> tuple[SchoolDetails, Merge] | None:
        """Count a school; who it is and what its inspections mean for those stored, or None where it is refused."""
        self.refused += [Problem(p.line, f"{urn}, {p.field}", p.message) for p in found.refused]
        details = self.here.get(found.details.id)
        stored_here = stored.every(self.store, details.id) if details else []
        if details is None:
            try:
                details = to_set_up(self.file, urn, found)
            except EvaluationError as problem:
                self.refused.append(Problem(None, str(urn), f"{found.details.name} was not set up. {problem}"))
                return None
            self.set_up += 1
        merged = merge(stored_here, found.inspections)
        self.added += len(merged.new)
        self.known += len(merged.known) + len(merged.completed)
        self.completed += len(merged.completed)
        self.conflicts += merged.differing
        self.embargoed += _embargoed(details.name, merged)
        if len(self.examples) < _EXAMPLES:
            shown = merged.new if self.every_example else merged.new[:1]
            self.examples += [(details.name, each) for each in shown]
        return details, merged

    def totals(self) -> dict[str, Any]:
        """Everything counted, by the names of ManyPreview; lists have become tuples."""
        names = {each.name for each in fields(self)} - {"store", "file", "every_example", "here"}
        values = {name: getattr(self, name) for name in names}
        return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _store(write: Write, import_id: str, school_id: str, merged: Merge) -> None:
    imports.add_inspections(write, import_id, school_id, merged.new)
    for each in merged.completed:
        stored.save(replace(write, school_id=school_id), school_id, each)


def _embargoed(school: str, merged: Merge) -> tuple[Embargoed, ...]:
    return tuple(Embargoed(school, withheld(here), found.published_on) for here, found in merged.embargoed)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
