"""The shapes of Ofsted's files, as tables: which columns make one inspection, and which is which strand.

A further era is a further Layout. Headings are compared without regard to letter case and spaces;
where Ofsted has spelt one in several ways, all stand here, and the first one found is used.
Headings come from the published files (Ofsted management information, state-funded schools).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.frameworks import InspectionKind

Headings = tuple[str, ...]
NONE: Headings = ()

GRADED = ("ofsted-eif", "ofsted-cif", "ofsted-section-5")
REPORT_CARD = ("ofsted-report-card",)
UNGRADED = ("ofsted-eif", "ofsted-cif", *REPORT_CARD)


@dataclass(frozen=True)
class Block:
    """The columns of one inspection in a school's row.

    `frameworks` are the ids whose version in force on the first day is used. `strands` maps a strand
    id to its column, for every framework the block may use; `judged_on` maps it to the column with
    that strand's own date. A block with "Yes" under `converted` became another inspection.
    """

    kind: InspectionKind
    frameworks: tuple[str, ...]
    number: Headings
    started_on: Headings
    published_on: Headings
    urn: Headings = NONE
    type_words: Headings = NONE
    category: Headings = NONE
    outcome: Headings = NONE
    converted: Headings = NONE
    strands: Mapping[str, Headings] = field(default_factory=dict)
    judged_on: Mapping[str, Headings] = field(default_factory=dict)

    @property
    def columns(self) -> list[Headings]:
        """Every column the block reads."""
        own = (self.number, self.started_on, self.published_on, self.urn, self.type_words, self.category)
        all_of_them = [*own, self.outcome, self.converted, *self.strands.values(), *self.judged_on.values()]
        return [headings for headings in all_of_them if headings]


@dataclass(frozen=True)
class Layout:
    """One shape of file: a row a school. It is recognised when every column of its blocks is there."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def columns(self) -> list[Headings]:
        """Every column without which the file is not this one."""
        return [SCHOOL_NAME, *(headings for block in self.blocks for headings in block.columns)]


SCHOOL_NAME: Headings = ("School name",)
PHASE: Headings = ("Ofsted phase",)
SCHOOL_TYPE: Headings = ("Type of education",)
TRUST: Headings = ("Multi-academy trust name",)
LOCAL_AUTHORITY: Headings = ("Local authority",)
LOWEST_AGE: Headings = ("Statutory lowest age",)
SIXTH_FORM: Headings = ("Sixth form",)
WEB_LINK: Headings = ("Web Link (opens in new window)", "Web link")

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

LAYOUTS = (
    Layout("Ofsted management information with report cards", (_REPORT_CARD, _LATEST_OEIF, _LATEST_UNGRADED)),
    Layout(
        "Ofsted management information with graded inspections",
        (_LATEST_GRADED, _PREVIOUS_GRADED, _UNGRADED_SINCE_GRADED),
    ),
)
"""Every shape of file that is read."""
