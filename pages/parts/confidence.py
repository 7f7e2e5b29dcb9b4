"""How far an inspection has come, who may know what it found before it is published, and who has read it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.records import CONFIDANT_KINDS, STAGES, Confidant, Inspection, Stage, day
from evaluation.school import School
from evaluation.stages import ORDER, WHAT, next_stage
from pages.parts import screen
from pages.parts.at_fields import AtFields
from pages.parts.explain import meaning
from pages.parts.words import count

WAIT = "While it is confidential, charts, comparisons, the workbook and everything else leave out what it found."


def show(school: School, inspection_id: str) -> None:
    """The way to publication, the list of those who may know, and the log of readings."""
    inspection = school.inspections.one(inspection_id)
    changing = school.viewer.may(Ability.RECORD_INSPECTIONS)
    _way(school, inspection)
    if changing:
        _move(school, inspection)
    if inspection.embargoed:
        st.caption(WAIT, help=meaning("Embargo"))
        _who_may_know(school, inspection, changing)
    if school.viewer.may(Ability.RUN_SCHOOL):
        _readings(school, inspection)


def _way(school: School, inspection: Inspection) -> None:
    """Each stage in a line: reached and when, where it is now, or still to come."""
    st.markdown("### How far it has come")
    events = school.confidence.events(inspection.id)
    here = ORDER[inspection.stage]
    lines = []
    for stage, name in STAGES.items():
        on = f", {day(events[stage])}" if stage in events and ORDER[stage] <= here else ""
        if ORDER[stage] < here:
            lines.append(f":material/check: {name}{on}")
        elif ORDER[stage] == here:
            lines.append(f":material/location_on: **{name}**{on}. {WHAT[stage]}")
        else:
            lines.append(f":gray[:material/radio_button_unchecked: {name}]")
    st.markdown("  \n".join(lines))


def _move(school: School, inspection: Inspection) -> None:
    """The next stage in one press, with its day; publishing asks for more; the other moves stand behind."""
    following = next_stage(inspection.stage)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if following and following != "published":
            reached_on = _day(f"{STAGES[following]} on", f"move-{inspection.id}-{following}")
            st.button(
                STAGES[following],
                icon=":material/arrow_forward:",
                type="primary",
                on_click=_to,
                args=(school, inspection.id, following, reached_on),
            )
        if inspection.embargoed:
            with st.popover("It is published", icon=":material/public:"):
                _publish(school, inspection)
        with st.popover("Another stage", icon=":material/more_horiz:"):
            _other(school, inspection, [s for s in STAGES if s not in (inspection.stage, following, "published")])
    if problem := st.session_state.pop(_refused(inspection.id), None):
        screen.show_refusal(problem)


def _publish(school: School, inspection: Inspection) -> None:
    """The day and the confirmation that lift the embargo."""
    st.write("Only when anybody can read the report on the inspectorate's website.")
    published_on = _day("Published on", f"published-{inspection.id}")
    confirmed = st.checkbox(
        "Yes, it is published. Everybody who uses this may now see what it found.",
        key=f"confirmed-{inspection.id}",
    )
    st.button(
        "Lift the embargo",
        type="primary",
        disabled=not confirmed,
        on_click=_to,
        args=(school, inspection.id, "published", published_on),
        kwargs={"confirmed": confirmed},
    )


def _other(school: School, inspection: Inspection, stages: list[Stage]) -> None:
    """A stage further on, with its day, or one further back, with the reason."""
    stage = st.selectbox("Stage", stages, format_func=lambda s: STAGES[s], key=f"other-{inspection.id}")
    on: date | None = None
    reason = ""
    fields = AtFields()
    if ORDER[stage] > ORDER[inspection.stage]:
        on = _day("Reached on", f"other-day-{inspection.id}")
        fields.under("on")
    else:
        reason = st.text_input("Why it goes back", key=f"back-{inspection.id}")
        fields.under("reason")
        if not inspection.embargoed:
            st.caption("It becomes confidential again here. What was told or taken away before stays told.")
    if st.button("Move it there"):
        try:
            school.confidence.move(inspection.id, stage, on, reason=reason)
        except EvaluationError as problem:
            fields.refuse(problem)
        else:
            screen.saved(f"{STAGES[stage]}. Saved")
            st.rerun()


def _day(label: str, key: str) -> date:
    return st.date_input(
        label, date.today(), max_value=date.today(), format=screen.DATE_FORMAT, key=key, required=True, width=220
    )


def _refused(inspection_id: str) -> str:
    return f"_move-refused-{inspection_id}"


def _to(
    school: School, inspection_id: str, stage: Stage, on: date | None, *, confirmed: bool = False, reason: str = ""
) -> None:
    try:
        school.confidence.move(inspection_id, stage, on, confirmed=confirmed, reason=reason)
    except EvaluationError as problem:
        st.session_state[_refused(inspection_id)] = problem
    else:
        screen.saved(f"{STAGES[stage]}. Saved")


def _who_may_know(school: School, inspection: Inspection, changing: bool) -> None:
    """The list, without names for those who do not sign in; and adding to it."""
    st.markdown("### Who may know")
    st.write(
        "The headteacher may always know. Tell nobody else who is not on this list: not parents, the press or "
        "social media. Those who are told keep it to themselves until it is published."
    )
    for confidant in school.confidence.confidants(inspection.id):
        with st.container(horizontal=True, vertical_alignment="center"):
            words = ": ".join(filter(None, (CONFIDANT_KINDS[confidant.kind], confidant.email)))
            note = f" ({confidant.note})" if confidant.note else ""
            st.markdown(f"- {screen.plain(words + note)}")
            if changing:
                st.button(
                    "Take off",
                    key=f"off-{confidant.id}",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=_take_off,
                    args=(school, inspection.id, confidant.id),
                )
    if changing:
        with st.popover("Add to the list", icon=":material/person_add:"):
            _add(school, inspection.id)


def _add(school: School, inspection_id: str) -> None:
    wrong = AtFields()
    kind = st.selectbox("Who", list(CONFIDANT_KINDS), format_func=lambda k: CONFIDANT_KINDS[k], key="confidant-kind")
    email = ""
    if kind == "person":
        email = st.text_input("The e-mail they sign in with", key="confidant-email") or ""
        wrong.under("email")
    elif kind == "governors":
        st.caption("Everybody who signs in as a governor may then see it.")
    else:
        st.caption("A note for you: they do not sign in here. Write no names.")
    note = st.text_input("Note", key="confidant-note", placeholder="Told on Wednesday by the head") or ""
    wrong.under("note")
    if st.button("Add", type="primary", key="confidant-add"):
        added = Confidant(screen.draft_id("confidant"), kind, email.lower(), note)
        try:
            school.confidence.let_know(inspection_id, added)
        except EvaluationError as problem:
            wrong.refuse(problem)
        else:
            screen.done_with("confidant")
            screen.saved("On the list. Saved")
            st.rerun()


def _take_off(school: School, inspection_id: str, confidant_id: str) -> None:
    school.confidence.take_off(inspection_id, confidant_id)
    screen.saved("Taken off the list. Saved")


def _readings(school: School, inspection: Inspection) -> None:
    """Who read it while it was confidential."""
    readings = school.confidence.readings(inspection.id)
    if not readings:
        return
    with st.expander("Who has read it while it was confidential", icon=":material/visibility:"):
        for reading in readings:
            last = f"{reading.last_at.astimezone():%d/%m/%Y %H:%M}"
            st.markdown(
                f"- {screen.plain(reading.who)}, {screen.plain(reading.place)}: "
                f"{count(reading.times, 'time')}, last on {last}"
            )
