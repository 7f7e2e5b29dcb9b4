"""What an inspection found: what must not wait, strand by strand, its points, and the facts about it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.frameworks import Framework
from evaluation.plan.records import Cause, PlanRecord
from evaluation.records import Elsewhere, Finding, Inspection, Point, PointKind, day
from evaluation.school import School
from evaluation.school.disputes import said_by
from pages.parts import by_hand, immediate, make_action, plan_account, plan_choice, screen
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
    plans = plan_choice.records(school, confided=inspection.embargoed)
    for finding in findings:
        _finding(school, inspection.id, framework, finding, plans)
        if finding.disputed and changing:
            _settle(school, inspection.id, framework, finding)
        elif not finding.disputed:
            _settled(inspection, framework, finding)
    for kind, heading in HEADINGS.items():
        points = [point for point in inspection.points if point.kind == kind]
        _points(school, inspection.id, framework, points, heading, plans)
    if not findings and not inspection.points:
        st.write("Nothing is written down yet.")
    if inspection.note:
        st.caption(screen.plain(inspection.note))
    _facts(school, inspection)
    _ways(school, inspection, changing)


def _finding(
    school: School, inspection_id: str, framework: Framework, finding: Finding, plans: list[PlanRecord]
) -> None:
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
        cause = Cause("finding", inspection_id=inspection_id, strand_id=finding.strand_id)
        make_action.beside(school, cause, plans, gap=finding.serious)


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


def _settled(inspection: Inspection, framework: Framework, finding: Finding) -> None:
    """Which grade was settled on, who gave it, and who gave another; nothing where nobody did."""
    scale = framework.scale(finding.strand_id)
    others = [f"{said_by(other, scale)} ({other.source})" for other in finding.elsewhere if other.settled]
    if others:
        agreeing = [other.source for other in finding.elsewhere if other.grade == finding.grade]
        ours = said_by(Elsewhere(inspection.source, finding.grade, finding.words), scale)
        said = f"Settled: {ours} ({', '.join(agreeing) or inspection.source}). Not taken: {', '.join(others)}."
        st.caption(screen.plain(said))


def _points(
    school: School,
    inspection_id: str,
    framework: Framework,
    points: list[Point],
    heading: str,
    plans: list[PlanRecord],
) -> None:
    """Points of one kind, serious ones first, with the words they were taken from and the actions they led to."""
    if not points:
        return
    st.markdown(f"### {heading}")
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
            if point.kind == "recommendation" or point.serious:
                cause = Cause("recommendation", inspection_id=inspection_id, point_id=point.id)
                make_action.beside(school, cause, plans, gap=True)
                plan_account.folded(school, cause)


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
                args=(inspection,),
            )
            screen.ask_first(
                "Remove this inspection",
                "Remove it with its findings, its log and its draft? This cannot be undone, but a file can be "
                "brought in again.",
                partial(_remove, school, inspection),
                key=f"remove-{inspection.id}",
            )


def _remove(school: School, inspection: Inspection) -> None:
    school.inspections.remove(inspection.id)
    screen.saved("Removed")
    st.switch_page("pages/inspections.py")
