"""A draft report, sentence by sentence, beside the log and the evidence, for the check of its facts."""

from __future__ import annotations

from evaluation.school.group import Group


class DraftCheck:
    """A draft report, sentence by sentence, beside the log and the evidence, for the check of its facts."""

    def __init__(self, group: Group) -> None:
        self._group = group
