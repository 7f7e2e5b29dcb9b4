"""Which evidence speaks for a strand: its own, its standards', and what a crosswalk says is the same or part of it."""

from __future__ import annotations

from datetime import date

from evaluation.evidence.reach import of_standard, reaches
from evaluation.evidence.records import Evidence
from evaluation.frameworks import FrameworkKey, shipped
from tests.sample import CARD, OURS, library

ON = date(2026, 10, 1)


def piece(name: str, strand: tuple[str, str] | None = None, standard: tuple[str, str] | None = None) -> Evidence:
    return Evidence(
        name,
        name,
        "data",
        ON,
        strands=(strand,) if strand else (),
        standards=(standard,) if standard else (),
    )


def test_what_is_linked_to_a_strand_or_to_one_of_its_standards_speaks_for_it() -> None:
    whole, part, other = (
        piece("whole", (OURS.id, "teaching")),
        piece("part", standard=(OURS.id, "t.e1")),
        piece("other", (OURS.id, "send")),
    )
    reach = reaches(library().get(*OURS), ["teaching"], library())["teaching"]
    assert reach.of([whole, part, other]) == (whole, part)
    assert of_standard([whole, part], (OURS.id, "t.e1")) == (part,)


def test_evidence_crosses_where_the_other_strand_is_the_same_or_part_of_ours() -> None:
    ours = piece("attendance", (OURS.id, "attendance"))
    overlapping = piece("send", (OURS.id, "send"))
    same = piece("teaching", standard=(OURS.id, "t.e1"))
    card = reaches(library().get(*CARD), ["attendance_behaviour", "teaching"], library())
    assert card["attendance_behaviour"].of([ours, overlapping, same]) == (ours,)
    assert card["teaching"].of([ours, overlapping, same]) == (same,)


def test_evidence_of_something_wider_does_not_speak_for_its_part() -> None:
    wider = piece("area", (CARD.id, "attendance_behaviour"))
    assert reaches(library().get(*OURS), ["attendance"], library())["attendance"].of([wider]) == ()


def test_our_own_evidence_of_curriculum_speaks_for_the_report_cards_area() -> None:
    framework = shipped().get(*FrameworkKey("ofsted-report-card", "2026-09"))
    found = reaches(framework, [strand.id for strand in framework.strands], shipped())
    assert any(("school-strands", "attendance") in reach.strands for reach in found.values())
