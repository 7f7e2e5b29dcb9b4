"""Take away: the Excel workbook, Word documents, the slides of a meeting, and the pack for a day's notice."""

from evaluation.errors import EvaluationError
from evaluation.school import School
from pages.parts import address, screen

school = screen.school("Take away")


def workbook(school: School) -> None:
    """The workbook; what it is made with is loaded only where it is asked for."""
    from pages.parts.workbook import show

    show(school)


def pack(school: School) -> None:
    """The pack; what it is made with is loaded only where it is asked for."""
    from pages.parts.pack import show

    show(school)


def papers(school: School) -> None:
    """The paper for governors and the self-evaluation summary."""
    from pages.parts.papers import show

    show(school)


def slides(school: School) -> None:
    """The slides of a meeting; what they are made with is loaded only where it is asked for."""
    from pages.parts.slides import show

    show(school)


PARTS = {
    "workbook": ("The Excel workbook", workbook),
    "papers": ("Word documents", papers),
    "slides": ("Slides", slides),
    "pack": ("The pack for a day's notice", pack),
}
"""The parts of the page, by what the address asks for."""

try:
    PARTS[address.part(PARTS, "workbook", label="What to take away")][1](school)
except EvaluationError as problem:
    screen.show_refusal(problem)
