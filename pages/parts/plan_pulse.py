"""How leaders feel about an outcome: the questions, what they said wave by wave, and the conversation to have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from evaluation.access import Ability
from evaluation.charts import quadrant, waves
from evaluation.next_steps import DISCLAIMER
from evaluation.plan.pulse import ANSWERS, QUESTIONS, WAVES, Field, Wave
from evaluation.plan.records import Plan, Pulse
from evaluation.records import day
from evaluation.school import School
from pages.parts import figures, plan_choice, plan_seen, screen
from pages.parts.drafts import say_problem

START = "pulse-start"
Kind = Literal["inspection", "evaluation"]
Outcome = tuple[Kind, str]


def show(school: School, plan_id: str) -> None:
    """The questions about one outcome; what leaders said; what happens if nothing changes."""
    st.write(
        "Five short questions after an outcome, and again 2, 6 and 12 weeks later. A school gets better with people "
        "who find it fair, believe in the plan and know their part: so ask, and talk about what you hear."
    )
    plan = plan_choice.one(school, plan_id).plan
    names = _outcomes(school)
    pulses = {pulse.id: pulse for pulse in school.pulses.all()}
    if pulses:
        pulse = pulses[_chosen(plan, pulses, names)]
        _answering(school, pulse)
        if school.viewer.may(Ability.PLAN):
            _move(school, pulse)
        _heard(school, pulse)
        _ladder(school, pulse)
    if school.viewer.may(Ability.PLAN):
        _start(school, {key: name for key, name in names.items() if not any(key == _about(p) for p in pulses.values())})
    elif not pulses:
        st.write("Nobody has been asked yet. The headteacher and leaders start it.")


def _outcomes(school: School) -> dict[Outcome, tuple[str, date]]:
    """What can be asked about, with its name and its day: inspections with an outcome that the viewer may know of,
    and locked self-evaluations."""
    found: dict[Outcome, tuple[str, date]] = {}
    for inspection in school.inspections.all():
        if inspection.stage not in ("notified", "on_site") and school.inspections.may_know(inspection.id):
            name = f"{inspection.kind_name} of {day(inspection.started_on)}"
            found["inspection", inspection.id] = name, inspection.published_on or inspection.last_day
    for evaluation in school.self_evaluations.all():
        if evaluation.locked:
            name = f"Self-evaluation of {day(evaluation.held_on)}"
            found["evaluation", evaluation.id] = name, evaluation.held_on
    return found


def _about(pulse: Pulse) -> Outcome:
    return ("inspection", pulse.inspection_id) if pulse.inspection_id else ("evaluation", pulse.evaluation_id or "")


def _chosen(plan: Plan, pulses: Mapping[str, Pulse], names: Mapping[Outcome, tuple[str, date]]) -> str:
    """The id of the pulse to look at: at first the one about the plan's inspection, else the latest."""

    def name(pulse_id: str) -> str:
        pulse = pulses[pulse_id]
        return names.get(_about(pulse), (f"Outcome of {day(pulse.outcome_on)}",))[0]

    ours = next((p.id for p in pulses.values() if p.inspection_id and p.inspection_id == plan.inspection_id), None)
    first = ours or next(iter(pulses))
    if len(pulses) == 1:
        st.markdown(f"## {screen.plain(name(first))}")
        return first
    ids = list(pulses)
    chosen = st.selectbox("About", ids, ids.index(first), format_func=name, key=f"pulse-{plan.id}")
    return chosen or first


def _start(school: School, outcomes: Mapping[Outcome, tuple[str, date]]) -> None:
    """Ask leaders about an outcome that they were not asked about yet."""
    if not outcomes:
        st.caption("To ask leaders, there must be an outcome: an inspection, or a self-evaluation that is locked.")
        return
    with st.expander("Ask leaders about an outcome", icon=":material/add:"):
        about = st.selectbox(
            "Which outcome", list(outcomes), format_func=lambda key: outcomes[key][0], key="pulse-about"
        )
        on = st.date_input(
            "The day on which leaders heard it",
            min(outcomes[about][1], date.today()),
            max_value=date.today(),
            format=screen.DATE_FORMAT,
            key=f"pulse-on-{about[1]}",
            required=True,
            help="The questions open on this day, and again 2, 6 and 12 weeks later, each time for two weeks.",
        )
        say_problem(plan_seen.problems(START), "outcome_on")
        plan_seen.say_rest(START, ("outcome_on",))
        if st.button("Start asking", type="primary", icon=":material/play_arrow:", key="pulse-open"):
            plan_seen.attempt(START, partial(_open_for, school, about, on), "Leaders can answer. Saved")
            st.rerun()


def _move(school: School, pulse: Pulse) -> None:
    """Another day of the outcome. Offered always: that it goes away would tell that somebody has answered."""
    place = f"pulse-day-{pulse.id}"
    with st.popover("Change the day", icon=":material/event:"):
        st.write("As long as nobody has answered, the day of the outcome can be changed. The questions move with it.")
        on = st.date_input(
            "The day on which leaders heard it",
            pulse.outcome_on,
            max_value=date.today(),
            format=screen.DATE_FORMAT,
            key=f"{place}-{pulse.outcome_on}",
            required=True,
        )
        say_problem(plan_seen.problems(place), "outcome_on")
        plan_seen.say_rest(place, ("outcome_on",))
        if st.button("Save the day", type="primary", key=f"{place}-save"):
            plan_seen.attempt(place, partial(_open_for, school, _about(pulse), on))
            st.rerun()


def _open_for(school: School, about: Outcome, on: date) -> Pulse:
    kind, thing_id = about
    if kind == "inspection":
        return school.pulses.open_for(on, inspection_id=thing_id)
    return school.pulses.open_for(on, evaluation_id=thing_id)


def _answering(school: School, pulse: Pulse) -> None:
    """The form while a wave is open; else when the next one opens."""
    wave = school.pulses.open_wave(pulse.id)
    if wave is None:
        following = next((each for each in WAVES if each.opens(pulse) > date.today()), None)
        words = f"opens on {day(following.opens(pulse))}" if following else "is over"
        st.markdown(f":material/schedule: Asking {words}.")
        return
    st.markdown(
        f":material/edit_note: **{wave.name}**: leaders can answer until {day(wave.closes(pulse))}. "
        "What they say is shown from the day after."
    )
    if not school.pulses.may_answer():
        st.caption("The headteacher, leaders and contributors are asked.")
    elif school.pulses.answered(pulse.id, wave.id):
        st.success("You have answered. Thank you.", icon=":material/check_circle:")
    else:
        with st.expander("Answer", icon=":material/how_to_vote:"):
            _form(school, pulse, wave)


def _form(school: School, pulse: Pulse, wave: Wave) -> None:
    place = f"sheet-{pulse.id}-{wave.id}"
    draft, wrong = screen.draft_id(place), plan_seen.problems(place)
    _what_is_kept(school.pulses.knows_who)
    with st.form(f"form-{draft}", enter_to_submit=False, border=False):
        for question in QUESTIONS:
            st.radio(
                question.text,
                list(ANSWERS),
                None,
                format_func=question.word,
                key=f"{question.id}-{draft}",
                horizontal=True,
            )
            say_problem(wrong, question.id)
        plan_seen.say_rest(place, [question.id for question in QUESTIONS])
        st.caption("What you send cannot be changed or taken back, because nobody can tell which answers are yours.")
        st.form_submit_button(
            "Send", type="primary", icon=":material/send:", on_click=_send, args=(school, pulse, wave, place, draft)
        )


def _send(school: School, pulse: Pulse, wave: Wave, place: str, draft: str) -> None:
    """Keep the answers; the form is empty afterwards for the next person."""
    given = {question.id: st.session_state.get(f"{question.id}-{draft}") for question in QUESTIONS}
    answers = {question: answer for question, answer in given.items() if answer}
    if plan_seen.attempt(place, partial(school.pulses.answer, pulse.id, wave.id, answers, draft), "Thank you. Sent"):
        screen.done_with(place)


def _what_is_kept(knows_who: bool) -> None:
    """What is kept of an answer and what is not, and what cannot be known here."""
    kept = (
        "Kept are the steps you choose and the wave. No name and no time is kept with them, and nothing goes into the "
        "record of changes. Answers are shown only together, from five on, once the wave is over. Whoever compares "
        "copies of the store made just before and just after you answer may find them; so might somebody with skill "
        "who has the files of the store in use."
    )
    apart = (
        "Each person answers once. That you have answered is kept apart until the next wave is answered, of the last "
        "wave for good, as a code and without your answers. Whoever holds the store could find out whether you have "
        "answered."
        if knows_who
        else "Everybody answers at this computer: hand it on, after “Send” the questions are empty again. So nobody "
        "can know who has answered. One person could answer four times and so find out what the fifth said. Where "
        "people sign in, each answers once."
    )
    st.caption(f":material/shield: {kept}")
    st.caption(f":material/group: {apart}")


def _heard(school: School, pulse: Pulse) -> None:
    """What leaders said, as far as it is shown, and what is not shown and why."""
    st.markdown("## What leaders said")
    for sentence in school.pulses.not_shown(pulse.id):
        st.markdown(f"- {screen.plain(sentence)}")
    counts = school.pulses.distribution(pulse.id)
    if counts.empty:
        st.write("Nothing is shown yet.")
        return
    _quadrants(school, pulse)
    mode = figures.mode()
    charts = [waves(rows, mode) for _, rows in counts.groupby("question_id", sort=False)]
    for first in range(0, len(charts), 2):
        for column, place in zip(st.columns(2, gap="large"), range(first, first + 2), strict=True):
            if place < len(charts):
                with column:
                    figures.show(charts[place], f"pulse-{pulse.id}-{place}")


def _quadrants(school: School, pulse: Pulse) -> None:
    """Fair against need to improve in one wave, the latest first, with the conversation each calls for."""
    found = {wave.id: fields for wave in WAVES if (fields := school.pulses.quadrant(pulse.id, wave))}
    if not found:
        return
    names = {wave.id: wave.name for wave in WAVES}
    latest = list(found)[-1]
    chosen = latest
    if len(found) > 1:
        chosen = (
            st.segmented_control(
                "When they were asked",
                list(found),
                default=latest,
                format_func=lambda each: names[each],
                required=True,
                key=f"quadrant-{pulse.id}",
            )
            or latest
        )
    left, right = st.columns(2, gap="large")
    with left:
        figures.show(quadrant(found[chosen], names[chosen], figures.mode()), f"quadrant-figure-{pulse.id}")
    with right:
        _conversations(found[chosen])


def _conversations(fields: list[Field]) -> None:
    """What to talk about, with those who are there."""
    st.markdown("## The conversation to have")
    for field in fields:
        if field.conversation and field.count:
            st.markdown(f"**{field.name}** ({field.count})  \n{field.conversation}")


def _ladder(school: School, pulse: Pulse) -> None:
    """What happens if nothing changes, where the outcome is an inspection's that is published."""
    if pulse.inspection_id is None or not school.inspections.may_know(pulse.inspection_id):
        return
    if school.inspections.one(pulse.inspection_id).embargoed:
        return
    rungs = school.clock.ladder(pulse.inspection_id)
    if not rungs:
        return
    st.markdown("## What happens if nothing changes")
    for number, rung in enumerate(rungs, start=1):
        sure = "" if rung.confirmed_on else " *Not confirmed: check it.*"
        st.markdown(f"{number}. **{screen.plain(rung.step.name)}**: {screen.plain(rung.step.what)}{sure}")
    st.caption(f":material/info: {DISCLAIMER}")
    st.page_link(
        "pages/inspection.py",
        label="The days and sources",
        icon=":material/arrow_forward:",
        query_params={"inspection": pulse.inspection_id, "about": "next"},
    )
