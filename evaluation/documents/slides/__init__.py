"""Slides for a meeting as a PowerPoint file with charts that can be edited."""

from evaluation.documents.slides.presentation import presentation

__all__ = ["presentation"]
