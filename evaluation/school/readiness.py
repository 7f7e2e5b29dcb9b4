"""How ready the school is on any day, in words: what does not fit, what goes stale, what is due."""

from __future__ import annotations

from evaluation.school.group import Group


class Readiness:
    """How ready the school is on any day, in words: what does not fit, what goes stale, what is due."""

    def __init__(self, group: Group) -> None:
        self._group = group
