"""The call, and rehearsals of it: its day, its checklist, and the clocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from evaluation.access import Ability
from evaluation.call import checklist as lines
from evaluation.call import clock
from evaluation.call.records import Call
from evaluation.details import NAME_LENGTH, require, text_problem, tidy
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework, InspectionKind
from evaluation.records import INSPECTION_KINDS, Inspection
from evaluation.school import inspections
from evaluation.school.group import Group
from evaluation.school.visible import Visible
from evaluation.store import Write, calendar
from evaluation.store import calls as stored
from evaluation.store import inspections as stored_inspections
from evaluation.working_days import Closure

GONE = "This call is no longer here: someone removed it."
PUT_AWAY = "This is put away, and stays as it was. Open it again to change something."


class Calls:
    """The day of the call. Those who write the log come in here; a real call is begun by who records inspections."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def all(self) -> list[Call]:
        """Every call and rehearsal, the latest first. Raises NotAllowed."""
        self._group.viewer.require(Ability.LOG)
        return stored.every(self._group.reading(), self._group.school_id)

    def open_now(self) -> Call | None:
        """The call that is not put away; while there is none, the rehearsal that goes on. Raises NotAllowed."""
        return _open(self.all())

    def rehearsals(self) -> list[Call]:
        """Every rehearsal, the latest first. Raises NotAllowed."""
        return [call for call in self.all() if call.rehearsal]

    def one(self, call_id: str) -> Call:
        """A call or rehearsal. Raises NotAllowed, EvaluationError when it is gone."""
        found = next((call for call in self.all() if call.id == call_id), None)
        if found is None:
            raise EvaluationError(GONE)
        return found

    def entries(self, call: Call) -> tuple[lines.Entry, ...]:
        """The lines of a call in the order of the day, and how it stands with each."""
        self._group.reading()
        return lines.entries(call, lines.shipped_checklist())

    def closures(self) -> list[Closure]:
        """The school's own holidays, as working days and terms are counted with."""
        holidays = calendar.holidays(self._group.reading(), self._group.school_id)
        return [Closure(holiday.name, holiday.first_on, holiday.last_on) for holiday in holidays]

    def usual_days(self, called_on: date) -> tuple[date, date]:
        """The days on which inspectors come as a rule after a call on that day.

        They are the two of its week, as the school has set them, where both are still to come; else the next two
        working days.
        """
        days = Visible(self._group).week(called_on).days
        if days and days[0] > called_on:
            return days[0], days[-1]
        return clock.usual_days(called_on, self.closures())

    def usual_kind(self) -> InspectionKind:
        """The kind of inspection that a call is about as a rule."""
        if self._group.details.type == "Independent school":
            return "independent_standards"
        usual = self._group.library.usable("inspection", date.today())[0].inspection_kind
        return usual or "graded"

    def announced(self) -> list[Inspection]:
        """The inspections at stage "notified" that no call is about yet, without what is confidential."""
        taken = {call.inspection_id for call in self.all()}
        every = inspections.Inspections(self._group).all()
        return [each for each in every if each.stage == "notified" and each.id not in taken]

    def names(self) -> list[str]:
        """The names that were given as owners of lines so far, in the order of the alphabet."""
        return sorted({check.owner for call in self.all() for check in call.checks.values() if check.owner})

    def start(self, call: Call, kind: InspectionKind | None = None) -> Call:
        """Begin a call or a rehearsal, with today's checklist; returns the one that is open then.

        Where one is open already, it is that one: two people who press at once land in the same. A real call puts an
        open rehearsal away. It is about its `inspection_id`, which must be announced; without one it makes an
        inspection of this kind (else the usual) at stage "notified". A rehearsal makes nothing. Raises NotAllowed,
        FormRefused.
        """
        now = _now()
        with self._group.writing(Ability.LOG if call.rehearsal else Ability.RECORD_INSPECTIONS) as write:
            here = _open(self.all())
            if here and (call.rehearsal or not here.rehearsal):
                return here
            if any(each.id == call.id for each in self.all()):
                raise EvaluationError(PUT_AWAY)
            clock.check_call(call, now)
            call = replace(call, lines=lines.shipped_checklist().ids, ended_at=None, checks={})
            if call.rehearsal:
                call = replace(call, inspection_id=None)
            else:
                call = self._about(write, call, kind or self.usual_kind())
                if here:
                    stored.save(write, replace(here, ended_at=now))
            stored.save(write, call)
            return call

    def plan_call(self, call_id: str, at: datetime | None) -> bool:
        """Set the time of the planning call, None for not known. Raises NotAllowed, FormRefused, EvaluationError."""
        with self._changing(call_id) as (write, call):
            call = replace(call, planning_call_at=at)
            require({"planning_call_at": clock.planning_problem(call)})
            return stored.save(write, call)

    def own(self, call_id: str, item: str, owner: str) -> bool:
        """Say who does a line, "" for nobody yet; True when that changed anything.

        Raises NotAllowed, FormRefused, EvaluationError.
        """
        owner = " ".join(tidy(owner).split())
        require({"owner": text_problem(owner, "The name", NAME_LENGTH, needed=False)})
        with self._changing(call_id, item) as (write, call):
            known = call.checks.get(item)
            return owner != (known.owner if known else "") and stored.own(write, call_id, item, owner)

    def tick(self, call_id: str, item: str) -> bool:
        """Say that a line is done, now; False where it was done already. Raises NotAllowed, EvaluationError."""
        with self._changing(call_id, item) as (write, _):
            return stored.tick(write, call_id, item, _now())

    def untick(self, call_id: str, item: str) -> bool:
        """Say that a line is not done after all; False where it was not. Raises NotAllowed, EvaluationError."""
        with self._changing(call_id, item) as (write, call):
            known = call.checks.get(item)
            return bool(known and known.done_at) and stored.untick(write, call_id, item)

    def end(self, call_id: str) -> bool:
        """Put a call or rehearsal away; False where it was. Raises NotAllowed, EvaluationError."""
        with self._group.writing(self._ability(call_id)) as write:
            call = self.one(call_id)
            return call.ended_at is None and stored.save(write, replace(call, ended_at=_now()))

    def reopen(self, call_id: str) -> bool:
        """Open one again that was put away. Raises NotAllowed, EvaluationError while another is open."""
        with self._group.writing(self._ability(call_id)) as write:
            call = self.one(call_id)
            here = _open(self.all())
            if here and here.id != call_id:
                raise EvaluationError("Another one is open. Put that away first.")
            return stored.save(write, replace(call, ended_at=None))

    def remove(self, call_id: str) -> bool:
        """Remove a call or rehearsal that was a mistake; True where its inspection went with it.

        Only one that the call has made goes, and only while nothing else has been said of it. Raises NotAllowed,
        EvaluationError.
        """
        with self._group.writing(Ability.RECORD_INSPECTIONS) as write:
            call = self.one(call_id)
            goes = self._untouched(call)
            stored.remove(write, call_id)
            return goes and stored_inspections.remove(write, call_id)

    def takes_its_inspection(self, call: Call) -> bool:
        """Whether removing this call would remove its inspection too. Raises NotAllowed."""
        self._group.viewer.require(Ability.RECORD_INSPECTIONS)
        return self._untouched(call)

    def _ability(self, call_id: str) -> Ability:
        return Ability.LOG if self.one(call_id).rehearsal else Ability.RECORD_INSPECTIONS

    @contextmanager
    def _changing(self, call_id: str, item: str | None = None) -> Iterator[tuple[Write, Call]]:
        """A transaction on a call that is open, and on one of its lines. Raises NotAllowed, EvaluationError."""
        with self._group.writing(Ability.LOG) as write:
            call = self.one(call_id)
            if call.ended_at:
                raise EvaluationError(PUT_AWAY)
            if item is not None and item not in call.lines:
                raise EvaluationError(f"The list has no line “{item}”.")
            yield write, call

    def _about(self, write: Write, call: Call, kind: InspectionKind) -> Call:
        """A real call with its inspection: the announced one that it names, else one that is made now."""
        if call.inspection_id is not None:
            if call.inspection_id not in {each.id for each in self.announced()}:
                raise EvaluationError("This inspection is no longer one that was only announced. Choose again.")
            return call
        require({"kind": None if kind in INSPECTION_KINDS else "Choose a kind of inspection."})
        inspections.keep(self._group, write, self._made(call, kind), call.called_at.date())
        return replace(call, inspection_id=call.id)

    def _made(self, call: Call, kind: InspectionKind) -> Inspection:
        """The inspection that a call makes: it bears the call's own id."""
        framework = self._framework(kind, call.first_day)
        return Inspection(call.id, kind, framework.key, call.first_day, ended_on=call.second_day, stage="notified")

    def _framework(self, kind: InspectionKind, on: date) -> Framework:
        """The framework in force of this kind of inspection; of a kind without one, the first in force."""
        usable = self._group.library.usable("inspection", on)
        return next((each for each in usable if each.inspection_kind == kind and each.in_force(on)), usable[0])

    def _untouched(self, call: Call) -> bool:
        """Whether the call has made its inspection and nobody has said anything of it since."""
        every = {each.id: each for each in inspections.everything(self._group)}
        here = every.get(call.id) if call.made_its_inspection else None
        return (
            here is not None
            and here == self._made(call, here.kind)
            and inspections.may_know_of(self._group, here)
            and not stored.anything_said(self._group.reading(), here.id)
        )


def _open(calls: list[Call]) -> Call | None:
    """The one that is open of some, the latest first: a real call before a rehearsal."""
    return min((call for call in calls if call.ended_at is None), key=lambda call: call.rehearsal, default=None)


def _now() -> datetime:
    """The time here, to the second, without a zone."""
    return datetime.now().replace(microsecond=0)
