"""Challenges that the school names: what it does about each, the figures beside it, and how that goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.indicators.records import Challenge, Followed, Measure
from evaluation.plan.records import Action, Plan
from evaluation.records import day
from evaluation.school import School
from evaluation.school.challenges import SUGGESTED
from pages.parts import drafts, numbers_glance, numbers_panels, plan_choice, plan_seen, plan_words, screen, strands

NEW, NAMING = "challenge", "name-a-challenge"
_FIELDS = ("name", "since", "doing", "measure_ids", "strands")


def show(school: School) -> None:
    """Those that go on, then those that are closed; and the way to name one."""
    found = screen.built(school, school.challenges.all, "challenges")
    writes = school.viewer.may(Ability.KEEP_EVIDENCE)
    if not found:
        st.write(
            "A challenge is something you have to live with and work on: attendance, recruitment and retention, a "
            "falling roll. Name it, say what you do about it, and see its figures beside it term by term."
            if writes
            else "No challenge is named yet."
        )
    if writes:
        plan_seen.move_on(None)
        with st.expander(
            "Name a challenge", icon=":material/add:", expanded=not found, key=NAMING, on_change="rerun"
        ) as adding:
            if adding.open:
                _new(school)
    for challenge in found:
        with st.container(border=True, key=f"challenge-{challenge.id}"):
            _one(school, challenge, writes)


def _one(school: School, challenge: Challenge, writes: bool) -> None:
    """One challenge with its figures and notes."""
    st.markdown(f"## {screen.plain(challenge.name)}")
    until = f", closed on {day(challenge.closed_on)}" if challenge.closed_on else ""
    known = strands.names(school)
    about = "; ".join(known.get(ref, ref[1]) for ref in challenge.strands)
    st.caption(screen.plain(f"Since {day(challenge.since)}{until}{f'. {about}' if about else ''}"))
    said = screen.plain(challenge.doing) if challenge.doing else "Nothing is written yet."
    st.markdown(f"**What we do about it:** {said}")
    held = screen.built(school, lambda: numbers_glance.measures_held(school), "numbers held")
    own = [measure for measure in held if measure.id in challenge.measure_ids]
    if own:
        numbers_panels.show(school, [(measure, held[measure][0]) for measure in own], f"challenge-{challenge.id}")
    elif challenge.measure_ids:
        st.caption("Its measures have no figures yet.")
    _notes(school, challenge, writes)
    if writes:
        _ways(school, challenge)


def _notes(school: School, challenge: Challenge, writes: bool) -> None:
    """How it goes, the latest first. Governors read no names of staff."""
    names = school.viewer.may(Ability.SEE_DRAFTS)
    for each in reversed(challenge.followed):
        by = f", {each.by}" if each.by and names else ""
        st.markdown(f"- **{day(each.on)}**{screen.plain(by)}: {screen.plain(each.note)}")
    if not challenge.followed:
        st.caption("No note yet on how it goes.")
    if writes and challenge.closed_on is None:
        with st.popover("Say how it goes", icon=":material/edit_note:", key=f"note-on-{challenge.id}"):
            _note(school, challenge)


def _note(school: School, challenge: Challenge) -> None:
    place = f"note {challenge.id}"
    draft = screen.draft_id(place)
    on = st.date_input(
        "On", date.today(), max_value=date.today(), format=screen.DATE_FORMAT, key=f"note-day-{draft}", required=True
    )
    drafts.say_problem(plan_seen.problems(place), "on")
    note = st.text_area("How it goes", height=90, key=f"note-words-{draft}", persist_state="session")
    drafts.say_problem(plan_seen.problems(place), "note")
    plan_seen.say_rest(place, ("on", "note"))
    if st.button("Save the note", type="primary", icon=":material/save:", key=f"save-note-{challenge.id}"):
        typed = Followed(draft, on or date.today(), note or "")
        if plan_seen.attempt(place, partial(school.challenges.note, challenge.id, typed)):
            screen.done_with(place)
        st.rerun()


def _ways(school: School, challenge: Challenge) -> None:
    """Change it, make it an action, close it or open it again, remove it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("Change", icon=":material/edit:", key=f"change-{challenge.id}", on_change="rerun") as changing:
            if changing.open:
                _change(school, challenge)
        if challenge.closed_on is None and school.viewer.may(Ability.PLAN):
            _action(school, challenge)
        if challenge.closed_on is None:
            if st.button("Close it", icon=":material/check:", key=f"close-{challenge.id}"):
                school.challenges.close(challenge.id, date.today())
                screen.saved("Closed")
                st.rerun()
        elif st.button("Open it again", icon=":material/undo:", key=f"open-{challenge.id}"):
            school.challenges.close(challenge.id, None)
            screen.saved("Open again")
            st.rerun()
        screen.ask_first(
            "Remove this challenge",
            "Remove it with its notes? This cannot be undone.",
            partial(_remove, school, challenge.id),
            key=f"remove-{challenge.id}",
        )


def _remove(school: School, challenge_id: str) -> None:
    school.challenges.remove(challenge_id)
    screen.saved("Removed")


def _action(school: School, challenge: Challenge) -> None:
    """The press that begins an action about it, in one of the plans."""
    plans = [record.plan for record in plan_choice.records(school, confided=False)]
    if not plans:
        st.page_link("pages/plan.py", label="Start an action plan", icon=":material/arrow_forward:")
        return
    with st.popover("Make it an action", icon=":material/add_task:", key=f"act-{challenge.id}"):
        for plan in plans:
            if st.button(screen.plain(f"In “{plan.name}”"), key=f"act-{challenge.id}-{plan.id}"):
                _begin(school, challenge, plan)


def _begin(school: School, challenge: Challenge, plan: Plan) -> None:
    place = f"action for {challenge.id} in {plan.id}"
    strand = challenge.strands[0] if challenge.strands else None
    draft = Action(screen.draft_id(place), plan.id, challenge.name, why=challenge.doing, strand=strand)
    school.plans.save_action(draft)
    screen.done_with(place)
    screen.saved("A draft is begun. Saved")
    plan_words.open_action(draft.id)


def _new(school: School) -> None:
    draft = screen.draft_id(NEW)
    typed = _fields(school, Challenge(draft, "", date.today()), NEW, draft)
    if st.button("Save this challenge", type="primary", icon=":material/save:", key="save-challenge"):
        if plan_seen.attempt(NEW, partial(school.challenges.add, typed)):
            screen.done_with(NEW)
            plan_seen.finished(NAMING)
        st.rerun()


def _change(school: School, challenge: Challenge) -> None:
    """Change it from what was shown when that began; another may have changed it meanwhile."""
    held = f"_changed challenge {challenge.id}"
    shown: Challenge = st.session_state.setdefault(held, challenge)
    place = f"change challenge {challenge.id}"
    typed = _fields(school, shown, place, screen.draft_id(place))
    if st.button("Save", type="primary", icon=":material/save:", key=f"save-change-{challenge.id}"):
        if plan_seen.attempt(place, partial(school.challenges.change, typed, shown)):
            screen.done_with(place)
            del st.session_state[held]
        st.rerun()


def _fields(school: School, shown: Challenge, place: str, key: str) -> Challenge:
    """Name, since when, what is done about it, the measures and strands that it is about, as they are typed."""
    problems = plan_seen.problems(place)
    left, right = st.columns([3, 1])
    with left:
        names = list(dict.fromkeys([*([shown.name] if shown.name else []), *SUGGESTED]))
        name = st.selectbox(
            "What it is",
            names,
            names.index(shown.name) if shown.name else None,
            accept_new_options=True,
            placeholder="Choose one, or type your own",
            key=f"challenge-name-{key}",
            persist_state="session",
            filter_mode="contains",
        )
        drafts.say_problem(problems, "name")
    with right:
        since = st.date_input(
            "Since", shown.since, format=screen.DATE_FORMAT, key=f"challenge-since-{key}", required=True
        )
        drafts.say_problem(problems, "since")
    doing = st.text_area(
        "What we do about it", shown.doing, height=90, key=f"challenge-doing-{key}", persist_state="session"
    )
    drafts.say_problem(problems, "doing")
    measures: dict[str, Measure] = {measure.id: measure for measure in school.numbers.measures()}
    chosen = st.multiselect(
        "Figures to see beside it",
        list(measures),
        [each for each in shown.measure_ids if each in measures],
        format_func=lambda each: measures[each].name,
        key=f"challenge-measures-{key}",
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
    drafts.say_problem(problems, "measure_ids")
    known = strands.names(school) | {ref: ref[1] for ref in shown.strands if ref not in strands.names(school)}
    about = st.multiselect(
        "Strands it is about",
        list(known),
        list(shown.strands),
        format_func=lambda ref: known[ref],
        key=f"challenge-strands-{key}",
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
    drafts.say_problem(problems, "strands")
    plan_seen.say_rest(place, _FIELDS)
    return replace(
        shown,
        name=name or "",
        since=since or shown.since,
        doing=doing or "",
        measure_ids=tuple(chosen),
        strands=tuple(about),
    )
