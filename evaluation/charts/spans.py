"""When actions began and ended, beside the grades of a strand: bars under the axis of time. No cause is claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from evaluation.charts.chart import wrapped
from evaluation.charts.palette import INK, Mode
from evaluation.frameworks import Library
from evaluation.plan.actions import standings
from evaluation.plan.causes import Origin
from evaluation.plan.moved import concerns
from evaluation.plan.records import PlanRecord
from evaluation.progress import Block
from evaluation.records import day

BESIDE = "Actions are shown beside the grades. That one followed the other does not say that it came from it."
DONE, GOING_ON = "done, as its owner says", "not done yet"

_LANE, _ABOVE = 16, 6


class Span(NamedTuple):
    """An action from its first day until its owner said that it is done, or today where that is still to come."""

    what: str
    begins: date
    until: date
    done: bool

    @property
    def words(self) -> str:
        """What it is, since when and until when."""
        if self.done:
            return f"“{self.what}”: {day(self.begins)} to {day(self.until)}, {DONE}"
        return f"“{self.what}”: since {day(self.begins)}, {GOING_ON}"


def spans(
    block: Block, records: Iterable[PlanRecord], origins: Mapping[str, Origin], library: Library, today: date
) -> dict[str, list[Span]]:
    """The agreed actions that have begun, by the id of each strand of a block that they are about; earliest first.

    `origins` is what each action is about, by its id. One that a midway review doubts is not done.
    """
    begun: list[tuple[Span, frozenset[tuple[str, str]]]] = []
    for record in records:
        found = standings(record, today)
        for action in record.actions:
            stands, begins = found[action.id], action.starts_on
            if not action.agreed or begins is None or begins > today:
                continue
            until = stands.update.on if stands.done and stands.update else today
            begun.append((Span(action.what, begins, until, stands.done), origins[action.id].strands))
    begun.sort(key=lambda each: each[0][1:])
    return {
        panel.strand_id: [span for span, about in begun if concerns(about, panel.edition, panel.strand_id, library)]
        for panel in block.panels
    }


def stretched(block: Block, shown: Mapping[str, Sequence[Span]]) -> Block:
    """The block over a time in which all these actions have room."""
    all_spans = [span for own in shown.values() for span in own]
    begins, until = [pd.Timestamp(span.begins) for span in all_spans], [pd.Timestamp(span.until) for span in all_spans]
    return replace(
        block,
        panels=tuple(
            replace(panel, first=min(panel.first, *begins), last=max(panel.last, *until)) if all_spans else panel
            for panel in block.panels
        ),
    )


def height(shown: Sequence[Span]) -> int:
    """Pixels that the bars of a strand take under its axis; 0 for none."""
    return _ABOVE + _LANE * len(_lanes(shown)) if shown else 0


def traces(shown: Sequence[Span], mode: Mode) -> list[dict[str, Any]]:
    """The bars as two traces on the axis y2, whose y is pixels from the top: lines, and what begins and ends them.

    A bar begins with an upright stroke. It ends with one when the action is done, otherwise with an arrow.
    """
    lines, ends = [], []
    for number, lane in enumerate(_lanes(shown)):
        y = _ABOVE + _LANE * (number + 0.5)
        for span in lane:
            text = "<br>".join(wrapped(span.words, 40))
            begins, until = pd.Timestamp(span.begins), pd.Timestamp(span.until)
            middle = begins + (until - begins) / 2
            lines += [(begins, y, text), (middle, y, text), (until, y, text), (None, None, "")]
            ends += [(begins, y, text, "line-ns"), (until, y, text, "line-ns" if span.done else "triangle-right")]
    if not shown:
        return []
    colour = INK[mode].text
    common = {"type": "scatter", "yaxis": "y2", "hoverinfo": "text", "cliponaxis": False}
    return [
        common
        | {
            "x": [x for x, *_ in lines],
            "y": [y for _, y, _ in lines],
            "hovertext": [text for *_, text in lines],
            "mode": "lines",
            "line": {"color": colour, "width": 3},
        },
        common
        | {
            "x": [x for x, *_ in ends],
            "y": [y for _, y, *_ in ends],
            "hovertext": [text for *_, text, _ in ends],
            "mode": "markers",
            "marker": {
                "symbol": [symbol for *_, symbol in ends],
                "size": 10,
                "color": colour,
                "line": {"width": 3, "color": colour},
            },
        },
    ]


def rows(shown: Iterable[Span]) -> list[tuple[date, str, str, str]]:
    """For the table of a chart: date, what happened, no grade, which action."""
    found = []
    for span in shown:
        found.append((span.begins, "Action began", "", span.what))
        if span.done:
            found.append((span.until, "Action done, as its owner says", "", span.what))
    return found


def _lanes(shown: Sequence[Span]) -> list[list[Span]]:
    """Actions that do not touch share a lane, with a month between them so that their ends stay apart."""
    lanes: list[list[Span]] = []
    for span in shown:
        free = next((lane for lane in lanes if (span.begins - lane[-1].until).days > 31), None)
        if free is None:
            lanes.append([span])
        else:
            free.append(span)
    return lanes
