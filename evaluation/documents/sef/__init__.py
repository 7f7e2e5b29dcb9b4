"""The self-evaluation summary (SEF) as a Word document: a cover, then one page a strand."""

from evaluation.documents.sef.document import sef

__all__ = ["sef"]
