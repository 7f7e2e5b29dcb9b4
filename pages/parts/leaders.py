"""What each leader says of a strand before the team agrees: say yours first, then look at it together.

What somebody has said is not on the screen, which may be projected, until it is asked for: not even their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import streamlit as st

from evaluation.agreement import talk_first
from evaluation.charts.palette import grade_style
from evaluation.details import LINE_LENGTH, NAME_LENGTH
from evaluation.records import LeaderJudgement
from evaluation.school import School
from evaluation.school.leaders import StrandSaid
from evaluation.session import Session, StrandState
from pages.parts import plan_seen, screen
from pages.parts.drafts import say_problem
from pages.parts.words import count, grade_words

LOOKING, ANEW = "_looking", "_anew"
ALL = ""
"""In place of a strand: somebody is looking at where leaders differ, strand by strand."""

FIELDS = ("name", "grade", "why")


def all_said(school: School, session: Session) -> dict[str, StrandSaid]:
    """What the viewer may see of each graded strand by now, by its id."""
    evaluation_id = session.evaluation.id
    revealed = {strand_id for of, strand_id in _places(LOOKING) if of == evaluation_id}
    return school.leaders.shown(evaluation_id, session.evaluation.strands if ALL in revealed else revealed)


def line(school: School, session: Session, state: StrandState, said: Mapping[str, StrandSaid]) -> None:
    """One closed line for a strand; what is in it is made only once it is opened."""
    found = said.get(state.strand.id)
    if found is None:
        return
    have = f" · {found.count} {'has' if found.count == 1 else 'have'} said theirs" if found.count else ""
    key = f"leaders-{session.evaluation.id}-{state.strand.id}"
    st.session_state[key] = st.session_state.get(key, False)  # or another label would close it
    with st.expander(
        f"What each of us says{have}", key=key, icon=":material/groups:", type="compact", on_change="rerun"
    ) as box:
        if box.open:
            elsewhere = {name for each in said.values() for name in each.names}
            _open(school, session.evaluation.id, found, sorted(elsewhere - set(found.names)))


def _open(school: School, evaluation_id: str, found: StrandSaid, elsewhere: list[str]) -> None:
    """What is in the line. `elsewhere` are the names of those who have said theirs of another strand, not of this."""
    place = evaluation_id, found.strand.id
    if place in _places(LOOKING) and found.spread:
        _together(found)
        st.button(
            "Hide it again",
            key=f"hide-{'-'.join(place)}",
            icon=":material/visibility_off:",
            on_click=_leave,
            args=(LOOKING, place),
        )
    elif found.mine and place not in _places(ANEW):
        st.markdown(":material/check_circle: Yours is kept.")
        _ways_on(school, place, found)
    else:
        _form(school, place, found, elsewhere)
        _ways_on(school, place, found)


def _form(school: School, place: tuple[str, str], found: StrandSaid, elsewhere: list[str]) -> None:
    """One leader's own grade and why; empty again once it is kept, for the next person or the projector."""
    name = _form_name(place)
    draft, wrong = screen.draft_id(name), plan_seen.problems(name)
    st.caption(_how(school, found))
    with st.form(f"form-{draft}", enter_to_submit=False, border=False):
        if not school.leaders.knows_who:
            if elsewhere:
                st.pills("Your name", elsewhere, key=f"chosen-{draft}", wrap=True)
            other = "Or another name" if elsewhere else "Your name"
            st.text_input(other, key=f"name-{draft}", max_chars=NAME_LENGTH)
            say_problem(wrong, "name")
        st.pills(
            f"My own grade for {found.strand.name}",
            [grade.id for grade in found.scale.grades],
            format_func=lambda grade: grade_words(found.scale, grade),
            key=f"grade-{draft}",
            wrap=True,
        )
        say_problem(wrong, "grade")
        st.text_input("Why, in a line", key=f"why-{draft}", max_chars=LINE_LENGTH)
        say_problem(wrong, "why")
        plan_seen.say_rest(name, FIELDS)
        st.form_submit_button(
            "Keep mine", icon=":material/how_to_vote:", type="primary", on_click=_say, args=(school, place, draft)
        )


def _how(school: School, found: StrandSaid) -> str:
    """How saying one's own goes here, and who has done it."""
    if school.leaders.knows_who:
        return (
            "Say yours first, away from the projector. You see what others say of this strand once you have said yours."
        )
    names = ", ".join(found.names)
    said = f" Said so far: {screen.plain(names)}. The same name again takes its place." if names else ""
    return (
        "Hand this computer round, away from the projector. Each says theirs; nothing is shown until you ask for it."
        f"{said}"
    )


def _ways_on(school: School, place: tuple[str, str], found: StrandSaid) -> None:
    """Look at what was said where one may; say it anew; take it back; see how many have by now."""
    key, knows_who = "-".join(place), school.leaders.knows_who
    with st.container(horizontal=True, vertical_alignment="center"):
        if found.mine or (found.count and not knows_who):
            st.button(
                "Show what we said",
                key=f"show-{key}",
                icon=":material/visibility:",
                on_click=_enter,
                args=(LOOKING, place),
            )
        if found.mine and place not in _places(ANEW):
            st.button("Say mine anew", key=f"anew-{key}", type="tertiary", on_click=_enter, args=(ANEW, place))
        elif found.mine:
            st.button("Leave it as it is", key=f"leave-{key}", type="tertiary", on_click=_leave, args=(ANEW, place))
        if found.mine:
            screen.ask_first(
                "Take mine back",
                "Your own grade of this strand goes, and with it the sight of what others say.",
                partial(_take_back, school, place),
                key=f"back-{key}",
                icon=":material/undo:",
            )
        elif found.names:
            with st.popover("Take one back", icon=":material/undo:", type="tertiary"):
                whose = st.selectbox("Whose", found.names, key=f"whose-{key}")
                if st.button("Yes, take it back", key=f"back-{key}", type="primary"):
                    plan_seen.attempt(_form_name(place), partial(_take_back, school, place, whose), "Taken back")
                    st.rerun()
        if knows_who:
            st.button("Look again", key=f"again-{key}", icon=":material/refresh:", type="tertiary")


def _together(found: StrandSaid) -> None:
    """What was said of a strand: in a sentence, a symbol for each leader, the reasons; with names where asked."""
    if found.spread is None:
        return
    st.markdown(f"**{screen.plain(found.spread.sentence())}**")
    rows = []
    for place, grade in reversed(list(enumerate(found.scale.grades))):
        symbols = [grade_style(found.scale.id, place, "light").glyph] * found.spread.counts[place]
        rows.append(f"| {screen.plain(grade_words(found.scale, grade.id))} | {' '.join(symbols)} |")
    st.markdown("\n".join(["| Grade | Each of us |", "| :-- | :-- |", *rows]))
    named = _with_names(found.strand.id)
    _reasons(found, [each for each in found.said if each.why or named], named)


def _reasons(found: StrandSaid, said: Iterable[LeaderJudgement], named: bool) -> None:
    """A line for each leader: the grade and why, after the name where asked."""
    lines = []
    for each in said:
        name = f"**{screen.plain(each.name)}** " if named else ""
        why = f": {screen.plain(each.why)}" if each.why else ""
        lines.append(f"{name}{screen.plain(grade_words(found.scale, each.grade))}{why}")
    st.markdown("  \n".join(lines))


def _with_names(where: str) -> bool:
    return st.toggle("With names", key=f"named-{where}", help="Not while others see the screen")


def first(school: School, session: Session) -> None:
    """For the summary: the strands that leaders do not agree on, far apart first. Nothing where nobody said theirs.

    While it is open they are shown once somebody asks: the room may not have said theirs yet.
    """
    said = all_said(school, session)
    of_several = [found for found in said.values() if found.count > 1]
    locked = session.evaluation.locked
    if not any(found.count for found in said.values()) or not (locked or of_several):
        return
    place = session.evaluation.id, ALL
    with st.container(border=True, gap="small"):
        if locked:
            _differences(of_several, "Where leaders did not agree at first")
            _afterwards(session, said)
        elif place in _places(LOOKING):
            _differences(of_several, "Talk about these first")
            if waiting := sum(not found.spread for found in of_several):
                st.caption(f"{count(waiting, 'strand')} more, once you have said yours there.")
            st.button(
                "Hide it again", key="hide", icon=":material/visibility_off:", on_click=_leave, args=(LOOKING, place)
            )
        else:
            st.markdown(f"On {count(len(of_several), 'strand')} two of us or more have said theirs.")
            label, icon = "Show where we differ", ":material/visibility:"
            st.button(label, key="show", icon=icon, on_click=_enter, args=(LOOKING, place))


def _differences(of_several: Iterable[StrandSaid], title: str) -> None:
    """The strands that leaders do not agree on, as far as they are shown; or that they agree."""
    spreads = [found.spread for found in of_several if found.spread]
    if apart := talk_first(spreads):
        lines = (f"- **{screen.plain(each.strand.name)}**: {screen.plain(each.sentence())}" for each in apart)
        st.markdown(f"**{title}**")
        st.markdown("\n".join(lines))
    elif spreads:
        st.markdown(f"On {count(len(spreads), 'strand')} two of us or more have said theirs, and all agree.")


def _afterwards(session: Session, said: Mapping[str, StrandSaid]) -> None:
    """What each said of each strand, to read once it is locked."""
    key = f"leaders-{session.evaluation.id}"
    with st.expander("What each of us said", key=key, icon=":material/groups:", on_change="rerun") as box:
        if box.open:
            named = _with_names(session.evaluation.id)
            for found in said.values():
                if found.spread and found.count:
                    st.markdown(f"**{screen.plain(found.strand.name)}.** {screen.plain(found.spread.sentence())}")
                    _reasons(found, found.said, named)


def _say(school: School, place: tuple[str, str], draft: str) -> None:
    name, grade, why = (st.session_state.get(f"{field}-{draft}") for field in FIELDS)
    act = partial(school.leaders.say, *place, grade, why or "", name or st.session_state.get(f"chosen-{draft}") or "")
    if plan_seen.attempt(_form_name(place), act, "Kept"):
        screen.done_with(_form_name(place))
        _leave(ANEW, place)


def _take_back(school: School, place: tuple[str, str], name: str = "") -> None:
    school.leaders.take_back(*place, name)
    _leave(LOOKING, place)
    _leave(ANEW, place)


def _form_name(place: tuple[str, str]) -> str:
    return f"leader-{'-'.join(place)}"


def _places(which: str) -> set[tuple[str, str]]:
    """The (self-evaluation, strand) pairs where the person is looking, or saying theirs anew."""
    found: set[tuple[str, str]] = st.session_state.setdefault(which, set())
    return found


def _enter(which: str, place: tuple[str, str]) -> None:
    _places(which).add(place)


def _leave(which: str, place: tuple[str, str]) -> None:
    _places(which).discard(place)
