"""Official files into checked records, with every refusal named by row."""

from evaluation.intake.inspections import InspectionFile, read_inspections
from evaluation.intake.links import read_links
from evaluation.intake.merging import Differing, Merge, merge, same_inspection
from evaluation.intake.rows import SchoolInspections

__all__ = [
    "Differing",
    "InspectionFile",
    "Merge",
    "SchoolInspections",
    "merge",
    "read_inspections",
    "read_links",
    "same_inspection",
]
