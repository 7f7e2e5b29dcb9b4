"""The show: one screen after the other, by keys and clicker; where one is stands in the address."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import streamlit as st

from evaluation.charts.template import CONFIG
from evaluation.deck import Slide
from evaluation.meetings import ScreenOrder
from evaluation.records import day
from evaluation.school import School
from pages.parts import present_agree, present_deck, screen

LOOK = Path(__file__).parent / "present.css"
PLANNED = 45
"""Minutes that a meeting is planned for, where nobody says otherwise."""
COLUMNS = 3
MOST_POINTS = 8


def going_on() -> bool:
    """Whether the address asks for the show."""
    return "show" in st.query_params


def start(order_id: str, minutes: int) -> None:
    """Begin the show: which screens, at the start page, since when, for how long, and where to go back to."""
    back = screen.before()
    st.query_params.from_dict(
        {"show": order_id, "at": "0", "since": str(int(time.time())), "minutes": str(minutes), "back": back}
    )


def run(school: School) -> None:
    """The screen that the address asks for: the start page, a slide, or what was agreed."""
    st.html(LOOK)
    screen.notice()
    order, slides = present_deck.shown(school, st.query_params.get("show", ""))
    last = len(slides) + 1
    at = min(max(_number("at", 0), 0), last)
    with st.container(key="show", gap="small"):
        with st.container(gap="small"):
            if at == 0:
                _start_page(school, order, slides)
            elif at == last:
                _end(school)
            else:
                _slide(slides[at - 1])
        _bar(school, slides, at, last)


def _number(name: str, otherwise: int) -> int:
    asked = st.query_params.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else otherwise


def _go(at: int) -> None:
    st.query_params["at"] = str(at)


def _step(by: int, last: int) -> None:
    """On or back from where one is by now: a clicker may be pressed twice before a screen is drawn."""
    _go(min(max(_number("at", 0) + by, 0), last))


def _start_page(school: School, order: ScreenOrder, slides: list[Slide]) -> None:
    """What this is, and the way to every screen."""
    st.title(screen.plain(school.details.name), anchor=False)
    invented = " The demo school: invented, nothing here is real." if school.details.demo else ""
    with st.container(key="show-points"):
        st.markdown(f"{screen.plain(order.name)}, {day(date.today())}.{invented}")
    if not slides:
        st.write("There is nothing to show yet. Once a self-evaluation is locked, its screens are here.")
    each = -(-len(slides) // COLUMNS)
    with st.container(key="show-jump"):
        for number, column in enumerate(st.columns(COLUMNS, gap="small")):
            with column, st.container(gap=None):
                for place, slide in list(enumerate(slides, 1))[number * each : (number + 1) * each]:
                    st.button(
                        screen.plain(f"{place}. {slide.name}"),
                        key=f"to-{slide.key}",
                        type="tertiary",
                        on_click=_go,
                        args=(place,),
                    )


def _slide(slide: Slide) -> None:
    """One message: its sentence, what shows it, and where that comes from."""
    st.title(screen.plain(slide.title), anchor=False)
    if slide.chart and slide.chart.figure is not None:
        high = int(slide.chart.figure.layout.height)
        with st.container(key="show-chart", height=high, border=False), st.container(key="show-figure"):
            st.plotly_chart(slide.chart.figure, theme=None, config=CONFIG, alt=slide.chart.alt, key=f"show-{slide.key}")
        with st.container(key="show-words"):
            st.markdown(screen.plain(slide.chart.alt))
    if slide.points:
        with st.container(key="show-points"):
            st.markdown("\n".join(f"- {screen.plain(point)}" for point in slide.points[:MOST_POINTS]))
    elif slide.chart is None and not slide.table.empty:
        st.dataframe(slide.table, hide_index=True, alt=f"The data of “{slide.name}”")
    with st.container(key="show-source"):
        st.markdown(f":gray[{screen.plain(slide.source)}]")


def _end(school: School) -> None:
    """What was agreed today, without names."""
    st.title("What we agreed", anchor=False)
    with st.container(key="show-points"):
        present_agree.today(school)


def _bar(school: School, slides: list[Slide], at: int, last: int) -> None:
    """Back and on, where one is, the way to any screen, what is agreed, the time, and the way out."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="show-bar"):
        st.button(
            "Previous",
            icon=":material/arrow_back:",
            shortcut="Left",
            disabled=at == 0,
            on_click=_step,
            args=(-1, last),
            key="show-previous",
        )
        st.button(
            "Next",
            icon=":material/arrow_forward:",
            shortcut="Right",
            type="primary",
            disabled=at == last,
            on_click=_step,
            args=(1, last),
            key="show-next",
        )
        names = ["Start page", *(slide.name for slide in slides), "What we agreed"]
        st.session_state["show-at"] = at
        st.selectbox(
            "Jump to a screen",
            range(last + 1),
            format_func=lambda place: f"{place} of {last}: {names[place]}" if place else names[0],
            key="show-at",
            label_visibility="collapsed",
            width=230,
            on_change=lambda: _go(st.session_state["show-at"]),
        )
        if 0 < at < last:
            present_agree.press(school, slides[at - 1].key, slides[at - 1].name)
            _table(slides[at - 1])
        else:
            present_agree.press(school, "", names[at])
        _clock()
        if st.button("Leave", icon=":material/close:", shortcut="Esc", key="show-leave"):
            _leave()
    with st.container(key="show-keys"):
        for key, by in (("PageUp", -1), ("PageDown", 1), ("Up", -1), ("Down", 1)):
            st.button(key, shortcut=key, on_click=_step, args=(by, last), key=f"show-{key}")
        for key, to in (("Home", 0), ("End", last)):
            st.button(key, shortcut=key, on_click=_go, args=(to,), key=f"show-{key}")


def _table(slide: Slide) -> None:
    with st.popover("Table", icon=":material/table_chart:", key=f"show-table-{slide.key}", on_change="rerun") as opened:
        if opened.open:
            st.dataframe(slide.table, hide_index=True, alt=f"The data of “{slide.name}”")


@st.fragment(run_every=10)
def _clock() -> None:
    """The minutes since the start and those that were planned, shown or hidden by one press."""
    screen.still_admitted()
    gone = max(0, int(time.time()) - _number("since", int(time.time()))) // 60
    planned = _number("minutes", PLANNED)
    hidden = st.query_params.get("clock") == "0"
    over = f", {gone - planned} over" if gone > planned else ""
    st.button(
        "Time" if hidden else f"{gone} of {planned} min{over}",
        icon=":material/timer_off:" if hidden else ":material/timer:",
        type="tertiary",
        shortcut="T",
        help="Show the time" if hidden else "Hide the time",
        on_click=_show_clock,
        args=(hidden,),
        key="show-clock",
    )


def _show_clock(on: bool) -> None:
    st.query_params["clock"] = "1" if on else "0"


def _leave() -> None:
    """Back to the page and part that one came from, else to the list of screens."""
    page, _, query = st.query_params.get("back", "").partition("?")
    st.query_params.clear()
    if page.isidentifier() and page != "present" and (LOOK.parents[1] / f"{page}.py").is_file():
        st.switch_page(f"pages/{page}.py", query_params=dict(parse_qsl(query)))
    st.rerun()
