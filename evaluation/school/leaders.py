"""What each leader says of a strand before the team agrees: blind until they have said their own."""

from __future__ import annotations

from evaluation.school.group import Group


class Leaders:
    """What each leader says of a strand before the team agrees: blind until they have said their own."""

    def __init__(self, group: Group) -> None:
        self._group = group
