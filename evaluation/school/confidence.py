"""What is under embargo: how far an inspection has come, who may know, and who has read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evaluation import stages
from evaluation.access import Ability
from evaluation.details import LINE_LENGTH, require, text_problem, tidied, tidy
from evaluation.records import CONFIDANT_KINDS, Confidant, Inspection, Reading, Stage
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections, known
from evaluation.store import confidence as stored


class Confidence:
    """The way of one inspection from the call to its publication. Only those who may know come in here."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def move(
        self, inspection_id: str, to: Stage, on: date | None, *, confirmed: bool = False, reason: str = ""
    ) -> bool:
        """Move an inspection to another stage, reached on that day; see `stages.check_move`.

        Only the head says that it is published, and who may know before.
        Raises NotAllowed, FormRefused.
        """
        ability = Ability.RUN_SCHOOL if to == "published" else Ability.RECORD_INSPECTIONS
        with self._group.writing(ability, tidy(reason)) as write:
            inspection = self._known(inspection_id)
            stages.check_move(inspection, to, on, confirmed=confirmed, reason=tidy(reason), today=date.today())
            forwards = stages.ORDER[to] > stages.ORDER[inspection.stage]
            for stage in stages.ORDER:
                if stages.ORDER[stage] > stages.ORDER[to]:
                    stored.set_event(write, inspection_id, stage, None)
            if forwards:
                stored.set_event(write, inspection_id, to, on)
            return stored.set_stage(write, inspection_id, to, on if to == "published" else None)

    def events(self, inspection_id: str) -> dict[str, date]:
        """The days on which things happened, by event: "started", "ended", stages reached, and what was noted.

        Those who may not know what was found see the stages only. Raises EvaluationError when it is not here.
        """
        inspections = Inspections(self._group)
        inspection = inspections.one(inspection_id)
        found = {"started": inspection.started_on, "ended": inspection.last_day}
        if inspection.published_on:
            found["published"] = inspection.published_on
        noted = stored.events(self._group.reading(), inspection_id)
        if not inspections.may_know(inspection_id):
            noted = {event: on for event, on in noted.items() if event in stages.ORDER}
        return found | noted

    def confidants(self, inspection_id: str) -> list[Confidant]:
        """Who may know what was found before it is published, besides the head. Raises NotAllowed."""
        self._known(inspection_id)
        return stored.confidants(self._group.reading(), inspection_id)

    def let_know(self, inspection_id: str, confidant: Confidant) -> bool:
        """Put somebody on the list of those who may know. Raises NotAllowed, FormRefused."""
        self._known(inspection_id)
        confidant = replace(tidied(confidant), email=tidy(confidant.email).lower())
        require(
            {
                "kind": None if confidant.kind in CONFIDANT_KINDS else "Choose who it is.",
                "email": text_problem(confidant.email, "The e-mail", LINE_LENGTH, needed=confidant.kind == "person"),
                "note": text_problem(confidant.note, "The note", LINE_LENGTH, needed=False),
            }
        )
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return stored.add_confidant(write, inspection_id, confidant)

    def take_off(self, inspection_id: str, confidant_id: str) -> bool:
        """Take somebody off the list; True when they were on it. Raises NotAllowed."""
        self._known(inspection_id)
        if confidant_id not in {each.id for each in stored.confidants(self._group.reading(), inspection_id)}:
            return False
        with self._group.writing(Ability.RUN_SCHOOL) as write:
            return stored.remove_confidant(write, confidant_id)

    def readings(self, inspection_id: str) -> list[Reading]:
        """Who read what was found while it was under embargo, the latest first; for the head. Raises NotAllowed."""
        self._group.viewer.require(Ability.RUN_SCHOOL)
        self._known(inspection_id)
        return stored.readings(self._group.reading(), inspection_id)

    def _known(self, inspection_id: str) -> Inspection:
        return known(self._group, inspection_id)
