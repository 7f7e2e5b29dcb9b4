"""Inspections: bring in from Ofsted's published files, enter by hand, look at them."""

from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.records import INSPECTION_KINDS, Finding, Inspection, day
from evaluation.school import School
from evaluation.school.self_evaluations import EARLIEST
from pages.parts import screen
from pages.parts.words import count, grade_words

school = screen.school("Inspections")


def bring_in(school: School) -> None:
    """A file of Ofsted's: first what it holds for us, then one press that stores it."""
    st.write(
        "Choose Ofsted's file “Management information: state-funded schools” of any year since 2013, or its "
        "five-year file of independent schools, as downloaded from GOV.UK (CSV, workbook or zip). "
        "The product finds your school by its URN. It reads the file on this computer and sends nothing."
    )
    file = st.file_uploader("Ofsted's file", type=["csv", "xlsx", "zip", "txt"], key="file")
    if file is None:
        return
    try:
        with st.spinner("Reading the file"):
            content, name = file.getvalue(), file.name
            key = ("preview", file.file_id, name)
            preview = screen.built(school, lambda: school.inspections.preview(content, name), *key)
    except EvaluationError as problem:
        screen.show_refusal(problem)
        return
    st.markdown(f"**{screen.plain(preview.layout)}**")
    if preview.new:
        st.markdown(f"{count(len(preview.new), 'inspection')} would be added:")
        for inspection in preview.new:
            st.markdown(f"- {_headline(school, inspection)}")
    for inspection in preview.known:
        st.markdown(f"- Already here: {_headline(school, inspection)}")
    for inspection in preview.completed:
        st.markdown(f"- Already here, and the file adds what was missing: {_headline(school, inspection)}")
    for inspection in preview.differing:
        st.warning(
            f"Already here with other grades: {_headline(school, inspection)}. What is stored stays. "
            "If the file is right, remove the stored one first.",
            icon=":material/difference:",
        )
    if preview.refused:
        st.warning(f"{count(len(preview.refused), 'value')} could not be read and will not be stored:")
        st.dataframe(
            [{"Line": p.line, "Column": p.field, "Why": p.message} for p in preview.refused],
            hide_index=True,
            alt="Values that could not be read",
        )
    words = f"Add {count(len(preview.new), 'inspection')}" if preview.new else "Fill in what was missing"
    if not preview.new and not preview.completed:
        st.info("Nothing new in this file.", icon=":material/check_circle:")
    elif st.button(words, type="primary", icon=":material/add:"):
        try:
            added = school.inspections.bring_in([*preview.new, *preview.completed])
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.saved(f"{count(added, 'inspection')} added. Saved")
            st.rerun()


def by_hand(school: School) -> None:
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


def _headline(school: School, inspection: Inspection) -> str:
    framework = school.library.get(*inspection.framework)
    outcome = f": {screen.plain(inspection.outcome)}" if inspection.outcome else ""
    return f"{day(inspection.started_on)}, {inspection.kind_name}, {screen.plain(framework.short_name)}{outcome}"


def look(school: School, inspection: Inspection) -> None:
    """One inspection, strand by strand, under its own framework."""
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


try:
    found = school.inspections.all()
    if not found:
        st.write("No inspection is stored yet. Bring them in from Ofsted's published file, or enter one by hand.")
    if school.viewer.may(Ability.RECORD_INSPECTIONS):
        with st.expander("Bring in from Ofsted's published file", icon=":material/upload_file:", expanded=not found):
            if school.details.urn is None:
                st.write(
                    "The demo school is invented, so no file holds it. "
                    "Set up your own school to bring in its inspections."
                )
                st.page_link("pages/welcome.py", label="Set up our school", icon=":material/arrow_forward:")
            else:
                bring_in(school)
        with st.expander("Enter one by hand", icon=":material/edit:"):
            by_hand(school)
    for number, inspection in enumerate(found):
        with st.expander(_headline(school, inspection), icon=":material/assignment:", expanded=number == 0):
            look(school, inspection)
except EvaluationError as problem:
    screen.show_refusal(problem)
