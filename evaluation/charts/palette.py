"""Every colour of the charts, and the symbol and short word that say the same without colour.

The colours of each scale go from warm to cool through changing lightness rather than from red to
green. Two scales share no colours, so that no grade looks like one of another scale. Tests hold
the contrast of text (4.5) and marks (3), and the difference of neighbouring grades as seen with
protanopia, deuteranopia and tritanopia.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

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
    "dark": Ink("#0E1117", "#F2F4F7", "#AEB8C4", "#38414D", "rgba(174,184,196,0.13)", "#8AB4F8", "#F2A65A"),
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

_FOUR_LIGHT = ("#561558", "#B84785", "#66761A", "#123D2C")
_FOUR_DARK = ("#B566BF", "#F5B5D4", "#A9BA3C", "#4F9C7A")

COLOURS: Mapping[Mode, Mapping[str, tuple[str, ...]]] = {
    "light": {
        "ofsted-report-card": ("#6E1638", "#CB6A10", "#35938A", "#24509E", "#1C0F45"),
        "ofsted-four-grades": _FOUR_LIGHT,
        "ofsted-four-grades-satisfactory": _FOUR_LIGHT,
        "met-not-met": ("#6B4A1F", "#2A6FA8"),
        "ofsted-safeguarding-effective": ("#6E2F6A", "#3F7D3A"),
        "": ("#5B2A1E", "#BE7415", "#3C4A63", "#2E9180", "#2B3F8E", "#B05C92", "#3A2A12", "#7A7F86"),
    },
    "dark": {
        "ofsted-report-card": ("#DB5F82", "#F5C069", "#36938A", "#9DC1FF", "#EFEAFF"),
        "ofsted-four-grades": _FOUR_DARK,
        "ofsted-four-grades-satisfactory": _FOUR_DARK,
        "met-not-met": ("#D0A15A", "#7DB7EA"),
        "ofsted-safeguarding-effective": ("#D08CCB", "#8CCB86"),
        "": ("#C9705A", "#F5CE7A", "#7C8FA3", "#7EDCCB", "#6C8FE8", "#EDB3F0", "#A98C5A", "#E2E2E2"),
    },
}
"""Scale id to the colours of its grades, lowest first. "" is for a school's own scales."""

STATES: Mapping[State, tuple[str, Mapping[Mode, str]]] = {
    State.DRAFT: ("○", {"light": "#7A8592", "dark": "#8C97A4"}),
    State.AGREED: ("●", {"light": "#3C4A5C", "dark": "#C9D2DC"}),
    State.ON_TRACK: ("▶", {"light": "#2F86A6", "dark": "#6CC0DD"}),
    State.SLIPPING: ("▼", {"light": "#B4690A", "dark": "#F0AE4E"}),
    State.STUCK: ("■", {"light": "#8A1C3C", "dark": "#E2708F"}),
    State.DONE_CLAIMED: ("✔", {"light": "#1E5A46", "dark": "#7CCBA2"}),
}
"""How an action stands: the character and the colour of its bar. Not colours of grades."""

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


def washed(colour: str, page: str, share: float) -> str:
    """A colour of which only a share is left on the page's, from 0 (the page's own) to 1."""
    channels = ((int(colour[i : i + 2], 16), int(page[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(own * share + paper * (1 - share)):02X}" for own, paper in channels)


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
