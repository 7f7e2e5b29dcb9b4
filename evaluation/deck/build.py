"""Every slide that a school has, in the order of a meeting; all of it safe for a whole room to look at."""

from __future__ import annotations

from datetime import date

from evaluation.charts.palette import Mode
from evaluation.deck import beside, days, evidence, numbers, planning, standing
from evaluation.deck.slide import Slide
from evaluation.school import School


def slides(school: School, mode: Mode, on: date) -> list[Slide]:
    """What the school can show in a meeting, from `School.room` alone; each key once. `on` is today.

    Raises NotAllowed for those who do not see everything of the school, EvaluationError.
    """
    room = school.room
    return [
        *standing.slides(room, mode),
        *beside.slides(room, mode),
        *evidence.slides(room, mode, on),
        *planning.slides(room, mode, on),
        *numbers.slides(room, mode),
        *days.slides(room, mode, on),
    ]
