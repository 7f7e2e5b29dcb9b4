"""How good the evidence is, what goes stale, and what does not fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pandas as pd

from evaluation.charts.chart import Chart, listed
from evaluation.charts.palette import Mode
from evaluation.comparison import in_words
from evaluation.contradictions import KINDS, of_kind
from evaluation.deck import drawing
from evaluation.deck.slide import Dots, Slide
from evaluation.deck.standing import of
from evaluation.evidence.freshness import STRENGTHS, Strength
from evaluation.records import day
from evaluation.school.room import Room, StrandBasis

_AHEAD = timedelta(days=60)
_MOST = 6
_WEAK = (Strength.NONE, Strength.STALE, Strength.ONE_SIDE)


def slides(room: Room, mode: Mode, on: date) -> Iterator[Slide]:
    """The slides about evidence and about what does not fit; `on` is today."""
    session, by = room.latest(), on + _AHEAD
    if session is None:
        return
    found = room.evidence(by)
    source = f"{of(session)} Evidence as the register has it on {day(on)}."
    if found:
        yield _strength(found, mode, source)
    if any(each.basis.strength is not Strength.NONE for each in found):
        yield _fading(found, by, source)
    yield _misfits(room, f"Source: everything locked, published and agreed on {day(on)}. {room.left_out()}".strip())


def _strength(found: Sequence[StrandBasis], mode: Mode, source: str) -> Slide:
    names = tuple(each.strand.name for each in found)
    places = tuple(STRENGTHS.index(each.basis.strength) for each in found)
    form = Dots(drawing.EVIDENCE, tuple(map(str, STRENGTHS)), names, {"Evidence": places})
    weak = [each.strand.name for each in found if each.basis.strength in _WEAK]
    if not weak:
        title = "In every strand what we say rests on evidence from several sides."
    elif len(weak) == len(found):
        title = "In no strand does what we say rest on evidence from several sides."
    else:
        verb = "rests" if len(weak) == 1 else "rest"
        title = f"{listed(weak)} {verb} on little: no evidence, stale evidence or one side only."
    table = pd.DataFrame(
        {
            "Strand": names,
            "Evidence": [str(each.basis.strength) for each in found],
            "Pieces": [each.basis.pieces for each in found],
            "Of them stale": [each.basis.stale for each in found],
            "Latest describes": [day(each.basis.latest) if each.basis.latest else "" for each in found],
        }
    )
    alt = " ".join(f"{each.strand.name}: {each.basis.strength}." for each in found)
    chart = Chart("How good the evidence is", title, alt, drawing.dots((form,), mode), table)
    return Slide("evidence", "How good the evidence is", title, source, table, chart, (form,))


def _fading(found: Sequence[StrandBasis], by: date, source: str) -> Slide:
    fading = [each for each in found if each.going or each.then != each.basis.strength]
    title = f"Nothing goes stale by {day(by)}."
    if fading:
        strands = "one strand" if len(fading) == 1 else f"{in_words(len(fading))} strands"
        title = f"By {day(by)} evidence goes stale in {strands}, if nothing is added."
    points = [
        f"{each.strand.name}: {each.going} {'piece' if each.going == 1 else 'pieces'}"
        f"{f' from {day(each.first)}' if each.first else ''}, "
        + (f"then “{each.then}”" if each.then != each.basis.strength else f"still “{each.then}”")
        for each in fading
    ]
    table = pd.DataFrame({"What goes stale": points})
    shown = points[:_MOST] + ([f"and {len(points) - _MOST} more"] if len(points) > _MOST else [])
    return Slide("fading", "What goes stale", title, source, table, points=tuple(shown))


def _misfits(room: Room, source: str) -> Slide:
    everything = room.contradictions()
    kinds = of_kind(everything)
    first = [several[0].sentence for several in kinds.values()]
    rest = [each.sentence for each in everything if each.sentence not in first]
    shown = [*first, *rest][:_MOST]
    if not everything:
        title = "Nothing that we say contradicts anything else today."
    else:
        counts = Counter(each.kind for each in everything)
        verb = "thing does" if len(everything) == 1 else "things do"
        most = KINDS[max(counts, key=lambda kind: counts[kind])]
        title = f"{in_words(len(everything)).capitalize()} {verb} not fit together, to talk about and to put right."
        if len(counts) > 1 and max(counts.values()) > 1:
            title = f"{title[:-1]}: most often “{most[0].lower()}{most[1:]}”."
    if len(everything) > len(shown):
        shown.append(f"and {len(everything) - len(shown)} more")
    table = pd.DataFrame(
        {"Kind": [KINDS[e.kind] for e in everything], "What does not fit": [e.sentence for e in everything]}
    )
    return Slide("misfits", "What does not fit", title, source, table, points=tuple(shown))
