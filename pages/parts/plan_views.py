"""The actions of a plan as a list, a board, over time, those of one owner, and what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import pandas as pd
import streamlit as st

from evaluation.access import Ability
from evaluation.charts.gantt import gantt
from evaluation.errors import EvaluationError
from evaluation.evidence.records import Evidence, StrandRef
from evaluation.plan.records import Action, PlanRecord
from evaluation.plan.views import bars, board, chosen, done, due_soon, overdue, table
from evaluation.school import School
from pages.parts import address, figures, make_action, plan_choice, plan_words, screen
from pages.parts.words import count

SOON = 30
"""How many days ahead "due soon" looks."""

SHEET = {
    "what": "What is done",
    "cause": "Where it comes from",
    "owner": "Who",
    "starts_on": "Begins",
    "due_on": "Due",
    "first_due_on": "First agreed: due",
    "state": "How it stands",
    "overdue": "Overdue",
    "priority": "Priority",
    "success_measure": "How we will know",
    "progress": "Progress",
    "changed_for_pupils": "What changed for pupils",
    "said_on": "Said on",
    "evidence": "Evidence that counts",
    "verdict": "Midway review",
}

ORDERS = {"due": "The day it is due", "state": "How it stands"}
"""The orders of the list."""

COLUMN = 200
"""How wide a column of the board is: three on a small laptop, one on a phone."""

VIEWS = {
    "table": "List",
    "board": "Board",
    "time": "Over time",
    "mine": "My actions",
    "due": "Due soon",
    "sheet": "Table",
}
"""The views of the actions. All but "mine", which is of every plan, have filters and are in `DRAWN`."""

Option = TypeVar("Option")


def show(school: School, plan_id: str) -> None:
    """What is missing, then the actions in the view and with the filters that are chosen."""
    record = plan_choice.one(school, plan_id)
    with st.container(key="plan-gaps" if record.actions else None):
        make_action.gaps(school, record.plan, open_first=not record.actions)
    if not record.actions:
        _empty(school, record)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        view = address.choose("view", "View", VIEWS, "table")
        shown = record if view == "mine" else _filtered(school, record)
    if view == "mine":
        _mine(school)
    elif shown.actions:
        DRAWN[view](school, shown)
    else:
        st.write("No action is about all of that. Take a filter away.")
    if school.viewer.may(Ability.PLAN):
        with st.expander("Add an action that comes from nothing found", icon=":material/add:"):
            _add(school, record)


def frame(school: School, record: PlanRecord) -> pd.DataFrame:
    """The rows of `views.table` for a plan."""
    return table([record], evidence(school), date.today())


def evidence(school: School) -> dict[str, Evidence]:
    """The evidence register by id."""
    return screen.built(school, school.plans.evidence, "evidence by id")


def _empty(school: School, record: PlanRecord) -> None:
    st.write("There is no action in this plan yet.")
    if school.viewer.may(Ability.PLAN):
        st.write(
            "Make one from a recommendation above, from a standard that blocks a grade (in a self-evaluation), from "
            "a gap on Compare, or write one down here. A table that you have comes in under “Bring in a table”."
        )
        _add(school, record)


def _add(school: School, record: PlanRecord) -> None:
    """A draft without a cause."""
    draft = screen.draft_id("action")
    with st.form(f"add-{draft}", enter_to_submit=False, border=False):
        what = st.text_area("What is to be done", key=f"what-{draft}", height=68)
        pressed = st.form_submit_button("Begin this action", icon=":material/add:")
    if pressed:
        try:
            school.plans.save_action(Action(draft, record.plan.id, what or ""))
        except EvaluationError as problem:
            screen.show_refusal(problem)
        else:
            screen.done_with("action")
            screen.saved("A draft is begun. Saved")
            st.switch_page("pages/plan.py", query_params={"action": draft})


def _filtered(school: School, record: PlanRecord) -> PlanRecord:
    """The plan with only the actions that the filters leave. The order of the list is chosen there too."""
    origins = school.plans.origins([record])
    refs = {ref for origin in origins.values() for ref in origin.strands}
    named = {ref: school.library.strand_name(*ref) for ref in refs}
    owners = {name: name for name in sorted({action.owner for action in record.actions if action.owner})}
    from_where = {action.cause.inspection_id for action in record.actions if action.cause}
    inspections = {
        each.id: f"Inspection of {each.started_on:%d/%m/%Y}"
        for each in screen.built(school, school.inspections.all, "inspections")
        if each.id in from_where
    }
    keys = [f"plan-{what}-{record.plan.id}" for what in ("strand", "owner", "inspection")]
    set_now = sum(st.session_state.get(key) is not None for key in keys)
    label = f"Filter: {count(set_now, 'choice')}" if set_now else "Filter"
    with st.popover(label, icon=":material/filter_alt:", key=f"plan-filter-{record.plan.id}"):
        if st.session_state.get("view") == "table":
            st.segmented_control(
                "In the order of",
                list(ORDERS),
                default="due",
                format_func=ORDERS.__getitem__,
                required=True,
                key="plan-by",
                persist_state="session",
            )
        strand: StrandRef | None = _filter("strand", "Every strand", named, record)
        owner = _filter("owner", "Everybody", owners, record)
        inspection_id = _filter("inspection", "Wherever it comes from", inspections, record)
    return chosen(record, origins, strand=strand, owner=(owner, "") if owner else None, inspection_id=inspection_id)


def _filter(what: str, every: str, options: Mapping[Option, str], record: PlanRecord) -> Option | None:
    """One filter, where there is something to choose; it stays while one moves between views."""
    if not options:
        return None
    key = f"plan-{what}-{record.plan.id}"
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    found: Option | None = st.selectbox(
        f"Only this {what}",
        sorted(options, key=lambda each: options[each]),
        index=None,
        format_func=lambda each: options.get(each, ""),
        placeholder=every,
        key=key,
        persist_state="session",
    )
    return found


def _table(school: School, record: PlanRecord) -> None:
    """Rows to read, by the day they are due or by how they stand."""
    actions = frame(school, record)
    if st.session_state.get("plan-by") == "state":
        groups = [(str(state), found) for state, found in board(actions).items() if len(found)]
    else:
        groups = _by_month(actions)
    for heading, found in groups:
        st.markdown(f"## {heading} ({len(found)})")
        plan_words.rows(found, "table")


def _sheet(school: School, record: PlanRecord) -> None:
    """Everything at once, to sort and search."""
    actions = frame(school, record)
    doubted = actions["doubt"] != ""
    actions.loc[doubted, "state"] += "; " + actions.loc[doubted, "doubt"]
    shown = actions[list(SHEET)].rename(columns=SHEET)
    days = {str(name): st.column_config.DateColumn(format="DD/MM/YYYY") for name in shown.select_dtypes("datetime")}
    first = st.column_config.TextColumn(width=260)  # the longest words would push all others out of sight
    looks = days | {SHEET["what"]: first}
    st.dataframe(shown, hide_index=True, column_config=looks, alt="The actions of the plan")


def _by_month(actions: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The overdue first, then month by month, then what has no day."""
    late, rest = actions["overdue"], actions[~actions["overdue"]]
    found = [("Overdue", actions[late])] if late.any() else []
    dated = rest[rest["due_on"].notna()]
    found += [
        (f"Due in {month:%B %Y}", group) for month, group in dated.groupby(dated["due_on"].dt.to_period("M"), sort=True)
    ]
    without = rest[rest["due_on"].isna()]
    return [*found, ("No day yet", without)] if len(without) else found


def _board(school: School, record: PlanRecord) -> None:
    """A column a state where there is room, otherwise one below the other."""
    with st.container(horizontal=True, gap="small", key="board"):
        for state, found in board(frame(school, record)).items():
            with st.container(width=COLUMN, gap="small"):
                st.markdown(f"{plan_words.state_badge(state)} {len(found)}")
                plan_words.cards(found, "board")


def _over_time(school: School, record: PlanRecord) -> None:
    """Bars over time, with today's line."""
    figures.show(gantt(bars(record, date.today()), date.today(), figures.mode()), "gantt")


def _mine(school: School) -> None:
    """The actions of the viewer, or on one laptop of the owner chosen, from every plan."""
    owner: tuple[str, str] | None = None
    confided = plan_choice.confided(school)
    if not school.viewer.email:
        every = plan_choice.records(school, confided)
        names = sorted({action.owner for record in every for action in record.actions if action.owner})
        if not names:
            st.write("Nobody owns an action yet. Open one and say who does it.")
            return
        if st.session_state.get("plan-mine") not in names:
            st.session_state.pop("plan-mine", None)
        who = st.selectbox(
            "Whose actions?",
            names,
            index=None,
            placeholder="Choose",
            key="plan-mine",
            persist_state="session",
            width=320,
        )
        if who is None:
            return
        owner = (who, "")
    found = school.plans.my_actions(owner, in_confidence=confided)
    actions = table(found, evidence(school), date.today())
    if actions.empty:
        st.write("No action is yours at the moment.")
        return
    working = ~done(actions)
    own = {action.id: action for record in found for action in record.actions if action.agreed}
    say = {action_id for action_id, action in own.items() if school.plans.may_report(action)}
    plan_words.rows(actions[working], "mine", plan_named=len(found) > 1, say=say)
    if not working.all():
        with st.expander(f"Done, as you say: {int((~working).sum())}", icon=":material/task_alt:"):
            plan_words.rows(actions[~working], "mine done", plan_named=len(found) > 1)


def _due(school: School, record: PlanRecord) -> None:
    """What is overdue, then what is due soon."""
    actions = frame(school, record)
    late, soon = overdue(actions), due_soon(actions, date.today(), SOON)
    if len(late):
        st.markdown(f"## Overdue ({len(late)})")
        plan_words.rows(late, "late")
    if len(soon):
        st.markdown(f"## Due in the next {SOON} days ({len(soon)})")
        plan_words.rows(soon, "soon")
    if not len(late) and not len(soon):
        st.write(f"Nothing is overdue, and nothing is due in the next {SOON} days.")


DRAWN: Mapping[str, Callable[[School, PlanRecord], None]] = {
    "table": _table,
    "board": _board,
    "time": _over_time,
    "due": _due,
    "sheet": _sheet,
}
