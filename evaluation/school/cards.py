"""A card for each strand: our grade, why, what shows it, what comes next, who speaks."""

from __future__ import annotations

from evaluation.school.group import Group


class Cards:
    """A card for each strand: our grade, why, what shows it, what comes next, who speaks."""

    def __init__(self, group: Group) -> None:
        self._group = group
