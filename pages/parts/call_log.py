"""The log of the two days, written with one thumb while one walks along: a form, and below it what is there."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from evaluation.call.records import LogEntry
from evaluation.records import Inspection, day
from evaluation.school import School
from pages.parts import address, call_log_list, drafts, plan_seen, screen, strands
from pages.parts.drafts import say_problem
from pages.parts.words import headline, headline_as_text

PLACE = "log"
FIELDS = ("at", "who", "line_of_enquiry", "said_or_seen", "strand", "evidence_ids", "promise")
CONFIDENTIAL = "Real names: do not project it or pass it on."


def show(school: School) -> None:
    """The log of one inspection; the one that the call is about first."""
    inspection = chosen(school)
    if inspection is None:
        st.write(
            "Here you write down what happens on the two days: what was asked, said, seen, offered and promised. Once "
            "the call has come, or an inspection is entered, its log is here. A rehearsal keeps none."
        )
        st.page_link("pages/the_call.py", label="The day", icon=":material/arrow_back:", query_params={"about": "day"})
        return
    st.caption(f":material/lock: {CONFIDENTIAL}")
    shown: LogEntry | None = st.session_state.get(call_log_list.EDITED)
    _form(school, inspection, shown if shown and shown.inspection_id == inspection.id else None)
    call_log_list.show(school, inspection.id)


def chosen(school: School) -> Inspection | None:
    """The inspection whose log or draft is on the screen; None where there is none."""
    found = {each.id: each for each in school.log.inspections()}
    if not found:
        return None
    address.settle("inspection", found, next(iter(found)))
    if len(found) > 1:
        st.selectbox(
            "Inspection",
            list(found),
            format_func=lambda key: headline_as_text(school, found[key]) if key in found else "",
            key="inspection",
            label_visibility="collapsed",
        )
    else:
        st.caption(headline(school, next(iter(found.values()))))
    inspection = found[st.session_state["inspection"]]
    address.keep("inspection", inspection.id)
    return inspection


def _form(school: School, inspection: Inspection, shown: LogEntry | None) -> None:
    """One entry. Who and the line of enquiry stay for the next one; the rest is empty again after each."""
    place = f"{PLACE} {inspection.id}"
    draft = shown.id if shown else screen.draft_id(place)
    with st.container(border=True, key="log-form"):
        if shown:
            st.markdown(f"**Change the entry of {shown.at:%H:%M}**")
        words = st.container()
        saving = st.container()  # above what is seldom needed: in view on a phone
        entry = _fields(school, inspection, shown, place, draft, words)
        with saving:
            if st.button("Save", key=f"log-save-{draft}", type="primary", icon=":material/save:", width="stretch"):
                if plan_seen.attempt(place, partial(school.log.save, entry, shown)):
                    _close(place, draft)
                st.rerun()
            if shown:
                st.button(
                    "Leave it as it was",
                    key=f"log-leave-{draft}",
                    width="stretch",
                    on_click=_close,
                    args=(place, draft),
                )
            plan_seen.say_rest(place, FIELDS)


def _fields(
    school: School, inspection: Inspection, shown: LogEntry | None, place: str, draft: str, words: DeltaGenerator
) -> LogEntry:
    """The entry as it is typed now; what is seldom needed here, the rest in `words`."""
    with words:
        who, line, said, promise = _words(inspection, shown, place, draft)
    problems = plan_seen.problems(place)
    touched = bool(shown or any(st.session_state.get(f"log-{name}-{draft}") for name in ("at", "strand", "evidence")))
    with st.expander("Another time, a strand, evidence offered", icon=":material/more_time:", expanded=touched):
        at = _when(inspection, shown, draft)
        say_problem(problems, "at")
        names = strands.names(school)
        strand = st.selectbox(
            "Strand",
            [*names, *({shown.strand} - {None, *names} if shown else ())],
            list(names).index(shown.strand) if shown and shown.strand in names else None,
            format_func=lambda ref: names.get(ref, ref[1].replace("_", " ")),
            placeholder="None in particular",
            key=f"log-strand-{draft}",
            persist_state="session",
        )
        say_problem(problems, "strand")
        evidence = _evidence(school, shown, draft)
        say_problem(problems, "evidence_ids")
    return LogEntry(
        draft,
        inspection.id,
        at,
        who,
        line,
        said,
        strand,
        evidence,
        promise,
        shown.promise_kept_on if shown else None,
        shown.written_by if shown else "",
    )


def _words(inspection: Inspection, shown: LogEntry | None, place: str, draft: str) -> tuple[str, str, str, str]:
    """Who, the line of enquiry, what was said or seen, and what we promised."""
    problems = plan_seen.problems(place)
    kept = draft if shown else inspection.id
    side_by_side = st.container(horizontal=True, gap="small")  # on a phone too, so that Save is in view
    with side_by_side, st.container(width="stretch", gap="xsmall"):
        who = st.text_input(
            "Who",
            shown.who if shown else "",
            key=f"log-who-{kept}",
            placeholder="With whom",
            persist_state="session",
        )
        say_problem(problems, "who")
    with side_by_side, st.container(width="stretch", gap="xsmall"):
        line = st.text_input(
            "Line of enquiry",
            shown.line_of_enquiry if shown else "",
            key=f"log-line-{kept}",
            placeholder="What they are after",
            persist_state="session",
        )
        say_problem(problems, "line_of_enquiry")
    said = st.text_area(
        "What was said or seen",
        shown.said_or_seen if shown else "",
        height=84,
        key=f"log-said-{draft}",
        persist_state="session",
    )
    say_problem(problems, "said_or_seen")
    promise = st.text_input(
        "A promise we made",
        shown.promise if shown else "",
        key=f"log-promise-{draft}",
        placeholder="Empty: none",
        persist_state="session",
    )
    say_problem(problems, "promise")
    return who or "", line or "", said or "", promise or ""


def _when(inspection: Inspection, shown: LogEntry | None, draft: str) -> datetime:
    """When it was: now, as long as nothing else is chosen."""
    left, right = st.columns(2, gap="small")
    now = datetime.now().replace(microsecond=0)
    with left:
        on = st.date_input(
            "Day",
            shown.at.date() if shown else now.date(),
            max_value=now.date(),
            format=screen.DATE_FORMAT,
            key=f"log-on-{draft}-{now.date()}",  # left open overnight, it does not keep yesterday
            required=True,
            persist_state="session",
        )
    with right:
        at: time | None = st.time_input(
            "Time (empty: now)",
            shown.at.time() if shown else None,
            key=f"log-at-{draft}",
            step=60,
            persist_state="session",
        )
    if shown and (on, at) == (shown.at.date(), shown.at.time().replace(second=0)):
        return shown.at
    return datetime.combine(on, at or now.time())


def _evidence(school: School, shown: LogEntry | None, draft: str) -> tuple[str, ...]:
    """What was offered, from the register; what is gone from it stays with its entry."""
    register = screen.built(school, school.log.evidence, "evidence by id")
    kept = shown.evidence_ids if shown else ()
    found = st.multiselect(
        "Evidence offered",
        [*sorted(register, key=lambda key: register[key].describes_on, reverse=True), *(set(kept) - register.keys())],
        list(kept),
        format_func=lambda key: (
            f"{register[key].title} ({day(register[key].describes_on)})" if key in register else "No longer there"
        ),
        placeholder="Type words of it",
        key=f"log-evidence-{draft}",
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
    return tuple(found)


def _close(place: str, draft: str) -> None:
    """The entry is saved or left as it was: the form is for the next one."""
    edited = st.session_state.pop(call_log_list.EDITED, None)
    plan_seen.forget(place)
    drafts.forget(draft)
    if not edited:  # a new entry that is half-written waits while an older one is changed
        screen.done_with(place)
