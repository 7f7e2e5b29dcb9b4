"""Days of the action plan as a calendar file (.ics, RFC 5545) for Outlook, Google Calendar and Apple's Calendar.

Each day is an all-day event. A task (VTODO) would be nearer the meaning, but Google Calendar and Outlook
leave tasks out when they import a file. The file is written here and not by the library `icalendar`, which
takes a backslash before a capital N for a line end ("S:\\New" would lose a letter).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from evaluation.details import tidy
from evaluation.documents.paper import clean
from evaluation.plan.records import Action

_PRODUCT = "-//School self-evaluation//Action plan//EN"
_OUR_NAMES = UUID("5e0d6a4e-3f0b-4f0e-9f6c-6a1c3a0d2b71")
"""Drawn once. With it an event has the same UID in every file, so that a later file replaces it."""

_A_WEEK_BEFORE = "-P6DT15H"
"""Nine in the morning of the seventh day before; an all-day event begins at midnight."""

_LINE = 75
"""Most bytes of a line (RFC 5545, section 3.1)."""
_LONGEST_TITLE = 200
_CONTROLS = re.compile("[\x7f-\x9f]")


def calendar_file(actions: Iterable[Action], school_name: str, made_at: datetime) -> bytes:
    """The due day of each action and the days of its milestones, by day, with a reminder a week before.

    Whose actions, and whether drafts are among them, is the caller's choice; an action without a day gives no
    event. A milestone that was reached stays, so that its event is replaced, without a reminder. Of people only
    the owner's name as typed is in it. `made_at` has a time zone.
    """
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(_one_line(f'{school_name}: action plan'))}",
    ]
    for _, event in sorted(_events(actions, school_name, stamp)):
        lines += event
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _events(actions: Iterable[Action], school_name: str, stamp: str) -> Iterator[tuple[date, list[str]]]:
    for action in actions:
        if action.due_on:
            yield action.due_on, _event(action, "due", action.due_on, "Due", action.what, (), school_name, stamp)
        for step in action.milestones:
            kind = "Milestone reached" if step.reached_on else "Milestone"
            about = (f"Milestone of: {action.what}",)
            yield step.due_on, _event(action, step.id, step.due_on, kind, step.what, about, school_name, stamp)


def _event(
    action: Action, key: str, on: date, kind: str, what: str, about: tuple[str, ...], school_name: str, stamp: str
) -> list[str]:
    title = _text(_title(f"{kind}: {_one_line(what)}"))
    said = [
        what,
        *about,
        f"Owner: {action.owner}" if action.owner else "",
        f"How we will know that it worked: {action.success_measure}" if action.success_measure else "",
        school_name,
    ]
    reminder = [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{title}",
        f"TRIGGER:{_A_WEEK_BEFORE}",
        "END:VALARM",
    ]
    return [
        "BEGIN:VEVENT",
        f"UID:{uuid5(_OUR_NAMES, f'{action.plan_id} {action.id} {key}')}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(on)}",
        *([f"DTEND;VALUE=DATE:{_day(on + timedelta(days=1))}"] if on < date.max else []),
        f"SUMMARY:{title}",
        f"DESCRIPTION:{_text(chr(10).join(part for part in said if part))}",
        "TRANSP:TRANSPARENT",
        *([] if kind == "Milestone reached" else reminder),
        "END:VEVENT",
    ]


def _day(on: date) -> str:
    return on.isoformat().replace("-", "")


def _one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def _title(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"


def _text(text: str) -> str:
    """A text as a value: escaped (RFC 5545, section 3.3.11), without the characters that a value must not hold."""
    kept = _CONTROLS.sub("", clean(tidy(text)))
    for letter in "\\;,":
        kept = kept.replace(letter, f"\\{letter}")
    return kept.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most `_LINE` bytes, cut between letters; each but the first begins with a space."""
    pieces, piece = [], b""
    for letter in line:
        more = letter.encode()
        if len(piece) + len(more) > _LINE:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece, b""])
