"""What an auditor does: looks at an action of the sample, and judges a strand without the old grade before the eyes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from evaluation.evidence.records import Evidence
from evaluation.frameworks import Framework
from evaluation.plan.audit import Task
from evaluation.plan.records import Action, Audit, AuditJudgement, AuditLook, PlanRecord
from evaluation.school import School
from pages.parts import plan_seen, screen
from pages.parts.drafts import say_problem
from pages.parts.words import grade_words

DONE = {True: "Done as claimed", False: "Not done: an exception"}
AT_LOOK = ("done", "seen", "ready_all_the_same", "evidence_ids")


def expander(audit: Audit, action: Action) -> str:
    """The key of the expander of an action of the sample."""
    return f"look-{audit.id}-{action.id}"


def looked_at(audit: Audit) -> set[str]:
    """The ids of the actions that the auditor of now has looked at."""
    return {look.action_id for look in audit.looks if not look.again}


def look_at(
    school: School, record: PlanRecord, audit: Audit, todo: Task, action: Action, *, first: bool, mine: bool
) -> None:
    """One action: closed a line with what was seen, open all that is known of it and what to answer."""
    look = next((each for each in audit.looks if each.action_id == action.id), None)
    icon = "radio_button_unchecked" if look is None else "check_circle" if look.done else "report"
    again = look is not None and look.again
    said = f" · {DONE[look.done]}{' · to be looked at again' * again}" if look else ""
    with st.expander(
        f"{screen.plain(action.what)} · {screen.plain(action.owner)}{said}",
        (look is None or again) and first,
        icon=f":material/{icon}:",
        key=expander(audit, action),
        on_change="rerun",
    ) as one:
        if not one.open:
            return
        register = plan_seen.register(school)
        known, view = st.columns(2, gap="large") if mine else (st.container(), None)
        with known:
            st.caption(f"In the sample because: {todo.reasons[action.id]}.")
            if look and again:
                st.markdown(
                    f":material/report: **The auditor before found it not done:** {screen.plain(look.seen)}  \n"
                    "It stays an exception until it is looked at again."
                )
            plan_seen.agreed(action)
            plan_seen.updates(record, action)
            plan_seen.evidence(record, action, register)
        if view:
            with view:
                _look(school, record, audit, action, look, register, excusable=action.id not in todo.safeguarding)


def _look(
    school: School,
    record: PlanRecord,
    audit: Audit,
    action: Action,
    look: AuditLook | None,
    register: Mapping[str, Evidence],
    *,
    excusable: bool,
) -> None:
    place = f"look-{audit.id}-{audit.auditor}-{action.id}"
    wrong = plan_seen.problems(place)
    done = st.radio(
        "What you found",
        list(DONE),
        None if look is None else int(not look.done),
        format_func=lambda each: DONE[each],
        key=f"done-{place}",
        horizontal=True,
    )
    say_problem(wrong, "done")
    seen = st.text_area(
        "The exception: what is not done" if done is False else "What you saw",
        look.seen if look else "",
        height=90,
        key=f"seen-{place}",
    )
    say_problem(wrong, "seen")
    all_the_same = ""
    if done is False and not excusable:
        st.caption("It is about safeguarding, which knows no exception: with it the school is not ready.")
    elif done is False:
        all_the_same = st.text_area(
            "Why the school is ready all the same, if you think so",
            look.ready_all_the_same if look else "",
            height=68,
            key=f"same-{place}",
            help="Needed only to sign “ready” in spite of this exception, and kept only then.",
        )
        say_problem(wrong, "ready_all_the_same")
    evidence = plan_seen.choose_evidence(
        "The evidence you looked at",
        record,
        action,
        register,
        f"evidence-{place}",
        look.evidence_ids if look else (),
    )
    say_problem(wrong, "evidence_ids")
    plan_seen.say_rest(place, AT_LOOK)
    if st.button("Save what you found", key=f"save-{place}", icon=":material/save:", disabled=done is None):
        found = AuditLook(action.id, bool(done), seen or "", tuple(evidence), all_the_same or "")
        if plan_seen.attempt(place, partial(school.reviews.look, record.plan.id, found)):
            plan_seen.finished(expander(audit, action))
        st.rerun()


def judge(school: School, plan_id: str, audit: Audit, edition: Framework, strand_id: str, *, mine: bool) -> None:
    """One strand: its question, the grades of its scale, why."""
    strand, scale = edition.strand(strand_id), edition.scale(strand_id)
    if scale is None:
        return
    kept = next(
        (each for each in audit.judgements if (each.framework_id, each.strand_id) == (edition.id, strand_id)), None
    )
    with st.container(border=True):
        st.markdown(f"**{screen.plain(strand.name)}** ({screen.plain(edition.short_name)})")
        if not mine:
            st.caption("Judged." if kept else "Not judged yet.")
            return
        if strand.question:
            st.caption(screen.plain(strand.question))
        place = f"afresh-{audit.id}-{audit.auditor}-{edition.id}-{strand_id}"
        wrong = plan_seen.problems(place)
        grades = [grade.id for grade in scale.grades]
        grade = st.pills(
            f"Grade for {strand.name}",
            grades,
            default=kept.grade if kept else None,
            format_func=lambda each: grade_words(scale, each),
            key=f"grade-{place}",
            label_visibility="collapsed",
            wrap=True,
        )
        say_problem(wrong, "grade")
        why = st.text_area("Why", kept.why if kept else "", height=68, key=f"why-{place}")
        say_problem(wrong, "why")
        plan_seen.say_rest(place, ("grade", "why"))
        if st.button("Save the grade", key=f"save-{place}", icon=":material/save:", disabled=grade is None):
            judged = AuditJudgement(edition.id, edition.version, strand_id, grade or "", why or "")
            plan_seen.attempt(place, partial(school.reviews.judge, plan_id, judged))
            st.rerun()
        if kept:
            st.caption(f":material/check: Kept: {grade_words(scale, kept.grade)}")
