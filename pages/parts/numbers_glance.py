"""Numbers at a glance: by topic, a small panel for each measure, for all pupils or for the groups that are chosen."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from evaluation.access import Ability
from evaluation.indicators.records import GROUPS, Measure
from evaluation.school import School
from pages.parts import address, numbers_panels, screen

TOPICS = {
    "attendance": ("Attendance", ("attendance",)),
    "pupils": ("Pupils", ("roll", "inclusion", "send")),
    "staff": ("Staff", ("staffing",)),
    "suspensions": ("Suspensions", ("behaviour",)),
    "results": ("Results", ("achievement",)),
    "other": ("Other", ()),
}
"""What figures are about: its name, and the first themes of the measures that belong there."""

Held = Mapping[Measure, tuple[str, ...]]
"""The measures that have figures, each with the ids of the groups that have some."""


def show(school: School) -> None:
    """One topic with its panels, series by series; where there is no figure yet, the ways to bring some in."""
    held = screen.built(school, lambda: measures_held(school), "numbers held")
    if not held:
        nothing_yet(school)
        return
    topics = {key: name for key, (name, _) in TOPICS.items() if any(topic_of(measure) == key for measure in held)}
    topic = address.choose("topic", "Topic", topics, "attendance")
    here = {measure: groups for measure, groups in held.items() if topic_of(measure) == topic}
    chosen = _groups(here, topic)
    for series in dict.fromkeys(measure.series for measure in here):
        own = [measure for measure in here if measure.series == series]
        wanted = [(measure, group) for measure in own for group in here[measure] if group in chosen]
        if wanted:
            st.markdown(f"## {screen.plain(series)}")
            numbers_panels.show(school, wanted, f"{topic}-{own[0].id}", under_series=True)
            numbers_panels.definitions(own)
    st.caption(
        "Only England's figure of the same measure, group and period stands beside ours; where there is none, there "
        "is a gap. Different series are never mixed. A group of very few pupils is suppressed."
    )


def measures_held(school: School) -> Held:
    """The measures that have figures which the viewer may see."""
    found = ((measure, school.numbers.groups(measure.id)) for measure in school.numbers.measures())
    return {measure: groups for measure, groups in found if groups}


def topic_of(measure: Measure) -> str:
    """Under which topic a measure is shown."""
    first = measure.topics[0] if measure.topics else ""
    return next((key for key, (_, themes) in TOPICS.items() if first in themes), "other")


def _groups(here: Held, topic: str) -> list[str]:
    """The groups of pupils whose panels are wanted, in their usual order."""
    present = [group for group in GROUPS if any(group in groups for groups in here.values())]
    if present in ([], [""]):
        return present
    usual = "" if "" in present else present[0]
    found = st.pills(
        "Whose figures",
        present,
        selection_mode="multi",
        default=[usual],
        format_func=lambda group: GROUPS[group].name,
        key=f"groups-{topic}",
        persist_state="session",
        wrap=True,
    )
    return [group for group in present if group in found] or [usual]


def nothing_yet(school: School) -> None:
    """No figure is here yet: what would stand here, and the three ways to bring figures in."""
    if not school.viewer.may(Ability.KEEP_EVIDENCE):
        st.write("No figures are here yet that you may see.")
        return
    st.write(
        "Here your figures stand over time, each beside England's figure of the same measure and period. "
        "There are three ways to bring them in:"
    )
    st.markdown(
        "- **By hand**: one figure at a time, such as persistent absence in the autumn term.\n"
        "- **Pasted**: several rows out of a spreadsheet at once.\n"
        "- **From a file of the DfE's**: the tables of school performance, found by your URN."
    )
    st.page_link("pages/numbers.py", label="Add figures", icon=":material/add:", query_params={"about": "add"})
