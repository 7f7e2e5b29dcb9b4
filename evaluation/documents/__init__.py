"""Documents to take away, made from the one door: the Excel workbook."""

from evaluation.documents.workbook import workbook

__all__ = ["workbook"]
