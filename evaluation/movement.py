"""What moved since last time, strand by strand, in sentences.

Only two self-evaluations of one framework are set against each other, and a grade is said to have
risen or fallen only within one edition and on one scale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.frameworks import Framework, Library
from evaluation.records import SessionRecord, day


@dataclass(frozen=True)
class Moved:
    """What moved, one sentence a strand, and a note that says what the sentences rest on or why there are none.

    `stayed` are those of the sentences that say that nothing moved.
    """

    sentences: tuple[str, ...]
    note: str
    stayed: tuple[str, ...] = ()


def moved(sessions: Iterable[SessionRecord], library: Library) -> Moved:
    """The two latest self-evaluations, strand by strand. Raises FrameworkUnknown."""
    ordered = sorted(sessions, key=lambda r: (r.evaluation.held_on, r.evaluation.opened_at))
    if not ordered:
        return Moved((), "There is no self-evaluation yet. The first one you hold is where the line begins.")
    if len(ordered) == 1:
        return Moved(
            (),
            "This is the first self-evaluation. After the next one, what rose, fell and stayed the same appears here.",
        )
    earlier, later = ordered[-2:]
    before, now = (library.get(*record.evaluation.framework) for record in (earlier, later))
    dates = [day(r.evaluation.held_on) for r in (earlier, later)]
    if before.id != now.id:
        return Moved(
            (),
            f"The self-evaluation of {dates[1]} uses {now.short_name} and the one of {dates[0]} used "
            f"{before.short_name}. Their strands and grades are not the same things, so they are not compared.",
        )
    note = f"From {dates[0]} to {dates[1]}."
    if before.version != now.version:
        note += (
            f" The framework changed in between, from {before.short_name} to {now.short_name}: "
            "a different grade may come from its wording as much as from the school."
        )
    if not later.evaluation.locked:
        note += " The later one is still open."
    known = {s for record in ordered[:-1] if record.evaluation.framework.id == now.id for s in _grades(record)}
    old, new = _grades(earlier), _grades(later)
    strands = dict.fromkeys((*later.evaluation.strands, *earlier.evaluation.strands))
    told = {s: _sentence(s, old.get(s), new.get(s), before, now, s in known) for s in strands}
    told = {s: sentence for s, sentence in told.items() if sentence}
    stayed = (sentence for s, sentence in told.items() if new.get(s) and old.get(s) == new[s])
    return Moved(tuple(told.values()), note, tuple(stayed) if before.version == now.version else ())


def _grades(record: SessionRecord) -> dict[str, str]:
    """Strand id to grade, of the strands that are judged."""
    return {strand_id: said.grade for strand_id, said in record.judgements.items() if said.grade}


def _sentence(strand_id: str, old: str | None, new: str | None, before: Framework, now: Framework, known: bool) -> str:
    """One strand's sentence, or "" where neither self-evaluation judged it."""
    framework = now if new else before
    scale = framework.scale(strand_id) if old or new else None
    if scale is None:
        return ""
    name = framework.strand(strand_id).name
    if new is None:
        return f"{name} has not been judged this time."
    word = scale.grade(new).name
    if old is None:
        return (
            f"{name} was judged for the first time: {word}."
            if not known
            else (f"{name} was not judged last time and is now at {word}.")
        )
    was = before.scale(strand_id)
    if was is None or was.id != scale.id:
        return f"{name} is now graded on another scale, so its grades are not compared."
    if before.version != now.version:
        return f"{name}: {was.grade(old).name} before, {word} now."
    if old == new:
        return f"{name} stayed at {word}."
    return f"{name} {'rose' if scale.order[new] > scale.order[old] else 'fell'} from {scale.grade(old).name} to {word}."
