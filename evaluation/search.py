"""Finding words: every word asked for must occur, capitals and accents aside; a whole phrase stands in quotes.

A word is found at the beginning of words: "read" finds "reading" and not "already". What is found in a title comes
before what is found in a text, then the newer before the older. These rules are the product's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from evaluation.places import Place

Kind = Literal["evidence", "reason", "action", "inspection", "practice", "challenge", "standard"]
KINDS: Mapping[Kind, str] = {
    "evidence": "Evidence",
    "reason": "Self-evaluations",
    "action": "Action plan",
    "inspection": "Inspections",
    "practice": "Our practice",
    "challenge": "Challenges",
    "standard": "Standards",
}
"""What can be found, in the order in which it is shown."""

EXCERPT = 180
"""About so many letters of a text are shown around the first word found."""

MOST_LETTERS = 200
"""Of what somebody asks for, so much is read."""


@dataclass(frozen=True)
class Entry:
    """Something that can be found: its title and text, and where it leads.

    `context` says what it belongs to (a strand, a self-evaluation). Words may be found there too, but not only there.
    `on` is the day it is of, None for what is of no day.
    """

    kind: Kind
    title: str
    text: str
    context: str
    on: date | None
    place: Place

    @cached_property
    def folded(self) -> tuple[str, str, str]:
        """Title, text and context as they are searched."""
        return fold(self.title), fold(self.text), fold(self.context)


class Piece(NamedTuple):
    """A part of an excerpt, and whether it is one of the words that were asked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Hit:
    """An entry that was found. Title and excerpt are in parts, so that the words found can be told from the others."""

    entry: Entry
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """What was found: the first hits of each kind, and how many there are of it in all."""

    words: tuple[str, ...] = ()
    hits: Mapping[Kind, tuple[Hit, ...]] = field(default_factory=dict)
    counts: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are of every kind."""
        return sum(self.counts.values())


def asked(words: str) -> tuple[str, ...]:
    """The words and "whole phrases" that somebody asks for, as they are searched; each once, in order."""
    parts = re.findall(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)', words[:MOST_LETTERS])
    return tuple(dict.fromkeys(term for phrase, word in parts if (term := fold(phrase or word))))


def find(words: str, entries: Iterable[Entry], limit: int) -> Found:
    """The entries in which every word occurs, at most `limit` of each kind; nothing where nothing is asked for."""
    terms = asked(words)
    if not terms:
        return Found()
    patterns = [_pattern(term) for term in terms]
    ranked: dict[Kind, list[tuple[bool, int, Entry]]] = {}
    counts: Counter[Kind] = Counter()
    for entry in entries:
        rank = _rank(entry.folded, patterns)
        if rank is not None:
            counts[entry.kind] += 1
            ranked.setdefault(entry.kind, []).append((rank, -(entry.on or date.min).toordinal(), entry))
    hits = {
        kind: tuple(
            Hit(entry, marked(entry.title, patterns), excerpt(entry.text, patterns))
            for *_, entry in sorted(ranked[kind], key=lambda each: each[:2])[:limit]
        )
        for kind in KINDS
        if kind in ranked
    }
    return Found(terms, hits, dict(counts))


def fold(text: str) -> str:
    """A text as it is searched: small letters, without accents, each stretch of space as one."""
    return " ".join(_spread(text).split())


def marked(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[Piece, ...]:
    """A text in parts, the words found apart from the others."""
    spans = _spans(text, patterns)
    parts: list[Piece] = []
    end = 0
    for first, last in spans:
        if first > end:
            parts.append(Piece(text[end:first], False))
        if last > end:
            parts.append(Piece(text[max(first, end) : last], True))
            end = last
    return (*parts, Piece(text[end:], False)) if text[end:] else tuple(parts)


def excerpt(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[Piece, ...]:
    """The part of a text around the first word found, or its beginning; "…" where something is left out."""
    text = " ".join(text.split())
    spans = _spans(text, patterns)
    first = spans[0][0] if spans else 0
    whole = len(text) <= EXCERPT or first < EXCERPT // 3
    start = 0 if whole else text.rfind(" ", 0, first - EXCERPT // 4) + 1
    latest = text.find(" ", max(0, len(text) - EXCERPT)) + 1
    if 0 < latest < start:  # near its end nothing is left out that there is room for
        start = latest
    end = len(text) if len(text) - start <= EXCERPT else max(text.rfind(" ", start, start + EXCERPT), start + 1)
    if end - start < EXCERPT // 2 and end < len(text):
        end = start + EXCERPT
    shown = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return marked(shown, patterns)


_APOSTROPHES = str.maketrans("’‘", "''")


def _pattern(term: str) -> re.Pattern[str]:
    """A term at the beginning of a word, with the rest of that word."""
    before, after = r"(?<!\w)" if re.match(r"\w", term) else "", r"\w*" if re.search(r"\w$", term) else ""
    return re.compile(before + re.escape(term) + after)


def _rank(folded: tuple[str, str, str], patterns: Sequence[re.Pattern[str]]) -> bool | None:
    """False where every word is in the title, True where not; None where an entry is not found."""
    title, text, context = folded
    in_title = [bool(pattern.search(title)) for pattern in patterns]
    if all(in_title):
        return False
    in_own = [here or bool(pattern.search(text)) for here, pattern in zip(in_title, patterns, strict=True)]
    if not any(in_own):
        return None
    found = (own or pattern.search(context) for own, pattern in zip(in_own, patterns, strict=True))
    return True if all(found) else None


def _spans(text: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int]]:
    """Where in a text the words stand, by its own letters, first to last."""
    folded, places = [], []
    for place, letter in enumerate(text):
        for each in _letter(letter):
            folded.append(each)
            places.append(place)
    searched = "".join(folded)
    found = (match.span() for pattern in patterns for match in pattern.finditer(searched))
    return sorted((places[first], places[last - 1] + 1) for first, last in found if last > first)


def _letter(letter: str) -> str:
    """One letter as it is searched; space of any kind as one space."""
    return " " if letter.isspace() else _spread(letter)


def _spread(text: str) -> str:
    """Small letters without accents and ligatures, and one kind of apostrophe."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(each for each in spread if not unicodedata.combining(each)).translate(_APOSTROPHES)
