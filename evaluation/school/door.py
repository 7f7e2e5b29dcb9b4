"""The door itself: which schools there are, and one school with what a leader deals with."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from evaluation.access import Ability, Viewer
from evaluation.details import check_school, tidied, urn_problem
from evaluation.errors import EvaluationError, FileRefused
from evaluation.frameworks import Framework, Library, read_framework, shipped
from evaluation.intake import read_inspections
from evaluation.records import Import, SchoolDetails
from evaluation.school import demo
from evaluation.school.clock import Clock
from evaluation.school.confidence import Confidence
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.immediate import ImmediateActions
from evaluation.school.imports import ImportProgress, import_many
from evaluation.school.inspections import Inspections
from evaluation.school.people import People, admitted, require_unchanged
from evaluation.school.questions import Questions
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.school.settings import Settings
from evaluation.school.telling import Telling
from evaluation.store import Store, imports, open_store, schools, store_path


class Door:
    """Every school in one store, for one viewer."""

    def __init__(self, store: Store, viewer: Viewer, signed_in: bool = False) -> None:
        self._store = store
        self.viewer = viewer
        self._signed_in = signed_in

    @classmethod
    def at(cls, path: str | Path | None, viewer: Viewer) -> Door:
        """The door to the store at a path (or the default, see `store_path`). Raises StoreError."""
        return cls(open_store(store_path(path)), viewer)

    @classmethod
    def for_person(cls, path: str | Path | None, email: str) -> Door | None:
        """The door for somebody who has signed in, by their e-mail; None where they may not look. Raises StoreError.

        Their rights are read from the store now, and again at each step.
        """
        store = open_store(store_path(path))
        viewer = admitted(store, email)
        return cls(store, viewer, signed_in=True) if viewer else None

    @property
    def still_admits(self) -> bool:
        """Whether the viewer may still do what they could when the door was opened."""
        return not self._signed_in or admitted(self._store, self.viewer.email) == self.viewer

    @cached_property
    def people(self) -> People:
        """Who may sign in."""
        return People(self._store, self.viewer, self._require)

    @property
    def revision(self) -> int:
        """Grows with every change in the store."""
        return self._store.revision

    @property
    def place(self) -> Path:
        """The store's file."""
        return self._store.path

    @cached_property
    def library(self) -> Library:
        """The shipped frameworks and those the school added."""
        return shipped().with_frameworks(_own_frameworks(tuple(schools.framework_texts(self._store))))

    def schools(self) -> list[SchoolDetails]:
        """The schools that the viewer may enter, the invented one last; not those that only an import brought along."""
        self._require(Ability.SEE)
        return [details for details in schools.to_look_at(self._store) if self.viewer.may_enter(details.id)]

    def school_with_urn(self, urn: int) -> School | None:
        """The school with this URN, also one that an import of many brought along; None when it is not here."""
        self._require(Ability.SEE)
        here = schools.one(self._store, f"urn-{urn}")
        return self.school(here.id) if here and self.viewer.may_enter(here.id) else None

    def school(self, school_id: str) -> School:
        """One school. Raises EvaluationError when it is not in the store."""
        self._require(Ability.SEE)
        details = schools.one(self._store, school_id)
        if details is None or not self.viewer.may_enter(school_id):
            raise EvaluationError("This school is not in the store (any more). Choose another, or set it up.")
        return School(Group(self._store, self.viewer, self.library, details, self._signed_in))

    def set_up(self, details: SchoolDetails) -> School:
        """Add a school. Its id is made from its URN. Raises FormRefused."""
        self._run_every_school()
        details = replace(tidied(details), id=f"urn-{details.urn}", demo=False)
        check_school(details, schools.every(self._store))
        with self._store.write(self.viewer.who, details.id) as write:
            if schools.one(self._store, details.id) is None:
                schools.save(write, details)
            schools.set_up(write, details.id)
        return self.school(details.id)

    def school_from_file(self, content: bytes, file_name: str, urn: int) -> School:
        """The school with this URN; where it is not set up yet, set up from a file of inspections.

        Raises FileRefused when the file cannot be used or does not hold the school.
        """
        if problem := urn_problem(urn):
            raise EvaluationError(problem)
        here = schools.one(self._store, f"urn-{urn}")
        return self.set_up(here or read_inspections(content, file_name, self.library).school(urn).details)

    def import_many(
        self,
        content: bytes,
        file_name: str,
        urns: Collection[int] | None = None,
        trust: str | None = None,
        authority: str | None = None,
    ) -> Iterator[ImportProgress]:
        """The inspections of these schools from a file, of all when none are named, step by step.

        Schools that are not here are set up. Everything is stored with the last step, which has the
        result, or nothing is. Raises FileRefused.
        """
        self._run_every_school()
        file = read_inspections(content, file_name, self.library)
        return import_many(self._store, self.viewer.who, file, content, file.choose(urns, trust, authority))

    def imports(self) -> list[Import]:
        """The imports that can be taken back, the latest first."""
        self._require(Ability.SEE)
        return imports.every(self._store)

    def undo_import(self, import_id: str) -> tuple[int, int]:
        """Take an import back: how many inspections went, and how many stayed because they were changed since."""
        self._run_every_school()
        with self._store.write(self.viewer.who, None, "Import undone") as write:
            if import_id not in {one.id for one in imports.every(self._store)}:
                raise EvaluationError(f"There is no import “{import_id}” here. It may have been undone already.")
            return imports.undo(write, import_id)

    def fill_demo(self) -> School:
        """Add the invented school, complete; where it is here already, open it."""
        self._run_every_school()
        if schools.one(self._store, demo.SCHOOL_ID) is None:
            demo.fill(self._store, self.viewer, self.library)
        return self.school(demo.SCHOOL_ID)

    def remove(self, school_id: str) -> bool:
        """Remove a school with everything that belongs to it; True when it was here."""
        self._run_every_school()
        with self._store.write(self.viewer.who, school_id) as write:
            return schools.remove(write, school_id)

    def _run_every_school(self) -> None:
        self._require(Ability.RUN_SCHOOL)
        self.viewer.require_all_schools()

    def _require(self, ability: Ability) -> None:
        if self._signed_in:
            require_unchanged(self._store, self.viewer)
        self.viewer.require(ability)


class School:
    """One school, grouped by what a leader deals with."""

    def __init__(self, group: Group) -> None:
        self.details = group.details
        self.viewer = group.viewer
        self.library = group.library
        self.self_evaluations = SelfEvaluations(group)
        self.inspections = Inspections(group)
        self.confidence = Confidence(group)
        self.telling = Telling(group)
        self.clock = Clock(group)
        self.immediate = ImmediateActions(group)
        self.evidence = EvidenceRegister(group)
        self.settings = Settings(group)
        self.questions = Questions(group)


@lru_cache(maxsize=8)
def _own_frameworks(texts: tuple[str, ...]) -> tuple[Framework, ...]:
    """The school's own frameworks. One that no longer reads is left out: what is pinned to it says so when opened."""
    found = []
    for text in texts:
        try:
            found.append(read_framework(text))
        except FileRefused:
            continue
    return tuple(found)
