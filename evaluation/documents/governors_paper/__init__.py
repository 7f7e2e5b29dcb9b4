"""A paper for a meeting of governors: two pages that say what changed, where we stand, and what to ask."""

from evaluation.documents.governors_paper.content import Meeting, next_by, since_default
from evaluation.documents.governors_paper.document import governors_paper

__all__ = ["Meeting", "governors_paper", "next_by", "since_default"]
