"""A self-evaluation filled in offline: the file that leaders take along, looked at when it comes back, and taken back.

Three values meet in every slot: what was exported, what the file says now, and what is stored. What a leader did not
touch in the file changes nothing here, whatever somebody has saved meanwhile; what both changed is a conflict, in
which what is stored stays unless somebody chooses the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from evaluation.access import Ability
from evaluation.details import tidy
from evaluation.errors import EvaluationError, FileRefused
from evaluation.frameworks import Framework, Strand
from evaluation.intake.session_format import Exported, Slot
from evaluation.intake.session_rows import CellProblem, said_in
from evaluation.intake.session_template import SessionFile, open_session_file
from evaluation.records import SelfEvaluation, day
from evaluation.school.group import Group
from evaluation.school.self_evaluations import SelfEvaluations
from evaluation.school.session_slots import Names, values_of
from evaluation.session import Session
from evaluation.store import Write
from evaluation.store import offline as stored
from evaluation.store import self_evaluations as evaluations
from evaluation.store.self_evaluations import ChangedMeanwhile, EvaluationLocked

_LONGEST_NAME = 120


@dataclass(frozen=True)
class ToFillIn:
    """What the file is made from: the self-evaluation, and what stands in each slot with its version."""

    session: Session
    slots: Mapping[Slot, Exported]


@dataclass(frozen=True)
class Difference:
    """A slot in which the file says something else than what is stored, in words for the screen.

    `strand` is its name, `what` the standard's words or "Grade", "Why", "Direction". `stored` is what is here now,
    `file` what the file says, `exported` what stood there when the file was made. `value` is what would be kept.
    Of a conflict `changed_by` and `changed_at` say who changed it here since.
    """

    slot: Slot
    strand: str
    what: str
    stored: str
    file: str
    exported: str
    value: str
    sheet: str
    row: int
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True)
class SessionPreview:
    """What a file would change, before anything is stored.

    changes    what a leader changed in the file, and nobody here
    conflicts  what both changed: what is stored stays unless the file is chosen
    unchanged  how many slots the file leaves as they are
    problems   what cannot be used, by sheet and row
    missing    what the file has no cell for any more, in words; it stays as it is
    unused     columns that hold something and are not brought in
    """

    changes: tuple[Difference, ...]
    conflicts: tuple[Difference, ...]
    unchanged: int
    problems: tuple[CellProblem, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class SessionImport:
    """One file that was brought in and can be taken back; `values` is how many things it changed."""

    id: str
    evaluation_id: str
    file_name: str
    at: str
    who: str
    values: int


@dataclass(frozen=True)
class SessionUndone:
    """What taking back a file did: values put back, and what stayed because somebody has changed it since."""

    restored: int
    stayed: tuple[str, ...]


class SessionTables:
    """Self-evaluations filled in offline, for those who may judge. Each change is one transaction."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._evaluations = SelfEvaluations(group)

    def to_fill_in(self, evaluation_id: str) -> ToFillIn:
        """What the file of an open self-evaluation is made from. Raises NotAllowed, EvaluationLocked."""
        self._group.viewer.require(Ability.JUDGE)
        self._open(evaluation_id)
        session, record = self._evaluations.session(evaluation_id), self._evaluations.record(evaluation_id)
        last = stored.last_changes(self._group.reading(), self._group.school_id, evaluation_id)
        values = values_of(record, [state.strand for state in session.strands])
        return ToFillIn(
            session, {slot: Exported(value, last[slot].id if slot in last else 0) for slot, value in values.items()}
        )

    def read(self, evaluation_id: str, content: bytes, file_name: str) -> SessionFile:
        """A file that came back. Stores nothing.

        Raises FileRefused, also where it is of another school or self-evaluation, EvaluationLocked, NotAllowed.
        """
        self._group.viewer.require(Ability.JUDGE)
        self._open(evaluation_id)
        file = open_session_file(content, file_name)
        self._require_own(file, evaluation_id)
        return file

    def preview(self, evaluation_id: str, file: SessionFile) -> SessionPreview:
        """What a file would change. Stores nothing. Raises NotAllowed, EvaluationLocked, FileRefused."""
        self._group.viewer.require(Ability.JUDGE)
        self._open(evaluation_id)
        self._require_own(file, evaluation_id)
        record = self._evaluations.record(evaluation_id)
        framework, strands = self._strands(record.evaluation)
        found = said_in(file, framework, strands)
        here = values_of(record, strands)
        last = stored.last_changes(self._group.reading(), self._group.school_id, evaluation_id)
        names = Names(framework, strands)
        changes: list[Difference] = []
        conflicts: list[Difference] = []
        problems = list(found.problems)
        for slot, said in found.said.items():
            before = file.exported.get(slot, Exported("", -1))
            value = tidy(said.value)
            if said.value == before.value or value == here[slot]:
                continue
            if wrong := names.problem(slot, value):
                problems.append(CellProblem(said.sheet, said.row, wrong))
                continue
            difference = Difference(
                slot, *names.of(slot), names.words(slot, here[slot]), names.words(slot, value),
                names.words(slot, before.value), value, said.sheet, said.row,
            )  # fmt: skip
            since = last.get(slot)
            if (since.id if since else 0) == before.version:
                changes.append(difference)
            else:
                conflicts.append(_since(difference, since))
        return SessionPreview(
            tuple(changes),
            tuple(conflicts),
            len(found.said) - len(changes) - len(conflicts) - (len(problems) - len(found.problems)),
            tuple(sorted(problems, key=lambda each: each[:2])),
            tuple(": ".join(names.of(slot)) for slot in found.missing),
            tuple(found.unused),
        )

    def bring_in(
        self,
        import_id: str,
        evaluation_id: str,
        file: SessionFile,
        shown: SessionPreview,
        take: Collection[Slot] = (),
    ) -> int:
        """Store what a file changes, all or none; of what is in conflict only what is in `take`. Returns how many.

        `shown` is what was looked at: where it would be something else by now, nothing is stored. `import_id` comes
        from the screen; with it the file is taken back, and a second press stores nothing more. Raises
        ChangedMeanwhile, EvaluationLocked, NotAllowed, FileRefused.
        """
        name = tidy(file.file_name)[:_LONGEST_NAME]
        with self._group.writing(Ability.JUDGE, f"A file filled in offline: {name}") as write:
            if kept := next((each for each in self._rows() if each["id"] == import_id), None):
                return int(kept["values"])
            evaluations.require_open(write, evaluation_id)
            now = self.preview(evaluation_id, file)
            if (now.changes, now.conflicts) != (shown.changes, shown.conflicts):
                raise ChangedMeanwhile(
                    "Somebody has changed something here since the file was looked at, so nothing was stored. What it "
                    "means now is shown: look at it, then bring it in."
                )
            chosen = [*now.changes, *(each for each in now.conflicts if each.slot in take)]
            if chosen:
                here = values_of(self._evaluations.record(evaluation_id), self._strands_of(evaluation_id))
                stored.start(write, import_id, evaluation_id, name)
                _put(write, evaluation_id, {each.slot: each.value for each in chosen})
                stored.finish(
                    write,
                    import_id,
                    [
                        {**each.slot._asdict(), "before": here[each.slot] or None, "after": each.value or None}
                        for each in chosen
                    ],
                )
            return len(chosen)

    def imports(self, evaluation_id: str) -> list[SessionImport]:
        """The files of a self-evaluation that can be taken back, the latest first; none for who may not judge."""
        if not self._group.viewer.may(Ability.JUDGE):
            return []
        self._evaluations.one(evaluation_id)
        rows = (row for row in self._rows() if row["evaluation_id"] == evaluation_id)
        return [SessionImport(**{key: value for key, value in row.items() if key != "last_change"}) for row in rows]

    def undo(self, import_id: str) -> SessionUndone:
        """Put back what a file changed, but for what somebody has changed since. Raises NotAllowed, EvaluationError.

        EvaluationLocked where the self-evaluation has been locked since.
        """
        with self._group.writing(Ability.JUDGE, "A file filled in offline, taken back") as write:
            found = next((row for row in self._rows() if row["id"] == import_id), None)
            if found is None:
                raise EvaluationError("This file is not here, or has been taken back already.")
            evaluation_id = str(found["evaluation_id"])
            evaluations.require_open(write, evaluation_id)
            framework, strands = self._strands(self._evaluations.one(evaluation_id))
            here = values_of(self._evaluations.record(evaluation_id), strands)
            last = stored.last_changes(self._group.reading(), self._group.school_id, evaluation_id)
            back: dict[Slot, str] = {}
            stayed: list[Slot] = []
            for row in stored.changed_by_file(self._group.reading(), import_id):
                slot = Slot(row["thing"], row["part"], row["field"])
                since = slot in last and last[slot].id > found["last_change"]
                if since or here.get(slot) != (row["after"] or ""):
                    stayed.append(slot)
                else:
                    back[slot] = row["before"] or ""
            _put(write, evaluation_id, back)
            stored.remove(write, evaluation_id, import_id)
            names = Names(framework, strands)
            return SessionUndone(len(back), tuple(": ".join(names.of(slot)) for slot in stayed))

    def _rows(self) -> list[dict[str, Any]]:
        return stored.every(self._group.reading(), self._group.school_id)

    def _open(self, evaluation_id: str) -> SelfEvaluation:
        evaluation = self._evaluations.one(evaluation_id)
        if evaluation.locked:
            raise EvaluationLocked(
                "This self-evaluation is locked, so nothing can be filled in. Unlock it first, with a reason."
            )
        return evaluation

    def _strands(self, evaluation: SelfEvaluation) -> tuple[Framework, tuple[Strand, ...]]:
        """Its framework, and its strands in its own order."""
        framework = self._group.library.get(*evaluation.framework)
        return framework, tuple(framework.strand(strand_id) for strand_id in evaluation.strands)

    def _strands_of(self, evaluation_id: str) -> tuple[Strand, ...]:
        return self._strands(self._evaluations.one(evaluation_id))[1]

    def _require_own(self, file: SessionFile, evaluation_id: str) -> None:
        """Raise FileRefused where a file is not of this self-evaluation, naming whose it is as far as one may know."""
        whose = file.identity
        if whose.school_id != self._group.school_id:
            raise FileRefused("This file is of another school, so it was not brought in. Choose that school first.")
        evaluation = self._evaluations.one(evaluation_id)
        if whose.evaluation_id != evaluation_id:
            other = next((each for each in self._evaluations.all() if each.id == whose.evaluation_id), None)
            if other is None:
                raise FileRefused("This file is of a self-evaluation that is no longer here.")
            raise FileRefused(
                f"This file is of the self-evaluation of {day(other.held_on)} against "
                f"{self._group.library.get(*other.framework).short_name}. Open that one, and bring it in there."
            )
        if (whose.framework_id, whose.framework_version) != tuple(evaluation.framework):
            raise FileRefused(
                "This file names another framework than this self-evaluation uses. Download a new one and copy your "
                "entries into it."
            )


def _put(write: Write, evaluation_id: str, values: Mapping[Slot, str]) -> None:
    """Store values by slot, "" for nothing: a mark is removed then, and so is a judgement of which nothing is left."""
    marks: dict[str, Any] = {slot.part: value or None for slot, value in values.items() if slot.thing == "mark"}
    evaluations.put_marks(write, evaluation_id, marks)
    for strand_id in dict.fromkeys(slot.part for slot in values if slot.thing == "judgement"):
        fields: dict[str, Any] = {
            slot.field: value or (None if slot.field != "why" else "")
            for slot, value in values.items()
            if slot.thing == "judgement" and slot.part == strand_id
        }
        evaluations.put_judgement(write, evaluation_id, strand_id, fields)
        evaluations.drop_empty_judgement(write, evaluation_id, strand_id)


def _since(difference: Difference, since: stored.LastChange | None) -> Difference:
    """A difference as a conflict, with who changed it here last."""
    return replace(difference, changed_by=since.who, changed_at=since.at) if since else difference
