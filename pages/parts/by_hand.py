"""An inspection, typed by hand."""

from __future__ import annotations

from datetime import date

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.records import INSPECTION_KINDS, Finding, Inspection
from evaluation.school import School
from evaluation.school.self_evaluations import EARLIEST
from pages.parts import screen
from pages.parts.words import grade_words


def show(school: School) -> None:
    """One inspection, typed."""
    left, right = st.columns(2)
    started_on = left.date_input(
        "First day of the inspection",
        date.today(),
        min_value=EARLIEST,
        max_value=date.today(),
        format=screen.DATE_FORMAT,
        required=True,
        key="started_on",
    )
    choices = {framework.key: framework for framework in school.inspections.frameworks(started_on)}
    chosen = right.selectbox(
        "Framework", list(choices), format_func=lambda key: choices[key].short_name, key="inspected_under"
    )
    framework = choices[chosen]
    kinds = list(INSPECTION_KINDS)
    kind = left.selectbox(
        "Kind",
        kinds,
        kinds.index(framework.inspection_kind) if framework.inspection_kind else 0,
        format_func=lambda key: INSPECTION_KINDS[key],
        key=f"kind-{framework.id}",
    )
    published_on = right.date_input(
        "Published on, if it is",
        None,
        min_value=started_on,
        max_value=date.today(),
        format=screen.DATE_FORMAT,
        key="published_on",
    )
    with st.form("by-hand", enter_to_submit=False, border=False):
        findings = [_finding(framework, strand_id) for strand_id in _strands(school, framework)]
        outcome = st.text_input("Outcome in a line, if it had one")
        st.caption("Nothing here is kept until you press Save.")
        pressed = st.form_submit_button("Save this inspection", type="primary", icon=":material/save:")
    if pressed:
        inspection = Inspection(
            id=screen.draft_id("inspection"),
            kind=kind,
            framework=chosen,
            started_on=started_on,
            published_on=published_on,
            outcome=outcome or "",
            findings=tuple(f for f in findings if f.grade or f.words or f.escalation),
        )
        try:
            school.inspections.save(inspection)
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.done_with("inspection")
            screen.saved("The inspection is stored. Saved")
            st.rerun()


def _strands(school: School, framework: Framework) -> list[str]:
    details = school.details
    return [s.id for s in framework.strands_for(early_years=details.early_years, sixth_form=details.sixth_form)]


def _finding(framework: Framework, strand_id: str) -> Finding:
    strand, scale = framework.strand(strand_id), framework.scale(strand_id)
    st.markdown(f"**{screen.plain(strand.name)}**")
    draft = screen.draft_id("inspection")
    grade = escalation = None
    if scale:
        grade = st.pills(
            f"Grade for {strand.name}",
            [g.id for g in scale.grades],
            format_func=lambda g: grade_words(scale, g),
            key=f"finding-{draft}-{strand_id}",
            label_visibility="collapsed",
        )
    elif framework.escalations:
        names = {e.id: e.name for e in framework.escalations}
        escalation = st.pills(
            f"How far a concern goes: {strand.name}",
            list(names),
            format_func=lambda e: names[e],
            key=f"escalation-{draft}-{strand_id}",
            label_visibility="collapsed",
        )
    words = st.text_area(
        f"What was said: {strand.name}",
        key=f"words-{draft}-{strand_id}",
        height=68,
        placeholder="What was said",
        label_visibility="collapsed",
    )
    return Finding(strand_id, grade, words or "", escalation)
