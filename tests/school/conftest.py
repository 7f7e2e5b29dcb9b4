"""A school of our own in an empty store, and Ofsted's columns about it."""

from __future__ import annotations

import pytest

from evaluation.records import SchoolDetails
from evaluation.school import Door, School


@pytest.fixture
def school(door: Door) -> School:
    """A school that has just been set up."""
    return door.set_up(
        SchoolDetails("", "Chloë Street Primary School", 999001, "Primary", "Academy converter", early_years=True)
    )
