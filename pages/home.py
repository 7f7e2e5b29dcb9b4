"""Home: where we stand in words, what does not fit, what goes stale, what is due, and the next date that matters."""

from datetime import date

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.records import STAGES, day
from evaluation.school import School
from evaluation.school.readiness import Fading
from evaluation.session import Session
from pages.parts import evidence_strength, figures, first_steps, misfits, places, plan_home, screen
from pages.parts.explain import meaning
from pages.parts.words import DIRECTION_WORDS, count, grade_words, listed

STALE = 4
AFTER = 3
"""How many strands that go stale, and how many dates after the next, stand here."""

school = screen.school("Home")
st.markdown(f"## {screen.plain(school.details.name)}")


def where_we_stand(school: School, session: Session) -> None:
    """The latest self-evaluation by strand, in words: the grade, which way it is meant to go, on what evidence."""
    evaluation = session.evaluation
    st.markdown(f"### Where we stood on {day(evaluation.held_on)}")
    about = meaning("Direction", "Half-life", "From one side only")
    st.caption("The grade, the direction wanted, and how good the evidence is.", help=about)
    with st.container(gap="xsmall", key="where-we-stand"):
        for each in evidence_strength.strands(school):
            state = each.state
            direction = state.judgement.direction
            way = f" · {DIRECTION_WORDS[direction]}" if direction else ""
            strength = f"{evidence_strength.MARK_ICONS[each.basis.strength]} {each.basis.strength}"
            st.markdown(
                f"**{screen.plain(state.strand.name)}**: {grade_words(state.scale, state.judgement.grade)}{way}  \n"
                f":small[:gray[{strength}]]"
            )
    with st.container(horizontal=True):
        st.page_link(
            "pages/session.py",
            label="This self-evaluation",
            icon=":material/arrow_forward:",
            query_params={"evaluation": evaluation.id},
            width="content",
        )
        st.page_link(
            "pages/readiness.py",
            label="How good the evidence is",
            icon=":material/arrow_forward:",
            query_params={"about": "evidence"},
            width="content",
        )


def serious(school: School) -> None:
    """What is serious stands at the top of every page, this one too; where there is nothing, that is said here."""
    if not screen.built(school, school.immediate.standing, "immediate"):
        st.caption(":material/check_circle: Of what you may see, nothing serious is waiting.")


def next_date(school: School) -> None:
    """The next date that matters, and the few after it."""
    coming = screen.built(school, school.readiness.next_dates, "next dates")
    with st.container(border=True, gap="xsmall", key="next-date"):
        if not coming:
            st.markdown(":material/event: **The next date that matters:** nothing dated lies ahead.")
            return
        first, *others = coming
        with st.container(horizontal=True, vertical_alignment="center"):
            when = f"{first.on:%A} {day(first.on)}"
            st.markdown(
                f":material/event: **The next date that matters: {when}.** {screen.plain(first.words)}", width="content"
            )
            places.link(first.place)
        if others:
            st.caption("Then " + "; ".join(f"{day(each.on)}: {screen.plain(each.words)}" for each in others[:AFTER]))


def fading_words(each: Fading, by: date) -> str:
    """What becomes of one strand's evidence: how many pieces go stale from when, and how it stands then."""
    first = min((on for on, _ in each.going), default=by)
    stands = f"then “{each.then}”" if each.then != each.strand.basis.strength else f"still “{each.then}”"
    pieces = f"{count(len(each.going), 'piece')} from {day(first)}, " if each.going else ""
    return f"{each.strand.state.strand.name}: {pieces}{stands}"


def goes_stale(school: School) -> None:
    """What goes stale in the next weeks."""
    by = date.today() + evidence_strength.AHEAD
    fading = screen.built(school, lambda: school.readiness.fading(by), "fading", by)
    st.markdown("### What goes stale")
    if not fading:
        st.write(f"Nothing by {day(by)}.")
        return
    st.markdown(listed(fading_words(each, by) for each in fading[:STALE]))
    label = f"See all {len(fading)}" if len(fading) > STALE else "See which"
    query = {"about": "evidence"}
    st.page_link("pages/readiness.py", label=label, icon=":material/arrow_forward:", query_params=query)


def inspections(school: School) -> None:
    """The latest inspections, and the way to compare."""
    found = screen.built(school, school.inspections.all, "inspections")
    st.markdown("### Inspections")
    if found:
        names = (school.library.get(*inspection.framework).short_name for inspection in found[:3])
        lines = zip(found[:3], names, strict=True)
        st.markdown(listed(f"{day(each.started_on)}: {each.kind_name} ({name})" for each, name in lines))
    if found:
        st.page_link("pages/compare.py", label="Compare with what we said", icon=":material/arrow_forward:")
    elif school.viewer.may(Ability.RECORD_INSPECTIONS):
        st.page_link("pages/inspections.py", label="Bring in your inspections", icon=":material/arrow_forward:")
    else:
        st.write("No inspection is stored yet.")


def under_way(school: School) -> None:
    """Inspections that are not published yet, each with the way to what helps now."""
    for inspection in screen.built(school, school.inspections.all, "inspections"):
        if inspection.embargoed:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(
                    f"The inspection of **{day(inspection.started_on)}** is at “{STAGES[inspection.stage]}”, "
                    "confidential until it is published."
                )
                st.page_link(
                    "pages/inspection.py",
                    label="Open",
                    icon=":material/arrow_forward:",
                    query_params={"inspection": inspection.id},
                )


def call_open(school: School) -> None:
    """The day of the call, while it is open, or a rehearsal of it."""
    if school.viewer.may(Ability.LOG) and (call := school.calls.open_now()):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            what = "A rehearsal of the call is open." if call.rehearsal else "The call has come."
            days = f"Inspectors come on {day(call.first_day)} and {day(call.second_day)}."
            st.markdown(f":material/call: **{what}** {'' if call.rehearsal else days}", width="content")
            st.page_link("pages/the_call.py", label="Open the day", icon=":material/arrow_forward:", width="content")


def still_open(school: School) -> None:
    """Self-evaluations that wait to be finished."""
    for evaluation in screen.built(school, school.self_evaluations.all, "self-evaluations"):
        if not evaluation.locked:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(f"The self-evaluation of **{day(evaluation.held_on)}** is open.")
                st.page_link(
                    "pages/session.py",
                    label="Go on",
                    icon=":material/arrow_forward:",
                    query_params={"evaluation": evaluation.id},
                )


try:
    latest = screen.built(school, school.self_evaluations.latest, "latest")
    call_open(school)
    under_way(school)
    still_open(school)
    if latest is None and not school.viewer.may(Ability.JUDGE):
        st.write(screen.nothing_yet(school.viewer))
        plan_home.show(school)
        inspections(school)
    elif latest is None:
        first_steps.show(school)
        plan_home.show(school)
    else:
        first_steps.show(school)
        inside = school.viewer.may(Ability.SEE_EVERYTHING)
        if inside:
            serious(school)
            next_date(school)
        left, right = st.columns(2, gap="large")
        with left:
            where_we_stand(school, latest)
            figures.what_moved(school, level=3)
            st.page_link("pages/progress.py", label="Progress over time", icon=":material/arrow_forward:")
        with right:
            if inside:
                misfits.at_a_glance(school)
                goes_stale(school)
            plan_home.show(school)
            inspections(school)
except EvaluationError as problem:
    screen.show_refusal(problem)
