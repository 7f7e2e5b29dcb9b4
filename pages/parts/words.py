"""How grades, marks and directions are written on screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from evaluation.charts.palette import grade_style
from evaluation.frameworks import Rule, Scale
from evaluation.records import Direction, Inspection, Mark, day
from evaluation.records import count as count
from evaluation.school import School
from evaluation.session import Status
from pages.parts import screen

MARK_WORDS: dict[Mark | None, str] = {"met": "Met", "partly": "Partly", "not_met": "Not yet", None: "Leave"}
DIRECTION_WORDS: dict[Direction, str] = {
    "improve": ":material/trending_up: Improve",
    "sustain": ":material/trending_flat: Sustain",
    "watch": ":material/visibility: Watch",
}
RULE_WORDS: dict[Rule, str] = {
    "secure_fit": "A grade holds when every standard up to it is met; one that is not met blocks it and all above.",
    "best_fit": "The highest grade needs every standard, the lowest needs one failing; between them leaders weigh.",
    "all_met": "Met when every standard is met; partly met is not met.",
}
STATUS_ICONS = {
    Status.UNTOUCHED: ":material/radio_button_unchecked:",
    Status.CONFIRMED: ":material/check_circle:",
    Status.CHANGED: ":material/change_circle:",
    Status.FIRST: ":material/check_circle:",
}
STATUS_COLOURS: dict[Status, Literal["gray", "green", "blue"]] = {
    Status.UNTOUCHED: "gray",
    Status.CONFIRMED: "green",
    Status.CHANGED: "blue",
    Status.FIRST: "green",
}


def grade_words(scale: Scale | None, grade: str | None) -> str:
    """A grade as its symbol and its word, or "Not judged"."""
    if scale is None or grade is None:
        return "Not judged"
    return f"{grade_style(scale.id, scale.order[grade], 'light').glyph} {scale.name_of(grade)}"


def band_words(scale: Scale, band: str) -> str:
    """A grade band as a heading. The lowest band of a graded strand holds what must be in place to be clear of it."""
    lowest = scale.rule != "all_met" and band == scale.grades[0].id
    return "Must be in place" if lowest else scale.name_of(band)


def listed(sentences: Iterable[str]) -> str:
    """Sentences as they were typed, as one tight list."""
    return "\n".join(f"- {screen.plain(sentence)}" for sentence in sentences)


def headline(school: School, inspection: Inspection) -> str:
    """When it was, what it was, under which framework, its outcome where it may be shown, and of which school."""
    framework = school.library.get(*inspection.framework)
    outcome = f": {screen.plain(inspection.outcome)}" if inspection.outcome else ""
    what = f"{day(inspection.started_on)}, {inspection.kind_name}, {screen.plain(framework.short_name)}{outcome}"
    return " · ".join(filter(None, (what, inspection.predecessor(school.details))))


def headline_as_text(school: School, inspection: Inspection) -> str:
    """The same as `headline`, for a place that does not read Markdown, such as a list to choose from."""
    return re.sub(r"\\(.)", r"\1", headline(school, inspection))
