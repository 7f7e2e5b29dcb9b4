"""One self-evaluation: the quick way, standard by standard, and the summary that locks it."""

from pathlib import Path

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.frameworks import Scale
from evaluation.records import day
from evaluation.school import School
from evaluation.session import Session, StrandState
from pages.parts import address, evidence_form, judging, leaders, numbers_beside, screen, session_offline, summary
from pages.parts.words import STATUS_ICONS, band_words, count

LOOK = Path(__file__).parent / "parts" / "look.css"
WAYS = {"quick": "Quick way", "standards": "By standard", "summary": "Summary", "offline": "Work offline"}

school = screen.enter()


@st.fragment
def work(school: School, evaluation_id: str) -> None:
    """The session itself: only this part runs again when something is saved."""
    screen.still_admitted()
    screen.notice()
    session = school.self_evaluations.session(evaluation_id)
    if session.evaluation.locked or not school.viewer.may(Ability.JUDGE):
        summary.show(school, session)
        return
    total = len(session.strands)
    with st.container(horizontal=True, vertical_alignment="center"):
        address.settle("way", WAYS, "quick")
        way = st.segmented_control(
            "How to work",
            list(WAYS),
            format_func=lambda key: WAYS[key],
            required=True,
            key="way",
            label_visibility="collapsed",
            wrap=True,
        )
        address.keep("way", way)
        judging.saved_line(session)
    st.progress(session.judged / total, text=f"{session.judged} of {count(total, 'strand')} judged")
    {"quick": quick, "standards": deep, "summary": summary.show, "offline": session_offline.show}[way or "quick"](
        school, session
    )


def quick(school: School, session: Session) -> None:
    """One grade and one line a strand."""
    said = leaders.all_said(school, session)
    for state in session.strands:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{screen.plain(state.strand.name)}** · {screen.plain(state.strand.question)}")
            judging.last_time(session, state)
            with st.container(horizontal=True, vertical_alignment="center"):
                judging.grade_pills(school, session, state)
                judging.confirm(school, session, state)
            with st.container(horizontal=True, vertical_alignment="center"):
                judging.why_control(school, session, state, line=True)
                judging.direction_control(school, session, state, quiet=True)
            judging.disagreement(state)
            judging.refusal(school, session, state)
            judging.when_saved(session, state)
            leaders.line(school, session, state, said)


def deep(school: School, session: Session) -> None:
    """One strand with its standards, what they support, and the judgement."""
    states = {state.strand.id: state for state in session.strands}
    address.settle("strand", states, next(iter(states)))
    chosen = st.pills(
        "Strand",
        list(states),
        format_func=lambda key: (
            f"{STATUS_ICONS[states[key].status]} {states[key].strand.name}" if key in states else ""
        ),
        required=True,
        key="strand",
        label_visibility="collapsed",
        wrap=True,
    )
    address.keep("strand", chosen)
    state = states[chosen or next(iter(states))]
    st.markdown(f"## {screen.plain(state.strand.name)}")
    st.write(screen.plain(state.strand.question))
    bands = shown_bands(state)
    judging.supported(state)
    judging.blockers(school, session, state)
    judging.repeat_marks(school, session, state)
    if len(bands) == 2:
        for column, band in zip(st.columns(2), bands, strict=True):
            with column:
                standards(school, session, state, band)
        panel(school, session, state)
    else:
        left, right = st.columns([5, 3], gap="large")
        with right:
            panel(school, session, state)
        with left:
            for band in bands:
                standards(school, session, state, band)
    following = list(states)[(list(states).index(state.strand.id) + 1) % len(states)]
    st.button(
        f"Next strand: {states[following].strand.name}",
        icon=":material/arrow_forward:",
        on_click=lambda: st.session_state.update(strand=following),
    )


def panel(school: School, session: Session, state: StrandState) -> None:
    """The judgement of a strand, in view while its standards scroll."""
    with st.container(border=True, key="judgement"):
        judging.last_time(session, state)
        judging.confirm(school, session, state)
        judging.grade_ladder(school, session, state)
        if blocked := judging.blocked_words(state):
            st.caption(f":material/block: {blocked}")
        judging.disagreement(state)
        judging.why_control(school, session, state, line=False)
        judging.refusal(school, session, state)
        judging.direction_control(school, session, state)
        judging.when_saved(session, state)
        judging.take_back(school, session, state)
        leaders.line(school, session, state, leaders.all_said(school, session))
        evidence(school, session, state.strand.id)
        numbers_beside.show(school, state.strand.id)


def shown_bands(state: StrandState) -> list[str]:
    """The grade band to work on, or two adjacent ones to read side by side; none where there are no standards."""
    strand, scale = state.strand, state.scale
    bands = [grade.id for grade in scale.grades if strand.standards_of(grade.id)] if scale else []
    if scale is None or not bands:
        st.info("This strand has no standards here: choose the grade and say why.")
        return []
    first = next((band for band in bands if band != scale.grades[0].id), bands[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.pills(
            "Grade band",
            bands,
            default=first,
            format_func=lambda band: _band_label(state, scale, band),
            required=True,
            key=f"band-{strand.id}",
            label_visibility="collapsed",
            wrap=True,
        )
        both = len(bands) > 1 and st.toggle("Two grades side by side", key=f"beside-{strand.id}")
    place = bands.index(chosen or first)
    above = place + 1 if place + 1 < len(bands) else place - 1
    return [bands[n] for n in sorted((place, above))] if both else [bands[place]]


def standards(school: School, session: Session, state: StrandState, band: str) -> None:
    """The standards of one grade band."""
    scale = state.scale
    if scale is None:
        return
    st.markdown(f"### {band_words(scale, band)}")
    if scale.rule != "all_met" and band == scale.grades[0].id:
        st.caption(
            f"“Not yet” here means {scale.name_of(band)}. "
            "“Partly” does not, but it keeps every grade with standards out of reach."
        )
    judging.standards(school, session, state, band)
    st.caption(
        "Where something does not arise at your school, for example nobody is in alternative provision, "
        "answer “Met” and say so in the reason."
    )


def _band_label(state: StrandState, scale: Scale, band: str) -> str:
    own = state.strand.standards_of(band)
    met = sum(state.marks.get(standard.id) == "met" for standard in own)
    return f"{band_words(scale, band)} · {met} of {len(own)} met"


def evidence(school: School, session: Session, strand_id: str) -> None:
    """What shows it."""
    framework_id = session.framework.id
    found = screen.built(
        school, lambda: school.evidence.of_strand(framework_id, strand_id), "evidence of", framework_id, strand_id
    )
    with st.expander(f"Evidence ({len(found)})", icon=":material/inventory_2:"):
        for piece in found[:12]:
            st.markdown(f"- {screen.plain(piece.title)} ({day(piece.describes_on)})")
        if not found:
            st.caption("None is linked to this strand yet.")
        evidence_form.press(school, strand_id, strands=[(session.framework.id, strand_id)])


evaluation_id = st.query_params.get("evaluation", "")
try:
    evaluation = school.self_evaluations.one(evaluation_id) if evaluation_id else None
    title = f"Self-evaluation of {day(evaluation.held_on)}" if evaluation else "Self-evaluation"
    screen.head(title, school)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/self_evaluations.py", label="All self-evaluations", icon=":material/arrow_back:", width="content"
        )
        if evaluation:
            framework, locked = school.library.get(*evaluation.framework), evaluation.locked
            st.badge(screen.plain(framework.short_name), icon=":material/rule:", color="gray")
            st.badge(
                "Locked: read-only" if locked else "Open",
                icon=":material/lock:" if locked else ":material/lock_open:",
                color="gray" if locked else "orange",
            )
            with st.popover("What the grades mean", icon=":material/help:", type="tertiary"):
                summary.meanings(framework)
    if evaluation:
        st.html(LOOK)
        work(school, evaluation_id)
    else:
        st.write("No self-evaluation is chosen. Choose one from the list.")
except EvaluationError as problem:
    screen.head("Self-evaluation")
    screen.show_refusal(problem)
    st.page_link("pages/self_evaluations.py", label="All self-evaluations", icon=":material/arrow_back:")
