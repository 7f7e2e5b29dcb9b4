"""A line of a file of practice with its source, and how sure it is."""

from __future__ import annotations

from datetime import date

from evaluation.frameworks.model import Record, Slug, Text
from evaluation.records import day


class Sourced(Record):
    """Something with its source, the school's practice where there is none; unconfirmed without `confirmed_on`."""

    id: Slug
    source: Text | None = None
    confirmed_on: date | None = None
    note: Text | None = None

    @property
    def origin(self) -> str:
        """The source and how sure it is, in a sentence; "" for the project's own practice."""
        if not self.source:
            return ""
        sure = f"confirmed on {day(self.confirmed_on)}" if self.confirmed_on else "not confirmed: check it"
        return f"Source: {self.source}; {sure}."
