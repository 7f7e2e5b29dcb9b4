"""What a school has, as plain values: the words of the product, one dataclass each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

from evaluation.frameworks import FrameworkKey, InspectionKind

Mark = Literal["met", "partly", "not_met"]
MARKS: tuple[Mark, ...] = get_args(Mark)
"""Best first. A standard without a mark is not judged, which is not a mark."""

Direction = Literal["improve", "sustain", "watch"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

INSPECTION_KINDS: dict[InspectionKind, str] = {
    "graded": "Graded inspection",
    "report_card": "Report card inspection",
    "ungraded": "Ungraded inspection",
    "monitoring": "Monitoring inspection",
    "visit": "Visit without grades",
    "independent_standards": "Independent school standards inspection",
    "peer_review": "Peer or trust review",
}

EvidenceKind = Literal["data", "observation", "work", "voice", "document", "outside_view"]
EVIDENCE_KINDS: dict[EvidenceKind, str] = {
    "data": "Data",
    "observation": "Observation",
    "work": "Pupils' work",
    "voice": "What people say",
    "document": "Document",
    "outside_view": "Outside view",
}
Voice = Literal["pupils", "staff", "parents", "governors", "outside"]
VOICES: dict[Voice, str] = {
    "pupils": "Pupils",
    "staff": "Staff",
    "parents": "Parents and carers",
    "governors": "Governors or trustees",
    "outside": "People from outside",
}

PHASES = ("Nursery", "Primary", "Secondary", "All-through", "Special", "Alternative provision", "16 to 19")
SCHOOL_TYPES = (
    "Community school",
    "Voluntary aided school",
    "Voluntary controlled school",
    "Foundation school",
    "Academy converter",
    "Academy sponsor led",
    "Free school",
    "Special school",
    "Pupil referral unit",
    "Independent school",
    "Other",
)


def day(on: date) -> str:
    """A date as people write it: "6 January 2026"."""
    return f"{on.day} {on:%B %Y}"


@dataclass(frozen=True)
class SchoolDetails:
    """Who the school is. `id` is "urn-" and the unique reference number, or "demo" for the invented school."""

    id: str
    name: str
    urn: int | None
    phase: str
    type: str
    early_years: bool = False
    sixth_form: bool = False
    trust: str = ""
    local_authority: str = ""
    demo: bool = False


@dataclass(frozen=True)
class SelfEvaluation:
    """One dated session of a school against one framework.

    `locked_at` is None while it is open. `first_locked_at` stays when it is unlocked and locked again.
    """

    id: str
    school_id: str
    framework: FrameworkKey
    held_on: date
    strands: tuple[str, ...]
    opened_at: datetime
    locked_at: datetime | None = None
    first_locked_at: datetime | None = None

    @property
    def locked(self) -> bool:
        """A locked self-evaluation is read-only."""
        return self.locked_at is not None


@dataclass(frozen=True)
class Judgement:
    """What the team, as agreed, says of one strand in one self-evaluation."""

    strand_id: str
    grade: str | None = None
    why: str = ""
    direction: Direction | None = None
    saved_at: datetime | None = None
    saved_by: str = ""


NOT_APPLICABLE = "Not applicable"
"""The words of a finding about something the school does not have, such as a sixth form."""


@dataclass(frozen=True)
class Finding:
    """What an inspection said of one strand: a grade or none, and the words."""

    strand_id: str
    grade: str | None = None
    words: str = ""
    escalation: str | None = None

    @property
    def applies(self) -> bool:
        """Whether it is about something that the school has."""
        return self.grade is not None or self.words != NOT_APPLICABLE


@dataclass(frozen=True)
class Inspection:
    """Any outside view of the school, pinned to the framework it used.

    `started_on` is the first day. `number` is the inspectorate's own reference. `type_words` and
    `outcome` keep the source's words ("S5 Inspection", "School remains Good"). `source` says where
    the record came from: a file's name, or "Entered by hand".
    """

    id: str
    kind: InspectionKind
    framework: FrameworkKey
    started_on: date
    published_on: date | None = None
    number: str | None = None
    type_words: str = ""
    outcome: str = ""
    category: str = ""
    urn_at_inspection: int | None = None
    report_url: str = ""
    source: str = "Entered by hand"
    note: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return INSPECTION_KINDS[self.kind]

    def finding(self, strand_id: str) -> Finding | None:
        """What was said of a strand, if anything."""
        return next((f for f in self.findings if f.strand_id == strand_id), None)


@dataclass(frozen=True)
class Evidence:
    """Something that shows how it is.

    `describes_on` is the date it describes, which is not the date it was added. `strands` holds
    (framework id, strand id) pairs. `where_kept` is a place or an address, as typed.
    """

    id: str
    title: str
    kind: EvidenceKind
    describes_on: date
    voice: Voice | None = None
    where_kept: str = ""
    shows: str = ""
    added_at: datetime | None = None
    added_by: str = ""
    strands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """One field that somebody changed: from what, to what, when, and why where a reason was asked."""

    at: datetime
    who: str
    thing: str
    key: str
    field: str
    old: str | None
    new: str | None
    reason: str = ""


@dataclass(frozen=True)
class Import:
    """One import of many schools that can be taken back, and how many inspections are here because of it."""

    id: str
    file_name: str
    sha256: str
    at: str
    who: str
    inspections: int


@dataclass(frozen=True)
class SessionRecord:
    """One self-evaluation with everything said in it: judgements by strand id, marks by standard id."""

    evaluation: SelfEvaluation
    judgements: dict[str, Judgement] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
