"""Telling people: the letter to parents, kept with the inspection, and the checklist of who has been told.

Only those who may know come in here, and no reviewers from outside. Nothing for parents leaves while what was
found is under embargo.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from evaluation import stages
from evaluation.access import Ability
from evaluation.details import date_problem, require, text_problem, tidy
from evaluation.errors import EvaluationError
from evaluation.letter import LONGEST_PART, Letter, draft
from evaluation.records import STAGES, Inspection
from evaluation.school.group import Group
from evaluation.school.inspections import Inspections, known
from evaluation.store import confidence
from evaluation.store import telling as stored
from evaluation.telling_people import Item, shipped_telling

PLACE = "Letter to parents"
WAITS = "Until the report is published, parents may not hear what it says. Prepare it now, send it then."


@dataclass(frozen=True)
class Entry:
    """One line of the checklist. `done_on` is None until it is ticked; `waits` while the embargo forbids it."""

    item: Item
    done_on: date | None
    who: str
    waits: bool


class Telling:
    """What people are told after one inspection, and when."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def letter(self, inspection_id: str) -> Letter:
        """The letter to parents, as kept and else as drafted from what was found. Dated today.

        Raises NotAllowed, and EvaluationError until the final report is here.
        """
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        inspection = Inspections(self._group).in_confidence(inspection_id, PLACE)
        drafted, kept = self._draft(inspection), stored.letter_parts(self._group.reading(), inspection_id)
        parts = (replace(p, text=kept[p.id], edited=True) if p.id in kept else p for p in drafted.parts)
        return replace(drafted, parts=tuple(parts))

    def to_send(self, inspection_id: str) -> Letter:
        """The letter for parents' eyes, for `documents.letter`.

        Raises NotAllowed, and EvaluationError while it is under embargo or something has still to be written.
        """
        if self._known(inspection_id).embargoed:
            raise EvaluationError(WAITS)
        letter = self.letter(inspection_id)
        if letter.unfinished:
            missing = ", ".join(f"{part.name} ({' '.join(part.prompts)})" for part in letter.unfinished)
            raise EvaluationError(f"Something in square brackets has still to be written: {missing}")
        return letter

    def save_part(self, inspection_id: str, part_id: str, text: str) -> bool:
        """Keep what the school wrote in one part; the words of the draft again leave it as drafted.

        Raises NotAllowed, FormRefused, EvaluationError.
        """
        drafted = {part.id: part for part in self._draft(self._known(inspection_id)).parts}
        if part_id not in drafted:
            raise EvaluationError(f"The letter has no part “{part_id}”.")
        text, part = tidy(text), drafted[part_id]
        require({part_id: text_problem(text, f"“{part.name}”", LONGEST_PART, needed=False)})
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            return stored.keep_part(write, inspection_id, part_id, None if text == part.text else text)

    def start_again(self, inspection_id: str) -> bool:
        """Let the whole letter be as drafted; True when something had been written. Raises NotAllowed."""
        self._known(inspection_id)
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            kept = stored.letter_parts(self._group.reading(), inspection_id)
            return any([stored.keep_part(write, inspection_id, part, None) for part in kept])

    def checklist(self, inspection_id: str) -> tuple[Entry, ...]:
        """Who is told, in order, and what is done. Raises NotAllowed."""
        inspection = self._known(inspection_id)
        ticks = stored.ticks(self._group.reading(), inspection_id)
        entries = []
        for item in shipped_telling().checklist:
            done_on, who = ticks.get(item.id) or (None, "")
            entries.append(Entry(item, done_on, who, inspection.embargoed and not item.before_publication))
        return tuple(entries)

    def tick(self, inspection_id: str, item_id: str, on: date) -> bool:
        """Tick a line as done on a day. What belongs to the time after publication cannot be ticked before.

        Raises NotAllowed, FormRefused, EvaluationError.
        """
        inspection, item = self._known(inspection_id), _item(item_id)
        if inspection.embargoed and not item.before_publication:
            raise EvaluationError("Until the report is published, this has to wait.")
        earliest = inspection.last_day if item.before_publication else inspection.published_on or inspection.last_day
        require({"on": date_problem(on, "The day", min(earliest, date.today()), date.today())})
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            if item.event:
                confidence.set_event(write, inspection_id, item.event, on)
            return stored.tick(write, inspection_id, item_id, on)

    def untick(self, inspection_id: str, item_id: str) -> bool:
        """Take a tick back; True when there was one. Raises NotAllowed, EvaluationError."""
        self._known(inspection_id)
        item = _item(item_id)
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            done = stored.ticks(self._group.reading(), inspection_id).get(item_id)
            events = confidence.events(self._group.reading(), inspection_id)
            if done and item.event and events.get(item.event) == done.done_on:
                confidence.set_event(write, inspection_id, item.event, None)
            return stored.untick(write, inspection_id, item_id)

    def _known(self, inspection_id: str) -> Inspection:
        """The inspection, for those who may know and belong to the school."""
        self._group.viewer.require(Ability.SEE_EVERYTHING)
        return known(self._group, inspection_id)

    def _draft(self, inspection: Inspection) -> Letter:
        if stages.ORDER[inspection.stage] < stages.ORDER["final"]:
            raise EvaluationError(
                f"The letter is written from the final report. This inspection is at “{STAGES[inspection.stage]}”."
            )
        framework = self._group.library.get(*inspection.framework)
        return draft(Inspections(self._group).relevant(inspection), framework, self._group.details, date.today())


def _item(item_id: str) -> Item:
    found = next((item for item in shipped_telling().checklist if item.id == item_id), None)
    if found is None:
        raise EvaluationError(f"The list has no line “{item_id}”.")
    return found
