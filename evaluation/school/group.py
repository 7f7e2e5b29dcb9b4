"""What every group of the door shares: the store, the viewer, the frameworks, and which school."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from evaluation.access import Ability, Viewer
from evaluation.frameworks import Library
from evaluation.records import SchoolDetails
from evaluation.store import Store, Write


@dataclass(frozen=True)
class Group:
    """One school in one store for one viewer."""

    store: Store
    viewer: Viewer
    library: Library
    details: SchoolDetails

    @property
    def school_id(self) -> str:
        """The school's id."""
        return self.details.id

    def reading(self) -> Store:
        """The store to read from, for a viewer who may see the school. Raises NotAllowed."""
        self.viewer.require(Ability.SEE)
        return self.store

    def writing(self, ability: Ability, reason: str = "") -> AbstractContextManager[Write]:
        """A transaction, for a viewer who may do this. Raises NotAllowed."""
        self.viewer.require(ability)
        return self.store.write(self.viewer.name, self.school_id, reason)
