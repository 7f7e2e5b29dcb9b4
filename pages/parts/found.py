"""What an inspection found: what must not wait, strand by strand, its points, and the facts about it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.frameworks import Framework
from evaluation.records import Finding, Inspection, Point, PointKind, day
from evaluation.school import School
from evaluation.school.disputes import said_by
from pages.parts import by_hand, immediate, screen
from pages.parts.words import grade_words

HEADINGS: Mapping[PointKind, str] = {
    "recommendation": "What the school needs to do",
    "issue": "Issues",
    "strength": "Strengths",
}


def show(school: School, inspection_id: str) -> None:
    """One inspection, strand by strand, under its own framework; or the form that changes it."""
    inspection = school.inspections.in_confidence(inspection_id, "What it found")
    changing = school.viewer.may(Ability.RECORD_INSPECTIONS)
    if changing and by_hand.editing(inspection.id):
        by_hand.edit(school, inspection)
        return
    immediate.of_inspection(school, inspection)
    framework = school.library.get(*inspection.framework)
    findings = school.inspections.relevant(inspection).findings
    for finding in findings:
        _finding(framework, finding)
        if finding.disputed and changing:
            _settle(school, inspection.id, framework, finding)
    for kind, heading in HEADINGS.items():
        _points(framework, [point for point in inspection.points if point.kind == kind], heading)
    if not findings and not inspection.points:
        st.write("Nothing is written down yet.")
    if inspection.note:
        st.caption(screen.plain(inspection.note))
    _facts(school, inspection)
    _ways(school, inspection, changing)


def _finding(framework: Framework, finding: Finding) -> None:
    scale = framework.scale(finding.strand_id)
    if scale:
        grade = grade_words(scale, finding.grade) if finding.grade else "No grade"
    else:
        grade = next((e.name for e in framework.escalations if e.id == finding.escalation), "")
    area, said = st.columns([2, 3])
    area.markdown(f"**{screen.plain(framework.strand(finding.strand_id).name)}**  \n{screen.plain(grade)}")
    with said:
        if finding.serious:
            _serious()
        st.write(screen.plain(finding.words))


def _settle(school: School, inspection_id: str, framework: Framework, finding: Finding) -> None:
    """Sources give different grades: choose the one that is right."""
    scale, strand = framework.scale(finding.strand_id), framework.strand(finding.strand_id).name

    def choose(grade: str | None) -> None:
        school.inspections.settle(inspection_id, finding.strand_id, grade)
        screen.saved("Settled")

    with st.container(horizontal=True):
        for grade, words in {offer.grade: said_by(offer, scale) for offer in finding.elsewhere}.items():
            screen.ask_first(
                f"It is {screen.plain(words)}",
                f"Settle {screen.plain(strand)}? What the others say stays in the record of changes.",
                partial(choose, grade),
                key=f"settle-{inspection_id}-{finding.strand_id}-{grade}",
                icon=":material/balance:",
            )


def _points(framework: Framework, points: list[Point], heading: str) -> None:
    """Points of one kind, serious ones first, beside their strand, with the words they were taken from."""
    if not points:
        return
    st.markdown(f"#### {heading}")
    for point in sorted(points, key=lambda each: not each.serious):
        area, said = st.columns([2, 3])
        strand = framework.strand(point.strand_id).name if point.strand_id else "The school as a whole"
        area.markdown(f"**{screen.plain(strand)}**")
        with said:
            if point.serious:
                _serious()
            st.write(screen.plain(point.text))
            if point.sentence:
                page = f", page {point.page}" if point.page else ""
                st.caption(f"The report{page}: “{screen.plain(point.sentence)}”")


def _serious() -> None:
    st.badge("Serious: needs action now", icon=":material/priority_high:", color="red")


def _facts(school: School, inspection: Inspection) -> None:
    other_urn = inspection.urn_at_inspection not in (None, school.details.urn)
    facts = {
        "Outcome": inspection.outcome,
        "Type": inspection.type_words,
        "Category of concern": inspection.category,
        "Last day": day(inspection.ended_on) if inspection.ended_on else "",
        "Published": day(inspection.published_on) if inspection.published_on else "",
        "Inspection number": inspection.number,
        "Inspected as URN": str(inspection.urn_at_inspection) if other_urn else "",
        "Source": inspection.source,
    }
    st.caption(" · ".join(f"{name}: {screen.plain(value)}" for name, value in facts.items() if value))


def _ways(school: School, inspection: Inspection, changing: bool) -> None:
    """Where to go from here, and what can be done with it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/compare.py",
            label="Compare with what we said",
            icon=":material/compare_arrows:",
            query_params={"inspection": inspection.id},
        )
        if inspection.report_url.startswith(("https://", "http://")):
            st.link_button(
                "Where it is published", inspection.report_url, icon=":material/open_in_new:", type="tertiary"
            )
        if changing:
            st.button(
                "Edit, add words and points",
                key=f"edit-{inspection.id}",
                icon=":material/edit:",
                on_click=by_hand.open_editor,
                args=(inspection.id,),
            )
            screen.ask_first(
                "Remove this inspection",
                "Remove it with its findings? This cannot be undone, but a file can be brought in again.",
                partial(_remove, school, inspection),
                key=f"remove-{inspection.id}",
            )


def _remove(school: School, inspection: Inspection) -> None:
    school.inspections.remove(inspection.id)
    screen.saved("Removed")
    st.switch_page("pages/inspections.py")
