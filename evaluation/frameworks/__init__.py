"""Framework and crosswalk files into checked values: `model` holds the values, `reading` the checks."""

from evaluation.frameworks.model import (
    DEFAULT,
    INVERSE,
    OURS,
    Crosswalk,
    Framework,
    FrameworkKey,
    FrameworkUnknown,
    Grade,
    InspectionKind,
    Library,
    Relation,
    Relative,
    Rule,
    Scale,
    Standard,
    Strand,
)
from evaluation.frameworks.reading import DATA, read_crosswalk, read_framework, shipped

__all__ = [
    "DATA",
    "DEFAULT",
    "INVERSE",
    "OURS",
    "Crosswalk",
    "Framework",
    "FrameworkKey",
    "FrameworkUnknown",
    "Grade",
    "InspectionKind",
    "Library",
    "Relation",
    "Relative",
    "Rule",
    "Scale",
    "Standard",
    "Strand",
    "read_crosswalk",
    "read_framework",
    "shipped",
]
