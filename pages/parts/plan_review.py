"""The midway review: each agreed action looked at again, by somebody other than its owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from evaluation.access import Ability
from evaluation.evidence.records import Evidence
from evaluation.plan.audit import open_audit
from evaluation.plan.causes import NO_CAUSE
from evaluation.plan.owners import owns
from evaluation.plan.records import VERDICTS, Action, MidwayReview, Plan, PlanRecord
from evaluation.plan.review import opens_on
from evaluation.records import day
from evaluation.school import School
from pages.parts import plan_choice, plan_seen, screen
from pages.parts.drafts import say_problem
from pages.parts.words import count

ICONS = {"on_track": "check_circle", "slipping": "trending_down", "change_course": "alt_route"}
AT_FIELDS = ("reviewer", "on", "verdict", "reason", "new_due_on", "evidence_ids")
REVIEWER = "_reviewer"


def show(school: School, plan_id: str) -> None:
    """When the midway review opens, and once it has, each action in turn."""
    record, confided = plan_choice.one(school, plan_id), plan_choice.confided(school)
    opens = opens_on(record.plan)
    _when(school, record.plan, opens)
    actions = sorted((each for each in record.actions if each.agreed), key=lambda each: each.due_on or date.max)
    if drafts := len(record.actions) - len(actions):
        st.caption(f"{count(drafts, 'draft')} left out: only what is agreed is reviewed.")
    if not actions:
        st.write("No action is agreed yet, so there is nothing to review.")
        return
    if date.today() < opens:
        st.write(
            f"{count(len(actions), 'agreed action')} will be looked at then, each by somebody who does not own it."
        )
        return
    waiting = [each for each in actions if not _given(record, each)]
    st.markdown(
        f"**{len(actions) - len(waiting)} of {count(len(actions), 'agreed action')} reviewed.** "
        "Each is judged again by somebody who does not own it. Only evidence dated after its start counts."
    )
    if audited := open_audit(record) is not None:
        st.caption("The final audit is open, so no review is added until it is signed.")
    may = school.viewer.may(Ability.PLAN) and not audited
    plan_seen.move_on(_expander(waiting[0]) if waiting else None)
    for action in actions:
        _one(school, record, action, confided=confided, may=may, expanded=action in waiting[:1])


def _when(school: School, plan: Plan, opens: date) -> None:
    """The day it opens, whose choice that is, and the way to change it."""
    chosen = "the day chosen for it" if plan.midway_on else "the day on which half of the plan's time is over"
    with st.container(horizontal=True, vertical_alignment="center"):
        if date.today() >= opens:
            st.markdown(f":material/event_available: Open since **{day(opens)}**, {chosen}.", width="content")
        else:
            st.markdown(
                f":material/schedule: Not open yet: it opens on **{day(opens)}**, {chosen}. "
                f"The plan runs from {day(plan.starts_on)} to {day(plan.ends_on)}.",
                width="content",
            )
        if school.viewer.may(Ability.PLAN):
            with st.popover("Choose the day", icon=":material/event:"):
                _choose_day(school, plan, opens)
    plan_seen.say_rest(f"midway-{plan.id}", ())


def _choose_day(school: School, plan: Plan, opens: date) -> None:
    on = st.date_input(
        "The midway review opens on",
        opens,
        min_value=plan.starts_on,
        max_value=plan.ends_on,
        format=screen.DATE_FORMAT,
        key=f"midway-{plan.id}-{opens}",
        required=True,
    )
    st.button("Save the day", type="primary", on_click=_set_day, args=(school, plan, on))
    if plan.midway_on:
        half = day(opens_on(replace(plan, midway_on=None)))
        st.button(f"Half of the time: {half}", on_click=_set_day, args=(school, plan, None))


def _set_day(school: School, plan: Plan, on: date | None) -> None:
    plan_seen.attempt(f"midway-{plan.id}", partial(school.plans.save, replace(plan, midway_on=on), plan))


def _expander(action: Action) -> str:
    return f"review-of-{action.id}"


def _given(record: PlanRecord, action: Action) -> list[MidwayReview]:
    return [each for each in record.reviews if each.action_id == action.id]


def _one(school: School, record: PlanRecord, action: Action, *, confided: bool, may: bool, expanded: bool) -> None:
    """One action: closed a line with its verdict, open all that is known of it and the form."""
    given = _given(record, action)
    verdict = f" · {VERDICTS[given[-1].verdict]}" if given else ""
    icon = ICONS[given[-1].verdict] if given else "radio_button_unchecked"
    label = f"{screen.plain(action.what)} · {screen.plain(action.owner)}{verdict}"
    with st.expander(label, expanded, icon=f":material/{icon}:", key=_expander(action), on_change="rerun") as one:
        if not one.open:
            return
        register = plan_seen.register(school)
        known, view = st.columns(2, gap="large") if may else (st.container(), None)
        with known:
            _cause(school, action, confided)
            plan_seen.agreed(action)
            plan_seen.updates(record, action)
            plan_seen.evidence(record, action, register)
            for each in reversed(given):
                _review(each, register)
        if view:
            with view:
                _form(school, record, action, register)


def _cause(school: School, action: Action, confided: bool) -> None:
    """Where it comes from, in the words that stand there."""
    if action.cause is None:
        st.markdown(f"**Where it comes from:** {NO_CAUSE}")
        return
    words = school.plans.cause_words(action.cause, in_confidence=confided)
    where = ", ".join(filter(None, (words.kind, words.heading, words.strand)))
    st.markdown(f"**Where it comes from:** {screen.plain(where)}")
    if words.withheld:
        st.caption(":material/lock: The words are left out: they are confidential.")
    elif words.gone:
        st.caption("What it came from is no longer here.")
    elif words.text:
        st.markdown(f"“{screen.plain(words.text)}”")


def _review(review: MidwayReview, register: Mapping[str, Evidence]) -> None:
    """A review as it was given; a later one stands after it."""
    new = f" New date: {day(review.new_due_on)}." if review.new_due_on else ""
    based = [register[each].title for each in review.evidence_ids if each in register]
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f":material/{ICONS[review.verdict]}: **{VERDICTS[review.verdict]}**, "
            f"{screen.plain(review.reviewer)}, {day(review.on)}"
        )
        st.markdown(screen.plain(review.reason + new))
        if based:
            st.caption(f"Looked at: {screen.plain(', '.join(based))}")


def _form(school: School, record: PlanRecord, action: Action, register: Mapping[str, Evidence]) -> None:
    viewer, place = school.viewer, f"review-{action.id}"
    if viewer.email and owns(action, viewer.name, viewer.email):
        st.write("You own this action, so somebody else reviews it.")
        return
    draft, wrong = screen.draft_id(place), plan_seen.problems(place)
    with st.form(f"form-{draft}", enter_to_submit=False):
        st.markdown("**Your view**")
        if viewer.email:
            st.markdown(f"You review it as {screen.plain(viewer.name)}.")
        else:
            st.text_input(
                "Who reviews it",
                st.session_state.get(REVIEWER, ""),
                key=f"reviewer-{draft}",
                placeholder="First and last name, not one of its owners",
            )
        say_problem(wrong, "reviewer")
        st.radio(
            "How it stands",
            list(VERDICTS),
            None,
            format_func=lambda each: VERDICTS[each],
            key=f"verdict-{draft}",
            horizontal=True,
        )
        say_problem(wrong, "verdict")
        st.text_area("Why", height=90, key=f"reason-{draft}", placeholder="What you saw, and what it means")
        say_problem(wrong, "reason")
        plan_seen.choose_evidence("The evidence you looked at", record, action, register, f"evidence-{draft}")
        say_problem(wrong, "evidence_ids")
        _new_date(record.plan, action, draft)
        say_problem(wrong, "new_due_on")
        _on(record.plan, draft)
        say_problem(wrong, "on")
        plan_seen.say_rest(place, AT_FIELDS)
        st.form_submit_button(
            "Save the review", type="primary", icon=":material/save:", on_click=_save, args=(school, action, draft)
        )


def _on(plan: Plan, draft: str) -> None:
    today = date.today()
    st.date_input(
        "Reviewed on",
        today,
        min_value=min(opens_on(plan), today),
        max_value=today,
        format=screen.DATE_FORMAT,
        key=f"on-{draft}",
        required=True,
    )


def _new_date(plan: Plan, action: Action, draft: str) -> None:
    """A new date within the plan; where none is left, how to make room."""
    earliest = max(date.today(), action.starts_on or date.min)
    if earliest > plan.ends_on:
        st.caption(f"The plan ended on {day(plan.ends_on)}. To give a new date, move its end first.")
        return
    st.date_input(
        "New date, if it needs one",
        None,
        min_value=earliest,
        max_value=plan.ends_on,
        format=screen.DATE_FORMAT,
        key=f"new-{draft}",
        help="The date as first agreed stays beside it.",
    )


def _save(school: School, action: Action, draft: str) -> None:
    state = st.session_state
    review = MidwayReview(
        id=draft,
        action_id=action.id,
        on=state[f"on-{draft}"],
        reviewer=school.viewer.name if school.viewer.email else state[f"reviewer-{draft}"] or "",
        verdict=state[f"verdict-{draft}"],
        reason=state[f"reason-{draft}"] or "",
        new_due_on=state.get(f"new-{draft}"),
        evidence_ids=tuple(state.get(f"evidence-{draft}") or ()),
    )
    place = f"review-{action.id}"
    if plan_seen.attempt(place, partial(school.reviews.review, review), "Review kept. Saved"):
        screen.done_with(place)
        plan_seen.finished(_expander(action))
        if not school.viewer.email:
            state[REVIEWER] = review.reviewer
