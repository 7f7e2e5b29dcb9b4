"""How good evidence is: how fresh it is by its kind, and from how many sides it comes.

Evidence fades: after its half-life it says half as much about today as it did. The half-lives are the product's own
starting values, which a school changes; no inspectorate sets any. How the work goes and what is judged are other
questions: nothing here is a grade, and nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from evaluation.evidence.records import Evidence, EvidenceKind, Voice

HalfLives = Mapping[EvidenceKind, int]
"""Days by kind of evidence."""

HALF_LIVES: HalfLives = {
    "data": 60,
    "observation": 120,
    "work": 120,
    "voice": 180,
    "document": 365,
    "outside_view": 540,
}
"""To begin with: data of half a term, what was seen or read this term, a survey of this year, a view from outside
of the last eighteen months."""

LONGEST = 3650


class Freshness(StrEnum):
    """How fresh evidence is, weakest first: up to one half-life old, up to two, older, or none at all."""

    NONE = "none"
    STALE = "stale"
    AGEING = "ageing"
    FRESH = "fresh"


class Strength(StrEnum):
    """How far evidence carries what is said of a strand or a standard, weakest first. The value is the word on screen.

    NONE     nothing is linked
    STALE    all of it is stale
    ONE_SIDE something is not stale, of one kind and with one voice
    SEVERAL  what is not stale is of two kinds or more, or has two voices or more
    MANY     what is not stale is of two kinds or more and has two voices or more, and the freshest is fresh
    """

    NONE = "No evidence"
    STALE = "Only stale evidence"
    ONE_SIDE = "From one side only"
    SEVERAL = "From several sides"
    MANY = "Fresh, from many sides"


FRESHNESS = tuple(Freshness)
STRENGTHS = tuple(Strength)
"""Both in order, weakest first."""

FRESHNESS_WORDS: Mapping[Freshness, str] = {state: state.capitalize() for state in Freshness}
"""Each as it stands alone, in a table or a list to choose from."""


@dataclass(frozen=True)
class Basis:
    """What some evidence amounts to.

    `freshness` is that of the freshest piece. `kinds` and `voices` are counted among what is not stale; a piece with
    nobody's voice in particular has the school's own, and a view from outside that of people from outside.
    """

    strength: Strength
    freshness: Freshness
    pieces: int
    stale: int
    kinds: int
    voices: int
    latest: date | None


def state_of(piece: Evidence, half_lives: HalfLives, today: date) -> Freshness:
    """How fresh one piece is on a day."""
    age, half_life = (today - piece.describes_on).days, half_lives[piece.kind]
    if age <= half_life:
        return Freshness.FRESH
    return Freshness.AGEING if age <= 2 * half_life else Freshness.STALE


def stale_from(piece: Evidence, half_lives: HalfLives) -> date:
    """The first day on which a piece is stale."""
    return piece.describes_on + timedelta(days=2 * half_lives[piece.kind] + 1)


def basis(pieces: Iterable[Evidence], half_lives: HalfLives, today: date) -> Basis:
    """What some evidence amounts to on a day.

    Laws: one more piece, a later date, another voice or a longer half-life never weakens it.
    """
    found = list(pieces)
    states = [state_of(piece, half_lives, today) for piece in found]
    holds = [piece for piece, state in zip(found, states, strict=True) if state is not Freshness.STALE]
    kinds, voices = len({piece.kind for piece in holds}), len({_voice(piece) for piece in holds})
    freshness = max(states, key=FRESHNESS.index, default=Freshness.NONE)
    return Basis(
        strength=_strength(freshness, kinds, voices),
        freshness=freshness,
        pieces=len(found),
        stale=len(found) - len(holds),
        kinds=kinds,
        voices=voices,
        latest=max((piece.describes_on for piece in found), default=None),
    )


def _strength(freshness: Freshness, kinds: int, voices: int) -> Strength:
    if freshness is Freshness.NONE:
        return Strength.NONE
    if freshness is Freshness.STALE:
        return Strength.STALE
    if kinds >= 2 and voices >= 2 and freshness is Freshness.FRESH:
        return Strength.MANY
    return Strength.SEVERAL if kinds >= 2 or voices >= 2 else Strength.ONE_SIDE


def best(pieces: Iterable[Evidence], half_lives: HalfLives, today: date, most: int = 1) -> tuple[Evidence, ...]:
    """The pieces that carry most today, at most so many, none of them stale: the least faded first, then other kinds.

    How far a piece has faded is its age in half-lives.
    """
    standing = [piece for piece in pieces if state_of(piece, half_lives, today) is not Freshness.STALE]
    standing.sort(key=lambda piece: ((today - piece.describes_on).days / half_lives[piece.kind], piece.title, piece.id))
    first_of_kind = {piece.kind: piece for piece in reversed(standing)}
    chosen = [piece for piece in standing if first_of_kind[piece.kind] is piece]
    return tuple([*chosen, *(piece for piece in standing if piece not in chosen)][:most])


def words(found: Basis) -> str:
    """A basis in words: "Fresh, from many sides: 5 pieces, 3 kinds, 2 voices"; what is stale is said apart."""
    if not found.pieces:
        return str(Strength.NONE)
    counts = [_count(found.pieces, "piece")]
    if found.stale < found.pieces:
        counts += [_count(found.kinds, "kind"), _count(found.voices, "voice")]
        counts += [f"{found.stale} stale"] if found.stale else []
    ageing = " (ageing)" if found.freshness is Freshness.AGEING else ""
    return f"{found.strength}{ageing}: {', '.join(counts)}"


def rule(half_lives: HalfLives, names: Mapping[EvidenceKind, str]) -> str:
    """The rule in words, to stand beside what it gives; `names` are the kinds' names."""
    lives = ", ".join(f"{names[kind].lower()} {days}" for kind, days in half_lives.items())
    return (
        "A piece is fresh up to its half-life, counted from the date it describes, ageing up to two, then stale. "
        f"Half-lives in days: {lives}. “Several sides” takes two kinds or two voices among what is not stale; "
        "“many sides” two of each, and one piece that is fresh. "
        "A piece with nobody's voice counts as the school's own. The half-lives are your school's to set; "
        "no inspectorate sets any."
    )


def going_stale(
    pieces: Iterable[Evidence], half_lives: HalfLives, today: date, by: date
) -> list[tuple[date, Evidence]]:
    """What is not stale today and will be by a day, that day included: the first stale day and the piece, in order."""
    days = ((stale_from(piece, half_lives), piece) for piece in pieces)
    return sorted((each for each in days if today < each[0] <= by), key=lambda each: (each[0], each[1].title))


def weaker(before: Strength, after: Strength) -> bool:
    """Whether one strength is weaker than another was."""
    return STRENGTHS.index(after) < STRENGTHS.index(before)


def _voice(piece: Evidence) -> Voice | None:
    return piece.voice or ("outside" if piece.kind == "outside_view" else None)


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
