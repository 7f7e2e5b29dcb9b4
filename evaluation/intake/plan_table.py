"""A development plan's table, as a school keeps it in Excel or CSV.

Which column is which is guessed in `evaluation.intake.plan_columns`, so that a leader can set it right; the rows
become actions in `evaluation.intake.plan_rows`.
"""

from __future__ import annotations

from evaluation.intake.plan_columns import guess_columns
from evaluation.intake.table_file import Table, read_table
from evaluation.intake.table_sheets import Wanted

PLAN = Wanted(
    "plan",
    guess_columns,
    "Choose the plan as an Excel workbook (.xlsx) or a CSV file, with a row for each action. "
    "If it is a table in a document, copy it into Excel and save it there.",
    5000,
)


def read_plan_table(content: bytes, file_name: str, sheet: str | None = None) -> Table:
    """The plan in a workbook (.xlsx) or CSV file: see `table_file.read_table`. Raises FileRefused."""
    return read_table(content, file_name, PLAN, sheet)
