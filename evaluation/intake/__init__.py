"""Official files into checked records, with every refusal named by row."""

from evaluation.intake.inspections import InspectionFile, read_inspections, same_inspection
from evaluation.intake.rows import SchoolInspections

__all__ = ["InspectionFile", "SchoolInspections", "read_inspections", "same_inspection"]
