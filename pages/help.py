"""Help: the way to the main jobs, and the words of the product in plain words."""

from itertools import groupby

import streamlit as st

from evaluation.access import Ability
from evaluation.errors import EvaluationError
from evaluation.glossary import Word, shipped_glossary
from evaluation.school import School
from pages.parts import entry, screen

JOBS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Score our school strand by strand", "self_evaluations", {}),
    ("See our grades beside an inspection", "compare", {}),
    ("Bring in our inspections, or type one", "inspections", {}),
    ("See what moved over the years", "progress", {}),
    ("Add evidence, also from a phone", "evidence", {}),
    ("Turn what was found into actions", "plan", {}),
    ("See my own actions", "plan", {"view": "mine"}),
    ("See what contradicts what", "readiness", {}),
    ("See which evidence goes stale", "readiness", {"about": "evidence"}),
    ("Get ready for the call, and rehearse it", "the_call", {}),
    ("Write the log of the two days", "the_call", {"about": "log"}),
    ("Show it on the projector", "present", {}),
    ("Take it away as Excel, Word or slides", "take_away", {}),
    ("Find words in everything we have", "search", {}),
    ("Say who may sign in", "settings", {"part": "people"}),
    ("Keep a copy of everything", "settings", {"part": "copy"}),
)
"""What people come to do: in their words, the page's file, and what its address asks for."""

TITLES = {name: title for section in entry.MENU.values() for name, (title, _) in section.items()}


def jobs(school: School, asked: str) -> None:
    """The way to each job that this person may do; of those, where words are looked for, the ones that hold them."""
    wanted = asked.casefold().split()
    offered = [
        (words, page, query)
        for words, page, query in JOBS
        if page in TITLES
        and school.viewer.may(entry.OPEN_TO.get(page, Ability.SEE))
        and all(part in f"{words} {TITLES[page]}".casefold() for part in wanted)
    ]
    if not offered:
        return
    st.markdown("## How do I …?")
    for column, part in zip(st.columns(2), (offered[::2], offered[1::2]), strict=True):
        with column, st.container(gap="xxsmall"):
            for words, page, query in part:
                st.page_link(f"pages/{page}.py", label=words, icon=":material/arrow_forward:", query_params=query)


def words(found: tuple[Word, ...]) -> None:
    """Each word, what it means here, and where it is met."""
    st.markdown("## Words")
    if not found:
        st.write("No word like this is explained here. Try a shorter one.")
    for group, some in groupby(found, key=lambda each: each.group):
        st.markdown(f"### {screen.plain(group)}")
        st.markdown("\n\n".join(line(each) for each in some))


def line(word: Word) -> str:
    """One word as Markdown."""
    met = ", ".join(TITLES[page] for page in word.pages if page in TITLES)
    also = f" (also: {screen.plain(', '.join(word.also))})" if word.also else ""
    return f"**{screen.plain(word.word)}**{also}  \n{screen.plain(word.means)} :small[:gray[On: {met}]]"


entrance = screen.door()
school = screen.school("Help") if screen.has_school() else None
if school is None:
    st.title("Help", anchor=False)
try:
    asked = st.text_input("Look for a word", key="help-word", placeholder="half-life", live=True) or ""
    if school:
        jobs(school, asked)
    else:
        st.page_link("pages/welcome.py", label="Look round the demo school, or set up our school")
    words(shipped_glossary().about(asked))
    st.caption("How to start, sign-in and the settings of the server are in the README beside the app.")
except EvaluationError as problem:
    screen.show_refusal(problem)
