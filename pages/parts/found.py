"""What an inspection found: strand by strand, its points, and the facts about it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.records import Inspection, day
from evaluation.school import School
from pages.parts import screen
from pages.parts.words import grade_words


def show(school: School, inspection_id: str) -> None:
    """One inspection, strand by strand, under its own framework."""
    inspection = school.inspections.in_confidence(inspection_id, "What it found")
    framework = school.library.get(*inspection.framework)
    for finding in school.inspections.relevant(inspection).findings:
        scale = framework.scale(finding.strand_id)
        if scale:
            grade = grade_words(scale, finding.grade) if finding.grade else "No grade"
        else:
            grade = next((e.name for e in framework.escalations if e.id == finding.escalation), "")
        area, said = st.columns([2, 3])
        area.markdown(f"**{screen.plain(framework.strand(finding.strand_id).name)}**  \n{screen.plain(grade)}")
        said.write(screen.plain(finding.words))
    if inspection.note:
        st.caption(screen.plain(inspection.note))
    facts = {
        "Outcome": inspection.outcome,
        "Type": inspection.type_words,
        "Category of concern": inspection.category,
        "Published": day(inspection.published_on) if inspection.published_on else "",
        "Inspection number": inspection.number,
        "Inspected as URN": str(inspection.urn_at_inspection)
        if inspection.urn_at_inspection and inspection.urn_at_inspection != school.details.urn
        else "",
        "Source": inspection.source,
    }
    st.caption(" · ".join(f"{name}: {screen.plain(value)}" for name, value in facts.items() if value))
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
        if school.viewer.may(Ability.RECORD_INSPECTIONS):
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
