"""The shapes of Ofsted's files before September 2019, and of its five-year file of independent schools.

The workbooks of 2013-04 to 2014-05 and of 2014-12 to 2015-05 and the five-year file were seen. The
history of 2005 to 2015 and the files of 2015-09 to 2018 are second-hand. Headings changed from month to
month, so each file is known by a few of them.
"""

from __future__ import annotations

from evaluation.intake.layouts import Block, Layout

_GRADED = ("ofsted-cif", "ofsted-section-5")

_LEADERSHIP = "The effectiveness of leadership and management in embedding ambition and driving improvement"

_WORKBOOK_LATEST = Block(
    kind="graded",
    frameworks=_GRADED,
    ended_on=("Latest inspection date",),
    category=("Category",),
    strands={
        "overall_effectiveness": ("Overall effectiveness: how good is the school",),
        "outcomes": (
            "Achievement of pupils",
            "Pupils' achievement and the extent to which they enjoy their learning",
            "How well do pupils achieve?",
            "How well do learners achieve?",
        ),
        "teaching": ("The quality of teaching",),
        "behaviour": ("Behaviour and safety of pupils", "Pupils' behaviour"),
        "leadership_management": ("Leadership and management", _LEADERSHIP),
        "early_years": (
            "Effectiveness of the Early Years provision",
            "Overall effectiveness of the Early Years Foundation stage",
        ),
        "sixth_form": (
            "Effectiveness of the sixth form provision",
            "Overall effectiveness of the sixth form",
        ),
    },
)

_WORKBOOK_PREVIOUS = Block(
    kind="graded",
    frameworks=_GRADED,
    ended_on=("Previous inspection date",),
    category=("Previous category", "Previous_Category"),
    strands={"overall_effectiveness": ("Previous overall effectiveness", "Previous overall effectivness")},
)

_CIF_LATEST = Block(
    kind="graded",
    frameworks=_GRADED,
    number=("Inspection number of latest full inspection",),
    started_on=("Inspection start date",),
    ended_on=("Inspection end date", "Inspection date (end)", "Inspection date"),
    published_on=("Publication date",),
    urn=("URN at time of latest full inspection",),
    type_words=("Inspection type",),
    category=("Category of concern", "Category"),
    strands={
        "overall_effectiveness": ("Overall effectiveness",),
        "leadership_management": ("Effectiveness of leadership and management",),
        "teaching": ("Quality of teaching, learning and assessment",),
        "behaviour": ("Personal development, behaviour and welfare",),
        "outcomes": ("Outcomes for pupils", "Outcomes for children and learners"),
        "early_years": ("Early years provision (where applicable)", "Early years provision"),
        "sixth_form": (
            "16 to 19 study programmes (where applicable)",
            "16-19 study programmes (where applicable)",
            "16 to 19 study programmes",
        ),
        "safeguarding": ("Is safeguarding effective?", "Safeguarding is effective?"),
    },
)

_CIF_PREVIOUS = Block(
    kind="graded",
    frameworks=_GRADED,
    number=("Previous full inspection number", "Previous inspection number"),
    started_on=("Previous inspection start date",),
    ended_on=("Previous inspection end date", "Previous full inspection date"),
    published_on=("Previous publication date",),
    urn=("URN at time of previous full inspection",),
    category=("Previous category of concern",),
    strands={
        "overall_effectiveness": ("Previous full inspection overall effectiveness", "Previous overall effectiveness")
    },
)

_CIF_SHORT = Block(
    kind="ungraded",
    frameworks=_GRADED,
    number=("Latest short inspection number since last full inspection",),
    started_on=("Date of latest short inspection",),
    published_on=("Short inspection publication date",),
    urn=("URN at time of the short inspection",),
    outcome=(
        "Outcomes for section 8 inspections and short inspections that did not convert",
        "Short inspection overall outcome",
    ),
    converted=("Did the latest short inspection convert to a full inspection?",),
)

_HISTORY = Block(
    kind="graded",
    frameworks=_GRADED,
    number=("Inspection number",),
    started_on=("Inspection start date",),
    ended_on=("Inspection end date",),
    published_on=("First published date",),
    type_words=("Inspection type",),
    category=("Category",),
    strands={
        "overall_effectiveness": ("Overall effectiveness",),
        "outcomes": ("How well do pupils achieve", "How well do pupils achieve?"),
        "teaching": ("Quality of teaching",),
        "behaviour": ("Behaviour and safety of pupils",),
        "leadership_management": ("Leadership and management",),
        "early_years": ("Early years provision",),
        "sixth_form": ("Sixth form provision",),
    },
)

EARLIER = (
    Layout(
        "Ofsted management information of 2013 to 2015",
        (_WORKBOOK_LATEST, _WORKBOOK_PREVIOUS),
        known_by=(("Latest inspection date",), ("Overall effectiveness: how good is the school",)),
    ),
    Layout(
        "Ofsted management information of 2015 to 2018",
        (_CIF_LATEST, _CIF_PREVIOUS, _CIF_SHORT),
        known_by=(
            ("Inspection start date", "Inspection end date", "Inspection date (end)", "Inspection date"),
            ("Overall effectiveness",),
            ("Quality of teaching, learning and assessment",),
        ),
    ),
    Layout(
        "Ofsted's history of inspections, 2005 to 2015",
        (_HISTORY,),
        known_by=(
            ("Inspection number",),
            ("Inspection start date", "Inspection end date"),
            ("Overall effectiveness",),
            ("Quality of teaching",),
        ),
        many_rows=True,
    ),
)

_INDEPENDENT_GRADED = Block(
    kind="graded",
    frameworks=("ofsted-eif", "ofsted-cif"),
    published_on=("Published date",),
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

_INDEPENDENT_STANDARDS = Block(
    kind="independent_standards",
    frameworks=("independent-school-standards",),
    published_on=("Published date",),
    outcome=("Independent school standards met",),
)

FIVE_YEARS = Layout(
    "Ofsted's five-year file of independent schools",
    (_INDEPENDENT_GRADED, _INDEPENDENT_STANDARDS),
    many_rows=True,
)
"""One visit gives two records, because it judged two things by two rule books: the grades under Ofsted's
framework, and the Independent School Standards. Of those the file says only "All standards Met" or "Did not
meet all standards". That is kept as the outcome in those words and not as a finding on each part: "not all"
does not say which part, and "all" is of the standards that were looked at, which the file does not list."""
