"""Small frameworks, records and a library to test with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from evaluation.frameworks import Crosswalk, Framework, FrameworkKey, Library
from evaluation.records import Finding, Inspection, InspectionKind, Judgement, Mark, SelfEvaluation, SessionRecord

REPORT_CARD = (
    ("urgent_improvement", "Urgent improvement"),
    ("needs_attention", "Needs attention"),
    ("expected_standard", "Expected standard"),
    ("strong_standard", "Strong standard"),
    ("exceptional", "Exceptional"),
)
FOUR_GRADES = (
    ("inadequate", "Inadequate"),
    ("requires_improvement", "Requires improvement"),
    ("good", "Good"),
    ("outstanding", "Outstanding"),
)
MET = (("not_met", "Not met"), ("met", "Met"))

OURS = FrameworkKey("our-strands", "2025-11")
OURS_NEXT = FrameworkKey("our-strands", "2026-09")
CARD = FrameworkKey("card", "2025-11")
OLD = FrameworkKey("old-areas", "2019-09")
LETTER = FrameworkKey("letter", "2020-09")


def scale(scale_id: str, grades: tuple[tuple[str, str], ...], rule: str = "secure_fit") -> dict[str, object]:
    """A scale, lowest grade first."""
    described = [{"id": grade, "name": name, "meaning": f"{name}."} for grade, name in grades]
    return {"id": scale_id, "name": scale_id, "rule": rule, "grades": described}


def strand(
    strand_id: str, name: str, scale_id: str | None, standards: tuple[tuple[str, str], ...] = ()
) -> dict[str, object]:
    """A strand; `standards` holds (standard id, band)."""
    return {
        "id": strand_id,
        "name": name,
        "question": f"How good is {name}?",
        "scale": scale_id,
        "themes": [{"id": "all", "name": "All"}],
        "standards": [
            {"id": i, "band": band, "theme": "all", "text": i, "hint": i, "warning": i} for i, band in standards
        ],
    }


def framework(key: FrameworkKey, short_name: str, scales: list[object], strands: list[object]) -> Framework:
    """A framework in force from the month its version names."""
    return Framework.model_validate(
        {
            "id": key.id,
            "version": key.version,
            "name": short_name,
            "short_name": short_name,
            "publisher": "Somebody",
            "description": "To test with.",
            "breakdown": "ours",
            "in_force_from": f"{key.version}-01",
            "sources": ["None"],
            "confirmed_on": "2026-11-01",
            "use_for": ["self_evaluation", "inspection"],
            "scales": scales,
            "strands": strands,
        }
    )


def crosswalk(left: FrameworkKey, right: FrameworkKey, *links: tuple[str, str, str]) -> Crosswalk:
    """Links are (left strand, relation, right strand)."""
    return Crosswalk.model_validate(
        {
            "id": f"{left.id}-{right.id}",
            "from": {"framework": left.id, "versions": [left.version]},
            "to": {"framework": right.id, "versions": [right.version]},
            "source": "None",
            "confirmed_on": "2026-11-01",
            "links": [{"from": strand, "relation": relation, "to": to} for strand, relation, to in links],
        }
    )


def library() -> Library:
    """Our strands (two editions) and a card on the report-card scale, old areas on four grades, a letter without any.

    ours: teaching, attendance, send, trips, safety (met or not met)
    card: teaching and safety (same), attendance_behaviour (attendance part of it, send overlaps), money (nobody's)
    old: quality (teaching is part of it), behaviour
    """
    card, old = scale("ofsted-report-card", REPORT_CARD), scale("ofsted-four-grades", FOUR_GRADES, "best_fit")
    met = scale("met-not-met", MET, "all_met")
    strands: list[object] = [
        strand(
            "teaching",
            "Teaching",
            "ofsted-report-card",
            (("t.u1", "urgent_improvement"), ("t.e1", "expected_standard")),
        ),
        strand("attendance", "Attendance", "ofsted-report-card"),
        strand("send", "SEND", "ofsted-report-card"),
        strand("trips", "Trips & visits", "ofsted-report-card"),
        strand("safety", "Safety", "met-not-met"),
    ]
    made = [
        framework(OURS, "Our strands 2025", [card, met], strands),
        framework(OURS_NEXT, "Our strands 2026", [card, met], strands),
        framework(
            CARD,
            "Card 2025",
            [card, met],
            [
                strand("teaching", "Teaching", "ofsted-report-card"),
                strand("attendance_behaviour", "Attendance and behaviour", "ofsted-report-card"),
                strand("money", "Money", "ofsted-report-card"),
                strand("safety", "Safety", "met-not-met"),
            ],
        ),
        framework(
            OLD,
            "Old areas",
            [old],
            [
                strand("quality", "Quality", "ofsted-four-grades"),
                strand("behaviour", "Behaviour", "ofsted-four-grades"),
            ],
        ),
        framework(LETTER, "Letter", [], [strand("all", "Everything", None)]),
    ]
    links = (
        ("teaching", "same", "teaching"),
        ("attendance", "part_of", "attendance_behaviour"),
        ("send", "overlaps", "attendance_behaviour"),
        ("safety", "same", "safety"),
    )
    walks = (
        crosswalk(OURS, CARD, *links),
        crosswalk(OURS_NEXT, CARD, *links),
        crosswalk(OURS, OLD, ("teaching", "part_of", "quality")),
        crosswalk(OLD, CARD, ("quality", "contains", "teaching")),
    )
    return Library({f.key: f for f in made}, walks)


def session(
    held_on: date,
    grades: Mapping[str, str | None],
    framework: FrameworkKey = OURS,
    *,
    locked_on: date | None = None,
    again_on: date | None = None,
    is_open: bool = False,
    marks: Mapping[str, Mark] | None = None,
) -> SessionRecord:
    """A self-evaluation of the strands in `grades`, locked the day it was held unless told otherwise.

    One locked `again_on` a day was unlocked and locked again.
    """
    first = None if is_open else datetime.combine(locked_on or held_on, time(17))
    evaluation = SelfEvaluation(
        id=f"{framework.id}-{held_on}",
        school_id="demo",
        framework=framework,
        held_on=held_on,
        strands=tuple(grades),
        opened_at=datetime.combine(held_on, time(9)),
        locked_at=datetime.combine(again_on, time(17)) if again_on else first,
        first_locked_at=first,
    )
    judgements = {strand_id: Judgement(strand_id, grade) for strand_id, grade in grades.items() if grade}
    return SessionRecord(evaluation, judgements, dict(marks or {}))


def inspection(
    started_on: date, grades: Mapping[str, str | None], framework: FrameworkKey = CARD, kind: InspectionKind = "graded"
) -> Inspection:
    """An inspection with a finding for each area in `grades`."""
    findings = tuple(Finding(area, grade, f"What was said of {area}.") for area, grade in grades.items())
    return Inspection(f"inspection-{started_on}", kind, framework, started_on, findings=findings)
