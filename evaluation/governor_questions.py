"""Questions that governors can ask, by rule: from what is late, what does not fit, and what little evidence shows.

Each comes with the reason why it is asked. Nothing is asked where nothing gives reason to: a school may get fewer
than three questions, or none. The rules are the product's own, and the same facts always give the same questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Literal, NamedTuple

from evaluation.comparison import gap_words
from evaluation.contradictions import is_far, is_high
from evaluation.evidence.freshness import Strength
from evaluation.frameworks import Scale
from evaluation.records import day
from evaluation.session import StrandState

MOST = 3
Kind = Literal[
    "overdue", "fell", "no_evidence", "no_action", "far", "weak", "nothing_planned", "above_marks", "not_judged",
    "nothing_to_show", "none_held",
]  # fmt: skip
FAMILIES: tuple[tuple[Kind, ...], ...] = (
    ("overdue", "no_action", "nothing_planned"),
    ("fell", "far", "above_marks"),
    ("weak", "nothing_to_show", "no_evidence", "not_judged", "none_held"),
)
"""What we do, how we judge, and how we know: one question of each goes first, in the order of a family."""

_LONGEST, _LONGEST_NAME = 110, 50
_NAMED = 2
_RESTS: Mapping[Strength, str] = {
    Strength.NONE: "No evidence of it is in the register",
    Strength.STALE: "All evidence of it is stale",
    Strength.ONE_SIDE: "What is not stale comes from one side only",
}


class Theirs(NamedTuple):
    """What inspectors said of a strand on its own scale: the grade's id, the first day, and our steps above it."""

    grade: str
    on: date
    gap: int


@dataclass(frozen=True)
class StrandFacts:
    """What is known of a strand. `fell_from` is the grade's id of last time where the grade is lower now.

    `planned` is whether an agreed action that is not done is about it, `latest` the day its latest evidence describes.
    """

    state: StrandState
    strength: Strength
    latest: date | None = None
    theirs: Theirs | None = None
    fell_from: str | None = None
    planned: bool = False


@dataclass(frozen=True)
class Facts:
    """What the rules look through: of one locked self-evaluation, held on a day, after another; None where none is.

    `overdue` holds what is late and since when, the longest first; `unshown` what is said to be done with no evidence
    from after it began; `unanswered` what was recommended, and when, without an agreed action.
    """

    held_on: date | None = None
    before: date | None = None
    strands: Sequence[StrandFacts] = ()
    overdue: Sequence[tuple[str, date]] = ()
    unshown: Sequence[str] = ()
    unanswered: Sequence[tuple[str, date]] = ()


@dataclass(frozen=True)
class Question:
    """A question, why it is asked, and what it is about: a strand's id, or an action or recommendation."""

    kind: Kind
    text: str
    because: str
    about: str


def questions(facts: Facts, most: int = MOST) -> tuple[Question, ...]:
    """At most so many questions: one of each family first, then what else there is, no two about one thing."""
    found = [*_work(facts), *_judgements(facts), *_knowing(facts)]
    families = [[each for kind in family for each in found if each.kind == kind] for family in FAMILIES]
    chosen: list[Question] = []
    while len(chosen) < most and any(families):
        for family in families:
            about, kinds = {each.about for each in chosen}, {each.kind for each in chosen}
            fresh = [each for each in family if each.about not in about]
            fresh.sort(key=lambda each: each.kind in kinds)
            if fresh and len(chosen) < most:
                chosen.append(fresh[0])
            family[:] = fresh[1:]
    return tuple(chosen)


# ------------------------------------------------------------------ what we do


def _work(facts: Facts) -> Iterator[Question]:
    if facts.overdue:
        what, since = facts.overdue[0]
        if len(facts.overdue) == 1:
            text = f"“{_short(what)}” is late. What stands in its way, and what does it need from us?"
            because = f"It was due on {day(since)} and is not done."
        else:
            text = (
                f"{len(facts.overdue)} actions are late. Which of them matters most to pupils, and what does it need?"
            )
            named = "; ".join(f"“{_short(each)}”, due {day(on)}" for each, on in facts.overdue[:_NAMED])
            because = f"Longest overdue: {named}."
        yield Question("overdue", text, because, f"action {what}")
    for what, on in facts.unanswered:
        text = f"What will be done about “{_short(what)}”, and by when?"
        because = f"Inspectors recommended it ({day(on)}), and no action is agreed."
        yield Question("no_action", text, because, f"recommendation {what}")
    for strand in facts.strands:
        if strand.state.judgement.direction == "improve" and not strand.planned:
            name = _name(strand)
            text = f"We want to improve {name}: what will be different for pupils, and by when shall we see it?"
            yield Question("nothing_planned", text, f"No agreed action about {name} is under way.", _id(strand))


# ------------------------------------------------------------------ how we judge


def _judgements(facts: Facts) -> Iterator[Question]:
    for strand, scale, grade in _graded(facts):
        name, says = _name(strand), scale.name_of(grade)
        if strand.fell_from and facts.before and facts.held_on:
            text = f"Why has {name} fallen, and what will be different by our next meeting?"
            was = f"{scale.name_of(strand.fell_from)} ({day(facts.before)})"
            yield Question("fell", text, f"It was {was} and is {says} ({day(facts.held_on)}).", _id(strand))
        if strand.theirs and is_far(strand.theirs.gap, scale):
            grade_of_theirs, on, gap = strand.theirs
            text = (
                f"What has changed in {name} since the inspection, and how do we know?"
                if gap > 0
                else f"What do we see in {name} that inspectors did not see?"
            )
            because = f"We say {says}; inspectors said {scale.name_of(grade_of_theirs)} ({day(on)}): {gap_words(gap)}."
            yield Question("far", text, because, _id(strand))
        support = strand.state.support
        beyond = support.grade if support.grade else support.highest
        if support.judged and beyond and scale.order[grade] > scale.order[beyond]:
            text = f"What makes us choose {says} for {name}?"
            settled = "allow at most" if beyond == support.highest else "so far support"
            because = f"The marks {settled} {scale.name_of(beyond)}."
            if support.blocked and support.blockers:
                because += f" Not fully met: “{_short(support.blockers[0].text)}”"
            yield Question("above_marks", text, because, _id(strand))


# ------------------------------------------------------------------ how we know


def _knowing(facts: Facts) -> Iterator[Question]:
    if facts.held_on is None:
        text = "When will we say where we stand, strand by strand?"
        yield Question("none_held", text, "No self-evaluation is locked here yet.", "self-evaluation")
    weakest = sorted(_graded(facts), key=lambda each: list(Strength).index(each[0].strength))
    for strand, scale, grade in weakest:
        if strand.strength not in _RESTS:
            continue
        name = _name(strand)
        latest = f" (the latest is of {day(strand.latest)})" if strand.latest else ""
        because = f"{_RESTS[strand.strength]}{latest}."
        if is_high(scale, grade):
            text = f"How do we know that {name} is at {scale.name_of(grade)}, and what could we look at ourselves?"
            yield Question("weak", text, because, _id(strand))
        elif strand.strength is not Strength.ONE_SIDE:
            yield Question("no_evidence", f"What would show us how {name} stands today?", because, _id(strand))
    for what in facts.unshown:
        text = f"How do we know that “{_short(what)}” made a difference for pupils?"
        because = "It is said to be done, and no evidence from after it began is linked to it."
        yield Question("nothing_to_show", text, because, f"action {what}")
    for strand in facts.strands:
        if facts.held_on and strand.state.scale and strand.state.judgement.grade is None:
            name = _name(strand)
            text = f"When will {name} be judged?"
            because = f"It has no grade in the self-evaluation of {day(facts.held_on)}."
            yield Question("not_judged", text, because, _id(strand))


# ------------------------------------------------------------------ shared


def _graded(facts: Facts) -> Iterable[tuple[StrandFacts, Scale, str]]:
    for strand in facts.strands:
        scale, grade = strand.state.scale, strand.state.judgement.grade
        if scale and grade:
            yield strand, scale, grade


def _id(strand: StrandFacts) -> str:
    return f"strand {strand.state.strand.id}"


def _name(strand: StrandFacts) -> str:
    return _cut(strand.state.strand.name, _LONGEST_NAME)


def _short(text: str) -> str:
    return _cut(text, _LONGEST).rstrip(".")


def _cut(text: str, most: int) -> str:
    """A text of at most so many letters, cut between words: no comma is left before the "…"."""
    short = shorten(text, most, placeholder=" …")
    return f"{short[:-2].rstrip(' ,;:.')}…" if short.endswith(" …") else short
