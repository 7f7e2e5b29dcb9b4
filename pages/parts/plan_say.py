"""Saying how an action goes, on a phone with one hand; and what was said of it so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from evaluation.evidence.records import Evidence
from evaluation.plan.actions import counting_evidence
from evaluation.plan.records import VERDICTS, Action, MidwayReview, PlanRecord, Progress, Update
from evaluation.records import day
from evaluation.school import School
from pages.parts import evidence_form, plan_seen, plan_words, screen
from pages.parts.drafts import say_problem

AT_FIELDS = ("on", "by", "state", "progress", "changed_for_pupils", "evidence_ids")
CHOICES: Mapping[Progress, str] = {
    "on_track": ":material/trending_up: On track",
    "slipping": ":material/trending_down: Slipping",
    "stuck": ":material/block: Stuck",
    "done_claimed": ":material/task_alt: It is done",
}


def form(school: School, action: Action) -> None:
    """How it goes, in four big choices, then in words as many as one has. Kept while one looks for evidence."""
    place = f"say-{action.id}"
    draft = screen.draft_id(place)
    begun = any(st.session_state.get(f"{name}-{draft}") for name in ("state", "progress", "pupils"))
    expanded = begun or st.query_params.get("say") == "now" or bool(plan_seen.problems(place))
    with st.expander("**Say how it goes**", icon=":material/edit_note:", expanded=expanded):
        update = _typed(school, action, place, draft)
        if st.button("Save", key=f"save-{draft}", type="primary", icon=":material/save:", width="stretch"):
            if plan_seen.attempt(place, partial(school.plans.say, update), "Thank you. Saved"):
                screen.done_with(place)
                st.query_params.pop("say", None)
            st.rerun()
        plan_seen.say_rest(place, AT_FIELDS)


def _typed(school: School, action: Action, place: str, draft: str) -> Update:
    """The update as it is typed now."""
    problems = plan_seen.problems(place)
    state = st.segmented_control(
        "How does it go?",
        list(CHOICES),
        format_func=lambda key: CHOICES[key],
        key=f"state-{draft}",
        width="stretch",
        wrap=True,
        persist_state="session",
    )
    say_problem(problems, "state")
    progress = st.text_area(
        "What was done", height=68, key=f"progress-{draft}", placeholder="In a line or two", persist_state="session"
    )
    say_problem(problems, "progress")
    pupils = st.text_area(
        "What changed for pupils",
        height=68,
        key=f"pupils-{draft}",
        placeholder="What is different for them, and how you know",
        persist_state="session",
    )
    say_problem(problems, "changed_for_pupils")
    register = plan_seen.register(school)
    counting = {piece.id for piece in counting_evidence(action, register.values())}
    evidence = st.multiselect(
        "Evidence that shows it",
        sorted(register, key=lambda key: register[key].describes_on, reverse=True),
        format_func=lambda key: _title(register[key], counts=key in counting) if key in register else "",
        key=f"evidence-{draft}",
        placeholder="Choose from the register",
        persist_state="session",
        select_all=False,
        filter_mode="contains",
    )
    say_problem(problems, "evidence_ids")
    evidence_form.press(
        school,
        f"said-{action.id}",
        label="Add evidence first (this stays as you typed it)",
        strands=[action.strand] if action.strand else (),
        actions=[action.id],
    )
    left, right = st.columns(2)
    with left:
        on = st.date_input(
            "Day",
            date.today(),
            max_value=date.today(),
            format=screen.DATE_FORMAT,
            key=f"on-{draft}",
            required=True,
            persist_state="session",
        )
        say_problem(problems, "on")
    with right:
        by = st.text_input(
            "Who says so",
            school.viewer.name if school.viewer.email else action.owner,
            key=f"by-{draft}",
            disabled=bool(school.viewer.email),
            persist_state="session",
        )
        say_problem(problems, "by")
    # An empty choice is refused by name, like every other field.
    chosen: Progress = state or ""  # type: ignore[assignment]
    return Update(draft, action.id, on, by or "", chosen, progress or "", pupils or "", tuple(evidence))


def history(record: PlanRecord, action: Action, register: Mapping[str, Evidence]) -> None:
    """What its owner said and what midway reviews said, the newest first."""
    said: list[Update | MidwayReview] = [each for each in record.updates if each.action_id == action.id]
    said += [each for each in record.reviews if each.action_id == action.id]
    if not said:
        if action.agreed:
            st.markdown("### How it went so far")
            st.caption("Nothing is said of it yet.")
        return
    st.markdown("### How it went so far")
    counting = {piece.id for piece in counting_evidence(action, register.values())}
    for each in sorted(reversed(said), key=lambda one: one.on, reverse=True):
        with st.container(border=True, gap="xsmall"):
            if isinstance(each, Update):
                _update(each)
            else:
                _review(each)
            for piece_id in each.evidence_ids:
                title = (
                    _title(register[piece_id], counts=piece_id in counting)
                    if piece_id in register
                    else "Evidence that is no longer in the register"
                )
                st.caption(f":material/inventory_2: {screen.plain(title)}")


def _update(update: Update) -> None:
    badge = plan_words.state_badge(plan_words.state_of(update.state))
    st.markdown(f"**{day(update.on)}** · {screen.plain(update.by)} {badge}")
    if update.progress:
        st.write(screen.plain(update.progress))
    if update.changed_for_pupils:
        st.markdown(f"**For pupils:** {screen.plain(update.changed_for_pupils)}")


def _review(review: MidwayReview) -> None:
    st.markdown(
        f"**{day(review.on)}** · {screen.plain(review.reviewer)} "
        f":violet-badge[:material/visibility: Midway review: {VERDICTS[review.verdict]}]"
    )
    st.write(screen.plain(review.reason))
    if review.new_due_on:
        st.markdown(f"**New day:** {day(review.new_due_on)}")


def _title(piece: Evidence, *, counts: bool) -> str:
    note = "" if counts else ", from before it began: shows how it was"
    return f"{piece.title} ({day(piece.describes_on)}{note})"
