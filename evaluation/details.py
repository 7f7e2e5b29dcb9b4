"""Checks on what people type: the school's details, and the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from evaluation.errors import EvaluationError
from evaluation.records import PHASES, SCHOOL_TYPES, SchoolDetails

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

AnyRecord = TypeVar("AnyRecord", bound="DataclassInstance")

NAME_LENGTH = 120
LINE_LENGTH = 300
TEXT_LENGTH = 4000


class FormRefused(EvaluationError):
    """A form has fields that cannot be saved. `fields` maps a field's name to what is wrong with it."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


def require(fields: dict[str, str | None]) -> None:
    """Raise FormRefused for the fields that have a problem; None means that the field is right."""
    wrong = {name: problem for name, problem in fields.items() if problem}
    if wrong:
        raise FormRefused(wrong)


def check_school(school: SchoolDetails, others: Iterable[SchoolDetails]) -> None:
    """Raise FormRefused when a school's details cannot be right. `others` are the schools already here."""
    taken = next((o for o in others if o.id != school.id and o.urn is not None and o.urn == school.urn), None)
    require(
        {
            "name": text_problem(school.name, "The school's name", NAME_LENGTH),
            "urn": None
            if school.demo
            else urn_problem(school.urn) or (f"{taken.name} has this URN already." if taken else None),
            "phase": None if school.phase in PHASES else "Choose a phase.",
            "type": None if school.type in SCHOOL_TYPES else "Choose a type of school.",
            "trust": text_problem(school.trust, "The trust", NAME_LENGTH, needed=False),
            "local_authority": text_problem(school.local_authority, "The local authority", NAME_LENGTH, needed=False),
        }
    )


def urn_problem(urn: int | None) -> str | None:
    """What is wrong with a unique reference number: in England it has six digits and does not begin with 0."""
    if urn is None or not re.fullmatch(r"[1-9]\d{5}", str(urn)):
        return "The URN has six digits. You find it on Get Information about Schools or on your last report."
    return None


def read_urn(text: str) -> int | None:
    """The number in what was typed, spaces ignored, or None when it is not a number."""
    digits = re.sub(r"\s", "", text)
    return int(digits) if digits.isascii() and digits.isdigit() else None


def tidy(text: str) -> str:
    """What was typed or pasted, without space around it; every kind of line end becomes one (Word pastes its own)."""
    return re.sub(r"\r\n?|[\x0b\x0c\u2028\u2029]", "\n", text).strip()


def tidied(record: AnyRecord) -> AnyRecord:
    """A record with each of its own texts tidy."""
    texts = {f.name: getattr(record, f.name) for f in fields(record)}
    return replace(record, **{name: tidy(text) for name, text in texts.items() if isinstance(text, str)})


def text_problem(text: str, what: str, most: int, needed: bool = True) -> str | None:
    """What is wrong with a text: missing though needed, too long, or with characters that cannot be kept."""
    if needed and not text.strip():
        return f"{what} is missing."
    if len(text) > most:
        return f"{what} is longer than {most} letters ({len(text)}). Shorten it."
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", text):
        return f"{what} holds characters that cannot be shown. Type it again."
    return None


def date_problem(day: date | None, what: str, earliest: date, latest: date) -> str | None:
    """What is wrong with a date that must lie between two days."""
    if day is None:
        return f"{what} is missing."
    if day > latest:
        return f"{what} ({day:%d/%m/%Y}) lies too far ahead: the latest is {latest:%d/%m/%Y}."
    if day < earliest:
        return f"{what} ({day:%d/%m/%Y}) is before {earliest:%d/%m/%Y}."
    return None


def days_ahead(days: int) -> date:
    """The day so many days from today."""
    return date.today() + timedelta(days=days)
