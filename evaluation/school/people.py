"""Who may sign in: people and their roles, by e-mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from evaluation.access import Ability, NotAllowed, Role, Viewer
from evaluation.details import LINE_LENGTH, NAME_LENGTH, FormRefused, require, text_problem, tidy
from evaluation.errors import EvaluationError
from evaluation.records import Change, Person
from evaluation.store import Store, schools
from evaluation.store import people as stored
from evaluation.store.self_evaluations import ChangedMeanwhile


def admitted(store: Store, email: str) -> Viewer | None:
    """The person with this e-mail as a viewer; None where they are unknown or switched off."""
    person = stored.one(store, _same(email))
    if person is None or not person.active:
        return None
    return Viewer(person.name, person.role, person.email, person.only_school_id)


def require_unchanged(store: Store, viewer: Viewer) -> None:
    """Raise NotAllowed where somebody who signed in is switched off by now, or may do other things than before."""
    if admitted(store, viewer.email) != viewer:
        raise NotAllowed("What you may see and do here has just been changed. Load the page again.")


class People:
    """Who may sign in to this store. All of it is the head's; a head of one school looks after that school's people.

    `require` raises NotAllowed unless the viewer may do it.
    """

    def __init__(self, store: Store, viewer: Viewer, require: Callable[[Ability], None]) -> None:
        self._store = store
        self._viewer = viewer
        self._require = require

    def all(self) -> list[Person]:
        """Everybody who may look at a school that the viewer looks after, also those switched off; by name."""
        self._require(Ability.RUN_SCHOOL)
        ours = self._viewer.only_school_id
        return [p for p in stored.every(self._store) if ours is None or p.only_school_id in (None, ours)]

    def one(self, email: str) -> Person:
        """The person with this e-mail. Raises EvaluationError when they are not on the list."""
        found = next((person for person in self.all() if person.email == _same(email)), None)
        if found is None:
            raise EvaluationError(f"Nobody with the e-mail “{tidy(email)}” is on the list.")
        return found

    def looks_after(self, person: Person) -> bool:
        """Whether the viewer may change this person: a head of one school only those of that school."""
        return self._viewer.may(Ability.RUN_SCHOOL) and self._viewer.only_school_id in (None, person.only_school_id)

    def reviewed(self) -> bool:
        """Whether anybody from outside may sign in, so that there is something to share."""
        return any(person.active and person.role is Role.REVIEWER for person in self.all())

    def add(self, person: Person) -> bool:
        """Let somebody sign in. Raises FormRefused, also where the e-mail is on the list already."""
        self._require(Ability.RUN_SCHOOL)
        taken = stored.one(self._store, _same(person.email))
        role = f", as {taken.role}" if taken and self.looks_after(taken) else ""
        require({"email": f"{taken.email} is on the list already{role}." if taken else None})
        return self._save(person)

    def change(self, person: Person, seen: Person | None = None) -> bool:
        """Change somebody's name, role or school; True when anything changed. `seen` is what stood in the form.

        Raises FormRefused, ChangedMeanwhile, EvaluationError when they are not on the list, or when nobody would
        be head any more.
        """
        return self._save(person, lambda old: seen is None or old == seen)

    def switch(self, email: str, on: bool) -> bool:
        """Switch somebody off, or on again; True when it changed. What they did stays. Raises as `change`."""
        return self.change(replace(self.one(email), active=on))

    def changes(self, limit: int = 50) -> list[Change]:
        """Who changed what about people, from what to what, and when; newest first. The key is the e-mail."""
        everybody = {person.email for person in self.all()}
        return [change for change in stored.changes(self._store, limit) if change.key in everybody]

    def _save(self, person: Person, as_seen: Callable[[Person], bool] | None = None) -> bool:
        """Keep a person; where `as_seen` is given they must be on the list, and as it wants them."""
        person = replace(person, email=_same(person.email), name=tidy(person.name))
        school_id = person.only_school_id
        require(
            {
                "email": email_problem(person.email),
                "name": text_problem(person.name, "The name", NAME_LENGTH),
                "school": None
                if school_id is None or schools.one(self._store, school_id)
                else "This school is not in the store.",
            }
        )
        with self._store.write(self._viewer.who, None) as write:
            # Inside the transaction, so that two heads cannot switch each other off at once.
            if as_seen:
                old = self.one(person.email)
                if not self.looks_after(old):
                    raise NotAllowed("They look after more than your school: only a head of every school changes that.")
                if not as_seen(old):
                    raise ChangedMeanwhile("Somebody has changed this person since you looked, so nothing was saved.")
            if not self.looks_after(person):
                raise FormRefused({"school": "You look after one school: choose it."})
            self._keep_a_head(person)
            return stored.save(write, person)

    def _keep_a_head(self, changed: Person) -> None:
        """Raise EvaluationError where a school that somebody is head of would have no head any more."""
        everybody = {person.email: person for person in stored.every(self._store)}
        old = everybody.get(changed.email)
        if old is None or not _heads(old, old.only_school_id):
            return
        everybody[changed.email] = changed
        if not any(_heads(person, old.only_school_id) for person in everybody.values()):
            where = "" if old.only_school_id else " and look after every school"
            raise EvaluationError(f"{old.name} is the last head who can sign in{where}. Make somebody else head first.")


def _heads(person: Person, school_id: str | None) -> bool:
    """Whether somebody may sign in as head of a school, or of every school for None."""
    return person.active and person.role is Role.HEAD and person.only_school_id in (None, school_id)


def email_problem(email: str) -> str | None:
    """What is wrong with an e-mail address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        return "The e-mail needs the form name@school.org.uk: the one they sign in with."
    return text_problem(email, "The e-mail", LINE_LENGTH)


def _same(email: str) -> str:
    """An e-mail as it is kept: without space around it, in small letters."""
    return tidy(email).lower()
