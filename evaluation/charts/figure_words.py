"""What a series of figures says in words: its sentence, what it compares, its alternative and its table.

Nothing here says that a figure is good or bad; where less or more is better, that is the measure's own word.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from evaluation.charts.chart import each
from evaluation.records import day

_TOLD = 8
_UNITS = {"pupils": "pupils", "points": "points", "FTE": "FTE", "days": "days"}


def short(value: float, unit: str, *, whole: bool = False) -> str:
    """A figure for a narrow place: "18.9%", "£1,250", "432"; `whole` without decimals."""
    number = float(value)
    digits = 0 if whole or unit in ("pupils", "£") else 1
    if unit != "%" and number == round(number):
        digits = 0
    words = f"{abs(number):,.{digits}f}"
    sign = "−" if number < 0 and float(words.replace(",", "")) else ""
    return f"{sign}£{words}" if unit == "£" else f"{sign}{words}{'%' if unit == '%' else ''}"


def long(value: float, unit: str) -> str:
    """A figure with its unit in words: "18.9%", "432 pupils", "24.3 FTE"; a ratio is "20.8 to 1"."""
    if unit == "ratio":
        return f"{short(value, unit)} to 1"
    return f"{short(value, unit)} {_UNITS[unit]}" if unit in _UNITS else short(value, unit)


def title(name: str, unit: str, series: pd.DataFrame) -> str:
    """The panel's sentence: how the latest figure stands to the like one before, and England's of the same period."""
    rows = each(series)
    known = [row for row in rows if pd.notna(row["value"])]
    if not known:
        why = next((row["missing"] for row in reversed(rows) if row["missing"]), "")
        return f"{name}: {why or 'no figure of ours yet'}"
    latest = known[-1]
    before = earlier(known)
    now = _plain(latest["value"], unit)
    if before is None:
        said = f"{name}: {now}"
    else:
        then = _plain(before["value"], unit)
        way = "rose" if latest["value"] > before["value"] else "fell"
        subject = f"{name}," if ", " in name else name
        said = f"{subject} stayed at {now}" if then == now else f"{subject} {way} from {then} to {now}"
    if pd.notna(latest["national"]):
        said += f"; England {_plain(latest['national'], unit)}"
    if latest is not rows[-1] and rows[-1]["missing"]:
        said += f"; {rows[-1]['label']} {rows[-1]['missing']}"
    return said


def _plain(value: float, unit: str) -> str:
    """A figure in a sentence that names what is counted, so that its unit is not said again."""
    return long(value, unit) if unit in ("ratio", "days") else short(value, unit)


def earlier(known: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What the latest of these rows is compared with: the like period before it, None where there is none."""
    *others, latest = known
    like = [row for row in others if row["line"] == latest["line"]]
    return like[-1] if like else None


def reading(series: pd.DataFrame, better: str) -> str:
    """Which periods the sentence compares, and whether less or more is better: one short line."""
    rows = each(series)
    known = [row for row in rows if pd.notna(row["value"])]
    if not known:
        return str(rows[-1]["label"])
    latest, before = known[-1], earlier(known)
    said = f"{before['label']} to {latest['label']}" if before else str(latest["label"])
    return f"{said} · {better} is better" if better else said


def national(unit: str, series: pd.DataFrame) -> str:
    """Which of England's figures stands beside ours, or why none does: for whoever asks."""
    known = [row for row in each(series) if pd.notna(row["value"])]
    if not known:
        return ""
    latest = known[-1]
    if pd.notna(latest["national"]):
        return f"England's figure is of the same period: {latest['national_source']}."
    said = str(latest["no_national"])
    if both := [row for row in known if pd.notna(row["national"])]:
        ours, england = (_plain(both[-1][column], unit) for column in ("value", "national"))
        said += f" For {both[-1]['label']}: England {england}, ours {ours}."
    return said


def alt(name: str, unit: str, series: pd.DataFrame) -> str:
    """The figures in words; of a long series its beginning and its end."""
    told = []
    for row in each(series):
        ours = long(row["value"], unit) if pd.notna(row["value"]) else row["missing"] or "no figure"
        england = f", England {long(row['national'], unit)}" if pd.notna(row["national"]) else ""
        told.append(f"{row['label']}: {ours}{england}.")
    if len(told) > _TOLD:
        told[1 : 1 - _TOLD // 2] = [f"{len(told) - _TOLD // 2} more in the table."]
    return f"{name}. {' '.join(told)}"


def table(unit: str, series: pd.DataFrame) -> pd.DataFrame:
    """Period, From, To, Ours, Source, England, England's source; where a figure is missing, why."""
    return pd.DataFrame(
        [
            (
                row["label"],
                day(row["start"]),
                day(row["end"]),
                long(row["value"], unit) if pd.notna(row["value"]) else row["missing"] or "–",
                row["source"],
                long(row["national"], unit) if pd.notna(row["national"]) else "–",
                row["national_source"] or row["no_national"],
            )
            for row in each(series)
        ],
        columns=["Period", "From", "To", "Ours", "Source", "England", "England's source"],
    )
