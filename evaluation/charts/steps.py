"""One strand over time, in steps between the words of its scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd
import plotly.graph_objects as go

from evaluation.charts.chart import Chart, changes, day, each, key, safe, wrapped
from evaluation.charts.palette import INK, Mode
from evaluation.charts.template import SMALL, template
from evaluation.progress import Block, Panel

_ROW, _LINE = 46, 20


def steps(block: Block, mode: Mode) -> list[Chart]:
    """One chart for each strand of a block, all over the same time, for the page to lay side by side or in a column."""
    return [_chart(panel, mode) for panel in block.panels]


def _chart(panel: Panel, mode: Mode) -> Chart:
    told = changes(zip(panel.points["on"], panel.points["grade_name"], strict=True))
    marks = [f"{day(r['on'])}: {r['words']}, {r['grade_name']}." for r in each(panel.marks) if not pd.isna(r["place"])]
    others = len(panel.marks) - len(marks)
    if others:
        marks.append(f"{others} {'inspection is' if others == 1 else 'inspections are'} not comparable.")
    notes = [f"{words}, {day(on)}." for on, words in panel.breaks] + [f"{words}." for *_, words in panel.elsewhere]
    return Chart(
        title=panel.strand,
        reading=_reading(panel),
        alt=" ".join([f"{panel.strand}: {told}.", *marks, *notes]),
        figure=_figure(panel, mode),
        table=_table(panel),
    )


def _figure(panel: Panel, mode: Mode) -> go.Figure:
    ink, points, marks = INK[mode], panel.points, panel.marks
    count = len(panel.grades)
    related, apart = marks[marks["place"].notna()], marks[marks["place"].isna()]
    pad = max((panel.last - panel.first) * 0.05, pd.Timedelta(days=45))
    above = [
        [line for part in words.replace(": ", ":\n").splitlines() for line in wrapped(part, 40)]
        for *_, words in panel.elsewhere
    ]
    top = 8 + _LINE * sum(map(len, above))
    entries = list(_entries(panel, mode))
    foot = key(entries, 40) if entries else ""
    foot_height = _LINE * (foot.count("<br>") + 1) if foot else 0
    bottom = 50 + foot_height
    height = top + _ROW * count + bottom
    figure = go.Figure(layout={"template": template(mode), "height": height})
    figure.update_layout(margin={"l": 8, "r": 8, "t": top, "b": bottom})
    figure.update_yaxes(
        range=[-0.5, count - 0.4],
        tickvals=list(range(count)),
        ticktext=["<br>".join(wrapped(grade, 12)) for grade in panel.grades],
        automargin=True,
    )
    years = (panel.last - panel.first).days > 4 * 365
    figure.update_xaxes(
        range=[panel.first - pad, panel.last + pad],
        tickformat="%Y" if years else "%b<br>%Y",
        nticks=6,
        tickangle=0,
        showgrid=False,
    )
    _shade(figure, panel, above, pad, mode)
    inspected = zip(apart["on"], apart["words"], strict=True)
    _lines(figure, inspected, count - 0.4, ink.theirs, "dot")
    _lines(figure, panel.breaks, count - 0.4, ink.text, "dash")
    x, y = _broken(points)
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"shape": "hv", "color": ink.ours, "width": 3}, connectgaps=False, hoverinfo="skip"
    )
    figure.add_scatter(
        x=related["on"],
        y=related["place"],
        mode="markers",
        marker={"symbol": "diamond-open", "size": 19, "color": ink.theirs, "line": {"width": 3}},
        hovertext=[
            "<br>".join([f"{day(r['on'])}: {safe(r['grade_name'])}", *wrapped(r["words"], 40)]) for r in each(related)
        ],
        hoverinfo="text",
    )
    figure.add_scatter(
        x=points["on"],
        y=points["place"],
        mode="markers",
        marker={
            "symbol": ["circle-open" if o else "circle" for o in points["open"]],
            "size": 11 if len(points) <= 20 else 7,
            "color": ink.ours,
            "line": {"width": 3, "color": ink.ours},
        },
        hovertext=[
            "<br>".join([day(r["on"]), safe(r["grade_name"]), *(["still open"] if r["open"] else [])])
            for r in each(points)
        ],
        hoverinfo="text",
    )
    # A title, because only a title can be placed by the edge of the figure; the heading is the page's.
    figure.update_layout(
        title={
            "text": foot,
            "font": {"size": SMALL},
            "xref": "container",
            "yref": "container",
            "x": 0,
            "y": foot_height / height,
            "xanchor": "left",
            "yanchor": "top",
            "pad": {"l": 8},
        }
    )
    return figure


def _shade(figure: go.Figure, panel: Panel, above: list[list[str]], pad: pd.Timedelta, mode: Mode) -> None:
    """The time under other frameworks, each with its words above the plot on lines of its own."""
    lines = 0
    for (begin, end, _), words in zip(panel.elsewhere, above, strict=True):
        early = begin == panel.first
        x0, x1 = (begin - pad, end) if early else (begin, end + pad)
        figure.add_shape(
            type="rect", x0=x0, x1=x1, y0=0, y1=1, yref="paper", layer="below",
            line={"width": 0}, fillcolor=INK[mode].shade,
        )  # fmt: skip
        figure.add_annotation(
            text="<br>".join(words), x=0 if early else 1, xref="paper", y=1, yref="paper", yshift=lines * _LINE,
            xanchor="left" if early else "right", yanchor="bottom", align="left" if early else "right",
            showarrow=False, font={"size": SMALL, "color": INK[mode].muted},
        )  # fmt: skip
        lines += len(words)


def _lines(figure: go.Figure, events: Iterable[tuple[pd.Timestamp, str]], top: float, colour: str, dash: str) -> None:
    """Upright lines with words to point at, all as one trace."""
    events = list(events)
    figure.add_scatter(
        x=[x for on, _ in events for x in (on, on, None)],
        y=[-0.5, top, None] * len(events),
        mode="lines",
        line={"color": colour, "width": 2, "dash": dash},
        hovertext=[text for _, words in events for text in (safe(words), safe(words), "")],
        hoverinfo="text",
    )


def _broken(points: pd.DataFrame) -> tuple[list[object], list[object]]:
    """The line's x and y, with a gap wherever the edition changes."""
    x: list[object] = []
    y: list[object] = []
    edition = None
    for row in each(points):
        if edition not in (None, row["edition"]):
            x.append(row["on"])
            y.append(None)
        x.append(row["on"])
        y.append(row["place"])
        edition = row["edition"]
    return x, y


def _entries(panel: Panel, mode: Mode) -> Iterator[tuple[str, str, str]]:
    """The key: only what is on this panel, and nothing where there is only our own line."""
    ink, marks = INK[mode], panel.marks
    still_open = panel.points["open"].any()
    if len(marks) or panel.breaks or still_open:
        yield "●", ink.ours, "our grade"
    if still_open:
        yield "○", ink.ours, "still open"
    if marks["place"].notna().any():
        yield "◇", ink.theirs, "inspectors' grade"
    if marks["place"].isna().any():
        yield "┊", ink.theirs, "Inspection, not comparable"
    for _, words in panel.breaks:
        yield "╎", ink.text, words


def _reading(panel: Panel) -> str:
    """Where the strand is, and where it was: before it last changed, and at first where that was another grade."""
    points = panel.points
    latest = points.iloc[-1]
    if panel.since:
        return f"{panel.strand} was at {_then(latest)}; {panel.since}."
    now = f"{panel.strand} is at {latest['grade_name']}"
    if latest["open"]:
        now += " in the self-evaluation that is still open"
    if panel.held < 2:
        return f"{now}; a line needs a second self-evaluation."
    if len(points) < 2:
        return f"{now}, its first grade on this scale."
    same = points[points["edition"] == latest["edition"]]
    if len(same) < 2:
        return f"{now}, the first since the framework changed."
    first, others = same.iloc[0], same[same["place"] != latest["place"]]
    if others.empty:
        return f"{now}, as it was in {first['on']:%B %Y}."
    before = others.iloc[-1]
    if before["place"] != first["place"]:
        return f"{now}; it was at {_then(before)} and at {_then(first)}."
    return f"{now}, {'up' if latest['place'] > before['place'] else 'down'} from {_then(before)}."


def _then(point: pd.Series) -> str:
    return f"{point['grade_name']} in {point['on']:%B %Y}"


def _table(panel: Panel) -> pd.DataFrame:
    ours = pd.DataFrame(
        {
            "Date": panel.points["on"].dt.date,
            "Who": "Our self-evaluation",
            "Grade": panel.points["grade_name"],
            "Note": [
                n + (", still open" if o else "")
                for n, o in zip(panel.points["framework_name"], panel.points["open"], strict=True)
            ],
        }
    )
    theirs = pd.DataFrame(
        {
            "Date": panel.marks["on"].dt.date,
            "Who": "Inspection",
            "Grade": panel.marks["grade_name"].fillna("Not comparable"),
            "Note": panel.marks["words"],
        }
    )
    return pd.concat([ours, theirs]).sort_values("Date", kind="stable", ignore_index=True)
