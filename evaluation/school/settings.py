"""A school's settings: its details, further strands, own frameworks, the record of changes, a copy of the store."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from evaluation.access import Ability
from evaluation.details import check_school, tidied
from evaluation.errors import EvaluationError, FileRefused
from evaluation.frameworks import Framework, FrameworkKey, read_framework, shipped
from evaluation.records import Change, SchoolDetails
from evaluation.school.account import Account, without_blind, without_embargoed
from evaluation.school.change_words import UNNAMED
from evaluation.school.group import Group
from evaluation.school.plan_guard import without
from evaluation.store import challenges, confidence, evidence, inspections, plans, practices, schools, self_evaluations


class Settings:
    """What a headteacher sets once and changes seldom."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def change_details(self, details: SchoolDetails) -> bool:
        """Save the school's details; id and URN stay. True when anything changed. Raises FormRefused."""
        here = self._group.details
        details = replace(tidied(details), id=here.id, urn=here.urn, demo=here.demo)
        check_school(details, schools.every(self._group.reading()))
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return schools.save(write, details)

    def optional_strands(self, framework: Framework) -> dict[str, bool]:
        """The framework's further strands by id, and whether the school has switched each on."""
        on = schools.optional_strands(self._group.reading(), self._group.school_id, framework.id)
        return {strand.id: strand.id in on for strand in framework.strands if strand.applies == "optional"}

    def switch_strand(self, framework: Framework, strand_id: str, on: bool) -> bool:
        """Switch a further strand on or off for self-evaluations opened from now on."""
        if strand_id not in self.optional_strands(framework):
            raise EvaluationError(f"{framework.name} has no further strand “{strand_id}”.")
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return schools.switch_strand(write, self._group.school_id, framework.id, strand_id, on)

    def add_framework(self, text: str) -> Framework:
        """Check a framework file and keep it, for every school here. Raises FileRefused with every problem."""
        self._group.viewer.require_all_schools()
        framework = read_framework(text, self._group.library)
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            if not schools.add_framework_text(write, framework.key, text):
                raise FileRefused(f"{framework.key} is already here, so nothing was added. Give it a new version.")
        return framework

    def own_frameworks(self) -> list[Framework]:
        """The frameworks that were added to the shipped ones."""
        return [f for key, f in self._group.library.frameworks.items() if key not in shipped().frameworks]

    def remove_framework(self, key: FrameworkKey) -> bool:
        """Remove an added framework that nothing is pinned to. Raises EvaluationError when something is."""
        self._group.viewer.require_all_schools()
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            pinned = schools.pinned_to(self._group.reading(), key)
            if pinned:
                raise EvaluationError(f"{pinned} self-evaluations or inspections use {key}, so it stays.")
            return schools.remove_framework_text(write, key)

    def changes(self, limit: int = 500) -> list[Change]:
        """Who changed what, from what to what, and when; newest first. What is under embargo, or what leaders
        say before they have looked at each other's, is left out of it."""
        self._group.viewer.require(Ability.RUN_SCHOOL)
        store, school_id = self._group.reading(), self._group.school_id
        embargoed = confidence.embargoed(store, school_id)
        embargoed |= plans.following_from(store, school_id, embargoed)
        locked = {evaluation.id for evaluation in self_evaluations.every(store, school_id) if evaluation.locked}
        found = (without_blind(change, locked) for change in schools.changes(store, school_id, limit))
        return [without_embargoed(change, embargoed) for change in found]

    def account(self, limit: int = 500, leave_out: Collection[str] = ()) -> list[dict[str, str]]:
        """The latest changes in words, newest first, but for those of some tables: see `account.Account.row`."""
        store, school_id = self._group.reading(), self._group.school_id
        embargoed = confidence.embargoed(store, school_id)
        shown = [kept for each in plans.records(store, school_id) if (kept := without(each, embargoed))]
        names = Account(
            self._group.library,
            self_evaluations.every(store, school_id),
            inspections.every(store, school_id),
            evidence.every(store, school_id),
            shown,
            practices.every(store, school_id),
            practices.away(store, school_id),
            challenges.every(store, school_id),
        )
        shown_here = (change for change in self.changes(limit) if change.thing not in leave_out)
        return [names.row(change) for change in shown_here if change.field not in UNNAMED]

    def copy_of_store(self) -> bytes:
        """The whole store as the bytes of one SQLite file, to keep elsewhere: also what is under embargo."""
        self._group.viewer.require(Ability.RUN_SCHOOL)
        self._group.viewer.require_all_schools()
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "copy.db"
            self._group.store.copy_to(target)
            return target.read_bytes()
