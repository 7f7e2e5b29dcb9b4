"""The one door: a school as one viewer may see and change it. Nothing above it opens the store."""

from evaluation.school.door import Door, School

__all__ = ["Door", "School"]
