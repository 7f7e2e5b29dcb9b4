"""The call, and rehearsals of it: its day, its checklist, and the clocks."""

from __future__ import annotations

from evaluation.school.group import Group


class Calls:
    """The call, and rehearsals of it: its day, its checklist, and the clocks."""

    def __init__(self, group: Group) -> None:
        self._group = group
