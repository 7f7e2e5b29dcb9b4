"""What is shown in a meeting: one message a slide, the same on the projector and in a PowerPoint file."""

from evaluation.deck.build import slides
from evaluation.deck.slide import Bars, Dots, Form, Line, Lines, Slide, Stack

__all__ = ["Bars", "Dots", "Form", "Line", "Lines", "Slide", "Stack", "slides"]
