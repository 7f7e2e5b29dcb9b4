"""Numbers: attendance, pupils, staff and results over time, each beside the national figure of the same."""

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.school import School
from pages.parts import (
    address,
    numbers_add,
    numbers_challenges,
    numbers_england,
    numbers_glance,
    screen,
)

PARTS = {
    "glance": ("At a glance", numbers_glance.show),
    "add": ("Add figures", numbers_add.show),
    "challenges": ("Challenges", numbers_challenges.show),
    "england": ("England", numbers_england.show),
}
"""The parts of the page."""

OPEN_TO = {"add": Ability.KEEP_EVIDENCE, "challenges": Ability.SEE_EVERYTHING}
"""What somebody must be allowed to do to find a part, where it is more than looking."""

school = screen.school("Numbers")


def page(school: School) -> None:
    """One part of the page, as the address asks."""
    parts = {key: part for key, part in PARTS.items() if school.viewer.may(OPEN_TO.get(key, Ability.SEE))}
    parts[address.part(parts, "glance")][1](school)


try:
    page(school)
except EvaluationError as problem:
    screen.show_refusal(problem)
