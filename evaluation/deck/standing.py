"""Where the school stands: by grade, by strand, what moved, each strand by itself, and the way here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten

import pandas as pd

from evaluation.charts.chart import Chart, listed
from evaluation.charts.palette import Mode, grade_style
from evaluation.comparison import in_words
from evaluation.contradictions import is_low
from evaluation.deck import drawing
from evaluation.deck.slide import Bars, Dots, Slide, Stack
from evaluation.frameworks import Scale
from evaluation.records import SessionRecord, day
from evaluation.school.room import Room
from evaluation.session import Session, StrandState

_MARKS = {"met": "met", "partly": "partly met", "not_met": "not met"}
_BLOCKERS, _TIMES, _LONGEST = 3, 5, 150
_DIRECTIONS = {"improve": "to improve", "sustain": "to sustain", "watch": "to watch"}


def slides(room: Room, mode: Mode) -> Iterator[Slide]:
    """The slides about the latest locked self-evaluation; none where there is none."""
    session = room.latest()
    if session is None:
        return
    left_out = room.left_out()
    source = " ".join(filter(None, (of(session), left_out)))
    graded = [state for state in session.strands if state.scale]
    if graded:
        yield _by_grade(graded, mode, source)
        yield _by_strand(graded, mode, source)
    yield _moved(room, session, mode, source)
    records = room.records()
    if graded and (way := _way(session, records, mode, source)):
        yield way
    for state in graded:
        yield _strand(state, session, records, mode, source)


def of(session: Session) -> str:
    """Which self-evaluation something is about: framework and day."""
    return f"Source: self-evaluation of {day(session.evaluation.held_on)}, locked, {session.framework.short_name}."


def _main_scale(states: Sequence[StrandState]) -> Scale:
    """The scale that most strands are on."""
    found = Counter(state.scale.id for state in states if state.scale)
    best = found.most_common(1)[0][0]
    return next(state.scale for state in states if state.scale and state.scale.id == best)


def _by_grade(states: Sequence[StrandState], mode: Mode, source: str) -> Slide:
    scale = _main_scale(states)
    own = [state for state in states if state.scale and state.scale.id == scale.id]
    counts = Counter(state.judgement.grade for state in own)
    grades = list(reversed(scale.grades))
    parts = [f"{_are(counts[grade.id])} at {grade.name}" for grade in grades if counts[grade.id]]
    if counts[None]:
        parts.append(f"{_are(counts[None])} not judged")
    noun = "strand" if len(own) == 1 else "strands"
    title = f"Of {in_words(len(own))} {noun}, {listed(parts)}."
    labels, values = [grade.name for grade in grades], [counts[grade.id] for grade in grades]
    colours = [grade_style(scale.id, scale.order[grade.id], mode).colour for grade in grades]
    if counts[None]:
        labels, values, colours = [*labels, "Not judged"], [*values, counts[None]], [*colours, "#7A8592"]
    form = Bars(tuple(labels), tuple(values), "strands")
    table = pd.DataFrame({"Grade": labels, "Strands": values})
    others = [f"{s.strand.name}: {_word(s)}." for s in states if s.scale and s.scale.id != scale.id]
    figure = drawing.bars(form, mode, colours)
    chart = Chart("Strands at each grade", title, f"{title} {' '.join(others)}".strip(), figure, table)
    return Slide("by_grade", "Strands at each grade", title, source, table, chart, (form,), tuple(others))


def _are(number: int) -> str:
    return f"{in_words(number)} {'is' if number == 1 else 'are'}"


def _forms(states: Sequence[StrandState], sides: dict[str, dict[str, str | None]]) -> tuple[Dots, ...]:
    """A form for each scale that some strands are on. `sides` has grade ids by strand id, by the side's name."""
    found = []
    for scale in {state.scale.id: state.scale for state in states if state.scale}.values():
        own = [state for state in states if state.scale and state.scale.id == scale.id]
        places = {
            name: tuple(scale.order[grade] if (grade := grades.get(s.strand.id)) else None for s in own)
            for name, grades in sides.items()
        }
        rows = tuple(state.strand.name for state in own)
        found.append(Dots(scale.id, tuple(grade.name for grade in scale.grades), rows, places))
    return tuple(found)


def _word(state: StrandState) -> str:
    return state.scale.name_of(state.judgement.grade) if state.scale and state.judgement.grade else "not judged"


def _by_strand(states: Sequence[StrandState], mode: Mode, source: str) -> Slide:
    forms = _forms(states, {"Our grade": {state.strand.id: state.judgement.grade for state in states}})
    low = [s for s in states if s.scale and s.judgement.grade and is_low(s.scale, s.judgement.grade)]
    judged = [s for s in states if s.judgement.grade]
    if low:
        title = f"{listed([s.strand.name for s in low])} {'asks' if len(low) == 1 else 'ask'} most of us now."
    elif len(judged) < len(states):
        missing = [s.strand.name for s in states if not s.judgement.grade]
        title = f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} not judged yet."
    else:
        title = "No strand stands in the lower half of its scale."
    table = pd.DataFrame(
        {
            "Strand": [state.strand.name for state in states],
            "Our grade": [_word(state).capitalize() if not state.judgement.grade else _word(state) for state in states],
            "Direction": [_DIRECTIONS.get(state.judgement.direction or "", "") for state in states],
        }
    )
    alt = " ".join(f"{state.strand.name}: {_word(state)}." for state in states)
    chart = Chart("Where we stand, by strand", title, alt, drawing.dots(forms, mode), table)
    return Slide("standing", "Where we stand, by strand", title, source, table, chart, forms)


def _moved(room: Room, session: Session, mode: Mode, source: str) -> Slide:
    """What moved since the self-evaluation before it: drawn within one edition, else in words."""
    moved = room.moved()
    previous = session.previous
    both = [s for s in session.strands if s.scale and s.last and s.last.grade and s.judgement.grade]
    if previous is None or not both:
        table = pd.DataFrame({"What moved": list(moved.sentences)})
        title = moved.note if not moved.sentences else f"What moved: {moved.note}"
        return Slide("moved", "What moved", title, source, table, points=moved.sentences)
    now, before = day(session.evaluation.held_on), day(previous.held_on)
    forms = _forms(
        both,
        {
            now: {s.strand.id: s.judgement.grade for s in both},
            before: {s.strand.id: s.last.grade for s in both if s.last},
        },
    )
    rose = [s.strand.name for s in both if _step(s) > 0]
    fell = [s.strand.name for s in both if _step(s) < 0]
    parts = [f"{listed(rose)} rose"] if rose else []
    parts += [f"{listed(fell)} fell"] if fell else []
    stayed = len(both) - len(rose) - len(fell)
    if stayed:
        parts.append(f"{in_words(stayed)} stayed the same" if parts else "every strand stayed where it was")
    title = f"Since {before}, {listed(parts)}."
    table = pd.DataFrame(
        {
            "Strand": [s.strand.name for s in both],
            before: [s.scale.name_of(s.last.grade) if s.scale and s.last and s.last.grade else "" for s in both],
            now: [_word(s) for s in both],
        }
    )
    alt = " ".join(moved.sentences) or title
    chart = Chart(f"From {before} to {now}", title, alt, drawing.dots(forms, mode), table)
    return Slide("moved", "What moved", title, source, table, chart, forms)


def _step(state: StrandState) -> int:
    """Above 0 where a strand rose, below 0 where it fell."""
    scale, last = state.scale, state.last
    if not (scale and last and last.grade and state.judgement.grade):
        return 0
    return scale.order[state.judgement.grade] - scale.order[last.grade]


def _same_edition(session: Session, records: Sequence[SessionRecord]) -> list[SessionRecord]:
    """The locked self-evaluations against the same edition, the earliest first."""
    own = [record for record in records if record.evaluation.framework == session.evaluation.framework]
    return sorted(own, key=lambda record: record.evaluation.held_on)


def _grade(record: SessionRecord, strand_id: str) -> str | None:
    said = record.judgements.get(strand_id)
    return said.grade if said else None


def _way(session: Session, records: Sequence[SessionRecord], mode: Mode, source: str) -> Slide | None:
    """How many strands stood at each grade, self-evaluation by self-evaluation; None before the second one."""
    own = _same_edition(session, records)[-8:]
    if len(own) < 2:
        return None
    graded = [state for state in session.strands if state.scale]
    scale = _main_scale(graded)
    strands = [state.strand for state in graded if state.scale and state.scale.id == scale.id]
    tallies = [Counter(_grade(record, strand.id) for strand in strands) for record in own]
    labels = tuple(day(record.evaluation.held_on) for record in own)
    ranked: list[tuple[str | None, str, str]] = [
        (grade.id, grade.name, grade_style(scale.id, scale.order[grade.id], mode).colour)
        for grade in reversed(scale.grades)
    ]
    ranked.append((None, "Not judged", "#7A8592"))
    parts = tuple((name, colour, tuple(tally[grade] for tally in tallies)) for grade, name, colour in ranked)
    form = Stack(labels, tuple(part for part in parts if any(part[2])))
    steps = [
        scale.order[now] - scale.order[then]
        for strand in strands
        if (now := _grade(own[-1], strand.id)) and (then := _grade(own[0], strand.id))
    ]
    counted = [
        f"{in_words(number)} {words}"
        for number, words in (
            (sum(step > 0 for step in steps), "stand higher"),
            (sum(step < 0 for step in steps), "lower"),
            (sum(step == 0 for step in steps), "where they stood"),
        )
        if number
    ]
    title = f"Of the strands judged on {labels[0]} and on {labels[-1]}, {listed(counted)}." if counted else ""
    title = title or f"{in_words(len(own)).capitalize()} self-evaluations in this framework, strand by strand."
    table = pd.DataFrame({"Self-evaluation": labels} | {name: list(counts) for name, _, counts in form.parts})
    told = [
        f"{label}: {listed([f'{counts[i]} {name}' for name, _, counts in form.parts if counts[i]])}."
        for i, label in enumerate(labels)
    ]
    chart = Chart("Strands at each grade over time", title, " ".join(told), drawing.stack(form, mode), table)
    return Slide("way", "Strands at each grade over time", title, source, table, chart, (form,))


def _strand(state: StrandState, session: Session, records: Sequence[SessionRecord], mode: Mode, source: str) -> Slide:
    """One strand: its grade over time, and what blocks the next one."""
    scale, support, strand = state.scale, state.support, state.strand
    assert scale is not None
    own = [record for record in _same_edition(session, records) if strand.id in record.evaluation.strands][-_TIMES:]
    rows = tuple(day(record.evaluation.held_on) for record in own)
    grades = tuple(grade.name for grade in scale.grades)
    places = tuple(scale.order[g] if (g := _grade(record, strand.id)) else None for record in own)
    form = Dots(scale.id, grades, rows, {strand.name: places})
    blocked = support.blockers if support.blocked else ()
    points = [
        f"{shorten(b.text, _LONGEST, placeholder=' …')} ({_MARKS[state.marks[b.id]]})" for b in blocked[:_BLOCKERS]
    ]
    if len(blocked) > _BLOCKERS:
        points.append(f"and {len(blocked) - _BLOCKERS} more")
    table = pd.DataFrame(
        {"Self-evaluation": rows, "Our grade": [grades[p] if p is not None else "Not judged" for p in places]}
    )
    title = _strand_title(state, scale, len(blocked))
    told = " ".join(
        f"{on}: {grades[p] if p is not None else 'not judged'}." for on, p in zip(rows, places, strict=True)
    )
    chart = Chart(strand.name, title, told, drawing.dots((form,), mode), table)
    return Slide(f"strand:{strand.id}", f"Strand: {strand.name}", title, source, table, chart, (form,), tuple(points))


def _strand_title(state: StrandState, scale: Scale, blockers: int) -> str:
    name, support = state.strand.name, state.support
    if not state.judgement.grade:
        words = f"{name} is not judged yet"
    else:
        step = _step(state)
        since = ", up from last time" if step > 0 else ", down from last time" if step < 0 else ", as last time"
        if not (state.last and state.last.grade):
            since = ""
        words = f"{name} is at {_word(state)}{since}"
    if support.blocked and blockers:
        noun = "standard blocks" if blockers == 1 else "standards block"
        return f"{words}; {in_words(blockers)} {noun} {scale.name_of(support.blocked)}."
    return f"{words}."
