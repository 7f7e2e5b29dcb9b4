"""The labels of figures over time: our first and latest, England's latest, each at its mark and none on another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.charts.figure_words import short
from evaluation.charts.palette import INK, Mode
from evaluation.charts.template import SMALL

_APART = 32
"""Pixels between the middles of two labels of which one has two lines."""


_MANY = 4
"""So many marks, and the first one stands near the upright axis."""

_Rows = Sequence[dict[str, Any]]


def labels(ours: _Rows, theirs: _Rows, unit: str, pixel: float, mode: Mode) -> list[dict[str, Any]]:
    """Our first and latest figures at their marks, and England's where it is not older than ours: none on another.

    An older one of England's would stand on our line: it is told in the key, see `older`.
    """
    ink, found = INK[mode], []
    if len(ours) > 1:
        first = ours[0]
        beneath: bool = ours[1]["value"] > first["value"]  # away from the line that leaves it
        for row in theirs:  # and from England's mark
            if row["on"] == first["on"] and abs(row["national"] - first["value"]) / pixel < _APART:
                beneath = row["national"] > first["value"]
        found.append(_beside(first["on"], first["value"], short(first["value"], unit), ink.ours, not beneath))
        if len(ours) > _MANY:
            found[0]["xanchor"], found[0]["xshift"] = "left", -8  # never over the upright axis
    last, england = ours[-1] if ours else None, theirs[-1] if theirs else None
    shift = {"ours": 0.0, "england": 0.0}
    together = last is not None and england is not None and england["on"] >= last["on"]
    if (
        last is not None
        and england is not None
        and together
        and (apart := abs(last["value"] - england["national"]) / pixel) < _APART
    ):
        up, down = ("ours", "england") if last["value"] >= england["national"] else ("england", "ours")
        shift[up], shift[down] = (_APART - apart) / 2, -(_APART - apart) / 2
    if last is not None:
        text = f"<b>{short(last['value'], unit)}</b>"
        found.append(_after(last["on"], last["value"], text, ink.ours, shift["ours"]))
    if england is not None and (together or last is None):
        text = f"England<br>{short(england['national'], unit)}"
        found.append(_after(england["on"], england["national"], text, ink.theirs, shift["england"]))
    return found


def older(ours: _Rows, theirs: _Rows, unit: str) -> str:
    """England's latest figure in words for the key, where it is of an earlier period than ours; else ""."""
    if not ours or not theirs or theirs[-1]["on"] >= ours[-1]["on"]:
        return ""
    return f"England {short(theirs[-1]['national'], unit)}, {theirs[-1]['label']}"


def _after(x: object, y: float, text: str, colour: str, up: float) -> dict[str, Any]:
    return {
        "x": x, "y": float(y), "text": text, "showarrow": False, "xanchor": "left", "yanchor": "middle",
        "xshift": 9, "yshift": up, "align": "left", "font": {"color": colour, "size": SMALL},
    }  # fmt: skip


def _beside(x: object, y: float, text: str, colour: str, above: bool) -> dict[str, Any]:
    return {
        "x": x, "y": float(y), "text": text, "showarrow": False, "xanchor": "center",
        "yanchor": "bottom" if above else "top", "yshift": 5 if above else -5,
        "font": {"color": colour, "size": SMALL},
    }  # fmt: skip
