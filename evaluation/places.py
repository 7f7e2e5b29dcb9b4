"""Where something is put right or read on: a page, what to ask it for, and the words of the press that leads there."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A page by the name of its file under pages/, its query, and the words of the link."""

    page: str
    query: tuple[tuple[str, str], ...]
    words: str


def place(page: str, words: str, **query: str) -> Place:
    """A place, its query given by name."""
    return Place(page, tuple(query.items()), words)
