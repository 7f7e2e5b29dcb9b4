"""The PDF of an inspection report or letter, read as proposals that a leader accepts, changes or drops."""

from evaluation.intake.reports.proposal import Proposed, ReportProposal
from evaluation.intake.reports.reading import read_passages, read_report

__all__ = ["Proposed", "ReportProposal", "read_passages", "read_report"]
