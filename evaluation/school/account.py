"""The record of changes in words a headteacher reads: what was changed, in what, from what to what."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from textwrap import shorten

from evaluation.evidence.files import size_words
from evaluation.evidence.records import Evidence
from evaluation.frameworks import Framework, FrameworkKey, Library
from evaluation.indicators.records import Challenge
from evaluation.plan.records import PlanRecord
from evaluation.records import Change, Inspection, SelfEvaluation, day
from evaluation.school import number_words, practice_words
from evaluation.school.change_words import CHOICES, FIELDS, LISTS, PARTS, WHERE, YES_NO, moment
from evaluation.visible.records import Away, Practice

UNTIL_PUBLISHED = "Confidential until published"
_SAYS_NOTHING = {"inspection_event", "confidant", "told", "call", "call_check"}
_FACTS = {"started_on", "ended_on", "published_on", "stage", "kind", "framework_id", "framework_version", "number"}


def without_embargoed(change: Change, embargoed: Container[str]) -> Change:
    """A change with its values left out where they say what an inspection under embargo found."""
    if change.key.split(" ")[0] not in embargoed or change.thing in _SAYS_NOTHING:
        return change
    if change.thing == "inspection" and change.field in _FACTS:
        return change
    old, new = (value if value is None else UNTIL_PUBLISHED for value in (change.old, change.new))
    reason = UNTIL_PUBLISHED if change.reason else ""
    return replace(change, old=old, new=new, key=change.key.split(" ")[0], reason=reason)


UNTIL_LOCKED = "Not shown until the self-evaluation is locked"


def without_blind(change: Change, locked: Container[str]) -> Change:
    """A change with its values left out where they say what one leader says of a strand, unless it is locked."""
    if change.thing != "leader_judgement" or change.key.split(" ")[0] in locked:
        return change
    old, new = (value if value is None else UNTIL_LOCKED for value in (change.old, change.new))
    return replace(change, old=old, new=new)


class Account:
    """Names for what the record of changes calls by id."""

    def __init__(
        self,
        library: Library,
        evaluations: list[SelfEvaluation],
        inspections: list[Inspection],
        evidence: list[Evidence],
        plans: Sequence[PlanRecord] = (),
        practices: Sequence[Practice] = (),
        away: Sequence[Away] = (),
        challenges: Sequence[Challenge] = (),
    ) -> None:
        self._library = library
        self._frameworks: dict[str, FrameworkKey] = {e.id: e.framework for e in evaluations}
        self._frameworks |= {i.id: i.framework for i in inspections}
        self._names = {e.id: f"Self-evaluation of {day(e.held_on)}" for e in evaluations}
        self._names |= {i.id: f"{i.kind_name} of {day(i.started_on)}" for i in inspections}
        self._names |= {e.id: f"Evidence: {e.title}" for e in evidence}
        self._names |= {r.plan.id: f"Action plan: {r.plan.name}" for r in plans}
        self._names |= {a.id: f"Action: {_short(a.what)}" for r in plans for a in r.actions}
        self._names |= {a.id: f"Final audit of {r.plan.name}" for r in plans for a in r.audits}
        self._names |= {p.id: f"Practice: {_short(p.what)}" for p in practices}
        self._names |= {a.id: f"Away: {_short(a.what)}" for a in away}
        self._names |= {c.id: f"Challenge: {_short(c.name)}" for c in challenges}
        self._evidence = {e.id: e.title for e in evidence}
        self._embargoed = {i.id for i in inspections if i.embargoed}
        self._points = {p.id: _short(p.text) for i in inspections for p in i.points}

    def row(self, change: Change) -> dict[str, str]:
        """One change as a row: When, Who, In, Of, What, From, To, Reason. All text, times local."""
        owner, _, part = change.key.partition(" ")
        framework = self._framework(owner)
        if change.thing == "framework_file":
            change = replace(change, old=change.old and "A file", new=change.new and "A file")
        if change.field == "evidence":
            change = replace(change, old=self._titles(change.old), new=self._titles(change.new))
        if change.field == "linked_standard":
            change = replace(change, old=self._standard(change.old), new=self._standard(change.new))
        if change.thing in practice_words.THINGS:
            values = (practice_words.in_words(change.field, value, self._library) for value in (change.old, change.new))
            change = replace(change, old=next(values), new=next(values))
        if change.thing in number_words.THINGS:
            values = (number_words.in_words(change.field, value, self._library) for value in (change.old, change.new))
            change = replace(change, old=next(values), new=next(values))
        return {
            "When": change.at.astimezone().strftime("%d/%m/%Y %H:%M:%S"),
            "Who": change.who,
            "In": self._in(change, owner),
            "Of": self._of(change, owner, part),
            "What": _field(change),
            "From": _value(change.old, change.field, framework),
            "To": _value(change.new, change.field, framework),
            "Reason": change.reason,
        }

    def _in(self, change: Change, owner: str) -> str:
        known = self._names.get(owner) or number_words.named(change.thing, owner)
        return known or {**WHERE, **practice_words.THINGS, **number_words.THINGS}.get(change.thing, "School")

    def _of(self, change: Change, owner: str, part: str) -> str:
        """What of it was changed: a strand, a standard, or a point by its text; under embargo not what is serious."""
        if change.thing in PARTS:
            return PARTS[change.thing]
        if change.thing == "call_check":
            return f"Line: {part.replace('-', ' ')}"
        if change.thing == "audit_look":
            return self._names.get(part, "")
        if change.thing == "half_life":
            return CHOICES["kind"].get(part, part)
        if change.thing in ("audit_judgement", "strand_card"):
            return self._judged(*part.split(" "))
        if change.thing == "leader_judgement":
            strand_id, _, who = part.partition(" ")
            return f"{_part_name(self._framework(owner), strand_id)}, what {who} says"
        if change.thing in ("point", "immediate_action", "account"):
            if owner in self._embargoed:
                return ""
            if not part.startswith("finding "):
                return self._points.get(part, "")
        return _part_name(self._framework(owner), part.removeprefix("finding "))

    def _judged(self, framework_id: str, strand_id: str) -> str:
        editions = (each for each in self._library.frameworks.values() if each.id == framework_id)
        return next((s.name for each in editions for s in each.strands if s.id == strand_id), strand_id)

    def _standard(self, value: str | None) -> str | None:
        """A standard, named as "framework id, standard id", by its strand and its words."""
        if value is None:
            return None
        framework_id, _, standard_id = value.partition(" ")
        editions = [each for each in self._library.frameworks.values() if each.id == framework_id]
        named = (_part_name(each, standard_id) for each in editions)
        return next((words for words in named if words != standard_id), standard_id)

    def _titles(self, value: str | None) -> str | None:
        """Evidence by its titles; what is only words already (under embargo) stays as it is."""
        if value is None or not value.startswith("["):
            return value
        return ", ".join(self._evidence.get(each, "Evidence since removed") for each in json.loads(value))

    def _framework(self, owner: str) -> Framework | None:
        key = self._frameworks.get(owner)
        return self._library.frameworks.get(key) if key else None


def _short(text: str) -> str:
    return shorten(text, 80, placeholder=" …")


def _field(change: Change) -> str:
    if change.field == "locked_at":
        return "Locked" if change.new else "Unlocked"
    own = practice_words.FIELDS if change.thing in practice_words.THINGS else {}
    own = number_words.FIELDS if change.thing in number_words.THINGS else own
    return own.get(change.field) or FIELDS.get(change.field, change.field.replace("_", " ").capitalize())


def _part_name(framework: Framework | None, part: str) -> str:
    """The strand or standard that the second half of a key names."""
    if framework is None:
        return part
    for strand in framework.strands:
        if strand.id == part:
            return strand.name
        for standard in strand.standards:
            if standard.id == part:
                return f"{strand.name}: {standard.text}"
    return part


def _value(value: str | None, field: str, framework: Framework | None) -> str:
    if value is None:
        return ""
    if value in (UNTIL_PUBLISHED, UNTIL_LOCKED):
        return value
    if field in YES_NO:
        return "yes" if value == "1" else "no"
    if field == "strands":
        named = _words(framework, "strand_id")
        return ", ".join(named.get(each, each) for each in value.strip("[]").replace('"', "").split(", "))
    if field in CHOICES:
        return CHOICES[field].get(value, value)
    if field == "size":
        return size_words(int(value)) if value.isdigit() else value
    if field == "reasons":
        return " ".join(json.loads(value))
    if field in ("grade", "strand_id"):
        return _words(framework, field).get(value, value.replace("_", " "))
    if field in LISTS:
        number = len(json.loads(value))
        return f"{number} {LISTS[field][number != 1]}"
    if field.endswith(("_at", "_on", "_day")) or field == "at":
        return moment(value)
    return value


def _words(framework: Framework | None, field: str) -> Mapping[str, str]:
    if framework is None:
        return {}
    if field == "strand_id":
        return {strand.id: strand.name for strand in framework.strands}
    return {grade.id: grade.name for scale in framework.scales for grade in scale.grades}
