"""A meeting in front of the projector: which screens it shows in which order, and what was agreed in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from evaluation.details import LINE_LENGTH, NAME_LENGTH, require, text_problem

USUAL = "SLT meeting"
"""The name of the order that comes with the product: every screen there is, as the deck has them."""

MOST_SCREENS = 100


@dataclass(frozen=True)
class ScreenOrder:
    """A named choice of screens by their keys, in the order in which they are shown.

    A key may name a screen that is not there today: it is passed over and stays chosen.
    """

    id: str
    name: str
    screens: tuple[str, ...]

    def shown(self, here: Collection[str]) -> tuple[str, ...]:
        """Those of its screens that there are, in its order."""
        return tuple(key for key in self.screens if key in here)

    def moved(self, key: str, by: int, here: Collection[str]) -> tuple[str, ...]:
        """Its screens with one moved up (-1) or down (1) among those that there are; at the end it stays."""
        shown = list(self.shown(here))
        place = shown.index(key) if key in shown else -1
        if place < 0 or not 0 <= place + by < len(shown):
            return self.screens
        changed = {key: shown[place + by], shown[place + by]: key}
        return tuple(changed.get(each, each) for each in self.screens)


@dataclass(frozen=True)
class Agreement:
    """One line that was agreed in a meeting while a screen was shown.

    `action_id` is the action that was begun from it; None for a note, and once that action is gone.
    """

    id: str
    agreed_on: date
    screen: str
    screen_name: str
    words: str
    action_id: str | None = None


def check_order(order: ScreenOrder, others: Iterable[ScreenOrder]) -> None:
    """Raise FormRefused for a name that is missing, too long or taken, or for too many screens."""
    taken = any(other.name.casefold() == order.name.casefold() for other in others if other.id != order.id)
    require(
        {
            "name": text_problem(order.name, "The name", NAME_LENGTH)
            or (f"There is a sequence “{order.name}” already." if taken else None),
            "screens": "Choose at least one screen." if not order.screens else None,
            "many": f"A meeting has up to {MOST_SCREENS} screens." if len(order.screens) > MOST_SCREENS else None,
        }
    )


def check_agreement(agreement: Agreement) -> None:
    """Raise FormRefused for an agreement without words, or with too many."""
    require({"words": text_problem(agreement.words, "What was agreed", LINE_LENGTH)})
