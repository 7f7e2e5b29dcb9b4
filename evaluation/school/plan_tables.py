"""A development plan that a school keeps as a table: looked at first, then brought in as drafts, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.access import Ability
from evaluation.errors import EvaluationError, Problem
from evaluation.frameworks import FrameworkKey
from evaluation.intake.plan_columns import Field, guess_columns
from evaluation.intake.plan_rows import actions_from
from evaluation.intake.plan_table import read_plan_table
from evaluation.intake.table_file import Table
from evaluation.plan.audit import require_no_open_audit
from evaluation.plan.records import Action, PlanRecord
from evaluation.school import plan_guard as guard
from evaluation.school.group import Group
from evaluation.store import plan_imports as stored
from evaluation.store import plans


@dataclass(frozen=True)
class TablePreview:
    """What a table holds for a plan, before anything is stored.

    new      drafts that would come in, in file order: to be handed to `bring_in`
    known    rows that are in the plan already; they stay as they are
    refused  rows that cannot come in, by line
    remarks  cells that were read in a way a leader should see first, or left out
    unused   headings of columns that hold something and are not brought in
    """

    new: tuple[Action, ...]
    known: tuple[Action, ...]
    refused: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class PlanImport:
    """One table that was brought in and can be taken back. `drafts` is how many of its actions are still here."""

    id: str
    plan_id: str
    file_name: str
    at: str
    who: str
    drafts: int


@dataclass(frozen=True)
class TableUndone:
    """What taking back a table did: drafts removed, and what stayed because somebody has worked on it since."""

    removed: int
    stayed: tuple[str, ...]


class PlanTables:
    """Development plans from Excel and CSV files."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def read(self, content: bytes, file_name: str, sheet: str | None = None) -> Table:
        """The table in a workbook (.xlsx) or CSV file. Stores nothing. Raises FileRefused, NotAllowed."""
        self._group.viewer.require(Ability.PLAN)
        return read_plan_table(content, file_name, sheet)

    def guess(self, table: Table) -> dict[Field, int]:
        """Which column is which, as far as it is recognised, to be set right on screen."""
        return guess_columns(table.header)

    def preview(
        self, plan_id: str, table: Table, columns: Mapping[Field, int], framework: FrameworkKey
    ) -> TablePreview:
        """What a table holds for a plan; `framework` is the edition whose strands it names. Stores nothing.

        Raises NotAllowed, EvaluationError.
        """
        self._group.viewer.require(Ability.PLAN)
        return self._preview(self._plan(plan_id), table, columns, framework)

    def bring_in(
        self, import_id: str, plan_id: str, table: Table, columns: Mapping[Field, int], framework: FrameworkKey
    ) -> TablePreview:
        """Store what is new in a table as drafts, all or none. `new` in the result is what came in.

        `import_id` comes from the screen; with it the table is taken back. On a second press nothing is new. Raises
        NotAllowed, EvaluationError.
        """
        with self._group.writing(Ability.PLAN, "A development plan brought in") as write:
            record = self._plan(plan_id)
            preview = self._preview(record, table, columns, framework)
            if preview.new:
                require_no_open_audit(record)
                if any(row["id"] == import_id for row in stored.every(self._group.reading(), self._group.school_id)):
                    raise EvaluationError("This table has been brought in already. Choose the file again.")
                stored.start(write, import_id, plan_id, table.file_name)
                for action in preview.new:
                    plans.save_action(write, action, import_id)
                stored.finish(write, import_id)
            return preview

    def imports(self) -> list[PlanImport]:
        """The tables that can be taken back, the latest first; not those of plans that the viewer may not know."""
        if not self._group.viewer.may(Ability.SEE_EVERYTHING):
            return []
        hidden = guard.embargoed(self._group)
        hidden -= guard.knows(self._group, hidden)
        shown = {record.plan.id for record in guard.whole(self._group) if record.plan.inspection_id not in hidden}
        every = stored.every(self._group.reading(), self._group.school_id)
        return [PlanImport(**row) for row in every if row["plan_id"] in shown]

    def undo(self, import_id: str) -> TableUndone:
        """Take a table back: drafts that nobody has worked on since. Raises NotAllowed, EvaluationError."""
        with self._group.writing(Ability.PLAN, "A development plan taken back") as write:
            found = next((each for each in self.imports() if each.id == import_id), None)
            if found is None:
                raise EvaluationError("This table is not here, or has been taken back already.")
            guard.require_known(self._group, guard.sources(self._plan(found.plan_id)))
            removed, stayed = stored.undo(write, import_id)
            return TableUndone(removed, tuple(stayed))

    def _plan(self, plan_id: str) -> PlanRecord:
        record = guard.plan_to_change(self._group, plan_id)
        guard.require_known(self._group, [record.plan.inspection_id])
        return record

    def _preview(
        self, record: PlanRecord, table: Table, columns: Mapping[Field, int], framework: FrameworkKey
    ) -> TablePreview:
        rows = actions_from(table, columns, record.plan, self._group.library.get(*framework))
        here = {action.id for action in record.actions}
        new = tuple(action for action in rows.actions if action.id not in here)
        known = tuple(action for action in rows.actions if action.id in here)
        return TablePreview(new, known, rows.refused, rows.remarks, rows.unused)
