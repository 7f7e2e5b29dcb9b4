"""What reports and letters say, by layout: the words by which they are known, their labels and their headings.

Seen in a real file: the graded report of 2015 to 2019. All other wording is as remembered from published
reports and letters, and more than one form of it is accepted; above all that of report cards is assumed.
Everything is compared without letter case, with straight apostrophes and single spaces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.frameworks import InspectionKind

_REPORT_CARD = ("ofsted-report-card",)
_EIF = ("ofsted-eif",)
_CIF = ("ofsted-cif",)
_SECTION_5 = ("ofsted-section-5",)
_FOUR_GRADES = (*_EIF, *_CIF, *_SECTION_5)


@dataclass(frozen=True)
class Layout:
    """A kind of report. It is known by every one of `known_by`, and by none of `unless`; the first that fits counts.

    `frameworks` are the ids of those it may use: which one, the date decides.
    """

    name: str
    kind: InspectionKind
    frameworks: tuple[str, ...]
    known_by: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_GRADED_LINE = _words(
    r"\b(?:quality of education|quality of teaching, learning and assessment|overall effectiveness:?|"
    r"quality of teaching|achievement of pupils) (?:outstanding|good|requires improvement|inadequate|satisfactory)\b"
)
_INSPECTION = _words(r"\b(?:inspect|ofsted|her majesty's chief inspector|his majesty's chief inspector)")

LAYOUTS = (
    Layout(
        "Visit letter without grades, autumn 2020",
        "visit",
        ("visit-without-grades",),
        (
            _INSPECTION,
            _words(r"\b(?:visit to|my visit|this visit|the visit)\b"),
            _words(r"\b(?:autumn(?: term)?|september|october|november|december) 2020\b"),
        ),
        unless=_words(r"\bmonitoring (?:inspection|visit)\b|\bcontinues to be\b|\boverall effectiveness\b"),
    ),
    Layout(
        "Letter after a short inspection, 2015 to 2019",
        "ungraded",
        _CIF,
        (_INSPECTION, _words(r"\bshort inspection of\b|\bcarried out (?:the|a) short inspection\b")),
    ),
    Layout(
        "Monitoring letter or report",
        "monitoring",
        (*_FOUR_GRADES, *_REPORT_CARD),
        (
            _INSPECTION,
            _words(
                r"\b(?:special measures|serious weaknesses|requires improvement:?|first|second|third|fourth|fifth|this|"
                r"my) monitoring (?:inspection|visit)\b|\bmonitoring inspection (?:visit )?(?:of|to|report)\b"
            ),
        ),
        unless=_GRADED_LINE,
    ),
    Layout(
        "Report card of the framework from November 2025",
        "report_card",
        _REPORT_CARD,
        (
            _INSPECTION,
            _words(r"\breport card\b|\bsafeguarding standards\b|\bevaluation areas?\b"),
            _words(r"\b(?:expected standard|strong standard|needs attention|urgent improvement)\b"),
        ),
    ),
    Layout(
        "Report of the 2019 to 2025 framework",
        "graded",
        _EIF,
        (_INSPECTION, _words(r"\bquality of education:? (?:outstanding|good|requires improvement|inadequate)\b")),
    ),
    Layout(
        "Report of the 2015 to 2019 framework",
        "graded",
        _CIF,
        (
            _INSPECTION,
            _words(r"\b(?:quality of teaching, learning and assessment|outcomes for pupils)\b"),
            _GRADED_LINE,
        ),
    ),
    Layout(
        "Report of the framework before September 2015",
        "graded",
        _SECTION_5,
        (
            _INSPECTION,
            _words(r"\boverall effectiveness\b"),
            _words(r"\b(?:achievement of pupils|quality of teaching)\b"),
        ),
        unless=_words(r"\bshort inspection\b|\bcontinues to be (?:a |an )?(?:good|outstanding)\b"),
    ),
    Layout(
        "Report of an ungraded inspection",
        "ungraded",
        (*_EIF, *_CIF, *_REPORT_CARD),
        (
            _INSPECTION,
            _words(
                r"\bungraded\b|\bcontinues to be (?:a |an )?(?:good|outstanding)\b|"
                r"\beffective action to maintain the standards\b|\binspection of (?:a good|an outstanding) school\b"
            ),
        ),
    ),
    Layout(
        "Report on the independent school standards",
        "independent_standards",
        ("independent-school-standards",),
        (_words(r"\b(?:independent school standards|independent school regulations)\b"), _INSPECTION),
    ),
)

NAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"Inspection report: (.+?)(?:, [0-9]{1,2}(?: |–|-|/).*)?",
        r"(?:Short|Monitoring|Special measures monitoring|Serious weaknesses monitoring|Section 8)"
        r" inspection (?:visit )?(?:of|to) (?:a school judged .+: )?(.+)",
        r"Requires improvement: monitoring inspection visit to (.+)",
        r"(?:Special measures|Additional) (?:progress )?monitoring visit to (.+)",
        r"Inspection of (?:a good|an outstanding) school: (.+)",
        r"(?:Additional |Standard |Progress monitoring )?inspection of (.+)",
        r"(?:Ofsted )?visit to (.+)",
        r"(?:School name|Name of school|School|Report card(?: for)?): (.+)",
    )
)
"""A whole line that names the school. The first pattern that any line of the report fits counts."""

NAME_ENDS = ("school", "academy", "college", "centre", "federation", "nursery", "infants", "juniors")
"""Where no line of those is there, a line of the first page that ends so, a town after a comma aside, is the name."""

GENERIC = frozenset(
    [
        "school",
        "schools",
        "academy",
        "academies",
        "college",
        "centre",
        "nursery",
        "infant",
        "infants",
        "junior",
        "juniors",
        "primary",
        "secondary",
        "middle",
        "high",
        "first",
        "lower",
        "upper",
        "community",
        "foundation",
        "special",
        "sixth",
        "form",
        "the",
        "of",
        "and",
        "for",
        "a",
        "at",
        "in",
        "c",
        "e",
        "ce",
        "cofe",
        "rc",
        "church",
        "england",
        "catholic",
        "roman",
        "voluntary",
        "aided",
        "controlled",
        "va",
        "vc",
        "st",
        "saint",
        "saints",
        "federation",
        "trust",
        "inspection",
        "report",
    ]
)
"""Words that tell no school from another."""

URN = re.compile(r"\b(?:unique reference number(?: \(urn\))?|urn)[ :]{1,3}([0-9]{5,7})\b", re.IGNORECASE)
NUMBER = re.compile(r"\binspection (?:number|no\.?|reference)[ :]{1,3}((?:[A-Z]{2,4})?[0-9]{6,10})\b", re.IGNORECASE)

INSPECTED = (
    re.compile(
        r"\b(?:inspection dates?|dates? of (?:this )?inspection|inspected on|visit dates?|dates? of visit)[ :]{1,3}",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:my|our) (?:[a-z]{1,12} )?(?:visit|inspection)\b.{0,200}? on ", re.IGNORECASE),
    re.compile(r"\bInspection report: [^,]{3,120}, "),
)
"""What stands right before the dates of the inspection, the surest first."""

EARLIER = re.compile(r"\b(?:previous|last|next) $", re.IGNORECASE)
"""Where this stands before it, the date is of another inspection."""

PUBLISHED = re.compile(r"\b(?:published|publication date|date of publication|date published)(?: on)?[ :]{1,3}", re.I)

LABELS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("ofsted-cif", "early_years"): ("Early years",),
    ("ofsted-cif", "leadership_management"): ("Leadership and management",),
    ("ofsted-eif", "leadership_management"): ("Effectiveness of leadership and management",),
    ("ofsted-eif", "sixth_form"): ("Sixth form provision",),
    ("ofsted-cif", "sixth_form"): ("Sixth form provision", "Sixth-form provision"),
    ("ofsted-section-5", "behaviour"): ("Behaviour and safety of pupils",),
    ("ofsted-section-5", "outcomes"): ("Achievement of pupils", "Outcomes for individuals and groups of pupils"),
    ("ofsted-section-5", "leadership_management"): ("Effectiveness of leadership and management",),
    ("ofsted-section-5", "overall_effectiveness"): ("Overall effectiveness: how good is the school?",),
    ("ofsted-report-card", "safeguarding"): ("Safeguarding standards", "Safeguarding standards are"),
    ("ofsted-report-card", "personal_development_wellbeing"): ("Personal development and wellbeing",),
    ("ofsted-report-card", "early_years"): ("Early years", "Early years provision"),
    ("ofsted-report-card", "sixth_form"): ("Sixth form", "Sixth-form provision", "Post-16 provision"),
}
"""What reports also call a strand, by framework id and strand id. Its own name needs no entry."""

SAFEGUARDING = re.compile(
    r"(?:safeguarding )?(?:the )?(?:school's )?"
    r"(?:(?:safeguarding|arrangements (?:for|to) safeguard(?:ing)?(?: pupils)?)"
    r" (?:is|are) (?P<not>not )?effective\b|safeguarding standards (?:are|were|have) (?P<never>not )?(?:been )?met\b)"
)
"""How a sentence begins that says whether safeguarding is as it must be, in small letters."""

OUTCOMES: Mapping[InspectionKind, tuple[re.Pattern[str], ...]] = {
    "ungraded": tuple(
        map(
            re.compile,
            (
                r"continues to be (?:a |an )?(?:good|outstanding)",
                r"taken effective action to maintain the standards",
                r"work may have improved significantly|may not be as strong|might (?:not )?be (?:as )?high",
                r"(?:remains|is now|is no longer) (?:a |an )?(?:good|outstanding)",
            ),
        )
    ),
    "monitoring": tuple(
        map(
            re.compile,
            (
                r"(?:is|are|have|has) (?:not )?(?:taking|taken) effective action",
                r"no longer (?:requires|require) special measures|no longer has serious weaknesses",
                r"(?:remains|continues to be) inadequate|continues to require special measures",
                r"made (?:effective |sufficient |insufficient |reasonable )?progress (?:to improve|towards)",
                r"progress to improve the school",
                r"continues to be (?:a |an )?(?:good|outstanding)|continues to require improvement",
            ),
        )
    ),
    "independent_standards": (
        re.compile(
            r"(?:meets?|met|does not meet|did not meet|complies with) (?:all |any |some )?(?:of )?the .{0,40}standards"
        ),
    ),
}
"""The sentences that state the outcome, the most telling first. They are searched in small letters."""
