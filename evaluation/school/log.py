"""The log of the two days: what was asked, said, seen, offered and promised."""

from __future__ import annotations

from evaluation.school.group import Group


class Log:
    """The log of the two days: what was asked, said, seen, offered and promised."""

    def __init__(self, group: Group) -> None:
        self._group = group
