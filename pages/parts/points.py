"""Strengths, recommendations and issues while they are typed: one row each, as many as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import uuid4

import streamlit as st

from evaluation.frameworks import Framework
from evaluation.records import POINT_KINDS, Point
from pages.parts import screen

SERIOUS = "Serious: needs action now"
SERIOUS_HELP = "It then stands at the top of every page, with who does it by when, until it is done or referred."


def seed(draft: str, points: Iterable[Point]) -> None:
    """Begin a draft with these points, where it has not begun."""
    st.session_state.setdefault(_list(draft), list(points))


def forget(draft: str) -> None:
    """The draft is kept or given up."""
    st.session_state.pop(_list(draft), None)


def editor(draft: str, framework: Framework, strands: Iterable[str], problems: Mapping[str, str]) -> tuple[Point, ...]:
    """The rows of a draft, and the points they hold now."""
    points = [
        row(draft, point, framework, list(strands), problems, _remove_button)
        for point in st.session_state[_list(draft)]
    ]
    st.button(
        "Add another point" if points else "Add a strength, recommendation or issue",
        key=f"add-{draft}",
        icon=":material/add:",
        on_click=_add,
        args=(draft,),
    )
    return tuple(points)


def row(
    draft: str,
    point: Point,
    framework: Framework,
    strands: list[str],
    problems: Mapping[str, str],
    end: Callable[[str, str], None],
) -> Point:
    """One point as it is typed now. `end` draws what else can be done with it, given the draft and the point's id."""
    key = f"{draft}-{point.id}"
    with st.container(border=True, gap="xsmall", key=f"point-{key}"):
        left, right = st.columns([2, 3])
        with left:
            kind = st.pills(
                "What it is",
                list(POINT_KINDS),
                default=point.kind,
                format_func=lambda k: POINT_KINDS[k],
                required=True,
                key=f"kind-{key}",
                label_visibility="collapsed",
                wrap=True,
                persist_state="session",
            )
            strand_id = st.selectbox(
                "Strand it is about, if one",
                strands,
                strands.index(point.strand_id) if point.strand_id in strands else None,
                format_func=lambda each: framework.strand(each).name,
                placeholder="About the school as a whole",
                key=f"strand-{key}",
                label_visibility="collapsed",
                persist_state="session",
            )
        text = right.text_area(
            "In words",
            point.text,
            height="content",
            key=f"text-{key}",
            placeholder="In the report's words, or yours",
            label_visibility="collapsed",
            persist_state="session",
        )
        if point.sentence:
            page = f", page {point.page}" if point.page else ""
            right.caption(f"The report{page}: “{screen.plain(point.sentence)}”")
        if problem := problems.get(f"point {point.id}"):
            right.markdown(f":red[:material/error: {screen.plain(problem)}]")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            serious = st.checkbox(
                SERIOUS, point.serious, key=f"serious-{key}", help=SERIOUS_HELP, persist_state="session"
            )
            end(draft, point.id)
    return Point(point.id, kind or point.kind, text or "", strand_id, serious, point.sentence, point.page)


def _remove_button(draft: str, point_id: str) -> None:
    st.button(
        "Remove",
        key=f"remove-{draft}-{point_id}",
        type="tertiary",
        icon=":material/close:",
        on_click=_remove,
        args=(draft, point_id),
    )


def _list(draft: str) -> str:
    return f"_points-{draft}"


def _add(draft: str) -> None:
    points = st.session_state[_list(draft)]
    kind = st.session_state.get(f"kind-{draft}-{points[-1].id}") if points else None
    points.append(Point(uuid4().hex, kind or "recommendation", ""))


def _remove(draft: str, point_id: str) -> None:
    key = _list(draft)
    st.session_state[key] = [point for point in st.session_state[key] if point.id != point_id]
