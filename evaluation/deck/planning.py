"""The action plan: how far its agreed actions have got, what is due, and all of it over time. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from textwrap import shorten

import pandas as pd

from evaluation.charts.chart import Chart, listed
from evaluation.charts.palette import STATES, Mode
from evaluation.comparison import in_words
from evaluation.deck import drawing
from evaluation.deck.slide import Bars, Slide, Stack
from evaluation.plan.actions import Standing, State, standings
from evaluation.plan.records import Action, PlanRecord
from evaluation.plan.views import doubt
from evaluation.records import day
from evaluation.school.room import Room

_SOON = timedelta(days=30)
_MOST, _DRAWN, _LONGEST = 6, 7, 150

Row = tuple[PlanRecord, Action, Standing]


def slides(room: Room, mode: Mode, on: date) -> Iterator[Slide]:
    """The slides about agreed actions of every plan; none where nothing is agreed. `on` is today."""
    records = room.plans()
    rows: list[Row] = [
        (record, action, stands[action.id])
        for record in records
        for stands in (standings(record, on),)
        for action in record.actions
    ]
    if not rows:
        return
    source = f"Source: agreed actions as their owners report them by {day(on)}. {room.left_out()}".strip()
    yield _states(records, rows, mode, source)
    yield _due(rows, on, source)
    if dated := [row for row in rows if row[1].starts_on and row[1].due_on]:
        yield _time(dated, on, mode, source)


def _words(stands: Standing) -> str:
    return ", ".join(filter(None, (str(stands.state), "overdue" if stands.overdue else "", doubt(stands))))


def _table(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Plan": [record.plan.name for record, _, _ in rows],
            "Action": [action.what for _, action, _ in rows],
            "How it stands": [_words(stands) for _, _, stands in rows],
            "Begins": [action.starts_on for _, action, _ in rows],
            "Due": [action.due_on for _, action, _ in rows],
        }
    )


def _states(records: Sequence[PlanRecord], rows: Sequence[Row], mode: Mode, source: str) -> Slide:
    labels = tuple(record.plan.name for record in records)
    states = [state for state in State if state is not State.DRAFT]
    parts = []
    for state in states:
        counts = tuple(sum(r is record and s.state is state for r, _, s in rows) for record in records)
        if any(counts):
            parts.append((str(state), STATES[state][1][mode], counts))
    stack = Stack(labels, tuple(parts))
    bars = Bars(tuple(name for name, *_ in parts), tuple(sum(counts) for *_, counts in parts), "actions")
    one = len(labels) == 1
    figure = drawing.bars(bars, mode, [colour for _, colour, _ in parts]) if one else drawing.stack(stack, mode)
    told = [f"{in_words(sum(counts))} {_lower(name)}" for name, _, counts in parts]
    noun = "agreed action" if len(rows) == 1 else "agreed actions"
    title = f"Of {in_words(len(rows))} {noun}, {listed(told)}."
    table = pd.DataFrame({"Plan": labels} | {name: list(counts) for name, _, counts in parts})
    chart = Chart("How far the actions have got", title, title, figure, table)
    return Slide("plan", "How far the actions have got", title, source, table, chart, (bars if one else stack,))


def _lower(state: str) -> str:
    return {
        str(State.AGREED): "without an update yet",
        str(State.DONE_CLAIMED): "done as their owners say",
    }.get(state, state.lower())


def _due(rows: Sequence[Row], on: date, source: str) -> Slide:
    late = [row for row in rows if row[2].overdue]
    ahead = sorted(
        (row for row in rows if row[1].due_on and row[1].due_on >= on and not row[2].done),
        key=lambda row: row[1].due_on or on,
    )
    soon = [row for row in ahead if row[1].due_on and row[1].due_on <= on + _SOON]
    first = f"{in_words(len(late)).capitalize()} {_are(len(late))} overdue" if late else "Nothing is overdue"
    title = f"{first}, and {in_words(len(soon))} {_are(len(soon))} due in the next {_SOON.days} days."
    shown = [*sorted(late, key=lambda row: row[1].due_on or on), *(soon or ahead[:3])]
    points = [f"{'Overdue' if s.overdue else 'Due'} {day(a.due_on)}: {_short(a)}" for _, a, s in shown if a.due_on]
    if len(points) > _MOST:
        points = [*points[:_MOST], f"and {len(points) - _MOST} more"]
    return Slide("due", "What is overdue, what is due next", title, source, _table(shown), points=tuple(points))


def _are(number: int) -> str:
    return "action is" if number == 1 else "actions are"


def _short(action: Action) -> str:
    return shorten(action.what, _LONGEST, placeholder=" …")


def _time(rows: Sequence[Row], on: date, mode: Mode, source: str) -> Slide:
    """The actions over time, those that ask for attention first where there are more than fit."""

    def urgency(row: Row) -> tuple[bool, bool, date]:
        return not row[2].overdue, row[2].done, row[1].due_on or date.max

    drawn = sorted(rows, key=urgency)[:_DRAWN]
    drawn.sort(key=lambda row: (row[1].starts_on or date.max, row[1].due_on or date.max))
    spans: list[drawing.Span] = []
    for _, action, stands in drawn:
        glyph, colours = STATES[stands.state]
        assert action.starts_on and action.due_on
        spans.append((action.what, action.starts_on, action.due_on, colours[mode], glyph, _words(stands)))
    working = [row for row in rows if not row[2].done]
    last = max((row[1].due_on for row in working if row[1].due_on), default=None)
    number, verb = in_words(len(working)).capitalize(), "is" if len(working) == 1 else "are"
    title = (
        f"{number} of {in_words(len(rows))} actions {verb} not done yet; the last is due on {day(last)}."
        if last
        else "Every action is done, as its owner says."
    )
    if len(rows) > len(drawn):
        source += f" {len(drawn)} of {len(rows)} actions are drawn: what is overdue or due next first."
    alt = " ".join(
        f"{_short(a)}: {_words(s)}, {day(a.starts_on)} to {day(a.due_on)}."
        for _, a, s in drawn
        if a.starts_on and a.due_on
    )
    table = _table(rows)
    chart = Chart("The actions over time", title, alt, drawing.spans(spans, on, mode), table)
    return Slide("plan_time", "The actions over time", title, source, table, chart)
