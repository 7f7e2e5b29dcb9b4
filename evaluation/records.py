"""What a school has, as plain values: the words of the product, one dataclass each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, get_args

from evaluation.frameworks import FrameworkKey, InspectionKind


class Role(StrEnum):
    """What a person is to the school."""

    HEAD = "head"
    LEADER = "leader"
    CONTRIBUTOR = "contributor"
    GOVERNOR = "governor"
    REVIEWER = "reviewer"


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

Stage = Literal["notified", "on_site", "provisional", "draft", "comments", "final", "published"]
STAGES: dict[Stage, str] = {
    "notified": "Notified",
    "on_site": "On site",
    "provisional": "Provisional outcome",
    "draft": "Draft report received",
    "comments": "Comments sent",
    "final": "Final report received",
    "published": "Published",
}
"""How far an inspection has come, in order. Until the last, what it found is under embargo."""

PointKind = Literal["strength", "recommendation", "issue"]
POINT_KINDS: dict[PointKind, str] = {
    "strength": "Strength",
    "recommendation": "Recommendation",
    "issue": "Issue",
}

ConfidantKind = Literal["person", "governors", "trust_or_authority", "support"]
CONFIDANT_KINDS: dict[ConfidantKind, str] = {
    "person": "A leader who was present",
    "governors": "All governors or trustees",
    "trust_or_authority": "Trust or authority",
    "support": "Somebody who supports the head",
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


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 strand", "3 strands"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


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


@dataclass(frozen=True)
class LeaderJudgement:
    """What one leader says of one strand of a self-evaluation, before the team agrees.

    `who` is the e-mail they signed in with; without sign-in the name they typed. `name` is what they are called.
    """

    strand_id: str
    who: str
    name: str
    grade: str
    why: str
    saved_at: datetime


NOT_APPLICABLE = "Not applicable"
"""The words of a finding about something the school does not have, such as a sixth form."""


@dataclass(frozen=True)
class Elsewhere:
    """What another source says of the same finding: a file's name and the grade it gives, or words for none.

    `settled` is True once somebody has decided against it: it is remembered so that it does not come up again.
    """

    source: str
    grade: str | None
    words: str = ""
    settled: bool = False


@dataclass(frozen=True)
class Finding:
    """What an inspection said of one strand: a grade or none, and the words.

    `elsewhere` holds what other sources say. One that gives another grade makes the finding disputed until
    somebody settles which is right; one that gives the same is where the grade is from, if not from the
    inspection's own source. `serious` asks for an immediate action.
    """

    strand_id: str
    grade: str | None = None
    words: str = ""
    escalation: str | None = None
    serious: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it is about something that the school has."""
        return self.grade is not None or self.words != NOT_APPLICABLE

    @property
    def disputed(self) -> bool:
        """Whether sources give different grades, so that none of them can be taken for granted."""
        return any(other.grade != self.grade and not other.settled for other in self.elsewhere)


@dataclass(frozen=True)
class Point:
    """A strength, recommendation or issue that an inspection named.

    `sentence` is what the report says where the point was taken from one, `page` its page, from 1.
    `strand_id` is the strand it is about, if one. A serious point asks for an immediate action.
    """

    id: str
    kind: PointKind
    text: str
    strand_id: str | None = None
    serious: bool = False
    sentence: str = ""
    page: int | None = None


@dataclass(frozen=True)
class Inspection:
    """Any outside view of the school, pinned to the framework it used.

    `started_on` is the first day, `ended_on` the last. `number` is the inspectorate's own reference.
    `type_words` and `outcome` keep the source's words ("S5 Inspection", "School remains Good"). `source`
    says where the record came from: a file's name, or "Entered by hand". `withheld` is True where the
    guard has left out what was found, because it is under embargo.
    """

    id: str
    kind: InspectionKind
    framework: FrameworkKey
    started_on: date
    ended_on: date | None = None
    published_on: date | None = None
    stage: Stage = "published"
    number: str | None = None
    type_words: str = ""
    outcome: str = ""
    category: str = ""
    urn_at_inspection: int | None = None
    report_url: str = ""
    source: str = "Entered by hand"
    note: str = ""
    findings: tuple[Finding, ...] = ()
    points: tuple[Point, ...] = ()
    withheld: bool = False

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return INSPECTION_KINDS[self.kind]

    @property
    def embargoed(self) -> bool:
        """Whether what it found must not be known beyond those who may: until it is published."""
        return self.stage != "published"

    @property
    def last_day(self) -> date:
        """The last day, as far as it is known."""
        return self.ended_on or self.started_on

    def finding(self, strand_id: str) -> Finding | None:
        """What was said of a strand, if anything."""
        return next((f for f in self.findings if f.strand_id == strand_id), None)

    def predecessor(self, school: SchoolDetails) -> str:
        """Which predecessor of the school it was of: "Predecessor school (URN 107848)"; "" if of the school itself."""
        urn = self.urn_at_inspection
        return f"Predecessor school (URN {urn})" if urn and school.urn and urn != school.urn else ""


@dataclass(frozen=True)
class Confidant:
    """Who may know what an inspection found before it is published.

    A person is named by the e-mail they sign in with, all governors by their role. The trust, the
    authority and those who support the head are noted, without names: they do not sign in.
    """

    id: str
    kind: ConfidantKind
    email: str = ""
    note: str = ""


@dataclass(frozen=True)
class Reading:
    """That somebody read what is under embargo: who, where, when last, and on how many occasions."""

    who: str
    place: str
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True)
class ImmediateAction:
    """What is done at once about a serious finding or point of an inspection.

    `about` is the id of the point, or "finding " and the strand's id. Open until it is settled: "done", or
    "referred" to somebody else (`referred_to`), on a day. `owner` and `due_on` are empty until they are given.
    """

    inspection_id: str
    about: str
    owner: str = ""
    due_on: date | None = None
    settled: Literal["done", "referred"] | None = None
    settled_on: date | None = None
    referred_to: str = ""


@dataclass(frozen=True)
class SchoolHoliday:
    """Days on which the school is closed, both ends included."""

    id: str
    name: str
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Person:
    """Somebody who may sign in. `only_school_id` limits them to one school of the store."""

    email: str
    name: str
    role: Role
    active: bool = True
    only_school_id: str | None = None


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
    """One import that can be taken back, and how many inspections are here because of it.

    `school_id` is None where it was of many schools.
    """

    id: str
    school_id: str | None
    file_name: str
    sha256: str
    at: str
    who: str
    inspections: int


@dataclass(frozen=True)
class Undone:
    """What taking back an import did: inspections removed, values put back, and how many of either stayed.

    What was changed since stays.
    """

    removed: int
    restored: int
    stayed: int


@dataclass(frozen=True)
class SessionRecord:
    """One self-evaluation with everything said in it: judgements by strand id, marks by standard id."""

    evaluation: SelfEvaluation
    judgements: dict[str, Judgement] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
