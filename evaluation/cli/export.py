"""`export`: files to take away."""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.cli.common import Commands, door_of, school_of, urn
from evaluation.errors import EvaluationError


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the commands."""
    export = commands.add_parser("export", help="files to take away").add_subparsers(required=True, metavar="WHAT")
    workbook = export.add_parser("workbook", parents=[anywhere], help="the Excel summary")
    workbook.add_argument("--out", type=Path, required=True, help="the file to write")
    workbook.add_argument("--urn", type=urn, help="which school, where the store has several")
    workbook.set_defaults(run=_workbook)


def _workbook(options: argparse.Namespace) -> None:
    from evaluation.documents.workbook import workbook

    school = school_of(door_of(options), options.urn)
    content = workbook(school)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        hint = " Is it open in Excel?" if isinstance(error, PermissionError) else ""
        raise EvaluationError(f"{options.out} cannot be written: {error.strerror}.{hint}") from None
    print(f"{options.out} written for {school.details.name}.")
