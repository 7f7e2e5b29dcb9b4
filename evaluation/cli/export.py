"""`export`: files to take away."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from evaluation.cli.common import Commands, door_of, school_of, urn
from evaluation.errors import EvaluationError
from evaluation.school import School


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the commands."""
    export = commands.add_parser("export", help="files to take away").add_subparsers(required=True, metavar="WHAT")
    for name, words, make in (
        ("workbook", "the Excel summary", _workbook),
        ("pack", "the pack for a day's notice: a zip of documents and the files that are suggested", _pack),
    ):
        command = export.add_parser(name, parents=[anywhere], help=words)
        command.add_argument("--out", type=Path, required=True, help="the file to write")
        command.add_argument("--urn", type=urn, help="which school, where the store has several")
        command.set_defaults(run=_write, make=make)


def _workbook(school: School) -> bytes:
    from evaluation.documents.workbook import workbook

    return workbook(school)


def _pack(school: School) -> bytes:
    from evaluation.documents.pack import pack

    return pack(school)


def _write(options: argparse.Namespace) -> None:
    """Make what was asked for and write it down."""
    make: Callable[[School], bytes] = options.make
    school = school_of(door_of(options), options.urn)
    content = make(school)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        hint = " Is it open in Excel?" if isinstance(error, PermissionError) else ""
        raise EvaluationError(f"{options.out} cannot be written: {error.strerror}.{hint}") from None
    print(f"{options.out} written for {school.details.name}.")
