"""The shapes of Ofsted's files since September 2019, and the list of all that are read.

The headings of files since September 2024 were seen in published files (Ofsted management information,
state-funded schools). Those of 2019 to 2024, and "date of grade" in 2026-08, are second-hand: they were
not seen in a file, so any column may be missing but those the file is known by.
"""

from __future__ import annotations

from dataclasses import replace

from evaluation.intake.earlier import EARLIER, FIVE_YEARS
from evaluation.intake.layouts import Block, Layout

GRADED = ("ofsted-eif", "ofsted-cif", "ofsted-section-5")
REPORT_CARD = ("ofsted-report-card",)
UNGRADED = ("ofsted-eif", "ofsted-cif", *REPORT_CARD)

_LATEST_GRADED = Block(
    kind="graded",
    frameworks=GRADED,
    number=("Inspection number of latest graded inspection",),
    started_on=("Inspection start date",),
    published_on=("Publication date",),
    urn=("URN at time of latest graded inspection",),
    type_words=("Inspection type",),
    category=("Category of concern",),
    strands={
        "overall_effectiveness": ("Overall effectiveness",),
        "quality_of_education": ("Quality of education",),
        "behaviour_attitudes": ("Behaviour and attitudes",),
        "personal_development": ("Personal development",),
        "leadership_management": ("Effectiveness of leadership and management",),
        "safeguarding": ("Safeguarding is effective?",),
        "early_years": ("Early years provision (where applicable)",),
        "sixth_form": ("Sixth form provision (where applicable)",),
    },
)

_PREVIOUS_GRADED = Block(
    kind="graded",
    frameworks=GRADED,
    number=("Previous inspection number",),
    started_on=("Previous inspection start date",),
    published_on=("Previous publication date",),
    urn=("URN at time of previous graded inspection",),
    category=("Previous category of concern",),
    strands={
        "overall_effectiveness": ("Previous graded inspection overall effectiveness",),
        "quality_of_education": ("Previous quality of education",),
        "behaviour_attitudes": ("Previous behaviour and attitudes",),
        "personal_development": ("Previous personal development",),
        "leadership_management": ("Previous effectiveness of leadership and management",),
        "safeguarding": ("Previous safeguarding is effective?",),
        "early_years": ("Previous early years provision (where applicable)",),
        "sixth_form": ("Previous sixth form provision (where applicable)",),
    },
)

_UNGRADED_SINCE_GRADED = Block(
    kind="ungraded",
    frameworks=UNGRADED,
    number=("Latest ungraded inspection number since last graded inspection",),
    started_on=("Date of latest ungraded inspection",),
    published_on=("Ungraded inspection publication date",),
    urn=("URN at time of the ungraded inspection",),
    outcome=("Ungraded inspection overall outcome",),
    converted=("Did the latest ungraded inspection convert to a graded inspection?",),
)

_REPORT_CARD = Block(
    kind="report_card",
    frameworks=REPORT_CARD,
    number=("Inspection number of latest full inspection",),
    started_on=("Inspection start date",),
    published_on=("Publication date",),
    urn=("URN at time of latest full inspection",),
    type_words=("Inspection type",),
    category=("Category of concern",),
    strands={
        "safeguarding": ("Safeguarding standards",),
        "inclusion": ("Inclusion",),
        "curriculum_teaching": ("Curriculum and teaching",),
        "achievement": ("Achievement",),
        "attendance_behaviour": ("Attendance and behaviour",),
        "personal_development_wellbeing": ("Personal development and wellbeing",),
        "leadership_governance": ("Leadership and governance",),
        "early_years": ("Early years (where applicable)",),
        "sixth_form": ("Post-16 provision (where applicable)",),
    },
    judged_on={
        strand: (f"{area} - date of judgement", f"{area} - date of grade")
        for strand, area in {
            "safeguarding": "Safeguarding standards",
            "inclusion": "Inclusion",
            "curriculum_teaching": "Curriculum and teaching",
            "achievement": "Achievement",
            "attendance_behaviour": "Attendance and behaviour",
            "personal_development_wellbeing": "Personal development and wellbeing",
            "leadership_governance": "Leadership and governance",
            "early_years": "Early years",
            "sixth_form": "Post-16 provision",
        }.items()
    },
)

_LATEST_OEIF = Block(
    kind="graded",
    frameworks=GRADED,
    number=("Inspection number of latest OEIF graded inspection",),
    started_on=("Inspection start date of latest OEIF graded inspection",),
    published_on=("Publication date of latest OEIF graded inspection",),
    urn=("URN at time of latest OEIF graded inspection",),
    type_words=("Inspection type of latest OEIF graded inspection",),
    category=("Latest OEIF category of concern",),
    strands={
        "overall_effectiveness": ("Latest OEIF overall effectiveness",),
        "quality_of_education": ("Latest OEIF quality of education",),
        "behaviour_attitudes": ("Latest OEIF behaviour and attitudes",),
        "personal_development": ("Latest OEIF personal development",),
        "leadership_management": ("Latest OEIF effectiveness of leadership and management",),
        "safeguarding": ("Latest OEIF safeguarding is effective?",),
        "early_years": ("Latest OEIF early years provision (where applicable)",),
        "sixth_form": ("Latest OEIF sixth form provision (where applicable)",),
    },
)

_LATEST_UNGRADED = Block(
    kind="ungraded",
    frameworks=UNGRADED,
    number=("Latest ungraded inspection number",),
    started_on=("Date of latest ungraded inspection",),
    published_on=("Ungraded inspection publication date",),
    urn=("URN at time of the ungraded inspection",),
    outcome=("Ungraded inspection overall outcome",),
)

_EIF_LATEST = replace(
    _LATEST_GRADED,
    number=("Inspection number of latest full inspection",),
    ended_on=("Inspection end date",),
    urn=("URN at time of latest full inspection",),
)

_EIF_PREVIOUS = replace(
    _PREVIOUS_GRADED,
    number=("Previous full inspection number", "Previous inspection number"),
    ended_on=("Previous inspection end date",),
    urn=("URN at time of previous full inspection",),
    strands={**_PREVIOUS_GRADED.strands, "overall_effectiveness": ("Previous full inspection overall effectiveness",)},
)

_EIF_UNGRADED = replace(
    _UNGRADED_SINCE_GRADED,
    number=(
        "Latest section 8 inspection number since last full inspection",
        "Latest short inspection number since last full inspection",
    ),
    started_on=("Date of latest section 8 inspection", "Date of latest short inspection"),
    published_on=("Section 8 inspection publication date", "Short inspection publication date"),
    urn=("URN at time of the section 8 inspection", "URN at time of the short inspection"),
    outcome=("Section 8 inspection overall outcome", "Short inspection overall outcome"),
    converted=(
        "Did the latest section 8 inspection convert to a full inspection?",
        "Did the latest short inspection convert to a full inspection?",
    ),
)

LAYOUTS = (
    Layout("Ofsted management information with report cards", (_REPORT_CARD, _LATEST_OEIF, _LATEST_UNGRADED)),
    Layout(
        "Ofsted management information with graded inspections",
        (_LATEST_GRADED, _PREVIOUS_GRADED, _UNGRADED_SINCE_GRADED),
    ),
    Layout(
        "Ofsted management information of 2019 to 2024",
        (_EIF_LATEST, _EIF_PREVIOUS, _EIF_UNGRADED),
        known_by=(
            ("Inspection number of latest full inspection",),
            ("Inspection start date", "Inspection end date"),
            ("Overall effectiveness",),
            ("Quality of education",),
        ),
    ),
    *EARLIER,
    FIVE_YEARS,
)
"""Every shape of file that is read."""
