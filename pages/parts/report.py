"""A report or letter as PDF: what was read beside the words it came from, to accept, change or drop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from evaluation.errors import EvaluationError
from evaluation.frameworks import Framework
from evaluation.records import INSPECTION_KINDS, Finding, Inspection, Point, PointKind
from evaluation.school import School
from evaluation.school.reports import Proposed, ReportProposal
from pages.parts import drafts, points, screen
from pages.parts.words import count, grade_words, headline

DECISIONS = {"accept": ":material/check: Accept", "drop": "Drop"}
Value = TypeVar("Value")


def show(school: School) -> None:
    """Choose a PDF; then what it says, value by value; then one press that keeps what was accepted."""
    st.write(
        "Choose the report or letter as a PDF, as the inspectorate published or sent it. It is read on this computer "
        "and sent nowhere. What is read is only proposed: you accept, change or drop it, and nothing is kept before."
    )
    file = st.file_uploader("The report (PDF)", type=["pdf"], key="report")
    if file is None:
        return
    draft = drafts.begin(screen.draft_id(f"report {file.file_id}"))
    kept = f"_read-{draft.id}"
    try:
        if kept not in st.session_state:
            with st.spinner("Reading the report"):
                st.session_state[kept] = school.reports.read(file.getvalue(), file.name)
        _review(school, draft, st.session_state[kept], f"report {file.file_id}")
    except EvaluationError as problem:
        screen.show_refusal(problem)


def _review(school: School, draft: drafts.Draft, read: ReportProposal, name: str) -> None:
    framework = school.library.get(*read.framework)
    proposed = _points(read, draft)
    asked = [
        *(what for what in ("started_on", "ended_on", "number", "outcome") if getattr(read, what)),
        "kind",
        *(strand_id for strand_id, _ in read.findings),
        *(point.id for point in proposed),
    ]
    found = _about(draft, framework, read)
    _accept_all(draft, "facts", ["kind", "started_on", "ended_on", "number", "outcome"], asked)
    findings = _grades(school, draft, framework, read, asked)
    accepted = _accepted_points(school, draft, framework, proposed, asked)
    if read.missing:
        st.info(f"Not found in the report: {screen.plain('; '.join(read.missing))}.", icon=":material/search_off:")
    first = found["started_on"] or (read.started_on.value if read.started_on else date.today())
    inspection = Inspection(
        draft.id,
        found["kind"] or read.kind,
        read.framework,
        first,
        ended_on=found["ended_on"],
        number=found["number"] or None,
        outcome=found["outcome"] or "",
        urn_at_inspection=read.urn.value if read.urn else None,
        source=read.file_name,
        findings=findings,
        points=accepted,
    )
    _keep(school, draft, read, inspection, name, asked, ready=bool(found["kind"] and found["started_on"]))


def _about(draft: drafts.Draft, framework: Framework, read: ReportProposal) -> dict[str, Any]:
    """The facts of the inspection that are accepted, by field; None for the others."""
    st.markdown("## The inspection")
    who = ", ".join(
        filter(None, (read.school.value if read.school else "", f"URN {read.urn.value}" if read.urn else ""))
    )
    if who:
        st.markdown(f":material/check: {screen.plain(who)}: this school.")
    kinds = list(INSPECTION_KINDS)

    def kind() -> Any:
        return st.selectbox(
            "Kind",
            kinds,
            kinds.index(read.kind),
            format_func=lambda key: INSPECTION_KINDS[key],
            key=f"kind-of-{draft.id}",
            persist_state="session",
        )

    def number() -> str:
        stands = read.number.value if read.number else ""
        return st.text_input("Inspection number", stands, key=f"number-{draft.id}", persist_state="session") or ""

    def outcome() -> str:
        stands = read.outcome.value if read.outcome else ""
        label, key = "Outcome in a line", f"outcome-{draft.id}"
        typed = st.text_area(label, stands, height="content", key=key, persist_state="session")
        return " ".join((typed or "").split())

    def day_of(what: str, label: str, value: Proposed[date] | None) -> Callable[[], date | None]:
        return lambda: drafts.day_of(draft, what, label, value.value if value else None)

    as_what = f"Read as: {screen.plain(read.layout)}. Its grades are those of {screen.plain(framework.short_name)}."
    return {
        "kind": _row(draft, "kind", kind, as_what),
        "started_on": _row(
            draft, "started_on", day_of("started_on", "First day", read.started_on), _words(read.started_on)
        ),
        "ended_on": _row(draft, "ended_on", day_of("ended_on", "Last day", read.ended_on), _words(read.ended_on)),
        "number": _row(draft, "number", number, _words(read.number)),
        "outcome": _row(draft, "outcome", outcome, _words(read.outcome)),
    }


def _words(read: Proposed[Any] | None) -> str:
    """The words of the report, and the page; "" where nothing was read."""
    return f"Page {read.page}: “{screen.plain(read.sentence)}”" if read else ""


def _row(draft: drafts.Draft, what: str, control: Callable[[], Value], words: str) -> Value | None:
    """One value to change, the words it came from, and the decision. What was not read but typed needs none."""
    left, middle, right = st.columns([4, 5, 3], vertical_alignment="bottom")
    with left:
        value = control()
    middle.caption(words or "Not found in the report.")
    if not words:
        return value
    with right:
        _decide(draft.id, what)
    return value if _decision(draft, what) == "accept" else None


def _decide(draft_id: str, what: str) -> None:
    st.segmented_control(
        "Your decision",
        list(DECISIONS),
        format_func=lambda key: DECISIONS[key],
        key=f"decide-{what}-{draft_id}",
        label_visibility="collapsed",
        persist_state="session",
    )


def _decision(draft: drafts.Draft, what: str) -> str | None:
    decided: str | None = st.session_state.get(f"decide-{what}-{draft.id}")
    return decided


def _accept_all(draft: drafts.Draft, name: str, whats: Iterable[str], asked: Iterable[str]) -> None:
    """One press for what was read here and is not decided yet."""
    waiting = [what for what in whats if what in asked and _decision(draft, what) is None]
    if len(waiting) > 1:
        st.button(
            f"I have read these: accept {count(len(waiting), 'value')}",
            key=f"all-{name}-{draft.id}",
            icon=":material/done_all:",
            on_click=lambda: st.session_state.update({f"decide-{what}-{draft.id}": "accept" for what in waiting}),
        )


def _grades(
    school: School, draft: drafts.Draft, framework: Framework, read: ReportProposal, asked: list[str]
) -> tuple[Finding, ...]:
    """The grades that are accepted."""
    st.markdown("## Grades")
    if not read.findings:
        st.write("No grade was found in the report.")
    findings = []
    for strand_id, grade in read.findings:
        control = partial(_grade, draft, framework, strand_id, grade.value)
        if accepted := _row(draft, strand_id, control, _words(grade)):
            findings.append(Finding(strand_id, accepted))
    _accept_all(draft, "grades", [strand_id for strand_id, _ in read.findings], asked)
    used = framework.strands_for(early_years=school.details.early_years, sixth_form=school.details.sixth_form)
    without = [strand.name for strand in used if strand.id not in dict(read.findings)]
    if read.findings and without:
        st.caption(f"No grade was found for {screen.plain(', '.join(without))}. You can add it by hand afterwards.")
    return tuple(findings)


def _grade(draft: drafts.Draft, framework: Framework, strand_id: str, grade: str) -> str | None:
    scale = framework.scale(strand_id)
    return st.selectbox(
        framework.strand(strand_id).name,
        [each.id for each in scale.grades] if scale else [],
        list(scale.order).index(grade) if scale else None,
        format_func=lambda each: grade_words(scale, each),
        key=f"grade-{strand_id}-{draft.id}",
        persist_state="session",
    )


def _points(read: ReportProposal, draft: drafts.Draft) -> list[Point]:
    """What was read as recommendations and strengths, each under an id of its own."""
    kinds: list[tuple[PointKind, tuple[Proposed[str], ...]]] = [
        ("recommendation", read.recommendations),
        ("strength", read.strengths),
    ]
    return [
        Point(f"{kind}-{number}-{draft.id}", kind, each.value, sentence=each.sentence, page=each.page)
        for kind, proposed in kinds
        for number, each in enumerate(proposed, 1)
    ]


def _accepted_points(
    school: School, draft: drafts.Draft, framework: Framework, proposed: list[Point], asked: list[str]
) -> tuple[Point, ...]:
    """The points that are accepted, as they are typed now."""
    st.markdown("## What the school needs to do, and strengths")
    if not proposed:
        st.write("No recommendation and no strength was found in the report.")
    used = framework.strands_for(early_years=school.details.early_years, sixth_form=school.details.sixth_form)
    strands = [strand.id for strand in used]
    typed = [points.row(draft.id, point, framework, strands, draft.problems, _decide) for point in proposed]
    _accept_all(draft, "points", [point.id for point in proposed], asked)
    return tuple(point for point in typed if _decision(draft, point.id) == "accept")


def _keep(
    school: School,
    draft: drafts.Draft,
    read: ReportProposal,
    inspection: Inspection,
    name: str,
    asked: list[str],
    *,
    ready: bool,
) -> None:
    """Where it goes, and the one press that keeps it."""
    st.markdown("## Keep it")
    twin = school.reports.same(inspection)
    if twin and not school.inspections.may_know(twin.id):
        st.warning(
            f"This inspection is here already and confidential until it is published: {headline(school, twin)}. "
            "The headteacher can put you on the list of those who may know.",
            icon=":material/lock:",
        )
        return
    far = drafts.HowFar(inspection)
    if twin:
        st.info(
            f"This inspection is here already: {headline(school, twin)}. What you accept is added to it. What it says "
            "stays; where the report gives another grade, both are kept until somebody settles which is right.",
            icon=":material/join:",
        )
    else:
        published = read.published_on
        far = drafts.how_far(draft, inspection, published.value if published else None)
        if published:
            st.caption(_words(published))
    waiting = sum(_decision(draft, what) is None for what in asked)
    left_out = f"{count(waiting, 'value')} not decided yet: left out." if waiting else "Everything is decided."
    st.caption(f"{left_out} Nothing is kept until you press.")
    if not ready:
        st.caption("Accept the kind and the first day first.")
    if st.button(
        "Keep what is accepted", type="primary", icon=":material/save:", disabled=not ready, key="keep-report"
    ):
        try:
            if twin:
                school.reports.add(twin.id, inspection)
            else:
                far.require_confirmed()
                school.inspections.save(far.inspection, far.reached_on)
        except EvaluationError as problem:
            drafts.refused(draft, problem)
        drafts.forget(draft.id)
        screen.done_with(name)
        screen.saved("What you accepted is stored. Saved")
        here = twin.id if twin else far.inspection.id
        st.switch_page("pages/inspection.py", query_params={"inspection": here, "about": "found"})
    drafts.say_refusal(draft)
