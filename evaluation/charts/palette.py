"""Every colour of the charts, and the symbol and short word that say the same without colour.

The colours of each scale go from warm to cool through changing lightness rather than from red to
green. Two scales share no colours, so that no grade looks like one of another scale. Tests hold
the contrast of text (4.5) and marks (3), the difference of any two colours of a scale as seen with
protanopia, deuteranopia and tritanopia, and a step of lightness between neighbouring grades, so
that a print without colour tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from evaluation.evidence.freshness import Strength
from evaluation.plan.actions import State

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = get_args(Mode)


class Ink(NamedTuple):
    """The colours that are not grades: page, text, quieter text, grid lines, shaded time, and the two sides."""

    page: str
    text: str
    muted: str
    grid: str
    shade: str
    ours: str
    theirs: str


INK: Mapping[Mode, Ink] = {
    "light": Ink("#FFFFFF", "#1B2430", "#5A6675", "#D5DBE2", "rgba(90,102,117,0.10)", "#1F4E9E", "#B4540A"),
    "dark": Ink("#12181F", "#F2F4F7", "#AEB8C4", "#38414D", "rgba(174,184,196,0.13)", "#8AB4F8", "#F2A65A"),
}


class GradeStyle(NamedTuple):
    """How one grade looks: fill, the text on it, a character and the Plotly marker symbol of the same shape."""

    colour: str
    text: str
    glyph: str
    symbol: str


_FIVE = (("▼", "triangle-down"), ("◆", "diamond"), ("●", "circle"), ("■", "square"), ("★", "star"))
_FOUR = (*_FIVE[:3], _FIVE[4])
_TWO = (_FIVE[0], _FIVE[2])
_ANY = (*_FIVE, ("▲", "triangle-up"), ("✚", "cross"), ("⬟", "pentagon"))

_FOUR_LIGHT = ("#561558", "#A63F7B", "#7D8F1F", "#123D2C")
_FOUR_DARK = ("#B562B8", "#F9B9D7", "#9EAE32", "#3C8D6D")

COLOURS: Mapping[Mode, Mapping[str, tuple[str, ...]]] = {
    "light": {
        "ofsted-report-card": ("#6E1638", "#D27519", "#187A70", "#2545A0", "#1C0F45"),
        "ofsted-four-grades": _FOUR_LIGHT,
        "ofsted-four-grades-satisfactory": _FOUR_LIGHT,
        "met-not-met": ("#604218", "#2E74AC"),
        "ofsted-safeguarding-effective": ("#6E2F6A", "#3F7D3A"),
        "": ("#61350D", "#C17521", "#48495C", "#479F8A", "#073F8C", "#A869A4", "#342004", "#716159"),
    },
    "dark": {
        "ofsted-report-card": ("#CB4B57", "#F0BE63", "#0A7885", "#92BEF9", "#EDEBFF"),
        "ofsted-four-grades": _FOUR_DARK,
        "ofsted-four-grades-satisfactory": _FOUR_DARK,
        "met-not-met": ("#BD8F4E", "#90C8FB"),
        "ofsted-safeguarding-effective": ("#C683C3", "#97D58F"),
        "": ("#A55544", "#D7CC6F", "#487C98", "#5BB8A6", "#7C80D3", "#EBADEA", "#AD9152", "#CBDDDC"),
    },
}
"""Scale id to the colours of its grades, lowest first. "" is for a school's own scales."""

STATES: Mapping[State, tuple[str, Mapping[Mode, str]]] = {
    State.DRAFT: ("○", {"light": "#6C7A92", "dark": "#65697F"}),
    State.AGREED: ("●", {"light": "#0D313D", "dark": "#DDF3F2"}),
    State.ON_TRACK: ("▶", {"light": "#1583E8", "dark": "#3C96DE"}),
    State.SLIPPING: ("▼", {"light": "#B36A08", "dark": "#C3A63E"}),
    State.STUCK: ("■", {"light": "#5C0C09", "dark": "#E08FB8"}),
    State.DONE_CLAIMED: ("✔", {"light": "#2B7656", "dark": "#6FDB92"}),
}
"""How an action stands: the character and the colour of its bar. Not colours of grades."""

STRENGTH_LOOKS: Mapping[Strength, tuple[str, float]] = {
    Strength.NONE: ("○", 0.0),
    Strength.STALE: ("◔", 0.15),
    Strength.ONE_SIDE: ("◑", 0.35),
    Strength.SEVERAL: ("◕", 0.65),
    Strength.MANY: ("●", 1.0),
}
"""How good evidence is: the character beside its words, and how much of a grade's own colour its marker is filled with.
"""

NOT_JUDGED = "–"
"""An empty outline: never a colour, never the look of a grade."""

SHORT: Mapping[str, str] = {
    "Urgent improvement": "Urgent",
    "Needs attention": "Attention",
    "Expected standard": "Expected",
    "Strong standard": "Strong",
    "Requires improvement": "Req. impr.",
}
"""Words that fit a cell, for grade names that do not."""


def grade_style(scale_id: str, place: int, mode: Mode) -> GradeStyle:
    """The look of the grade at a place on its scale, 0 for the lowest. A place beyond the last colour begins again."""
    known = scale_id if scale_id in COLOURS[mode] else ""
    colours = COLOURS[mode][known]
    shapes = _ANY if not known else {5: _FIVE, 4: _FOUR, 2: _TWO}[len(colours)]
    colour = colours[place % len(colours)]
    glyph, symbol = shapes[place % len(shapes)]
    return GradeStyle(colour, text_on(colour), glyph, symbol)


def short_word(grade_name: str) -> str:
    """A grade's name in at most thirteen letters: the publisher's own where it fits, else its first word."""
    return SHORT.get(grade_name) or (grade_name if len(grade_name) <= 13 else grade_name.split()[0][:13])


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (Web Content Accessibility Guidelines 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return max(("#FFFFFF", "#000000"), key=lambda text: contrast(text, colour))


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over another with this share, as "#RRGGBB"."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
