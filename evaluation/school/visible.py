"""What could be seen on two days of the week, and what is true of the school but not to be seen then."""

from __future__ import annotations

from evaluation.school.group import Group


class Visible:
    """What could be seen on two days of the week, and what is true of the school but not to be seen then."""

    def __init__(self, group: Group) -> None:
        self._group = group
