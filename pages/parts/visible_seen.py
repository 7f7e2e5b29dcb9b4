"""What could be seen on the days looked at: by strand, by subject, by pupils, and as a list."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from evaluation.charts.chart import each
from evaluation.charts.visible import strands_by_day, subjects_by_year
from evaluation.school import School
from evaluation.school.visible import Picture
from evaluation.visible.counts import PUPILS_RULE
from evaluation.visible.days import ShownDay
from evaluation.visible.seen import Shown
from evaluation.visible.words import listed, slot_words
from pages.parts import address, figures, screen, visible_days
from pages.parts.words import count

WAYS = {"strand": "By strand", "subject": "By subject", "pupils": "By pupils", "list": "All practice"}
"""The ways to look, as in the address (`?by=`)."""

BREADTH = {"strands": "strand", "standards": "standard", "subjects": "subject", "year groups": "year group",
           "groups of pupils": "group of pupils"}  # fmt: skip

SHOWN = 40
"""So many practices of a strand are listed; the list of all has the others."""


def picture(school: School, days: Sequence[ShownDay]) -> Picture:
    """What could be seen on these days, computed once until something changes."""
    on = tuple(days)
    return screen.built(school, lambda: school.visible.seen(on), "visible", on)


def show(school: School) -> None:
    """The days, the whole in a sentence, then one way to look at it."""
    days = visible_days.choose(school)
    if not days:
        return
    found = picture(school, days)
    _whole(found)
    by = address.choose("by", "Look at it", WAYS, "strand")
    {"strand": _strands, "subject": _subjects, "pupils": _pupils, "list": _list}[by](found)


def _whole(found: Picture) -> None:
    """How much and how broad, in counts."""
    rows = {row["what"]: row for row in each(found.breadth)}
    practices = rows["practices"]
    broad = [
        f"{rows[what]['seen']} of {count(int(rows[what]['of']), one, what)}"
        for what, one in BREADTH.items()
        if what in rows
    ]
    head = f"**{practices['seen']} of {count(int(practices['of']), 'practice')} could be seen**"
    st.markdown(f"{head}{': ' if broad else '.'}{listed(broad)}{'.' if broad else ''}")
    st.caption("Counts of what you have described here. How good it is, they do not say.")


def _strands(found: Picture) -> None:
    """Strand by day of the week, then each strand with what is there and what is not."""
    weekdays = {day.weekday for day in found.days}
    figures.show(strands_by_day(found.strand_days, weekdays, figures.mode()), key="strand-days")
    standards = {key: own for key, own in found.standards.groupby("strand_id")} if len(found.standards) else {}
    for row in each(found.strands):
        if not row["of"]:
            continue
        shown = f", {row['standards_seen']} of {count(int(row['standards_of']), 'standard')}"
        label = f"{screen.plain(row['strand'])}: {row['seen']} of {count(int(row['of']), 'practice')}"
        label += shown if row["standards_of"] else ""
        with st.expander(label, key=f"strand-{row['strand_id']}", on_change="rerun") as one:
            if one.open:
                _strand(found, row["strand_id"], standards.get(row["strand_id"]))
    if without := [row["strand"] for row in each(found.strands) if not row["of"]]:
        st.caption(f"No practice is described for {screen.plain(listed(without))}.")


def _strand(found: Picture, strand_id: str, standards: pd.DataFrame | None) -> None:
    own = [each for each in found.shown if strand_id in found.lens.strand_ids(each.practice)]
    there, not_there = ([each for each in own if each.could_be_seen is is_there] for is_there in (True, False))
    _practices("Could be seen", there)
    _practices("Not then", not_there)
    if standards is not None:
        with_it, without = (standards[(standards["seen"] > 0) == is_there] for is_there in (True, False))
        _standards("Standards that this shows", with_it)
        _standards("Standards that only other practice shows", without)


def _practices(heading: str, shown: Sequence[Shown]) -> None:
    if not shown:
        return
    lines = [f"- {screen.plain(each.practice.what)} · :small[{screen.plain(each.when or each.why)}]" for each in shown]
    st.markdown("\n".join([f"**{heading}**", "", *lines[:SHOWN]]))
    if len(shown) > SHOWN:
        st.caption(f"and {len(shown) - SHOWN} more: see “{WAYS['list']}”.")


def _standards(heading: str, standards: pd.DataFrame) -> None:
    if len(standards):
        st.markdown("\n".join([f"**{heading}**", "", *(f"- {screen.plain(text)}" for text in standards["standard"])]))


def _subjects(found: Picture) -> None:
    """Subject by year group, then each subject."""
    figures.show(subjects_by_year(found.cells, visible_days.words(found.days), figures.mode()), key="subjects-years")
    none: dict[str, list[str]] = {}
    for row in each(found.cells):
        if not row["seen"]:
            none.setdefault(row["subject"], []).append(row["year_group"])
    if none:
        number = count(sum(map(len, none.values())), "cell")
        with st.expander(f"Nothing then: {number}", icon=":material/visibility_off:"):
            st.markdown("\n".join(f"- **{screen.plain(s)}**: {screen.plain(listed(y))}" for s, y in none.items()))
    _counts(found.subjects, {"subject": "Subject"}, "Subjects")
    outside = sum(not (each.practice.subject and each.practice.year_groups) for each in found.shown)
    if outside:
        st.caption(f"{count(outside, 'practice')} without a subject or without year groups: in no cell.")


def _pupils(found: Picture) -> None:
    """Year groups and groups of pupils, side by side where there is room."""
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("## Year groups")
        _counts(found.year_groups, {"year_group": "Year group"}, "Year groups")
        st.caption("A practice for several year groups counts in each of them, and on a trip not in that one.")
    with right:
        st.markdown("## Groups of pupils")
        _counts(found.pupils, {"pupils": "Pupils"}, "Groups of pupils")
        st.caption(PUPILS_RULE)


def _counts(frame: pd.DataFrame, names: dict[str, str], alt: str) -> None:
    if len(frame):
        columns = {**names, "seen": "Could be seen", "of": "Of"}
        st.dataframe(frame[list(columns)].rename(columns=columns), hide_index=True, alt=alt, height="content")
    else:
        st.caption("None is named yet.")


def _list(found: Picture) -> None:
    """Every practice with when it could be seen, or why not."""
    names = any(each.practice.who for each in found.shown)
    st.dataframe(
        [
            {
                "What": each.practice.what,
                "Could be seen": "Yes" if each.could_be_seen else "No",
                "When, or why not": each.when or each.why,
                "Typically": slot_words(each.practice.slots),
                "Subject": each.practice.subject,
                "Year groups": ", ".join(each.practice.year_groups),
                **({"Who": ", ".join(each.practice.who)} if names else {}),
            }
            for each in found.shown
        ],
        hide_index=True,
        alt="Every practice with when it could be seen, or why not",
    )
