"""An inspection, typed by hand: a new one, or what is added to one that is here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.records import INSPECTION_KINDS, STAGES, Finding, Inspection
from evaluation.school import School
from evaluation.school.inspections import LONGEST_DAYS, NOTICE_DAYS
from pages.parts import drafts, points, screen
from pages.parts.words import grade_words


def show(school: School) -> None:
    """A new inspection."""
    draft = drafts.begin(screen.draft_id("inspection"))
    far = _about(school, draft)
    inspection = _found(school, draft, far.inspection)
    st.caption("Nothing here is kept until you press Save.")
    if st.button("Save this inspection", type="primary", icon=":material/save:", key="save-by-hand"):
        try:
            far.require_confirmed()
            school.inspections.save(inspection, far.reached_on)
        except EvaluationError as problem:
            drafts.refused(draft, problem)
        drafts.forget(draft.id)
        screen.done_with("inspection")
        screen.saved("The inspection is stored. Saved")
        st.switch_page("pages/inspection.py", query_params={"inspection": inspection.id, "about": "found"})
    drafts.say_refusal(draft)


def edit(school: School, inspection: Inspection) -> None:
    """An inspection that is here, with all that it found: put right what was typed, add words and points."""
    draft = drafts.begin(inspection.id, inspection)
    changed = inspection if draft.graded_elsewhere else _about(school, draft).inspection
    changed = _found(school, draft, changed)
    with st.container(horizontal=True):
        if st.button("Save", type="primary", icon=":material/save:", key=f"save-{draft.id}"):
            try:
                school.inspections.save(changed, seen=st.session_state.get(_editing(inspection.id)))
            except EvaluationError as problem:
                drafts.refused(draft, problem)
            _close(inspection.id)
            screen.saved()
            st.rerun()
        st.button("Leave it as it was", key=f"leave-{draft.id}", on_click=_close, args=(inspection.id,))
    drafts.say_refusal(draft)


def open_editor(inspection: Inspection) -> None:
    """Begin to edit an inspection, as it is shown now."""
    st.session_state[_editing(inspection.id)] = inspection


def editing(inspection_id: str) -> bool:
    """Whether an inspection is being edited."""
    return bool(st.session_state.get(_editing(inspection_id)))


def _close(inspection_id: str) -> None:
    st.session_state.pop(_editing(inspection_id), None)
    drafts.forget(inspection_id)


def _editing(inspection_id: str) -> str:
    return f"_editing {inspection_id}"


def _about(school: School, draft: drafts.Draft) -> drafts.HowFar:
    """What it was, when, and how far it is."""
    stored = draft.stored
    places = st.columns(4)
    with places[2]:
        usual_day = stored.started_on if stored else date.today()
        started_on = drafts.day_of(draft, "started_on", "First day", usual_day, NOTICE_DAYS)
    with places[3]:
        ended_on = drafts.day_of(
            draft, "ended_on", "Last day, if it was another", stored.ended_on if stored else None, LONGEST_DAYS
        )
    first = started_on or date.today()
    choices = {framework.key: framework for framework in school.inspections.frameworks(first)}
    if stored:
        choices = {stored.framework: school.library.get(*stored.framework)}
    with places[1]:
        chosen = st.selectbox(
            "Framework",
            list(choices),
            format_func=lambda key: choices[key].short_name if key in choices else "",
            key=f"framework-{next(iter(choices))}-{draft.id}",
            persist_state="session",
            disabled=stored is not None,
        )
    framework = choices[chosen]
    kinds = list(INSPECTION_KINDS)
    usual = stored.kind if stored else framework.inspection_kind or kinds[0]
    with places[0]:
        kind = st.selectbox(
            "Kind",
            kinds,
            kinds.index(usual),
            format_func=lambda key: INSPECTION_KINDS[key],
            key=f"kind-of-{framework.id}-{draft.id}",
            persist_state="session",
        )
        drafts.say_problem(draft.problems, "kind")
    typed = stored or Inspection(draft.id, kind, chosen, first)
    typed = replace(typed, kind=kind, started_on=first, ended_on=ended_on)
    if stored is None:
        return drafts.how_far(draft, typed)
    if not stored.embargoed:
        with st.columns(4)[0]:
            published_on = drafts.day_of(draft, "published_on", "Published on, if it was", stored.published_on)
        return drafts.HowFar(replace(typed, published_on=published_on))
    st.caption(f"How far it is: {STAGES[stored.stage]}. To move it on, open “Who may know”.")
    return drafts.HowFar(typed)


def _found(school: School, draft: drafts.Draft, inspection: Inspection) -> Inspection:
    """What it found: each strand, the points, the outcome and a note."""
    framework, details = school.library.get(*inspection.framework), school.details
    used = framework.strands_for(early_years=details.early_years, sixth_form=details.sixth_form)
    said = [finding.strand_id for finding in inspection.findings if finding.applies]
    strands = list(dict.fromkeys([*(strand.id for strand in used), *said]))
    hidden = [finding for finding in inspection.findings if finding.strand_id not in strands]
    st.markdown("## What it found")
    if draft.graded_elsewhere:
        st.caption(f"The grades are from {screen.plain(inspection.source)} and stay as they are.")
    findings = [
        _finding(draft, framework, inspection.finding(strand_id) or Finding(strand_id)) for strand_id in strands
    ]
    st.markdown("## Strengths, recommendations and issues")
    kept = points.editor(draft.id, framework, strands, draft.problems)
    outcome = inspection.outcome
    if not draft.graded_elsewhere:
        typed = st.text_input(
            "Outcome in a line, if it had one",
            inspection.outcome,
            key=f"outcome-{draft.id}",
            placeholder="School remains Good",
            persist_state="session",
        )
        outcome = typed or ""
        drafts.say_problem(draft.problems, "outcome")
    note = st.text_area("Note", inspection.note, height=68, key=f"note-{draft.id}", persist_state="session")
    drafts.say_problem(draft.problems, "note")
    before = {finding.strand_id for finding in inspection.findings if draft.graded_elsewhere or finding.elsewhere}
    found = tuple(f for f in findings if f.grade or f.words or f.escalation or f.serious or f.strand_id in before)
    return replace(inspection, findings=(*found, *hidden), points=kept, outcome=outcome, note=note or "")


def _finding(draft: drafts.Draft, framework: Framework, finding: Finding) -> Finding:
    """One strand: its grade or how far a concern goes, the words, and whether it must not wait."""
    strand_id, scale = finding.strand_id, framework.scale(finding.strand_id)
    name, key = framework.strand(strand_id).name, f"{framework.id}-{strand_id}-{draft.id}"
    with st.container(border=True, gap="xsmall"):
        if finding.disputed:
            st.markdown(f"**{screen.plain(name)}**  \n{screen.plain(finding.words)}")
            return finding
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{screen.plain(name)}**", width="content")
            serious = st.checkbox(
                points.SERIOUS,
                finding.serious,
                key=f"serious-{key}",
                help=points.SERIOUS_HELP,
                persist_state="session",
            )
        grade, escalation = finding.grade, finding.escalation
        if scale and draft.graded_elsewhere:
            st.markdown(grade_words(scale, grade) if grade else "No grade")
        elif scale:
            grade = st.pills(
                f"Grade for {name}",
                [g.id for g in scale.grades],
                default=finding.grade,
                format_func=lambda g: grade_words(scale, g),
                key=f"finding-{key}",
                label_visibility="collapsed",
                wrap=True,
                persist_state="session",
            )
        elif framework.escalations:
            names = {e.id: e.name for e in framework.escalations}
            escalation = st.pills(
                f"How far a concern goes: {name}",
                list(names),
                default=finding.escalation,
                format_func=lambda e: names[e],
                key=f"escalation-{key}",
                label_visibility="collapsed",
                wrap=True,
                persist_state="session",
            )
        words = st.text_area(
            f"What was said: {name}",
            finding.words,
            key=f"words-{key}",
            height=68,
            placeholder="What was said",
            label_visibility="collapsed",
            persist_state="session",
        )
        drafts.say_problem(draft.problems, f"finding {strand_id}")
    return replace(finding, grade=grade, words=words or "", escalation=escalation, serious=serious)
