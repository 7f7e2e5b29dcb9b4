"""The points under a heading, such as what the school needs to do to improve, each as a whole statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from evaluation.intake.reports.headings import ASIDES, ENDINGS, OTHERS, RECOMMENDATIONS, STRENGTHS
from evaluation.intake.reports.proposal import Proposed
from evaluation.intake.reports.text import Passage, bare

_LONGEST = 1_500
_MOST = 40
_ENDS = (".", "!", "?", ":", ";", ",")
_TIES = (";", ",", " and", " or")
_HEADINGS = OTHERS | RECOMMENDATIONS | STRENGTHS


def is_heading(text: str) -> bool:
    """Whether a line is one of the headings of reports."""
    return bare(text) in _HEADINGS


def points_under(headings: Collection[str], passages: Sequence[Passage], names: Collection[str]) -> list[Proposed[str]]:
    """The points under each of these headings, once each. `names` are the strands', which end a list as headings do.

    A point under a lead-in ("… by ensuring that:") has the lead-in before it.
    """
    points: dict[str, Proposed[str]] = {}
    for place, passage in enumerate(passages):
        if bare(passage.text) in headings:
            for point in _points(_section(passages, place + 1, names)):
                points.setdefault(point.value, point)
    return list(points.values())[:_MOST]


def _section(passages: Sequence[Passage], start_at: int, names: Collection[str]) -> list[Passage]:
    """The passages from there up to the next heading, or to the paragraph after a list that asks for nothing."""
    section: list[Passage] = []
    listed = False
    for place in range(start_at, len(passages)):
        passage = passages[place]
        start = bare(passage.text)
        if is_heading(passage.text) or start in names or start.startswith(ENDINGS):
            break
        if start.startswith(ASIDES):
            continue
        asks = passage.text.endswith(":") or " should " in passage.text or "recommend" in passage.text
        if not passage.bullet and ((listed and not asks) or not passage.text.endswith(_ENDS)):
            break
        listed = listed or bool(passage.bullet)
        section.append(passage)
    return section


def _points(section: Sequence[Passage]) -> list[Proposed[str]]:
    """A sign that is not the list's first marks points under the point before."""
    signs = [passage.bullet for passage in section if passage.bullet]
    over = above = ""
    points = []
    for place, passage in enumerate(section):
        after = section[place + 1] if place + 1 < len(section) else None
        lower = bool(signs) and passage.bullet not in ("", signs[0])
        leads = _leads(passage, after, signs)
        if not passage.bullet:
            over, above = (passage.text if leads else ""), ""
        elif not lower:
            above = _after(over, passage.text) if leads else ""
        if not leads and len(passage.text) <= _LONGEST:
            value = _after((above if lower else "") or over, passage.text) if passage.bullet else passage.text
            points.append(Proposed(_untied(value), passage.text, passage.page))
    return points


def _leads(passage: Passage, after: Passage | None, signs: Sequence[str]) -> bool:
    """Whether a passage only makes sense with the points that follow it."""
    if after is None or not after.bullet:
        return False
    if passage.text.endswith(":"):
        return True
    lower_follows = passage.bullet == signs[0] != after.bullet
    return lower_follows and not passage.text.endswith((".", "!", "?"))


def _after(lead_in: str, text: str) -> str:
    """A point behind its lead-in. Words with which one ends and the other begins stand once."""
    words = lead_in.rstrip(": ").split()
    for count in (3, 2, 1):
        if text.casefold().startswith(" ".join((*words[-count:], "")).casefold()):
            words = words[:-count]
            break
    return " ".join((*words, text))


def _untied(text: str) -> str:
    """A statement without the sign or word that tied it to the next point."""
    for tie in _TIES:
        text = text.removesuffix(tie).rstrip()
    return text
