"""Progress: each strand over time, inspections and actions marked on it, and what moved in words."""

from datetime import date

import streamlit as st

from evaluation.access import Ability
from evaluation.charts import heatmap, steps
from evaluation.charts.spans import BESIDE, Span, spans
from evaluation.errors import EvaluationError
from evaluation.progress import Block
from evaluation.school import School
from pages.parts import figures, screen

school = screen.school("Progress")


def all_at_once(school: School) -> None:
    """Strand by date."""
    mode = figures.mode()
    figures.show(screen.built(school, lambda: heatmap(school.questions.history(), mode), "heatmap", mode), "heatmap")


def actions(school: School, block: Block) -> dict[str, list[Span]]:
    """The actions of each strand, where they are asked for; what is under embargo is left out, and that is said."""
    if not st.toggle("Show actions", key="actions"):
        return {}
    records = screen.built(school, school.plans.records, "plans")
    found = spans(block, records, school.plans.origins(records), school.library, date.today())
    st.caption(BESIDE if any(found.values()) else "No agreed action about these strands has begun yet.")
    if words := school.plans.left_out():
        st.caption(f":material/lock: {words}")
    return found


def strand_by_strand(school: School) -> None:
    """One small chart a strand, in the blocks of their frameworks."""
    blocks = screen.built(school, school.questions.panels, "panels")
    if not blocks:
        return
    names = [block.framework for block in blocks]
    chosen = (
        st.segmented_control("Framework", names, default=names[0], required=True, key="block")
        if len(names) > 1
        else names[0]
    )
    block = blocks[names.index(chosen or names[0])]
    mode = figures.mode()
    shown = actions(school, block)
    today = date.today() if shown else None
    charts = screen.built(school, lambda: steps(block, mode, shown), "steps", block.framework, mode, today)
    for number in range(0, len(charts), 2):
        for column, place in zip(st.columns(2, gap="large"), range(number, number + 2), strict=True):
            if place < len(charts):
                with column:
                    figures.show(charts[place], f"steps-{number}-{place}")


try:
    if not school.self_evaluations.all() and not school.viewer.may(Ability.JUDGE):
        st.write(screen.nothing_yet(school.viewer))
    elif not school.self_evaluations.all():
        st.write(
            "There is no self-evaluation yet. With the first one, its grades appear here; "
            "from the second on, what moved."
        )
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
    else:
        screen.left_out(school)
        figures.what_moved(school)
        all_at_once(school)
        strand_by_strand(school)
except EvaluationError as problem:
    screen.show_refusal(problem)
