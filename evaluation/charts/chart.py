"""What a chart is, and the words in it."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with what a reader needs beside it.

    title     says what the chart shows; the page writes it, the figure does not
    reading   what to see in it, in one sentence
    alt       the data in words, for a reader who does not see the figure
    figure    None where there is nothing to draw
    table     the same data, with readable headings and grade words
    """

    title: str
    reading: str
    alt: str
    figure: go.Figure | None
    table: pd.DataFrame


def safe(text: str) -> str:
    """Text from data, so that Plotly shows `<` and `&` instead of reading them as markup."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most `width` letters, each safe to show."""
    return [safe(line) for line in textwrap.wrap(text, width, break_on_hyphens=False)] or [""]


def key(entries: Iterable[tuple[str, str, str]], letters: int = 44) -> str:
    """A key as one text: (glyph, colour, words) each, in lines that fit a phone."""
    lines: list[list[str]] = []
    used = letters
    for glyph, colour, words in entries:
        size = len(words) + 5
        if used + size > letters:
            lines.append([])
            used = 0
        lines[-1].append(f'<span style="color:{colour}">{glyph}</span> {safe(words)}')
        used += size
    return "<br>".join("     ".join(line) for line in lines)


def each(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A DataFrame's rows as dictionaries by column."""
    return [{str(column): value for column, value in row.items()} for row in frame.to_dict("records")]


def listed(parts: Sequence[str]) -> str:
    """ "one, two and three"."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def changes(grades: Iterable[tuple[date, str]]) -> str:
    """A strand's way in words, told only where it changes: "Needs attention from Nov 2025, Strong standard from …".

    Of a long way the beginning and the end are told; the table beside the chart has it all.
    """
    told: list[str] = []
    last = None
    for on, grade in grades:
        if grade != last:
            told.append(f"{grade} from {on:%b %Y}")
        last = grade
    if len(told) > 6:
        told[1:-4] = [f"{len(told) - 5} more changes"]
    return ", ".join(told)


def texts_at(texts: Sequence[tuple[float, float, str, str, str, int]]) -> dict[str, Any]:
    """A trace of texts, each as x, y, text, position, colour and size of letters."""
    x, y, text, position, colour, letters = zip(*texts, strict=True)
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "text": text,
        "mode": "text",
        "textposition": position,
        "textfont": {"color": colour, "size": letters},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
