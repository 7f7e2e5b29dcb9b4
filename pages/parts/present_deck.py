"""The screens of a meeting: what there is, which of it was chosen, and where in it one is."""

from __future__ import annotations

from datetime import date

import streamlit as st

from evaluation.deck import Slide
from evaluation.meetings import USUAL, ScreenOrder
from evaluation.school import School
from pages.parts import address, figures, screen

USUAL_ID = "usual"


def every(school: School) -> dict[str, Slide]:
    """Every screen there is, by its key, kept until something changes."""
    mode = figures.mode()

    def build() -> dict[str, Slide]:
        from evaluation.deck import slides  # what it draws with is loaded where it is shown

        return {slide.key: slide for slide in slides(school, mode, date.today())}

    return screen.built(school, build, "deck", mode)


def orders(school: School) -> dict[str, ScreenOrder]:
    """The orders to choose from, by id: first every screen as the deck has them, then the school's own."""
    own = screen.built(school, school.meetings.orders, "screen orders")
    usual = ScreenOrder(USUAL_ID, USUAL, tuple(every(school)))
    return {order.id: order for order in (usual, *own)}


def choose(school: School) -> str:
    """The control that chooses an order; the address carries it. Returns its id."""
    every_order = orders(school)
    address.settle("order", every_order, USUAL_ID)
    chosen = st.selectbox(
        "Sequence",
        list(every_order),
        format_func=lambda key: every_order[key].name if key in every_order else "",
        key="order",
        width=320,
    )
    address.keep("order", chosen)
    return chosen or USUAL_ID


def shown(school: School, order_id: str) -> tuple[ScreenOrder, list[Slide]]:
    """The order asked for, else the usual one, and its screens that there are."""
    found = orders(school)
    order = found.get(order_id, found[USUAL_ID])
    here = every(school)
    return order, [here[key] for key in order.shown(here)]
