"""An inspection while it is typed or reviewed: what is in its controls, what was refused, how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from evaluation.details import FormRefused, require
from evaluation.errors import EvaluationError
from evaluation.records import STAGES, Inspection
from evaluation.school.inspections import is_recent
from evaluation.school.self_evaluations import EARLIEST
from evaluation.stages import WHAT
from pages.parts import points, screen
from pages.parts.at_fields import in_red
from pages.parts.words import count


@dataclass(frozen=True)
class Draft:
    """One inspection in the making: what its controls are called by, what is stored of it, what was refused."""

    id: str
    stored: Inspection | None
    problems: Mapping[str, str]

    @property
    def graded_elsewhere(self) -> bool:
        """Whether its grades come from a file of the inspectorate's, so that they are not for typing over.

        A report's were proposed and accepted by a leader, who may correct them.
        """
        source = self.stored.source if self.stored else ""
        return source.casefold().endswith((".csv", ".xlsx", ".zip", ".txt"))


def begin(draft_id: str, stored: Inspection | None = None) -> Draft:
    """The draft of this id, as far as it is."""
    points.seed(draft_id, stored.points if stored else ())
    return Draft(draft_id, stored, st.session_state.get(_problems(draft_id), {}))


def forget(draft_id: str) -> None:
    """What was typed is kept or given up."""
    points.forget(draft_id)
    st.session_state.pop(_problems(draft_id), None)
    for key in [key for key in st.session_state if isinstance(key, str) and f"-{draft_id}-" in f"{key}-"]:
        del st.session_state[key]


def refused(draft: Draft, problem: EvaluationError) -> None:
    """Keep what is wrong, to be said at each field at the next run; nothing that was typed goes."""
    fields = problem.fields if isinstance(problem, FormRefused) else {"": str(problem)}
    st.session_state[_problems(draft.id)] = fields
    st.rerun()


def say_refusal(draft: Draft) -> None:
    """At the button: why it was not saved, in full where it has no field of its own."""
    general = [words for field, words in draft.problems.items() if field in ("", "findings")]
    if placed := len(draft.problems) - len(general):
        general.append(f"{count(placed, 'thing')} to put right above, marked in red.")
    if general:
        st.error(f"Not saved. {screen.plain(' '.join(general))}", icon=":material/error:")


def say_problem(problems: Mapping[str, str], field: str) -> None:
    """What was refused of a field, right under it."""
    if words := problems.get(field):
        st.markdown(in_red(words))


def day_of(draft: Draft, field: str, label: str, value: date | None, ahead: int = 0) -> date | None:
    """A day of the inspection, at most so many days ahead."""
    latest = max(date.today() + timedelta(days=ahead), value or EARLIEST)
    found = st.date_input(
        label,
        value,
        min_value=EARLIEST,
        max_value=latest,
        format=screen.DATE_FORMAT,
        key=f"{field}-{draft.id}",
        persist_state="session",
        required=field == "started_on",
    )
    say_problem(draft.problems, field)
    return found


class HowFar(NamedTuple):
    """How far a new inspection is, the day it got there where it is not published, and whether that is confirmed."""

    inspection: Inspection
    reached_on: date | None = None
    confirmed: bool = True

    def require_confirmed(self) -> None:
        """Raise FormRefused where a recent one is said to be published and that is not confirmed."""
        words = "Confirm that the report is published: from then on everybody here sees what it says."
        require({"confirmed": None if self.confirmed else words})


def how_far(draft: Draft, inspection: Inspection, published_on: date | None = None) -> HowFar:
    """Ask how far a new inspection is. One of the last weeks begins as confidential, an older one as published."""
    recent = is_recent(inspection)
    left, right, _ = st.columns([1, 1, 2])
    with left:
        stages = list(STAGES) if recent and published_on is None else list(reversed(STAGES))
        stage = st.selectbox(
            "How far is it?",
            stages,
            stages.index("provisional") if stages[0] == "notified" else 0,
            format_func=lambda key: STAGES[key],
            key=f"stage-{draft.id}-{recent}",
            persist_state="session",
        )
    with right:
        if stage == "published":
            label = "Published on" if recent else "Published on, if it is known"
            published = replace(inspection, published_on=day_of(draft, "published_on", label, published_on))
        else:
            reached_on = day_of(draft, "reached_on", f"{STAGES[stage]} on", date.today())
    if stage == "published":
        if not recent:
            return HowFar(published)
        confirmed = st.checkbox(
            "The report is published: anybody can read it on the inspectorate's website.", key=f"confirmed-{draft.id}"
        )
        say_problem(draft.problems, "confirmed")
        return HowFar(published, confirmed=confirmed)
    st.info(
        f"{WHAT[stage]} It stays confidential here until it is published: the headteacher, you, and those on its "
        "list see what it found. The list is on the inspection's own page, under “Who may know”.",
        icon=":material/lock:",
    )
    return HowFar(replace(inspection, stage=stage), reached_on)


def _problems(draft_id: str) -> str:
    return f"_problems {draft_id}"
