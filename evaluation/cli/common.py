"""What the commands share: the door, one school, the arguments that name schools and files, JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TypeAlias

from evaluation.access import LOCAL_HEAD
from evaluation.details import read_urn
from evaluation.errors import EvaluationError, FileRefused
from evaluation.school import Door, School

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a noun's module adds its commands."""


def door_of(options: argparse.Namespace) -> Door:
    """The door of whoever sits at this computer, to the store asked for."""
    return Door.at(options.store, LOCAL_HEAD)


def school_of(door: Door, urn: int | None) -> School:
    """The school with this URN; without one, the store's only school, the demo aside. Raises EvaluationError."""
    if urn is not None and (school := door.school_with_urn(urn)):
        return school
    schools = door.schools()
    found = [details for details in schools if urn is None and not details.demo]
    found = found or [details for details in schools if urn is None]
    if not found:
        here = ", ".join(f"{details.name} ({details.urn})" if details.urn else details.name for details in schools)
        raise EvaluationError(f"No such school in {door.place}. Here: {here or 'no school yet'}.")
    if len(found) > 1:
        raise EvaluationError("The store has several schools: say which with --urn.")
    return door.school(found[0].id)


def urn(text: str) -> int:
    """An argument that is a school's number."""
    found = read_urn(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a URN: six digits are needed")
    return found


def urn_or_file(text: str) -> int | Path:
    """An argument that is a school's number, or a file that is there."""
    path = Path(text)
    return path if path.is_file() else urn(text)


def bytes_of(path: Path) -> bytes:
    """What is in a file. Raises EvaluationError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}.") from None


def text_of(path: Path) -> str:
    """A file's text. Raises EvaluationError."""
    try:
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(f"{path.name} is not text in UTF-8. Save it as UTF-8 in your editor.") from None


def print_json(value: object) -> None:
    """Answer in JSON."""
    print(json.dumps(value, indent=2, ensure_ascii=False))
