"""Inspections of many schools from one file: in one transaction, with progress, and taken back as one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

from evaluation.details import FormRefused, check_school
from evaluation.errors import Problem
from evaluation.intake import Differing, InspectionFile, merge
from evaluation.store import Store, imports, inspections, schools

_STEP = 100


@dataclass(frozen=True)
class ImportResult:
    """What an import of many schools did.

    `import_id` takes it back. `known` counts inspections that were here, `set_up` schools that were not.
    `conflicts` are inspections here of which the file says something else; what is stored stays.
    `refused` is what could not be used, each with the school's URN before the column.
    """

    import_id: str
    layout: str
    schools: int
    set_up: int
    added: int
    known: int
    conflicts: tuple[Differing, ...]
    refused: tuple[Problem, ...]


@dataclass(frozen=True)
class ImportProgress:
    """How many schools are done, of how many; `result` comes with the last, when everything is stored."""

    done: int
    of: int
    result: ImportResult | None = None


def import_many(
    store: Store, who: str, file: InspectionFile, content: bytes, urns: Sequence[int]
) -> Iterator[ImportProgress]:
    """Store the inspections of these schools, all or none; nothing is kept unless the last step was asked for."""
    import_id = uuid4().hex[:12]
    here = {school.id for school in schools.every(store)}
    set_up = added = known = 0
    conflicts: list[Differing] = []
    refused = list(file.refused)
    with store.write(who, None, f"Import of {file.file_name}") as write:
        imports.start(write, import_id, file.file_name, hashlib.sha256(content).hexdigest())
        for done, urn in enumerate(urns):
            if done % _STEP == 0:
                yield ImportProgress(done, len(urns))
            found = file.school(urn)
            refused += [Problem(p.line, f"{urn}, {p.field}", p.message) for p in found.refused]
            details = found.details
            if details.id not in here:
                try:
                    check_school(details, ())
                except FormRefused as problem:
                    refused.append(Problem(None, str(urn), f"{details.name} was not set up. {problem}"))
                    continue
                imports.add_school(write, import_id, details)
                set_up += 1
            merged = merge(inspections.every(store, details.id) if details.id in here else [], found.inspections)
            imports.add_inspections(write, import_id, details.id, merged.new)
            added += len(merged.new)
            known += len(merged.known) + len(merged.completed)
            conflicts += merged.differing
        imports.finish(write, import_id)
    result = ImportResult(import_id, file.layout, len(urns), set_up, added, known, tuple(conflicts), tuple(refused))
    yield ImportProgress(len(urns), len(urns), result)
