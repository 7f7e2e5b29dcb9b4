"""The forms of slides as figures for a projector."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from evaluation.charts.chart import safe, wrapped
from evaluation.charts.palette import GradeStyle, Mode, grade_style, text_on
from evaluation.deck.ground import HIGH, LEFT, LETTERS, LINE, SMALLER, Sheet, row_height
from evaluation.deck.slide import Bars, Dots, Lines, Stack

_HEAD = 2 * LINE + 6
_ROOM = 0.035
"""The share of a bar in which a count fits."""


def dots(forms: Sequence[Dots], mode: Mode) -> go.Figure:
    """Rows on the words of their scales, a block for each form.

    The first side is a filled marker in the colour and shape of its grade, a second one a large open diamond; where
    they differ a line joins them. A row without its first side says that it is not judged.
    """
    sheet = Sheet(mode)
    rows = sum(len(form.rows) for form in forms)
    two = any(len(form.sides) > 1 for form in forms)
    high = row_height(rows, HIGH - len(forms) * (_HEAD + 8) - (LINE + 6 if two else 0))
    for form in forms:
        _block(sheet, form, high)
        sheet.y += 8
    if two:
        first, second = list(forms[0].sides)
        sheet.key(
            [("●", sheet.ink.text, f"{first} (filled, in the shape of its grade)"), ("◇", sheet.ink.theirs, second)]
        )
    return sheet.figure()


def _at(place: int, grades: int) -> float:
    return LEFT + (1 - LEFT) * (place + 0.5) / grades


def _looks(form: Dots, sheet: Sheet) -> list[GradeStyle]:
    if form.scale_id == EVIDENCE:  # how good evidence is is no grade, so it has no colour of one
        colour = sheet.ink.ours
        return [GradeStyle(colour, text_on(colour), "●", "circle")] * len(form.grades)
    return [grade_style(form.scale_id, place, sheet.mode) for place in range(len(form.grades))]


EVIDENCE = "evidence"
"""Stands for a scale in a form about how far evidence carries."""


def _block(sheet: Sheet, form: Dots, high: float) -> None:
    count, looks = len(form.grades), _looks(form, sheet)
    for place, grade in enumerate(form.grades):
        words = "<br>".join(wrapped(grade, 13)[:2])
        sheet.say(_at(place, count), sheet.y + _HEAD / 2, words, letters=SMALLER)
    sheet.y += _HEAD
    (first, ours), *others = form.sides.items()
    for number, row in enumerate(form.rows):
        y = sheet.y + high / 2
        sheet.name(y, row)
        sheet.line([(_at(0, count), y), (_at(count - 1, count), y)], sheet.ink.grid, 2)
        sheet.marks([(_at(p, count), y, form.grades[p]) for p in range(count)], {"color": sheet.ink.grid, "size": 8})
        mine = ours[number]
        for name, theirs in others:
            there = theirs[number]
            if there is None:
                continue
            if mine is not None and mine != there:
                sheet.line([(_at(mine, count), y), (_at(there, count), y)], sheet.ink.muted, 5)
            look = {"symbol": "diamond-open", "size": 30, "color": sheet.ink.theirs, "line": {"width": 4}}
            sheet.marks([(_at(there, count), y, f"{row}, {name}: {form.grades[there]}")], look)
        if mine is None:
            sheet.say(_at(0, count), y, "not judged", colour=sheet.ink.muted, letters=SMALLER)
        else:
            marker = {"symbol": looks[mine].symbol, "size": 22, "color": looks[mine].colour}
            sheet.marks([(_at(mine, count), y, f"{row}, {first}: {form.grades[mine]}")], marker)
        sheet.y += high


def stack(form: Stack, mode: Mode) -> go.Figure:
    """A bar for each label, in parts with their counts."""
    sheet = Sheet(mode)
    high = row_height(len(form.labels), HIGH - 2 * LINE - 12)
    longest = max((sum(counts[i] for _, _, counts in form.parts) for i in range(len(form.labels))), default=0) or 1
    parts = []
    for number, label in enumerate(form.labels):
        y, x = sheet.y + high / 2, LEFT
        sheet.name(y, label)
        for name, colour, counts in form.parts:
            long = counts[number] / longest * (1 - LEFT)
            if counts[number]:
                parts.append((x, long, y, colour, f"{label}: {counts[number]} {name}"))
                if long >= _ROOM:
                    sheet.say(x + long / 2, y, str(counts[number]), colour=text_on(colour))
            x += long
        if x == LEFT:
            sheet.say(LEFT, y, "none", "middle right", colour=sheet.ink.muted, letters=SMALLER)
        sheet.y += high
    if parts:
        sheet.bars(parts, high * 0.68)
    sheet.y += 8
    sheet.key([("■", colour, name) for name, colour, counts in form.parts if any(counts)])
    return sheet.figure()


def bars(form: Bars, mode: Mode, colours: Sequence[str] = ()) -> go.Figure:
    """A bar for each label with its count behind it; one colour, unless each has its own."""
    sheet = Sheet(mode)
    high = row_height(len(form.labels), HIGH - 12)
    longest = max(form.values, default=0) or 1
    parts = []
    for number, (label, value) in enumerate(zip(form.labels, form.values, strict=True)):
        y, long = sheet.y + high / 2, value / longest * (0.9 - LEFT)
        sheet.name(y, label)
        if value:
            parts.append(
                (LEFT, long, y, colours[number] if colours else sheet.ink.ours, f"{label}: {value} {form.unit}")
            )
        sheet.say(LEFT + long, y, f" {value}", "middle right")
        sheet.y += high
    if parts:
        sheet.bars(parts, high * 0.62)
    return sheet.figure()


def lines(form: Lines, mode: Mode) -> go.Figure:
    """Figures over time: ours as a line with its points, the national figure as a dashed one; no gap is bridged."""
    sheet = Sheet(mode)
    top, bottom, left, right = 40.0, HIGH - 90.0, 0.08, 0.8
    every = [value for line in form.lines for value in line.values if value is not None]
    low, high = min(every), max(every)
    pad = (high - low) * 0.12 or max(abs(high), 1) * 0.1
    low, high = (max(0.0, low - pad) if low >= 0 else low - pad), high + pad
    across = [left + (right - left) * (i / max(len(form.labels) - 1, 1)) for i in range(len(form.labels))]

    def up(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - top)

    sheet.line([(left - 0.04, bottom), (right, bottom)], sheet.ink.grid, 2)
    ends: list[tuple[float, str, str]] = []
    for line in form.lines:
        colour = sheet.ink.theirs if line.national else sheet.ink.ours
        known = [(x, up(v), v, at) for x, v, at in zip(across, line.values, form.labels, strict=True) if v is not None]
        if not known:
            continue
        points = [(x, None if v is None else up(v)) for x, v in zip(across, line.values, strict=True)]
        sheet.line(points, colour, 4, "dash" if line.national else "")
        look = {
            "symbol": "diamond-open" if line.national else "circle",
            "size": 14,
            "color": colour,
            "line": {"width": 3},
        }
        sheet.marks([(x, y, f"{line.name}, {at}: {number(v, form.unit)}") for x, y, v, at in known], look)
        if not line.national:
            above = {x: v for other in form.lines if other.national for x, v in zip(across, other.values, strict=True)}
            for x, y, v, _ in known[:-1]:
                under = (above.get(x) or v) > v  # the other line runs above, so the words go below
                sheet.say(x, y + (20 if under else -20), number(v, form.unit), colour=colour, letters=SMALLER)
        _, y, value, at = known[-1]
        late = "" if at == form.labels[-1] else f"<br>{safe(at)}"
        ends.append((y, f"{safe(line.name)}<br>{number(value, form.unit)}{late}", colour))
    for y, words, colour in _apart(ends):
        sheet.say(right + 0.02, y, words, "middle right", colour=colour, letters=SMALLER)
    step = -(-len(form.labels) // 6)
    for x, label in list(zip(across, form.labels, strict=True))[::-1][::step]:
        sheet.say(x, bottom + 8, "<br>".join(wrapped(label, 12)[:2]), "bottom center", letters=SMALLER)
    sheet.y = HIGH - 30
    return sheet.figure()


def number(value: float, unit: str) -> str:
    """A figure with its unit: "17.6%", "214 pupils", "20.6"."""
    words = f"{value:,.1f}".removesuffix(".0")
    plain = unit in ("ratio", "score", "points")
    return f"{words}%" if unit == "%" else f"£{words}" if unit == "£" else words if plain else f"{words} {unit}"


def _apart(ends: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Words at the ends of lines, moved down so that none covers another."""
    placed: list[tuple[float, str, str]] = []
    for y, words, colour in sorted(ends):
        if placed:
            y = max(y, placed[-1][0] + 3 * LINE)
        placed.append((y, words, colour))
    return placed


Span = tuple[str, date, date, str, str, str]
"""What it is, its first and last day, a colour, a character, and how it stands in words."""


def spans(rows: Sequence[Span], today: date, mode: Mode) -> go.Figure:
    """Actions over time, each under its name, with today's line."""
    sheet = Sheet(mode)
    names = 0.46
    high = row_height(len(rows), HIGH - 40, most=66, least=46)
    first = min(min(begins for _, begins, *_ in rows), today)
    last = max(max(ends for _, _, ends, *_ in rows), today)
    days = max((last - first).days, 1)

    def at(on: date) -> float:
        return names + (on - first).days / days * (1 - names)

    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    months = [on for on in months if first <= on <= last]
    bottom = 30 + high * len(rows)
    for on in months[:: -(-len(months) // 6) or 1]:
        sheet.line([(at(on), 28), (at(on), bottom)], sheet.ink.grid, 1)
        sheet.say(at(on), 14, f"{on:%b %y}", colour=sheet.ink.muted, letters=SMALLER)
    sheet.y = 30
    parts = []
    for what, begins, ends, colour, glyph, words in rows:
        y = sheet.y + high / 2
        lines = wrapped(what, 46)
        shown = [lines[0], f"{lines[1]} …" if len(lines) > 2 else lines[1]] if len(lines) > 1 else lines
        sheet.say(0, y, "<br>".join(shown), "middle right", letters=SMALLER)
        long = max(at(ends) - at(begins), 0.008)
        parts.append((at(begins), long, y + 11, colour, f"{what}: {words}"))
        x, position = (at(begins), "middle right") if at(begins) < 0.72 else (1, "middle left")
        sheet.say(x, y - 11, f'<span style="color:{colour}">{glyph}</span> {safe(words)}', position, letters=SMALLER)
        sheet.y += high
    sheet.bars(parts, 14)
    sheet.line([(at(today), 28), (at(today), bottom)], sheet.ink.text, 2, "dot")
    position = "middle right" if at(today) < 0.75 else "middle left"
    sheet.say(at(today), bottom + 10, " Today ", position, letters=SMALLER)
    sheet.y += 24
    return sheet.figure()


__all__ = ["EVIDENCE", "LETTERS", "Span", "bars", "dots", "lines", "number", "spans", "stack"]
