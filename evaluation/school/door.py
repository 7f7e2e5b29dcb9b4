"""The door itself: which schools there are, and one school with what a leader deals with."""

from __future__ import annotations

from collections.abc import Collection, Generator
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from evaluation.access import Ability, Viewer
from evaluation.details import check_school, tidied, urn_problem
from evaluation.errors import EvaluationError, FileRefused
from evaluation.frameworks import Framework, Library, read_framework, shipped
from evaluation.intake import InspectionFile
from evaluation.records import SchoolDetails, Undone
from evaluation.school import demo
from evaluation.school.calls import Calls
from evaluation.school.cards import Cards
from evaluation.school.challenges import Challenges
from evaluation.school.clock import Clock
from evaluation.school.confidence import Confidence
from evaluation.school.draft_check import DraftCheck
from evaluation.school.evidence import EvidenceRegister
from evaluation.school.group import Group
from evaluation.school.immediate import ImmediateActions
from evaluation.school.imports import (
    GivenFile,
    ImportDone,
    ImportProgress,
    ManyChoices,
    ManyPreview,
    choices,
    import_many,
    imports_done,
    preview_many,
    read_file,
    to_set_up,
    with_links,
)
from evaluation.school.inspections import Inspections
from evaluation.school.leaders import Leaders
from evaluation.school.log import Log
from evaluation.school.meetings import Meetings
from evaluation.school.numbers import Numbers
from evaluation.school.people import People, admitted, require_unchanged
from evaluation.school.plan_tables import PlanTables
from evaluation.school.plans import Plans
from evaluation.school.pulses import Pulses
from evaluation.school.questions import Questions
from evaluation.school.readiness import Readiness
from evaluation.school.reports import Reports
from evaluation.school.reviews import Reviews
from evaluation.school.room import Room
from evaluation.school.searching import Search
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.school.session_tables import SessionTables
from evaluation.school.settings import Settings
from evaluation.school.telling import Telling
from evaluation.school.timetables import Timetables
from evaluation.school.visible import Visible
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

    def schools(self, *, brought_along: bool = False) -> list[SchoolDetails]:
        """The schools that the viewer may enter, the invented one last; not those that only an import brought along.

        With `brought_along` only those, by name: `set_up` makes one a school that is looked after.
        """
        self._require(Ability.SEE)
        found = (imports.only_brought_along if brought_along else schools.to_look_at)(self._store)
        return [details for details in found if self.viewer.may_enter(details.id)]

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

    def school_from_file(
        self, content: bytes, file_name: str, urn: int, phase: str = "", links: GivenFile | None = None
    ) -> School:
        """The school with this URN; where it is not set up yet, set up from a file of inspections.

        `phase` is used where the file does not say it. Raises FileRefused when the file cannot be used or does not
        hold the school, EvaluationError when it does not say enough of it.
        """
        if problem := urn_problem(urn):
            raise EvaluationError(problem)
        if here := schools.one(self._store, f"urn-{urn}"):
            return self.set_up(here)
        file = read_file(content, file_name, self.library, links)
        return self.set_up(to_set_up(file, urn, file.school(urn), phase))

    def choices(self, content: bytes, file_name: str) -> ManyChoices:
        """How many schools a file holds, and of which trusts and authorities. Stores nothing. Raises FileRefused."""
        self._run_every_school()
        return choices(read_file(content, file_name, self.library, None))

    def preview_many(
        self,
        content: bytes,
        file_name: str,
        urns: Collection[int] | None = None,
        trust: str | None = None,
        authority: str | None = None,
        links: GivenFile | None = None,
        read: ManyChoices | None = None,
    ) -> ManyPreview:
        """What an import of these schools, or of all, would do; see `import_many`. Stores nothing."""
        self._run_every_school()
        file = self._file(content, file_name, links, read)
        return preview_many(self._store, file, file.choose(urns, trust, authority))

    def import_many(
        self,
        content: bytes,
        file_name: str,
        urns: Collection[int] | None = None,
        trust: str | None = None,
        authority: str | None = None,
        links: GivenFile | None = None,
        read: ManyChoices | None = None,
    ) -> Generator[ImportProgress, None, None]:
        """The inspections of these schools from a file, of all when none are named, step by step.

        Schools that are not here are set up. With the links file of Get Information about Schools the inspections
        of predecessors in the file are found too. Everything is stored with the last step, which has the
        result, or nothing is. With `read`, which `choices` gave of this file, it is not read again. Raises FileRefused.
        """
        self._run_every_school()
        file = self._file(content, file_name, links, read)
        return import_many(self._store, self.viewer.who, file, content, file.choose(urns, trust, authority))

    def _file(
        self, content: bytes, file_name: str, links: GivenFile | None, read: ManyChoices | None
    ) -> InspectionFile:
        return with_links(read.file, links) if read else read_file(content, file_name, self.library, links)

    def imports(self) -> list[ImportDone]:
        """The imports that can be taken back, of many schools or of one that the viewer may enter; the latest first."""
        self._require(Ability.SEE)
        found = imports_done(self._store)
        every_school = self.viewer.only_school_id is None
        return [one for one in found if (self.viewer.may_enter(one.school_id) if one.school_id else every_school)]

    def undo_import(self, import_id: str) -> Undone:
        """Take an import back, of one school or many: what it added and what it filled in, unless changed since."""
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
        self.session_tables = SessionTables(group)
        self.inspections = Inspections(group)
        self.confidence = Confidence(group)
        self.telling = Telling(group)
        self.clock = Clock(group)
        self.immediate = ImmediateActions(group)
        self.reports = Reports(group)
        self.evidence = EvidenceRegister(group)
        self.plans = Plans(group)
        self.reviews = Reviews(group)
        self.pulses = Pulses(group)
        self.plan_tables = PlanTables(group)
        self.settings = Settings(group)
        self.questions = Questions(group)
        self.leaders = Leaders(group)
        self.visible = Visible(group)
        self.timetables = Timetables(group)
        self.calls = Calls(group)
        self.log = Log(group)
        self.draft_check = DraftCheck(group)
        self.cards = Cards(group)
        self.readiness = Readiness(group)
        self.numbers = Numbers(group)
        self.challenges = Challenges(group)
        self.search = Search(group)
        self.meetings = Meetings(group)
        self.room = Room(group)


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
