"""Compare: what we said before an inspection, beside what inspectors found."""

from typing import Any

import streamlit as st

from evaluation.charts import dumbbell
from evaluation.charts.chart import each
from evaluation.charts.palette import grade_style
from evaluation.comparison import UNLINKED, Comparison, caution
from evaluation.errors import EvaluationError
from evaluation.frameworks import FrameworkKey
from evaluation.plan.records import Cause
from evaluation.records import Inspection, day
from evaluation.school import School
from pages.parts import address, figures, make_action, plan_choice, screen
from pages.parts.explain import meaning

school = screen.school("Compare")


def choose(school: School) -> tuple[str, str | None] | None:
    """Which inspection, and which self-evaluation beside it: by rule the last one locked before it."""
    inspections = {
        inspection.id: inspection
        for inspection in school.inspections.all()
        if not inspection.withheld or school.inspections.may_know(inspection.id)
    }
    if not inspections:
        st.write("There is no inspection to compare with yet.")
        st.page_link("pages/inspections.py", label="Bring in your inspections", icon=":material/arrow_forward:")
        return None
    left, right = st.columns(2)
    published = [inspection_id for inspection_id, inspection in inspections.items() if not inspection.withheld]
    address.settle("inspection", inspections, next(iter(published or inspections)))
    inspection_id = left.selectbox(
        "Inspection",
        list(inspections),
        format_func=lambda key: (
            f"{day(inspections[key].started_on)}: {inspections[key].kind_name}"
            f"{' (confidential)' if inspections[key].withheld else ''}"
        ),
        key="inspection",
    )
    address.keep("inspection", inspection_id)
    beside = screen.built(school, lambda: school.questions.beside(inspection_id), "beside", inspection_id)
    evaluations = {evaluation.id: evaluation for evaluation in beside}
    if not evaluations:
        st.write("There is no locked self-evaluation to set beside it yet. Inspectors' findings stand alone below.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return inspection_id, None
    evaluation_id = right.selectbox(
        "Self-evaluation",
        list(evaluations),
        format_func=lambda key: (
            f"{day(evaluations[key].held_on)}: {school.library.get(*evaluations[key].framework).short_name}"
        ),
        key=f"compared_with_{inspection_id}",
        help="First stands the last one locked before the inspection began. You can choose another.",
    )
    return inspection_id, evaluation_id


def confided(inspection: Inspection) -> bool:
    """Whether what this inspection found may stand on this screen: published, or asked for by one who may know."""
    if not inspection.withheld:
        return True
    shown = st.toggle(
        "Show what it found, in confidence",
        key=f"confided-{inspection.id}",
        help="That you read it is noted for the headteacher.",
    )
    if shown:
        st.warning("Confidential until published: do not project, print or pass on.", icon=":material/lock:")
    else:
        st.write("What this inspection found is confidential until it is published, so nothing is drawn here.")
    return shown


def words_of_both(school: School, comparison: Comparison) -> None:
    """Both texts side by side: each of our strands with every area it relates to, then areas without a strand."""
    st.markdown("## In words")
    found = "Reviewers found" if comparison.inspection.kind == "peer_review" else "Inspectors found"
    rows = comparison.rows.astype(object).where(comparison.rows.notna(), None)
    plans = plan_choice.records(school, confided=comparison.inspection.withheld)
    unlinked = not rows.empty and (rows["reason"] == UNLINKED).all()
    if unlinked:
        st.caption(f":material/block: {UNLINKED}", help=meaning("Crosswalk"))
    else:
        st.caption("Which of our strands goes with which area comes from a crosswalk.", help=meaning("Crosswalk"))
    held = comparison.session.evaluation.framework if comparison.session else None
    inspected = comparison.inspection.framework
    whose = ["ours " + row["strand_id"] if row["strand_id"] else "theirs " + row["area_id"] for row in each(rows)]
    for _, pairs in rows.groupby(whose, sort=False):
        with st.container(border=True, gap="small"):
            ours, theirs = (st.container(), st.container()) if unlinked else st.columns(2, gap="large")
            said = pairs.iloc[0]
            with ours:
                if said["strand"] or not unlinked:
                    st.caption("We said")
                    look = glyph(school, held, said["strand_id"], said["our_grade"])
                    _side(said["strand"], said["our_grade_name"], said["why"], said["reason"], look)
            with theirs:
                if said["area"] or not unlinked:
                    st.caption(found)
                for row in each(pairs):
                    if row["area"] or not unlinked:
                        look = glyph(school, inspected, row["area_id"], row["their_grade"])
                        _side(row["area"], row["their_grade_name"], row["words"], row["reason"], look)
                    if row["area"] and row["strand"] and not row["comparable"]:
                        st.caption(f":material/block: Not comparable: {screen.plain(row['reason'])}")
                    if row["gap"]:
                        make_action.beside(school, contradiction(comparison, row), plans)


def glyph(school: School, framework: FrameworkKey | None, strand_id: str | None, grade: str | None) -> str:
    """The symbol before a grade's word; nothing where there is no grade."""
    scale = school.library.get(*framework).scale(strand_id) if framework and strand_id and grade else None
    return f"{grade_style(scale.id, scale.order[grade], 'light').glyph} " if scale and grade else ""


def contradiction(comparison: Comparison, row: dict[str, Any]) -> Cause:
    """Where both sides are on one scale and do not say the same: that, in a sentence."""
    theirs = f"the inspection of {day(comparison.inspection.started_on)} found “{row['their_grade_name']}”"
    ours = f"we said “{row['our_grade_name']}” for {row['strand']}"
    area = f" for {row['area']}" if row["area"] != row["strand"] else ""
    return Cause(
        "contradiction",
        inspection_id=comparison.inspection.id,
        strand_id=row["area_id"],
        words=f"{ours[0].upper()}{ours[1:]}; {theirs}{area}.",
    )


def passed_over(school: School, comparison: Comparison) -> None:
    """Say which self-evaluation would stand here if it were not open again."""
    start = comparison.inspection.started_on
    chosen = comparison.session.evaluation.held_on if comparison.session else None
    for evaluation in screen.built(school, school.self_evaluations.all, "self-evaluations"):
        again = not evaluation.locked and evaluation.first_locked_at is not None and evaluation.held_on < start
        if again and (chosen is None or chosen < evaluation.held_on or chosen >= start):
            st.info(
                f"The self-evaluation of {day(evaluation.held_on)} was locked before and is open again, "
                "so it does not stand here. Lock it to compare with it.",
                icon=":material/lock_open:",
            )


def _side(name: str | None, grade: str, words: str | None, nothing: str, look: str) -> None:
    if name is None:
        st.write(screen.plain(nothing))
        return
    st.markdown(f"**{screen.plain(name)}**: {look}{screen.plain(grade)}")
    if words:
        st.write(screen.plain(words))


try:
    chosen = choose(school)
    if chosen:
        inspection_id, evaluation_id = chosen
        inspection, mode = school.inspections.one(inspection_id), figures.mode()
        if not confided(inspection):
            st.stop()
        if inspection.withheld:  # neither kept nor shared between sessions
            comparison = school.questions.compare(inspection_id, evaluation_id, in_confidence=True)
            chart = dumbbell(comparison, mode)
        else:
            comparison = screen.built(
                school, lambda: school.questions.compare(inspection_id, evaluation_id), "comparison", *chosen
            )
            chart = screen.built(school, lambda: dumbbell(comparison, mode), "dumbbell", *chosen, mode)
        if warning := caution(comparison):
            st.warning(warning, icon=":material/info:")
        passed_over(school, comparison)
        if comparison.notice:
            st.info(comparison.notice, icon=":material/balance:")
        figures.show(chart, "dumbbell")
        words_of_both(school, comparison)
except EvaluationError as problem:
    screen.show_refusal(problem)
