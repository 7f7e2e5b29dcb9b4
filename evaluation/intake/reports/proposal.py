"""What a report is read as: proposals for a leader to accept, change or drop, each beside the words it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from evaluation.frameworks import FrameworkKey, InspectionKind

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True)
class Proposed(Generic[Value]):
    """A value and the words of the report that it was read from.

    `sentence` is exact, with single spaces. `page` counts from 1 and is where it begins; a bullet may run on to
    the next page.
    """

    value: Value
    sentence: str
    page: int


@dataclass(frozen=True)
class ReportProposal:
    """One report or letter as read. Nothing in it is stored, and nothing in it is guessed.

    `layout` says in words which kind of report it was taken for, and decides `kind`; `framework` follows from it
    and the date. `findings` are (strand id, grade id) of what the report grades. Each of `recommendations` is a
    whole statement: a point under a lead-in has the lead-in before it, and its `sentence` is the point alone.
    `missing` names what was looked for and not found, and what was found in two versions.
    """

    file_name: str
    layout: str
    kind: InspectionKind
    framework: FrameworkKey
    urn: Proposed[int] | None
    school: Proposed[str] | None
    started_on: Proposed[date] | None
    ended_on: Proposed[date] | None
    published_on: Proposed[date] | None
    number: Proposed[str] | None
    findings: tuple[tuple[str, Proposed[str]], ...]
    strengths: tuple[Proposed[str], ...]
    recommendations: tuple[Proposed[str], ...]
    outcome: Proposed[str] | None
    missing: tuple[str, ...] = ()
