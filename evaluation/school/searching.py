"""Words found in everything that a person may see."""

from __future__ import annotations

from evaluation.school.group import Group


class Search:
    """Words found in everything that a person may see."""

    def __init__(self, group: Group) -> None:
        self._group = group
