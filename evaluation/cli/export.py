"""`export`: files to take away."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from evaluation.cli.common import Commands, door_of, school_of, urn
from evaluation.errors import EvaluationError
from evaluation.school import School


def add(commands: Commands, anywhere: argparse.ArgumentParser) -> None:
    """Add the commands."""
    export = commands.add_parser("export", help="files to take away").add_subparsers(required=True, metavar="WHAT")
    for name, words, make in (
        ("workbook", "the Excel summary", _workbook),
        ("paper", "the paper for a meeting of governors, as a Word document of two pages", _paper),
        ("sef", "the self-evaluation summary as a Word document, a page for each strand", _sef),
        ("slides", "the screens of Present as a PowerPoint file", _slides),
        ("pack", "the pack for a day's notice: a zip of documents and the files that are suggested", _pack),
    ):
        command = export.add_parser(name, parents=[anywhere], help=words)
        command.add_argument("--out", type=Path, required=True, help="the file to write")
        command.add_argument("--urn", type=urn, help="which school, where the store has several")
        command.set_defaults(run=_write, make=make)
        if make is _workbook:
            command.add_argument(
                "--sheets", nargs="+", metavar="SHEET", help="the sheets beside the cover; else all that hold something"
            )
            command.set_defaults(run=_write_workbook)
        if make is _paper:
            command.add_argument("--meeting", type=_day, required=True, metavar="DATE", help="the day, as 2026-12-03")
            command.add_argument(
                "--since", type=_day, metavar="DATE", help="the last meeting; else the last locked day"
            )
            command.add_argument("--until", type=_day, metavar="DATE", help="how far to look ahead")
            command.set_defaults(run=_write_paper)
        if make is _slides:
            command.add_argument("--sequence", metavar="NAME", help="the sequence chosen in Present; else every screen")
            command.add_argument("--colour", metavar="#RRGGBB", help="the school's colour")
            command.set_defaults(run=_write_slides)


def _write_workbook(options: argparse.Namespace) -> None:
    options.make = partial(_workbook, sheets=options.sheets)
    _write(options)


def _workbook(school: School, sheets: Sequence[str] | None = None) -> bytes:
    """The workbook. Raises EvaluationError for a sheet that there is not, naming those there are."""
    from evaluation.documents.workbook import workbook

    return workbook(school, sheets=sheets)


def _pack(school: School) -> bytes:
    from evaluation.documents.pack import pack

    return pack(school)


def _write_paper(options: argparse.Namespace) -> None:
    options.make = partial(_paper, on=options.meeting, since=options.since, until=options.until)
    _write(options)


def _paper(school: School, on: date, since: date | None, until: date | None) -> bytes:
    """The paper for governors. Raises FormRefused for days in the wrong order."""
    from evaluation.documents.governors_paper import Meeting, governors_paper, next_by, since_default

    last = since or since_default(school, on) or on
    return governors_paper(school, Meeting(on, last, until or next_by(on, min(last, on))))


def _sef(school: School) -> bytes:
    from evaluation.documents.sef import sef

    return sef(school)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day: write it as 2026-12-03") from None


def _write_slides(options: argparse.Namespace) -> None:
    options.make = partial(_slides, sequence=options.sequence, colour=options.colour)
    _write(options)


def _slides(school: School, sequence: str | None = None, colour: str | None = None) -> bytes:
    """The slides of a sequence by its name, in the deck's order without one. Raises EvaluationError."""
    from evaluation import deck
    from evaluation.charts.palette import INK
    from evaluation.documents.slides import presentation

    here = {slide.key: slide for slide in deck.slides(school, "light", date.today())}
    keys = tuple(here)
    if sequence is not None:
        orders = {order.name: order for order in school.meetings.orders()}
        if sequence not in orders:
            raise EvaluationError(f"No sequence “{sequence}”. Here: {', '.join(orders) or 'none yet'}.")
        keys = orders[sequence].shown(here)
    if not keys:
        raise EvaluationError("There is nothing to show yet. Lock a self-evaluation or bring in an inspection first.")
    return presentation([here[key] for key in keys], school.details.name, colour or INK["light"].ours, date.today())


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
