"""How good the evidence is: strand by strand and standard by standard, what goes stale by when, and the rule."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.evidence.freshness import HALF_LIVES, LONGEST, HalfLives, Strength, rule, stale_from, words
from evaluation.evidence.records import EVIDENCE_KINDS, EvidenceKind
from evaluation.records import day
from evaluation.school import School
from evaluation.school.readiness import StrandEvidence
from pages.parts import figures, screen
from pages.parts.at_fields import AtFields
from pages.parts.explain import meaning
from pages.parts.words import band_words, count, grade_words

AHEAD = timedelta(days=60)
MARK_ICONS = {
    Strength.NONE: ":material/signal_cellular_0_bar:",
    Strength.STALE: ":material/signal_cellular_1_bar:",
    Strength.ONE_SIDE: ":material/signal_cellular_2_bar:",
    Strength.SEVERAL: ":material/signal_cellular_3_bar:",
    Strength.MANY: ":material/signal_cellular_4_bar:",
}
"""How far evidence carries, as a corner that fills."""


def strands(school: School) -> tuple[StrandEvidence, ...]:
    """Each strand of the latest self-evaluation with its evidence, kept until something changes."""
    return screen.built(school, school.readiness.strands, "strand evidence")


def show(school: School) -> None:
    """The latest self-evaluation drawn with the strength of its evidence, the forecast, and the rule."""
    found = strands(school)
    if not found:
        st.write("Once a self-evaluation is held, its grades stand here with the evidence that speaks for them.")
        st.page_link("pages/self_evaluations.py", label="Go to Self-evaluation", icon=":material/arrow_forward:")
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _chart(school, found[0])
    with right:
        _forecast(school)
    st.markdown("## Strand by strand")
    half_lives = school.readiness.half_life.all()
    for each in found:
        _strand(each, half_lives)
    st.caption(f":material/rule: {screen.plain(rule(half_lives, EVIDENCE_KINDS))}", help=meaning("Half-life"))
    if school.viewer.may(Ability.RUN_SCHOOL):
        _half_lives(school)


def _chart(school: School, strand: StrandEvidence) -> None:
    from evaluation.charts import strip

    evaluation, mode = strand.evaluation, figures.mode()
    chart = screen.built(
        school,
        lambda: strip(school.questions.standing(evaluation.id), mode, evaluation.held_on),
        "strip",
        evaluation.id,
        mode,
    )
    figures.show(chart, "strip")


def _forecast(school: School) -> None:
    st.markdown("## What goes stale")
    by = st.date_input(
        "By",
        date.today() + AHEAD,
        min_value=date.today(),
        max_value=date.today() + timedelta(days=LONGEST),
        format=screen.DATE_FORMAT,
        key="stale-by",
        persist_state="session",
        required=True,
    )
    fading = screen.built(school, lambda: school.readiness.fading(by), "fading", by)
    if not fading:
        st.write(f"Nothing goes stale by {day(by)}.")
        return
    st.caption(f"If nothing is added until {day(by)}:", help=meaning("Stale", "From one side only"))
    for each in fading:
        name, now = each.strand.state.strand.name, each.strand.basis.strength
        change = f"from “{now}” to “{each.then}”" if each.then != now else f"stays “{now}”"
        lines = [f"**{screen.plain(name)}**: {change}"]
        lines += [f"{day(on)}: {screen.plain(piece.title)}" for on, piece in each.going]
        st.markdown("  \n".join(lines))


def _strand(each: StrandEvidence, half_lives: HalfLives) -> None:
    state = each.state
    name, grade = screen.plain(state.strand.name), grade_words(state.scale, state.judgement.grade)
    label = f"{MARK_ICONS[each.basis.strength]} **{name}** · {grade} · {words(each.basis)}"
    with st.expander(label, key=f"strength-{state.strand.id}", on_change="rerun") as one:
        if one.open:
            _pieces(each, half_lives)
            _standards(each)


def _pieces(each: StrandEvidence, half_lives: HalfLives) -> None:
    for piece in each.pieces:
        on = stale_from(piece, half_lives)
        when = f"stale since {day(on)}" if on <= date.today() else f"goes stale on {day(on)}"
        st.markdown(
            f"- {screen.plain(piece.title)} ({EVIDENCE_KINDS[piece.kind].lower()}, {day(piece.describes_on)}; {when})"
        )
    st.page_link(
        "pages/evidence.py",
        label="Open in the register" if each.pieces else "Add evidence",
        icon=":material/arrow_forward:",
        query_params={"strand": f"{each.framework.id}/{each.state.strand.id}"},
    )


def _standards(each: StrandEvidence) -> None:
    """What is linked to single standards, by grade band; those without any are counted."""
    scale = each.state.scale
    for grade in scale.grades if scale else ():
        own = each.state.strand.standards_of(grade.id)
        with_some = [standard for standard in own if each.standards[standard.id].pieces]
        if scale and own:
            st.markdown(f"**{band_words(scale, grade.id)}**")
            for standard in with_some:
                found = each.standards[standard.id]
                st.markdown(f"- {MARK_ICONS[found.strength]} {screen.plain(standard.text)} *{words(found)}*")
            if without := len(own) - len(with_some):
                st.caption(
                    f"{count(without, 'standard')} with no evidence of {'its' if without == 1 else 'their'} own."
                )


def _half_lives(school: School) -> None:
    """The head sets how fast each kind ages."""
    with st.expander("How fast evidence ages here", icon=":material/tune:"):
        st.write(
            "Days after which a piece of each kind says half as much about today. Our starting values; set your own."
        )
        with st.form("half-lives", enter_to_submit=False, border=False):
            here = school.readiness.half_life.all()
            places, wrong = st.columns(3), AtFields()
            typed: dict[EvidenceKind, int] = {
                kind: places[number % 3].number_input(
                    f"{name} (our starting value is {HALF_LIVES[kind]})",
                    1,
                    LONGEST,
                    here[kind],
                    step=1,
                    key=f"half-{kind}",
                )
                for number, (kind, name) in enumerate(EVIDENCE_KINDS.items())
            }
            wrong.under(*typed)
            pressed = st.form_submit_button("Save", type="primary", icon=":material/save:")
        if pressed:
            try:
                school.readiness.half_life.set_all(typed)
            except EvaluationError as problem:
                wrong.refuse(problem)
            else:
                screen.saved("How fast evidence ages: saved")
                st.rerun()
