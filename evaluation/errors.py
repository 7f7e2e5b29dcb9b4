"""The errors this package raises on purpose. Each speaks to a leader: what is wrong, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass


class EvaluationError(Exception):
    """Base of every error whose message may be shown on screen as it is."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file: where it is, and what to do about it.

    `line` counts from 1 and is None when the problem is not at one place;
    `field` names the field or column as a person would read it in the file.
    """

    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = f"Line {self.line}" if self.line else "The file"
        return f"{place}, {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class FileRefused(EvaluationError):
    """A file cannot be used. `problems` holds every reason found, in file order."""

    def __init__(self, summary: str, problems: list[Problem] | None = None) -> None:
        super().__init__(summary)
        self.problems = problems or []
