"""The action plan over time: a bar for each action, its first dates where they moved, its milestones, and today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, each, key, listed, wrapped
from evaluation.charts.palette import INK, STATES, Mode
from evaluation.charts.template import SIZE, SMALL, blank, size
from evaluation.plan.actions import State
from evaluation.records import day

_LINE, _BAR, _FIRST, _GAP, _HEAD, _TICKS = 20, 18, 9, 18, 26, 46
_LETTERS = 44  # across a phone, in bold; a few more in small text
_SIDE = 12
_NAME, _QUOTED = 120, 70
"""Letters of an action's name above its bar, and in a sentence. In full it is in the table and for the ear."""


@dataclass
class _Row:
    """One action of `bars`, and where its bar is: pixels from the top of the figure."""

    action: dict[str, Any]
    first: dict[str, Any] | None = None
    milestones: list[dict[str, Any]] = field(default_factory=list)
    top: float = 0

    @property
    def name(self) -> str:
        """What is done."""
        return str(self.action["what"])

    @property
    def quoted(self) -> str:
        """What is done, as short as a sentence can take it."""
        return f"“{shorten(self.name, _QUOTED, placeholder=' …')}”"

    @property
    def state(self) -> State:
        """How it stands."""
        return State(self.action["state"])

    @property
    def words(self) -> str:
        """How it stands, that it is overdue, and what a midway review says against it."""
        late = ", overdue" if self.action["overdue"] else ""
        return "; ".join(filter(None, (f"{self.state}{late}", self.action["doubt"])))

    @property
    def done(self) -> bool:
        """Whether its owner says that it is done and no midway review says otherwise."""
        return self.state is State.DONE_CLAIMED and not self.action["doubt"]

    @property
    def look(self) -> tuple[str, Mapping[Mode, str]]:
        """Its symbol and colours; what a midway review doubts does not look done."""
        doubted = self.state is State.DONE_CLAIMED and not self.done
        return STATES[State.SLIPPING if doubted else self.state]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Everything that has a place in time."""
        return [self.action, *([self.first] if self.first else []), *self.milestones]


def gantt(bars: pd.DataFrame, today: date, mode: Mode) -> Chart:
    """One row an action of what `plan.views.bars` returns, with its name and how it stands in words above its bar.

    A thin outline under a bar shows the dates as first agreed, where they moved. Milestones are diamonds, filled
    when reached. `figure` is None where no action has dates.
    """
    rows = _rows(bars)
    return Chart(
        title=_title(rows),
        reading=_reading(rows, today),
        alt=" ".join([f"Today is {day(today)}.", *map(_told, rows)]) if rows else "No action has dates yet.",
        figure=_figure(rows, today, mode) if rows else None,
        table=_table(rows),
    )


def _rows(bars: pd.DataFrame) -> list[_Row]:
    rows: dict[str, _Row] = {}
    for part in each(bars):
        if part["kind"] == "action":
            rows[part["action_id"]] = _Row(part)
        elif part["kind"] == "first":
            rows[part["action_id"]].first = part
        else:
            rows[part["action_id"]].milestones.append(part)
    return list(rows.values())


# ------------------------------------------------------------------ words


def _title(rows: Sequence[_Row]) -> str:
    if not rows:
        return "The plan over time"
    overdue = sum(bool(row.action["overdue"]) for row in rows)
    done, doubted = sum(row.done for row in rows), sum(bool(row.action["doubt"]) for row in rows)
    parts = [f"{len(rows)} action{'' if len(rows) == 1 else 's'}"]
    parts += [f"{overdue} overdue"] if overdue else []
    parts += [f"{done} done as {'its owner says' if done == 1 else 'their owners say'}"] if done else []
    parts += [f"{doubted} doubted midway"] if doubted else []
    return ", ".join(parts)


def _reading(rows: Sequence[_Row], today: date) -> str:
    """What asks for attention first."""
    if not rows:
        return "No action has dates yet. Those that have them are drawn here."
    late = [row for row in rows if row.action["overdue"]]
    ahead = [row for row in rows if row.state is not State.DONE_CLAIMED and _due(row) >= today]
    doubted = [row for row in rows if row.state is State.DONE_CLAIMED and row.action["doubt"]]
    sentences = []
    if late:
        first = min(late, key=_due)
        alone = "Overdue" if len(late) == 1 else "Overdue the longest"
        sentences.append(f"{alone}: {first.quoted}, due on {day(_due(first))}.")
    if ahead:
        following = min(ahead, key=_due)
        sentences.append(f"Next due: {following.quoted}, on {day(_due(following))}.")
    if doubted:
        sentences.append(f"Said to be done, and doubted midway: {listed([row.quoted for row in doubted])}.")
    if not sentences:
        done = all(row.done for row in rows)
        sentences.append("Every action drawn here is done, as its owner says." if done else "Only drafts are left.")
    return " ".join(sentences)


def _due(row: _Row) -> date:
    due: date = row.action["due_on"].date()
    return due


def _span(part: dict[str, Any]) -> str:
    return f"{day(part['starts_on'].date())} to {day(part['ends_on'].date())}"


def _short(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def _milestone(part: dict[str, Any]) -> str:
    return f"{part['label']}, {day(part['ends_on'].date())}, {'reached' if part['reached'] else 'not reached'}"


def _told(row: _Row) -> str:
    parts = [f"{row.name}: {row.words}, {_span(row.action)}"]
    parts += [f"first agreed for {_span(row.first)}"] if row.first else []
    parts += [f"milestone {_milestone(part)}" for part in row.milestones]
    return "; ".join(parts) + "."


def _table(rows: Iterable[_Row]) -> pd.DataFrame:
    """One row an action, in the order of the chart."""
    columns = ["Action", "How it stands", "Begins", "Due", "First agreed to begin", "First agreed to be due"]
    return pd.DataFrame(
        [
            (
                row.name,
                row.words,
                row.action["starts_on"].date(),
                _due(row),
                row.first["starts_on"].date() if row.first else None,
                row.first["ends_on"].date() if row.first else None,
                "; ".join(map(_milestone, row.milestones)),
            )
            for row in rows
        ],
        columns=[*columns, "Milestones"],
    )


# ------------------------------------------------------------------ figure


def _figure(rows: Sequence[_Row], today: date, mode: Mode) -> go.Figure:
    ink = INK[mode]
    texts: list[tuple[float, str, int]] = []
    y = float(_HEAD)
    for row in rows:
        glyph, colours = row.look
        label = [f"<b>{line}</b>" for line in wrapped(shorten(row.name, _NAME, placeholder=" …"), _LETTERS)]
        short = f"{_short(row.action['starts_on'])} to {_short(row.action['ends_on'])}"
        under = wrapped(f"{row.words}: {short}", _LETTERS + 4)
        under[0] = f'<span style="color:{colours[mode]}">{glyph}</span> {under[0]}'
        texts.append((y, "<br>".join(label), SIZE))
        texts.append((y + _LINE * len(label), "<br>".join(under), SMALL))
        row.top = y + _LINE * (len(label) + len(under)) + 8
        y = _bottom(row) + _GAP
    if foot := key(_entries(rows, ink.text)):
        texts.append((y, foot, SMALL))
        y += _LINE * (foot.count("<br>") + 1) + 4
    first, last = _range(rows, today)
    figure = blank(mode)
    size(figure, y)
    figure.update_layout(
        height=int(y) + _TICKS,
        margin={"l": _SIDE, "r": _SIDE, "t": _TICKS},
        xaxis={
            "type": "date",
            "range": [first, last],
            "visible": True,
            "side": "top",
            "nticks": 6,
            "tickangle": 0,
            "tickformat": "%-d %b<br>%Y" if last - first < pd.Timedelta(days=120) else "%b<br>%Y",
        },
        xaxis2={"range": [0, 1], "overlaying": "x", "visible": False},
    )
    figure.add_traces([_bars(rows, mode), _outlines(rows, ink.text), _milestones(rows, mode), _texts(texts, ink.text)])
    now = pd.Timestamp(today)
    if first <= now <= last:
        _mark_today(figure, rows, now, (now - first) / (last - first), mode)
    return figure


def _bottom(row: _Row) -> float:
    return row.top + _BAR + (_FIRST + 4 if row.first else 0)


def _range(rows: Iterable[_Row], today: date) -> tuple[pd.Timestamp, pd.Timestamp]:
    """All that is drawn, and today unless it is far off: half as long again as the plan."""
    days = [part[name] for row in rows for part in row.parts for name in ("starts_on", "ends_on")]
    first, last = min(days), max(days) + pd.Timedelta(days=1)
    far = max((last - first) / 2, pd.Timedelta(days=31))
    now = pd.Timestamp(today)
    if first - far <= now <= last + far:
        first, last = min(first, now), max(last, now)
    pad = (last - first) * 0.03
    return first - pad, last + pad


def _bars(rows: Sequence[_Row], mode: Mode) -> dict[str, Any]:
    colours = [row.look[1][mode] for row in rows]
    drafts = [row.state is State.DRAFT for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row.top + _BAR / 2 for row in rows],
        "base": [row.action["starts_on"] for row in rows],
        "x": [_length(row.action) for row in rows],
        "width": _BAR - 2,
        "marker": {
            "color": [INK[mode].page if draft else colour for colour, draft in zip(colours, drafts, strict=True)],
            "line": {"color": colours, "width": 2},
        },
        "hovertext": ["<br>".join([*wrapped(row.name, 40), row.words, _span(row.action)]) for row in rows],
        "hoverinfo": "text",
    }


def _length(part: dict[str, Any]) -> float:
    """Its days in milliseconds, as Plotly counts them; the last day is a day too."""
    days: int = (part["ends_on"] - part["starts_on"]).days + 1
    return days * 86_400_000.0


def _outlines(rows: Iterable[_Row], colour: str) -> dict[str, Any]:
    """A thin frame under the bar for the dates as first agreed."""
    x: list[object] = []
    y: list[float | None] = []
    words: list[str] = []
    for row in rows:
        if row.first:
            begin, end = row.first["starts_on"], row.first["ends_on"] + pd.Timedelta(days=1)
            top, bottom = row.top + _BAR + 3, row.top + _BAR + 3 + _FIRST
            x += [begin, end, end, begin, begin, None]
            y += [top, top, bottom, bottom, top, None]
            words += [f"First agreed: {_span(row.first)}"] * 5 + [""]
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": {"color": colour, "width": 1.5},
        "hovertext": words,
        "hoverinfo": "text",
    }


def _milestones(rows: Iterable[_Row], mode: Mode) -> dict[str, Any]:
    ink = INK[mode]
    parts = [(row, part) for row in rows for part in row.milestones]
    return {
        "type": "scatter",
        "x": [part["ends_on"] for _, part in parts],
        "y": [row.top + _BAR / 2 for row, _ in parts],
        "mode": "markers",
        "marker": {
            "symbol": "diamond",
            "size": 15,
            "color": [ink.text if part["reached"] else ink.page for _, part in parts],
            "line": {"color": [ink.page if part["reached"] else ink.text for _, part in parts], "width": 2},
        },
        "hovertext": ["<br>".join(wrapped(f"Milestone: {_milestone(part)}", 40)) for _, part in parts],
        "hoverinfo": "text",
    }


def _texts(texts: Iterable[tuple[float, str, int]], colour: str) -> dict[str, Any]:
    """All words at the left, whatever the dates are."""
    y, words, sizes = zip(*texts, strict=True)
    return {
        "type": "scatter",
        "xaxis": "x2",
        "x": [0] * len(y),
        "y": y,
        "text": words,
        "mode": "text",
        "textposition": "bottom right",
        "textfont": {"size": sizes, "color": colour},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _mark_today(figure: go.Figure, rows: Iterable[_Row], now: pd.Timestamp, share: float, mode: Mode) -> None:
    """Today's line beside its word and over every bar; not through the words between them."""
    spans = [(0.0, float(_HEAD - 4)), *((row.top - 5, _bottom(row) + 5) for row in rows)]
    for line in ({"color": INK[mode].page, "width": 5}, {"color": INK[mode].text, "width": 2, "dash": "dot"}):
        figure.add_scatter(
            x=[x for _ in spans for x in (now, now, None)],
            y=[y for span in spans for y in (*span, None)],
            mode="lines",
            line=line,
            hoverinfo="skip",
        )
    right = share < 0.5
    figure.add_annotation(
        x=now, y=(_HEAD - 4) / 2, text="<b>Today</b>", showarrow=False, font={"size": SMALL},
        xanchor="left" if right else "right", xshift=4 if right else -4,
    )  # fmt: skip


def _entries(rows: Sequence[_Row], colour: str) -> list[tuple[str, str, str]]:
    """The key: only what is drawn."""
    milestones = [part for row in rows for part in row.milestones]
    entries = [("▭", "dates as first agreed", any(row.first for row in rows))]
    entries += [("◇", "milestone", any(not part["reached"] for part in milestones))]
    entries += [("◆", "milestone reached", any(part["reached"] for part in milestones))]
    return [(glyph, colour, words) for glyph, words, drawn in entries if drawn]
