"""Before the call: what this is for, the one press when the telephone rings, and a rehearsal; and earlier calls."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.call.clock import ENTERED_WITHIN, LONGEST_NOTICE, done_count
from evaluation.call.records import Call
from evaluation.frameworks import InspectionKind
from evaluation.records import INSPECTION_KINDS, day
from evaluation.school import School
from pages.parts import plan_seen, screen
from pages.parts.words import count, headline, headline_as_text

PLACE = "call"
NEW = ""
"""The choice of an inspection that is not here yet."""


def show(school: School) -> None:
    """What the console is for, and the two ways in."""
    st.write(
        "For the day on which an inspectorate rings. It opens with one press: clocks to the planning call and to eight "
        "in the morning, what there is to do and who does it, and your cards. Several people can work in it at once, "
        "on laptops and telephones. Nothing here has to be shown to inspectors."
    )
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        _real(school)
    with right, st.container(border=True, height="stretch"):
        _rehearsal(school)
    plan_seen.say_rest(PLACE, ())
    earlier(school, [call for call in school.calls.all() if not call.rehearsal], "Earlier calls")


def _real(school: School) -> None:
    st.markdown("## The telephone has rung")
    if not school.viewer.may(Ability.RECORD_INSPECTIONS):
        st.write("The headteacher or a leader opens the day. As soon as it is open, you find it here and can join in.")
        return
    draft = screen.draft_id(PLACE)
    summary = st.container()
    with st.expander("Not just now, or something else than usual", icon=":material/tune:", expanded=_refused()):
        call, kind = _fields(school, draft)
    with summary:
        when = "just now" if call.called_at.date() == date.today() and _rang(draft) is None else ""
        when = when or f"{day(call.called_at.date())}, {call.called_at:%H:%M}"
        days = " and ".join(dict.fromkeys(f"{on:%A} {day(on)}" for on in (call.first_day, call.second_day)))
        announced = {each.id: headline(school, each) for each in school.calls.announced()}
        about = announced.get(call.inspection_id or NEW, INSPECTION_KINDS[kind])
        st.write(f"{about}. It rang {when}. They come on {days}.")
        if st.button("We have had the call", type="primary", icon=":material/call:", key="call-start", width="stretch"):
            _begin(school, call, kind)
        st.caption("It is entered as an inspection that is announced. If it was a mistake, it can be removed again.")


def _fields(school: School, draft: str) -> tuple[Call, InspectionKind]:
    """The call as it is typed now, and its kind; as it stands, with what is usual."""
    today = date.today()
    left, right = st.columns(2)
    with left:
        called_on = st.date_input(
            "It rang on",
            today,
            min_value=today - ENTERED_WITHIN,
            max_value=today,
            format=screen.DATE_FORMAT,
            key=f"called-on-{draft}-{today}",  # left open overnight, it does not keep yesterday
            required=True,
        )
    with right:
        rang = st.time_input("At (empty: just now)", None, key=f"rang-{draft}", step=60)
    announced = {each.id: each for each in school.calls.announced()}
    about = NEW
    if announced:
        about = st.selectbox(
            "It is about",
            [*announced, NEW],
            format_func=lambda key: (
                headline_as_text(school, announced[key]) if key in announced else "One that is new here"
            ),
            key=f"about-{draft}",
        )
    first, last = school.calls.usual_days(called_on)
    if about in announced:
        first = announced[about].started_on
        last = announced[about].ended_on or school.calls.usual_days(first)[0]
    left, right = st.columns(2)
    with left:
        first_day = _day("First day", first, called_on, f"first-{about}-{called_on}-{draft}")
    with right:
        second_day = _day("Last day", max(last, first_day), first_day, f"last-{about}-{first_day}-{draft}")
    planned = st.time_input("Planning call (empty: not known yet)", None, key=f"planned-{draft}", step=300)
    kinds: list[InspectionKind] = list(INSPECTION_KINDS)
    usual = kinds.index(school.calls.usual_kind())
    kind = st.selectbox("Kind", kinds, usual, format_func=lambda key: INSPECTION_KINDS[key], key=f"kind-{draft}")
    called_at = datetime.combine(called_on, rang) if rang else _now(called_on)
    call = Call(
        draft,
        called_at,
        first_day,
        second_day,
        datetime.combine(called_on, planned) if planned else None,
        inspection_id=about or None,
    )
    return call, kind


def _rehearsal(school: School) -> None:
    st.markdown("## Try it on a quiet day")
    st.write(
        "The same day, played through: it keeps how many minutes it took until everything was done, and touches "
        "nothing else. No inspection is entered, nobody is told, no log is kept."
    )
    if st.button("Rehearse it", icon=":material/fitness_center:", key="call-rehearse", width="stretch"):
        first, last = school.calls.usual_days(date.today())
        now = _now(date.today())
        later = now + timedelta(hours=2)
        planned = later if later.date() == now.date() else None
        _begin(school, Call(screen.draft_id("rehearsal"), now, first, last, planned, rehearsal=True), None)


def earlier(school: School, calls: list[Call], heading: str) -> None:
    """Calls or rehearsals that are put away, each to be opened again or removed."""
    away = [call for call in calls if call.ended_at]
    if not away:
        return
    with st.expander(f"{heading} ({len(away)})", icon=":material/history:"):
        for call in away:
            with st.container(horizontal=True, vertical_alignment="center"):
                done = f"{done_count(call)} of {count(len(call.lines), 'line')} done"
                st.write(f"{day(call.called_at.date())}, {call.called_at:%H:%M}: {done}")
                if call.rehearsal or school.viewer.may(Ability.RECORD_INSPECTIONS):
                    st.button(
                        "Open again",
                        icon=":material/undo:",
                        key=f"again-{call.id}",
                        on_click=_again,
                        args=(school, call.id, heading),
                    )
                remove(school, call)
        plan_seen.say_rest(f"again {heading}", ())


def remove(school: School, call: Call) -> None:
    """The way to remove a call or rehearsal that was a mistake; it says what goes and what stays."""
    if not school.viewer.may(Ability.RECORD_INSPECTIONS):
        return
    if call.rehearsal:
        question = "This rehearsal and its minutes go. Nothing else is touched."
    elif school.calls.takes_its_inspection(call):
        question = (
            "The call goes with its list, and so does the inspection that it entered: nobody has said anything of it."
        )
    else:
        question = "The call goes with its list. Its inspection stays, with all that is said of it."
    screen.ask_first("Remove", question, partial(_remove, school, call.id), key=f"remove-{call.id}")


def _remove(school: School, call_id: str) -> None:
    school.calls.remove(call_id)
    screen.saved("Removed")


def _again(school: School, call_id: str, heading: str) -> None:
    """Open one again and go to it."""
    if plan_seen.attempt(f"again {heading}", partial(school.calls.reopen, call_id), "Open again. Saved"):
        st.session_state["about"] = "day"


def _begin(school: School, call: Call, kind: InspectionKind | None) -> None:
    """Open it; where somebody has opened one meanwhile, that one."""
    if plan_seen.attempt(PLACE, partial(school.calls.start, call, kind), "The day is open. Saved"):
        screen.done_with("rehearsal" if call.rehearsal else PLACE)
    st.rerun()


def _refused() -> bool:
    return bool(plan_seen.problems(PLACE))


def _rang(draft: str) -> time | None:
    found: time | None = st.session_state.get(f"rang-{draft}")
    return found


def _now(on: date) -> datetime:
    """This moment, or on another day the beginning of it."""
    now = datetime.now().replace(microsecond=0)
    return now if on == now.date() else datetime.combine(on, time(9, 30))


def _day(label: str, usual: date, earliest: date, key: str) -> date:
    return st.date_input(
        label,
        min(max(usual, earliest), earliest + LONGEST_NOTICE),
        min_value=earliest,
        max_value=earliest + LONGEST_NOTICE,
        format=screen.DATE_FORMAT,
        key=key,
        required=True,
    )
