"""What must not wait: who does it by when, and when it was done or to whom it was referred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from evaluation.access import Ability, Role, withheld
from evaluation.details import LINE_LENGTH, date_problem, require, text_problem, tidy
from evaluation.errors import EvaluationError
from evaluation.immediate import WITHIN, Immediate, State, immediate
from evaluation.records import ImmediateAction, Inspection
from evaluation.school.disputes import shown
from evaluation.school.group import Group
from evaluation.school.inspections import everything, known, may_know_of
from evaluation.store import immediate as stored


@dataclass(frozen=True)
class Standing:
    """Something that stands at the top of every page, and whether the viewer may act on it."""

    immediate: Immediate
    may_act: bool


class ImmediateActions:
    """What must not wait, from every inspection."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def standing(self) -> list[Standing]:
        """What is not settled, what is most pressing first; nothing for reviewers from outside.

        Every screen shows it, so under embargo nobody reads here what it is about or whose it is, and who may not
        know what was found does not learn from it that something serious was. Governors read no names.
        """
        here = everything(self._group)
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return []
        recording = self._group.viewer.may(Ability.RECORD_INSPECTIONS)
        known_here = [shown(each, self._group.library) for each in here if may_know_of(self._group, each)]
        return [
            Standing(_without_words(each), recording)
            for each in self._of(known_here)
            if each.state is not State.SETTLED
        ]

    def of(self, inspection: Inspection) -> list[Immediate]:
        """What is serious in an inspection as the viewer may read it, settled or not. Governors read no names."""
        self._group.reading()
        return self._of([inspection]) if self._group.viewer.may(Ability.SEE_EVERYTHING) else []

    def assign(self, inspection_id: str, about: str, owner: str, due_on: date | None) -> bool:
        """Say who does it by when: today, or earlier than a week from now. Raises NotAllowed, FormRefused."""
        action = self._action(inspection_id, about)
        today = date.today()
        require(
            {
                "owner": text_problem(tidy(owner), "Who does it", LINE_LENGTH),
                "due_on": date_problem(due_on, "The day", today, today + WITHIN),
            }
        )
        return self._save(replace(action, owner=tidy(owner), due_on=due_on))

    def settle(
        self, inspection_id: str, about: str, how: Literal["done", "referred"], on: date | None, referred_to: str = ""
    ) -> bool:
        """Say that it is done, or to whom it was referred, and when. Raises NotAllowed, FormRefused."""
        action = self._action(inspection_id, about)
        earliest = known(self._group, inspection_id).started_on
        to = tidy(referred_to) if how == "referred" else ""
        require(
            {
                "how": None if how in ("done", "referred") else "Choose whether it is done or referred.",
                "on": date_problem(on, "The day", earliest, date.today()),
                "referred_to": text_problem(to, "To whom it was referred", LINE_LENGTH, needed=how == "referred"),
            }
        )
        return self._save(replace(action, settled=how, settled_on=on, referred_to=to))

    def reopen(self, inspection_id: str, about: str) -> bool:
        """Say that it is not settled after all; True when it was. Raises NotAllowed."""
        return self._save(replace(self._action(inspection_id, about), settled=None, settled_on=None, referred_to=""))

    def _of(self, inspections: Iterable[Inspection]) -> list[Immediate]:
        actions = stored.every(self._group.reading(), self._group.school_id)
        found = immediate(inspections, actions, self._group.library.frameworks, date.today())
        return [_without_names(each) for each in found] if self._group.viewer.role is Role.GOVERNOR else found

    def _action(self, inspection_id: str, about: str) -> ImmediateAction:
        """The action about something serious, new where there is none yet."""
        self._group.viewer.require(Ability.RECORD_INSPECTIONS)
        found = next((each for each in self._of([known(self._group, inspection_id)]) if each.about == about), None)
        if found is None:
            raise EvaluationError("This is no longer marked as serious, so nothing was changed.")
        return found.action or ImmediateAction(inspection_id, about)

    def _save(self, action: ImmediateAction) -> bool:
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return stored.save(write, action)


def _without_words(each: Immediate) -> Immediate:
    if not each.inspection.embargoed:
        return each
    return replace(_without_names(each), inspection=withheld(each.inspection), words="", strand="")


def _without_names(each: Immediate) -> Immediate:
    action = each.action and replace(each.action, owner="", referred_to="")
    return replace(each, action=action)
