"""What every group of the door shares: the store, the viewer, the frameworks, and which school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from evaluation.access import Ability, Viewer
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey, Library
from evaluation.records import SchoolDetails
from evaluation.school.people import require_unchanged
from evaluation.store import CHANGED_BY_HAND, Store, Write


@dataclass(frozen=True)
class Group:
    """One school in one store for one viewer.

    Of somebody who `signed_in` the rights are read again at each step: a page stands open for hours.
    """

    store: Store
    viewer: Viewer
    library: Library
    details: SchoolDetails
    signed_in: bool = False

    @property
    def school_id(self) -> str:
        """The school's id."""
        return self.details.id

    def check(self, what: str, key: FrameworkKey, said: Iterable[tuple[str, str | None]]) -> None:
        """Raise EvaluationError where (strand id, grade id) pairs name what a framework does not have.

        The door never stores such a pair. A framework that is gone says so itself when it is asked for.
        """
        framework = self.library.frameworks.get(key)
        if framework is None:
            return
        strands = {strand.id: strand.name for strand in framework.strands}
        for strand_id, grade in said:
            scale = framework.scale(strand_id) if strand_id in strands else None
            if strand_id not in strands:
                wrong = f"the strand “{strand_id}”"
            elif grade is not None and (scale is None or grade not in scale.order):
                wrong = f"the grade “{grade}” for {strands[strand_id]}"
            else:
                continue
            raise EvaluationError(f"{what} holds {wrong}, which {framework.name} does not have. {CHANGED_BY_HAND}")

    def reading(self) -> Store:
        """The store to read from, for a viewer who may see the school. Raises NotAllowed."""
        self._require(Ability.SEE)
        return self.store

    @contextmanager
    def writing(self, ability: Ability, reason: str = "") -> Iterator[Write]:
        """A transaction, for a viewer who may do this. Raises NotAllowed."""
        with self.store.write(self.viewer.who, self.school_id, reason) as write:
            # Inside the transaction, so that nobody who is switched off while they wait for it still writes.
            self._require(ability)
            yield write

    def _require(self, ability: Ability) -> None:
        if self.signed_in:
            require_unchanged(self.store, self.viewer)
        self.viewer.require(ability)
